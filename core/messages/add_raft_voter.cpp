// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/add_raft_voter.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& AddRaftVoterRequest::Listener::structure() {
    static const Struct declared = declare_struct<Listener>("Listener", {
        field("Name", &Listener::name, since(0)),
        field("Host", &Listener::host, since(0)),
        field("Port", &Listener::port, since(0)),
    });
    return declared;
}

const Message& AddRaftVoterRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 80,
        .versions = between(0, 1),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<AddRaftVoterRequest>("AddRaftVoterRequest", {
            field("ClusterId", &AddRaftVoterRequest::cluster_id, since(0)).nullable_in(since(0)),
            field("TimeoutMs", &AddRaftVoterRequest::timeout_ms, since(0)),
            field("VoterId", &AddRaftVoterRequest::voter_id, since(0)),
            field("VoterDirectoryId", &AddRaftVoterRequest::voter_directory_id, since(0)),
            field("Listeners", &AddRaftVoterRequest::listeners, since(0)),
            field("AckWhenCommitted", &AddRaftVoterRequest::ack_when_committed, since(1)),
        }),
    };
    return declared;
}

const Message& AddRaftVoterResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 80,
        .versions = between(0, 1),
        .flexible_from = 0,
        .body = declare_struct<AddRaftVoterResponse>("AddRaftVoterResponse", {
            field("ThrottleTimeMs", &AddRaftVoterResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &AddRaftVoterResponse::error_code, since(0)),
            field("ErrorMessage", &AddRaftVoterResponse::error_message, since(0)).nullable_in(since(0)).ignored_where_absent(),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
