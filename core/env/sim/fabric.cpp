// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/sim/fabric.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "env/retransmission.h"

namespace vitrine::env::sim {
namespace {

Error network_error(std::string sentence) { return {ErrorCode::NETWORK_EXCEPTION, std::move(sentence)}; }

class SimConnection final : public Connection {
public:
    SimConnection(Fabric& fabric, std::shared_ptr<SimLink> link, std::size_t side) : fabric_(fabric), link_(std::move(link)), side_(side) {}
    ~SimConnection() override { fabric_.close(*link_, side_); }
    SimConnection(const SimConnection&) = delete;
    SimConnection& operator=(const SimConnection&) = delete;

    void send(Frame frame) override { fabric_.send(*link_, side_, std::move(frame)); }
    void close() override { fabric_.close(*link_, side_); }
    void set_reading(bool reading) override { fabric_.set_reading(*link_, side_, reading); }
    [[nodiscard]] std::int64_t unsent_bytes() const override { return Fabric::unsent_bytes(*link_, side_); }
    void tell_when_sent(std::int64_t at_most) override { fabric_.tell_when_sent(*link_, side_, at_most); }
    [[nodiscard]] const Endpoint& remote() const override { return link_->ends[side_].remote; }
    [[nodiscard]] const Endpoint& local() const override { return link_->ends[side_].local; }

private:
    Fabric& fabric_;
    std::shared_ptr<SimLink> link_;
    std::size_t side_;
};

class SimListenerHandle final : public Listener {
public:
    SimListenerHandle(Fabric& fabric, std::shared_ptr<SimListener> listener) : fabric_(fabric), listener_(std::move(listener)) {}
    ~SimListenerHandle() override { fabric_.stop_listening(*listener_); }
    SimListenerHandle(const SimListenerHandle&) = delete;
    SimListenerHandle& operator=(const SimListenerHandle&) = delete;
    [[nodiscard]] const Endpoint& endpoint() const override { return listener_->endpoint; }

private:
    Fabric& fabric_;
    std::shared_ptr<SimListener> listener_;
};

}  // namespace

Fabric::Fabric(EventQueue& queue, Digest& digest, std::uint64_t seed, FabricOptions options, Directory directory)
    : queue_(queue), digest_(digest), random_(seed), options_(options), directory_(std::move(directory)) {}

Fabric::~Fabric() {
    // Acceptors may hold connections: these must find their links closed.
    for (auto& [number, link] : links_) {
        for (End& end : link->ends) end.open = false;
    }
    const auto links = std::move(links_);
    links_.clear();
    const auto listeners = std::move(listeners_);
    listeners_.clear();
}

Duration Fabric::draw_delay(BrokerId from, BrokerId to) {
    const auto jitter = Duration(static_cast<Duration::rep>(random_.below(static_cast<std::uint64_t>(options_.jitter.count()) + 1)));
    const auto fault = faults_.find({from, to});
    if (fault == faults_.end()) return options_.delay + jitter;
    return options_.delay + jitter + fault->second.extra + retransmission_delay(random_, fault->second.loss_percent);
}

Instant Fabric::departure(BrokerId from, BrokerId to, std::int64_t frame_bytes) {
    const auto found = faults_.find({from, to});
    if (found == faults_.end() || found->second.bytes_per_second == 0) return directory_.now();
    Fault& fault = found->second;
    constexpr std::int64_t length_bytes = 4;
    const Duration takes = std::chrono::nanoseconds((frame_bytes + length_bytes) * std::nano::den / fault.bytes_per_second);
    fault.busy_until = std::max(fault.busy_until, directory_.now()) + takes;
    return fault.busy_until;
}

bool Fabric::is_clogged(BrokerId a, BrokerId b) const {
    const auto clogged = [this](BrokerId from, BrokerId to) {
        const auto fault = faults_.find({from, to});
        return fault != faults_.end() && fault->second.bytes_per_second > 0;
    };
    return clogged(a, b) || clogged(b, a);
}

bool Fabric::is_cut(BrokerId from, BrokerId to) const {
    const auto fault = faults_.find({from, to});
    return fault != faults_.end() && fault->second.cut;
}

Result<std::unique_ptr<Listener>> Fabric::listen(Life& life, const Endpoint& endpoint, const NetworkLimits& limits, Acceptor accept) {
    auto listener = std::make_shared<SimListener>();
    listener->life = &life;
    listener->endpoint = endpoint;
    if (endpoint.port == 0) listener->endpoint.port = next_port();
    if (listeners_.contains(listener->endpoint)) {
        return failure(
            ErrorCode::NETWORK_EXCEPTION,
            fmt::format("port {} on {} is in use by another process; choose another with --base-port", endpoint.port, endpoint.host));
    }
    listener->limits = limits;
    listener->accept = std::move(accept);
    listeners_.emplace(listener->endpoint, listener);
    owners_.insert_or_assign(listener->endpoint, directory_.node_of(life));
    return std::make_unique<SimListenerHandle>(*this, std::move(listener));
}

std::uint16_t Fabric::next_port() {
    // The dynamic range of IANA, round and round.
    last_port_ =
        last_port_ == std::numeric_limits<std::uint16_t>::max() ? std::uint16_t{49152} : static_cast<std::uint16_t>(last_port_ + 1);
    return last_port_;
}

void Fabric::stop_listening(SimListener& listener) {
    if (!listener.open) return;
    listener.open = false;
    listeners_.erase(listener.endpoint);
}

std::unique_ptr<Connection> Fabric::connect(Life& life, const Endpoint& endpoint, ConnectionEvents& events) {
    auto link = std::make_shared<SimLink>();
    link->number = ++last_link_;
    End& near = link->ends[0];
    near.node = directory_.node_of(life);
    near.life = &life;
    near.events = &events;
    near.local = {directory_.host_of(life), next_port()};
    near.remote = endpoint;
    // As a client of Kafka does: the answers of a server that one chose to ask are not limited.
    near.frame_bytes_max = std::numeric_limits<std::int32_t>::max();
    End& far = link->ends[1];
    far.local = endpoint;
    far.remote = near.local;
    if (const auto owner = owners_.find(endpoint); owner != owners_.end()) far.node = owner->second;
    links_.emplace(link->number, link);
    queue_.add(directory_.now() + draw_delay(near.node, far.node), nullptr, [this, link] { knock(link); });
    return std::make_unique<SimConnection>(*this, std::move(link), 0);
}

void Fabric::knock(const std::shared_ptr<SimLink>& link) {
    End& near = link->ends[0];
    End& far = link->ends[1];
    link->waits_for_heal = false;
    if (!near.open || link->state != SimLink::State::knocking) return;
    const auto listening = listeners_.find(far.local);
    if (listening != listeners_.end()) far.node = directory_.node_of(*listening->second->life);
    if (is_cut(near.node, far.node)) {
        link->waits_for_heal = true;
        return;
    }
    if (listening == listeners_.end()) {
        link->state = SimLink::State::refused;
        far.open = false;
        push(*link, 0, Closed{network_error(fmt::format("connection to {} refused: nobody listens there", far.local.to_string()))});
        return;
    }
    link->state = SimLink::State::established;
    far.listener = listening->second;
    far.life = far.listener->life;
    far.frame_bytes_max = far.listener->limits.frame_bytes_max;
    push(*link, 0, Established{});
    // The listener's machine answers; its process accepts when it comes to it (it may be paused).
    far.incoming.push_back({.arrives = directory_.now(), .what = Accepted{}});
    schedule_pump(*link, 1, directory_.now());
}

void Fabric::push(SimLink& link, std::size_t side, std::variant<Established, Accepted, SentFrame, Closed> what) {
    End& to = link.ends[side];
    const End& from = link.ends[1 - side];
    const auto* sent = std::get_if<SentFrame>(&what);
    const Instant departs = sent != nullptr ? departure(from.node, to.node, sent->frame.size()) : directory_.now();
    Instant arrives = departs + draw_delay(from.node, to.node);
    if (!to.incoming.empty()) arrives = std::max(arrives, to.incoming.back().arrives);
    if (sent != nullptr) to.incoming_bytes += sent->frame.size();
    to.incoming.push_back({.arrives = arrives, .what = std::move(what)});
    schedule_pump(link, side, to.incoming.front().arrives);
}

void Fabric::schedule_pump(SimLink& link, std::size_t side, Instant at) {
    End& end = link.ends[side];
    if (end.pump_scheduled || end.life == nullptr || !end.open || end.incoming.empty()) return;
    end.pump_scheduled = true;
    queue_.add(std::max(at, directory_.now()), end.life, [this, link = links_.at(link.number), side, number = ++end.pump] {
        if (link->ends[side].pump == number) pump(link, side);
    });
}

// What waited for the bytes before it goes at once, in its order.
void Fabric::hurry(SimLink& link, std::size_t side) {
    End& end = link.ends[side];
    Instant earliest = directory_.now();
    for (Item& item : end.incoming) {
        earliest = std::max(earliest, directory_.now() + draw_delay(link.ends[1 - side].node, end.node));
        item.arrives = std::min(item.arrives, earliest);
    }
    end.pump_scheduled = false;
    if (!end.incoming.empty()) schedule_pump(link, side, end.incoming.front().arrives);
}

void Fabric::pump(const std::shared_ptr<SimLink>& link, std::size_t side) {
    End& end = link->ends[side];
    end.pump_scheduled = false;
    if (!end.open || end.incoming.empty()) return;
    if (is_cut(link->ends[1 - side].node, end.node)) return;  // heal() goes on
    Item& next = end.incoming.front();
    if (next.arrives > directory_.now()) return schedule_pump(*link, side, next.arrives);
    const bool for_the_reader = std::holds_alternative<SentFrame>(next.what) || std::holds_alternative<Closed>(next.what);
    if (for_the_reader && !end.reading) return;  // set_reading() goes on
    const Instant arrives = next.arrives;
    auto what = std::move(next.what);
    end.incoming.pop_front();

    if (std::holds_alternative<Established>(what)) {
        for (SentFrame& sent : std::exchange(link->early, {})) push(*link, 1, std::move(sent));
        end.events->on_connected();
    } else if (std::holds_alternative<Accepted>(what)) {
        deliver_accepted(link);
    } else if (auto* sent = std::get_if<SentFrame>(&what)) {
        end.incoming_bytes -= sent->frame.size();
        tell_if_sent(*link, 1 - side);
        deliver_frame(*link, side, arrives, std::move(*sent));
    } else {
        ConnectionEvents* events = end.events;
        shut(end);
        forget_if_over(*link);
        if (events != nullptr) events->on_closed(std::move(std::get<Closed>(what).reason));
        return;
    }
    if (end.open && !end.incoming.empty()) schedule_pump(*link, side, end.incoming.front().arrives);
}

void Fabric::deliver_accepted(const std::shared_ptr<SimLink>& link) {
    End& end = link->ends[1];
    const std::shared_ptr<SimListener> listener = end.listener;
    auto connection = std::make_unique<SimConnection>(*this, link, 1);
    if (!listener->open || listener->connections >= listener->limits.connections_max) return;  // its destruction closes it
    ++listener->connections;
    end.counted = true;
    ConnectionEvents* events = listener->accept(std::move(connection));
    if (events == nullptr) return close(*link, 1);
    if (end.open) end.events = events;
}

void Fabric::deliver_frame(SimLink& link, std::size_t side, Instant arrives, SentFrame sent) {
    End& end = link.ends[side];
    const End& from = link.ends[1 - side];
    const Frame& frame = sent.frame;
    const std::int64_t size = frame.size();
    if (size > end.frame_bytes_max) {
        lose(sent);
        return fail(link, side,
                    {ErrorCode::INVALID_REQUEST,
                     fmt::format("{} sent a frame of {} bytes; at most {} are taken", end.remote.to_string(), size, end.frame_bytes_max)},
                    "it does not take a frame so long");
    }
    SharedBytes bytes;
    if (frame.pieces.size() == 1 && std::holds_alternative<SharedBytes>(frame.pieces.front())) {
        bytes = std::get<SharedBytes>(frame.pieces.front());
    } else {
        auto copied = flatten(frame);
        if (!copied) {
            lose(sent);
            return fail(link, side, network_error("the sender could not read what it was sending: " + copied.error().message),
                        copied.error().message);
        }
        bytes = SharedBytes(std::move(*copied));
    }
    digest_.add(static_cast<std::uint64_t>(from.node.value()));
    digest_.add(static_cast<std::uint64_t>(end.node.value()));
    digest_.add(bytes.span());
    if (listener_ != nullptr) {
        sent.looked_at = bytes;
        listener_->on_delivered(look_at(link, side, arrives, sent, false));
    }
    end.events->on_frame(std::move(bytes));
}

void Fabric::fail(SimLink& link, std::size_t side, Error reason, std::string told_to_peer) {
    End& end = link.ends[side];
    End& peer = link.ends[1 - side];
    ConnectionEvents* events = end.events;
    shut(end);
    if (peer.open)
        push(link, 1 - side, Closed{network_error(fmt::format("{} closed the connection: {}", end.local.to_string(), told_to_peer))});
    forget_if_over(link);
    if (events != nullptr) events->on_closed(std::move(reason));
}

void Fabric::send(SimLink& link, std::size_t side, Frame frame) {
    if (!link.ends[side].open || link.state == SimLink::State::refused) return;
    VITRINE_ASSERT_CMP(frame.size(), <=, std::int64_t{std::numeric_limits<std::int32_t>::max()}, "the length of a frame is an int32");
    // Between "established" and the moment that end 0 hears of it, its frames still wait for their turn.
    const bool early = side == 0 && (link.state != SimLink::State::established || !link.early.empty());
    if (!early && !link.ends[1 - side].open) return;
    SentFrame sent{.id = ++last_frame_, .sent_at = directory_.now(), .frame = std::move(frame)};
    if (listener_ != nullptr) tell_sent(link, 1 - side, sent);
    if (early) link.early.push_back(std::move(sent));
    else push(link, 1 - side, std::move(sent));
}

void Fabric::close(SimLink& link, std::size_t side) {
    End& end = link.ends[side];
    if (!end.open) return;
    shut(end);
    End& peer = link.ends[1 - side];
    // What was sent before goes first.
    if (peer.open && peer.life != nullptr) push(link, 1 - side, Closed{network_error(end.local.to_string() + " closed the connection")});
    if (link.state == SimLink::State::knocking) {
        link.state = SimLink::State::refused;
        peer.open = false;
    }
    forget_if_over(link);
}

void Fabric::shut(End& end) {
    end.open = false;
    end.events = nullptr;
    lose_all(end);
    if (std::exchange(end.counted, false)) --end.listener->connections;
    end.listener.reset();
}

void Fabric::lose(const SentFrame& frame) {
    if (listener_ != nullptr) listener_->on_lost(frame.id);
}

void Fabric::lose_all(End& end) {
    const std::deque<Item> lost = std::exchange(end.incoming, {});
    end.incoming_bytes = 0;
    for (const Item& item : lost) {
        if (const auto* sent = std::get_if<SentFrame>(&item.what)) lose(*sent);
    }
}

void Fabric::forget_if_over(const SimLink& link) {
    if (link.ends[0].open || link.ends[1].open) return;
    const auto known = links_.extract(link.number);
    if (known.empty() || listener_ == nullptr) return;
    for (const SentFrame& sent : known.mapped()->early) lose(sent);
    listener_->on_connection_over(known.key());
}

void Fabric::set_reading(SimLink& link, std::size_t side, bool reading) {
    End& end = link.ends[side];
    end.reading = reading;
    if (reading && end.open && !end.incoming.empty()) schedule_pump(link, side, end.incoming.front().arrives);
}

std::int64_t Fabric::unsent_bytes(const SimLink& link, std::size_t side) {
    if (!link.ends[side].open) return 0;
    std::int64_t bytes = link.ends[1 - side].incoming_bytes;
    if (side == 0) {
        for (const SentFrame& sent : link.early) bytes += sent.frame.size();
    }
    return bytes;
}

void Fabric::tell_when_sent(SimLink& link, std::size_t side, std::int64_t at_most) {
    link.ends[side].tell_at = at_most;
    tell_if_sent(link, side);
}

void Fabric::tell_if_sent(SimLink& link, std::size_t side) {
    End& end = link.ends[side];
    if (!end.tell_at || !end.open || unsent_bytes(link, side) > *end.tell_at) return;
    end.tell_at.reset();
    queue_.add(directory_.now(), end.life, [link = links_.at(link.number), side] {
        if (ConnectionEvents* events = link->ends[side].events; events != nullptr) events->on_sent();
    });
}

void Fabric::end_life(Life& life) {
    for (auto it = listeners_.begin(); it != listeners_.end();) {
        if (it->second->life != &life) {
            ++it;
            continue;
        }
        it->second->open = false;
        it = listeners_.erase(it);
    }
    const auto links = links_;
    for (const auto& [number, link] : links) {
        for (std::size_t side = 0; side < 2; ++side) {
            End& end = link->ends[side];
            if (!end.open || end.life != &life) continue;
            End& peer = link->ends[1 - side];
            shut(end);
            if (peer.open && peer.life != nullptr && peer.life != &life) {
                // The frames that had left the machine, or of which the kernel had all bytes.
                const auto first_frame =
                    std::ranges::find_if(peer.incoming, [](const Item& item) { return std::holds_alternative<SentFrame>(item.what); });
                auto kept = first_frame + random_.between(0, peer.incoming.end() - first_frame);
                for (auto item = first_frame; item != kept; ++item) {
                    auto* sent = std::get_if<SentFrame>(&item->what);
                    if (sent == nullptr) continue;
                    auto bytes = flatten(sent->frame);
                    if (!bytes) {
                        kept = item;
                        break;
                    }
                    sent->frame.pieces.assign(1, SharedBytes(std::move(*bytes)));
                }
                for (auto item = kept; item != peer.incoming.end(); ++item) {
                    const auto* sent = std::get_if<SentFrame>(&item->what);
                    if (sent == nullptr) continue;
                    peer.incoming_bytes -= sent->frame.size();
                    lose(*sent);
                }
                peer.incoming.erase(kept, peer.incoming.end());
                push(*link, 1 - side, Closed{network_error(end.local.to_string() + " broke the connection: its process is gone")});
            } else if (peer.life == nullptr) {
                peer.open = false;
            }
            forget_if_over(*link);
        }
    }
}

void Fabric::set_cut(BrokerId from, BrokerId to, bool cut) {
    if (from == to) return;
    faults_[{from, to}].cut = cut;
}

void Fabric::set_delay(BrokerId from, BrokerId to, Duration extra) { faults_[{from, to}].extra = extra; }

void Fabric::set_loss(BrokerId from, BrokerId to, int percent) { faults_[{from, to}].loss_percent = percent; }

void Fabric::set_bandwidth(BrokerId from, BrokerId to, std::int64_t bytes_per_second) {
    if (from != to) faults_[{from, to}].bytes_per_second = bytes_per_second;
}

std::vector<std::shared_ptr<SimLink>> Fabric::links_between(BrokerId a, BrokerId b) const {
    std::vector<std::shared_ptr<SimLink>> found;
    for (const auto& [number, link] : links_) {
        const BrokerId near = link->ends[0].node;
        const BrokerId far = link->ends[1].node;
        if ((near == a && far == b) || (near == b && far == a)) found.push_back(link);
    }
    return found;
}

void Fabric::wake_links(BrokerId a, BrokerId b) {
    for (const auto& link : links_between(a, b)) {
        if (link->waits_for_heal) {
            link->waits_for_heal = false;
            queue_.add(directory_.now() + draw_delay(a, b), nullptr, [this, link] { knock(link); });
        }
        // What was held is sent once more.
        for (std::size_t side = 0; side < 2; ++side) schedule_pump(*link, side, directory_.now() + draw_delay(a, b));
    }
}

void Fabric::heal(BrokerId a, BrokerId b) {
    const bool clogged = is_clogged(a, b);
    faults_.erase({a, b});
    faults_.erase({b, a});
    wake_links(a, b);
    if (!clogged) return;
    for (const auto& link : links_between(a, b)) {
        for (std::size_t side = 0; side < 2; ++side) hurry(*link, side);
    }
}

void Fabric::heal_all() {
    const auto faults = std::exchange(faults_, {});
    for (const auto& [pair, fault] : faults) {
        if (fault.cut) wake_links(pair.first, pair.second);
        if (fault.bytes_per_second == 0) continue;
        for (const auto& link : links_between(pair.first, pair.second)) {
            hurry(*link, link->ends[1].node == pair.second ? 1 : 0);
        }
    }
}

void Fabric::break_connections(BrokerId a, BrokerId b) {
    for (const auto& link : links_between(a, b)) {
        link->state = SimLink::State::refused;
        for (const SentFrame& sent : std::exchange(link->early, {})) lose(sent);
        for (std::size_t side = 0; side < 2; ++side) {
            End& end = link->ends[side];
            if (!end.open) continue;
            lose_all(end);
            if (end.events == nullptr) {  // never accepted
                shut(end);
            } else {
                push(*link, side, Closed{network_error("the connection to " + end.remote.to_string() + " broke")});
            }
        }
        forget_if_over(*link);
    }
}

}  // namespace vitrine::env::sim
