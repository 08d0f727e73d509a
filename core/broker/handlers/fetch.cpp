// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/fetch.h"

#include <algorithm>
#include <numeric>

#include "broker/client_quotas.h"
#include "broker/fetch_session.h"
#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"

// Fetch, for consumers and for followers: sessions (KIP-227), long poll, topic ids (KIP-516), hints where the leader is
// (KIP-951). Records go out as slices of the log's files; no byte of them is read here.
namespace vitrine::broker {

namespace {

using Request = messages::FetchRequest;
using Response = messages::FetchResponse;
using PartitionData = Response::FetchableTopicResponse::PartitionData;

constexpr std::int32_t final_epoch = -1;

// One fetch from request to response.
struct Fetching {
    HandlerContext& context;
    rpc::Responder responder;
    std::int16_t api_key;
    wire::Version version;
    std::string client_id;
    BrokerId replica{no_broker};
    bool from_follower = false;
    bool read_committed = false;
    bool incremental = false;
    bool wants_session = false;               // a full request that would like one
    std::shared_ptr<FetchSession> session;    // incremental only
    std::vector<SessionPartition> partitions;  // what is asked for, in the order of reading
    std::vector<ErrorCode> errors;            // of those that cannot be read
    std::vector<std::size_t> readable;        // indexes of the others

    // A follower's session decides when it is read what is asked for.
    [[nodiscard]] bool follows_session() const { return session != nullptr && from_follower && session->uses_topic_ids(); }
};

void respond_error(Fetching& fetching, ErrorCode error) {
    Response response;
    response.error_code = error;
    fetching.context.count_error(fetching.api_key);
    fetching.responder.respond(response);
}

SessionPartition to_session_partition(const Request::FetchTopic& topic, const Request::FetchTopic::FetchPartition& partition, bool by_id) {
    SessionPartition asked;
    asked.key = {
        .topic_id = by_id ? topic.topic_id : Uuid{}, .topic = by_id ? std::string{} : topic.topic, .partition = partition.partition};
    asked.current_leader_epoch = partition.current_leader_epoch;
    asked.fetch_offset = partition.fetch_offset;
    asked.last_fetched_epoch = partition.last_fetched_epoch;
    asked.log_start_offset = partition.log_start_offset;
    asked.bytes_max = partition.partition_max_bytes;
    return asked;
}

// The partitions that the request means: all that it names, or those of its session. False: answered with an error.
bool resolve_session(const Request& request, Fetching& fetching) {
    FetchSessionCache& cache = fetching.context.fetch_sessions;
    const bool by_id = fetching.version >= 13;
    const bool full = request.session_epoch <= 0;
    if (full) {
        // A full request ends the session that it names.
        if (request.session_id != 0) cache.remove(request.session_id);
        fetching.wants_session = request.session_epoch != final_epoch && fetching.version >= 7;
        for (const auto& topic : request.topics) {
            for (const auto& partition : topic.partitions) fetching.partitions.push_back(to_session_partition(topic, partition, by_id));
        }
        return true;
    }
    auto session = cache.use(request.session_id, request.session_epoch, by_id);
    if (!session) {
        respond_error(fetching, session.error());
        return false;
    }
    fetching.session = std::move(*session);
    fetching.incremental = true;
    for (const auto& topic : request.topics) {
        for (const auto& partition : topic.partitions) fetching.session->put(to_session_partition(topic, partition, by_id));
    }
    for (const auto& topic : request.forgotten_topics_data) {
        for (const std::int32_t partition : topic.partitions) {
            fetching.session->forget(
                {.topic_id = by_id ? topic.topic_id : Uuid{}, .topic = by_id ? std::string{} : topic.topic, .partition = partition});
            if (fetching.follows_session()) fetching.context.replicas.unsettle(fetching.replica, {topic.topic_id, partition});
        }
    }
    if (!fetching.follows_session()) fetching.partitions = fetching.session->unsettled();
    if (fetching.session->size() == 0) {
        // Nothing is left to remember.
        cache.remove(fetching.session->id());
        fetching.session.reset();
        fetching.incremental = false;
    }
    return true;
}

PartitionData to_data(const Fetching& fetching, const SessionPartition& asked, ErrorCode error, FetchResult* result) {
    PartitionData data;
    data.partition_index = asked.key.partition;
    data.error_code = error;
    data.high_watermark = no_offset;
    data.aborted_transactions.reset();
    data.records.emplace();
    if (result == nullptr || error != ErrorCode::NONE) return data;
    data.high_watermark = result->high_watermark;
    data.last_stable_offset = result->last_stable_offset;
    data.log_start_offset = result->log_start;
    if (fetching.read_committed) {
        auto& aborted = data.aborted_transactions.emplace();
        for (const storage::AbortedTransaction& transaction : result->aborted)
            aborted.push_back({.producer_id = transaction.producer_id, .first_offset = transaction.first_offset});
    }
    if (result->diverging) {
        data.diverging_epoch = {.epoch = result->diverging->epoch, .end_offset = result->diverging->end_offset};
        return data;
    }
    for (env::FileSlice& slice : result->slices) {
        data.records->pieces.emplace_back(
            wire::ForeignBytes{.owner = std::move(slice.file), .position = slice.position, .size = slice.size});
    }
    return data;
}

void add_leader_hint(const metadata::MetadataImage& image, const metadata::TopicImage* topic, PartitionData& data,
                     std::vector<BrokerId>& leaders) {
    if (data.error_code != ErrorCode::NOT_LEADER_OR_FOLLOWER && data.error_code != ErrorCode::FENCED_LEADER_EPOCH) return;
    const auto* partition = topic == nullptr ? nullptr : topic->partition(data.partition_index);
    if (partition == nullptr || !partition->has_leader()) return;
    data.current_leader = {.leader_id = partition->leader, .leader_epoch = partition->leader_epoch};
    if (image.broker(partition->leader) != nullptr && std::ranges::find(leaders, partition->leader) == leaders.end())
        leaders.push_back(partition->leader);
}

// A client above its quota is answered without a record, as if nobody had asked: it will ask for the same again.
bool throttled(Fetching& fetching, const std::vector<FetchResult>& results) {
    ClientQuotas& quotas = fetching.context.client_quotas;
    if (fetching.from_follower || quotas.idle()) return false;
    std::int64_t bytes = 0;
    for (const FetchResult& result : results) {
        for (const env::FileSlice& slice : result.slices) bytes += slice.size;
    }
    const auto amount = static_cast<double>(bytes);
    const Milliseconds bandwidth = quotas.record(ClientQuotas::Kind::fetch, fetching.client_id, amount);
    if (fetching.responder.settle_throttle(bandwidth) == Milliseconds(0)) return false;
    quotas.unrecord(ClientQuotas::Kind::fetch, fetching.client_id, amount);
    Response response;
    response.session_id = fetching.session != nullptr ? fetching.session->id() : 0;
    fetching.responder.respond(response);
    return true;
}

void respond(Fetching& fetching, std::vector<FetchResult> results) {
    if (throttled(fetching, results)) return;
    const metadata::MetadataImage& image = fetching.context.image();
    std::vector<FetchResult*> by_place(fetching.partitions.size(), nullptr);
    for (std::size_t i = 0; i < results.size(); ++i) by_place[fetching.readable[i]] = &results[i];

    std::shared_ptr<FetchSession> session = fetching.session;
    if (fetching.wants_session && !fetching.partitions.empty()) {
        session = fetching.context.fetch_sessions.create(fetching.from_follower, fetching.version >= 13, fetching.partitions.size());
        if (session != nullptr) {
            for (const SessionPartition& partition : fetching.partitions) session->put(partition);
        }
    }
    Response response;
    response.session_id = session != nullptr ? session->id() : 0;
    std::vector<BrokerId> leaders;
    bool failed = false;
    for (std::size_t i = 0; i < fetching.partitions.size(); ++i) {
        const SessionPartition& asked = fetching.partitions[i];
        const ErrorCode error = by_place[i] != nullptr ? by_place[i]->error : fetching.errors[i];
        PartitionData data = to_data(fetching, asked, error, by_place[i]);
        failed = failed || error != ErrorCode::NONE;
        if (session != nullptr) {
            const bool news = session->note_answer(asked.key, error, data.high_watermark, data.log_start_offset, data.records->size() > 0,
                                                   data.diverging_epoch.end_offset != no_offset);
            if (fetching.follows_session())
                fetching.context.replicas.settle(*session, fetching.replica, {asked.key.topic_id, asked.key.partition}, *by_place[i]);
            if (fetching.incremental && !news) continue;
        }
        if (fetching.version >= 16) {
            const metadata::TopicImage* topic = asked.key.topic.empty() ? image.topic(asked.key.topic_id) : image.topic(asked.key.topic);
            add_leader_hint(image, topic, data, leaders);
        }
        const bool same_topic = !response.responses.empty() && response.responses.back().topic == asked.key.topic &&
                                response.responses.back().topic_id == asked.key.topic_id;
        if (!same_topic) response.responses.push_back({.topic = asked.key.topic, .topic_id = asked.key.topic_id});
        response.responses.back().partitions.push_back(std::move(data));
    }
    for (const BrokerId leader : leaders) {
        const metadata::BrokerRegistration* broker = image.broker(leader);
        if (const auto endpoint = client_endpoint(*broker)) {
            response.node_endpoints.push_back({.node_id = leader, .host = endpoint->host, .port = endpoint->port, .rack = broker->rack});
        }
    }
    if (failed) fetching.context.count_error(fetching.api_key);
    fetching.responder.respond(response);
}

}  // namespace

void handle_fetch(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<Request>(request, responder);
    if (!asked) return;
    auto fetching = std::make_unique<Fetching>(Fetching{.context = context,
                                                        .responder = std::move(responder),
                                                        .api_key = request.header.request_api_key,
                                                        .version = request.version(),
                                                        .client_id = request.header.client_id.value_or("")});
    const BrokerId replica = request.version() >= 15 ? asked->replica_state.replica_id : asked->replica_id;
    fetching->replica = replica;
    fetching->from_follower = replica >= BrokerId(0);
    fetching->read_committed = asked->isolation_level == 1 && !fetching->from_follower;
    if (fetching->from_follower) fetching->responder.exempt_from_throttle();
    if (!resolve_session(*asked, *fetching)) return;

    FetchParams params;
    params.replica = fetching->from_follower ? replica : no_broker;
    params.replica_epoch = request.version() >= 15 ? asked->replica_state.replica_epoch : no_broker_epoch;
    params.read_committed = fetching->read_committed;
    // Since v11 a consumer may read from a follower (KIP-392).
    params.leader_only = fetching->from_follower || request.version() < 11;
    params.wait_max = Milliseconds(std::max(asked->max_wait_ms, 0));
    params.bytes_max = std::clamp(asked->max_bytes, 0, context.config.values().fetch_max_bytes);
    if (const auto most =
            fetching->from_follower ? std::nullopt : context.client_quotas.most(ClientQuotas::Kind::fetch, fetching->client_id))
        params.bytes_max = static_cast<std::int32_t>(std::min(static_cast<double>(params.bytes_max), *most));
    params.bytes_min = static_cast<std::int32_t>(std::min<std::int64_t>(asked->min_bytes, params.bytes_max));

    if (fetching->follows_session()) {
        auto session = fetching->session;
        return context.replicas.fetch(
            params, std::move(session),
            [fetching = std::move(fetching)](const std::vector<FetchPartition>& partitions, std::vector<FetchResult> results) {
                for (const FetchPartition& partition : partitions) fetching->partitions.push_back({.key = session_key(partition.id)});
                fetching->readable.resize(partitions.size());
                std::iota(fetching->readable.begin(), fetching->readable.end(), std::size_t{0});
                respond(*fetching, std::move(results));
            });
    }

    const metadata::MetadataImage& image = context.image();
    std::vector<FetchPartition> readable;
    bool failed = false;
    fetching->errors.assign(fetching->partitions.size(), ErrorCode::NONE);
    for (std::size_t i = 0; i < fetching->partitions.size(); ++i) {
        const SessionPartition& partition = fetching->partitions[i];
        const metadata::TopicImage* topic =
            request.version() >= 13 ? image.topic(partition.key.topic_id) : image.topic(partition.key.topic);
        if (topic == nullptr) {
            fetching->errors[i] = request.version() >= 13 ? ErrorCode::UNKNOWN_TOPIC_ID : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            failed = true;
            continue;
        }
        fetching->readable.push_back(i);
        readable.push_back(to_fetch_partition(partition, topic->id));
    }
    // An error is told at once.
    if (failed) params.wait_max = Duration(0);
    context.replicas.fetch(params, std::move(readable),
                           [fetching = std::move(fetching)](const std::vector<FetchPartition>&, std::vector<FetchResult> results) {
                               respond(*fetching, std::move(results));
                           });
}

}  // namespace vitrine::broker
