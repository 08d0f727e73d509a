// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include "env/clock.h"
#include "env/real/cluster_time.h"
#include "env/real/machine_faults.h"

// The inside of a node's loop: Asio's event loop, the queue of posted callbacks and the timers. Network and disk stand on it.
namespace vitrine::env::real {

class LoopCore final : public Clock {
public:
    // `time` is shared by the loops of a cluster. `wall_clock`: what is wrong with the wall clock; nullptr: nothing.
    explicit LoopCore(std::shared_ptr<ClusterTime> time, std::shared_ptr<const WallClockFaults> wall_clock = nullptr);
    ~LoopCore() override;
    LoopCore(const LoopCore&) = delete;
    LoopCore& operator=(const LoopCore&) = delete;

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] WallTime wall_now() const override;
    [[nodiscard]] Timer schedule(Instant at, Callback callback) override;
    // Thread safe. Dropped (destroyed on the caller's thread) once the loop is stopping.
    void post(Callback callback) override;

    // Runs callbacks on the calling thread until stop(). Exceptions of callbacks pass through.
    void run();
    // Thread safe: no further callback begins.
    void stop();
    // After run() returned: destroys what was posted or scheduled and did not run.
    void drop_all();
    [[nodiscard]] bool stopping() const { return stopping_.load(std::memory_order_acquire); }
    // True on the thread in run(), and on every thread while none is in it.
    [[nodiscard]] bool on_loop() const;
    // True on the thread in run(), and nowhere else.
    [[nodiscard]] bool runs_here() const { return thread_.load(std::memory_order_acquire) == std::this_thread::get_id(); }

    [[nodiscard]] asio::io_context& io() { return io_; }

private:
    using TimerKey = std::pair<Instant, std::uint64_t>;
    // Shared with the handles of timers.
    struct Timers {
        std::map<TimerKey, Callback> pending;
        std::uint64_t last_number = 0;
    };
    class TimerHandle;

    void drain_posted();
    void arm(Instant at);
    void run_due_timers();

    std::shared_ptr<ClusterTime> time_;
    std::shared_ptr<const WallClockFaults> wall_clock_;
    asio::io_context io_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::thread::id> thread_{};

    std::mutex posted_mutex_;
    std::deque<Callback> posted_;
    bool drain_scheduled_ = false;

    std::shared_ptr<Timers> timers_ = std::make_shared<Timers>();
    asio::steady_timer alarm_;  // for the earliest of them
    Instant alarm_at_ = Instant::max();
};

}  // namespace vitrine::env::real
