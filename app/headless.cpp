// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

using namespace vitrine;

HeadlessCluster::HeadlessCluster(const Options &options) : m_options(options)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    m_signals = ::signalfd(-1, &set, SFD_CLOEXEC);
    m_cluster = std::make_unique<cluster::RealCluster>(m_options.cluster, m_mailbox, [] {});
}

HeadlessCluster::~HeadlessCluster()
{
    shutdown();
    m_cluster.reset();
    if (m_signals >= 0) ::close(m_signals);
}

bool HeadlessCluster::start()
{
    std::promise<Status> ready;
    auto future = ready.get_future();
    m_cluster->start([ready = std::move(ready)](Status status) mutable { ready.set_value(std::move(status)); });
    while (future.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
        if (signalled()) return false;
    }
    const Status status = future.get();
    if (!status) std::fprintf(stderr, "vitrine: %s\n", status.error().message.c_str());
    return status.has_value();
}

cluster::CommandAnswer HeadlessCluster::execute(const std::string &line)
{
    std::promise<cluster::CommandAnswer> answer;
    auto future = answer.get_future();
    m_cluster->execute(line, [&answer](cluster::CommandAnswer got) { answer.set_value(std::move(got)); });
    return future.get();
}

bool HeadlessCluster::signalled()
{
    pollfd waiting{m_signals, POLLIN, 0};
    if (!m_signalled && ::poll(&waiting, 1, 0) > 0) {
        signalfd_siginfo info{};
        m_signalled = ::read(m_signals, &info, sizeof info) == static_cast<ssize_t>(sizeof info);
    }
    return m_signalled;
}

void HeadlessCluster::untilSignalled(const std::function<void(std::string)> &eachLine)
{
    std::string input;
    bool open = true;
    while (!signalled()) {
        std::array<pollfd, 2> waiting{pollfd{m_signals, POLLIN, 0}, pollfd{open ? STDIN_FILENO : -1, POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
        if ((waiting[1].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
        std::array<char, 4096> bytes{};
        const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count <= 0) {
            open = false;
            continue;
        }
        input.append(bytes.data(), static_cast<std::size_t>(count));
        for (std::size_t end = input.find('\n'); end != std::string::npos; end = input.find('\n')) {
            std::string line = input.substr(0, end);
            input.erase(0, end + 1);
            eachLine(std::move(line));
        }
        constexpr std::size_t lineMax = 64 * 1024;
        if (input.size() > lineMax) {
            std::fprintf(stderr, "vitrine: a line of more than %zu characters was thrown away\n", lineMax);
            input.clear();
        }
    }
}

void HeadlessCluster::shutdown()
{
    // A further signal ends it at once: whoever asks twice does not want to wait.
    std::atomic<bool> over{false};
    std::thread impatient([&over, signals = m_signals] {
        pollfd waiting{signals, POLLIN, 0};
        while (!over) {
            if (::poll(&waiting, 1, 20) > 0) std::_Exit(130);
        }
    });
    m_cluster->shutdown();
    over = true;
    impatient.join();
}
