# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apache Kafka's own console tools, unmodified."""
import re
import unittest

from cluster import ClusterTest, has_kafka, kafka_tool

TOPICS = "org.apache.kafka.tools.TopicCommand"
PRODUCER = "org.apache.kafka.tools.ConsoleProducer"
CONSUMER = "org.apache.kafka.tools.consumer.ConsoleConsumer"
GROUPS = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"
PERFORMANCE = "org.apache.kafka.tools.ProducerPerformance"
QUORUM = "org.apache.kafka.tools.MetadataQuorumCommand"


@unittest.skipUnless(has_kafka(), "Apache Kafka's jars or java are not there (packaging/interop-clients)")
class KafkaToolsTest(ClusterTest):
    def test_topics_are_created_listed_described_altered_and_deleted(self):
        at = ("--bootstrap-server", self.servers)
        self.assertIn("Created topic tools", kafka_tool(TOPICS, *at, "--create", "--topic", "tools", "--partitions", "3", "--replication-factor", "3",
                                                        "--config", "retention.ms=3600000"))
        self.assertIn("tools", kafka_tool(TOPICS, *at, "--list").split())
        described = kafka_tool(TOPICS, *at, "--describe", "--topic", "tools")
        self.assertRegex(described, r"PartitionCount: 3\s+ReplicationFactor: 3")
        self.assertIn("retention.ms=3600000", described)
        self.assertEqual(len(re.findall(r"Isr: \d+,\d+,\d+", described)), 3)
        kafka_tool(TOPICS, *at, "--alter", "--topic", "tools", "--partitions", "5")
        self.assertRegex(kafka_tool(TOPICS, *at, "--describe", "--topic", "tools"), r"PartitionCount: 5")
        kafka_tool(TOPICS, *at, "--delete", "--topic", "tools")
        self.assertNotIn("tools", kafka_tool(TOPICS, *at, "--list").split())

    def test_console_producer_and_console_consumer_with_a_group(self):
        at = ("--bootstrap-server", self.servers)
        self.cluster.run("topic create console --partitions 2 --replication-factor 3")
        records = [f"line {i}" for i in range(50)]
        kafka_tool(PRODUCER, *at, "--topic", "console", "--producer-property", "acks=all", stdin="\n".join(records) + "\n")
        read = kafka_tool(CONSUMER, *at, "--topic", "console", "--from-beginning", "--group", "console-readers", "--max-messages", "50",
                          "--timeout-ms", "30000")
        self.assertEqual(sorted(line for line in read.splitlines() if line.startswith("line ")), sorted(records))
        described = kafka_tool(GROUPS, *at, "--describe", "--group", "console-readers")
        rows = [line.split() for line in described.splitlines() if line.startswith("console-readers")]
        # The producer fills one partition at a time; of one that nothing was read of there may be no position yet.
        self.assertIn(len(rows), (1, 2), described)
        self.assertEqual(sum(int(row[3]) for row in rows), 50, described)
        self.assertEqual(sum(int(row[5]) for row in rows), 0, described)
        self.assertIn("console-readers", kafka_tool(GROUPS, *at, "--list").split())

    def test_producer_performance(self):
        self.cluster.run("topic create performance --partitions 6 --replication-factor 3")
        report = kafka_tool(PERFORMANCE, "--topic", "performance", "--num-records", "50000", "--record-size", "100", "--throughput", "-1",
                            "--producer-props", f"bootstrap.servers={self.servers}", "acks=all")
        self.assertRegex(report, r"50000 records sent")
        print(report.strip().splitlines()[-1])

    def test_the_quorum_describes_itself(self):
        status = kafka_tool(QUORUM, "--bootstrap-server", self.servers, "describe", "--status")
        self.assertRegex(status, r"LeaderId:\s+[123]")
        self.assertRegex(status, r"CurrentVoters:.*1.*2.*3")
        replication = kafka_tool(QUORUM, "--bootstrap-server", self.servers, "describe", "--replication")
        self.assertEqual(len(re.findall(r"^[123]\s", replication, re.M)), 3, replication)


if __name__ == "__main__":
    unittest.main()
