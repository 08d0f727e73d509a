# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator does, with Apache Kafka's own tools: the same steps for whoever serves. Each chapter uses names of its own.

`do(tool, options…)` runs a step and keeps what it prints. `shape` (normal.py) takes away what two runs of the same cluster may print differently;
`until` repeats the step until what it prints has this in it: what was asked for may take a moment to be seen everywhere."""
from normal import any_leader, api_versions, drawn_replicas, events, in_order, log_dirs, numbers, without

# They go on after their main function, and what they then print is theirs.
ALONE = {"kafka-verifiable-producer"}
TOOLS = {
    "kafka-broker-api-versions": "org.apache.kafka.tools.BrokerApiVersionsCommand",
    "kafka-client-metrics": "org.apache.kafka.tools.ClientMetricsCommand",
    "kafka-cluster": "org.apache.kafka.tools.ClusterTool",
    "kafka-configs": "kafka.admin.ConfigCommand",
    "kafka-consumer-groups": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
    "kafka-delete-records": "org.apache.kafka.tools.DeleteRecordsCommand",
    "kafka-features": "org.apache.kafka.tools.FeatureCommand",
    "kafka-get-offsets": "org.apache.kafka.tools.GetOffsetShell",
    "kafka-groups": "org.apache.kafka.tools.GroupsCommand",
    "kafka-leader-election": "org.apache.kafka.tools.LeaderElectionCommand",
    "kafka-log-dirs": "org.apache.kafka.tools.LogDirsCommand",
    "kafka-metadata-quorum": "org.apache.kafka.tools.MetadataQuorumCommand",
    "kafka-reassign-partitions": "org.apache.kafka.tools.reassign.ReassignPartitionsCommand",
    "kafka-replica-verification": "org.apache.kafka.tools.ReplicaVerificationTool",
    "kafka-topics": "org.apache.kafka.tools.TopicCommand",
    "kafka-transactions": "org.apache.kafka.tools.TransactionsCommand",
    "kafka-verifiable-consumer": "org.apache.kafka.tools.VerifiableConsumer",
    "kafka-verifiable-producer": "org.apache.kafka.tools.VerifiableProducer",
}


def roles(lines):
    """Of the quorum's nodes: how many are what. Who leads is drawn."""
    return sorted(line.split()[-1] if line[0].isdigit() else line for line in lines)


ANY_CONTROLLER = without(r"(?<=Local controller )\d")
COORDINATOR = without(r"broker-\d \(\d\)")
SENT_EVENTS = events("key", "value", "topic", "partition", "acked", "sent", "exception", "message")


def sent(lines):
    """Answers of two brokers come in any order."""
    return in_order(SENT_EVENTS(lines))



def produce(do, topic, count, **options):
    return do("kafka-verifiable-producer", "--topic", topic, "--max-messages", str(count), "--repeating-keys", "4", shape=sent, **options)


def partitions(*rows):
    return {"version": 1, "partitions": [dict(zip(("topic", "partition", "replicas"), row)) for row in rows]}


def offsets(*rows):
    return {"version": 1, "partitions": [dict(zip(("topic", "partition", "offset"), row)) for row in rows]}


def topics(do):
    create = ("kafka-topics", "--create", "--topic")
    do(*create, "plain", "--partitions", "3", "--replication-factor", "2")
    do("kafka-topics", "--describe", "--topic", "plain", shape=drawn_replicas, until="PartitionCount")
    do(*create, "defaults")
    do("kafka-topics", "--describe", "--topic", "defaults", shape=drawn_replicas, until="PartitionCount")
    do(*create, "assigned", "--replica-assignment", "1:2,2:3,3:1", "--config", "retention.ms=3600000", "--config", "cleanup.policy=compact,delete")
    do("kafka-topics", "--describe", "--topic", "assigned", until="PartitionCount")
    do("kafka-topics", "--describe", "--topic", "assigned", "--topics-with-overrides")
    do("kafka-topics", "--list", "--exclude-internal")
    do("kafka-topics", "--list", "--topic", "as.*")
    do(*create, "plain")
    do(*create, "plain", "--if-not-exists")
    do(*create, "wide", "--replication-factor", "4")
    do(*create, "none", "--replication-factor", "0")
    do(*create, "none", "--partitions", "0")
    do(*create, "wrong name")
    do(*create, "..")
    do(*create, "n" * 250)
    do(*create, "dots.and_lines")
    do(*create, "dots_and.lines")
    do(*create, "unknown-key", "--config", "no.such.key=1")
    do(*create, "wrong-value", "--config", "retention.ms=soon")
    do(*create, "wrong-value", "--config", "segment.bytes=1")
    do(*create, "wrong-value", "--config", "cleanup.policy=shred")
    do(*create, "wrong-value", "--config", "compression.type=rar")
    do(*create, "wrong-value", "--config", "min.insync.replicas=0")
    do(*create, "twice", "--replica-assignment", "1:1")
    do(*create, "absent", "--replica-assignment", "1:9")
    do(*create, "uneven", "--replica-assignment", "1:2,3")
    do("kafka-topics", "--alter", "--topic", "assigned", "--partitions", "5")
    do("kafka-topics", "--describe", "--topic", "assigned", shape=drawn_replicas)
    do("kafka-topics", "--alter", "--topic", "assigned", "--partitions", "2")
    do("kafka-topics", "--alter", "--topic", "assigned", "--partitions", "5")
    do("kafka-topics", "--alter", "--topic", "assigned", "--partitions", "6", "--replica-assignment", "1:2,2:3,3:1,1:2,2:3,3:1")
    do("kafka-topics", "--alter", "--topic", "assigned", "--partitions", "7", "--replica-assignment", "1:2,2:3,3:1,1:2,2:3,3:1,1:9")
    do("kafka-topics", "--alter", "--topic", "assigned", "--partitions", "7", "--replica-assignment", "1:2,2:3,3:1,1:2,2:3,3:1,1")
    do("kafka-topics", "--alter", "--topic", "never-was", "--partitions", "2")
    do("kafka-topics", "--describe", "--topic", "never-was")
    do("kafka-topics", "--describe", "--topic", "never-was", "--if-exists")
    do("kafka-topics", "--describe", "--topic-id", "AAAAAAAAAAAAAAAAAAAAAQ")
    do("kafka-topics", "--describe", "--unavailable-partitions")
    do("kafka-topics", "--describe", "--under-replicated-partitions")
    do("kafka-topics", "--describe", "--under-min-isr-partitions")
    do("kafka-topics", "--delete", "--topic", "plain")
    do("kafka-topics", "--delete", "--topic", "plain")
    do("kafka-topics", "--delete", "--topic", "never-was", "--if-exists")
    do("kafka-topics", "--list")


def topic_configs(do):
    name = ("--entity-type", "topics", "--entity-name", "configured")
    configs = ("kafka-configs", *name)
    do("kafka-topics", "--create", "--topic", "configured", "--replica-assignment", "1:2:3")
    do(*configs, "--describe")
    do(*configs, "--describe", "--all")
    do(*configs, "--alter", "--add-config", "retention.ms=3600000,cleanup.policy=[compact,delete],min.insync.replicas=2,compression.type=zstd")
    do(*configs, "--describe", until="retention.ms=3600000")
    do(*configs, "--describe", "--all")
    do(*configs, "--alter", "--delete-config", "retention.ms")
    do(*configs, "--alter", "--delete-config", "retention.ms")
    do(*configs, "--describe")
    for wrong in ("no.such.key=1", "retention.ms=soon", "retention.ms=-2", "segment.bytes=100", "segment.ms=0", "cleanup.policy=shred",
                  "cleanup.policy=[delete,delete]", "compression.type=rar", "compression.gzip.level=0", "compression.gzip.level=10",
                  "compression.lz4.level=18", "compression.zstd.level=23", "min.insync.replicas=0", "min.cleanable.dirty.ratio=2",
                  "min.cleanable.dirty.ratio=half", "message.timestamp.type=Never", "message.timestamp.after.max.ms=-1",
                  "unclean.leader.election.enable=perhaps", "preallocate=yes", "max.message.bytes=-1", "max.message.bytes=99999999999",
                  "leader.replication.throttled.replicas=everything", "remote.storage.enable=true", "local.retention.ms=-3",
                  "min.compaction.lag.ms=10,max.compaction.lag.ms=5", "flush.messages=0", "flush.ms=-1", "index.interval.bytes=-1",
                  "segment.index.bytes=3", "retention.bytes=many", "retention.bytes=-5", "delete.retention.ms=-1", "retention.ms="):
        do(*configs, "--alter", "--add-config", wrong)
    do(*configs, "--alter", "--add-config", "leader.replication.throttled.replicas=*,follower.replication.throttled.replicas=[0:1,0:2]")
    do(*configs, "--describe", until="throttled")
    do("kafka-configs", "--entity-type", "topics", "--entity-name", "never-was", "--describe")
    do("kafka-configs", "--entity-type", "topics", "--entity-name", "never-was", "--alter", "--add-config", "retention.ms=1")
    do("kafka-configs", "--entity-type", "topics", "--entity-name", "wrong name", "--describe")


def broker_configs(do):
    one = ("kafka-configs", "--entity-type", "brokers", "--entity-name", "2")
    every = ("kafka-configs", "--entity-type", "brokers", "--entity-default")
    do(*one, "--describe")
    do(*one, "--describe", "--all")
    do(*every, "--describe")
    do(*every, "--alter", "--add-config", "message.max.bytes=2000000,log.retention.ms=7200000,log.cleaner.threads=2")
    do(*one, "--alter", "--add-config", "message.max.bytes=3000000,log.cleaner.backoff.ms=20000,follower.replication.throttled.rate=1000000")
    do(*one, "--describe", until="message.max.bytes=3000000")
    do(*every, "--describe", until="log.retention.ms")
    do(*one, "--describe", "--all")
    for wrong in ("no.such.key=1", "num.io.threads=0", "num.io.threads=many", "num.io.threads=100", "num.partitions=5", "node.id=7", "log.dirs=/elsewhere",
                  "message.max.bytes=-1", "log.cleanup.policy=shred", "compression.type=rar", "log.retention.ms=-2", "log.segment.bytes=10",
                  "min.insync.replicas=0", "max.connections.per.ip.overrides=here", "max.connections=-1", "num.network.threads=0",
                  "log.message.timestamp.type=Never", "leader.replication.throttled.rate=-1", "offsets.topic.num.partitions=3",
                  "unclean.leader.election.enable=perhaps", "log.cleaner.min.cleanable.ratio=2", "background.threads=1000", "num.replica.fetchers=0",
                  "log.cleaner.threads=0", "log.cleaner.dedupe.buffer.size=1"):
        do(*one, "--alter", "--add-config", wrong)
    do(*every, "--alter", "--add-config", "listeners=PLAINTEXT://127.0.0.1:1")
    do(*every, "--alter", "--add-config", "num.io.threads=0")
    do(*one, "--alter", "--delete-config", "message.max.bytes,log.cleaner.backoff.ms,follower.replication.throttled.rate")
    do(*one, "--alter", "--delete-config", "message.max.bytes")
    do(*every, "--alter", "--delete-config", "message.max.bytes,log.retention.ms,log.cleaner.threads")
    do(*one, "--describe")
    do(*one, "--alter", "--delete-config", "no.such.key,log.retention.ms")
    do(*one, "--describe")
    do("kafka-configs", "--entity-type", "brokers", "--entity-name", "9", "--describe")
    do("kafka-configs", "--entity-type", "brokers", "--entity-name", "two", "--describe")


def other_configs(do):
    user = ("kafka-configs", "--entity-type", "users", "--entity-name", "alice")
    do(*user, "--alter", "--add-config", "producer_byte_rate=1000000,consumer_byte_rate=2000000")
    do(*user, "--describe", until="producer_byte_rate")
    do(*user, "--alter", "--delete-config", "producer_byte_rate")
    do("kafka-configs", "--entity-type", "clients", "--entity-default", "--alter", "--add-config", "request_percentage=50")
    do("kafka-configs", "--entity-type", "clients", "--entity-default", "--describe", until="request_percentage")
    do("kafka-configs", "--entity-type", "users", "--entity-name", "alice", "--entity-type", "clients", "--entity-name", "shop", "--alter",
       "--add-config", "controller_mutation_rate=5")
    do(*user, "--describe", shape=in_order)
    do("kafka-configs", "--entity-type", "ips", "--entity-name", "127.0.0.9", "--alter", "--add-config", "connection_creation_rate=100")
    do("kafka-configs", "--entity-type", "ips", "--entity-name", "127.0.0.9", "--describe", until="connection_creation_rate")
    do("kafka-configs", "--entity-type", "ips", "--entity-name", "127.0.0.9", "--alter", "--delete-config", "connection_creation_rate")
    do(*user, "--alter", "--add-config", "no_such_quota=1")
    do(*user, "--alter", "--add-config", "producer_byte_rate=-1")
    do(*user, "--alter", "--add-config", "producer_byte_rate=1.5")
    do(*user, "--alter", "--delete-config", "consumer_byte_rate")
    do("kafka-configs", "--entity-type", "clients", "--entity-default", "--alter", "--delete-config", "request_percentage")
    do("kafka-configs", "--entity-type", "groups", "--entity-name", "readers", "--describe")
    do("kafka-configs", "--entity-type", "client-metrics", "--describe")
    do("kafka-client-metrics", "--list")


def groups(do):
    described = ("kafka-consumer-groups", "--describe", "--group")
    reset = ("kafka-consumer-groups", "--reset-offsets", "--group", "auditors")
    do("kafka-topics", "--create", "--topic", "read", "--replica-assignment", "1:2,2:3")
    do("kafka-topics", "--create", "--topic", "unread", "--replica-assignment", "3:1")
    produce(do, "read", 40)
    do("kafka-consumer-groups", "--list")
    do(*described, "never-was")
    do("kafka-consumer-groups", "--describe", "--group", "never-was", "--state")
    do("kafka-consumer-groups", "--describe", "--group", "never-was", "--members")
    do(*reset, "--to-earliest", "--topic", "read", "--dry-run")
    do("kafka-consumer-groups", "--list")
    do(*reset, "--to-latest", "--topic", "read", "--topic", "unread:0", "--execute", shape=in_order)
    do(*described, "auditors", shape=in_order)
    do("kafka-consumer-groups", "--describe", "--group", "auditors", "--state", shape=COORDINATOR)
    do("kafka-consumer-groups", "--describe", "--group", "auditors", "--members", "--verbose")
    do("kafka-consumer-groups", "--list", "--state")
    do("kafka-consumer-groups", "--list", "--type")
    do("kafka-groups", "--list")
    do(*reset, "--to-offset", "5", "--topic", "read:1", "--execute")
    do(*reset, "--shift-by", "3", "--topic", "read:1", "--execute")
    do(*reset, "--shift-by", "-100", "--topic", "read:1", "--execute")
    do(*reset, "--shift-by", "100", "--topic", "read:1", "--execute")
    do(*reset, "--to-offset", "1000", "--topic", "read:0", "--execute")
    do(*reset, "--to-datetime", "2100-01-01T00:00:00.000", "--topic", "read", "--dry-run", shape=in_order)
    do(*reset, "--by-duration", "P100D", "--topic", "read", "--dry-run", shape=in_order)
    do(*reset, "--to-current", "--all-topics", "--dry-run", "--export", shape=in_order)
    do(*reset, "--to-earliest", "--topic", "never-was", "--execute")
    do(*reset, "--to-earliest", "--topic", "read:7", "--execute")
    do(*described, "auditors", shape=in_order)
    do(*described, "auditors", "--offsets", "--verbose", shape=in_order)
    do("kafka-consumer-groups", "--delete-offsets", "--group", "auditors", "--topic", "read:1")
    do("kafka-consumer-groups", "--delete-offsets", "--group", "auditors", "--topic", "never-was")
    do("kafka-consumer-groups", "--delete-offsets", "--group", "never-was", "--topic", "read")
    do("kafka-consumer-groups", "--delete", "--group", "never-was")
    with do.reader("readers", "read"):
        do(*described, "readers", until=r"readers read 1 \d+", shape=numbers("CONSUMER"))
        do("kafka-consumer-groups", "--describe", "--group", "readers", "--members")
        do("kafka-consumer-groups", "--describe", "--group", "readers", "--members", "--verbose")
        do("kafka-consumer-groups", "--describe", "--group", "readers", "--state", shape=COORDINATOR)
        do("kafka-consumer-groups", "--list", "--state")
        do("kafka-consumer-groups", "--list", "--state", "stable")
        do("kafka-consumer-groups", "--list", "--state", "Dreaming", shape=without(r"(?<=Valid states are: ).*"))
        do("kafka-consumer-groups", "--list", "--type", "classic", shape=in_order)
        do("kafka-consumer-groups", "--delete", "--group", "readers")
        do("kafka-consumer-groups", "--reset-offsets", "--group", "readers", "--to-earliest", "--topic", "read", "--execute")
        do("kafka-consumer-groups", "--delete-offsets", "--group", "readers", "--topic", "read", shape=in_order)
        do("kafka-consumer-groups", "--delete", "--all-groups", shape=in_order)
    do(*described, "readers", until="no active members", shape=in_order)
    do("kafka-consumer-groups", "--validate-regex", "r.*")
    do("kafka-consumer-groups", "--delete", "--group", "readers", "--group", "auditors")
    do("kafka-consumer-groups", "--list")


def reassignments(do):
    moves = ("kafka-reassign-partitions",)
    do("kafka-topics", "--create", "--topic", "moved", "--replica-assignment", "1:2,2:1")
    produce(do, "moved", 20)
    plan = do.file(partitions(("moved", 0, [3, 2]), ("moved", 1, [3, 1, 2])))
    do(*moves, "--generate", "--topics-to-move-json-file", do.file({"version": 1, "topics": [{"topic": "moved"}]}), "--broker-list", "1,2,3",
       shape=lambda lines: [line for line in lines if not line.startswith("{")])
    do(*moves, "--generate", "--topics-to-move-json-file", do.file({"version": 1, "topics": [{"topic": "never-was"}]}), "--broker-list", "1,2,3")
    do(*moves, "--list")
    do(*moves, "--execute", "--reassignment-json-file", plan)
    do(*moves, "--verify", "--reassignment-json-file", plan, until="moved-0 is completed(.|\n)*moved-1 is completed")
    do("kafka-topics", "--describe", "--topic", "moved", shape=any_leader, until="Isr: [123],[123],[123]")
    do(*moves, "--list")
    do(*moves, "--cancel", "--reassignment-json-file", plan)
    do(*moves, "--execute", "--reassignment-json-file", plan)
    do(*moves, "--execute", "--reassignment-json-file", do.file(partitions(("never-was", 0, [1]))))
    do(*moves, "--execute", "--reassignment-json-file", do.file(partitions(("moved", 9, [1]))))
    do(*moves, "--execute", "--reassignment-json-file", do.file(partitions(("moved", 0, [9]))))
    do(*moves, "--execute", "--reassignment-json-file", do.file(partitions(("moved", 0, [1, 1]))))
    do(*moves, "--execute", "--reassignment-json-file", do.file(partitions(("moved", 0, []))))
    do(*moves, "--execute", "--reassignment-json-file", do.file({"version": 2, "partitions": []}))
    do(*moves, "--execute", "--reassignment-json-file", do.file({"version": 1, "partitions": []}))
    throttled = do.file(partitions(("moved", 0, [1, 2]), ("moved", 1, [1, 2])))
    do(*moves, "--execute", "--reassignment-json-file", throttled, "--throttle", "1000000")
    do("kafka-configs", "--entity-type", "topics", "--entity-name", "moved", "--describe")
    do("kafka-configs", "--entity-type", "brokers", "--entity-name", "1", "--describe", shape=in_order)
    do(*moves, "--verify", "--reassignment-json-file", throttled, "--preserve-throttles", until="moved-0 is completed(.|\n)*moved-1 is completed")
    do(*moves, "--verify", "--reassignment-json-file", throttled, until="moved-0 is completed(.|\n)*moved-1 is completed")
    do("kafka-configs", "--entity-type", "topics", "--entity-name", "moved", "--describe")
    do("kafka-topics", "--describe", "--topic", "moved", shape=any_leader)


def elections(do):
    elect = ("kafka-leader-election",)
    do("kafka-topics", "--create", "--topic", "led", "--replica-assignment", "1:2,2:3,3:1")
    do(*elect, "--election-type", "preferred", "--topic", "led", "--partition", "0")
    do(*elect, "--election-type", "unclean", "--topic", "led", "--partition", "0")
    do(*elect, "--election-type", "preferred", "--topic", "never-was", "--partition", "0")
    do(*elect, "--election-type", "preferred", "--topic", "led", "--partition", "9")
    do(*elect, "--election-type", "sideways", "--topic", "led", "--partition", "0")
    do(*elect, "--election-type", "preferred")
    do(*elect, "--election-type", "preferred", "--path-to-json-file", do.file({"partitions": [{"topic": "led", "partition": 1}]}))
    do(*elect, "--election-type", "preferred", "--path-to-json-file",
       do.file({"partitions": [{"topic": "led", "partition": 1}, {"topic": "led", "partition": 1}]}))
    do("kafka-topics", "--describe", "--topic", "led")
    do.place.stop_node(3)
    do("kafka-topics", "--describe", "--topic", "led", until="Partition: 2 Leader: 1 Replicas: 3,1 Isr: 1 ")
    do("kafka-topics", "--describe", "--topic", "led", "--under-replicated-partitions", shape=in_order)
    do("kafka-topics", "--describe", "--topic", "led", "--unavailable-partitions")
    do(*elect, "--election-type", "preferred", "--topic", "led", "--partition", "2")
    do("kafka-topics", "--create", "--topic", "wider", "--replication-factor", "3")
    do("kafka-topics", "--describe", "--topic", "wider", until="Isr", shape=lambda lines: [line.split("Leader")[0] for line in lines])
    do("kafka-topics", "--create", "--topic", "widest", "--replica-assignment", "1:2:3")
    do("kafka-configs", "--entity-type", "brokers", "--entity-name", "3", "--describe", shape=lambda lines: lines[:2])
    do("kafka-broker-api-versions", shape=lambda lines: [line for line in api_versions(lines) if "id: " in line])
    do.place.start_node(3)
    # Both partitions that node 3 has; one may be back in its ISR before the other.
    do("kafka-topics", "--describe", "--topic", "led", shape=any_leader,
       until=r"Partition: 1 Leader: . Replicas: 2,3 Isr: (2,3|3,2)(.|\n)*Partition: 2 Leader: . Replicas: 3,1 Isr: (1,3|3,1)")
    do(*elect, "--election-type", "preferred", "--all-topic-partitions", shape=lambda lines: [line.split(" for ")[0] for line in lines[:1]],
       until="Successfully|Valid")
    do("kafka-topics", "--describe", "--topic", "led", until="Partition: 2 Leader: 3")


def records(do):
    earliest = ("kafka-get-offsets", "--topic", "counted", "--time", "earliest")
    do("kafka-topics", "--create", "--topic", "counted", "--replica-assignment", "1:2:3,2:3:1")
    do("kafka-verifiable-producer", "--topic", "counted", "--max-messages", "40", "--repeating-keys", "4", "--message-create-time", "1600000000000", "--acks",
       "1", shape=sent)
    for time in ("latest", "earliest", "max-timestamp", "earliest-local", "latest-tiered", "1600000000005", "1500000000000", "1700000000000", "-1", "-2",
                 "soon", "-7", "earliest-pending-upload"):
        do("kafka-get-offsets", "--topic", "counted", "--time", time, shape=in_order)
    do("kafka-get-offsets", "--topic-partitions", "counted:1,counted:7,never-was:0")
    do("kafka-get-offsets", "--topic", "never-was")
    do("kafka-get-offsets", "--topic", "counted", "--partitions", "0-1")
    do("kafka-get-offsets", "--topic", "count.*", "--exclude-internal-topics")
    delete = ("kafka-delete-records", "--offset-json-file")
    do(*delete, do.file(offsets(("counted", 0, 7), ("counted", 1, -1))), shape=in_order)
    do(*earliest)
    do(*delete, do.file(offsets(("counted", 0, 3))))
    do(*delete, do.file(offsets(("counted", 0, 1000))))
    do(*delete, do.file(offsets(("counted", 0, -2))))
    do(*delete, do.file(offsets(("counted", 0, 1), ("counted", 0, 2))))
    do(*delete, do.file({"version": 2, "partitions": []}))
    do("kafka-topics", "--create", "--topic", "kept", "--replica-assignment", "1", "--config", "cleanup.policy=compact")
    do("kafka-verifiable-producer", "--topic", "kept", "--max-messages", "4", "--repeating-keys", "4", shape=sent)
    do("kafka-verifiable-producer", "--topic", "kept", "--max-messages", "2", shape=sent)
    do(*delete, do.file(offsets(("kept", 0, 1))))
    do(*earliest)
    do("kafka-log-dirs", "--describe", "--topic-list", "counted,kept", shape=log_dirs)
    do("kafka-log-dirs", "--describe", "--topic-list", "never-was", shape=log_dirs)
    do("kafka-log-dirs", "--describe", "--broker-list", "2", "--topic-list", "counted", shape=log_dirs)
    do("kafka-log-dirs", "--describe", "--broker-list", "9")
    do("kafka-topics", "--create", "--topic", "strict", "--replica-assignment", "1:2", "--config", "min.insync.replicas=3")
    do("kafka-verifiable-producer", "--topic", "strict", "--max-messages", "1", "--command-config", do.properties("retries=0"), shape=sent)
    do("kafka-topics", "--describe", "--topic", "strict", "--under-min-isr-partitions")
    do("kafka-topics", "--describe", "--topic", "strict", "--at-min-isr-partitions")
    do("kafka-topics", "--create", "--topic", "small", "--replica-assignment", "1:2", "--config", "max.message.bytes=10")
    do("kafka-verifiable-producer", "--topic", "small", "--max-messages", "1", "--command-config", do.properties("retries=0"), shape=sent)
    do("kafka-verifiable-producer", "--topic", "never-made", "--max-messages", "2", "--repeating-keys", "1", shape=sent)
    do("kafka-topics", "--describe", "--topic", "never-made", shape=drawn_replicas)
    do("kafka-verifiable-consumer", "--topic", "kept", "--group-id", "verifying", "--max-messages", "4", "--reset-policy", "earliest",
       shape=events("count", "partitions"))
    do("kafka-verifiable-consumer", "--topic", "kept", "--group-id", "verifying-each", "--max-messages", "4", "--verbose",
       shape=events("topic", "partition", "offset", "key", "value"))
    do.line("kafka-replica-verification", "--topics-include", "counted", "--time", "-2", "--report-interval-ms", "1000", found="max lag is",
            shape=numbers("partition", "offset"))


def cluster(do):
    do("kafka-cluster", "cluster-id")
    do("kafka-cluster", "list-endpoints", shape=in_order)
    do("kafka-cluster", "unregister", "--id", "9")
    do("kafka-broker-api-versions", shape=api_versions)
    do("kafka-features", "describe", shape=numbers("Epoch"))
    do("kafka-features", "upgrade", "--feature", "group.version=9", shape=ANY_CONTROLLER)
    do("kafka-features", "upgrade", "--feature", "no.such.feature=1", shape=ANY_CONTROLLER)
    do("kafka-features", "upgrade", "--release-version", "4.3", "--dry-run", shape=ANY_CONTROLLER)
    do("kafka-features", "upgrade", "--release-version", "9.9")
    do("kafka-features", "upgrade", "--metadata", "3.0")
    do("kafka-features", "downgrade", "--feature", "metadata.version=27")
    do("kafka-features", "downgrade", "--feature", "metadata.version=27", "--unsafe")
    do("kafka-features", "downgrade", "--feature", "group.version=0", "--dry-run")
    do("kafka-features", "downgrade", "--feature", "group.version=0")
    do("kafka-features", "downgrade", "--feature", "group.version=0")
    do("kafka-features", "upgrade", "--feature", "group.version=1", "--dry-run")
    do("kafka-features", "upgrade", "--feature", "group.version=1")
    do("kafka-features", "upgrade", "--feature", "group.version=1")
    do("kafka-features", "disable", "--feature", "share.version")
    do("kafka-features", "describe", shape=numbers("Epoch"))
    do("kafka-features", "version-mapping", "--release-version", "4.2")
    do("kafka-metadata-quorum", "describe", "--status",
       shape=numbers("LeaderId", "LeaderEpoch", "HighWatermark", "MaxFollowerLag", "MaxFollowerLagTimeMs"))
    do("kafka-metadata-quorum", "describe", "--replication",
       shape=roles)
    do("kafka-metadata-quorum", "add-controller")
    do("kafka-metadata-quorum", "remove-controller", "--controller-id", "3", "--controller-directory-id", "AAAAAAAAAAAAAAAAAAAAAQ")
    do("kafka-metadata-quorum", "remove-controller", "--controller-id", "9", "--controller-directory-id", "AAAAAAAAAAAAAAAAAAAAAQ", "--dry-run")
    do("kafka-transactions", "list")


# `elections` stops a node: it comes last.
CHAPTERS = (topics, topic_configs, broker_configs, other_configs, groups, reassignments, records, cluster, elections)
