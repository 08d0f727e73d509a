// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

// Brokers come, live, are fenced, shut down and return.
namespace vitrine::metadata::testing {
namespace {

using messages::BrokerHeartbeatResponse;
using messages::BrokerRegistrationResponse;

// --- registration ---

TEST(Brokers, ABrokerEpochIsTheOffsetOfItsRegistration) {
    ControllerTestContext context;
    context.lead();
    const Offset next = context.log.log_end();
    const auto response = context.ask<BrokerRegistrationResponse>(context.registration(1), 4);
    EXPECT_EQ(response.error_code, ErrorCode::NONE);
    EXPECT_EQ(response.broker_epoch.value(), next.value());
    EXPECT_TRUE(context.broker(1).fenced);
    EXPECT_EQ(context.broker(1).endpoint("PLAINTEXT")->port, 9092);
    EXPECT_EQ(context.broker(1).endpoint("SSL"), nullptr);
    ASSERT_EQ(context.events<observe::BrokerRegistered>().size(), 1u);
    EXPECT_EQ(context.events<observe::BrokerRegistered>()[0].epoch, response.broker_epoch);
}

TEST(Brokers, TheSameLifeRegisteringAgainKeepsItsEpochAndState) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    const BrokerEpoch epoch = context.epochs[BrokerId(1)];
    auto again = context.registration(1);
    again.listeners[0].port = 19092;
    ASSERT_EQ(context.try_register(again), ErrorCode::NONE);
    EXPECT_EQ(context.epochs[BrokerId(1)], epoch);
    EXPECT_FALSE(context.broker(1).fenced);
    EXPECT_EQ(context.broker(1).endpoints[0].port, 19092);
}

TEST(Brokers, AnotherLifeIsRefusedWhileTheSessionOfTheFormerLives) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    EXPECT_EQ(context.try_register(context.registration(1, 2)), ErrorCode::DUPLICATE_BROKER_REGISTRATION);
    context.advance(milliseconds(8999));
    EXPECT_EQ(context.try_register(context.registration(1, 2)), ErrorCode::DUPLICATE_BROKER_REGISTRATION);
    context.advance(milliseconds(1));
    EXPECT_TRUE(context.broker(1).fenced);
    EXPECT_EQ(context.try_register(context.registration(1, 2)), ErrorCode::NONE);
}

TEST(Brokers, AFencedBrokerMayBeReplacedAtOnce) {
    ControllerTestContext context;
    context.lead();
    ASSERT_EQ(context.try_register(context.registration(1, 1)), ErrorCode::NONE);
    const BrokerEpoch first = context.epochs[BrokerId(1)];
    EXPECT_EQ(context.try_register(context.registration(1, 2)), ErrorCode::NONE);
    EXPECT_GT(context.epochs[BrokerId(1)], first);
}

TEST(Brokers, ABrokerThatIsShuttingDownMayBeReplacedAtOnce) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2})}));
    auto request = context.heartbeat(1);
    request.want_shut_down = true;
    (void)context.ask<BrokerHeartbeatResponse>(request, 2);
    ASSERT_TRUE(context.broker(1).in_controlled_shutdown);
    EXPECT_EQ(context.try_register(context.registration(1, 2)), ErrorCode::NONE);
    EXPECT_FALSE(context.broker(1).in_controlled_shutdown);
}

TEST(Brokers, WrongRegistrationsAreRefused) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    const auto refused = [&](auto&& change) {
        auto request = context.registration(2);
        change(request);
        return context.try_register(request);
    };
    using Request = messages::BrokerRegistrationRequest;
    EXPECT_EQ(refused([](Request& request) { request.cluster_id = "other"; }), ErrorCode::INCONSISTENT_CLUSTER_ID);
    EXPECT_EQ(refused([](Request& request) { request.is_migrating_zk_broker = true; }), ErrorCode::BROKER_ID_NOT_REGISTERED);
    EXPECT_EQ(refused([](Request& request) { request.log_dirs.clear(); }), ErrorCode::INVALID_REGISTRATION);
    EXPECT_EQ(refused([](Request& request) { request.log_dirs = {Uuid::from_halves(0, 99)}; }), ErrorCode::INVALID_REGISTRATION);
    EXPECT_EQ(refused([](Request& request) { request.log_dirs.push_back(request.log_dirs[0]); }), ErrorCode::INVALID_REGISTRATION);
    EXPECT_EQ(refused([](Request& request) { request.log_dirs = {directory_of(1)}; }), ErrorCode::INVALID_REGISTRATION);
    EXPECT_EQ(refused([](Request& request) { request.features.clear(); }), ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_EQ(refused([](Request& request) {
                  for (auto& feature : request.features) {
                      if (feature.name == "metadata.version") feature.max_supported_version = 29;
                  }
              }),
              ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_EQ(refused([](Request&) {}), ErrorCode::NONE);
}

// --- unregistration ---

TEST(Brokers, ABrokerThatIsUnregisteredLeadsNothingAndIsInNoIsr) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2, 3});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2}), ids({2, 1}), ids({3, 2})}));
    const auto response = context.ask<messages::UnregisterBrokerResponse>(messages::UnregisterBrokerRequest{.broker_id = BrokerId(1)}, 0);
    EXPECT_EQ(response.error_code, ErrorCode::NONE);
    EXPECT_EQ(response.error_message, std::nullopt);
    EXPECT_EQ(context.controller->committed_image().broker(BrokerId(1)), nullptr);
    for (int index = 0; index < 2; ++index) {
        EXPECT_EQ(context.partition("t", index).leader, BrokerId(2));
        EXPECT_EQ(context.partition("t", index).isr, ids({2}));
        EXPECT_EQ(context.partition("t", index).replicas.size(), 2u) << "it holds a replica until somebody reassigns";
    }
    EXPECT_EQ(context.partition("t", 2).isr, ids({3, 2}));
}

TEST(Brokers, WhoIsNotRegisteredCannotBeUnregistered) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    const auto response = context.ask<messages::UnregisterBrokerResponse>(messages::UnregisterBrokerRequest{.broker_id = BrokerId(7)}, 0);
    EXPECT_EQ(response.error_code, ErrorCode::BROKER_ID_NOT_REGISTERED);
    EXPECT_EQ(response.error_message, "Broker ID 7 is not currently registered");
}

TEST(Brokers, AHeartbeatOfAnUnregisteredBrokerIsStaleAndItMayRegisterAnew) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    const BrokerEpoch before = context.epochs[BrokerId(1)];
    (void)context.ask<messages::UnregisterBrokerResponse>(messages::UnregisterBrokerRequest{.broker_id = BrokerId(1)}, 0);
    EXPECT_EQ(context.beat(1).error_code, ErrorCode::STALE_BROKER_EPOCH);
    // The same life too: nobody's session stands in its way.
    EXPECT_EQ(context.try_register(context.registration(1)), ErrorCode::NONE);
    EXPECT_GT(context.epochs[BrokerId(1)], before);
    EXPECT_TRUE(context.broker(1).fenced);
}

TEST(Brokers, WhoRegistersWithTheIdOfAnUnregisteredBrokerIsTrustedWithNothing) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1})}));
    (void)context.ask<messages::UnregisterBrokerResponse>(messages::UnregisterBrokerRequest{.broker_id = BrokerId(1)}, 0);
    EXPECT_EQ(context.partition("t").leader, no_broker);
    EXPECT_EQ(context.partition("t").elr, ids({1})) << "it may still hold what it held";
    ASSERT_EQ(context.try_register(context.registration(1, 2)), ErrorCode::NONE);
    EXPECT_TRUE(context.partition("t").elr.empty()) << "another machine, which holds nothing";
}

// --- heartbeats and sessions ---

TEST(Brokers, ABrokerIsUnfencedWhenItKnowsOfItsOwnRegistration) {
    ControllerTestContext context;
    context.lead();
    ASSERT_EQ(context.try_register(context.registration(1)), ErrorCode::NONE);
    auto request = context.heartbeat(1);
    request.current_metadata_offset = Offset(context.epochs[BrokerId(1)].value() - 1);
    auto response = context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_FALSE(response.is_caught_up);
    EXPECT_TRUE(response.is_fenced);
    request.current_metadata_offset = Offset(context.epochs[BrokerId(1)].value());
    request.want_fence = true;
    response = context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_TRUE(response.is_caught_up);
    EXPECT_TRUE(response.is_fenced) << "it is still starting";
    request.want_fence = false;
    response = context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_FALSE(response.is_fenced);
    EXPECT_FALSE(response.should_shut_down);
    EXPECT_TRUE(context.broker(1).active());
    EXPECT_EQ(context.events<observe::BrokerUnfenced>().size(), 1u);
}

TEST(Brokers, AHeartbeatOfAnotherLifeIsStale) {
    ControllerTestContext context;
    context.lead();
    auto request = context.heartbeat(1);
    EXPECT_EQ(context.ask<BrokerHeartbeatResponse>(request, 2).error_code, ErrorCode::STALE_BROKER_EPOCH) << "not registered";
    context.start_brokers({1});
    request = context.heartbeat(1);
    request.broker_epoch = BrokerEpoch(request.broker_epoch.value() - 1);
    EXPECT_EQ(context.ask<BrokerHeartbeatResponse>(request, 2).error_code, ErrorCode::STALE_BROKER_EPOCH);
}

TEST(Brokers, SilenceForTheSessionTimeoutFences) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2}), ids({2, 1})}));
    context.advance(milliseconds(5000));
    context.beat(2);
    context.advance(milliseconds(3999));
    EXPECT_FALSE(context.broker(1).fenced);
    context.advance(milliseconds(1));
    EXPECT_TRUE(context.broker(1).fenced);
    EXPECT_FALSE(context.broker(2).fenced);
    EXPECT_EQ(describe(context.partition("t", 0)), "leader 2 epoch 1.1 isr 2");
    EXPECT_EQ(describe(context.partition("t", 1)), "leader 2 epoch 0.1 isr 2");

    const auto fenced = context.events<observe::BrokerFenced>();
    ASSERT_EQ(fenced.size(), 1u);
    EXPECT_EQ(fenced[0].broker, BrokerId(1));
    EXPECT_TRUE(fenced[0].session_expired);
    EXPECT_EQ(fenced[0].session_timeout, Milliseconds(9000));
}

TEST(Brokers, FencingIsOneBatchAndItsConsequencesNameItAsTheirCause) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2}), ids({1, 2})}));
    context.node.observed().clear();
    const std::size_t batches = context.log.committed().size();
    context.advance(seconds(5), {2});
    context.advance(milliseconds(4000));
    context.advance(milliseconds(1));
    std::size_t with_elections = 0;
    for (std::size_t i = batches; i < context.log.committed().size(); ++i)
        with_elections += context.log.committed()[i].values.size() > 1 ? 1 : 0;
    EXPECT_EQ(with_elections, 1u);

    std::optional<observe::EventId> cause;
    int consequences = 0;
    for (const observe::Event& event : context.node.observed().events()) {
        if (std::holds_alternative<observe::BrokerFenced>(event.body)) cause = event.id;
        if (std::holds_alternative<observe::LeaderElected>(event.body) || std::holds_alternative<observe::IsrChanged>(event.body)) {
            EXPECT_EQ(event.cause, cause);
            ++consequences;
        }
    }
    EXPECT_EQ(consequences, 4) << "two partitions, each a leader and an ISR";
    const auto elected = context.events<observe::LeaderElected>();
    EXPECT_EQ(elected[0].from, BrokerId(1));
    EXPECT_EQ(elected[0].to, BrokerId(2));
    EXPECT_EQ(elected[0].cause, observe::LeaderChangeCause::leader_fenced);
    EXPECT_EQ(elected[0].epoch, LeaderEpoch(1));
    const auto shrunk = context.events<observe::IsrChanged>();
    EXPECT_EQ(shrunk[0].cause, observe::IsrChangeCause::broker_fenced);
    EXPECT_EQ(shrunk[0].replica, BrokerId(1));
}

TEST(Brokers, BrokersLostTogetherDoNotTakeOverFromEachOther) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2, 3});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2, 3})}));
    context.only({3});
    EXPECT_EQ(describe(context.partition("t")), "leader 3 epoch 1.1 isr 3");
}

TEST(Brokers, WantFenceFencesAtOnce) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    auto request = context.heartbeat(1);
    request.want_fence = true;
    EXPECT_TRUE(context.ask<BrokerHeartbeatResponse>(request, 2).is_fenced);
    EXPECT_TRUE(context.broker(1).fenced);
    EXPECT_FALSE(context.events<observe::BrokerFenced>().at(0).session_expired);
    EXPECT_FALSE(context.beat(1).is_fenced) << "and back when it no longer asks for it";
}

// --- controlled shutdown ---

TEST(Brokers, ControlledShutdownMovesLeadershipFirst) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2, 3});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2, 3}), ids({2, 1, 3})}));
    auto request = context.heartbeat(1);
    request.want_shut_down = true;
    auto response = context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_FALSE(response.should_shut_down) << "the others must learn of it first";
    EXPECT_FALSE(response.is_fenced) << "it goes on serving until then";
    EXPECT_TRUE(context.broker(1).in_controlled_shutdown);
    EXPECT_EQ(describe(context.partition("t", 0)), "leader 2 epoch 1.1 isr 2,3");
    EXPECT_EQ(describe(context.partition("t", 1)), "leader 2 epoch 0.1 isr 2,3");
    EXPECT_EQ(context.events<observe::ControlledShutdownBegan>().size(), 1u);
    EXPECT_EQ(context.events<observe::IsrChanged>().at(0).cause, observe::IsrChangeCause::broker_shut_down);

    request = context.heartbeat(1);
    request.want_shut_down = true;
    EXPECT_FALSE(context.ask<BrokerHeartbeatResponse>(request, 2).should_shut_down) << "2 and 3 have not said that they know";
    context.beat(2);
    EXPECT_FALSE(context.ask<BrokerHeartbeatResponse>(request, 2).should_shut_down);
    context.beat(3);
    response = context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_TRUE(response.should_shut_down);
    EXPECT_TRUE(response.is_fenced);
    EXPECT_TRUE(context.broker(1).fenced);
    EXPECT_EQ(context.events<observe::ControlledShutdownBegan>().size(), 1u) << "told once";
}

TEST(Brokers, ABrokerThatLeadsNothingShutsDownAtOnce) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({2, 1})}));
    auto request = context.heartbeat(1);
    request.want_shut_down = true;
    EXPECT_TRUE(context.ask<BrokerHeartbeatResponse>(request, 2).should_shut_down);
    EXPECT_EQ(describe(context.partition("t")), "leader 2 epoch 0.1 isr 2");
}

TEST(Brokers, AFencedBrokerShutsDownAtOnce) {
    ControllerTestContext context;
    context.lead();
    ASSERT_EQ(context.try_register(context.registration(1)), ErrorCode::NONE);
    auto request = context.heartbeat(1);
    request.want_shut_down = true;
    EXPECT_TRUE(context.ask<BrokerHeartbeatResponse>(request, 2).should_shut_down);
    EXPECT_TRUE(context.events<observe::BrokerFenced>().empty()) << "it was fenced before";
}

TEST(Brokers, TheLastBrokerShutsDownAndItsPartitionsWaitForIt) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    context.create(ControllerTestContext::topic("t", 1, 1));
    context.shut_down(1, {});
    EXPECT_EQ(describe(context.partition("t")), "leader none epoch 1.1 isr none elr 1 last 1");
    context.restart_broker(1, true);
    EXPECT_EQ(describe(context.partition("t")), "leader 1 epoch 2.2 isr 1") << "it shut down cleanly: it is still eligible";
}

TEST(Brokers, AShutdownGoesOnUnderANewController) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2})}));
    auto request = context.heartbeat(1);
    request.want_shut_down = true;
    EXPECT_FALSE(context.ask<BrokerHeartbeatResponse>(request, 2).should_shut_down);
    context.lose_leadership();
    context.lead();
    EXPECT_TRUE(context.ask<BrokerHeartbeatResponse>(request, 2).should_shut_down);
}

// --- directories ---

std::vector<ErrorCode> assign(ControllerTestContext& context, int broker, const Uuid& directory, const Uuid& topic,
                              const std::vector<std::int32_t>& partitions) {
    messages::AssignReplicasToDirsRequest request{.broker_id = BrokerId(broker), .broker_epoch = context.broker(broker).epoch};
    auto& rows = request.directories.emplace_back();
    rows.id = directory;
    rows.topics.push_back({.topic_id = topic, .partitions = {}});
    for (const std::int32_t partition : partitions) rows.topics[0].partitions.push_back({partition});
    std::vector<ErrorCode> codes;
    const auto response = context.ask<messages::AssignReplicasToDirsResponse>(request, 0);
    EXPECT_EQ(response.error_code, ErrorCode::NONE);
    for (const auto& answered : response.directories) {
        EXPECT_EQ(answered.id, directory);
        for (const auto& row : answered.topics) {
            for (const auto& partition : row.partitions) codes.push_back(partition.error_code);
        }
    }
    return codes;
}

TEST(Brokers, ReplicasOnAFailedDirectoryLeaveTheIsr) {
    ControllerTestContext context;
    context.lead();
    auto registration = context.registration(1);
    registration.log_dirs.push_back(directory_of(11));
    ASSERT_EQ(context.try_register(registration), ErrorCode::NONE);
    ASSERT_FALSE(context.beat(1).is_fenced);
    context.start_brokers({2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2})}));
    EXPECT_EQ(context.partition("t").directory_of(BrokerId(2)), directory_of(2)) << "assigned at once to a broker with one directory";
    EXPECT_EQ(context.partition("t").directory_of(BrokerId(1)), Uuid::from_halves(0, 1)) << "UNASSIGNED: the broker will choose";

    auto request = context.heartbeat(2);
    request.offline_log_dirs = {directory_of(2)};
    (void)context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_EQ(describe(context.partition("t")), "leader 1 epoch 0.1 isr 1");
}

TEST(Brokers, ABrokerWithANewDiskGetsItsReplicasThere) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2})}));
    context.only({2});
    EXPECT_EQ(describe(context.partition("t")), "leader 2 epoch 1.1 isr 2");
    auto registration = context.registration(1, 2);
    registration.log_dirs = {directory_of(21)};
    ASSERT_EQ(context.try_register(registration), ErrorCode::NONE);
    ASSERT_FALSE(context.beat(1).is_fenced);
    EXPECT_EQ(context.partition("t").directory_of(BrokerId(1)), directory_of(1)) << "it has not said where they lie";
    EXPECT_EQ(assign(context, 1, directory_of(21), context.topic_id("t"), {0}), std::vector{ErrorCode::NONE});
    EXPECT_EQ(context.partition("t").directory_of(BrokerId(1)), directory_of(21));
    context.set_isr("t", 0, ids({1, 2}));
    EXPECT_EQ(describe(context.partition("t")), "leader 2 epoch 1.3 isr 1,2");
    EXPECT_EQ(assign(context, 1, directory_of(21), context.topic_id("t"), {0}), std::vector{ErrorCode::NONE}) << "said twice";
    EXPECT_EQ(describe(context.partition("t")), "leader 2 epoch 1.3 isr 1,2") << "and nothing changed";
}

TEST(Brokers, APartitionWithoutALeaderGetsOneWhereTheReplicaTurnsOutToBe) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    context.create(ControllerTestContext::topic("t", 1, 1));
    context.only({});
    auto registration = context.registration(1, 2);
    registration.log_dirs = {directory_of(21), directory_of(22)};
    registration.previous_broker_epoch = context.broker(1).epoch.value();
    ASSERT_EQ(context.try_register(registration), ErrorCode::NONE);
    ASSERT_FALSE(context.beat(1).is_fenced);
    EXPECT_FALSE(context.partition("t").has_leader()) << "its directory is none of the broker's";
    (void)assign(context, 1, directory_of(22), context.topic_id("t"), {0});
    EXPECT_EQ(context.partition("t").leader, BrokerId(1));
}

TEST(Brokers, AReplicaThatIsAssignedToAFailedDirectoryLeavesTheIsr) {
    ControllerTestContext context;
    context.lead();
    auto registration = context.registration(1);
    registration.log_dirs.push_back(directory_of(11));
    ASSERT_EQ(context.try_register(registration), ErrorCode::NONE);
    ASSERT_FALSE(context.beat(1).is_fenced);
    context.start_brokers({2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2}), ids({1, 2})}));
    EXPECT_EQ(assign(context, 1, directory_of(1), context.topic_id("t"), {0, 1}), (std::vector{ErrorCode::NONE, ErrorCode::NONE}));
    auto request = context.heartbeat(1);
    request.offline_log_dirs = {directory_of(11)};
    (void)context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_EQ(context.broker(1).directories, std::vector{directory_of(1)});
    EXPECT_EQ(describe(context.partition("t", 0)), "leader 1 epoch 0.1 isr 1,2") << "it lies elsewhere";
    // What is said too late, of a replica that lies there.
    (void)assign(context, 1, directory_of(11), context.topic_id("t"), {1});
    EXPECT_EQ(context.partition("t", 0).leader, BrokerId(1));
    EXPECT_EQ(context.partition("t", 1).leader, BrokerId(2));
    EXPECT_EQ(context.partition("t", 1).isr, ids({2}));
    EXPECT_EQ(context.partition("t", 1).directory_of(BrokerId(1)), directory_of(11));
}

TEST(Brokers, AssignmentsThatAreNobodysAreAnsweredOneByOne) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1, 2, 3});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2}), ids({2, 3})}));
    EXPECT_EQ(assign(context, 1, directory_of(1), context.topic_id("t"), {0, 1, 7}),
              (std::vector{ErrorCode::NONE, ErrorCode::NOT_LEADER_OR_FOLLOWER, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION}));
    EXPECT_EQ(assign(context, 1, directory_of(1), Uuid::from_halves(5, 5), {0}), std::vector{ErrorCode::UNKNOWN_TOPIC_ID});
    messages::AssignReplicasToDirsRequest stale{.broker_id = BrokerId(1), .broker_epoch = BrokerEpoch(0), .directories = {}};
    EXPECT_EQ(context.ask<messages::AssignReplicasToDirsResponse>(stale, 0).error_code, ErrorCode::STALE_BROKER_EPOCH);
}

TEST(Brokers, CordonedDirectoriesAreNoted) {
    ControllerTestContext context;
    context.lead();
    context.start_brokers({1});
    auto request = context.heartbeat(1);
    request.cordoned_log_dirs = std::vector{directory_of(1)};
    (void)context.ask<BrokerHeartbeatResponse>(request, 2);
    EXPECT_EQ(context.broker(1).cordoned_directories, std::vector{directory_of(1)});
    EXPECT_EQ(context.try_create(ControllerTestContext::topic("t", 1, 1)).error_code, ErrorCode::INVALID_REPLICATION_FACTOR);
}

// KIP-919
TEST(Controllers, RegisterWithEachLifeAndTheLastOneIsKnown) {
    ControllerTestContext context;
    context.lead();
    messages::ControllerRegistrationRequest request;
    request.controller_id = BrokerId(3);
    request.incarnation_id = Uuid::from_halves(3, 1);
    request.listeners.push_back({"CONTROLLER", "127.0.0.1", 9193, 0});
    request.features.push_back({"metadata.version", 7, 30});
    EXPECT_EQ(context.ask<messages::ControllerRegistrationResponse>(request, 0).error_code, ErrorCode::NONE);
    request.incarnation_id = Uuid::from_halves(3, 2);
    EXPECT_EQ(context.ask<messages::ControllerRegistrationResponse>(request, 0).error_code, ErrorCode::NONE);
    const auto& controllers = context.controller->committed_image().controllers;
    ASSERT_EQ(controllers.size(), 1u);
    const ControllerRegistration& registered = **controllers.find(BrokerId(3));
    EXPECT_EQ(registered.incarnation_id, Uuid::from_halves(3, 2));
    EXPECT_EQ(registered.endpoints, (std::vector<BrokerEndpoint>{{"CONTROLLER", "127.0.0.1", 9193, 0}}));
    EXPECT_EQ(*registered.features.find("metadata.version"), (VersionRange{7, 30}));
}

TEST(Controllers, DoNotRegisterInAClusterOfAnOlderVersion) {
    ControllerTestContext context([](ControllerConfig& config) { config.bootstrap_features = {{"metadata.version", 14}}; });
    context.lead();
    messages::ControllerRegistrationRequest request;
    request.controller_id = BrokerId(3);
    EXPECT_EQ(context.ask<messages::ControllerRegistrationResponse>(request, 0).error_code, ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_TRUE(context.controller->committed_image().controllers.empty());
}

}  // namespace
}  // namespace vitrine::metadata::testing
