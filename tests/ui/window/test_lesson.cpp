// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <QApplication>
#include <QElapsedTimer>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include "cluster/real_cluster.h"
#include "cluster/workload.h"
#include "ui/common/deed_action.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/groups/groups_page.h"
#include "ui/map/map_page.h"
#include "ui/map/map_view.h"
#include "ui/map/replication_page.h"
#include "ui/session/commands.h"
#include "ui/session/embedded_session.h"
#include "ui/window/main_window.h"
#include "ui/window/navigation.h"
#include "ui/window/top_bar.h"

namespace vitrine::ui::test {

// A lesson as a teacher gives it, from a cold start and with nothing but the mouse, on a cluster that really runs. Each click goes where a
// hand would put it, and only where it can be seen; each step ends when the cluster did what was asked and the window shows it. No step may
// take more than four clicks.
class TestLesson : public QObject {
    Q_OBJECT

private:
    static constexpr int patienceMs = 60'000;
    static constexpr int clicksMax = 4;

    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_clicks = 0;
    QElapsedTimer m_step;

    void click(QWidget *widget, const QPoint &point)
    {
        QVERIFY(widget && widget->isVisible() && widget->isEnabled());
        const QWidget *hit = widget->window()->childAt(widget->mapTo(widget->window(), point));
        QVERIFY2(hit == widget || (hit && widget->isAncestorOf(hit)) || widget->isWindow(), qPrintable(widget->accessibleName()));
        ++m_clicks;
        QTest::mouseClick(widget, Qt::LeftButton, {}, point);
    }
    void click(QWidget *widget)
    {
        QTRY_VERIFY_WITH_TIMEOUT(widget && widget->isVisible() && widget->isEnabled(), patienceMs);
        click(widget, widget->rect().center());
    }
    void clickTab(const QString &name)
    {
        for (PanelTab *tab : m_window->findChildren<PanelTab *>())
            if (tab->isVisible() && tab->accessibleName() == name) return click(tab);
        QFAIL(qPrintable(QStringLiteral("no tab is named ") + name));
    }
    void clickEntry(const QWidget &menu, const QString &title)
    {
        DeedRow *found = nullptr;
        for (DeedRow *row : menu.findChildren<DeedRow *>())
            if (row->accessibleName().startsWith(title)) found = row;
        QVERIFY2(found, qPrintable(title));
        click(found, QPoint(24, 10));
    }
    static QMenu *openMenu() { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }

    template <class Button>
    Button *button(QWidget &in, const QString &text)
    {
        for (Button *one : in.findChildren<Button *>())
            if (one->text() == text) return one;
        return nullptr;
    }

    MapView &map() { return m_window->findChild<MapPage *>()->view(); }
    QPoint cellOf(std::int32_t partition, std::size_t column)
    {
        const auto hit = map().layoutOfRows().find("orders", partition);
        const MapLayout::Section &section = map().layoutOfRows().sections()[hit->section];
        const auto y = map().layoutOfRows().rowTop(section, *hit->row) - map().verticalScrollBar()->value() + map().headerHeight() +
                       map().layoutOfRows().rowHeight() / 2;
        return {static_cast<int>(map().menuRect(column).center().x()), static_cast<int>(y)};
    }

    const PartitionState *orders(std::int32_t partition) { return m_session->cluster().partition("orders", partition); }
    const GroupInfo *billing() { return m_session->cluster().group("billing"); }
    bool inSync(std::int32_t partition, BrokerId broker)
    {
        const auto &isr = orders(partition)->meta.isr;
        return std::ranges::find(isr, broker) != isr.end();
    }

    // For the eye, where VITRINE_GALLERY_DIR names a folder.
    void keepPicture(const char *name)
    {
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) return;
        QTest::qWait(300);
        QVERIFY(m_window->grab().save(QStringLiteral("%1/lesson-%2.png").arg(folder, QLatin1String(name))));
    }
    void begin()
    {
        m_clicks = 0;
        m_step.start();
    }
    void end(const char *step)
    {
        qInfo("%-58s %d click%s, %.1f s", step, m_clicks, m_clicks == 1 ? " " : "s", static_cast<double>(m_step.elapsed()) / 1e3);
        QVERIFY2(m_clicks <= clicksMax, step);
    }

private Q_SLOTS:
    // As the window is opened without arguments.
    void initTestCase()
    {
        cluster::ClusterOptions options;
        options.brokers = 3;
        options.base_port = 32'092;
        options.data_dir = m_folder.path().toStdString();
        options.settings = cluster::Workload::broker_settings();
        if (const auto free = cluster::next_free_base_port(options)) options.base_port = *free;
        m_session = std::make_unique<EmbeddedSession>(options);
        m_window = std::make_unique<MainWindow>(
            *m_session, WindowOptions{.scheme = Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true});
        m_window->resize(1600, 1000);
        m_window->show();
        connect(m_session.get(), &EmbeddedSession::started, m_session.get(), [this](bool ok) {
            if (ok) m_session->execute(commands::startWorkload(QStringLiteral("demo")));
        });
        m_session->start();
        QTRY_VERIFY_WITH_TIMEOUT(billing() && billing()->view.members.size() == 3 && !billing()->isRebalancing(), patienceMs);
        // Who has no minute to wait for the demo's segments to be rolled.
        if (!qEnvironmentVariableIsSet("VITRINE_LONG_TESTS"))
            m_session->execute(commands::setConfig(QStringLiteral("orders"), QStringLiteral("segment.ms"), QStringLiteral("3000")));
    }

    void theLeadersOfATopicAreShown()
    {
        begin();
        auto *navigation = m_window->findChild<Navigation *>()->findChild<QTreeView *>();
        const auto rows = navigation->model()->match(navigation->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("orders"), 1,
                                                     Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!rows.isEmpty());
        click(navigation->viewport(), navigation->visualRect(rows.first()).center());
        QCOMPARE(m_window->selection().topic(), QStringLiteral("orders"));
        for (std::int32_t partition = 0; partition < 6; ++partition) {
            const BrokerId leader = orders(partition)->meta.leader;
            QCOMPARE(m_session->cluster().cell(*orders(partition), leader, m_session->now()).state, CellState::leader);
            QVERIFY2(map().viewport()->rect().contains(cellOf(partition, 0)), qPrintable(QString::number(partition)));
        }
        keepPicture("leaders");
        end("Show the leaders of a topic");
    }

    void aLeaderIsKilled()
    {
        begin();
        const BrokerId leader = orders(0)->meta.leader;
        const auto column = static_cast<std::size_t>(leader.value() - 1);
        click(map().viewport(), map().menuRect(column).center().toPoint());
        QTRY_VERIFY(openMenu());
        clickEntry(*openMenu(), QStringLiteral("Kill broker %1").arg(leader.value()));
        QTRY_VERIFY_WITH_TIMEOUT(m_session->cluster().node(leader)->status.run == observe::NodeRun::killed, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(orders(0)->meta.leader != leader && orders(0)->meta.leader != no_broker, patienceMs);
        keepPicture("killed");
        end("Kill a leader, and see another take over");
    }

    void theIsrIsShownAndHealed()
    {
        begin();
        BrokerId killed = no_broker;
        for (const BrokerId broker : m_session->cluster().columns())
            if (m_session->cluster().node(broker)->status.run == observe::NodeRun::killed) killed = broker;
        QVERIFY(killed != no_broker);
        click(map().viewport(), cellOf(0, static_cast<std::size_t>(killed.value() - 1)));
        QCOMPARE(m_window->selection().partition(), 0);
        QVERIFY(m_window->findChild<ReplicationPage *>()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!inSync(0, killed), patienceMs);
        keepPicture("isr");
        end("Show the ISR without the killed broker");

        begin();
        click(button<QPushButton>(m_window->topBar(), QStringLiteral("Heal all")));
        QTRY_VERIFY_WITH_TIMEOUT(inSync(0, killed), patienceMs);
        end("Start it again, and see it come back into the ISR");
    }

    void aRebalanceIsTriggered()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!billing()->isRebalancing() && billing()->view.members.size() == 3, patienceMs);
        begin();
        const auto generation = billing()->view.generation;
        GroupsPage &page = *m_window->findChild<GroupsPage *>();
        if (!page.isVisible()) clickTab(page.tabName());
        QCOMPARE(m_window->selection().group(), QStringLiteral("billing"));
        click(button<QPushButton>(page, QStringLiteral("Rebalance")));
        QTRY_VERIFY_WITH_TIMEOUT(billing()->view.generation > generation && !billing()->isRebalancing(), patienceMs);
        QToolButton *history = button<QToolButton>(page, QStringLiteral("Rebalances"));
        click(history ? history : button<QToolButton>(page, QStringLiteral("History")));
        QTRY_VERIFY(page.rebalances().rowCount() > 0);
        keepPicture("rebalance");
        end("Trigger a rebalance");
    }

    void lagGrowsAndShrinks()
    {
        QTRY_VERIFY_WITH_TIMEOUT(billing()->totalLag < 400, patienceMs);
        begin();
        GroupsPage &page = *m_window->findChild<GroupsPage *>();
        click(button<QToolButton>(page, QStringLiteral("Members")));
        click(button<QPushButton>(page, QStringLiteral("Pause")));
        QTRY_VERIFY_WITH_TIMEOUT(billing()->totalLag > 1'000, patienceMs);
        // In seconds, too: its oldest record that was not read waits since the click.
        QVERIFY(billing()->behind && *billing()->behind > std::chrono::seconds(3));
        keepPicture("lag-grows");
        click(button<QPushButton>(page, QStringLiteral("Resume")));
        QTRY_VERIFY_WITH_TIMEOUT(billing()->totalLag < 400, patienceMs);
        click(button<QToolButton>(page, QStringLiteral("Lag")));
        keepPicture("lag-shrinks");
        end("Show lag grow and shrink");
    }

    void retentionDeletesASegment()
    {
        begin();
        clickTab(QStringLiteral("Log"));
        auto *retention = button<QToolButton>(*m_window, QStringLiteral("Retention"));
        // The menu is modal for the mouse, as for a hand: what is clicked next is in it.
        QTimer::singleShot(200, this, [this] { clickEntry(*openMenu(), QStringLiteral("Keep the records of orders")); });
        click(retention);
        const std::int32_t partition = m_window->selection().partition();
        const auto logStart = [&] { return orders(partition)->replica(orders(partition)->meta.leader)->view.log_start; };
        const Offset before = logStart();
        QTRY_VERIFY_WITH_TIMEOUT(logStart() > before, 2 * patienceMs);
        keepPicture("retention");
        end("Show retention delete a segment");
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_session.reset();
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestLesson)
#include "test_lesson.moc"
