// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/loop_core.h"

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>

#include "base/assert.h"

namespace vitrine::env::real {

namespace {

constexpr Milliseconds standstill_poll_interval{10};

}  // namespace

class LoopCore::TimerHandle final : public Timer::Handle {
public:
    TimerHandle(std::shared_ptr<Timers> timers, TimerKey key) : timers_(std::move(timers)), key_(key) {}
    ~TimerHandle() override {
        // Out of the map before it is destroyed: its captures may hold further timers.
        const auto dropped = timers_->pending.extract(key_);
    }
    TimerHandle(const TimerHandle&) = delete;
    TimerHandle& operator=(const TimerHandle&) = delete;

private:
    std::shared_ptr<Timers> timers_;
    TimerKey key_;
};

LoopCore::LoopCore(std::shared_ptr<ClusterTime> time, std::shared_ptr<const WallClockFaults> wall_clock)
    : time_(std::move(time)), wall_clock_(std::move(wall_clock)), io_(1), alarm_(io_) {}
LoopCore::~LoopCore() { drop_all(); }

Instant LoopCore::now() const { return time_->now(); }

WallTime LoopCore::wall_now() const {
    const WallTime right(std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()).time_since_epoch());
    return wall_clock_ != nullptr ? wall_clock_->read(right) : right;
}

bool LoopCore::on_loop() const {
    const std::thread::id running = thread_.load(std::memory_order_acquire);
    return running == std::thread::id{} || running == std::this_thread::get_id();
}

Timer LoopCore::schedule(Instant at, Callback callback) {
    VITRINE_ASSERT(on_loop(), "timers of a node are made on its own loop");
    if (stopping()) return {};
    const TimerKey key{at, ++timers_->last_number};
    timers_->pending.emplace(key, std::move(callback));
    if (at < alarm_at_) arm(at);
    return Timer(std::make_unique<TimerHandle>(timers_, key));
}

void LoopCore::arm(Instant at) {
    alarm_at_ = at;
    // While time stands still nothing comes due; when it goes on is seen by looking again.
    alarm_.expires_after(time_->standing() ? Duration(standstill_poll_interval) : at - time_->now());
    alarm_.async_wait([this](const asio::error_code& error) {
        if (!error) run_due_timers();
    });
}

void LoopCore::run_due_timers() {
    alarm_at_ = Instant::max();
    // Timers that these callbacks schedule for now wait for the next round, so that sockets have their turn.
    const Instant due = now();
    while (!stopping() && !timers_->pending.empty() && timers_->pending.begin()->first.first <= due) {
        auto next = timers_->pending.extract(timers_->pending.begin());
        next.mapped()();
    }
    if (!timers_->pending.empty() && timers_->pending.begin()->first.first < alarm_at_) arm(timers_->pending.begin()->first.first);
}

void LoopCore::post(Callback callback) {
    {
        const std::scoped_lock lock(posted_mutex_);
        if (stopping()) return;
        posted_.push_back(std::move(callback));
        if (std::exchange(drain_scheduled_, true)) return;
    }
    asio::post(io_, [this] { drain_posted(); });
}

void LoopCore::drain_posted() {
    std::deque<Callback> batch;
    {
        const std::scoped_lock lock(posted_mutex_);
        batch.swap(posted_);
        drain_scheduled_ = false;
    }
    while (!stopping() && !batch.empty()) {
        Callback next = std::move(batch.front());
        batch.pop_front();
        next();
    }
}

void LoopCore::run() {
    thread_.store(std::this_thread::get_id(), std::memory_order_release);
    // Also on the way of an exception.
    struct Left {
        std::atomic<std::thread::id>& thread;
        ~Left() { thread.store(std::thread::id{}, std::memory_order_release); }
    } const left{thread_};
    const auto guard = asio::make_work_guard(io_);
    if (!stopping()) io_.run();
}

void LoopCore::stop() {
    stopping_.store(true, std::memory_order_release);
    io_.stop();
}

void LoopCore::drop_all() {
    stopping_.store(true, std::memory_order_release);
    std::deque<Callback> posted;
    {
        const std::scoped_lock lock(posted_mutex_);
        posted.swap(posted_);
    }
    posted.clear();
    auto pending = std::exchange(timers_->pending, {});
    pending.clear();
}

}  // namespace vitrine::env::real
