# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An outside client produces without pause while each broker in turn is killed and started, the active controller included.

Afterwards every acknowledged record is read exactly once and in order, and the replicas' logs are byte-identical.
"""
import unittest

from cluster import RDKAFKA_CLIENT, ClusterTest, Lines, run

ROUNDS = 10
TOPIC = "failover"
PARTITIONS = 4


@unittest.skipUnless(RDKAFKA_CLIENT, "librdkafka is not there")
class FailoverTest(ClusterTest):
    # Faster than Kafka's 9 s, so that ten rounds fit into a test; each rule stays as it is.
    settings = ("broker.session.timeout.ms=2000", "broker.heartbeat.interval.ms=300")

    def test_ten_rounds_of_killing_lose_and_repeat_nothing(self):
        self.cluster.run(f"topic create {TOPIC} --partitions {PARTITIONS} --replication-factor 3 --config min.insync.replicas=2")
        producer = Lines([RDKAFKA_CLIENT, "produce", self.servers, TOPIC, "message.timeout.ms=120000"])
        try:
            controllers_killed = 0
            for i in range(ROUNDS):
                before = len(producer.lines)
                producer.wait_for(lambda lines: len(lines) > before + 200)
                controller = self.cluster.run("quorum")["leader"]
                # Every second round the active controller, else the brokers in turn.
                broker = controller if i % 2 == 0 else i % 3 + 1
                controllers_killed += broker == controller
                self.cluster.run(f"broker kill {broker}")
                self.cluster.run("wait until leaderless 0 --timeout 90s")
                self.cluster.run(f"broker start {broker}")
                self.cluster.run(f"wait until broker {broker} ready --timeout 90s")
                self.cluster.run("wait until under-replicated 0 --timeout 60s")
            self.assertGreaterEqual(controllers_killed, ROUNDS // 2)
        finally:
            code = producer.stop()
        self.assertEqual(code, 0, producer.lines[-3:])
        acked = [line.split() for line in producer.lines if line.startswith("acked ")]
        failed = [line for line in producer.lines if line.startswith("failed ")]
        self.assertEqual(failed, [])
        self.assertGreater(len(acked), ROUNDS * 200)

        read = [line.split() for line in run([RDKAFKA_CLIENT, "consume", self.servers, TOPIC], timeout=120).splitlines()]
        values = [int(value) for _, _, _, value in read]
        self.assertEqual(len(values), len(set(values)), "a record was read twice")
        self.assertEqual(set(values), {int(entry[3]) for entry in acked}, "not every acknowledged record was read, or one that was not acknowledged")
        at = {(partition, offset): value for _, partition, offset, value in read}
        for _, partition, offset, value in acked:
            self.assertEqual(at.get((partition, offset)), value, f"partition {partition} offset {offset}")
        for partition in range(PARTITIONS):
            # Of one key values rise; each key has its partition.
            by_key = {}
            for _, where, _, value in read:
                if int(where) == partition:
                    by_key.setdefault(int(value) % 16, []).append(int(value))
            for key, rising in by_key.items():
                self.assertEqual(rising, sorted(rising), f"partition {partition}, key {key}")
        print(f"{len(acked)} records acknowledged and read once, {controllers_killed} controllers killed")

        for partition in range(PARTITIONS):
            end = max(int(offset) for _, where, offset, _ in read if int(where) == partition) + 1
            self.cluster.run(f"wait until high-watermark {TOPIC} {partition} >= {end}")
        self.cluster.run("wait 1s")
        for partition in range(PARTITIONS):
            logs = [b"".join(self.cluster.log_bytes(broker, TOPIC, partition).values()) for broker in (1, 2, 3)]
            self.assertTrue(logs[0] == logs[1] == logs[2], f"the replicas of {TOPIC}-{partition} differ")
            self.assertGreater(len(logs[0]), 0)


if __name__ == "__main__":
    unittest.main()
