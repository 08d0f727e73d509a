// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "records/compression.h"
#include "records/record.h"
#include "tests/ui/gallery/scene.h"
#include "ui/consume/consume_page.h"
#include "ui/log/log_page.h"
#include "ui/produce/produce_page.h"

namespace vitrine::ui::test {

namespace {

const char *const nothing = "cluster Empty\nat 5\nbroker 1 running\nbroker 2 running\nbroker 3 running\nquorum leader 2 epoch 1 end 12\n";

// As a broker stores them: batches of several producers and codecs, one of them compacted, one control batch.
LogReadResult log(int batches)
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

std::vector<ConsumedRecord> consumed()
{
    std::vector<ConsumedRecord> made;
    for (int i = 0; i < 40; ++i)
        made.push_back({.partition = i % 6,
                        .offset = 18'360 + i,
                        .timestampMs = 1'772'460'000'000 + i * 211,
                        .leaderEpoch = 8,
                        .key = i % 9 == 5 ? std::nullopt : std::optional(QByteArray("customer-") + QByteArray::number(10 + i * 13 % 80)),
                        .value = QByteArray("{\"order\":") + QByteArray::number(90'000 + i) +
                                 ",\"amount\":" + QByteArray::number(10 + i * 7 % 90) + ",\"item\":\"espresso cup\"}",
                        .headers = {{QStringLiteral("trace-id"), QByteArray("7f3a")}}});
    return made;
}

FakeSession &openPanel(Stage &stage, const char *panel, const std::string &text, const QString &topic)
{
    FakeSession &session = stage.feed({text});
    stage.open(Stage::narrowWindow);
    if (!topic.isEmpty()) stage.window().selection().setPartition(topic, 0);
    stage.showPanel(panel);
    return session;
}

const QString orders = QStringLiteral("orders");
const QString addresses = QStringLiteral("com.example.production.europe-west.customer-relations.address-changes.v2");

void openLog(Stage &stage, const std::string &text, const QString &topic, int batches, int chosen)
{
    openPanel(stage, "log", text, topic).setLog(log(batches));
    auto &page = stage.page<LogPage>("log");
    page.open(11'400);
    QTRY_VERIFY(page.model().rowCount() > chosen);
    page.chooseBatch(chosen);
    QTRY_COMPARE(page.batchView().fields().topLevelItemCount(), 14);
}

void openConsume(Stage &stage, const std::string &text, const QString &topic, const QString &filter, BytesShape shape)
{
    openPanel(stage, "consume", text, topic).setConsumed(consumed());
    auto &page = stage.page<ConsumePage>("consume");
    page.setFilter(filter);
    page.setShape(shape);
    page.start();
    QTRY_COMPARE(page.records().rowCount(), 40);
    page.choose(37);
}

void explain(ConsumePage &page, const std::function<void()> &ask)
{
    const QSignalSpy told(&page, &ConsumePage::explained);
    ask();
    QTRY_VERIFY(!told.isEmpty());
}

// As at full speed: what the producer holds and has under way.
void showInside(ProducePage &page)
{
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

}  // namespace

Scenes recordScenes()
{
    const auto view = [](const char *name) { return QLatin1String(name); };
    return {
        {view("produce"), view("empty"), [](Stage &stage) { openPanel(stage, "produce", nothing, {}); }},
        {view("produce"), view("normal"),
         [](Stage &stage) {
             openPanel(stage, "produce", scene::demo, orders);
             auto &page = stage.page<ProducePage>("produce");
             for (int i = 0; i < 9; ++i) {
                 page.send();
                 QTRY_COMPARE(page.results().rowCount(), i + 1);
             }
         }},
        {view("produce"), view("large"),
         [](Stage &stage) {
             openPanel(stage, "produce", scene::crowded(), addresses);
             showInside(stage.page<ProducePage>("produce"));
         }},
        {view("produce"), view("the rate is not reached"),
         [](Stage &stage) {
             FakeSession &session = openPanel(stage, "produce", scene::demo, orders);
             session.setProduced({.acknowledged = 184'200,
                                  .sent = 196'488,
                                  .elapsedMs = 3'000,
                                  .acknowledgedPerSecond = 61'412,
                                  .limit = ProduceProgress::Limit::acknowledgements,
                                  .late = 115'800});
             auto &page = stage.page<ProducePage>("produce");
             page.setCount(1'000'000);
             page.setRate(100'000);
             page.send();
             QTRY_VERIFY(page.summary().contains(QStringLiteral("115,800")));
         }},
        {view("produce"), view("a file"),
         [](Stage &stage) {
             openPanel(stage, "produce", scene::demo, orders);
             stage.page<ProducePage>("produce").setValueFile(QStringLiteral("/srv/ada/no-such-file.jsonl"), true);
         }},
        {view("produce"), view("why this partition"),
         [](Stage &stage) {
             openPanel(stage, "produce", scene::demo, orders);
             stage.page<ProducePage>("produce").showSheet(ProducePage::Sheet::partition);
         }},
        {view("produce"), view("rules"),
         [](Stage &stage) {
             openPanel(stage, "produce", scene::demo, orders);
             auto &page = stage.page<ProducePage>("produce");
             page.setPartitioner(ProducePage::Partitioner::rules);
             page.setRules({{QStringLiteral("eu-*"), 1}, {QStringLiteral("customer-1?"), 3}});
             page.showSheet(ProducePage::Sheet::partition);
         }},
        {view("produce"), view("headers"),
         [](Stage &stage) {
             openPanel(stage, "produce", scene::demo, orders);
             auto &page = stage.page<ProducePage>("produce");
             page.fill(orders, QByteArray("customer-17"), QByteArray("{\"order\": 1}"),
                       {{QStringLiteral("trace-id"), QByteArray("7f3a")},
                        {QStringLiteral("bytes"), QByteArray("\x01\xff", 2)},
                        {QStringLiteral("none"), std::nullopt}});
             page.showSheet(ProducePage::Sheet::headers);
         }},
        {view("produce"), view("wrong JSON"),
         [](Stage &stage) {
             openPanel(stage, "produce", scene::demo, orders);
             stage.page<ProducePage>("produce").setValue(QStringLiteral("{\"order\": 17, }"), ProducePage::ValueForm::json);
         }},

        {view("consume"), view("empty"), [](Stage &stage) { openPanel(stage, "consume", nothing, {}); }},
        {view("consume"), view("normal"),
         [](Stage &stage) {
             openConsume(stage, scene::demo, orders, QStringLiteral("json.amount > 10 && header.trace-id == \"7f3a\""), BytesShape::json);
         }},
        {view("consume"), view("large"), [](Stage &stage) { openConsume(stage, scene::crowded(), addresses, {}, BytesShape::hex); }},
        {view("consume"), view("why not here"),
         [](Stage &stage) {
             openConsume(stage, scene::demo, orders, {}, BytesShape::json);
             auto &page = stage.page<ConsumePage>("consume");
             page.showSeek(true);
             auto *seek = page.findChild<QLineEdit *>(QStringLiteral("seek"));
             seek->parentWidget()->findChildren<QComboBox *>().last()->setCurrentIndex(4);
             seek->setText(QStringLiteral("18360"));
             explain(page, [&] { page.ask(4, 18'360); });
         }},
        {view("consume"), view("why no such key"),
         [](Stage &stage) {
             openConsume(stage, scene::crowded(), addresses, {}, BytesShape::text);
             auto &page = stage.page<ConsumePage>("consume");
             page.showSeek(true);
             const QString key = QStringLiteral("customer-of-whom-nobody-ever-wrote-a-record");
             auto *seek = page.findChild<QLineEdit *>(QStringLiteral("seek"));
             seek->parentWidget()->findChildren<QComboBox *>().first()->setCurrentIndex(1);
             seek->setText(key);
             explain(page, [&] { page.askForKey(key.toUtf8()); });
         }},
        {view("consume"), view("an open transaction"),
         [](Stage &stage) {
             FakeSession &session = openPanel(stage, "consume", scene::demo, orders);
             session.feed("r orders 0 on 2 log 0..18400 hw 18400 lso 18391\n");
             session.setLog(log(30));
             session.setConsumed(consumed());
             auto &page = stage.page<ConsumePage>("consume");
             page.setReadCommitted(true);
             page.start();
             QTRY_VERIFY(!page.stableEnd().isEmpty());
         }},
        {view("consume"), view("wrong filter"),
         [](Stage &stage) {
             openPanel(stage, "consume", scene::demo, orders);
             stage.page<ConsumePage>("consume").setFilter(QStringLiteral("key = \"a\""));
         }},

        {view("log"), view("empty"), [](Stage &stage) { openPanel(stage, "log", nothing, {}); }},
        {view("log"), view("normal"),
         [](Stage &stage) {
             openLog(stage, scene::demo, orders, 30, 1);
             auto &fields = stage.page<LogPage>("log").batchView().fields();
             fields.setCurrentItem(fields.topLevelItem(6));
         }},
        {view("log"), view("large"), [](Stage &stage) { openLog(stage, scene::crowded(), addresses, 200, 150); }},
        {view("log"), view("a record and its bytes"),
         [](Stage &stage) {
             openLog(stage, scene::demo, orders, 30, 3);
             auto &batch = stage.page<LogPage>("log").batchView();
             batch.chooseRecord(2);
             Q_EMIT batch.hex().byteChosen(70);
         }},
        {view("log"), view("indexes"),
         [](Stage &stage) {
             openLog(stage, scene::demo, orders, 30, 2);
             auto &batch = stage.page<LogPage>("log").batchView();
             batch.showHalf(true);
             batch.lookUp(11'441);
         }},
    };
}

}  // namespace vitrine::ui::test
