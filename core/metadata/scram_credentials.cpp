// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/scram_credentials.h"

#include <map>

#include "metadata/kept_records.h"

namespace vitrine::metadata {

messages::DescribeUserScramCredentialsResponse describe_user_scram_credentials(const messages::DescribeUserScramCredentialsRequest& request,
                                                                               const MetadataImage& image) {
    using Response = messages::DescribeUserScramCredentialsResponse;
    std::map<std::string, std::vector<Response::CredentialInfo>> known;
    for (const ScramCredential& credential : scram_credentials(image))
        known[credential.user].push_back({.mechanism = credential.mechanism, .iterations = credential.iterations});

    std::map<std::string, int> asked;  // how often
    if (request.users) {
        for (const auto& user : *request.users) ++asked[user.name];
    }
    if (asked.empty()) {
        for (const auto& [user, credentials] : known) asked.emplace(user, 1);
    }

    Response response;
    for (const auto& [user, times] : asked) {
        auto& result = response.results.emplace_back();
        result.user = user;
        const auto found = known.find(user);
        if (times > 1) {
            result.error_code = ErrorCode::DUPLICATE_RESOURCE;
            result.error_message = "Cannot describe SCRAM credentials for the same user twice in a single request: " + user;
        } else if (found == known.end()) {
            result.error_code = ErrorCode::RESOURCE_NOT_FOUND;
            result.error_message = "Attempt to describe a user credential that does not exist: " + user;
        } else {
            result.credential_infos = found->second;
        }
    }
    return response;
}

}  // namespace vitrine::metadata
