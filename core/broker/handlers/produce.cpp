// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/produce.h"

#include <algorithm>

#include "broker/client_quotas.h"
#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"
#include "records/batch.h"

// Produce: one batch for each partition, appended as it came. acks=0 gets no answer; where that fails the connection is closed,
// the only way to tell (as Kafka does).
namespace vitrine::broker {

namespace {

using Response = messages::ProduceResponse;
using PartitionRow = Response::TopicProduceResponse::PartitionProduceResponse;

// Kafka's admin client may write to internal topics.
constexpr std::string_view admin_client_id = "__admin_client";

Error error_of(ErrorCode code) { return {code, fmt::format("{}: {}", name_of(code), error_info(code).meaning)}; }

// What the Produce API allows beyond what a log checks: exactly one batch of magic 2 in each partition.
Status check_records(ByteSpan records, wire::Version version) {
    records::BatchIterator batches(records);
    const auto first = batches.next();
    if (!first) return std::unexpected(first.error());
    if (!*first)
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("Produce requests with version {} must have at least one record batch per partition", version));
    const records::BatchHeader& header = (*first)->header;
    if (header.codec_bits() == static_cast<int>(records::Codec::zstd) && version < 7) {
        return failure(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE,
                       fmt::format("Produce requests with version {} are not allowed to use ZStandard compression", version));
    }
    if (header.is_transactional()) return failure(ErrorCode::INVALID_TXN_STATE, "transactions are not served by this broker");
    if (!batches.rest().empty()) {
        return failure(
            ErrorCode::INVALID_RECORD,
            fmt::format("Produce requests with version {} are only allowed to contain exactly one record batch per partition", version));
    }
    return {};
}

void add_leader_hints(const metadata::MetadataImage& image, Response& response) {
    std::vector<BrokerId> leaders;
    for (auto& topic : response.responses) {
        for (PartitionRow& row : topic.partition_responses) {
            if (row.error_code != ErrorCode::NOT_LEADER_OR_FOLLOWER) continue;
            const metadata::TopicImage* known = topic.topic_id.is_zero() ? image.topic(topic.name) : image.topic(topic.topic_id);
            const auto* partition = known == nullptr ? nullptr : known->partition(row.index);
            if (partition == nullptr || !partition->has_leader()) continue;
            row.current_leader = {.leader_id = partition->leader, .leader_epoch = partition->leader_epoch};
            if (std::ranges::find(leaders, partition->leader) == leaders.end()) leaders.push_back(partition->leader);
        }
    }
    for (const BrokerId leader : leaders) {
        const metadata::BrokerRegistration* broker = image.broker(leader);
        const auto endpoint = broker == nullptr ? std::nullopt : client_endpoint(*broker);
        if (endpoint)
            response.node_endpoints.push_back({.node_id = leader, .host = endpoint->host, .port = endpoint->port, .rack = broker->rack});
    }
}

struct Place {
    std::size_t topic = 0;
    std::size_t partition = 0;
};

}  // namespace

void handle_produce(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::ProduceRequest>(request, responder);
    if (!asked) return;
    const metadata::MetadataImage& image = context.image();
    const wire::Version version = request.version();
    const bool acks_valid = asked->acks >= -1 && asked->acks <= 1;
    const bool internal_allowed = request.header.client_id == admin_client_id;

    Response response;
    std::vector<ProduceEntry> entries;
    std::vector<Place> places;
    for (const auto& topic : asked->topic_data) {
        auto& rows = response.responses.emplace_back();
        rows.name = topic.name;
        rows.topic_id = topic.topic_id;
        const metadata::TopicImage* known = version >= 13 ? image.topic(topic.topic_id) : image.topic(topic.name);
        for (const auto& data : topic.partition_data) {
            PartitionRow& row = rows.partition_responses.emplace_back();
            row.index = data.index;
            row.base_offset = no_offset;
            const ByteSpan records = data.records ? data.records->span() : ByteSpan{};
            Status valid;
            if (!acks_valid) valid = std::unexpected(error_of(ErrorCode::INVALID_REQUIRED_ACKS));
            else if (asked->transactional_id) valid = failure(ErrorCode::INVALID_TXN_STATE, "transactions are not served by this broker");
            else if (known == nullptr)
                valid = std::unexpected(error_of(version >= 13 ? ErrorCode::UNKNOWN_TOPIC_ID : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
            else if (!internal_allowed && metadata::is_internal_topic(known->name))
                valid = failure(ErrorCode::INVALID_TOPIC_EXCEPTION, fmt::format("Cannot append to internal topic {}", known->name));
            else valid = check_records(records, version);
            if (!valid) {
                row.error_code = valid.error().code;
                row.error_message = valid.error().message;
                continue;
            }
            entries.push_back({.id = {known->id, data.index}, .batches = records});
            places.push_back({.topic = response.responses.size() - 1, .partition = rows.partition_responses.size() - 1});
        }
    }

    auto answer = [&context, acks = asked->acks, version, key = request.header.request_api_key, size = request.frame.size(),
                   client_id = request.header.client_id.value_or(""), response = std::move(response), places = std::move(places),
                   responder = std::move(responder)](std::vector<ProduceResult> results) mutable {
        for (std::size_t i = 0; i < results.size(); ++i) {
            PartitionRow& row = response.responses[places[i].topic].partition_responses[places[i].partition];
            const ProduceResult& result = results[i];
            row.error_code = result.error;
            if (result.error == ErrorCode::NONE) {
                row.base_offset = result.info.first_offset;
                row.log_append_time_ms = result.info.log_append_time_ms;
                row.log_start_offset = result.info.log_start;
                continue;
            }
            row.error_message = result.message;
            for (const storage::RecordError& record : result.record_errors) {
                row.record_errors.push_back({.batch_index = record.batch_index, .batch_index_error_message = record.message});
            }
        }
        const PartitionRow* failed = nullptr;
        for (const auto& topic : response.responses) {
            for (const PartitionRow& row : topic.partition_responses) {
                if (row.error_code != ErrorCode::NONE && failed == nullptr) failed = &row;
            }
        }
        if (failed != nullptr) context.count_error(key);
        responder.settle_throttle(context.client_quotas.record(ClientQuotas::Kind::produce, client_id, static_cast<double>(size)));
        if (acks == 0) {
            if (failed == nullptr) return responder.respond_nothing();
            return responder.close(
                {failed->error_code, fmt::format("a Produce with acks=0 failed: {}", failed->error_message.value_or(""))});
        }
        if (version >= 10) add_leader_hints(context.image(), response);
        responder.respond(response);
    };
    const std::int16_t acks = acks_valid ? asked->acks : std::int16_t{1};
    context.replicas.append(acks, Milliseconds(std::max(asked->timeout_ms, 0)), storage::AppendOrigin::client, entries, std::move(answer));
}

}  // namespace vitrine::broker
