// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/live_cluster.h"
#include "tests/ui/wire/tshark.h"
#include "ui/session/commands.h"
#include "ui/session/simulation_session.h"
#include "ui/wire/wire_facts.h"

namespace vitrine::ui::test {

// The wire of clusters that really run.
class TestWireEmbedded : public QObject {
    Q_OBJECT

private:
    static constexpr int startMs = 60'000;

    static std::vector<WireExchange> all(const WireLog &log)
    {
        std::vector<WireExchange> exchanges;
        for (auto at = log.begin(); at < log.end(); ++at) exchanges.push_back(log.at(at));
        return exchanges;
    }

private Q_SLOTS:
    void aProduceIsSeenWithTheFetchesThatItWaitsFor()
    {
        const QTemporaryDir folder;
        LiveCluster live(3, 33'092);
        const QString trouble = live.start();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        EmbeddedSession &session = live.session();
        QVERIFY(live.run(commands::createTopic(QStringLiteral("news"), 1, 3)).ok);
        QTRY_VERIFY_WITH_TIMEOUT(session.cluster().partition("news", 0) && session.cluster().partition("news", 0)->meta.isr.size() == 3,
                                 startMs);
        QVERIFY2(session.wire().begin() == session.wire().end(), "nobody looked");

        QObject reader;
        session.setWantsWire(&reader, true);
        const WireLog &log = session.wire();
        const BrokerId leader = session.cluster().partition("news", 0)->meta.leader;
        const auto followerFetches = [&](BrokerId asker, Instant from, Instant to) {
            int count = 0;
            for (auto at = log.begin(); at < log.end(); ++at) {
                const WireExchange &e = log.at(at);
                if (WireText::kind(e) == WireKind::replication && e.asker == asker && e.server == leader && e.received &&
                    *e.received > from && *e.received < to && e.asked && *e.asked <= *e.received)
                    ++count;
            }
            return count;
        };
        const auto produced = [&]() -> const WireExchange * {
            for (auto at = log.begin(); at < log.end(); ++at)
                if (WireText::kind(log.at(at)) == WireKind::produce && log.at(at).apiKey == 0 && log.at(at).answered) return &log.at(at);
            return nullptr;
        };
        // Followers are listened to from their next fetch on.
        QTRY_VERIFY_WITH_TIMEOUT(followerFetches(BrokerId(leader.value() % 3 + 1), Instant::min(), Instant::max()) > 0 &&
                                     followerFetches(BrokerId((leader.value() + 1) % 3 + 1), Instant::min(), Instant::max()) > 0,
                                 startMs);
        bool finished = false;
        session.produce(
            {.topic = QStringLiteral("news"), .partition = 0, .key = {}, .value = QByteArray("hello"), .headers = {}, .acks = -1}, &reader,
            [&](const ProduceProgress &progress) { finished = progress.finished; });
        QTRY_VERIFY_WITH_TIMEOUT(finished, startMs);
        QTRY_VERIFY_WITH_TIMEOUT(produced(), startMs);
        const WireExchange &produce = *produced();
        QCOMPARE(produce.server, leader);
        QCOMPARE(produce.asker, no_broker);
        const WireContents contents = WireText::contents(produce, session.cluster());
        QCOMPARE(contents.acks, std::optional(-1));
        QCOMPARE(contents.topics, QStringList{QStringLiteral("news")});
        QVERIFY(contents.errors.isEmpty());
        QVERIFY(WireSubject(produce, session.cluster()).valuesOf(FilterField::all().first()).texts.contains(QStringLiteral("Produce")));
        // Before it was answered each follower asked again: by that the leader knew that it has the record.
        for (int broker = 1; broker <= 3; ++broker)
            if (BrokerId(broker) != leader)
                QVERIFY2(followerFetches(BrokerId(broker), *produce.received, *produce.answered) >= 1, qPrintable(QString::number(broker)));

        // A controller is asked, too; every frame of our own nodes is one exchange, not two.
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(all(log), [](const WireExchange &e) { return e.controllerListener && e.heard; }),
                                 startMs);
        session.setWantsWire(&reader, false);
        const auto exchanges = all(log);
        for (const WireExchange &e : exchanges)
            if (e.asker != no_broker && e.received) QVERIFY(e.connection != 0);
        // From now on nobody is listened to.
        const WireLog::Position end = log.end();
        QTest::qWait(700);
        QCOMPARE(log.end(), end);

        if (tsharkProgram().isEmpty()) QSKIP("tshark is not installed");
        std::optional<QString> problem;
        const QString capture = folder.filePath(QStringLiteral("news.pcapng"));
        WireExport::write(exchanges, 1'770'000'000'000'000'000, capture, this, [&](const QString &text) { problem = text; });
        QTRY_VERIFY(problem);
        QCOMPARE(*problem, QString());
        const Named read = namedByTshark(capture, WireExport::portsOf(exchanges));
        const Named sent = namedHere(exchanges);
        QCOMPARE(read.trouble, QStringList());
        QCOMPARE(read.requests, sent.requests);
        QCOMPARE(read.responses, sent.responses);
    }

    void aSimulationHasAWireToo()
    {
        QString problem;
        const auto session = SimulationSession::fromText(SimulationSession::quietRecording(7), &problem);
        QVERIFY2(session != nullptr, qPrintable(problem));
        QObject reader;
        session->setWantsWire(&reader, true);
        session->setSpeed(0);
        session->play();
        const auto followed = [&] {
            return std::ranges::any_of(all(session->wire()),
                                       [](const WireExchange &e) { return WireText::kind(e) == WireKind::replication && e.heard; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(followed(), startMs);
        // Another moment: what passed here is not what passed there.
        session->pause();
        const auto stands = [&] {
            return !session->state().playing && session->state().position.now >= session->wire().at(session->wire().end() - 1).end();
        };
        QTRY_VERIFY_WITH_TIMEOUT(stands(), startMs);
        const Instant before = session->wire().at(session->wire().begin()).begin();
        session->jumpTo(before);
        QTRY_VERIFY_WITH_TIMEOUT(session->wire().begin() == session->wire().end(), startMs);
    }
};

}  // namespace vitrine::ui::test

QTEST_GUILESS_MAIN(vitrine::ui::test::TestWireEmbedded)
#include "test_wire_embedded.moc"
