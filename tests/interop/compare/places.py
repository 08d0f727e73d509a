# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two places where the same steps are done: three nodes of Apache Kafka, and three of `vitrine serve`. Both have the same addresses
relative to a base port, the same names of directories, and the same static configuration."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from cluster import Cluster, JAVA, KAFKA_LIBS, free_base_port, run  # noqa: E402

NODES = (1, 2, 3)
CLUSTER_ID = "ZzZzZzZzZzZzZzZzZzZzZw"
# What `vitrine serve` sets by itself on three nodes, as the server.properties that comes with Apache Kafka does for a first cluster.
# And longer than an overloaded machine lets a broker wait.
BOTH = {"offsets.topic.replication.factor": "3", "group.initial.rebalance.delay.ms": "0", "broker.session.timeout.ms": "60000"}


class VitrinePlace:
    name = "Vitrine"

    def __init__(self):
        self.cluster = Cluster(len(NODES), [f"{key}={value}" for key, value in BOTH.items()])
        self.base_port = self.cluster.base_port
        self.servers = self.cluster.servers
        self.directory = self.cluster.directory

    def close(self):
        self.cluster.close()

    def stop_node(self, node):
        self.cluster.run(f"broker stop {node}")

    def start_node(self, node):
        self.cluster.run(f"broker start {node}")


class KafkaPlace:
    name = "Apache Kafka"

    def __init__(self, settings=BOTH, java_options=("-Xmx384m", "-XX:TieredStopAtLevel=1"), started=True):
        self.directory = tempfile.mkdtemp(prefix="kafka-compare-")
        self._settings = settings
        self._java_options = java_options
        self.base_port = free_base_port()
        self.servers = ",".join(f"127.0.0.1:{self._port(node)}" for node in NODES)
        self.processes = {}
        self.logs = {}
        try:
            for node in NODES:
                self._format(node)
            if started:
                self.start()
        except BaseException:
            self.close()
            raise

    def start(self):
        for node in NODES:
            self.start_node(node, wait=False)
        for node in NODES:
            self._wait_for(node)

    def _port(self, node):
        return self.base_port + node - 1

    def _properties(self, node):
        return os.path.join(self.directory, f"node-{node}.properties")

    def _format(self, node):
        controller = self._port(node) + 100
        settings = {"process.roles": "broker,controller", "node.id": str(node), "log.dirs": os.path.join(self.directory, f"broker-{node}"),
                    "listeners": f"PLAINTEXT://127.0.0.1:{self._port(node)},CONTROLLER://127.0.0.1:{controller}",
                    "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self._port(node)}", "controller.listener.names": "CONTROLLER",
                    "inter.broker.listener.name": "PLAINTEXT", "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                    "controller.quorum.voters": ",".join(f"{each}@127.0.0.1:{self._port(each) + 100}" for each in NODES), **self._settings}
        with open(self._properties(node), "w") as file:
            file.writelines(f"{key}={value}\n" for key, value in settings.items())
        run([JAVA, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), "kafka.tools.StorageTool", "format", "-t", CLUSTER_ID,
             "-c", self._properties(node)])

    def start_node(self, node, wait=True):
        self.logs[node] = open(os.path.join(self.directory, f"node-{node}.out"), "ab")
        self.processes[node] = subprocess.Popen(
            [JAVA, *self._java_options, "-cp", os.path.join(KAFKA_LIBS, "*"), "kafka.Kafka", self._properties(node)],
            stdout=self.logs[node], stderr=self.logs[node])
        if wait:
            self._wait_for(node)

    def _wait_for(self, node):
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            if self.processes[node].poll() is not None:
                with open(self.logs[node].name, errors="replace") as file:
                    raise AssertionError(f"Apache Kafka's node {node} ended with {self.processes[node].returncode}:\n{file.read()[-3000:]}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port(node))) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"Apache Kafka's node {node} did not start")

    def stop_node(self, node):
        self._end([node])

    def _end(self, nodes):
        for node in nodes:
            self.processes[node].send_signal(signal.SIGTERM)
        for node in nodes:
            try:
                self.processes[node].wait(60)
            except subprocess.TimeoutExpired:
                self.processes[node].kill()
                self.processes[node].wait()
            self.logs[node].close()
            del self.processes[node]

    def close(self):
        # A voter without its majority cannot end politely.
        for process in self.processes.values():
            process.kill()
        self._end(list(self.processes))
        shutil.rmtree(self.directory, ignore_errors=True)
