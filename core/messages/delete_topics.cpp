// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/delete_topics.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DeleteTopicsRequest::DeleteTopicState::structure() {
    static const Struct declared = declare_struct<DeleteTopicState>("DeleteTopicState", {
        field("Name", &DeleteTopicState::name, since(6)).nullable_in(since(6)),
        field("TopicId", &DeleteTopicState::topic_id, since(6)),
    });
    return declared;
}

const Message& DeleteTopicsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 20,
        .versions = between(1, 6),
        .flexible_from = 4,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<DeleteTopicsRequest>("DeleteTopicsRequest", {
            field("Topics", &DeleteTopicsRequest::topics, since(6)),
            field("TopicNames", &DeleteTopicsRequest::topic_names, between(0, 5)).ignored_where_absent(),
            field("TimeoutMs", &DeleteTopicsRequest::timeout_ms, since(0)),
        }),
    };
    return declared;
}

const Struct& DeleteTopicsResponse::DeletableTopicResult::structure() {
    static const Struct declared = declare_struct<DeletableTopicResult>("DeletableTopicResult", {
        field("Name", &DeletableTopicResult::name, since(0)).nullable_in(since(6)),
        field("TopicId", &DeletableTopicResult::topic_id, since(6)).ignored_where_absent(),
        field("ErrorCode", &DeletableTopicResult::error_code, since(0)),
        field("ErrorMessage", &DeletableTopicResult::error_message, since(5)).nullable_in(since(5)).ignored_where_absent(),
    });
    return declared;
}

const Message& DeleteTopicsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 20,
        .versions = between(1, 6),
        .flexible_from = 4,
        .body = declare_struct<DeleteTopicsResponse>("DeleteTopicsResponse", {
            field("ThrottleTimeMs", &DeleteTopicsResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("Responses", &DeleteTopicsResponse::responses, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
