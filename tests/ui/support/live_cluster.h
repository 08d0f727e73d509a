// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/real_cluster.h"
#include "ui/session/embedded_session.h"

namespace vitrine::ui::test {

// The answer to a line of the command language, waited for.
inline CommandAnswer answerOf(Session &session, const QString &line, int patienceMs = 60'000)
{
    std::optional<CommandAnswer> answer;
    session.execute(line, &session, [&](const CommandAnswer &given) { answer = given; });
    (void)QTest::qWaitFor([&] { return answer.has_value(); }, patienceMs);
    return answer.value_or(CommandAnswer{false, QStringLiteral("no answer"), {}});
}

// A cluster that really runs, on free ports, in a directory that goes with it.
class LiveCluster {
public:
    explicit LiveCluster(int brokers, std::uint16_t firstPort)
    {
        cluster::ClusterOptions options;
        options.brokers = brokers;
        options.base_port = firstPort;
        options.data_dir = m_folder.path().toStdString();
        if (const auto free = cluster::next_free_base_port(options)) options.base_port = *free;
        m_session = std::make_unique<EmbeddedSession>(options);
    }
    // Waited for. What went wrong; empty: it runs.
    [[nodiscard]] QString start(int patienceMs = 60'000)
    {
        QSignalSpy started(m_session.get(), &EmbeddedSession::started);
        m_session->start();
        if (!started.wait(patienceMs)) return QStringLiteral("it did not start in time");
        return started.first().at(0).toBool() ? QString() : started.first().at(1).toString();
    }
    [[nodiscard]] EmbeddedSession &session() { return *m_session; }
    [[nodiscard]] QString directory() const { return m_folder.path(); }
    CommandAnswer run(const QString &line) { return answerOf(*m_session, line); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
};

}  // namespace vitrine::ui::test
