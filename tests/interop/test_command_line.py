# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools of the command line (`vitrine topics` and the others) on a cluster of `vitrine serve`, and, where Apache Kafka's jars are there,
compared line by line with Apache Kafka's own tools on the same cluster. What may differ, and why, stands in explained()."""
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from cluster import VITRINE, ClusterTest, KafkaToolsCase, Lines, Serving, free_base_port

KAFKA = {
    "topics": "org.apache.kafka.tools.TopicCommand",
    "groups": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
    "configs": "kafka.admin.ConfigCommand",
    "reassign": "org.apache.kafka.tools.reassign.ReassignPartitionsCommand",
    "quorum": "org.apache.kafka.tools.MetadataQuorumCommand",
    "consume": "org.apache.kafka.tools.consumer.ConsoleConsumer",
    "log": "org.apache.kafka.tools.DumpLogSegments",
}


def explained(text):
    """The lines of a tool without what may differ between Vitrine's and Apache Kafka's:
    - Kafka's tools log through log4j (a line with a time stamp and ERROR or WARN) and print Java's stack traces; Vitrine prints the sentence.
    - Kafka's lists come out of hash tables: configurations within a line, topics and partitions among each other. Here they are sorted.
    - Kafka ends some tables with one more empty line.
    """
    lines = []
    for line in text.splitlines():
        if not line.strip() or re.match(r"\d{4}-\d\d-\d\dT\S+ Thread-\d+ (ERROR|WARN)", line) or re.match(r"(\tat |Caused by: |\s*\.\.\. \d+ more|java\.|org\.apache)", line):
            continue
        if "\tConfigs: " in line:
            head, configs = line.split("\tConfigs: ")
            line = head + "\tConfigs: " + ",".join(sorted(configs.split(",")))
        lines.append(line.rstrip())
    return sorted(lines)


class CommandLineTest(ClusterTest):
    def vitrine(self, *arguments, status=0, stdin=None, timeout=150):
        done = subprocess.run([VITRINE, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stdout[-2000:]}")
        return done.stdout

    def tool(self, name, *arguments, **more):
        return self.vitrine(name, "--bootstrap-server", self.servers, *arguments, **more)

    def create(self, topic, partitions=2, factor=2, *more):
        self.assertEqual(self.tool("topics", "--create", "--topic", topic, "--partitions", str(partitions), "--replication-factor", str(factor), *more),
                         f"Created topic {topic}.\n")

    def write(self, topic, lines, *more):
        self.tool("produce", "--topic", topic, *more, stdin="".join(line + "\n" for line in lines))

    def read(self, topic, count, *more):
        output = self.tool("consume", "--topic", topic, "--from-beginning", "--max-messages", str(count), "--timeout-ms", "60000", *more)
        lines = output.splitlines()
        self.assertEqual(lines[-1], f"Processed a total of {count} messages")
        return lines[:-1]

    def json_file(self, content):
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            self.addCleanup(os.unlink, file.name)
            json.dump(content, file)
        return file.name


class ToolsTest(CommandLineTest):
    def test_topics_live_and_die(self):
        self.create("life", 2, 2, "--config", "retention.ms=1000000")
        self.assertIn("life\n", self.tool("topics", "--list"))
        described = self.tool("topics", "--describe", "--topic", "lif.")
        self.assertRegex(described, r"^Topic: life\tTopicId: \S{22}\tPartitionCount: 2\tReplicationFactor: 2\tConfigs: .*retention\.ms=1000000")
        self.assertRegex(described, r"\tTopic: life\tPartition: 1\tLeader: \d\tReplicas: \d,\d\tIsr: \d,\d\tElr: \S*\tLastKnownElr: ")
        self.assertIn("already exists", self.tool("topics", "--create", "--topic", "life", status=1))
        self.assertEqual(self.tool("topics", "--create", "--topic", "life", "--if-not-exists"), "")
        self.tool("topics", "--alter", "--topic", "life", "--partitions", "3")
        self.assertIn("PartitionCount: 3", self.tool("topics", "--describe", "--topic", "life"))
        self.tool("topics", "--delete", "--topic", "life")
        self.assertIn("Topic 'life' does not exist as expected", self.tool("topics", "--describe", "--topic", "life", status=1))

    def test_records_go_in_and_come_out(self):
        self.create("inout", 1, 2)
        for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
            self.write("inout", [f"h:{codec}\tkey\tvalue {codec}"], "--property", "parse.key=true", "--property", "parse.headers=true", "--producer-property", f"compression.type={codec}")
        self.assertEqual(self.read("inout", 5, "--property", "print.key=true", "--property", "print.offset=true", "--property", "print.headers=true", "--property", "key.separator=|"),
                         [f"Offset:{i}|h:{codec}|key|value {codec}" for i, codec in enumerate(("none", "gzip", "snappy", "lz4", "zstd"))])
        self.assertEqual(self.tool("consume", "--topic", "inout", "--partition", "0", "--offset", "3", "--max-messages", "1").splitlines()[0], "value lz4")
        self.assertIn("No key separator found on line number 1", self.tool("produce", "--topic", "inout", "--property", "parse.key=true", stdin="x\n", status=1))

    def test_many_records_arrive_in_order(self):
        self.create("many", 1, 2)
        lines = [f"record {i}" for i in range(20000)]
        self.write("many", lines)
        self.assertEqual(self.read("many", len(lines)), lines)

    def test_a_group_is_read_described_and_reset(self):
        self.create("grouped", 1, 2)
        self.write("grouped", [str(i) for i in range(10)])
        self.assertEqual(self.read("grouped", 4, "--group", "readers"), ["0", "1", "2", "3"])
        described = self.tool("groups", "--describe", "--group", "readers")
        self.assertIn("Consumer group 'readers' has no active members.", described)
        self.assertRegex(described, r"readers +grouped +0 +4 +10 +6 +- +- +-")
        self.assertEqual(self.tool("groups", "--reset-offsets", "--group", "readers", "--topic", "grouped", "--shift-by", "-1", "--dry-run", "--export"), "grouped,0,3\n\n")
        self.tool("groups", "--reset-offsets", "--group", "readers", "--topic", "grouped:0", "--to-offset", "8", "--execute")
        self.assertEqual(self.read("grouped", 2, "--group", "readers"), ["8", "9"])
        self.assertIn("readers", self.tool("groups", "--list"))
        self.assertIn("Request succeeded", self.tool("groups", "--delete-offsets", "--group", "readers", "--topic", "grouped"))
        self.assertIn("'readers'", self.tool("groups", "--delete", "--group", "readers"))
        self.assertIn("could not be deleted", self.tool("groups", "--delete", "--group", "readers", status=1))

    def test_a_member_leaves_its_group_at_ctrl_c(self):
        self.create("left", 1, 2)
        self.write("left", ["only"])
        consumer = Lines([VITRINE, "consume", "--bootstrap-server", self.servers, "--topic", "left", "--group", "leaving", "--from-beginning"])
        consumer.wait_for(lambda lines: lines == ["only"])
        self.assertIn("leaving", self.tool("groups", "--describe", "--group", "leaving", "--members"))
        self.assertEqual(consumer.stop(signal.SIGINT), 0)
        self.assertIn("has no active members", self.tool("groups", "--describe", "--group", "leaving"))

    def test_configurations_are_set_shown_and_taken_back(self):
        self.create("configured", 1, 2)
        self.assertEqual(self.tool("configs", "--alter", "--topic", "configured", "--add-config", "cleanup.policy=[compact,delete],retention.ms=5"), "Completed updating config for topic configured.\n")
        self.assertIn("  retention.ms=5 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5", self.tool("configs", "--describe", "--entity-type", "topics", "--entity-name", "configured"))
        self.tool("configs", "--alter", "--topic", "configured", "--delete-config", "retention.ms,cleanup.policy")
        self.assertEqual(self.tool("configs", "--describe", "--topic", "configured"), "Dynamic configs for topic configured are:\n")
        self.assertIn("no.such.key", self.tool("configs", "--alter", "--topic", "configured", "--add-config", "no.such.key=1", status=1))

    def test_replicas_move(self):
        self.create("moved", 1, 2, )
        replicas = [int(i) for i in re.search(r"Replicas: (\S+)", self.tool("topics", "--describe", "--topic", "moved").splitlines()[1]).group(1).split(",")]
        target = [({1, 2, 3} - set(replicas)).pop(), replicas[0]]
        plan = self.json_file({"version": 1, "partitions": [{"topic": "moved", "partition": 0, "replicas": target}]})
        self.assertIn("Successfully started partition reassignment for moved-0", self.tool("reassign", "--execute", "--reassignment-json-file", plan))
        deadline = time.monotonic() + 30
        while "Reassignment of partition moved-0 is completed." not in self.tool("reassign", "--verify", "--reassignment-json-file", plan):
            self.assertLess(time.monotonic(), deadline)
        self.assertEqual(self.tool("reassign", "--list"), "No partition reassignments found.\n")
        move = self.json_file({"version": 1, "topics": [{"topic": "moved"}]})
        self.assertIn('"topic":"moved"', self.tool("reassign", "--generate", "--topics-to-move-json-file", move, "--broker-list", "1,2,3"))

    def test_the_quorum_is_described(self):
        status = self.vitrine("quorum", "describe", "--status", "--bootstrap-server", self.servers)
        self.assertRegex(status, r"LeaderId: +[123]\n")
        self.assertEqual(len(self.vitrine("quorum", "describe", "--replication", "--human-readable", "--bootstrap-server", self.servers).splitlines()), 4)

    def test_what_is_wrong_gets_a_sentence(self):
        for arguments, part in ((["topics", "--lisst"], "--lisst is not an option"), (["topics", "--list", "--create"], "exactly one of"), (["groups", "--describe"], "--group NAME"),
                                (["consume", "--topic", "x", "--max-messages", "many"], "--max-messages takes a whole number"), (["configs", "--describe"], "--entity-type"),
                                (["reassign"], "exactly one of"), (["quorum"], "describe"), (["log"], "log dump"), (["produce"], "--topic NAME is needed")):
            printed = self.vitrine(*arguments, status=2)
            self.assertIn(part, printed)
            self.assertEqual(len(printed.splitlines()), 1, printed)

    def test_a_cluster_that_is_not_there_is_no_reason_to_hang(self):
        started = time.monotonic()
        printed = self.vitrine("topics", "--bootstrap-server", "127.0.0.1:1", "--list", "--timeout", "1500", status=1)
        self.assertIn("no broker answered", printed)
        self.assertLess(time.monotonic() - started, 20)

    def test_only_this_machine_gets_in_unless_an_address_is_named(self):
        def serve(host):
            with tempfile.TemporaryDirectory() as directory:
                return subprocess.run([VITRINE, "serve", "--brokers", "1", "--data-dir", directory, "--host", host], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
        for host in ("0.0.0.0", "everywhere"):
            refused = serve(host)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("--host", refused.stdout)
        elsewhere = serve("192.0.2.1")  # an address of documentation, which no machine has
        self.assertEqual(elsewhere.returncode, 1)
        self.assertRegex(elsewhere.stdout, r"listening at 192\.0\.2\.1, not on loopback: whoever reaches this address .*\n(.*\n)*.*192\.0\.2\.1:\d+ failed")
        with tempfile.TemporaryDirectory() as directory:
            other = Serving(1, free_base_port(), directory, options=["--host", "127.0.0.2"])
            self.addCleanup(other.stop)
            server = other.start()
            self.assertTrue(server.startswith("127.0.0.2:"), server)
            self.assertIn("LeaderId", self.vitrine("quorum", "describe", "--status", "--bootstrap-server", server))
            with self.assertRaises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", int(server.split(":")[1])))
            other.stop()

    def test_a_scenario_holds_or_not(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "a.scenario")
            with open(path, "w") as file:
                file.write("seed = 17\n")
            self.assertIn(f"vitrine simulate --scenario {path}", self.vitrine("run", path, status=2))
            with open(path, "w") as file:
                file.write("# nothing\n")
            self.assertIn("has no commands", self.vitrine("run", path, status=2))


class ComparedTest(CommandLineTest, KafkaToolsCase):
    def same(self, name, *arguments, server=True):
        where = ["--bootstrap-server", self.servers] if server else []
        theirs = self.tools(KAFKA[name], *where, *arguments, status=None)
        ours = subprocess.run([VITRINE, name, *(["dump"] if name == "log" else []), *arguments, *where], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=90).stdout
        self.assertEqual(explained(ours), explained(theirs), (name, arguments))

    def test_topics_groups_configs_and_quorum_print_what_kafka_prints(self):
        self.create("orders", 3, 2, "--config", "retention.ms=1000000")
        self.create("other", 1, 3)
        self.write("orders", [f"k{i}\tv{i}" for i in range(30)], "--property", "parse.key=true")
        self.assertEqual(len(self.read("orders", 30, "--group", "g1")), 30)  # every partition gets an offset
        for arguments in (["--entity-type", "users", "--entity-name", "alice", "--alter", "--add-config", "producer_byte_rate=1000000,consumer_byte_rate=25000000"],
                          ["--user", "alice", "--client", "shop", "--alter", "--add-config", "request_percentage=12.5"],
                          ["--entity-type", "users", "--entity-default", "--entity-type", "clients", "--entity-name", "shop", "--alter", "--add-config", "request_percentage=9"],
                          ["--client-defaults", "--alter", "--add-config", "controller_mutation_rate=5"], ["--ip", "127.0.0.9", "--alter", "--add-config", "connection_creation_rate=100"],
                          ["--user", "alice", "--describe"], ["--entity-type", "users", "--describe"], ["--entity-type", "clients", "--describe"], ["--ip", "127.0.0.9", "--describe"],
                          ["--entity-type", "users", "--entity-type", "clients", "--describe"], ["--user", "alice", "--client", "shop", "--describe"], ["--client-defaults", "--describe"],
                          ["--user", "alice", "--alter", "--delete-config", "producer_byte_rate"], ["--user", "alice", "--describe"]):
            self.same("configs", *arguments)
        for arguments in (["--list"], ["--describe"], ["--describe", "--topic", "or.*"], ["--describe", "--topics-with-overrides"], ["--describe", "--under-replicated-partitions"],
                          ["--describe", "--unavailable-partitions"], ["--describe", "--exclude-internal"], ["--describe", "--topic", "nosuch"], ["--delete", "--topic", "nosuch"]):
            self.same("topics", *arguments)
        for arguments in (["--list"], ["--list", "--state"], ["--list", "--type", "--state"], ["--describe", "--group", "g1"], ["--describe", "--group", "g1", "--verbose"],
                          ["--describe", "--group", "g1", "--members"], ["--describe", "--group", "g1", "--state"], ["--describe", "--all-groups"],
                          *(["--reset-offsets", "--group", "g1", "--topic", "orders", *how, "--dry-run"] for how in
                            (["--to-earliest"], ["--to-latest"], ["--to-offset", "3"], ["--shift-by", "-2", "--export"], ["--to-datetime", "2020-01-01T00:00:00.000"], ["--by-duration", "PT1H"], ["--to-current"])),
                          ["--reset-offsets", "--group", "g1", "--all-topics", "--to-earliest", "--dry-run"]):
            self.same("groups", *arguments)
        for arguments in (["--describe", "--topic", "orders"], ["--describe", "--entity-type", "brokers", "--entity-default"], ["--describe", "--broker", "1"], ["--describe", "--topic", "nosuch"]):
            self.same("configs", *arguments)
        self.same("reassign", "--list")
        theirs = self.tools(KAFKA["quorum"], "--bootstrap-server", self.servers, "describe", "--status")
        ours = self.vitrine("quorum", "describe", "--status", "--bootstrap-server", self.servers)
        moving = re.compile(r"(HighWatermark|MaxFollowerLag|MaxFollowerLagTimeMs): .*")  # goes on between the two questions
        self.assertEqual(moving.sub(r"\1", ours).strip(), moving.sub(r"\1", theirs).strip())

    def test_a_dump_is_that_of_kafka_record_for_record(self):
        self.create("dumped", 1, 1)
        for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
            self.write("dumped", [f"h:1\tk{i}\tv{i}" for i in range(20)], "--property", "parse.key=true", "--property", "parse.headers=true", "--producer-property", f"compression.type={codec}")
        self.read("dumped", 100, "--group", "dumpers")
        self.cluster.restart()  # indexes and snapshots of producers are written at the end
        files = {".log": [], ".index": [], ".timeindex": [], ".snapshot": []}
        offsets, metadata = [], []
        for folder, _, names in sorted(os.walk(self.cluster.directory)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                kind = os.path.splitext(name)[1]
                if "dumped-" in folder and kind in files:
                    files[kind].append(path)
                if "__consumer_offsets-" in folder and kind == ".log" and os.path.getsize(path) > 0:
                    offsets.append(path)
                if folder.endswith("broker-1/__cluster_metadata-0") and kind in (".log", ".checkpoint"):
                    metadata.append(path)
        self.assertTrue(files[".log"] and files[".snapshot"] and offsets and metadata)
        self.dump("--files", ",".join(files[".log"]), "--print-data-log")
        self.dump("--files", ",".join(files[".log"]), "--deep-iteration", "--skip-record-metadata")
        self.dump("--files", ",".join(files[".log"]), "--max-bytes", "500")
        self.dump("--files", ",".join(files[".index"] + files[".timeindex"]))
        self.dump("--files", ",".join(files[".index"] + files[".timeindex"]), "--index-sanity-check")
        self.dump("--files", ",".join(files[".snapshot"]))
        self.dump("--files", ",".join(offsets), "--offsets-decoder")
        # The metadata log grows while it is read: as far as both have read.
        theirs, ours = (self.both("--files", ",".join(metadata), "--cluster-metadata-decoder"))
        self.assertGreater(len(theirs), 30)
        for a, b in zip(ours, theirs):
            self.assertEqual(a, b)

    def both(self, *arguments):
        theirs = self.tools(KAFKA["log"], *arguments, status=None)
        ours = self.vitrine("log", "dump", *arguments)
        return theirs.strip().splitlines(), ours.strip().splitlines()

    def dump(self, *arguments):
        theirs, ours = self.both(*arguments)
        self.assertEqual(ours, theirs, arguments)


if __name__ == "__main__":
    unittest.main()
