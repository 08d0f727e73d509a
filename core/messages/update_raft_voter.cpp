// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/update_raft_voter.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& UpdateRaftVoterRequest::Listener::structure() {
    static const Struct declared = declare_struct<Listener>("Listener", {
        field("Name", &Listener::name, since(0)),
        field("Host", &Listener::host, since(0)),
        field("Port", &Listener::port, since(0)),
    });
    return declared;
}

const Struct& UpdateRaftVoterRequest::KRaftVersionFeature::structure() {
    static const Struct declared = declare_struct<KRaftVersionFeature>("KRaftVersionFeature", {
        field("MinSupportedVersion", &KRaftVersionFeature::min_supported_version, since(0)),
        field("MaxSupportedVersion", &KRaftVersionFeature::max_supported_version, since(0)),
    });
    return declared;
}

const Message& UpdateRaftVoterRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 82,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<UpdateRaftVoterRequest>("UpdateRaftVoterRequest", {
            field("ClusterId", &UpdateRaftVoterRequest::cluster_id, since(0)).nullable_in(since(0)),
            field("CurrentLeaderEpoch", &UpdateRaftVoterRequest::current_leader_epoch, since(0)),
            field("VoterId", &UpdateRaftVoterRequest::voter_id, since(0)),
            field("VoterDirectoryId", &UpdateRaftVoterRequest::voter_directory_id, since(0)),
            field("Listeners", &UpdateRaftVoterRequest::listeners, since(0)),
            field("KRaftVersionFeature", &UpdateRaftVoterRequest::kraft_version_feature, since(0)),
        }),
    };
    return declared;
}

const Struct& UpdateRaftVoterResponse::CurrentLeader::structure() {
    static const Struct declared = declare_struct<CurrentLeader>("CurrentLeader", {
        field("LeaderId", &CurrentLeader::leader_id, since(0)),
        field("LeaderEpoch", &CurrentLeader::leader_epoch, since(0)),
        field("Host", &CurrentLeader::host, since(0)),
        field("Port", &CurrentLeader::port, since(0)),
    });
    return declared;
}

const Message& UpdateRaftVoterResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 82,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<UpdateRaftVoterResponse>("UpdateRaftVoterResponse", {
            field("ThrottleTimeMs", &UpdateRaftVoterResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &UpdateRaftVoterResponse::error_code, since(0)),
            field("CurrentLeader", &UpdateRaftVoterResponse::current_leader, since(0)).tagged_as(0, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
