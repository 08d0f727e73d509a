// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/produce.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ProduceRequest::TopicProduceData::PartitionProduceData::structure() {
    static const Struct declared = declare_struct<PartitionProduceData>("PartitionProduceData", {
        field("Index", &PartitionProduceData::index, since(0)),
        field("Records", &PartitionProduceData::records, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& ProduceRequest::TopicProduceData::structure() {
    static const Struct declared = declare_struct<TopicProduceData>("TopicProduceData", {
        field("Name", &TopicProduceData::name, between(0, 12)).ignored_where_absent(),
        field("TopicId", &TopicProduceData::topic_id, since(13)).ignored_where_absent(),
        field("PartitionData", &TopicProduceData::partition_data, since(0)),
    });
    return declared;
}

const Message& ProduceRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 0,
        .versions = between(3, 13),
        .flexible_from = 9,
        .listeners = ListenerType::broker,
        .body = declare_struct<ProduceRequest>("ProduceRequest", {
            field("TransactionalId", &ProduceRequest::transactional_id, since(3)).nullable_in(since(3)),
            field("Acks", &ProduceRequest::acks, since(0)),
            field("TimeoutMs", &ProduceRequest::timeout_ms, since(0)),
            field("TopicData", &ProduceRequest::topic_data, since(0)),
        }),
    };
    return declared;
}

const Struct& ProduceResponse::TopicProduceResponse::PartitionProduceResponse::BatchIndexAndErrorMessage::structure() {
    static const Struct declared = declare_struct<BatchIndexAndErrorMessage>("BatchIndexAndErrorMessage", {
        field("BatchIndex", &BatchIndexAndErrorMessage::batch_index, since(8)),
        field("BatchIndexErrorMessage", &BatchIndexAndErrorMessage::batch_index_error_message, since(8)).nullable_in(since(8)),
    });
    return declared;
}

const Struct& ProduceResponse::TopicProduceResponse::PartitionProduceResponse::LeaderIdAndEpoch::structure() {
    static const Struct declared = declare_struct<LeaderIdAndEpoch>("LeaderIdAndEpoch", {
        field("LeaderId", &LeaderIdAndEpoch::leader_id, since(10)),
        field("LeaderEpoch", &LeaderIdAndEpoch::leader_epoch, since(10)),
    });
    return declared;
}

const Struct& ProduceResponse::TopicProduceResponse::PartitionProduceResponse::structure() {
    static const Struct declared = declare_struct<PartitionProduceResponse>("PartitionProduceResponse", {
        field("Index", &PartitionProduceResponse::index, since(0)),
        field("ErrorCode", &PartitionProduceResponse::error_code, since(0)),
        field("BaseOffset", &PartitionProduceResponse::base_offset, since(0)),
        field("LogAppendTimeMs", &PartitionProduceResponse::log_append_time_ms, since(2)).ignored_where_absent(),
        field("LogStartOffset", &PartitionProduceResponse::log_start_offset, since(5)).ignored_where_absent(),
        field("RecordErrors", &PartitionProduceResponse::record_errors, since(8)).ignored_where_absent(),
        field("ErrorMessage", &PartitionProduceResponse::error_message, since(8)).nullable_in(since(8)).ignored_where_absent(),
        field("CurrentLeader", &PartitionProduceResponse::current_leader, since(10)).tagged_as(0, since(10)),
    });
    return declared;
}

const Struct& ProduceResponse::TopicProduceResponse::structure() {
    static const Struct declared = declare_struct<TopicProduceResponse>("TopicProduceResponse", {
        field("Name", &TopicProduceResponse::name, between(0, 12)).ignored_where_absent(),
        field("TopicId", &TopicProduceResponse::topic_id, since(13)).ignored_where_absent(),
        field("PartitionResponses", &TopicProduceResponse::partition_responses, since(0)),
    });
    return declared;
}

const Struct& ProduceResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &NodeEndpoint::node_id, since(10)),
        field("Host", &NodeEndpoint::host, since(10)),
        field("Port", &NodeEndpoint::port, since(10)),
        field("Rack", &NodeEndpoint::rack, since(10)).nullable_in(since(10)),
    });
    return declared;
}

const Message& ProduceResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 0,
        .versions = between(3, 13),
        .flexible_from = 9,
        .body = declare_struct<ProduceResponse>("ProduceResponse", {
            field("Responses", &ProduceResponse::responses, since(0)),
            field("ThrottleTimeMs", &ProduceResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("NodeEndpoints", &ProduceResponse::node_endpoints, since(10)).tagged_as(0, since(10)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
