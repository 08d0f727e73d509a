// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

#include "tests/ui/gallery/scene.h"
#include "ui/groups/add_consumer_dialog.h"
#include "ui/groups/groups_page.h"
#include "ui/groups/reset_offsets_dialog.h"

namespace vitrine::ui::test {

namespace {

using Half = GroupsPage::Half;

// Members in every state.
const char *const busy = R"(
own billing billing-1
own billing billing-2 paused
group billing Stable generation 15 protocol cooperative-sticky coordinator 3 began -9 ended -8.4 reason member billing-3 left (client reason: the consumer is being closed)
member billing billing-1 orders:0,1
member billing billing-2 orders:2,3
member billing warehouse-reporting-worker-17 orders:4,5 instance warehouse-17 heartbeat -31
member billing spare
offset billing orders 0 18310
event -9 rebalance billing member billing-3 left (client reason: the consumer is being closed)
event -8.8 generation billing 15 4 protocol cooperative-sticky
event -8.4 stable billing 15
)";

// What a lag does not say by itself.
const char *const honest = R"(
topic profiles 2 rf 1 min 1
config profiles cleanup.policy=compact
r profiles 0 on 1 log 0..5200 hw 5200
r profiles 1 on 1 log 0..5100 hw 5100
r orders 0 on 1 log 0..18396 hw 18396
r orders 1 on 2 log 13980..14000 hw 14000
r orders 2 on 3 log 0..16600 hw 16600 lso 16540
p payments 2 leader -1 epoch 2 replicas 1,2,3 isr 1
group billing Stable generation 14 protocol cooperative-sticky coordinator 3
member billing billing-1 orders:0,1,2
member billing billing-2 orders:3,4,5+profiles:0,1+payments:2
offset billing orders 1 13201
offset billing orders 4 12900
offset billing profiles 0 4100
offset billing payments 2 10
)";

QJsonObject resetAnswer(const QString &topic, int partitions)
{
    QJsonArray rows;
    for (int p = 0; p < partitions; ++p)
        rows.append(QJsonObject{{QStringLiteral("topic"), topic},
                                {QStringLiteral("partition"), p},
                                {QStringLiteral("current"), p == 5 ? QJsonValue() : QJsonValue(18'310 - p * 7)},
                                {QStringLiteral("new"), p == 1 ? 17'900 : 18'210 - p * 7},
                                {QStringLiteral("log_start"), p == 1 ? 17'900 : 0},
                                {QStringLiteral("log_end"), 18'500},
                                {QStringLiteral("bound"), p == 1 ? QStringLiteral("start") : QStringLiteral("none")}});
    return {{QStringLiteral("partitions"), rows}};
}

const QString billing = QStringLiteral("billing");
const QString longGroup = QStringLiteral("com.example.production.address-changes-to-search-index.consumer-group");
const QString addresses = QStringLiteral("com.example.production.europe-west.customer-relations.address-changes.v2");

// As high as somebody makes it who wants to read all of it; null: as it stands in the window.
void openGroups(Stage &stage, const std::vector<std::string> &texts, const QString &group, Half half, QSize size = {})
{
    stage.feed(texts);
    stage.open(Stage::narrowWindow);
    stage.window().selection().setGroup(group);
    stage.window().selection().setPartition(QStringLiteral("orders"), 4);
    if (size.isValid()) stage.floatPanel("groups", size);
    else stage.showPanel("groups");
    stage.page<GroupsPage>("groups").showHalf(half);
}

void reset(Stage &stage, const std::string &text, const QString &group, const QString &topic, int partitions)
{
    stage.feed({text, group == billing ? std::string(busy) : std::string()})
        .setAnswer({.ok = false, .sentence = {}, .json = resetAnswer(topic, partitions)});
    auto &dialog = stage.openDialog<ResetOffsetsDialog>(stage.context(), group);
    dialog.findChild<QComboBox *>()->setCurrentIndex(stage.look().scheme == Theme::Scheme::dark ? 4 : 3);
    if (partitions == 0) return;
    dialog.findChildren<QPushButton *>().first()->click();
    QTRY_COMPARE(dialog.preview().rowCount(), partitions);
}

}  // namespace

Scenes groupScenes()
{
    const std::string demo = scene::demo;
    const auto view = [](const char *name) { return QLatin1String(name); };
    constexpr QSize tall(560, 700);
    return {
        {view("groups"), view("empty"), [](Stage &stage) { openGroups(stage, {scene::single}, {}, Half::lag); }},
        {view("groups"), view("all of them"), [=](Stage &stage) { openGroups(stage, {demo, busy, "broker 1 killed\n"}, {}, Half::lag); }},
        {view("groups"), view("normal"), [=](Stage &stage) { openGroups(stage, {demo, busy}, billing, Half::lag); }},
        {view("groups"), view("rebalancing"), [=](Stage &stage) { openGroups(stage, {demo, scene::rebalance}, billing, Half::lag); }},
        {view("groups"), view("coordinator gone"),
         [=](Stage &stage) { openGroups(stage, {demo, "broker 3 killed\n"}, billing, Half::lag); }},
        {view("groups"), view("large"), [](Stage &stage) { openGroups(stage, {scene::crowded()}, longGroup, Half::lag); }},

        {view("group-members"), view("empty"),
         [=](Stage &stage) {
             openGroups(stage, {demo, "group billing Empty generation 15 protocol cooperative-sticky coordinator 3\n"}, billing,
                        Half::members, tall);
         }},
        {view("group-members"), view("normal"), [=](Stage &stage) { openGroups(stage, {demo, busy}, billing, Half::members, tall); }},
        {view("group-members"), view("large"),
         [=](Stage &stage) { openGroups(stage, {scene::crowded()}, longGroup, Half::members, tall); }},

        {view("group-offsets"), view("empty"),
         [=](Stage &stage) {
             openGroups(stage, {scene::single, "group g Stable generation 1 protocol range coordinator 1\nmember g only notes:0\n"},
                        QStringLiteral("g"), Half::offsets, tall);
         }},
        {view("group-offsets"), view("normal"), [=](Stage &stage) { openGroups(stage, {demo, honest}, billing, Half::offsets, tall); }},
        {view("group-offsets"), view("large"),
         [=](Stage &stage) { openGroups(stage, {scene::crowded()}, longGroup, Half::offsets, tall); }},

        {view("group-rebalances"), view("empty"),
         [=](Stage &stage) {
             openGroups(stage, {scene::single, "group g Empty generation 0 protocol range coordinator 1\n"}, QStringLiteral("g"),
                        Half::rebalances, tall);
         }},
        {view("group-rebalances"), view("normal"),
         [=](Stage &stage) {
             openGroups(stage, {demo, busy}, billing, Half::rebalances, tall);
             auto &page = stage.page<GroupsPage>("groups");
             page.rebalancesTable().setCurrentIndex(page.rebalances().index(1, 0));
         }},
        {view("group-rebalances"), view("large"),
         [=](Stage &stage) { openGroups(stage, {scene::crowded()}, QStringLiteral("clicks-to-sessions"), Half::rebalances, tall); }},

        {view("dialog-add-consumer"), view("empty"),
         [](Stage &stage) {
             stage.feed({scene::single});
             stage.openDialog<AddConsumerDialog>(stage.context(), QString());
         }},
        {view("dialog-add-consumer"), view("normal"),
         [=](Stage &stage) {
             stage.feed({demo, busy});
             stage.openDialog<AddConsumerDialog>(stage.context(), billing);
         }},
        {view("dialog-add-consumer"), view("large"),
         [](Stage &stage) {
             stage.feed({scene::crowded()});
             stage.openDialog<AddConsumerDialog>(stage.context(), longGroup);
         }},

        {view("dialog-reset-offsets"), view("empty"), [](Stage &stage) { reset(stage, scene::demo, billing, {}, 0); }},
        {view("dialog-reset-offsets"), view("normal"),
         [](Stage &stage) { reset(stage, scene::demo, billing, QStringLiteral("orders"), 6); }},
        {view("dialog-reset-offsets"), view("large"), [](Stage &stage) { reset(stage, scene::crowded(), longGroup, addresses, 24); }},
    };
}

}  // namespace vitrine::ui::test
