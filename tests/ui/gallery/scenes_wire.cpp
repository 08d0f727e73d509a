// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/ui/gallery/scene.h"
#include "tests/ui/support/wire_frames.h"
#include "ui/wire/wire_page.h"

namespace vitrine::ui::test {

namespace {

WirePage &openWire(Stage &stage, int rounds)
{
    FakeSession &session = stage.feed({scene::demo});
    stage.open(Stage::narrowWindow);
    stage.window().selection().setPartition(QStringLiteral("orders"), 0);
    stage.showPanel("wire");
    auto &page = stage.page<WirePage>("wire");
    if (rounds == 0) return page;
    WireFrames frames(session.now() - std::chrono::seconds(4));
    addTraffic(frames, rounds);
    session.receiveFrames(frames.take(), rounds > 100 ? 17 : 0);
    session.flush();
    (void)QTest::qWaitFor([&] { return page.exchanges().isComplete() && page.exchanges().rowCount() > 0; });
    return page;
}

WireLog::Position firstOf(const Session &session, const char *api)
{
    const WireLog &log = session.wire();
    for (WireLog::Position at = log.begin(); at < log.end(); ++at)
        if (WireText::api(log.at(at)) == QLatin1String(api)) return at;
    return log.begin();
}

}  // namespace

Scenes wireScenes()
{
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("wire"), view("empty"), [](Stage &stage) { openWire(stage, 0); }},
        {view("wire"), view("normal"),
         [](Stage &stage) {
             WirePage &page = openWire(stage, 3);
             page.choose(firstOf(stage.fake(), "Produce"));
             page.fields().setCurrentIndex(page.packet().fieldAt(PacketModel::Part::request, 40));
         }},
        {view("wire"), view("large"),
         [](Stage &stage) { openWire(stage, 2'500).setFilter(QStringLiteral("error != NONE && latency_ms < 1 || kind == grup")); }},
        {view("wire-sequence"), view("empty"), [](Stage &stage) { openWire(stage, 0).showSequence(true); }},
        {view("wire-sequence"), view("normal"),
         [](Stage &stage) {
             WirePage &page = openWire(stage, 3);
             page.choose(firstOf(stage.fake(), "Produce"));
             page.selectMeanwhile();
         }},
        {view("wire-sequence"), view("large"),
         [](Stage &stage) {
             WirePage &page = openWire(stage, 12);
             page.table().selectAll();
             page.showSequence(true);
         }},
    };
}

}  // namespace vitrine::ui::test
