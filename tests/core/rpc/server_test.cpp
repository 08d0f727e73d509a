// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rpc/peers.h"

namespace vitrine::rpc::test {
namespace {

using testing::ElementsAre;

std::int32_t correlation_id(const SharedBytes& frame) { return messages::peek_correlation_id(frame).value_or(-1); }

TEST(Server, HandsOverOneRequestOfAConnectionAtATime) {
    Peers peers;
    for (const auto* group : {"a", "b", "c"}) peers.call(group);
    ASSERT_TRUE(peers.until_pending(1));
    peers.world.run_for(1s);
    EXPECT_THAT(peers.handler.seen, ElementsAre("a"));
    peers.handler.take().answer();
    ASSERT_TRUE(peers.until_pending(1));
    peers.world.run_for(1s);
    EXPECT_THAT(peers.handler.seen, ElementsAre("a", "b"));
}

TEST(Server, ConnectionsDoNotWaitForEachOther) {
    Peers peers;
    peers.call("a");
    ASSERT_TRUE(peers.until_pending(1));
    RawPeer other(peers.client(), endpoint);
    other.send_heartbeat("b", 1);
    ASSERT_TRUE(peers.until_pending(2));
    EXPECT_EQ(peers.handler.open, 2u);
    EXPECT_NE(peers.handler.pending[0].request.connection, peers.handler.pending[1].request.connection);
}

// Answers after some turns of the loop: in the midst of frames that arrive at the same instant.
void answer_after_turns(env::Clock& clock, std::uint64_t turns, std::shared_ptr<Handler::Pending> pending) {
    if (turns == 0) return pending->answer();
    clock.post([&clock, turns, pending = std::move(pending)]() mutable { answer_after_turns(clock, turns - 1, std::move(pending)); });
}

// A frame may arrive between an answer and the moment when the next waiting frame is handed over.
TEST(Server, KeepsTheOrderWhateverTheTimesOfAnswersAndFramesAre) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Peers peers(seed);
        RawPeer raw(peers.client(), endpoint);
        env::Environment environment = peers.world.node(server_node).environment();
        peers.handler.on_request = [&](Handler::Pending pending) {
            answer_after_turns(environment.clock, environment.random.below(5), std::make_shared<Handler::Pending>(std::move(pending)));
        };
        std::vector<std::string> expected;
        for (int i = 0; i < 50; ++i) {
            expected.push_back(std::to_string(i));
            raw.send_heartbeat(expected.back(), i);
            if (environment.random.below(5) == 0) peers.world.run_for(std::chrono::microseconds(environment.random.between(0, 500)));
        }
        ASSERT_TRUE(peers.until([&] { return raw.frames.size() == 50; })) << "seed " << seed;
        ASSERT_EQ(peers.handler.seen, expected) << "seed " << seed;
        for (int i = 0; i < 50; ++i) ASSERT_EQ(correlation_id(raw.frames[static_cast<std::size_t>(i)]), i) << "seed " << seed;
    }
}

TEST(Server, ARequestDroppedWithoutAnAnswerClosesItsConnection) {
    Peers peers;
    peers.handler.on_request = [&](Handler::Pending pending) {
        if (pending.group() != "dropped") peers.handler.pending.push_back(std::move(pending));
    };
    RawPeer other(peers.client(), endpoint);
    other.send_heartbeat("kept", 5);
    peers.call("dropped");
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
    peers.handler.take().answer();
    ASSERT_TRUE(peers.until([&] { return other.frames.size() == 1; })) << "the other connection lives";
    EXPECT_EQ(peers.handler.open, 1u);
}

TEST(Server, AMovedOverResponderClosesToo) {
    Peers peers;
    peers.call("a");
    RawPeer other(peers.client(), endpoint);
    other.send_heartbeat("b", 5);
    ASSERT_TRUE(peers.until_pending(2));
    Handler::Pending first = peers.handler.take();
    Handler::Pending second = peers.handler.take();
    const bool raw_first = first.group() == "b";
    first.responder = std::move(second.responder);
    peers.world.run_for(1s);
    EXPECT_EQ(peers.handler.open, 1u);
    EXPECT_EQ(other.closed.has_value(), raw_first);
    EXPECT_TRUE(second.responder.answered());
    EXPECT_FALSE(first.responder.answered());
}

TEST(Server, MalformedFramesCloseTheirConnectionOnly) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) {
        const auto body = pending.request.decode<messages::HeartbeatRequest>();
        if (!body) return pending.responder.close(body.error());
        pending.answer();
    };
    peers.call("before");
    ASSERT_TRUE(peers.until_outcomes(1));
    Bytes cut = messages::encode_request(heartbeat("group"), 4, 1, "raw").to_bytes();
    cut.resize(cut.size() - 3);
    for (const Bytes& bad : {Bytes{}, Bytes{0}, Bytes{0, 12, 0, 4}, Bytes{0, 12, 0, 4, 0, 0, 0, 1, 0x7f, 0xff}, Bytes(100, 0xff), cut}) {
        RawPeer raw(peers.client(), endpoint);
        raw.send(bad);
        ASSERT_TRUE(peers.until([&] { return raw.closed.has_value(); })) << bad.size();
        EXPECT_TRUE(raw.frames.empty());
    }
    peers.call("after");
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NONE);
    EXPECT_EQ(peers.handler.open, 1u);
}

TEST(Server, AnyBytesLeaveItAlive) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) {
        const auto body = pending.request.decode<messages::HeartbeatRequest>();
        if (!body) return pending.responder.close(body.error());
        if (!messages::HeartbeatResponse::message().versions.contains(pending.request.version())) {
            return pending.responder.close({ErrorCode::UNSUPPORTED_VERSION, "not here"});
        }
        pending.answer();
    };
    env::Random& random = peers.client().random;
    for (int i = 0; i < 300; ++i) {
        RawPeer raw(peers.client(), endpoint);
        Bytes frame = messages::encode_request(heartbeat("group"), 4, i, "raw").to_bytes();
        for (int change = 0; change < 3; ++change) frame[random.below(frame.size())] = static_cast<std::uint8_t>(random.next());
        raw.send(frame);
        ASSERT_TRUE(peers.until([&] { return raw.closed.has_value() || !raw.frames.empty(); })) << "answered or closed, never silent";
    }
    peers.call("after");
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NONE);
}

TEST(Server, AFrameBeyondTheLimitClosesItsConnection) {
    ServerOptions options;
    options.limits.frame_bytes_max = 1000;
    Peers peers(1, options);
    RawPeer raw(peers.client(), endpoint);
    raw.send(Bytes(1001, 0));
    ASSERT_TRUE(peers.until([&] { return raw.closed.has_value(); }));
    EXPECT_EQ(peers.handler.open, 0u);
}

TEST(Server, StopsReadingWhileTooManyFramesWait) {
    ServerOptions options;
    options.queued_frames_max = 4;
    Peers peers(1, options);
    RawPeer raw(peers.client(), endpoint);
    for (int i = 0; i < 100; ++i) raw.send_heartbeat(std::to_string(i), i);
    ASSERT_TRUE(peers.until_pending(1));
    peers.world.run_for(1s);
    EXPECT_GT(raw.connection->unsent_bytes(), 90 * 20) << "the rest stays with the peer";
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.handler.take().answer();
    ASSERT_TRUE(peers.until([&] { return raw.frames.size() == 100; }));
    for (int i = 0; i < 100; ++i) EXPECT_EQ(correlation_id(raw.frames[static_cast<std::size_t>(i)]), i);
}

TEST(Server, StopsReadingWhileTooManyBytesWait) {
    ServerOptions options;
    options.queued_bytes_max = 10'000;
    Peers peers(1, options);
    RawPeer raw(peers.client(), endpoint);
    for (int i = 0; i < 10; ++i) raw.send_heartbeat(std::string(8'000, 'g'), i);
    ASSERT_TRUE(peers.until_pending(1));
    peers.world.run_for(1s);
    EXPECT_GT(raw.connection->unsent_bytes(), 7 * 8'000) << "one is being answered, two wait";
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.handler.take().answer();
    ASSERT_TRUE(peers.until([&] { return raw.frames.size() == 10; }));
}

TEST(Server, ReadsNothingBehindARequestWhereNothingMayWait) {
    ServerOptions options;
    options.queued_frames_max = 0;
    Peers peers(1, options);
    RawPeer raw(peers.client(), endpoint);
    for (int i = 0; i < 3; ++i) raw.send_heartbeat("group", i);
    const std::int64_t all = raw.connection->unsent_bytes();
    for (int i = 1; i <= 3; ++i) {
        ASSERT_TRUE(peers.until_pending(1));
        peers.world.run_for(1s);
        EXPECT_EQ(raw.connection->unsent_bytes(), all - all / 3 * i);
        peers.handler.pause = i == 2 ? 500ms : 0ms;
        peers.handler.take().answer();
    }
    ASSERT_TRUE(peers.until([&] { return raw.frames.size() == 3; }));
}

TEST(Server, APeerThatDoesNotReadItsAnswersGetsNoMoreOfThem) {
    ServerOptions options;
    options.unsent_bytes_max = 100;
    options.idle_timeout = 10s;
    Peers peers(1, options);
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    RawPeer raw(peers.client(), endpoint);
    raw.connection->set_reading(false);
    for (int i = 0; i < 100; ++i) raw.send_heartbeat("group", i);
    peers.world.run_for(9s);
    const std::size_t answered = peers.handler.seen.size();
    EXPECT_GT(answered, 3u);
    EXPECT_LT(answered, 20u);
    raw.connection->set_reading(true);
    ASSERT_TRUE(peers.until([&] { return raw.frames.size() == 100; }));
    raw.connection->set_reading(false);
    for (int i = 0; i < 100; ++i) raw.send_heartbeat("group", i);
    peers.world.run_for(9s);
    EXPECT_EQ(peers.handler.open, 1u);
    peers.world.run_for(2s);
    EXPECT_EQ(peers.handler.open, 0u) << "who reads nothing is idle, whatever it asked for";
}

TEST(Server, AnIdleConnectionIsClosedAfterItsTime) {
    ServerOptions options;
    options.idle_timeout = 10s;
    Peers peers(1, options);
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    RawPeer raw(peers.client(), endpoint);
    ASSERT_TRUE(peers.until([&] { return raw.connected; }));
    for (int i = 0; i < 5; ++i) {
        peers.world.run_for(7s);
        raw.send_heartbeat("alive", i);
    }
    const Instant last = peers.world.now();
    EXPECT_FALSE(raw.closed);
    ASSERT_TRUE(peers.until([&] { return raw.closed.has_value(); }, 30s));
    EXPECT_NEAR(static_cast<double>(to_milliseconds(peers.world.now() - last)), 10'000, 10);
    EXPECT_EQ(peers.handler.open, 0u);
}

TEST(Server, AConnectionThatWaitsForItsAnswerIsNotIdle) {
    ServerOptions options;
    options.idle_timeout = 10s;
    Peers peers(1, options);
    peers.call("slow", 5min);
    ASSERT_TRUE(peers.until_pending(1));
    peers.world.run_for(65s);
    EXPECT_TRUE(peers.outcomes.empty());
    peers.handler.take().answer();
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NONE);
    peers.world.run_for(9s);
    EXPECT_EQ(peers.handler.open, 1u) << "counted from the answer";
    peers.world.run_for(2s);
    EXPECT_EQ(peers.handler.open, 0u);
}

TEST(Server, TellsHowLongAnAnswerTook) {
    Peers peers;
    peers.call("a");
    ASSERT_TRUE(peers.until_pending(1));
    peers.world.run_for(25ms);
    peers.handler.take().answer();
    EXPECT_THAT(peers.handler.answered_after, ElementsAre(testing::AllOf(testing::Ge(25ms), testing::Lt(26ms))));
}

// KIP-219: the client hears at once for how long it is to wait, and is held to it.
TEST(Server, AThrottledAnswerComesAtOnceAndTheNextRequestWaits) {
    Peers peers;
    peers.handler.pause = 300ms;
    peers.call("a");
    peers.call("b");
    ASSERT_TRUE(peers.until_pending(1));
    const Instant answered = peers.world.now();
    peers.handler.take().answer();
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_LT(peers.world.now() - answered, 10ms);
    EXPECT_EQ(peers.outcomes[0].result->throttle_time_ms, 300);
    ASSERT_TRUE(peers.until_pending(1));
    EXPECT_GE(peers.world.now() - answered, 300ms);
    EXPECT_LT(peers.world.now() - answered, 310ms);
    EXPECT_EQ(peers.handler.throttled.size(), 1u) << "asked once for each answer";
    EXPECT_EQ(peers.handler.throttled[0].first, "test");
}

TEST(Server, TheLongerThrottleHoldsAndTheClustersOwnRequestsHaveNone) {
    Peers peers;
    peers.handler.pause = 20ms;
    peers.handler.on_request = [](Handler::Pending pending) {
        if (pending.group() == "exempt") pending.responder.exempt_from_throttle();
        EXPECT_EQ(pending.responder.settle_throttle(70ms), pending.group() == "exempt" ? 0ms : 70ms);
        EXPECT_EQ(pending.responder.settle_throttle(900ms), pending.group() == "exempt" ? 0ms : 70ms) << "it is settled";
        pending.answer();
    };
    peers.call("exempt");
    peers.call("a");
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[0].result->throttle_time_ms, 0);
    EXPECT_EQ(peers.outcomes[1].result->throttle_time_ms, 70);
}

TEST(Server, AMutedConnectionIsNotIdleAndMayClose) {
    Peers peers(1, {.idle_timeout = 100ms});
    peers.handler.pause = 250ms;
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    RawPeer raw(peers.client(), endpoint);
    raw.send_heartbeat("a", 1);
    ASSERT_TRUE(peers.until([&] { return raw.frames.size() == 1; }));
    peers.world.run_for(200ms);
    EXPECT_EQ(peers.handler.open, 1u);
    raw.connection->close();
    peers.world.run_for(500ms);
    EXPECT_EQ(peers.handler.open, 0u);
}

TEST(Server, AConnectionTooManyFromOneHostIsClosedAndTheOthersLive) {
    Peers peers;
    peers.handler.admission = [](std::size_t open) { return Admission{.accepted = open < 2, .pause = {}, .reason = "two are enough"}; };
    RawPeer first(peers.client(), endpoint);
    RawPeer second(peers.client(), endpoint);
    peers.world.run_for(10ms);
    RawPeer third(peers.client(), endpoint);
    ASSERT_TRUE(peers.until([&] { return third.closed.has_value(); }));
    EXPECT_EQ(peers.handler.open, 2u);
    first.connection->close();
    ASSERT_TRUE(peers.until([&] { return peers.handler.open == 1; }));
    RawPeer fourth(peers.client(), endpoint);
    fourth.send_heartbeat("a", 1);
    ASSERT_TRUE(peers.until_pending(1)) << "there is room again";
}

TEST(Server, ARefusedConnectionIsClosedAfterItsPauseAndNeverHeard) {
    Peers peers;
    peers.handler.admission = [](std::size_t) { return Admission{.accepted = false, .pause = 200ms, .reason = "too fast"}; };
    RawPeer raw(peers.client(), endpoint);
    raw.send_heartbeat("a", 1);
    peers.world.run_for(150ms);
    EXPECT_FALSE(raw.closed);
    ASSERT_TRUE(peers.until([&] { return raw.closed.has_value(); }));
    EXPECT_TRUE(peers.handler.seen.empty());
    EXPECT_EQ(peers.handler.open, 0u);
}

TEST(Server, AConnectionThatIsAdmittedWithAPauseIsHeardAfterIt) {
    Peers peers;
    peers.handler.admission = [](std::size_t) { return Admission{.accepted = true, .pause = 200ms, .reason = ""}; };
    RawPeer raw(peers.client(), endpoint);
    raw.send_heartbeat("a", 1);
    peers.world.run_for(150ms);
    EXPECT_TRUE(peers.handler.seen.empty());
    ASSERT_TRUE(peers.until_pending(1));
    EXPECT_FALSE(raw.closed);
}

TEST(Server, AnAnswerToAClosedConnectionGoesNowhere) {
    Peers peers;
    peers.call("a");
    ASSERT_TRUE(peers.until_pending(1));
    peers.channel.reset();
    ASSERT_TRUE(peers.until([&] { return peers.handler.open == 0; }));
    peers.handler.take().answer();
    peers.world.run_for(1s);
    EXPECT_TRUE(peers.handler.answered_after.empty());
}

TEST(Server, DestroyedItClosesAllAndRespondersAreHarmless) {
    Peers peers;
    peers.call("a");
    peers.call("b");
    ASSERT_TRUE(peers.until_pending(1));
    peers.server.reset();
    peers.handler.take().answer();
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
}

TEST(Server, MayBeDestroyedWhileItHandsOverARequest) {
    Peers peers;
    peers.handler.on_request = [&](Handler::Pending pending) {
        peers.server.reset();
        pending.answer();
    };
    peers.call("a");
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
}

TEST(Server, AnOccupiedPortIsAnErrorThatNamesIt) {
    Peers peers;
    Server second(peers.world.node(server_node).environment(), {}, peers.handler, peers.logger);
    const auto status = second.listen(endpoint);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, testing::HasSubstr("9092"));
}

TEST(Server, Port0GetsARealOne) {
    Peers peers;
    Server second(peers.world.node(server_node).environment(), {}, peers.handler, peers.logger);
    ASSERT_TRUE(second.listen({"127.0.0.1", 0}));
    EXPECT_NE(second.endpoint().port, 0);
    RawPeer raw(peers.client(), second.endpoint());
    EXPECT_TRUE(peers.until([&] { return raw.connected; }));
}

TEST(Server, StoppedListeningItServesWhoIsThere) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.call("a");
    ASSERT_TRUE(peers.until_outcomes(1));
    peers.server->stop_listening();
    RawPeer late(peers.client(), endpoint);
    ASSERT_TRUE(peers.until([&] { return late.closed.has_value(); }));
    EXPECT_FALSE(late.connected);
    peers.call("b");
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NONE);
}

TEST(Server, AnswersAnUnknownApiVersionsInVersion0) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) {
        EXPECT_EQ(pending.request.version(), 99);
        pending.responder.respond(messages::ApiVersionsResponse{.error_code = ErrorCode::UNSUPPORTED_VERSION}, 0);
    };
    RawPeer raw(peers.client(), endpoint);
    raw.send(Bytes{0, 18, 0, 99, 0, 0, 0, 9, 0, 1, 'c', 0, 1, 2, 3});
    ASSERT_TRUE(peers.until([&] { return !raw.frames.empty(); }));
    const auto answer = messages::decode_response<messages::ApiVersionsResponse>(raw.frames[0], 0);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->error_code, ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_EQ(correlation_id(raw.frames[0]), 9);
}

TEST(Server, TheWireTapSeesBothDirectionsWhileSomebodyLooks) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.call("unseen");
    ASSERT_TRUE(peers.until_outcomes(1));
    env::sim::RecordingObserver& observed = peers.world.node(server_node).observed();
    EXPECT_TRUE(observed.frames().empty());
    observed.set_interest({.views = false, .wire = true});
    peers.call("seen");
    ASSERT_TRUE(peers.until_outcomes(2));
    ASSERT_EQ(observed.frames().size(), 2u);
    EXPECT_EQ(observed.frames()[0].client_id, "test");
    EXPECT_EQ(observed.frames()[0].node, server_node);
    EXPECT_FALSE(observed.frames()[0].outgoing_connection);
    EXPECT_TRUE(observed.frames()[1].response);
    EXPECT_EQ(observed.frames()[1].connection, observed.frames()[0].connection);
}

}  // namespace
}  // namespace vitrine::rpc::test
