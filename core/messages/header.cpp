// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/header.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& RequestHeader::message() {
    static const Message declared{
        .type = MessageType::header,
        .versions = between(1, 2),
        .flexible_from = 2,
        .body = declare_struct<RequestHeader>("RequestHeader", {
            field("RequestApiKey", &RequestHeader::request_api_key, since(0)),
            field("RequestApiVersion", &RequestHeader::request_api_version, since(0)),
            field("CorrelationId", &RequestHeader::correlation_id, since(0)),
            field("ClientId", &RequestHeader::client_id, since(1)).nullable_in(since(1)).not_flexible(),
        }),
    };
    return declared;
}

const Message& ResponseHeader::message() {
    static const Message declared{
        .type = MessageType::header,
        .versions = between(0, 1),
        .flexible_from = 1,
        .body = declare_struct<ResponseHeader>("ResponseHeader", {
            field("CorrelationId", &ResponseHeader::correlation_id, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
