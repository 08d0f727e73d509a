#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Good and bad samples for tidy.py. Each bad one is what somebody might write."""

import pathlib
import tempfile
import unittest

import tidy
from source import code_only

SPDX = "// SPDX-FileCopyrightText: The Vitrine authors\n// SPDX-License-Identifier: GPL-3.0-or-later\n"


def bans(code: str, path: str = "core/storage/log.cpp") -> list[str]:
    return [finding.message.split(":")[0] for finding in tidy.check_bans(path, code)]


class CodeOnlyTest(unittest.TestCase):
    def test_comments_and_literals_are_blanked_and_lines_keep_their_numbers(self):
        text = 'a; // std::thread\n/* two\nlines */ b("std::thread", \'"\'); c;\n'
        self.assertEqual(code_only(text).split(), ["a;", "b(", ",", ");", "c;"])
        self.assertEqual(code_only(text).count("\n"), text.count("\n"))

    def test_raw_strings_and_digit_separators_do_not_confuse_it(self):
        self.assertEqual(code_only('x = R"(" // )"; y;').split(), ["x", "=", ";", "y;"])
        self.assertIn("rand()", code_only("int a = 1'000'000; int b = rand(); char c = 'x';"))

    def test_literals_can_be_kept(self):
        self.assertIn('"base/bytes.h"', code_only('#include "base/bytes.h"  // why', keep_literals=True))


class BansTest(unittest.TestCase):
    def test_what_only_the_real_world_may_do(self):
        bad = {
            "auto t = std::chrono::steady_clock::now();": "clock",
            "using namespace std::chrono; system_clock::now();": "clock",
            "return std::time(nullptr);": "clock",
            "long t = time(nullptr);": "clock",
            "#include <ctime>": "clock",
            "std::thread t([] {});": "thread",
            "std::jthread t([] {});": "thread",
            "std::scoped_lock lock(mutex_); std::mutex m;": "thread",
            "std::this_thread::sleep_for(1ms);": "thread",
            "#include <shared_mutex>": "thread",
            "static thread_local int depth = 0;": "thread",
            "std::random_device seed;": "random",
            "int a = rand() % 6;": "random",
            "int a = std::rand();": "random",
            "#include <random>": "random",
            "std::ifstream in(path);": "file",
            "FILE* f = fopen(path, mode);": "file",
            "int fd = ::open(path, O_RDONLY);": "file",
            "std::filesystem::remove(path);": "file",
            "#include <unistd.h>": "file",
            "#  include <sys/stat.h>": "file",
            "int s = ::socket(AF_INET, SOCK_STREAM, 0);": "socket",
            "#include <asio/ip/tcp.hpp>": "socket",
            "asio::io_context context;": "socket",
            'const char* home = getenv("HOME");': "process environment",
            'std::getenv("HOME")': "process environment",
            "#include <QString>": "Qt",
            "#include <QtCore/QObject>": "Qt",
        }
        for code, ban in bad.items():
            with self.subTest(code):
                self.assertIn(ban, bans(code))

    def test_words_that_only_look_alike(self):
        good = (
            "const Instant now = environment_.clock.now();",
            "auto file = disk.open(path, OpenMode::read_only);",
            "Result<std::unique_ptr<Log>> Log::open(env::Disk& disk);",
            "auto opened = Log::open(disk, options);",
            "virtual Result<std::shared_ptr<File>> open(std::string_view path, OpenMode mode) = 0;",
            "network.connect(endpoint, events); listener = network.listen(endpoint, limits, accept);",
            "batch.time(0); record->time(nullptr);",
            "operand(); brand(); strand(x);",
            "// std::thread and rand() in a comment",
            'log.info("std::mutex, getenv(), <fstream>");',
            "#include <chrono>",
            '#include "env/random.h"',
            "std::atomic<bool> stop;",
        )
        for code in good:
            with self.subTest(code):
                self.assertEqual(bans(code), [])

    def test_the_real_world_and_the_log_have_their_exceptions_and_no_more(self):
        self.assertEqual(bans("std::thread t; ::open(p, 0); asio::io_context c; std::random_device d;", "core/env/real/loop.cpp"), [])
        self.assertEqual(bans("std::mutex m;", "core/base/logging.cpp"), [])
        self.assertEqual(bans("std::mutex m;", "core/cluster/cluster.cpp"), ["thread"])
        self.assertEqual(bans("std::mutex m;", "core/base/bytes.cpp"), ["thread"])
        self.assertEqual(bans("std::ifstream f;", "core/cluster/cluster.cpp"), ["file"])
        self.assertEqual(bans("#include <QString>", "core/env/real/loop.cpp"), ["Qt"])

    def test_only_core_is_bound(self):
        self.assertEqual(bans("std::thread t;", "app/main.cpp"), [])
        self.assertEqual(bans("std::thread t;", "tests/core/storage/log_test.cpp"), [])

    def test_the_line_is_named(self):
        findings = tidy.check_bans("core/raft/quorum.cpp", SPDX + "\n/* a\nb */\nint a = rand();\n")
        self.assertEqual([finding.line for finding in findings], [6])


class SpdxTest(unittest.TestCase):
    def test_good_files(self):
        good = {
            "core/a.h": SPDX + "#pragma once\n",
            "core/a.cpp": SPDX + '#include "a.h"\n',
            "core/CMakeLists.txt": SPDX.replace("//", "#"),
            "packaging/run": "#!/usr/bin/env bash\n" + SPDX.replace("//", "#"),
            "README.md": "# No lines needed\n",
            "resources/lesson.txt": "nor here\n",
        }
        for path, text in good.items():
            with self.subTest(path):
                self.assertEqual(tidy.check_spdx(path, text), [])

    def test_bad_files(self):
        bad = {
            "core/a.h": SPDX + "\n#pragma once\n",  # something else comes first
            "core/b.h": SPDX + "#ifndef B\n",
            "core/a.cpp": "int a;\n",
            "core/b.cpp": "",
            "core/c.cpp": SPDX.splitlines()[0] + "\nint a;\n",
            "ui/d.cpp": SPDX.replace("GPL-3.0-or-later", "MIT"),
            "core/CMakeLists.txt": "vitrine_library()\n",
            "packaging/run": "#!/usr/bin/env bash\nset -e\n",
        }
        for path, text in bad.items():
            with self.subTest(path):
                self.assertNotEqual(tidy.check_spdx(path, text), [])


class MarksTest(unittest.TestCase):
    def test_marks_of_unfinished_work(self):
        for mark in ("TO" + "DO", "FIX" + "ME", "XX" + "X"):
            self.assertEqual(len(tidy.check_marks("core/a.cpp", f"int a;\nint b;  // {mark}: later\n")), 1)
        self.assertEqual(tidy.check_marks("core/a.cpp", "mastodon, TODOS_DONE, XXXL, todo"), [])

    def test_paths_of_one_machine(self):
        for path in ("/ho" + "me/kim/vitrine", "/ro" + "ot/x", "/wo" + "rk/main/core"):
            self.assertEqual(len(tidy.check_marks("a.md", f"see {path}")), 1, path)
        self.assertEqual(tidy.check_marks("a.md", "/var/lib/vitrine, /tmp/x, ${HOME}/home/x, teams/work/plan"), [])


class ReadmeTest(unittest.TestCase):
    def test_a_library_without_a_readme_is_found_and_other_folders_are_not(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {
                "core/CMakeLists.txt": "add_subdirectory(base)",
                "core/base/CMakeLists.txt": "vitrine_library(NAME base)",
                "core/base/README.md": "# base",
                "core/env/CMakeLists.txt": "vitrine_library(NAME env)",
                "tests/core/CMakeLists.txt": "vitrine_test(NAME base)",
                "build/core/x/CMakeLists.txt": "vitrine_library(NAME x)",
            }.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(SPDX.replace("//", "#") + text + "\n")
            count, findings = tidy.check(root)
            self.assertEqual(count, 5)
            self.assertEqual([(finding.path, finding.message) for finding in findings], [("core/env", "the library has no README.md")])


if __name__ == "__main__":
    unittest.main()
