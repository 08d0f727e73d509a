// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace vitrine {
namespace {

thread_local std::string_view current_context;

void print_and_abort(std::string_view sentence) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(sentence.size()), sentence.data());
    std::abort();
}

AssertionHandler installed_handler = print_and_abort;

}  // namespace

void set_assertion_handler(AssertionHandler handler) { installed_handler = handler != nullptr ? handler : print_and_abort; }

AssertionContext::AssertionContext(std::string_view what) noexcept : previous_(current_context) { current_context = what; }
AssertionContext::~AssertionContext() { current_context = previous_; }

void fail_assertion(const char* file, int line, const char* condition, std::string_view why, const std::string& values) {
    std::string sentence = fmt::format("{}:{}: assertion failed: {}: {}", file, line, condition, why);
    if (!values.empty()) sentence += fmt::format(" (values: {})", values);
    if (!current_context.empty()) sentence += fmt::format(" [{}]", current_context);
    installed_handler(sentence);
    std::abort();
}

}  // namespace vitrine
