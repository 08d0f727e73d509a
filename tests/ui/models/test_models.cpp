// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/ui/support/fake_session.h"
#include "ui/common/event_text.h"
#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/consume/consume_page.h"
#include "ui/groups/offsets_model.h"
#include "ui/log/log_model.h"
#include "ui/map/replication_page.h"
#include "ui/produce/produce_page.h"
#include "ui/session/commands.h"
#include "ui/session/murmur2.h"
#include "ui/timeline/events_model.h"
#include "ui/window/language.h"
#include "ui/window/navigation_model.h"

namespace vitrine::ui::test {

namespace {

// Any reset of a model is a mistake: views would lose selection and place.
class Watch {
public:
    explicit Watch(QAbstractItemModel &model)
        : tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal), resets(&model, &QAbstractItemModel::modelReset),
          layouts(&model, &QAbstractItemModel::layoutChanged), inserts(&model, &QAbstractItemModel::rowsInserted),
          removals(&model, &QAbstractItemModel::rowsRemoved), changes(&model, &QAbstractItemModel::dataChanged)
    {
    }
    ~Watch() { Q_ASSERT(resets.isEmpty() && layouts.isEmpty()); }
    QAbstractItemModelTester tester;
    QSignalSpy resets, layouts, inserts, removals, changes;
};

std::vector<ConsumedRecord> someRecords(int count)
{
    std::vector<ConsumedRecord> records;
    for (int i = 0; i < count; ++i)
        records.push_back({.partition = i % 3,
                           .offset = 100 + i,
                           .timestampMs = 1'770'000'000'000 + i,
                           .key = i % 4 == 0 ? std::nullopt : std::optional(QByteArray("k")),
                           .value = QByteArray("{\"n\":") + QByteArray::number(i) + '}'});
    return records;
}

}  // namespace

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.apply(*qApp);
        m_language.set(QStringLiteral("en"));
    }

    void navigationFollowsTheCluster()
    {
        FakeSession session;
        Selection selection;
        NavigationModel model({session, selection, m_theme});
        Watch watch(model);
        connect(&session, &Session::updated, &model, [&] { model.refresh(); });
        session.feed(scene::demo);
        const QModelIndex topics = model.index(NavigationModel::topics, 0);
        QCOMPARE(model.rowCount(model.index(NavigationModel::brokers, 0)), 3);
        QCOMPARE(model.rowCount(topics), 5);
        QCOMPARE(model.index(4, 0, topics).data().toString(), QStringLiteral("__consumer_offsets"));
        session.feed(scene::brokerKilled);
        const QModelIndex killed = model.find(NavigationModel::brokers, QStringLiteral("2"));
        QCOMPARE(killed.data(NavigationModel::MarkRole).toInt(), static_cast<int>(Mark::square));
        session.feed("drop topic audit-log\ntopic another 2 rf 1 min 1\ndrop group dashboard\n");
        QCOMPARE(model.rowCount(topics), 5);
        QVERIFY(!model.find(NavigationModel::topics, QStringLiteral("audit-log")).isValid());
        QCOMPARE(model.find(NavigationModel::topics, QStringLiteral("another")).row(), 0);
        QCOMPARE(model.rowCount(model.index(NavigationModel::groups, 0)), 1);
    }

    void offsetsChangeWithoutMoving()
    {
        FakeSession session;
        OffsetsModel model;
        Watch watch(model);
        session.feed(scene::demo);
        model.show(session.cluster().group("billing"));
        QCOMPARE(model.rowCount(), 6);
        const auto inserted = watch.inserts.size();
        session.feed("offset billing orders 3 19599\n");
        model.show(session.cluster().group("billing"));
        QCOMPARE(watch.inserts.size(), inserted);
        QCOMPARE(watch.changes.size(), 1);
        QCOMPARE(watch.changes.first().at(0).toModelIndex().row(), 3);
        QCOMPARE(model.index(3, OffsetsModel::lag).data().toLongLong(), 0LL);
        model.show(session.cluster().group("dashboard"));
        QCOMPARE(model.rowCount(), 3);
        model.show(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void aNeverCommittedPartitionHasNoLag()
    {
        FakeSession session;
        session.feed(
            "cluster c\nat 1\nbroker 1 running\ntopic t 2 rf 1 min 1\nr t 0 on 1 log 0..10 hw 10\nr t 1 on 1 log 0..10 hw 10\n"
            "group g Stable generation 1 protocol range coordinator 1\nmember g m t:0,1\noffset g t 0 4\n");
        OffsetsModel model;
        model.show(session.cluster().group("g"));
        QCOMPARE(TableDelegate::textOf(model.index(0, OffsetsModel::lag)), QStringLiteral("6"));
        QCOMPARE(TableDelegate::textOf(model.index(1, OffsetsModel::lag)), QStringLiteral("–"));
        QVERIFY(model.index(1, OffsetsModel::lag).data(FlatModel::FaintRole).toBool());
    }

    void eventsAppendInOneStepAndHideRoutine()
    {
        FakeSession session;
        EventsModel model(session);
        Watch watch(model);
        connect(&session, &Session::updated, &model, [&] { model.refresh(); });
        session.feed(scene::demo);
        const int before = model.rowCount();
        const auto inserted = watch.inserts.size();
        session.feed("event 0 killed 2\nevent 0 committed billing orders 1 5\nevent 0 fenced 2\n");
        QCOMPARE(model.rowCount(), before + 2);
        QCOMPARE(watch.inserts.size(), inserted + 1);
        model.setRoutineShown(true);
        QCOMPARE(model.rowCount(), before + 3);
        model.setLaneShown(Lane::faults, false);
        QCOMPARE(model.rowCount(), before + 1);
    }

    void eventsAreBounded()
    {
        FakeSession session;
        EventsModel model(session);
        Watch watch(model);
        for (int round = 0; round < 5; ++round) {
            std::vector<observe::Event> events;
            for (std::uint64_t i = 1; i <= 6'000; ++i)
                events.push_back(
                    {.id = {BrokerId(1), static_cast<std::uint64_t>(round) * 6'000 + i}, .body = observe::BrokerUnfenced{BrokerId(1)}});
            session.receive({}, std::move(events), 0);
            model.refresh();
            QTRY_VERIFY(!model.isReading());
        }
        QCOMPARE(model.rowCount(), static_cast<int>(EventsModel::rowsMax));
        QCOMPARE(watch.inserts.size(), static_cast<qsizetype>(5 * 6'000 / EventsModel::readInOneTurn));
    }

    void logReadsAsItIsScrolled()
    {
        FakeSession session;
        LogReadResult log;
        for (int b = 0; b < 3; ++b) {
            LogBatch batch{.position = b * 500,
                           .sizeBytes = 500,
                           .baseOffset = b * 10,
                           .lastOffset = b * 10 + 9,
                           .leaderEpoch = 3,
                           .maxTimestampMs = 1'770'000'000'000,
                           .compression = QStringLiteral("none"),
                           .recordCount = 10};
            for (int r = 0; r < 10; ++r) batch.records.push_back({.offset = b * 10 + r, .timestampMs = 1, .value = QByteArray("v")});
            log.batches.push_back(std::move(batch));
        }
        log.batches[2].crcValid = false;
        log.batches.push_back({.position = 1'500, .baseOffset = 30, .lastOffset = 30, .recordCount = 1});
        session.setLog(log, 3);
        LogModel model(session);
        model.open(1, QStringLiteral("orders"), 0, 0);
        QTRY_COMPARE(model.rowCount(), 3);
        QTest::qWait(20);
        QCOMPARE(model.rowCount(), 3);  // nothing is read before somebody scrolls
        QCOMPARE(model.rowCount(model.index(1, 0)), 10);
        QCOMPARE(model.index(4, 0, model.index(1, 0)).data().toString(), QStringLiteral("14"));
        QVERIFY(describeBatch(*model.batch(model.index(2, 0))).contains(QStringLiteral("CRC")));
        QVERIFY(model.canFetchMore({}));
        // From here on the tester scrolls: it fetches whatever can be fetched.
        Watch watch(model);
        QTRY_COMPARE(model.rowCount(), 4);
        QVERIFY(!model.canFetchMore({}));
        model.close();
        QCOMPARE(model.rowCount(), 0);
        session.setLog({.error = QStringLiteral("cannot be read")});
        model.open(1, QStringLiteral("orders"), 0, 0);
        QTRY_COMPARE(model.error(), QStringLiteral("cannot be read"));
        QVERIFY(!model.canFetchMore({}));
    }

    void aLateAnswerOfAnotherSegmentIsNotShown()
    {
        FakeSession session;
        session.setLog({.batches = {LogBatch{.baseOffset = 1}}});
        LogModel model(session);
        model.open(1, QStringLiteral("orders"), 0, 0);
        model.close();
        QTest::qWait(20);
        QCOMPARE(model.rowCount(), 0);
    }

    void consumedRecordsAreBounded()
    {
        RecordsModel model;
        Watch watch(model);
        model.add(someRecords(1'000));
        QCOMPARE(model.rowCount(), 1'000);
        for (int i = 0; i < 60; ++i) model.add(someRecords(1'000));
        QCOMPARE(model.rowCount(), static_cast<int>(RecordsModel::rowsMax));
        QCOMPARE(TableDelegate::textOf(model.index(0, RecordsModel::key)), QStringLiteral("null"));
    }

    void producingShowsWhereRecordsLie()
    {
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        ProducePage page({session, selection, m_theme});
        page.show();
        page.setKey(QStringLiteral("customer-17"));
        const ProduceRequest request = page.request();
        QCOMPARE(request.acks, -1);
        QVERIFY(!request.partition);
        page.send();
        QTRY_COMPARE(page.results().rowCount(), 1);
        QCOMPARE(page.results().index(0, ResultsModel::offset).data().toLongLong(), 18'400LL);
    }

    void theHintNamesThePartitionOfTheKey()
    {
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        selection.setTopic(QStringLiteral("orders"));
        ProducePage page({session, selection, m_theme});
        page.show();
        page.setKey(QStringLiteral("foobar"));
        // murmur2("foobar") is -790332482; without its sign 1357151166, modulo 6 is 0.
        QVERIFY2(page.hint().contains(QStringLiteral("partition 0")), qPrintable(page.hint()));
        QVERIFY2(page.hint().contains(QStringLiteral("-790,332,482")), qPrintable(page.hint()));
    }

    void murmur2IsKafkas()
    {
        // The values of Apache Kafka's own test of its hash.
        QCOMPARE(murmur2("21"), -973932308);
        QCOMPARE(murmur2("foobar"), -790332482);
        QCOMPARE(murmur2("a-little-bit-long-string"), -985981536);
        QCOMPARE(murmur2("a-little-bit-longer-string"), -1486304829);
        QCOMPARE(murmur2("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8"), -58897971);
        QCOMPARE(murmur2("abc"), 479470107);
    }

    void consumingStopsWhenAsked()
    {
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        session.setConsumed(someRecords(25));
        ConsumePage page({session, selection, m_theme});
        page.show();
        page.start();
        QTRY_COMPARE(page.records().rowCount(), 25);
        page.stop();
        QTest::qWait(20);
        page.start();
        QTRY_COMPARE(page.records().rowCount(), 25);
    }

    void theReplicationViewSaysCauseAndConsequence()
    {
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        selection.setPartition(QStringLiteral("orders"), 4);
        ReplicationPage page({session, selection, m_theme});
        page.resize(480, 300);
        page.show();
        QCOMPARE(page.view().sentence(),
                 QStringLiteral("ISR {1, 3} → {1}: broker 3 had not caught up for 30.0 s (replica.lag.time.max.ms). 1 is below "
                                "min.insync.replicas 2: the high watermark waits and acks=all answers NOT_ENOUGH_REPLICAS."));
    }

    void numbersAndTimesReadTheSameEverywhere()
    {
        QCOMPARE(Format::number(1'234'567), QStringLiteral("1,234,567"));
        QCOMPARE(Format::bytes(84'000'000), QStringLiteral("84 MB"));
        QCOMPARE(Format::bytes(1'048'576), QStringLiteral("1.0 MB"));
        QCOMPARE(Format::bytes(0), QStringLiteral("0 B"));
        QCOMPARE(Format::bytesPerSecond(412'000), QStringLiteral("412 KB/s"));
        QCOMPARE(Format::shortNumber(999'499), QStringLiteral("999k"));
        QCOMPARE(Format::shortNumber(999'949), QStringLiteral("1.0M"));
        QCOMPARE(Format::shortNumber(18'400), QStringLiteral("18.4k"));
        QCOMPARE(Format::duration(std::chrono::milliseconds(31'200)), QStringLiteral("31.2 s"));
        QCOMPARE(Format::duration(std::chrono::milliseconds(812)), QStringLiteral("812 ms"));
        QCOMPARE(Format::duration(std::chrono::seconds(250)), QStringLiteral("4 min 10 s"));
        QCOMPARE(Format::clockDuration(std::chrono::seconds(7)), QStringLiteral("00:07"));
        QCOMPARE(Format::partitions({0, 1, 2, 5}), QStringLiteral("0–2, 5"));
        QCOMPARE(Format::partitions({4, 5}), QStringLiteral("4, 5"));
        QCOMPARE(Format::payload(std::nullopt), QStringLiteral("null"));
        QCOMPARE(Format::payload(QByteArray("\x00\x01\xff", 3)), QStringLiteral("0x0001ff"));
        QCOMPARE(Format::payload(QByteArray("주문")), QStringLiteral("주문"));
    }

    // A leader whose log simply ends earlier names no epoch: then the window does not speak of one.
    void aTruncationNamesTheEpochOnlyWhereItIsKnown_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("epoch");
        QTest::addColumn<QString>("why");
        QTest::newRow("known") << QStringLiteral("en") << 3
                               << QStringLiteral("2 records after it were not in the leader's log, which differs from epoch 3 on");
        QTest::newRow("not known") << QStringLiteral("en") << -1 << QStringLiteral("2 records after it were removed");
        QTest::newRow("known, Korean") << QStringLiteral("ko") << 3
                                       << QStringLiteral("그 뒤의 레코드 2개가 리더 로그에 없었음. 에폭 3부터 갈라짐");
        QTest::newRow("not known, Korean") << QStringLiteral("ko") << -1 << QStringLiteral("그 뒤의 레코드 2개가 제거됨");
    }
    void aTruncationNamesTheEpochOnlyWhereItIsKnown()
    {
        QFETCH(QString, language);
        QFETCH(int, epoch);
        QFETCH(QString, why);
        m_language.set(language);
        const observe::LogTruncated truncated{TopicPartition{"orders", 4}, Offset(9), Offset(7), LeaderEpoch(epoch)};
        QCOMPARE(EventSentences::of({.id = {BrokerId(2), 1}, .body = truncated}).why, why);
        m_language.set(QStringLiteral("en"));
    }

    void qtSpeaksTheLanguageOfTheWindow()
    {
        QTemporaryDir none;
        QFile file(none.filePath(QStringLiteral("not/there")));
        const auto problem = [&] {
            (void)file.open(QIODevice::ReadOnly);
            return file.errorString();
        };
        const QString english = problem();
        m_language.set(QStringLiteral("ko"));
        const QString korean = problem();
        m_language.set(QStringLiteral("en"));
        QVERIFY2(korean != english && korean.contains(QStringLiteral("디렉터리")), qPrintable(korean));
    }

    // All that a follower has is gone at its leader (KAFKA-9491): its log is not truncated to an offset that it never had.
    void aLogThatBeginsAnewIsNotToldAsTruncated_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("what");
        QTest::newRow("English") << QStringLiteral("en") << QStringLiteral("orders-4 begins anew at 12 on broker 2");
        QTest::newRow("Korean") << QStringLiteral("ko") << QStringLiteral("orders-4 새로 시작, 오프셋 12부터, 브로커 2");
    }
    void aLogThatBeginsAnewIsNotToldAsTruncated()
    {
        QFETCH(QString, language);
        QFETCH(QString, what);
        m_language.set(language);
        const observe::LogTruncated anew{TopicPartition{"orders", 4}, Offset(9), Offset(12), LeaderEpoch(-1)};
        QCOMPARE(EventSentences::of({.id = {BrokerId(2), 1}, .body = anew}).what, what);
        m_language.set(QStringLiteral("en"));
    }

    void everyKindOfEventHasASentence_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Korean") << QStringLiteral("ko");
    }
    void everyKindOfEventHasASentence()
    {
        QFETCH(QString, language);
        m_language.set(language);
        everyBody([&](const observe::EventBody &body) {
            const EventText text = EventSentences::of({.id = {BrokerId(2), 1}, .body = body});
            QVERIFY2(!text.what.isEmpty(), std::string(observe::kind_of(body)).c_str());
            QVERIFY2(!text.what.contains(QLatin1Char('%')) && !text.why.contains(QLatin1Char('%')), qPrintable(text.what + text.why));
            QVERIFY(text.mark != Mark::none);
        });
        m_language.set(QStringLiteral("en"));
    }

    // The texts are collected from the sources again, so that one that is not in the files fails as one without a translation does.
    void everyTextIsTranslated_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("pluralsOnly");
        QTest::newRow("Korean") << QStringLiteral("vitrine_ko.ts") << false;
        QTest::newRow("English plurals") << QStringLiteral("vitrine_en.ts") << true;
    }
    void everyTextIsTranslated()
    {
        QFETCH(QString, file);
        QFETCH(bool, pluralsOnly);
        const QString sources = QStringLiteral(VITRINE_SOURCE_DIR);
        QTemporaryDir folder;
        const QString copy = folder.filePath(file);
        QVERIFY(QFile::copy(sources + QStringLiteral("/resources/translations/") + file, copy));
        QVERIFY(QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner));
        QStringList arguments{QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
                              QStringLiteral("none")};
        if (pluralsOnly) arguments << QStringLiteral("-pluralonly");
        arguments << QStringLiteral("-I") << sources << sources + QStringLiteral("/ui") << sources + QStringLiteral("/app")
                  << QStringLiteral("-ts") << copy;
        QProcess lupdate;
        lupdate.setWorkingDirectory(sources);
        lupdate.start(QStringLiteral(VITRINE_LUPDATE), arguments);
        QVERIFY2(lupdate.waitForFinished(60'000) && lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());

        QFile collected(copy);
        QVERIFY(collected.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&collected);
        QString source;
        int texts = 0;
        const auto placeholders = [](const QString &text) {
            static const QRegularExpression pattern(QStringLiteral("%[1-9n]"));
            QStringList found;
            for (auto match = pattern.globalMatch(text); match.hasNext();) found << match.next().captured();
            found.sort();
            return found;
        };
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement) continue;
            if (reader.name() == QLatin1String("source")) source = reader.readElementText();
            if (reader.name() != QLatin1String("translation")) continue;
            QVERIFY2(!reader.attributes().hasAttribute(QStringLiteral("type")), qPrintable(source));
            QStringList translations;
            if (reader.attributes().value(QStringLiteral("numerus")).isEmpty() && !pluralsOnly) {
                translations << reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            } else {
                while (reader.readNextStartElement()) translations << reader.readElementText().trimmed();
            }
            for (const QString &translation : translations) {
                QVERIFY2(!translation.isEmpty() || source.trimmed().isEmpty(), qPrintable(source));
                QVERIFY2(placeholders(translation) == placeholders(source), qPrintable(source + QStringLiteral(" / ") + translation));
            }
            ++texts;
        }
        QVERIFY(!reader.hasError());
        QVERIFY(texts > (pluralsOnly ? 10 : 400));
    }

    // The names of the classes in the files are those that the program asks with.
    void theLanguageReachesTheTexts()
    {
        m_language.set(QStringLiteral("ko"));
        QCOMPARE(EventSentences::laneName(Lane::faults), QStringLiteral("브로커"));
        QCOMPARE(Format::nodeRun(observe::NodeRun::killed), QStringLiteral("강제 종료"));
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        NavigationModel model({session, selection, m_theme});
        model.refresh();
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("브로커"));
        const auto inKorean = commands::forms(true);
        QVERIFY(describeBatch(LogBatch{.recordCount = 3}).startsWith(QStringLiteral("레코드 3개")));
        m_language.set(QStringLiteral("en"));
        QVERIFY(describeBatch(LogBatch{.recordCount = 3}).startsWith(QStringLiteral("3 records")));
        QVERIFY(describeBatch(LogBatch{.recordCount = 1}).startsWith(QStringLiteral("1 record ")));
        // The sentences of the command language are not the window's: the list of ui/session/command_texts.cpp must have each of them.
        const auto inEnglish = commands::forms(true);
        for (qsizetype i = 0; i < inEnglish.size(); ++i) {
            QCOMPARE(inKorean[i].text, inEnglish[i].text);
            QVERIFY2(inKorean[i].meaning != inEnglish[i].meaning, qPrintable(inEnglish[i].meaning));
        }
    }

    void wordsHaveEnoughContrast()
    {
        for (const Colors &c : {Theme::lightColors(), Theme::darkColors()}) {
            for (const QColor &background : {c.panel, c.sunk, c.selection, c.hover}) {
                for (const QColor &word : {c.text, c.muted, c.leaderText, c.goodText, c.warningText, c.badText, c.offlineText})
                    QVERIFY2(contrastRatio(word, background) >= 4.5,
                             qPrintable(word.name() + QStringLiteral(" on ") + background.name() + QStringLiteral(": ") +
                                        QString::number(contrastRatio(word, background))));
            }
            QVERIFY(contrastRatio(c.onLeader, c.leader) >= 4.5);
            QVERIFY(contrastRatio(c.outText, c.outFill) >= 4.5);
            QVERIFY(contrastRatio(c.text, c.inSyncFill) >= 4.5);
            QVERIFY(contrastRatio(c.moving, c.movingFill) >= 4.5);
        }
    }

private:
    template <class Check>
    static void everyBody(const Check &check)
    {
        everyBodyFrom<0>(check);
    }
    template <std::size_t Index, class Check>
    static void everyBodyFrom(const Check &check)
    {
        if constexpr (Index < std::variant_size_v<observe::EventBody>) {
            check(observe::EventBody(std::in_place_index<Index>));
            everyBodyFrom<Index + 1>(check);
        }
    }

    Theme m_theme;
    Language m_language;
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestModels)
#include "test_models.moc"
