// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/quorum_state.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& QuorumStateData::Voter::structure() {
    static const Struct declared = declare_struct<Voter>("Voter", {
        field("VoterId", &Voter::voter_id, between(0, 0)),
    });
    return declared;
}

const Message& QuorumStateData::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 1),
        .flexible_from = 0,
        .body = declare_struct<QuorumStateData>("QuorumStateData", {
            field("ClusterId", &QuorumStateData::cluster_id, between(0, 0)),
            field("LeaderId", &QuorumStateData::leader_id, since(0)),
            field("LeaderEpoch", &QuorumStateData::leader_epoch, since(0)),
            field("VotedId", &QuorumStateData::voted_id, since(0)),
            field("VotedDirectoryId", &QuorumStateData::voted_directory_id, since(1)),
            field("AppliedOffset", &QuorumStateData::applied_offset, between(0, 0)),
            field("CurrentVoters", &QuorumStateData::current_voters, between(0, 0)).nullable_in(between(0, 0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
