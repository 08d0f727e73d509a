// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/unregister_broker.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& UnregisterBrokerRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 64,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<UnregisterBrokerRequest>("UnregisterBrokerRequest", {
            field("BrokerId", &UnregisterBrokerRequest::broker_id, since(0)),
        }),
    };
    return declared;
}

const Message& UnregisterBrokerResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 64,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<UnregisterBrokerResponse>("UnregisterBrokerResponse", {
            field("ThrottleTimeMs", &UnregisterBrokerResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &UnregisterBrokerResponse::error_code, since(0)),
            field("ErrorMessage", &UnregisterBrokerResponse::error_message, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
