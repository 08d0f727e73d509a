# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voters of the quorum move into the log and change there, by Apache Kafka's own tools and by those of the same name.

Three controllers apart: kafka-features raises kraft.version to 1, a fourth controller becomes a voter, the leader stops being one, and goes.
The cluster takes topics all the while, and knows its voters after a restart.
"""
import json
import os
import tempfile
import time
import unittest

from cluster import VITRINE, KafkaToolsCase, run

FEATURES = "org.apache.kafka.tools.FeatureCommand"
QUORUM = "org.apache.kafka.tools.MetadataQuorumCommand"


class VotersTest(KafkaToolsCase):
    brokers = 1
    options = ("--controllers", "3")

    def kafka(self, main, *arguments, status=0):
        return self.tools(main, "--bootstrap-server", self.servers, *arguments, status=status).rstrip("\n")

    def vitrine(self, *arguments, check=True):
        return run([VITRINE, "quorum", *arguments], check=check).rstrip("\n")

    def controller(self, number):
        return f"127.0.0.1:{self.cluster.base_port + 100 + number - 101}"

    def directory_id(self, number):
        with open(os.path.join(self.cluster.directory, f"controller-{number}", "meta.properties")) as file:
            return next(line.split("=", 1)[1].strip() for line in file if line.startswith("directory.id="))

    def voters(self):
        return {voter["id"] for voter in self.cluster.run("quorum")["voters"]}

    def wait_for_observer(self, number):
        deadline = time.monotonic() + 20
        while number not in {observer["id"] for observer in self.cluster.run("quorum")["observers"]}:
            self.assertLess(time.monotonic(), deadline, "it does not follow the quorum's leader")
            time.sleep(0.05)

    def configuration_of(self, number):
        file = tempfile.NamedTemporaryFile("w", suffix=".properties", delete=False)
        self.addCleanup(os.unlink, file.name)
        with file:
            file.write(f"node.id={number}\nprocess.roles=controller\nlog.dirs={self.cluster.directory}/controller-{number}\n"
                       f"controller.listener.names=CONTROLLER\nlisteners=CONTROLLER://{self.controller(number)}\n")
        return file.name

    def upgrade(self, *options):
        """Until each voter has told its leader of itself, which takes a few seconds from an election."""
        deadline = time.monotonic() + 20
        while True:
            printed = self.kafka(FEATURES, "upgrade", "--feature", "kraft.version=1", *options, status=None)
            if "Could not" not in printed and "Can not" not in printed:
                return printed
            self.assertIn("not all of the voters support it", printed)
            self.assertLess(time.monotonic(), deadline, printed)
            time.sleep(0.3)

    def test_voters_move_into_the_log_and_change_there(self):
        self.assertIn("kraft.version can be upgraded to 1.", self.upgrade("--dry-run"))
        self.assertRegex(self.kafka(FEATURES, "describe"), r"kraft\.version.*FinalizedVersionLevel: 0")
        self.assertIn("kraft.version was upgraded to 1.", self.upgrade())
        self.assertRegex(self.kafka(FEATURES, "describe"), r"kraft\.version.*FinalizedVersionLevel: 1")
        self.assertIn("Can't downgrade", self.kafka(FEATURES, "downgrade", "--feature", "kraft.version=0", status=1))
        self.assertEqual(self.voters(), {101, 102, 103})

        # A spare controller, by Apache Kafka's tool.
        self.assertEqual(self.cluster.run("controller add")["endpoint"], self.controller(104))
        self.wait_for_observer(104)
        configuration = self.configuration_of(104)
        expected = f"controller 104 with directory id {self.directory_id(104)} and endpoints: CONTROLLER://{self.controller(104)}"
        self.assertEqual(self.kafka(QUORUM, "--command-config", configuration, "add-controller", "--dry-run"), "DRY RUN of adding " + expected)
        self.assertEqual(self.vitrine("add-controller", "--bootstrap-server", self.servers, "--command-config", configuration, "--dry-run"),
                         "DRY RUN of adding " + expected)
        self.assertEqual(self.voters(), {101, 102, 103})
        self.assertEqual(self.kafka(QUORUM, "--command-config", configuration, "add-controller"), "Added " + expected)
        self.assertEqual(self.voters(), {101, 102, 103, 104})
        self.assertIn("is one of the voters' already",
                      self.vitrine("add-controller", "--bootstrap-server", self.servers, "--command-config", configuration, check=False))

        # The leader, by Apache Kafka's tool too; another one, by this project's and through a controller.
        leader = self.cluster.run("quorum")["leader"]
        removed = f"KRaft controller {leader} with directory id {self.directory_id(leader)}"
        of_leader = ("remove-controller", "--controller-id", str(leader), "--controller-directory-id", self.directory_id(leader))
        self.assertEqual(self.kafka(QUORUM, *of_leader, "--dry-run"), "DRY RUN of removing  " + removed)
        self.assertEqual(self.vitrine(*of_leader, "--bootstrap-server", self.servers, "--dry-run"), "DRY RUN of removing  " + removed)
        self.assertEqual(self.kafka(QUORUM, *of_leader), "Removed  " + removed)
        self.cluster.run(f"controller remove {leader}")
        self.assertFalse(os.path.exists(os.path.join(self.cluster.directory, f"controller-{leader}")))
        left = {101, 102, 103, 104} - {leader}
        self.assertEqual(self.voters(), left)
        second = min(left)
        self.assertEqual(self.vitrine("remove-controller", "--bootstrap-controller", self.controller(104), "--controller-id", str(second),
                                      "--controller-directory-id", self.directory_id(second)),
                         f"Removed  KRaft controller {second} with directory id {self.directory_id(second)}")
        self.wait_for_observer(second)
        self.assertEqual(self.vitrine("add-controller", "--bootstrap-controller", self.controller(104), "--command-config",
                                      self.configuration_of(second)).split(" with")[0], f"Added controller {second}")
        self.assertEqual(self.voters(), left)

        self.cluster.run("topic create orders --partitions 3 --replication-factor 1")
        described = self.kafka(QUORUM, "describe", "--status")
        for number in left:
            self.assertIn(f'"id": {number}, "directoryId": "{self.directory_id(number)}"', described)
        self.assertEqual(json.loads(described.split("CurrentVoters:")[1].splitlines()[0])[0]["endpoints"],
                         [f"CONTROLLER://{self.controller(min(left))}"])

        self.cluster.restart()
        self.assertEqual(self.voters(), left)
        self.cluster.run("topic create more --partitions 3 --replication-factor 1")
        self.assertRegex(self.kafka(FEATURES, "describe"), r"kraft\.version.*FinalizedVersionLevel: 1")


if __name__ == "__main__":
    unittest.main()
