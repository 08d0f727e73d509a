// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "records/compression.h"
#include "records/record.h"
#include "tests/ui/support/fake_session.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/log/batch_fields.h"
#include "ui/log/log_page.h"
#include "ui/log/segment_reason.h"
#include "ui/session/log_file.h"

namespace vitrine::ui::test {

// The log as it lies on the disk: why segments stay, what a batch's bytes mean, what the indexes are for.
class TestSegments : public QObject {
    Q_OBJECT

private:
    static constexpr std::int64_t hour = 3'600'000;
    Theme m_theme;
    WallTime m_now = wall_time(1'772'460'000'000);

    // Three segments of 1,000 offsets and 1 MB each; their newest records are 3, 2 and 1 hours old.
    observe::ReplicaView replica() const
    {
        observe::ReplicaView view;
        for (int i = 0; i < 3; ++i) {
            observe::SegmentView segment;
            segment.base_offset = Offset(i * 1'000);
            segment.end_offset = Offset((i + 1) * 1'000);
            segment.size_bytes = 1'000'000;
            segment.last_timestamp = m_now - Milliseconds((3 - i) * hour);
            segment.first_timestamp = *segment.last_timestamp - Milliseconds(hour);
            segment.active = i == 2;
            view.segments.push_back(segment);
        }
        view.log_end = Offset(3'000);
        view.high_watermark = Offset(3'000);
        return view;
    }
    QString deleted(const observe::ReplicaView &view, std::size_t index, const TopicSettings &settings) const
    {
        return SegmentReason::notDeleted(view, index, settings, m_now);
    }

    static LogBatch batchOf(records::Codec codec)
    {
        records::BatchBuilder builder({.base_offset = Offset(700),
                                       .leader_epoch = LeaderEpoch(4),
                                       .codec = codec,
                                       .producer_id = ProducerId(1'001),
                                       .producer_epoch = ProducerEpoch(2),
                                       .base_sequence = 30});
        const Bytes key{'k', '1'};
        const Bytes value(300, 'v');
        const std::vector<records::HeaderView> headers{{"trace", ByteSpan(key)}, {"none", std::nullopt}};
        builder.append(1'772'460'000'000, ByteSpan(key), ByteSpan(value), headers);
        builder.append(1'772'460'000'005, std::nullopt, ByteSpan(value));
        builder.append(1'772'460'000'009, ByteSpan(key), std::nullopt);
        const Bytes bytes = *builder.build();
        LogBatch batch;
        batch.bytes = QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        if (codec != records::Codec::none) {
            const Bytes plain = *records::decompress(codec, ByteSpan(bytes).subspan(records::batch_header_size), 1'000'000);
            batch.plainRecords = QByteArray(reinterpret_cast<const char *>(plain.data()), static_cast<qsizetype>(plain.size()));
        }
        batch.baseOffset = 700;
        batch.lastOffset = 702;
        batch.sizeBytes = static_cast<std::int32_t>(bytes.size());
        batch.recordCount = 3;
        batch.compression = QString::fromLatin1(records::name_of(codec).data());
        batch.records = {{.offset = 700}, {.offset = 701}, {.offset = 702}};
        return batch;
    }

private Q_SLOTS:
    void whyTheActiveSegmentIsNotRolled()
    {
        observe::SegmentView active = replica().segments.back();
        TopicSettings settings{.segmentBytes = 4'000'000, .segmentMs = 5 * hour};
        // Its first record is two hours old: three are left; of the bytes three quarters.
        const QString both = SegmentReason::notRolled(active, settings, m_now);
        QVERIFY2(both.contains(QStringLiteral("3.0 MB")) || both.contains(QStringLiteral("3 MB")), qPrintable(both));
        QVERIFY2(both.contains(QStringLiteral("3 h")), qPrintable(both));
        settings.segmentMs = hour;
        QVERIFY2(SegmentReason::notRolled(active, settings, m_now).contains(QStringLiteral("only a batch that comes")),
                 qPrintable(SegmentReason::notRolled(active, settings, m_now)));
        settings.segmentMs = std::numeric_limits<std::int64_t>::max();
        QVERIFY(!SegmentReason::notRolled(active, settings, m_now).contains(QStringLiteral("segment.ms")));
        active.size_bytes = 0;
        QVERIFY(SegmentReason::notRolled(active, settings, m_now).contains(QStringLiteral("empty")));
    }

    void whyASegmentIsNotDeleted()
    {
        const observe::ReplicaView view = replica();
        // By time: the oldest is three hours old, the limit five.
        TopicSettings settings{.retentionBytes = -1, .retentionMs = 5 * hour};
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("in 2 h")), qPrintable(deleted(view, 0, settings)));
        QVERIFY2(deleted(view, 1, settings).contains(QStringLiteral("in 3 h")), qPrintable(deleted(view, 1, settings)));
        settings.retentionMs = 2 * hour + 1;
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("next check")), qPrintable(deleted(view, 0, settings)));
        // By bytes: what is kept is 2.5 MB, and the log has to grow by half a megabyte.
        settings = {.retentionBytes = 2'500'000, .retentionMs = -1};
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("500 KB")), qPrintable(deleted(view, 0, settings)));
        QVERIFY2(deleted(view, 1, settings).contains(QStringLiteral("1.5 MB")), qPrintable(deleted(view, 1, settings)));
        settings.retentionBytes = 2'000'000;
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("next check")), qPrintable(deleted(view, 0, settings)));
        // Both limits are named.
        settings = {.retentionBytes = 2'500'000, .retentionMs = 5 * hour};
        QVERIFY(deleted(view, 0, settings).contains(QStringLiteral("retention.ms")) &&
                deleted(view, 0, settings).contains(QStringLiteral("retention.bytes")));
        settings = {.retentionBytes = -1, .retentionMs = -1};
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("neither")), qPrintable(deleted(view, 0, settings)));
    }

    void whatElseKeepsASegment()
    {
        observe::ReplicaView view = replica();
        TopicSettings settings{.retentionMs = hour};
        // Above the high watermark.
        view.high_watermark = Offset(500);
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("high watermark")), qPrintable(deleted(view, 0, settings)));
        view.high_watermark = view.log_end;
        // An older one with younger records goes first.
        settings.retentionMs = 5 * hour;
        view.segments[0].last_timestamp = m_now;
        QVERIFY2(deleted(view, 1, settings).contains(QStringLiteral("older segment at 0")), qPrintable(deleted(view, 1, settings)));
        view = replica();
        view.segments[0].last_timestamp.reset();
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("no timestamp")), qPrintable(deleted(view, 0, settings)));
        view = replica();
        // Compaction, nothing at all, and below the log start.
        settings.compacts = true;
        settings.deletes = false;
        QVERIFY(deleted(view, 0, settings).contains(QStringLiteral("cleanup.policy=compact")));
        QVERIFY(deleted(view, 2, settings).contains(QStringLiteral("active")));
        settings.compacts = false;
        QVERIFY(deleted(view, 0, settings).contains(QStringLiteral("everything is kept")));
        view.log_start = Offset(1'000);
        QVERIFY2(deleted(view, 0, settings).contains(QStringLiteral("log start offset 1,000")), qPrintable(deleted(view, 0, settings)));
        // The active one: rolled first, when even its newest record is too old.
        settings = {.retentionMs = 5 * hour};
        QVERIFY2(deleted(replica(), 2, settings).contains(QStringLiteral("4 h")), qPrintable(deleted(replica(), 2, settings)));
        settings.retentionMs = hour / 2;
        QVERIFY2(deleted(replica(), 2, settings).contains(QStringLiteral("rolls it and deletes it")),
                 qPrintable(deleted(replica(), 2, settings)));
    }

    void theFrontsOfRetentionMove()
    {
        const observe::ReplicaView view = replica();
        TopicSettings settings{.retentionBytes = 2'250'000, .retentionMs = 3 * hour + hour / 2};
        const auto fronts = SegmentReason::fronts(view, settings, m_now);
        // Half of the first segment's hour is behind the limit; three quarters of its bytes are beyond the other.
        QCOMPARE(fronts.time, std::optional(500.0));
        QCOMPARE(fronts.bytes, std::optional(750.0));
        QVERIFY(SegmentReason::fronts(view, settings, m_now + Milliseconds(60'000)).time > fronts.time);
        settings.deletes = false;
        QVERIFY(!SegmentReason::fronts(view, settings, m_now).time);
        QVERIFY(!SegmentReason::fronts(view, {.retentionMs = 100 * hour}, m_now).time);
    }

    void aBatchIsItsFields_data()
    {
        QTest::addColumn<int>("codec");
        for (const auto codec :
             {records::Codec::none, records::Codec::gzip, records::Codec::snappy, records::Codec::lz4, records::Codec::zstd})
            QTest::newRow(records::name_of(codec).data()) << static_cast<int>(codec);
    }
    void aBatchIsItsFields()
    {
        QFETCH(int, codec);
        const LogBatch batch = batchOf(static_cast<records::Codec>(codec));
        const auto fields = BatchFields::decode(batch.bytes, batch.plainRecords);
        QCOMPARE(fields.size(), std::size_t{14});
        // The header's fields cover its 61 bytes without a hole.
        qsizetype next = 0;
        for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
            QCOMPARE(fields[i].from, next);
            next += fields[i].size;
        }
        QCOMPARE(next, 61);
        QCOMPARE(fields[0].value, QStringLiteral("700"));
        QCOMPARE(fields[2].value, QStringLiteral("4"));
        QCOMPARE(fields[9].value, QStringLiteral("1001"));
        QCOMPARE(fields[12].value, QStringLiteral("3"));
        const auto &records = fields[13].children;
        QCOMPARE(records.size(), std::size_t{3});
        // Records follow one another to the end of their bytes.
        const QByteArray &bytes = codec == 0 ? batch.bytes : batch.plainRecords;
        qsizetype at = codec == 0 ? 61 : 0;
        for (const BatchField &record : records) {
            QCOMPARE(record.from, at);
            at += record.size;
        }
        QCOMPARE(at, bytes.size());
        QCOMPARE(records[0].children[5].value, QStringLiteral("k1"));
        QCOMPARE(records[1].children[5].value, QStringLiteral("null"));
        QCOMPARE(records[0].children[10].value, QStringLiteral("trace"));
        // Every byte leads to a field that has it.
        const auto source = codec == 0 ? BatchField::Source::stored : BatchField::Source::plain;
        for (qsizetype byte = records[0].from; byte < bytes.size(); ++byte) {
            const auto path = BatchFields::pathTo(fields, source, byte);
            QCOMPARE(path.size(), std::size_t{3});
            const BatchField &field = records[static_cast<std::size_t>(path[1])].children[static_cast<std::size_t>(path[2])];
            QVERIFY(byte >= field.from && byte < field.from + field.size);
        }
        QCOMPARE(BatchFields::pathTo(fields, BatchField::Source::stored, 18), std::vector<int>{4});
        QCOMPARE(BatchFields::pathTo(fields, BatchField::Source::stored, 22), std::vector<int>{5});
    }

    void damagedBytesEndTheTree()
    {
        QVERIFY(BatchFields::decode(QByteArray(60, 'x'), {}).empty());
        LogBatch batch = batchOf(records::Codec::none);
        batch.bytes.chop(5);
        QCOMPARE(BatchFields::decode(batch.bytes, {}).back().children.size(), std::size_t{2});
        batch.bytes = batch.bytes.left(61) + QByteArray(40, '\xff');
        QVERIFY(BatchFields::decode(batch.bytes, {}).back().children.empty());
    }

    void indexFilesAreRead()
    {
        const QByteArray positions = QByteArray::fromHex(
            "0000000a00001000"
            "0000001400002000"
            "0000000000000000");
        const QByteArray times = QByteArray::fromHex("0000019caf1fee000000000a");
        const LogIndexes indexes = readIndexes(positions, times, 1'000);
        QVERIFY(indexes.found);
        QCOMPARE(indexes.positions.size(), std::size_t{2});
        QCOMPARE(indexes.positions[1], (LogIndexes::Position{1'020, 0x2000}));
        QCOMPARE(indexes.times.size(), std::size_t{1});
        QCOMPARE(indexes.times[0].offset, 1'010);
        QVERIFY(!readIndexes(std::nullopt, std::nullopt, 0).found);
        QCOMPARE(entryForOffset(indexes, 1'009), std::nullopt);
        QCOMPARE(entryForOffset(indexes, 1'010), std::optional<std::size_t>(0));
        QCOMPARE(entryForOffset(indexes, 1'019), std::optional<std::size_t>(0));
        QCOMPARE(entryForOffset(indexes, 9'999), std::optional<std::size_t>(1));
        PositionsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.sync({{0, indexes.positions[0]}, {1, indexes.positions[1]}});
        QCOMPARE(model.rowCount(), 2);
        TimesModel timesModel;
        QAbstractItemModelTester timesTester(&timesModel, QAbstractItemModelTester::FailureReportingMode::QtTest);
        timesModel.sync({{0, indexes.times[0]}});
        QCOMPARE(timesModel.index(0, 1).data().toLongLong(), 1'010LL);
    }

    void fieldsAndBytesLeadToEachOther()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        BatchView view({session, selection, m_theme});
        view.resize(800, 300);
        view.retranslate();
        view.show();
        const LogBatch batch = batchOf(records::Codec::gzip);
        view.showBatch(batch);
        QCOMPARE(view.fields().topLevelItemCount(), 14);
        view.fields().setCurrentItem(view.fields().topLevelItem(4));
        QCOMPARE(view.hex().chosen(), std::optional(HexView::Range{17, 4}));
        Q_EMIT view.hex().byteChosen(57);
        QCOMPARE(view.fields().currentItem()->text(0), QStringLiteral("recordsCount"));
        // A record is shown in the decompressed bytes.
        view.chooseRecord(1);
        QCOMPARE(view.hex().bytes(), batch.plainRecords);
        Q_EMIT view.hex().byteChosen(0);
        QCOMPARE(view.fields().currentItem()->text(0), QStringLiteral("length"));
        view.fields().setCurrentItem(view.fields().topLevelItem(0));
        QCOMPARE(view.hex().bytes(), batch.bytes);
        view.showIndexes({.positions = {{1'010, 4'096}}, .times = {}, .found = true}, false);
        view.lookUp(1'012);
        QVERIFY2(view.lookUpSentence().contains(QStringLiteral("4,096")), qPrintable(view.lookUpSentence()));
        view.lookUp(5);
        QVERIFY(view.lookUpSentence().contains(QStringLiteral("first byte")));
    }

    void thePageLinksStripTableAndBytes()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        selection.setPartition(QStringLiteral("orders"), 0);
        LogBatch first = batchOf(records::Codec::gzip);
        LogBatch second = batchOf(records::Codec::none);
        second.position = first.sizeBytes;
        second.baseOffset = 710;
        second.lastOffset = 720;
        session.setLog({.batches = {first, second}});
        LogPage page({session, selection, m_theme});
        page.resize(1'300, 400);
        page.show();
        page.open(11'400);
        QTRY_COMPARE(page.model().rowCount(), 2);
        // The second one begins after a gap, and has lost some of its own records.
        QCOMPARE(page.strip().gapBefore(1), 7);
        QCOMPARE(BatchStrip::missingIn(second), 8);
        page.chooseBatch(1);
        QCOMPARE(page.strip().chosen(), 1);
        QTRY_COMPARE(page.batchView().fields().topLevelItemCount(), 14);
        QVERIFY(page.strip().block(1).left() > page.strip().block(0).right());
        QSignalSpy chosen(&page.strip(), &BatchStrip::batchChosen);
        QTest::mouseClick(page.strip().viewport(), Qt::LeftButton, {}, page.strip().block(0).center().toPoint());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(page.strip().chosen(), 0);
        QVERIFY(!page.sentence().isEmpty());
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestSegments)
#include "test_segments.moc"
