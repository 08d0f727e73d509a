// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/control_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& LeaderChangeMessage::Voter::structure() {
    static const Struct declared = declare_struct<Voter>("Voter", {
        field("VoterId", &Voter::voter_id, since(0)),
        field("VoterDirectoryId", &Voter::voter_directory_id, since(1)),
    });
    return declared;
}

const Message& LeaderChangeMessage::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 1),
        .flexible_from = 0,
        .body = declare_struct<LeaderChangeMessage>("LeaderChangeMessage", {
            field("Version", &LeaderChangeMessage::version, since(0)),
            field("LeaderId", &LeaderChangeMessage::leader_id, since(0)),
            field("Voters", &LeaderChangeMessage::voters, since(0)),
            field("GrantingVoters", &LeaderChangeMessage::granting_voters, since(0)),
        }),
    };
    return declared;
}

const Message& SnapshotHeaderRecord::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<SnapshotHeaderRecord>("SnapshotHeaderRecord", {
            field("Version", &SnapshotHeaderRecord::version, since(0)),
            field("LastContainedLogTimestamp", &SnapshotHeaderRecord::last_contained_log_timestamp, since(0)),
        }),
    };
    return declared;
}

const Message& SnapshotFooterRecord::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<SnapshotFooterRecord>("SnapshotFooterRecord", {
            field("Version", &SnapshotFooterRecord::version, since(0)),
        }),
    };
    return declared;
}

const Message& KRaftVersionRecord::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<KRaftVersionRecord>("KRaftVersionRecord", {
            field("Version", &KRaftVersionRecord::version, since(0)),
            field("KRaftVersion", &KRaftVersionRecord::kraft_version, since(0)),
        }),
    };
    return declared;
}

const Struct& VotersRecord::Voter::Endpoint::structure() {
    static const Struct declared = declare_struct<Endpoint>("Endpoint", {
        field("Name", &Endpoint::name, since(0)),
        field("Host", &Endpoint::host, since(0)),
        field("Port", &Endpoint::port, since(0)),
    });
    return declared;
}

const Struct& VotersRecord::Voter::KRaftVersionFeature::structure() {
    static const Struct declared = declare_struct<KRaftVersionFeature>("KRaftVersionFeature", {
        field("MinSupportedVersion", &KRaftVersionFeature::min_supported_version, since(0)),
        field("MaxSupportedVersion", &KRaftVersionFeature::max_supported_version, since(0)),
    });
    return declared;
}

const Struct& VotersRecord::Voter::structure() {
    static const Struct declared = declare_struct<Voter>("Voter", {
        field("VoterId", &Voter::voter_id, since(0)),
        field("VoterDirectoryId", &Voter::voter_directory_id, since(0)),
        field("Endpoints", &Voter::endpoints, since(0)),
        field("KRaftVersionFeature", &Voter::kraft_version_feature, since(0)),
    });
    return declared;
}

const Message& VotersRecord::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<VotersRecord>("VotersRecord", {
            field("Version", &VotersRecord::version, since(0)),
            field("Voters", &VotersRecord::voters, since(0)),
        }),
    };
    return declared;
}

const Message& EndTxnMarker::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 0),
        .body = declare_struct<EndTxnMarker>("EndTxnMarker", {
            field("CoordinatorEpoch", &EndTxnMarker::coordinator_epoch, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
