// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QMessageBox>
#include <QSpinBox>
#include <QTest>

#include "tests/ui/gallery/scene.h"
#include "ui/archive/archive_dialogs.h"
#include "ui/common/table_twin.h"
#include "ui/map/map_page.h"
#include "ui/session/directory_session.h"
#include "ui/window/about_dialog.h"
#include "ui/window/create_topic_dialog.h"
#include "ui/window/habits.h"
#include "ui/window/help_dialogs.h"
#include "ui/window/port_question.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/top_bar.h"
#include "ui/wire/filter_edit.h"

namespace vitrine::ui::test {

namespace {

const char *const nothing = "cluster Empty\nat 5\nbroker 1 running\nbroker 2 running\nbroker 3 running\nquorum leader 2 epoch 1 end 12\n";

void openWindow(Stage &stage, const std::vector<std::string> &texts)
{
    stage.feed(texts);
    stage.open();
}

void type(Stage &stage, const std::string &text, const char *words)
{
    openWindow(stage, {text});
    CommandLine &line = stage.window().topBar().commandLine();
    line.open();
    QTest::keyClicks(&line, QLatin1String(words));
    QTest::keyClick(&line, Qt::Key_Down);
    stage.show(line.popup());
}

// A data directory that nothing runs on.
class ClosedSession : public FakeSession {
public:
    using Session::setAtRest;
    [[nodiscard]] QString readOnlyReason() const override
    {
        return DirectorySession::readOnlyReasonOf(QStringLiteral("/srv/clusters/orders"));
    }
};

void openClosed(Stage &stage)
{
    auto &session = stage.play(std::make_shared<ClosedSession>());
    session.setAtRest();
    session.feed(std::string(scene::demo) + "broker 1 stopped\nbroker 2 stopped\nbroker 3 stopped\nphase stopped\n");
    session.sample();
    stage.open();
}

// Every drawing of a panel as rows.
void openTables(Stage &stage, const std::string &text, const char *panel, const QString &topic = QStringLiteral("orders"))
{
    stage.feed({text, text == scene::demo ? std::string(scene::brokerKilled) : std::string()});
    stage.open(Stage::narrowWindow);
    stage.window().selection().setPartition(topic, 0);
    stage.window().selection().setGroup(QStringLiteral("billing"));
    stage.showPanel(panel);
    stage.window().panel(QLatin1String(panel))->page().setShowsTables(true);
}

void openMapTable(Stage &stage, const std::string &text, int table, const QString &filter = {})
{
    stage.feed({text, text == scene::demo ? std::string(scene::brokerKilled) : std::string()});
    stage.open();
    auto &map = *stage.window().findChild<MapPage *>();
    map.setShowsTables(true);
    map.twin().setCurrentTable(table);
    if (!filter.isEmpty()) {
        map.twin().table(table).showFilter();
        QTest::keyClicks(map.twin().table(table).findChild<QLineEdit *>(), filter);
    }
    stage.show(*map.parentWidget());
}

PreferencesDialog &openPreferences(Stage &stage, PreferencesDialog::Section section)
{
    openWindow(stage, {scene::demo});
    Habits &habits = stage.window().habits();
    habits.saveLayout(QStringLiteral("Lecture"));
    const QString language = QLatin1String(stage.look().language);
    auto &dialog = stage.openDialog<PreferencesDialog>(stage.context(), habits.registry(), habits.layouts(),
                                                       PreferencesDialog::Hooks{.language = [=] { return language; },
                                                                                .setLanguage = {},
                                                                                .useLayout = {},
                                                                                .saveLayout = {},
                                                                                .restoreDefaultLayout = {},
                                                                                .dataDirectory = QStringLiteral("/srv/vitrine/cluster"),
                                                                                .recoveryFile = {}});
    dialog.showPage(section);
    return dialog;
}

CreateTopicDialog &openCreateTopic(Stage &stage, const std::string &text, const QString &name)
{
    stage.feed({text});
    auto &dialog = stage.openDialog<CreateTopicDialog>(stage.context());
    dialog.findChild<QLineEdit *>()->setText(name);
    return dialog;
}

}  // namespace

Scenes windowScenes()
{
    using Section = PreferencesDialog::Section;
    const std::string demo = scene::demo;
    const std::string killed = scene::brokerKilled;
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("window"), view("starting"),
         [](Stage &stage) { openWindow(stage, {"phase starting\nbroker 1 starting\nbroker 2 starting\nbroker 3 starting\n"}); }},
        {view("window"), view("failed"),
         [](Stage &stage) {
             openWindow(stage, {"phase failed Port 9092 is in use by another program. Free it, or start with --base-port 9292.\n"});
         }},
        {view("window"), view("stopped"),
         [=](Stage &stage) { openWindow(stage, {demo, killed, "broker 1 stopped\nbroker 3 stopped\nphase stopped\n"}); }},
        {view("window"), view("display paused"),
         [=](Stage &stage) {
             openWindow(stage, {demo, killed});
             stage.window().habits().toggleDisplay();
             std::string later = "at 36.4\n";
             for (int i = 0; i < 1'240; ++i) later += "event 0 topic orders 6 3\n";
             stage.fake().feed(later);
             QTest::qWait(150);
         }},

        {view("window"), view("read-only"), openClosed},

        {view("tables"), view("brokers"), [=](Stage &stage) { openMapTable(stage, demo, 0); }},
        {view("tables"), view("large"), [](Stage &stage) { openMapTable(stage, scene::crowded(), 1); }},
        {view("tables"), view("filtered"), [](Stage &stage) { openMapTable(stage, scene::crowded(), 3, QStringLiteral("10")); }},
        {view("tables"), view("replication"), [=](Stage &stage) { openTables(stage, demo, "replication"); }},
        {view("tables"), view("groups"), [=](Stage &stage) { openTables(stage, demo, "groups"); }},
        {view("tables"), view("timeline"), [=](Stage &stage) { openTables(stage, demo, "timeline"); }},
        {view("tables"), view("log"), [=](Stage &stage) { openTables(stage, demo, "log"); }},
        {view("tables"), view("quorum"), [=](Stage &stage) { openTables(stage, demo, "quorum"); }},
        {view("tables"), view("plots"), [=](Stage &stage) { openTables(stage, demo, "plots"); }},

        {view("palette"), view("empty"), [](Stage &stage) { type(stage, nothing, ""); }},
        {view("palette"), view("normal"), [=](Stage &stage) { type(stage, demo, "pa"); }},
        {view("palette"), view("large"), [](Stage &stage) { type(stage, scene::crowded(), "topic delete "); }},
        {view("palette"), view("a command"), [=](Stage &stage) { type(stage, demo, "broker "); }},
        {view("palette"), view("an answer"),
         [=](Stage &stage) {
             openWindow(stage, {demo});
             stage.fake().setAnswer(
                 {.ok = false,
                  .sentence = QStringLiteral(
                      "INVALID_REPLICATION_FACTOR: 5 replicas were asked for, but only 3 brokers are alive. Ask for at most 3."),
                  .json = {{QStringLiteral("ok"), false}, {QStringLiteral("error"), QStringLiteral("INVALID_REPLICATION_FACTOR")}}});
             CommandLine &line = stage.window().topBar().commandLine();
             line.run(QStringLiteral("topic create news --partitions 6 --replication-factor 5"));
             QTRY_VERIFY(!line.popup().answerText().isEmpty());
             stage.show(line.popup());
         }},

        {view("dialog-message"), view("normal"),
         [](Stage &stage) {
             stage.feed({scene::single});
             (void)stage.context();
             stage.openDialog<QMessageBox>(
                 QMessageBox::Warning, QStringLiteral("Vitrine"),
                 MainWindow::tr("%1 cannot be written: %2").arg(QStringLiteral("/srv/exports/orders.csv"), QStringLiteral("EACCES")),
                 QMessageBox::Ok);
         }},
        {view("dialog-message"), view("question"),
         [](Stage &stage) {
             stage.feed({scene::single});
             (void)stage.context();
             stage.openDialog<QMessageBox>(
                 QMessageBox::Question, SaveClusterDialog::tr("Save cluster"),
                 SaveClusterDialog::tr("%1 is there already. Is it to be replaced?").arg(QStringLiteral("/srv/clusters/orders.vitrine")),
                 QMessageBox::Yes | QMessageBox::No);
         }},
        {view("dialog-create-topic"), view("empty"), [](Stage &stage) { openCreateTopic(stage, nothing, {}); }},
        {view("dialog-create-topic"), view("normal"), [=](Stage &stage) { openCreateTopic(stage, demo, QStringLiteral("invoices")); }},
        {view("dialog-create-topic"), view("large"),
         [](Stage &stage) {
             auto &dialog =
                 openCreateTopic(stage, scene::crowded(),
                                 QStringLiteral("com.example.production.europe-west.customer-relations.invoices-and-reminders.v2"));
             dialog.findChildren<QSpinBox *>().first()->setValue(10'000);
             dialog.findChildren<QSpinBox *>().last()->setValue(9);
         }},

        {view("dialog-preferences"), view("normal"), [](Stage &stage) { openPreferences(stage, Section::appearance); }},
        {view("dialog-preferences"), view("shortcuts"),
         [](Stage &stage) {
             auto &dialog = openPreferences(stage, Section::shortcuts);
             dialog.editShortcut(QStringLiteral("cluster.healAll"));
             dialog.setKeys(QKeySequence(QStringLiteral("Ctrl+K")), false);
         }},
        {view("dialog-preferences"), view("layouts"), [](Stage &stage) { openPreferences(stage, Section::layouts); }},
        {view("dialog-preferences"), view("data"), [](Stage &stage) { openPreferences(stage, Section::data); }},
        {view("dialog-ports"), view("normal"),
         [=](Stage &stage) {
             stage.feed({demo});
             (void)stage.context();
             stage.openDialog<PortQuestion>(
                 QStringLiteral("Port 9092 on 127.0.0.1 is taken: Address already in use. Brokers would listen on 9092 to 9094."), 10'092,
                 10'192);
         }},
        {view("dialog-help"), view("filter"),
         [=](Stage &stage) {
             stage.feed({demo});
             stage.openDialog<FilterHelp>(stage.context());
         }},
        {view("dialog-help"), view("normal"),
         [=](Stage &stage) {
             openWindow(stage, {demo});
             stage.openDialog<ShortcutsDialog>(stage.context(), stage.window().habits().registry());
         }},
        {view("dialog-help"), view("commands"),
         [=](Stage &stage) {
             stage.feed({demo});
             stage.openDialog<CommandsDialog>(stage.context());
             stage.showDialog({900, 600});
         }},
        {view("dialog-about"), view("normal"),
         [=](Stage &stage) {
             stage.feed({demo});
             stage.openDialog<AboutDialog>(stage.context());
         }},
    };
}

}  // namespace vitrine::ui::test
