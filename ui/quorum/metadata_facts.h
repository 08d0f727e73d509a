// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "messages/control_records.h"
#include "messages/metadata_records.h"
#include "messages/security_records.h"

namespace vitrine::ui {

// What the records of the metadata log say beyond what ClusterState shows: epochs, registrations, features, configurations of others than
// topics, quotas, producer ids, users and their rights. A value; MetadataReplay makes it.
struct MetadataFacts {
    struct Epoch {
        std::int32_t epoch = 0;
        std::int64_t startOffset = 0;
        // Of its LeaderChange record; none where the log does not hold it any more.
        std::optional<messages::LeaderChangeMessage> election;
        std::int64_t timestampMs = -1;
    };
    template <class Record>
    struct Stamped {
        Record record;
        std::int64_t timestampMs = -1;   // when it was written
    };
    using ConfigResource = std::pair<std::int8_t, std::string>;                          // Kafka's type (4 broker, …) and name
    using QuotaEntity = std::map<std::string, std::optional<std::string>>;               // "user", "client-id", "ip"; none: the default

    std::vector<Epoch> epochs;           // ascending
    std::int64_t lastOffset = -1;        // of the last record read
    std::int32_t lastEpoch = -1;
    std::int64_t lastTimestampMs = -1;
    std::map<std::int32_t, Stamped<messages::RegisterBrokerRecord>> brokers;
    std::map<std::int32_t, messages::RegisterControllerRecord> controllers;
    std::map<std::string, std::int16_t> features;
    std::map<ConfigResource, std::map<std::string, std::string>> configs;                // not those of topics
    std::map<QuotaEntity, std::map<std::string, double>> quotas;
    std::optional<messages::ProducerIdsRecord> producerIds;
    std::map<std::string, messages::AccessControlEntryRecord> acls;                      // by id
    std::map<std::pair<std::int8_t, std::string>, messages::UserScramCredentialRecord> scram;  // by mechanism and user
    std::map<std::string, messages::DelegationTokenRecord> tokens;
    std::optional<messages::VotersRecord> voters;  // where the log says who votes (KIP-853)
    std::int16_t kraftVersion = 0;

    // The epoch of the record at this offset, as far as the log was read; none before its first epoch.
    [[nodiscard]] std::optional<std::int32_t> epochAt(std::int64_t offset) const;
};

}  // namespace vitrine::ui
