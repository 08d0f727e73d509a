#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the fuzz runner (main.cpp) with a target in which a mistake is planted."""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PLANTED = pathlib.Path(sys.argv.pop(1)).resolve()


class RunnerTest(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.folder = pathlib.Path(self.scratch.name)

    def run_planted(self, *arguments):
        return subprocess.run([PLANTED, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=60, check=False)

    def corpus(self, content):
        folder = self.folder / "corpus"
        folder.mkdir()
        (folder / "one").write_bytes(content)
        return folder

    def test_finds_the_planted_mistake_keeps_the_input_and_repeats_it(self):
        found = self.run_planted("-seed=1", "-max_total_time=30", self.corpus(b"VITR\0\0\0\4abcd"))
        self.assertNotEqual(found.returncode, 0, found.stdout)
        self.assertIn("stopped the target", found.stderr)
        name = re.search(r"it is in (\S+)", found.stderr).group(1)
        self.assertEqual((self.folder / name).read_bytes()[:8], b"VITR\x7f\xff\xff\xff")
        (self.folder / name).rename(self.folder / "kept")
        again = self.run_planted(self.folder / "kept")
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("stopped the target", again.stderr)

    def test_the_same_seed_tries_the_same_inputs(self):
        runs = [self.run_planted(f"-seed={seed}", "-runs=3000").stdout.splitlines()[-1] for seed in (7, 7, 8)]
        self.assertIn("3000 inputs", runs[0])
        self.assertEqual(runs[0], runs[1])
        self.assertNotEqual(runs[0], runs[2])

    def test_stops_when_its_time_is_over(self):
        ended = self.run_planted("-max_total_time=0.2")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertRegex(ended.stdout, r"fuzz: \d+ inputs, digest [0-9a-f]{16}, nothing found")

    def test_refuses_what_it_does_not_know(self):
        self.assertEqual(self.run_planted("-bogus=1").returncode, 2)
        self.assertEqual(self.run_planted("absent-file").returncode, 2)


if __name__ == "__main__":
    unittest.main()
