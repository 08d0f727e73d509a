// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/progress_line.h"

#include <cstdio>

#include <unistd.h>

namespace vitrine::tools {
namespace {

constexpr std::chrono::milliseconds interval(250);

}  // namespace

// What is quick shows nothing.
ProgressLine::ProgressLine(int busy)
    : m_watched(::isatty(STDERR_FILENO) != 0 && ::isatty(busy) == 0), m_next(std::chrono::steady_clock::now() + interval)
{
}

void ProgressLine::clear()
{
    if (m_shown) std::fputs("\r\033[K", stderr);
    m_shown = false;
}

bool ProgressLine::due()
{
    if (!m_watched) return false;
    const auto now = std::chrono::steady_clock::now();
    if (now < m_next) return false;
    m_next = now + interval;
    return true;
}

void ProgressLine::show(const std::string &text)
{
    m_shown = true;
    std::fprintf(stderr, "\r%s\033[K", text.c_str());
}

}  // namespace vitrine::tools
