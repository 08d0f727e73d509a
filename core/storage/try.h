// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "base/error.h"

// Inside this library only: hand an error to the caller. A macro, because nothing else in the language returns for us, and nearly
// every line here can fail as a disk can.

// STORAGE_TRY(status or result that is not needed);
#define STORAGE_TRY(expression)                               \
    do {                                                      \
        if (auto tried = (expression); !tried) [[unlikely]]   \
            return std::unexpected(std::move(tried.error())); \
    } while (false)

// STORAGE_TAKE(const auto value, result);
#define STORAGE_TAKE_NAMED(name, declaration, expression) \
    auto name = (expression);                             \
    if (!name) [[unlikely]]                               \
        return std::unexpected(std::move(name.error()));  \
    declaration = std::move(*name)
#define STORAGE_TAKE_LINE(line, declaration, expression) STORAGE_TAKE_NAMED(taken_##line, declaration, expression)
#define STORAGE_TAKE_EXPAND(line, declaration, expression) STORAGE_TAKE_LINE(line, declaration, expression)
#define STORAGE_TAKE(declaration, expression) STORAGE_TAKE_EXPAND(__LINE__, declaration, expression)
