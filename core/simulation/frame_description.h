// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

#include "env/sim/in_flight.h"

// Frames under way in Kafka's words.
namespace vitrine::simulation {

// What was asked for with a correlation id, so what its response is.
struct ApiOfFrame {
    std::int16_t key = -1;
    std::int16_t version = -1;
    std::int32_t correlation_id = 0;
    friend bool operator==(const ApiOfFrame&, const ApiOfFrame&) = default;
};

struct FrameDescription {
    bool response = false;
    std::string api;                    // "Vote", as Kafka names it; "api 1234" of an unknown key; "frame" of one that cannot be told
    std::int16_t api_key = -1;          // -1: cannot be told
    std::int16_t api_version = -1;
    std::int32_t correlation_id = 0;
    std::string client_id;              // of requests
    // One object in the form of Kafka's request log, indented by two; empty where nothing can be decoded.
    std::string fields_json;
    // Why something is missing; empty where all was decoded.
    std::string trouble;

    // "Vote request", "Fetch response"
    [[nodiscard]] std::string title() const;
};

// `api`: what is known of it, see FrameNames. Requests say themselves what they are. Bytes are not trusted: what cannot be decoded has a
// sentence in `trouble`.
[[nodiscard]] FrameDescription describe(const env::sim::FrameInFlight& frame, const std::optional<ApiOfFrame>& api);
// The name without the fields: cheap enough for all frames at each look.
[[nodiscard]] FrameDescription describe_briefly(const env::sim::FrameInFlight& frame, const std::optional<ApiOfFrame>& api);

// Remembers of each connection what was asked on it, so that responses under way can be named. Bounded for each connection.
class FrameNames {
public:
    static constexpr std::size_t asked_max = 1000;  // on one connection, not yet answered; the oldest are forgotten

    void on_sent(std::uint64_t id, std::uint64_t connection, bool backward, ByteSpan first_piece);
    void on_gone(std::uint64_t id) { names_.erase(id); }
    void on_connection_over(std::uint64_t connection) { asked_.erase(connection); }

    // None of a frame that is not under way, or that cannot be told.
    [[nodiscard]] std::optional<ApiOfFrame> of(std::uint64_t id) const;

private:
    // Looked up only.
    std::unordered_map<std::uint64_t, std::deque<ApiOfFrame>> asked_;  // by connection
    std::unordered_map<std::uint64_t, ApiOfFrame> names_;              // by frame
};

}  // namespace vitrine::simulation
