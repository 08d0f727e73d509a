// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QDir>
#include <QTest>

#include "tests/ui/quorum/quorum_session.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/quorum/quorum_page.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

using observe::NodeRun;
using observe::QuorumRole;

// The Quorum view in the states that its design must hold; see test_gallery.cpp.
class TestQuorumGallery : public QObject {
    Q_OBJECT

private:
    struct Shot {
        const char *name;
        std::function<void(QuorumSession &)> scene;
        Theme::Scheme scheme = Theme::Scheme::light;
        QString language = QStringLiteral("en");
        double scale = 1.0;
        QSize size{1600, 1000};
        std::function<void(QuorumPage &, MainWindow &)> act;
    };

    // Three brokers that vote; the leader has one record that is not committed yet.
    static void three(QuorumSession &session)
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
        session.append(7,
                       messages::ConfigRecord{.resource_type = 2, .resource_name = "orders", .name = "retention.ms", .value = "3600000"});
        session.appendNoOps(7, 14);
        const std::int64_t end = session.logEnd();
        session.showQuorum(
            {{.id = 1, .role = QuorumRole::leader, .epoch = 7, .leader = 1, .logEnd = end, .highWatermark = end - 1, .votedFor = 1},
             {.id = 2, .epoch = 7, .leader = 1, .logEnd = end - 1, .highWatermark = end - 2},
             {.id = 3, .epoch = 7, .leader = 1, .logEnd = end - 1, .highWatermark = end - 1, .votedFor = 1, .lastFetchSeconds = 0.4}},
            {1, 2, 3});
    }
    // Controllers apart, nine brokers that observe; one of those is far behind and one is gone.
    static void nine(QuorumSession &session)
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
    static void elected(QuorumSession &session)
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
    static void leaderless(QuorumSession &session)
    {
        three(session);
        const std::int64_t end = session.logEnd();
        session.showQuorum(
            {{.id = 1,
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
    static void snapshots(QuorumSession &session)
    {
        session.feed(scene::demo);
        appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
        appendTopic(session, 6, "orders", 1, 6, 3);
        session.cutAtEnd();
        session.appendNoOps(6, 20);
        const std::int64_t end = session.logEnd();
        session.showQuorum(
            {{.id = 2, .role = QuorumRole::leader, .epoch = 6, .leader = 2, .logEnd = end, .highWatermark = end, .votedFor = 2},
             {.id = 1, .epoch = 6, .leader = 2, .logEnd = end, .highWatermark = end},
             {.id = 3, .epoch = 6, .leader = 2, .logEnd = end, .highWatermark = end}},
            {1, 2, 3});
    }

    static std::vector<Shot> shots()
    {
        const auto dark = Theme::Scheme::dark;
        const auto ko = QStringLiteral("ko");
        const auto record = [](QuorumPage &page, MainWindow &) {
            for (std::int64_t offset = page.reader().nextOffset() - 1; offset > 0; --offset) {
                const MetadataRow *row = page.records().find(offset);
                if (!row || row->type != QLatin1String("PartitionChangeRecord")) continue;
                page.chooseRecord(offset);
                return;
            }
        };
        const auto shell = [](QuorumPage &page, MainWindow &) {
            page.showView(QuorumPage::View::shell);
            page.shellView().choose({QStringLiteral("image"), QStringLiteral("topics"), QStringLiteral("byName"), QStringLiteral("orders"),
                                     QStringLiteral("0")});
        };
        const auto zooKeeper = [](QuorumPage &page, MainWindow &) {
            page.showView(QuorumPage::View::zooKeeper);
            page.zooKeeperView().choose({QStringLiteral("brokers"), QStringLiteral("ids"), QStringLiteral("1")});
        };
        const auto chosen = [](QuorumPage &, MainWindow &window) { window.selection().setBroker(4); };
        const auto alone = [](QuorumPage &, MainWindow &window) {
            // Beside the map, narrow and high.
            window.panel(QStringLiteral("quorum"))->setFloating(true);
            window.panel(QStringLiteral("quorum"))->resize(520, 820);
        };
        return {
            {.name = "quorum-three-light", .scene = three, .act = record},
            {.name = "quorum-three-dark", .scene = three, .scheme = dark, .act = record},
            {.name = "quorum-nine-light", .scene = nine, .act = chosen},
            {.name = "quorum-nine-dark", .scene = nine, .scheme = dark, .size = QSize(1920, 1200), .act = chosen},
            {.name = "quorum-elected-light", .scene = elected, .act = record},
            {.name = "quorum-elected-dark", .scene = elected, .scheme = dark},
            {.name = "quorum-leaderless-light", .scene = leaderless},
            {.name = "quorum-snapshots-light", .scene = snapshots},
            {.name = "quorum-shell-light", .scene = three, .act = shell},
            {.name = "quorum-zookeeper-light", .scene = three, .act = zooKeeper},
            {.name = "quorum-zookeeper-dark", .scene = three, .scheme = dark, .act = zooKeeper},
            {.name = "quorum-korean-light", .scene = elected, .language = ko, .act = record},
            {.name = "quorum-korean-zookeeper-dark", .scene = three, .scheme = dark, .language = ko, .act = zooKeeper},
            {.name = "quorum-small-light", .scene = elected, .size = QSize(1366, 768), .act = record},
            {.name = "quorum-presentation-light", .scene = three, .scale = 1.5, .size = QSize(1920, 1080), .act = record},
            {.name = "quorum-floating-light", .scene = elected, .act = alone},
            {.name = "quorum-empty-light",
             .scene =
                 [](QuorumSession &session) { session.feed("phase starting\nbroker 1 starting\nbroker 2 starting\nbroker 3 starting\n"); }},
        };
    }

private Q_SLOTS:
    void renders_data()
    {
        QTest::addColumn<int>("index");
        const auto all = shots();
        for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
    }

    void renders()
    {
        QFETCH(int, index);
        const Shot shot = shots()[static_cast<std::size_t>(index)];
        QuorumSession session;
        shot.scene(session);
        MainWindow window(session,
                          {.scheme = shot.scheme, .language = shot.language, .scale = shot.scale, .size = shot.size, .screenshot = true});
        window.showPanel(QStringLiteral("quorum"));
        QImage image = window.render(shot.size);
        auto &page = dynamic_cast<QuorumPage &>(window.panel(QStringLiteral("quorum"))->page());
        QTRY_VERIFY(!page.reader().isReading());
        QTRY_VERIFY(session.logEnd() == 0 || page.reader().nextOffset() >= session.logEnd() - 2);
        if (shot.act) shot.act(page, window);
        // Texts of trees follow a moment later.
        QTest::qWait(20);
        image = window.render(shot.size);
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) return;
        if (window.panel(QStringLiteral("quorum"))->isFloating()) image = window.panel(QStringLiteral("quorum"))->grab().toImage();
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char('/') + QLatin1String(shot.name) + QStringLiteral(".png")));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestQuorumGallery)
#include "test_quorum_gallery.moc"
