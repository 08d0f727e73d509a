// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "env/environment.h"
#include "env/real/cluster_time.h"
#include "env/real/link_table.h"
#include "env/real/machine_faults.h"

// The real world: one thread with one event loop for each node, TCP by Asio, POSIX files, the system's clocks and chance.
// Nothing is shared between nodes but bytes on TCP and the table of link faults.
namespace vitrine::env::real {

struct NodeLoopOptions {
    // Who connects, for link faults; also names the thread. no_broker: an inner client, whose links have no faults.
    BrokerId node{no_broker};
    // The log directory; made if absent, locked (".lock", as Kafka does) against other processes until the loop is stopped. Where
    // that fails, and where it is empty (a node without a disk), every call on the disk answers KAFKA_STORAGE_ERROR with the reason.
    std::string directory;
    // Further log directories, in the same way each.
    std::vector<std::string> more_directories;
    // nullptr: no link faults. Shared by all loops of a cluster.
    std::shared_ptr<LinkTable> links;
    // nullptr: a time of its own, which never stands still. Shared by all loops of a cluster.
    std::shared_ptr<ClusterTime> time;
    // nullptr: nothing is wrong with the machine. As many disks as there are log directories; the same for each life of the node.
    std::shared_ptr<MachineFaults> machine;
    // Called on the loop's thread when an exception escaped from a callback (ours to repair, or no memory left); no
    // callback runs afterwards. Without it the process ends with the sentence.
    std::function<void(std::string)> on_failure;
};

// What passed through the network of one node since it was made.
struct NetworkCounters {
    std::uint64_t bytes_received = 0;
    std::uint64_t bytes_sent = 0;           // handed to the kernel, with the lengths of frames
    std::uint64_t bytes_sent_by_sendfile = 0;  // of these: file slices that never entered user space
    std::uint64_t connections_refused = 0;  // over connections_max
    std::uint64_t frames_refused = 0;       // too long or of negative length: the connection was closed
};

// One life of a node: made, started, stopped, destroyed; a restart makes a new one. The thread-safe calls are post(),
// run_and_wait(), pause(), resume() and running(). start() and stop() are called by one owner, never from the loop itself.
//
//   made -> running (start) -> stopped (stop)
//   running <-> paused (pause, resume);  paused -> stopped (stop)
class NodeLoop {
public:
    NodeLoop(NodeLoopOptions options, observe::Observer& observer);
    ~NodeLoop();  // stop()
    NodeLoop(const NodeLoop&) = delete;
    NodeLoop& operator=(const NodeLoop&) = delete;

    // The five ports. They are used on the loop; before start() and after stop() also by the owner's thread. Whatever holds
    // them, or timers, connections and files from them, is destroyed before the loop, on the loop or after stop().
    [[nodiscard]] Environment environment();

    void start();
    // The end of this life, never polite: the callback that runs now ends, no other begins; sockets and listeners are closed
    // as the kernel does when a process dies; completions of syncs under way are dropped. Returns when the threads are gone.
    void stop();
    [[nodiscard]] bool running() const;

    // Runs the callback on the loop, in order of posting; drops it (destroys it) when the loop stops before.
    void post(Callback callback);
    // Waits until the callback ran; false when the loop was stopped (or never started) and it did not run. Waits for a paused
    // loop too. On the loop itself it runs at once.
    bool run_and_wait(Callback callback);

    // The loop stands still between two callbacks, as a process after SIGSTOP: sockets stay open, the kernel goes on
    // accepting and receiving for it, timers that are due run after resume(). Returns when it stands.
    void pause();
    void resume();

    [[nodiscard]] NetworkCounters network_counters() const;  // thread safe

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace vitrine::env::real
