# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group of four outside members rebalances through leaving, dying, and the death of its coordinator; committed offsets never go back."""
import signal
import unittest

from cluster import RDKAFKA_CLIENT, ClusterTest, Lines

PARTITIONS = 8


def owned(member):
    """What a member owns, by its last words."""
    partitions = set()
    for line in member.lines:
        words = line.split()
        if words and words[0] == "assigned":
            partitions |= set(words[1:])
        elif words and words[0] == "revoked":
            partitions -= set(words[1:])
    return partitions


@unittest.skipUnless(RDKAFKA_CLIENT, "librdkafka is not there")
class GroupsTest(ClusterTest):
    settings = ("broker.session.timeout.ms=2000", "broker.heartbeat.interval.ms=300")

    def rebalances(self, strategy, group):
        topic = f"work-{group}"
        self.committed = {}
        self.cluster.run(f"topic create {topic} --partitions {PARTITIONS} --replication-factor 3")
        producer = Lines([RDKAFKA_CLIENT, "produce", self.servers, topic, "message.timeout.ms=120000"])
        members = [self.member(topic, group, strategy) for _ in range(4)]
        gone = []
        try:
            self.settled(members, group)
            gone.append(members.pop())
            gone[-1].stop()  # leaves
            self.settled(members, group)
            gone.append(members.pop())
            gone[-1].stop(signal.SIGKILL)  # dies
            self.settled(members, group)
            coordinator = self.coordinator(group)
            self.cluster.run(f"broker kill {coordinator}")
            self.cluster.run("wait until leaderless 0 --timeout 90s")
            committed = [sum(line.startswith("committed") for line in member.lines) for member in members]
            for member, before in zip(members, committed):
                member.wait_for(lambda lines, before=before: sum(line.startswith("committed") for line in lines) > before + 2, 60)
            members.append(self.member(topic, group, strategy))
            self.settled(members, group)
            self.cluster.run(f"broker start {coordinator}")
            self.cluster.run(f"wait until broker {coordinator} ready --timeout 90s")
            members.append(self.member(topic, group, strategy))
            self.settled(members, group)
        finally:
            producer.stop()
            for member in members:
                member.stop()
        self.look_at_commits(group)
        self.assertEqual(len(self.committed), PARTITIONS)
        self.check_commits(members + gone)

    def member(self, topic, group, strategy):
        return Lines([RDKAFKA_CLIENT, "member", self.servers, topic, group, f"partition.assignment.strategy={strategy}"])

    def settled(self, members, group):
        """Each partition has one owner, and every member has some."""
        everything = {str(partition) for partition in range(PARTITIONS)}

        def settled(_):
            self.look_at_commits(group)
            shares = [owned(member) for member in members]
            return sum(len(share) for share in shares) == PARTITIONS and set().union(*shares) == everything and all(shares)
        members[0].wait_for(settled, 60)

    def coordinator(self, group):
        return self.cluster.run(f"group coordinator {group}")["coordinator"]

    def look_at_commits(self, group):
        """What the coordinator holds never goes back, whoever it is."""
        answer = self.cluster.run(f"group describe {group}", check=False)
        for partition, offset in answer.get("committed", {}).items():
            self.assertGreaterEqual(offset, self.committed.get(partition, 0), f"the committed offset of {partition} went back")
            self.committed[partition] = offset

    def check_commits(self, members):
        """The commits of one member for one partition rise while it owns it; across owners, the next owner reads on where a commit was."""
        for member in members:
            last = {}
            for line in member.lines:
                words = line.split()
                if words[0] == "revoked":
                    for partition in words[1:]:
                        last.pop(partition, None)
                elif words[0] == "committed":
                    partition, offset = words[1], int(words[2])
                    self.assertGreaterEqual(offset, last.get(partition, 0), f"a commit of partition {partition} went back")
                    last[partition] = offset
        total = sum(line.startswith("record") for member in members for line in member.lines)
        self.assertGreater(total, 0)
        print(f"{total} records read through the rebalances")

    def test_eager(self):
        self.rebalances("range", "eager")

    def test_cooperative(self):
        self.rebalances("cooperative-sticky", "cooperative")


if __name__ == "__main__":
    unittest.main()
