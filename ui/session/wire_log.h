// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/bytes.h"
#include "observe/event.h"
#include "ui/session/cluster_state.h"

// Requests and responses as they passed our nodes, put together to exchanges: bounded, oldest first, with a count of what made room.
//
// The server's side decides what an exchange is: only a server knows the connection, and it sees clients and nodes alike. What the node
// that asked saw of the same request and response is joined to it: when it was sent and when the answer came (the ends of an arrow), who
// asked (a client.id could be anybody's), and the bytes that a server sends out of files. A request that never reached a server (its link
// is cut, the server stands still) is known from the asker alone.
namespace vitrine::ui {

struct WireMessage {
    std::int64_t sizeBytes = 0;  // of the whole frame, without the length before it
    SharedBytes head;            // its first bytes

    [[nodiscard]] bool isWhole() const { return static_cast<std::int64_t>(head.size()) == sizeBytes; }
};

struct WireExchange {
    BrokerId server{no_broker};        // no_broker: no node is known at that address
    std::string serverAddress;         // "127.0.0.1:9092"; empty where the node has not told its port
    bool controllerListener = false;
    std::uint64_t connection = 0;      // of the server's listener; 0: the server did not see it
    BrokerId asker{no_broker};         // no_broker: a client
    std::string askerAddress;          // as the server saw it; empty where it did not
    std::string clientId;
    std::int16_t apiKey = 0;
    std::int16_t apiVersion = 0;
    std::int32_t correlationId = 0;
    // By the clocks of who saw it. The asker's are known of our own nodes alone.
    std::optional<Instant> asked;      // the asker sent the request
    std::optional<Instant> received;   // the server read it
    std::optional<Instant> answered;   // the server sent the response
    std::optional<Instant> heard;      // the asker read it
    std::optional<WireMessage> request;   // none: it passed before the capture began
    std::optional<WireMessage> response;  // none: not yet, or never
    bool captureEnded = false;         // before there was a response

    // Of the first that was seen of it, and of the last.
    [[nodiscard]] Instant begin() const;
    [[nodiscard]] Instant end() const;
    // From the server's reading of the request to its answer; where it saw neither, from the asker's sending to its hearing.
    [[nodiscard]] std::optional<Duration> latency() const;
};

// Lives on the GUI thread. A position counts up by one for each exchange and stays valid while the exchange is held.
class WireLog {
public:
    using Position = std::uint64_t;
    struct Limits {
        std::size_t exchangesMax = 20'000;
        std::size_t bytesMax = std::size_t{64} * 1024 * 1024;  // of all heads
    };

    WireLog() : WireLog(Limits()) {}
    explicit WireLog(const Limits &limits) : m_limits(limits) {}

    // One sighting; the same cluster all the time, by whose ports the asked nodes are found. Positions whose exchange has got more
    // are added to `changed`.
    void receive(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed);
    // Frames that nodes or the mailbox gave up because the window was slower.
    void countLost(std::uint64_t frames) { m_lost += frames; }
    // What is still without an answer stays so: from now on nobody listens.
    void endCapture(std::set<Position> &changed);
    void clear();

    [[nodiscard]] Position begin() const { return m_begin; }
    [[nodiscard]] Position end() const { return m_begin + m_exchanges.size(); }
    [[nodiscard]] bool holds(Position position) const { return position >= begin() && position < end(); }
    // `position` must be held.
    [[nodiscard]] const WireExchange &at(Position position) const { return m_exchanges[static_cast<std::size_t>(position - m_begin)]; }
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }  // exchanges that made room
    [[nodiscard]] std::uint64_t lost() const { return m_lost; }        // frames
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    // As the server names it: itself, its listener, the connection, the correlation id.
    using ServerKey = std::tuple<BrokerId, bool, std::uint64_t, std::int32_t>;
    // As both ends can name a request: the server (or its address), its listener, what was asked, the client.id in its header.
    using RequestKey = std::tuple<BrokerId, std::string, bool, std::int16_t, std::int32_t, std::string>;
    // As the asker names a response: itself, the server's address, the channel's client.id, the correlation id.
    using AskerKey = std::tuple<BrokerId, std::string, std::string, std::int32_t>;
    // A response whose request was before the capture, as both ends can name it.
    using ResponseKey = std::tuple<BrokerId, bool, std::int16_t, std::int32_t>;

    void serverRequest(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed);
    void serverResponse(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed);
    void askerRequest(observe::WireFrame &&frame, const ClusterState &cluster);
    void askerResponse(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed);
    [[nodiscard]] WireExchange begun(const observe::WireFrame &frame) const;
    Position append(WireExchange exchange);
    void makeRoom();
    [[nodiscard]] WireExchange &held(Position position) { return m_exchanges[static_cast<std::size_t>(position - m_begin)]; }
    // The exchange under that key, which is taken out of the map; null where there is none.
    template <class Key>
    [[nodiscard]] std::optional<Position> take(std::map<Key, Position> &from, const Key &key);
    void keep(std::optional<WireMessage> &there, observe::WireFrame &&frame);

    Limits m_limits;
    std::deque<WireExchange> m_exchanges;
    Position m_begin = 0;
    std::size_t m_bytes = 0;
    std::uint64_t m_dropped = 0;
    std::uint64_t m_lost = 0;
    std::map<ServerKey, Position> m_unanswered;
    std::map<RequestKey, Position> m_unreceived;
    std::map<AskerKey, Position> m_unheard;
    std::map<ResponseKey, Position> m_orphans;
};

}  // namespace vitrine::ui
