// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/common/deed_action.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/groups/groups_page.h"
#include "ui/map/map_menu.h"
#include "ui/session/commands.h"
#include "ui/window/create_topic_dialog.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"
#include "ui/window/port_question.h"
#include "ui/window/top_bar.h"

namespace vitrine::ui::test {

// The window as a whole: what its menus and buttons give, what it chooses to show, what it asks.
class TestWindow : public QObject {
    Q_OBJECT

private:
    static WindowOptions picture() { return {.scheme = Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true}; }

    // Every line that a menu can give, those of its submenus, too. Entries that are out of reach now are given as well.
    static QStringList linesOf(const std::function<void(QMenu &, const std::function<void(const QString &)> &)> &fill)
    {
        QStringList lines;
        QMenu menu;
        fill(menu, [&](const QString &line) { lines << line; });
        std::function<void(QMenu &)> walk = [&](QMenu &from) {
            for (QAction *action : from.actions()) {
                if (action->menu()) walk(*action->menu());
                action->setEnabled(true);
                auto *deed = qobject_cast<DeedAction *>(action);
                for (qsizetype i = 0; i < (deed ? deed->deed().choices.size() : 1); ++i) {
                    if (deed) deed->choose(i);
                    action->trigger();
                }
            }
        };
        walk(menu);
        return lines;
    }

    static void verifyKnown(const QStringList &lines)
    {
        QVERIFY(!lines.isEmpty());
        for (const QString &line : lines) QVERIFY2(commands::formOf(line), qPrintable(line));
    }

    static QString label(const QMenu &menu, int index) { return menu.actions().at(index)->text(); }

private Q_SLOTS:
    void everyLineOfEveryMenuIsOfTheLanguage_data()
    {
        QTest::addColumn<QString>("scenes");
        QTest::newRow("all is well") << QString::fromUtf8(scene::demo);
        QTest::newRow("a broker is gone") << QString::fromUtf8(scene::demo) + QString::fromUtf8(scene::brokerKilled);
        QTest::newRow("faults") << QString::fromUtf8(scene::demo) + QString::fromUtf8(scene::brokerKilled) +
                                       QString::fromUtf8(scene::faults);
        QTest::newRow("long names") << QString::fromUtf8(scene::longNames);
    }
    void everyLineOfEveryMenuIsOfTheLanguage()
    {
        QFETCH(QString, scenes);
        FakeSession session;
        session.feed(scenes.toStdString());
        Theme theme;
        Selection selection;
        const ClusterState &cluster = session.cluster();
        for (const BrokerId broker : cluster.columns()) {
            verifyKnown(linesOf([&](QMenu &menu, const auto &give) { addBrokerActions(menu, {session, selection, theme}, broker, give); }));
            for (const TopicState *topic : cluster.topics())
                for (const PartitionState &partition : topic->partitions)
                    verifyKnown(linesOf([&](QMenu &menu, const auto &give) {
                        addReplicaActions(menu, {session, selection, theme}, QString::fromStdString(topic->name), partition.meta.index,
                                          broker, give);
                    }));
        }
        for (const TopicState *topic : cluster.topics())
            verifyKnown(linesOf([&](QMenu &menu, const auto &give) {
                addTopicActions(menu, {session, selection, theme}, QString::fromStdString(topic->name), give);
            }));
    }

    void everyLineOfEveryButtonIsOfTheLanguage()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        MainWindow window(session, picture());
        window.show();
        for (QAction *action : window.findChildren<QAction *>(QStringLiteral("command"))) {
            action->setEnabled(true);
            action->trigger();
        }
        QList<QPushButton *> buttons = window.topBar().findChildren<QPushButton *>();
        buttons += window.panel(QStringLiteral("groups"))->page().findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            button->setEnabled(true);
            button->click();
        }
        QVERIFY(session.commands().size() >= 9);
        verifyKnown(session.commands());

        Theme theme;
        Selection selection;
        CreateTopicDialog dialog({session, selection, theme});
        dialog.findChild<QLineEdit *>()->setText(QStringLiteral("news"));
        verifyKnown({dialog.commandLine()});
    }

    void aFollowerInSyncCanBeMadeTheLeader()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        const PartitionState *partition = session.cluster().partition("orders", 0);
        QVERIFY(partition);
        const BrokerId leader = partition->meta.leader;
        Theme theme;
        Selection selection;
        for (const BrokerId broker : partition->meta.replicas) {
            QMenu menu;
            QString given;
            addReplicaActions(menu, {session, selection, theme}, QStringLiteral("orders"), 0, broker,
                              [&](const QString &line) { given = line; });
            QAction *first = menu.actions().first();
            const bool canLead = broker != leader && session.cluster().cell(*partition, broker, session.now()).state == CellState::inSync;
            QCOMPARE(first->isEnabled(), canLead);
            if (broker == leader) QCOMPARE(label(menu, 0), QStringLiteral("Broker %1 leads orders-0").arg(broker.value()));
            if (!canLead) continue;
            first->trigger();
            QCOMPARE(given, QStringLiteral("elect leader orders 0 %1").arg(broker.value()));
        }
    }

    void theButtonLetsTheClusterStandStill()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        window.topBar().togglePause();
        QCOMPARE(session.commands(), QStringList{QStringLiteral("cluster pause")});
        WorldState world = session.world();
        world.paused = true;
        session.setWorld(world);
        session.flush();
        QVERIFY(window.topBar().stateText().contains(QStringLiteral("paused")));
        window.topBar().togglePause();
        QCOMPARE(session.commands().last(), QStringLiteral("cluster resume"));
    }

    void blanksInsideOfANameStay()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.topBar().commandLine().run(QStringLiteral("  group describe \"two  blanks\" "));
        QCOMPARE(session.commands(), QStringList{QStringLiteral("group describe \"two  blanks\"")});
    }

    void theWindowShowsTheTopicThatHasRecords()
    {
        FakeSession session;
        session.feed(
            "cluster Lab\nat 1\nbroker 1 running\ntopic audit-log 1 rf 1 min 1\np audit-log 0 leader 1 epoch 0 replicas 1 isr 1\n"
            "r audit-log 0 on 1 log 0..0 hw 0\n");
        MainWindow window(session, picture());
        QCOMPARE(window.selection().topic(), QStringLiteral("audit-log"));
        session.feed("at 2\ntopic orders 1 rf 1 min 1\np orders 0 leader 1 epoch 0 replicas 1 isr 1\nr orders 0 on 1 log 0..500 hw 500\n");
        session.flush();
        QCOMPARE(window.selection().topic(), QStringLiteral("orders"));
        // What the user chooses stays.
        window.selection().setTopic(QStringLiteral("audit-log"));
        session.feed("at 3\ntopic other 1 rf 1 min 1\np other 0 leader 1 epoch 0 replicas 1 isr 1\nr other 0 on 1 log 0..90000 hw 90000\n");
        session.flush();
        QCOMPARE(window.selection().topic(), QStringLiteral("audit-log"));
    }

    void aTakenPortIsSaidAndOthersAreOffered()
    {
        const QString problem = QStringLiteral("port 9092 is in use by another program");
        PortQuestion question(problem, 10'092, 10'192);
        QCOMPARE(question.text(), problem);
        QVERIFY(question.informativeText().contains(QStringLiteral("10092")) &&
                question.informativeText().contains(QStringLiteral("10192")));
        QCOMPARE(question.defaultButton()->text(), QStringLiteral("Use ports from 10092"));
        question.show();
        question.defaultButton()->click();
        QVERIFY(question.agreed());
        PortQuestion refused(problem, 10'092, 10'192);
        refused.show();
        refused.reject();
        QVERIFY(!refused.agreed());
        Language language;
        language.set(QStringLiteral("ko"));
        PortQuestion korean(problem, 10'092, 10'192);
        QCOMPARE(korean.defaultButton()->text(), QStringLiteral("포트 10092부터 사용"));
    }

    void aBrokerThatFailedSaysWhy()
    {
        FakeSession session;
        session.feed(
            "cluster Lab\nat 5\nbroker 1 running\nbroker 2 failed message port 9093 is in use by another program\nbroker 3 running\n");
        QCOMPARE(brokerStatus(session, BrokerId(2)).tone, Tone::bad);
        QVERIFY(brokerTip(session, BrokerId(2)).contains(QStringLiteral("port 9093 is in use by another program")));
        QStringList given;
        Theme theme;
        Selection selection;
        QMenu menu;
        addBrokerActions(menu, {session, selection, theme}, BrokerId(2), [&](const QString &line) { given << line; });
        for (QAction *action : menu.actions())
            if (!action->menu() && action->isEnabled()) action->trigger();
        QCOMPARE(given, QStringList{QStringLiteral("broker start 2")});
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestWindow)
#include "test_window.moc"
