// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include "records/control.h"
#include "records/record.h"
#include "tests/ui/records/running_cluster.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/consume/consume_page.h"
#include "ui/log/log_model.h"

namespace vitrine::ui::test {

// Why a record is not shown: the words alone, and the whole way on a cluster that really runs.
class TestAbsence : public QObject {
    Q_OBJECT

private:
    Theme m_theme;
    RunningCluster m_cluster{3, 33'392};

    static PlaceFacts place()
    {
        PlaceFacts facts{.topic = QStringLiteral("orders"), .partition = 1, .offset = 50, .topicKnown = true, .partitions = 3};
        facts.leader = 2;
        facts.told = true;
        facts.logStart = 10;
        facts.logEnd = 100;
        facts.highWatermark = 90;
        facts.lastStable = 90;
        facts.content = PlaceFacts::Content::record;
        facts.record = ConsumedRecord{.partition = 1, .offset = 50, .timestampMs = 1'000, .key = QByteArray("k")};
        return facts;
    }
    static ReadingFacts reading()
    {
        ReadingFacts facts{.begun = true, .running = true};
        facts.request.topic = QStringLiteral("orders");
        facts.began[1] = 10;
        facts.next[1] = 90;
        facts.oldestKept = 20;
        facts.kept = true;
        return facts;
    }

    // One batch as a producer of a transaction writes it.
    static Bytes batch(std::int64_t offset, std::int64_t producer, std::int32_t sequence, const std::vector<std::string> &values)
    {
        records::BatchOptions options;
        options.base_offset = Offset(offset);
        options.leader_epoch = LeaderEpoch(0);
        options.transactional = producer >= 0;
        if (producer >= 0) {
            options.producer_id = ProducerId(producer);
            options.producer_epoch = ProducerEpoch(0);
            options.base_sequence = sequence;
        }
        records::BatchBuilder builder(options);
        for (const std::string &value : values)
            builder.append(QDateTime::currentMSecsSinceEpoch(), as_bytes(value), as_bytes("value of " + value));
        return std::move(*builder.build());
    }
    static Bytes marker(std::int64_t offset, std::int64_t producer, bool abort)
    {
        return records::make_control_batch({.type = abort ? records::ControlRecordType::abort : records::ControlRecordType::commit,
                                            .base_offset = Offset(offset),
                                            .leader_epoch = LeaderEpoch(0),
                                            .timestamp_ms = QDateTime::currentMSecsSinceEpoch(),
                                            .producer_id = ProducerId(producer),
                                            .producer_epoch = ProducerEpoch(0)},
                                           records::transaction_marker_value(0));
    }
    // Brokers of this project coordinate no transactions yet; a log of Apache Kafka that has some is what they must read rightly.
    void writeToLog(const char *replica, const std::vector<Bytes> &batches)
    {
        for (const QString &broker : QDir(m_cluster.path(QString())).entryList({QStringLiteral("broker-*")}, QDir::Dirs)) {
            QFile log(m_cluster.path(QStringLiteral("%1/%2/00000000000000000000.log").arg(broker, QLatin1String(replica))));
            if (!log.exists()) continue;
            QVERIFY(log.open(QIODevice::Append));
            for (const Bytes &bytes : batches)
                QCOMPARE(log.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())),
                         static_cast<qint64>(bytes.size()));
        }
    }
    QStringList valuesOf(bool committed)
    {
        QStringList values;
        const ConsumeProgress all = m_cluster.consume({.topic = QStringLiteral("ledger"), .readCommitted = committed});
        for (const ConsumedRecord &record : all.records) values << QString::fromUtf8(record.key.value_or(QByteArray("?")));
        return values;
    }
    static QString answerOf(ConsumePage &page, std::int32_t partition, std::int64_t offset)
    {
        QSignalSpy explained(&page, &ConsumePage::explained);
        page.ask(partition, offset);
        RunningCluster::waitFor([&] { return explained.count() > 0; });
        return page.absence();
    }
    static QString answerOf(ConsumePage &page, const QByteArray &key)
    {
        QSignalSpy explained(&page, &ConsumePage::explained);
        page.askForKey(key);
        RunningCluster::waitFor([&] { return explained.count() > 0; });
        return page.absence();
    }
    // A page that reads the topic.
    struct Reader {
        Selection selection;
        ConsumePage page;
        Reader(EmbeddedSession &session, Theme &theme, const QString &topic, bool committed) : page({session, selection, theme})
        {
            page.resize(900, 400);
            page.show();
            RunningCluster::waitFor([&] { return session.cluster().topic(topic.toStdString()) != nullptr; });
            page.setTopic(topic);
            page.setReadCommitted(committed);
            page.start();
        }
    };

private Q_SLOTS:
    void theWordsNameTheFirstReason_data()
    {
        QTest::addColumn<std::function<void(PlaceFacts &, ReadingFacts &)>>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *words, std::function<void(PlaceFacts &, ReadingFacts &)> change) {
            QTest::newRow(words) << std::move(change) << QString::fromUtf8(words);
        };
        row("It is here", [](PlaceFacts &, ReadingFacts &) {});
        row("There is no topic", [](PlaceFacts &at, ReadingFacts &) { at.topicKnown = false; });
        row("partitions 0 to 2, not 7", [](PlaceFacts &at, ReadingFacts &) { at.partition = 7; });
        row("has no leader", [](PlaceFacts &at, ReadingFacts &) { at.leader = -1; });
        row("next record of orders-1 gets offset 100", [](PlaceFacts &at, ReadingFacts &) { at.offset = 100; });
        row("by retention or by DeleteRecords", [](PlaceFacts &at, ReadingFacts &) { at.offset = 9; });
        row("older than retention.ms (7 d", [](PlaceFacts &at, ReadingFacts &) {
            at.offset = 9;
            at.deletion = PlaceFacts::Deletion{.cause = observe::RetentionCause::time};
        });
        row("larger than retention.bytes", [](PlaceFacts &at, ReadingFacts &) {
            at.offset = 9;
            at.deletion = PlaceFacts::Deletion{.cause = observe::RetentionCause::bytes};
        });
        row("DeleteRecords moved the start of the log to 10", [](PlaceFacts &at, ReadingFacts &) {
            at.offset = 9;
            at.deletion = PlaceFacts::Deletion{.cause = observe::RetentionCause::log_start};
        });
        row("waits for the in-sync replicas {1, 3}", [](PlaceFacts &at, ReadingFacts &) {
            at.offset = 95;
            at.lagging = {1, 3};
        });
        row("marker: it aborts a transaction of producer 7", [](PlaceFacts &at, ReadingFacts &) {
            at.content = PlaceFacts::Content::marker;
            at.abortMarker = true;
            at.producerId = 7;
        });
        row("was compacted away", [](PlaceFacts &at, ReadingFacts &) {
            at.content = PlaceFacts::Content::gap;
            at.settings.compacts = true;
            at.next = 51;
        });
        row("The next one is at 51", [](PlaceFacts &at, ReadingFacts &) {
            at.content = PlaceFacts::Content::gap;
            at.next = 51;
        });
        row("not being read: press Read", [](PlaceFacts &, ReadingFacts &read) { read.begun = false; });
        row("only partition 0 is read here", [](PlaceFacts &, ReadingFacts &read) { read.request.partition = 0; });
        row("was aborted: read_committed leaves it out", [](PlaceFacts &at, ReadingFacts &read) {
            at.transaction = PlaceFacts::Transaction::aborted;
            read.request.readCommitted = true;
        });
        row("is still open", [](PlaceFacts &at, ReadingFacts &read) {
            at.transaction = PlaceFacts::Transaction::open;
            at.lastStable = 50;
            read.request.readCommitted = true;
        });
        row("a transaction of producer 9 (epoch 2) is open since", [](PlaceFacts &at, ReadingFacts &read) {
            at.lastStable = 40;
            at.open = OpenTransaction{.producerId = 9, .producerEpoch = 2, .firstOffset = 40, .sinceMs = 1'000};
            read.request.readCommitted = true;
        });
        row("began behind it, at offset 60", [](PlaceFacts &, ReadingFacts &read) { read.began[1] = 60; });
        row("The filter leaves it out", [](PlaceFacts &, ReadingFacts &read) { read.request.filter = QStringLiteral("key == \"x\""); });
        row("range of time hides it", [](PlaceFacts &, ReadingFacts &read) { read.hiddenByRange = true; });
        row("display is paused", [](PlaceFacts &, ReadingFacts &read) {
            read.kept = false;
            read.displayPaused = true;
        });
        row("stands at 30", [](PlaceFacts &, ReadingFacts &read) {
            read.kept = false;
            read.next[1] = 30;
        });
        row("stopped before it came", [](PlaceFacts &, ReadingFacts &read) {
            read.kept = read.running = false;
            read.next[1] = 30;
        });
        row("high watermark of its start", [](PlaceFacts &, ReadingFacts &read) {
            read.kept = read.running = read.request.follow = false;
            read.next[1] = 30;
        });
        row("the table keeps the last 50,000", [](PlaceFacts &, ReadingFacts &read) {
            read.kept = false;
            read.oldestKept = 60;
        });
        row("faster than the window takes", [](PlaceFacts &, ReadingFacts &read) {
            read.kept = false;
            read.dropped = 3;
        });
    }
    void theWordsNameTheFirstReason()
    {
        using Change = std::function<void(PlaceFacts &, ReadingFacts &)>;
        QFETCH(Change, change);
        QFETCH(QString, words);
        PlaceFacts at = place();
        ReadingFacts read = reading();
        change(at, read);
        bool shown = false;
        const QString text = Absence::of(at, read, &shown);
        QVERIFY2(text.contains(words), qPrintable(text));
        QVERIFY2(text.endsWith(QLatin1Char('.')), qPrintable(text));
        QCOMPARE(shown, words == QLatin1String("It is here"));
    }

    void whereAKeyLiesIsSaid()
    {
        KeyFacts key{.topic = QStringLiteral("orders"), .key = "k", .partitions = 3, .byHash = 2, .scanned = 1'200};
        QVERIFY(Absence::of(key).contains(QStringLiteral("1,200 records read")));
        key.finished = true;
        QVERIFY(Absence::of(key).contains(QStringLiteral("would be in partition 2")));
        key.found = {{2, 1}};
        key.partition = 2;
        key.offset = 17;
        QCOMPARE(Absence::of(key), QStringLiteral("The one record with the key k is orders-2 @ 17."));
        key.found = {{1, 4}, {2, 1}};
        key.partition = 1;
        QVERIFY(Absence::of(key).contains(QStringLiteral("The newest of 5 records with the key k is orders-1 @ 17, not in partition 2")));
    }

    void startTheCluster()
    {
        m_cluster.options.settings["log.retention.check.interval.ms"] = "300";
        m_cluster.options.settings["log.cleaner.backoff.ms"] = "200";
        m_cluster.options.settings["broker.session.timeout.ms"] = "60000";  // a paused broker stays in the ISR
        QCOMPARE(m_cluster.start(), QString());
        QVERIFY(m_cluster.run(commands::createTopic(QStringLiteral("ledger"), 1, 1)).ok);
        ProduceRequest request{.topic = QStringLiteral("ledger")};
        request.key = request.value = QByteArray("before");
        QCOMPARE(m_cluster.produce(request).acknowledged, 1);
        m_cluster.stop();
        // 0 before; 1000 commits 1, 2 at 3; 1001 aborts 4, 5 at 6; 1002 is open from 7; 8 is of no transaction.
        writeToLog("ledger-0", {batch(1, 1000, 0, {"a1", "a2"}), marker(3, 1000, false), batch(4, 1001, 0, {"b1", "b2"}),
                                marker(6, 1001, true), batch(7, 1002, 0, {"c1"}), batch(8, -1, 0, {"after"})});
        QCOMPARE(m_cluster.start(), QString());
        QVERIFY(RunningCluster::waitFor(
            [&] { return m_cluster.leader("ledger") && m_cluster.leader("ledger")->view.high_watermark == Offset(9); }));
    }

    void readCommittedShowsOnlyWhatIsCommittedAndEndsAtTheLastStableOffset()
    {
        QCOMPARE(m_cluster.leader("ledger")->view.last_stable_offset, Offset(7));
        QCOMPARE(valuesOf(true), QStringList({QStringLiteral("before"), QStringLiteral("a1"), QStringLiteral("a2")}));
        QCOMPARE(valuesOf(false), QStringList({QStringLiteral("before"), QStringLiteral("a1"), QStringLiteral("a2"), QStringLiteral("b1"),
                                               QStringLiteral("b2"), QStringLiteral("c1"), QStringLiteral("after")}));
        const ConsumeProgress committed = m_cluster.consume({.topic = QStringLiteral("ledger"), .readCommitted = true});
        QCOMPARE(committed.aborted, std::uint64_t{2});
        QCOMPARE(committed.markers, std::uint64_t{2});
        // The log tells its markers from its records.
        const LogReadResult log = m_cluster.readLog(
            {.broker = m_cluster.session->cluster().partition("ledger", 0)->meta.leader.value(), .topic = QStringLiteral("ledger")});
        QCOMPARE(log.batches.size(), std::size_t{7});
        QVERIFY2(describeBatch(log.batches[2]).contains(QStringLiteral("control batch: COMMIT")),
                 qPrintable(describeBatch(log.batches[2])));
        QVERIFY2(describeBatch(log.batches[4]).contains(QStringLiteral("control batch: ABORT")), qPrintable(describeBatch(log.batches[4])));
        QVERIFY(describeBatch(log.batches[1]).contains(QStringLiteral("transactional")));
        // From the middle of what was aborted.
        ConsumeRequest late{.topic = QStringLiteral("ledger"), .from = ConsumeRequest::From::offset, .offset = 5, .readCommitted = true};
        QVERIFY(m_cluster.consume(late).records.empty());
    }

    void theWindowSaysWhatReadCommittedWaitsForAndWhatItLeavesOut()
    {
        Reader reader(*m_cluster.session, m_theme, QStringLiteral("ledger"), true);
        ConsumePage &page = reader.page;
        QTRY_COMPARE_WITH_TIMEOUT(page.records().rowCount(), 3, RunningCluster::waitMs);
        QTRY_VERIFY2_WITH_TIMEOUT(page.stableEnd().contains(QStringLiteral(
                                      "last stable offset 7 of ledger-0: a transaction of producer 1002 (epoch 0) is open since")),
                                  qPrintable(page.stableEnd()), RunningCluster::waitMs);
        QVERIFY2(page.state().contains(QStringLiteral("2 of aborted transactions left out")), qPrintable(page.state()));
        QVERIFY2(page.state().contains(QStringLiteral("2 transaction marker")), qPrintable(page.state()));
        const auto says = [&](std::int64_t offset, const char *words) {
            const QString text = answerOf(page, 0, offset);
            return text.contains(QLatin1String(words)) ? QString() : text;
        };
        QCOMPARE(says(1, "It is here"), QString());
        QCOMPARE(says(3, "commits a transaction of producer 1000"), QString());
        QCOMPARE(says(4, "The transaction of producer 1001 that wrote offset 4 was aborted"), QString());
        QCOMPARE(says(6, "aborts a transaction of producer 1001"), QString());
        QCOMPARE(says(7, "The transaction of producer 1002 that wrote offset 7 is still open"), QString());
        QCOMPARE(says(8, "a transaction of producer 1002 (epoch 0) is open since"), QString());
        QCOMPARE(says(9, "not written yet"), QString());
        QVERIFY2(answerOf(page, "b2").contains(QStringLiteral("is ledger-0 @ 5. The transaction of producer 1001")),
                 qPrintable(page.absence()));
        QVERIFY2(answerOf(page, "nobody").contains(QStringLiteral("has the key nobody")), qPrintable(page.absence()));
        // By hand, as a person does.
        page.showSeek(true);
        auto *edit = page.findChild<QLineEdit *>(QStringLiteral("seek"));
        QSignalSpy explained(&page, &ConsumePage::explained);
        edit->setText(QStringLiteral("4"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(explained.count(), 1, RunningCluster::waitMs);
        QVERIFY2(page.absence().contains(QStringLiteral("was aborted")), qPrintable(page.absence()));
        edit->setText(QStringLiteral("four"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(page.absence().contains(QStringLiteral("number")));
        if (const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR"); !folder.isEmpty()) {
            for (const int width : {1'000, 640}) {
                for (const Theme::Scheme scheme : {Theme::Scheme::light, Theme::Scheme::dark}) {
                    m_theme.setScheme(scheme);
                    m_theme.apply(*qApp);
                    page.resize(width, 420);
                    answerOf(page, "b2");
                    QTest::qWait(200);
                    page.grab().save(QStringLiteral("%1/absence-%2-%3.png")
                                         .arg(folder)
                                         .arg(width)
                                         .arg(scheme == Theme::Scheme::dark ? QStringLiteral("dark") : QStringLiteral("light")));
                }
            }
        }
        page.stop();
    }

    void whatIsDeletedCompactedOrBeyondTheHighWatermarkIsSaid()
    {
        QVERIFY(m_cluster
                    .run(commands::createTopic(QStringLiteral("short"), 1, 1,
                                               {QStringLiteral("retention.ms=1"), QStringLiteral("segment.ms=100")}))
                    .ok);
        QVERIFY(m_cluster
                    .run(commands::createTopic(QStringLiteral("compact"), 1, 1,
                                               {QStringLiteral("cleanup.policy=compact"), QStringLiteral("segment.ms=100"),
                                                QStringLiteral("min.cleanable.dirty.ratio=0.01")}))
                    .ok);
        QVERIFY(m_cluster.run(commands::createTopic(QStringLiteral("copied"), 1, 2)).ok);
        for (const char *topic : {"short", "compact"}) {
            ProduceRequest request{.topic = QLatin1String(topic), .key = QByteArray("k"), .value = QByteArray("v"), .count = 5};
            QCOMPARE(m_cluster.produce(request).acknowledged, 5);
            QTest::qWait(300);
            request.count = 1;
            QCOMPARE(m_cluster.produce(request).acknowledged, 1);
        }
        QVERIFY(
            RunningCluster::waitFor([&] { return m_cluster.leader("short") && m_cluster.leader("short")->view.log_start >= Offset(5); }));
        {
            Reader reader(*m_cluster.session, m_theme, QStringLiteral("short"), false);
            QVERIFY2(answerOf(reader.page, 0, 2).contains(QStringLiteral("its segment was older than retention.ms (1")),
                     qPrintable(reader.page.absence()));
        }
        QVERIFY(RunningCluster::waitFor([&] { return m_cluster.consume({.topic = QStringLiteral("compact")}).records.size() < 6; }));
        {
            Reader reader(*m_cluster.session, m_theme, QStringLiteral("compact"), false);
            QVERIFY2(answerOf(reader.page, 0, 1).contains(QStringLiteral("Offset 1 was compacted away")),
                     qPrintable(reader.page.absence()));
        }
        // The follower stands still and stays in the ISR until replica.lag.time.max.ms is over.
        QVERIFY(RunningCluster::waitFor([&] { return m_cluster.leader("copied") && m_cluster.leader("copied")->view.isr.size() == 2; }));
        const auto &meta = m_cluster.session->cluster().partition("copied", 0)->meta;
        const BrokerId follower = meta.replicas[0] == meta.leader ? meta.replicas[1] : meta.replicas[0];
        QVERIFY(m_cluster.run(QStringLiteral("broker pause %1").arg(follower.value())).ok);
        ProduceRequest request{.topic = QStringLiteral("copied"), .value = QByteArray("v"), .acks = 1};
        QCOMPARE(m_cluster.produce(request).acknowledged, 1);
        QVERIFY(
            RunningCluster::waitFor([&] { return m_cluster.leader("copied") && m_cluster.leader("copied")->view.log_end == Offset(1); }));
        {
            Reader reader(*m_cluster.session, m_theme, QStringLiteral("copied"), false);
            const QString words =
                QStringLiteral("beyond the high watermark 0, which waits for the in-sync replicas {%1}").arg(follower.value());
            QVERIFY2(answerOf(reader.page, 0, 0).contains(words), qPrintable(reader.page.absence()));
        }
        QVERIFY(m_cluster.run(QStringLiteral("broker resume %1").arg(follower.value())).ok);
    }

    void lagIsToldAsItIs()
    {
        const auto lagOf = [&](const char *group, const char *topic) {
            const GroupInfo *info = m_cluster.session->cluster().group(group);
            const auto found = info ? std::ranges::find(info->lags, TopicPartition{topic, 0}, &PartitionLag::partition)
                                    : std::vector<PartitionLag>::const_iterator();
            return info && found != info->lags.end() ? *found : PartitionLag{};
        };
        // A group that has only ever been set: markers and open transactions, what compaction took, and what is deleted are told apart.
        for (const char *topic : {"ledger", "compact"})
            QVERIFY(
                m_cluster.run(QStringLiteral("group reset-offsets set --topic %1 --to-earliest --execute").arg(QLatin1String(topic))).ok);
        QVERIFY(RunningCluster::waitFor([&] { return lagOf("set", "ledger").lag.has_value() && lagOf("set", "compact").lag.has_value(); }));
        QCOMPARE(lagOf("set", "ledger").meaning, LagMeaning::openTransaction);
        QCOMPARE(*lagOf("set", "ledger").lag, 9);
        QCOMPARE(lagOf("set", "compact").meaning, LagMeaning::compacted);
        QVERIFY(m_cluster.run(QStringLiteral("group reset-offsets set --topic short --to-offset 5 --execute")).ok);
        ProduceRequest more{.topic = QStringLiteral("short"), .key = QByteArray("k"), .value = QByteArray("v")};
        QCOMPARE(m_cluster.produce(more).acknowledged, 1);
        QTest::qWait(300);
        QCOMPARE(m_cluster.produce(more).acknowledged, 1);
        QVERIFY(RunningCluster::waitFor([&] { return lagOf("set", "short").meaning == LagMeaning::belowLogStart; }));
        QVERIFY(lagOf("set", "short").lost() > 0);

        // A member that has read nothing has committed nothing; then it reads, stands still, and reads on.
        QVERIFY(m_cluster.run(commands::createTopic(QStringLiteral("flow"), 1, 1)).ok);
        QVERIFY(m_cluster.run(QStringLiteral("group add-member readers --topic flow")).ok);
        QVERIFY(RunningCluster::waitFor([&] { return !lagOf("readers", "flow").memberId.empty(); }));
        QCOMPARE(lagOf("readers", "flow").meaning, LagMeaning::neverCommitted);
        QVERIFY(!lagOf("readers", "flow").lag.has_value());
        ProduceRequest request{.topic = QStringLiteral("flow"), .value = QByteArray("v"), .count = 20};
        QCOMPARE(m_cluster.produce(request).acknowledged, 20);
        QVERIFY(RunningCluster::waitFor([&] { return lagOf("readers", "flow").lag == 0; }));
        QVERIFY(m_cluster.run(QStringLiteral("group pause-member readers")).ok);
        // What it had asked for before is still given to it.
        QTest::qWait(1'000);
        QCOMPARE(m_cluster.produce(request).acknowledged, 20);
        QVERIFY(
            RunningCluster::waitFor([&] { return lagOf("readers", "flow").stoppedFor.value_or(Duration(0)) > GroupInfo::stoppedAfter; }));
        const PartitionLag behind = lagOf("readers", "flow");
        QCOMPARE(behind.lag, std::optional<std::int64_t>(20));
        QVERIFY(behind.behind && *behind.behind > std::chrono::seconds(5));
        const GroupInfo &group = *m_cluster.session->cluster().group("readers");
        const MemberState member = m_cluster.session->cluster().memberState(group, group.view.members.front());
        QCOMPARE(member.activity, MemberActivity::stopped);
        QVERIFY(member.stoppedFor && *member.stoppedFor > GroupInfo::stoppedAfter);
        QVERIFY(m_cluster.run(QStringLiteral("group resume-member readers")).ok);
        QVERIFY(
            RunningCluster::waitFor([&] { return lagOf("readers", "flow").lag == 0 && lagOf("readers", "flow").behind == Duration(0); }));
        const auto &history = group.lagHistory;
        bool grew = false;
        for (std::size_t i = 0; i < history.size(); ++i) grew = grew || (history[i].lag >= 20 && history[i].behind > 5);
        QVERIFY(grew);
    }

    void theLastStableOffsetMovesWhenTheTransactionEnds()
    {
        m_cluster.stop();
        writeToLog("ledger-0", {marker(9, 1002, false)});
        QCOMPARE(m_cluster.start(), QString());
        QVERIFY(RunningCluster::waitFor(
            [&] { return m_cluster.leader("ledger") && m_cluster.leader("ledger")->view.last_stable_offset == Offset(10); }));
        QCOMPARE(valuesOf(true), QStringList({QStringLiteral("before"), QStringLiteral("a1"), QStringLiteral("a2"), QStringLiteral("c1"),
                                              QStringLiteral("after")}));
    }

    void cleanupTestCase() { m_cluster.stop(); }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestAbsence)
#include "test_absence.moc"
