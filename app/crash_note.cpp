// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/crash_note.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include "base/assert.h"

namespace {

constexpr std::size_t readMax = 4'000;

// Opened beforehand: after a crash nothing can be relied on but write().
int noteFile = -1;
std::atomic_flag noted = ATOMIC_FLAG_INIT;

void note(const char *text, std::size_t size)
{
    // The first reason is the reason; an abort follows each failed assertion.
    if (noteFile < 0 || noted.test_and_set()) return;
    if (::write(noteFile, text, size) < 0) return;
    ::fsync(noteFile);
}

const char *nameOf(int signal)
{
    switch (signal) {
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGILL: return "SIGILL";
    case SIGABRT: return "SIGABRT";
    default: return "signal";
    }
}

void onSignal(int signal)
{
    const char *name = nameOf(signal);
    note(name, std::strlen(name));
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void onAssertion(std::string_view sentence)
{
    note(sentence.data(), sentence.size());
    std::fprintf(stderr, "%.*s\n", static_cast<int>(sentence.size()), sentence.data());
    std::abort();
}

}  // namespace

std::string CrashNote::begin(const std::string &fileName)
{
    noteFile = ::open(fileName.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (noteFile < 0) return {};
    std::array<char, readMax> before{};
    const ssize_t size = ::read(noteFile, before.data(), before.size());
    if (::ftruncate(noteFile, 0) != 0 || ::lseek(noteFile, 0, SEEK_SET) != 0) return {};
    vitrine::set_assertion_handler(onAssertion);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
        struct sigaction now{};
        // A sanitizer's own handler says more.
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) std::signal(signal, onSignal);
    }
    return size > 0 ? std::string(before.data(), static_cast<std::size_t>(size)) : std::string();
}
