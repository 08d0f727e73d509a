// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeUserScramCredentials (API key 50), version 0: KIP-554.
namespace vitrine::messages {

struct DescribeUserScramCredentialsRequest {
    struct UserName {
        std::string name;

        friend bool operator==(const UserName&, const UserName&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::vector<UserName>> users = std::vector<UserName>{};  // null or empty: every user

    friend bool operator==(const DescribeUserScramCredentialsRequest&, const DescribeUserScramCredentialsRequest&) = default;
    static const wire::Message& message();
};

struct DescribeUserScramCredentialsResponse {
    struct CredentialInfo {
        std::int8_t mechanism = 0;  // 1 SCRAM-SHA-256, 2 SCRAM-SHA-512
        std::int32_t iterations = 0;

        friend bool operator==(const CredentialInfo&, const CredentialInfo&) = default;
        static const wire::Struct& structure();
    };

    struct DescribeUserScramCredentialsResult {
        std::string user;
        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message = std::string{};
        std::vector<CredentialInfo> credential_infos;

        friend bool operator==(const DescribeUserScramCredentialsResult&, const DescribeUserScramCredentialsResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};
    std::vector<DescribeUserScramCredentialsResult> results;

    friend bool operator==(const DescribeUserScramCredentialsResponse&, const DescribeUserScramCredentialsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
