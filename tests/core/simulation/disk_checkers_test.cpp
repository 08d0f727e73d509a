// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/disk_checkers.h"

#include "env/sim/world.h"
#include "records/record.h"
#include "stage.h"
#include "storage/files.h"

namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Three machines whose logs a test writes as brokers would.
class OnDisks : public testing::Test {
protected:
    OnDisks() {
        for (const BrokerId id : {b1, b2, b3}) {
            world.add_node(id);
            disks[id] = &world.node(id).disk();
        }
    }
    // One record at `offset`.
    void append(BrokerId node, const std::string& directory, int offset, const std::string& value, int epoch = 0) {
        env::Disk& disk = world.node(node).disk();
        if (!disk.exists(directory)) {
            ASSERT_TRUE(disk.create_directories(directory));
            const Uuid id = directory.starts_with("__cluster") ? metadata_topic_id : topic_id(1);
            ASSERT_TRUE(env::write_file(disk, directory + "/partition.metadata", as_bytes(storage::format_partition_metadata(id))));
        }
        records::BatchBuilder builder({.base_offset = Offset(offset), .leader_epoch = LeaderEpoch(epoch)});
        builder.append(1000, std::nullopt, as_bytes(value));
        const auto bytes = builder.build();
        ASSERT_TRUE(bytes);
        auto file = disk.open(storage::segment_path(directory, Offset(0), ".log"), env::OpenMode::read_write);
        ASSERT_TRUE(file);
        ASSERT_TRUE((*file)->append(*bytes));
    }
    void write(BrokerId node, const std::vector<std::string>& values, int epoch = 0) {
        for (std::size_t i = 0; i < values.size(); ++i) append(node, "orders-0", static_cast<int>(i), values[i], epoch);
    }
    void truncate(BrokerId node, int batches) {
        env::Disk& disk = world.node(node).disk();
        auto file = disk.open(storage::segment_path("orders-0", Offset(0), ".log"), env::OpenMode::read_write);
        ASSERT_TRUE(file);
        ASSERT_TRUE((*file)->truncate((*file)->size() / 3 * batches));  // of three batches of one size
    }
    env::sim::World world{1};
    Disks disks;
    Stage stage;
};

TEST_F(OnDisks, LogsAreReadWithoutTheirNode) {
    write(b1, {"a", "b"});
    append(b1, "__cluster_metadata-0", 0, "m");
    ASSERT_TRUE(disks[b1]->create_directories("gone-0.abc-delete"));
    const auto logs = read_logs(*disks[b1]);
    ASSERT_TRUE(logs) << logs.error().message;
    ASSERT_EQ(logs->size(), 2u);
    const LogOnDisk& log = logs->at({topic_id(1), 0});
    EXPECT_EQ(log.name, orders());
    EXPECT_EQ(log.end(), Offset(2));
    EXPECT_EQ(log.damage, "");
    EXPECT_NE(log.batches[0].hash, log.batches[1].hash);
    ASSERT_TRUE(world.node(b1).disk().corrupt(storage::segment_path("orders-0", Offset(0), ".log"), 65));
    const auto damaged = read_log(*disks[b1], orders());
    ASSERT_TRUE(damaged);
    EXPECT_EQ(damaged->end(), Offset(0));
    EXPECT_THAT(damaged->damage, HasSubstr("the CRC of the batch at offset 0 is wrong"));
}

class Replicas : public OnDisks {
protected:
    IdenticalReplicas& checker = stage.set.add<IdenticalReplicas>();
};

TEST_F(Replicas, ThatAreTheSameBelowTheirHighWatermarksAreAccepted) {
    write(b1, {"a", "b", "c"});
    write(b2, {"a", "b", "x"});  // its tail is not committed
    stage.show(b1, leader(0, 3, 3));
    stage.show(b2, follower(0, 3, 2));
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Replicas, ThatWereTakenAwayAndAreGivenAgainBeginAnew) {
    write(b1, {"a", "b", "c"});
    write(b2, {"a", "b", "c"});
    stage.show(b1, leader(0, 3, 3));
    stage.show(b2, follower(0, 3, 3));
    checker.check(disks, stage.now());
    const std::string log = storage::segment_path("orders-0", Offset(0), ".log");
    ASSERT_TRUE(world.node(b2).disk().remove(log));
    observe::NodeDelta moved;
    moved.node = b2;
    moved.removed_replicas = {orders()};
    checker.on_views(moved);
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
    // And shown whole, a node has what it shows and nothing else.
    ASSERT_TRUE(world.node(b1).disk().remove(log));
    observe::NodeDelta whole;
    whole.node = b1;
    whole.full = true;
    checker.on_views(whole);
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Replicas, ThatDifferBelowTheirHighWatermarksAreFoundOnce) {  // KIP-279
    write(b1, {"a", "b", "c"});
    write(b2, {"a", "x", "c"});
    stage.show(b1, leader(0, 3, 3));
    stage.show(b2, follower(0, 3, 3));
    checker.check(disks, stage.now());
    checker.check(disks, stage.now());
    EXPECT_THAT(
        stage.sentences(),
        ElementsAre(HasSubstr("the batch at offset 1 of orders-0 (epoch 0, high watermark 3) on node 2 is not the one that node 1 has")));
}

TEST_F(Replicas, OfACompactedTopicMayLackRecordsButHaveNoOthers) {
    checker.is_compacted("orders");
    write(b1, {"a", "b", "c"});
    append(b2, "orders-0", 0, "a");
    append(b2, "orders-0", 2, "c");
    stage.show(b1, leader(0, 3, 3));
    stage.show(b2, follower(0, 3, 3));
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
    append(b3, "orders-0", 1, "x");
    append(b3, "orders-0", 2, "c");
    stage.show(b3, follower(0, 3, 3));
    checker.check(disks, stage.now());
    EXPECT_THAT(
        stage.sentences(),
        ElementsAre(HasSubstr("the record at offset 1 of orders-0 (epoch 0, high watermark 3) on node 3 is not the one that node 1 has")));
}

TEST_F(Replicas, ABatchThatChangesLaterIsFound) {
    write(b1, {"a", "b", "c"});
    stage.show(b1, leader(0, 3, 3));
    checker.check(disks, stage.now());
    truncate(b1, 1);
    append(b1, "orders-0", 1, "z", 1);
    append(b1, "orders-0", 2, "z", 1);
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("the batch at offset 1 of orders-0")));
}

TEST_F(Replicas, ALogThatEndsBelowItsHighWatermarkOrIsDamagedThereIsFound) {
    write(b1, {"a", "b"});
    stage.show(b1, leader(0, 3, 3));
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), ElementsAre("the log of orders-0 on node 1 ends at 2 below its high watermark 3"));
    write(b2, {"a", "b", "c"});
    ASSERT_TRUE(world.node(b2).disk().corrupt(storage::segment_path("orders-0", Offset(0), ".log"), 65));
    stage.show(b2, follower(0, 3, 3));
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences().back(),
                HasSubstr("on node 2 ends at 0 below its high watermark 3; orders-0/00000000000000000000.log: the CRC"));
}

TEST_F(Replicas, AHighWatermarkOfAFormerLifeDoesNotCount) {
    write(b1, {"a", "b"});
    stage.show(b1, leader(0, 3, 3));
    stage.restart(b1);
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Replicas, AfterTheFaultsAllMustEndTogether) {
    write(b1, {"a", "b", "c"});
    write(b2, {"a", "b"});
    stage.show(b1, leader(0, 3, 3));
    stage.show(b2, follower(0, 2, 2));
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
    checker.check_converged(disks, stage.now());
    EXPECT_THAT(stage.sentences(), ElementsAre("after the faults, the log of orders-0 ends at 2 on node 2 and at 3 on node 1"));
    write(b3, {"a", "b"});
    stage.show(b3, follower(0, 1, 1));  // it has grown since: where it ends says nothing yet
    checker.check_converged(disks, stage.now());
    EXPECT_EQ(stage.sentences().size(), 2u);
}

class Metadata : public OnDisks {
protected:
    void append_metadata(BrokerId node, int offset, const std::string& value, int epoch = 1) {
        append(node, "__cluster_metadata-0", offset, value, epoch);
    }
    void show_quorum(BrokerId node, int high_watermark) {
        observe::NodeDelta delta;
        delta.quorum.emplace();
        delta.quorum->high_watermark = Offset(high_watermark);
        stage.show(node, std::move(delta));
    }
    CommittedMetadata& checker = stage.set.add<CommittedMetadata>();
};

TEST_F(Metadata, AnUncommittedTailMayDiffer) {
    append_metadata(b1, 0, "a");
    append_metadata(b1, 1, "b");
    append_metadata(b2, 0, "a");
    append_metadata(b2, 1, "x");
    show_quorum(b1, 2);
    show_quorum(b2, 1);
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Metadata, CommittedRecordsThatDifferAreFound) {  // KAFKA-10527, KAFKA-12619
    append_metadata(b1, 0, "a");
    append_metadata(b2, 0, "x", 2);
    show_quorum(b1, 1);
    show_quorum(b2, 1);
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("the batch at offset 0 of __cluster_metadata-0 (epoch 2, high watermark 1) on node 2")));
}

TEST_F(Metadata, CommittedRecordsThatAreGoneAreFound) {  // KAFKA-12460, KAFKA-14238
    append_metadata(b1, 0, "a");
    show_quorum(b1, 2);
    checker.check(disks, stage.now());
    EXPECT_THAT(stage.sentences(), ElementsAre("the metadata log of node 1 ends at 1 below the quorum's high watermark 2"));
}

class Recovery : public OnDisks {
protected:
    Recovery() { checker.watch(b1, *disks[b1]); }
    void die() { stage.tell(b1, observe::NodeRunChanged{observe::NodeRun::killed, ""}); }
    void recover() { stage.tell(b1, observe::LogRecovered{orders(), Offset(0), 0}); }
    void run() { stage.tell(b1, observe::NodeRunChanged{observe::NodeRun::running, ""}); }
    RecoveredLogs& checker = stage.set.add<RecoveredLogs>();
};

TEST_F(Recovery, OfAKilledNodeIsEverything) {
    write(b1, {"a", "b", "c"});
    die();
    recover();
    append(b1, "orders-0", 3, "fetched since");
    run();
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Recovery, OfAKilledNodeThatLostABatchIsFound) {
    write(b1, {"a", "b", "c"});
    die();
    truncate(b1, 2);
    recover();
    EXPECT_THAT(stage.sentences(),
                ElementsAre("after its kill, node 1 recovered orders-0 up to offset 2; its files had whole batches up to 3"));
}

TEST_F(Recovery, OfACompactedLogMayBringBackWhatWasCleanedButNothingElse) {
    checker.is_compacted("orders");
    append(b1, "orders-0", 0, "a");
    append(b1, "orders-0", 2, "c");
    die();
    ASSERT_TRUE(disks[b1]->remove_tree("orders-0"));
    write(b1, {"a", "b", "c"});
    recover();
    EXPECT_THAT(stage.sentences(), IsEmpty());
    run();
    die();
    ASSERT_TRUE(disks[b1]->remove_tree("orders-0"));
    write(b1, {"a", "x", "c"});
    recover();
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("recovered a record at offset 1 of orders-0 that was not there")));
}

TEST_F(Recovery, OfALogThatSaysNothingIsLookedAtWhenTheNodeRuns) {
    write(b1, {"a", "b", "c"});
    die();
    truncate(b1, 2);
    run();
    EXPECT_EQ(stage.sentences().size(), 1u);
}

TEST_F(Recovery, OfAKilledNodeWithoutTheLogIsFound) {
    write(b1, {"a"});
    die();
    ASSERT_TRUE(disks[b1]->remove_tree("orders-0"));
    run();
    EXPECT_THAT(stage.sentences(), ElementsAre("after its kill, node 1 has no log of orders-0 any more"));
}

TEST_F(Recovery, OfACrashedNodeIsAFirstPart) {
    write(b1, {"a", "b", "c"});
    checker.crashes(b1);
    truncate(b1, 1);
    die();
    recover();
    run();
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Recovery, OfACrashedNodeBelowItsRecoveryPointIsFound) {
    write(b1, {"a", "b", "c"});
    ASSERT_TRUE(env::write_file(*disks[b1], storage::recovery_point_checkpoint_name,
                                as_bytes(storage::format_offset_checkpoint({{orders(), Offset(2)}}))));
    checker.crashes(b1);
    truncate(b1, 1);
    die();
    recover();
    EXPECT_THAT(stage.sentences(), ElementsAre("after its crash, node 1 recovered orders-0 up to offset 1; its recovery point was 2"));
}

TEST_F(Recovery, OfABatchThatWasNeverThereIsFound) {
    write(b1, {"a", "b", "c"});
    checker.crashes(b1);
    truncate(b1, 1);
    append(b1, "orders-0", 1, "q", 4);
    die();
    recover();
    EXPECT_THAT(
        stage.sentences(),
        ElementsAre(
            "after its crash, node 1 recovered a batch at offset 1 of orders-0 that was not there (there was another one, of epoch 0)"));
}

TEST_F(Recovery, OfATruncatedTailAfterACrashIsAccepted) {
    write(b1, {"a", "b", "c"});
    truncate(b1, 2);
    stage.tell(b1, observe::LogTruncated{orders(), Offset(3), Offset(2), LeaderEpoch(0)});
    checker.crashes(b1);
    append(b1, "orders-0", 2, "c");  // the truncation was not durable
    die();
    recover();
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

}  // namespace vitrine::simulation::test
