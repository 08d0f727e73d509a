// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/broker/cluster_fixture.h"

namespace vitrine::broker::test {
namespace {

TEST(NodeTest, one_node_alone_becomes_ready_and_keeps_what_is_produced) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    const auto row = cluster.produce(1, "news", 0, {.values = {"a", "b", "c"}});
    EXPECT_EQ(row.error_code, ErrorCode::NONE);
    EXPECT_EQ(row.base_offset, Offset(0));
    EXPECT_EQ(cluster.consume("news"), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(NodeTest, three_nodes_are_ready_within_a_third_of_a_second) {
    ClusterFixture cluster(3);
    const Instant began = cluster.world.now();
    cluster.start_and_wait();
    EXPECT_LT(cluster.world.now() - began, Milliseconds(300));
}

}  // namespace
}  // namespace vitrine::broker::test
