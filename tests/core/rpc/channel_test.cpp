// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rpc/peers.h"

namespace vitrine::rpc::test {
namespace {

using testing::ElementsAre;

TEST(Channel, ACallIsAnswered) {
    Peers peers;
    peers.call("a");
    EXPECT_FALSE(peers.channel->connected()) << "nothing happens inside the call";
    ASSERT_TRUE(peers.until_pending(1));
    EXPECT_EQ(peers.handler.pending[0].request.header.client_id, "test");
    EXPECT_TRUE(peers.channel->connected());
    peers.handler.take().answer(7);
    ASSERT_TRUE(peers.until_outcomes(1));
    ASSERT_TRUE(peers.outcomes[0].result) << peers.outcomes[0].result.error().message;
    EXPECT_EQ(peers.outcomes[0].result->throttle_time_ms, 7);
    EXPECT_EQ(peers.channel->calls_pending(), 0u);
}

TEST(Channel, AnswersComeInTheOrderOfTheCalls) {
    Peers peers;
    std::int32_t number = 0;
    peers.handler.on_request = [&](Handler::Pending pending) { pending.answer(++number); };
    for (const auto* group : {"a", "b", "c"}) peers.call(group);  // wait for the connection
    ASSERT_TRUE(peers.until_outcomes(3));
    for (const auto* group : {"d", "e"}) peers.call(group);       // go out at once
    ASSERT_TRUE(peers.until_outcomes(5));
    EXPECT_THAT(peers.groups(), ElementsAre("a", "b", "c", "d", "e"));
    EXPECT_EQ(peers.outcomes[4].result->throttle_time_ms, 5);
    EXPECT_EQ(peers.handler.open, 1u) << "one connection";
}

TEST(Channel, ARequestWithoutAnAnswerKeepsItsPlace) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) {
        if (pending.group() == "silent") pending.responder.respond_nothing();
        else pending.answer();
    };
    const auto silent = heartbeat("silent");
    peers.channel->send_only(messages::HeartbeatRequest::message(), &silent, 4);
    peers.call("a");
    ASSERT_TRUE(peers.until_outcomes(1));
    peers.channel->send_only(messages::HeartbeatRequest::message(), &silent, 4);
    peers.call("b");
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_THAT(peers.handler.seen, ElementsAre("silent", "a", "silent", "b"));
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NONE);
}

TEST(Channel, ARefusedConnectionFailsAllCalls) {
    Peers peers;
    peers.server.reset();
    peers.call("a");
    peers.call("b");
    EXPECT_TRUE(peers.outcomes.empty()) << "later, never inside the call";
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_THAT(peers.groups(), ElementsAre("a", "b"));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
    EXPECT_THAT(peers.outcomes[0].result.error().message, testing::HasSubstr("refused"));
}

TEST(Channel, ConnectsAgainNotSoonerThanTheBackoffWhichDoublesUpToItsMaximum) {
    Peers peers;
    peers.server.reset();
    std::function<void()> again = [&] {
        if (peers.outcomes.size() < 8) peers.call("next", 30s, again);
    };
    peers.call("first", 30s, again);
    ASSERT_TRUE(peers.until_outcomes(8, 20s));
    std::vector<std::int64_t> gaps_ms;
    for (std::size_t i = 1; i < peers.outcomes.size(); ++i)
        gaps_ms.push_back(to_milliseconds(peers.outcomes[i].at - peers.outcomes[i - 1].at));
    const std::vector<std::int64_t> backoffs_ms{50, 100, 200, 400, 800, 1000, 1000};
    ASSERT_EQ(gaps_ms.size(), backoffs_ms.size());
    for (std::size_t i = 0; i < gaps_ms.size(); ++i)
        EXPECT_NEAR(static_cast<double>(gaps_ms[i]), static_cast<double>(backoffs_ms[i]), 2) << i;
}

TEST(Channel, AConnectionThatStoodResetsTheBackoff) {
    Peers peers;
    peers.server.reset();
    for (int i = 0; i < 5; ++i) {
        peers.call("refused");
        ASSERT_TRUE(peers.until_outcomes(peers.outcomes.size() + 1));
    }
    peers.start_server();
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.call("good");
    ASSERT_TRUE(peers.until_outcomes(6));
    EXPECT_EQ(peers.outcomes.back().code(), ErrorCode::NONE);
    peers.world.run_for(5s);
    peers.server.reset();
    peers.world.run_for(1s);
    peers.call("refused");
    ASSERT_TRUE(peers.until_outcomes(7));
    const Instant failed = peers.outcomes.back().at;
    peers.call("refused");
    ASSERT_TRUE(peers.until_outcomes(8));
    EXPECT_NEAR(static_cast<double>(to_milliseconds(peers.outcomes.back().at - failed)), 50, 2);
}

TEST(Channel, AnEndpointThatNeverAnswersFailsAfterTheConnectTimeout) {
    Peers peers;
    peers.world.cut(server_node, client_node);
    const Instant began = peers.world.now();
    peers.call("a");
    ASSERT_TRUE(peers.until_outcomes(1, 30s));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
    EXPECT_EQ(peers.outcomes[0].at - began, 10s);
}

TEST(Channel, ALateAnswerClosesTheConnection) {
    Peers peers;
    peers.call("late", 2s);
    peers.call("behind", 30s);
    ASSERT_TRUE(peers.until_pending(1));
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_THAT(peers.groups(), ElementsAre("late", "behind"));
    EXPECT_EQ(peers.outcomes[0].at.time_since_epoch(), 2s);
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::REQUEST_TIMED_OUT);
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NETWORK_EXCEPTION) << "its own time was not over";
    EXPECT_FALSE(peers.channel->connected());
    ASSERT_TRUE(peers.until([&] { return peers.handler.open == 0; })) << "the server is told";
    // The answer to a request whose connection is gone goes nowhere; the next call is not confused by it.
    peers.handler.take().answer(1);
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(2); };
    peers.call("next");
    ASSERT_TRUE(peers.until_outcomes(3));
    EXPECT_EQ(peers.outcomes[2].result->throttle_time_ms, 2);
}

TEST(Channel, TheEarliestDeadlineCountsInWhateverOrderTheyWereMade) {
    Peers peers;
    peers.call("a", 20s);
    ASSERT_TRUE(peers.until_pending(1));
    peers.call("b", 3s);
    ASSERT_TRUE(peers.until_outcomes(2, 30s));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::REQUEST_TIMED_OUT);
    EXPECT_GE(peers.outcomes[1].at.time_since_epoch(), 3s);
    EXPECT_LT(peers.outcomes[1].at.time_since_epoch(), 4s);
}

TEST(Channel, ATimeoutWatchesEachCallAnew) {
    Peers peers;
    peers.handler.on_request = [&](Handler::Pending pending) {
        if (pending.group() == "good") pending.answer();
        else peers.handler.pending.push_back(std::move(pending));
    };
    peers.call("good", 1s);
    ASSERT_TRUE(peers.until_outcomes(1));
    peers.world.run_for(500ms);
    const Instant made = peers.world.now();
    peers.call("late", 1s);
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[1].at - made, 1s) << "the first call's time is over in between";
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::REQUEST_TIMED_OUT);
}

TEST(Channel, ACallThatWaitsForTheConnectionTimesOutAlone) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.world.cut(server_node, client_node);
    peers.call("patient", 30s);
    peers.call("hasty", 1s);
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_THAT(peers.groups(), ElementsAre("hasty"));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::REQUEST_TIMED_OUT);
    peers.world.heal_all();
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_THAT(peers.groups(), ElementsAre("hasty", "patient"));
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NONE);
    EXPECT_THAT(peers.handler.seen, ElementsAre("patient")) << "what timed out is not sent";
}

TEST(Channel, TooManyCallsFail) {
    Peers peers(1, {}, {.client_id = "test", .calls_max = 2});
    for (const auto* group : {"a", "b", "c"}) peers.call(group);
    EXPECT_TRUE(peers.outcomes.empty());
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_THAT(peers.groups(), ElementsAre("c"));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
    EXPECT_EQ(peers.channel->calls_pending(), 2u);
}

TEST(Channel, DestroyedItDropsItsCallbacksAndCloses) {
    Peers peers;
    peers.call("in flight");
    ASSERT_TRUE(peers.until_pending(1));
    peers.call("sent");
    peers.channel.reset();
    ASSERT_TRUE(peers.until([&] { return peers.handler.open == 0; }));
    peers.handler.take().answer();
    peers.world.run_for(1min);
    EXPECT_TRUE(peers.outcomes.empty());
}

TEST(Channel, DestroyedBeforeItsConnectionStandsItNeverConnects) {
    Peers peers;
    peers.call("a");
    peers.channel.reset();
    peers.world.run_for(1min);
    EXPECT_TRUE(peers.outcomes.empty());
    EXPECT_TRUE(peers.handler.seen.empty());
    EXPECT_EQ(peers.handler.open, 0u);
}

TEST(Channel, MayBeDestroyedByAnAnswer) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.call("a", 30s, [&] { peers.channel.reset(); });
    peers.call("b");
    peers.world.run_for(1s);
    EXPECT_THAT(peers.groups(), ElementsAre("a"));
    EXPECT_EQ(peers.handler.open, 0u);
}

TEST(Channel, MayBeDestroyedByAFailureWhoeverCausedIt) {
    {
        Peers peers;
        peers.server.reset();
        peers.call("refused", 30s, [&] { peers.channel.reset(); });
        peers.call("b");
        peers.world.run_for(1s);
        EXPECT_THAT(peers.groups(), ElementsAre("refused"));
    }
    {
        Peers peers;
        peers.call("late", 1s, [&] { peers.channel.reset(); });
        peers.call("b");
        peers.world.run_for(2s);
        EXPECT_THAT(peers.groups(), ElementsAre("late"));
    }
    {
        Peers peers;
        peers.world.cut(server_node, client_node);
        peers.call("unsent", 1s, [&] { peers.channel.reset(); });
        peers.call("b");
        peers.world.run_for(2s);
        EXPECT_THAT(peers.groups(), ElementsAre("unsent"));
    }
}

TEST(Channel, AFailureMayCallAgain) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.server.reset();
    peers.call("refused", 30s, [&] {
        peers.start_server();
        peers.call("again");
    });
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NONE);
}

TEST(Channel, DisconnectFailsAllCallsWithItsReasonAndTheNextCallConnects) {
    Peers peers;
    peers.call("sent");
    ASSERT_TRUE(peers.until_pending(1));
    peers.channel->disconnect({ErrorCode::NOT_CONTROLLER, "another one leads"});
    EXPECT_TRUE(peers.outcomes.empty()) << "later, never inside the call";
    EXPECT_EQ(peers.channel->calls_pending(), 0u);
    peers.call("next");
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_EQ(peers.outcomes[0].result.error(), (Error{ErrorCode::NOT_CONTROLLER, "another one leads"}));
    ASSERT_TRUE(peers.until_pending(2));
    EXPECT_EQ(peers.handler.pending[1].group(), "next");
    peers.handler.pending[1].answer();
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NONE);
}

TEST(Channel, AnAnswerMayDisconnect) {
    Peers peers;
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.call("a", 30s, [&] { peers.channel->disconnect({ErrorCode::NETWORK_EXCEPTION, "enough"}); });
    peers.call("b");
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[1].result.error().message, "enough");
    EXPECT_FALSE(peers.channel->connected());
}

TEST(Channel, ADeadServerFailsWhatIsInFlight) {
    Peers peers;
    peers.call("a");
    ASSERT_TRUE(peers.until_pending(1));
    peers.world.kill(server_node);
    ASSERT_TRUE(peers.until_outcomes(1));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
    EXPECT_THAT(peers.outcomes[0].result.error().message, testing::HasSubstr("127.0.0.1:9092 broke"));
}

// Answers whatever the test wants to whoever connects.
class RawServer {
public:
    RawServer(env::Environment environment, std::function<void(env::Connection&, SharedBytes)> on_frame)
        : on_frame_(std::move(on_frame)),
          listener_(environment.network
                        .listen(endpoint, {},
                                [this](std::unique_ptr<env::Connection> connection) -> env::ConnectionEvents* {
                                    sessions_.push_back(std::make_unique<Session>(*this, std::move(connection)));
                                    return sessions_.back().get();
                                })
                        .value()) {}

private:
    struct Session : env::ConnectionEvents {
        Session(RawServer& its_server, std::unique_ptr<env::Connection> its_connection)
            : server(its_server), connection(std::move(its_connection)) {}
        void on_frame(SharedBytes frame) override { server.on_frame_(*connection, std::move(frame)); }
        void on_closed(Error /*reason*/) override {}
        RawServer& server;
        std::unique_ptr<env::Connection> connection;
    };
    std::function<void(env::Connection&, SharedBytes)> on_frame_;
    std::vector<std::unique_ptr<Session>> sessions_;
    std::unique_ptr<env::Listener> listener_;
};

env::Frame frame_of(Bytes bytes) {
    env::Frame frame;
    frame.pieces.emplace_back(std::move(bytes));
    return frame;
}

TEST(Channel, AnAnswerToNothingClosesTheConnection) {
    for (const Bytes& answer : {Bytes{}, Bytes{0, 0}, Bytes{0, 0, 0, 99, 0}}) {
        Peers peers;
        peers.server.reset();
        RawServer server(peers.world.node(server_node).environment(),
                         [&](env::Connection& connection, const SharedBytes&) { connection.send(frame_of(answer)); });
        peers.call("a");
        ASSERT_TRUE(peers.until_outcomes(1));
        EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::NETWORK_EXCEPTION);
        EXPECT_THAT(peers.outcomes[0].result.error().message, testing::HasSubstr("was not asked"));
        EXPECT_FALSE(peers.channel->connected());
    }
}

TEST(Channel, AnAnswerThatMeansNothingFailsItsCallAlone) {
    Peers peers;
    peers.server.reset();
    RawServer server(peers.world.node(server_node).environment(), [&](env::Connection& connection, const SharedBytes& frame) {
        const auto header = messages::decode_request_header(frame);
        Bytes answer = messages::encode_response(messages::HeartbeatResponse{}, 4, header->header.correlation_id).to_bytes();
        if (header->header.correlation_id == 0) answer.resize(6);
        connection.send(frame_of(answer));
    });
    peers.call("a");
    peers.call("b");
    ASSERT_TRUE(peers.until_outcomes(2));
    EXPECT_EQ(peers.outcomes[0].code(), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(peers.outcomes[1].code(), ErrorCode::NONE);
    EXPECT_TRUE(peers.channel->connected());
}

TEST(Channel, TheWireTapSeesWhatIsAskedAndAnswered) {
    Peers peers(1, {}, {.client_id = "test", .node = client_node});
    peers.world.node(client_node).observed().set_interest({.views = false, .wire = true});
    peers.handler.on_request = [](Handler::Pending pending) { pending.answer(); };
    peers.call("a");
    ASSERT_TRUE(peers.until_outcomes(1));
    const auto& frames = peers.world.node(client_node).observed().frames();
    ASSERT_EQ(frames.size(), 2u);
    EXPECT_FALSE(frames[0].response);
    EXPECT_TRUE(frames[0].outgoing_connection);
    EXPECT_EQ(frames[0].api_key, 12);
    EXPECT_EQ(frames[0].api_version, 4);
    EXPECT_EQ(frames[0].size_bytes, static_cast<std::int64_t>(frames[0].head.size()));
    EXPECT_EQ(messages::decode_request_body<messages::HeartbeatRequest>(frames[0].head, *messages::decode_request_header(frames[0].head))
                  ->group_id,
              "a");
    EXPECT_TRUE(frames[1].response);
    EXPECT_EQ(frames[1].correlation_id, frames[0].correlation_id);
}

}  // namespace
}  // namespace vitrine::rpc::test
