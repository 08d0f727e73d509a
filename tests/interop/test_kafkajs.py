# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kafkajs: admin, producer and a consumer group."""
import json
import os
import unittest

from cluster import KAFKAJS, NODE, ClusterTest, run


@unittest.skipUnless(NODE and os.path.isdir(KAFKAJS), "node or kafkajs is not there (packaging/interop-clients)")
class KafkajsTest(ClusterTest):
    def test_it_creates_produces_and_consumes(self):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kafkajs_client.js")
        answer = json.loads(run([NODE, script, KAFKAJS, self.servers], timeout=120).strip().splitlines()[-1])
        self.assertEqual(answer["topics"], ["kafkajs"])
        self.assertEqual(answer["produced"], 300)
        self.assertEqual(answer["consumed"], 300)
        self.assertEqual(answer["headers"], 300)
        self.assertEqual(answer["state"], "Stable")


if __name__ == "__main__":
    unittest.main()
