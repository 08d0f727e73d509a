// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <set>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "cluster/command_line.h"
#include "cluster/commands.h"
#include "cluster/simulation_commands.h"
#include "tests/ui/support/fake_session.h"
#include "ui/session/commands.h"

namespace vitrine::ui::test {

namespace {

observe::TopicView topicOf(const std::string &name, int partitions, int leader)
{
    observe::TopicView topic;
    topic.name = name;
    topic.id = Uuid::from_halves(1, name.size());
    for (int i = 0; i < partitions; ++i) {
        observe::PartitionView partition;
        partition.index = i;
        partition.leader = BrokerId(leader);
        partition.replicas = {BrokerId(1), BrokerId(2)};
        partition.isr = partition.replicas;
        topic.partitions.push_back(partition);
    }
    return topic;
}

observe::NodeDelta metadataFrom(int node, std::int64_t imageOffset, std::vector<observe::TopicView> topics)
{
    observe::NodeDelta delta;
    delta.node = BrokerId(node);
    delta.metadata = observe::MetadataDelta{.image_offset = Offset(imageOffset), .topics = std::move(topics)};
    return delta;
}

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestImageWins()
    {
        ClusterState cluster;
        SessionUpdate update;
        cluster.apply(metadataFrom(1, 10, {topicOf("orders", 2, 1)}), update);
        cluster.apply(metadataFrom(2, 12, {topicOf("orders", 2, 2)}), update);
        // Node 1 lags behind: what it tells is older than what is known.
        cluster.apply(metadataFrom(1, 11, {topicOf("orders", 2, 1)}), update);
        QCOMPARE(cluster.partition("orders", 0)->meta.leader, BrokerId(2));
        QCOMPARE(cluster.imageOffset(), Offset(12));
        QVERIFY(update.topicStructure.contains("orders"));
    }

    void aFullViewDropsTopicsThatItDoesNotName()
    {
        ClusterState cluster;
        SessionUpdate update;
        cluster.apply(metadataFrom(1, 10, {topicOf("orders", 2, 1), topicOf("payments", 1, 1)}), update);
        observe::NodeDelta full = metadataFrom(1, 20, {topicOf("orders", 2, 1)});
        full.full = true;
        cluster.apply(full, update);
        QVERIFY(cluster.topic("orders"));
        QVERIFY(!cluster.topic("payments"));
        QVERIFY(update.removedTopics.contains("payments"));
    }

    void aReplicaOfAnUnknownTopicStaysHiddenUntilTheImageNamesIt()
    {
        ClusterState cluster;
        SessionUpdate update;
        observe::NodeDelta replica;
        replica.node = BrokerId(1);
        observe::ReplicaView view;
        view.partition = {"orders", 1};
        view.topic_id = topicOf("orders", 2, 1).id;
        view.log_end = Offset(7);
        replica.replicas.push_back(view);
        cluster.apply(replica, update);
        QVERIFY(!cluster.topic("orders"));
        cluster.apply(metadataFrom(2, 5, {topicOf("orders", 2, 1)}), update);
        QVERIFY(cluster.partition("orders", 1)->replica(BrokerId(1)));
        QCOMPARE(cluster.partition("orders", 1)->replica(BrokerId(1))->view.log_end, Offset(7));
    }

    void aTopicThatComesBackHasNothingOfTheOldOne()
    {
        ClusterState cluster;
        SessionUpdate update;
        cluster.apply(metadataFrom(1, 5, {topicOf("orders", 1, 1)}), update);
        observe::NodeDelta replica;
        replica.node = BrokerId(1);
        observe::ReplicaView view;
        view.partition = {"orders", 0};
        view.topic_id = topicOf("orders", 1, 1).id;
        view.log_end = Offset(700);
        replica.replicas.push_back(view);
        cluster.apply(replica, update);
        observe::TopicView again = topicOf("orders", 1, 1);
        again.id = Uuid::from_halves(9, 9);
        cluster.apply(metadataFrom(1, 6, {again}), update);
        QVERIFY(!cluster.partition("orders", 0)->replica(BrokerId(1)));
    }

    void cellsSayWhereEachReplicaStands()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        const ClusterState &cluster = session.cluster();
        const PartitionState &orders4 = *cluster.partition("orders", 4);
        const auto at = [&](int broker) { return cluster.cell(orders4, BrokerId(broker), session.now()); };
        QCOMPARE(at(1).state, CellState::leader);
        QCOMPARE(at(2).state, CellState::offline);
        QVERIFY(!at(2).fenced);
        QCOMPARE(at(3).state, CellState::outOfSync);
        QCOMPARE(at(3).recordsBehind, std::int64_t(1'204));
        QVERIFY(at(3).behindFor.has_value());
        QCOMPARE(to_milliseconds(*at(3).behindFor), std::int64_t(31'200));
        QCOMPARE(cluster.underReplicatedCount(), std::size_t(9));
        QCOMPARE(cluster.quorum().leader, BrokerId(1));
    }

    // The leader shows a partition where nothing happens once; that its followers go on fetching is told for all of those together.
    void aSettledFollowerIsAsRecentAsItsLastFetch()
    {
        ClusterState cluster;
        SessionUpdate update;
        cluster.apply(metadataFrom(1, 5, {topicOf("orders", 1, 1)}), update);
        const Instant shown{std::chrono::seconds(10)};
        observe::ReplicaView view;
        view.partition = {"orders", 0};
        view.topic_id = topicOf("orders", 1, 1).id;
        view.role = observe::ReplicaRole::leader;
        view.log_end = Offset(7);
        view.followers = {
            {.broker = BrokerId(2), .log_end = Offset(7), .last_caught_up = shown, .last_fetch = shown, .in_isr = true, .settled = true}};
        observe::NodeDelta delta;
        delta.node = BrokerId(1);
        delta.at = shown;
        delta.replicas.push_back(view);
        cluster.apply(delta, update);
        const auto behindFor = [&] {
            const PartitionState &partition = *cluster.partition("orders", 0);
            return cluster.cell(partition, BrokerId(2), shown + std::chrono::seconds(60)).behindFor;
        };
        QCOMPARE(behindFor(), std::optional<Duration>(std::chrono::seconds(60)));
        observe::NodeDelta fetched;
        fetched.node = BrokerId(1);
        fetched.at = shown + std::chrono::seconds(59);
        fetched.follower_fetches = {{BrokerId(2), fetched.at}};
        cluster.apply(fetched, update);
        QCOMPARE(behindFor(), std::optional<Duration>(std::chrono::seconds(1)));
        // Not settled: the fetches of the others say nothing of this one.
        delta.at = fetched.at;
        delta.replicas[0].followers[0].settled = false;
        cluster.apply(delta, update);
        QCOMPARE(behindFor(), std::optional<Duration>(std::chrono::seconds(60)));
    }

    void aKilledBrokerKeepsTheLogThatItShowedLast()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        const Cell cell = session.cluster().cell(*session.cluster().partition("orders", 4), BrokerId(2), session.now());
        QVERIFY(cell.known);
        QCOMPARE(cell.logEnd, Offset(10'512));
    }

    void ratesComeFromSuccessiveCountersAndFallToZeroInSilence()
    {
        ClusterState cluster;
        SessionUpdate update;
        observe::NodeDelta delta;
        delta.node = BrokerId(1);
        delta.at = Instant(std::chrono::seconds(1));
        delta.counters = observe::CountersView{.bytes_in = 1'000};
        cluster.apply(delta, update);
        delta.at = Instant(std::chrono::seconds(3));
        delta.counters->bytes_in = 5'000;
        cluster.apply(delta, update);
        QCOMPARE(cluster.node(BrokerId(1))->rates.bytesIn, 2'000.0);
        cluster.sample(Instant(std::chrono::seconds(6)), update);
        QCOMPARE(cluster.node(BrokerId(1))->rates.bytesIn, 0.0);
        QCOMPARE(cluster.node(BrokerId(1))->history.size(), std::size_t(1));
    }

    void lagIsTheLeadersHighWatermarkMinusTheCommittedOffset()
    {
        FakeSession session;
        session.feed(scene::demo);
        const GroupInfo *billing = session.cluster().group("billing");
        QVERIFY(billing);
        const auto row = std::ranges::find(billing->lags, TopicPartition{"orders", 0}, &PartitionLag::partition);
        QVERIFY(row != billing->lags.end());
        QCOMPARE(*row->lag, std::int64_t(18'398 - 18'310));
        QCOMPARE(row->clientId, std::string("billing-1"));
    }

    void aRebalanceTellsWhatMoved()
    {
        FakeSession session;
        session.feed(scene::demo);
        const GroupInfo *billing = session.cluster().group("billing");
        QVERIFY(billing);
        const RebalanceHistory *history = session.cluster().rebalances("billing");
        QVERIFY(history && history->lastDone());
        const RebalanceRecord &last = *history->lastDone();
        const std::vector<PartitionMove> moves{{{"orders", 4}, "billing-1", "billing-3"}, {{"orders", 5}, "billing-2", "billing-3"}};
        QVERIFY(last.movesKnown && last.moves == moves);
        QVERIFY(last.isCooperative());
        QCOMPARE(to_milliseconds(*last.took), std::int64_t(1'200));
    }

    void aGroupOutlivesItsCoordinator()
    {
        FakeSession session;
        session.feed(scene::demo);
        observe::NodeDelta restarted;
        restarted.node = BrokerId(3);
        restarted.full = true;
        session.receive({restarted}, {}, 0);
        QVERIFY(session.cluster().group("billing"));
        session.feed("drop group billing\n");
        // The node no longer showed it, so its removal there says nothing.
        QVERIFY(session.cluster().group("billing"));
    }

    void updatesComeAtMostOncePerFrame()
    {
        FakeSession session;
        QSignalSpy updates(&session, &Session::updated);
        QElapsedTimer time;
        time.start();
        int fed = 0;
        while (time.elapsed() < 200) {
            session.receive({metadataFrom(1, 10 + fed, {topicOf("orders", 1 + fed % 5, 1)})}, {}, 0);
            ++fed;
            QCoreApplication::processEvents();
            QThread::msleep(1);
        }
        QVERIFY2(fed > 50, qPrintable(QString::number(fed)));
        QVERIFY2(updates.size() >= 2 && updates.size() <= time.elapsed() / Session::frameMs + 2,
                 qPrintable(QString::number(updates.size())));
    }

    void updatesThatCostMuchComeLessOften()
    {
        FakeSession session;
        int updates = 0;
        connect(&session, &Session::updated, this, [&] {
            ++updates;
            // A picture that takes 8 ms of the processor to draw.
            const std::clock_t end = std::clock() + CLOCKS_PER_SEC * 8 / 1000;
            while (std::clock() < end) {}
        });
        QElapsedTimer time;
        time.start();
        int fed = 0;
        while (time.elapsed() < 1000) {
            session.receive({metadataFrom(1, 10 + fed, {topicOf("orders", 1 + fed % 5, 1)})}, {}, 0);
            ++fed;
            QCoreApplication::processEvents();
            QThread::msleep(5);
        }
        const auto most = time.elapsed() / (8 * FramePace::share) + 3;
        QVERIFY2(updates >= 3 && updates <= most, qPrintable(QStringLiteral("%1 updates in %2 ms").arg(updates).arg(time.elapsed())));
    }

    void anUpdateMergesWhatCameSince()
    {
        FakeSession session;
        std::vector<SessionUpdate> updates;
        connect(&session, &Session::updated, this, [&](const SessionUpdate &update) { updates.push_back(update); });
        session.feed(scene::demo);
        const std::size_t before = updates.size();
        observe::NodeDelta a = metadataFrom(1, 900, {topicOf("a", 1, 1)});
        observe::NodeDelta b = metadataFrom(2, 901, {topicOf("b", 1, 1)});
        session.receive({a}, {observe::Event{.id = {BrokerId(1), 77}}}, 3);
        session.receive({b}, {}, 0);
        session.flush();
        QCOMPARE(updates.size(), before + 1);
        QCOMPARE(updates.back().topics, (std::set<std::string>{"a", "b"}));
        QCOMPARE(updates.back().eventsEnd - updates.back().eventsBegin, std::uint64_t(1));
        QCOMPARE(updates.back().eventsDropped, std::uint64_t(3));
    }

    void aCallbackDoesNotOutliveItsContext()
    {
        FakeSession session;
        session.setConsumed({ConsumedRecord{}});
        int called = 0;
        auto context = std::make_unique<QObject>();
        session.consume({.topic = QStringLiteral("orders")}, context.get(), [&](const ConsumeProgress &) { ++called; });
        context.reset();
        QTest::qWait(20);
        QCOMPARE(called, 0);
        QObject living;
        session.consume({.topic = QStringLiteral("orders")}, &living, [&](const ConsumeProgress &) { ++called; });
        QTRY_COMPARE(called, 1);
    }

    void segmentsAreWantedWhileSomebodyWantsThem()
    {
        FakeSession session;
        auto first = std::make_unique<QObject>();
        QObject second;
        session.setWantsSegments(first.get(), true);
        session.setWantsSegments(&second, true);
        QVERIFY(session.wantsSegments());
        first.reset();
        QVERIFY(session.wantsSegments());
        session.setWantsSegments(&second, false);
        QVERIFY(!session.wantsSegments());
    }

    void theEventLogIsBoundedAndCounts()
    {
        EventLog log(3);
        for (std::uint64_t i = 1; i <= 5; ++i) log.append(observe::Event{.id = {BrokerId(1), i}});
        QCOMPARE(log.begin(), EventLog::Position(2));
        QCOMPARE(log.end(), EventLog::Position(5));
        QCOMPARE(log.dropped(), std::uint64_t(2));
        QVERIFY(!log.find({BrokerId(1), 2}));
        QCOMPARE(*log.find({BrokerId(1), 4}), EventLog::Position(3));
        QCOMPARE(log.at(4).id.sequence, std::uint64_t(5));
    }

    void completion_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first");
        QTest::newRow("verb") << "br" << "broker kill ";
        QTest::newRow("name of a broker") << "broker kill " << "broker kill 1";
        QTest::newRow("both ends of a link differ") << "link cut 1 " << "link cut 1 2";
        QTest::newRow("topic") << "elect preferred pay" << "elect preferred payments";
        QTest::newRow("partition of the topic") << "elect preferred orders " << "elect preferred orders 0";
        QTest::newRow("who could lead the partition") << "elect leader orders 4 " << "elect leader orders 4 1";
        QTest::newRow("group") << "group rebalance d" << "group rebalance dashboard";
        QTest::newRow("member by name") << "group pause-member billing " << "group pause-member billing billing-1";
        QTest::newRow("whole command") << "workload sta" << "workload start demo";
        QTest::newRow("everything stands still") << "cluster p" << "cluster pause";
        QTest::newRow("option") << "topic create news " << "topic create news --partitions ";
        QTest::newRow("another option") << "topic create news --partitions 6 --r"
                                        << "topic create news --partitions 6 --replication-factor ";
        QTest::newRow("value of an option") << "produce orders hello --acks " << "produce orders hello --acks all";
        QTest::newRow("option without a value") << "group reset-offsets billing --to-e" << "group reset-offsets billing --to-earliest";
        QTest::newRow("after an option without a value") << "group reset-offsets billing --to-earliest --dr"
                                                         << "group reset-offsets billing --to-earliest --dry-run";
        QTest::newRow("inside quotes") << "group rebalance \"bill" << "group rebalance billing";
        QTest::newRow("nothing known") << "frobnicate " << "";
        QTest::newRow("too many words") << "heal all now" << "";
    }
    void completion()
    {
        QFETCH(QString, typed);
        QFETCH(QString, first);
        FakeSession session;
        session.feed(scene::demo);
        const auto found = commands::complete(typed, session.cluster());
        QCOMPARE(found.isEmpty() ? QString() : found.first().line, first);
    }

    void whereNothingCanBeChosenTheFormIsShown()
    {
        FakeSession session;
        session.feed(scene::demo);
        const auto found = commands::complete(QStringLiteral("link slow 1 2 "), session.cluster());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().line, QStringLiteral("link slow 1 2 "));
        QCOMPARE(found.first().shown, QStringLiteral("link slow A B 200ms"));
    }

    // Help and completion are the language's own list, no second one that could differ.
    void everyFormOfTheLanguageIsOffered()
    {
        auto language = cluster::command_help();
        QCOMPARE(static_cast<std::size_t>(commands::forms().size()), language.size());
        // And, of a simulation, its own words.
        std::ranges::copy(cluster::simulation_command_help(), std::back_inserter(language));
        const auto forms = commands::forms(true);
        QCOMPARE(static_cast<std::size_t>(forms.size()), language.size());
        FakeSession session;
        session.feed(scene::demo);
        for (qsizetype i = 0; i < forms.size(); ++i) {
            const QString usage = QString::fromUtf8(language[static_cast<std::size_t>(i)].usage.data(),
                                                    static_cast<qsizetype>(language[static_cast<std::size_t>(i)].usage.size()));
            QCOMPARE(forms[i].text, usage);
            QStringList fixed;
            for (const QString &word : usage.split(QLatin1Char(' '))) {
                if (!word.front().isLower()) break;
                fixed << word;
            }
            const QString verbs = fixed.join(QLatin1Char(' '));
            const auto offered = commands::complete(verbs.chopped(1), session.cluster(), true, 100);
            QVERIFY2(std::ranges::any_of(offered, [&](const auto &completion) { return completion.line.startsWith(verbs); }),
                     qPrintable(usage));
        }
    }

    void formsAreRecognized_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("form");
        QTest::newRow("plain") << "broker kill 1" << "broker kill N";
        QTest::newRow("optional words left out") << "elect preferred" << "elect preferred [TOPIC [P]]";
        QTest::newRow("optional words") << "elect preferred orders 4" << "elect preferred [TOPIC [P]]";
        QTest::newRow("condition") << "wait until isr orders 0 is 1,2 --timeout 5s" << "wait until CONDITION [--timeout 30s]";
        QTest::newRow("a time") << "wait 3s" << "wait 500ms";
        QTest::newRow("a word too few") << "broker kill" << "";
        QTest::newRow("a word too many") << "workload stop demo" << "";
        QTest::newRow("no such option") << "heal all --now" << "";
        QTest::newRow("no such verb") << "topic add-partitions orders 7" << "";
    }
    void formsAreRecognized()
    {
        QFETCH(QString, line);
        QFETCH(QString, form);
        const auto found = commands::formOf(line);
        QCOMPARE(found ? found->text : QString(), form);
    }

    // Whatever a name is made of, the language reads the words back that a button wrote.
    void namesSurviveTheLanguage_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"orders", "my group", "it's", "say \"hi\"", "\"both\" and 'both'", "'", "\"", "\"'\"'", "--count",
                                 "# not a comment", "two  blanks", " at the ends ", "tab\there", "주문 그룹", "back\\slash", "a=b"})
            QTest::newRow(name) << QString::fromUtf8(name);
        QTest::newRow("empty") << QString();
    }
    void namesSurviveTheLanguage()
    {
        QFETCH(QString, name);
        const auto words = [](const QString &line) {
            const auto parsed = cluster::CommandLine::parse(line.toStdString());
            QStringList list;
            if (parsed)
                for (const std::string &word : parsed->words) list << QString::fromStdString(word);
            return list;
        };
        QCOMPARE(words(commands::rebalanceGroup(name)), QStringList({QStringLiteral("group"), QStringLiteral("rebalance"), name}));
        QCOMPARE(words(commands::removeMember(name, name)),
                 QStringList({QStringLiteral("group"), QStringLiteral("remove-member"), name, name}));
        QCOMPARE(words(commands::electLeader(name, 4, 2)),
                 QStringList({QStringLiteral("elect"), QStringLiteral("leader"), name, QStringLiteral("4"), QStringLiteral("2")}));
        const auto created = cluster::CommandLine::parse(commands::createTopic(name, 6, 3, {name}).toStdString());
        QVERIFY(created.has_value());
        QCOMPARE(QString::fromStdString(created->words.at(2)), name);
        QCOMPARE(QString::fromStdString(created->option("config").value_or("?")), name);
        QCOMPARE(QString::fromStdString(created->option("partitions").value_or("?")), QStringLiteral("6"));
    }

    void everyLineOfTheWindowIsOfTheLanguage()
    {
        const QString name = QStringLiteral("my 'own' name");
        for (const QString &line : {commands::killBroker(1),
                                    commands::stopBroker(1),
                                    commands::startBroker(1),
                                    commands::pauseBroker(1),
                                    commands::resumeBroker(1),
                                    commands::pauseCluster(),
                                    commands::resumeCluster(),
                                    commands::cutLink(1, 2),
                                    commands::slowLink(1, 2, 200),
                                    commands::lossyLink(1, 2, 10),
                                    commands::healLink(1, 2),
                                    commands::slowDisk(1, 200),
                                    commands::slowDisk(1, 0),
                                    commands::fillDisk(1, 0),
                                    commands::fillDisk(1, {}),
                                    commands::failDisk(1, QStringLiteral("writes")),
                                    commands::jumpClock(1, -5'000),
                                    commands::jumpClock(1, {}),
                                    commands::skewClock(1, -500),
                                    commands::addBroker(),
                                    commands::drainBroker(1),
                                    commands::removeBroker(1),
                                    commands::healAll(),
                                    commands::electLeader(name, 4, 2),
                                    commands::electPreferred(name, 4),
                                    commands::electPreferred(name),
                                    commands::createTopic(name, 6, 3, {QStringLiteral("min.insync.replicas=2")}),
                                    commands::alterTopic(name, 7),
                                    commands::rebalanceGroup(name),
                                    commands::addMember(name),
                                    commands::removeMember(name, name),
                                    commands::crashMember(name, name),
                                    commands::pauseMember(name, name),
                                    commands::resumeMember(name, name),
                                    commands::setConfig(name, QStringLiteral("retention.ms"), QStringLiteral("1000")),
                                    commands::startWorkload(QStringLiteral("demo")),
                                    commands::stopWorkload()})
            QVERIFY2(commands::formOf(line), qPrintable(line));
    }

    void aFaultOfALinkIsFoundFromBothEnds()
    {
        const QStringList faults{QStringLiteral("broker kill 2"), QStringLiteral("link slow 3 1 200ms"),
                                 QStringLiteral("link lossy 1 3 10%")};
        const QStringList both{QStringLiteral("link slow 3 1 200ms"), QStringLiteral("link lossy 1 3 10%")};
        QCOMPARE(commands::linkFaults(faults, 1, 3), both);
        QCOMPARE(commands::linkFaults(faults, 3, 1), both);
        QCOMPARE(commands::linkFaults(faults, 1, 2), QStringList());
    }

    void faultsOfAMachineAreThoseOfItsDisksAndItsClock()
    {
        const QStringList faults{QStringLiteral("broker kill 2"), QStringLiteral("link cut 2 1"), QStringLiteral("clock jump 2 -5000ms"),
                                 QStringLiteral("disk full 2.2 0"), QStringLiteral("disk slow 1 200ms")};
        QCOMPARE(commands::machineFaults(faults, 2),
                 (QStringList{QStringLiteral("clock jump 2 -5000ms"), QStringLiteral("disk full 2.2 0")}));
        QCOMPARE(commands::machineFaults(faults, 3), QStringList());
    }
};

}  // namespace vitrine::ui::test

QTEST_GUILESS_MAIN(vitrine::ui::test::TestSession)
#include "test_session.moc"
