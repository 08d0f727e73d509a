// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/common/icons.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/consume/consume_page.h"
#include "ui/session/commands.h"
#include "ui/session/kafka_tools.h"
#include "ui/session/undo_commands.h"
#include "ui/window/about_dialog.h"
#include "ui/window/command_copier.h"
#include "ui/window/habits.h"
#include "ui/window/main_window.h"
#include "ui/window/palette.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/top_bar.h"

namespace vitrine::ui::test {

// Palette, shortcuts, undo, layouts, pause of the display, copy as command, recovery, accessibility.
class TestHabits : public QObject {
    Q_OBJECT

private:
    static WindowOptions picture() { return {.scheme = Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true}; }

    static QStringList texts(const QList<PaletteItem> &items)
    {
        QStringList list;
        for (const PaletteItem &item : items) list << item.text;
        return list;
    }
    static void type(CommandLine &line, const QString &text)
    {
        line.open();
        line.clear();
        QTest::keyClicks(&line, text);
    }
    static void answered(FakeSession &session, qsizetype commands) { QTRY_COMPARE(session.commands().size(), commands); }

private Q_SLOTS:
    void lettersAreFoundInTheirOrder()
    {
        QVERIFY(palette::match(QStringLiteral("rdl"), QStringLiteral("Restore default layout")));
        QVERIFY(!palette::match(QStringLiteral("ldr"), QStringLiteral("Restore default layout")));
        QVERIFY(palette::match(QStringLiteral("타임"), QStringLiteral("타임라인")));
        const auto found = palette::match(QStringLiteral("dl"), QStringLiteral("Restore default layout"));
        QVERIFY(found);
        QCOMPARE(found->letters, QList<int>({8, 16}));
        const auto item = [](const char *text) { return PaletteItem{.id = QLatin1String(text), .text = QLatin1String(text)}; };
        const QList<PaletteItem> items{item("Catalog"), item("Log"), item("Consumer lag"), item("Heal all faults")};
        // The word itself stands before a word that has it; what was used last before the rest.
        QCOMPARE(texts(palette::find(QStringLiteral("log"), items, {}, 9)).first(), QStringLiteral("Log"));
        QCOMPARE(texts(palette::find({}, items, {QStringLiteral("Heal all faults"), QStringLiteral("Log")}, 9)),
                 QStringList({QStringLiteral("Heal all faults"), QStringLiteral("Log"), QStringLiteral("Catalog"),
                              QStringLiteral("Consumer lag")}));
        QCOMPARE(palette::find({}, items, {}, 2).size(), 2);
        // In whatever language the window is: by its name inside of the program.
        const QList<PaletteItem> korean{{.id = QStringLiteral("view.pauseDisplay"), .text = QStringLiteral("화면 일시 정지")}};
        QCOMPARE(palette::find(QStringLiteral("pause"), korean, {}, 9).size(), 1);
        QVERIFY(palette::find(QStringLiteral("xyz"), korean, {}, 9).isEmpty());
    }

    void thePaletteFindsActionsPlacesAndLines()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        CommandLine &line = window.topBar().commandLine();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(line.hasFocus());
        // An action, with its shortcut.
        type(line, QStringLiteral("prefer"));
        QCOMPARE(line.items().first().text, QStringLiteral("Preferences…"));
        QCOMPARE(line.items().first().keys, QStringLiteral("Ctrl+,"));
        // A place.
        type(line, QStringLiteral("payments"));
        QVERIFY(texts(line.items()).contains(QStringLiteral("payments")));
        QTest::keyClick(&line, Qt::Key_Return);
        QCOMPARE(window.selection().topic(), QStringLiteral("payments"));
        QVERIFY(session.commands().isEmpty());
        // A panel.
        window.panel(QStringLiteral("plots"))->hide();
        type(line, QStringLiteral("plots"));
        QTest::keyClick(&line, Qt::Key_Return);
        QVERIFY(window.panel(QStringLiteral("plots"))->isVisible());
        // A form of the language by any of its words, then the line itself.
        type(line, QStringLiteral("kill"));
        QVERIFY(texts(line.items()).contains(QStringLiteral("broker kill N")));
        type(line, QStringLiteral("broker kill 1"));
        QTest::keyClick(&line, Qt::Key_Return);
        QCOMPARE(session.commands(), QStringList{QStringLiteral("broker kill 1")});
        // What was used last comes first.
        line.open();
        line.clear();
        QTest::keyClick(&line, Qt::Key_A);
        QTest::keyClick(&line, Qt::Key_Backspace);
        QCOMPARE(line.items().first().id, QStringLiteral("panel.plots"));
    }

    void aLineCanBeCopiedFromThePalette()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        CommandLine &line = window.topBar().commandLine();
        type(line, QStringLiteral("heal all fau"));
        QCOMPARE(line.items().first().text, QStringLiteral("Heal all faults"));
        QTest::keyClick(&line, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("heal all"));
        QVERIFY(session.commands().isEmpty());
    }

    void everyMenuEntryIsInThePalette()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        const ActionRegistry &registry = window.habits().registry();
        QSet<QString> ids;
        for (const ActionRegistry::Entry &entry : registry.entries()) {
            QVERIFY2(!ids.contains(entry.id), qPrintable(entry.id));
            ids.insert(entry.id);
            QVERIFY2(!entry.text().isEmpty(), qPrintable(entry.id));
        }
        QList<const QAction *> toggles;
        for (const DockPanel *panel : window.findChildren<DockPanel *>()) toggles << panel->toggleViewAction();
        std::function<void(const QMenu &)> walk = [&](const QMenu &menu) {
            for (const QAction *action : menu.actions()) {
                if (action->isSeparator() || toggles.contains(action)) continue;
                if (action->menu()) walk(*action->menu());
                else QVERIFY2(registry.find(action), qPrintable(action->text()));
            }
        };
        for (const QAction *menu : window.findChild<QMenuBar *>()->actions()) walk(*menu->menu());
    }

    void shortcutsAreChangedAndConflictsSaid()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        ActionRegistry &registry = window.habits().registry();
        for (const ActionRegistry::Entry &entry : registry.entries())
            QVERIFY2(!registry.conflict(entry.id, entry.keys), qPrintable(entry.id + QLatin1Char(' ') + entry.keys.toString()));
        PreferencesDialog dialog({session, window.selection(), window.theme()}, registry, window.habits().layouts(),
                                 {.language = [] { return QStringLiteral("en"); },
                                  .setLanguage = {},
                                  .useLayout = {},
                                  .saveLayout = {},
                                  .restoreDefaultLayout = {},
                                  .dataDirectory = {},
                                  .recoveryFile = {}});
        dialog.editShortcut(QStringLiteral("cluster.healAll"));
        dialog.setKeys(QKeySequence(QStringLiteral("Ctrl+K")), false);
        QVERIFY(dialog.conflictText().contains(QStringLiteral("Find anything…")));
        QVERIFY(registry.find(QStringLiteral("cluster.healAll"))->keys.isEmpty());
        dialog.setKeys(QKeySequence(QStringLiteral("Ctrl+Alt+H")), false);
        QVERIFY(dialog.conflictText().isEmpty());
        WorldState world = session.world();
        world.faults << QStringLiteral("link cut 1 2");
        session.setWorld(world);
        session.flush();
        QTest::keyClick(&window, Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(session.commands(), QStringList{QStringLiteral("heal all")});
        // The space bar is one of them.
        dialog.editShortcut(QStringLiteral("view.pauseDisplay"));
        dialog.setKeys(QKeySequence(QStringLiteral("F6")), false);
        QTest::keyClick(&window, Qt::Key_Space);
        QVERIFY(!session.isDisplayPaused());
        QTest::keyClick(&window, Qt::Key_F6);
        QVERIFY(session.isDisplayPaused());
        registry.resetAllKeys();
        QCOMPARE(registry.find(QStringLiteral("view.pauseDisplay"))->keys, QKeySequence(Qt::Key_Space));
        QVERIFY(registry.find(QStringLiteral("cluster.healAll"))->keys.isEmpty());
    }

    void spacePausesTheDisplayAndNothingIsLost()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        const auto ends = [&] { return session.cluster().partition("orders", 0)->leader()->view.log_end.value(); };
        const std::int64_t before = ends();
        const Instant then = session.cluster().latest();
        int told = 0;
        connect(&session, &Session::updated, this, [&] { ++told; });
        QTest::keyClick(&window, Qt::Key_Space);
        QVERIFY(session.isDisplayPaused());
        QVERIFY(session.commands().isEmpty());
        QVERIFY(window.habits().displayBand().isVisible());
        QCOMPARE(window.habits().displayBand().content().headline, QStringLiteral("Display paused"));
        session.feed(
            "at 37.320\nr orders 0 on 1 log 0..99000 hw 99000\nr orders 0 on 2 log 0..99000 hw 99000\nr orders 0 on 3 log 0..99000 hw "
            "99000\n"
            "event 0 killed 3 by hand\n");
        session.flush();
        // What is shown stands still, its time and its events with it.
        QCOMPARE(told, 0);
        QCOMPARE(ends(), before);
        QCOMPARE(session.cluster().latest(), then);
        QCOMPARE(session.displayLag().events, std::uint64_t(1));
        QVERIFY(session.displayLag().time >= std::chrono::milliseconds(100));
        QTRY_VERIFY(window.habits().displayBand().content().sentence.startsWith(QStringLiteral("1 event and ")));
        // The state of the world is never held back.
        WorldState world = session.world();
        world.faults << QStringLiteral("link cut 1 2");
        session.setWorld(world);
        session.flush();
        QVERIFY(window.topBar().stateText().contains(QStringLiteral("1 fault")));
        const EventLog::Position shown = session.events().end();
        QTest::keyClick(&window, Qt::Key_Space);
        QVERIFY(!session.isDisplayPaused());
        QVERIFY(!window.habits().displayBand().isVisible());
        QCOMPARE(told, 1);
        QCOMPARE(ends(), std::int64_t(99'000));
        QCOMPARE(session.events().end(), shown + 1);
        QCOMPARE(session.displayLag().events, std::uint64_t(0));
        // In a field it is a blank.
        QTest::keyClicks(&window.topBar().commandLine(), QStringLiteral("broker kill"));
        QCOMPARE(window.topBar().commandLine().text(), QStringLiteral("broker kill"));
        QVERIFY(!session.isDisplayPaused());
    }

    void recordsThatAreReadWaitBehindThePausedDisplay()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.setConsumed(
            {{.partition = 0, .offset = 1, .value = QByteArray("a")}, {.partition = 0, .offset = 2, .value = QByteArray("b")}});
        std::size_t seen = 0;
        QObject reader;
        session.setDisplayPaused(true);
        session.consume({.topic = QStringLiteral("orders")}, &reader,
                        [&](const ConsumeProgress &progress) { seen += progress.records.size(); });
        QTest::qWait(100);
        QCOMPARE(seen, std::size_t(0));
        session.setDisplayPaused(false);
        QTRY_COMPARE(seen, std::size_t(2));
    }

    void faultsAreTakenBackByTheirInverse_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("inverse");
        const auto row = [](const char *line, const char *inverse) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(inverse);
        };
        row("broker kill 2", "broker start 2");
        row("broker stop 2", "broker start 2");
        row("broker pause 3", "broker resume 3");
        row("broker resume 3", "broker pause 3");
        row("link cut 1 2", "link heal 1 2");
        row("link slow 1 2 200ms", "link heal 1 2");
        row("cluster pause", "cluster resume");
        row("clock skew 1 500", "clock skew 1 0");
        row("disk fail 1.2 writes", "disk fail 1.2 off");
        row("group pause-member \"a b\" m1", "group resume-member \"a b\" m1");
        row("broker start 2", "");
        row("disk full 1 off", "");
        row("topic delete orders", "");
        row("disk flip 1", "");
        row("heal all", "");
    }
    void faultsAreTakenBackByTheirInverse()
    {
        QFETCH(QString, line);
        QFETCH(QString, inverse);
        const auto found = commands::inverseOf(line);
        QCOMPARE(found.value_or(QString()), inverse);
        if (found) QVERIFY2(commands::formOf(*found), qPrintable(*found));
    }

    void undoRunsTheInverseAndSaysSo()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        History &history = window.habits().history();
        const auto *undo = window.habits().registry().find(QStringLiteral("edit.undo"));
        QVERIFY(!undo->isEnabled());
        window.topBar().commandLine().run(QStringLiteral("broker kill 2"));
        window.topBar().commandLine().run(QStringLiteral("link cut 1 3"));
        QTRY_COMPARE(undo->text(), QStringLiteral("Undo: link cut 1 3 (runs link heal 1 3)"));
        window.topBar().commandLine().run(QStringLiteral("topic list"));
        answered(session, 3);
        undo->trigger();
        answered(session, 4);
        QCOMPARE(session.commands().last(), QStringLiteral("link heal 1 3"));
        QTRY_COMPARE(undo->text(), QStringLiteral("Undo: broker kill 2 (runs broker start 2)"));
        history.redo();
        answered(session, 5);
        QCOMPARE(session.commands().last(), QStringLiteral("link cut 1 3"));
        QTest::qWait(20);
        // Somebody heals everything: there is nothing left to take back.
        window.topBar().commandLine().run(QStringLiteral("heal all"));
        QTRY_VERIFY(!undo->isEnabled());
        // A command that was refused did nothing.
        session.setAnswer({false, QStringLiteral("no such broker"), {}});
        window.topBar().commandLine().run(QStringLiteral("broker kill 9"));
        QTest::qWait(20);
        QVERIFY(!undo->isEnabled());
    }

    void changesOfTheLayoutAreTakenBack()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        History &history = window.habits().history();
        // That the window comes up is nobody's change.
        QTest::qWait(1'500);
        QVERIFY(history.undoText().isEmpty());
        window.panel(QStringLiteral("groups"))->close();
        QTRY_COMPARE(history.undoText(), QStringLiteral("change of the layout"));
        // Another panel of a stack in front is no change of the layout.
        const int steps = history.stack().count();
        window.showPanel(QStringLiteral("log"));
        QTest::qWait(500);
        QCOMPARE(history.stack().count(), steps);
        history.undo();
        QTRY_VERIFY(!window.panel(QStringLiteral("groups"))->isHidden());
        QTest::qWait(400);
        history.redo();
        QTRY_VERIFY(window.panel(QStringLiteral("groups"))->isHidden());
    }

    void layoutsHaveNames()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        Habits &habits = window.habits();
        window.panel(QStringLiteral("timeline"))->close();
        habits.saveLayout(QStringLiteral("  without  timeline & more "));
        QCOMPARE(habits.layouts().names(), QStringList{QStringLiteral("without timeline & more")});
        window.panel(QStringLiteral("timeline"))->show();
        habits.useLayout(habits.layouts().layout(QStringLiteral("without timeline & more")));
        QVERIFY(window.panel(QStringLiteral("timeline"))->isHidden());
        QVERIFY(texts(habits.offers()).contains(QStringLiteral("without timeline & more")));
        habits.layouts().remove(QStringLiteral("without timeline & more"));
        QVERIFY(habits.layouts().names().isEmpty());
        // A name without letters is none.
        habits.saveLayout(QStringLiteral("  "));
        QVERIFY(habits.layouts().names().isEmpty());
        // What is no layout changes nothing.
        habits.useLayout("nonsense");
        QVERIFY(window.panel(QStringLiteral("timeline"))->isHidden());
    }

    void kafkaHasATool_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("tool");
        const auto row = [](const char *line, const char *tool) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(tool);
        };
        row("topic create news --partitions 6 --replication-factor 3 --config cleanup.policy=compact",
            "kafka-topics.sh --bootstrap-server h:1 --create --topic news --partitions 6 --replication-factor 3 --config "
            "cleanup.policy=compact");
        row("topic alter \"two words\" --partitions 9",
            "kafka-topics.sh --bootstrap-server h:1 --alter --topic 'two words' --partitions 9");
        row("config set orders cleanup.policy=compact,delete",
            "kafka-configs.sh --bootstrap-server h:1 --alter --entity-type topics --entity-name orders --add-config "
            "'cleanup.policy=[compact,delete]'");
        row("elect preferred orders 4",
            "kafka-leader-election.sh --bootstrap-server h:1 --election-type preferred --topic orders --partition 4");
        row("elect preferred orders", "");
        row("partition move orders 0 1,2",
            "kafka-reassign-partitions.sh --bootstrap-server h:1 --execute --reassignment-json-file <(echo "
            "'{\"version\":1,\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"replicas\":[1,2]}]}')");
        row("produce orders it's --key k",
            "echo 'k:it'\\''s' | kafka-console-producer.sh --bootstrap-server h:1 --topic orders --reader-property parse.key=true "
            "--reader-property key.separator=:");
        row("broker kill 1", "");
    }
    void kafkaHasATool()
    {
        QFETCH(QString, line);
        QFETCH(QString, tool);
        if (line.contains(QLatin1Char('\''))) line.replace(QStringLiteral("it's"), QStringLiteral("\"it's\""));
        QCOMPARE(commands::kafkaTool(line, QStringLiteral("h:1")).value_or(QString()), tool);
        QVERIFY(!commands::kafkaTool(line, {}));
    }

    void everyEntryThatRunsALineOffersItForCopying()
    {
        FakeSession session;
        session.feed(scene::demo);
        WorldState world = session.world();
        world.bootstrapServers = QStringLiteral("127.0.0.1:9092");
        session.setWorld(world);
        MainWindow window(session, picture());
        QMenu menu;
        QMenu *inner = menu.addMenu(QStringLiteral("More"));
        menu.addAction(QStringLiteral("Kill"))->setToolTip(QStringLiteral("broker kill 2"));
        inner->addAction(QStringLiteral("Describe"))->setToolTip(QStringLiteral("topic describe orders"));
        menu.addAction(QStringLiteral("Nothing of the kind"));
        // As the application does it when the menu comes up.
        menu.popup(QPoint(0, 0));
        auto *copies = menu.findChild<QMenu *>(QStringLiteral("copyAsCommand"));
        QVERIFY(copies);
        QStringList lines;
        for (QAction *action : copies->actions()) {
            action->trigger();
            lines << QGuiApplication::clipboard()->text();
        }
        QCOMPARE(lines, QStringList({QStringLiteral("topic describe orders"),
                                     QStringLiteral("kafka-topics.sh --bootstrap-server 127.0.0.1:9092 --describe --topic orders"),
                                     QStringLiteral("broker kill 2")}));
        // By the keyboard, too.
        menu.setActiveAction(menu.actions().at(1));
        QTest::keyClick(&menu, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("broker kill 2"));
        QVERIFY(!menu.isVisible());
        QMenu harmless;
        harmless.addAction(QStringLiteral("Nothing of the kind"));
        harmless.popup(QPoint(0, 0));
        QVERIFY(!harmless.findChild<QMenu *>(QStringLiteral("copyAsCommand")));
        harmless.close();
        for (const char *kind : {"Heal all", "Pause"})
            for (QPushButton *button : window.topBar().findChildren<QPushButton *>())
                if (button->text() == QLatin1String(kind)) QVERIFY2(!CommandCopier::lineOf(*button).isEmpty(), kind);
        QVERIFY(session.commands().isEmpty());
    }

    void aRunThatEndedInTheMiddleIsGivenBack()
    {
        const QTemporaryDir directory;
        WindowOptions options = picture();
        options.recoveryFile = directory.filePath(QStringLiteral("deeper/autosave.json"));
        const auto consumePage = [](MainWindow &window) -> QWidget & { return window.panel(QStringLiteral("consume"))->page(); };
        QByteArray crashed;
        {
            FakeSession session;
            session.feed(scene::demo);
            MainWindow window(session, options);
            window.show();
            QVERIFY(window.habits().noticeBand().content().headline.isEmpty());
            window.selection().setReplica(QStringLiteral("payments"), 1, 2);
            window.panel(QStringLiteral("plots"))->close();
            consumePage(window).findChild<QComboBox *>()->setCurrentText(QStringLiteral("payments"));
            const auto saved = [&] {
                QFile file(options.recoveryFile);
                return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            };
            QTRY_VERIFY_WITH_TIMEOUT(saved().contains("\"topic\":\"payments\""), 4 * Recovery::afterChangeMs);
            crashed = saved();
            window.close();
        }
        {
            // Closed by a person: nothing to tell.
            FakeSession session;
            session.feed(scene::demo);
            MainWindow window(session, options);
            window.show();
            QVERIFY(window.habits().noticeBand().content().headline.isEmpty());
            window.close();
        }
        QFile file(options.recoveryFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(crashed);
        file.close();
        options.lastEnd = QStringLiteral("SIGSEGV");
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, options);
        window.show();
        const Band &notice = window.habits().noticeBand();
        QCOMPARE(notice.content().headline, QStringLiteral("Vitrine ended in the middle"));
        QVERIFY(notice.content().sentence.startsWith(QStringLiteral("Reason: SIGSEGV. Layout, selection and forms are as they were at ")));
        QCOMPARE(window.selection().topic(), QStringLiteral("payments"));
        QCOMPARE(window.selection().partition(), 1);
        QCOMPARE(window.selection().broker(), 2);
        QVERIFY(window.panel(QStringLiteral("plots"))->isHidden());
        window.habits().noticeBand().close();
        QVERIFY(!notice.isVisible());
    }

    void aSecondProgramLeavesTheFileAlone()
    {
        const QTemporaryDir directory;
        const QString name = directory.filePath(QStringLiteral("autosave.json"));
        Recovery first(name, [] { return QJsonObject{{QStringLiteral("who"), QStringLiteral("first")}}; });
        first.begin();
        Recovery second(name, [] { return QJsonObject{{QStringLiteral("who"), QStringLiteral("second")}}; });
        QVERIFY(!second.found());
        second.begin();
        second.saveNow();
        QTRY_VERIFY(QFile::exists(name));
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("first"));
    }

    void theLastStateIsWrittenWhenTheWindowIsClosed()
    {
        const QTemporaryDir directory;
        const QString name = directory.filePath(QStringLiteral("autosave.json"));
        int turn = 0;
        Recovery recovery(name, [&] { return QJsonObject{{QStringLiteral("turn"), ++turn}}; });
        recovery.begin();
        for (int i = 0; i < 50; ++i) recovery.saveNow();
        recovery.end();
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject written = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(written.value(QStringLiteral("done")).toBool());
        QCOMPARE(written.value(QStringLiteral("state")).toObject().value(QStringLiteral("turn")).toInt(), turn);
    }

    void fieldsOfFormsAreGivenBack()
    {
        const auto make = [](QWidget &form) {
            new QLineEdit(&form);
            auto *choice = new QComboBox(&form);
            choice->addItems({QStringLiteral("a"), QStringLiteral("b")});
            new QSpinBox(&form);
            auto *check = new QCheckBox(&form);
            Q_UNUSED(check)
            auto *fixed = new QLineEdit(&form);
            fixed->setReadOnly(true);
        };
        QWidget before;
        make(before);
        before.findChild<QLineEdit *>()->setText(QStringLiteral("key-{n}"));
        before.findChild<QComboBox *>()->setCurrentIndex(1);
        before.findChild<QSpinBox *>()->setValue(42);
        before.findChild<QCheckBox *>()->setChecked(true);
        QWidget after;
        make(after);
        Recovery::setFields(after, Recovery::fieldsOf(before));
        QCOMPARE(after.findChild<QLineEdit *>()->text(), QStringLiteral("key-{n}"));
        QCOMPARE(after.findChild<QComboBox *>()->currentText(), QStringLiteral("b"));
        QCOMPARE(after.findChild<QSpinBox *>()->value(), 42);
        QVERIFY(after.findChild<QCheckBox *>()->isChecked());
    }

    void theStateOfTheWorldIsSaidAcrossTheWindow()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        const Band &band = window.habits().worldBand();
        WorldState world = session.world();
        QVERIFY(!band.isVisible());
        world.phase = WorldState::Phase::stopped;
        session.setWorld(world);
        session.flush();
        QVERIFY(band.isVisible());
        window.habits().worldBand().findChild<QPushButton *>()->click();
        QCOMPARE(session.commands(), QStringList{QStringLiteral("heal all")});
        world.phase = WorldState::Phase::running;
        session.setWorld(world);
        session.flush();
        QVERIFY(!band.isVisible());
    }

    void everythingThatTakesTheKeyboardHasAName_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Korean") << QStringLiteral("ko");
    }
    void everythingThatTakesTheKeyboardHasAName()
    {
        QFETCH(QString, language);
        FakeSession session;
        session.feed(scene::demo);
        WindowOptions options = picture();
        options.language = language;
        MainWindow window(session, options);
        window.show();
        for (DockPanel *panel : window.findChildren<DockPanel *>()) {
            window.showPanel(panel->objectName());
            QCoreApplication::processEvents();
        }
        QStringList nameless;
        int named = 0;
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden() || widget->window() != &window) continue;
            if (const auto *band = qobject_cast<Band *>(widget->parentWidget()); band && band->isHidden()) continue;
            // What belongs to another widget is named by it; a scroll area that only moves its content has nothing of its own to say.
            if (qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) || qobject_cast<QComboBox *>(widget->parentWidget()) ||
                qobject_cast<QScrollBar *>(widget) || qobject_cast<QHeaderView *>(widget) ||
                widget->objectName() == QStringLiteral("qt_scrollarea_viewport") || widget->metaObject() == &QScrollArea::staticMetaObject)
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            if (interface->text(QAccessible::Name).trimmed().isEmpty())
                nameless << QStringLiteral("%1 \"%2\" in %3")
                                .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                     QLatin1String(widget->parentWidget()->metaObject()->className()));
            else ++named;
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
        QVERIFY(named > 15);
    }

    void theTabKeyReachesEveryPartOfTheWindow()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, picture());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.panel(QStringLiteral("timeline"))->raise();
        QSet<const QWidget *> reached;
        for (int i = 0; i < 200; ++i) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, Qt::Key_Tab);
            // The command line keeps the key while it completes.
            if (QApplication::focusWidget() == &window.topBar().commandLine()) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            for (const QWidget *widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) reached.insert(widget);
        }
        QVERIFY(reached.contains(&window.topBar()));
        for (const char *name : {"replication", "groups", "timeline"}) QVERIFY2(reached.contains(window.panel(QLatin1String(name))), name);
        QVERIFY(std::ranges::any_of(reached, [](const QWidget *widget) { return widget->objectName() == QStringLiteral("navigation"); }));
    }

    void everyIconAndEveryLicenceIsThere()
    {
        FakeSession session;
        MainWindow window(session, picture());
        for (const ActionRegistry::Entry &entry : window.habits().registry().entries())
            if (!entry.icon.isEmpty()) QVERIFY2(!lineIcon(window.theme(), entry.icon).isNull(), qPrintable(entry.icon));
        for (const AboutDialog::Component &component : AboutDialog::components())
            QVERIFY2(AboutDialog::licenceText(component.file).size() > 500, qPrintable(component.name));
        AboutDialog dialog({session, window.selection(), window.theme()});
        auto *text = dialog.findChild<QPlainTextEdit *>();
        dialog.findChild<QListWidget *>()->setCurrentRow(4);
        QVERIFY(text->toPlainText().contains(QStringLiteral("Boost Software License")));
        QVERIFY(text->isReadOnly());
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestHabits)
#include "test_habits.moc"
