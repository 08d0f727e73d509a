// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/frame_description.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "messages/framing.h"
#include "messages/registry.h"
#include "wire/walk.h"

namespace vitrine::simulation {

namespace {

constexpr std::size_t request_head_bytes = 8;  // key, version, correlation id: at the front of every header

std::string api_text(std::int16_t key) {
    if (key < 0) return "frame";
    if (const messages::ApiMessages* api = messages::find_api(key)) {
        std::string_view name = api->request->name();
        if (name.ends_with("Request")) name.remove_suffix(std::string_view("Request").size());
        return std::string(name);
    }
    const std::string_view reserved = wire::name_of(static_cast<wire::ApiKey>(key));
    return reserved == "unknown" ? fmt::format("api {}", key) : std::string(reserved);
}

std::optional<ApiOfFrame> head_of(ByteSpan bytes) {
    if (bytes.size() < request_head_bytes) return std::nullopt;
    return ApiOfFrame{.key = load_be<std::int16_t>(bytes.data()),
                      .version = load_be<std::int16_t>(bytes.data() + 2),
                      .correlation_id = load_be<std::int32_t>(bytes.data() + 4)};
}

// The body that begins at `at`, as JSON.
void add_fields(FrameDescription& description, const SharedBytes& bytes, std::size_t at, const wire::Message& message, void* (*create)(),
                void (*destroy)(void*)) {
    if (!message.versions.contains(description.api_version)) {
        description.trouble = fmt::format("{} has no version {}; there are {} to {}", message.name(), description.api_version,
                                          message.versions.lowest, message.versions.highest);
        return;
    }
    const std::unique_ptr<void, void (*)(void*)> body(create(), destroy);
    const std::size_t begin = at;
    if (auto status = wire::decode(message, body.get(), bytes, at, description.api_version); !status) {
        description.trouble = status.error().message;
        return;
    }
    if (at < bytes.size()) description.trouble = fmt::format("{} bytes are left after the last field", bytes.size() - at);
    if (at == begin && bytes.size() == begin) description.fields_json = "{}";
    else
        description.fields_json = wire::to_json(message, body.get(), description.api_version)
                                      .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void add_request_fields(FrameDescription& description, const SharedBytes& bytes) {
    const auto request = messages::decode_request_header(bytes);
    if (!request) {
        description.trouble = request.error().message;
        return;
    }
    description.client_id = request->header.client_id.value_or("");
    const messages::ApiMessages* api = messages::find_api(description.api_key);
    if (api == nullptr) {
        description.trouble = fmt::format("the fields of {} are not known here", description.api);
        return;
    }
    add_fields(description, bytes, request->body_at, *api->request, api->new_request, api->delete_request);
}

void add_response_fields(FrameDescription& description, const SharedBytes& bytes) {
    const messages::ApiMessages* api = messages::find_api(description.api_key);
    if (api == nullptr) {
        description.trouble = fmt::format("the fields of {} are not known here", description.api);
        return;
    }
    messages::ResponseHeader header;
    std::size_t at = 0;
    const wire::Version version = messages::response_header_version(*api->response, description.api_version);
    if (auto status = wire::decode(messages::ResponseHeader::message(), &header, bytes, at, version); !status) {
        description.trouble = status.error().message;
        return;
    }
    add_fields(description, bytes, at, *api->response, api->new_response, api->delete_response);
}

}  // namespace

std::string FrameDescription::title() const {
    if (api_key < 0) return response ? "response" : "frame";
    return api + (response ? " response" : " request");
}

FrameDescription describe_briefly(const env::sim::FrameInFlight& frame, const std::optional<ApiOfFrame>& api) {
    FrameDescription description;
    description.response = frame.backward;
    description.api = api_text(-1);
    // A request says itself what it is.
    std::optional<ApiOfFrame> known = api;
    if (!frame.backward && !frame.bytes.empty()) known = head_of(frame.bytes.span());
    if (known) {
        description.api_key = known->key;
        description.api_version = known->version;
        description.correlation_id = known->correlation_id;
        description.api = api_text(known->key);
        return description;
    }
    if (frame.backward && frame.bytes.size() >= 4) description.correlation_id = load_be<std::int32_t>(frame.bytes.data());
    if (frame.bytes.empty() && frame.size_bytes > 0) {
        description.trouble = "the file that it is sent from cannot be read";
    } else if (frame.backward) {
        description.trouble =
            fmt::format("no request with correlation id {} went the other way on its connection", description.correlation_id);
    } else {
        description.trouble = fmt::format("{} bytes are no header of a request", frame.bytes.size());
    }
    return description;
}

FrameDescription describe(const env::sim::FrameInFlight& frame, const std::optional<ApiOfFrame>& api) {
    FrameDescription description = describe_briefly(frame, api);
    if (description.api_key < 0 && !description.trouble.empty()) return description;
    if (frame.bytes.empty()) {
        description.trouble = frame.size_bytes == 0 ? "it has no bytes" : "the file that it is sent from cannot be read";
        return description;
    }
    if (frame.backward) add_response_fields(description, frame.bytes);
    else add_request_fields(description, frame.bytes);
    return description;
}

void FrameNames::on_sent(std::uint64_t id, std::uint64_t connection, bool backward, ByteSpan first_piece) {
    if (!backward) {
        const auto api = head_of(first_piece);
        if (!api) return;
        names_.insert_or_assign(id, *api);
        auto& asked = asked_[connection];
        asked.push_back(*api);
        if (asked.size() > asked_max) asked.pop_front();
        return;
    }
    if (first_piece.size() < 4) return;
    const auto correlation_id = load_be<std::int32_t>(first_piece.data());
    const auto of_connection = asked_.find(connection);
    if (of_connection == asked_.end()) return;
    // Most responses belong to one of the last requests.
    const auto& asked = of_connection->second;
    const auto found =
        std::find_if(asked.rbegin(), asked.rend(), [&](const ApiOfFrame& api) { return api.correlation_id == correlation_id; });
    if (found != asked.rend()) names_.insert_or_assign(id, *found);
}

std::optional<ApiOfFrame> FrameNames::of(std::uint64_t id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace vitrine::simulation
