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


def brokers_in_metadata(port):
    """How many brokers Metadata (version 1, no topics) names; 0 where nobody answers."""
    request = struct.pack(">hhih5si", 3, 1, 1, 5, b"bench", 0)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(struct.pack(">i", len(request)) + request)
            answer = b""
            while len(answer) < 12:
                received = connection.recv(65536)
                if not received:
                    return 0
                answer += received
            return struct.unpack(">i", answer[8:12])[0]
    except OSError:
        return 0


class System:
    """What both have: ports, and processes of which the machine says what they used."""

    def __init__(self, base_port):
        self.ports = [base_port + node - 1 for node in NODES]
        self.servers = ",".join(f"127.0.0.1:{port}" for port in self.ports)

    def start(self):
        """Seconds from the start of the processes until every broker names all brokers."""
        begin = time.monotonic()
        self._start_processes()
        for port in self.ports:
            while brokers_in_metadata(port) != len(NODES):
                if not self.alive() or time.monotonic() - begin > START_MAX_S:
                    raise AssertionError(f"{self.name} did not start, or ended, in {time.monotonic() - begin:.0f} s")
                time.sleep(0.002)
        return time.monotonic() - begin

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
