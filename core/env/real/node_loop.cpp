// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/node_loop.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <random>
#include <system_error>
#include <thread>

#include <asio/post.hpp>

#include "base/logging.h"
#include "env/real/loop_core.h"
#include "env/real/posix_disk.h"
#include "env/real/tcp_network.h"

namespace vitrine::env::real {
namespace {

std::string name_of(BrokerId node) { return node == no_broker ? std::string("inner") : fmt::format("node-{}", node); }

std::uint64_t seed_from_system() {
    std::random_device device;
    return static_cast<std::uint64_t>(device()) << 32 | device();
}

// A broker has a file for each segment and a socket for each client: the soft limit (often 1024) is raised to the hard one,
// as Java does for Kafka.
void allow_many_files() {
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

class NodeLoop::Impl {
public:
    Impl(NodeLoopOptions its_options, observe::Observer& its_observer)
        : options(std::move(its_options)),
          observer(its_observer),
          logger(name_of(options.node)),
          core(options.time != nullptr ? options.time : std::make_shared<ClusterTime>(), wall_clock()),
          random(seed_from_system()),
          disk(
              options.directory, [this](Callback callback) { core.post(std::move(callback)); }, disk_faults(0)),
          network(core, options.node, options.links, random, logger) {
        for (const std::string& directory : options.more_directories) {
            more_disks.push_back(std::make_unique<PosixDisk>(
                directory, [this](Callback callback) { core.post(std::move(callback)); }, disk_faults(more_disks.size() + 1)));
        }
        allow_many_files();
    }

    // Both share the life of what they are parts of.
    [[nodiscard]] std::shared_ptr<const WallClockFaults> wall_clock() const {
        if (options.machine == nullptr) return nullptr;
        return {options.machine, &options.machine->wall_clock};
    }
    [[nodiscard]] std::shared_ptr<DiskFaults> disk_faults(std::size_t directory) const {
        if (options.machine == nullptr || directory >= options.machine->disks.size()) return std::make_shared<DiskFaults>();
        return {options.machine, &options.machine->disks[directory]};
    }

    void run() {
        ::pthread_setname_np(::pthread_self(), name_of(options.node).c_str());
        // sendfile() to a connection that the peer closed raises it; the error number is enough.
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        try {
            core.run();
        } catch (const std::exception& error) {
            const std::string sentence = fmt::format("a callback of {} failed: {}", logger.name(), error.what());
            core.stop();
            running = false;
            release_waiting();
            if (!options.on_failure) fail_assertion(__FILE__, __LINE__, "no exception leaves a callback", sentence, {});
            logger.error("{}", sentence);
            options.on_failure(sentence);
        }
    }

    void stop() {
        if (stopped) return;
        stopped = true;
        core.stop();
        release_waiting();
        if (thread.joinable()) thread.join();
        running = false;
        network.stop();
        disk.stop();
        for (const auto& further : more_disks) further->stop();
        core.drop_all();
    }

    // The loop ends: neither it nor who pauses it waits any longer.
    void release_waiting() {
        const std::scoped_lock lock(pause_mutex);
        ending = true;
        pause_changed.notify_all();
    }

    // On the loop: the thread stands here until resume() or stop().
    void park() {
        std::unique_lock lock(pause_mutex);
        if (!pause_wanted || ending) return;
        parked = true;
        pause_changed.notify_all();
        pause_changed.wait(lock, [this] { return !pause_wanted || ending; });
        parked = false;
        pause_changed.notify_all();
    }

    // Destroyed from below: first what uses Asio's loop, at last the loop.
    NodeLoopOptions options;
    observe::Observer& observer;
    Logger logger;
    LoopCore core;
    Xoshiro random;
    PosixDisk disk;
    std::vector<std::unique_ptr<PosixDisk>> more_disks;
    TcpNetwork network;

    std::thread thread;
    std::atomic<bool> running{false};
    bool stopped = false;

    std::mutex pause_mutex;
    std::condition_variable pause_changed;
    bool pause_wanted = false;
    bool parked = false;
    bool ending = false;
};

NodeLoop::NodeLoop(NodeLoopOptions options, observe::Observer& observer) {
    try {
        impl_ = std::make_unique<Impl>(std::move(options), observer);
    } catch (const std::system_error& error) {
        fail_assertion(__FILE__, __LINE__, "the system has an event loop for one more node", error.what(), {});
    }
}
NodeLoop::~NodeLoop() { stop(); }

Environment NodeLoop::environment() {
    Environment ports{
        .clock = impl_->core, .network = impl_->network, .disk = impl_->disk, .random = impl_->random, .observer = impl_->observer};
    for (const auto& disk : impl_->more_disks) ports.more_disks.push_back(disk.get());
    return ports;
}

void NodeLoop::start() {
    VITRINE_ASSERT(!impl_->thread.joinable() && !impl_->stopped, "a loop is started once");
    impl_->running = true;
    try {
        impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
    } catch (const std::system_error& error) {
        fail_assertion(__FILE__, __LINE__, "the system has a thread for one more node", error.what(), {});
    }
}

void NodeLoop::stop() {
    VITRINE_ASSERT(!impl_->core.runs_here(), "a loop is stopped by its owner, not by itself");
    impl_->stop();
}

bool NodeLoop::running() const { return impl_->running; }

void NodeLoop::post(Callback callback) { impl_->core.post(std::move(callback)); }

bool NodeLoop::run_and_wait(Callback callback) {
    if (!impl_->running) return false;
    if (impl_->core.runs_here()) {
        callback();
        return true;
    }
    // Answers also when it is destroyed without having run.
    struct Waiting {
        Callback callback;
        std::promise<bool> promise;
        bool ran = false;
        ~Waiting() { promise.set_value(ran); }
    };
    auto waiting = std::make_unique<Waiting>(std::move(callback));
    std::future<bool> answer = waiting->promise.get_future();
    impl_->core.post([waiting = std::move(waiting)]() mutable {
        waiting->callback();
        waiting->ran = true;
        waiting.reset();
    });
    return answer.get();
}

void NodeLoop::pause() {
    if (!impl_->running) return;
    VITRINE_ASSERT(!impl_->core.runs_here(), "a loop cannot wait for its own standstill");
    std::unique_lock lock(impl_->pause_mutex);
    if (!std::exchange(impl_->pause_wanted, true)) asio::post(impl_->core.io(), [impl = impl_.get()] { impl->park(); });
    impl_->pause_changed.wait(lock, [this] { return impl_->parked || impl_->ending || !impl_->pause_wanted; });
}

void NodeLoop::resume() {
    const std::scoped_lock lock(impl_->pause_mutex);
    impl_->pause_wanted = false;
    impl_->pause_changed.notify_all();
}

NetworkCounters NodeLoop::network_counters() const { return impl_->network.counters(); }

}  // namespace vitrine::env::real
