#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""no_trace.py on|off LIBRARY...: the switches of planted defects are asked for by no symbol of these libraries (off), or by some (on)."""

import subprocess
import sys

SWITCH = "vitrine::planted::"


def mentions(library: str) -> list[str]:
    listed = subprocess.run(["nm", "--demangle", library], check=True, capture_output=True, text=True)
    return [line.strip() for line in listed.stdout.splitlines() if SWITCH in line]


def main() -> int:
    expected, libraries = sys.argv[1], sys.argv[2:]
    found = {library: lines for library in libraries if (lines := mentions(library))}
    for library, lines in found.items():
        print(f"{library}: {len(lines)} symbols, as {lines[0]}")
    if expected == "off":
        return 1 if found else 0
    # A check that could not find them would prove nothing.
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
