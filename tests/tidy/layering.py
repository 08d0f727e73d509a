#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares every #include "…" below core/, ui/ and app/ with the arrows that vitrine_library() declared, and the arrows
with the order of the house.

    layering.py ROOT LAYERS

ROOT is the source tree, LAYERS the file layers.txt that CMake wrote into the build directory: NAME|FOLDER|NAME,NAME,…

The rules:
  1. A file includes only its own library and those that its library declares in DEPS or PRIVATE_DEPS.
  2. A declared arrow is used by at least one include.
  3. Within core/ an arrow points to a library that stands earlier in the list of core/CMakeLists.txt.
  4. env sees base and observe alone; env/real and env/sim are seen by cluster, app/ and tests/ alone; simulation
     sees env/sim too.
  5. core/ never sees ui/, app/ or tests/; nothing sees app/ or tests/.
  6. ui/ sees of core/ the values that are shown (base, observe) and the declarations of messages (wire, messages), never a
     broker. ui/session is the border: it alone may also see client, cluster and simulation, and what their
     interfaces are made of.
  7. app/tools, the tools of the command line, sees of core/ what a client needs (base, observe, wire, messages, records, env, env/real,
     rpc, client) and reads Kafka's files by records and storage; never a broker. app/settings, what the command line says of brokers'
     configurations, sees base and broker.
  8. A tool of ui/ sees ui/session and ui/common and no other tool; ui/window puts the tools together and sees them all.
"""

import pathlib
import re
import sys
from typing import NamedTuple

from source import Finding, code_only, files_below, is_cpp

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)
_HOUSE = re.compile(r"foreach\(folder((?:\s+[\w/]+)+)\)")

_SHOWN = {"base", "observe", "wire", "messages"}
_SESSION_TOO = {"records", "env", "client", "cluster", "simulation"}
_TOOLS_SEE = {"base", "observe", "wire", "messages", "records", "env", "env_real", "rpc", "storage", "client"}
_SETTINGS_SEE = {"base", "broker"}
_ENVIRONMENT_USERS = {"env_real": {"cluster"}, "env_sim": {"cluster", "simulation"}}


class Library(NamedTuple):
    name: str
    folder: str  # "core/env/real"
    deps: tuple[str, ...]

    @property
    def side(self) -> str:
        return self.folder.split("/")[0]


def read_layers(text: str) -> list[Library]:
    libraries = []
    for line in text.splitlines():
        if line.strip():
            name, folder, deps = line.split("|")
            libraries.append(Library(name, folder, tuple(dep for dep in deps.split(",") if dep)))
    return libraries


def read_house(cmake: str) -> list[str]:
    """The order of core/, as core/CMakeLists.txt adds it: names of libraries, '/' as '_'."""
    found = _HOUSE.search(cmake)
    if not found:
        raise ValueError("core/CMakeLists.txt has no 'foreach(folder …)' with the order of the house")
    return [folder.replace("/", "_") for folder in found.group(1).split()]


def library_of(path: str, libraries: list[Library]) -> Library | None:
    holders = [library for library in libraries if path.startswith(library.folder + "/")]
    return max(holders, key=lambda library: len(library.folder), default=None)


def check_arrow(library: Library, dep: Library | None, name: str, house: list[str]) -> str | None:
    """Rules 3 to 8 for one arrow; what is wrong with it, or None."""
    if dep is None:
        return f"{library.name} declares {name}, which is no library"
    if library.side == "core":
        if dep.side != "core":
            return f"core/ never sees {dep.side}/: {library.name} -> {name}"
        if library.name not in house:
            return f"{library.name} has no place in the order of the house (core/CMakeLists.txt)"
        if name not in house or house.index(name) >= house.index(library.name):
            return f"{name} does not stand above {library.name} in the order of the house (core/CMakeLists.txt)"
        if library.name == "env" and name not in ("base", "observe"):
            return f"env sees base and observe alone, not {name}"
        if name in _ENVIRONMENT_USERS and library.name not in _ENVIRONMENT_USERS[name]:
            return f"{dep.folder[5:]} is seen by cluster, app/ and tests/ alone, not by {library.name}"
        return None
    if library.name == "app_settings":
        return None if name in _SETTINGS_SEE else f"app/settings sees {', '.join(sorted(_SETTINGS_SEE))}, not {name}"
    if library.side == "app":
        return None if name in _TOOLS_SEE else f"app/tools is a client: it sees {', '.join(sorted(_TOOLS_SEE))}, not {name}"
    # The rest is ui/.
    if dep.side == "core":
        if name in _SHOWN or (library.name == "ui_session" and name in _SESSION_TOO):
            return None
        return f"ui/ sees {', '.join(sorted(_SHOWN))} of core/ (ui/session also client, cluster and simulation), not {name}: {library.name} -> {name}"
    if library.name == "ui_window" or name in ("ui_session", "ui_common"):
        return None
    return f"tools do not know each other: {library.name} -> {name}; share by ui/session or ui/common"


def resolve(root: pathlib.Path, libraries: list[Library], include: str) -> Library | None | str:
    """The library that an include names; a sentence where it names a file that is in none."""
    for path in (f"core/{include}", include):
        library = library_of(path, libraries)
        if library is not None:
            return library
        if (root / path).exists():
            return f'"{include}" is in no library: nothing outside tests/ may include it'
    return f'"{include}" is found in no library; a header is included by its path below core/ or below the top level'


def is_own_of_app(root: pathlib.Path, path: str, include: str) -> bool:
    return ((root / path).parent / include).exists() or (include.startswith("app/") and (root / include).exists())


def check(root: pathlib.Path, layers: str) -> list[Finding]:
    libraries = read_layers(layers)
    by_name = {library.name: library for library in libraries}
    house = read_house((root / "core/CMakeLists.txt").read_text(encoding="utf-8"))
    findings = []
    used: set[tuple[str, str]] = set()

    for path in files_below(root):
        if not is_cpp(path) or path.split("/")[0] not in ("core", "ui", "app"):
            continue
        library = library_of(path, libraries)
        text = code_only((root / path).read_text(encoding="utf-8"), keep_literals=True)
        if library is None and not path.startswith("app/"):
            findings.append(Finding(path, 0, "is in no library: give its folder a CMakeLists.txt with vitrine_library()"))
            continue
        for match in _INCLUDE.finditer(text):
            include = match.group(1)
            line = text.count("\n", 0, match.start(1)) + 1
            if include.endswith(".moc") or (library is None and is_own_of_app(root, path, include)):
                continue
            target = resolve(root, libraries, include)
            if isinstance(target, str):
                findings.append(Finding(path, line, target))
            elif library is not None and target.name != library.name:
                used.add((library.name, target.name))
                if target.name not in library.deps:
                    findings.append(Finding(path, line, f'"{include}" is of {target.name}, which {library.folder}/CMakeLists.txt does not declare'))

    for library in libraries:
        lists = f"{library.folder}/CMakeLists.txt"
        for dep in library.deps:
            wrong = check_arrow(library, by_name.get(dep), dep, house)
            if wrong:
                findings.append(Finding(lists, 0, wrong))
            elif (library.name, dep) not in used:
                findings.append(Finding(lists, 0, f"{library.name} declares {dep} and includes nothing of it"))
    return findings


def main() -> int:
    root = pathlib.Path(sys.argv[1]).resolve()
    layers = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    findings = check(root, layers)
    for finding in findings:
        print(finding)
    libraries = read_layers(layers)
    print(f"layering: {len(libraries)} libraries, {sum(len(library.deps) for library in libraries)} arrows, {len(findings)} findings")
    return 1 if findings or not libraries else 0


if __name__ == "__main__":
    sys.exit(main())
