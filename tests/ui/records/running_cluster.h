// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/real_cluster.h"
#include "ui/session/commands.h"
#include "ui/session/embedded_session.h"

namespace vitrine::ui::test {

// A session on a cluster that really runs, asked step by step: each call waits for its answer.
class RunningCluster {
public:
    static constexpr int waitMs = 60'000;

    cluster::ClusterOptions options;
    std::unique_ptr<EmbeddedSession> session;

    explicit RunningCluster(int brokers, std::uint16_t basePort)
    {
        options.brokers = brokers;
        options.base_port = basePort;
        options.data_dir = m_folder.path().toStdString();
    }

    // What is wrong; empty: it runs.
    [[nodiscard]] QString start()
    {
        if (const auto free = cluster::next_free_base_port(options)) options.base_port = *free;
        session = std::make_unique<EmbeddedSession>(options);
        QSignalSpy started(session.get(), &EmbeddedSession::started);
        session->start();
        if (!started.wait(waitMs)) return QStringLiteral("the cluster did not start");
        return started.first().at(1).toString();
    }
    void stop() { session.reset(); }
    [[nodiscard]] QString path(const QString &inside) const { return m_folder.filePath(inside); }

    CommandAnswer run(const QString &line)
    {
        std::optional<CommandAnswer> answer;
        session->execute(line, &m_context, [&](const CommandAnswer &given) { answer = given; });
        waitFor([&] { return answer.has_value(); });
        return answer.value_or(CommandAnswer{false, QStringLiteral("no answer"), {}});
    }
    ProduceProgress produce(const ProduceRequest &request)
    {
        ProduceProgress last;
        std::vector<ProduceResult> results;
        session->produce(request, &m_context, [&](const ProduceProgress &progress) {
            last = progress;
            results.insert(results.end(), progress.results.begin(), progress.results.end());
        });
        waitFor([&] { return last.finished; });
        last.results = std::move(results);
        return last;
    }
    // All that there is now, or all that recordsMax allows.
    ConsumeProgress consume(ConsumeRequest request)
    {
        request.follow = false;
        ConsumeProgress all;
        session->consume(request, &m_context, [&](const ConsumeProgress &progress) {
            all.records.insert(all.records.end(), progress.records.begin(), progress.records.end());
            all.scanned += progress.scanned;
            all.markers += progress.markers;
            all.aborted += progress.aborted;
            all.dropped += progress.dropped;
            all.finished = progress.finished;
            all.error = progress.error;
        });
        waitFor([&] { return all.finished; });
        return all;
    }
    LogReadResult readLog(const LogReadRequest &request)
    {
        std::optional<LogReadResult> answer;
        session->readLog(request, &m_context, [&](const LogReadResult &result) { answer = result; });
        waitFor([&] { return answer.has_value(); });
        return answer.value_or(LogReadResult{.error = QStringLiteral("no answer")});
    }
    [[nodiscard]] const ReplicaState *leader(const char *topic, std::int32_t partition = 0) const
    {
        const PartitionState *state = session->cluster().partition(topic, partition);
        return state ? state->leader() : nullptr;
    }
    template <class Condition>
    static bool waitFor(Condition condition)
    {
        QElapsedTimer since;
        since.start();
        while (!condition() && since.elapsed() < waitMs) QTest::qWait(5);
        return condition();
    }

private:
    QTemporaryDir m_folder;
    QObject m_context;  // of what is asked
};

}  // namespace vitrine::ui::test
