// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

#include "base/assertion_scope.h"

namespace vitrine {
namespace {

thread_local std::string_view current_context;

void print_and_abort(std::string_view sentence) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(sentence.size()), sentence.data());
    std::abort();
}

AssertionHandler installed_handler = print_and_abort;
thread_local AssertionHandler handler_of_thread = nullptr;

}  // namespace

void set_assertion_handler(AssertionHandler handler) { installed_handler = handler != nullptr ? handler : print_and_abort; }

AssertionContext::AssertionContext(std::string_view what) noexcept : previous_(current_context) { current_context = what; }
AssertionContext::~AssertionContext() { current_context = previous_; }

AssertionScope::AssertionScope(AssertionHandler handler) noexcept : previous_(handler_of_thread) { handler_of_thread = handler; }
AssertionScope::~AssertionScope() { handler_of_thread = previous_; }

void fail_assertion(const char* file, int line, const char* condition, std::string_view why, const std::string& values) {
    std::string sentence = fmt::format("{}:{}: assertion failed: {}: {}", file, line, condition, why);
    if (!values.empty()) sentence += fmt::format(" (values: {})", values);
    if (!current_context.empty()) sentence += fmt::format(" [{}]", current_context);
    (handler_of_thread != nullptr ? handler_of_thread : installed_handler)(sentence);
    std::abort();
}

}  // namespace vitrine
