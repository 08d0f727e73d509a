// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// Values of control records.
namespace vitrine::messages {

struct LeaderChangeMessage {
    struct Voter {
        std::int32_t voter_id = 0;
        Uuid voter_directory_id;

        friend bool operator==(const Voter&, const Voter&) = default;
        static const wire::Struct& structure();
    };

    std::int16_t version = 0;
    BrokerId leader_id;
    std::vector<Voter> voters;
    std::vector<Voter> granting_voters;  // who voted for the leader

    friend bool operator==(const LeaderChangeMessage&, const LeaderChangeMessage&) = default;
    static const wire::Message& message();
};

struct SnapshotHeaderRecord {
    std::int16_t version = 0;
    std::int64_t last_contained_log_timestamp = 0;

    friend bool operator==(const SnapshotHeaderRecord&, const SnapshotHeaderRecord&) = default;
    static const wire::Message& message();
};

struct SnapshotFooterRecord {
    std::int16_t version = 0;

    friend bool operator==(const SnapshotFooterRecord&, const SnapshotFooterRecord&) = default;
    static const wire::Message& message();
};

struct KRaftVersionRecord {
    std::int16_t version = 0;
    std::int16_t kraft_version = 0;

    friend bool operator==(const KRaftVersionRecord&, const KRaftVersionRecord&) = default;
    static const wire::Message& message();
};

struct VotersRecord {
    struct Voter {
        struct Endpoint {
            std::string name;
            std::string host;
            std::uint16_t port = 0;

            friend bool operator==(const Endpoint&, const Endpoint&) = default;
            static const wire::Struct& structure();
        };

        struct KRaftVersionFeature {
            std::int16_t min_supported_version = 0;
            std::int16_t max_supported_version = 0;

            friend bool operator==(const KRaftVersionFeature&, const KRaftVersionFeature&) = default;
            static const wire::Struct& structure();
        };

        BrokerId voter_id;
        Uuid voter_directory_id;
        std::vector<Endpoint> endpoints;
        KRaftVersionFeature kraft_version_feature;

        friend bool operator==(const Voter&, const Voter&) = default;
        static const wire::Struct& structure();
    };

    std::int16_t version = 0;
    std::vector<Voter> voters;

    friend bool operator==(const VotersRecord&, const VotersRecord&) = default;
    static const wire::Message& message();
};

struct EndTxnMarker {
    std::int32_t coordinator_epoch = 0;  // a lower one is a zombie

    friend bool operator==(const EndTxnMarker&, const EndTxnMarker&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
