// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAbstractItemModelTester>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "base/assert.h"
#include "ui/common/message_text.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/common/table_twin.h"
#include "ui/consume/consume_page.h"
#include "ui/log/log_page.h"
#include "ui/map/map_page.h"
#include "ui/map/message_layer.h"
#include "ui/session/commands.h"
#include "ui/session/parked_runs.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/compare_dialog.h"
#include "ui/simulation/messages_page.h"
#include "ui/simulation/moments.h"
#include "ui/simulation/scrubber.h"
#include "ui/simulation/simulation_text.h"
#include "ui/simulation/transport_bar.h"
#include "ui/timeline/timeline_page.h"
#include "ui/window/main_window.h"
#include "ui/window/top_bar.h"

namespace vitrine::ui::test {

using namespace std::chrono_literals;

// The window on a simulated cluster that really runs: real brokers in virtual time, on a thread of their own.
class TestSimulation : public QObject {
    Q_OBJECT

private:
    static constexpr int patienceMs = 120'000;
    // By then the cluster is up, its topics exist and records flow.
    static constexpr Duration atWork = 8s;

    // A window on the quiet cluster, standing at its beginning.
    struct Lab {
        explicit Lab(const QString &recording = SimulationSession::quietRecording(7))
            : session(SimulationSession::fromText(recording, &problem)),
              window(session ? std::make_unique<MainWindow>(
                                   *session,
                                   WindowOptions{.scheme = Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true})
                             : nullptr)
        {
            if (!window) return;
            window->resize(1600, 1000);
            window->show();
        }
        [[nodiscard]] const SimulationState &state() const { return session->state(); }
        [[nodiscard]] MapView &map() const { return window->findChild<MapPage *>()->view(); }
        template <class PageType>
        [[nodiscard]] PageType &page(const char *panel) const
        {
            return dynamic_cast<PageType &>(window->panel(QLatin1String(panel))->page());
        }

        QString problem;
        std::unique_ptr<SimulationSession> session;
        std::unique_ptr<MainWindow> window;
    };

    static bool stands(const Lab &lab) { return !lab.state().busy && !lab.state().playing; }

    // Time passes, as fast as it goes, up to this instant; then it stands.
    static void comeTo(Lab &lab, Duration at)
    {
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab), patienceMs);
        lab.session->jumpTo(Instant(at));
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position.now == Instant(at), patienceMs);
        lab.session->flush();
    }

    static void comeTo(Lab &lab, const SimulationPosition &position)
    {
        lab.session->jumpTo(position);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position == position, patienceMs);
        lab.session->flush();
    }

    static void step(Lab &lab, SimulationSession::Step unit, int count = 1)
    {
        const std::uint64_t before = lab.state().position.events;
        lab.session->step(unit, count);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position.events > before, patienceMs);
    }

    static std::uint64_t digestOf(Lab &lab)
    {
        std::optional<std::uint64_t> digest;
        lab.session->digest(lab.session.get(), [&](std::uint64_t value) { digest = value; });
        for (int i = 0; i < patienceMs / 5 && !digest; ++i) QTest::qWait(5);
        return digest.value_or(0);
    }

    static CommandAnswer give(Lab &lab, const QString &line)
    {
        std::optional<CommandAnswer> answer;
        lab.session->execute(line, lab.session.get(), [&](const CommandAnswer &given) { answer = given; });
        for (int i = 0; i < patienceMs / 5 && !answer; ++i) QTest::qWait(5);
        return answer.value_or(CommandAnswer{});
    }

    // What the models show of the cluster, as one text.
    static QString shown(const Lab &lab)
    {
        QStringList lines;
        const ClusterState &cluster = lab.session->cluster();
        lines << QStringLiteral("quorum %1 @ %2").arg(cluster.quorum().leader.value()).arg(cluster.quorum().epoch.value());
        for (const auto &[id, node] : cluster.nodes())
            lines << QStringLiteral("broker %1 %2").arg(id.value()).arg(static_cast<int>(node.status.run));
        for (const TopicState *topic : cluster.topics())
            for (const PartitionState &partition : topic->partitions) {
                QString line = QStringLiteral("%1-%2 leader %3 epoch %4 isr %5:")
                                   .arg(QString::fromStdString(topic->name))
                                   .arg(partition.meta.index)
                                   .arg(partition.meta.leader.value())
                                   .arg(partition.meta.leader_epoch.value())
                                   .arg(partition.meta.isr.size());
                // Of a broker that is gone the last that it told stays; when it told that depends on who looked.
                for (const ReplicaState &replica : partition.replicas)
                    if (!cluster.node(replica.broker)->isDown())
                        line += QStringLiteral(" %1=%2/%3")
                                    .arg(replica.broker.value())
                                    .arg(replica.view.log_end.value())
                                    .arg(replica.view.high_watermark.value());
                lines << line;
            }
        for (const auto &[id, group] : cluster.groups())
            lines << QStringLiteral("group %1 generation %2 members %3")
                         .arg(QString::fromStdString(id))
                         .arg(group.view.generation.value())
                         .arg(group.view.members.size());
        return lines.join(QLatin1Char('\n'));
    }

    static std::int64_t records(const Lab &lab)
    {
        std::int64_t sum = 0;
        for (const TopicState *topic : lab.session->cluster().topics())
            for (const PartitionState &partition : topic->partitions)
                if (const ReplicaState *leader = partition.leader(); leader && !topic->internal) sum += leader->view.log_end.value();
        return sum;
    }

    static bool isOnTheWay(const Lab &lab, std::uint64_t message)
    {
        return std::ranges::find(lab.session->messages(), message, &MessageInFlight::id) != lab.session->messages().end();
    }

    static const MessageInFlight *onTheWay(const Lab &lab, const QString &api, bool response = false)
    {
        const auto &messages = lab.session->messages();
        const auto found = std::ranges::find_if(
            messages, [&](const MessageInFlight &message) { return message.api == api && message.response == response; });
        return found == messages.end() ? nullptr : &*found;
    }

    // Event by event, until such a request is on its way to a broker that runs.
    static MessageInFlight stepUntil(Lab &lab, const QString &api, BrokerId notTo)
    {
        for (int i = 0; i < 20'000; ++i) {
            const MessageInFlight *found = onTheWay(lab, api);
            if (found && found->to != notTo && found->from != notTo && !found->isHeld()) return *found;
            step(lab, SimulationSession::Step::event);
            if (QTest::currentTestFailed()) break;
        }
        return {};
    }

private Q_SLOTS:
    void theWindowSaysWhatItIs()
    {
        Lab lab;
        QVERIFY2(lab.session, qPrintable(lab.problem));
        comeTo(lab, 1s);
        QVERIFY2(lab.window->topBar().stateText().contains(QStringLiteral("Simulation")), qPrintable(lab.window->topBar().stateText()));
        QVERIFY(lab.window->windowTitle().contains(QStringLiteral("Simulation, seed 7")));
        QVERIFY(lab.window->transportBar()->isVisible());
        QVERIFY(lab.window->panel(QStringLiteral("messages")) != nullptr);
    }

    void nothingIsBrokenWhereABrokerHasNotBeenStartedYet()
    {
        Lab lab;
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab), patienceMs);
        QCOMPARE(lab.state().position.events, std::uint64_t(0));
        QCOMPARE(lab.session->world().faults, QStringList());
        QVERIFY2(!lab.window->topBar().stateText().contains(QStringLiteral("fault")), qPrintable(lab.window->topBar().stateText()));
        comeTo(lab, atWork);
        QVERIFY(give(lab, commands::stopBroker(2)).ok);
        comeTo(lab, atWork + 2s);
        QCOMPARE(lab.session->world().faults, QStringList(QStringLiteral("broker stop 2")));
    }

    void whatIsNoRecordingIsRefusedWithASentence()
    {
        QString problem;
        QVERIFY(!SimulationSession::fromText(QStringLiteral("vitrine recording 1\nbrokers = many\n"), &problem));
        QVERIFY(!problem.isEmpty());
    }

    void theSpaceBarLetsTimeGoOnAndStandStill()
    {
        Lab lab;
        comeTo(lab, atWork);
        lab.session->setSpeed(20);
        QTest::keyClick(lab.window.get(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(lab.state().playing && lab.state().position.now > Instant(atWork + 500ms), patienceMs);
        QTRY_VERIFY(!lab.window->topBar().stateText().contains(QStringLiteral("paused")));
        QTest::keyClick(lab.window.get(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab), patienceMs);
        QTRY_VERIFY(lab.window->topBar().stateText().contains(QStringLiteral("paused")));
        const SimulationPosition before = lab.state().position;
        const QString models = shown(lab);
        QTest::qWait(150);
        QVERIFY(lab.state().position == before);
        QCOMPARE(shown(lab), models);
        QVERIFY(records(lab) > 0);
    }

    void aSpeedBelowOneIsKept()
    {
        Lab lab;
        comeTo(lab, atWork);
        lab.session->setSpeed(0.1);
        QCOMPARE(lab.window->transportBar()->speedText(), QStringLiteral("1/10 ×"));
        QElapsedTimer real;
        real.start();
        lab.session->play();
        QTest::qWait(600);
        lab.session->pause();
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position.now > Instant(atWork), patienceMs);
        // Never faster; how much slower depends on the machine.
        QVERIFY(lab.state().position.now - Instant(atWork) <= Duration(std::chrono::milliseconds(real.elapsed())) / 10 + 1ms);
    }

    void assertionsOfOthersStayTheirs()
    {
        struct Noticed {};
        set_assertion_handler([](std::string_view) { throw Noticed(); });
        // A live cluster runs on other threads of the process; its assertions are not those of a simulation.
        Lab lab;
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab), patienceMs);
        bool noticed = false;
        try {
            fail_assertion("broker.cpp", 1, "false", "a live broker fails", {});
        } catch (const Noticed &) {
            noticed = true;
        }
        set_assertion_handler(nullptr);
        QVERIFY(noticed);
    }

    void aJumpRightAfterThePauseGoesToItsPlace()
    {
        Lab lab;
        comeTo(lab, atWork);
        lab.session->setSpeed(0);
        lab.session->play();
        QTRY_VERIFY_WITH_TIMEOUT(lab.state().position.now > Instant(atWork + 1s), patienceMs);
        // The run goes on while the window looks away: what it knows is no longer where the run is.
        const Instant known = lab.state().position.now;
        QThread::msleep(60);
        lab.session->pause();
        lab.session->jumpTo(known);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position.now == known, patienceMs);
        QTest::qWait(100);
        QVERIFY(lab.state().position.now == known);
    }

    void tenEventsAreTenEvents()
    {
        Lab lab;
        comeTo(lab, atWork);
        const SimulationPosition before = lab.state().position;
        step(lab, SimulationSession::Step::event, 10);
        QCOMPARE(lab.state().position.events, before.events + 10);
        QVERIFY(lab.state().position.now >= before.now);
        const QString text = lab.window->findChild<TransportBar *>()->positionText();
        QVERIFY2(text.startsWith(QStringLiteral("0:08.")), qPrintable(text));
        // A message on its way arrives; what was not on its way before may be now.
        for (int i = 0; i < 1'000 && lab.session->messages().empty(); ++i) step(lab, SimulationSession::Step::event);
        QVERIFY(!lab.session->messages().empty());
        const MessageInFlight first = lab.session->messages().front();
        for (int i = 0; i < 200 && isOnTheWay(lab, first.id); ++i) step(lab, SimulationSession::Step::message);
        QVERIFY(!isOnTheWay(lab, first.id));
        QVERIFY(lab.state().position.now >= first.arrives);
    }

    void goingBackShowsWhatWas()
    {
        Lab lab;
        TimelinePage &timeline = lab.page<TimelinePage>("timeline");
        const QAbstractItemModelTester tester(&timeline.events());
        comeTo(lab, atWork);
        const SimulationPosition then = lab.state().position;
        const QString models = shown(lab);
        const std::uint64_t digest = digestOf(lab);
        const int rows = timeline.events().rowCount();
        QVERIFY(give(lab, commands::killBroker(2)).ok);
        comeTo(lab, atWork + 12s);
        QVERIFY(shown(lab) != models);
        QVERIFY(timeline.events().rowCount() > rows);
        QCOMPARE(lab.state().marks.size(), 1);

        comeTo(lab, then);
        QCOMPARE(shown(lab), models);
        QCOMPARE(digestOf(lab), digest);
        QCOMPARE(timeline.events().rowCount(), rows);
        // What was done lies ahead, and is done again.
        QVERIFY(lab.state().horizon.now >= Instant(atWork + 12s));
        QCOMPARE(lab.state().marks.size(), 1);
        comeTo(lab, atWork + 2s);
        QCOMPARE(lab.session->cluster().node(BrokerId(2))->status.run, observe::NodeRun::killed);
        QCOMPARE(lab.state().branches.size(), 1);
    }

    void aJumpByAParkedRunShowsWhatARunFromTheBeginningShows()
    {
        Lab lab;
        comeTo(lab, atWork);
        QVERIFY(give(lab, commands::killBroker(2)).ok);
        // So far that two runs are parked on the way; the second stands behind the first 65,536 events.
        comeTo(lab, 150s);
        QCOMPARE(ParkedRuns::spacing(lab.state().position.events), ParkedRuns::spacingMin);
        const auto places = static_cast<qulonglong>(lab.state().position.events / ParkedRuns::spacingMin);
        QVERIFY(places >= 2);
        QTRY_COMPARE_WITH_TIMEOUT(static_cast<qulonglong>(lab.session->parkedRuns()), places, patienceMs);

        const Instant there(145s);
        lab.session->jumpTo(there);
        QCOMPARE(static_cast<qulonglong>(lab.session->parkedRuns()), places - 1);  // it is on its way
        comeTo(lab, there - Instant{});
        // Another window, which has nobody on the way.
        Lab other(lab.session->recording());
        QTRY_VERIFY_WITH_TIMEOUT(stands(other), patienceMs);
        QCOMPARE(other.session->parkedRuns(), std::size_t(0));
        comeTo(other, there - Instant{});
        QVERIFY(lab.state().position == other.state().position);
        QCOMPARE(shown(lab), shown(other));
        QCOMPARE(digestOf(lab), digestOf(other));
        QCOMPARE(lab.session->events().end(), other.session->events().end());
        QCOMPARE(lab.page<TimelinePage>("timeline").events().rowCount(), other.page<TimelinePage>("timeline").events().rowCount());
        // The place is taken by another one.
        QTRY_COMPARE_WITH_TIMEOUT(static_cast<qulonglong>(lab.session->parkedRuns()), places, patienceMs);
    }

    void aParkedRunOfAnotherPastIsNoHelp()
    {
        Lab lab;
        comeTo(lab, 100s);
        QTRY_VERIFY_WITH_TIMEOUT(lab.session->parkedRuns() > 0, patienceMs);
        comeTo(lab, atWork);
        QVERIFY(give(lab, commands::killBroker(2)).ok);
        QCOMPARE(lab.state().branches.size(), 2);
        comeTo(lab, 100s);
        QCOMPARE(lab.session->cluster().node(BrokerId(2))->status.run, observe::NodeRun::killed);
        const std::uint64_t digest = digestOf(lab);
        Lab other(lab.session->recording());
        comeTo(other, 100s);
        QCOMPARE(digestOf(other), digest);
        // The first branch is another run.
        lab.session->showBranch(0);
        comeTo(lab, 100s);
        QVERIFY(digestOf(lab) != digest);
    }

    void parkedRunsAreFewHoweverLongTheRun()
    {
        for (const std::uint64_t horizon :
             {std::uint64_t(0), ParkedRuns::spacingMin, std::uint64_t(307'000), std::uint64_t(2'000'000'000)}) {
            const std::uint64_t between = ParkedRuns::spacing(horizon);
            QVERIFY(horizon / between <= ParkedRuns::countMax);
            QVERIFY(between == ParkedRuns::spacingMin || horizon / between > ParkedRuns::countMax / 2);
        }
    }

    void theScrubberJumps()
    {
        Lab lab;
        comeTo(lab, atWork);
        Scrubber &scrubber = lab.window->transportBar()->scrubber();
        const Instant wanted(5s);
        const QPoint place(qRound(scrubber.xOf(wanted)), scrubber.height() / 3);
        QTest::mouseClick(&scrubber, Qt::LeftButton, {}, place);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position.now < Instant(6s), patienceMs);
        QVERIFY(std::chrono::abs(lab.state().position.now - wanted) < 50ms);
        QVERIFY(lab.state().horizon.now >= Instant(atWork));
    }

    void theScrubbersMomentsAreRowsToJumpTo()
    {
        Lab lab;
        comeTo(lab, 6s);
        lab.session->execute(commands::killBroker(3));
        comeTo(lab, atWork);
        TransportBar &bar = *lab.window->transportBar();
        QVERIFY(!bar.twin().showsTable() && bar.scrubber().isVisible());

        // By the window's action while the focus is in the bar, as by the button.
        bar.scrubber().setFocus();
        QTRY_VERIFY(bar.scrubber().hasFocus());
        QTest::keyClick(&bar.scrubber(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(bar.twin().showsTable());
        QVERIFY(bar.tableButton().isChecked() && !bar.scrubber().isVisible());
        QVERIFY2(bar.tableButton().toolTip().contains(QStringLiteral("Ctrl+T")), qPrintable(bar.tableButton().toolTip()));
        QVERIFY(!lab.window->findChild<MapPage *>()->showsTables());
        TableView &table = bar.twin().table();
        QTRY_VERIFY(table.isVisible());
        new QAbstractItemModelTester(table.model(), QAbstractItemModelTester::FailureReportingMode::QtTest, &bar);
        const auto rowOf = [&](const QString &what) {
            for (int row = 0; row < bar.moments().rowCount(); ++row)
                if (TableDelegate::textOf(bar.moments().index(row, Moments::what)) == what) return row;
            return -1;
        };
        const auto text = [&](int row, int column) { return TableDelegate::textOf(bar.moments().index(row, column)); };

        // What the scrubber draws, with its time: the beginning, what was done, and how far the branch has gone.
        const SimulationMark deed = lab.state().marks.first();
        const int killed = rowOf(deed.text);
        QVERIFY(killed > 0);
        QCOMPARE(text(0, Moments::what), QStringLiteral("The run begins"));
        QCOMPARE(text(killed, Moments::time), SimulationText::exactTime(deed.at.now));
        QCOMPARE(text(killed, Moments::when), QStringLiteral("passed"));
        const int last = bar.moments().rowCount() - 1;
        QCOMPARE(text(last, Moments::time), SimulationText::exactTime(lab.state().horizon.now));
        QCOMPARE(text(last, Moments::when), QStringLiteral("now"));

        // To choose a row leaves the time as it is; Enter goes there, to the event.
        const SimulationPosition before = lab.state().position;
        table.setFocus();
        table.setCurrentIndex(table.fromModel(bar.moments().index(killed, 0)));
        QCOMPARE(lab.state().position, before);
        QTest::keyClick(&table, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position == deed.at, patienceMs);
        QTRY_COMPARE(text(rowOf(deed.text), Moments::when), QStringLiteral("now"));
        QCOMPARE(text(bar.moments().rowCount() - 1, Moments::when), QStringLiteral("to come"));

        // What is done here begins a branch, whose beginning is a moment, too.
        lab.session->fork();
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().branch == 1, patienceMs);
        QTRY_VERIFY(rowOf(QStringLiteral("Branch B begins; up to here it is branch A")) > 0);
        bar.tableButton().setChecked(false);
        QVERIFY(!bar.twin().showsTable() && bar.scrubber().isVisible());
    }

    void whatIsDoneInThePastBeginsABranch()
    {
        Lab lab;
        comeTo(lab, atWork + 4s);
        const QString future = shown(lab);
        comeTo(lab, atWork);
        QVERIFY(give(lab, commands::killBroker(1)).ok);
        QCOMPARE(lab.state().branches.size(), 2);
        QCOMPARE(lab.state().branch, 1);
        comeTo(lab, atWork + 4s);
        QCOMPARE(lab.session->cluster().node(BrokerId(1))->status.run, observe::NodeRun::killed);
        // The branch of before is as it was.
        lab.session->showBranch(0);
        comeTo(lab, atWork + 4s);
        QCOMPARE(shown(lab), future);
        QVERIFY(lab.state().marks.isEmpty());
    }

    void twoBranchesAreCompared()
    {
        Lab lab;
        comeTo(lab, atWork);
        lab.session->fork();
        QCOMPARE(lab.state().branches.size(), 2);
        CompareDialog same({*lab.session, lab.window->selection(), lab.window->theme()}, *lab.session);
        QTRY_VERIFY_WITH_TIMEOUT(same.summary().contains(QStringLiteral("Nothing differs")), patienceMs);

        QVERIFY(give(lab, commands::killBroker(3)).ok);
        comeTo(lab, atWork + 12s);
        lab.session->showBranch(0);
        comeTo(lab, atWork + 12s);
        CompareDialog dialog({*lab.session, lab.window->selection(), lab.window->theme()}, *lab.session);
        QTRY_VERIFY_WITH_TIMEOUT(dialog.differences().rowCount() > 0, patienceMs);
        QStringList what;
        for (const DifferenceRow &row : dialog.differences().allRows()) what << row.difference.what;
        QVERIFY2(what.first().contains(QStringLiteral("broker 3")), qPrintable(what.join(QLatin1Char('\n'))));
        QVERIFY(std::ranges::any_of(what, [](const QString &line) { return line.contains(QStringLiteral("ISR")); }));
    }

    void aVoteIsDroppedByTheMouse()
    {
        Lab lab;
        comeTo(lab, atWork);
        const BrokerId controller = lab.session->cluster().quorum().leader;
        QVERIFY(controller != no_broker);
        QVERIFY(give(lab, commands::killBroker(controller.value())).ok);
        const MessageInFlight vote = stepUntil(lab, QStringLiteral("Vote"), controller);
        QVERIFY(vote.id != 0);
        QVERIFY(vote.from != controller && vote.isQuorum());

        // As it would have been: somebody is elected.
        lab.session->fork();
        const SimulationPosition here = lab.state().position;

        // The mark is where the map painted it; a click chooses the message and shows what is in it.
        MapView &map = lab.map();
        QVERIFY(!map.grab().isNull());
        const MessageLanes::Bundle *mark = map.messages()->lanes().of(vote.id);
        QVERIFY(mark != nullptr);
        QCOMPARE(mark->messages.size(), std::size_t(1));
        QTest::mouseClick(map.viewport(), Qt::LeftButton, {}, mark->center.toPoint());
        QCOMPARE(lab.window->selection().message().value_or(0), vote.id);
        MessagesPage &messages = lab.page<MessagesPage>("messages");
        QTRY_VERIFY(messages.isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(
            !messages.fields().findItems(QStringLiteral("Topics"), Qt::MatchFixedString | Qt::MatchRecursive).isEmpty(), patienceMs);
        QVERIFY(messages.messages().rowOf(vote.id).has_value());

        // And another one drops it.
        QTRY_VERIFY(messages.dropButton().isEnabled());
        QTest::mouseClick(&messages.dropButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!isOnTheWay(lab, vote.id), patienceMs);
        QTRY_VERIFY(!messages.messages().rowOf(vote.id).has_value());
        QTRY_COMPARE(lab.state().marks.size(), 2);
        QCOMPARE(lab.state().marks.last().text, commands::dropMessage(vote.id));
        QVERIFY(!messages.dropButton().isEnabled());

        // In the other branch the Vote arrives and is granted; in this one nobody has heard of it.
        const auto granted = [&] {
            comeTo(lab, vote.arrives - Instant{} + 5ms);
            qsizetype count = 0;
            const EventLog &events = lab.session->events();
            for (EventLog::Position at = events.begin(); at < events.end(); ++at) {
                const auto *grant = std::get_if<observe::QuorumVoteGranted>(&events.at(at).body);
                if (grant && events.at(at).at > here.now && events.at(at).id.node == vote.to && grant->candidate == vote.from) ++count;
            }
            return count;
        };
        QCOMPARE(granted(), 0);
        lab.session->showBranch(0);
        QCOMPARE(granted(), 1);
        // Somebody is elected in the end, with the Vote and without it.
        for (const int branch : {0, 1}) {
            lab.session->showBranch(branch);
            comeTo(lab, here.now - Instant{} + 15s);
            const BrokerId leader = lab.session->cluster().quorum().leader;
            QVERIFY(leader != no_broker && leader != controller);
        }
    }

    void aMessageIsDelayedAndDoubled()
    {
        Lab lab;
        comeTo(lab, atWork);
        const MessageInFlight fetch = stepUntil(lab, QStringLiteral("Fetch"), no_broker);
        QVERIFY(fetch.id != 0);
        QVERIFY(give(lab, commands::delayMessage(fetch.id, 1'000)).ok);
        const auto again = [&] { return std::ranges::find(lab.session->messages(), fetch.id, &MessageInFlight::id); };
        QTRY_VERIFY(again() != lab.session->messages().end() && again()->arrives >= fetch.arrives + 1s);
        const std::size_t before = lab.session->messages().size();
        QVERIFY(give(lab, commands::duplicateMessage(fetch.id)).ok);
        QTRY_COMPARE(lab.session->messages().size(), before + 1);
        // A cut link holds what is on its way, visibly.
        QVERIFY(give(lab, commands::cutLink(1, 2)).ok);
        comeTo(lab, atWork + 2s);
        QVERIFY(std::ranges::any_of(lab.session->messages(), &MessageInFlight::isHeld));
        QVERIFY(lab.session->world().faults.contains(QStringLiteral("link cut 1 2")));
        QVERIFY(!lab.map().grab().isNull());
        const auto &bundles = lab.map().messages()->lanes().bundles();
        QVERIFY(std::ranges::any_of(bundles, &MessageLanes::Bundle::held));
    }

    void aSlowMachineHoldsWhatItIsTooBusyFor()
    {
        Lab lab;
        comeTo(lab, atWork);
        QVERIFY(give(lab, QStringLiteral("broker slow 2 40ms")).ok);
        comeTo(lab, atWork + 1s);
        const auto waits = [&] { return std::ranges::find(lab.session->messages(), MessageInFlight::Held::busy, &MessageInFlight::held); };
        for (int i = 0; i < 500 && waits() == lab.session->messages().end(); ++i) step(lab, SimulationSession::Step::event);
        QVERIFY(waits() != lab.session->messages().end());
        const MessageInFlight message = *waits();
        QCOMPARE(message.to, BrokerId(2));
        QVERIFY(MessageText::describe(message, lab.session->now()).contains(QStringLiteral("slow")));
        QVERIFY(!lab.map().grab().isNull());
        const MessageLanes::Bundle *mark = lab.map().messages()->lanes().of(message.id);
        QVERIFY(mark && mark->held);
        lab.window->showPanel(QStringLiteral("messages"));
        MessagesPage &page = lab.page<MessagesPage>("messages");
        QTRY_VERIFY(page.subtitle().contains(QStringLiteral("held")));
    }

    void aSavedSessionRunsTheSameWay()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("session.recording"));
        SimulationPosition end;
        std::uint64_t digest = 0;
        QString models;
        {
            Lab lab;
            comeTo(lab, atWork);
            QVERIFY(give(lab, commands::killBroker(2)).ok);
            comeTo(lab, atWork + 3s);
            QVERIFY(give(lab, QStringLiteral("produce orders hello --count 5")).ok);
            comeTo(lab, atWork + 5s);
            end = lab.state().position;
            digest = digestOf(lab);
            models = shown(lab);
            QVERIFY(lab.window->saveRecording(file));
        }
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        Lab lab(QString::fromUtf8(saved.readAll()));
        QVERIFY2(lab.session, qPrintable(lab.problem));
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab), patienceMs);
        comeTo(lab, end);
        QCOMPARE(digestOf(lab), digest);
        QCOMPARE(shown(lab), models);
        QCOMPARE(lab.state().marks.size(), 2);
    }

    // A scenario with a rule as it once was; `from` names its file.
    static QString planted(const char *name)
    {
        QFile file(QStringLiteral(VITRINE_SOURCE_DIR "/tests/simulation/planted/scenarios/%1.scenario").arg(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

#ifdef VITRINE_PLANTED_DEFECTS
    void aPlantedRuleIsSwitchedInTheWindow()
    {
        Lab lab(planted("KIP_101"));
        QVERIFY2(lab.session, qPrintable(lab.problem));
        TransportBar &bar = *lab.window->transportBar();
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab), patienceMs);
        QVERIFY(bar.ruleButton().isVisible());
        QCOMPARE(bar.ruleButton().text(), QStringLiteral("KIP-101: wrong rule"));
        QVERIFY(!bar.violationsButton().isVisible());

        // With the wrong rule the followers cut what was committed, and the badge says so.
        constexpr Duration after = 13s;
        comeTo(lab, after);
        QTRY_VERIFY(bar.violationsButton().isVisible());
        const SimulationState wrong = lab.state();
        QVERIFY(wrong.violationCount > 0);
        QCOMPARE(wrong.violations.first().checker, QStringLiteral("high-watermark-never-falls"));
        QVERIFY2(bar.violationsButton().text().startsWith(QString::number(wrong.violationCount)),
                 qPrintable(bar.violationsButton().text()));
        QCOMPARE(bar.violationsButton().toolTip(), wrong.violations.first().sentence);
        const std::uint64_t digest = digestOf(lab);

        // However narrow: nothing of the bar is cut, and the window need not grow for it.
        for (const int width : {1'600, 1'366, 1'280}) {
            lab.window->resize(width, 800);
            QTRY_COMPARE(bar.width(), width);
            for (const QPushButton *button : bar.findChildren<QPushButton *>())
                QTRY_VERIFY2(button->isHidden() || bar.rect().contains(button->geometry()), qPrintable(button->text()));
        }
        lab.window->resize(1'600, 1'000);

        // The switch runs the same scenario with the right rule, on a branch of its own, to the same time.
        QTest::mouseClick(&bar.ruleButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position.now == Instant(after), patienceMs);
        QCOMPARE(lab.state().branches.size(), 2);
        QCOMPARE(bar.ruleButton().text(), QStringLiteral("KIP-101: right rule"));
        QVERIFY(!bar.ruleButton().isChecked());
        QCOMPARE(lab.state().violationCount, std::uint64_t(0));
        QVERIFY(!bar.violationsButton().isVisible());
        QVERIFY(digestOf(lab) != digest);

        // And back again: what went wrong goes wrong in the same way.
        QTest::mouseClick(&bar.ruleButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stands(lab) && lab.state().position.now == Instant(after), patienceMs);
        QCOMPARE(lab.state().branches.size(), 3);
        QCOMPARE(bar.ruleButton().text(), QStringLiteral("KIP-101: wrong rule"));
        QCOMPARE(lab.state().violations, wrong.violations);
        QVERIFY(bar.violationsButton().isVisible());
        QCOMPARE(digestOf(lab), digest);

        // The first branch is as it was left.
        lab.session->showBranch(0);
        QTRY_COMPARE(lab.state().violations, wrong.violations);
        QCOMPARE(digestOf(lab), digest);
    }

    void aViolationOfTheBadgeIsWhereTheWindowGoes()
    {
        Lab lab(planted("KIP_101"));
        TransportBar &bar = *lab.window->transportBar();
        comeTo(lab, 16s);
        QTRY_VERIFY(bar.violationsButton().isVisible());
        const SimulationViolation first = lab.state().violations.first();
        QMenu &menu = *bar.violationsButton().menu();
        Q_EMIT menu.aboutToShow();
        QCOMPARE(menu.actions().size(), std::min<qsizetype>(lab.state().violations.size(), 20));
        QVERIFY(menu.actions().first()->text().contains(first.checker));
        QCOMPARE(menu.actions().first()->toolTip(), first.sentence);
        menu.actions().first()->trigger();
        QTRY_VERIFY(lab.page<TimelinePage>("timeline").isVisible());
        const auto event = lab.window->selection().event();
        QVERIFY(event.has_value());
        const EventLog &events = lab.session->events();
        QVERIFY(events.at(*event).at <= first.at && (*event + 1 == events.end() || events.at(*event + 1).at > first.at));
        QVERIFY(first.partition >= 0);
        QCOMPARE(lab.window->selection().topic(), first.topic);
        QCOMPARE(lab.window->selection().partition(), first.partition);
        QVERIFY(lab.state().violationCount > 0);
    }
#else
    void aRuleThatCannotBeWrongHereSaysSoAndRunsRight()
    {
        Lab lab(planted("KIP_101"));
        QVERIFY2(lab.session, qPrintable(lab.problem));
        TransportBar &bar = *lab.window->transportBar();
        QTRY_VERIFY_WITH_TIMEOUT(!lab.state().failure.isEmpty(), patienceMs);
        QTRY_VERIFY(bar.ruleButton().isVisible() && bar.ruleButton().isEnabled());
        QTest::mouseClick(&bar.ruleButton(), Qt::LeftButton);
        comeTo(lab, 13s);
        QVERIFY(lab.state().failure.isEmpty());
        QCOMPARE(lab.state().violationCount, std::uint64_t(0));
        QVERIFY(!bar.violationsButton().isVisible());
    }
#endif

    void logsAndRecordsAreReadFromTheDisks()
    {
        Lab lab;
        comeTo(lab, atWork);
        const std::uint64_t before = digestOf(lab);
        lab.window->selection().setReplica(QStringLiteral("orders"), 0, 1);
        lab.window->showPanel(QStringLiteral("log"));
        LogPage &log = lab.page<LogPage>("log");
        QTRY_VERIFY_WITH_TIMEOUT(log.model().rowCount() > 0, patienceMs);
        lab.window->showPanel(QStringLiteral("consume"));
        ConsumePage &consume = lab.page<ConsumePage>("consume");
        consume.start();
        QTRY_VERIFY_WITH_TIMEOUT(consume.records().rowCount() > 0, patienceMs);
        // To look changes nothing.
        QCOMPARE(digestOf(lab), before);
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestSimulation)
#include "test_simulation.moc"
