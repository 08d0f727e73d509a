# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes from what a tool prints what must differ between two clusters, and nothing else: addresses, directories, ids drawn at random, times."""
import json
import re

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def normal(printed, base_port, directory):
    text = printed.replace(directory, "DATA")
    text = re.sub(r"/tmp/compare-[a-z0-9_]+\.(json|properties)", r"FILE.\1", text)
    text = re.sub(r"(127\.0\.0\.1[: ])(\d{5})\b", lambda found: _address(found, base_port), text)
    text = UUID.sub("UUID", text)
    text = re.sub(r"\b((?:TopicId|topicId|Cluster ID|ClusterId|DirectoryId|directoryId)\"?[:=]\s*\"?)[A-Za-z0-9_-]{22}", r"\1ID", text)
    text = re.sub(r"\b(adminclient|consumer|producer)-\d+\b", r"\1-N", text)
    text = re.sub(r"^\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.]\d+(Z? .*(?= (WARN|ERROR) ))?", "TIME", text, flags=re.M)
    text = re.sub(r"\b1[6-9]\d{11}\b", "TIME", text)
    lines = []
    for line in text.splitlines():
        # Where a Java program was when it failed is not what it says.
        if re.match(r"\s+(at \S+\(|\.\.\. \d+ more)", line):
            continue
        line = re.sub(r"[ \t]+", " ", line).strip()
        if line:
            lines.append(line)
    return lines


def _address(found, base_port):
    offset = int(found.group(2)) - base_port
    if 0 <= offset < 9:
        return f"broker-{offset + 1}"
    if 100 <= offset < 109:
        return f"controller-{offset - 99}"
    return found.group(0)


def numbers(*names):
    """The value of each of these, wherever it stands, is a number that nobody can foresee."""
    def shape(lines):
        return [re.sub(rf"\b({'|'.join(names)})([:=]\s*)-?\d+", r"\1\2N", line) for line in lines]
    return shape


def any_leader(lines):
    """Who leads, and in which order the others came into the ISR, is a matter of time."""
    isr = lambda found: "Isr: " + ",".join(sorted(found.group(1).split(",")))  # noqa: E731
    return [re.sub(r"Isr: ([\d,]+)", isr, line) for line in numbers("Leader")(lines)]


def in_order(lines):
    """Of rows whose order is that of a hash table."""
    return sorted(lines)


def without(pattern):
    """What this matches is drawn, or the order of a hash table."""
    def shape(lines):
        return [re.sub(pattern, "…", line) for line in lines]
    return shape


def drawn_replicas(lines):
    """Which replicas a new topic gets is drawn: how many they are, and that its leader is one of them, is not."""
    shaped = []
    for line in lines:
        found = re.search(r"Leader: (\d+) Replicas: ([\d,]+) Isr: ([\d,]+)", line)
        if found:
            leader, replicas, isr = found.group(1), found.group(2).split(","), found.group(3).split(",")
            told = f"Leader: {'first' if leader == replicas[0] else 'not the first'} Replicas: {len(set(replicas))} Isr: {len(set(isr) & set(replicas))}"
            line = line[:found.start()] + told + line[found.end():]
        shaped.append(line)
    return shaped


def log_dirs(lines):
    """The document of kafka-log-dirs, a row for each replica. How records are gathered in batches, and so their size, is a matter of time."""
    shaped = []
    for line in lines:
        if not line.startswith("{"):
            shaped.append(line)
            continue
        for broker in sorted(json.loads(line)["brokers"], key=lambda each: each["broker"]):
            for directory in broker["logDirs"]:
                extra = {key: value for key, value in directory.items() if key not in ("logDir", "error", "partitions")}
                shaped.append(f"broker {broker['broker']} {directory['logDir']} error={directory['error']} {sorted(extra)}")
                for replica in directory["partitions"]:
                    replica["size"] = "some" if replica["size"] > 0 else "none"
                for replica in sorted(directory["partitions"], key=lambda each: each["partition"]):
                    shaped.append(f"broker {broker['broker']} {json.dumps(replica, sort_keys=True)}")
    return shaped


def api_versions(lines):
    """Brokers in order of their ids; the APIs stand in the order of their keys."""
    blocks = []
    for line in lines:
        if re.match(r"\S+ \(id: ", line):
            blocks.append([])
        if not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return [line for block in sorted(blocks, key=lambda each: re.search(r"id: (\d)|$", each[0]).group(1) or "0") for line in block]


def events(*fields):
    """What a verifiable client tells in JSON: of each event its name, and these fields of it."""
    def shape(lines):
        shaped = []
        for line in lines:
            if not line.startswith("{"):
                shaped.append(line)
                continue
            event = json.loads(re.sub(r"(?<=:)TIME\b", "0", line))
            shaped.append(" ".join([event["name"]] + [f"{field}={event[field]}" for field in fields if field in event]))
        return shaped
    return shape
