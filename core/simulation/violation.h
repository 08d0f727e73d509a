// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace vitrine::simulation {

// A rule of the cluster that did not hold: who noticed, and what was seen.
struct Violation {
    std::string checker;                // the checker's name
    std::string sentence;               // with both values that contradict each other
    Instant at{};
    std::vector<BrokerId> nodes;        // involved, if any
    std::optional<TopicPartition> partition;
    friend bool operator==(const Violation&, const Violation&) = default;
};

// "12.345 s  one-leader-per-epoch: …"
[[nodiscard]] std::string to_string(const Violation& violation);

// Takes what checkers and histories find.
class ViolationSink {
public:
    virtual ~ViolationSink() = default;
    virtual void report(Violation violation) = 0;
};

}  // namespace vitrine::simulation
