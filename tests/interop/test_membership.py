# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An outside client produces with acks=all while a fourth broker joins, takes partitions, and leaves again.

Afterwards every acknowledged record is read exactly once; the fourth broker's directory is gone. Before it leaves, the whole cluster is
stopped and started once: the data directory knows the broker that was added.
"""
import os
import unittest

from cluster import RDKAFKA_CLIENT, ClusterTest, Lines, run

TOPIC = "orders"
PARTITIONS = 3


@unittest.skipUnless(RDKAFKA_CLIENT, "librdkafka is not there")
class MembershipTest(ClusterTest):
    def test_a_broker_joins_and_leaves_under_load_and_nothing_is_lost(self):
        cluster = self.cluster
        cluster.run(f"topic create {TOPIC} --partitions {PARTITIONS} --replication-factor 3 --config min.insync.replicas=2")
        acked = []
        producer = Lines([RDKAFKA_CLIENT, "produce", self.servers, TOPIC, "message.timeout.ms=120000"])
        try:
            def some_more():
                before = len(producer.lines)
                producer.wait_for(lambda lines: len(lines) > before + 200)

            some_more()
            added = cluster.run("broker add")
            self.assertEqual(added["broker"], 4)
            self.assertEqual(added["endpoint"], f"127.0.0.1:{cluster.base_port + 3}")
            cluster.run("wait until broker 4 ready")
            self.assertEqual([observer["id"] for observer in cluster.run("quorum")["observers"]], [4])
            some_more()
            cluster.run(f"partition move {TOPIC} 0 4,1,2")
            cluster.run(f"partition move {TOPIC} 1 2,4,3")
            cluster.run(f"wait until isr {TOPIC} 0 is 1,2,4 --timeout 60s")
            cluster.run(f"wait until isr {TOPIC} 1 is 2,3,4 --timeout 60s")
            cluster.run(f"elect preferred {TOPIC} 0")
            cluster.run(f"wait until leader {TOPIC} 0 is 4")
            some_more()
            refused = cluster.run("broker remove 4", check=False)
            self.assertFalse(refused["ok"])
            self.assertIn("broker 4 still holds 2 replicas", refused["message"])
            self.assertIn("voters", cluster.run("broker remove 2", check=False)["message"])
        finally:
            code = producer.stop()
        self.assertEqual(code, 0, producer.lines[-3:])
        self.assertEqual([line for line in producer.lines if line.startswith("failed ")], [])
        acked += [line.split() for line in producer.lines if line.startswith("acked ")]

        cluster.restart()
        cluster.run("wait until brokers 4")
        cluster.run(f"wait until isr {TOPIC} 0 is 1,2,4 --timeout 60s")

        # An idempotent producer of its own, whose values begin at 0 again.
        second = Lines([RDKAFKA_CLIENT, "produce", self.servers, TOPIC, "message.timeout.ms=120000"])
        try:
            second.wait_for(lambda lines: len(lines) > 200)
            cluster.run("broker drain 4")
            cluster.run(f"wait until isr {TOPIC} 0 is 1,2,3 --timeout 60s")
            cluster.run(f"wait until replicas {TOPIC} 0 are 1,2,3 --timeout 60s")
            cluster.run(f"wait until replicas {TOPIC} 1 are 1,2,3 --timeout 60s")
            cluster.run("broker remove 4")
            cluster.run("wait until brokers 3")
            before = len(second.lines)
            second.wait_for(lambda lines: len(lines) > before + 200)
        finally:
            code = second.stop()
        self.assertEqual(code, 0, second.lines[-3:])
        self.assertEqual([line for line in second.lines if line.startswith("failed ")], [])
        acked += [line.split() for line in second.lines if line.startswith("acked ")]
        self.assertFalse(os.path.exists(os.path.join(cluster.directory, "broker-4")))

        read = [line.split() for line in run([RDKAFKA_CLIENT, "consume", self.servers, TOPIC], timeout=120).splitlines()]
        at = {(partition, offset): value for _, partition, offset, value in read}
        self.assertEqual(len(read), len(acked), "as many records are read as were acknowledged")
        for _, partition, offset, value in acked:
            self.assertEqual(at.get((partition, offset)), value, f"partition {partition} offset {offset}")
        print(f"{len(acked)} records acknowledged and read once")


if __name__ == "__main__":
    unittest.main()
