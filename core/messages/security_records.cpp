// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/security_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& DelegationTokenRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 10,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<DelegationTokenRecord>("DelegationTokenRecord", {
            field("Owner", &DelegationTokenRecord::owner, since(0)),
            field("Requester", &DelegationTokenRecord::requester, since(0)),
            field("Renewers", &DelegationTokenRecord::renewers, since(0)),
            field("IssueTimestamp", &DelegationTokenRecord::issue_timestamp, since(0)),
            field("MaxTimestamp", &DelegationTokenRecord::max_timestamp, since(0)),
            field("ExpirationTimestamp", &DelegationTokenRecord::expiration_timestamp, since(0)),
            field("TokenId", &DelegationTokenRecord::token_id, since(0)),
        }),
    };
    return declared;
}

const Message& UserScramCredentialRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 11,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<UserScramCredentialRecord>("UserScramCredentialRecord", {
            field("Name", &UserScramCredentialRecord::name, since(0)),
            field("Mechanism", &UserScramCredentialRecord::mechanism, since(0)),
            field("Salt", &UserScramCredentialRecord::salt, since(0)),
            field("StoredKey", &UserScramCredentialRecord::stored_key, since(0)),
            field("ServerKey", &UserScramCredentialRecord::server_key, since(0)),
            field("Iterations", &UserScramCredentialRecord::iterations, since(0)),
        }),
    };
    return declared;
}

const Message& AccessControlEntryRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 18,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<AccessControlEntryRecord>("AccessControlEntryRecord", {
            field("Id", &AccessControlEntryRecord::id, since(0)),
            field("ResourceType", &AccessControlEntryRecord::resource_type, since(0)),
            field("ResourceName", &AccessControlEntryRecord::resource_name, since(0)),
            field("PatternType", &AccessControlEntryRecord::pattern_type, since(0)),
            field("Principal", &AccessControlEntryRecord::principal, since(0)),
            field("Host", &AccessControlEntryRecord::host, since(0)),
            field("Operation", &AccessControlEntryRecord::operation, since(0)),
            field("PermissionType", &AccessControlEntryRecord::permission_type, since(0)),
        }),
    };
    return declared;
}

const Message& RemoveAccessControlEntryRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 19,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<RemoveAccessControlEntryRecord>("RemoveAccessControlEntryRecord", {
            field("Id", &RemoveAccessControlEntryRecord::id, since(0)),
        }),
    };
    return declared;
}

const Message& ZkMigrationStateRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 21,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ZkMigrationStateRecord>("ZkMigrationStateRecord", {
            field("ZkMigrationState", &ZkMigrationStateRecord::zk_migration_state, since(0)),
        }),
    };
    return declared;
}

const Message& RemoveUserScramCredentialRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 22,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<RemoveUserScramCredentialRecord>("RemoveUserScramCredentialRecord", {
            field("Name", &RemoveUserScramCredentialRecord::name, since(0)),
            field("Mechanism", &RemoveUserScramCredentialRecord::mechanism, since(0)),
        }),
    };
    return declared;
}

const Message& RemoveDelegationTokenRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 26,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<RemoveDelegationTokenRecord>("RemoveDelegationTokenRecord", {
            field("TokenId", &RemoveDelegationTokenRecord::token_id, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
