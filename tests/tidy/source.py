# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: the files of the project, C++ text without comments and literals, and what is banned from core/."""

import os
import pathlib
import re
from typing import Iterator, NamedTuple


class Finding(NamedTuple):
    path: str  # below the root, with '/'
    line: int  # 0: the file as a whole
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class Ban(NamedTuple):
    """What core/ must not use, as one of the checks recognizes it."""

    name: str
    pattern: re.Pattern[str]

    @property
    def instead(self) -> str:
        return _INSTEAD[self.name]


_INSTEAD = {
    "clock": "ask env::Clock",
    "thread": "a node is one thread; waiting is state with a deadline (env::Clock)",
    "lock": "a node is one thread; it shares nothing",
    "random": "draw from env::Random",
    "file": "use env::Disk",
    "socket": "use env::Network",
    "process environment": "pass it by constructor",
    "log": "use base/logging.h; what a person should see of the cluster is an observation (observe/event.h)",
    "Qt": "core/ knows no Qt; what the window needs goes through observe/",
}

_SKIPPED_FOLDERS = {"build", ".git", ".cache", "__pycache__", "node_modules"}

_TOKEN = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
  | (?P<raw> R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)" )
  | (?P<literal> "(?:\\.|[^"\\\n])*" | (?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])*' )
    """,
    re.VERBOSE | re.DOTALL,
)


def code_only(text: str, keep_literals: bool = False) -> str:
    """The text with comments (and literals) blanked; lines keep their numbers."""

    def blank(match: re.Match[str]) -> str:
        if keep_literals and match.group("comment") is None:
            return match.group(0)
        return "\n" * match.group(0).count("\n") + " "

    return _TOKEN.sub(blank, text)


def files_below(root: pathlib.Path) -> Iterator[str]:
    """Every file of the project, sorted; what is built, fetched or hidden by git is not the project."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            yield pathlib.Path(folder, name).relative_to(root).as_posix()


def is_cpp(path: str) -> bool:
    return path.endswith((".h", ".cpp"))
