// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "app/options.h"
#include "observe/mailbox.h"

// A cluster without a window, for serve and run: started, and stopped at the end or by SIGINT and SIGTERM.
class HeadlessCluster {
public:
    // Blocks the signals for all threads that begin later; made first.
    explicit HeadlessCluster(const Options &options);
    // Controlled shutdown. A further signal kills.
    ~HeadlessCluster();
    HeadlessCluster(const HeadlessCluster &) = delete;
    HeadlessCluster &operator=(const HeadlessCluster &) = delete;

    // Starts and waits until every broker is registered and unfenced. False: a sentence went to standard error.
    bool start();
    // Runs one command and waits for its answer.
    vitrine::cluster::CommandAnswer execute(const std::string &line);
    // Until a signal: each line of standard input is given to `eachLine`. At the end of the input it goes on waiting for a signal.
    void untilSignalled(const std::function<void(std::string)> &eachLine);
    // A signal that came meanwhile, without waiting.
    [[nodiscard]] bool signalled();
    [[nodiscard]] vitrine::cluster::RealCluster &cluster() { return *m_cluster; }

private:
    void shutdown();

    Options m_options;
    vitrine::observe::DeltaMailbox m_mailbox;
    std::unique_ptr<vitrine::cluster::RealCluster> m_cluster;
    int m_signals = -1;
    bool m_signalled = false;
};
