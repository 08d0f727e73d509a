// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of the metadata log about users, their rights and tokens. This cluster keeps them as they are; only what prints a log
// reads them.
namespace vitrine::messages {

struct DelegationTokenRecord {
    std::string owner;
    std::string requester;
    std::vector<std::string> renewers;
    std::int64_t issue_timestamp = 0;
    std::int64_t max_timestamp = 0;
    std::int64_t expiration_timestamp = 0;
    std::string token_id;

    friend bool operator==(const DelegationTokenRecord&, const DelegationTokenRecord&) = default;
    static const wire::Message& message();
};

struct UserScramCredentialRecord {
    std::string name;
    std::int8_t mechanism = 0;
    Bytes salt;
    Bytes stored_key;
    Bytes server_key;
    std::int32_t iterations = 0;

    friend bool operator==(const UserScramCredentialRecord&, const UserScramCredentialRecord&) = default;
    static const wire::Message& message();
};

struct AccessControlEntryRecord {
    Uuid id;
    std::int8_t resource_type = 0;
    std::string resource_name;
    std::int8_t pattern_type = 0;
    std::string principal;
    std::string host;
    std::int8_t operation = 0;
    std::int8_t permission_type = 0;

    friend bool operator==(const AccessControlEntryRecord&, const AccessControlEntryRecord&) = default;
    static const wire::Message& message();
};

struct RemoveAccessControlEntryRecord {
    Uuid id;

    friend bool operator==(const RemoveAccessControlEntryRecord&, const RemoveAccessControlEntryRecord&) = default;
    static const wire::Message& message();
};

struct ZkMigrationStateRecord {
    std::int8_t zk_migration_state = 0;

    friend bool operator==(const ZkMigrationStateRecord&, const ZkMigrationStateRecord&) = default;
    static const wire::Message& message();
};

struct RemoveUserScramCredentialRecord {
    std::string name;
    std::int8_t mechanism = 0;

    friend bool operator==(const RemoveUserScramCredentialRecord&, const RemoveUserScramCredentialRecord&) = default;
    static const wire::Message& message();
};

struct RemoveDelegationTokenRecord {
    std::string token_id;

    friend bool operator==(const RemoveDelegationTokenRecord&, const RemoveDelegationTokenRecord&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
