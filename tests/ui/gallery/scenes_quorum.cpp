// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/ui/gallery/scene.h"
#include "tests/ui/quorum/quorum_session.h"
#include "ui/quorum/quorum_page.h"

namespace vitrine::ui::test {

using observe::NodeRun;
using observe::QuorumRole;

namespace {

// Three brokers that vote; the leader has one record that is not committed yet.
void three(QuorumSession &session)
{
    session.feed(scene::demo);
    appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
    appendTopic(session, 6, "orders", 1, 6, 3);
    appendTopic(session, 6, "payments", 2, 3, 3);
    session.appendNoOps(6, 90);
    appendElection(session, 6, 1, 0, 1, {1, 3});
    session.appendNoOps(6, 7);
    session.appendLeaderChange(7, 1, {1, 2, 3}, {1, 3});
    session.appendNoOps(7, 3);
    appendElection(session, 7, 1, 0, 2, {1, 2, 3});
    session.append(7, messages::ConfigRecord{.resource_type = 2, .resource_name = "orders", .name = "retention.ms", .value = "3600000"});
    session.appendNoOps(7, 14);
    const std::int64_t end = session.logEnd();
    session.showQuorum(
        {{.id = 1, .role = QuorumRole::leader, .epoch = 7, .leader = 1, .logEnd = end, .highWatermark = end - 1, .votedFor = 1},
         {.id = 2, .epoch = 7, .leader = 1, .logEnd = end - 1, .highWatermark = end - 2},
         {.id = 3, .epoch = 7, .leader = 1, .logEnd = end - 1, .highWatermark = end - 1, .votedFor = 1, .lastFetchSeconds = 0.4}},
        {1, 2, 3});
}
// Controllers apart, nine brokers that observe; one of those is far behind and one is gone.
void nine(QuorumSession &session)
{
    session.feed(scene::large(9, 300));
    appendBootstrap(session, 11, 102, {101, 102, 103}, 9);
    appendTopic(session, 11, "clicks", 1, 40, 9);
    session.cutAtEnd();
    appendTopic(session, 11, "sessions", 2, 12, 9);
    session.appendNoOps(11, 30);
    session.appendLeaderChange(12, 101, {101, 102, 103}, {101, 103});
    session.appendNoOps(12, 60);
    appendElection(session, 12, 2, 4, 7, {7, 8});
    session.appendNoOps(12, 5);
    const std::int64_t end = session.logEnd();
    std::vector<QuorumSession::Node> nodes{
        {.id = 101, .role = QuorumRole::leader, .epoch = 12, .leader = 101, .logEnd = end, .highWatermark = end, .votedFor = 101},
        {.id = 102, .epoch = 12, .leader = 101, .logEnd = end, .highWatermark = end},
        {.id = 103, .epoch = 12, .leader = 101, .logEnd = end, .highWatermark = end, .votedFor = 101}};
    for (int id = 1; id <= 9; ++id) {
        const std::int64_t behind = id == 4 ? 37 : id == 6 ? 2 : 0;
        nodes.push_back({.id = id,
                         .epoch = 12,
                         .leader = 101,
                         .logEnd = end - behind - (id == 7 ? 80 : 0),
                         .highWatermark = end - behind,
                         .run = id == 7 ? NodeRun::killed : NodeRun::running});
    }
    session.showQuorum(nodes, {101, 102, 103});
}
// The leader was killed; another one leads in a new epoch and has just begun.
void elected(QuorumSession &session)
{
    three(session);
    const std::int64_t before = session.logEnd();
    session.appendLeaderChange(8, 3, {1, 2, 3}, {2, 3});
    messages::BrokerRegistrationChangeRecord fenced;
    fenced.broker_id = BrokerId(1);
    fenced.broker_epoch = BrokerEpoch(5);
    fenced.fenced = 1;
    session.append(8, fenced);
    appendElection(session, 8, 1, 0, 3, {3, 2});
    appendElection(session, 8, 1, 1, 2, {2, 3});
    session.appendNoOps(8, 4);
    const std::int64_t end = session.logEnd();
    session.showQuorum({{.id = 3,
                         .role = QuorumRole::leader,
                         .epoch = 8,
                         .leader = 3,
                         .logEnd = end,
                         .highWatermark = end,
                         .votedFor = 3,
                         .lastFetchSeconds = 0},
                        {.id = 2, .epoch = 8, .leader = 3, .logEnd = end, .highWatermark = end - 1, .votedFor = 3},
                        {.id = 1,
                         .role = QuorumRole::leader,
                         .epoch = 7,
                         .leader = 1,
                         .logEnd = before,
                         .highWatermark = before - 1,
                         .votedFor = 1,
                         .run = NodeRun::killed,
                         .lastFetchSeconds = 6.2,
                         .lastCaughtUpSeconds = 6.2}},
                       {1, 2, 3});
    session.feed("broker 1 killed since -6\np orders 0 leader 3 epoch 8 isr 3,2\n");
}
// Nobody leads: one asks for votes, one has voted for itself as well.
void leaderless(QuorumSession &session)
{
    three(session);
    const std::int64_t end = session.logEnd();
    session.showQuorum({{.id = 1,
                         .role = QuorumRole::leader,
                         .epoch = 7,
                         .leader = 1,
                         .logEnd = end,
                         .highWatermark = end - 1,
                         .votedFor = 1,
                         .run = NodeRun::killed},
                        {.id = 2, .role = QuorumRole::candidate, .epoch = 8, .logEnd = end - 1, .highWatermark = end - 2, .votedFor = 2},
                        {.id = 3, .role = QuorumRole::prospective, .epoch = 8, .logEnd = end - 1, .highWatermark = end - 1}},
                       {1, 2, 3});
}
void snapshots(QuorumSession &session)
{
    session.feed(scene::demo);
    appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
    appendTopic(session, 6, "orders", 1, 6, 3);
    session.cutAtEnd();
    session.appendNoOps(6, 20);
    const std::int64_t end = session.logEnd();
    session.showQuorum({{.id = 2, .role = QuorumRole::leader, .epoch = 6, .leader = 2, .logEnd = end, .highWatermark = end, .votedFor = 2},
                        {.id = 1, .epoch = 6, .leader = 2, .logEnd = end, .highWatermark = end},
                        {.id = 3, .epoch = 6, .leader = 2, .logEnd = end, .highWatermark = end}},
                       {1, 2, 3});
}

void starting(QuorumSession &session) { session.feed("phase starting\nbroker 1 starting\nbroker 2 starting\nbroker 3 starting\n"); }

QuorumPage &openQuorum(Stage &stage, void (*scene)(QuorumSession &))
{
    QuorumSession &session = stage.play(std::make_shared<QuorumSession>());
    scene(session);
    stage.open(Stage::narrowWindow);
    stage.showPanel("quorum");
    auto &page = stage.page<QuorumPage>("quorum");
    (void)QTest::qWaitFor(
        [&] { return !page.reader().isReading() && (session.logEnd() == 0 || page.reader().nextOffset() >= session.logEnd() - 2); });
    return page;
}

void chooseChange(QuorumPage &page)
{
    for (std::int64_t offset = page.reader().nextOffset() - 1; offset > 0; --offset) {
        const MetadataRow *row = page.records().find(offset);
        if (!row || row->type != QLatin1String("PartitionChangeRecord")) continue;
        page.chooseRecord(offset);
        return;
    }
}

void openTree(Stage &stage, void (*scene)(QuorumSession &), QuorumPage::View view, const QStringList &path)
{
    QuorumPage &page = openQuorum(stage, scene);
    page.showView(view);
    auto &tree = view == QuorumPage::View::shell ? page.shellView() : page.zooKeeperView();
    if (!path.isEmpty()) tree.choose(path);
    // The texts of a tree follow a moment later.
    QTest::qWait(20);
}

}  // namespace

Scenes quorumScenes()
{
    using View = QuorumPage::View;
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("quorum"), view("empty"), [](Stage &stage) { openQuorum(stage, starting); }},
        {view("quorum"), view("normal"), [](Stage &stage) { chooseChange(openQuorum(stage, elected)); }},
        {view("quorum"), view("large"),
         [](Stage &stage) {
             openQuorum(stage, nine);
             stage.window().selection().setBroker(4);
         }},
        {view("quorum"), view("nobody leads"), [](Stage &stage) { openQuorum(stage, leaderless); }},
        {view("quorum"), view("a snapshot"), [](Stage &stage) { openQuorum(stage, snapshots); }},

        {view("metadata-tree"), view("empty"), [](Stage &stage) { openTree(stage, starting, View::shell, {}); }},
        {view("metadata-tree"), view("normal"),
         [](Stage &stage) {
             openTree(stage, three, View::shell,
                      {QStringLiteral("image"), QStringLiteral("topics"), QStringLiteral("byName"), QStringLiteral("orders"),
                       QStringLiteral("0")});
         }},
        {view("metadata-tree"), view("large"),
         [](Stage &stage) {
             openTree(stage, nine, View::shell,
                      {QStringLiteral("image"), QStringLiteral("topics"), QStringLiteral("byName"), QStringLiteral("clicks"),
                       QStringLiteral("17")});
         }},

        {view("zookeeper-paths"), view("empty"), [](Stage &stage) { openTree(stage, starting, View::zooKeeper, {}); }},
        {view("zookeeper-paths"), view("normal"),
         [](Stage &stage) {
             openTree(stage, three, View::zooKeeper, {QStringLiteral("brokers"), QStringLiteral("ids"), QStringLiteral("1")});
         }},
        {view("zookeeper-paths"), view("large"),
         [](Stage &stage) {
             openTree(stage, nine, View::zooKeeper, {QStringLiteral("brokers"), QStringLiteral("topics"), QStringLiteral("clicks")});
         }},
    };
}

}  // namespace vitrine::ui::test
