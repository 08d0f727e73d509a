#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the libraries of core/ ask of the linker, compared with what only the real world may ask for.

    symbols.py NM ARCHIVES

ARCHIVES is a file that CMake wrote into the build directory, one library a line: FOLDER|ARCHIVE. tidy.py reads the same rule in the
sources; here it is read in what was compiled, so that neither a macro nor a header of somebody else hides a call.

  - No object of core/ outside core/env/real needs a symbol by which a program reads a clock, draws chance, starts a thread or waits
    for one, touches files or sockets, or asks the environment of the process. The few exceptions stand in ALLOWED, each with its reason.
  - core/env/real needs a symbol of each kind: a check that finds nothing there would find nothing anywhere.
"""

import pathlib
import re
import subprocess
import sys
from typing import NamedTuple

from source import Ban, Finding


def _c(*names: str) -> str:
    """Functions of the C library, as they are, for large files, and as glibc checks them when it is asked to."""
    return r"(?:__)?(?:" + "|".join(names) + r")(?:64)?(?:_2|_chk)?"


def _std(*names: str) -> str:
    """Names of the standard library, whatever inline namespace they live in; also vtables and the like of its classes."""
    return r"(?:(?:vtable|VTT|typeinfo|construction vtable|guard variable) for )?(?:[\w:<>*& ]+ )?std::(?:\w+::)*(?:" + "|".join(names) + r")\b.*"


BANS = (
    Ban(
        "clock",
        re.compile(
            _std(r"\w+_clock::now") + "|" + _std("get_tzdb", "locate_zone")
            + "|" + _c("clock_gettime", "clock_getres", "clock", "gettimeofday", "ftime", "time", "times", "timespec_get", "timerfd_create",
                       "timer_create", "setitimer", "alarm", "localtime(?:_r)?", "ctime(?:_r)?", "mktime", "tzset")
        ),
    ),
    Ban(
        "thread",
        re.compile(
            _std("thread", "jthread", "this_thread", "condition_variable(?:_any)?", "__future_base", r"_V2::condition_variable_any", "__atomic_futex\\w*")
            + "|" + _c("pthread_create", "pthread_join", "pthread_detach", "pthread_cond_(?!init|destroy)\\w+", "pthread_barrier_\\w+", "thrd_create",
                       "cnd_\\w+", "sem_(?:timed)?wait", "sem_clockwait", "nanosleep", "clock_nanosleep", "usleep", "sleep", "sched_yield",
                       "fork", "vfork", "clone", "posix_spawnp?", "system", "popen", "syscall")
        ),
    ),
    Ban(
        "lock",
        re.compile(_c("pthread_mutex_(?:timed|clock|try)?lock", "pthread_rwlock_\\w*lock", "pthread_spin_\\w*lock", "mtx_\\w*lock")),
    ),
    Ban(
        "random",
        re.compile(_std("random_device") + "|" + _c("getrandom", "getentropy", "rand", "rand_r", "srand", "random", "srandom", "[dlm]rand48", "[en]rand48",
                                                    "jrand48", "arc4random(?:_\\w+)?")),
    ),
    Ban(
        "file",
        re.compile(
            _std("filesystem", "basic_filebuf", "basic_[io]?fstream", "__basic_file")
            + "|" + _c("open", "openat", "creat", "close", "fopen", "freopen", "fdopen", "tmpfile", "mkstemps?", "mkdtemp", "read", "readv", "pread", "preadv2?",
                       "write", "writev", "pwrite", "pwritev2?", "fsync", "fdatasync", "truncate", "ftruncate", "fallocate", "posix_fallocate", "rename",
                       "renameat2?", "remove", "unlink", "unlinkat", "link", "symlink", "mkdir", "mkdirat", "rmdir", "opendir", "readdir", "scandir",
                       "f?l?stat", "fstatat", "statx", "statv?fs", "fstatv?fs", "access", "faccessat", "mmap", "sendfile", "copy_file_range", "ioctl", "fcntl",
                       "realpath", "getcwd", "chdir", "inotify_\\w+", "nftw", "fts_\\w+", "dlopen")
        ),
    ),
    Ban(
        "socket",
        re.compile(_c("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "recv", "recvfrom", "recvmsg", "recvmmsg", "send", "sendto",
                      "sendmsg", "sendmmsg", "getsockopt", "setsockopt", "shutdown", "p?poll", "p?select", "epoll_\\w+", "io_uring_\\w+", "getaddrinfo",
                      "gethostby\\w+", "eventfd", "pipe2?") + r"|.*\basio::.*"),
    ),
    Ban("process environment", re.compile(_c("getenv", "secure_getenv", "setenv", "putenv", "getpid", "gethostname", "uname") + "|environ")),
    Ban("log", re.compile(r".*\bspdlog::.*")),
)

# What the real world is made of; a lock it may or may not need, and it neither logs by itself nor asks for the environment.
_REAL = "core/env/real"
_REAL_NEEDS = {"clock", "thread", "random", "file", "socket"}

# (folder, beginning of the object's name, ban): the reason.
ALLOWED = {
    ("core/base", "logging.", "log"): "the log of the process: the time before each line is for operators, and nothing reads it back",
    # Only where spdlog is built as headers alone, all of it is compiled here.
    ("core/base", "logging.", "clock"): "the time before each line of the log",
    ("core/base", "logging.", "lock"): "one log for the nodes of a process, which are threads",
    ("core/base", "logging.", "file"): "standard error, and whether it is a terminal",
    ("core/base", "logging.", "thread"): "spdlog's own",
    ("core/base", "logging.", "process environment"): "spdlog's own",
    ("core/observe", "mailbox.", "lock"): "the one place where a node's thread and the window's meet; the lock covers a swap",
}

_MEMBER = re.compile(r"^(?P<member>\S.*):$")
_UNDEFINED = re.compile(r"^\s+[UwW]\s+(?P<symbol>.+)$")


class Need(NamedTuple):
    member: str  # "logging.cpp.o"
    ban: Ban
    symbol: str


def needs(nm_output: str) -> list[Need]:
    """What the output of `nm --undefined-only --demangle` has of banned symbols."""
    found = []
    member = ""
    for line in nm_output.splitlines():
        if match := _MEMBER.match(line):
            member = match.group("member")
        elif match := _UNDEFINED.match(line):
            symbol = match.group("symbol").split("@")[0]
            found += [Need(member, ban, symbol) for ban in BANS if ban.pattern.fullmatch(symbol)]
    return found


def is_allowed(folder: str, need: Need) -> bool:
    return any(folder == of and need.member.startswith(member) and need.ban.name == ban for of, member, ban in ALLOWED)


def check_library(folder: str, nm_output: str) -> list[Finding]:
    found = needs(nm_output)
    if folder == _REAL:
        missing = sorted(_REAL_NEEDS - {need.ban.name for need in found})
        return [Finding(folder, 0, f"the real world needs no symbol of the kind '{name}': this check is blind for it") for name in missing]
    return [
        Finding(f"{folder}/{need.member}", 0, f"{need.ban.name}: '{need.symbol}' is not for core/; {need.ban.instead}")
        for need in found
        if not is_allowed(folder, need)
    ]


def list_undefined(nm: str, path: str) -> str:
    return subprocess.run([nm, "--undefined-only", "--demangle", path], check=True, capture_output=True, text=True, env={"LC_ALL": "C"}).stdout


def check(nm: str, archives: str) -> tuple[int, list[Finding]]:
    findings = []
    count = 0
    for line in archives.splitlines():
        if not line.strip():
            continue
        folder, archive = line.split("|")
        if not pathlib.Path(archive).exists():
            findings.append(Finding(folder, 0, f"{archive} is not built"))
            continue
        output = list_undefined(nm, archive)
        count += sum(1 for text in output.splitlines() if _UNDEFINED.match(text))
        findings += check_library(folder, output)
    return count, findings


def main() -> int:
    archives = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    count, findings = check(sys.argv[1], archives)
    for finding in findings:
        print(finding)
    print(f"symbols: {len(archives.split())} libraries, {count} undefined symbols, {len(findings)} findings")
    return 1 if findings or not count else 0


if __name__ == "__main__":
    sys.exit(main())
