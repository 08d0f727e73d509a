// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/remove_raft_voter.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& RemoveRaftVoterRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 81,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<RemoveRaftVoterRequest>("RemoveRaftVoterRequest", {
            field("ClusterId", &RemoveRaftVoterRequest::cluster_id, since(0)).nullable_in(since(0)),
            field("VoterId", &RemoveRaftVoterRequest::voter_id, since(0)),
            field("VoterDirectoryId", &RemoveRaftVoterRequest::voter_directory_id, since(0)),
        }),
    };
    return declared;
}

const Message& RemoveRaftVoterResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 81,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<RemoveRaftVoterResponse>("RemoveRaftVoterResponse", {
            field("ThrottleTimeMs", &RemoveRaftVoterResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &RemoveRaftVoterResponse::error_code, since(0)),
            field("ErrorMessage", &RemoveRaftVoterResponse::error_message, since(0)).nullable_in(since(0)).ignored_where_absent(),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
