// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/producer_history.h"

#include "stage.h"

namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Producers : public testing::Test {
protected:
    ProducerHistory::RecordNumber send(const std::string& value, std::uint32_t producer = 0) {
        return history.sent(producer, "orders", as_bytes("k"), as_bytes(value), stage.now());
    }
    void ack(ProducerHistory::RecordNumber record, int offset) { history.acknowledged(record, 0, Offset(offset), stage.now()); }
    void read(int offset, const std::string& value) { history.read(orders(), Offset(offset), as_bytes("k"), as_bytes(value), stage.now()); }
    // The values from offset 0 on.
    void read_finally(const std::vector<std::string>& values) {
        history.final_read_begins(orders());
        for (std::size_t i = 0; i < values.size(); ++i) read(static_cast<int>(i), values[i]);
        history.final_read_ends(orders(), Offset(0), Offset(static_cast<std::int64_t>(values.size())), stage.now());
    }
    Stage stage;
    ProducerHistory& history = stage.set.add<ProducerHistory>();
};

TEST_F(Producers, RecordsThatLieWhereTheyWereAcknowledgedAreAccepted) {
    const auto a = send("a");
    const auto b = send("b");
    send("c");  // its outcome stays unknown: it may be there or not, early or late
    const auto d = send("d");
    ack(a, 0);
    read(0, "a");
    ack(b, 1);
    ack(d, 2);
    history.failed(send("never"));
    read_finally({"a", "b", "d", "c"});
    EXPECT_THAT(stage.sentences(), IsEmpty());
    EXPECT_EQ(history.counts().sent, 5u);
    EXPECT_EQ(history.counts().acknowledged, 3u);
    EXPECT_EQ(history.counts().unknown(), 1u);
    EXPECT_THAT(history.acknowledged_ends(), ElementsAre(std::pair(orders(), Offset(3))));
}

TEST_F(Producers, AnAcknowledgedRecordThatIsLostIsFound) {
    ack(send("a"), 0);
    ack(send("b"), 1);
    read_finally({"a"});
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("record 1 of producer 0 was acknowledged at offset 1 of orders-0 and is beyond the end")));
}

TEST_F(Producers, AHoleWhereARecordWasAcknowledgedIsFound) {
    ack(send("a"), 0);
    ack(send("b"), 1);
    history.final_read_begins(orders());
    read(1, "b");
    history.final_read_ends(orders(), Offset(0), Offset(2), stage.now());
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("record 0 of producer 0 was acknowledged at offset 0 of orders-0 and is not there")));
}

TEST_F(Producers, InACompactedTopicALaterRecordOfTheKeyMayTakeAnothersPlace) {
    history.is_compacted("orders");
    ack(send("a"), 0);
    ack(send("b"), 1);
    ack(send("c"), 2);
    history.final_read_begins(orders());
    read(2, "c");
    history.final_read_ends(orders(), Offset(0), Offset(3), stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Producers, TheLatestRecordOfAKeyOfACompactedTopicMustBeThere) {
    history.is_compacted("orders");
    ack(send("a"), 0);
    ack(send("b"), 1);
    history.final_read_begins(orders());
    read(0, "a");
    history.final_read_ends(orders(), Offset(0), Offset(2), stage.now());
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("record 1 of producer 0 was acknowledged at offset 1 of orders-0 and is not there")));
}

TEST_F(Producers, InACompactedTopicARecordMayBeThereTwice) {
    history.is_compacted("orders");
    const auto a = send("a");
    const auto b = send("b");
    read(0, "a");
    ack(b, 1);
    ack(a, 2);
    read_finally({"a", "b", "a"});
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Producers, AnotherRecordAtAnAcknowledgedOffsetIsFound) {
    ack(send("a"), 0);
    send("b");
    read(0, "b");
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("record 1 of producer 0 is read; record 0 of producer 0 was acknowledged there")));
}

TEST_F(Producers, ARecordThatNobodySentIsFound) {
    ack(send("a"), 0);
    read(1, "changed");
    EXPECT_THAT(stage.sentences(), ElementsAre("at offset 1 of orders-0, a record is read that nobody sent"));
}

TEST_F(Producers, ARecordThatIsThereTwiceIsFound) {  // Redpanda #3039, KAFKA-9892
    ack(send("a"), 0);
    read_finally({"a", "a"});
    EXPECT_THAT(stage.sentences(),
                ElementsAre("record 0 of producer 0 is read at offset 1 of orders-0, and is also at offset 0 of orders-0"));
}

TEST_F(Producers, TwoRecordsAcknowledgedAtOneOffsetAreFound) {
    ack(send("a"), 0);
    ack(send("b"), 0);
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("at offset 0 of orders-0, record 1 of producer 0 is acknowledged")));
}

TEST_F(Producers, RecordsOutOfTheirProducersOrderAreFound) {
    const auto a = send("a");
    const auto b = send("b");
    const auto other = send("x", 1);
    ack(b, 0);
    ack(other, 1);
    ack(a, 2);
    read_finally({"b", "x", "a"});
    EXPECT_THAT(stage.sentences(),
                ElementsAre("record 0 of producer 0 lies at offset 2 of orders-0, behind record 1, which was sent after it"));
}

TEST_F(Producers, ARecordThatWasReadAndIsGoneIsFound) {  // KAFKA-9807, KAFKA-14704: what was read was not committed
    send("a");
    send("b");
    read(0, "a");
    read_finally({"b"});
    EXPECT_THAT(stage.sentences(), testing::Contains(HasSubstr("record 0 of producer 0 was read there before")));
}

TEST_F(Producers, ARecordWhoseProducerWasToldThatItIsNotWrittenIsFound) {
    history.failed(send("a"));
    read(0, "a");
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("its producer was told that it is not written")));
}

TEST_F(Producers, WhatRetentionDeletedIsNotMissed) {
    ack(send("a"), 0);
    ack(send("b"), 1);
    history.final_read_begins(orders());
    read(1, "b");
    history.final_read_ends(orders(), Offset(1), Offset(2), stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

class Readers : public testing::Test {
protected:
    Stage stage;
    ReaderHistory& history = stage.set.add<ReaderHistory>();
};

TEST_F(Readers, RecordsBelowTheHighWatermarkAndARisingEndAreAccepted) {
    history.fetched(orders(), Offset(10), Offset(10), true, stage.now());
    history.fetched(orders(), Offset(10), Offset(8), false, stage.now());  // nothing is given: a new leader's high watermark lags
    history.end_told(orders(), LeaderEpoch(1), Offset(10), stage.at(1), stage.at(2));
    history.end_told(orders(), LeaderEpoch(1), Offset(10), stage.at(3), stage.at(4));
    history.end_told(orders(), LeaderEpoch(1), Offset(9), stage.at(1), stage.at(5));  // asked before the first answer came
    history.end_told(orders(), LeaderEpoch(0), Offset(9), stage.at(6), stage.at(7));  // of a leader that was paused
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Readers, ARecordAtTheHighWatermarkIsFound) {
    history.fetched(orders(), Offset(11), Offset(10), true, stage.now());
    EXPECT_THAT(stage.sentences(), ElementsAre("a reader of orders-0 was given records up to offset 10 with a high watermark of 10"));
}

TEST_F(Readers, AnEndThatFallsIsFound) {  // KIP-207
    history.end_told(orders(), LeaderEpoch(0), Offset(10), stage.at(1), stage.at(2));
    history.end_told(orders(), LeaderEpoch(1), Offset(9), stage.at(3), stage.at(4));
    EXPECT_THAT(stage.sentences(), ElementsAre("the end of orders-0 was told as 10 in leader epoch 0, and is told as 9 in epoch 1"));
}

}  // namespace vitrine::simulation::test
