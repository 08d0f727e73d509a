// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <nlohmann/json.hpp>

#include "cluster/real_cluster.h"
#include "tests/ui/quorum/quorum_session.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/quorum/quorum_page.h"
#include "ui/session/commands.h"
#include "ui/session/embedded_session.h"
#include "ui/session/simulation_session.h"
#include "ui/window/main_window.h"
#include "ui/window/navigation.h"

namespace vitrine::ui::test {

using namespace std::chrono_literals;
using observe::NodeRun;
using observe::QuorumRole;

namespace {

// Any reset of a model is a mistake: views would lose selection and place.
class Watch {
public:
    explicit Watch(QAbstractItemModel &model)
        : tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal), resets(&model, &QAbstractItemModel::modelReset),
          inserts(&model, &QAbstractItemModel::rowsInserted), removals(&model, &QAbstractItemModel::rowsRemoved)
    {
    }
    ~Watch()
    {
        if (!resets.isEmpty()) qFatal("the model was reset");
    }
    QAbstractItemModelTester tester;
    QSignalSpy resets, inserts, removals;
};

QStringList typesOf(const MetadataRecordsModel &model)
{
    QStringList types;
    for (int row = 0; row < model.rowCount(); ++row) types << model.at(row).type;
    return types;
}

QStringList namesOf(const PathSource &source, const QStringList &path)
{
    QStringList names;
    for (const PathSource::Entry &entry : source.children(path)) names << entry.name;
    return names;
}

QJsonObject jsonAt(const PathSource &source, const QString &path)
{
    return QJsonDocument::fromJson(source.text(path.split(QLatin1Char('/'), Qt::SkipEmptyParts)).toUtf8()).object();
}

QStringList words(std::initializer_list<const char *> list)
{
    QStringList found;
    for (const char *word : list) found << QLatin1String(word);
    return found;
}

// With single quotation marks, which need no escaping here.
QJsonObject json(const char *text) { return QJsonDocument::fromJson(QByteArray(text).replace('\'', '"')).object(); }

}  // namespace

class TestQuorum : public QObject {
    Q_OBJECT

private:
    static constexpr int patienceMs = 60'000;

    // The page by itself, seen.
    struct Lab {
        explicit Lab(Session &session) : page({session, selection, theme})
        {
            page.resize(1200, 400);
            page.show();
        }
        Theme theme;
        Selection selection;
        QuorumPage page;
    };

    static void showThree(QuorumSession &session, int epoch, int leader, std::int64_t behind = 0)
    {
        const std::int64_t end = session.logEnd();
        std::vector<QuorumSession::Node> nodes;
        for (int id = 1; id <= 3; ++id)
            nodes.push_back({.id = id,
                             .role = id == leader ? QuorumRole::leader : QuorumRole::follower,
                             .epoch = epoch,
                             .leader = leader,
                             .logEnd = end - (id == leader ? 0 : behind),
                             .highWatermark = end - behind});
        session.showQuorum(nodes, {1, 2, 3});
    }
    static void readAll(Lab &lab, std::int64_t end) { QTRY_COMPARE_WITH_TIMEOUT(lab.page.reader().nextOffset(), end, patienceMs); }

    static CommandAnswer run(Session &session, const QString &line)
    {
        std::optional<CommandAnswer> answer;
        session.execute(line, &session, [&](const CommandAnswer &given) { answer = given; });
        QElapsedTimer since;
        since.start();
        while (!answer && since.elapsed() < patienceMs) QTest::qWait(5);
        return answer.value_or(CommandAnswer{false, QStringLiteral("no answer"), {}});
    }

private Q_SLOTS:
    void recordsAreReadAndDecoded()
    {
        QuorumSession session;
        session.feed(scene::demo);
        appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
        appendTopic(session, 6, "orders", 1, 2, 3);
        session.appendNoOps(6, 60);
        appendElection(session, 6, 1, 1, 3, {3, 1});
        session.appendBytes(6, Bytes{1, 99, 0});
        const std::int64_t last = session.logEnd() - 1;
        showThree(session, 6, 2);
        Lab lab(session);
        Watch watch(lab.page.records());
        readAll(lab, session.logEnd());

        const MetadataRecordsModel &records = lab.page.records();
        QCOMPARE(records.size(), session.logEnd());
        const QStringList types = typesOf(records);
        QCOMPARE(types.first(), QStringLiteral("LeaderChange"));
        QCOMPARE(types.count(QStringLiteral("NoOpRecord")), 0);
        QCOMPARE(types.count(QStringLiteral("PartitionRecord")), 2);
        // What names a topic by its id is told by its name.
        const MetadataRow *change = records.find(last - 1);
        QVERIFY(change);
        QCOMPARE(change->type, QStringLiteral("PartitionChangeRecord"));
        QCOMPARE(change->about, QStringLiteral("orders-1"));
        QCOMPARE(change->fields, QStringLiteral("isr: [3, 1], leader: 3"));
        QCOMPARE(metadataJson(*change)["leader"].get<int>(), 3);
        QVERIFY(metadataJson(*change)["topicId"].get<std::string>() == Uuid::from_halves(7, 1).to_string());
        QVERIFY(records.find(last)->type.isEmpty());
        QVERIFY(records.find(last)->fields.contains(QStringLiteral("99")));
        QVERIFY(records.find(0)->fields.contains(QStringLiteral("leaderId: 2")));

        // The filter: types, text in names and fields, NoOps on request.
        lab.page.records().setFilter({.type = QStringLiteral("PartitionRecord"), .text = {}, .noOps = false});
        QCOMPARE(records.rowCount(), 2);
        lab.page.records().setFilter({.type = {}, .text = QStringLiteral("ORDERS"), .noOps = false});
        QCOMPARE(typesOf(records), (QStringList{QStringLiteral("TopicRecord"), QStringLiteral("PartitionRecord"),
                                                QStringLiteral("PartitionRecord"), QStringLiteral("PartitionChangeRecord")}));
        lab.page.records().setFilter({.type = {}, .text = {}, .noOps = true});
        QCOMPARE(records.rowCount(), static_cast<int>(session.logEnd()));
        QCOMPARE(records.rowOf(last), std::optional<int>(static_cast<int>(last)));

        // New records appear at the end; what is chosen shows its fields.
        session.append(6, messages::ConfigRecord{.resource_type = 2, .resource_name = "orders", .name = "retention.ms", .value = "60000"});
        showThree(session, 6, 2);
        readAll(lab, session.logEnd());
        lab.page.chooseRecord(last + 1);
        QCOMPARE(lab.page.fields().topLevelItem(2)->text(0), QStringLiteral("name"));
        QCOMPARE(lab.page.fields().topLevelItem(2)->text(1), QStringLiteral("retention.ms"));
    }

    void whatIsNotCommittedIsNotShown()
    {
        QuorumSession session;
        session.feed(scene::demo);
        appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
        const std::int64_t committed = session.logEnd();
        session.append(6, messages::TopicRecord{.name = "never", .topic_id = Uuid::from_halves(7, 9)});
        showThree(session, 6, 2, 1);
        Lab lab(session);
        readAll(lab, committed);
        QTest::qWait(50);
        QVERIFY(!lab.page.records().find(committed));
        // Another leader's record takes its place.
        showThree(session, 6, 2, 0);
        readAll(lab, committed + 1);
    }

    void anAbortedTransactionLeavesNothing()
    {
        QuorumSession session;
        session.feed(scene::demo);
        session.appendLeaderChange(1, 1, {1}, {1});
        session.append(1, messages::FeatureLevelRecord{.name = "metadata.version", .feature_level = 29});
        session.append(1, messages::BeginTransactionRecord{.name = "one"});
        session.append(1, messages::FeatureLevelRecord{.name = "metadata.version", .feature_level = 30});
        session.append(1, messages::AbortTransactionRecord{.reason = "it was not to be"});
        showThree(session, 1, 1);
        Lab lab(session);
        readAll(lab, session.logEnd());
        QCOMPARE(lab.page.reader().facts().features.at("metadata.version"), std::int16_t{29});
        QCOMPARE(lab.page.reader().facts().epochs.size(), std::size_t{1});
    }

    void aLogThatBeginsLaterIsReadBehindItsSnapshot()
    {
        QuorumSession session;
        session.feed(scene::demo);
        appendBootstrap(session, 3, 1, {1, 2, 3}, 3);
        appendTopic(session, 3, "orders", 1, 2, 3);
        session.cutAtEnd();
        const std::int64_t begin = session.logEnd();
        session.appendNoOps(3, 3);
        appendElection(session, 3, 1, 0, 2, {2});
        showThree(session, 3, 1);
        Lab lab(session);
        readAll(lab, session.logEnd());
        QCOMPARE(lab.page.records().size(), session.logEnd() - begin);
        // Features and names of topics are those of the snapshot.
        QCOMPARE(lab.page.reader().facts().features.at("metadata.version"), std::int16_t{30});
        QCOMPARE(lab.page.records().find(session.logEnd() - 1)->about, QStringLiteral("orders-0"));
        QCOMPARE(lab.page.reader().files().snapshots.back().endOffset, begin);
    }

    void aSnapshotIsShownInPlaceOfTheLog()
    {
        QuorumSession session;
        session.feed(scene::demo);
        appendBootstrap(session, 3, 1, {1, 2, 3}, 3);
        appendTopic(session, 3, "orders", 1, 30, 3);
        const std::int64_t inSnapshot = session.logEnd();
        session.cutAtEnd();
        session.appendNoOps(3, 4);
        showThree(session, 3, 1);
        Lab lab(session);
        readAll(lab, session.logEnd());
        QTRY_COMPARE(lab.page.lanes().snapshots().size(), std::size_t{3});
        const auto snapshot = lab.page.lanes().snapshots().at(BrokerId(2)).front();
        Watch watch(lab.page.records());
        lab.page.showSnapshot(BrokerId(2), snapshot);
        QTRY_COMPARE(lab.page.shownRecords().size(), inSnapshot);
        QCOMPARE(lab.page.shownRecords().find(inSnapshot - 1)->about, QStringLiteral("orders-29"));
        // The log was not touched, and a block of it leads back.
        lab.page.chooseRecord(session.logEnd() - 1);
        QCOMPARE(&lab.page.shownRecords(), &lab.page.records());
        QCOMPARE(lab.page.records().rowCount(), 4);
    }

    void lanesShowWhatTheNodesShow()
    {
        QuorumSession session;
        session.feed("cluster c\nat 10\nbroker 1 running\nbroker 2 running\nbroker 3 running\nbroker 4 running\n");
        session.appendLeaderChange(6, 1, {1, 2, 3}, {1, 2});
        session.appendNoOps(6, 19);
        session.appendLeaderChange(7, 3, {1, 2, 3}, {2, 3});
        session.appendNoOps(7, 20);
        session.showQuorum(
            {{.id = 1, .epoch = 7, .leader = 3, .logEnd = 37, .highWatermark = 36, .lastFetchSeconds = 4},
             {.id = 2, .epoch = 7, .leader = 3, .logEnd = 41, .highWatermark = 40, .votedFor = 3},
             {.id = 3, .role = QuorumRole::leader, .epoch = 7, .leader = 3, .logEnd = 41, .highWatermark = 41, .votedFor = 3},
             {.id = 4, .epoch = 7, .leader = 3, .logEnd = 30, .highWatermark = 30}},
            {1, 2, 3});
        Lab lab(session);
        readAll(lab, 41);
        const auto &lanes = lab.page.lanes().lanes();
        QCOMPARE(lanes.size(), std::size_t{4});
        QCOMPARE(lanes[0].id, BrokerId(3));
        QCOMPARE(QuorumText::role(lanes[0]), QStringLiteral("leader"));
        QCOMPARE(lanes[1].id, BrokerId(1));
        QCOMPARE(lanes[1].behind, std::optional<std::int64_t>(4));
        QCOMPARE(QuorumText::lag(lanes[1]), QStringLiteral("4 behind"));
        QCOMPARE(QuorumText::times(lanes[1]), QStringLiteral("fetched 4.0 s ago"));
        QCOMPARE(lanes[2].behind, std::optional<std::int64_t>(0));
        QVERIFY(!lanes[3].voter);
        QCOMPARE(QuorumText::role(lanes[3]), QStringLiteral("observer"));
        QCOMPARE(lanes[3].behind, std::optional<std::int64_t>(11));
        QCOMPARE(lab.page.election(), QStringLiteral("Epoch 7 is led by 3: {2, 3} voted for 3; it began at offset 20."));
        QCOMPARE(lab.page.reader().facts().epochAt(19), std::optional<std::int32_t>(6));
        QCOMPARE(lab.page.reader().facts().epochAt(20), std::optional<std::int32_t>(7));
        QCOMPARE(lab.page.lanes().range().to, 41);

        // The leader is gone: nobody leads, and who votes for whom is told.
        session.showQuorum({{.id = 3,
                             .role = QuorumRole::leader,
                             .epoch = 7,
                             .leader = 3,
                             .logEnd = 41,
                             .highWatermark = 41,
                             .votedFor = 3,
                             .run = NodeRun::killed},
                            {.id = 2, .role = QuorumRole::candidate, .epoch = 8, .logEnd = 41, .highWatermark = 40, .votedFor = 2}},
                           {1, 2, 3});
        QCOMPARE(lab.page.lanes().lanes()[1].id, BrokerId(2));
        QCOMPARE(QuorumText::mark(lab.page.lanes().lanes()[1]), Mark::half);
        QCOMPARE(QuorumText::role(lab.page.lanes().lanes()[2]), QStringLiteral("killed"));
        QVERIFY2(lab.page.election().startsWith(QStringLiteral("Epoch 8 has no leader yet: {2} voted for 2")),
                 qPrintable(lab.page.election()));
    }

    void theSelectionIsShared()
    {
        QuorumSession session;
        session.feed(scene::demo);
        appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
        session.appendNoOps(6, 100);
        showThree(session, 6, 2);
        Lab lab(session);
        readAll(lab, session.logEnd());
        RaftLogView &lanes = lab.page.lanes();
        QTest::keyClick(&lanes, Qt::Key_Down);
        QCOMPARE(lab.selection.broker(), 2);
        QTest::keyClick(&lanes, Qt::Key_Down);
        QCOMPARE(lab.selection.broker(), 1);
        // A block chooses its record, and with it the NoOps when it is one.
        const QPoint middle(lanes.viewport()->width() / 2, 40 + 21);
        QTest::mouseClick(lanes.viewport(), Qt::LeftButton, {}, middle);
        QCOMPARE(lab.selection.broker(), 2);
        QVERIFY(lab.page.records().filter().noOps);
        QCOMPARE(lab.page.fields().topLevelItem(0)->text(0), QStringLiteral("NoOpRecord"));
    }

    void zooKeeperHadTheseJson()
    {
        QuorumSession session;
        session.feed(
            "cluster c\nat 10\nbroker 1 running\nbroker 2 running\nbroker 3 running fenced\n"
            "topic orders 2 rf 3 min 2\np orders 1 leader 2 epoch 5 replicas 2,3,1 isr 2,1 adding 3\n");
        appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
        showThree(session, 6, 2);
        Lab lab(session);
        readAll(lab, session.logEnd());
        const ZooKeeperPaths paths({session.cluster(), [&]() -> const MetadataFacts & { return lab.page.reader().facts(); },
                                    [&] { return lab.page.reader().files().clusterId; }});
        QCOMPARE(namesOf(paths, {}),
                 words({"admin", "brokers", "cluster", "config", "consumers", "controller", "controller_epoch", "feature",
                        "isr_change_notification", "latest_producer_id_block", "log_dir_event_notification"}));
        // Ephemeral: a fenced broker has none.
        QCOMPARE(namesOf(paths, {QStringLiteral("brokers"), QStringLiteral("ids")}), words({"1", "2"}));
        QJsonObject broker = jsonAt(paths, QStringLiteral("/brokers/ids/1"));
        QVERIFY(broker.take(QStringLiteral("timestamp")).toString().toLongLong() > 1'700'000'000'000);
        const QJsonObject wanted1 = json(
            "{'version':5,'host':'127.0.0.1','port':9092,'jmx_port':-1,'endpoints':['PLAINTEXT://127.0.0.1:9092'],"
            "'listener_security_protocol_map':{'PLAINTEXT':'PLAINTEXT'},'features':{'metadata.version':{'min_version':7,'max_version':30}}"
            "}");
        QCOMPARE(broker, wanted1);
        QJsonObject controller = jsonAt(paths, QStringLiteral("/controller"));
        QVERIFY(controller.take(QStringLiteral("timestamp")).toString().toLongLong() > 1'700'000'000'000);
        const QJsonObject wanted2 = json("{'version':2,'brokerid':2,'kraftControllerEpoch':6}");
        QCOMPARE(controller, wanted2);
        QCOMPARE(paths.text({QStringLiteral("controller_epoch")}), QStringLiteral("6"));
        const QJsonObject wanted3 = json("{'version':'1','id':'q1Sh-9_rTpKvF2hnk5xZpA'}");
        QCOMPARE(jsonAt(paths, QStringLiteral("/cluster/id")), wanted3);
        QCOMPARE(jsonAt(paths, QStringLiteral("/feature")), json("{'version':2,'status':1,'features':{'metadata.version':{'max_version_"
                                                                 "level':30},'group.version':{'max_version_level':1}}}"));
        const QJsonObject wanted4 = json("{'version':1,'broker':2,'block_start':'2000','block_end':'2999'}");
        QCOMPARE(jsonAt(paths, QStringLiteral("/latest_producer_id_block")), wanted4);
        QJsonObject topic = jsonAt(paths, QStringLiteral("/brokers/topics/orders"));
        QCOMPARE(topic.take(QStringLiteral("topic_id")).toString().size(), 22);
        const QJsonObject wanted5 =
            json("{'version':3,'partitions':{'0':[1,2,3],'1':[2,3,1]},'adding_replicas':{'1':[3]},'removing_replicas':{}}");
        QCOMPARE(topic, wanted5);
        const QJsonObject wanted6 = json("{'version':1,'leader':2,'leader_epoch':5,'controller_epoch':6,'isr':[2,1]}");
        QCOMPARE(jsonAt(paths, QStringLiteral("/brokers/topics/orders/partitions/1/state")), wanted6);
        const QJsonObject wanted7 = json("{'version':1,'config':{}}");
        QCOMPARE(jsonAt(paths, QStringLiteral("/config/topics/orders")), wanted7);
        const QJsonObject wanted8 = json("{'version':1,'config':{'log.retention.ms':'604800000'}}");
        QCOMPARE(jsonAt(paths, QStringLiteral("/config/brokers/<default>")), wanted8);
        QCOMPARE(namesOf(paths, {QStringLiteral("config"), QStringLiteral("users")}), words({"alice"}));
        const QJsonObject wanted9 = json("{'version':1,'config':{'producer_byte_rate':'1048576.0'}}");
        QCOMPARE(jsonAt(paths, QStringLiteral("/config/users/alice/clients/<default>")), wanted9);
        QVERIFY(paths.children({QStringLiteral("nowhere"), QStringLiteral("at all")}).empty());
    }

    void theShellHasTheseNames()
    {
        QuorumSession session;
        session.feed("cluster c\nat 10\nbroker 1 running\nbroker 2 running\nbroker 3 running\ntopic orders 2 rf 3 min 2\n");
        appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
        showThree(session, 6, 2);
        Lab lab(session);
        readAll(lab, session.logEnd());
        const ShellPaths paths(
            {session.cluster(), [&]() -> const MetadataFacts & { return lab.page.reader().facts(); }, [] { return QString(); }});
        const auto at = [](const char *text) { return QString::fromUtf8(text).split(QLatin1Char('/'), Qt::SkipEmptyParts); };
        QCOMPARE(namesOf(paths, {}), words({"image", "local"}));
        QCOMPARE(namesOf(paths, at("image")), words({"acls", "clientQuotas", "cluster", "configs", "delegationToken", "features",
                                                     "producerIds", "provenance", "scram", "topics"}));
        QCOMPARE(paths.text(at("image/features/metadataVersion")), QStringLiteral("4.3-IV0"));
        QCOMPARE(paths.text(at("image/features/finalized_group.version")), QStringLiteral("1"));
        QCOMPARE(paths.text(at("image/producerIds/nextProducerId")), QStringLiteral("3000"));
        QCOMPARE(namesOf(paths, at("image/clientQuotas")), words({"clientId(<default>)_user(alice)"}));
        QCOMPARE(paths.text(at("image/clientQuotas/clientId(<default>)_user(alice)/producer_byte_rate")), QStringLiteral("1048576.0"));
        QCOMPARE(paths.text(at("image/configs/BROKER/log.retention.ms")), QStringLiteral("604800000"));
        QCOMPARE(namesOf(paths, at("image/topics/byName/orders")), words({"id", "name", "0", "1"}));
        const QString id = paths.text(at("image/topics/byName/orders/id"));
        QCOMPARE(paths.text(at("image/topics/byId") + QStringList{id, QStringLiteral("name")}), QStringLiteral("orders"));
        QVERIFY(paths.text(at("image/topics/byName/orders/0"))
                    .startsWith(QStringLiteral("PartitionRegistration(replicas=[1, 2, 3], isr=[1, 2, 3],")));
        QVERIFY(paths.text(at("image/cluster/brokers/1"))
                    .contains(QStringLiteral(
                        "listeners=[Endpoint(listenerName='PLAINTEXT', securityProtocol=PLAINTEXT, host='127.0.0.1', port=9092)]")));
        QVERIFY(paths.text(at("image/provenance")).startsWith(QStringLiteral("offset %1, epoch 6, time 2026-").arg(session.logEnd() - 1)));
    }

    void treesAreOpenedWhenTheyAreLookedAt()
    {
        QuorumSession session;
        session.feed(
            "cluster c\nat 10\nbroker 1 running\nbroker 2 running\nbroker 3 running\ntopic orders 2 rf 3 min 2\ntopic payments 1 rf 3 min "
            "2\n");
        const ShellPaths paths({session.cluster(),
                                []() -> const MetadataFacts & {
                                    static const MetadataFacts none;
                                    return none;
                                },
                                [] { return QString(); }});
        // Counts what it is asked for.
        struct Counting : PathSource {
            explicit Counting(const PathSource &from) : source(from) {}
            std::vector<Entry> children(const QStringList &path) const override
            {
                asked << path.join(QLatin1Char('/'));
                return source.children(path);
            }
            QString text(const QStringList &path) const override { return source.text(path); }
            const PathSource &source;
            mutable QStringList asked;
        };
        const Counting counting(paths);
        PathTreeModel model(counting);
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex image = model.index(0, 0);
        QVERIFY(model.hasChildren(image));
        QCOMPARE(counting.asked, QStringList{QString()});
        const QModelIndex topics = model.find({QStringLiteral("image"), QStringLiteral("topics"), QStringLiteral("byName")});
        QVERIFY(topics.isValid());
        QCOMPARE(counting.asked, words({"", "image", "image/topics"}));
        QCOMPARE(model.rowCount(topics), 2);
        QCOMPARE(counting.asked.last(), QStringLiteral("image/topics/byName"));
        Watch watch(model);
        const QPersistentModelIndex payments = model.index(1, 0, topics);
        QCOMPARE(payments.data().toString(), QStringLiteral("payments"));
        // What comes and goes leaves the others where they are.
        session.feed("topic news 1 rf 1 min 1\ntopic zebras 1 rf 1 min 1\ndrop topic orders\n");
        model.refresh();
        QCOMPARE(model.rowCount(topics), 3);
        QCOMPARE(payments.row(), 1);
        QCOMPARE(model.index(0, 0, topics).data().toString(), QStringLiteral("news"));
        QVERIFY(watch.removals.size() > 0 && watch.inserts.size() > 0);
    }

    void tenThousandPartitionsAreOpenedAtOnce()
    {
        QuorumSession session;
        session.feed("cluster c\nat 10\nbroker 1 running\nbroker 2 running\nbroker 3 running\ntopic wide 10000 rf 3 min 2\n");
        appendBootstrap(session, 6, 2, {1, 2, 3}, 3);
        appendTopic(session, 6, "wide", 1, 10'000, 3);
        showThree(session, 6, 2);
        Lab lab(session);
        // No turn of the event loop takes long while ten thousand records are read.
        QElapsedTimer since;
        qint64 longest = 0;
        since.start();
        while (lab.page.reader().nextOffset() < session.logEnd() && since.elapsed() < patienceMs) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            longest = std::max(longest, turn.elapsed());
        }
        QCOMPARE(lab.page.reader().nextOffset(), session.logEnd());
        QVERIFY2(longest < 1'000, qPrintable(QString::number(longest)));
        lab.page.showView(QuorumPage::View::zooKeeper);
        since.restart();
        QVERIFY(lab.page.zooKeeperView().choose({QStringLiteral("brokers"), QStringLiteral("topics"), QStringLiteral("wide"),
                                                 QStringLiteral("partitions"), QStringLiteral("9999")}));
        lab.page.zooKeeperView().refresh(true);
        lab.page.grab();
        QVERIFY2(since.elapsed() < 2'000, qPrintable(QString::number(since.elapsed())));
        QVERIFY(lab.page.zooKeeperView().choose({QStringLiteral("brokers"), QStringLiteral("topics"), QStringLiteral("wide")}));
        QVERIFY(lab.page.zooKeeperView().shownText().size() > 10'000);
    }

    void theNavigationShowsThePanel()
    {
        QuorumSession session;
        session.feed(scene::demo);
        MainWindow window(session, {.scheme = Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true});
        window.resize(1600, 1000);
        window.show();
        auto *view = window.findChild<Navigation *>()->findChild<QTreeView *>();
        const QModelIndex quorum = view->model()->index(NavigationModel::quorum, 0);
        Q_EMIT view->clicked(view->model()->index(0, 0, quorum));
        QuorumPage &page = dynamic_cast<QuorumPage &>(window.panel(QStringLiteral("quorum"))->page());
        QTRY_VERIFY(!page.visibleRegion().isEmpty());
        QVERIFY(page.subtitle().contains(QStringLiteral("epoch 7")));
    }

    // A cluster that really runs: what is done to it stands in its log, in its lanes and in its trees.
    void aRealQuorumIsFollowed()
    {
        const QTemporaryDir folder;
        cluster::ClusterOptions options;
        options.brokers = 3;
        options.base_port = 32'092;
        options.data_dir = folder.path().toStdString();
        if (const auto free = cluster::next_free_base_port(options)) options.base_port = *free;
        EmbeddedSession session(options);
        Lab lab(session);
        Watch watch(lab.page.records());
        QSignalSpy started(&session, &EmbeddedSession::started);
        session.start();
        QVERIFY(started.wait(patienceMs));
        QVERIFY2(started.first().at(0).toBool(), qPrintable(started.first().at(1).toString()));

        QVERIFY(run(session, commands::createTopic(QStringLiteral("news"), 2, 3)).ok);
        const auto count = [&](const char *type) {
            return lab.page.records().types().contains(QLatin1String(type)) ? lab.page.records().types().at(QLatin1String(type)) : 0;
        };
        QTRY_COMPARE_WITH_TIMEOUT(count("TopicRecord"), 1, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(count("PartitionRecord"), 2, patienceMs);
        QVERIFY(count("LeaderChange") >= 1);
        QVERIFY(count("RegisterBrokerRecord") == 3);
        const auto rows = typesOf(lab.page.records());
        const int topic = static_cast<int>(rows.indexOf(QStringLiteral("TopicRecord")));
        QCOMPARE(lab.page.records().at(topic).about, QStringLiteral("news"));
        QCOMPARE(lab.page.records().at(topic + 1).about, QStringLiteral("news-0"));
        QVERIFY(lab.page.reader().error().isEmpty());
        QCOMPARE(lab.page.reader().files().clusterId.size(), 22);
        QVERIFY(lab.page.reader().facts().features.contains("metadata.version"));
        // Everything that the log says of epochs fits what the quorum says.
        QTRY_COMPARE_WITH_TIMEOUT(lab.page.reader().facts().epochs.back().epoch, session.cluster().quorum().epoch.value(), patienceMs);

        // Choosing each kind of record shows its fields.
        for (const char *type : {"LeaderChange", "RegisterBrokerRecord", "PartitionRecord"}) {
            const auto row = typesOf(lab.page.records()).indexOf(QLatin1String(type));
            const MetadataRow &record = lab.page.records().at(static_cast<int>(row));
            QVERIFY2(metadataJson(record).size() > 3, type);
        }

        const BrokerId leader = session.cluster().quorum().leader;
        const std::int32_t epoch = session.cluster().quorum().epoch.value();
        QCOMPARE(lab.page.lanes().lanes().front().id, leader);
        QVERIFY(run(session, commands::killBroker(leader.value())).ok);
        QTRY_VERIFY_WITH_TIMEOUT(session.cluster().quorum().epoch.value() > epoch && session.cluster().quorum().leader != no_broker,
                                 patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(lab.page.reader().facts().epochs.back().epoch > epoch, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(lab.page.lanes().lanes().front().id != leader, patienceMs);
        const auto &lanes = lab.page.lanes().lanes();
        const auto killed = std::ranges::find(lanes, leader, &QuorumLane::id);
        QVERIFY(killed != lanes.end());
        QVERIFY(!killed->up);
        QCOMPARE(QuorumText::role(*killed), QStringLiteral("killed"));
        // Who leads now has the votes of a majority, and the election is in the log.
        const auto &election = lab.page.reader().facts().epochs.back();
        QVERIFY(election.election.has_value());
        QVERIFY(election.election->granting_voters.size() >= 2);
        QVERIFY2(lab.page.election().contains(QStringLiteral("voted for")), qPrintable(lab.page.election()));
        QVERIFY(lab.page.reader().node() != leader);
        // The log was read on from another node's disk, without a gap and nothing twice.
        QCOMPARE(lab.page.records().size(), lab.page.reader().nextOffset());
    }

    // The same of a simulation; a jump back in time forgets what is not there any more.
    void aSimulatedQuorumIsFollowedThroughTime()
    {
        QString problem;
        const auto session = SimulationSession::fromText(SimulationSession::quietRecording(7), &problem);
        QVERIFY2(session, qPrintable(problem));
        Lab lab(*session);
        const auto comeTo = [&](Duration at) {
            QTRY_VERIFY_WITH_TIMEOUT(!session->state().busy, patienceMs);
            session->jumpTo(Instant(at));
            QTRY_VERIFY_WITH_TIMEOUT(!session->state().busy && session->state().position.now == Instant(at), patienceMs);
            session->flush();
        };
        comeTo(8s);
        QTRY_VERIFY_WITH_TIMEOUT(
            lab.page.reader().nextOffset() > 0 && lab.page.reader().nextOffset() == session->cluster().quorum().highWatermark.value(),
            patienceMs);
        const std::int64_t later = lab.page.reader().nextOffset();
        QVERIFY(lab.page.records().types().contains(QStringLiteral("TopicRecord")));
        QVERIFY(!lab.page.reader().files().clusterId.isEmpty());
        comeTo(3s);
        QTRY_VERIFY_WITH_TIMEOUT(
            lab.page.reader().nextOffset() > 0 && lab.page.reader().nextOffset() == session->cluster().quorum().highWatermark.value(),
            patienceMs);
        QVERIFY(lab.page.reader().nextOffset() < later);
        QCOMPARE(lab.page.records().size(), lab.page.reader().nextOffset());
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestQuorum)
#include "test_quorum.moc"
