// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/create_partitions.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& CreatePartitionsRequest::CreatePartitionsTopic::CreatePartitionsAssignment::structure() {
    static const Struct declared = declare_struct<CreatePartitionsAssignment>("CreatePartitionsAssignment", {
        field("BrokerIds", &CreatePartitionsAssignment::broker_ids, since(0)),
    });
    return declared;
}

const Struct& CreatePartitionsRequest::CreatePartitionsTopic::structure() {
    static const Struct declared = declare_struct<CreatePartitionsTopic>("CreatePartitionsTopic", {
        field("Name", &CreatePartitionsTopic::name, since(0)),
        field("Count", &CreatePartitionsTopic::count, since(0)),
        field("Assignments", &CreatePartitionsTopic::assignments, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Message& CreatePartitionsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 37,
        .versions = between(0, 3),
        .flexible_from = 2,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<CreatePartitionsRequest>("CreatePartitionsRequest", {
            field("Topics", &CreatePartitionsRequest::topics, since(0)),
            field("TimeoutMs", &CreatePartitionsRequest::timeout_ms, since(0)),
            field("ValidateOnly", &CreatePartitionsRequest::validate_only, since(0)),
        }),
    };
    return declared;
}

const Struct& CreatePartitionsResponse::CreatePartitionsTopicResult::structure() {
    static const Struct declared = declare_struct<CreatePartitionsTopicResult>("CreatePartitionsTopicResult", {
        field("Name", &CreatePartitionsTopicResult::name, since(0)),
        field("ErrorCode", &CreatePartitionsTopicResult::error_code, since(0)),
        field("ErrorMessage", &CreatePartitionsTopicResult::error_message, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Message& CreatePartitionsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 37,
        .versions = between(0, 3),
        .flexible_from = 2,
        .body = declare_struct<CreatePartitionsResponse>("CreatePartitionsResponse", {
            field("ThrottleTimeMs", &CreatePartitionsResponse::throttle_time_ms, since(0)),
            field("Results", &CreatePartitionsResponse::results, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
