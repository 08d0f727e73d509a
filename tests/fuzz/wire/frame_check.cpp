// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/wire/frame_check.h"

#include <nlohmann/json.hpp>

#include "base/assert.h"
#include "messages/framing.h"
#include "messages/packet.h"
#include "tests/core/messages/everything.h"
#include "tests/fuzz/spoil.h"
#include "wire/walk.h"

namespace vitrine::messages::test {
namespace {

constexpr std::size_t choice_bytes = 3;
enum class What : std::uint8_t { request, response, other };

Declared request_of(const ApiMessages& api) { return {api.request, api.new_request, api.delete_request}; }
Declared response_of(const ApiMessages& api) { return {api.response, api.new_response, api.delete_response}; }
Declared message_of(const OtherMessage& other) { return {other.message, other.create, other.destroy}; }

// The body that begins at `at`.
FrameOutcome check_body(const Declared& declared, const SharedBytes& bytes, std::size_t at, wire::Version version,
                        const wire::PacketTree& tree) {
    const wire::Message& message = *declared.message;
    const std::size_t begin = at;
    const Instance first(declared);
    if (const auto status = wire::decode(message, first.get(), bytes, at, version); !status) {
        VITRINE_ASSERT_CMP(at, ==, begin, "a failed decode does not move");
        VITRINE_ASSERT(!status.error().message.empty(), "a refusal has a reason");
        return FrameOutcome::refused;
    }
    VITRINE_ASSERT_CMP(at, <=, bytes.size(), "the message ends in the frame");
    VITRINE_ASSERT_CMP(tree.root.end, ==, at, "the packet tree ends where the message does");

    const Bytes written = wire::encode_to_bytes(message, first.get(), version);
    const Instance second(declared);
    std::size_t end = 0;
    const auto again = wire::decode(message, second.get(), SharedBytes(written), end, version);
    VITRINE_ASSERT(again.has_value(), again ? "" : again.error().message);
    VITRINE_ASSERT_CMP(end, ==, written.size(), "all that was written is read");
    VITRINE_ASSERT(wire::encode_to_bytes(message, second.get(), version) == written, "writing it again gives the same bytes");
    // Not a number is not equal to itself.
    const bool is_record = message.type == wire::MessageType::metadata;
    const bool has_floats = is_record ? message.api_key == 14 : message.api_key == 48 || message.api_key == 49;
    VITRINE_ASSERT(has_floats || wire::equal(message, first.get(), second.get()), "reading it again gives the same values");
    VITRINE_ASSERT(!wire::to_json(message, first.get(), version).dump().empty(), "values have a JSON form");
    return FrameOutcome::taken;
}

FrameOutcome check_request(const SharedBytes& frame) {
    const wire::PacketTree tree = read_request_packet(frame.span());
    const auto header = decode_request_header(frame);
    if (!header) return FrameOutcome::refused;
    const ApiMessages* api = find_api(header->header.request_api_key);
    if (api == nullptr) return FrameOutcome::refused;
    return check_body(request_of(*api), frame, header->body_at, header->header.request_api_version, tree);
}

FrameOutcome check_response(const ApiMessages& api, const SharedBytes& frame, wire::Version version) {
    const wire::PacketTree tree = read_response_packet(frame.span(), static_cast<std::int16_t>(api.key), version);
    ResponseHeader header;
    std::size_t at = 0;
    if (!wire::decode(ResponseHeader::message(), &header, frame, at, response_header_version(*api.response, version)))
        return FrameOutcome::refused;
    return check_body(response_of(api), frame, at, version, tree);
}

wire::Version version_of(const wire::Message& message, std::uint8_t choice) {
    const int count = message.versions.highest - message.versions.lowest + 1;
    return static_cast<wire::Version>(message.versions.lowest + choice % count);
}

}  // namespace

FrameOutcome check_frame(ByteSpan input) {
    if (input.size() < choice_bytes) return FrameOutcome::refused;
    // A copy of its own: a read past the end is then seen by AddressSanitizer.
    const SharedBytes bytes(Bytes(input.begin() + choice_bytes, input.end()));
    switch (static_cast<What>(input[0] % 3)) {
        case What::request: return check_request(bytes);
        case What::response: {
            const ApiMessages& api = apis()[input[1] % apis().size()];
            return check_response(api, bytes, version_of(*api.response, input[2]));
        }
        case What::other: {
            const Declared declared = message_of(other_messages()[input[1] % other_messages().size()]);
            const wire::Version version = version_of(*declared.message, input[2]);
            return check_body(declared, bytes, 0, version, wire::read_packet(*declared.message, bytes.span(), 0, version));
        }
    }
    return FrameOutcome::refused;
}

Bytes make_frame(const std::function<std::uint64_t()>& next) {
    const auto draw = [&] { return static_cast<std::uint8_t>(next()); };
    Bytes input{draw(), draw(), draw()};
    const auto what = static_cast<What>(input[0] % 3);
    const ApiMessages& api = apis()[input[1] % apis().size()];
    const Declared declared = what == What::request    ? request_of(api)
                              : what == What::response ? response_of(api)
                                                       : message_of(other_messages()[input[1] % other_messages().size()]);
    const wire::Version version = version_of(*declared.message, input[2]);
    const Instance body(declared);
    wire::randomize(*declared.message, body.get(), version, next);
    const auto correlation_id = static_cast<std::int32_t>(next());
    const Bytes frame = what == What::request    ? encode_request(*declared.message, body.get(), version, correlation_id, "fuzz").to_bytes()
                        : what == What::response ? encode_response(*declared.message, body.get(), version, correlation_id).to_bytes()
                                                 : wire::encode_to_bytes(*declared.message, body.get(), version);
    input.insert(input.end(), frame.begin(), frame.end());
    return input;
}

void spoil(Bytes& input, const std::function<std::uint64_t()>& next) { vitrine::test::spoil(input, choice_bytes, next); }

}  // namespace vitrine::messages::test
