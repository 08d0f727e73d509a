// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/controller.h"

#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

// The controller and its log: becoming active, committing, losing leadership, taking over.
namespace vitrine::metadata::testing {
namespace {

using messages::AllocateProducerIdsRequest;
using messages::AllocateProducerIdsResponse;
using messages::CreateTopicsResponse;

std::vector<MetadataRecord> records_of(const raft::CommittedBatch& batch) {
    std::vector<MetadataRecord> records;
    for (const SharedBytes& value : batch.values) records.push_back(decode_record(value).value());
    return records;
}

TEST(ControllerLog, TheFirstLeaderWritesTheBootstrapRecordsAsOneTransaction) {
    ControllerTestContext context;
    context.lead();
    ASSERT_EQ(context.log.committed().size(), 1u);
    const auto records = records_of(context.log.committed()[0]);
    std::vector<std::string> told;
    for (const MetadataRecord& record : records) {
        std::string text = name_of(record);
        if (const auto* level = std::get_if<messages::FeatureLevelRecord>(&record))
            text = level->name + "=" + std::to_string(level->feature_level);
        if (const auto* config = std::get_if<messages::ConfigRecord>(&record)) text = config->name + "=" + *config->value;
        told.push_back(text);
    }
    EXPECT_EQ(told, (std::vector<std::string>{"BeginTransactionRecord", "metadata.version=30", "eligible.leader.replicas.version=1",
                                              "group.version=1", "share.version=1", "streams.version=1", "transaction.version=2",
                                              "min.insync.replicas=1", "EndTransactionRecord"}));
    EXPECT_EQ(context.controller->committed_image().feature("metadata.version"), 30);
    EXPECT_EQ(context.log.committed()[0].base_offset, Offset(1)) << "offset 0 is the leader change";
}

TEST(ControllerLog, TheNextLeaderDoesNotWriteThemAgain) {
    ControllerTestContext context;
    context.lead();
    context.lose_leadership();
    context.lead();
    EXPECT_EQ(context.log.committed().size(), 1u);
}

TEST(ControllerLog, ATransactionThatAnotherLeaderLeftOpenIsAborted) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    context.lose_leadership();
    messages::TopicRecord topic;
    topic.name = "half";
    topic.topic_id = Uuid::from_halves(5, 5);
    std::vector<Bytes> values;
    values.push_back(encode_record(messages::BeginTransactionRecord{}));
    values.push_back(encode_record(topic));
    context.log.append_foreign(LeaderEpoch(2), std::move(values));
    context.lead();
    EXPECT_TRUE(std::holds_alternative<messages::AbortTransactionRecord>(records_of(context.log.committed().back()).at(0)));
    EXPECT_EQ(context.controller->committed_image().topic(std::string_view("half")), nullptr);
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("half", 1, 1)).error_code, ErrorCode::NONE);
}

TEST(ControllerLog, ABootstrapThatWasCutShortIsWrittenAgain) {
    ControllerTestContext context;
    std::vector<Bytes> values;
    values.push_back(encode_record(messages::BeginTransactionRecord{}));
    context.log.append_foreign(LeaderEpoch(0), std::move(values));
    context.lead();
    EXPECT_EQ(context.controller->committed_image().feature("metadata.version"), 30);
}

TEST(ControllerLog, WhenIdleANoOpRecordIsWrittenEveryHalfSecond) {
    ControllerTestContext context;
    context.lead();
    const std::size_t before = context.log.committed().size();
    context.advance(seconds(5));
    EXPECT_EQ(context.log.committed().size() - before, 10u);
    EXPECT_TRUE(std::holds_alternative<messages::NoOpRecord>(records_of(context.log.committed().back()).at(0)));
    context.lose_leadership();
    const std::size_t lost = context.log.committed().size();
    context.advance(seconds(5));
    EXPECT_EQ(context.log.committed().size(), lost);
}

TEST(ControllerLog, NoOpRecordsMayBeSwitchedOff) {
    ControllerTestContext context([](ControllerConfig& config) { config.metadata_max_idle_interval = Milliseconds(0); });
    context.lead();
    const std::size_t before = context.log.committed().size();
    context.advance(seconds(5));
    EXPECT_EQ(context.log.committed().size(), before);
}

// --- answers ---

TEST(ControllerAnswers, OnlyTheActiveControllerAnswersRequests) {
    ControllerTestContext context;
    EXPECT_EQ(context.try_register(context.registration(1)), ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("t", 1, 1)).error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(context.configure(ResourceType::topic, "t", "retention.ms", "1"), ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(context.ask<messages::BrokerHeartbeatResponse>(context.heartbeat(1), 2).error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(context.ask<AllocateProducerIdsResponse>(AllocateProducerIdsRequest{}, 0).error_code, ErrorCode::NOT_CONTROLLER);
    messages::DeleteTopicsRequest by_name;
    by_name.topics = {{"t", Uuid{}}};
    EXPECT_EQ(context.ask<messages::DeleteTopicsResponse>(by_name, 6).responses.at(0).error_code, ErrorCode::NOT_CONTROLLER);
    messages::DeleteTopicsRequest old;
    old.topic_names = {"t"};
    EXPECT_EQ(context.ask<messages::DeleteTopicsResponse>(old, 5).responses.at(0).name, "t");
    messages::CreatePartitionsRequest partitions;
    partitions.topics.emplace_back().name = "t";
    EXPECT_EQ(context.ask<messages::CreatePartitionsResponse>(partitions, 3).results.at(0).error_code, ErrorCode::NOT_CONTROLLER);
    messages::ElectLeadersRequest election;
    election.topic_partitions->push_back({"t", {0}});
    const auto elected = context.ask<messages::ElectLeadersResponse>(election, 2);
    EXPECT_EQ(elected.error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(elected.replica_election_results.at(0).partition_result.at(0).error_code, ErrorCode::NOT_CONTROLLER);
}

TEST(ControllerAnswers, WaitForTheCommit) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    messages::CreateTopicsRequest request;
    request.topics = {ControllerTestContext::topic("t", 1, 1)};
    const auto answer = context.send<CreateTopicsResponse>(request, 7);
    EXPECT_FALSE(answer->has_value());
    EXPECT_EQ(context.controller->waiting_requests(), 1u);
    EXPECT_NE(context.controller->working_image().topic(std::string_view("t")), nullptr) << "decided by at once";
    EXPECT_EQ(context.controller->committed_image().topic(std::string_view("t")), nullptr);
    EXPECT_TRUE(context.events<observe::TopicCreated>().empty()) << "told when it is true";
    // A second request sees the first.
    const auto second = context.send<CreateTopicsResponse>(request, 7);
    context.commit();
    EXPECT_EQ((*answer)->topics.at(0).error_code, ErrorCode::NONE);
    EXPECT_EQ((*second)->topics.at(0).error_code, ErrorCode::TOPIC_ALREADY_EXISTS);
    EXPECT_EQ(context.events<observe::TopicCreated>().size(), 1u);
    EXPECT_EQ(context.controller->waiting_requests(), 0u);
}

TEST(ControllerAnswers, LosingLeadershipThrowsAwayWhatWasNotCommitted) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    messages::CreateTopicsRequest request;
    request.topics = {ControllerTestContext::topic("t", 1, 1)};
    const auto answer = context.send<CreateTopicsResponse>(request, 7);
    context.lose_leadership();
    ASSERT_TRUE(answer->has_value());
    EXPECT_EQ((*answer)->topics.at(0).error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_FALSE(context.controller->active());
    EXPECT_EQ(context.controller->working_image().topic(std::string_view("t")), nullptr);
    context.lead();
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("t", 1, 1)).error_code, ErrorCode::NONE);
}

TEST(ControllerAnswers, TheNextLeaderMayStillCommitIt) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    messages::CreateTopicsRequest request;
    request.topics = {ControllerTestContext::topic("t", 1, 1)};
    const auto answer = context.send<CreateTopicsResponse>(request, 7);
    context.node.observed().clear();
    context.log.elect_other(BrokerId(101), true);
    EXPECT_EQ((*answer)->topics.at(0).error_code, ErrorCode::NOT_CONTROLLER) << "nobody can know yet";
    EXPECT_NE(context.controller->committed_image().topic(std::string_view("t")), nullptr);
    EXPECT_TRUE(context.events<observe::TopicCreated>().empty()) << "only the active controller tells";
    context.lead();
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("t", 1, 1)).error_code, ErrorCode::TOPIC_ALREADY_EXISTS);
}

TEST(ControllerAnswers, WhoIsAnsweredMayAskAgainAtOnce) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    AllocateProducerIdsRequest request;
    request.broker_id = BrokerId(1);
    request.broker_epoch = context.epochs[BrokerId(1)];
    std::vector<std::int64_t> blocks;
    std::function<void(AllocateProducerIdsResponse)> again = [&](AllocateProducerIdsResponse response) {
        blocks.push_back(response.error_code == ErrorCode::NONE ? response.producer_id_start.value() : -1);
        if (blocks.size() < 4) context.controller->handle(request, 0, again);
    };
    context.controller->handle(request, 0, again);
    context.commit();
    EXPECT_EQ(blocks, (std::vector<std::int64_t>{0, 1000, 2000, 3000}));
    // And when leadership is lost: refused at once, not for ever.
    blocks.clear();
    context.controller->handle(request, 0, again);
    context.lose_leadership();
    EXPECT_EQ(blocks, (std::vector<std::int64_t>{-1, -1, -1, -1}));
}

TEST(ControllerAnswers, ALogThatCommitsWhileItAppendsIsFine) {
    // A quorum of one may be that quick.
    ControllerTestContext context;
    context.log.commit_at_once();
    context.lead();
    context.start_brokers({1});
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("t", 1, 1)).error_code, ErrorCode::NONE);
}

TEST(ControllerAnswers, TooManyWaitingRequestsAreTurnedAway) {
    ControllerTestContext context([](ControllerConfig& config) { config.waiting_requests_max = 2; });
    context.lead();
    messages::CreateTopicsRequest request;
    context.start_brokers({1});
    std::vector<std::shared_ptr<std::optional<CreateTopicsResponse>>> answers;
    for (const char* name : {"a", "b", "c"}) {
        request.topics = {ControllerTestContext::topic(name, 1, 1)};
        answers.push_back(context.send<CreateTopicsResponse>(request, 7));
    }
    ASSERT_TRUE(answers[2]->has_value());
    EXPECT_EQ((*answers[2])->topics.at(0).error_code, ErrorCode::REQUEST_TIMED_OUT);
    context.commit();
    EXPECT_EQ((*answers[1])->topics.at(0).error_code, ErrorCode::NONE);
    EXPECT_EQ(context.controller->committed_image().topic(std::string_view("c")), nullptr);
}

TEST(ControllerAnswers, AControllerWhoseLogRefusesGivesUp) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    const LeaderEpoch epoch = context.log.leader().epoch;
    context.log.refuse_appends();
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("t", 1, 1)).error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_FALSE(context.controller->active());
    EXPECT_EQ(context.log.resigned(), std::vector{epoch});
    EXPECT_EQ(context.controller->working_image().topic(std::string_view("t")), nullptr);
    context.advance(seconds(20));
}

TEST(ControllerAnswers, WhatIsTooLargeForTheLogIsRefusedAndNothingElse) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    context.log.limit_batches_to(2000);
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("large", 100, 1)).error_code, ErrorCode::RECORD_LIST_TOO_LARGE);
    EXPECT_TRUE(context.controller->active());
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("small", 1, 1)).error_code, ErrorCode::NONE);
    EXPECT_EQ(context.controller->committed_image().topics_by_id.size(), 1u);
}

TEST(ControllerAnswers, AnOperationOfManyRecordsGoesInSeveralBatches) {
    ControllerTestContext context([](ControllerConfig& config) { config.records_per_batch_max = 10; });
    context.lead();
    context.start_brokers({1, 2});
    for (const char* name : {"a", "b", "c", "d"}) context.create(ControllerTestContext::topic_on(name, std::vector(6, ids({1, 2}))));
    // Fencing broker 1 changes 24 partitions and the broker: three batches.
    context.beat(2);
    auto request = context.heartbeat(1);
    request.want_fence = true;
    context.node.observed().clear();
    const auto answer = context.send<messages::BrokerHeartbeatResponse>(request, 2);
    ASSERT_EQ(context.log.uncommitted_batches(), 3u);
    context.log.commit(2);
    EXPECT_FALSE(answer->has_value());
    EXPECT_TRUE(context.events<observe::BrokerFenced>().empty()) << "told with the last batch";
    EXPECT_FALSE(context.broker(1).fenced);
    int moved = 0;
    for (const char* name : {"a", "b", "c", "d"}) {
        for (int i = 0; i < 6; ++i) moved += context.partition(name, i).leader == BrokerId(2) ? 1 : 0;
    }
    EXPECT_EQ(moved, 20) << "what is committed is a state to go on from";
    context.lose_leadership();
    EXPECT_EQ((*answer)->error_code, ErrorCode::NOT_CONTROLLER);
    context.lead();
    context.beat(2);
    EXPECT_TRUE(context.ask<messages::BrokerHeartbeatResponse>(request, 2).is_fenced);
    for (const char* name : {"a", "b", "c", "d"}) {
        for (int i = 0; i < 6; ++i) EXPECT_EQ(context.partition(name, i).leader, BrokerId(2));
    }
}

TEST(ControllerAnswers, RecordsOfAnotherLeaderDeposeItBeforeItIsTold) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    messages::TopicRecord topic;
    topic.name = "foreign";
    topic.topic_id = Uuid::from_halves(5, 5);
    std::vector<Bytes> values;
    values.push_back(encode_record(topic));
    context.log.append_foreign(context.log.leader().epoch.next(), std::move(values));
    EXPECT_FALSE(context.controller->active());
    EXPECT_NE(context.controller->committed_image().topic(std::string_view("foreign")), nullptr);
}

TEST(ControllerAnswers, AStoppedControllerHasAnsweredEverything) {
    ControllerTestContext context;
    context.lead();
    const auto answer = context.send<messages::BrokerRegistrationResponse>(context.registration(1), 4);
    context.controller->stop();
    ASSERT_TRUE(answer->has_value());
    EXPECT_EQ((*answer)->error_code, ErrorCode::NOT_CONTROLLER);
    context.log.elect_self();
    EXPECT_FALSE(context.controller->active());
}

TEST(ControllerAnswers, ADamagedLogStopsTheController) {
    ControllerTestContext context;
    context.lead();
    context.lose_leadership();
    // Looked at by another controller, so that the one of the context ends as every test does.
    MemoryMetadataLog log(BrokerId(100));
    Controller controller(context.node.environment(), context.config, log);
    log.add_listener(controller);
    std::vector<Bytes> values;
    values.push_back(to_bytes("no record"));
    log.append_foreign(LeaderEpoch(1), std::move(values));
    ASSERT_TRUE(controller.fault());
    EXPECT_NE(controller.fault()->message.find("offset 0"), std::string::npos);
    log.elect_self();
    EXPECT_FALSE(controller.active());
    EXPECT_EQ(log.resigned().size(), 1u) << "somebody else must lead";
}

// --- failover ---

TEST(ControllerFailover, ANewControllerGivesEveryBrokerAWholeSession) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    context.advance(seconds(8));
    context.lose_leadership();
    context.advance(seconds(100));
    EXPECT_FALSE(context.broker(1).fenced) << "a standby fences nobody";
    context.lead();
    context.advance(milliseconds(8999));
    EXPECT_FALSE(context.broker(1).fenced);
    context.advance(milliseconds(1));
    EXPECT_TRUE(context.broker(1).fenced);
}

TEST(ControllerFailover, AStandbyHasTheSameImage) {
    ControllerTestContext context;
    MemoryMetadataLog follower_log(BrokerId(101));
    ControllerConfig config = context.config;
    config.node_id = BrokerId(101);
    Controller standby(context.node.environment(), config, follower_log);
    follower_log.add_listener(standby);

    context.lead();
    context.start_brokers({1, 2, 3});
    context.create(ControllerTestContext::topic("t", 5, 3, {{"min.insync.replicas", "2"}}));
    context.only({1});
    context.restart_broker(2, false);
    for (const raft::CommittedBatch& batch : context.log.committed()) standby.on_committed(batch);
    EXPECT_TRUE(standby.committed_image() == context.controller->committed_image());
    EXPECT_FALSE(standby.fault());
}

// --- producer ids ---

TEST(ProducerIds, AreGivenInBlocksOfAThousandEachOnce) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    const auto allocate = [&](int broker) {
        AllocateProducerIdsRequest request;
        request.broker_id = BrokerId(broker);
        request.broker_epoch = context.epochs[BrokerId(broker)];
        return context.ask<AllocateProducerIdsResponse>(request, 0);
    };
    EXPECT_EQ(allocate(1).producer_id_start, ProducerId(0));
    EXPECT_EQ(allocate(2).producer_id_start, ProducerId(1000));
    EXPECT_EQ(allocate(1).producer_id_len, 1000);
    context.lose_leadership();
    context.lead();
    EXPECT_EQ(allocate(2).producer_id_start, ProducerId(3000)) << "also after a failover";
    EXPECT_EQ(context.controller->committed_image().next_producer_id, ProducerId(4000));
}

TEST(ProducerIds, AreGivenToRegisteredBrokersOnly) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    AllocateProducerIdsRequest request;
    request.broker_id = BrokerId(1);
    request.broker_epoch = BrokerEpoch(0);
    EXPECT_EQ(context.ask<AllocateProducerIdsResponse>(request, 0).error_code, ErrorCode::STALE_BROKER_EPOCH);
    request.broker_id = BrokerId(7);
    EXPECT_EQ(context.ask<AllocateProducerIdsResponse>(request, 0).error_code, ErrorCode::STALE_BROKER_EPOCH);
}

}  // namespace
}  // namespace vitrine::metadata::testing
