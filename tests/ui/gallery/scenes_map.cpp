// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>

#include "tests/ui/gallery/scene.h"
#include "ui/map/map_menu.h"
#include "ui/map/map_page.h"
#include "ui/window/navigation.h"

namespace vitrine::ui::test {

namespace {

const char *const nothing = "cluster Empty\nat 5\nbroker 1 running\nbroker 2 running\nbroker 3 running\nquorum leader 2 epoch 1 end 12\n";

const char *const brokenLinks =
    "fault link cut 1 2\nfault link slow 2 3 200ms\nfault link lossy 1 3 10%\nfault clock jump 3 5000ms\n"
    "fault disk slow 2 200ms\nr orders 4 on 1 log 0..10800 hw 10512 lso 10380\n"
    "behind orders 4 of 1 follower 2 for 18 fetch 0.4\n";

const QString orders = QStringLiteral("orders");
const QString clicks = QStringLiteral("clicks");

void openOn(Stage &stage, const std::vector<std::string> &texts, const QString &topic, int partition, QSize size = Stage::fullWindow,
            double scale = 1.0)
{
    stage.feed(texts);
    stage.open(size, scale);
    if (!topic.isEmpty()) stage.window().selection().setPartition(topic, partition);
}

void colour(Stage &stage, MapColour by) { stage.window().findChild<MapPage *>()->setColour(by); }

void openMenu(Stage &stage, const std::function<void(QMenu &, const Context &)> &fill)
{
    stage.feed({scene::demo, scene::brokerKilled, brokenLinks});
    auto &menu = stage.openDialog<QMenu>();
    fill(menu, stage.context());
    stage.showDialog(menu.sizeHint());
}

void give(const QString &) {}

}  // namespace

Scenes mapScenes()
{
    const std::string demo = scene::demo;
    const std::string killed = scene::brokerKilled;
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("map"), view("empty"), [](Stage &stage) { openOn(stage, {nothing}, {}, -1); }},
        {view("map"), view("one of everything"), [](Stage &stage) { openOn(stage, {scene::single}, {}, -1); }},
        {view("map"), view("normal"), [=](Stage &stage) { openOn(stage, {demo, killed}, orders, 4); }},
        {view("map"), view("large"), [](Stage &stage) { openOn(stage, {scene::crowded()}, clicks, 7); }},
        {view("map"), view("1366 x 768"), [=](Stage &stage) { openOn(stage, {demo, killed}, orders, 4, Stage::smallWindow); }},

        {view("map-faults"), view("normal"),
         [=](Stage &stage) {
             openOn(stage, {demo, brokenLinks}, orders, 4);
             stage.window().selection().setBroker(2);
         }},
        {view("map-faults"), view("large"),
         [](Stage &stage) {
             openOn(stage, {scene::crowded()}, clicks, 7, Stage::smallWindow);
             stage.window().selection().setBroker(3);
         }},

        {view("map-heat"), view("normal"),
         [=](Stage &stage) {
             openOn(stage, {demo, killed}, orders, 4);
             colour(stage, MapColour::lag);
         }},
        {view("map-heat"), view("large"),
         [](Stage &stage) {
             openOn(stage, {scene::crowded()}, clicks, 7);
             colour(stage, MapColour::size);
         }},

        {view("presentation"), view("empty"), [](Stage &stage) { openOn(stage, {nothing}, {}, -1, Stage::projector, 1.5); }},
        {view("presentation"), view("normal"),
         [=](Stage &stage) { openOn(stage, {demo, killed, brokenLinks}, orders, 4, Stage::projector, 1.5); }},
        {view("presentation"), view("large"), [](Stage &stage) { openOn(stage, {scene::crowded()}, clicks, 7, Stage::projector, 1.5); }},
        {view("presentation"), view("1366 x 768"),
         [=](Stage &stage) { openOn(stage, {demo, killed}, orders, 4, Stage::smallWindow, 1.5); }},

        {view("replication"), view("empty"),
         [](Stage &stage) {
             openOn(stage, {nothing}, {}, -1, Stage::narrowWindow);
             stage.showPanel("replication");
         }},
        {view("replication"), view("normal"),
         [=](Stage &stage) {
             openOn(stage, {demo, killed}, orders, 4, Stage::narrowWindow);
             stage.showPanel("replication");
         }},
        {view("replication"), view("large"),
         [](Stage &stage) {
             openOn(stage, {scene::longNames}, QStringLiteral("com.example.production.europe-west.customer-relations.address-changes.v2"),
                    1, Stage::narrowWindow);
             stage.showPanel("replication");
         }},

        {view("topics"), view("empty"),
         [](Stage &stage) {
             openOn(stage, {nothing}, {}, -1);
             stage.show(*stage.window().findChild<Navigation *>());
         }},
        {view("topics"), view("normal"),
         [=](Stage &stage) {
             openOn(stage, {demo, killed}, orders, -1);
             stage.show(*stage.window().findChild<Navigation *>());
         }},
        {view("topics"), view("large"),
         [](Stage &stage) {
             openOn(stage, {scene::crowded()}, clicks, -1);
             stage.show(*stage.window().findChild<Navigation *>());
         }},

        {view("menus"), view("normal"),
         [](Stage &stage) {
             openMenu(stage, [](QMenu &menu, const Context &context) { addBrokerActions(menu, context, BrokerId(3), give); });
         }},
        {view("menus"), view("link"),
         [](Stage &stage) {
             openMenu(stage, [](QMenu &menu, const Context &context) { addLinkActions(menu, context, BrokerId(1), BrokerId(3), give); });
         }},
        {view("menus"), view("topic"),
         [](Stage &stage) { openMenu(stage, [](QMenu &menu, const Context &context) { addTopicActions(menu, context, orders, give); }); }},
        {view("menus"), view("replica"),
         [](Stage &stage) {
             openMenu(stage, [](QMenu &menu, const Context &context) { addReplicaActions(menu, context, orders, 4, BrokerId(3), give); });
         }},
    };
}

}  // namespace vitrine::ui::test
