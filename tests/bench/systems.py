# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two systems that `compare` measures, each on a new directory of the same disk: three nodes, started, asked what they used, stopped."""
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, "interop"), os.path.join(TESTS, "interop", "compare")]

from cluster import JAVA, KAFKA_LIBS, KCAT, Serving, free_base_port, run  # noqa: E402
from places import NODES, KafkaPlace  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
START_MAX_S = 600


def ask(port, api, version, body, seconds=5):
    """The answer's body to one request of the Kafka protocol (header version 1); OSError where nobody answers."""
    request = struct.pack(">hhih5s", api, version, 1, 5, b"bench") + body
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(struct.pack(">i", len(request)) + request)
        with connection.makefile("rb") as answers:
            size = answers.read(4)
            answer = answers.read(struct.unpack(">i", size)[0]) if len(size) == 4 else b""
    if len(answer) < 4:
        raise ConnectionError(f"port {port} closed the connection")
    return answer[4:]


def brokers_in_metadata(port):
    """How many brokers Metadata (version 1, no topics) names; 0 where nobody answers."""
    try:
        return struct.unpack_from(">i", ask(port, 3, 1, struct.pack(">i", 0)))[0]
    except OSError:
        return 0


def answering_leader(port, topics):
    """Of how many partitions of the topics (counts by name) the broker says, as their leader, where they end: ListOffsets, version 1."""
    body = struct.pack(">ii", -1, len(topics))
    for name, count in topics.items():
        body += struct.pack(">h", len(name)) + name.encode() + struct.pack(">i", count) + b"".join(struct.pack(">iq", i, -1) for i in range(count))
    try:
        answer = ask(port, 2, 1, body, seconds=60)
    except OSError:
        return 0
    led, at = 0, 4
    for _ in range(struct.unpack_from(">i", answer)[0]):
        at += 2 + struct.unpack_from(">h", answer, at)[0]
        count = struct.unpack_from(">i", answer, at)[0]
        at += 4
        led += sum(struct.unpack_from(">h", answer, at + 22 * i + 4)[0] == 0 for i in range(count))
        at += 22 * count
    return led


class System:
    """What both have: ports, and processes of which the machine says what they used."""

    def __init__(self, base_port):
        self.ports = [base_port + node - 1 for node in NODES]
        self.servers = ",".join(f"127.0.0.1:{port}" for port in self.ports)

    def start(self):
        """Seconds from the start of the processes until every broker names all brokers. What was written and deleted before is done."""
        os.sync()
        begin = time.monotonic()
        self._start_processes()
        for port in self.ports:
            while brokers_in_metadata(port) != len(NODES):
                if not self.alive() or time.monotonic() - begin > START_MAX_S:
                    raise AssertionError(f"{self.name} did not start, or ended, in {time.monotonic() - begin:.0f} s")
                time.sleep(0.002)
        return time.monotonic() - begin

    def wait_until_led(self, topics):
        """Until every partition of the topics (counts by name) has a leader that answers for it."""
        begin = time.monotonic()
        while sum(answering_leader(port, topics) for port in self.ports) < sum(topics.values()):
            if time.monotonic() - begin > START_MAX_S:
                raise AssertionError(f"{self.name} does not lead all of {topics} after {START_MAX_S} s")
            time.sleep(0.25)  # the question is not to cost the brokers much

    def processor_s(self):
        """User and system time of all nodes so far."""
        ticks = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
                fields = stat.read().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS

    def resident_mb(self):
        total_kb = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/status", encoding="ascii") as status:
                total_kb += next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        return total_kb / 1024

    def signal(self, number):
        for pid in self.pids():
            os.kill(pid, number)

    def leader(self, topic, partition):
        """The leader's id, or None."""
        listed = json.loads(run([KCAT, "-b", self.servers, "-L", "-J", "-t", topic], timeout=60))
        leader = listed["topics"][0]["partitions"][partition]["leader"]
        return leader if leader in NODES else None

    def in_sync(self, topic, partition):
        listed = json.loads(run([KCAT, "-b", self.servers, "-L", "-J", "-t", topic], timeout=60))
        return len(listed["topics"][0]["partitions"][partition]["isrs"])


class ApacheKafka(System):
    name = "Apache Kafka"
    # What kafka-server-start gives a broker.
    JAVA_OPTIONS = ("-Xms1g", "-Xmx1g", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35",
                    "-XX:+ExplicitGCInvokesConcurrent", "-Djava.awt.headless=true")

    def __init__(self, settings):
        self._place = KafkaPlace(settings, self.JAVA_OPTIONS, started=False)
        super().__init__(self._place.base_port)
        self.directory = self._place.directory

    def _start_processes(self):
        for node in NODES:
            self._place.start_node(node, wait=False)

    def pids(self):
        return [process.pid for process in self._place.processes.values()]

    def alive(self):
        return all(process.poll() is None for process in self._place.processes.values())

    def kill(self, node):
        self._place.processes[node].kill()
        self._place.processes.pop(node).wait()

    def kill_all(self):
        for process in self._place.processes.values():
            process.kill()
        for process in self._place.processes.values():
            process.wait()
        self._place.processes.clear()

    def start_node(self, node):
        self._place.start_node(node)

    def close(self):
        self._place.close()


class Vitrine(System):
    name = "Vitrine"

    def __init__(self, settings):
        super().__init__(free_base_port())
        self.directory = tempfile.mkdtemp(prefix="vitrine-compare-")
        self._serving = Serving(len(NODES), self.ports[0], os.path.join(self.directory, "data"), [f"{key}={value}" for key, value in settings.items()],
                                log=os.path.join(self.directory, "log"))

    def _start_processes(self):
        self._serving.start(wait=False)

    def pids(self):
        return [self._serving.process.pid]

    def alive(self):
        return self._serving.process.poll() is None

    def _command(self, command):
        process = self._serving.process
        process.stdin.write(command + "\n")
        process.stdin.flush()
        while True:
            line = process.stdout.readline()
            if not line:
                raise AssertionError(f"Vitrine ended at: {command}")
            answer = json.loads(line) if line.startswith("{") else {}
            if answer.get("command") == command:
                return answer

    def copied_and_sent(self):
        """Of the bytes that its nodes sent, those that it copied itself (not sent by sendfile); and all."""
        uses = [node["network"] for node in self._command("status")["nodes"] if "network" in node]
        sent = sum(use["sent_bytes"] for use in uses)
        return sent - sum(use["sendfile_bytes"] for use in uses), sent

    def kill(self, node):
        self._command(f"broker kill {node}")

    def kill_all(self):
        self._serving.stop(signal.SIGKILL)

    def start_node(self, node):
        self._command(f"broker start {node}")

    def close(self):
        self._serving.stop(signal.SIGKILL)
        shutil.rmtree(self.directory, ignore_errors=True)


class VitrineWithWindow(Vitrine):
    """The same nodes with the window on them, drawn offscreen (window.cpp)."""
    name = "Vitrine, window open"

    def __init__(self, program):
        super().__init__({})
        self._program = program

    def _start_processes(self):
        with open(os.path.join(self.directory, "log"), "ab") as log:
            self._process = subprocess.Popen([self._program, str(self.ports[0]), os.path.join(self.directory, "data")], stdin=subprocess.PIPE,
                                             stdout=subprocess.PIPE, stderr=log, text=True)
        said = self._process.stdout.readline().strip()
        if said != "ready":
            raise AssertionError(f"bench_window said: {said}")

    def pids(self):
        return [self._process.pid]

    def alive(self):
        return self._process.poll() is None

    def end_span(self):
        """What was drawn since the last call."""
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


def kafka_tool_command(main, *arguments):
    """One of Apache Kafka's tools as its scripts start it."""
    return [JAVA, "-Xmx256m", "-XX:+UseG1GC", "-cp", os.path.join(KAFKA_LIBS, "*"), main, *arguments]
