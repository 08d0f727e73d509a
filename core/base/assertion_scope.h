// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/assert.h"

namespace vitrine {

// While it lives, an assertion that fails on this thread goes to `handler` instead of the process's: a simulation on a thread of its own
// ends by itself, and a live cluster beside it keeps the handler that its process has. May lie within one another; the inner one is asked.
class AssertionScope {
public:
    explicit AssertionScope(AssertionHandler handler) noexcept;
    ~AssertionScope();
    AssertionScope(const AssertionScope&) = delete;
    AssertionScope& operator=(const AssertionScope&) = delete;

private:
    AssertionHandler previous_;
};

}  // namespace vitrine
