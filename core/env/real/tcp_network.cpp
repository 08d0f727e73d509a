// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/tcp_network.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <string_view>

#include <asio/ip/tcp.hpp>

#include "env/real/tcp_connection.h"

namespace vitrine::env::real {
namespace {

constexpr std::size_t receive_buffer_bytes = 256 * 1024;

class ConnectionHandle final : public Connection {
public:
    explicit ConnectionHandle(std::shared_ptr<TcpConnection> connection) : connection_(std::move(connection)) {}
    ~ConnectionHandle() override { connection_->close(); }
    ConnectionHandle(const ConnectionHandle&) = delete;
    ConnectionHandle& operator=(const ConnectionHandle&) = delete;

    void send(Frame frame) override { connection_->send(std::move(frame)); }
    void close() override { connection_->close(); }
    void set_reading(bool reading) override { connection_->set_reading(reading); }
    [[nodiscard]] std::int64_t unsent_bytes() const override { return connection_->unsent_bytes(); }
    void tell_when_sent(std::int64_t at_most) override { connection_->tell_when_sent(at_most); }
    [[nodiscard]] const Endpoint& remote() const override { return connection_->remote(); }
    [[nodiscard]] const Endpoint& local() const override { return connection_->local(); }

private:
    std::shared_ptr<TcpConnection> connection_;
};

Endpoint endpoint_of(const asio::ip::tcp::endpoint& address) { return {address.address().to_string(), address.port()}; }

}  // namespace

void keep_from_children(int socket) { ::fcntl(socket, F_SETFD, FD_CLOEXEC); }

void do_not_pace(int socket) {
    // Every Linux has it, and lets everybody choose it. Where it is refused, nothing is lost.
    constexpr std::string_view reno = "reno";
    ::setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, reno.data(), static_cast<socklen_t>(reno.size()));
}

class TcpListener final : public std::enable_shared_from_this<TcpListener> {
public:
    TcpListener(TcpNetwork& network, asio::ip::tcp::acceptor acceptor, Endpoint endpoint, const NetworkLimits& limits, Acceptor accept)
        : network_(network), acceptor_(std::move(acceptor)), endpoint_(std::move(endpoint)), limits_(limits), accept_(std::move(accept)) {
        if (limits_.arriving_bytes_max > 0) arriving_ = std::make_shared<ArrivingBytes>(limits_.arriving_bytes_max);
    }

    void wait() {
        acceptor_.async_accept([this, self = shared_from_this()](const asio::error_code& error, asio::ip::tcp::socket socket) {
            if (closed_ || network_.loop().stopping()) return;
            if (error) return wait_after(error);
            welcome(std::move(socket));
            if (!closed_) wait();
        });
    }
    void close() {
        closed_ = true;
        retry_.cancel();
        asio::error_code ignored;
        acceptor_.close(ignored);
        network_.leave(*this);
    }
    [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

private:
    // Mostly: no more files may be opened. Connections wait in the kernel meanwhile.
    void wait_after(const asio::error_code& error) {
        network_.logger().warning("accepting connections at {} failed: {}; trying again", endpoint_.to_string(), error.message());
        retry_ = network_.loop().schedule_after(std::chrono::milliseconds(100), [this] { wait(); });
    }

    void welcome(asio::ip::tcp::socket socket) {
        asio::error_code error;
        const auto remote = socket.remote_endpoint(error);
        if (error) return;  // gone again
        const auto local = socket.local_endpoint(error);
        if (!error) socket.set_option(asio::ip::tcp::no_delay(true), error);
        if (!error) socket.native_non_blocking(true, error);
        if (error) return;
        keep_from_children(socket.native_handle());
        if (connections_ >= limits_.connections_max) {
            network_.count().connections_refused.fetch_add(1, std::memory_order_relaxed);
            network_.logger().warning("connection of {} refused: there are {} already", endpoint_of(remote).to_string(), connections_);
            return;
        }
        ++connections_;
        auto connection =
            std::make_shared<TcpConnection>(network_, std::move(socket), endpoint_of(remote), endpoint_of(local), limits_.frame_bytes_max,
                                            arriving_, [self = shared_from_this()] { --self->connections_; });
        ConnectionEvents* events = accept_(std::make_unique<ConnectionHandle>(connection));
        if (events == nullptr) {
            connection->abandon();
        } else {
            connection->start_accepted(*events);
        }
    }

    TcpNetwork& network_;
    asio::ip::tcp::acceptor acceptor_;
    Endpoint endpoint_;
    NetworkLimits limits_;
    std::shared_ptr<ArrivingBytes> arriving_;
    Acceptor accept_;
    Timer retry_;
    int connections_ = 0;
    bool closed_ = false;
};

namespace {

class ListenerHandle final : public Listener {
public:
    explicit ListenerHandle(std::shared_ptr<TcpListener> listener) : listener_(std::move(listener)) {}
    ~ListenerHandle() override { listener_->close(); }
    ListenerHandle(const ListenerHandle&) = delete;
    ListenerHandle& operator=(const ListenerHandle&) = delete;
    [[nodiscard]] const Endpoint& endpoint() const override { return listener_->endpoint(); }

private:
    std::shared_ptr<TcpListener> listener_;
};

}  // namespace

TcpNetwork::TcpNetwork(LoopCore& loop, BrokerId node, std::shared_ptr<LinkTable> links, Random& random, const Logger& logger)
    : loop_(loop), node_(node), links_(std::move(links)), random_(random), logger_(logger) {
    if (links_ && node_ != no_broker) {
        subscription_ = links_->subscribe([this] { loop_.post([this] { links_changed(); }); });
    }
}

TcpNetwork::~TcpNetwork() { stop(); }

Result<std::unique_ptr<Listener>> TcpNetwork::listen(const Endpoint& endpoint, const NetworkLimits& limits, Acceptor accept) {
    VITRINE_ASSERT(loop_.on_loop(), "a node listens from its own loop");
    asio::error_code error;
    const auto address = asio::ip::make_address(endpoint.host == "localhost" ? "127.0.0.1" : endpoint.host, error);
    if (error) {
        return failure(ErrorCode::NETWORK_EXCEPTION,
                       fmt::format("{} is not an address of this machine: {}", endpoint.host, error.message()));
    }
    const asio::ip::tcp::endpoint wanted(address, endpoint.port);
    asio::ip::tcp::acceptor acceptor(loop_.io());
    const auto attempt = [&error](auto step) {
        if (!error) step();
    };
    attempt([&] { acceptor.open(wanted.protocol(), error); });
    attempt([&] { keep_from_children(acceptor.native_handle()); });
    attempt([&] {
        if (address.is_loopback()) do_not_pace(acceptor.native_handle());
    });
    // Only against connections of a former life in TIME_WAIT; two that listen still exclude each other.
    attempt([&] { acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true), error); });
    attempt([&] { acceptor.bind(wanted, error); });
    attempt([&] { acceptor.listen(asio::socket_base::max_listen_connections, error); });
    if (error == asio::error::address_in_use) {
        return failure(
            ErrorCode::NETWORK_EXCEPTION,
            fmt::format("port {} on {} is in use by another process; choose another with --base-port", endpoint.port, endpoint.host));
    }
    asio::ip::tcp::endpoint actual;
    attempt([&] { actual = acceptor.local_endpoint(error); });
    if (error)
        return failure(ErrorCode::NETWORK_EXCEPTION, fmt::format("listening at {} failed: {}", endpoint.to_string(), error.message()));
    auto listener =
        std::make_shared<TcpListener>(*this, std::move(acceptor), Endpoint{endpoint.host, actual.port()}, limits, std::move(accept));
    listeners_.emplace(listener.get(), listener);
    listener->wait();
    return std::make_unique<ListenerHandle>(std::move(listener));
}

std::unique_ptr<Connection> TcpNetwork::connect(const Endpoint& endpoint, ConnectionEvents& events) {
    VITRINE_ASSERT(loop_.on_loop(), "a node connects from its own loop");
    auto connection = std::make_shared<TcpConnection>(*this, endpoint, events);
    connection->start_connect();
    return std::make_unique<ConnectionHandle>(std::move(connection));
}

MutableByteSpan TcpNetwork::receive_buffer() {
    if (receive_buffer_.empty()) receive_buffer_.resize(receive_buffer_bytes);
    return receive_buffer_;
}

LinkTable::State TcpNetwork::link_to(const Endpoint& endpoint) const {
    if (!links_ || node_ == no_broker) return {};
    const auto owner = links_->owner(endpoint);
    return owner ? links_->state(node_, *owner) : LinkTable::State{};
}

std::uint64_t TcpNetwork::enter(const std::shared_ptr<TcpConnection>& connection) {
    connections_.emplace(++last_connection_, connection);
    return last_connection_;
}

void TcpNetwork::leave(const TcpListener& listener) { listeners_.erase(&listener); }

void TcpNetwork::links_changed() {
    // A copy: connections leave while they are told.
    const auto connections = connections_;
    for (const auto& [number, connection] : connections) connection->link_changed();
}

void TcpNetwork::stop() {
    subscription_.reset();
    const auto listeners = listeners_;
    for (const auto& [address, listener] : listeners) listener->close();
    const auto connections = connections_;
    for (const auto& [number, connection] : connections) connection->abandon();
}

NetworkCounters TcpNetwork::counters() const {
    return {.bytes_received = counters_.bytes_received.load(std::memory_order_relaxed),
            .bytes_sent = counters_.bytes_sent.load(std::memory_order_relaxed),
            .bytes_sent_by_sendfile = counters_.bytes_sent_by_sendfile.load(std::memory_order_relaxed),
            .connections_refused = counters_.connections_refused.load(std::memory_order_relaxed),
            .frames_refused = counters_.frames_refused.load(std::memory_order_relaxed)};
}

}  // namespace vitrine::env::real
