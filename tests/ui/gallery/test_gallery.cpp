// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QDir>
#include <QLineEdit>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/wire_frames.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/common/table.h"
#include "ui/consume/consume_page.h"
#include "ui/groups/groups_page.h"
#include "ui/log/log_page.h"
#include "ui/map/map_page.h"
#include "ui/plots/plots_page.h"
#include "ui/produce/produce_page.h"
#include "ui/timeline/timeline_page.h"
#include "ui/window/about_dialog.h"
#include "ui/window/habits.h"
#include "ui/window/main_window.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/top_bar.h"
#include "ui/wire/wire_page.h"

namespace vitrine::ui::test {

// Renders the whole window in the states that its design must hold. With VITRINE_GALLERY_DIR set, the pictures are written
// there to be looked at; without it, the test only requires that every state lays out and paints.
class TestGallery : public QObject {
    Q_OBJECT

private:
    struct Shot {
        const char *name;
        std::vector<std::string> scenes;
        Theme::Scheme scheme = Theme::Scheme::light;
        QString language = QStringLiteral("en");
        double scale = 1.0;
        QSize size{1600, 1000};
        QString topic;
        int partition = -1;
        QString panel;
        bool history = true;
        double pixelRatio = 1.0;
        // Done with the window before the picture is taken, until it says that it is ready.
        std::function<void(FakeSession &, MainWindow &)> act;
    };

    template <class PageType>
    static PageType &pageOf(MainWindow &window, const char *panel)
    {
        return dynamic_cast<PageType &>(window.panel(QLatin1String(panel))->page());
    }

    static LogReadResult someLog()
    {
        LogReadResult log;
        std::int64_t offset = 11'400;
        for (int b = 0; b < 12; ++b) {
            const int count = 1 + (b * 7) % 5;
            LogBatch batch{.position = b * 900,
                           .sizeBytes = 340 + b * 61,
                           .baseOffset = offset,
                           .lastOffset = offset + count - 1,
                           .leaderEpoch = 7,
                           .firstTimestampMs = 1'772'460'000'000 + b * 1'000,
                           .maxTimestampMs = 1'772'460'000'400 + b * 1'000,
                           .compression = b % 3 == 0 ? QStringLiteral("lz4") : QStringLiteral("none"),
                           .producerId = 1'001,
                           .producerEpoch = 0,
                           .baseSequence = static_cast<std::int32_t>(offset - 11'400),
                           .recordCount = count};
            for (int r = 0; r < count; ++r)
                batch.records.push_back({.offset = offset + r,
                                         .timestampMs = batch.firstTimestampMs + r * 37,
                                         .key = QByteArray("customer-") + QByteArray::number(17 + r * 31),
                                         .value = QByteArray("{\"order\":") + QByteArray::number(90'000 + offset + r) +
                                                  ",\"amount\":42,\"currency\":\"EUR\"}"});
            offset += count;
            log.batches.push_back(std::move(batch));
        }
        return log;
    }

    static std::vector<ConsumedRecord> someRecords()
    {
        std::vector<ConsumedRecord> records;
        for (int i = 0; i < 40; ++i)
            records.push_back(
                {.partition = i % 6,
                 .offset = 18'360 + i,
                 .timestampMs = 1'772'460'000'000 + i * 211,
                 .leaderEpoch = 8,
                 .key = i % 9 == 5 ? std::nullopt : std::optional(QByteArray("customer-") + QByteArray::number(10 + i * 13 % 80)),
                 .value = QByteArray("{\"order\":") + QByteArray::number(90'000 + i) +
                          ",\"amount\":" + QByteArray::number(10 + i * 7 % 90) + ",\"item\":\"espresso cup\"}",
                 .headers = {{QStringLiteral("trace-id"), QByteArray("7f3a")}}});
        return records;
    }

    static void showLog(FakeSession &session, MainWindow &window)
    {
        session.setLog(someLog());
        pageOf<LogPage>(window, "log").open(11'400);
        QTRY_VERIFY(pageOf<LogPage>(window, "log").model().rowCount() > 0);
    }
    static void showProduce(FakeSession &, MainWindow &window)
    {
        auto &page = pageOf<ProducePage>(window, "produce");
        for (int i = 0; i < 9; ++i) {
            page.send();
            QTRY_COMPARE(page.results().rowCount(), i + 1);
        }
    }
    static void showConsume(FakeSession &session, MainWindow &window)
    {
        session.setConsumed(someRecords());
        auto &page = pageOf<ConsumePage>(window, "consume");
        page.start();
        QTRY_COMPARE(page.records().rowCount(), 40);
    }
    static WirePage &showWire(FakeSession &session, MainWindow &window, int rounds)
    {
        WireFrames frames(session.now() - std::chrono::seconds(4));
        addTraffic(frames, rounds);
        session.receiveFrames(frames.take(), rounds > 100 ? 17 : 0);
        session.flush();
        auto &page = pageOf<WirePage>(window, "wire");
        (void)QTest::qWaitFor([&] { return page.exchanges().isComplete() && page.exchanges().rowCount() > 0; });
        return page;
    }
    static WireLog::Position firstOf(FakeSession &session, const char *api)
    {
        const WireLog &log = session.wire();
        for (WireLog::Position at = log.begin(); at < log.end(); ++at)
            if (WireText::api(log.at(at)) == QLatin1String(api)) return at;
        return log.begin();
    }
    static void showWireFields(FakeSession &session, MainWindow &window)
    {
        WirePage &page = showWire(session, window, 3);
        page.choose(firstOf(session, "Produce"));
        page.fields().setCurrentIndex(page.packet().fieldAt(PacketModel::Part::request, 40));
    }
    static void showWireSequence(FakeSession &session, MainWindow &window)
    {
        WirePage &page = showWire(session, window, 3);
        page.choose(firstOf(session, "Produce"));
        page.selectMeanwhile();
    }
    static void showWireEverything(FakeSession &session, MainWindow &window)
    {
        WirePage &page = showWire(session, window, 3);
        page.table().selectAll();
        page.showSequence(true);
    }
    static void showWireFull(FakeSession &session, MainWindow &window)
    {
        WirePage &page = showWire(session, window, 2'500);
        page.setFilter(QStringLiteral("error != NONE && latency_ms < 1 || kind == grup"));
    }

    static void showCompletions(FakeSession &, MainWindow &window)
    {
        window.topBar().commandLine().setFocus();
        QTest::keyClicks(&window.topBar().commandLine(), QStringLiteral("broker "));
        QTest::keyClick(&window.topBar().commandLine(), Qt::Key_Down);
    }
    static void lookAtBroker(FakeSession &, MainWindow &window) { window.selection().setBroker(2); }
    static void showSize(FakeSession &, MainWindow &window) { window.findChild<MapPage *>()->setColour(MapColour::size); }
    static void showLag(FakeSession &, MainWindow &window) { window.findChild<MapPage *>()->setColour(MapColour::lag); }
    static void showAnswer(FakeSession &session, MainWindow &window)
    {
        session.setAnswer(
            {.ok = false,
             .sentence =
                 QStringLiteral("INVALID_REPLICATION_FACTOR: 5 replicas were asked for, but only 3 brokers are alive. Ask for at most 3."),
             .json = {{QStringLiteral("ok"), false}, {QStringLiteral("error"), QStringLiteral("INVALID_REPLICATION_FACTOR")}}});
        window.topBar().commandLine().run(QStringLiteral("topic create news --partitions 6 --replication-factor 5"));
        QTRY_VERIFY(!window.topBar().commandLine().popup().answerText().isEmpty());
    }

    // The election in the middle of what a killed broker led to, in a range of time, between two bookmarks.
    static void showCauses(FakeSession &session, MainWindow &window)
    {
        const EventLog &log = session.events();
        for (EventLog::Position position = log.begin(); position < log.end(); ++position)
            if (std::holds_alternative<observe::BrokerFenced>(log.at(position).body)) window.selection().setEvent(position);
        session.bookmarks().add(session.now() - std::chrono::milliseconds(6'200), QStringLiteral("before the kill"));
        session.bookmarks().add(session.now() - std::chrono::seconds(3), QStringLiteral("consumers are back"));
    }
    static void showRange(FakeSession &session, MainWindow &window)
    {
        showCauses(session, window);
        window.selection().setTimeRange(
            TimeRange{session.now() - std::chrono::milliseconds(6'500), session.now() - std::chrono::seconds(3)});
    }
    static void editBookmark(FakeSession &session, MainWindow &window)
    {
        showRange(session, window);
        session.bookmarks().change({1, session.now() - std::chrono::milliseconds(6'200), QStringLiteral("before the kill"),
                                    QStringLiteral("Everything in sync, lag below 100.\nbroker kill 2 comes next.")});
        pageOf<TimelinePage>(window, "timeline").showBookmark(1);
    }
    static void showManyPlots(FakeSession &session, MainWindow &window)
    {
        showRange(session, window);
        auto &page = pageOf<PlotsPage>(window, "plots");
        for (const Metric metric : {Metric::requestsOfApis, Metric::diskOfTopics, Metric::errors, Metric::connections})
            page.setShown(metric, true);
        page.cell(Metric::bytesIn)->plot().setCursor(session.plotTime(session.now() - std::chrono::seconds(12)), true);
    }

    static void showPalette(FakeSession &, MainWindow &window)
    {
        window.topBar().commandLine().open();
        QTest::keyClicks(&window.topBar().commandLine(), QStringLiteral("pa"));
    }
    static void pauseDisplay(FakeSession &session, MainWindow &window)
    {
        window.habits().toggleDisplay();
        std::string later = "at 36.4\n";
        for (int i = 0; i < 1'240; ++i) later += "event 0 topic orders 6 3\n";
        session.feed(later);
        QTest::qWait(150);
    }
    static void filterRecords(FakeSession &session, MainWindow &window)
    {
        showConsume(session, window);
        auto *table = window.panel(QStringLiteral("consume"))->page().findChild<TableView *>();
        table->sortBy(1, Qt::DescendingOrder);
        table->showFilter();
        table->findChild<QLineEdit *>()->setText(QStringLiteral("customer-7"));
    }

    // A dialog as it stands, without its window.
    static void save(QWidget &dialog, const QString &name)
    {
        dialog.show();
        QCoreApplication::processEvents();
        const QImage image = dialog.grab().toImage();
        QVERIFY(!image.isNull());
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (!folder.isEmpty()) QVERIFY(image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

    static std::vector<Shot> shots()
    {
        const std::string demo = scene::demo;
        const std::string killed = scene::brokerKilled;
        const QString orders = QStringLiteral("orders");
        const std::string brokenLinks =
            "fault link cut 1 2\nfault link slow 2 3 200ms\nfault link lossy 1 3 10%\nfault clock jump 3 5000ms\n"
            "fault disk slow 2 200ms\nr orders 4 on 1 log 0..10800 hw 10512 lso 10380\n"
            "behind orders 4 of 1 follower 2 for 18 fetch 0.4\n";
        const auto dark = Theme::Scheme::dark;
        return {
            {.name = "killed-light", .scenes = {demo, killed}, .topic = orders, .partition = 4},
            {.name = "killed-dark", .scenes = {demo, killed}, .scheme = dark, .topic = orders, .partition = 4},
            {.name = "demo-light", .scenes = {demo}, .topic = orders, .partition = 0},
            {.name = "demo-dark", .scenes = {demo}, .scheme = dark, .topic = orders, .partition = 0},
            {.name = "rebalance-dark", .scenes = {demo, killed, scene::rebalance}, .scheme = dark, .topic = orders, .partition = 4},
            {.name = "faults-light", .scenes = {demo, killed, scene::faults}, .topic = orders, .partition = 4},
            {.name = "links-light", .scenes = {demo, brokenLinks}, .topic = orders, .partition = 4, .act = lookAtBroker},
            {.name = "links-korean-dark",
             .scenes = {demo, brokenLinks},
             .scheme = dark,
             .language = QStringLiteral("ko"),
             .size = QSize(1366, 768),
             .topic = orders,
             .partition = 4},
            {.name = "links-nine-light",
             .scenes = {scene::large(9, 300),
                        "fault link cut 2 7\nfault link slow 3 5 200ms\nfault link lossy 8 9 10%\nfault disk full 4 0\n"},
             .size = QSize(1366, 768),
             .topic = QStringLiteral("clicks"),
             .partition = 7,
             .act = lookAtBroker},
            {.name = "heat-size-light",
             .scenes = {scene::large(9, 300)},
             .topic = QStringLiteral("clicks"),
             .partition = 7,
             .act = showSize},
            {.name = "heat-lag-dark", .scenes = {demo, killed}, .scheme = dark, .topic = orders, .partition = 4, .act = showLag},
            {.name = "heat-lag-korean",
             .scenes = {demo, killed},
             .language = QStringLiteral("ko"),
             .topic = orders,
             .partition = 4,
             .act = showLag},
            {.name = "presentation-links",
             .scenes = {demo, killed, brokenLinks},
             .scale = 1.5,
             .size = QSize(1920, 1080),
             .topic = orders,
             .partition = 4},
            {.name = "presentation-nine",
             .scenes = {scene::large(9, 300)},
             .scheme = dark,
             .scale = 1.5,
             .size = QSize(1920, 1080),
             .topic = QStringLiteral("clicks"),
             .partition = 7},
            {.name = "single-light", .scenes = {scene::single}},
            {.name = "large-light", .scenes = {scene::large(9, 300)}, .topic = QStringLiteral("clicks"), .partition = 7},
            {.name = "large-dark", .scenes = {scene::large(9, 300)}, .scheme = dark, .topic = QStringLiteral("clicks"), .partition = 7},
            {.name = "long-names-light", .scenes = {scene::longNames}},
            {.name = "empty-light",
             .scenes = {"cluster Empty\nat 5\nbroker 1 running\nbroker 2 running\nbroker 3 running\nquorum leader 2 epoch 1 end 12\n"}},
            {.name = "starting-dark",
             .scenes = {"phase starting\nbroker 1 starting\nbroker 2 starting\nbroker 3 starting\n"},
             .scheme = dark},
            {.name = "failed-light",
             .scenes = {"phase failed Port 9092 is in use by another program. Free it, or start with --base-port 9292.\n"}},
            {.name = "korean-light", .scenes = {demo, killed}, .language = QStringLiteral("ko"), .topic = orders, .partition = 4},
            {.name = "korean-dark", .scenes = {demo}, .scheme = dark, .language = QStringLiteral("ko"), .topic = orders, .partition = 0},
            {.name = "small-light", .scenes = {demo, killed}, .size = QSize(1366, 768), .topic = orders, .partition = 4},
            {.name = "small-dark", .scenes = {demo}, .scheme = dark, .size = QSize(1366, 768), .topic = orders, .partition = 0},
            {.name = "presentation-light",
             .scenes = {demo, killed},
             .scale = 1.5,
             .size = QSize(1920, 1080),
             .topic = orders,
             .partition = 4},
            {.name = "presentation-small",
             .scenes = {demo, killed},
             .scale = 1.5,
             .size = QSize(1366, 768),
             .topic = orders,
             .partition = 4},
            {.name = "log-light", .scenes = {demo}, .topic = orders, .partition = 0, .panel = QStringLiteral("log"), .act = showLog},
            {.name = "log-dark", .scenes = {demo, killed}, .scheme = dark, .topic = orders, .partition = 4, .panel = QStringLiteral("log")},
            {.name = "produce-light",
             .scenes = {demo},
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("produce"),
             .act = showProduce},
            {.name = "produce-korean-dark",
             .scenes = {demo},
             .scheme = dark,
             .language = QStringLiteral("ko"),
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("produce"),
             .act = showProduce},
            {.name = "consume-dark",
             .scenes = {demo},
             .scheme = dark,
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("consume"),
             .act = showConsume},
            {.name = "consume-small",
             .scenes = {demo},
             .size = QSize(1366, 768),
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("consume"),
             .act = showConsume},
            {.name = "plots-light", .scenes = {demo}, .topic = orders, .partition = 0, .panel = QStringLiteral("plots")},
            {.name = "plots-dark", .scenes = {scene::large(9, 12)}, .scheme = dark, .panel = QStringLiteral("plots")},
            {.name = "causes-light", .scenes = {demo, killed}, .topic = orders, .partition = 4, .act = showCauses},
            {.name = "range-dark", .scenes = {demo, killed}, .scheme = dark, .topic = orders, .partition = 4, .act = showRange},
            {.name = "range-korean",
             .scenes = {demo, killed, scene::faults},
             .language = QStringLiteral("ko"),
             .topic = orders,
             .partition = 4,
             .act = showRange},
            {.name = "bookmark-light", .scenes = {demo, killed}, .topic = orders, .partition = 4, .act = editBookmark},
            {.name = "causes-small",
             .scenes = {demo, killed},
             .size = QSize(1366, 768),
             .topic = orders,
             .partition = 4,
             .panel = QStringLiteral("timeline"),
             .act = showRange},
            {.name = "plots-many-light", .scenes = {demo, killed}, .panel = QStringLiteral("plots"), .act = showManyPlots},
            {.name = "plots-korean-dark",
             .scenes = {demo, killed},
             .scheme = dark,
             .language = QStringLiteral("ko"),
             .panel = QStringLiteral("plots"),
             .act = showManyPlots},
            {.name = "plots-small", .scenes = {demo}, .size = QSize(1366, 768), .panel = QStringLiteral("plots")},
            {.name = "wire-light",
             .scenes = {demo},
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("wire"),
             .act = showWireFields},
            {.name = "wire-korean-dark",
             .scenes = {demo},
             .scheme = dark,
             .language = QStringLiteral("ko"),
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("wire"),
             .act = showWireFields},
            {.name = "wire-sequence-light",
             .scenes = {demo},
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("wire"),
             .act = showWireSequence},
            {.name = "wire-sequence-dark",
             .scenes = {demo},
             .scheme = dark,
             .size = QSize(1920, 1200),
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("wire"),
             .act = showWireEverything},
            {.name = "wire-large-light",
             .scenes = {demo},
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("wire"),
             .act = showWireFull},
            {.name = "wire-small",
             .scenes = {demo},
             .size = QSize(1366, 768),
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("wire"),
             .act = showWireFields},
            {.name = "wire-empty-light", .scenes = {demo}, .topic = orders, .partition = 0, .panel = QStringLiteral("wire")},
            {.name = "groups-small",
             .scenes = {demo},
             .size = QSize(1366, 768),
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("groups")},
            {.name = "completion-light", .scenes = {demo}, .topic = orders, .partition = 0, .act = showCompletions},
            {.name = "palette-light", .scenes = {demo}, .topic = orders, .partition = 0, .act = showPalette},
            {.name = "palette-korean-dark",
             .scenes = {demo},
             .scheme = dark,
             .language = QStringLiteral("ko"),
             .topic = orders,
             .partition = 0,
             .act = showPalette},
            {.name = "display-paused-light", .scenes = {demo, killed}, .topic = orders, .partition = 4, .act = pauseDisplay},
            {.name = "display-paused-korean-dark",
             .scenes = {demo},
             .scheme = dark,
             .language = QStringLiteral("ko"),
             .size = QSize(1366, 768),
             .topic = orders,
             .partition = 0,
             .act = pauseDisplay},
            {.name = "filter-light",
             .scenes = {demo},
             .topic = orders,
             .partition = 0,
             .panel = QStringLiteral("consume"),
             .act = filterRecords},
            {.name = "stopped-light", .scenes = {demo, killed, "phase stopped\n"}, .topic = orders, .partition = 4},
            {.name = "answer-dark", .scenes = {demo}, .scheme = dark, .topic = orders, .partition = 0, .act = showAnswer},
            {.name = "hidpi-light",
             .scenes = {demo, killed},
             .size = QSize(1600, 1000),
             .topic = orders,
             .partition = 4,
             .pixelRatio = 2.0},
        };
    }

private Q_SLOTS:
    void renders_data()
    {
        QTest::addColumn<int>("index");
        const auto all = shots();
        for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
    }

    void dialogs_data()
    {
        QTest::addColumn<Theme::Scheme>("scheme");
        QTest::addColumn<QString>("language");
        QTest::newRow("light") << Theme::Scheme::light << QStringLiteral("en");
        QTest::newRow("dark") << Theme::Scheme::dark << QStringLiteral("en");
        QTest::newRow("korean") << Theme::Scheme::light << QStringLiteral("ko");
    }
    void dialogs()
    {
        QFETCH(Theme::Scheme, scheme);
        QFETCH(QString, language);
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, {.scheme = scheme, .language = language, .screenshot = true});
        const QString after = QLatin1Char('-') + QString::fromLatin1(QTest::currentDataTag());
        const Context context{session, window.selection(), window.theme()};
        Habits &habits = window.habits();
        habits.saveLayout(QStringLiteral("Lecture"));
        PreferencesDialog preferences(context, habits.registry(), habits.layouts(),
                                      {.language = [&] { return language; },
                                       .setLanguage = {},
                                       .useLayout = {},
                                       .saveLayout = {},
                                       .restoreDefaultLayout = {},
                                       .dataDirectory = QStringLiteral("/srv/vitrine/cluster"),
                                       .recoveryFile = {}});
        save(preferences, QStringLiteral("preferences-appearance") + after);
        preferences.editShortcut(QStringLiteral("cluster.healAll"));
        preferences.setKeys(QKeySequence(QStringLiteral("Ctrl+K")), false);
        save(preferences, QStringLiteral("preferences-shortcuts") + after);
        preferences.showPage(PreferencesDialog::Section::layouts);
        save(preferences, QStringLiteral("preferences-layouts") + after);
        preferences.showPage(PreferencesDialog::Section::data);
        save(preferences, QStringLiteral("preferences-data") + after);
        ShortcutsDialog shortcuts(context, habits.registry());
        save(shortcuts, QStringLiteral("shortcuts") + after);
        AboutDialog about(context);
        save(about, QStringLiteral("about") + after);
    }

    void renders()
    {
        QFETCH(int, index);
        const Shot shot = shots()[static_cast<std::size_t>(index)];
        FakeSession session;
        for (std::size_t i = 0; i < shot.scenes.size(); ++i) {
            session.feed(shot.scenes[i]);
            if (i + 1 == shot.scenes.size() && shot.history) session.makeHistory(60);
        }
        MainWindow window(session,
                          {.scheme = shot.scheme, .language = shot.language, .scale = shot.scale, .size = shot.size, .screenshot = true});
        if (!shot.topic.isEmpty()) window.selection().setPartition(shot.topic, shot.partition);
        if (!shot.panel.isEmpty()) window.showPanel(shot.panel);
        QImage image = window.render(shot.size, shot.pixelRatio);
        if (shot.act) {
            shot.act(session, window);
            image = window.render(shot.size, shot.pixelRatio);
        }
        QCOMPARE(image.size(), shot.size * shot.pixelRatio);
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char('/') + QLatin1String(shot.name) + QStringLiteral(".png")));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestGallery)
#include "test_gallery.moc"
