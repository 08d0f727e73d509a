// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// UpdateRaftVoter (API key 82), version 0.
namespace vitrine::messages {

struct UpdateRaftVoterRequest {
    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        friend bool operator==(const Listener&, const Listener&) = default;
        static const wire::Struct& structure();
    };

    struct KRaftVersionFeature {
        std::int16_t min_supported_version = 0;
        std::int16_t max_supported_version = 0;

        friend bool operator==(const KRaftVersionFeature&, const KRaftVersionFeature&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> cluster_id = std::string{};
    LeaderEpoch current_leader_epoch;
    BrokerId voter_id;
    Uuid voter_directory_id;
    std::vector<Listener> listeners;
    KRaftVersionFeature kraft_version_feature;

    friend bool operator==(const UpdateRaftVoterRequest&, const UpdateRaftVoterRequest&) = default;
    static const wire::Message& message();
};

struct UpdateRaftVoterResponse {
    struct CurrentLeader {
        BrokerId leader_id{-1};
        LeaderEpoch leader_epoch{-1};
        std::string host;
        std::int32_t port = 0;

        friend bool operator==(const CurrentLeader&, const CurrentLeader&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    CurrentLeader current_leader;

    friend bool operator==(const UpdateRaftVoterResponse&, const UpdateRaftVoterResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
