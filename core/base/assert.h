// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

// Invariants: our own mistakes, never what a client or a file contains. Checked in every build type.
// On failure the installed handler is called with the whole sentence; the default handler prints it and aborts.
namespace vitrine {

using AssertionHandler = void (*)(std::string_view sentence);

// The simulator installs one that ends the run with its seed. Not thread safe: install before threads start.
void set_assertion_handler(AssertionHandler handler);

// Names what the current thread is working on ("broker 2, Fetch from 127.0.0.1:4711"); printed by a failed assertion.
class AssertionContext {
public:
    explicit AssertionContext(std::string_view what) noexcept;
    ~AssertionContext();
    AssertionContext(const AssertionContext&) = delete;
    AssertionContext& operator=(const AssertionContext&) = delete;

private:
    std::string_view previous_;
};

[[noreturn]] void fail_assertion(const char* file, int line, const char* condition, std::string_view why, const std::string& values);

}  // namespace vitrine

// VITRINE_ASSERT(condition, "why it holds")
#define VITRINE_ASSERT(condition, why)                                                     \
    do {                                                                                   \
        if (!(condition)) [[unlikely]]                                                     \
            ::vitrine::fail_assertion(__FILE__, __LINE__, #condition, why, std::string{}); \
    } while (false)

// VITRINE_ASSERT_CMP(a, <=, b, "why it holds"): prints both values; they must be formattable by {fmt}.
#define VITRINE_ASSERT_CMP(a, op, b, why)                                                                          \
    do {                                                                                                           \
        if (!((a)op(b))) [[unlikely]]                                                                              \
            ::vitrine::fail_assertion(__FILE__, __LINE__, #a " " #op " " #b, why, fmt::format("{} and {}", a, b)); \
    } while (false)
