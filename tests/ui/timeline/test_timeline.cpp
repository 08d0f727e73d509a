// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <ctime>
#include <set>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "cluster/machine_commands.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/live_cluster.h"
#include "ui/common/format.h"
#include "ui/common/picture.h"
#include "ui/common/range_chip.h"
#include "ui/common/selection.h"
#include "ui/plots/plots_page.h"
#include "ui/session/commands.h"
#include "ui/timeline/timeline_page.h"

namespace vitrine::ui::test {

using namespace std::chrono_literals;

// The timeline and the plots: what happened and why, one range of time for every view, and files of it.
class TestTimeline : public QObject {
    Q_OBJECT

private:
    static constexpr int patienceMs = 60'000;

    // A page on a session, laid out and seen.
    template <class PageType>
    struct Lab {
        explicit Lab(Session &session, Theme &theme, QSize size = {1'100, 360}) : selection(), page(Context{session, selection, theme})
        {
            page.resize(size);
            page.show();
            QCoreApplication::processEvents();
        }
        Selection selection;
        PageType page;
    };

    template <class Body, class Where>
    static std::optional<EventLog::Position> positionOf(const EventLog &log, const Where &where)
    {
        for (EventLog::Position position = log.begin(); position < log.end(); ++position)
            if (const auto *body = std::get_if<Body>(&log.at(position).body); body && where(log.at(position), *body)) return position;
        return std::nullopt;
    }
    template <class Body>
    static std::optional<EventLog::Position> positionOf(const EventLog &log)
    {
        return positionOf<Body>(log, [](const observe::Event &, const Body &) { return true; });
    }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static EventText textAt(const EventLog &log, EventLog::Position position) { return EventSentences::of(log.at(position)); }

private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    // --- causes ---

    void aCauseIsWhatTheNodeToldElseWhatTheWindowSaw()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        const EventLog &log = session.events();
        const auto killed = positionOf<observe::NodeRunChanged>(log);
        const auto fenced = positionOf<observe::BrokerFenced>(log);
        const auto elected = positionOf<observe::LeaderElected>(log);
        QVERIFY(killed && fenced && elected);
        // The controller told the first, nobody could tell the second.
        QCOMPARE(log.causeOf(*elected), fenced);
        QCOMPARE(log.causeOf(*fenced), killed);
        QCOMPARE(log.causeOf(*killed), std::nullopt);
        QCOMPARE(log.consequencesOf(*killed, 100), std::vector<EventLog::Position>{*fenced});
        QCOMPARE(log.consequencesOf(*fenced, 100).size(), std::size_t(5));
        QCOMPARE(log.consequencesOf(*fenced, 2).size(), std::size_t(2));
    }

    void nothingIsBlamedThatDoesNotFit()
    {
        FakeSession session;
        session.feed("cluster c\nat 100\nbroker 1 running\nbroker 2 running\nbroker 3 running\ntopic t 1 rf 3 min 1\n");
        // Broker 3 falls behind while broker 2 is paused and the link between 1 and 2 is cut: neither explains it.
        session.feed("event -9 paused 2\nevent -8 fault link cut 1 2\nevent -5 isr t 0 1,2,3 1,2 replica 3 behind 30\n");
        const EventLog &log = session.events();
        const auto third = positionOf<observe::IsrChanged>(log);
        QCOMPARE(log.causeOf(*third), std::nullopt);
        // The same for broker 2 follows from its pause; once it goes on, from the cut link; and once that is healed, from nothing.
        const auto shrink = [&](const char *before) {
            session.feed(before);
            session.feed("event -4 isr t 0 1,2 1 replica 2 behind 30\n");
            return log.causeOf(log.end() - 1);
        };
        const auto paused = positionOf<observe::NodeRunChanged>(log);
        const auto cut = positionOf<observe::FaultChanged>(log);
        QCOMPARE(shrink(""), paused);
        QCOMPARE(shrink("event -4 running 2\n"), cut);
        QCOMPARE(shrink("event -4 healed link cut 1 2\n"), std::nullopt);
        // It is back since the link was healed.
        session.feed(
            "event -3 isr t 0 1 1,2 replica 2\nevent -3 fault link cut 1 3\nevent -2 isr t 0 1,2,3 1,2 replica 3 behind 30\n"
            "event -1 healed link cut 1 3\nevent 0 isr t 0 1,2 1,2,3 replica 3\n");
        const auto healed = log.causeOf(log.end() - 1);
        QVERIFY(healed);
        QCOMPARE(textAt(log, *healed).what, QStringLiteral("Healed: link 1 – 3 cut"));
    }

    void aFaultIsSaidInWords()
    {
        QCOMPARE(EventSentences::faultSentence(commands::slowLink(2, 3, 200)), QStringLiteral("link 2 – 3 slower by 200 ms"));
        QCOMPARE(EventSentences::faultSentence(commands::lossyLink(1, 3, 5)), QStringLiteral("link 1 – 3 loses 5%"));
        QCOMPARE(EventSentences::faultSentence(commands::cutOneWay(1, 3)), QStringLiteral("link 1 → 3 cut"));
        QCOMPARE(EventSentences::faultSentence(QStringLiteral("link clog 1 2 20000")), QStringLiteral("link 1 – 2 limited to 20 KB/s"));
        QCOMPARE(EventSentences::faultSentence(commands::fillDisk(2, 0)), QStringLiteral("disk of broker 2 is full"));
        QCOMPARE(EventSentences::faultSentence(commands::fillDisk(2, 20'000)), QStringLiteral("disk of broker 2 has room for 20 KB more"));
        QCOMPARE(EventSentences::faultSentence(QStringLiteral("disk slow 2.2 200ms")),
                 QStringLiteral("disk of log directory 2 of broker 2 slower by 200 ms"));
        QCOMPARE(EventSentences::faultSentence(commands::skewClock(3, -500)), QStringLiteral("clock of broker 3 drifts by -500 ppm"));
        QCOMPARE(EventSentences::faultSentence(commands::slowBroker(3, 5)), QStringLiteral("broker 3 slower by 5 ms"));
        QCOMPARE(EventSentences::faultSentence(QStringLiteral("clock jump 1 -5s")), QStringLiteral("clock of broker 1 off by -5 s"));
        QCOMPARE(EventSentences::faultSentence(QStringLiteral("cluster pause")), QStringLiteral("cluster paused"));
        QCOMPARE(EventSentences::faultSentence(QStringLiteral("comet strike 1")), QStringLiteral("Fault: comet strike 1"));
        // One that is new has its sentence, too.
        for (const cluster::CommandHelp &help : cluster::machine_command_help()) {
            const QString sentence = EventSentences::faultSentence(toQString(help.usage));
            QVERIFY2(!sentence.startsWith(QStringLiteral("Fault: ")), qPrintable(sentence));
        }
    }

    void aDeletedSegmentLeadsToWhatClosedItOrToTheNewRetention()
    {
        EventLog log;
        std::uint64_t sequence = 0;
        const auto tell = [&](int node, observe::EventBody body) {
            log.append({.id = {BrokerId(node), ++sequence}, .body = std::move(body)});
            return log.end() - 1;
        };
        const TopicPartition news{"news", 0};
        const auto rolled = tell(1, observe::SegmentRolled{news, Offset(100), observe::SegmentRolled::Cause::bytes});
        const auto later = tell(1, observe::SegmentRolled{news, Offset(200), observe::SegmentRolled::Cause::time});
        tell(2, observe::SegmentRolled{news, Offset(100), observe::SegmentRolled::Cause::bytes});
        const auto deleted = tell(1, observe::SegmentDeleted{news, Offset(0), Offset(100), 1'000, observe::RetentionCause::time});
        QCOMPARE(log.causeOf(deleted), std::optional(rolled));
        // Somebody shortened it since: that is why it goes now. Another topic's, or another rule, is not.
        const auto config = tell(3, observe::ConfigChanged{"topic news", "retention.ms", "60000"});
        tell(3, observe::ConfigChanged{"topic other", "retention.ms", "1"});
        tell(3, observe::ConfigChanged{"topic news", "retention.bytes", "1"});
        const auto next = tell(1, observe::SegmentDeleted{news, Offset(100), Offset(200), 1'000, observe::RetentionCause::time});
        QCOMPARE(log.causeOf(next), std::optional(config));
        QVERIFY(later != config);
        // Nobody saw it closed, and no rule of the topic's own was set.
        const auto old = tell(1, observe::SegmentDeleted{{"other", 1}, Offset(0), Offset(5), 10, observe::RetentionCause::bytes});
        QCOMPARE(log.causeOf(old), std::nullopt);
    }

    void aMemberIsMissedAfterItsOwnCrashOnly()
    {
        EventLog log;
        std::uint64_t sequence = 0;
        const auto tell = [&](observe::EventBody body) {
            log.append({.id = {BrokerId(1), ++sequence}, .body = std::move(body)});
            return log.end() - 1;
        };
        const auto crash = tell(observe::FaultChanged{"group crash-member g ann", true});
        const auto expired = observe::MemberLeftCause::session_expired;
        QCOMPARE(log.causeOf(tell(observe::MemberLeft{"g", "bob-1", expired})), std::nullopt);
        QCOMPARE(log.causeOf(tell(observe::MemberLeft{"other", "ann-2", expired})), std::nullopt);
        QVERIFY(!log.faults().back().ended);
        QCOMPARE(log.causeOf(tell(observe::MemberLeft{"g", "ann-1", expired})), std::optional(crash));
        QVERIFY(log.faults().back().ended);
    }

    void causesAreForgottenWithTheirEvents()
    {
        EventLog log(3);
        const auto event = [&](std::uint64_t sequence, std::optional<observe::EventId> cause, observe::EventBody body) {
            log.append({.id = {BrokerId(1), sequence}, .cause = cause, .body = std::move(body)});
        };
        event(1, {}, observe::BrokerFenced{BrokerId(2)});
        event(2, observe::EventId{BrokerId(1), 1}, observe::BrokerUnfenced{BrokerId(2)});
        QCOMPARE(log.causeOf(1), std::optional<EventLog::Position>(0));
        event(3, {}, observe::BrokerUnfenced{BrokerId(3)});
        event(4, {}, observe::BrokerUnfenced{BrokerId(4)});
        QVERIFY(!log.holds(0));
        QCOMPARE(log.causeOf(1), std::nullopt);
    }

    void faultsLastFromTheCommandToItsHealing()
    {
        FakeSession session;
        session.feed("cluster c\nat 100\nbroker 1 running\nbroker 2 running\n");
        session.feed(
            "event -9 killed 2\nevent -8 fault link cut 1 2\nevent -5 starting 2\nevent -4 running 2\nevent -3 healed link cut 1 2\n"
            "event -2 paused 1\n");
        const auto &faults = session.events().faults();
        QCOMPARE(faults.size(), std::size_t(3));
        QCOMPARE(faults[0].event.at, session.now() - 9s);
        QCOMPARE(faults[0].ended, std::optional(session.now() - 4s));
        QCOMPARE(faults[1].ended, std::optional(session.now() - 3s));
        QCOMPARE(faults[2].ended, std::nullopt);
        // What stands still as a whole is one pause.
        session.feed("event -1 paused 2\nevent -1 fault cluster pause\n");
        QCOMPARE(faults.size(), std::size_t(3));
        QVERIFY(std::holds_alternative<observe::FaultChanged>(faults.back().event.body));
    }

    void theCauseOfAnEventIsOneClickAway()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        Lab<TimelinePage> lab(session, m_theme);
        const EventLog &log = session.events();
        const auto elected = positionOf<observe::LeaderElected>(log);
        const auto fenced = positionOf<observe::BrokerFenced>(log);
        const auto killed = positionOf<observe::NodeRunChanged>(log);
        lab.selection.setEvent(*elected);
        QVERIFY(lab.page.causes().isVisible());
        QString text = lab.page.causes().toPlainText();
        QVERIFY2(text.contains(QStringLiteral("Caused by")) && text.contains(textAt(log, *fenced).what) &&
                     text.contains(textAt(log, *killed).what),
                 qPrintable(text));
        // The links of the pane choose.
        Q_EMIT lab.page.causes().anchorClicked(QUrl(QStringLiteral("event:%1").arg(*fenced)));
        QCOMPARE(lab.selection.event(), fenced);
        text = lab.page.causes().toPlainText();
        QVERIFY2(text.contains(QStringLiteral("No node told this")) && text.contains(QStringLiteral("It led to")), qPrintable(text));
        QCOMPARE(lab.page.causes().shown(), fenced);
        // What comes later is added to what it led to.
        session.feed("event 0 leader orders 5 2 3 epoch 11 isr 3 because -10\n");
        const auto later = log.end() - 1;
        QCOMPARE(log.causeOf(later), fenced);
        QTRY_VERIFY(lab.page.causes().toPlainText().contains(textAt(log, later).what));
        // So does a click on the mark in the lanes.
        TimelineView &view = lab.page.view();
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.placeOf(*killed).toPoint());
        QCOMPARE(lab.selection.event(), killed);
    }

    // --- one range of time ---

    void aRangeIsChosenByDraggingAndFiltersTheList()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        Lab<TimelinePage> lab(session, m_theme);
        QAbstractItemModelTester tester(&lab.page.list(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        const int all = lab.page.list().rowCount();
        const auto killed = positionOf<observe::NodeRunChanged>(session.events());
        TimelineView &view = lab.page.view();
        const QPoint at = view.placeOf(*killed).toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, at - QPoint(12, 0));
        QTest::mouseMove(&view, at + QPoint(6, 0));
        QTest::mouseMove(&view, at + QPoint(12, 0));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, at + QPoint(12, 0));
        QVERIFY(lab.selection.timeRange());
        QVERIFY(lab.selection.shows(session.events().at(*killed).at));
        QVERIFY(lab.page.list().rowCount() > 0 && lab.page.list().rowCount() < all);
        for (int row = 0; row < lab.page.list().rowCount(); ++row) QVERIFY(lab.selection.shows(lab.page.list().rowAt(row).at));
        QVERIFY2(lab.page.summary().contains(QStringLiteral("%1 event").arg(lab.page.list().rowCount())), qPrintable(lab.page.summary()));
        // The chip says it, and lets go of it; Escape does, too.
        RangeChip *chip = lab.page.template findChild<RangeChip *>();
        QVERIFY(chip->isVisible());
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(!lab.selection.timeRange());
        QVERIFY(!chip->isVisible());
        QCOMPARE(lab.page.list().rowCount(), all);
        lab.selection.setTimeRange(TimeRange{session.now(), session.now() - 1s});
        QCOMPARE(lab.selection.timeRange()->length(), Duration(1s));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!lab.selection.timeRange());
        // With Shift the axis moves instead.
        const TimeRange seen = view.visibleRange();
        QTest::mousePress(&view, Qt::LeftButton, Qt::ShiftModifier, at);
        QTest::mouseMove(&view, at + QPoint(50, 0));
        QTest::mouseRelease(&view, Qt::LeftButton, Qt::ShiftModifier, at + QPoint(50, 0));
        QVERIFY(!lab.selection.timeRange());
        QVERIFY(view.visibleRange().from < seen.from);
        QVERIFY(!view.isFollowing());
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(view.isFollowing());
    }

    void searchingReadsInPassesAndGoesOnWithWhatComes()
    {
        FakeSession session;
        std::vector<observe::Event> events;
        for (std::uint64_t i = 1; i <= 5'000; ++i)
            events.push_back({.id = {BrokerId(1), i},
                              .at = session.now() + Milliseconds(i),
                              .body = observe::BrokerUnfenced{BrokerId(i % 50 == 0 ? 77 : 5)}});
        session.receive({}, std::move(events), 0);
        EventsModel lanes(session);
        lanes.refresh();
        EventListModel list(lanes);
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
        // No turn of the event loop reads more; the others follow by themselves.
        QCOMPARE(list.rowCount(), static_cast<int>(EventsModel::readInOneTurn));
        QVERIFY(lanes.isReading());
        QTRY_VERIFY_WITH_TIMEOUT(!lanes.isReading(), patienceMs);
        QCOMPARE(list.rowCount(), 5'000);
        QSignalSpy inserts(&list, &QAbstractItemModel::rowsInserted);
        list.setText(QStringLiteral("77 UNFENCED"));
        QVERIFY(list.isSearching());
        QCOMPARE(list.rowCount(), 0);
        QTRY_VERIFY(!list.isSearching());
        QCOMPARE(list.rowCount(), 100);
        // Each pass told what it found at once.
        QVERIFY2(inserts.size() <= (5'000 + EventListModel::readInOnePass - 1) / EventListModel::readInOnePass,
                 qPrintable(QString::number(inserts.size())));
        // Oldest first, as without a search.
        for (int row = 1; row < list.rowCount(); ++row) QVERIFY(list.rowAt(row - 1).position < list.rowAt(row).position);
        session.receive({}, {{.id = {BrokerId(1), 5'001}, .at = session.now() + 6s, .body = observe::BrokerUnfenced{BrokerId(77)}}}, 0);
        lanes.refresh();
        QCOMPARE(list.rowCount(), 101);
        list.setText(QStringLiteral("nothing like it"));
        QTRY_VERIFY(!list.isSearching());
        QCOMPARE(list.rowCount(), 0);
        list.setText({});
        QCOMPARE(list.rowCount(), 5'001);
        lanes.setLaneShown(Lane::faults, false);
        QCOMPARE(list.rowCount(), 0);
    }

    void faultsBeyondTheRoomShareABarAndAreReachedOneByOne()
    {
        FakeSession session;
        session.feed("cluster c\nat 100\n");
        for (int n = 1; n <= 9; ++n)
            session.feed(QStringLiteral("broker %1 running\nevent -%2 fault disk slow %1 200ms\n").arg(n).arg(30 - n).toStdString());
        Lab<TimelinePage> lab(session, m_theme);
        auto *lanes = lab.page.findChild<TimelineView *>();
        QVERIFY(lanes);
        lanes->zoomTo({session.now() - 31s, session.now()});
        std::vector<QRectF> bars;
        for (const FaultSpan &fault : session.events().faults()) {
            const QRectF bar = lanes->barOf(fault.position);
            QVERIFY(!bar.isEmpty());
            if (std::ranges::find(bars, bar) == bars.end()) bars.push_back(bar);
        }
        QVERIFY(bars.size() >= 2 && bars.size() < 9);
        for (std::size_t i = 0; i < bars.size(); ++i)
            for (std::size_t j = i + 1; j < bars.size(); ++j) QVERIFY2(!bars[i].intersects(bars[j]), "two bars lie over each other");
        // A click on what they share goes from one to the next.
        std::set<EventLog::Position> reached;
        for (std::size_t i = bars.size() - 1; i < 9; ++i) {
            QTest::mouseClick(lanes, Qt::LeftButton, {}, bars.back().center().toPoint());
            QVERIFY(lab.selection.event());
            reached.insert(*lab.selection.event());
        }
        QCOMPARE(reached.size(), 9 - (bars.size() - 1));
    }

    // --- bookmarks ---

    void bookmarksAreNamedNotedListedAndRemoved()
    {
        FakeSession session;
        session.feed(scene::demo);
        Lab<TimelinePage> lab(session, m_theme);
        lab.page.addBookmark();
        QCOMPARE(session.bookmarks().all().size(), std::size_t(1));
        QCOMPARE(session.bookmarks().all().front().at, session.now());
        QVERIFY(lab.page.editor().isVisible());
        lab.page.editor().name().selectAll();
        QTest::keyClicks(&lab.page.editor().name(), QStringLiteral("before the kill"));
        QTest::keyClicks(&lab.page.editor().note(), QStringLiteral("all in sync"));
        QCOMPARE(session.bookmarks().all().front().name, QStringLiteral("before the kill"));
        QCOMPARE(session.bookmarks().all().front().note, QStringLiteral("all in sync"));
        QTest::keyClick(&lab.page.editor().name(), Qt::Key_Return);
        QVERIFY(!lab.page.editor().isVisible());
        session.advance(2);
        lab.page.addBookmark();
        const std::uint64_t second = session.bookmarks().all().back().id;
        QVERIFY(session.bookmarks().all().front().at < session.bookmarks().all().back().at);
        session.bookmarks().remove(second);
        QVERIFY2(!lab.page.editor().isVisible(), "what is removed is not edited any more");
        for (std::size_t i = 0; i < Bookmarks::most + 10; ++i) session.bookmarks().add(session.now(), QStringLiteral("b"));
        QCOMPARE(session.bookmarks().all().size(), Bookmarks::most);
    }

    // --- files ---

    void theTimelineIsWrittenAsPictureDrawingAndTable()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        session.bookmarks().add(session.now() - 1s, QStringLiteral("a, \"quoted\" name"), QStringLiteral("two\nlines"));
        Lab<TimelinePage> lab(session, m_theme);
        const QTemporaryDir folder;
        const auto file = [&](const char *name) { return folder.filePath(QLatin1String(name)); };
        QCOMPARE(lab.page.exportTo(file("t.png")), QString());
        const QImage picture(file("t.png"));
        QCOMPARE(picture.size(), lab.page.view().size() * 2);
        QCOMPARE(lab.page.exportTo(file("t.svg")), QString());
        QSvgRenderer drawing(file("t.svg"));
        QVERIFY(drawing.isValid());
        QCOMPARE(drawing.viewBox().size(), lab.page.view().size());
        QVERIFY2(contentOf(file("t.svg")).contains("Broker 2 was killed"), "words stay words");
        // Something is to be seen in it, too.
        QImage drawn(drawing.viewBox().size(), QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QPainter painter(&drawn);
        drawing.render(&painter);
        painter.end();
        QVERIFY(differentColors(drawn) > 8);

        QCOMPARE(lab.page.exportTo(file("t.csv")), QString());
        const QList<QByteArray> lines = contentOf(file("t.csv")).split('\n');
        QCOMPARE(lines.first().trimmed(), QByteArray("time,node,kind,what,why,cause_time,cause"));
        const QByteArray all = contentOf(file("t.csv"));
        QVERIFY(all.contains("LeaderElected"));
        QVERIFY(all.contains(",Broker 2 was fenced\r\n"));  // as a cause, at the end of a line
        QVERIFY(all.contains("Bookmark,\"a, \"\"quoted\"\" name\",\"two\nlines\""));
        // Of a range only what lies in it.
        lab.selection.setTimeRange(TimeRange{session.now() - 1'200ms, session.now() - 900ms});
        QCOMPARE(lab.page.exportTo(file("r.csv")), QString());
        QVERIFY(!contentOf(file("r.csv")).contains("LeaderElected"));
        QVERIFY(contentOf(file("r.csv")).contains("Bookmark"));
        // What cannot be written is told.
        QVERIFY(!lab.page.exportTo(folder.filePath(QStringLiteral("no/such/folder/t.png"))).isEmpty());
    }

    void thePlotsAreWrittenAsPictureDrawingAndTable()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.makeHistory(30);
        Lab<PlotsPage> lab(session, m_theme);
        const QTemporaryDir folder;
        const auto file = [&](const char *name) { return folder.filePath(QLatin1String(name)); };
        QCOMPARE(lab.page.exportTo(file("p.png")), QString());
        QVERIFY(differentColors(QImage(file("p.png"))) > 8);
        QCOMPARE(lab.page.exportTo(file("p.svg")), QString());
        QVERIFY(QSvgRenderer(file("p.svg")).isValid());
        QVERIFY(contentOf(file("p.svg")).contains("Broker 1"));
        QCOMPARE(lab.page.exportTo(file("p.csv")), QString());
        const QByteArray table = contentOf(file("p.csv"));
        QVERIFY(table.startsWith("time,plot,line,value\r\n"));
        const auto rowsOf = [](const QByteArray &text) { return text.count('\n') - 1; };
        QVERIFY(rowsOf(table) > 300);
        QVERIFY(table.contains("Mean latency by API,Fetch,"));
        lab.selection.setTimeRange(TimeRange{session.now() - 2s, session.now()});
        QCOMPARE(lab.page.exportTo(file("r.csv")), QString());
        QVERIFY(rowsOf(contentOf(file("r.csv"))) > 10);
        QVERIFY(rowsOf(contentOf(file("r.csv"))) < rowsOf(table) / 5);
    }

    // --- plots ---

    void historiesComeFromTheCountersOnce()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.makeHistory(10);
        const auto &history = session.cluster().history();
        QVERIFY(!history.empty());
        const ClusterSample &last = history.back();
        QCOMPARE(last.underReplicated, session.cluster().underReplicatedCount());
        // Sorted by key; the mean is the time of all over the number of all.
        QVERIFY(std::ranges::is_sorted(last.apis, {}, &ApiRate::key));
        double requests = 0;
        for (const auto &[id, node] : session.cluster().nodes())
            for (const ApiRate &rate : node.apiRates)
                if (rate.key == 1) requests += rate.requests;
        const auto fetch = std::ranges::find(last.apis, std::int16_t(1), &ApiRate::key);
        QVERIFY(fetch != last.apis.end());
        QCOMPARE(fetch->requests, requests);
        QVERIFY(fetch->meanMs() > 3 && fetch->meanMs() < 8);
        for (const auto &[id, node] : session.cluster().nodes()) QCOMPARE(node.history.back().logBytes, node.logBytes);
        // Of a topic over all its replicas, and nothing once it is gone.
        const TopicState *orders = session.cluster().topic("orders");
        QVERIFY(orders->logBytes > 0);
        std::int64_t all = 0;
        for (const TopicState *topic : session.cluster().topics()) all += topic->logBytes;
        std::int64_t ofNodes = 0;
        for (const auto &[id, node] : session.cluster().nodes()) ofNodes += node.logBytes;
        QCOMPARE(all, ofNodes);
        session.feed("drop topic orders\n");
        all = ofNodes = 0;
        for (const TopicState *topic : session.cluster().topics()) all += topic->logBytes;
        for (const auto &[id, node] : session.cluster().nodes()) ofNodes += node.logBytes;
        QCOMPARE(ofNodes, all);
    }

    void everyPlotHasItsLines()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.makeHistory(30);
        const TimeRange range{session.now() - 30s, session.now()};
        for (int i = 0; i < metricCount; ++i) {
            SeriesPlaces places;
            const auto metric = static_cast<Metric>(i);
            const PlotData lines = PlotMetrics::data(metric, session, m_theme, range, places);
            QVERIFY2(!lines.series.isEmpty() && lines.points.size() == static_cast<std::size_t>(lines.series.size()),
                     qPrintable(PlotMetrics::name(metric)));
            for (const auto &points : lines.points) {
                QVERIFY(points.size() >= 40);
                QVERIFY(std::ranges::is_sorted(points, {}, &Plot::Point::at));
            }
            // Told apart without colours.
            QSet<std::pair<int, int>> shapes;
            for (const Plot::Series &series : lines.series) shapes.insert({series.dash, static_cast<int>(series.mark)});
            QCOMPARE(shapes.size(), lines.series.size());
        }
    }

    void smallLinesAreLeftOutAndTheOthersKeepTheirLooks()
    {
        FakeSession session;
        std::string text = "cluster c\nat 10\nbroker 1 running\n";
        for (int t = 0; t < 12; ++t)
            text += "topic t" + std::to_string(t) + " 1 rf 1 min 1\nr t" + std::to_string(t) + " 0 on 1 log 0..10 hw 10 size " +
                    std::to_string(1'000 * (t + 1)) + "\n";
        session.feed(text);
        session.makeHistory(5);
        const TimeRange range{session.now() - 5s, session.now()};
        SeriesPlaces places;
        const PlotData before = PlotMetrics::data(Metric::diskOfTopics, session, m_theme, range, places);
        QCOMPARE(before.series.size(), PlotMetrics::linesMax);
        QCOMPARE(before.left, 4);
        QCOMPARE(before.series.back().name, QStringLiteral("t9"));
        session.feed("drop topic t7\n");
        const PlotData after = PlotMetrics::data(Metric::diskOfTopics, session, m_theme, range, places);
        for (const Plot::Series &series : after.series) {
            const auto known = std::ranges::find(before.series, series.name, &Plot::Series::name);
            if (known != before.series.end()) QVERIFY(*known == series);
        }
    }

    void oneAxisForAllPlotsAndBackToThePresent()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.makeHistory(60);
        Lab<PlotsPage> lab(session, m_theme);
        Plot &plot = lab.page.cell(Metric::bytesIn)->plot();
        QVERIFY(lab.page.isLive());
        const TimeRange before = lab.page.visibleRange();
        QCOMPARE(before.to, session.now());
        Q_EMIT plot.zoomAsked(0.5, session.plotTime(session.now() - 20s));
        QVERIFY(!lab.page.isLive());
        QVERIFY(lab.page.visibleRange().length() < before.length());
        const TimeRange zoomed = lab.page.visibleRange();
        QVERIFY(zoomed.contains(session.now() - 20s));
        // It stands still while the cluster goes on.
        session.advance(3);
        session.sample();
        QCOMPARE(lab.page.visibleRange(), zoomed);
        Q_EMIT plot.panAsked(Milliseconds(4'000));
        QCOMPARE(lab.page.visibleRange().to, zoomed.to - 4s);
        // The button says so, and brings it back.
        const auto buttons = lab.page.findChildren<QToolButton *>();
        const auto back =
            std::ranges::find_if(buttons, [](const QToolButton *button) { return button->text() == QStringLiteral("Back to live"); });
        QVERIFY(back != buttons.end() && !(*back)->isHidden());
        (*back)->click();
        QVERIFY(lab.page.isLive());
        QVERIFY((*back)->isHidden());
        QCOMPARE(lab.page.visibleRange().to, session.now());
        // A range that is dragged over the lines is the window's.
        Q_EMIT plot.rangeChosen(session.plotTime(session.now() - 9s), session.plotTime(session.now() - 4s));
        QVERIFY(lab.selection.timeRange());
        QCOMPARE(lab.selection.timeRange()->length(), Duration(5s));
        lab.page.setSpan(0);
        QVERIFY(lab.page.visibleRange().from <= session.cluster().history().front().at);
        const QStringList values = plot.valuesAt(session.plotTime(session.now() - 5s));
        QCOMPARE(values.size(), 4);
        QVERIFY2(values.at(1).startsWith(QStringLiteral("Broker 1  ")) && values.at(1).endsWith(QStringLiteral("/s")),
                 qPrintable(values.at(1)));
    }

    // --- what it costs ---

    void twentyThousandEventsCostNoMoreThanWhatIsSeen()
    {
        FakeSession session;
        std::vector<observe::Event> events;
        for (std::uint64_t i = 1; i <= 20'000; ++i) {
            const observe::EventBody body =
                i % 2 == 0 ? observe::EventBody(observe::BrokerUnfenced{BrokerId(1)})
                           : observe::EventBody(observe::SegmentRolled{{"t", 0}, Offset(1), observe::SegmentRolled::Cause::bytes});
            events.push_back({.id = {BrokerId(1), i}, .at = session.now() - 25s + Milliseconds(i), .body = body});
        }
        session.receive({}, std::move(events), 0);
        session.flush();
        Lab<TimelinePage> lab(session, m_theme);
        TimelineView &view = lab.page.view();
        QTRY_COMPARE_WITH_TIMEOUT(lab.page.events().rowCount(), 20'000, patienceMs);
        QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
        view.render(&image);
        // As many as have room beside each other, in two lanes.
        QVERIFY2(view.marksPainted() > 0 && view.marksPainted() <= view.width(), qPrintable(QString::number(view.marksPainted())));
        view.zoomTo({session.now() - 20s, session.now() - 19'900ms});
        view.render(&image);
        QVERIFY2(view.marksPainted() < 130, qPrintable(QString::number(view.marksPainted())));
        // A new event is one row, whatever is there.
        QSignalSpy inserts(&lab.page.list(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removals(&lab.page.list(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy changes(&lab.page.list(), &QAbstractItemModel::dataChanged);
        session.receive({}, {{.id = {BrokerId(1), 20'001}, .at = session.now(), .body = observe::BrokerUnfenced{BrokerId(1)}}}, 0);
        session.flush();
        QCOMPARE(inserts.size(), 1);
        QCOMPARE(inserts.first().at(1).toInt(), inserts.first().at(2).toInt());
        QVERIFY(removals.size() <= 1 && changes.isEmpty());
    }

    void aHundredThousandEventsPassWithoutHoldingUpAFrame()
    {
        FakeSession session;
        Lab<TimelinePage> lab(session, m_theme, {1'400, 400});
        QSignalSpy resets(&lab.page.list(), &QAbstractItemModel::modelReset);
        QSignalSpy inserts(&lab.page.list(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removals(&lab.page.list(), &QAbstractItemModel::rowsRemoved);
        QImage image(lab.page.size(), QImage::Format_ARGB32_Premultiplied);
        constexpr int frames = 200;
        std::vector<double> costs;
        std::uint64_t sequence = 0;
        for (int frame = 0; frame < frames; ++frame) {
            std::vector<observe::Event> events;
            for (int i = 0; i < 100'000 / frames; ++i) {
                ++sequence;
                // Each follows from the one before: causes are looked up, and forgotten with their events.
                const auto cause = sequence > 1 ? std::optional(observe::EventId{BrokerId(1), sequence - 1}) : std::nullopt;
                const observe::EventBody body =
                    sequence % 2 == 0 ? observe::EventBody(observe::BrokerUnfenced{BrokerId(1)})
                                      : observe::EventBody(observe::SegmentRolled{
                                            {"t", 0}, Offset(static_cast<std::int64_t>(sequence)), observe::SegmentRolled::Cause::bytes});
                events.push_back(
                    {.id = {BrokerId(1), sequence}, .at = session.now() - 200s + Milliseconds(sequence), .cause = cause, .body = body});
            }
            // The time of this thread's work, whatever else the machine does.
            const std::clock_t before = std::clock();
            session.receive({}, std::move(events), 0);
            session.flush();
            lab.page.render(&image);
            costs.push_back(1'000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
        }
        QCOMPARE(session.events().end(), EventLog::Position(100'000));
        QCOMPARE(resets.size(), 0);
        QVERIFY(inserts.size() <= frames && removals.size() <= frames);
        const auto median = [](std::vector<double> values) {
            std::ranges::sort(values);
            return values[values.size() / 2];
        };
        const double early = median({costs.begin(), costs.begin() + 20});
        const double late = median({costs.end() - 20, costs.end()});
        QVERIFY2(late < 16, qPrintable(QStringLiteral("%1 ms, at first %2 ms").arg(late).arg(early)));
        // And what was chosen of so many is as quick: a range, and the consequences of an event.
        const std::clock_t before = std::clock();
        lab.selection.setTimeRange(TimeRange{session.now() - 110s, session.now() - 105s});
        lab.selection.setEvent(session.events().end() - 1'000);
        lab.page.render(&image);
        const double choosing = 1'000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        QVERIFY2(choosing < 50, qPrintable(QString::number(choosing)));
    }

    void plotsArePaintedForASampleAndNotForAFrame()
    {
        FakeSession session;
        session.feed(scene::large(9, 30));
        session.makeHistory(60);
        Lab<PlotsPage> lab(session, m_theme);
        for (int i = 0; i < metricCount; ++i) lab.page.setShown(static_cast<Metric>(i), true);
        // Until everything that was asked for is painted.
        const auto painted = [&] {
            std::uint64_t sum = 0;
            for (int i = 0; i < metricCount; ++i) sum += lab.page.cell(static_cast<Metric>(i))->plot().replots();
            return sum;
        };
        const auto settle = [&] {
            for (std::uint64_t before = ~std::uint64_t{0}; before != painted();) {
                before = painted();
                QTest::qWait(100);
            }
        };
        settle();
        std::vector<std::uint64_t> before;
        for (int i = 0; i < metricCount; ++i) before.push_back(lab.page.cell(static_cast<Metric>(i))->plot().replots());
        for (int frame = 0; frame < 20; ++frame) {
            session.feed("r clicks 1 on 2 log 0..107000 hw 107000\n");
            QCoreApplication::processEvents();
        }
        for (int i = 0; i < metricCount; ++i)
            QCOMPARE(lab.page.cell(static_cast<Metric>(i))->plot().replots(), before[static_cast<std::size_t>(i)]);
        // The pointer moves over them without painting their lines again.
        for (int x = 0; x < 50; ++x)
            lab.page.cell(Metric::bytesIn)->plot().setCursor(session.plotTime(session.now() - Milliseconds(x * 100)), true);
        QCoreApplication::processEvents();
        QCOMPARE(lab.page.cell(Metric::bytesIn)->plot().replots(), before[0]);
        // A sample paints those that can be seen, once; the others lie below the edge.
        session.advance(0.5);
        session.sample();
        settle();
        int plots = 0;
        for (int i = 0; i < metricCount; ++i) {
            const std::uint64_t more = lab.page.cell(static_cast<Metric>(i))->plot().replots() - before[static_cast<std::size_t>(i)];
            QVERIFY(more <= 1);
            plots += static_cast<int>(more);
        }
        QVERIFY2(plots > 0 && plots < metricCount, qPrintable(QString::number(plots)));
    }

    // --- a real cluster ---

    void theCauseOfAnElectionLeadsToTheKilledBroker()
    {
        LiveCluster live(3, 34'092);
        const QString problem = live.start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        EmbeddedSession &session = live.session();
        QVERIFY(live.run(commands::createTopic(QStringLiteral("news"), 6, 3)).ok);
        const EventLog &log = session.events();
        // A broker that does not lead the quorum: the controller stays and tells.
        QTRY_VERIFY_WITH_TIMEOUT(session.cluster().topic("news") && session.cluster().quorum().leader != no_broker, patienceMs);
        const BrokerId victim(session.cluster().quorum().leader == BrokerId(2) ? 3 : 2);
        QVERIFY(live.run(commands::killBroker(victim.value())).ok);
        std::optional<EventLog::Position> elected;
        const auto find = [&] {
            elected = positionOf<observe::LeaderElected>(log, [&](const observe::Event &, const observe::LeaderElected &election) {
                return election.partition.topic == "news" && election.from == victim;
            });
            return elected.has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(find(), patienceMs);
        const auto fenced = log.causeOf(*elected);
        QVERIFY(fenced);
        QVERIFY(std::holds_alternative<observe::BrokerFenced>(log.at(*fenced).body));
        const auto killed = log.causeOf(*fenced);
        QVERIFY(killed);
        const auto *fault = std::get_if<observe::NodeRunChanged>(&log.at(*killed).body);
        QVERIFY(fault && fault->run == observe::NodeRun::killed && log.at(*killed).id.node == victim);
        QVERIFY(!log.faults().back().ended);
        // It is in force until the broker runs again, which leads to its registration, and that to the ISR that it joins.
        QVERIFY(live.run(commands::startBroker(victim.value())).ok);
        QTRY_VERIFY_WITH_TIMEOUT(log.faults().back().ended.has_value(), patienceMs);
        std::optional<EventLog::Position> joined;
        const auto findJoined = [&] {
            joined = positionOf<observe::IsrChanged>(log, [&](const observe::Event &event, const observe::IsrChanged &change) {
                return change.partition.topic == "news" && change.cause == observe::IsrChangeCause::caught_up && change.replica == victim &&
                       event.at > log.at(*elected).at;
            });
            return joined.has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(findJoined(), patienceMs);
        const auto unfenced = log.causeOf(*joined);
        QVERIFY(unfenced && std::holds_alternative<observe::BrokerUnfenced>(log.at(*unfenced).body));
        const auto registered = log.causeOf(*unfenced);
        QVERIFY(registered && std::holds_alternative<observe::BrokerRegistered>(log.at(*registered).body));
        // The counters of a real node make plots.
        QTRY_VERIFY_WITH_TIMEOUT(!session.cluster().history().empty() && !session.cluster().history().back().apis.empty(), patienceMs);
    }

    void aRebalanceLeadsToTheMemberThatCrashed()
    {
        LiveCluster live(1, 34'392);
        const QString problem = live.start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(live.run(commands::createTopic(QStringLiteral("news"), 2, 1)).ok);
        for (int i = 0; i < 2; ++i) QVERIFY(live.run(QStringLiteral("group add-member readers --topic news --session-timeout-ms 6000")).ok);
        const EventLog &log = live.session().events();
        const auto stable = [&] {
            const GroupInfo *group = live.session().cluster().group("readers");
            return group && group->view.members.size() == 2 && group->view.state == observe::GroupState::stable;
        };
        QTRY_VERIFY_WITH_TIMEOUT(stable(), patienceMs);
        QVERIFY(live.run(QStringLiteral("group crash-member readers readers-1")).ok);
        std::optional<EventLog::Position> left;
        const auto find = [&] {
            left = positionOf<observe::MemberLeft>(log, [](const observe::Event &, const observe::MemberLeft &member) {
                return member.cause == observe::MemberLeftCause::session_expired;
            });
            return left.has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(find(), patienceMs);
        const auto crash = log.causeOf(*left);
        QVERIFY(crash);
        const auto *fault = std::get_if<observe::FaultChanged>(&log.at(*crash).body);
        QVERIFY(fault);
        QCOMPARE(fault->command, std::string("group crash-member readers readers-1"));
        QVERIFY2(log.faults().back().ended == log.at(*left).at, "it lasts until the group has noticed");
        std::optional<EventLog::Position> generation;
        const auto findGeneration = [&] {
            for (auto at = *left; at < log.end(); ++at)
                if (std::holds_alternative<observe::GenerationBegan>(log.at(at).body)) generation = at;
            return generation.has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(findGeneration(), patienceMs);
        const auto rebalance = log.causeOf(*generation);
        QVERIFY(rebalance && std::holds_alternative<observe::RebalanceBegan>(log.at(*rebalance).body));
        QCOMPARE(log.causeOf(*rebalance), left);
    }

private:
    static int differentColors(const QImage &image)
    {
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); y += 2)
            for (int x = 0; x < image.width(); x += 2) colors.insert(image.pixel(x, y));
        return static_cast<int>(colors.size());
    }
    Theme m_theme;
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestTimeline)
#include "test_timeline.moc"
