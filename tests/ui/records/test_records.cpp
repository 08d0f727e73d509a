// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/common/bytes_text.h"
#include "ui/common/hex_view.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/consume/consume_page.h"
#include "ui/consume/json_text.h"
#include "ui/produce/produce_page.h"
#include "ui/session/partition_rules.h"
#include "ui/session/record_filter.h"
#include "ui/session/record_template.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

// The languages and pages around records: filter, templates, rules, export, composing and looking at them.
class TestRecords : public QObject {
    Q_OBJECT

private:
    Theme m_theme;

    static ConsumedRecord record()
    {
        return {.partition = 3,
                .offset = 9'007'199'254'740'993,  // no double has it
                .timestampMs = 1'772'460'000'000,
                .key = QByteArray("customer-17"),
                .value = QByteArray(
                    R"({"amount": 42.5, "paid": true, "items": [{"name": "cup"}, {"name": "pot"}], "tags": ["a","b"], "gone": null})"),
                .headers = {{QStringLiteral("trace-id"), QByteArray("7f3a")}, {QStringLiteral("empty"), std::nullopt}}};
    }

private Q_SLOTS:
    void jsonIsShownAsItWasWritten()
    {
        const QByteArray json = "{\"order\": 7, \"amount\":1.50,\"of\": [], \"items\":[{\"sku\":\"a, \\\"b\\\": {c}\"},true]}";
        QCOMPARE(compactJson(json), QByteArray("{\"order\":7,\"amount\":1.50,\"of\":[],\"items\":[{\"sku\":\"a, \\\"b\\\": {c}\"},true]}"));
        QCOMPARE(
            indentedJson("{\"order\": 7,\"of\":[ ],\"items\":[{\"sku\":\"a\"}]}"),
            QByteArray(
                "{\n    \"order\": 7,\n    \"of\": [],\n    \"items\": [\n        {\n            \"sku\": \"a\"\n        }\n    ]\n}"));
    }

    void aFilterPasses_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("passes");
        const auto row = [](const char *filter, bool passes) { QTest::newRow(filter) << QString::fromUtf8(filter) << passes; };
        row("", true);
        row("key == \"customer-17\"", true);
        row("key == 'customer-17'", true);
        row("key != \"customer-17\"", false);
        row("key startswith \"customer\" and key endswith \"17\"", true);
        row("key STARTSWITH \"17\"", false);
        row("key matches \"^customer-[0-9]+$\"", true);
        row("key matches \"\\d{3}\"", false);
        row("key == x\"637573746f6d65722d3137\"", true);
        row("key == null", false);
        row("key", true);
        row("partition == 3", true);
        row("partition >= 3 && partition < 4", true);
        row("offset == 9007199254740993", true);
        row("offset == 9007199254740992", false);
        row("timestamp >= \"2026-03-02T14:00:00Z\"", true);
        row("timestamp < 1772460000000", false);
        row("value contains \"cup\"", true);
        row("json.amount > 42", true);
        row("json.amount > 42.5", false);
        row("json.amount == \"42.5\"", false);
        row("json.paid", true);
        row("json.paid == false", false);
        row("json.items[1].name == \"pot\"", true);
        row("json.items[7].name == \"pot\"", false);
        row("json[\"items\"][0].name startswith \"c\"", true);
        row("json.tags contains \"b\"", true);
        row("json.tags contains \"c\"", false);
        row("json.gone == null", true);
        row("json.gone", false);
        row("json.missing == null && json.missing != 5", true);
        row("header.trace-id == \"7f3a\"", true);
        row("header[\"trace-id\"] contains \"f3\"", true);
        row("header.trace-id != \"7f3a\"", false);
        row("header.other", false);
        row("header.other == null", true);
        row("header.empty == null", true);
        row("header.empty", false);
        row("header.other != \"x\"", true);
        row("!(partition == 3) || key contains \"17\"", true);
        row("not partition == 3", false);
        // && binds more tightly than ||.
        row("partition == 3 || partition == 4 && key == \"no\"", true);
        row("(partition == 3 || partition == 4) && key == \"no\"", false);
    }
    void aFilterPasses()
    {
        QFETCH(QString, filter);
        QFETCH(bool, passes);
        const auto read = RecordFilter::parse(filter);
        QVERIFY2(read, read ? "" : qPrintable(RecordFilter::describe(read.error())));
        QCOMPARE(read->matches(record()), passes);
    }

    void whatIsWrongInAFilterIsSaidWhereItIs_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *filter, int position, const char *word) {
            QTest::newRow(filter) << QString::fromUtf8(filter) << position << QString::fromUtf8(word);
        };
        row("kay == \"a\"", 0, "kay");
        row("key = \"a\"", 4, "==");
        row("key == a", 7, "quotation");
        row("key == \"a", 7, "not closed");
        row("key == 17", 7, "\"17\"");
        row("partition == \"3\"", 13, "number");
        row("partition", 9, "operator");
        row("partition contains 3", 10, "number");
        row("(key == \"a\"", 0, "not closed");
        row("key == \"a\")", 10, ")");
        row("key == \"a\" value == \"b\"", 11, "&&");
        row("key == \"a\" &&", 13, "missing");
        row("header == \"a\"", 6, "header");
        row("json. > 3", 4, "name");
        row("json[x]", 5, "index");
        row("key matches \"(\"", 12, "regular expression");
        row("key < null", 6, "null");
        row("timestamp > \"noon\"", 12, "time");
        row("key == x\"0g\"", 7, "hexadecimal");
        row("key == ", 7, "expected");
    }
    void whatIsWrongInAFilterIsSaidWhereItIs()
    {
        QFETCH(QString, filter);
        QFETCH(int, position);
        QFETCH(QString, word);
        const auto read = RecordFilter::parse(filter);
        QVERIFY(!read);
        QVERIFY2(read.error().sentence.contains(word), qPrintable(read.error().sentence));
        QCOMPARE(read.error().position, position);
    }

    void aFilterThatIsNestedTooDeeplyIsRefused()
    {
        QVERIFY(!RecordFilter::parse(QString(100'000, QLatin1Char('('))));
        QVERIFY(!RecordFilter::parse(QString(100'000, QLatin1Char('!'))));
    }

    void aFilterOnNullKeysAndNoJson()
    {
        ConsumedRecord bare;
        bare.value = QByteArray("\xff\xfe no json");
        const auto passes = [&](const char *filter) { return RecordFilter::parse(QString::fromUtf8(filter))->matches(bare); };
        QVERIFY(passes("key == null"));
        QVERIFY(passes("key != \"a\""));
        QVERIFY(!passes("key contains \"\""));
        QVERIFY(!passes("json.a > 3"));
        QVERIFY(passes("json.a == null"));
        QVERIFY(passes("value startswith x\"fffe\""));
    }

    void oneHundredThousandRecordsAreFilteredInASecond()
    {
        const auto filter =
            RecordFilter::parse(QStringLiteral("key startswith \"customer\" && value contains \"cup\" && header.trace-id == \"1\""));
        const ConsumedRecord one = record();
        QElapsedTimer timer;
        timer.start();
        int passed = 0;
        for (int i = 0; i < 100'000; ++i) passed += filter->matches(one) ? 1 : 0;
        QCOMPARE(passed, 0);
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aTemplateMakesEachRecordAnew()
    {
        std::mt19937_64 random(7);
        const auto made = [&](const char *text, std::int64_t number = 5) {
            const auto read = RecordTemplate::parse(text);
            return read ? read->expand(number, 1'772'460'000'120, random) : QByteArray("?") + read.error().sentence.toUtf8();
        };
        QCOMPARE(made("a{n}b{n}"), QByteArray("a5b5"));
        QCOMPARE(made("{\"order\": {n}, \"x\": {}}"), QByteArray("{\"order\": 5, \"x\": {}}"));
        QCOMPARE(made("{timestamp}"), QByteArray("1772460000120"));
        QCOMPARE(made("{time}"), QByteArray("2026-03-02T14:00:00.120Z"));
        QCOMPARE(made("{random 4..4}"), QByteArray("4"));
        QCOMPARE(made("{random -2..-2}"), QByteArray("-2"));
        QCOMPARE(made("{unknown} {n"), QByteArray("{unknown} {n"));
        QVERIFY(QByteArrayList({"red", "green"}).contains(made("{pick red|green}")));
        QCOMPARE(made("{uuid}").size(), 36);
        QVERIFY(made("{uuid}") != made("{uuid}"));
        QSet<QByteArray> seen;
        for (int i = 0; i < 300; ++i) seen.insert(made("{random 1..6}"));
        QCOMPARE(seen, (QSet<QByteArray>{"1", "2", "3", "4", "5", "6"}));
        for (const char *list : {"{name}", "{city}", "{product}", "{word}"}) QVERIFY(!made(list).contains('{'));
    }

    void whatIsWrongInATemplateIsSaidWhereItIs()
    {
        const auto wrong = [](const char *text) { return RecordTemplate::parse(text).error(); };
        QCOMPARE(wrong("ab {random x}").position, 3);
        QVERIFY(wrong("{random 5..1}").sentence.contains(QStringLiteral("5..1")));
        QVERIFY(wrong("{pick }").sentence.contains(QStringLiteral("red|green")));
        QVERIFY(RecordTemplate::parse("{n}")->onlyNumbers());
        QVERIFY(!RecordTemplate::parse("{n} {uuid}")->onlyNumbers());
        QVERIFY(!RecordTemplate::literal("{n}").varies());
    }

    void rulesMatchTheFirst()
    {
        QVERIFY(matchesPattern("a*c", "abbbc"));
        QVERIFY(matchesPattern("*", ""));
        QVERIFY(matchesPattern("a?c*", "abc"));
        QVERIFY(!matchesPattern("a*c", "abcd"));
        QVERIFY(!matchesPattern("?", ""));
        QVERIFY(!matchesPattern("", "a"));
        QVERIFY(matchesPattern("*aab", "aaaab"));
        const QList<PartitionRule> rules{{QStringLiteral("eu-*"), 2}, {QStringLiteral("*"), 0}};
        QCOMPARE(ruleForKey(rules, QByteArray("eu-1")), std::optional<qsizetype>(0));
        QCOMPARE(ruleForKey(rules, QByteArray("us-1")), std::optional<qsizetype>(1));
        QVERIFY(!ruleForKey(rules, std::nullopt));
    }

    void bytesAsText()
    {
        QCOMPARE(hexText(QByteArray("\x0a\xff", 2)), QStringLiteral("0a ff"));
        QCOMPARE(bytesOfHex(QStringLiteral("0x0A ff:01")), std::optional(QByteArray("\x0a\xff\x01", 3)));
        qsizetype badAt = -1;
        QVERIFY(!bytesOfHex(QStringLiteral("0a g1"), &badAt));
        QCOMPARE(badAt, 3);
        QVERIFY(!bytesOfHex(QStringLiteral("0a f")));
        QVERIFY(!jsonProblem("{\"a\": [1, 2]}"));
        QVERIFY(!jsonProblem("42"));
        QVERIFY(jsonProblem("{\"a\": }").has_value());
        QVERIFY(isReadableText("caf\xc3\xa9\n"));
        QVERIFY(!isReadableText(QByteArrayView("a\0b", 3)));
        QVERIFY(!isReadableText("\xff"));
    }

    void exportedRecordsCanBeReadAgain()
    {
        ConsumedRecord plain = record();
        plain.value = QByteArray("a,\"b\"\nc");
        ConsumedRecord binary;
        binary.offset = 2;
        binary.key = QByteArray("\xff\x00", 2);
        binary.value = std::nullopt;
        QBuffer json;
        json.open(QIODevice::ReadWrite);
        QVERIFY(RecordExport::write(json, QStringLiteral("orders"), {plain, binary}, RecordExport::Form::jsonLines));
        const QByteArrayList lines = json.data().trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        const QJsonObject first = QJsonDocument::fromJson(lines.at(0)).object();
        QCOMPARE(first.value(QStringLiteral("offset")).toInteger(), 9'007'199'254'740'993);
        QCOMPARE(first.value(QStringLiteral("value")).toString(), QStringLiteral("a,\"b\"\nc"));
        QVERIFY(!first.contains(QStringLiteral("value_encoding")));
        const QJsonObject second = QJsonDocument::fromJson(lines.at(1)).object();
        QCOMPARE(second.value(QStringLiteral("key_encoding")).toString(), QStringLiteral("base64"));
        QCOMPARE(QByteArray::fromBase64(second.value(QStringLiteral("key")).toString().toLatin1()), *binary.key);
        QVERIFY(second.value(QStringLiteral("value")).isNull());
        QBuffer csv;
        csv.open(QIODevice::ReadWrite);
        QVERIFY(RecordExport::write(csv, QStringLiteral("orders"), {plain, binary}, RecordExport::Form::csv));
        QVERIFY2(csv.data().contains(",customer-17,utf-8,\"a,\"\"b\"\"\nc\",utf-8,"), csv.data());
        QVERIFY2(csv.data().contains(",/wA=,base64,,null,[]\r\n"), csv.data());
    }

    void thePageFiltersExportsAndSendsAgain()
    {
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        session.setConsumed({record(), record()});
        ConsumePage page({session, selection, m_theme});
        page.show();
        page.setFilter(QStringLiteral("key == 17"));
        QVERIFY2(page.state().contains(QStringLiteral("character 8")), qPrintable(page.state()));
        page.start();
        QTest::qWait(20);
        QCOMPARE(page.records().rowCount(), 0);
        page.setFilter(QStringLiteral("partition == 3"));
        QCOMPARE(page.request().filter, QStringLiteral("partition == 3"));
        page.start();
        QTRY_COMPARE(page.records().rowCount(), 2);
        page.setShape(BytesShape::hex);
        QVERIFY(page.records().index(0, RecordsModel::key).data().toString().startsWith(QStringLiteral("63 75 73")));
        const QTemporaryDir folder;
        QSignalSpy exported(&page, &ConsumePage::exported);
        page.exportTo(folder.filePath(QStringLiteral("a.jsonl")), RecordExport::Form::jsonLines);
        QVERIFY(exported.wait(10'000));
        QVERIFY2(exported.first().at(0).toBool(), qPrintable(exported.first().at(1).toString()));
        QFile file(folder.filePath(QStringLiteral("a.jsonl")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 2);
        page.exportTo(folder.filePath(QStringLiteral("no/such/folder/a.csv")), RecordExport::Form::csv);
        QVERIFY(exported.wait(10'000));
        QVERIFY(!exported.last().at(0).toBool());
    }

    void aSeenRecordComesIntoTheForm()
    {
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        ProducePage page({session, selection, m_theme});
        page.show();
        const ConsumedRecord seen = record();
        page.fill(QStringLiteral("payments"), seen.key, seen.value, seen.headers);
        ProduceRequest request = page.request();
        QCOMPARE(request.topic, QStringLiteral("payments"));
        QCOMPARE(request.key, seen.key);
        QCOMPARE(request.value, seen.value);
        QCOMPARE(request.headers, seen.headers);
        QVERIFY(!request.expandValue && !request.expandKey);
        QVERIFY(page.canSend());
        // Bytes that no text box holds come through as well, and so do null and what looks like a placeholder.
        const QByteArray binary("\x00\xff\r\n", 4);
        page.fill(QStringLiteral("orders"), std::nullopt, binary, {{QStringLiteral("h"), binary}});
        request = page.request();
        QVERIFY(!request.key);
        QCOMPARE(request.value, std::optional(binary));
        QCOMPARE(request.headers.at(0).value, std::optional(binary));
        page.fill(QStringLiteral("orders"), QByteArray("a\nb"), std::nullopt, {});
        QCOMPARE(page.request().key, std::optional(QByteArray("a\nb")));
        QVERIFY(!page.request().value);
        QVERIFY(page.request().headers.isEmpty());
    }

    void theFormSaysWhatIsWrong()
    {
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        selection.setTopic(QStringLiteral("orders"));
        ProducePage page({session, selection, m_theme});
        page.show();
        QVERIFY(page.canSend());
        page.setValue(QStringLiteral("{\"a\": "), ProducePage::ValueForm::json);
        QVERIFY(!page.canSend());
        QVERIFY2(page.valueHint().contains(QStringLiteral("JSON")), qPrintable(page.valueHint()));
        page.setValue(QStringLiteral("{\"a\": 1}"), ProducePage::ValueForm::json);
        QVERIFY(page.canSend());
        page.setValue(QStringLiteral("0a f"), ProducePage::ValueForm::hex);
        QVERIFY(!page.canSend());
        page.setValue(QStringLiteral("{random}"), ProducePage::ValueForm::generated);
        QVERIFY(!page.canSend());
        page.setValue(QStringLiteral("{random}"), ProducePage::ValueForm::text);
        QVERIFY(page.canSend());
        page.setKey(QStringLiteral("xyz"), ProducePage::KeyForm::hex);
        QVERIFY(!page.canSend());
        page.setKey(QStringLiteral("foobar"));
        // murmur2("foobar") is -790332482; without its sign 1357151166, modulo 6 is 0.
        QVERIFY2(page.explanation().contains(QStringLiteral("0xd0e47bbe")) || page.explanation().contains(QStringLiteral("-790,332,482")),
                 qPrintable(page.explanation()));
        QVERIFY2(page.explanation().contains(QStringLiteral("1,357,151,166")), qPrintable(page.explanation()));
        page.setPartitioner(ProducePage::Partitioner::rules);
        page.setRules({{QStringLiteral("foo*"), 5}});
        QVERIFY2(page.hint().contains(QStringLiteral("partition 5")), qPrintable(page.hint()));
        QCOMPARE(page.request().rules.size(), 1);
        page.setRules({{QStringLiteral("foo*"), 6}});
        QVERIFY(!page.canSend());
        page.setPartitioner(ProducePage::Partitioner::fixed, 2);
        QCOMPARE(page.request().partition, std::optional(2));
        QVERIFY(page.canSend());
    }

    void valuesComeFromAFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one\r\n\ntwo\n");
        file.close();
        QCOMPARE(ValueFile::read(path, true).values, (QList<QByteArray>{"one", "", "two"}));
        QCOMPARE(ValueFile::read(path, false).values, (QList<QByteArray>{"one\r\n\ntwo\n"}));
        QVERIFY(!ValueFile::read(folder.filePath(QStringLiteral("none")), true).problem.isEmpty());
        FakeSession session;
        Selection selection;
        session.feed(scene::demo);
        ProducePage page({session, selection, m_theme});
        page.show();
        page.setValueFile(path, true);
        QTRY_VERIFY(page.canSend());
        QCOMPARE(page.request().values.size(), 3);
        QCOMPARE(page.request().count, 3);
    }

    void theInsideIsShown()
    {
        InsideView view({m_session, m_selection, m_theme});
        view.retranslate();
        ProduceProgress progress;
        progress.acknowledgedPerSecond = 1'240;
        progress.inside = {
            .producerId = 1'001, .producerEpoch = 0, .batches = 4, .batchRecords = 10, .batchBytes = 400, .plainBytes = 1'000};
        progress.inside.partitions = {{.partition = 1, .nextSequence = 10}, {.partition = 0}};
        view.showProgress(progress, 5, true);
        QVERIFY(view.figure(InsideView::perBatch).startsWith(QStringLiteral("2.5")));
        QVERIFY(view.figure(InsideView::compression).contains(QStringLiteral("40")));
        QCOMPARE(view.model().rowCount(), 2);
        QCOMPARE(view.model().index(1, InsideModel::sequence).data().toInt(), 10);
    }

    void theHexViewTellsWhichByte()
    {
        HexView view(m_theme);
        view.resize(700, 200);
        view.show();
        view.setBytes(QByteArray(100, 'a'));
        view.setRanges({{0, 8}, {8, 4}});
        QSignalSpy chosen(&view, &HexView::byteChosen);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(chosen.last().at(0).toLongLong(), 1);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(chosen.last().at(0).toLongLong(), 1 + view.bytesPerRow());
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(chosen.last().at(0).toLongLong(), 99);
        view.setChosen(HexView::Range{8, 4});
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(chosen.last().at(0).toLongLong(), 7);
    }

    void theWindowBringsASeenRecordToTheForm()
    {
        FakeSession session;
        session.feed(scene::demo);
        MainWindow window(session, {.size = QSize(1600, 1000), .screenshot = true});
        auto &consume = dynamic_cast<ConsumePage &>(window.panel(QStringLiteral("consume"))->page());
        auto &produce = dynamic_cast<ProducePage &>(window.panel(QStringLiteral("produce"))->page());
        QVERIFY(!window.render(QSize(1600, 1000)).isNull());
        Q_EMIT consume.sendAgain(QStringLiteral("payments"), record());
        QCOMPARE(produce.request().key, record().key);
    }

private:
    FakeSession m_session;
    Selection m_selection;
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestRecords)
#include "test_records.moc"
