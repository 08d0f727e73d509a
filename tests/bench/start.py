#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""start.py VITRINE [ROUNDS]: how long three brokers need from process start until each answers Metadata with all three: on an empty
directory, after a clean stop, and after a kill (there a broker waits until the session of its former life has run out, as Apache Kafka's
does: broker.session.timeout.ms, 9 s); and their resident memory, idle, ten seconds later."""
import os
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

IDLE_S = 10


def metadata_brokers(port):
    """How many brokers Metadata (version 1, no topics) names; 0 where nobody answers."""
    request = struct.pack(">hhih5si", 3, 1, 1, 5, b"start", 0)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
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


def resident_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def start(vitrine, directory, base_port, idle_s=0, end=signal.SIGTERM):
    """Seconds to the last broker's answer, and the resident memory in MB; ends the process by that signal."""
    begin = time.monotonic()
    command = [vitrine, "serve", "--brokers", "3", "--base-port", str(base_port), "--data-dir", directory]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for port in range(base_port, base_port + 3):
            while metadata_brokers(port) != 3:
                if process.poll() is not None or time.monotonic() - begin > 60:
                    sys.exit(f"{vitrine} did not start three brokers on ports {base_port} to {base_port + 2}")
                time.sleep(0.002)
        took_s = time.monotonic() - begin
        time.sleep(idle_s)
        return took_s, resident_mb(process.pid)
    finally:
        process.send_signal(end)
        process.wait(60)


def main():
    vitrine = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    base_port = 20000 + os.getpid() * 7 % 20000
    times_s = {"new directory": [], "after a clean stop": [], "after a kill": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="vitrine-bench-") as directory:
            times_s["new directory"].append(start(vitrine, directory, base_port)[0])
            times_s["after a clean stop"].append(start(vitrine, directory, base_port, end=signal.SIGKILL)[0])
            times_s["after a kill"].append(start(vitrine, directory, base_port)[0])
    with tempfile.TemporaryDirectory(prefix="vitrine-bench-") as directory:
        memory_mb = start(vitrine, directory, base_port, IDLE_S)[1]
    for what, times in times_s.items():
        print(f"start to Metadata of three brokers, {what}: median {statistics.median(times):.3f} s, "
              f"worst {max(times):.3f} s of {rounds}")
    print(f"resident memory, idle for {IDLE_S} s: {memory_mb:.0f} MB")


if __name__ == "__main__":
    main()
