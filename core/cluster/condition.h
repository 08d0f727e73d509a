// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/admin.h"
#include "cluster/host.h"

// What `wait until` and `expect` can say of a cluster. Each is asked through Kafka's own requests, as an administrator would:
//
//   broker N ready|running|killed|stopped|paused      brokers N                (that are registered and unfenced)
//   topic NAME                                        no topic NAME
//   leader TOPIC P is N | is not N | any              isr TOPIC P is 1,2,3     isr TOPIC P size N
//   replicas TOPIC P are 1,2,3                        (while they move: those that come and those that go too)
//   under-replicated N                                leaderless N             (partitions of all topics)
//   high-watermark TOPIC P >= N                       group G stable|empty|…   group G members N     lag G <= N
//   controller is N | is not N | any
namespace vitrine::cluster {

class Condition {
public:
    struct Outcome {
        bool holds = false;
        std::string found;  // what is there instead, one sentence
    };
    // INVALID_REQUEST with a sentence that says what can be said.
    static Result<std::shared_ptr<Condition>> parse(const std::vector<std::string>& words);

    // On the control loop; once, later or at once. A cluster that does not answer: does not hold.
    void check(Host& host, client::Admin& admin, std::move_only_function<void(Outcome)> done) const {
        check_(host, admin, std::move(done));
    }
    [[nodiscard]] const std::string& text() const { return text_; }

    using Check = std::function<void(Host&, client::Admin&, std::move_only_function<void(Outcome)>)>;
    Condition(std::string text, Check check) : text_(std::move(text)), check_(std::move(check)) {}

private:
    std::string text_;
    Check check_;
};

}  // namespace vitrine::cluster
