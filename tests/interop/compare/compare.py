# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the steps (steps.py) at a place (places.py), and keeps, reads and compares what the tools print. By hand:

    VITRINE_PROGRAM=build/dev/vitrine VITRINE_INTEROP_DIR=build/interop python3 tests/interop/compare/compare.py renew        # data/, from Apache Kafka
    …                                                                                                        differences  # what differs now
Names of chapters may follow."""
import contextlib
import difflib
import json
import os
import re
import sys
import tempfile
import time

import places
import steps
from normal import normal
from cluster import JAVA, KAFKA_LIBS, KafkaTools, Lines, kafka_tool  # found by places

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")
EXPECTED = os.path.join(HERE, "expected-differences")


class Doer:
    """Does steps at one place. `told`: of each step its command line and what it printed, as lines."""

    def __init__(self, place, tools, seconds=40):
        self.place = place
        self.seconds = seconds
        self.told = []
        self._tools = tools
        self._files = []

    def __call__(self, tool, *options, shape=lambda lines: lines, until=None):
        deadline = time.monotonic() + self.seconds
        while True:
            run = kafka_tool if tool in steps.ALONE else self._tools
            printed = run(steps.TOOLS[tool], *self._at(tool, options), **({"check": False} if tool in steps.ALONE else {"status": None}))
            lines = self._normal(printed)
            if until is None or re.search(until, "\n".join(lines)):
                break
            if time.monotonic() > deadline:
                lines.append(f"(never seen: {until})")
                break
            time.sleep(0.2)
        self._tell(tool, options, shape(lines) if lines else [])

    def line(self, tool, *options, found, shape):
        """A tool that does not end: its first line with this in it."""
        program = Lines([JAVA, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), steps.TOOLS[tool], *self._at(tool, options)])
        try:
            program.wait_for(lambda lines: any(found in line for line in lines), timeout=90)
            line = next(line for line in program.lines if found in line)
        finally:
            program.stop()
        self._tell(tool, options, shape(self._normal(line)))

    @contextlib.contextmanager
    def reader(self, group, topic):
        """A member of this group, as long as the block lasts."""
        program = Lines([JAVA, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(KAFKA_LIBS, "*"), steps.TOOLS["kafka-verifiable-consumer"],
                         "--bootstrap-server", self.place.servers, "--topic", topic, "--group-id", group])
        try:
            program.wait_for(lambda lines: any('"offsets_committed"' in line for line in lines), timeout=90)
            yield
        finally:
            program.stop()

    def _at(self, tool, options):
        if tool == "kafka-replica-verification":
            return ("--broker-list", self.place.servers, *options)
        if tool == "kafka-cluster":
            return (options[0], "--bootstrap-server", self.place.servers, *options[1:])
        return ("--bootstrap-server", self.place.servers, *options)

    def _normal(self, printed):
        return normal(printed, self.place.base_port, self.place.directory)

    def _tell(self, tool, options, lines):
        words = [option if re.fullmatch(r"[\w@%+=:,./-]+", option) else f"'{option}'" for option in options]
        # A file is told by its content.
        for path, content in self._files:
            words = [word if word != path else f"<{content}>" for word in words]
        self.told.append((" ".join((tool, *words)), lines))

    def file(self, content):
        return self._write(".json", json.dumps(content))

    def properties(self, *lines):
        return self._write(".properties", "\n".join(lines))

    def _write(self, suffix, content):
        with tempfile.NamedTemporaryFile("w", prefix="compare-", suffix=suffix, dir="/tmp", delete=False) as file:
            file.write(content)
        self._files.append((file.name, content))
        return file.name

    def close(self):
        for path, _ in self._files:
            os.unlink(path)


def tell(place, tools, chapters, keep=lambda chapter, told: None):
    """By name of the chapter what its steps told; `keep` gets each chapter as it ends."""
    told = {}
    for chapter in chapters:
        do = Doer(place, tools)
        began = time.monotonic()
        try:
            chapter(do)
        finally:
            do.close()
        told[chapter.__name__] = do.told
        keep(chapter.__name__, do.told)
        print(f"{place.name}: {chapter.__name__}: {len(do.told)} steps, {time.monotonic() - began:.1f} s", flush=True)
    return told


def live(kind, chapters, *keep):
    """At a fresh place of this kind, when every node is there."""
    tools = KafkaTools()
    try:
        place = kind()
        try:
            deadline = time.monotonic() + 120
            while any(f"(id: {node} " not in tools(steps.TOOLS["kafka-broker-api-versions"], "--bootstrap-server", place.servers, status=None)
                      for node in places.NODES):
                if time.monotonic() > deadline:
                    raise AssertionError(f"{place.name}: not every node is there")
            return tell(place, tools, chapters, *keep)
        finally:
            place.close()
    finally:
        tools.close()


# --- what was told, kept: "$ command line", then what it printed ---

def to_text(told):
    return "".join(f"$ {command}\n" + "".join(f"{line}\n" for line in lines) for command, lines in told)


def from_text(text):
    told = []
    for line in text.splitlines():
        if line.startswith("$ "):
            told.append((line[2:], []))
        else:
            told[-1][1].append(line)
    return told


def record(chapter, told):
    with open(os.path.join(DATA, f"{chapter}.txt"), "w", encoding="utf-8") as file:
        file.write(to_text(told))


def recorded(chapter):
    with open(os.path.join(DATA, f"{chapter}.txt"), encoding="utf-8") as file:
        return from_text(file.read())


def difference(ours, theirs):
    """What one step told at two places: "-" Apache Kafka's lines, "+" Vitrine's."""
    return [line for line in difflib.unified_diff(theirs, ours, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))]


def differences(ours, theirs):
    """By "chapter: command line", for steps where there is one. A command that is given again gets a number."""
    found = {}
    for chapter in ours:
        if [command for command, _ in ours[chapter]] != [command for command, _ in theirs[chapter]]:
            raise AssertionError(f"{chapter}: the steps are others than those of data/{chapter}.txt: compare.py renew")
        for (command, our_lines), (_, their_lines) in zip(ours[chapter], theirs[chapter]):
            name, number = f"{chapter}: {command}", 1
            while name in found:
                number += 1
                name = f"{chapter}: {command} ({number})"
            found[name] = difference(our_lines, their_lines)
    return {name: lines for name, lines in found.items() if lines}


def expected():
    """The reasons and the differences of the file: "# reason" above one or more of "$ chapter: command line" with its lines."""
    found, reasons, reason, name = {}, {}, [], None
    with open(EXPECTED, encoding="utf-8") as file:
        for number, line in enumerate(file.read().splitlines(), 1):
            if line.startswith("# "):
                if name is not None:
                    reason, name = [], None
                reason.append(line[2:])
            elif line.startswith("$ "):
                name = line[2:]
                if not reason or name in found:
                    raise AssertionError(f"expected-differences:{number}: {'stands there twice' if reason else 'has no reason'}: {name}")
                found[name], reasons[name] = [], " ".join(reason)
            elif line[:1] in ("-", "+") and name is not None:
                found[name].append(line)
            elif line:
                raise AssertionError(f"expected-differences:{number}: is neither a reason nor a step nor a line of one: {line}")
    return found, reasons


def main():
    what, names = sys.argv[1], sys.argv[2:]
    chapters = [chapter for chapter in steps.CHAPTERS if not names or chapter.__name__ in names]
    if what == "renew":
        live(places.KafkaPlace, chapters, record)
    elif what == "differences":
        ours = live(places.VitrinePlace, chapters)
        listed = expected()[0] if os.path.exists(EXPECTED) else {}
        for name, lines in differences(ours, {chapter: recorded(chapter) for chapter in ours}).items():
            print("\n".join([f"$ {name}{' (as expected)' if listed.get(name) == lines else ''}", *lines]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
