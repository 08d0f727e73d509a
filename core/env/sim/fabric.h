// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "env/network.h"
#include "env/random.h"
#include "env/sim/digest.h"
#include "env/sim/event_queue.h"
#include "env/sim/in_flight.h"

// The network of the simulated world. Each connection has two ends; each end has a pipe of items on their way to it. At most
// one event for each pipe lies in the queue: it delivers one item, then asks for the next.
namespace vitrine::env::sim {

struct FabricOptions {
    Duration delay{0};
    Duration jitter{0};
};

struct SimListener {
    Life* life = nullptr;
    Endpoint endpoint;
    NetworkLimits limits;
    Acceptor accept;
    bool open = true;
    int connections = 0;  // accepted and still open
};

struct Established {};                    // to the end that connected
struct Accepted {};                       // to the end that listens
struct Closed {
    Error reason;
};

struct SentFrame {
    std::uint64_t id = 0;
    Instant sent_at{};
    Frame frame;
    // All of it in one piece, made when somebody looked; what is sent stays as it is, since a file that it is sent from may change.
    std::optional<SharedBytes> looked_at{};
};

struct Item {
    Instant arrives{};
    std::variant<Established, Accepted, SentFrame, Closed> what;
};

struct End {
    BrokerId node{no_broker};
    Life* life = nullptr;                 // nullptr: not (yet) known, or gone
    ConnectionEvents* events = nullptr;   // nullptr: nobody is to be told
    Endpoint local;
    Endpoint remote;
    std::int32_t frame_bytes_max = 0;
    bool open = true;                     // until its own side closed it or was told that it closed
    bool reading = true;
    std::deque<Item> incoming;
    std::int64_t incoming_bytes = 0;      // of the frames in it
    std::optional<std::int64_t> tell_at;  // unsent bytes at which its user is to be told
    bool pump_scheduled = false;
    std::uint64_t pump = 0;               // the number of the pump that is scheduled; others are out of date
    std::shared_ptr<SimListener> listener;
    bool counted = false;                 // in SimListener::connections
};

//   end 0 connected, end 1 was accepted
//   knocking -> established (somebody listens) | refused (nobody does, or the connection was broken meanwhile)
struct SimLink {
    enum class State { knocking, established, refused };

    std::uint64_t number = 0;
    State state = State::knocking;
    bool waits_for_heal = false;          // knocked on a link that is cut
    std::array<End, 2> ends;
    std::vector<SentFrame> early;         // sent by end 0 before it was established
};

class Fabric {
public:
    // Asked of a node's life: which node it is, and the host of its outgoing connections.
    struct Directory {
        std::function<BrokerId(const Life&)> node_of;
        std::function<const std::string&(const Life&)> host_of;
        std::function<bool(const Life&)> paused;
        std::function<Instant(const Life&)> busy_until;  // of a slow machine, with its last callback; long ago where it is not slow
        std::function<Instant()> now;
    };

    Fabric(EventQueue& queue, Digest& digest, std::uint64_t seed, FabricOptions options, Directory directory);
    ~Fabric();

    Result<std::unique_ptr<Listener>> listen(Life& life, const Endpoint& endpoint, const NetworkLimits& limits, Acceptor accept);
    std::unique_ptr<Connection> connect(Life& life, const Endpoint& endpoint, ConnectionEvents& events);

    // The node is gone: its listeners vanish, its connections break. Called while its files can still be read.
    void end_life(Life& life);

    void set_cut(BrokerId from, BrokerId to, bool cut);
    void set_delay(BrokerId from, BrokerId to, Duration extra);
    void set_loss(BrokerId from, BrokerId to, int percent);
    void set_bandwidth(BrokerId from, BrokerId to, std::int64_t bytes_per_second);
    void heal(BrokerId a, BrokerId b);
    void heal_all();
    void break_connections(BrokerId a, BrokerId b);

    // --- frames under way, see World ---
    [[nodiscard]] std::vector<FrameInFlight> frames_in_flight();
    [[nodiscard]] std::optional<FrameInFlight> frame_in_flight(std::uint64_t id);
    Status drop_frame(std::uint64_t id);
    Status delay_frame(std::uint64_t id, Duration by);
    Status duplicate_frame(std::uint64_t id);
    void set_frame_listener(FrameListener* listener) { listener_ = listener; }

    // --- for connections and listeners ---
    void send(SimLink& link, std::size_t side, Frame frame);
    void close(SimLink& link, std::size_t side);
    void set_reading(SimLink& link, std::size_t side, bool reading);
    void stop_listening(SimListener& listener);
    [[nodiscard]] static std::int64_t unsent_bytes(const SimLink& link, std::size_t side);
    void tell_when_sent(SimLink& link, std::size_t side, std::int64_t at_most);

private:
    struct Fault {
        bool cut = false;
        Duration extra{0};
        int loss_percent = 0;
        std::int64_t bytes_per_second = 0;  // 0: no limit
        Instant busy_until{};               // with the bytes that were sent before
    };

    void tell_if_sent(SimLink& link, std::size_t side);
    [[nodiscard]] Duration draw_delay(BrokerId from, BrokerId to);
    // When the last byte of a frame that is sent now has left.
    [[nodiscard]] Instant departure(BrokerId from, BrokerId to, std::int64_t frame_bytes);
    [[nodiscard]] bool is_clogged(BrokerId a, BrokerId b) const;
    [[nodiscard]] bool is_cut(BrokerId from, BrokerId to) const;
    void knock(const std::shared_ptr<SimLink>& link);
    void push(SimLink& link, std::size_t side, std::variant<Established, Accepted, SentFrame, Closed> what);
    void schedule_pump(SimLink& link, std::size_t side, Instant at);
    void hurry(SimLink& link, std::size_t side);
    void pump(const std::shared_ptr<SimLink>& link, std::size_t side);
    void deliver_accepted(const std::shared_ptr<SimLink>& link);
    void deliver_frame(SimLink& link, std::size_t side, Instant arrives, SentFrame sent);
    void shut(End& end);
    void lose(const SentFrame& frame);
    void lose_all(End& end);
    // Where a frame waits: among what comes to an end, or in what its connection has not taken yet.
    struct Place {
        std::shared_ptr<SimLink> link;
        std::size_t side = 0;  // of its receiver
        std::size_t index = 0;
        bool early = false;
    };
    [[nodiscard]] std::optional<Place> find_frame(std::uint64_t id) const;
    [[nodiscard]] FrameInFlight look_at(const SimLink& link, std::size_t side, Instant arrives, SentFrame& sent, bool early);
    void tell_sent(const SimLink& link, std::size_t side, const SentFrame& sent);
    [[nodiscard]] std::uint16_t next_port();
    // The end is told now, by its own network; the other one by the link.
    void fail(SimLink& link, std::size_t side, Error reason, std::string told_to_peer);
    void forget_if_over(const SimLink& link);
    [[nodiscard]] std::vector<std::shared_ptr<SimLink>> links_between(BrokerId a, BrokerId b) const;
    void wake_links(BrokerId a, BrokerId b);

    EventQueue& queue_;
    Digest& digest_;
    Xoshiro random_;
    FabricOptions options_;
    Directory directory_;
    std::map<Endpoint, std::shared_ptr<SimListener>> listeners_;
    std::map<Endpoint, BrokerId> owners_;      // who listened there last: whose links lead there
    std::map<std::pair<BrokerId, BrokerId>, Fault> faults_;
    std::map<std::uint64_t, std::shared_ptr<SimLink>> links_;
    std::uint64_t last_link_ = 0;
    std::uint64_t last_frame_ = 0;
    std::uint16_t last_port_ = 49151;
    FrameListener* listener_ = nullptr;
};

}  // namespace vitrine::env::sim
