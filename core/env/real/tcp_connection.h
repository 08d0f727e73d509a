// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include <asio/ip/tcp.hpp>

#include "env/real/tcp_network.h"

namespace vitrine::env::real {

class TcpConnection;

// What the frames that arrive in pieces at one listener may take of memory together (NetworkLimits::arriving_bytes_max). A frame is
// granted its whole length while anything is left, so that each that began comes to its end, and the limit is exceeded by one frame at
// most. Source: Kafka's SimpleMemoryPool, not strict.
struct ArrivingBytes {
    std::int64_t most = 0;
    std::int64_t granted = 0;
    std::deque<std::weak_ptr<TcpConnection>> waiting;
};

// One TCP connection and what both directions hold back. Handlers of the loop keep it alive; the Connection that its user
// holds refers to it.
//
//   waiting (its link is cut, slow or lossy) -> connecting -> open -> closed
//   open -> detached (closed by its user while its link is cut: the peer hears of it when the link is healed) -> closed
//   any -> closed
class TcpConnection final : public std::enable_shared_from_this<TcpConnection> {
public:
    static constexpr std::size_t send_at_once_max = 1024 * 1024;      // of one slice; then others have their turn
    static constexpr std::size_t receive_at_once_max = 1024 * 1024;
    static constexpr std::int64_t held_bytes_max = 16 * 1024 * 1024;  // received, not delivered: beyond it nothing is read

    // Outgoing.
    TcpConnection(TcpNetwork& network, Endpoint remote, ConnectionEvents& events);
    // Accepted; `on_gone` is called once when the socket is closed.
    TcpConnection(TcpNetwork& network, asio::ip::tcp::socket socket, Endpoint remote, Endpoint local, std::int32_t frame_bytes_max,
                  std::shared_ptr<ArrivingBytes> arriving, Callback on_gone);

    void start_connect();
    void start_accepted(ConnectionEvents& events);

    // --- of its user ---
    void send(Frame frame);
    void close();
    void set_reading(bool reading);
    [[nodiscard]] std::int64_t unsent_bytes() const { return unsent_bytes_; }
    void tell_when_sent(std::int64_t at_most);
    [[nodiscard]] const Endpoint& remote() const { return remote_; }
    [[nodiscard]] const Endpoint& local() const { return local_; }

    // --- of the network ---
    void link_changed();
    void abandon();  // nobody is told

private:
    enum class State { waiting, connecting, open, detached, closed };

    struct OutgoingFrame {
        std::array<std::uint8_t, 4> length{};
        Frame frame;
        Instant not_before{};    // on a slow or lossy link
        std::size_t piece = 0;   // the next to send: 0 is the length, then the frame's pieces
        std::int64_t inside = 0; // bytes of it that were sent
    };
    struct IncomingFrame {
        Instant not_before{};
        SharedBytes bytes;
    };
    enum class Progress { done, blocked, failed };

    void connect_when_link_allows();
    void resolve_and_connect();
    void begin_connect(const asio::ip::tcp::endpoint& address);
    void connected();

    void schedule_flush();
    void flush();
    Progress send_memory(std::size_t& sent);
    Progress send_slice(const FileSlice& slice, std::size_t& sent);
    void cork(bool corked);
    [[nodiscard]] bool may_send(const OutgoingFrame& frame) const;
    void sent(std::size_t bytes);
    void tell_if_sent();
    void wait_writable();

    [[nodiscard]] bool wants_to_read() const;
    void wait_readable();
    void receive();
    // False when the connection was closed on the way.
    bool take_in(ByteSpan bytes);
    bool begin_frame(std::int32_t length);
    void grow_body(std::size_t needed);
    void body_complete();
    void ask_for_body();
    void grant_body();
    void give_back_body();
    void arrived(SharedBytes frame);
    void schedule_delivery(Instant at);
    void deliver();

    // The connection is over: tells the user, on the loop, outside of any call of theirs.
    void end(Error reason);
    void close_socket();

    TcpNetwork& network_;
    LoopCore& loop_;
    asio::ip::tcp::socket socket_;
    State state_ = State::waiting;
    ConnectionEvents* events_ = nullptr;
    Endpoint remote_;
    Endpoint local_;
    bool outgoing_ = false;
    std::int32_t frame_bytes_max_;
    std::shared_ptr<ArrivingBytes> arriving_;  // nullptr: no limit
    Callback on_gone_;
    std::uint64_t number_ = 0;  // in the network; 0: not entered
    LinkTable::State link_;
    Timer link_timer_;          // of a slow or lossy link: the connection's beginning, then what is sent

    std::deque<OutgoingFrame> outgoing_frames_;
    std::int64_t unsent_bytes_ = 0;
    std::optional<std::int64_t> tell_at_;  // unsent bytes at which its user is to be told
    bool flush_scheduled_ = false;
    bool waits_writable_ = false;
    bool corked_ = false;

    bool reading_ = true;
    bool waits_readable_ = false;
    std::array<std::uint8_t, 4> length_{};
    std::size_t length_filled_ = 0;
    std::size_t body_size_ = 0;     // announced; body_ grows towards it as bytes arrive
    std::size_t body_filled_ = 0;
    Bytes body_;                    // of the frame's size or larger
    bool frames_are_large_ = false;  // the last one was
    std::int64_t body_granted_ = 0;
    bool waits_for_grant_ = false;
    bool connected_untold_ = false;
    std::deque<IncomingFrame> held_frames_;
    std::int64_t held_bytes_ = 0;
    std::optional<Error> held_end_;  // the peer closed; told after the frames
    bool delivery_scheduled_ = false;
    Timer delivery_timer_;
};

}  // namespace vitrine::env::real
