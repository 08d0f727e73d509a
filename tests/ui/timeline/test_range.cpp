// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/wire_frames.h"
#include "ui/common/panel.h"
#include "ui/common/range_chip.h"
#include "ui/common/selection.h"
#include "ui/groups/groups_page.h"
#include "ui/log/log_page.h"
#include "ui/plots/plots_page.h"
#include "ui/quorum/records_model.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/messages_page.h"
#include "ui/window/main_window.h"
#include "ui/wire/wire_page.h"

namespace vitrine::ui::test {

using namespace std::chrono_literals;

// One range of time for every view that shows things with a time: what is outside of it is gone or faded, the view says so, and one click
// brings it back.
class TestRange : public QObject {
    Q_OBJECT

private:
    static constexpr int patienceMs = 60'000;

    template <class PageType>
    struct Lab {
        template <class... More>
        explicit Lab(Session &session, Theme &theme, More &...more) : page(Context{session, selection, theme}, more...)
        {
            page.resize(1'300, 420);
            page.show();
            QCoreApplication::processEvents();
        }
        Selection selection;
        PageType page;
    };

    static LogRecord recordAt(std::int64_t offset, std::int64_t timestampMs)
    {
        LogRecord record;
        record.offset = offset;
        record.timestampMs = timestampMs;
        record.value = QByteArray("value");
        return record;
    }
    static LogBatch batchAt(std::int64_t offset, std::initializer_list<std::int64_t> timesMs)
    {
        LogBatch batch;
        batch.position = offset * 100;
        batch.sizeBytes = 100 * static_cast<std::int32_t>(timesMs.size());
        batch.baseOffset = offset;
        batch.lastOffset = offset + static_cast<std::int64_t>(timesMs.size()) - 1;
        batch.recordCount = static_cast<std::int32_t>(timesMs.size());
        batch.firstTimestampMs = *timesMs.begin();
        batch.maxTimestampMs = std::max(timesMs);
        for (const std::int64_t time : timesMs) batch.records.push_back(recordAt(offset++, time));
        return batch;
    }
    static QStringList offsetsIn(const TableView &table)
    {
        QStringList offsets;
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            const QModelIndex batch = table.model()->index(row, 0);
            for (int record = 0; record < table.model()->rowCount(batch); ++record)
                offsets << table.model()->index(record, LogModel::offsets, batch).data().toString();
        }
        return offsets;
    }

private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void theWireShowsWhatWasUnderWayInIt()
    {
        FakeSession session;
        session.feed(scene::demo);
        Lab<WirePage> lab(session, m_theme);
        QAbstractItemModelTester tester(&lab.page.exchanges(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        WireFrames frames(session.now() - 10s);
        addTraffic(frames, 3);
        session.receiveFrames(frames.take(), 0);
        session.flush();
        QTRY_VERIFY(lab.page.exchanges().isComplete() && lab.page.exchanges().rowCount() > 20);
        const int all = lab.page.exchanges().rowCount();
        const WireLog &log = session.wire();
        const Instant middle = log.at(log.begin() + (log.end() - log.begin()) / 2).begin();
        const TimeRange range{middle, middle + 200ms};
        lab.selection.setTimeRange(range);
        QTRY_VERIFY(lab.page.exchanges().isComplete());
        int expected = 0;
        for (auto at = log.begin(); at < log.end(); ++at)
            if (log.at(at).begin() <= range.to && log.at(at).end() >= range.from) ++expected;
        QVERIFY(expected > 0 && expected < all);
        QCOMPARE(lab.page.exchanges().rowCount(), expected);
        QVERIFY2(lab.page.subtitle().contains(QStringLiteral("%1 of %2").arg(expected).arg(all)), qPrintable(lab.page.subtitle()));
        // With a filter both hold.
        lab.page.setFilter(QStringLiteral("api == Produce"));
        QTRY_VERIFY(lab.page.exchanges().isComplete());
        QVERIFY(lab.page.exchanges().rowCount() < expected);
        for (int row = 0; row < lab.page.exchanges().rowCount(); ++row)
            QVERIFY(lab.page.exchanges().exchangeAt(row)->begin() <= range.to && lab.page.exchanges().exchangeAt(row)->end() >= range.from);
        lab.page.setFilter({});
        // What comes now is outside.
        QTRY_VERIFY(lab.page.exchanges().isComplete());
        WireFrames more(session.now());
        addTraffic(more, 1);
        session.receiveFrames(more.take(), 0);
        session.flush();
        QTRY_VERIFY(lab.page.exchanges().isComplete());
        QCOMPARE(lab.page.exchanges().rowCount(), expected);
        lab.selection.setTimeRange({});
        QTRY_COMPARE(lab.page.exchanges().rowCount(), static_cast<int>(log.end() - log.begin()));
    }

    void theLogShowsItsRecordsOfIt()
    {
        FakeSession session;
        session.feed(scene::demo);
        const std::int64_t now = to_milliseconds(session.wallNow());
        session.setLog({.batches = {batchAt(0, {now - 9'000, now - 8'000}), batchAt(2, {now - 5'500, now - 4'500, now - 3'500}),
                                    batchAt(5, {now - 1'000})}});
        Lab<LogPage> lab(session, m_theme);
        lab.selection.setPartition(QStringLiteral("orders"), 0);
        lab.page.open(11'400);
        QTRY_COMPARE(lab.page.model().rowCount(), 3);
        TableView &table = lab.page.table();
        QCOMPARE(offsetsIn(table).size(), 6);
        lab.selection.setTimeRange(TimeRange{session.now() - 5s, session.now() - 4s});
        // A batch for the record of it that lies inside.
        QCOMPARE(table.model()->rowCount(), 1);
        QCOMPARE(offsetsIn(table), QStringList{QStringLiteral("3")});
        table.setCurrentIndex(table.model()->index(0, 0));
        QCOMPARE(lab.page.strip().chosen(), 1);
        // The strip keeps all blocks where they are, and fades the others.
        QVERIFY(lab.page.strip().block(2).left() > lab.page.strip().block(1).left());
        lab.selection.setTimeRange(TimeRange{session.now() - 3s, session.now() - 2s});
        QCOMPARE(table.model()->rowCount(), 0);
        lab.selection.setTimeRange({});
        QCOMPARE(offsetsIn(table).size(), 6);
    }

    void theLogIsReadUpToTheChosenTime()
    {
        FakeSession session;
        session.feed(scene::demo);
        const std::int64_t now = to_milliseconds(session.wallNow());
        LogReadResult log;
        constexpr int batches = 1'000;
        for (int i = 0; i < batches; ++i) log.batches.push_back(batchAt(i, {now - 100 * (batches - i)}));
        session.setLog(log, 50);
        Lab<LogPage> lab(session, m_theme);
        lab.selection.setPartition(QStringLiteral("orders"), 0);
        // The last second: the table alone would never be scrolled so far.
        lab.selection.setTimeRange(TimeRange{session.now() - 1s, session.now()});
        // Of no segment that the cluster has shown with its times.
        lab.page.open(1);
        QTRY_COMPARE_WITH_TIMEOUT(lab.page.table().model()->rowCount(), 10, patienceMs);
        QCOMPARE(lab.page.model().rowCount(), batches);
        // What goes with an empty table that could have more goes quietly.
        lab.selection.setTimeRange(TimeRange{session.now() - 300s, session.now() - 200s});
        lab.page.open(1);
    }

    void rebalancesOfItAreListed()
    {
        FakeSession session;
        session.feed(
            "cluster c\nat 60\nbroker 1 running\ntopic t 2 rf 1 min 1\ngroup g Stable generation 3 protocol range coordinator 1\n"
            "member g one t:0,1\n"
            "event -30 rebalance g first\nevent -28 generation g 2 1\nevent -27 stable g 2\n"
            "event -10 rebalance g second\nevent -9 generation g 3 1\nevent -8 stable g 3\n");
        Selection selection;
        RebalancesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const RebalanceHistory *history = session.cluster().rebalances("g");
        QVERIFY(history);
        model.show(session, history);
        const int all = model.rowCount();
        QVERIFY(all >= 2);
        model.show(session, history, TimeRange{session.now() - 12s, session.now() - 7s});
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.row(0).reason.contains(QStringLiteral("second")));
        // It began before, and went on in it.
        model.show(session, history, TimeRange{session.now() - 9s, session.now() - 8'900ms});
        QCOMPARE(model.rowCount(), 1);
        model.show(session, history, TimeRange{session.now() - 20s, session.now() - 15s});
        QCOMPARE(model.rowCount(), 0);
    }

    void recordsOfTheMetadataLogOfItAreListed()
    {
        MetadataRecordsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        std::vector<MetadataRow> rows(4);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].offset = static_cast<std::int64_t>(i);
            rows[i].type = QStringLiteral("TopicRecord");
            rows[i].timestampMs = i == 0 ? -1 : 1'000 * static_cast<std::int64_t>(i);
        }
        model.append(rows);
        QCOMPARE(model.rowCount(), 4);
        model.setFilter({.time = WallSpan{1'500, 2'500}});
        // A record without a time is shown always: it cannot be said that it is outside.
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.at(0).offset, 0);
        QCOMPARE(model.at(1).offset, 2);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 4);
    }

    void messagesThatWereOnTheirWayInItAreListed()
    {
        QString problem;
        const auto session = SimulationSession::fromText(SimulationSession::quietRecording(7), &problem);
        QVERIFY2(session, qPrintable(problem));
        Lab<MessagesPage> lab(*session, m_theme, *session);
        session->jumpTo(Instant(8s));
        const auto stands = [&] { return !session->state().busy && !session->state().playing; };
        QTRY_VERIFY_WITH_TIMEOUT(stands() && session->state().position.now == Instant(8s), patienceMs);
        for (int i = 0; i < 1'000 && session->messages().size() < 2; ++i) {
            const std::uint64_t before = session->state().position.events;
            session->step(SimulationSession::Step::event);
            QTRY_VERIFY_WITH_TIMEOUT(stands() && session->state().position.events > before, patienceMs);
        }
        QVERIFY(session->messages().size() >= 2);
        auto *table = lab.page.findChild<TableView *>(QStringLiteral("messages"));
        const auto shown = [&] { return static_cast<std::size_t>(table->model()->rowCount()); };
        QTRY_COMPARE(shown(), session->messages().size());
        const MessageInFlight chosen = session->messages().front();
        lab.selection.setMessage(chosen.id);
        // Long ago nothing of this was on its way; the chosen one stays what it is.
        lab.selection.setTimeRange(TimeRange{Instant(1s), Instant(2s)});
        QCOMPARE(shown(), std::size_t(0));
        QVERIFY(std::ranges::any_of(lab.page.findChildren<QPushButton *>(), [](const QPushButton *button) { return button->isEnabled(); }));
        lab.selection.setTimeRange(TimeRange{chosen.sent, chosen.sent});
        QVERIFY(shown() >= 1 && shown() <= session->messages().size());
        lab.selection.setTimeRange({});
        QCOMPARE(shown(), session->messages().size());
    }

    void everyViewSaysItAndOneClickTakesItAway_data()
    {
        QTest::addColumn<QString>("panel");
        for (const char *panel : {"timeline", "log", "wire", "quorum", "consume", "plots", "groups"})
            QTest::newRow(panel) << QString::fromLatin1(panel);
    }

    void everyViewSaysItAndOneClickTakesItAway()
    {
        QFETCH(const QString, panel);
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, WindowOptions{.language = QStringLiteral("en"), .size = {1'366, 768}, .screenshot = true});
        window.resize(1'366, 768);
        window.show();
        window.showPanel(panel);
        QCoreApplication::processEvents();
        DockPanel *dock = window.panel(panel);
        const auto visible = [&] {
            QList<RangeChip *> chips;
            for (RangeChip *chip : dock->findChildren<RangeChip *>())
                if (chip->isVisible() && !chip->visibleRegion().isEmpty()) chips << chip;
            return chips;
        };
        QVERIFY(visible().isEmpty());
        window.selection().setTimeRange(TimeRange{session.now() - 20s, session.now() - 8s});
        QCoreApplication::processEvents();
        QTRY_COMPARE(visible().size(), 1);
        RangeChip *chip = visible().first();
        QVERIFY2(chip->text().startsWith(QStringLiteral("Only ")) && chip->text().endsWith(QStringLiteral("✕")), qPrintable(chip->text()));
        // Whole, however narrow its panel is.
        QVERIFY(chip->width() >= chip->sizeHint().width());
        QVERIFY(dock->rect().contains(QRect(chip->mapTo(dock, QPoint()), chip->size())));
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(!window.selection().timeRange());
        QVERIFY(visible().isEmpty());
    }

    // VITRINE_GALLERY_DIR=somewhere: each view with a range in force.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) QSKIP("only for looking at");
        for (const auto scheme : {Theme::Scheme::light, Theme::Scheme::dark}) {
            for (const char *language : {"en", "ko"}) {
                FakeSession session;
                session.feed(scene::demo);
                session.makeHistory(60);
                session.feed(scene::rebalance);
                const std::int64_t now = to_milliseconds(session.wallNow());
                LogReadResult log;
                for (int i = 0; i < 40; ++i)
                    log.batches.push_back(batchAt(11'400 + 3 * i, {now - 800 * i - 90, now - 800 * i - 50, now - 800 * i}));
                std::ranges::reverse(log.batches);
                for (std::size_t i = 0; i < log.batches.size(); ++i) log.batches[i].position = static_cast<std::int64_t>(i) * 300;
                session.setLog(log);
                MainWindow window(
                    session,
                    WindowOptions{.scheme = scheme, .language = QString::fromLatin1(language), .size = {1'366, 768}, .screenshot = true});
                window.resize(1'366, 768);
                window.show();
                window.showPanel(QStringLiteral("wire"));
                QCoreApplication::processEvents();
                WireFrames frames(session.now() - 12s);
                addTraffic(frames, 4);
                session.receiveFrames(frames.take(), 0);
                session.flush();
                window.selection().setTimeRange(TimeRange{session.now() - 19s, session.now() - 4s});
                for (const char *panel : {"timeline", "log", "wire", "quorum", "consume", "plots", "groups"}) {
                    window.showPanel(QLatin1String(panel));
                    QTest::qWait(150);
                    const QString name =
                        QStringLiteral("%1/range-%2-%3-%4.png")
                            .arg(folder, QLatin1String(panel),
                                 scheme == Theme::Scheme::dark ? QStringLiteral("dark") : QStringLiteral("light"), QLatin1String(language));
                    QVERIFY(window.render({1'366, 768}).save(name));
                }
            }
        }
    }

private:
    Theme m_theme;
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestRange)
#include "test_range.moc"
