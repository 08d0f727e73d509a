// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include "tests/ui/support/fake_session.h"
#include "ui/common/deed_action.h"
#include "ui/common/format.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/common/table_twin.h"
#include "ui/groups/groups_page.h"
#include "ui/log/log_page.h"
#include "ui/map/map_menu.h"
#include "ui/map/map_page.h"
#include "ui/map/replication_page.h"
#include "ui/quorum/quorum_page.h"
#include "ui/session/commands.h"
#include "ui/window/habits.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

namespace {

const QString closed = QStringLiteral("Nothing runs here.");

class ClosedSession : public FakeSession {
public:
    using Session::setAtRest;
    [[nodiscard]] QString readOnlyReason() const override { return closed; }
};

QString cellText(const TableView &table, int row, int column) { return TableDelegate::textOf(table.model()->index(row, column)); }

// The row whose cell in this column reads so.
int rowWith(const TableView &table, int column, const QString &text)
{
    for (int row = 0; row < table.model()->rowCount(); ++row)
        if (cellText(table, row, column) == text) return row;
    return -1;
}

WindowOptions picture()
{
    WindowOptions options;
    options.screenshot = true;
    return options;
}

QList<DeedAction *> deedsOf(const QMenu &menu)
{
    QList<DeedAction *> deeds;
    for (QAction *action : menu.actions()) {
        if (action->menu()) deeds << deedsOf(*action->menu());
        else if (auto *deed = qobject_cast<DeedAction *>(action)) deeds << deed;
    }
    return deeds;
}

}  // namespace

// Each drawn view has a table that says the same, by one control.
class TestTwins : public QObject {
    Q_OBJECT

private:
    Theme m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void everyPanelWithADrawingHasTheButton()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        QStringList with;
        for (const DockPanel *panel : window.findChildren<DockPanel *>())
            if (panel->page().hasTwins()) with << panel->objectName();
        with.sort();
        QCOMPARE(with, (QStringList{QStringLiteral("groups"), QStringLiteral("log"), QStringLiteral("plots"), QStringLiteral("quorum"),
                                    QStringLiteral("replication"), QStringLiteral("timeline"), QStringLiteral("wire")}));
        int buttons = 0;
        for (PanelHeader *header : window.findChildren<PanelHeader *>()) {
            QToolButton *button = header->tableButton();
            if (!button) continue;
            ++buttons;
            QVERIFY(!button->accessibleName().isEmpty() && !button->icon().isNull());
            QVERIFY2(button->toolTip().contains(QStringLiteral("Ctrl+T")), qPrintable(button->toolTip()));
        }
        QCOMPARE(buttons, with.size() + 1);  // and the map
    }

    void everyTableHoldsItsModelsPromisesWhileTheClusterChanges()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.makeHistory(20);
        MainWindow window(session, picture());
        window.show();
        for (PanelHeader *header : window.findChildren<PanelHeader *>())
            if (header->tableButton()) header->tableButton()->click();
        int models = 0;
        for (TableTwin *twin : window.findChildren<TableTwin *>()) {
            QVERIFY(twin->showsTable());
            for (TableView *table : twin->findChildren<TableView *>()) {
                new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, twin);
                QVERIFY2(!table->accessibleName().isEmpty(), qPrintable(table->objectName()));
                ++models;
            }
        }
        QVERIFY2(models >= 13, qPrintable(QString::number(models)));
        for (const char *scene : {scene::brokerKilled, scene::faults, scene::rebalance}) {
            for (const DockPanel *panel : window.findChildren<DockPanel *>()) {
                window.showPanel(panel->objectName());
                session.feed("move orders 0 on 3\nr orders 4 on 1 log 0..12100 hw 12000\n");
                session.sample();
            }
            for (TableTwin *twin : window.findChildren<TableTwin *>())
                for (int table = 0; table < twin->findChildren<TableView *>().size(); ++table) twin->setCurrentTable(table);
            session.feed(scene);
            session.sample();
        }
        session.feed("drop topic orders\ndrop group billing\n");
        session.sample();
        // And back: the drawings are as they were.
        for (PanelHeader *header : window.findChildren<PanelHeader *>())
            if (header->tableButton()) header->tableButton()->click();
        for (const TableTwin *twin : window.findChildren<TableTwin *>()) QVERIFY(!twin->showsTable());
    }

    void theShortcutTurnsThePanelThatHasTheFocus()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *map = window.findChild<MapPage *>();
        map->view().setFocus();
        const ActionRegistry::Entry *entry = window.habits().registry().find(QStringLiteral("view.asTable"));
        QVERIFY(entry && entry->keys == QKeySequence(QStringLiteral("Ctrl+T")));
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        QVERIFY(map->showsTables());
        // Who was at the drawing is at the table, and goes there from elsewhere.
        QVERIFY(map->twin().table(map->twin().currentTable()).hasFocus());
        window.showPanel(QStringLiteral("quorum"));
        auto *quorum = window.findChild<QuorumPage *>();
        quorum->lanes().setFocus();
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        QVERIFY(quorum->showsTables() && map->showsTables());
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        QVERIFY(!quorum->showsTables());
    }

    void theMapsTablesSayWhatItDraws()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        session.feed("fault link cut 1 3\nfault disk slow 2 200ms\n");
        Selection selection;
        MapPage page({session, selection, m_theme});
        page.resize(1'000, 600);
        page.show();
        page.setShowsTables(true);
        TableTwin &twin = page.twin();

        twin.setCurrentTable(MapTables::partitions);
        const TableView &partitions = twin.table(MapTables::partitions);
        std::size_t count = 0;
        for (const TopicState *topic : session.cluster().topics()) count += topic->partitions.size();
        QCOMPARE(partitions.model()->rowCount(), static_cast<int>(count));
        const int orders4 = rowWith(partitions, PartitionsModel::partition, QStringLiteral("orders-4"));
        QVERIFY(orders4 >= 0);
        const PartitionState *state = session.cluster().partition("orders", 4);
        QCOMPARE(cellText(partitions, orders4, PartitionsModel::leader), QString::number(state->meta.leader.value()));
        QCOMPARE(cellText(partitions, orders4, PartitionsModel::isr), Format::brokers(state->meta.isr));
        QCOMPARE(cellText(partitions, orders4, PartitionsModel::highWatermark),
                 Format::number(state->leader()->view.high_watermark.value()));
        QCOMPARE(cellText(partitions, orders4, PartitionsModel::state), QStringLiteral("under-replicated"));

        // One choice for all.
        twin.table(MapTables::partitions).setCurrentIndex(partitions.model()->index(orders4, 0));
        QVERIFY(selection.topic() == QStringLiteral("orders") && selection.partition() == 4);
        selection.setPartition(QStringLiteral("orders"), 1);
        QCOMPARE(cellText(partitions, partitions.currentIndex().row(), 0), QStringLiteral("orders-1"));
        // A sorted and filtered table stays with the choice.
        twin.table(MapTables::partitions).setFilter(QStringLiteral("orders"));
        twin.table(MapTables::partitions).sortBy(PartitionsModel::partition, Qt::DescendingOrder);
        QCOMPARE(partitions.model()->rowCount(), 6);
        QCOMPARE(cellText(partitions, 0, 0), QStringLiteral("orders-5"));
        selection.setPartition(QStringLiteral("orders"), 2);
        QCOMPARE(cellText(partitions, partitions.currentIndex().row(), 0), QStringLiteral("orders-2"));
        QVERIFY(partitions.exported(TableView::Export::csv).contains("orders-5,"));

        twin.setCurrentTable(MapTables::replicas);
        QCOMPARE(page.tables().replicasModel().rowCount(), [&] {
            int replicas = 0;
            for (const TopicState *topic : session.cluster().topics())
                for (const PartitionState &partition : topic->partitions) replicas += static_cast<int>(partition.meta.replicas.size());
            return replicas;
        }());

        twin.setCurrentTable(MapTables::brokers);
        const TableView &brokers = twin.table(MapTables::brokers);
        QCOMPARE(brokers.model()->rowCount(), 3);
        QVERIFY2(cellText(brokers, 1, 8).contains(QStringLiteral("200ms")), qPrintable(cellText(brokers, 1, 8)));
        twin.table(MapTables::brokers).setCurrentIndex(brokers.model()->index(1, 0));
        QCOMPARE(selection.broker(), 2);

        twin.setCurrentTable(MapTables::links);
        const TableView &links = twin.table(MapTables::links);
        QCOMPARE(links.model()->rowCount(), 3);
        const int cut = rowWith(links, 0, QStringLiteral("1 – 3"));
        QCOMPARE(cellText(links, cut, 1), QStringLiteral("cut"));
        QCOMPARE(cellText(links, cut, 2), QStringLiteral("link cut 1 3"));
    }

    void tenThousandPartitionsAreRows()
    {
        FakeSession session;
        session.feed(scene::large(9, 10'000));
        Selection selection;
        MapPage page({session, selection, m_theme});
        page.resize(1'000, 600);
        page.show();
        page.setShowsTables(true);
        for (const int table : {MapTables::partitions, MapTables::replicas}) {
            page.twin().setCurrentTable(table);
            session.sample();
            QElapsedTimer time;
            time.start();
            constexpr int rounds = 5;
            for (int i = 0; i < rounds; ++i) page.tables().refresh(nullptr);
            const double ms = static_cast<double>(time.nsecsElapsed()) / 1e6 / rounds;
            qInfo("%d rows: %.1f ms for all of them anew", page.twin().table(table).model()->rowCount(), ms);
            QVERIFY(page.twin().table(table).model()->rowCount() >= 10'000);
            QVERIFY2(ms < 300, qPrintable(QString::number(ms)));
        }
    }

    // Where somebody wants to look at them.
    void theTablesLookAsTheyShould_data()
    {
        QTest::addColumn<Theme::Scheme>("scheme");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << Theme::Scheme::light << QStringLiteral("en") << QSize(1'600, 1'000);
        QTest::newRow("dark") << Theme::Scheme::dark << QStringLiteral("en") << QSize(1'600, 1'000);
        QTest::newRow("korean") << Theme::Scheme::light << QStringLiteral("ko") << QSize(1'600, 1'000);
        QTest::newRow("narrow") << Theme::Scheme::light << QStringLiteral("en") << QSize(1'100, 700);
    }
    void theTablesLookAsTheyShould()
    {
        QFETCH(Theme::Scheme, scheme);
        QFETCH(QString, language);
        QFETCH(QSize, size);
        FakeSession session;
        session.feed(scene::demo);
        session.makeHistory(30);
        session.feed(scene::brokerKilled);
        session.feed(scene::faults);
        WindowOptions options = picture();
        options.scheme = scheme;
        options.language = language;
        options.size = size;
        MainWindow window(session, options);
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        const auto keep = [&](const QString &name) {
            const QImage image = window.render(size);
            QCOMPARE(image.size(), size);
            if (folder.isEmpty()) return;
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(image.save(QStringLiteral("%1/twins-%2-%3.png").arg(folder, QString::fromUtf8(QTest::currentDataTag()), name)));
        };
        QVERIFY(!window.render(size).isNull());  // laid out
        for (PanelHeader *header : window.findChildren<PanelHeader *>())
            if (header->tableButton()) header->tableButton()->click();
        int table = 0;
        for (const QString &name : {QStringLiteral("timeline"), QStringLiteral("log"), QStringLiteral("quorum"), QStringLiteral("plots")}) {
            window.findChild<MapPage *>()->twin().setCurrentTable(table++);
            window.showPanel(name);
            session.sample();
            keep(name);
            if (folder.isEmpty()) break;
        }
    }

    void aRowThatGoesTakesNoOtherOnesPlace()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        MapPage page({session, selection, m_theme});
        page.show();
        page.setShowsTables(true);
        page.twin().setCurrentTable(MapTables::partitions);
        selection.setPartition(QStringLiteral("orders"), 3);
        session.feed("drop topic orders\n");
        session.flush();
        QCOMPARE(selection.topic(), QStringLiteral("orders"));
        QVERIFY(!page.twin().table(MapTables::partitions).currentIndex().isValid());
    }

    void theReplicasOfAPartitionAreRowsWithItsSentence()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        Selection selection;
        selection.setPartition(QStringLiteral("orders"), 4);
        ReplicationPage page({session, selection, m_theme});
        page.resize(520, 360);
        page.show();
        page.setShowsTables(true);
        const TableView &table = page.twin().table();
        QCOMPARE(table.model()->rowCount(), 3);
        QCOMPARE(cellText(table, 0, 1).section(QLatin1Char(','), 0, 0), QStringLiteral("Leader"));
        const auto labels = page.twin().findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(page.view().sentence()); }));
        selection.setBroker(2);
        QCOMPARE(cellText(table, table.currentIndex().row(), 0), QStringLiteral("Broker 2"));
    }

    void theAssignmentIsARowForEachPartition()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        selection.setGroup(QStringLiteral("billing"));
        GroupsPage page({session, selection, m_theme});
        page.resize(560, 640);
        page.show();
        page.setShowsTables(true);
        const auto *twin = page.findChild<TableTwin *>(QStringLiteral("assignment"));
        const GroupInfo *group = session.cluster().group("billing");
        QVERIFY(twin && group);
        QVERIFY(twin->table().model()->rowCount() >= static_cast<int>(group->lags.size()));
        for (const PartitionLag &lag : group->lags) {
            const int row = rowWith(twin->table(), 0, toQString(lag.partition));
            QVERIFY2(row >= 0, lag.partition.to_string().c_str());
            const auto member = std::ranges::find(group->view.members, lag.memberId, &observe::MemberView::member_id);
            QCOMPARE(cellText(twin->table(), row, 1), toQString(nameOf(*member)));
        }
        twin->table().setCurrentIndex(twin->table().model()->index(0, 0));
        QCOMPARE(page.assignment().chosenMember(), toQString(group->lags.front().memberId));
    }

    void theLanesOfTheQuorumAreRows()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        QuorumPage page({session, selection, m_theme});
        page.resize(1'000, 400);
        page.show();
        page.setShowsTables(true);
        const TableView &table = page.lanesTwin().table();
        QCOMPARE(table.model()->rowCount(), static_cast<int>(page.lanes().lanes().size()));
        QCOMPARE(cellText(table, 0, 1), QStringLiteral("leader"));
        selection.setBroker(3);
        QCOMPARE(cellText(table, table.currentIndex().row(), 0), QStringLiteral("Broker 3"));
    }

    void theSegmentsAreRowsWithTheirReasons()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed("segments orders 0 on 1 0-4000:1048576@-7200 4000-9000:700000@-60* retention 86400\n");
        Selection selection;
        selection.setReplica(QStringLiteral("orders"), 0, 1);
        LogPage page({session, selection, m_theme});
        page.resize(900, 600);
        page.show();
        page.setShowsTables(true);
        const TableView &table = page.segmentsTwin().table();
        QCOMPARE(table.model()->rowCount(), 2);
        QCOMPARE(cellText(table, 1, 3), QStringLiteral("active"));
        QVERIFY(!cellText(table, 0, 6).isEmpty());
        table.selectionModel()->setCurrentIndex(table.model()->index(0, 0), QItemSelectionModel::ClearAndSelect);
        QVERIFY2(page.sentence() == cellText(table, 0, 6), qPrintable(page.sentence()));
        QVERIFY(page.strip().isHidden());
    }

    void whatOnlyASimulationCanIsInItsMenus()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        const auto lines = [&] {
            QStringList all;
            QMenu menu;
            addBrokerActions(menu, {session, selection, m_theme}, BrokerId(2), [](const QString &) {});
            addLinkActions(menu, {session, selection, m_theme}, BrokerId(1), BrokerId(2), [](const QString &) {});
            for (DeedAction *deed : deedsOf(menu)) {
                for (const Deed::Choice &choice : deed->deed().choices) all << choice.line;
                if (deed->deed().sentence.isEmpty()) all << QStringLiteral("no sentence: ") + deed->text();
            }
            return all;
        };
        const QStringList ofSimulation{QStringLiteral("broker crash 2"),       QStringLiteral("broker wipe 2"),
                                       QStringLiteral("broker slow 2 5ms"),    QStringLiteral("disk flip 2"),
                                       QStringLiteral("link cut-one-way 1 2"), QStringLiteral("link cut-one-way 2 1"),
                                       QStringLiteral("link clog 1 2 20000"),  QStringLiteral("link break 1 2")};
        const QStringList live = lines();
        for (const QString &line : ofSimulation) QVERIFY2(!live.contains(line), qPrintable(line));
        WorldState world = session.world();
        world.mode = WorldState::Mode::simulation;
        session.setWorld(world);
        session.flush();
        const QStringList simulated = lines();
        for (const QString &line : ofSimulation) QVERIFY2(simulated.contains(line), qPrintable(line));
        for (const QString &line : simulated) QVERIFY2(commands::formOf(line), qPrintable(line));
    }

    void whatIsDoneToTopicsAndReplicasIsSaidBefore()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        QMenu menu;
        addTopicActions(menu, {session, selection, m_theme}, QStringLiteral("orders"), [](const QString &) {});
        for (const int broker : {1, 2, 3})
            addReplicaActions(menu, {session, selection, m_theme}, QStringLiteral("orders"), 0, BrokerId(broker), [](const QString &) {});
        const auto deeds = deedsOf(menu);
        QCOMPARE(deeds.size(), menu.actions().size());
        QVERIFY(deeds.size() >= 5);
        for (DeedAction *deed : deeds) {
            QVERIFY2(deed->deed().sentence.size() > 30, qPrintable(deed->text()));
            QVERIFY2(commands::formOf(deed->line()), qPrintable(deed->line()));
        }
    }

    void whereNothingCanBeChangedEverythingSaysWhy()
    {
        ClosedSession session;
        session.feed(scene::demo);
        Selection selection;
        QMenu menu;
        const Context context{session, selection, m_theme};
        addBrokerActions(menu, context, BrokerId(2), [](const QString &) {});
        addLinkActions(menu, context, BrokerId(1), BrokerId(2), [](const QString &) {});
        addTopicActions(menu, context, QStringLiteral("orders"), [](const QString &) {});
        addReplicaActions(menu, context, QStringLiteral("orders"), 0, BrokerId(2), [](const QString &) {});
        for (DeedAction *deed : deedsOf(menu)) {
            QVERIFY2(!deed->isEnabled(), qPrintable(deed->text()));
            QCOMPARE(deed->deed().sentence, closed);
        }

        MainWindow window(session, picture());
        window.show();
        window.selection().setGroup(QStringLiteral("billing"));
        auto &groups = window.panel(QStringLiteral("groups"))->page();
        QList<QPushButton *> buttons = groups.findChildren<QPushButton *>();
        for (QPushButton *button : window.panel(QStringLiteral("produce"))->page().findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Send")) buttons << button;
        window.showPanel(QStringLiteral("produce"));
        session.sample();
        QVERIFY(buttons.size() >= 8);
        WorldState world = session.world();
        world.mode = WorldState::Mode::stopped;
        world.phase = WorldState::Phase::stopped;
        session.setWorld(world);
        session.flush();
        const auto bands = window.habits().worldBand().findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : bands) QVERIFY2(!button->isVisible(), qPrintable(button->text()));
        QVERIFY(window.habits().worldBand().accessibleName().contains(closed));
        for (QPushButton *button : buttons) {
            QVERIFY2(!button->isEnabled(), qPrintable(button->text()));
            QCOMPARE(button->toolTip(), closed);
        }
    }

    void atRestTheReplicaThatIsCommittedFurthestTellsTheLag()
    {
        const std::string text =
            "cluster Lab\nat 10\nbroker 1 stopped\nbroker 2 stopped\ntopic orders 1 rf 2 min 1\n"
            "p orders 0 leader -1 epoch 3 replicas 1,2 isr 2\n"
            "r orders 0 on 1 log 0..90 hw 90\nr orders 0 on 2 log 0..120 hw 110\n"
            "group billing Empty generation 3 protocol range coordinator 1\noffset billing orders 0 100\n";
        ClosedSession stopped;
        stopped.setAtRest();
        stopped.feed(text);
        stopped.sample();
        const GroupInfo *group = stopped.cluster().group("billing");
        QVERIFY(group && group->lagKnown());
        QCOMPARE(group->totalLag, 10);
        QVERIFY2(!group->behind, "nothing has an age");
        // Of a cluster that runs nobody may be asked but a leader.
        FakeSession live;
        live.feed(text);
        live.sample();
        group = live.cluster().group("billing");
        QVERIFY(group && !group->lagKnown());
        GroupsModel model;
        model.show(live);
        QCOMPARE(model.index(0, GroupsModel::lag).data().toString(), QStringLiteral("–"));
        QVERIFY(model.index(0, GroupsModel::lag).data(Qt::ToolTipRole).toString().contains(QStringLiteral("leader")));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestTwins)
#include "test_twins.moc"
