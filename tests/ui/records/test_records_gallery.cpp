// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <functional>

#include <QDir>
#include <QTest>

#include "records/compression.h"
#include "records/record.h"
#include "tests/ui/support/fake_session.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/consume/consume_page.h"
#include "ui/log/log_page.h"
#include "ui/produce/produce_page.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

// The panels Produce, Consume and Log in the states that their design must hold. With VITRINE_GALLERY_DIR set the pictures are written
// there; without it the test only requires that every state lays out and paints.
class TestRecordsGallery : public QObject {
    Q_OBJECT

private:
    struct Shot {
        const char *name;
        QString panel;
        std::function<void(FakeSession &, MainWindow &)> act;
        Theme::Scheme scheme = Theme::Scheme::light;
        QString language = QStringLiteral("en");
        double scale = 1.0;
        QSize size{1600, 1000};
    };

    template <class PageType>
    static PageType &pageOf(MainWindow &window, const char *panel)
    {
        return dynamic_cast<PageType &>(window.panel(QLatin1String(panel))->page());
    }

    // As a broker stores them: batches of several producers and codecs, one of them compacted, one control batch.
    static LogReadResult log(int batches)
    {
        LogReadResult made;
        std::int64_t offset = 11'400;
        std::int64_t position = 0;
        constexpr std::array codecs{records::Codec::none, records::Codec::gzip, records::Codec::lz4, records::Codec::zstd,
                                    records::Codec::none};
        for (int b = 0; b < batches; ++b) {
            const int count = 1 + (b * 7) % 9;
            const records::Codec codec = codecs[static_cast<std::size_t>(b) % codecs.size()];
            const bool control = b % 11 == 7;
            records::BatchBuilder builder({.base_offset = Offset(offset),
                                           .leader_epoch = LeaderEpoch(7),
                                           .codec = control ? records::Codec::none : codec,
                                           .producer_id = ProducerId(1'001),
                                           .producer_epoch = ProducerEpoch(0),
                                           .base_sequence = control ? -1 : static_cast<std::int32_t>(offset - 11'400),
                                           .transactional = b % 5 == 2 || control,
                                           .control = control});
            LogBatch batch{.position = position, .baseOffset = offset};
            for (int r = 0; r < (control ? 1 : count); ++r) {
                const std::string key = control ? std::string("\0\0\0\1", 4) : "customer-" + std::to_string(17 + r * 31);
                const std::string value = "{\"order\":" + std::to_string(90'000 + offset + r) + ",\"amount\":42,\"currency\":\"EUR\"}";
                const Bytes keyBytes(key.begin(), key.end());
                const Bytes valueBytes(value.begin(), value.end());
                const std::vector<records::HeaderView> headers{{"trace-id", ByteSpan(keyBytes)}};
                const std::int64_t time = 1'772'460'000'000 + b * 1'000 + r * 37;
                builder.append(time, ByteSpan(keyBytes), ByteSpan(valueBytes), headers);
                batch.records.push_back({.offset = offset + r,
                                         .timestampMs = time,
                                         .key = QByteArray::fromStdString(key),
                                         .value = QByteArray::fromStdString(value)});
            }
            const Bytes bytes = *builder.build();
            batch.bytes = QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
            if (!control && codec != records::Codec::none) {
                const Bytes plain = *records::decompress(codec, ByteSpan(bytes).subspan(records::batch_header_size), 1'000'000);
                batch.plainRecords = QByteArray(reinterpret_cast<const char *>(plain.data()), static_cast<qsizetype>(plain.size()));
            }
            batch.sizeBytes = static_cast<std::int32_t>(bytes.size());
            batch.recordCount = static_cast<std::int32_t>(batch.records.size());
            batch.lastOffset = offset + batch.recordCount - 1 + (b % 6 == 4 ? 4 : 0);
            batch.leaderEpoch = 7;
            batch.firstTimestampMs = 1'772'460'000'000 + b * 1'000;
            batch.maxTimestampMs = batch.firstTimestampMs + 400;
            batch.compression = QString::fromLatin1(records::name_of(control ? records::Codec::none : codec).data());
            batch.transactional = b % 5 == 2 || control;
            batch.control = control;
            batch.producerId = 1'001;
            batch.producerEpoch = 0;
            batch.baseSequence = static_cast<std::int32_t>(offset - 11'400);
            offset = batch.lastOffset + 1 + (b == 3 ? 12 : 0);
            position += batch.sizeBytes;
            made.indexes.positions.push_back({batch.lastOffset, batch.position});
            made.indexes.times.push_back({batch.maxTimestampMs, batch.lastOffset});
            made.batches.push_back(std::move(batch));
        }
        made.indexes.found = true;
        return made;
    }

    static std::vector<ConsumedRecord> consumed()
    {
        std::vector<ConsumedRecord> made;
        for (int i = 0; i < 40; ++i)
            made.push_back(
                {.partition = i % 6,
                 .offset = 18'360 + i,
                 .timestampMs = 1'772'460'000'000 + i * 211,
                 .leaderEpoch = 8,
                 .key = i % 9 == 5 ? std::nullopt : std::optional(QByteArray("customer-") + QByteArray::number(10 + i * 13 % 80)),
                 .value = QByteArray("{\"order\":") + QByteArray::number(90'000 + i) +
                          ",\"amount\":" + QByteArray::number(10 + i * 7 % 90) + ",\"item\":\"espresso cup\"}",
                 .headers = {{QStringLiteral("trace-id"), QByteArray("7f3a")}}});
        return made;
    }

    static void openLog(FakeSession &session, MainWindow &window, int batch, int batches = 30)
    {
        session.setLog(log(batches));
        auto &page = pageOf<LogPage>(window, "log");
        page.open(11'400);
        QTRY_VERIFY(page.model().rowCount() > batch);
        page.chooseBatch(batch);
        QTRY_COMPARE(page.batchView().fields().topLevelItemCount(), 14);
    }
    static void logHeader(FakeSession &session, MainWindow &window)
    {
        openLog(session, window, 1);
        auto &view = pageOf<LogPage>(window, "log").batchView();
        view.fields().setCurrentItem(view.fields().topLevelItem(6));
    }
    static void logRecord(FakeSession &session, MainWindow &window)
    {
        openLog(session, window, 3);
        auto &view = pageOf<LogPage>(window, "log").batchView();
        view.chooseRecord(2);
        Q_EMIT view.hex().byteChosen(70);
    }
    static void logIndexes(FakeSession &session, MainWindow &window)
    {
        openLog(session, window, 2);
        auto &view = pageOf<LogPage>(window, "log").batchView();
        view.showHalf(true);
        view.lookUp(11'441);
    }
    static void logLarge(FakeSession &session, MainWindow &window) { openLog(session, window, 150, 200); }
    static void composeRules(FakeSession &, MainWindow &window)
    {
        auto &page = pageOf<ProducePage>(window, "produce");
        page.setPartitioner(ProducePage::Partitioner::rules);
        page.setRules({{QStringLiteral("eu-*"), 1}, {QStringLiteral("customer-1?"), 3}});
        page.showSheet(ProducePage::Sheet::partition);
    }
    static void explain(FakeSession &, MainWindow &window)
    {
        pageOf<ProducePage>(window, "produce").showSheet(ProducePage::Sheet::partition);
    }
    static void composeHeaders(FakeSession &, MainWindow &window)
    {
        auto &page = pageOf<ProducePage>(window, "produce");
        page.fill(QStringLiteral("orders"), QByteArray("customer-17"), QByteArray("{\"order\": 1}"),
                  {{QStringLiteral("trace-id"), QByteArray("7f3a")},
                   {QStringLiteral("bytes"), QByteArray("\x01\xff", 2)},
                   {QStringLiteral("none"), std::nullopt}});
        page.showSheet(ProducePage::Sheet::headers);
    }
    static void wrongJson(FakeSession &, MainWindow &window)
    {
        pageOf<ProducePage>(window, "produce").setValue(QStringLiteral("{\"order\": 17, }"), ProducePage::ValueForm::json);
    }
    static void inside(FakeSession &, MainWindow &window)
    {
        auto &page = pageOf<ProducePage>(window, "produce");
        page.showSheet(ProducePage::Sheet::producer);
        page.showInside(true);
        ProduceProgress progress;
        progress.acknowledged = 184'200;
        progress.acknowledgedPerSecond = 98'412;
        progress.latencyMedianMs = 4.2;
        progress.latency99Ms = 31.8;
        progress.inside = {.producerId = 1'003,
                           .producerEpoch = 0,
                           .batches = 1'412,
                           .batchRecords = 186'112,
                           .batchBytes = 4'212'000,
                           .plainBytes = 14'889'000,
                           .requests = 618,
                           .retries = 2,
                           .requestsInFlight = 4,
                           .bufferedBytes = 612'000};
        for (int i = 0; i < 6; ++i)
            progress.inside.partitions.push_back({.partition = i,
                                                  .nextSequence = 31'000 + i * 17,
                                                  .batchesWaiting = i % 3,
                                                  .batchesInFlight = 1 + i % 2,
                                                  .bytesWaiting = 12'000,
                                                  .lastAcknowledged = 49'000 + i * 311});
        page.inside().showProgress(progress, 5, true);
    }
    static void read(FakeSession &session, MainWindow &window, BytesShape shape, const QString &filter)
    {
        session.setConsumed(consumed());
        auto &page = pageOf<ConsumePage>(window, "consume");
        page.setFilter(filter);
        page.setShape(shape);
        page.start();
        QTRY_COMPARE(page.records().rowCount(), 40);
        page.choose(37);
    }

    static std::vector<Shot> shots()
    {
        const QString produce = QStringLiteral("produce");
        const QString consume = QStringLiteral("consume");
        const QString logPanel = QStringLiteral("log");
        const QString korean = QStringLiteral("ko");
        const auto dark = Theme::Scheme::dark;
        const QSize small(1366, 768);
        const auto json = [](FakeSession &session, MainWindow &window) {
            read(session, window, BytesShape::json, QStringLiteral("json.amount > 10 && header.trace-id == \"7f3a\""));
        };
        const auto hex = [](FakeSession &session, MainWindow &window) { read(session, window, BytesShape::hex, {}); };
        const auto wrongFilter = [](FakeSession &, MainWindow &window) {
            pageOf<ConsumePage>(window, "consume").setFilter(QStringLiteral("key = \"a\""));
        };
        return {
            {"records-log-header-light", logPanel, logHeader},
            {"records-log-record-dark", logPanel, logRecord, dark},
            {"records-log-indexes-light", logPanel, logIndexes},
            {"records-log-korean-dark", logPanel, logHeader, dark, korean},
            {"records-log-small", logPanel, logHeader, Theme::Scheme::light, QStringLiteral("en"), 1.0, small},
            {"records-log-large", logPanel, logLarge, Theme::Scheme::light, QStringLiteral("en"), 1.5, QSize(1920, 1080)},
            {"records-produce-light", produce, {}},
            {"records-produce-rules-dark", produce, composeRules, dark},
            {"records-produce-why-light", produce, explain},
            {"records-produce-headers-light", produce, composeHeaders},
            {"records-produce-wrong-light", produce, wrongJson},
            {"records-produce-inside-dark", produce, inside, dark},
            {"records-produce-inside-korean", produce, inside, Theme::Scheme::light, korean},
            {"records-produce-why-korean", produce, explain, dark, korean},
            {"records-produce-small", produce, inside, Theme::Scheme::light, QStringLiteral("en"), 1.0, small},
            {"records-produce-large", produce, composeRules, Theme::Scheme::light, QStringLiteral("en"), 1.5, QSize(1920, 1080)},
            {"records-consume-json-light", consume, json},
            {"records-consume-hex-dark", consume, hex, dark},
            {"records-consume-wrong-light", consume, wrongFilter},
            {"records-consume-korean-dark", consume, json, dark, korean},
            {"records-consume-small", consume, json, Theme::Scheme::light, QStringLiteral("en"), 1.0, small},
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
        FakeSession session;
        session.feed(scene::demo);
        session.makeHistory(60);
        MainWindow window(session,
                          {.scheme = shot.scheme, .language = shot.language, .scale = shot.scale, .size = shot.size, .screenshot = true});
        window.selection().setPartition(QStringLiteral("orders"), 0);
        window.showPanel(shot.panel);
        QImage image = window.render(shot.size);
        if (shot.act) {
            shot.act(session, window);
            image = window.render(shot.size);
        }
        QCOMPARE(image.size(), shot.size);
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char('/') + QLatin1String(shot.name) + QStringLiteral(".png")));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestRecordsGallery)
#include "test_records_gallery.moc"
