// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/archive/archive_dialogs.h"
#include "ui/common/selection.h"
#include "ui/session/simulation_session.h"
#include "ui/start/new_cluster_dialog.h"
#include "ui/start/recent.h"
#include "ui/start/start_page.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

// The dialogs that begin something and the start page.
class TestStart : public QObject {
    Q_OBJECT

private:
    // Says what app/ would, of a machine where the ports from 9092 on are taken.
    static PlanChecks checks()
    {
        return {
            .setting = [](const QString &line) -> PlanChecks::Setting {
                if (line.startsWith(QStringLiteral("log.segment.bytes=x")))
                    return {.refused = true,
                            .sentence = QStringLiteral("Invalid value x for configuration log.segment.bytes: Not a number of type INT")};
                if (line.startsWith(QStringLiteral("zookeeper.")))
                    return {.refused = false,
                            .sentence =
                                QStringLiteral("zookeeper.connect: not a configuration of Apache Kafka's brokers, and without effect.")};
                return {};
            },
            .ports = [](const ClusterPlan &plan) -> PlanChecks::Ports {
                if (plan.basePort != 9092) return {};
                return {.problem = QStringLiteral("port 9092 on 127.0.0.1 is taken: Address already in use"), .proposal = 10092};
            }};
    }

    static QList<RecentEntry> someRecent(const QString &there)
    {
        ClusterPlan orders;
        orders.name = QStringLiteral("Orders lab");
        ClusterPlan lesson;
        lesson.name = QStringLiteral("A cluster with a name that is far longer than what a card has room for, as names can be");
        const QDateTime when(QDate(2026, 3, 2), QTime(14, 2), Qt::UTC);
        return {{.kind = RecentEntry::Kind::cluster, .path = there, .when = when, .plan = orders},
                {.kind = RecentEntry::Kind::archive,
                 .path = QStringLiteral("/srv/ada/clusters/failover-lesson.vitrine"),
                 .when = when,
                 .plan = {}},
                {.kind = RecentEntry::Kind::cluster, .path = QStringLiteral("/srv/ada/clusters/payments"), .when = when, .plan = lesson}};
    }

    static QPushButton *button(QWidget &in, const QString &text)
    {
        for (QPushButton *one : in.findChildren<QPushButton *>())
            if (one->text() == text) return one;
        return nullptr;
    }
    static bool shows(QWidget &in, const QString &text)
    {
        for (const QLabel *label : in.findChildren<QLabel *>())
            if (label->text().contains(text)) return true;
        return false;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("VitrineTest"));
    }

    void aPlanIsACommandAndComesBackFromSettings()
    {
        ClusterPlan plan;
        plan.name = QStringLiteral("Orders lab");
        plan.brokers = 5;
        plan.controllers = 3;
        plan.racks = {QStringLiteral("a"), QStringLiteral("b")};
        plan.basePort = 20'092;
        plan.dataDirectory = QStringLiteral("/srv/ada/my cluster");
        plan.configuration = {QStringLiteral("log.segment.bytes=1048576"), QStringLiteral("x=it's")};
        plan.workload = true;
        QCOMPARE(plan.commandLine(),
                 QStringLiteral("vitrine serve --brokers 5 --controllers 3 --racks a,b --base-port 20092 --data-dir '/srv/ada/my cluster' "
                                "--config log.segment.bytes=1048576 --config 'x=it'\\''s' --workload demo"));
        QCOMPARE(plan.portsText(), QStringLiteral("20092–20096, 20192–20194"));
        QVERIFY(ClusterPlan::fromJson(plan.toJson()) == plan);
        QVERIFY(ClusterPlan::fromJson({}) == ClusterPlan{});
        QCOMPARE(ClusterPlan::fromJson({{QStringLiteral("brokers"), 4'000}}).brokers, ClusterPlan::brokersMax);
    }

    void recentOnesAreKeptNewestFirstAndOnce()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        QVERIFY(RecentList::read(settings).isEmpty());
        for (int i = 0; i < 20; ++i)
            RecentList::add(settings, {.kind = i % 2 ? RecentEntry::Kind::archive : RecentEntry::Kind::cluster,
                                       .path = QStringLiteral("/clusters/%1").arg(i % 15),
                                       .when = QDateTime::currentDateTimeUtc(),
                                       .plan = {}});
        const QList<RecentEntry> entries = RecentList::read(settings);
        QCOMPARE(entries.size(), RecentList::entriesMax);
        QCOMPARE(entries.first().path, QStringLiteral("/clusters/4"));
        QCOMPARE(std::ranges::count(entries, QStringLiteral("/clusters/4"), &RecentEntry::path), 1);
        QVERIFY(!entries.first().isThere());
        RecentList::remove(settings, QStringLiteral("/clusters/4"));
        QCOMPARE(RecentList::read(settings).first().path, QStringLiteral("/clusters/3"));
        settings.setValue(QStringLiteral("start/recent"), QStringLiteral("no json"));
        QVERIFY(RecentList::read(settings).isEmpty());
    }

    void everyExampleIsReal()
    {
        for (const Example &example : examples()) {
            QVERIFY(!example.name.isEmpty() && !example.meaning.isEmpty());
            QVERIFY(example.plan.has_value() != !example.recording.isEmpty());
            if (example.plan) continue;
            QString problem;
            const auto session = SimulationSession::fromText(example.recording, &problem);
            QVERIFY2(session != nullptr, qPrintable(example.name + problem));
        }
    }

    void thePortsAreAskedForAndTheNextFreeOnesProposed()
    {
        Theme theme;
        NewClusterDialog dialog(theme, checks());
        dialog.show();
        auto *use = dialog.findChildren<QPushButton *>().first();
        QTRY_VERIFY((use = button(dialog, QStringLiteral("Use 10092"))) && use->isVisible());
        QVERIFY(shows(dialog, QStringLiteral("9092 on 127.0.0.1 is taken")));
        use->click();
        QCOMPARE(dialog.plan().basePort, 10'092);
        QTRY_VERIFY(shows(dialog, QStringLiteral("10092–10094, 10192–10194: free")));
        QVERIFY(!use->isVisible());
    }

    void whatCannotBeIsSaidAndCannotBeStarted()
    {
        Theme theme;
        NewClusterDialog dialog(theme, checks());
        dialog.show();
        QPushButton *create = button(dialog, QStringLiteral("Start the cluster"));
        QVERIFY(create && create->isEnabled());
        auto *configuration = dialog.findChild<QPlainTextEdit *>();
        configuration->setPlainText(QStringLiteral("log.segment.bytes=x\n"));
        QVERIFY(!create->isEnabled());
        QVERIFY(shows(dialog, QStringLiteral("Not a number")));
        configuration->setPlainText(QStringLiteral("zookeeper.connect=localhost"));
        QVERIFY(create->isEnabled());
        QVERIFY(shows(dialog, QStringLiteral("without effect")));
        configuration->clear();
        ClusterPlan plan = dialog.plan();
        plan.racks = {QStringLiteral("a b")};
        dialog.setPlan(plan);
        QVERIFY(!create->isEnabled());
        plan.racks = {};
        plan.dataDirectory = QStringLiteral("relative/path");
        dialog.setPlan(plan);
        QVERIFY(!create->isEnabled());
        plan.dataDirectory = QStringLiteral("/tmp/somewhere");
        plan.name.clear();
        dialog.setPlan(plan);
        QVERIFY(!create->isEnabled());
        plan.name = QStringLiteral("x");
        dialog.setPlan(plan);
        QVERIFY(create->isEnabled());
        QVERIFY(dialog.plan() == plan);
        QVERIFY(shows(dialog, plan.commandLine()));
    }

    void presetsChangeTheShapeAndNothingElse()
    {
        Theme theme;
        NewClusterDialog dialog(theme, checks());
        ClusterPlan plan = dialog.plan();
        plan.name = QStringLiteral("Mine");
        plan.basePort = 20'092;
        dialog.setPlan(plan);
        for (const ClusterPreset &preset : clusterPresets()) {
            button(dialog, preset.name)->click();
            plan.brokers = preset.plan.brokers;
            plan.controllers = preset.plan.controllers;
            plan.racks = preset.plan.racks;
            QVERIFY2(dialog.plan() == plan, qPrintable(preset.name));
        }
    }

    void theStartPageTellsWhatIsWanted()
    {
        const QTemporaryDir folder;
        Theme theme;
        StartPage page(theme);
        page.setRecent(someRecent(folder.path()));
        page.resize(1'000, 800);
        page.show();
        QSignalSpy recent(&page, &StartPage::recentWanted);
        QSignalSpy example(&page, &StartPage::exampleWanted);
        QSignalSpy created(&page, &StartPage::newClusterWanted);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const QList<StartCard *> cards = page.findChildren<StartCard *>();
        QCOMPARE(cards.size(), 4 + examples().size() + 3);
        for (StartCard *card : cards) {
            QVERIFY(!card->accessibleName().isEmpty() && card->focusPolicy() != Qt::NoFocus);
            card->setFocus();
            QTest::keyClick(card, Qt::Key_Return);
        }
        QCOMPARE(created.size(), 1);
        QCOMPARE(example.size(), examples().size());
        QCOMPARE(recent.size(), 3);
        QVERIFY(cards.last()->accessibleDescription().contains(QStringLiteral("no longer there")));
    }

    void savingSaysWhatItDoesAndWhatItDid()
    {
        FakeSession session;
        session.feed("cluster Orders lab\nat 10\n");
        Selection selection;
        Theme theme;
        const QTemporaryDir folder;
        const Context context{session, selection, theme};
        SaveClusterDialog dialog(context, folder.filePath(QStringLiteral("orders.vitrine")), {});
        dialog.show();
        QVERIFY(shows(dialog, QStringLiteral("No node runs")));
        dialog.save();
        QTRY_VERIFY(dialog.saver()->stage() == ClusterSaver::Stage::failed);
        QVERIFY(shows(dialog, QStringLiteral("no node that could be saved")));
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("orders.vitrine"))));
    }

    void anArchiveThatIsNoneIsRefusedInTheDialog()
    {
        Theme theme;
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.vitrine")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no archive");
        file.close();
        OpenArchiveDialog dialog(theme, file.fileName(), folder.filePath(QStringLiteral("opened")));
        dialog.show();
        QTRY_VERIFY(!dialog.problem().isEmpty());
        QVERIFY(shows(dialog, QStringLiteral("is not an archive of Vitrine")));
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("opened"))));
        button(dialog, QStringLiteral("Close"))->click();
        QVERIFY(!dialog.isVisible());
    }

    void oneLanguageForAllWindows()
    {
        Language first;
        first.set(QStringLiteral("ko"));
        {
            Language second;
            QCOMPARE(second.code(), QStringLiteral("ko"));
            second.set(QStringLiteral("en"));
            QCOMPARE(QCoreApplication::translate("vitrine::ui::StartPage", "Recent"), QStringLiteral("Recent"));
        }
        QCOMPARE(first.code(), QStringLiteral("en"));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestStart)
#include "test_start.moc"
