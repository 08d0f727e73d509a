// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/ending.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace vitrine::tools {

Ending::Ending()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_signals = ::signalfd(-1, &set, SFD_CLOEXEC);
    m_event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

Ending::~Ending()
{
    ::close(m_signals);
    ::close(m_event);
}

void Ending::notify()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_event, &one, sizeof one);
}

Ending::Why Ending::wait(std::optional<std::chrono::milliseconds> timeout)
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = timeout ? std::optional(Clock::now() + *timeout) : std::nullopt;
    for (;;) {
        int left = -1;
        if (deadline) {
            const auto rest = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
            if (rest <= 0) return Why::elapsed;
            left = static_cast<int>(std::min<std::int64_t>(rest, 1'000'000));
        }
        std::array<pollfd, 2> waiting{pollfd{m_signals, POLLIN, 0}, pollfd{m_event, POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), left) < 0 && errno != EINTR) return Why::elapsed;
        if ((waiting[0].revents & POLLIN) != 0) {
            signalfd_siginfo info{};
            if (::read(m_signals, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) return Why::signalled;
        }
        std::uint64_t count = 0;
        if ((waiting[1].revents & POLLIN) != 0 && ::read(m_event, &count, sizeof count) > 0) return Why::notified;
    }
}

Ending::Input Ending::waitForInput()
{
    for (;;) {
        std::array<pollfd, 3> waiting{pollfd{m_signals, POLLIN, 0}, pollfd{m_event, POLLIN, 0}, pollfd{STDIN_FILENO, POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return Input::signalled;
        if ((waiting[0].revents & POLLIN) != 0) return Input::signalled;
        if ((waiting[1].revents & POLLIN) != 0) return Input::notified;
        if ((waiting[2].revents & (POLLIN | POLLHUP | POLLERR)) != 0) return Input::readable;
    }
}

}  // namespace vitrine::tools
