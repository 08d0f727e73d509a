# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brokers with two log directories each, as Apache Kafka's kafka-log-dirs sees them, before and after one of them failed."""
import json
import os
import time
import unittest

from cluster import ClusterTest, KafkaTools, has_kafka

LOG_DIRS = "org.apache.kafka.tools.LogDirsCommand"
TOPICS = "org.apache.kafka.tools.TopicCommand"


@unittest.skipUnless(has_kafka(), "Apache Kafka's jars or java are not there (packaging/interop-clients)")
class LogDirectoriesTest(ClusterTest):
    options = ("--log-dirs", "2")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tools = KafkaTools()

    @classmethod
    def tearDownClass(cls):
        cls.tools.close()
        super().tearDownClass()

    def describe(self):
        """By broker: what each of its log directories, by its name, holds, and its error."""
        printed = self.tools(LOG_DIRS, "--bootstrap-server", self.servers, "--describe")
        document = json.loads(next(line for line in printed.splitlines() if line.startswith("{")))
        return {broker["broker"]: {os.path.basename(directory["logDir"]): directory for directory in broker["logDirs"]}
                for broker in document["brokers"]}

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
