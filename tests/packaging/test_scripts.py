#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the set-up scripts in packaging/, with an apt and a dpkg of their own: nothing is installed.

    test_scripts.py ROOT
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)).resolve()

OS_RELEASES = {
    "debian-12": 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n',
    "debian-13": 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nVERSION_CODENAME=trixie\nID=debian\n',
    "ubuntu-24.04": 'PRETTY_NAME="Ubuntu 24.04.2 LTS"\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n',
    "fedora-42": 'PRETTY_NAME="Fedora Linux 42"\nVERSION_ID=42\nID=fedora\n',
    "debian-11": 'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\nVERSION_ID="11"\nVERSION_CODENAME=bullseye\nID=debian\n',
}


def packages(*sets):
    found = {}
    for line in (ROOT / "packaging/packages.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, package, reason = line.split(" ", 2)
            if not sets or name in sets:
                found[package] = reason
    return found


class ScriptsTest(unittest.TestCase):
    """A checkout with the real scripts, and commands that write down how they were called."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.checkout = self.folder / "checkout"
        (self.checkout / "packaging").mkdir(parents=True)
        for name in ("lib.sh", "setup", "packages.txt"):
            shutil.copy(ROOT / "packaging" / name, self.checkout / "packaging" / name)
        self.calls = self.folder / "calls"
        self.calls.write_text("")
        self.installed = self.folder / "installed"
        self.installed.write_text("")
        self.commands = self.folder / "bin"
        self.commands.mkdir()
        self.command("dpkg-query", f'while read -r p; do echo "ii  $p"; done <"{self.installed}"; echo "rc  removed-once"')
        self.command(
            "apt-get",
            f'echo "apt-get $*" >>"{self.calls}"\n'
            f'if [[ " $* " == *" install "* ]]; then for p in "$@"; do [[ $p == -* || $p == install ]] || echo "$p" >>"{self.installed}"; done; fi',
        )
        self.command("karchive", f'echo "karchive $*" >>"{self.calls}"', self.checkout / "packaging")
        self.command("sudo", f'echo "sudo $*" >>"{self.calls}"; [[ $1 == -n ]] && shift; exec "$@"')

    def command(self, name, body, folder=None):
        path = (folder or self.commands) / name
        path.write_text(f"#!/usr/bin/env bash\n{body}\n")
        path.chmod(0o755)

    def run_bash(self, script, distribution="debian-12", **environment):
        os_release = self.folder / "os-release"
        os_release.write_text(OS_RELEASES[distribution])
        return subprocess.run(
            ["bash", "-c", script],
            env={"PATH": f"{self.commands}:{os.environ['PATH']}", "VITRINE_OS_RELEASE": str(os_release), "CI": "true", **environment},
            cwd=self.checkout, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )

    def setup_script(self, *arguments, **more):
        return self.run_bash("packaging/setup " + " ".join(arguments), **more)

    def test_installs_what_is_missing_and_names_each_with_its_reason(self):
        done = self.setup_script()
        self.assertEqual(done.returncode, 0, done.stderr)
        for package, reason in packages("build", "window", "karchive-source").items():
            self.assertRegex(done.stdout, rf"(?m)^ +{re.escape(package)} +{re.escape(reason)}$")
        calls = [line for line in self.calls.read_text().splitlines() if line.startswith("apt-get")]
        self.assertEqual(len(calls), 2, calls)
        self.assertIn(" update", calls[0])
        self.assertIn(" install --yes --no-install-recommends g++ ", calls[1])
        self.assertIn(f"karchive {self.checkout}/build/prefix", self.calls.read_text())

    def test_asks_for_nothing_where_nothing_is_missing(self):
        self.installed.write_text("\n".join(packages()) + "\n")
        done = self.setup_script("test")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        self.assertNotIn("apt-get", self.calls.read_text())
        self.assertNotIn("sudo", self.calls.read_text())

    def test_names_only_what_is_missing(self):
        self.installed.write_text("\n".join(package for package in packages() if package != "libfmt-dev") + "\n")
        done = self.setup_script()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("libfmt-dev", done.stdout)
        self.assertNotIn("libspdlog-dev", done.stdout)

    def test_a_package_that_was_removed_counts_as_missing(self):
        (self.checkout / "packaging/packages.txt").write_text("build removed-once why\n")
        self.assertIn("removed-once", self.setup_script().stdout)

    def test_the_tests_and_tools_have_their_own_packages(self):
        self.assertNotIn("kcat", self.setup_script().stdout)
        self.assertIn("kcat", self.setup_script("test").stdout)
        self.assertIn("clang-tidy-19", self.setup_script("tools").stdout)

    def test_debian_13_takes_the_package_and_builds_nothing(self):
        done = self.setup_script(distribution="debian-13")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("libkf6archive-dev", done.stdout)
        self.assertNotIn("karchive ", self.calls.read_text())

    def test_ubuntu_is_known(self):
        done = self.setup_script(distribution="ubuntu-24.04")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("karchive ", self.calls.read_text())

    def test_other_distributions_are_told_what_to_do_before_anything_is_touched(self):
        for distribution, name in (("fedora-42", "Fedora Linux 42"), ("debian-11", "Debian GNU/Linux 11")):
            done = self.setup_script(distribution=distribution)
            self.assertEqual(done.returncode, 1)
            self.assertIn(name, done.stderr)
            self.assertIn("packaging/packages.txt", done.stderr)
        self.assertEqual(self.calls.read_text(), "")

    def test_a_failing_apt_is_told_with_its_own_words(self):
        self.command("apt-get", 'if [[ " $* " == *" install "* ]]; then echo "E: Unable to locate package libx" >&2; exit 100; fi')
        done = self.setup_script()
        self.assertEqual(done.returncode, 1)
        self.assertIn("Unable to locate package libx", done.stderr)
        self.assertIn("apt could not install", done.stderr)

    def test_a_server_that_does_not_answer_an_update_is_no_reason_to_stop(self):
        apt = (self.commands / "apt-get").read_text()
        (self.commands / "apt-get").write_text(apt + 'if [[ " $* " == *" update"* ]]; then echo "E: nodesource is gone" >&2; exit 100; fi\n')
        done = self.setup_script()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("nodesource is gone", done.stderr)

    def test_an_apt_that_installs_nothing_is_not_believed(self):
        self.command("apt-get", "exit 0")
        done = self.setup_script()
        self.assertEqual(done.returncode, 1)
        self.assertIn("still missing: g++ cmake", done.stderr)

    def test_unknown_arguments_are_refused(self):
        done = self.setup_script("everything")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Usage", done.stderr)

    def test_without_root_sudo_is_used_and_asks_nothing_where_nobody_can_answer(self):
        script = "source packaging/lib.sh; as_root echo hello"
        if os.geteuid() == 0:
            self.assertEqual(self.run_bash(script).stdout, "hello\n")
            self.assertEqual(self.calls.read_text(), "")  # root needs no sudo
            if shutil.which("setpriv") is None:
                self.skipTest("no setpriv to become another user with")
            for folder in (self.folder, self.checkout, self.commands):
                folder.chmod(0o755)
            self.calls.chmod(0o666)
            script = f"exec setpriv --reuid=65534 --regid=65534 --clear-groups bash -c '{script}'"
        done = self.run_bash(script)
        self.assertEqual(done.stdout, "hello\n", done.stderr)
        self.assertEqual(self.calls.read_text(), "sudo -n echo hello\n")

    def test_tests_that_passed_run_again_only_when_something_changed_or_on_demand(self):
        shutil.copy(ROOT / "packaging/test", self.checkout / "packaging/test")
        (self.checkout / ".git").mkdir()  # git cannot say anything of it, as where it is not installed
        self.command("setup", ":", self.checkout / "packaging")
        self.command("build", f'mkdir -p "{self.checkout}/build/dev"', self.checkout / "packaging")
        outcome = self.folder / "outcome"
        self.command("ctest", f'echo "ctest $*" >>"{self.calls}"; echo "100% tests passed, 0 tests failed out of 7"; exit "$(<"{outcome}")"')

        def runs(arguments="", fails=False, **environment):
            outcome.write_text("8" if fails else "0")
            self.calls.write_text("")
            done = self.run_bash(f"packaging/test {arguments}", **environment)
            self.assertEqual(done.returncode != 0, fails, done.stderr)
            self.assertIn("out of 7", done.stdout)
            return "ctest" in self.calls.read_text()

        self.assertTrue(runs(fails=True))
        self.assertTrue(runs(), "what failed runs again")
        self.assertFalse(runs(), "what passed does not")
        self.assertTrue(runs("--again"))
        self.assertTrue(runs("-L unit"), "who asks for some tests gets them")
        self.assertFalse(runs())
        self.assertTrue(runs(VITRINE_LONG_TESTS="1"))
        self.assertTrue(runs())
        (self.checkout / "new.cpp").write_text("int x;\n")
        self.assertTrue(runs(), "a file is new")
        (self.checkout / "new.cpp").write_text("int y;\n")
        self.assertTrue(runs(), "a file has changed")
        self.installed.write_text("kcat\n")
        self.assertTrue(runs(), "a package is new")
        self.assertTrue(runs(fails=False, arguments="--again"))
        self.assertFalse(runs())


class SourcesTest(unittest.TestCase):
    def scripts(self):
        for folder in ("packaging", ".ci"):
            for path in sorted((ROOT / folder).iterdir()):
                if path.is_file() and (path.suffix == ".sh" or path.read_bytes().startswith(b"#!/usr/bin/env bash")):
                    yield path

    def test_every_script_parses_stops_at_errors_and_can_be_run(self):
        names = []
        for path in self.scripts():
            with self.subTest(path.name):
                parsed = subprocess.run(["bash", "-n", path], capture_output=True, text=True, check=False)
                self.assertEqual(parsed.returncode, 0, parsed.stderr)
                if path.suffix != ".sh":
                    self.assertIn("\nset -euo pipefail\n", path.read_text())
                    self.assertTrue(os.access(path, os.X_OK), "not executable")
            names.append(path.name)
        for name in ("run", "test", "setup"):
            self.assertIn(name, names)

    def test_every_package_has_a_known_set_and_a_reason_and_stands_once(self):
        known = {"build", "window", "karchive-package", "karchive-source", "test", "tools"}
        seen = set()
        for line in (ROOT / "packaging/packages.txt").read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            name, package, reason = line.split(" ", 2)
            self.assertIn(name, known)
            self.assertGreater(len(reason), 10, line)
            self.assertNotIn(package, seen)
            seen.add(package)


if __name__ == "__main__":
    unittest.main()
