// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include <QDir>
#include <QFile>
#include <QTest>

#include "tests/ui/gallery/scene.h"
#include "ui/archive/archive_dialogs.h"
#include "ui/start/new_cluster_dialog.h"
#include "ui/start/start_page.h"

namespace vitrine::ui::test {

namespace {

const QString longName = QStringLiteral("A cluster with a name that is far longer than what a card has room for, as names can be");
const QString longFile = QStringLiteral(
    "/srv/teaching/2026/distributed-systems/exercises/week-07-replication-and-failover/clusters/orders-after-the-second-failover.vitrine");

QList<RecentEntry> recent(const QString &there, int more)
{
    ClusterPlan orders;
    orders.name = QStringLiteral("Orders lab");
    ClusterPlan lesson;
    lesson.name = longName;
    const QDateTime when(QDate(2026, 3, 2), QTime(14, 2), Qt::UTC);
    QList<RecentEntry> entries{{.kind = RecentEntry::Kind::cluster, .path = there, .when = when, .plan = orders},
                               {.kind = RecentEntry::Kind::archive,
                                .path = QStringLiteral("/srv/ada/clusters/failover-lesson.vitrine"),
                                .when = when,
                                .plan = {}}};
    for (int i = 0; i < more; ++i)
        entries << RecentEntry{.kind = i % 2 ? RecentEntry::Kind::archive : RecentEntry::Kind::cluster,
                               .path = i % 2 ? longFile : QStringLiteral("/srv/ada/clusters/payments"),
                               .when = when,
                               .plan = lesson};
    return entries;
}

void openStartPage(Stage &stage, int more)
{
    auto &page = stage.openDialog<StartPage>(stage.theme());
    // A folder that is there, and has the same name everywhere.
    if (more >= 0) page.setRecent(recent(QStringLiteral("/srv"), more));
    stage.showDialog({980, 760});
}

// What app/ would say, on a machine where the ports from 9092 on are taken.
NewClusterDialog &openNewCluster(Stage &stage)
{
    auto &asked = stage.keep(std::make_shared<std::atomic<int>>(0));
    auto &dialog = stage.openDialog<NewClusterDialog>(
        stage.theme(),
        PlanChecks{.setting = [](const QString &line) -> PlanChecks::Setting {
                       if (line.startsWith(QStringLiteral("log.segment.bytes=x")))
                           return {
                               .refused = true,
                               .sentence = QStringLiteral("Invalid value x for configuration log.segment.bytes: Not a number of type INT")};
                       return {};
                   },
                   .ports = [&asked](const ClusterPlan &plan) -> PlanChecks::Ports {
                       ++asked;
                       if (plan.basePort != 9092) return {};
                       return {.problem = QStringLiteral("port 9092 on 127.0.0.1 is taken: Address already in use"), .proposal = 10092};
                   }});
    return dialog;
}

void setPlan(Stage &stage, const ClusterPlan &plan)
{
    openNewCluster(stage).setPlan(plan);
    // The answer about the ports comes from another thread, a moment later.
    QTest::qWait(300);
}

void openSave(Stage &stage, const char *text, const QString &file, bool begin)
{
    stage.feed({text});
    auto &dialog = stage.openDialog<SaveClusterDialog>(stage.context(), file, QByteArray());
    if (!begin) return;
    dialog.save();
    QTRY_VERIFY(dialog.saver()->stage() == ClusterSaver::Stage::failed);
}

void openArchive(Stage &stage, const QString &name, const QByteArray &content)
{
    // Of the same name every time, since it stands in the picture.
    const QDir folder(QDir::tempPath() + QStringLiteral("/vitrine-gallery"));
    QString path = name;
    if (!content.isEmpty()) {
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        path = folder.filePath(name);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    auto &dialog = stage.openDialog<OpenArchiveDialog>(stage.theme(), path, folder.filePath(QStringLiteral("opened")));
    QTRY_VERIFY(!dialog.problem().isEmpty());
}

}  // namespace

Scenes startScenes()
{
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("start"), view("empty"), [](Stage &stage) { openStartPage(stage, -1); }},
        {view("start"), view("normal"), [](Stage &stage) { openStartPage(stage, 1); }},
        {view("start"), view("large"), [](Stage &stage) { openStartPage(stage, 10); }},
        {view("start"), view("narrow"),
         [](Stage &stage) {
             openStartPage(stage, 1);
             stage.showDialog({640, 560});
         }},

        {view("dialog-new-cluster"), view("empty"), [](Stage &stage) { setPlan(stage, {}); }},
        {view("dialog-new-cluster"), view("normal"),
         [](Stage &stage) { setPlan(stage, {.name = QStringLiteral("Orders lab"), .basePort = 20'092, .workload = true}); }},
        {view("dialog-new-cluster"), view("large"),
         [](Stage &stage) {
             setPlan(stage,
                     {.name = longName,
                      .brokers = 9,
                      .controllers = 3,
                      .racks = {QStringLiteral("europe-west-1a"), QStringLiteral("europe-west-1b"), QStringLiteral("europe-west-1c")},
                      .basePort = 20'092,
                      .dataDirectory = QStringLiteral("/srv/teaching/2026/distributed-systems/exercises/week-07/clusters/orders"),
                      .configuration = {QStringLiteral("log.segment.bytes=1048576"), QStringLiteral("log.retention.ms=600000"),
                                        QStringLiteral("log.segment.bytes=x")}});
         }},

        {view("dialog-save"), view("empty"),
         [](Stage &stage) { openSave(stage, "cluster Orders lab\nat 10\n", QStringLiteral("/srv/ada/Orders lab.vitrine"), false); }},
        {view("dialog-save"), view("normal"),
         [](Stage &stage) { openSave(stage, scene::demo, QStringLiteral("/srv/ada/Orders lab.vitrine"), false); }},
        {view("dialog-save"), view("large"), [](Stage &stage) { openSave(stage, scene::longNames, longFile, false); }},
        {view("dialog-save"), view("refused"),
         [](Stage &stage) { openSave(stage, "cluster Orders lab\nat 10\n", QStringLiteral("/srv/ada/Orders lab.vitrine"), true); }},

        {view("dialog-open"), view("empty"),
         [](Stage &stage) { openArchive(stage, QStringLiteral("empty.vitrine"), QByteArray(1, '\0')); }},
        {view("dialog-open"), view("normal"), [](Stage &stage) { openArchive(stage, QStringLiteral("lesson.vitrine"), "no archive"); }},
        {view("dialog-open"), view("large"), [](Stage &stage) { openArchive(stage, longFile, {}); }},
    };
}

}  // namespace vitrine::ui::test
