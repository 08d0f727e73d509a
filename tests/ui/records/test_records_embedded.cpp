// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/real_cluster.h"
#include "ui/session/commands.h"
#include "ui/session/embedded_session.h"

namespace vitrine::ui::test {

// What the panels Produce, Consume and Log ask of a cluster that really runs.
class TestRecordsEmbedded : public QObject {
    Q_OBJECT

private:
    static constexpr int waitMs = 60'000;

    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedSession> m_session;

    CommandAnswer run(const QString &line)
    {
        std::optional<CommandAnswer> answer;
        m_session->execute(line, this, [&](const CommandAnswer &given) { answer = given; });
        QElapsedTimer since;
        since.start();
        while (!answer && since.elapsed() < waitMs) QTest::qWait(5);
        return answer.value_or(CommandAnswer{false, QStringLiteral("no answer"), {}});
    }
    ProduceProgress produce(const ProduceRequest &request)
    {
        ProduceProgress last;
        std::vector<ProduceResult> results;
        m_session->produce(request, this, [&](const ProduceProgress &progress) {
            last = progress;
            results.insert(results.end(), progress.results.begin(), progress.results.end());
        });
        QElapsedTimer since;
        since.start();
        while (!last.finished && since.elapsed() < waitMs) QTest::qWait(5);
        last.results = std::move(results);
        return last;
    }
    struct Consumed {
        std::vector<ConsumedRecord> records;
        std::uint64_t scanned = 0;
        bool finished = false;
        QString error;
    };
    Consumed consume(ConsumeRequest request)
    {
        request.follow = false;
        Consumed all;
        m_session->consume(request, this, [&](const ConsumeProgress &progress) {
            all.records.insert(all.records.end(), progress.records.begin(), progress.records.end());
            all.scanned += progress.scanned;
            all.finished = progress.finished;
            all.error = progress.error;
        });
        QElapsedTimer since;
        since.start();
        while (!all.finished && since.elapsed() < waitMs) QTest::qWait(5);
        return all;
    }
    LogReadResult readLog(const LogReadRequest &request)
    {
        std::optional<LogReadResult> answer;
        m_session->readLog(request, this, [&](const LogReadResult &result) { answer = result; });
        QElapsedTimer since;
        since.start();
        while (!answer && since.elapsed() < waitMs) QTest::qWait(5);
        return answer.value_or(LogReadResult{.error = QStringLiteral("no answer")});
    }

private Q_SLOTS:
    void initTestCase()
    {
        cluster::ClusterOptions options;
        options.brokers = 1;
        options.base_port = 33'092;
        options.data_dir = m_folder.path().toStdString();
        if (const auto free = cluster::next_free_base_port(options)) options.base_port = *free;
        m_session = std::make_unique<EmbeddedSession>(options);
        QSignalSpy started(m_session.get(), &EmbeddedSession::started);
        m_session->start();
        QVERIFY(started.wait(waitMs));
        QVERIFY2(started.first().at(0).toBool(), qPrintable(started.first().at(1).toString()));
    }

    void cleanupTestCase() { m_session.reset(); }

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

        const Consumed all = consume({.topic = QStringLiteral("packed")});
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
        const Consumed some = consume(request);
        QCOMPARE(some.records.size(), std::size_t{1});
        QCOMPARE(some.records.front().key, std::optional(QByteArray("k-495")));
        QCOMPARE(some.scanned, std::uint64_t{500});
        request.filter = QStringLiteral("json.n >=");
        const Consumed wrong = consume(request);
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
        const Consumed all = consume({.topic = QStringLiteral("ruled"), .partition = 1});
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
        const Consumed all = consume({.topic = QStringLiteral("lines"), .readCommitted = true});
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
        m_session->readTopicSettings(QStringLiteral("set"), this, [&](const TopicSettings &read) { settings = read; });
        QTRY_VERIFY_WITH_TIMEOUT(settings.has_value(), waitMs);
        QCOMPARE(settings->retentionMs, 60'000);
        QVERIFY(settings->deletes);
    }
};

}  // namespace vitrine::ui::test

QTEST_GUILESS_MAIN(vitrine::ui::test::TestRecordsEmbedded)
#include "test_records_embedded.moc"
