// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/frame_pace.h"

#include <algorithm>
#include <ctime>

namespace vitrine::ui {

namespace {

Duration threadTime()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

}  // namespace

FramePace::FramePace() : m_used(threadTime()) {}

void FramePace::frame()
{
    const Duration used = threadTime();
    m_interval = std::clamp(std::chrono::duration_cast<Milliseconds>((used - m_used) * share), fastest, slowest);
    m_used = used;
}

}  // namespace vitrine::ui
