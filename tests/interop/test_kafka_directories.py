# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apache Kafka's directories, there and back: Kafka writes, stops; Vitrine serves the same and writes more, stops (once politely, once killed);
Kafka starts on the result and serves all."""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from cluster import JAVA, KAFKA_LIBS, KafkaTools, Serving, free_base_port, has_kafka

STORAGE = "kafka.tools.StorageTool"
TOPICS = "org.apache.kafka.tools.TopicCommand"
PRODUCER = "org.apache.kafka.tools.VerifiableProducer"
CONSUMER = "org.apache.kafka.tools.consumer.ConsoleConsumer"
GROUPS = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"
CONFIGS = "kafka.admin.ConfigCommand"
DUMP = "org.apache.kafka.tools.DumpLogSegments"
CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
CLUSTER_ID = "ZzZzZzZzZzZzZzZzZzZzZw"
# Small, so that both write snapshots of the metadata log.
METADATA = {"metadata.log.max.record.bytes.between.snapshots": "3000", "offsets.topic.num.partitions": "3"}


class Kafka:
    """One node of Apache Kafka, broker and controller, on a directory that Vitrine takes over between its lives."""

    def __init__(self, directory, node_directory, port, settings=None):
        self.port = port
        self.log = open(os.path.join(directory, "kafka.out"), "ab")
        self.properties = os.path.join(directory, "server.properties")
        with open(self.properties, "w") as file:
            for key, value in {"process.roles": "broker,controller", "node.id": "1", "log.dirs": node_directory,
                               "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1}",
                               "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}", "controller.listener.names": "CONTROLLER",
                               "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                               "controller.quorum.voters": f"1@127.0.0.1:{port + 1}", "offsets.topic.replication.factor": "1",
                               "group.initial.rebalance.delay.ms": "0", "share.coordinator.state.topic.replication.factor": "1",
                               "transaction.state.log.replication.factor": "1", **METADATA, **(settings or {})}.items():
                file.write(f"{key}={value}\n")
        self.process = None

    def start(self):
        self.process = subprocess.Popen([JAVA, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), "kafka.Kafka",
                                         self.properties], stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"Kafka ended with {self.process.returncode}:\n{self.printed()}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return f"127.0.0.1:{self.port}"
            time.sleep(0.1)
        raise AssertionError(f"Kafka did not start:\n{self.printed()}")

    def printed(self):
        with open(self.log.name, errors="replace") as file:
            return file.read()[-4000:]

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(120)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@unittest.skipUnless(has_kafka(), "Apache Kafka's jars or java are not there (packaging/interop-clients)")
class KafkaDirectoriesTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix="vitrine-directories-")
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        # Under a name of its own: a node's directory is known by its meta.properties.
        self.data = os.path.join(self.directory, "data")
        self.node = os.path.join(self.data, "kraft-combined-logs")
        os.makedirs(self.node)
        port = free_base_port()
        self.kafka = Kafka(self.directory, self.node, port + 2)
        self.addCleanup(self.kafka.log.close)
        self.addCleanup(self.kafka.stop)
        self.vitrine = Serving(1, port, self.data, [f"{key}={value}" for key, value in METADATA.items()])
        self.addCleanup(lambda: self.vitrine.stop(signal.SIGKILL))
        self.tools = KafkaTools()
        self.addCleanup(self.tools.close)
        self.sent = {}

    # --- what is done to whoever serves ---

    def create(self, at, topic, *settings):
        self.tools(TOPICS, "--bootstrap-server", at, "--create", "--topic", topic, "--partitions", "2", "--replication-factor", "1", *settings)

    def produce(self, at, topic, codec, count=20):
        properties = os.path.join(self.directory, f"{codec}.properties")
        with open(properties, "w") as file:
            file.write(f"compression.type={codec}\nlinger.ms=50\n")
        # In a virtual machine of its own: it flushes when that ends.
        printed = subprocess.run([JAVA, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), PRODUCER,
                                  "--bootstrap-server", at, "--topic", topic, "--max-messages", str(count), "--acks", "-1",
                                  "--command-config", properties, "--value-prefix", str(len(self.sent.get(topic, ())))],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False).stdout
        sent = [json.loads(line) for line in printed.splitlines() if '"name":"producer_send_success"' in line]
        self.assertEqual(len(sent), count, printed[-2000:])
        self.sent.setdefault(topic, []).extend((row["partition"], row["offset"], row["value"]) for row in sent)

    def consume(self, at, topic, *arguments):
        printed = self.tools(CONSUMER, "--bootstrap-server", at, "--topic", topic, "--timeout-ms", "8000", "--formatter-property",
                             "print.partition=true", "--formatter-property", "print.offset=true", *arguments)
        rows = re.findall(r"^Partition:(\d+)\tOffset:(\d+)\t(.+)$", printed, re.M)
        return sorted((int(partition), int(offset), value) for partition, offset, value in rows)

    def committed(self, at):
        printed = self.tools(GROUPS, "--bootstrap-server", at, "--describe", "--group", "readers")
        return dict(sorted((f"{row[0]}-{row[1]}", int(row[2])) for row in re.findall(r"^readers\s+(\S+)\s+(\d+)\s+(\d+)", printed, re.M)))

    def configured(self, at, kind, name):
        printed = self.tools(CONFIGS, "--bootstrap-server", at, "--describe", "--entity-type", kind, "--entity-name", name)
        return sorted(re.findall(r"^\s+([a-z.]+=\S+)", printed, re.M))

    def check_everything(self, at):
        for topic, sent in self.sent.items():
            self.assertEqual(self.consume(at, topic, "--from-beginning", "--max-messages", str(len(sent))), sorted(sent), topic)
        self.assertEqual(self.committed(at), self.offsets)
        self.assertEqual(self.configured(at, "topics", "codecs"), self.settings)

    def read_on(self, at, topic, count):
        self.consume(at, topic, "--group", "readers", "--max-messages", str(count), "--from-beginning")
        self.offsets = self.committed(at)
        self.assertTrue(self.offsets)

    def checkpoints(self):
        return sorted(name for name in os.listdir(os.path.join(self.node, "__cluster_metadata-0")) if name.endswith(".checkpoint"))

    def test_there_and_back_and_there_again(self):
        self.tools(STORAGE, "format", "-t", CLUSTER_ID, "-c", self.kafka.properties)
        at = self.kafka.start()
        self.create(at, "codecs", "--config", "retention.ms=86400000", "--config", "segment.bytes=1048576")
        for codec in CODECS:
            self.produce(at, "codecs", codec)
        self.read_on(at, "codecs", 60)
        for user_config in ("SCRAM-SHA-256=[password=secret]", "producer_byte_rate=1000000"):
            self.tools(CONFIGS, "--bootstrap-server", at, "--alter", "--entity-type", "users", "--entity-name", "alice", "--add-config", user_config)
        self.settings = self.configured(at, "topics", "codecs")
        self.assertTrue(self.settings)
        self.kafka.stop()
        self.assertTrue(self.checkpoints(), "Kafka wrote a snapshot that Vitrine begins with")

        for life, end in enumerate((signal.SIGTERM, signal.SIGKILL)):
            before = self.checkpoints()
            at = self.vitrine.start()
            self.check_everything(at)
            self.produce(at, "codecs", CODECS[life + 1])
            for number in range(6):
                self.create(at, f"more-{life}-{number}", "--config", f"retention.ms={100000 + number}")
            self.produce(at, f"more-{life}-0", "none", 5)
            self.read_on(at, "codecs", 10)
            self.assertGreater(self.checkpoints()[-1], before[-1], "Vitrine wrote a snapshot that Kafka begins with")
            self.vitrine.stop(end)
            newest = os.path.join(self.node, "__cluster_metadata-0", self.checkpoints()[-1])
            dumped = self.tools(DUMP, "--cluster-metadata-decoder", "--files", newest)
            self.assertIn('"type":"USER_SCRAM_CREDENTIAL_RECORD"', dumped)
            self.assertIn("SnapshotFooter", dumped)

            at = self.kafka.start()
            self.check_everything(at)
            described = self.tools(CONFIGS, "--bootstrap-server", at, "--describe", "--entity-type", "users", "--entity-name", "alice")
            self.assertIn("SCRAM-SHA-256", described)
            self.assertIn("producer_byte_rate", described)
            self.assertEqual(self.configured(at, "topics", f"more-{life}-3"), ["retention.ms=100003"])
            self.produce(at, "codecs", "zstd")
            self.kafka.stop()


if __name__ == "__main__":
    unittest.main()
