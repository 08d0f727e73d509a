// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonDocument>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/archive/archive.h"
#include "ui/common/panel.h"
#include "ui/plots/plots_page.h"
#include "ui/session/commands.h"
#include "ui/session/simulation_session.h"
#include "ui/window/cluster_notes.h"
#include "ui/window/habits.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

using namespace std::chrono_literals;

// What somebody noted lasts beyond the session: with the data of a cluster, in its archive, and with the recording of a simulation.
class TestNotes : public QObject {
    Q_OBJECT

private:
    static constexpr int patienceMs = 60'000;

    static WindowOptions picture() { return {.scheme = Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true}; }
    static PlotsPage &plotsOf(MainWindow &window) { return dynamic_cast<PlotsPage &>(window.panel(QStringLiteral("plots"))->page()); }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &name, const QByteArray &content)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

private Q_SLOTS:
    void bookmarksAndPlotsLieWithTheClustersData()
    {
        const QTemporaryDir directory;
        WindowOptions options = picture();
        options.dataDirectory = directory.path();
        WallTime noted{};
        {
            FakeSession session;
            session.feed(scene::demo);
            MainWindow window(session, options);
            window.show();
            QTest::qWait(2 * ClusterNotes::settlesMs);
            QVERIFY2(Archive::windowOf(directory.path()).isEmpty(), "nobody noted anything");
            session.bookmarks().add(session.now() - 5s, QStringLiteral("Before the kill"), QStringLiteral("two\nlines"));
            noted = session.toWall(session.now() - 5s);
            plotsOf(window).setShown(Metric::lag, false);
            plotsOf(window).setShown(Metric::connections, true);
            plotsOf(window).cell(Metric::connections)->plot().setHidden({QStringLiteral("broker 2")});
            Q_EMIT plotsOf(window).cell(Metric::connections)->plot().hiddenChanged();
            plotsOf(window).setSpan(600);
            // By itself: not only at the end.
            QTRY_VERIFY_WITH_TIMEOUT(Archive::windowOf(directory.path()).contains("Before the kill"), patienceMs);
            window.close();
        }
        const QByteArray saved = Archive::windowOf(directory.path());
        FakeSession session;
        MainWindow window(session, options);
        window.restoreNotes(saved);
        QVERIFY2(session.bookmarks().all().empty(), "no instant is known yet");
        // Should it be saved now, nothing is lost.
        QVERIFY(window.layoutText().contains("Before the kill"));
        session.feed(scene::demo);
        QCOMPARE(session.bookmarks().all().size(), std::size_t(1));
        const Bookmark &bookmark = session.bookmarks().all().front();
        QCOMPARE(bookmark.name, QStringLiteral("Before the kill"));
        QCOMPARE(bookmark.note, QStringLiteral("two\nlines"));
        QVERIFY(session.toWall(bookmark.at) == noted);
        PlotsPage &plots = plotsOf(window);
        QVERIFY(plots.cell(Metric::lag) == nullptr);
        QVERIFY(plots.cell(Metric::connections) != nullptr);
        QVERIFY(plots.cell(Metric::connections)->plot().isHidden(QStringLiteral("broker 2")));
        // A plot that goes and comes back keeps what was switched off in it.
        plots.setShown(Metric::connections, false);
        plots.setShown(Metric::connections, true);
        QVERIFY(plots.cell(Metric::connections)->plot().isHidden(QStringLiteral("broker 2")));
        QCOMPARE(plots.choice().value(QStringLiteral("seconds")).toInt(), 600);
    }

    void whatIsNoNoteChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"notes\":");
        QTest::newRow("another form") << QByteArray(R"({"notes":{"bookmarks":{"a":1},"plots":[1,2]}})");
        QTest::newRow("wrong values") << QByteArray(
            R"({"notes":{"bookmarks":[1,{"wall_ms":"x","name":"n"},{"name":"m"}],"plots":{"shown":"all","seconds":17}}})");
    }

    void whatIsNoNoteChangesNothing()
    {
        QFETCH(const QByteArray, text);
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        const QJsonObject before = plotsOf(window).choice();
        window.restoreNotes(text);
        QVERIFY(session.bookmarks().all().empty());
        QCOMPARE(plotsOf(window).choice(), before);
    }

    void aSimulationsRecordingIsGivenBackAfterACrash()
    {
        const QTemporaryDir directory;
        WindowOptions options = picture();
        options.recoveryFile = directory.filePath(QStringLiteral("autosave.json"));
        const auto open = [](std::uint64_t seed) {
            QString problem;
            return SimulationSession::fromText(SimulationSession::quietRecording(seed), &problem);
        };
        const auto stands = [](const SimulationSession &session) { return !session.state().busy && !session.state().playing; };
        QByteArray crashed;
        QString recording;
        SimulationPosition place;
        std::optional<std::uint64_t> digest;
        {
            const auto session = open(7);
            MainWindow window(*session, options);
            window.show();
            QTRY_VERIFY_WITH_TIMEOUT(stands(*session), patienceMs);
            session->jumpTo(Instant(8s));
            QTRY_VERIFY_WITH_TIMEOUT(stands(*session) && session->state().position.now == Instant(8s), patienceMs);
            bool answered = false;
            session->execute(commands::killBroker(2), this, [&](const CommandAnswer &) { answered = true; });
            QTRY_VERIFY_WITH_TIMEOUT(answered, patienceMs);
            session->jumpTo(Instant(11s));
            QTRY_VERIFY_WITH_TIMEOUT(stands(*session) && session->state().position.now == Instant(11s), patienceMs);
            session->bookmarks().add(Instant(9s), QStringLiteral("The kill"));
            place = session->state().position;
            recording = session->recording();
            session->digest(session.get(), [&](std::uint64_t value) { digest = value; });
            QTRY_VERIFY_WITH_TIMEOUT(digest, patienceMs);
            const auto isSaved = [&] {
                crashed = contentOf(options.recoveryFile);
                const QJsonObject simulation = QJsonDocument::fromJson(crashed)
                                                   .object()
                                                   .value(QStringLiteral("state"))
                                                   .toObject()
                                                   .value(QStringLiteral("simulation"))
                                                   .toObject();
                return crashed.contains("broker kill 2") && crashed.contains("The kill") &&
                       simulation.value(QStringLiteral("events")).toInteger() == static_cast<qint64>(place.events);
            };
            QTRY_VERIFY_WITH_TIMEOUT(isSaved(), patienceMs);
            window.close();
        }
        write(options.recoveryFile, crashed);
        {
            const auto session = open(7);
            MainWindow window(*session, options);
            window.show();
            QVERIFY(window.habits().gaveBackRecording());
            const QString sentence = window.habits().noticeBand().content().sentence;
            QVERIFY2(sentence.contains(QStringLiteral("The recording is run again up to 0:11.000")), qPrintable(sentence));
            QTRY_VERIFY_WITH_TIMEOUT(stands(*session) && session->state().position == place, patienceMs);
            QCOMPARE(session->recording(), recording);
            std::optional<std::uint64_t> again;
            session->digest(session.get(), [&](std::uint64_t value) { again = value; });
            QTRY_VERIFY_WITH_TIMEOUT(again, patienceMs);
            QCOMPARE(*again, *digest);
            QCOMPARE(session->bookmarks().all().size(), std::size_t(1));
            QCOMPARE(session->bookmarks().all().front().at, Instant(9s));
            window.close();
        }
        // Another simulation was asked for: that one is shown, and the other one is a click away.
        write(options.recoveryFile, crashed);
        const auto session = open(8);
        MainWindow window(*session, options);
        window.show();
        QVERIFY(!window.habits().gaveBackRecording());
        QCOMPARE(session->state().seed, std::uint64_t(8));
        QSignalSpy wanted(&window, &MainWindow::simulationWanted);
        const auto buttons = window.habits().noticeBand().findChildren<QPushButton *>();
        const auto button =
            std::ranges::find_if(buttons, [](const QPushButton *one) { return one->text() == QStringLiteral("Open its recording"); });
        QVERIFY(button != buttons.end() && (*button)->isVisible());
        (*button)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toString(), recording);
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestNotes)
#include "test_notes.moc"
