// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QSpinBox>
#include <QTest>

#include "tests/ui/gallery/scene.h"
#include "ui/window/about_dialog.h"
#include "ui/window/create_topic_dialog.h"
#include "ui/window/habits.h"
#include "ui/window/help_dialogs.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/top_bar.h"

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
        {view("window"), view("stopped"), [=](Stage &stage) { openWindow(stage, {demo, killed, "phase stopped\n"}); }},
        {view("window"), view("display paused"),
         [=](Stage &stage) {
             openWindow(stage, {demo, killed});
             stage.window().habits().toggleDisplay();
             std::string later = "at 36.4\n";
             for (int i = 0; i < 1'240; ++i) later += "event 0 topic orders 6 3\n";
             stage.fake().feed(later);
             QTest::qWait(150);
         }},

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
