# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apache Kafka's own tools, unmodified: what each prints on Vitrine is what it prints on Apache Kafka for the same steps, but for the differences
in expected-differences, each with its reason. One that is new, and one that has gone, fails."""
import os
import unittest

import compare
import places
import steps
from cluster import has_kafka


@unittest.skipUnless(has_kafka(), "Apache Kafka's jars or java are not there (packaging/interop-clients)")
class CompareTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.vitrine = compare.live(places.VitrinePlace, steps.CHAPTERS)
        cls.expected, _ = compare.expected()

    def check(self, kafka):
        found = compare.differences(self.vitrine, kafka)
        for name in sorted(set(found) | set(self.expected)):
            with self.subTest(step=name):
                if name not in found:
                    self.fail("a difference that expected-differences has is gone")
                self.assertEqual(found[name], self.expected.get(name), "“-” is Apache Kafka, “+” Vitrine")

    def test_vitrine_and_what_apache_kafka_printed_when_it_was_recorded(self):
        self.check({chapter.__name__: compare.recorded(chapter.__name__) for chapter in steps.CHAPTERS})

    @unittest.skipUnless(os.environ.get("VITRINE_LONG_TESTS"), "three nodes of Apache Kafka take minutes: VITRINE_LONG_TESTS is not there")
    def test_vitrine_and_what_apache_kafka_prints_now(self):
        self.check(compare.live(places.KafkaPlace, steps.CHAPTERS))


if __name__ == "__main__":
    unittest.main()
