# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What administrators do with Apache Kafka's own tools, unmodified."""
import json
import os
import re
import tempfile
import time
import unittest

from cluster import KafkaToolsCase

API_VERSIONS = "org.apache.kafka.tools.BrokerApiVersionsCommand"
CLIENT_METRICS = "org.apache.kafka.tools.ClientMetricsCommand"
CLUSTER = "org.apache.kafka.tools.ClusterTool"
CONFIGS = "kafka.admin.ConfigCommand"
DELETE_RECORDS = "org.apache.kafka.tools.DeleteRecordsCommand"
DUMP = "org.apache.kafka.tools.DumpLogSegments"
ELECTION = "org.apache.kafka.tools.LeaderElectionCommand"
FEATURES = "org.apache.kafka.tools.FeatureCommand"
GET_OFFSETS = "org.apache.kafka.tools.GetOffsetShell"
GROUPS = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"
LOG_DIRS = "org.apache.kafka.tools.LogDirsCommand"
PRODUCER_PERFORMANCE = "org.apache.kafka.tools.ProducerPerformance"
REASSIGN = "org.apache.kafka.tools.reassign.ReassignPartitionsCommand"
TOPICS = "org.apache.kafka.tools.TopicCommand"


class KafkaAdminToolsTest(KafkaToolsCase):
    def tool(self, main, *arguments, status=0):
        return self.tools(main, "--bootstrap-server", self.servers, *arguments, status=status)

    def wait_until(self, test, timeout=20):
        deadline = time.monotonic() + timeout
        while not test():
            self.assertLess(time.monotonic(), deadline, "not seen in time")
            time.sleep(0.05)

    def produce(self, topic, count):
        """The same number to each of two partitions."""
        for partition in (0, 1):
            self.cluster.run(f"produce {topic} record-{{n}} --partition {partition} --count {count // 2}")

    def json_file(self, content):
        file = tempfile.NamedTemporaryFile("w", suffix=".json", delete=False)
        self.addCleanup(os.unlink, file.name)
        with file:
            json.dump(content, file)
        return file.name

    def offsets(self, topic, time):
        """Offset by partition."""
        printed = self.tool(GET_OFFSETS, "--topic", topic, "--time", time)
        rows = [line.split(":") for line in printed.splitlines() if line.startswith(topic + ":")]
        return {int(row[1]): int(row[2]) if row[2] else None for row in rows}

    def offsets_of(self, group):
        """Committed offset by (topic, partition)."""
        described = self.tool(GROUPS, "--describe", "--group", group)
        rows = [line.split() for line in described.splitlines() if line.startswith(group + " ")]
        return {(row[1], int(row[2])): int(row[3]) for row in rows}

    def test_a_groups_offsets_are_reset_and_deleted_and_the_group_too(self):
        for topic in ("reset-a", "reset-b"):
            self.cluster.run(f"topic create {topic} --partitions 2 --replication-factor 3")
            self.produce(topic, 40)
        reset = ("--reset-offsets", "--group", "auditors", "--to-latest", "--topic", "reset-a", "--topic", "reset-b")
        dry = self.tool(GROUPS, *reset, "--dry-run")
        self.assertEqual(len(re.findall(r"^auditors\s+reset-[ab]\s+[01]\s+\d+", dry, re.M)), 4, dry)
        self.assertNotIn("auditors", self.tool(GROUPS, "--list").split())
        self.tool(GROUPS, *reset, "--execute")
        offsets = self.offsets_of("auditors")
        self.assertEqual(sum(offset for (topic, _), offset in offsets.items() if topic == "reset-a"), 40, offsets)
        self.assertEqual(len(offsets), 4)
        self.tool(GROUPS, "--reset-offsets", "--group", "auditors", "--to-earliest", "--topic", "reset-a:1", "--execute")
        self.assertEqual(self.offsets_of("auditors")[("reset-a", 1)], 0)
        self.tool(GROUPS, "--reset-offsets", "--group", "auditors", "--shift-by", "3", "--topic", "reset-a:1", "--execute")
        self.assertEqual(self.offsets_of("auditors")[("reset-a", 1)], 3)
        self.assertRegex(self.tool(GROUPS, "--delete-offsets", "--group", "auditors", "--topic", "reset-b"), r"Request succeeded[\s\S]*reset-b\s+0\s+Successful")
        self.assertEqual({topic for topic, _ in self.offsets_of("auditors")}, {"reset-a"})
        self.assertRegex(self.tool(GROUPS, "--delete-offsets", "--group", "auditors", "--topic", "never-was", status=None), r"does not (host|exist)")
        self.assertRegex(self.tool(GROUPS, "--delete", "--group", "auditors"), r"was successful")
        self.assertNotIn("auditors", self.tool(GROUPS, "--list").split())
        self.assertRegex(self.tool(GROUPS, "--delete", "--group", "auditors", status=None), r"GroupIdNotFound|does not exist")

    def test_configurations_with_their_sources(self):
        self.cluster.run("topic create configured --partitions 1 --replication-factor 3")
        of_topic = ("--entity-type", "topics", "--entity-name", "configured")
        of_broker = ("--entity-type", "brokers", "--entity-name", "2")
        of_brokers = ("--entity-type", "brokers", "--entity-default")
        self.tool(CONFIGS, *of_brokers, "--alter", "--add-config", "message.max.bytes=2000000,log.retention.ms=7200000")
        self.tool(CONFIGS, *of_broker, "--alter", "--add-config", "message.max.bytes=3000000")
        self.tool(CONFIGS, *of_topic, "--alter", "--add-config", "retention.ms=3600000,cleanup.policy=[compact,delete]")

        def value(printed, key):
            found = re.search(rf"^  {re.escape(key)}=(\S*) sensitive=(\w+) synonyms=\{{(.*)\}}$", printed, re.M)
            return (found.group(1), found.group(3)) if found else None

        self.wait_until(lambda: "message.max.bytes=3000000" in self.tool(CONFIGS, *of_broker, "--describe"))
        broker = self.tool(CONFIGS, *of_broker, "--describe", "--all")
        self.assertEqual(value(broker, "message.max.bytes"),
                         ("3000000", "DYNAMIC_BROKER_CONFIG:message.max.bytes=3000000, DYNAMIC_DEFAULT_BROKER_CONFIG:message.max.bytes=2000000, "
                                     "DEFAULT_CONFIG:message.max.bytes=1048588"))
        self.assertEqual(value(broker, "num.network.threads"), ("3", "DEFAULT_CONFIG:num.network.threads=3"))
        self.assertIn("STATIC_BROKER_CONFIG:node.id=2", value(broker, "node.id")[1])
        self.assertIn("DYNAMIC_DEFAULT_BROKER_CONFIG:message.max.bytes=2000000", self.tool(CONFIGS, *of_brokers, "--describe"))
        topic = self.tool(CONFIGS, *of_topic, "--describe", "--all")
        self.assertEqual(value(topic, "retention.ms")[0], "3600000")
        self.assertTrue(value(topic, "retention.ms")[1].startswith(
            "DYNAMIC_TOPIC_CONFIG:retention.ms=3600000, DYNAMIC_DEFAULT_BROKER_CONFIG:log.retention.ms=7200000"), topic)
        self.assertEqual(value(topic, "cleanup.policy")[0], "compact,delete")
        own = self.tool(CONFIGS, *of_topic, "--describe")
        self.assertEqual(len(re.findall(r"^  \S+=", own, re.M)), 2, own)
        self.tool(CONFIGS, *of_topic, "--alter", "--delete-config", "retention.ms")
        self.assertNotIn("retention.ms", self.tool(CONFIGS, *of_topic, "--describe"))
        self.assertIn("root=", self.tool(CONFIGS, "--entity-type", "broker-loggers", "--entity-name", "2", "--describe"))
        # The tool prints errors of the configuration and ends with 1.
        refused = self.tool(CONFIGS, *of_broker, "--alter", "--add-config", "num.io.threads=0", status=None)
        self.assertRegex(refused, r"(?i)invalid|Cannot update")
        self.tool(CONFIGS, *of_brokers, "--alter", "--delete-config", "message.max.bytes,log.retention.ms")
        self.tool(CONFIGS, *of_broker, "--alter", "--delete-config", "message.max.bytes")
        self.assertEqual(self.tool(CLIENT_METRICS, "--list"), "")

    def test_batches_are_stored_in_the_compression_type_of_their_topic(self):
        self.tool(TOPICS, "--create", "--topic", "pressed", "--partitions", "1", "--replication-factor", "3", "--config", "compression.type=zstd")
        self.tools(PRODUCER_PERFORMANCE, "--bootstrap-server", self.servers, "--topic", "pressed", "--num-records", "500", "--record-size", "200",
                   "--throughput", "-1", "--command-property", "compression.type=gzip", "acks=all")
        for broker in (1, 2, 3):
            directory = os.path.join(self.cluster.directory, f"broker-{broker}", "pressed-0")
            dumped = self.tools(DUMP, "--files", os.path.join(directory, "00000000000000000000.log"), "--deep-iteration", "--print-data-log")
            self.assertEqual(set(re.findall(r"compresscodec: (\w+)", dumped)), {"zstd"})
            self.assertEqual(len(re.findall(r"^\| offset: ", dumped, re.MULTILINE)), 500)

    def test_who_creates_partitions_faster_than_its_quota_is_refused_for_a_while(self):
        self.tool(CONFIGS, "--entity-type", "clients", "--entity-name", "builder", "--alter", "--add-config", "controller_mutation_rate=1")
        with tempfile.NamedTemporaryFile("w", suffix=".properties", delete=False) as file:
            self.addCleanup(os.unlink, file.name)
            file.write("client.id=builder\n")
        create = (TOPICS, "--command-config", file.name, "--create", "--replication-factor", "1", "--topic")
        self.tool(*create, "first", "--partitions", "14")  # 11 are there at once
        refused = self.tool(*create, "second", "--partitions", "1", status=1)
        self.assertIn("The throttling quota has been exceeded.", refused)
        self.tool(TOPICS, "--create", "--replication-factor", "1", "--topic", "of-another-client", "--partitions", "20")
        # Three partitions are owed, at one a second.
        self.wait_until(lambda: "Created topic second." in self.tool(*create, "second", "--partitions", "1", status=None))

    def test_records_are_deleted_and_offsets_and_directories_told(self):
        self.cluster.run("topic create deleted --partitions 2 --replication-factor 3")
        self.produce("deleted", 60)
        ends = self.offsets("deleted", "latest")
        self.assertEqual(ends, {0: 30, 1: 30})
        self.assertEqual(set(self.offsets("deleted", "earliest").values()), {0})
        wanted = self.json_file({"version": 1, "partitions": [{"topic": "deleted", "partition": 0, "offset": 7},
                                                             {"topic": "deleted", "partition": 1, "offset": -1}]})
        printed = self.tool(DELETE_RECORDS, "--offset-json-file", wanted)
        self.assertRegex(printed, r"partition: deleted-0\s+low_watermark: 7")
        self.assertRegex(printed, rf"partition: deleted-1\s+low_watermark: {ends[1]}")
        self.assertEqual(self.offsets("deleted", "earliest"), {0: 7, 1: ends[1]})
        self.assertEqual(self.offsets("deleted", "earliest-local"), {0: 7, 1: ends[1]})
        self.assertEqual(self.offsets("deleted", "latest"), ends)
        self.produce("deleted", 20)
        latest, latest_stamp = self.offsets("deleted", "latest"), self.offsets("deleted", "max-timestamp")
        self.assertEqual(latest, {0: 40, 1: 40})
        for partition in (0, 1):
            self.assertTrue(ends[partition] <= latest_stamp[partition] < latest[partition], (ends, latest, latest_stamp))
        self.assertEqual(set(self.offsets("deleted", "latest-tiered").values()) - {-1, None}, set())
        too_far = self.json_file({"version": 1, "partitions": [{"topic": "deleted", "partition": 0, "offset": 1000}]})
        self.assertRegex(self.tool(DELETE_RECORDS, "--offset-json-file", too_far, status=None), r"OffsetOutOfRange|out of range|not within the range")
        described = self.tool(LOG_DIRS, "--describe", "--topic-list", "deleted")
        dirs = json.loads(next(line for line in described.splitlines() if line.startswith("{")))
        self.assertEqual(sorted(broker["broker"] for broker in dirs["brokers"]), [1, 2, 3])
        for broker in dirs["brokers"]:
            self.assertEqual(len(broker["logDirs"]), 1)
            self.assertIsNone(broker["logDirs"][0]["error"])
            self.assertTrue(os.path.isdir(broker["logDirs"][0]["logDir"]), broker)
            partitions = {each["partition"]: each for each in broker["logDirs"][0]["partitions"]}
            self.assertEqual(set(partitions), {"deleted-0", "deleted-1"})
            self.assertTrue(all(each["offsetLag"] == 0 and not each["isFuture"] for each in partitions.values()), partitions)

    def test_replicas_are_moved_and_leaders_elected(self):
        self.tool(TOPICS, "--create", "--topic", "moved", "--replica-assignment", "1:2,2:1")
        self.produce("moved", 50)
        plan = self.json_file({"version": 1, "partitions": [{"topic": "moved", "partition": 0, "replicas": [3, 2]},
                                                           {"topic": "moved", "partition": 1, "replicas": [3, 1, 2]}]})
        started = self.tool(REASSIGN, "--execute", "--reassignment-json-file", plan)
        self.assertIn("Successfully started partition reassignments", started)
        self.wait_until(lambda: "still in progress" not in self.tool(REASSIGN, "--verify", "--reassignment-json-file", plan))
        self.assertIn("Reassignment of partition moved-0 is completed.", self.tool(REASSIGN, "--verify", "--reassignment-json-file", plan))
        self.assertIn("No partition reassignments found", self.tool(REASSIGN, "--list"))
        described = self.tool(TOPICS, "--describe", "--topic", "moved")
        self.assertRegex(described, r"Partition: 0\s+Leader: \d\s+Replicas: 3,2")
        self.assertRegex(described, r"Partition: 1\s+Leader: \d\s+Replicas: 3,1,2")
        self.assertEqual(sum(self.offsets("moved", "latest").values()), 50)
        cancelled = self.tool(REASSIGN, "--cancel", "--reassignment-json-file", plan, status=None)
        self.assertRegex(cancelled, r"None of the specified partition reassignments are active|Successfully cancelled")
        elected = self.tool(ELECTION, "--election-type", "preferred", "--all-topic-partitions")
        self.assertRegex(elected, r"Successfully completed leader election|Valid replica already elected")
        described = self.tool(TOPICS, "--describe", "--topic", "moved")
        self.assertEqual(len(re.findall(r"Leader: 3\s+Replicas: 3,", described)), 2, described)
        again = self.tool(ELECTION, "--election-type", "preferred", "--topic", "moved", "--partition", "0")
        self.assertIn("Valid replica already elected for partitions", again)

    def test_the_cluster_its_apis_and_its_features(self):
        self.assertRegex(self.tools(CLUSTER, "cluster-id", "--bootstrap-server", self.servers), r"Cluster ID: \S{22}")
        versions = self.tool(API_VERSIONS)
        self.assertEqual(len(re.findall(r"^127\.0\.0\.1:\d+ \(id: [123] ", versions, re.M)), 3, versions[:300])
        self.assertIn("DeleteRecords(21): 0 to 2 [usable: 2]", versions)
        self.assertIn("GetTelemetrySubscriptions(71): UNSUPPORTED", versions)
        described = self.tool(FEATURES, "describe")
        self.assertRegex(described, r"Feature: metadata.version\s+SupportedMinVersion: 3.3-IV3\s+SupportedMaxVersion: 4.3-IV0\s+FinalizedVersionLevel: 4.3-IV0")
        self.assertIn("group.version was downgraded to 0.", self.tool(FEATURES, "downgrade", "--feature", "group.version=0"))
        self.assertIn("group.version was upgraded to 1.", self.tool(FEATURES, "upgrade", "--feature", "group.version=1"))
        self.assertRegex(self.tool(FEATURES, "downgrade", "--feature", "metadata.version=29", status=1), r"Refusing to perform the requested downgrade")


if __name__ == "__main__":
    unittest.main()
