# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster of `vitrine serve` for the interop tests, and the outside clients that are present on this machine."""
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

VITRINE = os.environ["VITRINE_PROGRAM"]
RDKAFKA_CLIENT = os.environ.get("VITRINE_RDKAFKA_CLIENT", "")
CLIENTS = os.environ.get("VITRINE_INTEROP_DIR", "")
# Programs of the machine, never of this project's own making.
KCAT = shutil.which("kcat")
JAVA = shutil.which("java")
NODE = shutil.which("node")
KAFKA_LIBS = os.path.join(CLIENTS, "kafka", "libs")
KAFKAJS = os.path.join(CLIENTS, "node", "node_modules", "kafkajs")


def has_kafka():
    return bool(JAVA) and os.path.isdir(KAFKA_LIBS) and any(name.startswith("kafka-clients") for name in os.listdir(KAFKA_LIBS))


def free_base_port():
    """A block of ports that nobody listens on; several tests may run at once. Below those that a system gives to outgoing connections (from
    32768 on with Linux), of which one could be taken before a slow program listens."""
    lowest, count = 20000, 50
    for step in range(count):
        base = lowest + 250 * ((os.getpid() + step) % count)
        ports = [base + i for i in range(4)] + [base + 100 + i for i in range(3)]
        if all(_is_free(port) for port in ports):
            return base
    raise RuntimeError("no free block of ports")


def _is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Serving:
    """`vitrine serve`, from start() to stop() and again; `settings` are of its brokers, `log` takes its standard error."""

    def __init__(self, brokers, base_port, data_dir, settings=(), options=(), log=None):
        self._command = [VITRINE, "serve", "--brokers", str(brokers), "--base-port", str(base_port), "--data-dir", data_dir]
        for setting in settings:
            self._command += ["--config", setting]
        self._command += options
        self._log = log
        self.process = None

    def start(self, wait=True):
        """Its bootstrap servers, once it is ready."""
        with open(self._log or os.devnull, "ab") as log:
            self.process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log if self._log else None, text=True)
        if not wait:
            return None
        line = self.process.stdout.readline()
        if not line.startswith("ready bootstrap.servers="):
            raise AssertionError(f"the cluster did not start: {line!r}")
        return line.strip().partition("=")[2].split()[0]

    def stop(self, with_signal=signal.SIGTERM, seconds=60):
        """Who does not end in time is killed, and that is an error."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(with_signal)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process.stdin.close()
            self.process.stdout.close()


class Cluster:
    """Three brokers of one `vitrine serve`, controlled by its standard input."""

    def __init__(self, brokers=3, settings=(), options=()):
        self.directory = tempfile.mkdtemp(prefix="vitrine-interop-")
        self.base_port = free_base_port()
        self.servers = ",".join(f"127.0.0.1:{self.base_port + i}" for i in range(brokers))
        self._serving = Serving(brokers, self.base_port, self.directory, settings, options)
        self._serving.start()

    @property
    def process(self):
        return self._serving.process

    def run(self, command, check=True):
        """One line of the command language; answers the decoded JSON."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"the cluster ended at: {command}")
            answer = json.loads(line)
            if answer.get("command") == command:
                break
        if check and not answer["ok"]:
            raise AssertionError(f"{command}: {answer['message']}")
        return answer

    def log_bytes(self, broker, topic, partition):
        """The bytes of every segment of a replica, by base offset."""
        directory = os.path.join(self.directory, f"broker-{broker}", f"{topic}-{partition}")
        segments = {}
        for name in sorted(os.listdir(directory)):
            if name.endswith(".log"):
                with open(os.path.join(directory, name), "rb") as file:
                    segments[int(name[:-4])] = file.read()
        return segments

    def restart(self):
        """The whole cluster stops as at SIGTERM, and starts again on its directory."""
        self._serving.stop()
        self._serving.start()

    def close(self):
        try:
            self._serving.stop()
        finally:
            shutil.rmtree(self.directory, ignore_errors=True)


class ClusterTest(unittest.TestCase):
    brokers = 3
    settings = ()
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(cls.brokers, cls.settings, cls.options)
        cls.servers = cls.cluster.servers

    @classmethod
    def tearDownClass(cls):
        cls.cluster.close()


class Lines:
    """A program whose lines are kept as they come."""

    def __init__(self, command):
        self.lines = []
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._errors = []
        self._threads = [threading.Thread(target=self._read, args=(self.process.stdout, self.lines)),
                         threading.Thread(target=self._read, args=(self.process.stderr, self._errors))]
        for thread in self._threads:
            thread.start()

    @staticmethod
    def _read(stream, lines):
        for line in stream:
            lines.append(line.rstrip("\n"))

    def wait_for(self, test, timeout=30):
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if test(self.lines):
                return
            time.sleep(0.02)
        raise AssertionError(f"not seen in time; the last lines: {self.lines[-5:]} {self._errors[-3:]}")

    def stop(self, with_signal=signal.SIGTERM, timeout=90):
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for thread in self._threads:
            thread.join()
        self.process.stdout.close()
        self.process.stderr.close()
        return self.process.returncode


def run(command, stdin=None, timeout=90, check=True):
    done = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(command[:6])} … ended with {done.returncode}:\n{done.stdout[-3000:]}")
    return done.stdout


def kafka_tool(main, *arguments, stdin=None, timeout=120, check=True):
    command = [JAVA, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), main, *arguments]
    return run(command, stdin=stdin, timeout=timeout, check=check)


class KafkaTools:
    """Apache Kafka's tools in one virtual machine (KafkaTools.java)."""

    def __init__(self):
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "KafkaTools.java")
        self.process = subprocess.Popen([JAVA, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), source],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def __call__(self, main, *arguments, status=0):
        """What the tool prints; `status`: with which it is to end, None: any."""
        self.process.stdin.write("\x1f".join((main, *arguments)) + "\n")
        self.process.stdin.flush()
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"the tools ended at {main}:\n{''.join(lines)[-3000:]}")
            if line.startswith("\x1e"):
                break
            lines.append(line)
        printed = "".join(lines).strip()
        if status is not None and int(line[1:]) != status:
            raise AssertionError(f"{main} {' '.join(arguments)} ended with {line[1:].strip()}:\n{printed[-3000:]}")
        return printed

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


@unittest.skipUnless(has_kafka(), "Apache Kafka's jars or java are not there (packaging/interop-clients)")
class KafkaToolsCase(ClusterTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tools = KafkaTools()

    @classmethod
    def tearDownClass(cls):
        cls.tools.close()
        super().tearDownClass()
