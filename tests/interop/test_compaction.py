# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same logs compacted by Vitrine and by Apache Kafka's own Cleaner, at the same times: what is left is the same, byte for byte where nothing
is compressed, record for record where codecs may write the same in different ways."""
import os
import shutil
import subprocess
import tempfile
import unittest

from cluster import JAVA, KAFKA_LIBS, has_kafka

TOOL = os.environ.get("VITRINE_COMPACTION_TOOL", "")
SEEDS = int(os.environ.get("VITRINE_COMPACTION_SEEDS", "40"))
NOW = 1_800_000_000_000


def log_files(directory):
    return sorted(name for name in os.listdir(directory) if name.endswith(".log"))


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


@unittest.skipUnless(has_kafka() and TOOL, "Apache Kafka's jars or java are not there (packaging/interop-clients)")
class CompactionTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix="vitrine-compaction-")

    def tearDown(self):
        shutil.rmtree(self.directory, ignore_errors=True)

    def run_tool(self, *arguments):
        return subprocess.run([TOOL, *map(str, arguments)], check=True, capture_output=True, text=True).stdout.split()

    def test_what_is_left_is_what_kafka_leaves(self):
        jobs, dumps, ours, size_before, size_after = [], [], {}, 0, 0
        for seed in range(1, SEEDS + 1):
            kafkas = os.path.join(self.directory, f"kafka-{seed}", "table-0")
            vitrines = os.path.join(self.directory, f"vitrine-{seed}", "table-0")
            segment_bytes = 1500 + 700 * (seed % 7)
            codecs = "none" if seed % 2 else "all"
            small_map = seed % 5 == 0
            # A round of Kafka's that begins within a segment may hold a committed transaction for aborted, where the same producer aborted one
            # before in that segment, and then leaves its duplicates to a later round.
            self.run_tool("write", vitrines, seed, segment_bytes, codecs, "none" if small_map else "all")
            shutil.copytree(vitrines, kafkas)
            bases = [int(name[:-4]) for name in log_files(vitrines)]
            self.assertGreater(len(bases), 3)
            # Up to the middle; further, before the delete horizons of the first round; and up to the active segment, after them.
            ends = sorted({bases[len(bases) // 2], bases[-2], bases[-1]})
            rounds = [f"{NOW + later}:{end}" for later, end in zip((0, 70_000) if len(ends) == 2 else (0, 10_000, 70_000), ends)]
            dedupe = 4 * 1024 * 1024
            if small_map:
                dedupe = 24 * 12  # ten keys at a time: the map is full before the end of the round
            words = [segment_bytes, 60_000, dedupe, *rounds]
            size_before += sum(os.path.getsize(os.path.join(vitrines, name)) for name in log_files(vitrines))
            ours[kafkas] = self.run_tool("clean", vitrines, *words)
            size_after += sum(os.path.getsize(os.path.join(vitrines, name)) for name in log_files(vitrines))
            jobs.append(" ".join(["clean", kafkas, *map(str, words)]))
            for side in (kafkas, vitrines):
                dumps.append(f"dump {side} {side}.txt")
        job_file = os.path.join(self.directory, "jobs")
        with open(job_file, "w") as file:
            file.write("\n".join(jobs + dumps) + "\n")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "KafkaCompaction.java")
        java = subprocess.run([JAVA, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), source, job_file],
                              capture_output=True, text=True, timeout=500)
        self.assertEqual(java.returncode, 0, java.stdout + java.stderr)
        ends = {line.split()[0]: line.split()[1:] for line in java.stdout.splitlines() if line.startswith(self.directory)}
        self.assertEqual({log: (ends[log], ours[log]) for log in ours if ends[log] != ours[log]}, {}, "where each round ended: of Kafka, and here")
        for kafkas in ours:
            vitrines = kafkas.replace("kafka-", "vitrine-")
            with self.subTest(log=kafkas):
                self.assertEqual(read(vitrines + ".txt").decode().splitlines(), read(kafkas + ".txt").decode().splitlines())
                if not any(codec in read(vitrines + ".txt").decode() for codec in (" gzip ", " snappy ", " lz4 ", " zstd ")):
                    for name in log_files(kafkas):
                        self.assertEqual(read(vitrines, name), read(kafkas, name), name)
        self.assertLess(size_after, size_before / 2)
        print(f"{SEEDS} logs, {size_before} bytes before, {size_after} after")


if __name__ == "__main__":
    unittest.main()
