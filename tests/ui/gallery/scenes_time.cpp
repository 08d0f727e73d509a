// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery/scene.h"
#include "ui/plots/plots_page.h"
#include "ui/timeline/timeline_page.h"

namespace vitrine::ui::test {

namespace {

const char *const nothing = "cluster Empty\nat 5\nbroker 1 running\nbroker 2 running\nbroker 3 running\nquorum leader 2 epoch 1 end 12\n";
// Three at once.
const char *const faults =
    "at 46\nbroker 3 paused since -4\nfault link cut 1 2\nfault link slow 2 3 200ms\nfault disk slow 1 200ms\n"
    "event -9 fault link cut 1 2\nevent -6 fault link slow 2 3 200ms\nevent -4 paused 3 by you: broker pause 3\nevent -3 fault disk slow 1 "
    "200ms\n";

void openPanel(Stage &stage, const char *panel, const std::vector<std::string> &texts, QSize size = Stage::narrowWindow)
{
    stage.feed(texts);
    stage.open(size);
    stage.showPanel(panel);
}

// More at once than there are lanes for them.
std::string manyFaults()
{
    std::string text = "at 46\n";
    for (const char *const what : {"link cut 1 2", "link slow 2 3 200ms", "disk slow 1 200ms", "link lossy 1 3 5%", "disk slow 2 50ms",
                                   "disk slow 3 20ms", "clock skew 2 5s", "link cut 1 3", "link slow 1 2 80ms"})
        text += std::string("fault ") + what + "\nevent -" + std::to_string(20 - text.size() / 40) + " fault " + what + "\n";
    return text + "event -2 healed link cut 1 2\n";
}

// The fencing in the middle of what a killed broker led to, between two bookmarks.
void chooseCause(Stage &stage)
{
    FakeSession &session = stage.fake();
    const EventLog &log = session.events();
    for (EventLog::Position position = log.begin(); position < log.end(); ++position)
        if (std::holds_alternative<observe::BrokerFenced>(log.at(position).body)) stage.window().selection().setEvent(position);
    session.bookmarks().add(session.now() - std::chrono::milliseconds(6'200), QStringLiteral("before the kill"));
    session.bookmarks().add(session.now() - std::chrono::seconds(3), QStringLiteral("consumers are back"));
}
void chooseRange(Stage &stage)
{
    chooseCause(stage);
    const Instant now = stage.fake().now();
    stage.window().selection().setTimeRange(TimeRange{now - std::chrono::milliseconds(6'500), now - std::chrono::seconds(3)});
}
void plotMore(Stage &stage)
{
    chooseRange(stage);
    auto &page = stage.page<PlotsPage>("plots");
    for (const Metric metric : {Metric::requestsOfApis, Metric::diskOfTopics, Metric::errors, Metric::connections})
        page.setShown(metric, true);
    const FakeSession &session = stage.fake();
    page.cell(Metric::bytesIn)->plot().setCursor(session.plotTime(session.now() - std::chrono::seconds(12)), true);
}

}  // namespace

Scenes timeScenes()
{
    const std::string demo = scene::demo;
    const std::string killed = scene::brokerKilled;
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("timeline"), view("empty"), [](Stage &stage) { openPanel(stage, "timeline", {nothing}); }},
        {view("timeline"), view("normal"), [=](Stage &stage) { openPanel(stage, "timeline", {demo, killed, faults}); }},
        {view("timeline"), view("large"), [](Stage &stage) { openPanel(stage, "timeline", {scene::crowded()}); }},
        {view("timeline"), view("nine faults at once"), [=](Stage &stage) { openPanel(stage, "timeline", {demo, manyFaults()}); }},
        {view("timeline-causes"), view("normal"),
         [=](Stage &stage) {
             openPanel(stage, "timeline", {demo, killed});
             chooseCause(stage);
         }},
        {view("timeline-causes"), view("range"),
         [=](Stage &stage) {
             openPanel(stage, "timeline", {demo, killed});
             chooseRange(stage);
         }},
        {view("timeline-causes"), view("bookmark"),
         [=](Stage &stage) {
             openPanel(stage, "timeline", {demo, killed});
             chooseCause(stage);
             FakeSession &session = stage.fake();
             session.bookmarks().change({1, session.now() - std::chrono::milliseconds(6'200), QStringLiteral("before the kill"),
                                         QStringLiteral("Everything in sync, lag below 100.\nbroker kill 2 comes next.")});
             stage.page<TimelinePage>("timeline").showBookmark(1);
         }},
        {view("timeline-causes"), view("large"),
         [](Stage &stage) {
             openPanel(stage, "timeline", {scene::crowded()});
             chooseCause(stage);
         }},
        {view("timeline-causes"), view("range in 1366 x 768"),
         [=](Stage &stage) {
             openPanel(stage, "timeline", {demo, killed, faults}, Stage::smallWindow);
             chooseRange(stage);
         }},

        {view("plots"), view("empty"), [](Stage &stage) { openPanel(stage, "plots", {nothing}); }},
        {view("plots"), view("normal"), [=](Stage &stage) { openPanel(stage, "plots", {demo, killed}); }},
        {view("plots"), view("large"), [](Stage &stage) { openPanel(stage, "plots", {scene::crowded()}); }},
        {view("plots"), view("more of them"),
         [=](Stage &stage) {
             openPanel(stage, "plots", {demo, killed}, Stage::fullWindow);
             plotMore(stage);
         }},
    };
}

}  // namespace vitrine::ui::test
