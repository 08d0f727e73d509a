# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three nodes of Apache Kafka write and stop, or are killed; Vitrine serves the same from their directories, writes more, and stops or is killed;
Apache Kafka starts on the result and serves all. In between kafka-dump-log and `vitrine log dump` say the same of every file."""
import os
import shutil
import signal
import tempfile
import unittest

from cluster import free_base_port, has_kafka
from round_trip import Kafka, KafkaMachine, dump_differences, keyed, vitrine_at

CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
LONG = bool(os.environ.get("VITRINE_LONG_TESTS"))
STOP, KILL = signal.SIGTERM, signal.SIGKILL


@unittest.skipUnless(has_kafka(), "Apache Kafka's jars or java are not there (packaging/interop-clients)")
class RoundTripTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix="vitrine-round-trip-")
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.base_port = free_base_port()
        self.machine = KafkaMachine(os.path.join(self.directory, "kafka.log"))
        self.addCleanup(lambda: self.machine.end(KILL))
        self.kafka = Kafka(self.machine, self.directory, self.base_port)
        self.vitrine = vitrine_at(self.directory, self.base_port)
        self.addCleanup(lambda: self.vitrine.stop(KILL))
        self.seed = 0
        self.lives = 0
        self.newest = True
        self.plain = []      # topics of which every record stays
        self.compacted = []  # of these the newest of each key stays
        self.seen = None
        self.committed = None

    # --- what is done to whoever serves ---

    def create(self, at, topic, partitions, *settings):
        self.machine("create", at, topic, str(partitions), "3", *settings)
        (self.compacted if any("compact" in setting for setting in settings) else self.plain).append(topic)

    def produce(self, at, topic, codec, count=40, keys=0):
        self.seed += 1
        self.machine("produce", at, topic, codec, str(count), str(self.seed), str(keys))

    def first_writes(self, at):
        self.create(at, "codecs", 3, "retention.ms=86400000", "segment.bytes=1048576")
        self.create(at, "appended", 2, "message.timestamp.type=LogAppendTime", "compression.type=lz4")
        self.create(at, "table", 2, "cleanup.policy=compact", "min.cleanable.dirty.ratio=0.01", "segment.ms=500", "delete.retention.ms=1000")
        self.create(at, "recent", 2, "cleanup.policy=compact,delete", "min.cleanable.dirty.ratio=0.01", "segment.ms=500", "retention.ms=3600000")
        self.machine("credential", at, "alice")
        self.machine("configure", at, "user", "alice", "producer_byte_rate=1000000")
        self.machine("configure", at, "broker", "2", "max.connections=900")
        self.machine("configure", at, "broker", "", "message.max.bytes=1500000")
        self.machine("configure", at, "topic", "codecs", "max.message.bytes=900000")
        self.create(at, "ledger", 1)
        for number, outcome in enumerate(("commit", "abort", "commit")):
            self.machine("transact", at, "ledger", f"accountant-{number}", "4", outcome)
        if self.newest:
            self.machine("subscribe", at, "modern", "ledger", "4", "consumer")

    def write(self, at, life):
        for codec in CODECS:
            self.produce(at, "codecs", codec)
        self.produce(at, "appended", CODECS[life % 5])
        for topic in self.compacted:
            for codec in ("none", CODECS[(life + 1) % 5]):
                self.produce(at, topic, codec, count=60, keys=12)
        self.machine("subscribe", at, "readers", "codecs", "21", "classic")
        self.machine("subscribe", at, f"readers-{life}", "table", "3", "classic")
        self.machine("offset", at, "simple", "codecs", str(life % 3), str(life + 1))
        for number in range(6):  # enough records of the metadata log for a snapshot
            self.create(at, f"more-{life}-{number}", 1 + number % 2, f"retention.ms={86400000 + number}")
        self.produce(at, f"more-{life}-0", "none", 5)
        self.machine("configure", at, "topic", "codecs", f"max.message.bytes={900001 + life}")

    def look(self, at):
        state = self.machine("state", at)
        records = {topic: self.machine("consume", at, topic, "read_uncommitted") for topic in self.plain + self.compacted}
        if at == self.kafka.servers:
            records["ledger, committed"] = self.machine("consume", at, "ledger", "read_committed")
        return state, records

    def check(self, at):
        """The same as the one who served before has shown."""
        state, records = self.look(at)
        self.maxDiff = 4000
        self.assertEqual(state, self.seen[0])
        for topic in self.plain:
            self.assertEqual(records[topic], self.seen[1][topic], topic)
        # Vitrine serves no transactions yet; what Apache Kafka has written of them is kept.
        committed = records.get("ledger, committed")
        if committed is not None:
            self.assertEqual(committed, self.committed)
        for topic in self.compacted:
            self.assertEqual(keyed(records[topic]), keyed(self.seen[1][topic]), topic)
            self.assertEqual(set(records[topic]) - set(self.seen[1][topic]), set(), f"of {topic} nothing is there that was not before")

    def check_dumps(self):
        differences, alike = dump_differences(self.machine, self.kafka.directories)
        self.assertEqual(differences, [], "\n".join(differences[:10]))
        self.assertGreater(alike, 1000)

    def checkpoints(self):
        newest = {}
        for directory in self.kafka.directories:
            log = os.path.join(directory, "__cluster_metadata-0")
            names = os.listdir(log) if os.path.isdir(log) else []
            newest[directory] = max((name for name in names if name.endswith(".checkpoint")), default="")
        return newest

    def live(self, server, end, dumped=True):
        """One life of a server on the directories: it serves what there is, takes more, and ends."""
        before = self.checkpoints()
        at = server.start()
        self.machine("await", at, "3")
        if self.seen is None:
            self.first_writes(at)
        else:
            self.check(at)
        self.write(at, self.lives)
        self.lives += 1
        self.seen = self.look(at)
        self.committed = self.seen[1].get("ledger, committed", self.committed)
        server.stop(end)
        for directory, newest in self.checkpoints().items():
            self.assertGreater(newest, before[directory], "a snapshot with which the next one begins")
        if dumped:
            self.check_dumps()

    def serves_all(self, server):
        at = server.start()
        self.machine("await", at, "3")
        self.check(at)
        server.stop()

    def test_there_and_back_and_there_again(self):
        self.kafka.format()
        self.live(self.kafka, STOP)
        self.live(self.vitrine, STOP, dumped=LONG)
        self.live(self.kafka, KILL, dumped=LONG)
        self.live(self.vitrine, KILL)
        for end in (STOP, KILL, KILL) if LONG else ():
            self.live(self.kafka, end)
            self.live(self.vitrine, end)
        self.serves_all(self.kafka)

    # What an upgraded cluster has that was never told to use the newer features, with a controller that is no broker.
    def test_a_cluster_with_the_metadata_version_of_3_9_and_a_controller_apart(self):
        directory = os.path.join(self.directory, "apart")
        self.kafka = Kafka(self.machine, directory, self.base_port, controllers_apart=(4,))
        self.vitrine = vitrine_at(directory, self.base_port)
        self.newest = False
        self.kafka.format("--release-version", "3.9")
        self.live(self.kafka, STOP, dumped=LONG)
        self.live(self.vitrine, KILL if LONG else STOP)
        self.assertTrue(any("metadata.version=21" in line for line in self.seen[0]), self.seen[0][:3])
        self.serves_all(self.kafka)

    if LONG:
        def test_a_cluster_whose_voters_stand_in_its_log(self):
            directory = os.path.join(self.directory, "voters")
            self.kafka = Kafka(self.machine, directory, self.base_port, voters_in_log=True)
            self.vitrine = vitrine_at(directory, self.base_port)
            self.kafka.format()
            self.live(self.kafka, STOP)
            self.live(self.vitrine, STOP)
            self.serves_all(self.kafka)


if __name__ == "__main__":
    unittest.main()
