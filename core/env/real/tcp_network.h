// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/logging.h"
#include "env/network.h"
#include "env/real/frame_memory.h"
#include "env/real/link_table.h"
#include "env/real/loop_core.h"
#include "env/real/node_loop.h"
#include "env/retransmission.h"

namespace vitrine::env::real {

class TcpConnection;
class TcpListener;

// No process that this one starts inherits the socket: it would keep the port or the connection open.
void keep_from_children(int socket);
// To a peer of this machine: nothing is congested on the way, and a congestion control that spreads what is sent over time (BBR) costs a
// timer and a wake-up for each packet. For other peers the system's choice stays. Only before it is connected, or while it listens: what
// was paced once stays so.
void do_not_pace(int socket);

// The TCP sockets of one node. Everything but counters() is called on its loop.
class TcpNetwork final : public Network {
public:
    // `random` decides what a lossy link loses.
    TcpNetwork(LoopCore& loop, BrokerId node, std::shared_ptr<LinkTable> links, Random& random, const Logger& logger);
    ~TcpNetwork() override;

    [[nodiscard]] Result<std::unique_ptr<Listener>> listen(const Endpoint& endpoint, const NetworkLimits& limits, Acceptor accept) override;
    [[nodiscard]] std::unique_ptr<Connection> connect(const Endpoint& endpoint, ConnectionEvents& events) override;

    // Closes every socket without a word, as the kernel does for a process that died.
    void stop();
    [[nodiscard]] NetworkCounters counters() const;

    // --- for connections and listeners ---
    struct Counters {
        std::atomic<std::uint64_t> bytes_received{0};
        std::atomic<std::uint64_t> bytes_sent{0};
        std::atomic<std::uint64_t> bytes_sent_by_sendfile{0};
        std::atomic<std::uint64_t> connections_refused{0};
        std::atomic<std::uint64_t> frames_refused{0};
    };
    [[nodiscard]] LoopCore& loop() { return loop_; }
    [[nodiscard]] Counters& count() { return counters_; }
    [[nodiscard]] const Logger& logger() const { return logger_; }
    // Where bytes are received before they are cut into frames: one for all connections, since only one is read at a time.
    [[nodiscard]] MutableByteSpan receive_buffer();
    [[nodiscard]] FrameMemory& frame_memory() { return *frame_memory_; }
    // What is wrong with the link to whoever an endpoint belongs to.
    [[nodiscard]] LinkTable::State link_to(const Endpoint& endpoint) const;
    // For how long a frame is held on a link in that state, or the establishment of a connection.
    [[nodiscard]] Duration hold_on(const LinkTable::State& link) { return link.delay + retransmission_delay(random_, link.loss_percent); }
    std::uint64_t enter(const std::shared_ptr<TcpConnection>& connection);
    void leave(std::uint64_t number) { connections_.erase(number); }
    void leave(const TcpListener& listener);

private:
    void links_changed();

    LoopCore& loop_;
    BrokerId node_;
    std::shared_ptr<LinkTable> links_;
    Random& random_;
    const Logger& logger_;
    Counters counters_;
    Bytes receive_buffer_;
    std::shared_ptr<FrameMemory> frame_memory_ = std::make_shared<FrameMemory>();
    std::map<std::uint64_t, std::shared_ptr<TcpConnection>> connections_;  // with an open socket, or about to have one
    std::uint64_t last_connection_ = 0;
    std::map<const TcpListener*, std::shared_ptr<TcpListener>> listeners_;
    std::unique_ptr<LinkTable::Subscription> subscription_;
};

}  // namespace vitrine::env::real
