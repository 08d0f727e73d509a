// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "env/real/node_loop.h"

namespace vitrine::env::real {

// Nobody looks.
class SilentObserver final : public observe::Observer {
public:
    observe::EventId record(Instant, WallTime, observe::EventBody, std::optional<observe::EventId>) override { return {}; }
    void publish(observe::NodeDelta&&) override {}
    void tap(observe::WireFrame&&) override {}
    [[nodiscard]] observe::Interest interest() const override { return {}; }
};

// A directory of this test alone, gone afterwards.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::path(testing::TempDir()) /
                ("vitrine-" + std::to_string(::getpid()) + "-" + test->test_suite_name() + "-" + test->name());
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] std::string operator/(std::string_view name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// Asks on the loop, every millisecond, until the answer is yes; false after `limit`. Waits for what happens, not for time to pass.
inline bool eventually(NodeLoop& loop, std::function<bool()> done, Duration limit = std::chrono::seconds(20)) {
    struct Asking : std::enable_shared_from_this<Asking> {
        Asking(Clock& its_clock, std::function<bool()> its_done, Instant its_deadline)
            : clock(its_clock), done(std::move(its_done)), deadline(its_deadline) {}
        void ask() {
            if (done()) return answer.set_value(true);
            if (clock.now() > deadline) return answer.set_value(false);
            timer = clock.schedule_after(std::chrono::milliseconds(1), [self = shared_from_this()] { self->ask(); });
        }
        Clock& clock;
        std::function<bool()> done;
        Instant deadline;
        Timer timer;
        std::promise<bool> answer;
    };
    Clock& clock = loop.environment().clock;
    auto asking = std::make_shared<Asking>(clock, std::move(done), clock.now() + limit);
    auto answer = asking->answer.get_future();
    loop.post([asking] { asking->ask(); });
    const bool yes = answer.get();
    loop.run_and_wait([&asking] { asking->timer.cancel(); });
    return yes;
}

}  // namespace vitrine::env::real
