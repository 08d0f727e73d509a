# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What both checks share: the files of the project, and C++ text without comments and literals."""

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
