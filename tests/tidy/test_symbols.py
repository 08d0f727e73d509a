#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Planted offenders for symbols.py: each is compiled, and what it asks of the linker is found.

    test_symbols.py CXX NM
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import symbols

# Kind of offence: (header, what the linker is asked for, the body of a function that commits it).
OFFENDERS = {
    "clock": [
        ("chrono", "system_clock::now()", "return std::chrono::system_clock::now().time_since_epoch().count() != 0;"),
        ("chrono", "steady_clock::now()", "return std::chrono::steady_clock::now().time_since_epoch().count() != 0;"),
        ("ctime", "time", "return std::time(nullptr) != 0;"),
        ("time.h", "clock_gettime", "timespec at; return clock_gettime(CLOCK_MONOTONIC, &at) == 0;"),
        ("sys/time.h", "gettimeofday", "timeval at; return gettimeofday(&at, nullptr) == 0;"),
    ],
    "thread": [
        ("thread", "thread::join()", "std::thread thread([] {}); thread.join(); return true;"),
        ("pthread.h", "pthread_create",
         "pthread_t thread; return pthread_create(&thread, nullptr, +[](void*) -> void* { return nullptr; }, nullptr) == 0;"),
        ("unistd.h", "usleep", "return usleep(1) == 0;"),
        ("condition_variable", "condition_variable::wait",
         "std::mutex m; std::unique_lock lock(m); std::condition_variable c; c.wait(lock); return true;"),
        ("unistd.h", "fork", "return fork() == 0;"),
    ],
    "lock": [("mutex", "pthread_mutex_lock", "static std::mutex m; const std::scoped_lock lock(m); return true;")],
    "random": [
        ("random", "random_device::_M_getval()", "return std::random_device{}() != 0;"),
        ("cstdlib", "rand", "return std::rand() != 0;"),
        ("sys/random.h", "getrandom", "char byte; return getrandom(&byte, 1, 0) == 1;"),
    ],
    "file": [
        ("fcntl.h", "open", 'return open("x", O_RDONLY) >= 0;'),
        ("cstdio", "fopen", 'return std::fopen("x", "r") != nullptr;'),
        ("fstream", "basic_ifstream", 'return std::ifstream("x").good();'),
        ("filesystem", "filesystem::status", 'return std::filesystem::exists("x");'),
        ("sys/stat.h", "stat", 'struct stat status; return stat("x", &status) == 0;'),
        ("sys/mman.h", "mmap", "return mmap(nullptr, 4096, PROT_READ, MAP_SHARED, 3, 0) != MAP_FAILED;"),
    ],
    "socket": [
        ("sys/socket.h", "socket", "return socket(AF_INET, SOCK_STREAM, 0) >= 0;"),
        ("sys/socket.h", "recv", "char byte; return recv(3, &byte, 1, 0) == 1;"),
        ("sys/socket.h", "send", "char byte = 0; return send(3, &byte, 1, 0) == 1;"),
        ("sys/epoll.h", "epoll_create1", "return epoll_create1(0) >= 0;"),
        ("poll.h", "poll", "pollfd one{}; return poll(&one, 1, 0) == 0;"),
    ],
    "process environment": [("cstdlib", "getenv", 'return std::getenv("HOME") != nullptr;')],
}

SOUND = """
#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>
namespace vitrine {
struct Clock { virtual ~Clock() = default; virtual std::chrono::nanoseconds now() const = 0; };
bool open(const std::string&);
bool connect(int);
std::string random(const std::map<std::string, int>&);
bool sound(const Clock& clock, std::shared_ptr<std::vector<int>> values) {
    std::ranges::sort(*values);
    return clock.now().count() > 0 && open("x") && connect(3) && random({{"listen", 1}}).empty();
}
}
"""


class SymbolsTest(unittest.TestCase):
    compiler = "c++"
    nm = "nm"

    def compile(self, source: str) -> str:
        """What nm says of the object."""
        with tempfile.TemporaryDirectory() as scratch:
            path = pathlib.Path(scratch, "planted.cpp")
            path.write_text(source, encoding="utf-8")
            archived = path.with_suffix(".o")
            subprocess.run([self.compiler, "-std=c++23", "-w", "-c", str(path), "-o", str(archived)], check=True)
            return f"\n{archived.name}:\n" + symbols.list_undefined(self.nm, str(archived))

    def test_every_planted_offender_is_found(self):
        offenders = [(kind, *offender) for kind, several in OFFENDERS.items() for offender in several]
        includes = "".join(f"#include <{header}>\n" for header in sorted({header for _, header, _, _ in offenders}))
        functions = "".join(f"bool planted_{number}() {{ {body} }}\n" for number, (_, _, _, body) in enumerate(offenders))
        findings = [str(finding) for finding in symbols.check_library("core/storage", self.compile(includes + functions))]
        for kind, _, symbol, body in offenders:
            with self.subTest(body=body):
                begin = f"core/storage/planted.o: {kind}: '"
                # A function of C by its whole name, as it is or for large files; of C++ by what the name contains.
                of_c = re.compile(re.escape(begin) + rf"(?:__)?{re.escape(symbol)}(?:64)?'")
                of_cpp = re.compile(re.escape(begin) + r".*std::.*\b" + re.escape(symbol))
                self.assertTrue(any(of_c.match(finding) or of_cpp.match(finding) for finding in findings), findings)

    def test_headers_alone_are_no_offence(self):
        names = sorted({header for several in OFFENDERS.values() for header, _, _ in several})
        self.assertEqual(symbols.needs(self.compile("".join(f"#include <{name}>\n" for name in names))), [])

    def test_there_is_an_offender_of_every_kind(self):
        self.assertEqual(set(OFFENDERS) | {"log"}, {ban.name for ban in symbols.BANS})
        found = symbols.needs("logging.cpp.o:\n                 U spdlog::logger::set_level(spdlog::level::level_enum)\n")
        self.assertEqual([need.ban.name for need in found], ["log"])

    def test_names_of_our_own_are_no_offence(self):
        self.assertEqual(symbols.needs(self.compile(SOUND)), [])

    def test_an_exception_is_for_one_object_and_one_kind(self):
        lock = "\nmailbox.cpp.o:\n                 U pthread_mutex_lock\n"
        self.assertEqual(symbols.check_library("core/observe", lock), [])
        self.assertEqual(len(symbols.check_library("core/observe", lock.replace("mailbox", "view"))), 1)
        self.assertEqual(len(symbols.check_library("core/storage", lock)), 1)
        self.assertEqual(len(symbols.check_library("core/observe", lock.replace("pthread_mutex_lock", "pthread_create"))), 1)

    def test_what_is_no_function_of_ours_needs_its_whole_name(self):
        for harmless in ("memcpy", "reopen", "vitrine::storage::open(int)", "timegm_of_ours", "std::exception::~exception()"):
            self.assertEqual(symbols.needs(f"a.o:\n                 U {harmless}\n"), [], harmless)
        for offence in ("open64", "__open64_2", "fopen64", "__recv_chk", "clock_gettime@GLIBC_2.17"):
            self.assertEqual(len(symbols.needs(f"a.o:\n                 U {offence}\n")), 1, offence)

    def test_the_real_world_proves_that_the_check_sees(self):
        whole = "".join(f"                 U {name}\n" for name in ("clock_gettime", "pthread_create", "getrandom", "openat", "socket"))
        self.assertEqual(symbols.check_library("core/env/real", "loop.cpp.o:\n" + whole), [])
        findings = symbols.check_library("core/env/real", "loop.cpp.o:\n" + whole.replace("openat", "memcpy"))
        self.assertEqual(len(findings), 1)
        self.assertIn("'file'", str(findings[0]))

    def test_a_library_that_is_not_there_is_a_finding(self):
        _, findings = symbols.check(self.nm, "core/storage|/there/is/none.a\n")
        self.assertIn("is not built", str(findings[0]))


if __name__ == "__main__":
    SymbolsTest.compiler, SymbolsTest.nm = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
