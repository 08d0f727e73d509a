# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three nodes of Apache Kafka in one virtual machine, `vitrine serve` on the same directories, and what both print of their files."""
import base64
import os
import re
import signal
import subprocess

from cluster import JAVA, KAFKA_LIBS, VITRINE, Serving

HERE = os.path.dirname(os.path.abspath(__file__))
STORAGE = "kafka.tools.StorageTool"
DUMP = "org.apache.kafka.tools.DumpLogSegments"
CLUSTER_ID = "ZzZzZzZzZzZzZzZzZzZzZw"
NODES = (1, 2, 3)
# For both. Small, so that both write snapshots of the metadata log; compaction soon.
SETTINGS = {"metadata.log.max.record.bytes.between.snapshots": "3000", "offsets.topic.num.partitions": "3", "log.cleaner.backoff.ms": "500",
            "log.cleaner.dedupe.buffer.size": "4194304", "group.initial.rebalance.delay.ms": "0"}


def lines_of(printed):
    """Only a line feed ends a line: records hold anything else."""
    lines = printed.decode("utf-8", errors="replace").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


class KafkaMachine:
    """A virtual machine with Kafka's nodes, tools and clients (KafkaNodes.java)."""

    def __init__(self, log):
        self.log = log
        self.process = None

    def __call__(self, *words):
        """What the command answers, as lines."""
        return self.tool(*words, tool=())[0]

    def tool(self, *words, tool=("tool",)):
        """A tool's output and its errors, as lines."""
        if self.process is None:
            self._begin()
        self.process.stdin.write("\x1f".join((*tool, *words)).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the virtual machine ended at {words[0]}")
        status, *sizes = map(int, line.split())
        printed = [lines_of(self.process.stdout.read(size)) for size in sizes]
        if status != 0:
            raise AssertionError("\n".join([f"{' '.join(words)[:300]} ended with {status}:", *printed[1][:20], *printed[1][-20:]]))
        return printed

    def _begin(self):
        self.process = subprocess.Popen([JAVA, "-Xms64m", "-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", os.path.join(KAFKA_LIBS, "*"),
                                         os.path.join(HERE, "KafkaNodes.java"), self.log],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def end(self, with_signal=None):
        """With SIGKILL all of its nodes are gone in the same instant."""
        if self.process is None:
            return
        if with_signal is not None:
            self.process.send_signal(with_signal)
        self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.process = None


class Kafka:
    def __init__(self, machine, directory, base_port, voters_in_log=False, controllers_apart=()):
        self.machine = machine
        roles = dict.fromkeys(NODES, "broker" if controllers_apart else "broker,controller") | dict.fromkeys(controllers_apart, "controller")
        voting = [node for node, role in roles.items() if "controller" in role]
        # Where voters stand in the log, so does where they listen: Vitrine writes its own addresses, and a quorum of which all have moved finds itself
        # no more. So both listen at the same ones.
        controllers = base_port + (99 if voters_in_log else 20)
        voters = ",".join(f"{voter}@127.0.0.1:{controllers + voter}" for voter in voting)
        bootstrap = ",".join(f"127.0.0.1:{controllers + voter}" for voter in voting)
        # KIP-853: who votes is said once, when the directories are formatted.
        quorum = {"controller.quorum.bootstrap.servers": bootstrap} if voters_in_log else {"controller.quorum.voters": voters}
        ids = {node: base64.urlsafe_b64encode(bytes([node]) * 16).decode().rstrip("=") for node in voting}
        self.format_options = ["--initial-controllers", ",".join(f"{node}@127.0.0.1:{controllers + node}:{ids[node]}" for node in voting)] if voters_in_log else []
        self.servers = ",".join(f"127.0.0.1:{base_port + 10 + node}" for node in NODES)
        self.files = []
        self.directories = []
        for node, role in roles.items():
            # Under names of its own: a node's directory is known by its meta.properties.
            logs = os.path.join(directory, "data", f"kraft-logs-{node}")
            os.makedirs(logs)
            self.directories.append(logs)
            self.files.append(os.path.join(directory, f"server-{node}.properties"))
            with open(self.files[-1], "w") as file:
                broker = f"PLAINTEXT://127.0.0.1:{base_port + 10 + node}"
                controller = f"CONTROLLER://127.0.0.1:{controllers + node}"
                listeners = {"broker": broker, "controller": controller, "broker,controller": f"{broker},{controller}"}[role]
                for key, value in {"process.roles": role, "node.id": str(node), "log.dirs": logs, "listeners": listeners,
                                   "advertised.listeners": controller if role == "controller" else broker,
                                   "controller.listener.names": "CONTROLLER", **quorum,
                                   "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                                   "offsets.topic.replication.factor": "3", "transaction.state.log.replication.factor": "3",
                                   "transaction.state.log.num.partitions": "2", "share.coordinator.state.topic.num.partitions": "1",
                                   "num.io.threads": "2", "num.network.threads": "1", "background.threads": "1",
                                   "num.recovery.threads.per.data.dir": "1", **SETTINGS}.items():
                    file.write(f"{key}={value}\n")

    def format(self, *options):
        for file in self.files:
            self.machine.tool(STORAGE, "format", "-t", CLUSTER_ID, "-c", file, *self.format_options, *options)

    def start(self):
        self.machine("start", *self.files)
        return self.servers

    def stop(self, with_signal=signal.SIGTERM):
        if with_signal == signal.SIGKILL:
            self.machine.end(signal.SIGKILL)
        else:
            self.machine("stop")


def vitrine_at(directory, base_port):
    return Serving(len(NODES), base_port, os.path.join(directory, "data"), [f"{key}={value}" for key, value in SETTINGS.items()],
                   log=os.path.join(directory, "vitrine.log"))


# --- what kafka-dump-log and `vitrine log dump` print of the same files ---

def decoder_of(topic):
    return {"__cluster_metadata": ["--cluster-metadata-decoder"], "__consumer_offsets": ["--offsets-decoder"],
            "__transaction_state": ["--transaction-log-decoder"]}.get(topic, ["--print-data-log"])


def dumps(directories):
    """The files of these log directories, with the options under which they are dumped: (options, files)."""
    jobs = {}
    for directory in directories:
        for where, _, names in os.walk(directory):
            topic = os.path.basename(where).rpartition("-")[0]
            for name in sorted(names):
                path = os.path.join(where, name)
                if name.endswith((".log", ".checkpoint")):
                    for options in (decoder_of("__cluster_metadata" if name.endswith(".checkpoint") else topic), ["--deep-iteration"], []):
                        jobs.setdefault(tuple(options), []).append(path)
                elif name.endswith((".index", ".timeindex")):
                    for options in ([], ["--index-sanity-check"], ["--verify-index-only"]):
                        jobs.setdefault(tuple(options), []).append(path)
                elif name.endswith((".snapshot", ".txnindex")):
                    jobs.setdefault((), []).append(path)
    return [(list(options), files) for options, files in sorted(jobs.items())]


def by_file(lines):
    """What is printed of each file."""
    parts, current = {}, None
    for line in lines:
        if line.startswith("Dumping "):
            current = parts.setdefault(line[len("Dumping "):], [])
        elif current is not None:
            current.append(line)
    return parts


def without_beginnings(errors):
    """Sorted, without "-1 is followed by 20": Apache Kafka 4.3 says so of each file that does not begin at offset 0, where nothing is missing."""
    kept = []
    for line in [*errors, "Non-consecutive offsets in (the end)"]:
        if line.startswith("  -1 is followed by "):
            continue
        if kept and kept[-1].startswith("Non-consecutive offsets in ") and not line.startswith("  "):
            kept.pop()
        kept.append(line)
    return sorted(kept[:-1])


def kafkas_dump(machine, options, files, one_by_one):
    """What kafka-dump-log prints, its errors, and the files at which it ends with a stack trace."""
    printed, errors, refused = [], [], set()
    for some in [[file] for file in files] if one_by_one else [files]:
        try:
            lines = machine.tool(DUMP, *options, "--files", ",".join(some))
            printed += lines[0]
            errors += lines[1]
        except AssertionError:
            if not one_by_one:
                return kafkas_dump(machine, options, files, one_by_one=True)
            refused.add(some[0])
            if options == ["--index-sanity-check"]:
                printed.append(f"Dumping {some[0]}")
    return printed, errors, refused


def dump_differences(machine, directories):
    """Lines that say what differs, and the number of lines that are alike."""
    differences, alike = [], 0
    for options, files in dumps(directories):
        sanity = options == ["--index-sanity-check"]
        kafkas, kafkas_errors, refused = kafkas_dump(machine, options, files, one_by_one=sanity)
        if refused and not sanity:
            # An index that a killed node of Apache Kafka left is as long as it was made, zeros behind, and its own tool ends at some of them.
            differences += [f"{options}: Apache Kafka cannot dump {file}" for file in sorted(refused) if not file.endswith("index")]
            files = [file for file in files if file not in refused]
            refused = set()
        done = subprocess.run([VITRINE, "log", "dump", *options, "--files", ",".join(files)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=120, check=False)
        theirs, ours = by_file(kafkas), by_file(lines_of(done.stdout))
        if list(theirs) != files:
            differences.append(f"{options}: Apache Kafka dumped {len(theirs)} of {len(files)} files: {kafkas_errors[-3:]}")
        for file in files:
            a, b = theirs.get(file, []), ours.get(file, [])
            for number in range(max(len(a), len(b))):
                line = [side[number] if number < len(side) else "(nothing)" for side in (a, b)]
                if line[0] == line[1]:
                    alike += 1
                    continue
                differences.append(f"{' '.join(options)} {file} line {number + 1}\n  Kafka:   {line[0][:2000]}\n  Vitrine: {line[1][:2000]}")
        errors = [line for line in kafkas_errors if line], sorted(lines_of(done.stderr))
        errors = without_beginnings(errors[0]), errors[1]
        if refused:
            # Sentences differ; which files they are of must not.
            told = {file for file in files if any(file in line for line in errors[1])}
            if told != refused:
                differences.append(f"{options}: Apache Kafka refuses {sorted(refused)}, Vitrine {sorted(told)}")
        elif errors[0] != errors[1]:
            differences.append(f"{options} errors\n  Kafka:   {errors[0][:8]}\n  Vitrine: {errors[1][:8]}")
    return differences, alike


def keyed(records):
    """Of a compacted topic: the newest value of each key, as its whole line; None where it was removed. Tombstones may be there or not."""
    newest = {}
    for line in records:
        found = re.match(r"(\d+) \d+ .* key (\S+) value (\S+)", line)
        newest[found[1], found[2]] = None if found[3] == "null" else line
    return {key: line for key, line in newest.items() if line is not None}
