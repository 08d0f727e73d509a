// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/wire_frames.h"

#include <algorithm>
#include <utility>

#include "messages/broker_heartbeat.h"
#include "messages/fetch.h"
#include "messages/heartbeat.h"
#include "messages/join_group.h"
#include "messages/metadata.h"
#include "messages/offset_commit.h"
#include "messages/produce.h"
#include "messages/vote.h"

namespace vitrine::ui::test {

namespace {

std::string clientAddress(const WireFrames::Call &call)
{
    return "127.0.0.1:" + std::to_string(50'000 + call.server.value() * 100 + static_cast<int>(call.connection));
}

WireFrames::Call client(int server, std::uint64_t connection, std::string clientId, std::int32_t correlation, double atMs, double tookMs)
{
    WireFrames::Call call;
    call.server = BrokerId(server);
    call.connection = connection;
    call.clientId = std::move(clientId);
    call.correlationId = correlation;
    call.serverAddress = "127.0.0.1:" + std::to_string(9091 + server);
    call.atMs = atMs;
    call.tookMs = tookMs;
    return call;
}

WireFrames::Call node(int asker, int server, bool controller, std::string clientId, std::int32_t correlation, double atMs, double tookMs)
{
    WireFrames::Call call = client(server, static_cast<std::uint64_t>(10 + asker), std::move(clientId), correlation, atMs, tookMs);
    call.asker = BrokerId(asker);
    call.controllerListener = controller;
    if (controller) call.serverAddress = "127.0.0.1:" + std::to_string(9191 + server);
    return call;
}

Bytes someRecords(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>("{\"order\":90017,\"amount\":42} "[i % 28]);
    return bytes;
}

void produce(WireFrames &frames, const WireFrames::Call &call, std::size_t bytes, ErrorCode error, std::int16_t acks = -1)
{
    messages::ProduceRequest request;
    request.acks = acks;
    request.timeout_ms = 30'000;
    request.topic_data.resize(1);
    request.topic_data[0].name = "orders";
    request.topic_data[0].partition_data.resize(1);
    request.topic_data[0].partition_data[0].index = 4;
    request.topic_data[0].partition_data[0].records = wire::Records(someRecords(bytes));
    messages::ProduceResponse response;
    response.responses.resize(1);
    response.responses[0].name = "orders";
    response.responses[0].partition_responses.resize(1);
    response.responses[0].partition_responses[0].index = 4;
    response.responses[0].partition_responses[0].error_code = error;
    response.responses[0].partition_responses[0].base_offset = Offset(error == ErrorCode::NONE ? 12'004 : -1);
    frames.add(call, request, acks == 0 ? nullptr : &response, 9);
}

void fetch(WireFrames &frames, const WireFrames::Call &call, std::size_t bytes)
{
    messages::FetchRequest request;
    request.replica_id = call.asker;
    request.max_wait_ms = 500;
    request.min_bytes = 1;
    request.topics.resize(1);
    request.topics[0].topic = "orders";
    request.topics[0].partitions.resize(1);
    request.topics[0].partitions[0].partition = 4;
    request.topics[0].partitions[0].fetch_offset = Offset(12'004);
    messages::FetchResponse response;
    response.responses.resize(1);
    response.responses[0].topic = "orders";
    response.responses[0].partitions.resize(1);
    response.responses[0].partitions[0].partition_index = 4;
    response.responses[0].partitions[0].high_watermark = Offset(12'004);
    response.responses[0].partitions[0].records = wire::Records(someRecords(bytes));
    frames.add(call, request, &response, 12);
}

void joinGroup(WireFrames &frames, const WireFrames::Call &call)
{
    messages::JoinGroupRequest request;
    request.group_id = "billing";
    request.session_timeout_ms = 45'000;
    request.rebalance_timeout_ms = 300'000;
    request.member_id = call.clientId + "-7f3a";
    request.protocol_type = "consumer";
    request.protocols.resize(1);
    request.protocols[0].name = "cooperative-sticky";
    messages::JoinGroupResponse response;
    response.generation_id = GenerationId(15);
    response.protocol_type = "consumer";
    response.protocol_name = "cooperative-sticky";
    response.leader = "billing-1-7f3a";
    response.member_id = request.member_id;
    frames.add(call, request, &response, 7);
}

void heartbeat(WireFrames &frames, const WireFrames::Call &call, ErrorCode error)
{
    messages::HeartbeatRequest request;
    request.group_id = "billing";
    request.generation_id = GenerationId(14);
    request.member_id = call.clientId + "-7f3a";
    messages::HeartbeatResponse response;
    response.error_code = error;
    frames.add(call, request, &response, 4);
}

}  // namespace

Instant WireFrames::at(double ms) const
{
    return m_origin + std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(ms));
}

void WireFrames::add(const Call &call, std::int16_t apiKey, std::int16_t version, const Bytes &request, const Bytes &response,
                     bool answered)
{
    observe::WireFrame frame;
    frame.controller_listener = call.controllerListener;
    frame.api_key = apiKey;
    frame.api_version = version;
    frame.correlation_id = call.correlationId;
    const auto add = [&](double ms, bool outgoing, bool isResponse, const Bytes &bytes) {
        observe::WireFrame seen = frame;
        seen.at = at(ms);
        seen.outgoing_connection = outgoing;
        seen.response = isResponse;
        seen.node = outgoing ? call.asker : call.server;
        seen.connection = outgoing ? 0 : call.connection;
        seen.peer = outgoing ? call.serverAddress : clientAddress(call);
        if (outgoing || !isResponse) seen.client_id = call.clientId;
        seen.size_bytes = static_cast<std::int64_t>(bytes.size());
        std::size_t kept = std::min(bytes.size(), observe::WireFrame::head_bytes_max);
        if (!outgoing && isResponse && call.headMax != 0) kept = std::min(kept, call.headMax);
        seen.head = SharedBytes(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept)));
        m_frames.push_back(std::move(seen));
    };
    const bool known = call.asker != no_broker;
    if (known) add(call.atMs, true, false, request);
    if (!call.arrives) return;
    add(call.atMs + call.wayMs, false, false, request);
    if (!answered) return;
    add(call.atMs + call.wayMs + call.tookMs, false, true, response);
    if (known) add(call.atMs + call.wayMs * 2 + call.tookMs, true, true, response);
}

std::vector<observe::WireFrame> WireFrames::take()
{
    std::vector<observe::WireFrame> frames = std::exchange(m_frames, {});
    std::ranges::stable_sort(frames, {}, &observe::WireFrame::at);
    return frames;
}

void addTraffic(WireFrames &frames, int rounds)
{
    constexpr std::size_t cutBytes = 90'000;
    for (int round = 0; round < rounds; ++round) {
        const double t = round * 60.0;
        const int n = round * 10;
        // The produce waits for both followers; their fetches were waiting for it.
        fetch(frames, node(2, 1, false, "broker-2-fetcher-0", 700 + n, t, 12.4), 640);
        fetch(frames, node(3, 1, false, "broker-3-fetcher-0", 640 + n, t + 2, 10.6), 640);
        produce(frames, client(1, 4, "orders-service", 17 + n, t + 12, 3.812), 640, ErrorCode::NONE);
        fetch(frames, node(2, 1, false, "broker-2-fetcher-0", 701 + n, t + 13.2, 0.6), 0);
        fetch(frames, node(3, 1, false, "broker-3-fetcher-0", 641 + n, t + 13.6, 2.1), 0);
        fetch(frames, client(1, 7, "billing-1", 402 + n, t + 5, 10.9), round % 4 == 1 ? cutBytes : 640);
        messages::BrokerHeartbeatRequest alive;
        alive.broker_id = BrokerId(2);
        const messages::BrokerHeartbeatResponse well;
        frames.add(node(2, 1, true, "broker-2-to-controller-heartbeat", 90 + n, t + 20, 0.31), alive, &well, 1);
        heartbeat(frames, client(3, 2, "billing-1", 55 + n, t + 24, 0.118), ErrorCode::NONE);
        if (round % 3 != 2) continue;
        // A rebalance, a refused produce, a vote that does not arrive.
        heartbeat(frames, client(3, 2, "billing-1", 56 + n, t + 30, 0.097), ErrorCode::REBALANCE_IN_PROGRESS);
        joinGroup(frames, client(3, 2, "billing-1", 57 + n, t + 31, 14.5));
        joinGroup(frames, client(3, 3, "billing-2", 12 + n, t + 33, 12.6));
        WireFrames::Call refused = client(2, 5, "checkout-service-with-a-very-long-client-id-eu-west-1a", 3 + n, t + 40, 0.201);
        produce(frames, refused, 320, ErrorCode::NOT_LEADER_OR_FOLLOWER);
        produce(frames, client(1, 6, "metrics", 8 + n, t + 42, 0), 2'100, ErrorCode::NONE, 0);
        messages::VoteRequest vote;
        vote.voter_id = BrokerId(3);
        WireFrames::Call lost = node(2, 3, true, "raft-client-2", 4 + n, t + 44, 1);
        lost.arrives = false;
        frames.add<messages::VoteRequest, messages::VoteResponse>(lost, vote, nullptr, 1);
    }
}

}  // namespace vitrine::ui::test
