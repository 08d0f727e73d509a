// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_jump [MINUTES [JUMPS]]: how long a jump on the timeline takes, in the window on the quiet cluster, from the click until the other
// time is shown: back and forth between random times of so many simulated minutes (10; 20 jumps). First while the runs that shorten it are
// on their way to their places, then when all of them wait there.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>

#include "ui/session/parked_runs.h"
#include "ui/session/simulation_session.h"
#include "ui/window/main_window.h"

namespace {

using namespace vitrine;

void waitFor(const std::function<bool()>& condition) {
    while (!condition()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

double goTo(ui::SimulationSession& session, ui::MainWindow& window, Instant at) {
    QElapsedTimer clock;
    clock.start();
    session.jumpTo(at);
    waitFor([&] { return !session.state().busy && !session.state().playing && session.state().position.now == at; });
    session.flush();
    window.grab();  // painted, too
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void jump(ui::SimulationSession& session, ui::MainWindow& window, Duration length, int jumps, bool parked) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> somewhere(0, std::chrono::duration<double>(length).count());
    std::vector<double> back;
    std::vector<double> forth;
    for (int i = 0; i < jumps; ++i) {
        const Instant at(std::chrono::duration_cast<Duration>(std::chrono::milliseconds(std::llround(somewhere(random) * 1e3))));
        const std::uint64_t horizon = session.state().horizon.events;
        if (parked) waitFor([&] { return session.parkedRuns() >= horizon / ui::ParkedRuns::spacing(horizon); });
        (at < session.state().position.now ? back : forth).push_back(goTo(session, window, at));
    }
    for (auto* times : {&back, &forth}) {
        if (times->empty()) continue;
        std::ranges::sort(*times);
        std::printf("%-36s %-6s %2zu jumps: %5.0f ms median, %5.0f ms longest\n",
                    parked ? "with every parked run at its place" : "one after another, without a pause", times == &back ? "back" : "forth",
                    times->size(), (*times)[times->size() / 2], times->back());
    }
}

}  // namespace

int main(int count, char** words) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(count, words);
    const double minutes = count > 1 ? std::stod(words[1]) : 10;
    const int jumps = count > 2 ? std::stoi(words[2]) : 20;
    const auto length = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(minutes * 60));
    const auto session = ui::SimulationSession::fromText(ui::SimulationSession::quietRecording(7), nullptr);
    ui::MainWindow window(*session, {.scheme = ui::Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true});
    window.resize(1600, 1000);
    window.show();
    waitFor([&] { return !session->state().busy; });
    const double all = goTo(*session, window, Instant(length));
    std::printf("%.0f simulated minutes, %llu events: %.0f ms from the beginning\n", minutes,
                static_cast<unsigned long long>(session->state().position.events), all);
    jump(*session, window, length, jumps, false);
    jump(*session, window, length, jumps, true);
    return 0;
}
