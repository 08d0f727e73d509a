#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no tool knows of this project's habits.

    tidy.py ROOT

  - Nothing in core/ outside core/env/real reads a clock, starts a thread, draws a random number, opens a file or a socket,
    asks the environment of the process, or knows Qt. The few exceptions stand in ALLOWED, each with its reason.
  - Every source, CMake file and script begins with the two SPDX lines; a header goes on with #pragma once.
  - No mark of unfinished work, no path of one person's machine.
  - Every library has a README.md in its folder.
"""

import pathlib
import re
import sys

from source import Ban, Finding, code_only, files_below, is_cpp


def _headers(*names: str) -> str:
    return r"#\s*include\s*<(?:" + "|".join(re.escape(name) if not name.endswith("*") else re.escape(name[:-1]) + r"[^>]*" for name in names) + ")>"


def _calls(*names: str) -> str:
    """Calls of functions of the C library whose names nobody else should take."""
    return r"(?<![\w.>])(?:" + "|".join(names) + r")\s*\("


def _global_calls(*names: str) -> str:
    """Calls of functions whose names are good names for others too ("open"): only as ::open() and std::open()."""
    return r"(?<![\w>])(?:std)?::(?:" + "|".join(names) + r")\s*\("


BANS = (
    Ban(
        "clock",
        re.compile(
            r"\b(?:system|steady|high_resolution|utc|file)_clock\b|" + _headers("ctime", "time.h", "sys/time.h") + "|"
            + _calls("clock_gettime", "gettimeofday") + r"|(?<![\w.>])time\s*\(\s*(?:nullptr|NULL|0|&\s*\w+)\s*\)" + "|" + _global_calls("time", "clock")
        ),
    ),
    Ban(
        "thread",
        re.compile(
            r"\bstd::(?:jthread|thread|this_thread|async|condition_variable(?:_any)?|(?:recursive_|shared_|timed_)*mutex|binary_semaphore|"
            r"counting_semaphore|latch|barrier)\b|\bthread_local\b|" + _headers("thread", "mutex", "shared_mutex", "condition_variable", "future", "pthread.h")
        ),
    ),
    Ban(
        "random",
        re.compile(r"\bstd::random_device\b|" + _headers("random", "sys/random.h") + "|" + _calls("rand", "srand", "getrandom", "arc4random") + "|" + _global_calls("random")),
    ),
    Ban(
        "file",
        re.compile(
            r"\bstd::(?:[iow]?fstream|basic_[io]?fstream|filesystem)\b|"
            + _headers("fstream", "filesystem", "fcntl.h", "unistd.h", "sys/stat.h", "sys/mman.h", "sys/uio.h", "dirent.h", "sys/sendfile.h")
            + "|" + _calls("fopen", "freopen", "mmap") + "|" + _global_calls("open", "openat", "creat")
        ),
    ),
    Ban(
        "socket",
        re.compile(r"\basio::|" + _headers("asio*", "sys/socket.h", "netinet/*", "arpa/*", "netdb.h", "poll.h", "sys/epoll.h") + "|" + _calls("socketpair") + "|" + _global_calls("socket", "connect", "bind", "listen")),
    ),
    Ban("process environment", re.compile(_calls("getenv", "secure_getenv", "setenv"))),
    Ban("Qt", re.compile(r"#\s*include\s*<Q[^>]*>")),
)

# (beginning of the path, ban): the reason.
ALLOWED = {
    ("core/env/real/", "clock"): "the real world",
    ("core/env/real/", "thread"): "the real world",
    ("core/env/real/", "random"): "the real world",
    ("core/env/real/", "file"): "the real world",
    ("core/env/real/", "socket"): "the real world",
    ("core/base/logging.", "thread"): "one log for the nodes of a process, which are threads",
    ("core/base/assert.", "thread"): "names what the failing thread was working on",
    ("core/base/planted.cpp", "thread"): "which defects are on belongs to the thread that drives a simulated world",
    ("core/observe/mailbox.", "thread"): "the one place where a node's thread and the window's meet; the lock covers a swap",
}

_SPDX = ("SPDX-FileCopyrightText: The Vitrine authors", "SPDX-License-Identifier: GPL-3.0-or-later")
_SPDX_SUFFIXES = (".h", ".cpp", ".c", ".cmake", ".py", ".sh", ".js", ".mjs", ".java", ".go")
_TEXT_SUFFIXES = (*_SPDX_SUFFIXES, ".txt", ".md", ".json", ".xml", ".yml", ".yaml", ".desktop", ".scenario", ".qss", ".qrc", ".ts", ".svg", "")

# In pieces, since this file is checked too.
_MARKS = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
_MACHINE_PATH = re.compile(r"(?<![\w.$}~-])/(?:ho" + r"me|ro" + r"ot|wo" + r"rk|Us" + r"ers|fa" + r"rm)/")


def is_script(path: str, text: str) -> bool:
    return text.startswith("#!")


def check_spdx(path: str, text: str) -> list[Finding]:
    name = path.rsplit("/", 1)[-1]
    if not (path.endswith(_SPDX_SUFFIXES) or name == "CMakeLists.txt" or is_script(path, text)):
        return []
    lines = text.splitlines()[1 if text.startswith("#!") else 0 :]
    findings = []
    for number, wanted in enumerate(_SPDX):
        if number >= len(lines) or not lines[number].endswith(wanted):
            findings.append(Finding(path, number + 1, f"'{wanted}' is missing"))
    if not findings and path.endswith(".h") and (len(lines) < 3 or lines[2] != "#pragma once"):
        findings.append(Finding(path, 3, "'#pragma once' follows the SPDX lines"))
    return findings


def check_bans(path: str, text: str) -> list[Finding]:
    if not (path.startswith("core/") and is_cpp(path)):
        return []
    findings = []
    for number, line in enumerate(code_only(text).splitlines(), start=1):
        for ban in BANS:
            found = ban.pattern.search(line)
            if found and not any(path.startswith(prefix) and ban.name == name for prefix, name in ALLOWED):
                findings.append(Finding(path, number, f"{ban.name}: '{found.group(0).strip()}' is not for core/; {ban.instead}"))
    return findings


def check_marks(path: str, text: str) -> list[Finding]:
    findings = []
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, what in ((_MARKS, "a mark of unfinished work"), (_MACHINE_PATH, "a path of one person's machine")):
            found = pattern.search(line)
            if found:
                findings.append(Finding(path, number, f"'{found.group(0)}' is {what}"))
    return findings


def check_readmes(root: pathlib.Path, files: list[str]) -> list[Finding]:
    """A folder whose CMakeLists.txt adds a library says what the library is."""
    findings = []
    present = set(files)
    for path in files:
        if path.startswith(("core/", "ui/")) and path.endswith("/CMakeLists.txt"):
            folder = path.rsplit("/", 1)[0]
            if "vitrine_library(" in (root / path).read_text(encoding="utf-8") and f"{folder}/README.md" not in present:
                findings.append(Finding(folder, 0, "the library has no README.md"))
    return findings


def check(root: pathlib.Path) -> tuple[int, list[Finding]]:
    files = list(files_below(root))
    findings = []
    for path in files:
        name = path.rsplit("/", 1)[-1]
        if pathlib.PurePath(name).suffix not in _TEXT_SUFFIXES or name == "LICENSE":
            continue
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a binary file: a corpus, an icon
        findings += check_spdx(path, text) + check_bans(path, text) + check_marks(path, text)
    return len(files), findings + check_readmes(root, files)


def main() -> int:
    count, findings = check(pathlib.Path(sys.argv[1]).resolve())
    for finding in findings:
        print(finding)
    print(f"tidy: {count} files, {len(findings)} findings")
    return 1 if findings or not count else 0


if __name__ == "__main__":
    sys.exit(main())
