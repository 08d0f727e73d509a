// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/framing.h"

#include "messages/registry.h"

namespace vitrine::messages {

namespace {
constexpr auto api_versions_key = static_cast<std::int16_t>(wire::ApiKey::api_versions);
}

wire::Version request_header_version(const wire::Message& request, wire::Version version) { return request.flexible(version) ? 2 : 1; }

wire::Version response_header_version(const wire::Message& response, wire::Version version) {
    return response.flexible(version) && response.api_key != api_versions_key ? 1 : 0;
}

wire::Encoded encode_request(const wire::Message& request, const void* body, wire::Version version, std::int32_t correlation_id,
                             std::optional<std::string> client_id) {
    const RequestHeader header{.request_api_key = request.api_key,
                               .request_api_version = version,
                               .correlation_id = correlation_id,
                               .client_id = std::move(client_id)};
    return wire::encode({{RequestHeader::message(), &header, request_header_version(request, version)}, {request, body, version}});
}

wire::Encoded encode_response(const wire::Message& response, const void* body, wire::Version version, std::int32_t correlation_id) {
    const ResponseHeader header{.correlation_id = correlation_id};
    return wire::encode({{ResponseHeader::message(), &header, response_header_version(response, version)}, {response, body, version}});
}

Result<RequestFrame> decode_request_header(const SharedBytes& frame) {
    if (frame.size() < 4)
        return failure(ErrorCode::INVALID_REQUEST, "a request of " + std::to_string(frame.size()) + " bytes has no header");
    const ApiMessages* api = find_api(load_be<std::int16_t>(frame.data()));
    const auto version = load_be<wire::Version>(frame.data() + 2);
    RequestFrame result;
    const wire::Version header_version = api != nullptr ? request_header_version(*api->request, version) : wire::Version{1};
    if (auto status = wire::decode(RequestHeader::message(), &result.header, frame, result.body_at, header_version); !status) {
        return std::unexpected(std::move(status.error()));
    }
    return result;
}

Result<std::int32_t> peek_correlation_id(const SharedBytes& response_frame) {
    if (response_frame.size() < 4) {
        return failure(ErrorCode::INVALID_REQUEST, "a response of " + std::to_string(response_frame.size()) + " bytes has no header");
    }
    return load_be<std::int32_t>(response_frame.data());
}

}  // namespace vitrine::messages
