// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/records/running_cluster.h"

namespace vitrine::ui::test {

// What the panels Produce, Consume and Log ask of a cluster that really runs.
class TestRecordsEmbedded : public QObject {
    Q_OBJECT

private:
    RunningCluster m_cluster{1, 33'092};

    CommandAnswer run(const QString &line) { return m_cluster.run(line); }
    ProduceProgress produce(const ProduceRequest &request) { return m_cluster.produce(request); }
    ConsumeProgress consume(const ConsumeRequest &request) { return m_cluster.consume(request); }
    LogReadResult readLog(const LogReadRequest &request) { return m_cluster.readLog(request); }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_cluster.start(), QString()); }
    void cleanupTestCase() { m_cluster.stop(); }

    void whatIsSentWithGzipArrivesAndTheLogHasGzip()
    {
        QVERIFY(run(commands::createTopic(QStringLiteral("packed"), 1, 1)).ok);
        ProduceRequest request;
        request.topic = QStringLiteral("packed");
        request.key = QByteArray("k-{n}");
        request.value = QByteArray("{\"n\": {n}, \"text\": \"the same words again and again, the same words again and again\"}");
        request.headers = {{QStringLiteral("trace"), QByteArray("1")}, {QStringLiteral("none"), std::nullopt}};
        request.count = 500;
        request.compressionType = QStringLiteral("gzip");
        const ProduceProgress sent = produce(request);
        QVERIFY2(sent.error.isEmpty(), qPrintable(sent.error));
        QCOMPARE(sent.acknowledged, 500);
        QCOMPARE(sent.sent, 500);
        // Its inside: all records went in batches that became smaller, numbered one after the other.
        QCOMPARE(sent.inside.batchRecords, 500);
        QVERIFY(sent.inside.batches >= 1 && sent.inside.batches <= 500);
        QVERIFY(sent.inside.batchBytes * 2 < sent.inside.plainBytes);
        QVERIFY(sent.inside.producerId >= 0);
        QCOMPARE(sent.inside.partitions.size(), std::size_t{1});
        QCOMPARE(sent.inside.partitions.front().nextSequence, 500);
        QCOMPARE(sent.inside.partitions.front().lastAcknowledged, 499);
        QCOMPARE(sent.inside.requestsInFlight, 0);
        QVERIFY(sent.latency99Ms >= sent.latencyMedianMs && sent.latencyMedianMs > 0);

        const ConsumeProgress all = consume({.topic = QStringLiteral("packed")});
        QCOMPARE(all.records.size(), std::size_t{500});
        QCOMPARE(all.records[499].key, std::optional(QByteArray("k-499")));
        QCOMPARE(all.records[499].headers, request.headers);

        const LogReadResult log = readLog({.broker = 1, .topic = QStringLiteral("packed"), .withBytes = true, .withIndexes = true});
        QVERIFY2(log.error.isEmpty(), qPrintable(log.error));
        QVERIFY(!log.batches.empty());
        for (const LogBatch &batch : log.batches) {
            QCOMPARE(batch.compression, QStringLiteral("gzip"));
            QVERIFY(batch.crcValid);
            QCOMPARE(batch.bytes.size(), static_cast<qsizetype>(batch.sizeBytes));
            QVERIFY(batch.plainRecords.contains("the same words again"));
            QVERIFY(!batch.bytes.contains("the same words again and again, the same"));
        }
        QVERIFY(log.indexes.found);
    }

    void aFilterLeavesOutWhatDoesNotPass()
    {
        ConsumeRequest request{.topic = QStringLiteral("packed")};
        request.filter = QStringLiteral("json.n >= 490 && key endswith \"5\" && header.trace == \"1\"");
        const ConsumeProgress some = consume(request);
        QCOMPARE(some.records.size(), std::size_t{1});
        QCOMPARE(some.records.front().key, std::optional(QByteArray("k-495")));
        QCOMPARE(some.scanned, std::uint64_t{500});
        request.filter = QStringLiteral("json.n >=");
        const ConsumeProgress wrong = consume(request);
        QVERIFY(wrong.records.empty());
        QVERIFY2(wrong.error.contains(QStringLiteral("character 10")), qPrintable(wrong.error));
    }

    void rulesChooseThePartition()
    {
        QVERIFY(run(commands::createTopic(QStringLiteral("ruled"), 4, 1)).ok);
        ProduceRequest request;
        request.topic = QStringLiteral("ruled");
        request.rules = {{QStringLiteral("eu-*"), 3}, {QStringLiteral("*"), 1}};
        request.value = QByteArray("v");
        request.key = QByteArray("eu-7");
        QCOMPARE(produce(request).results.at(0).partition, 3);
        request.key = QByteArray("us-7");
        QCOMPARE(produce(request).results.at(0).partition, 1);
        // What is not expanded goes as it stands.
        request.expandValue = false;
        request.value = QByteArray("{n}");
        QCOMPARE(produce(request).acknowledged, 1);
        const ConsumeProgress all = consume({.topic = QStringLiteral("ruled"), .partition = 1});
        QCOMPARE(all.records.back().value, std::optional(QByteArray("{n}")));
    }

    void valuesOfAFileGoInTurn()
    {
        QVERIFY(run(commands::createTopic(QStringLiteral("lines"), 1, 1)).ok);
        ProduceRequest request;
        request.topic = QStringLiteral("lines");
        request.values = {"one", "two {n}"};
        request.value = QByteArray();
        request.count = 3;
        QCOMPARE(produce(request).acknowledged, 3);
        const ConsumeProgress all = consume({.topic = QStringLiteral("lines"), .readCommitted = true});
        QCOMPARE(all.records.size(), std::size_t{3});
        QCOMPARE(all.records[1].value, std::optional(QByteArray("two {n}")));
        QCOMPARE(all.records[2].value, std::optional(QByteArray("one")));
    }

    void theRateIsKept()
    {
        ProduceRequest request;
        request.topic = QStringLiteral("lines");
        request.value = QByteArray("x");
        request.count = 4'000;
        request.recordsPerSecond = 4'000;
        const ProduceProgress sent = produce(request);
        QCOMPARE(sent.acknowledged, 4'000);
        // A busy machine may be late, never early.
        QVERIFY2(sent.elapsedMs >= 990, qPrintable(QString::number(sent.elapsedMs)));
    }

    void theSettingsOfATopicAreThoseInForce()
    {
        QVERIFY(run(commands::createTopic(QStringLiteral("set"), 1, 1, {QStringLiteral("retention.ms=60000")})).ok);
        std::optional<TopicSettings> settings;
        m_cluster.session->readTopicSettings(QStringLiteral("set"), this, [&](const TopicSettings &read) { settings = read; });
        QTRY_VERIFY_WITH_TIMEOUT(settings.has_value(), RunningCluster::waitMs);
        QCOMPARE(settings->retentionMs, 60'000);
        QVERIFY(settings->deletes);
    }
};

}  // namespace vitrine::ui::test

QTEST_GUILESS_MAIN(vitrine::ui::test::TestRecordsEmbedded)
#include "test_records_embedded.moc"
