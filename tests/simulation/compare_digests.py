#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same seeds must come to the same digests, whatever built the program and wherever it runs.

    compare_digests.py SEEDS PROGRAM [PROGRAM…]
    compare_digests.py SEEDS PROGRAM --builds DIRECTORY --sources ROOT

Each PROGRAM runs `simulate --digests SEEDS`, the first one twice: the second time with memory that comes filled with rubbish, at other
addresses, in another time zone and language. --builds adds the programs of other build types in DIRECTORY (the presets' build/), as far as
they were built after the last change of the sources below ROOT: an older one is of another program, whose digests may differ. Nothing
is built. Answers 1 and names the seeds where two differ.
"""

import argparse
import os
import pathlib
import subprocess
import sys

_SOURCES = ("core", "app")
_SUFFIXES = (".h", ".cpp", ".txt")

# Uninitialized memory, an order by address, a number written for people: what would differ between builds differs here.
_ELSEWHERE = {"MALLOC_PERTURB_": "165", "MALLOC_TOP_PAD_": "1048576", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PADDING": "x" * 3000}


def digests(program: str, seeds: str, elsewhere: bool = False) -> dict[str, str]:
    """Seed: digest. An error where the program failed."""
    environment = {**os.environ, **_ELSEWHERE} if elsewhere else None
    finished = subprocess.run([program, "simulate", "--digests", seeds], capture_output=True, text=True, env=environment, check=False)
    if finished.returncode != 0:
        raise RuntimeError(f"{program} ended with {finished.returncode}: {finished.stderr.strip()[-2000:]}")
    found = dict(line.split() for line in finished.stdout.splitlines())
    if not found:
        raise RuntimeError(f"{program} told no digest of the seeds {seeds}")
    return found


def differences(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """One sentence for each seed that differs."""
    return [
        f"seed {seed}: {first.get(seed, 'no digest')} and {second.get(seed, 'no digest')}"
        for seed in sorted(first.keys() | second.keys(), key=lambda name: (len(name), name))
        if first.get(seed) != second.get(seed)
    ]


def last_change(root: pathlib.Path) -> float:
    times = [(root / "CMakePresets.json").stat().st_mtime]
    for folder in _SOURCES:
        times += [path.stat().st_mtime for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES]
    return max(times)


def other_builds(program: str, builds: pathlib.Path, sources: pathlib.Path) -> tuple[list[str], list[str]]:
    """Programs of other build types that are of these sources, and those that are older."""
    own = pathlib.Path(program).resolve()
    changed = last_change(sources)
    fresh, stale = [], []
    for other in sorted(builds.glob("*/vitrine")):
        if other.resolve() == own or not os.access(other, os.X_OK):
            continue
        (fresh if other.stat().st_mtime > changed else stale).append(str(other))
    return fresh, stale


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("seeds")
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--builds", type=pathlib.Path)
    parser.add_argument("--sources", type=pathlib.Path)
    options = parser.parse_args(arguments)
    programs = list(options.programs)
    if options.builds:
        fresh, stale = other_builds(programs[0], options.builds, options.sources)
        programs += fresh
        for other in stale:
            print(f"digests: {other} is older than the sources, so it is not compared")
    reference = digests(programs[0], options.seeds)
    runs = [(f"{programs[0]}, elsewhere", digests(programs[0], options.seeds, elsewhere=True))]
    runs += [(program, digests(program, options.seeds)) for program in programs[1:]]
    different = False
    for name, found in runs:
        for sentence in differences(reference, found):
            different = True
            print(f"{programs[0]} | {name}: {sentence}")
    print(f"digests: {len(reference)} seeds, {len(runs) + 1} runs of {len(programs)} programs, {'DIFFERENT' if different else 'all equal'}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
