#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs with known digests for compare_digests.py."""

import contextlib
import io
import os
import pathlib
import tempfile
import unittest

import compare_digests


class CompareDigestsTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)

    def program(self, build, *lines, code=0):
        path = self.root / "build" / build / "vitrine"
        path.parent.mkdir(parents=True)
        path.write_text('#!/bin/sh\n[ "$1 $2 $3" = "simulate --digests 1..3" ] || exit 2\n' + "".join(f"{line}\n" for line in lines) + f"exit {code}\n")
        path.chmod(0o755)
        return str(path)

    def compare(self, *arguments):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            code = compare_digests.main(["1..3", *arguments])
        return code, output.getvalue()

    def test_equal_digests_are_equal(self):
        one = self.program("release", "echo 1 aa", "echo 2 bb", "echo 3 cc")
        two = self.program("asan", "echo 1 aa", "echo 2 bb", "echo 3 cc")
        self.assertEqual(self.compare(one, two), (0, "digests: 3 seeds, 3 runs of 2 programs, all equal\n"))

    def test_a_seed_that_differs_is_named(self):
        one = self.program("release", "echo 1 aa", "echo 2 bb", "echo 3 cc")
        two = self.program("asan", "echo 1 aa", "echo 2 bd", "echo 3 cc")
        code, output = self.compare(one, two)
        self.assertEqual(code, 1)
        self.assertIn("seed 2: bb and bd", output)
        self.assertNotIn("seed 1:", output)
        self.assertIn("DIFFERENT", output)

    def test_a_seed_that_is_missing_is_a_difference(self):
        one = self.program("release", "echo 1 aa", "echo 2 bb", "echo 3 cc")
        two = self.program("asan", "echo 1 aa", "echo 2 bb")
        code, output = self.compare(one, two)
        self.assertEqual(code, 1)
        self.assertIn("seed 3: cc and no digest", output)

    def test_a_program_that_depends_on_where_it_runs_is_found_alone(self):
        for build, line in (("memory", "echo 1 aa$MALLOC_PERTURB_"), ("zone", "echo 1 aa$(date +%z)")):
            with self.subTest(build):
                code, output = self.compare(self.program(build, line))
                self.assertEqual(code, 1)
                self.assertIn("elsewhere: seed 1", output)

    def test_a_program_that_fails_or_says_nothing_is_an_error(self):
        with self.assertRaisesRegex(RuntimeError, "ended with 1"):
            self.compare(self.program("release", "echo 1 aa", code=1))
        with self.assertRaisesRegex(RuntimeError, "no digest"):
            self.compare(self.program("dev"))

    def test_other_builds_are_those_that_are_younger_than_the_sources(self):
        own = self.program("dev", "echo 1 aa")
        self.program("release", "echo 1 aa")
        old = self.program("asan", "echo 1 older")
        (self.root / "core" / "base").mkdir(parents=True)
        (self.root / "app").mkdir()
        for path in ("CMakePresets.json", "core/base/bytes.cpp"):
            (self.root / path).write_text("")
            os.utime(self.root / path, (1000, 1000))
        os.utime(old, (999, 999))
        code, output = self.compare(own, "--builds", str(self.root / "build"), "--sources", str(self.root))
        self.assertEqual(code, 0, output)
        self.assertIn("asan/vitrine is older than the sources", output)
        self.assertIn("1 seeds, 3 runs of 2 programs, all equal", output)
        os.utime(old, (1001, 1001))
        self.assertEqual(self.compare(own, "--builds", str(self.root / "build"), "--sources", str(self.root))[0], 1)


if __name__ == "__main__":
    unittest.main()
