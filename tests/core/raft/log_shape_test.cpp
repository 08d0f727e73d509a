// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/log_shape.h"

#include <gtest/gtest.h>

#include "quorum_bench.h"

namespace vitrine::raft::test {
namespace {

TEST(LogShape, KnowsTheEndOfEachEpoch) {
    const LogShape log = log_of({at(3, 1), at(5, 2), at(9, 5)});
    struct Row {
        std::int32_t asked;
        OffsetAndEpoch end;
    };
    for (const Row& row : std::initializer_list<Row>{
             {0, at(0, 0)},  // below the first epoch: nothing is shared
             {1, at(3, 1)},
             {2, at(5, 2)},
             {3, at(5, 2)},  // an epoch it never had: the largest lower one (KIP-279)
             {5, at(9, 5)},
             {8, at(9, 5)},
         }) {
        EXPECT_EQ(log.end_for_epoch(LeaderEpoch(row.asked)), row.end) << row.asked;
    }
    EXPECT_EQ(LogShape().end(), at(0, 0));
}

TEST(LogShape, FindsWhereAFollowerDiverges) {
    const LogShape leader = log_of({at(3, 1), at(5, 2), at(9, 5)});
    struct Row {
        OffsetAndEpoch follower;
        std::optional<OffsetAndEpoch> diverging;
    };
    for (const Row& row : std::initializer_list<Row>{
             {at(0, 0), std::nullopt},   // an empty log agrees with every log
             {at(2, 1), std::nullopt},
             {at(9, 5), std::nullopt},
             {at(4, 1), at(3, 1)},       // longer in epoch 1 than the leader is
             {at(7, 3), at(5, 2)},       // an epoch that was lost
             {at(12, 5), at(9, 5)},      // longer than the leader's log
             {at(3, 7), at(9, 5)},
         }) {
        EXPECT_EQ(leader.divergence(row.follower.offset, row.follower.epoch), row.diverging)
            << row.follower.offset.value() << " " << row.follower.epoch.value();
    }
}

TEST(LogShape, FindsWhereAFollowerMustCut) {
    const LogShape follower = log_of({at(3, 1), at(7, 3)});
    EXPECT_EQ(follower.truncation_point(at(5, 2)), Offset(3)) << "it lacks epoch 2: back to the end of epoch 1";
    EXPECT_EQ(follower.truncation_point(at(2, 1)), Offset(2)) << "the leader has less of epoch 1";
    EXPECT_EQ(follower.truncation_point(at(5, 3)), Offset(5));
    EXPECT_EQ(follower.truncation_point(at(0, 0)), Offset(0)) << "nothing is shared";
}

TEST(LogShape, ForgetsEpochsThatAreCutAway) {
    LogShape log = log_of({at(3, 1), at(5, 2), at(9, 5)});
    log.truncate(Offset(5));
    EXPECT_EQ(log.end(), at(5, 2));
    log.truncate(Offset(4));
    EXPECT_EQ(log.end(), at(4, 2));
    log.truncate(Offset(0));
    EXPECT_EQ(log.end(), at(0, 0));
    log.append(LeaderEpoch(7), Offset(1));
    EXPECT_EQ(log.epochs(), (std::vector<EpochStart>{{LeaderEpoch(7), Offset(0)}}));
}

}  // namespace
}  // namespace vitrine::raft::test
