// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include <QFile>
#include <QTest>

#include "tests/ui/gallery/scene.h"
#include "ui/session/commands.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/compare_dialog.h"
#include "ui/simulation/new_simulation_dialog.h"
#include "ui/simulation/transport_bar.h"

namespace vitrine::ui::test {

using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 120'000;

using Play = void (*)(SimulationSession &);

QString quiet(int brokers = 3)
{
    return SimulationSession::quietRecording(7) + (brokers == 3 ? QString() : QStringLiteral("brokers = %1\n").arg(brokers));
}

QString planted(const char *name)
{
    QFile file(QStringLiteral(VITRINE_SOURCE_DIR "/tests/simulation/planted/scenarios/%1.scenario").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool stands(const SimulationSession &session)
{
    const SimulationState &state = session.state();
    return !state.failure.isEmpty() || (!state.busy && !state.playing);
}

void comeTo(SimulationSession &session, Duration at)
{
    QTRY_VERIFY_WITH_TIMEOUT(stands(session), patienceMs);
    session.jumpTo(Instant(at));
    QTRY_VERIFY_WITH_TIMEOUT(stands(session) && session.state().position.now == Instant(at), patienceMs);
}

void give(SimulationSession &session, const QStringList &lines)
{
    for (const QString &line : lines) {
        std::optional<CommandAnswer> answer;
        session.execute(line, &session, [&](const CommandAnswer &given) { answer = given; });
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), patienceMs);
        QVERIFY2(answer->ok, qPrintable(answer->sentence));
    }
}

// On to a moment with so many messages on their way.
void crowd(SimulationSession &session, std::size_t messages)
{
    for (int i = 0; i < 200 && session.messages().size() < messages; ++i) {
        const std::uint64_t before = session.state().position.events;
        session.step(SimulationSession::Step::event, 7);
        QTRY_VERIFY_WITH_TIMEOUT(stands(session) && session.state().position.events > before, patienceMs);
    }
}

void beginning(SimulationSession &session) { QTRY_VERIFY_WITH_TIMEOUT(stands(session), patienceMs); }

void atWork(SimulationSession &session)
{
    comeTo(session, 9s);
    crowd(session, 5);
}

void held(SimulationSession &session)
{
    comeTo(session, 9s);
    give(session, {commands::cutLink(1, 2), QStringLiteral("broker slow 3 30ms")});
    comeTo(session, 9400ms);
    crowd(session, 8);
}

void large(SimulationSession &session)
{
    comeTo(session, 8s);
    give(session,
         {commands::createTopic(QStringLiteral("a-topic-with-a-name-that-is-longer-than-anybody-should-ever-have-to-read.v2"), 1, 3),
          commands::createTopic(QStringLiteral("measurements"), 300, 3)});
    comeTo(session, 16s);
    give(session, {commands::killBroker(4)});
    comeTo(session, 30s);
    crowd(session, 10);
}

void branches(SimulationSession &session)
{
    comeTo(session, 9s);
    session.fork();
    give(session, {commands::killBroker(3)});
    comeTo(session, 20s);
    session.showBranch(0);
    comeTo(session, 20s);
}

// Some of what was done lies behind, some ahead.
void deeds(SimulationSession &session)
{
    comeTo(session, 9s);
    give(session, {commands::cutLink(1, 2)});
    comeTo(session, 11s);
    session.fork();
    give(session, {commands::killBroker(3)});
    comeTo(session, 14s);
    give(session, {commands::healAll()});
    comeTo(session, 20s);
    session.jumpTo(Instant(12s));
    QTRY_VERIFY_WITH_TIMEOUT(stands(session) && session.state().position.now == Instant(12s), patienceMs);
}

void alike(SimulationSession &session)
{
    comeTo(session, 9s);
    session.fork();
}

void wrongRule(SimulationSession &session)
{
    QTRY_VERIFY_WITH_TIMEOUT(stands(session), patienceMs);
    if (session.state().failure.isEmpty()) comeTo(session, 13s);
}

struct Run {
    QString recording;
    Play play = nullptr;
    std::shared_ptr<SimulationSession> session;
};
Run last;

// A run takes seconds: the looks of a scene, which follow each other, show the same one.
SimulationSession &run(Stage &stage, const QString &recording, Play play)
{
    if (!last.session) qAddPostRoutine([] { last = {}; });  // nothing of it outlives the application
    if (last.recording != recording || last.play != play || !last.session) {
        last = {recording, play, std::shared_ptr<SimulationSession>(SimulationSession::fromText(recording, nullptr))};
        play(*last.session);
    }
    return stage.play(last.session);
}

void openWindow(Stage &stage, const QString &recording, Play play, QSize size = {1280, 800})
{
    run(stage, recording, play);
    stage.open(size);
}

void openMessages(Stage &stage, const QString &recording, Play play)
{
    SimulationSession &session = run(stage, recording, play);
    stage.open(Stage::narrowWindow);
    if (!session.messages().empty()) stage.window().selection().setMessage(session.messages().front().id);
    stage.showPanel("messages");
}

void compare(Stage &stage, Play play)
{
    SimulationSession &session = run(stage, quiet(), play);
    auto &dialog = stage.openDialog<CompareDialog>(stage.context(), session);
    // Not while it only says that it compares.
    QTRY_VERIFY_WITH_TIMEOUT(dialog.summary().contains(QStringLiteral("0:")), patienceMs);
    if (play == branches) QTRY_VERIFY_WITH_TIMEOUT(dialog.differences().rowCount() > 0, patienceMs);
}

}  // namespace

Scenes simulationScenes()
{
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("simulation"), view("empty"), [](Stage &stage) { openWindow(stage, quiet(), beginning); }},
        {view("messages"), view("empty"), [](Stage &stage) { openMessages(stage, quiet(), beginning); }},
        {view("simulation"), view("normal"), [](Stage &stage) { openWindow(stage, quiet(), atWork); }},
        {view("messages"), view("normal"), [](Stage &stage) { openMessages(stage, quiet(), atWork); }},
        {view("simulation"), view("held"), [](Stage &stage) { openWindow(stage, quiet(), held, Stage::projector); }},
        {view("messages"), view("held"), [](Stage &stage) { openMessages(stage, quiet(), held); }},
        {view("simulation"), view("large"), [](Stage &stage) { openWindow(stage, quiet(9), large); }},
        {view("messages"), view("large"), [](Stage &stage) { openMessages(stage, quiet(9), large); }},
        {view("simulation"), view("moments as a table"),
         [](Stage &stage) {
             openWindow(stage, quiet(), deeds);
             stage.window().transportBar()->tableButton().setChecked(true);
         }},
        {view("simulation"), view("a rule is broken"), [](Stage &stage) { openWindow(stage, planted("KIP_101"), wrongRule); }},

        {view("dialog-compare"), view("empty"), [](Stage &stage) { compare(stage, alike); }},
        {view("dialog-compare"), view("normal"), [](Stage &stage) { compare(stage, branches); }},
        {view("dialog-new-simulation"), view("normal"), [](Stage &stage) { stage.openDialog<NewSimulationDialog>(stage.theme()); }},
    };
}

}  // namespace vitrine::ui::test
