// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/tcp_connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include "base/assert.h"
#include "env/real/posix_disk.h"
#include "env/real/system_error.h"

namespace vitrine::env::real {
namespace {

// Of the next frame, where frames are large.
constexpr std::size_t frame_beginning_bytes = 4096;

Error network_error(std::string sentence) { return {ErrorCode::NETWORK_EXCEPTION, std::move(sentence)}; }

ByteSpan memory_of(const FramePiece& piece) {
    if (const auto* bytes = std::get_if<Bytes>(&piece)) return *bytes;
    return std::get<SharedBytes>(piece).span();
}

bool is_slice(const FramePiece& piece) { return std::holds_alternative<FileSlice>(piece); }

std::int64_t size_of(const FramePiece& piece) {
    if (const auto* slice = std::get_if<FileSlice>(&piece)) return slice->size;
    return static_cast<std::int64_t>(memory_of(piece).size());
}

}  // namespace

TcpConnection::TcpConnection(TcpNetwork& network, Endpoint remote, ConnectionEvents& events)
    : network_(network),
      loop_(network.loop()),
      socket_(loop_.io()),
      events_(&events),
      remote_(std::move(remote)),
      outgoing_(true),
      // As a client of Kafka does: the answers of a server that one chose to ask are not limited.
      frame_bytes_max_(std::numeric_limits<std::int32_t>::max()) {}

TcpConnection::TcpConnection(TcpNetwork& network, asio::ip::tcp::socket socket, Endpoint remote, Endpoint local,
                             std::int32_t frame_bytes_max, std::shared_ptr<ArrivingBytes> arriving, Callback on_gone)
    : network_(network),
      loop_(network.loop()),
      socket_(std::move(socket)),
      state_(State::open),
      remote_(std::move(remote)),
      local_(std::move(local)),
      frame_bytes_max_(frame_bytes_max),
      arriving_(std::move(arriving)),
      on_gone_(std::move(on_gone)) {}

// --- the beginning -----------------------------------------------------------------------------------------------------------

void TcpConnection::start_connect() {
    number_ = network_.enter(shared_from_this());
    // Never inside the call of connect().
    loop_.post([self = shared_from_this()] {
        if (self->state_ != State::waiting) return;
        self->link_ = self->network_.link_to(self->remote_);
        self->connect_when_link_allows();
    });
}

void TcpConnection::start_accepted(ConnectionEvents& events) {
    if (state_ != State::open) return;
    events_ = &events;
    number_ = network_.enter(shared_from_this());
    wait_readable();
}

void TcpConnection::connect_when_link_allows() {
    if (state_ != State::waiting || link_.cut) return;
    if (const Duration held = network_.hold_on(link_); held > Duration(0)) {
        link_timer_ = loop_.schedule_after(held, [this, self = shared_from_this()] {
            if (state_ == State::waiting && !link_.cut) resolve_and_connect();
        });
        return;
    }
    resolve_and_connect();
}

void TcpConnection::resolve_and_connect() {
    state_ = State::connecting;
    asio::error_code error;
    const std::string host = remote_.host == "localhost" ? "127.0.0.1" : remote_.host;
    const auto address = asio::ip::make_address(host, error);
    if (!error) return begin_connect({address, remote_.port});
    auto resolver = std::make_shared<asio::ip::tcp::resolver>(loop_.io());
    resolver->async_resolve(host, std::to_string(remote_.port),
                            [this, self = shared_from_this(), resolver](const asio::error_code& failure, const auto& found) {
                                if (state_ != State::connecting || loop_.stopping()) return;
                                if (failure || found.empty()) {
                                    return end(network_error(fmt::format("the host {} is not known: {}", remote_.host, failure.message())));
                                }
                                begin_connect(found.begin()->endpoint());
                            });
}

void TcpConnection::begin_connect(const asio::ip::tcp::endpoint& address) {
    if (address.address().is_loopback()) {
        asio::error_code error;
        socket_.open(address.protocol(), error);
        // Else connecting opens it, or says why it cannot.
        if (!error) do_not_pace(socket_.native_handle());
    }
    socket_.async_connect(address, [this, self = shared_from_this()](const asio::error_code& failure) {
        if (state_ != State::connecting || loop_.stopping()) return;
        if (failure) return end(network_error(fmt::format("connecting to {} failed: {}", remote_.to_string(), failure.message())));
        connected();
    });
}

void TcpConnection::connected() {
    asio::error_code error;
    const auto here = socket_.local_endpoint(error);
    const auto there = error ? here : socket_.remote_endpoint(error);
    if (!error) socket_.set_option(asio::ip::tcp::no_delay(true), error);
    if (!error) socket_.native_non_blocking(true, error);
    keep_from_children(socket_.native_handle());
    if (error) return end(network_error(fmt::format("connecting to {} failed: {}", remote_.to_string(), error.message())));
    // A port of the dynamic range at which nobody listens may be connected to itself by chance.
    if (here == there) return end(network_error(fmt::format("connecting to {} failed: {}", remote_.to_string(), words_of(ECONNREFUSED))));
    local_ = {here.address().to_string(), here.port()};
    state_ = State::open;
    link_timer_.cancel();
    connected_untold_ = true;
    deliver();
    if (state_ != State::open) return;
    wait_readable();
    schedule_flush();
}

// --- sending -----------------------------------------------------------------------------------------------------------------

void TcpConnection::send(Frame frame) {
    if (state_ == State::closed || state_ == State::detached || held_end_) return;
    const std::int64_t size = frame.size();
    VITRINE_ASSERT_CMP(size, <=, std::int64_t{std::numeric_limits<std::int32_t>::max()}, "the length of a frame is an int32");
    OutgoingFrame outgoing{.frame = std::move(frame)};
    store_be(outgoing.length.data(), static_cast<std::int32_t>(size));
    if (link_.holds_frames()) outgoing.not_before = loop_.now() + network_.hold_on(link_);
    unsent_bytes_ += size + static_cast<std::int64_t>(outgoing.length.size());
    outgoing_frames_.push_back(std::move(outgoing));
    schedule_flush();
}

void TcpConnection::schedule_flush() {
    if (flush_scheduled_ || waits_writable_ || state_ != State::open || outgoing_frames_.empty()) return;
    flush_scheduled_ = true;
    // Later: what one callback sends goes out together.
    loop_.post([this, self = shared_from_this()] {
        flush_scheduled_ = false;
        flush();
    });
}

bool TcpConnection::may_send(const OutgoingFrame& frame) const {
    return !link_.cut && (!link_.holds_frames() || frame.not_before <= loop_.now());
}

void TcpConnection::flush() {
    std::size_t total = 0;
    while (state_ == State::open && !outgoing_frames_.empty()) {
        OutgoingFrame& first = outgoing_frames_.front();
        if (!may_send(first)) {
            if (!link_.cut) link_timer_ = loop_.schedule(first.not_before, [this, self = shared_from_this()] { schedule_flush(); });
            return cork(false);
        }
        if (total >= send_at_once_max) return schedule_flush();
        std::size_t bytes = 0;
        const bool slice = first.piece > 0 && first.piece <= first.frame.pieces.size() && is_slice(first.frame.pieces[first.piece - 1]);
        const Progress progress = slice ? send_slice(std::get<FileSlice>(first.frame.pieces[first.piece - 1]), bytes) : send_memory(bytes);
        total += bytes;
        if (progress == Progress::failed) return;
        if (progress == Progress::blocked) return wait_writable();
    }
    cork(false);
}

// While it is corked the kernel sends full packets only: the end of a slice goes out with what follows it, and wakes its reader once.
void TcpConnection::cork(bool corked) {
    if (corked == corked_ || state_ != State::open) return;
    corked_ = corked;
    const int value = corked ? 1 : 0;
    ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_CORK, &value, sizeof value);
}

TcpConnection::Progress TcpConnection::send_memory(std::size_t& bytes) {
    // The pieces in memory from here to the next slice of a file, of as many frames as may be sent.
    std::array<iovec, 64> vectors;
    std::size_t count = 0;
    std::size_t wanted = 0;
    bool slice_follows = false;
    const auto add = [&](ByteSpan span) {
        if (span.empty()) return;
        vectors[count++] = {.iov_base = const_cast<std::uint8_t*>(span.data()), .iov_len = span.size()};
        wanted += span.size();
    };
    for (std::size_t i = 0; i < outgoing_frames_.size() && count < vectors.size() && !slice_follows; ++i) {
        const OutgoingFrame& frame = outgoing_frames_[i];
        if (i > 0 && !may_send(frame)) break;
        auto inside = static_cast<std::size_t>(frame.inside);
        for (std::size_t piece = frame.piece; piece <= frame.frame.pieces.size() && count < vectors.size(); ++piece) {
            if (piece > 0 && is_slice(frame.frame.pieces[piece - 1])) {
                slice_follows = true;
                break;
            }
            const ByteSpan span = piece == 0 ? ByteSpan(frame.length) : memory_of(frame.frame.pieces[piece - 1]);
            add(span.subspan(inside));
            inside = 0;
        }
    }
    if (count == 0) {  // only empty pieces are left
        sent(0);
        return Progress::done;
    }
    if (slice_follows) cork(true);
    msghdr message = {};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    ssize_t result = 0;
    do {
        result = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (result < 0 && errno == EINTR);
    if (result < 0) {
        if (errno == EAGAIN || errno == EWOULDBLOCK) return Progress::blocked;
        end(network_error(fmt::format("sending to {} failed: {}", remote_.to_string(), words_of(errno))));
        return Progress::failed;
    }
    bytes = static_cast<std::size_t>(result);
    sent(bytes);
    return bytes < wanted ? Progress::blocked : Progress::done;
}

TcpConnection::Progress TcpConnection::send_slice(const FileSlice& slice, std::size_t& bytes) {
    const std::int64_t inside = outgoing_frames_.front().inside;
    const std::size_t wanted = std::min(send_at_once_max, static_cast<std::size_t>(slice.size - inside));
    if (wanted == 0) {
        sent(0);
        return Progress::done;
    }
    const int socket = socket_.native_handle();
    ssize_t result = 0;
    const auto* file = dynamic_cast<const PosixFile*>(slice.file.get());
    if (file != nullptr && file->reads_fail()) {
        end(network_error("reading what was to be sent failed: " + words_of(EIO)));
        return Progress::failed;
    }
    if (file != nullptr) {
        const auto descriptor = file->descriptor();
        if (!descriptor) {
            end(network_error("reading what was to be sent failed: " + descriptor.error().message));
            return Progress::failed;
        }
        auto position = static_cast<off_t>(slice.position + inside);
        do {
            result = ::sendfile(socket, (*descriptor)->fd(), &position, wanted);
        } while (result < 0 && errno == EINTR);
    } else {
        // A file that is none of the system's (in tests): by way of memory.
        Bytes copy(std::min<std::size_t>(wanted, 64 * 1024));
        const auto read = slice.file->read_at(slice.position + inside, copy);
        if (!read) {
            end(network_error("reading what was to be sent failed: " + read.error().message));
            return Progress::failed;
        }
        if (*read > 0) result = ::send(socket, copy.data(), *read, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    if (result < 0) {
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return Progress::blocked;
        end(network_error(fmt::format("sending a part of a file to {} failed: {}", remote_.to_string(), words_of(errno))));
        return Progress::failed;
    }
    if (result == 0) {
        end(network_error(
            fmt::format("sending to {} failed: the file became shorter than the slice of it that was to be sent", remote_.to_string())));
        return Progress::failed;
    }
    bytes = static_cast<std::size_t>(result);
    if (file != nullptr) network_.count().bytes_sent_by_sendfile.fetch_add(bytes, std::memory_order_relaxed);
    sent(bytes);
    return Progress::done;
}

void TcpConnection::sent(std::size_t bytes) {
    network_.count().bytes_sent.fetch_add(bytes, std::memory_order_relaxed);
    auto left = static_cast<std::int64_t>(bytes);
    unsent_bytes_ -= left;
    tell_if_sent();
    // Also past pieces that are empty.
    while (!outgoing_frames_.empty()) {
        OutgoingFrame& first = outgoing_frames_.front();
        if (first.piece > first.frame.pieces.size()) {
            outgoing_frames_.pop_front();
            if (left == 0) return;
            continue;
        }
        const std::int64_t size =
            first.piece == 0 ? static_cast<std::int64_t>(first.length.size()) : size_of(first.frame.pieces[first.piece - 1]);
        const std::int64_t rest = size - first.inside;
        if (left < rest) {
            first.inside += left;
            return;
        }
        left -= rest;
        // Memory of what was sent is not needed any more, and a file need not stay open for it.
        if (first.piece > 0) first.frame.pieces[first.piece - 1] = Bytes();
        ++first.piece;
        first.inside = 0;
    }
}

void TcpConnection::tell_when_sent(std::int64_t at_most) {
    tell_at_ = at_most;
    tell_if_sent();
}

void TcpConnection::tell_if_sent() {
    if (!tell_at_ || unsent_bytes_ > *tell_at_) return;
    tell_at_.reset();
    loop_.post([this, self = shared_from_this()] {
        if (events_ != nullptr) events_->on_sent();
    });
}

void TcpConnection::wait_writable() {
    if (waits_writable_ || state_ != State::open) return;
    waits_writable_ = true;
    socket_.async_wait(asio::ip::tcp::socket::wait_write, [this, self = shared_from_this()](const asio::error_code& error) {
        waits_writable_ = false;
        if (!error && !loop_.stopping()) flush();
    });
}

// --- receiving ---------------------------------------------------------------------------------------------------------------

bool TcpConnection::wants_to_read() const {
    return state_ == State::open && reading_ && !waits_for_grant_ && !link_.cut && !held_end_ && held_bytes_ < held_bytes_max;
}

void TcpConnection::wait_readable() {
    if (waits_readable_ || !wants_to_read()) return;
    waits_readable_ = true;
    socket_.async_wait(asio::ip::tcp::socket::wait_read, [this, self = shared_from_this()](const asio::error_code& error) {
        waits_readable_ = false;
        if (!error && !loop_.stopping()) receive();
    });
}

void TcpConnection::receive() {
    std::size_t total = 0;
    while (wants_to_read() && total < receive_at_once_max && !loop_.stopping()) {
        // The rest of a frame goes to its place, what follows to the common buffer.
        if (body_filled_ > 0 && body_filled_ == body_.size()) grow_body(body_filled_ + 1);
        const MutableByteSpan place = MutableByteSpan(body_).first(std::min(body_.size(), body_size_)).subspan(body_filled_);
        MutableByteSpan common = network_.receive_buffer();
        // Of a large frame no more than its beginning is to be copied from there.
        const bool begins_large = frames_are_large_ && body_filled_ == 0;
        if (begins_large || place.size() >= FrameMemory::large) common = common.first(frame_beginning_bytes);
        std::array<iovec, 2> vectors{iovec{.iov_base = place.data(), .iov_len = place.size()},
                                     iovec{.iov_base = common.data(), .iov_len = common.size()}};
        msghdr message = {};
        message.msg_iov = place.empty() ? &vectors[1] : vectors.data();
        message.msg_iovlen = place.empty() ? 1 : 2;
        const ssize_t result = ::recvmsg(socket_.native_handle(), &message, MSG_DONTWAIT);
        if (result < 0) {
            if (errno == EINTR) continue;
            if (errno == EAGAIN || errno == EWOULDBLOCK) break;
            held_end_ = network_error(fmt::format("the connection to {} broke: {}", remote_.to_string(), words_of(errno)));
            return deliver();
        }
        if (result == 0) {
            held_end_ = network_error(remote_.to_string() + " closed the connection");
            return deliver();
        }
        const auto bytes = static_cast<std::size_t>(result);
        total += bytes;
        network_.count().bytes_received.fetch_add(bytes, std::memory_order_relaxed);
        const std::size_t in_place = std::min(bytes, place.size());
        body_filled_ += in_place;
        if (body_filled_ == body_size_ && in_place > 0) body_complete();
        if (!take_in(common.first(bytes - in_place))) return;
        // Less than there was room for: there is no more at present.
        if (bytes < place.size() + common.size()) break;
    }
    wait_readable();
}

bool TcpConnection::take_in(ByteSpan bytes) {
    while (!bytes.empty()) {
        if (state_ != State::open) return false;
        if (length_filled_ < length_.size()) {
            const std::size_t count = std::min(bytes.size(), length_.size() - length_filled_);
            std::copy_n(bytes.begin(), count, length_.begin() + static_cast<std::ptrdiff_t>(length_filled_));
            length_filled_ += count;
            bytes = bytes.subspan(count);
            if (length_filled_ < length_.size()) break;
            if (!begin_frame(load_be<std::int32_t>(length_.data()))) return false;
            if (body_size_ == 0 || bytes.empty()) continue;
        }
        if (body_filled_ == 0 && bytes.size() >= body_size_) {
            // The whole frame is here.
            arrived(SharedBytes(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(body_size_))));
            bytes = bytes.subspan(body_size_);
            body_size_ = 0;
            length_filled_ = 0;
            continue;
        }
        const std::size_t count = std::min(bytes.size(), body_size_ - body_filled_);
        if (body_filled_ == 0) ask_for_body();
        grow_body(body_filled_ + count);
        std::copy_n(bytes.begin(), count, body_.begin() + static_cast<std::ptrdiff_t>(body_filled_));
        body_filled_ += count;
        bytes = bytes.subspan(count);
        if (body_filled_ == body_size_ && body_size_ > 0) body_complete();
    }
    return state_ == State::open;
}

bool TcpConnection::begin_frame(std::int32_t length) {
    if (length < 0 || length > frame_bytes_max_) {
        network_.count().frames_refused.fetch_add(1, std::memory_order_relaxed);
        const std::string sentence = length < 0
                                         ? fmt::format("{} sent a frame of the negative length {}", remote_.to_string(), length)
                                         : fmt::format("{} sent a frame of {} bytes; at most {} are taken (socket.request.max.bytes)",
                                                       remote_.to_string(), length, frame_bytes_max_);
        network_.logger().warning("connection closed: {}", sentence);
        held_end_ = Error{ErrorCode::INVALID_REQUEST, sentence};
        deliver();
        return false;
    }
    body_size_ = static_cast<std::size_t>(length);
    frames_are_large_ = body_size_ >= FrameMemory::large;
    if (body_size_ == 0) {
        length_filled_ = 0;
        arrived(SharedBytes());
    }
    return state_ == State::open;
}

// New memory follows what has arrived, at most twice as much, never what was announced: announcing is free. What other frames gave back
// is there already.
void TcpConnection::grow_body(std::size_t needed) {
    if (body_.empty()) body_ = network_.frame_memory().take(body_size_);
    if (needed <= body_.size()) return;
    constexpr std::size_t least = 4096;
    body_.resize(std::min(FrameMemory::rounded(body_size_), std::max({needed, body_.size() * 2, least})));
}

void TcpConnection::body_complete() {
    SharedBytes frame = network_.frame_memory().share(std::exchange(body_, {}), body_size_);
    body_size_ = body_filled_ = 0;
    length_filled_ = 0;
    arrived(std::move(frame));
    give_back_body();
}

void TcpConnection::ask_for_body() {
    if (arriving_ == nullptr) return;
    if (arriving_->granted < arriving_->most) return grant_body();
    // What was read of it already stays; the rest waits in the kernel.
    waits_for_grant_ = true;
    arriving_->waiting.push_back(weak_from_this());
}

void TcpConnection::grant_body() {
    waits_for_grant_ = false;
    body_granted_ = static_cast<std::int64_t>(body_size_);
    arriving_->granted += body_granted_;
}

void TcpConnection::give_back_body() {
    waits_for_grant_ = false;
    if (body_granted_ == 0) return;
    arriving_->granted -= std::exchange(body_granted_, 0);
    while (arriving_->granted < arriving_->most && !arriving_->waiting.empty()) {
        const auto next = arriving_->waiting.front().lock();
        arriving_->waiting.pop_front();
        if (next == nullptr || !next->waits_for_grant_) continue;
        next->grant_body();
        next->wait_readable();
    }
}

void TcpConnection::arrived(SharedBytes frame) {
    const bool held = link_.holds_frames();
    if (reading_ && !held && !link_.cut && held_frames_.empty() && !connected_untold_) {
        events_->on_frame(std::move(frame));
        return;
    }
    held_bytes_ += static_cast<std::int64_t>(frame.size());
    held_frames_.push_back({.not_before = held ? loop_.now() + network_.hold_on(link_) : Instant{}, .bytes = std::move(frame)});
    schedule_delivery(held_frames_.front().not_before);
}

void TcpConnection::schedule_delivery(Instant at) {
    if (delivery_scheduled_ || state_ != State::open) return;
    delivery_scheduled_ = true;
    auto run = [this, self = shared_from_this()] {
        delivery_scheduled_ = false;
        deliver();
    };
    if (at <= loop_.now()) {
        loop_.post(std::move(run));
    } else {
        delivery_timer_ = loop_.schedule(at, std::move(run));
    }
}

// What was held back, in order: that it is connected, frames, that it is closed.
void TcpConnection::deliver() {
    if (delivery_scheduled_) {
        // By timer or by post: this is its turn. A post that comes later finds nothing more to do.
        delivery_timer_.cancel();
        delivery_scheduled_ = false;
    }
    if (state_ != State::open || link_.cut || loop_.stopping()) return;
    if (std::exchange(connected_untold_, false)) events_->on_connected();
    while (state_ == State::open && !link_.cut && reading_ && !held_frames_.empty() && !loop_.stopping()) {
        if (link_.holds_frames() && held_frames_.front().not_before > loop_.now())
            return schedule_delivery(held_frames_.front().not_before);
        SharedBytes frame = std::move(held_frames_.front().bytes);
        held_frames_.pop_front();
        held_bytes_ -= static_cast<std::int64_t>(frame.size());
        events_->on_frame(std::move(frame));
    }
    if (state_ != State::open || !held_frames_.empty() || link_.cut || loop_.stopping()) return;
    // While its user does not read, nobody is told of the end, as the kernel does not tell of what is not read.
    if (held_end_ && (reading_ || held_end_->code == ErrorCode::INVALID_REQUEST)) return end(std::move(*held_end_));
    wait_readable();
}

void TcpConnection::set_reading(bool reading) {
    reading_ = reading;
    if (reading && state_ == State::open) schedule_delivery(loop_.now());
}

// --- the end -----------------------------------------------------------------------------------------------------------------

void TcpConnection::close() {
    events_ = nullptr;
    if (state_ == State::closed || state_ == State::detached) return;
    if (state_ == State::open && !held_end_ && !loop_.stopping()) {
        if (link_.cut) {
            state_ = State::detached;
            return;
        }
        // What the kernel takes of it still goes out; the rest is lost.
        flush();
    }
    close_socket();
}

void TcpConnection::end(Error reason) {
    ConnectionEvents* events = std::exchange(events_, nullptr);
    close_socket();
    if (events != nullptr) events->on_closed(std::move(reason));
}

void TcpConnection::abandon() {
    events_ = nullptr;
    close_socket();
}

void TcpConnection::close_socket() {
    if (state_ == State::closed) return;
    state_ = State::closed;
    asio::error_code ignored;
    socket_.close(ignored);
    link_timer_.cancel();
    delivery_timer_.cancel();
    outgoing_frames_.clear();
    held_frames_.clear();
    body_ = {};
    unsent_bytes_ = held_bytes_ = 0;
    give_back_body();
    if (on_gone_) std::exchange(on_gone_, nullptr)();
    // The last holder may be the network: nothing of this object is touched afterwards.
    if (number_ != 0) network_.leave(std::exchange(number_, 0));
}

void TcpConnection::link_changed() {
    if (!outgoing_) return;
    link_ = network_.link_to(remote_);
    const auto keep = shared_from_this();
    switch (state_) {
        case State::waiting:
            link_timer_.cancel();
            connect_when_link_allows();
            break;
        case State::open:
            link_timer_.cancel();
            schedule_flush();
            schedule_delivery(loop_.now());
            wait_readable();
            break;
        case State::detached:
            if (!link_.cut) close_socket();
            break;
        case State::connecting:
        case State::closed: break;
    }
}

}  // namespace vitrine::env::real
