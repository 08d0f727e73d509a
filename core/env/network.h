// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "env/disk.h"

// Port 2 of 5: connections that carry frames: a 4-byte big-endian length, then that many bytes (Kafka's framing).
// This port deals in frame contents; the length is its own affair. A connection keeps order and may break at any time,
// also in the middle of a frame; then neither side knows what the other has seen.
namespace vitrine::env {

struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
    [[nodiscard]] std::string to_string() const { return host + ":" + std::to_string(port); }
};

// Bytes of a file that are sent without passing through user space (sendfile).
struct FileSlice {
    std::shared_ptr<const File> file;
    std::int64_t position = 0;
    std::int64_t size = 0;
};

// An outgoing frame in pieces, sent in order. The sum of sizes must fit int32.
using FramePiece = std::variant<Bytes, SharedBytes, FileSlice>;
struct Frame {
    std::vector<FramePiece> pieces;
    [[nodiscard]] std::int64_t size() const;
};
// All pieces copied together: for tests, the wire tap and in-memory networks.
[[nodiscard]] Result<Bytes> flatten(const Frame& frame);

// Receives what happens on one connection, on the node's loop. Must outlive its connection.
class ConnectionEvents {
public:
    virtual ~ConnectionEvents() = default;
    virtual void on_connected() {}  // outgoing connections only
    virtual void on_frame(SharedBytes frame) = 0;
    // What Connection::tell_when_sent() asked for: once for each time that it was asked.
    virtual void on_sent() {}
    // Last call on this object. Frames not yet sent are lost. `reason` says who closed and why. It is not called after
    // close() or the destruction of the connection by its own side.
    virtual void on_closed(Error reason) = 0;
};

class Connection {
public:
    virtual ~Connection() = default;  // closes
    // Queues and returns. Ignored after the connection closed.
    virtual void send(Frame frame) = 0;
    virtual void close() = 0;
    // Back pressure: while false, nothing is read and the peer's sends fill up.
    virtual void set_reading(bool reading) = 0;
    [[nodiscard]] virtual std::int64_t unsent_bytes() const = 0;
    // on_sent() when unsent_bytes() are `at_most` or less: from the loop, not inside this call. The newest word counts.
    virtual void tell_when_sent(std::int64_t at_most) = 0;
    [[nodiscard]] virtual const Endpoint& remote() const = 0;
    [[nodiscard]] virtual const Endpoint& local() const = 0;
};

class Listener {
public:
    virtual ~Listener() = default;  // stops accepting; accepted connections live on
    [[nodiscard]] virtual const Endpoint& endpoint() const = 0;
};

// Called for each accepted connection; takes it and returns who receives its events (nullptr: refuse and close).
using Acceptor = std::move_only_function<ConnectionEvents*(std::unique_ptr<Connection>)>;

struct NetworkLimits {
    std::int32_t frame_bytes_max = 100 * 1024 * 1024;  // socket.request.max.bytes; a longer or negative length closes the connection
    // queued.max.request.bytes: while the frames of all connections of the listener that have begun to arrive are so long together, no
    // connection begins another that does not arrive in one piece. 0: no limit. Frames of the simulated world arrive in one piece.
    std::int64_t arriving_bytes_max = 0;
    int connections_max = 10'000;                      // for one listener; further ones are closed at once
};

class Network {
public:
    virtual ~Network() = default;
    // An occupied port answers an error whose sentence names the port.
    [[nodiscard]] virtual Result<std::unique_ptr<Listener>> listen(const Endpoint& endpoint, const NetworkLimits& limits,
                                                                   Acceptor accept) = 0;
    // Never fails at once: a refused connection is reported by on_closed().
    [[nodiscard]] virtual std::unique_ptr<Connection> connect(const Endpoint& endpoint, ConnectionEvents& events) = 0;
};

}  // namespace vitrine::env
