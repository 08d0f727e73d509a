// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/wire_log.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "messages/framing.h"

namespace vitrine::ui {

namespace {

// Entries of requests that were never answered are looked for when a map has grown by this much.
constexpr std::size_t staleMax = 8'192;

std::string clientIdIn(const observe::WireFrame &frame)
{
    const auto header = messages::decode_request_header(frame.head);
    return header ? header->header.client_id.value_or("") : frame.client_id;
}

// The node that listens at the address; all nodes of one cluster are on one host.
BrokerId nodeAt(const std::string &address, bool controllerListener, const ClusterState &cluster)
{
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos) return no_broker;
    const std::string_view port = std::string_view(address).substr(colon + 1);
    for (const auto &[id, node] : cluster.nodes()) {
        const std::uint16_t own = controllerListener ? node.status.controller_port : node.status.broker_port;
        if (own != 0 && port == std::to_string(own)) return id;
    }
    return no_broker;
}

std::string addressOf(BrokerId server, bool controllerListener, const ClusterState &cluster)
{
    const NodeState *node = cluster.node(server);
    const std::uint16_t port = !node ? 0 : controllerListener ? node->status.controller_port : node->status.broker_port;
    return port == 0 ? std::string() : "127.0.0.1:" + std::to_string(port);
}

}  // namespace

Instant WireExchange::begin() const
{
    Instant first = Instant::max();
    for (const auto &at : {asked, received, answered, heard})
        if (at) first = std::min(first, *at);
    return first;
}

Instant WireExchange::end() const
{
    Instant last = Instant::min();
    for (const auto &at : {asked, received, answered, heard})
        if (at) last = std::max(last, *at);
    return last;
}

std::optional<Duration> WireExchange::latency() const
{
    if (received && answered) return *answered - *received;
    if (asked && heard) return *heard - *asked;
    return std::nullopt;
}

template <class Key>
std::optional<WireLog::Position> WireLog::take(std::map<Key, Position> &from, const Key &key)
{
    const auto found = from.find(key);
    if (found == from.end()) return std::nullopt;
    const Position position = found->second;
    from.erase(found);
    return holds(position) ? std::optional(position) : std::nullopt;
}

void WireLog::receive(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed)
{
    if (frame.outgoing_connection) {
        if (frame.response) askerResponse(std::move(frame), cluster, changed);
        else askerRequest(std::move(frame), cluster);
    } else {
        if (frame.response) serverResponse(std::move(frame), cluster, changed);
        else serverRequest(std::move(frame), cluster, changed);
    }
    makeRoom();
}

WireExchange WireLog::begun(const observe::WireFrame &frame) const
{
    WireExchange exchange;
    exchange.controllerListener = frame.controller_listener;
    exchange.apiKey = frame.api_key;
    exchange.apiVersion = frame.api_version;
    exchange.correlationId = frame.correlation_id;
    return exchange;
}

void WireLog::keep(std::optional<WireMessage> &there, observe::WireFrame &&frame)
{
    // Seen twice: whoever kept more of it is right. A server does not read what it sends out of files.
    if (there && there->head.size() >= frame.head.size()) return;
    if (there) m_bytes -= there->head.size();
    m_bytes += frame.head.size();
    there = WireMessage{frame.size_bytes, std::move(frame.head)};
}

WireLog::Position WireLog::append(WireExchange exchange)
{
    m_exchanges.push_back(std::move(exchange));
    return end() - 1;
}

void WireLog::askerRequest(observe::WireFrame &&frame, const ClusterState &cluster)
{
    WireExchange exchange = begun(frame);
    exchange.asker = frame.node;
    exchange.clientId = clientIdIn(frame);
    exchange.serverAddress = frame.peer;
    exchange.server = nodeAt(frame.peer, frame.controller_listener, cluster);
    exchange.asked = frame.at;
    const std::string unknown = exchange.server == no_broker ? frame.peer : std::string();
    const RequestKey request{exchange.server, unknown, frame.controller_listener, frame.api_key, frame.correlation_id, exchange.clientId};
    const AskerKey asker{frame.node, frame.peer, frame.client_id, frame.correlation_id};
    keep(exchange.request, std::move(frame));
    m_unreceived[request] = m_unheard[asker] = append(std::move(exchange));
}

void WireLog::serverRequest(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed)
{
    const RequestKey request{frame.node, {}, frame.controller_listener, frame.api_key, frame.correlation_id, frame.client_id};
    std::optional<Position> position = take(m_unreceived, request);
    if (position) {
        changed.insert(*position);
    } else {
        WireExchange exchange = begun(frame);
        exchange.server = frame.node;
        exchange.serverAddress = addressOf(frame.node, frame.controller_listener, cluster);
        position = append(std::move(exchange));
    }
    WireExchange &exchange = held(*position);
    exchange.connection = frame.connection;
    exchange.askerAddress = frame.peer;
    exchange.clientId = frame.client_id;
    exchange.received = frame.at;
    m_unanswered[{frame.node, frame.controller_listener, frame.connection, frame.correlation_id}] = *position;
    keep(exchange.request, std::move(frame));
}

void WireLog::serverResponse(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed)
{
    std::optional<Position> position =
        take(m_unanswered, ServerKey{frame.node, frame.controller_listener, frame.connection, frame.correlation_id});
    if (position) {
        changed.insert(*position);
    } else {
        WireExchange exchange = begun(frame);
        exchange.server = frame.node;
        exchange.serverAddress = addressOf(frame.node, frame.controller_listener, cluster);
        exchange.connection = frame.connection;
        exchange.askerAddress = frame.peer;
        position = append(std::move(exchange));
        m_orphans[{frame.node, frame.controller_listener, frame.api_key, frame.correlation_id}] = *position;
    }
    WireExchange &exchange = held(*position);
    exchange.answered = frame.at;
    keep(exchange.response, std::move(frame));
}

void WireLog::askerResponse(observe::WireFrame &&frame, const ClusterState &cluster, std::set<Position> &changed)
{
    std::optional<Position> position = take(m_unheard, AskerKey{frame.node, frame.peer, frame.client_id, frame.correlation_id});
    if (!position) {
        // Its request was before the capture; so the server may have shown the response alone, too.
        const BrokerId server = nodeAt(frame.peer, frame.controller_listener, cluster);
        position = take(m_orphans, ResponseKey{server, frame.controller_listener, frame.api_key, frame.correlation_id});
        if (!position) {
            WireExchange exchange = begun(frame);
            exchange.server = server;
            exchange.serverAddress = frame.peer;
            position = append(std::move(exchange));
        }
        WireExchange &exchange = held(*position);
        exchange.asker = frame.node;
        exchange.clientId = frame.client_id;
    }
    changed.insert(*position);
    WireExchange &exchange = held(*position);
    exchange.heard = frame.at;
    keep(exchange.response, std::move(frame));
}

void WireLog::makeRoom()
{
    while (m_exchanges.size() > m_limits.exchangesMax || (m_bytes > m_limits.bytesMax && m_exchanges.size() > 1)) {
        const WireExchange &oldest = m_exchanges.front();
        if (oldest.request) m_bytes -= oldest.request->head.size();
        if (oldest.response) m_bytes -= oldest.response->head.size();
        m_exchanges.pop_front();
        ++m_begin;
        ++m_dropped;
    }
    const auto prune = [this](auto &map) {
        if (map.size() > m_limits.exchangesMax + staleMax) std::erase_if(map, [this](const auto &entry) { return !holds(entry.second); });
    };
    prune(m_unanswered);
    prune(m_unreceived);
    prune(m_unheard);
    prune(m_orphans);
}

void WireLog::endCapture(std::set<Position> &changed)
{
    for (Position position = begin(); position < end(); ++position) {
        WireExchange &exchange = held(position);
        if (exchange.response || exchange.captureEnded) continue;
        exchange.captureEnded = true;
        changed.insert(position);
    }
    m_unanswered.clear();
    m_unreceived.clear();
    m_unheard.clear();
    m_orphans.clear();
}

void WireLog::clear()
{
    m_begin = end();
    m_exchanges.clear();
    m_bytes = 0;
    m_dropped = m_lost = 0;
    // What is on its way now comes back as an answer without a request.
    m_unanswered.clear();
    m_unreceived.clear();
    m_unheard.clear();
    m_orphans.clear();
}

}  // namespace vitrine::ui
