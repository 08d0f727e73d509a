// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "messages/header.h"
#include "wire/codec.h"

// Requests and responses as they stand in a frame: header, then body. Source: Kafka's protocol guide, ApiMessageType
// (header versions) and, for ApiVersions, KIP-511: its response header is always version 0.
namespace vitrine::messages {

[[nodiscard]] wire::Version request_header_version(const wire::Message& request, wire::Version version);
[[nodiscard]] wire::Version response_header_version(const wire::Message& response, wire::Version version);

[[nodiscard]] wire::Encoded encode_request(const wire::Message& request, const void* body, wire::Version version,
                                           std::int32_t correlation_id, std::optional<std::string> client_id);
template <class T>
[[nodiscard]] wire::Encoded encode_request(const T& body, wire::Version version, std::int32_t correlation_id,
                                           std::optional<std::string> client_id) {
    return encode_request(T::message(), &body, version, correlation_id, std::move(client_id));
}

[[nodiscard]] wire::Encoded encode_response(const wire::Message& response, const void* body, wire::Version version,
                                            std::int32_t correlation_id);
template <class T>
[[nodiscard]] wire::Encoded encode_response(const T& body, wire::Version version, std::int32_t correlation_id) {
    return encode_response(T::message(), &body, version, correlation_id);
}

struct RequestFrame {
    RequestHeader header;
    std::size_t body_at = 0;  // where the body begins in the frame
};
// Reads the header of any request, also of API keys and versions that are not declared (then as header version 1 where the
// key is unknown). Errors: INVALID_REQUEST.
[[nodiscard]] Result<RequestFrame> decode_request_header(const SharedBytes& frame);

// The body that begins at `body_at`. As Kafka does, it lets bytes after the last field pass.
template <class T>
[[nodiscard]] Result<T> decode_body(const SharedBytes& frame, std::size_t body_at, wire::Version version) {
    T body;
    if (auto status = wire::decode(T::message(), &body, frame, body_at, version); !status)
        return std::unexpected(std::move(status.error()));
    return body;
}
template <class T>
[[nodiscard]] Result<T> decode_request_body(const SharedBytes& frame, const RequestFrame& request) {
    return decode_body<T>(frame, request.body_at, request.header.request_api_version);
}

// A response frame: the caller knows from the correlation id what was asked.
[[nodiscard]] Result<std::int32_t> peek_correlation_id(const SharedBytes& response_frame);
template <class T>
[[nodiscard]] Result<T> decode_response(const SharedBytes& frame, wire::Version version) {
    ResponseHeader header;
    std::size_t at = 0;
    if (auto status = wire::decode(ResponseHeader::message(), &header, frame, at, response_header_version(T::message(), version));
        !status) {
        return std::unexpected(std::move(status.error()));
    }
    return decode_body<T>(frame, at, version);
}

}  // namespace vitrine::messages
