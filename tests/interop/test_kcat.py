# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kcat, as a person types it."""
import unittest

from cluster import KCAT, ClusterTest, run


@unittest.skipUnless(KCAT, "kcat is not installed")
class KcatTest(ClusterTest):
    def test_it_lists_the_brokers(self):
        listing = run([KCAT, "-b", self.servers, "-L"])
        self.assertIn("3 brokers:", listing)
        for i in range(3):
            self.assertIn(f"broker {i + 1} at 127.0.0.1:{self.cluster.base_port + i}", listing)

    def test_what_it_produces_it_consumes(self):
        self.cluster.run("topic create kcat --partitions 3 --replication-factor 3")
        records = "".join(f"key-{i}:value {i} 한글\n" for i in range(100))
        run([KCAT, "-b", self.servers, "-P", "-t", "kcat", "-K", ":", "-X", "acks=all"], stdin=records)
        read = run([KCAT, "-b", self.servers, "-C", "-t", "kcat", "-K", ":", "-e", "-q", "-o", "beginning"])
        self.assertEqual(sorted(read.splitlines()), sorted(records.splitlines()))

    def test_what_it_consumes_goes_from_the_file_to_the_socket(self):
        self.cluster.run("topic create kcat-large --partitions 1 --replication-factor 1")
        records = "".join(f"{i} {'x' * 10_000}\n" for i in range(300))
        run([KCAT, "-b", self.servers, "-P", "-t", "kcat-large"], stdin=records)

        def sent():
            uses = [node["network"] for node in self.cluster.run("status")["nodes"]]
            return sum(use["sent_bytes"] for use in uses), sum(use["sendfile_bytes"] for use in uses)
        sent_before, sendfile_before = sent()
        read = run([KCAT, "-b", self.servers, "-C", "-t", "kcat-large", "-e", "-q", "-o", "beginning"])
        sent_after, sendfile_after = sent()
        self.assertEqual(read, records)
        self.assertGreaterEqual(sendfile_after - sendfile_before, len(records))
        self.assertLess((sent_after - sent_before) - (sendfile_after - sendfile_before), len(records) / 20, "what is copied is headers")

    def test_every_codec_comes_back_as_it_went(self):
        for codec in ("gzip", "snappy", "lz4", "zstd"):
            with self.subTest(codec):
                topic = f"codec-{codec}"
                self.cluster.run(f"topic create {topic} --partitions 1 --replication-factor 3")
                records = "".join(f"{codec} {i} {'x' * 100}\n" for i in range(500))
                run([KCAT, "-b", self.servers, "-P", "-t", topic, "-z", codec], stdin=records)
                read = run([KCAT, "-b", self.servers, "-C", "-t", topic, "-e", "-q", "-o", "beginning"])
                self.assertEqual(read, records)

    def test_a_group_goes_on_where_it_was(self):
        self.cluster.run("topic create kcat-group --partitions 2 --replication-factor 3")
        run([KCAT, "-b", self.servers, "-P", "-t", "kcat-group"], stdin="1\n2\n3\n")
        first = run([KCAT, "-b", self.servers, "-G", "kcat-readers", "-e", "-q", "-X", "auto.offset.reset=earliest", "kcat-group"])
        self.assertEqual(sorted(first.split()), ["1", "2", "3"])
        run([KCAT, "-b", self.servers, "-P", "-t", "kcat-group"], stdin="4\n5\n")
        second = run([KCAT, "-b", self.servers, "-G", "kcat-readers", "-e", "-q", "-X", "auto.offset.reset=earliest", "kcat-group"])
        self.assertEqual(sorted(second.split()), ["4", "5"])

    def test_offsets_are_found_by_time(self):
        self.cluster.run("topic create kcat-time --partitions 1 --replication-factor 1")
        run([KCAT, "-b", self.servers, "-P", "-t", "kcat-time"], stdin="a\nb\n")
        answer = run([KCAT, "-b", self.servers, "-Q", "-t", "kcat-time:0:1"])
        self.assertIn("kcat-time [0] offset 0", answer)


if __name__ == "__main__":
    unittest.main()
