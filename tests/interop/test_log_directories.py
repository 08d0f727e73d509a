# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brokers with two log directories each, as Apache Kafka's kafka-log-dirs sees them, before and after one of them failed, and replicas that
its kafka-reassign-partitions moves from one to the other."""
import json
import os
import subprocess
import time
import unittest

from cluster import VITRINE, KafkaToolsCase

REASSIGN = "org.apache.kafka.tools.reassign.ReassignPartitionsCommand"
LOG_DIRS = "org.apache.kafka.tools.LogDirsCommand"
TOPICS = "org.apache.kafka.tools.TopicCommand"


class LogDirectoriesTest(KafkaToolsCase):
    options = ("--log-dirs", "2")

    def describe(self):
        """By broker: what each of its log directories, by its name, holds, and its error."""
        printed = self.tools(LOG_DIRS, "--bootstrap-server", self.servers, "--describe")
        document = json.loads(next(line for line in printed.splitlines() if line.startswith("{")))
        return {broker["broker"]: {os.path.basename(directory["logDir"]): directory for directory in broker["logDirs"]}
                for broker in document["brokers"]}

    def kafka_reassign(self, *arguments):
        return self.tools(REASSIGN, "--bootstrap-server", self.servers, *arguments)

    def vitrine_reassign(self, *arguments):
        return subprocess.run([VITRINE, "reassign", "--bootstrap-server", self.servers, *arguments], check=True, stdout=subprocess.PIPE, text=True, timeout=60).stdout

    def held(self, broker, name):
        return sorted(row["partition"] for row in self.describe()[broker][name]["partitions"])

    def test_a_replica_is_moved_to_the_other_directory(self):
        self.check_move(self.kafka_reassign)

    def test_vitrine_reassign_moves_it_too(self):
        self.check_move(self.vitrine_reassign)

    def check_move(self, tool):
        path = os.path.join(self.cluster.directory, "plan.json")

        def reassign(plan, *arguments):
            with open(path, "w") as file:
                json.dump(plan, file)
            return tool("--reassignment-json-file", path, *arguments)
        self.cluster.run("topic create moved --partitions 1 --replication-factor 3")
        # More than a copy gets before its throttle stops it for long.
        self.cluster.run(f"produce moved {'x' * 300} --count 10000")
        self.cluster.run("wait until under-replicated 0")
        before = self.describe()[3]
        origin = next(name for name, directory in before.items() if "moved-0" in [row["partition"] for row in directory["partitions"]])
        target = next(name for name in before if name != origin)
        to = os.path.join(self.cluster.directory, target)
        plan = {"version": 1, "partitions": [
            {"topic": "moved", "partition": 0, "replicas": [1, 2, 3], "log_dirs": ["any", "any", to]}]}
        self.assertIn("started", reassign(plan, "--execute", "--replica-alter-log-dirs-throttle", "1000"))
        deadline = time.monotonic() + 30
        future = []
        while not future:
            self.assertLess(time.monotonic(), deadline)
            future = [row for row in self.describe()[3][target]["partitions"] if row["partition"] == "moved-0"]
        self.assertTrue(future[0]["isFuture"])
        self.assertGreater(future[0]["offsetLag"], 0)
        self.assertTrue(any(name.startswith("moved-0.") and name.endswith("-future") for name in os.listdir(to)))
        verified = reassign(plan, "--verify", "--preserve-throttles")
        self.assertIn("Reassignment of replica moved-0-3 is still in progress.", verified)
        reassign(plan, "--execute", "--additional", "--replica-alter-log-dirs-throttle", "100000000")
        while "is still in progress" in verified or "completed successfully" not in verified:
            self.assertLess(time.monotonic(), deadline, verified)
            time.sleep(0.2)
            verified = reassign(plan, "--verify", "--preserve-throttles")
        self.assertIn("Reassignment of replica moved-0-3 completed successfully.", verified)
        self.assertIn("moved-0", self.held(3, target))
        self.assertNotIn("moved-0", self.held(3, origin))
        self.assertTrue(os.path.isdir(os.path.join(to, "moved-0")))
        self.assertNotIn("moved-0", os.listdir(os.path.join(self.cluster.directory, origin)))
        self.cluster.run("broker stop 3")
        self.cluster.run("broker start 3")
        self.cluster.run("wait until under-replicated 0")
        self.assertIn("moved-0", self.held(3, target))
        self.assertIn("Clearing broker-level throttles", reassign(plan, "--verify"))
        self.cluster.run("topic delete moved")
        while any("moved-0" in os.listdir(os.path.join(self.cluster.directory, name)) for name in before):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)

    def test_both_are_described_and_the_broker_goes_on_without_one(self):
        self.cluster.run("topic create orders --partitions 3 --replication-factor 3")
        self.cluster.run("produce orders x --count 30")
        self.cluster.run("wait until under-replicated 0")
        described = self.describe()
        self.assertEqual(sorted(described), [1, 2, 3])
        for broker, directories in described.items():
            self.assertEqual(sorted(directories), [f"broker-{broker}", f"broker-{broker}.2"])
            held = {}
            for name, directory in directories.items():
                self.assertIsNone(directory["error"])
                held[name] = sorted(row["partition"] for row in directory["partitions"])
                for partition in held[name]:
                    self.assertTrue(os.path.isdir(os.path.join(self.cluster.directory, name, partition)), partition)
            self.assertEqual(sorted(sum(held.values(), [])), ["orders-0", "orders-1", "orders-2"])
            self.assertEqual(sorted(len(partitions) for partitions in held.values()), [1, 2])

        # No log can be made where a file has its name: to the broker that is a disk that does not do as it is told.
        name = next(name for name, directory in described[2].items() if len(directory["partitions"]) == 1)
        if name == "broker-2":
            self.skipTest("the directory of the metadata log takes its broker with it")
        with open(os.path.join(self.cluster.directory, name, "later-0"), "w"):
            pass
        self.cluster.run("topic create later --partitions 1 --replication-factor 3")
        deadline = time.monotonic() + 60
        while self.describe()[2][name]["error"] is None:
            self.assertLess(time.monotonic(), deadline, "the directory does not go offline")
        directories = self.describe()[2]
        self.assertIn("KafkaStorageException", directories[name]["error"])
        self.assertIn("later-0", [row["partition"] for row in directories["broker-2"]["partitions"]])
        self.cluster.run("wait until brokers 3")
        self.cluster.run("wait until isr later 0 size 3")
        away = described[2][name]["partitions"][0]["partition"].rpartition("-")[2]
        self.cluster.run(f"wait until isr orders {away} size 2")
        printed = self.tools(TOPICS, "--bootstrap-server", self.servers, "--describe", "--under-replicated-partitions")
        columns = [column.strip() for line in printed.splitlines() for column in line.split("\t")]
        self.assertEqual([column for column in columns if column.startswith("Partition:")], [f"Partition: {away}"])

        os.remove(os.path.join(self.cluster.directory, name, "later-0"))
        self.cluster.run("broker stop 2")
        self.cluster.run("broker start 2")
        self.cluster.run("wait until under-replicated 0")
        self.assertTrue(all(directory["error"] is None for directory in self.describe()[2].values()))


if __name__ == "__main__":
    unittest.main()
