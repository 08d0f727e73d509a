// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_user_scram_credentials.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeUserScramCredentialsRequest::UserName::structure() {
    static const Struct declared = declare_struct<UserName>("UserName", {
        field("Name", &UserName::name, since(0)),
    });
    return declared;
}

const Message& DescribeUserScramCredentialsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 50,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<DescribeUserScramCredentialsRequest>("DescribeUserScramCredentialsRequest", {
            field("Users", &DescribeUserScramCredentialsRequest::users, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

const Struct& DescribeUserScramCredentialsResponse::CredentialInfo::structure() {
    static const Struct declared = declare_struct<CredentialInfo>("CredentialInfo", {
        field("Mechanism", &CredentialInfo::mechanism, since(0)),
        field("Iterations", &CredentialInfo::iterations, since(0)),
    });
    return declared;
}

const Struct& DescribeUserScramCredentialsResponse::DescribeUserScramCredentialsResult::structure() {
    using Result = DescribeUserScramCredentialsResult;
    static const Struct declared = declare_struct<Result>("DescribeUserScramCredentialsResult", {
        field("User", &Result::user, since(0)),
        field("ErrorCode", &Result::error_code, since(0)),
        field("ErrorMessage", &Result::error_message, since(0)).nullable_in(since(0)),
        field("CredentialInfos", &Result::credential_infos, since(0)),
    });
    return declared;
}

const Message& DescribeUserScramCredentialsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 50,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<DescribeUserScramCredentialsResponse>("DescribeUserScramCredentialsResponse", {
            field("ThrottleTimeMs", &DescribeUserScramCredentialsResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &DescribeUserScramCredentialsResponse::error_code, since(0)),
            field("ErrorMessage", &DescribeUserScramCredentialsResponse::error_message, since(0)).nullable_in(since(0)),
            field("Results", &DescribeUserScramCredentialsResponse::results, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
