// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/registry.h"

#include <algorithm>
#include <array>

#include "messages/add_raft_voter.h"
#include "messages/allocate_producer_ids.h"
#include "messages/alter_client_quotas.h"
#include "messages/alter_configs.h"
#include "messages/alter_partition.h"
#include "messages/alter_partition_reassignments.h"
#include "messages/alter_replica_log_dirs.h"
#include "messages/api_versions.h"
#include "messages/assign_replicas_to_dirs.h"
#include "messages/begin_quorum_epoch.h"
#include "messages/broker_heartbeat.h"
#include "messages/broker_registration.h"
#include "messages/consumer_group_records.h"
#include "messages/consumer_protocol.h"
#include "messages/control_records.h"
#include "messages/controller_registration.h"
#include "messages/create_partitions.h"
#include "messages/create_topics.h"
#include "messages/delete_groups.h"
#include "messages/delete_records.h"
#include "messages/delete_topics.h"
#include "messages/describe_client_quotas.h"
#include "messages/describe_cluster.h"
#include "messages/describe_configs.h"
#include "messages/describe_groups.h"
#include "messages/describe_log_dirs.h"
#include "messages/describe_producers.h"
#include "messages/describe_quorum.h"
#include "messages/describe_topic_partitions.h"
#include "messages/describe_user_scram_credentials.h"
#include "messages/elect_leaders.h"
#include "messages/end_quorum_epoch.h"
#include "messages/fetch.h"
#include "messages/fetch_snapshot.h"
#include "messages/find_coordinator.h"
#include "messages/get_telemetry_subscriptions.h"
#include "messages/group_records.h"
#include "messages/header.h"
#include "messages/heartbeat.h"
#include "messages/incremental_alter_configs.h"
#include "messages/init_producer_id.h"
#include "messages/join_group.h"
#include "messages/leave_group.h"
#include "messages/list_config_resources.h"
#include "messages/list_groups.h"
#include "messages/list_offsets.h"
#include "messages/list_partition_reassignments.h"
#include "messages/metadata.h"
#include "messages/metadata_records.h"
#include "messages/offset_commit.h"
#include "messages/offset_delete.h"
#include "messages/offset_fetch.h"
#include "messages/offset_for_leader_epoch.h"
#include "messages/produce.h"
#include "messages/producer_snapshot.h"
#include "messages/push_telemetry.h"
#include "messages/quorum_state.h"
#include "messages/remove_raft_voter.h"
#include "messages/security_records.h"
#include "messages/share_group_records.h"
#include "messages/share_state_records.h"
#include "messages/streams_group_records.h"
#include "messages/sync_group.h"
#include "messages/transaction_log_records.h"
#include "messages/unregister_broker.h"
#include "messages/update_features.h"
#include "messages/update_raft_voter.h"
#include "messages/vote.h"

namespace vitrine::messages {

namespace {

template <class T>
void* create() {
    return new T();
}
template <class T>
void destroy(void* body) {
    delete static_cast<T*>(body);
}

template <class Request, class Response>
ApiMessages api() {
    return {static_cast<wire::ApiKey>(Request::message().api_key),
            &Request::message(),
            &Response::message(),
            &create<Request>,
            &destroy<Request>,
            &create<Response>,
            &destroy<Response>};
}
template <class T>
OtherMessage other() {
    return {&T::message(), &create<T>, &destroy<T>};
}

}  // namespace

std::span<const ApiMessages> apis() {
    static const std::array declared{
        api<ProduceRequest, ProduceResponse>(),
        api<FetchRequest, FetchResponse>(),
        api<ListOffsetsRequest, ListOffsetsResponse>(),
        api<MetadataRequest, MetadataResponse>(),
        api<OffsetCommitRequest, OffsetCommitResponse>(),
        api<OffsetFetchRequest, OffsetFetchResponse>(),
        api<FindCoordinatorRequest, FindCoordinatorResponse>(),
        api<JoinGroupRequest, JoinGroupResponse>(),
        api<HeartbeatRequest, HeartbeatResponse>(),
        api<LeaveGroupRequest, LeaveGroupResponse>(),
        api<SyncGroupRequest, SyncGroupResponse>(),
        api<DescribeGroupsRequest, DescribeGroupsResponse>(),
        api<ListGroupsRequest, ListGroupsResponse>(),
        api<ApiVersionsRequest, ApiVersionsResponse>(),
        api<CreateTopicsRequest, CreateTopicsResponse>(),
        api<DeleteTopicsRequest, DeleteTopicsResponse>(),
        api<DeleteRecordsRequest, DeleteRecordsResponse>(),
        api<InitProducerIdRequest, InitProducerIdResponse>(),
        api<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>(),
        api<DescribeConfigsRequest, DescribeConfigsResponse>(),
        api<AlterConfigsRequest, AlterConfigsResponse>(),
        api<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse>(),
        api<DescribeLogDirsRequest, DescribeLogDirsResponse>(),
        api<CreatePartitionsRequest, CreatePartitionsResponse>(),
        api<DeleteGroupsRequest, DeleteGroupsResponse>(),
        api<ElectLeadersRequest, ElectLeadersResponse>(),
        api<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>(),
        api<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse>(),
        api<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>(),
        api<OffsetDeleteRequest, OffsetDeleteResponse>(),
        api<DescribeClientQuotasRequest, DescribeClientQuotasResponse>(),
        api<AlterClientQuotasRequest, AlterClientQuotasResponse>(),
        api<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse>(),
        api<VoteRequest, VoteResponse>(),
        api<BeginQuorumEpochRequest, BeginQuorumEpochResponse>(),
        api<EndQuorumEpochRequest, EndQuorumEpochResponse>(),
        api<DescribeQuorumRequest, DescribeQuorumResponse>(),
        api<AlterPartitionRequest, AlterPartitionResponse>(),
        api<UpdateFeaturesRequest, UpdateFeaturesResponse>(),
        api<FetchSnapshotRequest, FetchSnapshotResponse>(),
        api<DescribeClusterRequest, DescribeClusterResponse>(),
        api<DescribeProducersRequest, DescribeProducersResponse>(),
        api<BrokerRegistrationRequest, BrokerRegistrationResponse>(),
        api<BrokerHeartbeatRequest, BrokerHeartbeatResponse>(),
        api<UnregisterBrokerRequest, UnregisterBrokerResponse>(),
        api<AllocateProducerIdsRequest, AllocateProducerIdsResponse>(),
        api<ControllerRegistrationRequest, ControllerRegistrationResponse>(),
        api<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse>(),
        api<PushTelemetryRequest, PushTelemetryResponse>(),
        api<AssignReplicasToDirsRequest, AssignReplicasToDirsResponse>(),
        api<ListConfigResourcesRequest, ListConfigResourcesResponse>(),
        api<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>(),
        api<AddRaftVoterRequest, AddRaftVoterResponse>(),
        api<RemoveRaftVoterRequest, RemoveRaftVoterResponse>(),
        api<UpdateRaftVoterRequest, UpdateRaftVoterResponse>(),
    };
    return declared;
}

const ApiMessages* find_api(std::int16_t api_key) {
    const auto all = apis();
    const auto key = static_cast<wire::ApiKey>(api_key);
    const auto found = std::ranges::lower_bound(all, key, {}, &ApiMessages::key);
    return found != all.end() && found->key == key ? &*found : nullptr;
}

std::span<const OtherMessage> other_messages() {
    static const std::array declared{
        // headers
        other<RequestHeader>(),
        other<ResponseHeader>(),
        // data in files, groups and control records
        other<ConsumerProtocolAssignment>(),
        other<ConsumerProtocolSubscription>(),
        other<EndTxnMarker>(),
        other<KRaftVersionRecord>(),
        other<LeaderChangeMessage>(),
        other<ProducerSnapshot>(),
        other<QuorumStateData>(),
        other<SnapshotFooterRecord>(),
        other<SnapshotHeaderRecord>(),
        other<VotersRecord>(),
        // metadata records, by type
        other<RegisterBrokerRecord>(),
        other<UnregisterBrokerRecord>(),
        other<TopicRecord>(),
        other<PartitionRecord>(),
        other<ConfigRecord>(),
        other<PartitionChangeRecord>(),
        other<FenceBrokerRecord>(),
        other<UnfenceBrokerRecord>(),
        other<RemoveTopicRecord>(),
        other<FeatureLevelRecord>(),
        other<ClientQuotaRecord>(),
        other<ProducerIdsRecord>(),
        other<BrokerRegistrationChangeRecord>(),
        other<NoOpRecord>(),
        other<BeginTransactionRecord>(),
        other<EndTransactionRecord>(),
        other<AbortTransactionRecord>(),
        other<RegisterControllerRecord>(),
        other<ClearElrRecord>(),
        other<DelegationTokenRecord>(),
        other<UserScramCredentialRecord>(),
        other<AccessControlEntryRecord>(),
        other<RemoveAccessControlEntryRecord>(),
        other<ZkMigrationStateRecord>(),
        other<RemoveUserScramCredentialRecord>(),
        other<RemoveDelegationTokenRecord>(),
        // keys and values of __consumer_offsets
        other<OffsetCommitKey>(),
        other<GroupMetadataKey>(),
        other<OffsetCommitValue>(),
        other<GroupMetadataValue>(),
        // groups of KIP-848
        other<ConsumerGroupMetadataKey>(),
        other<ConsumerGroupMetadataValue>(),
        other<ConsumerGroupPartitionMetadataKey>(),
        other<ConsumerGroupPartitionMetadataValue>(),
        other<ConsumerGroupMemberMetadataKey>(),
        other<ConsumerGroupMemberMetadataValue>(),
        other<ConsumerGroupTargetAssignmentMetadataKey>(),
        other<ConsumerGroupTargetAssignmentMetadataValue>(),
        other<ConsumerGroupTargetAssignmentMemberKey>(),
        other<ConsumerGroupTargetAssignmentMemberValue>(),
        other<ConsumerGroupCurrentMemberAssignmentKey>(),
        other<ConsumerGroupCurrentMemberAssignmentValue>(),
        other<ConsumerGroupRegularExpressionKey>(),
        other<ConsumerGroupRegularExpressionValue>(),
        // share groups
        other<ShareGroupMemberMetadataKey>(),
        other<ShareGroupMemberMetadataValue>(),
        other<ShareGroupMetadataKey>(),
        other<ShareGroupMetadataValue>(),
        other<ShareGroupTargetAssignmentMetadataKey>(),
        other<ShareGroupTargetAssignmentMetadataValue>(),
        other<ShareGroupTargetAssignmentMemberKey>(),
        other<ShareGroupTargetAssignmentMemberValue>(),
        other<ShareGroupCurrentMemberAssignmentKey>(),
        other<ShareGroupCurrentMemberAssignmentValue>(),
        other<ShareGroupStatePartitionMetadataKey>(),
        other<ShareGroupStatePartitionMetadataValue>(),
        // groups of Kafka Streams
        other<StreamsGroupMetadataKey>(),
        other<StreamsGroupMetadataValue>(),
        other<StreamsGroupMemberMetadataKey>(),
        other<StreamsGroupMemberMetadataValue>(),
        other<StreamsGroupTargetAssignmentMetadataKey>(),
        other<StreamsGroupTargetAssignmentMetadataValue>(),
        other<StreamsGroupTargetAssignmentMemberKey>(),
        other<StreamsGroupTargetAssignmentMemberValue>(),
        other<StreamsGroupCurrentMemberAssignmentKey>(),
        other<StreamsGroupCurrentMemberAssignmentValue>(),
        other<StreamsGroupTopologyKey>(),
        other<StreamsGroupTopologyValue>(),
        // __share_group_state
        other<ShareSnapshotKey>(),
        other<ShareSnapshotValue>(),
        other<ShareUpdateKey>(),
        other<ShareUpdateValue>(),
        // __transaction_state
        other<TransactionLogKey>(),
        other<TransactionLogValue>(),
    };
    return declared;
}

}  // namespace vitrine::messages
