// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/common/event_text.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/groups/add_consumer_dialog.h"
#include "ui/groups/groups_page.h"
#include "ui/groups/reset_offsets_dialog.h"
#include "ui/session/commands.h"
#include "ui/window/language.h"

namespace vitrine::ui::test {

namespace {

using std::chrono::seconds;

// A reset of the model would lose what is chosen.
class Watch {
public:
    explicit Watch(QAbstractItemModel &model)
        : tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal), resets(&model, &QAbstractItemModel::modelReset)
    {
    }
    ~Watch() { Q_ASSERT(resets.isEmpty()); }
    QAbstractItemModelTester tester;
    QSignalSpy resets;
};

Instant at(double second) { return Instant(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(second))); }

// One broker, one topic of two partitions, one group of two members.
const char *const small = R"(
cluster c
at 10
broker 1 running
topic t 2 rf 1 min 1
r t 0 on 1 log 0..100 hw 100
r t 1 on 1 log 0..100 hw 100
group g Stable generation 1 protocol range coordinator 1
member g one t:0
member g two t:1
offset g t 0 100
offset g t 1 100
)";

const PartitionLag &lagOf(const FakeSession &session, std::int32_t partition)
{
    return session.cluster().group("g")->lags.at(static_cast<std::size_t>(partition));
}

QJsonObject resetAnswer()
{
    const auto row = [](int partition, const QJsonValue &current, int target, const char *bound) {
        return QJsonObject{{QStringLiteral("topic"), QStringLiteral("t")},
                           {QStringLiteral("partition"), partition},
                           {QStringLiteral("current"), current},
                           {QStringLiteral("new"), target},
                           {QStringLiteral("log_start"), 0},
                           {QStringLiteral("log_end"), 100},
                           {QStringLiteral("bound"), QLatin1String(bound)},
                           {QStringLiteral("no_record_at_time"), false}};
    };
    return {{QStringLiteral("partitions"), QJsonArray{row(0, 100, 0, "none"), row(1, {}, 100, "end")}}};
}

}  // namespace

class TestGroups : public QObject {
    Q_OBJECT

    Theme m_theme;
    Language m_language;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.apply(*qApp);
        m_language.set(QStringLiteral("en"));
    }

    // --- what the session knows ---

    void theTimeLagIsTheAgeOfTheOldestUnreadRecord()
    {
        EndOffsets ends;
        ends.sample(at(0), Offset(0));
        for (int second = 1; second <= 10; ++second) ends.sample(at(second), Offset(second * 10));
        // Offset 35 came when the log went from 30 to 40, in its sixth tenth.
        const auto passed = ends.passed(Offset(35));
        QVERIFY(passed && !passed->orEarlier);
        QCOMPARE(to_milliseconds(passed->at - at(0)), std::int64_t(3'600));
        QVERIFY(!ends.passed(Offset(100)));
        QVERIFY(ends.passed(Offset(99)));

        EndOffsets late;
        late.sample(at(20), Offset(500));
        late.sample(at(21), Offset(510));
        QVERIFY(late.passed(Offset(499))->orEarlier);
        QVERIFY(!late.passed(Offset(505))->orEarlier);
        // The log of a topic that came back begins anew.
        late.sample(at(22), Offset(3));
        QVERIFY(late.passed(Offset(1))->orEarlier);
    }

    void olderSamplesAreThinnedOutButReachBack()
    {
        EndOffsets ends;
        for (int i = 0; i <= 100'000; ++i) ends.sample(at(i), Offset(i));
        QVERIFY(ends.size() <= EndOffsets::samplesMax);
        QVERIFY(!ends.passed(Offset(1'000))->orEarlier);
        // The log grew evenly, so thinning costs nothing.
        QCOMPARE(to_milliseconds(ends.passed(Offset(1'000))->at - at(0)), std::int64_t(1'001'000));
        QCOMPARE(to_milliseconds(ends.passed(Offset(99'990))->at - at(0)), std::int64_t(99'991'000));
    }

    void aLagHasAnAgeAndItsPartitionsToo()
    {
        FakeSession session;
        session.feed(small);
        session.sampleAt(session.now());
        for (int second = 1; second <= 12; ++second) {
            session.advance(1);
            session.feed("r t 0 on 1 log 0.." + std::to_string(100 + second * 10) + " hw " + std::to_string(100 + second * 10) + "\n");
            session.sampleAt(session.now());
        }
        const PartitionLag &behind = lagOf(session, 0);
        QCOMPARE(*behind.lag, std::int64_t(120));
        QVERIFY(behind.behind && *behind.behind > seconds(10) && *behind.behind <= seconds(12));
        QVERIFY(!behind.behindOrMore);
        QCOMPARE(*lagOf(session, 1).behind, Duration::zero());
        const GroupInfo &group = *session.cluster().group("g");
        QCOMPARE(group.behind, behind.behind);
        QCOMPARE(group.lagHistory.back().lag, std::int64_t(120));
        QVERIFY(group.lagHistory.back().behind > 10);
        QCOMPARE(group.partitionLagHistory.at({"t", 1}).back().behind, 0.0);
    }

    void whoStopsConsumingIsTold()
    {
        FakeSession session;
        session.feed(small);
        const auto states = [&] {
            QStringList words;
            for (const observe::MemberView &member : session.cluster().group("g")->view.members)
                words << GroupText::member(session, *session.cluster().group("g"), member).word;
            return words.join(QLatin1Char(' '));
        };
        for (int second = 1; second <= 12; ++second) {
            session.advance(1);
            const std::string end = std::to_string(100 + second * 10);
            // Both partitions grow; only the first member commits.
            session.feed(
                "group g Stable generation 1 protocol range coordinator 1\nmember g one t:0\nmember g two t:1\nr t 0 on 1 log 0.." + end +
                " hw " + end + "\nr t 1 on 1 log 0.." + end + " hw " + end + "\noffset g t 0 " + std::to_string(95 + second * 10) + "\n");
            session.sampleAt(session.now());
            if (second == 4) QCOMPARE(states(), QStringLiteral("consuming consuming"));
        }
        QVERIFY2(states().startsWith(QStringLiteral("consuming stopped 11.")), qPrintable(states()));
        GroupsModel groups;
        Watch watch(groups);
        groups.show(session);
        QCOMPARE(groups.index(0, GroupsModel::state).data().toString(), QStringLiteral("1 stopped"));
        // It reads again.
        session.feed("offset g t 1 220\n");
        session.sampleAt(session.now());
        QCOMPARE(states(), QStringLiteral("consuming consuming"));
    }

    void whatALagDoesNotSayIsSaidBesideIt()
    {
        FakeSession session;
        session.feed(
            "cluster c\nat 1\nbroker 1 running\ntopic t 7 rf 1 min 1\ntopic k 1 rf 1 min 1\nconfig k cleanup.policy=compact\n"
            "r t 0 on 1 log 50..100 hw 100\nr t 1 on 1 log 0..100 hw 100\nr t 2 on 1 log 0..100 hw 100 lso 60\n"
            "r t 3 on 1 log 0..100 hw 100\nr k 0 on 1 log 0..100 hw 100\nr t 6 on 1 log 0..100 hw 90\n"
            "p t 5 leader -1 epoch 4 replicas 1 isr 1\n"
            "group g Stable generation 1 protocol range coordinator 1\nmember g m t:0,1,2,3,4,5,6+k:0\n"
            "offset g t 0 20\noffset g t 2 30\noffset g t 3 140\noffset g t 5 1\noffset g t 6 80\noffset g k 0 20\n");
        session.sampleAt(session.now());
        session.advance(2);
        session.feed("r t 1 on 1 log 0..100 hw 100\n");
        session.sampleAt(session.now());
        OffsetsModel model;
        Watch watch(model);
        model.show(session.cluster().group("g"));
        QStringList notes;
        for (int row = 0; row < model.rowCount(); ++row)
            notes << TableDelegate::textOf(model.index(row, OffsetsModel::partition)) + QLatin1Char(' ') +
                         TableDelegate::textOf(model.index(row, OffsetsModel::meaning)) + QLatin1Char(' ') +
                         TableDelegate::textOf(model.index(row, OffsetsModel::lag));
        const QStringList expected{QStringLiteral("k-0 compacted 80"),      QStringLiteral("t-0 30 lost 80"),
                                   QStringLiteral("t-1 never committed –"), QStringLiteral("t-2 transaction 70"),
                                   QStringLiteral("t-3 out of range –"),    QStringLiteral("t-4 never committed –"),
                                   QStringLiteral("t-5 no leader –"),       QStringLiteral("t-6  10")};
        QCOMPARE(notes, expected);
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(!model.index(row, OffsetsModel::meaning).data(Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(model.index(2, OffsetsModel::meaning)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("earliest at 0, latest at 100")));
    }

    // --- rebalances ---

    void theHistoryTellsWhyAndWhatMoved()
    {
        FakeSession session;
        session.feed(small);
        session.advance(5);
        session.feed(
            "event -1.5 rebalance g member two-6f1c9a52-1f0e-4a7e-9f6e-2b6a3c1d0e55 sent no heartbeat within its session timeout\n"
            "event -1 generation g 2 1 protocol range\nevent -0.3 stable g 2\n"
            "group g Stable generation 2 protocol range coordinator 1\nmember g one t:0,1\n");
        const RebalanceHistory *history = session.cluster().rebalances("g");
        QCOMPARE(history->records().size(), std::size_t(2));
        const RebalanceRecord &last = history->records().back();
        const std::vector<PartitionMove> moves{{{"t", 1}, "two", "one"}};
        QVERIFY(last.moves == moves);
        QCOMPARE(last.left, std::vector<std::string>{"two"});
        QCOMPARE(last.generation, GenerationId(2));
        QCOMPARE(to_milliseconds(session.now() - last.at), std::int64_t(1'500));

        RebalancesModel model;
        Watch watch(model);
        model.show(session, history);
        const auto text = [&](int column) { return TableDelegate::textOf(model.index(0, column)); };
        QCOMPARE(text(RebalancesModel::reason), QStringLiteral("two sent no heartbeat for session.timeout.ms"));
        QCOMPARE(text(RebalancesModel::moved), QStringLiteral("1 moved"));
        QCOMPARE(text(RebalancesModel::took), QStringLiteral("1.2 s"));
        QCOMPARE(text(RebalancesModel::stoodStill), QStringLiteral("everybody (2 partitions)"));
        QVERIFY(model.index(0, RebalancesModel::moved).data(Qt::ToolTipRole).toString().contains(QStringLiteral("two → one")));
        // The first one that the window saw has nothing before it.
        QCOMPARE(TableDelegate::textOf(model.index(1, RebalancesModel::moved)), QStringLiteral("as first seen"));
    }

    void aCooperativeRebalanceLeavesTheRestAlone()
    {
        FakeSession session;
        session.feed(
            "cluster c\nat 10\nbroker 1 running\ntopic t 3 rf 1 min 1\n"
            "group g Stable generation 1 protocol cooperative-sticky coordinator 1\nmember g one t:0,1,2\n"
            "group g Stable generation 2 protocol cooperative-sticky coordinator 1\nmember g one t:0,1\nmember g two\n"
            "group g Stable generation 3 protocol cooperative-sticky coordinator 1\nmember g one t:0,1\nmember g two t:2\n");
        const auto &records = session.cluster().rebalances("g")->records();
        QCOMPARE(records.size(), std::size_t(3));
        const std::vector<PartitionMove> given{{{"t", 2}, "one", ""}};
        const std::vector<PartitionMove> taken{{{"t", 2}, "", "two"}};
        QVERIFY(records[1].moves == given);
        QVERIFY(records[2].moves == taken);
        QCOMPARE(GroupText::stoodStill(records[1]), QStringLiteral("one, of what moved"));
        QCOMPARE(GroupText::stoodStill(records[2]), QStringLiteral("nobody"));
        // A static member is the same one after its restart.
        session.feed(
            "group g Stable generation 4 protocol cooperative-sticky coordinator 1\nmember g one t:0,1 instance s\nmember g two t:2\n"
            "group g Stable generation 5 protocol cooperative-sticky coordinator 1\nmember g one-again t:0,1 instance s\n"
            "member g two t:2\n");
        QVERIFY(session.cluster().rebalances("g")->records().back().moves.empty());
    }

    void aRebalanceThatBeginsAnewAndOneUnderWay()
    {
        FakeSession session;
        session.feed(small);
        session.feed(
            "event -3 rebalance g member three joined (client reason: subscribed)\nevent -2 rebalance g static member s was replaced\n");
        RebalancesModel model;
        Watch watch(model);
        model.show(session, session.cluster().rebalances("g"));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(TableDelegate::textOf(model.index(0, RebalancesModel::moved)), QStringLiteral("under way"));
        QCOMPARE(TableDelegate::textOf(model.index(0, RebalancesModel::took)), QStringLiteral("for 2.0 s"));
        QCOMPARE(TableDelegate::textOf(model.index(1, RebalancesModel::moved)), QStringLiteral("began anew"));
        QCOMPARE(TableDelegate::textOf(model.index(1, RebalancesModel::reason)), QStringLiteral("three joined (it has subscribed)"));
    }

    void theHistoryIsBounded()
    {
        RebalanceHistory history;
        for (int i = 0; i < 500; ++i) {
            observe::Event event;
            event.at = at(i);
            event.body = observe::RebalanceBegan{"g", "asked for by the command group rebalance"};
            history.apply(event);
        }
        QCOMPARE(history.records().size(), RebalanceHistory::recordsMax);
        QVERIFY(!history.find(1));
        QCOMPARE(history.find(500)->at, at(499));
    }

    void reasonsSpeakTheLanguageOfTheWindow()
    {
        const std::string reason = "member m-6f1c9a52-1f0e-4a7e-9f6e-2b6a3c1d0e55 left (client reason: the consumer is being closed)";
        QCOMPARE(EventSentences::rebalanceReason(reason), QStringLiteral("m left (the consumer is being closed)"));
        QCOMPARE(EventSentences::rebalanceReason("member m joined (client reason: not given)"), QStringLiteral("m joined"));
        // What nobody knows stays as it was told.
        QCOMPARE(EventSentences::rebalanceReason("the moon is full"), QStringLiteral("the moon is full"));
        m_language.set(QStringLiteral("ko"));
        for (const char *known :
             {"leader m joined again (client reason: x)", "member m joined again during a rebalance", "member m changed its subscription",
              "member m joined (client reason: subscribed)", "member m left (client reason: the consumer is being closed)",
              "member m sent no heartbeat within its session timeout", "static member m was replaced",
              "some members did not send SyncGroup within the rebalance timeout", "the assignment could not be written: x",
              "asked for by the command group rebalance"}) {
            const QString korean = EventSentences::rebalanceReason(known);
            QVERIFY2(std::ranges::any_of(korean, [](QChar c) { return c.script() == QChar::Script_Hangul; }), known);
        }
        m_language.set(QStringLiteral("en"));
    }

    // --- the page ---

    void membersAreOursOrFromOutside()
    {
        FakeSession session;
        session.feed(small);
        session.feed("own g one\n");
        Selection selection;
        GroupsPage page({session, selection, m_theme});
        page.resize(900, 800);
        selection.setGroup(QStringLiteral("g"));
        page.show();
        Watch watch(page.members());
        page.showHalf(GroupsPage::Half::members);
        QCOMPARE(page.members().rowCount(), 2);
        const auto button = [&](const char *text) {
            for (QPushButton *one : page.findChildren<QPushButton *>())
                if (one->text() == QLatin1String(text)) return one;
            return static_cast<QPushButton *>(nullptr);
        };
        const std::string uuid = "-6f1c9a52-1f0e-4a7e-9f6e-2b6a3c1d0e55";
        page.assignment().chooseMember(QString::fromStdString("one" + uuid));
        button("Pause")->click();
        button("Crash")->click();
        button("Remove")->click();
        page.assignment().chooseMember(QString::fromStdString("two" + uuid));
        QVERIFY(!button("Pause")->isEnabled());
        QVERIFY(!button("Crash")->isEnabled());
        QVERIFY(button("Pause")->toolTip().contains(QStringLiteral("outside")));
        button("Remove")->click();
        button("Rebalance")->click();
        const QStringList expected{QStringLiteral("group pause-member g one"), QStringLiteral("group crash-member g one"),
                                   QStringLiteral("group remove-member g one"),
                                   QStringLiteral("group remove-member g two") + QString::fromStdString(uuid),
                                   QStringLiteral("group rebalance g")};
        QCOMPARE(session.commands(), expected);
        // A paused one goes on; and a member that is silent for half its session is told from one that reads.
        WorldState world = session.world();
        world.ownMembers.first().paused = true;
        session.setWorld(world);
        session.flush();
        page.assignment().chooseMember(QString::fromStdString("one" + uuid));
        QCOMPARE(page.members().index(0, MembersModel::state).data().toString(), QStringLiteral("paused"));
        QVERIFY(button("Resume"));
        session.feed(
            "group g Stable generation 1 protocol range coordinator 1\nmember g one t:0 heartbeat -7 session 10000\nmember g two t:1\n");
        QCOMPARE(page.members().index(0, MembersModel::state).data().toString(), QStringLiteral("silent for 7.0 s"));
        session.feed("group g PreparingRebalance generation 1 protocol range coordinator 1\nmember g one t:0 joining\nmember g two t:1\n");
        QCOMPARE(page.members().index(0, MembersModel::state).data().toString(), QStringLiteral("in JoinGroup"));
        QCOMPARE(page.members().index(1, MembersModel::state).data().toString(), QStringLiteral("not joined yet"));
    }

    void aRebalanceOfThePastIsShownInThePicture()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::rebalance);
        Selection selection;
        GroupsPage page({session, selection, m_theme});
        page.resize(500, 700);
        selection.setGroup(QStringLiteral("billing"));
        page.show();
        QVERIFY2(page.assignment().caption().startsWith(QStringLiteral("Rebalancing: 1 of 2 joined")),
                 qPrintable(page.assignment().caption()));
        page.showHalf(GroupsPage::Half::rebalances);
        Watch watch(page.rebalances());
        QCOMPARE(page.rebalances().rowCount(), 3);
        page.rebalancesTable().setCurrentIndex(page.rebalances().index(1, 0));
        QVERIFY(page.assignment().shownRebalance());
        QVERIFY2(page.assignment().caption().contains(QStringLiteral("4, 5 moved · nobody else stopped · 1.2 s")),
                 qPrintable(page.assignment().caption()));
        // It stays while the group goes on, and ends with the choice.
        session.feed("offset billing orders 0 18350\n");
        QVERIFY(page.assignment().shownRebalance());
        page.showHalf(GroupsPage::Half::offsets);
        QVERIFY(!page.assignment().shownRebalance());
    }

    void withoutAGroupAllAreListed()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        GroupsPage page({session, selection, m_theme});
        Watch watch(page.groups());
        page.resize(500, 400);
        page.show();
        QCOMPARE(page.title(), QStringLiteral("Groups"));
        QCOMPARE(page.groups().rowCount(), 2);
        session.feed("drop group dashboard\n");
        QCOMPARE(page.groups().rowCount(), 1);
        selection.setGroup(QStringLiteral("billing"));
        QCOMPARE(page.title(), QStringLiteral("Group billing"));
        // A coordinator that is gone is no state of the group.
        session.feed("broker 3 killed\n");
        selection.setGroup({});
        QCOMPARE(page.groups().index(0, GroupsModel::state).data().toString(), QStringLiteral("coordinator gone"));
    }

    // --- dialogs ---

    void aConsumerIsAddedAsAskedFor()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        AddConsumerDialog dialog({session, selection, m_theme}, QStringLiteral("billing"));
        QCOMPARE(dialog.commandLine(), QStringLiteral("group add-member billing --topic orders --assignor cooperative-sticky"));
        dialog.findChild<QComboBox *>()->setCurrentText(QStringLiteral("range"));
        const auto boxes = dialog.findChildren<QSpinBox *>();
        boxes.at(0)->setValue(6'000);
        boxes.at(2)->setValue(60'000);
        dialog.findChildren<QLineEdit *>().at(1)->setText(QStringLiteral("till 1"));
        QCOMPARE(dialog.commandLine(), QStringLiteral("group add-member billing --topic orders --assignor range --instance-id \"till 1\" "
                                                      "--session-timeout-ms 6000 --max-poll-interval-ms 60000"));
        QVERIFY(commands::formOf(dialog.commandLine()));
        boxes.at(1)->setValue(6'000);
        const auto buttons = dialog.findChildren<QPushButton *>();
        const auto add = std::ranges::find(buttons, QStringLiteral("Add consumer"), &QPushButton::text);
        QVERIFY(!(*add)->isEnabled());
    }

    void offsetsAreResetOnlyAfterAPreviewAndWithoutMembers()
    {
        FakeSession session;
        session.feed(small);
        session.feed("own g one\n");
        Selection selection;
        // It deletes itself when it is closed.
        auto *dialog = new ResetOffsetsDialog({session, selection, m_theme}, QStringLiteral("g"));
        const QPointer<ResetOffsetsDialog> guard(dialog);
        Watch watch(dialog->preview());
        dialog->show();
        const auto button = [&](const char *text) {
            for (QPushButton *one : dialog->findChildren<QPushButton *>())
                if (one->text() == QLatin1String(text)) return one;
            return static_cast<QPushButton *>(nullptr);
        };
        session.setAnswer({.ok = false, .sentence = QStringLiteral("it is Stable"), .json = resetAnswer()});
        button("Preview")->click();
        QTRY_COMPARE(dialog->preview().rowCount(), 2);
        QCOMPARE(TableDelegate::textOf(dialog->preview().index(0, ResetModel::difference)), QStringLiteral("-100"));
        QCOMPARE(TableDelegate::textOf(dialog->preview().index(1, ResetModel::current)), QStringLiteral("–"));
        QCOMPARE(TableDelegate::textOf(dialog->preview().index(1, ResetModel::note)), QStringLiteral("log end"));
        QVERIFY(!button("Apply")->isEnabled());
        QVERIFY(button("Apply")->toolTip().contains(QStringLiteral("inactive")));
        // The way out: ours are stopped, the other one stops where it runs.
        button("Stop our own members")->click();
        QCOMPARE(session.commands().last(), QStringLiteral("group remove-member g one"));
        session.feed("group g Empty generation 2 protocol range coordinator 1\n");
        QVERIFY(button("Apply")->isEnabled());
        // Another choice needs another preview.
        auto *strategy = dialog->findChild<QComboBox *>();
        strategy->setCurrentIndex(3);
        QVERIFY(!button("Apply")->isEnabled());
        QCOMPARE(dialog->preview().rowCount(), 0);
        session.setAnswer({.ok = true, .sentence = {}, .json = resetAnswer()});
        button("Preview")->click();
        QCOMPARE(session.commands().last(), QStringLiteral("group reset-offsets g --all-topics --shift-by -100 --dry-run"));
        QTRY_VERIFY(button("Apply")->isEnabled());
        button("Apply")->click();
        QCOMPARE(session.commands().last(), QStringLiteral("group reset-offsets g --all-topics --shift-by -100 --execute"));
        // What was done is not done again by a second click.
        QTRY_VERIFY(!button("Apply")->isEnabled());
        dialog->close();
        QTRY_VERIFY(!guard);
    }

    void everyResetIsALineOfBothLanguages()
    {
        using To = commands::OffsetReset::To;
        for (const auto &[to, value, words] : {std::tuple{To::earliest, "", "--to-earliest"}, std::tuple{To::latest, "", "--to-latest"},
                                               std::tuple{To::current, "", "--to-current"}, std::tuple{To::offset, "7", "--to-offset 7"},
                                               std::tuple{To::shift, "-7", "--shift-by -7"},
                                               std::tuple{To::datetime, "2026-01-31T23:59:59.000", "--to-datetime 2026-01-31T23:59:59.000"},
                                               std::tuple{To::duration, "PT5M", "--by-duration PT5M"}}) {
            commands::OffsetReset reset;
            reset.group = QStringLiteral("g");
            reset.topics = {QStringLiteral("t:0,1")};
            reset.to = to;
            reset.value = QLatin1String(value);
            const QString line = commands::resetOffsets(reset);
            QCOMPARE(line, QStringLiteral("group reset-offsets g --topic t:0,1 %1 --dry-run").arg(QLatin1String(words)));
            const auto form = commands::formOf(line);
            QVERIFY2(form && form->text.startsWith(QStringLiteral("group reset-offsets")), qPrintable(line));
            reset.dryRun = false;
            QCOMPARE(commands::kafkaResetOffsets(reset, QStringLiteral("127.0.0.1:9092")),
                     QStringLiteral("kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 --group g --reset-offsets --topic t:0,1 %1 "
                                    "--execute")
                         .arg(QLatin1String(words)));
        }
        commands::OffsetReset odd;
        odd.group = QStringLiteral("it's mine; rm");
        QVERIFY(commands::kafkaResetOffsets(odd, QStringLiteral("h:1"))
                    .contains(QStringLiteral("--group 'it'\\''s mine; rm' --reset-offsets --all-topics")));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestGroups)
#include "test_groups.moc"
