// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/real_cluster.h"
#include "ui/session/commands.h"
#include "ui/session/embedded_session.h"

namespace vitrine::ui::test {

// The window's session on a cluster that really runs: threads, loopback TCP, files.
class TestEmbedded : public QObject {
    Q_OBJECT

private:
    static constexpr int startMs = 60'000;

    static cluster::ClusterOptions optionsIn(const QTemporaryDir &folder, int brokers)
    {
        cluster::ClusterOptions options;
        options.brokers = brokers;
        options.base_port = 31'092;
        options.data_dir = folder.path().toStdString();
        const auto free = cluster::next_free_base_port(options);
        if (free) options.base_port = *free;
        return options;
    }

    static void waitForStart(EmbeddedSession &session)
    {
        QSignalSpy started(&session, &EmbeddedSession::started);
        session.start();
        QVERIFY(started.wait(startMs));
        QVERIFY2(started.first().at(0).toBool(), qPrintable(started.first().at(1).toString()));
    }

    static CommandAnswer run(EmbeddedSession &session, const QString &line)
    {
        std::optional<CommandAnswer> answer;
        session.execute(line, &session, [&](const CommandAnswer &given) { answer = given; });
        QElapsedTimer since;
        since.start();
        while (!answer && since.elapsed() < startMs) QTest::qWait(5);
        return answer.value_or(CommandAnswer{false, QStringLiteral("no answer"), {}});
    }

private Q_SLOTS:
    void aTakenPortIsNamedAndAFreeBlockIsFound()
    {
        const QTemporaryDir folder;
        const auto options = optionsIn(folder, 2);
        EmbeddedSession first(options);
        waitForStart(first);

        const Status free = cluster::check_ports(options);
        QVERIFY(!free.has_value());
        QVERIFY2(QString::fromStdString(free.error().message).contains(QString::number(options.base_port)), free.error().message.c_str());
        const auto other = cluster::next_free_base_port(options);
        QVERIFY(other.has_value());
        QVERIFY(*other >= options.base_port + 1'000);

        // Who starts all the same is told what is wrong, in the world and at the broker.
        const QTemporaryDir otherFolder;
        auto same = options;
        same.data_dir = otherFolder.path().toStdString();
        EmbeddedSession second(same);
        QSignalSpy started(&second, &EmbeddedSession::started);
        second.start();
        QVERIFY(started.wait(startMs));
        QVERIFY(!started.first().at(0).toBool());
        // Whichever broker fails first is the one that is told.
        const QString told = started.first().at(1).toString();
        QVERIFY2(told.contains(QString::number(options.base_port)) || told.contains(QString::number(options.base_port + 1)),
                 qPrintable(told));
        QTRY_VERIFY_WITH_TIMEOUT(
            second.cluster().node(BrokerId(1)) && second.cluster().node(BrokerId(1))->status.run == observe::NodeRun::failed, startMs);
        QVERIFY(QString::fromStdString(second.cluster().node(BrokerId(1))->status.message).contains(QString::number(options.base_port)));
    }

    // As when the window is closed while everything runs: the logs are closed properly, the ports are free again.
    void theEndWhileAllRunsIsClean()
    {
        const QTemporaryDir folder;
        const auto options = optionsIn(folder, 2);
        QElapsedTimer ending;
        {
            EmbeddedSession session(options);
            waitForStart(session);
            QVERIFY(run(session, commands::createTopic(QStringLiteral("news"), 2, 2)).ok);
            QVERIFY(run(session, QStringLiteral("produce news hello --count 20")).ok);
            // What still runs when the end comes must not keep it.
            session.execute(QStringLiteral("wait 1m"));
            ending.start();
        }
        QVERIFY2(ending.elapsed() < 20'000, qPrintable(QString::number(ending.elapsed())));
        for (int broker = 1; broker <= 2; ++broker)
            QVERIFY(QFileInfo::exists(folder.filePath(QStringLiteral("broker-%1/.kafka_cleanshutdown").arg(broker))));
        QVERIFY(cluster::check_ports(options).has_value());
    }

    // Votes, commits and records of the shutdown would wait for a slow disk and a bad link, and the last brokers would be killed.
    void theEndWhileFaultsAreInForceIsClean()
    {
        const QTemporaryDir folder;
        const auto options = optionsIn(folder, 3);
        QElapsedTimer ending;
        {
            EmbeddedSession session(options);
            waitForStart(session);
            QVERIFY(run(session, commands::createTopic(QStringLiteral("news"), 6, 3)).ok);
            for (const QString &fault : {commands::slowDisk(1, 5'000), commands::slowDisk(2, 5'000), commands::slowDisk(3, 5'000),
                                         commands::lossyLink(1, 2, 60), commands::lossyLink(1, 3, 60), commands::cutLink(2, 3)})
                QVERIFY2(run(session, fault).ok, qPrintable(fault));
            ending.start();
        }
        // Not only within the 20 s after which what is left is killed.
        QVERIFY2(ending.elapsed() < 15'000, qPrintable(QString::number(ending.elapsed())));
        for (int broker = 1; broker <= 3; ++broker)
            QVERIFY(QFileInfo::exists(folder.filePath(QStringLiteral("broker-%1/.kafka_cleanshutdown").arg(broker))));
    }

    void theEndDuringTheStartIsClean()
    {
        const QTemporaryDir folder;
        const auto options = optionsIn(folder, 3);
        {
            EmbeddedSession session(options);
            session.start();
            QTest::qWait(30);
        }
        QVERIFY(cluster::check_ports(options).has_value());
    }

    // What only simulations could do before: threads, TCP and files of this machine are broken in the same words, and healed.
    void machinesAndLinksAreBrokenAndHealed()
    {
        const QTemporaryDir folder;
        EmbeddedSession session(optionsIn(folder, 3));
        waitForStart(session);
        QVERIFY(run(session, commands::createTopic(QStringLiteral("news"), 1, 3)).ok);
        const auto runOf = [&](int broker) { return session.cluster().node(BrokerId(broker))->status.run; };

        for (const char *fault : {"link lossy 1 2 20%", "link slow 1 2 5ms", "disk slow 1 5ms", "clock jump 3 60m", "clock skew 1 500"}) {
            const CommandAnswer answer = run(session, QString::fromLatin1(fault));
            QVERIFY2(answer.ok, qPrintable(answer.sentence));
        }
        QVERIFY(run(session, QStringLiteral("produce news hello --count 20")).ok);
        QTRY_COMPARE_WITH_TIMEOUT(
            session.world().faults,
            (QStringList{QStringLiteral("link lossy 1 2 20%"), QStringLiteral("link slow 1 2 5ms"),
                         QStringLiteral("clock jump 3 3600000ms"), QStringLiteral("clock skew 1 500"), QStringLiteral("disk slow 1 5ms")}),
            startMs);

        // A broker without room for the next record fails, as with a full disk of the real thing; the others go on.
        QVERIFY(run(session, QStringLiteral("disk full 2 100")).ok);
        session.execute(QStringLiteral("produce news hello --count 50"));
        QTRY_VERIFY_WITH_TIMEOUT(runOf(2) == observe::NodeRun::failed, startMs);
        QVERIFY(!run(session, QStringLiteral("disk full 2.2 off")).ok);

        QVERIFY(run(session, commands::healAll()).ok);
        QTRY_VERIFY_WITH_TIMEOUT(session.world().faults.isEmpty(), startMs);
        QTRY_VERIFY2_WITH_TIMEOUT(runOf(2) == observe::NodeRun::running, session.cluster().node(BrokerId(2))->status.message.c_str(),
                                  startMs);
        const CommandAnswer whole = run(session, QStringLiteral("wait until isr news 0 size 3 --timeout 60s"));
        QVERIFY2(whole.ok, qPrintable(whole.sentence));
    }

    // What the Groups view stands on: a member that is gone without a word is in the history with its reason, offsets that are reset are
    // seen, and a lag has an age.
    void aGroupIsFollowedThroughACrashAndAReset()
    {
        const QTemporaryDir folder;
        EmbeddedSession session(optionsIn(folder, 1));
        waitForStart(session);
        QVERIFY(run(session, commands::createTopic(QStringLiteral("news"), 2, 1)).ok);
        QVERIFY(run(session, QStringLiteral("produce news hello --key {n} --count 40")).ok);
        QVERIFY(run(session, QStringLiteral("group add-member g --topic news --session-timeout-ms 6000")).ok);
        QVERIFY(run(session, QStringLiteral("group add-member g --topic news --session-timeout-ms 6000")).ok);
        QVERIFY(run(session, QStringLiteral("wait until group g members 2")).ok);
        QVERIFY(run(session, QStringLiteral("wait until group g stable")).ok);
        QVERIFY(run(session, QStringLiteral("wait until lag g <= 0")).ok);
        const auto info = [&] { return session.cluster().group("g"); };
        QTRY_VERIFY_WITH_TIMEOUT(info() && info()->view.members.size() == 2 && info()->lags.size() == 2, startMs);
        // The cooperative assignor gives the second member its partition in a generation of its own.
        const auto ownsOne = [](const observe::MemberView &member) { return member.assignment.size() == 1; };
        QTRY_VERIFY_WITH_TIMEOUT(info()->view.state == observe::GroupState::stable && std::ranges::all_of(info()->view.members, ownsOne),
                                 startMs);
        QTRY_COMPARE_WITH_TIMEOUT(session.world().ownMembers.size(), qsizetype(2), startMs);
        QVERIFY(run(session, commands::pauseMember(QStringLiteral("g"), QStringLiteral("g-2"))).ok);
        QTRY_VERIFY_WITH_TIMEOUT(session.world().ownMembers.last().paused, startMs);

        QVERIFY(run(session, commands::crashMember(QStringLiteral("g"), QStringLiteral("g-2"))).ok);
        QTRY_COMPARE_WITH_TIMEOUT(session.world().ownMembers.size(), qsizetype(1), startMs);
        const auto crashed = [&]() -> const RebalanceRecord * {
            const RebalanceHistory *history = session.cluster().rebalances("g");
            const RebalanceRecord *last = history ? history->lastDone() : nullptr;
            return last && last->reason.find("sent no heartbeat within its session timeout") != std::string::npos ? last : nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(crashed(), startMs);
        QCOMPARE(crashed()->moves.size(), std::size_t(1));
        QCOMPARE(crashed()->moves.front().from, std::string("g-2"));
        QCOMPARE(crashed()->left, std::vector<std::string>{"g-2"});
        QVERIFY(crashed()->took.has_value());

        commands::OffsetReset reset;
        reset.group = QStringLiteral("g");
        reset.topics = {QStringLiteral("news")};
        const CommandAnswer refused = run(session, commands::resetOffsets(reset));
        QVERIFY(!refused.ok);
        QCOMPARE(refused.json.value(QStringLiteral("partitions")).toArray().size(), qsizetype(2));
        QVERIFY(run(session, commands::removeMember(QStringLiteral("g"), QStringLiteral("g-1"))).ok);
        QVERIFY(run(session, QStringLiteral("wait until group g empty")).ok);
        QVERIFY(run(session, commands::resetOffsets(reset)).ok);
        QVERIFY(info()->totalLag == 0);
        reset.dryRun = false;
        QVERIFY(run(session, commands::resetOffsets(reset)).ok);
        QTRY_COMPARE_WITH_TIMEOUT(info()->totalLag, std::int64_t(40), startMs);
        QTRY_VERIFY_WITH_TIMEOUT(info()->behind && *info()->behind > std::chrono::seconds(5), startMs);
        QCOMPARE(info()->view.state, observe::GroupState::empty);
    }

    void everythingStandsStillAndGoesOn()
    {
        const QTemporaryDir folder;
        EmbeddedSession session(optionsIn(folder, 1));
        waitForStart(session);
        QVERIFY(run(session, commands::pauseCluster()).ok);
        QTRY_VERIFY_WITH_TIMEOUT(session.world().paused, startMs);
        QVERIFY2(session.world().faults.isEmpty(), "a pause is no fault");
        // What was shown before the pause may still arrive; after it the time stands.
        const auto stands = [&] {
            const Instant before = session.now();
            QTest::qWait(100);
            return session.now() == before;
        };
        QTRY_VERIFY_WITH_TIMEOUT(stands(), startMs);
        QVERIFY(run(session, commands::resumeCluster()).ok);
        QTRY_VERIFY_WITH_TIMEOUT(!session.world().paused, startMs);
    }
};

}  // namespace vitrine::ui::test

QTEST_GUILESS_MAIN(vitrine::ui::test::TestEmbedded)
#include "test_embedded.moc"
