// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QFile>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include "messages/fetch.h"
#include "messages/heartbeat.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/wire_frames.h"
#include "tests/ui/wire/tshark.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/table_twin.h"
#include "ui/common/theme.h"
#include "ui/wire/wire_export.h"
#include "ui/wire/wire_page.h"

namespace vitrine::ui::test {

namespace {

constexpr Instant origin{std::chrono::hours(1)};

// A subject whose values are written down.
class Written final : public FilterSubject {
public:
    QMap<QString, FilterValues> values;
    [[nodiscard]] FilterValues valuesOf(const FilterField &field) const override { return values.value(field.name); }
};

Written slowProduce()
{
    Written subject;
    subject.values[QStringLiteral("api")].texts << QStringLiteral("Produce");
    subject.values[QStringLiteral("node")].numbers << 2;
    subject.values[QStringLiteral("latency_ms")].numbers << 7.25;
    subject.values[QStringLiteral("client")].texts << QStringLiteral("eu-billing-3");
    subject.values[QStringLiteral("topic")].texts << QStringLiteral("orders") << QStringLiteral("clicks");
    subject.values[QStringLiteral("error")].texts << QStringLiteral("NOT_LEADER_OR_FOLLOWER");
    subject.values[QStringLiteral("request.Acks")] = {{QStringLiteral("-1")}, {-1}};
    return subject;
}

// What a test wants to know of a packet.
struct Packet {
    std::int64_t atNs = 0;
    std::uint32_t keptBytes = 0;
    std::uint32_t wholeBytes = 0;
    QByteArray bytes;
    [[nodiscard]] std::uint16_t from() const { return qFromBigEndian<std::uint16_t>(bytes.constData() + 34); }
    [[nodiscard]] std::uint16_t to() const { return qFromBigEndian<std::uint16_t>(bytes.constData() + 36); }
    [[nodiscard]] std::uint32_t sequence() const { return qFromBigEndian<std::uint32_t>(bytes.constData() + 38); }
    [[nodiscard]] std::uint32_t acknowledged() const { return qFromBigEndian<std::uint32_t>(bytes.constData() + 42); }
    [[nodiscard]] std::uint8_t flags() const { return static_cast<std::uint8_t>(bytes[47]); }
    [[nodiscard]] QByteArray payload() const { return bytes.mid(54); }
};

// Reads a capture block by block; the file is not read further where it does not hold together.
std::vector<Packet> packetsOf(const QByteArray &file)
{
    std::vector<Packet> packets;
    for (qsizetype at = 0; at + 12 <= file.size();) {
        const auto type = qFromLittleEndian<std::uint32_t>(file.constData() + at);
        const auto length = qFromLittleEndian<std::uint32_t>(file.constData() + at + 4);
        if (length % 4 != 0 || at + static_cast<qsizetype>(length) > file.size()) break;
        if (qFromLittleEndian<std::uint32_t>(file.constData() + at + length - 4) != length) break;
        if (type == 6) {
            const char *body = file.constData() + at + 8;
            Packet packet;
            packet.atNs = static_cast<std::int64_t>((static_cast<std::uint64_t>(qFromLittleEndian<std::uint32_t>(body + 4)) << 32) |
                                                    qFromLittleEndian<std::uint32_t>(body + 8));
            packet.keptBytes = qFromLittleEndian<std::uint32_t>(body + 12);
            packet.wholeBytes = qFromLittleEndian<std::uint32_t>(body + 16);
            packet.bytes = QByteArray(body + 20, packet.keptBytes);
            packets.push_back(packet);
        }
        at += length;
    }
    return packets;
}

}  // namespace

class TestWire : public QObject {
    Q_OBJECT

private:
    // A session with somebody who wants the wire.
    struct Scene {
        FakeSession session;
        QObject reader;
        Scene()
        {
            session.feed(scene::demo);
            session.setWantsWire(&reader, true);
        }
        void pass(WireFrames &frames, std::uint64_t lost = 0)
        {
            session.receiveFrames(frames.take(), lost);
            session.flush();
        }
    };

    static void ask(WireFrames &frames, const WireFrames::Call &call, ErrorCode error = ErrorCode::NONE, bool answered = true)
    {
        messages::HeartbeatRequest request;
        request.group_id = "billing";
        request.member_id = "m";
        messages::HeartbeatResponse response;
        response.error_code = error;
        frames.add(call, request, answered ? &response : nullptr, 4);
    }

private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    // --- the log ---

    void bothEndsOfARequestAreOneExchange()
    {
        Scene scene;
        WireFrames frames(origin);
        WireFrames::Call call;
        call.asker = BrokerId(2);
        call.clientId = "broker-2-fetcher-0";
        call.correlationId = 7;
        call.connection = 12;
        call.tookMs = 5;
        call.wayMs = 0.25;
        call.headMax = 6;
        ask(frames, call);
        scene.pass(frames);
        const WireLog &log = scene.session.wire();
        QCOMPARE(log.end() - log.begin(), WireLog::Position(1));
        const WireExchange &exchange = log.at(log.begin());
        QCOMPARE(exchange.asker, BrokerId(2));
        QCOMPARE(exchange.server, BrokerId(1));
        QCOMPARE(exchange.connection, std::uint64_t(12));
        QCOMPARE(*exchange.asked, frames.at(0));
        QCOMPARE(*exchange.received, frames.at(0.25));
        QCOMPARE(*exchange.answered, frames.at(5.25));
        QCOMPARE(*exchange.heard, frames.at(5.5));
        QCOMPARE(*exchange.latency(), Duration(std::chrono::milliseconds(5)));
        QVERIFY2(exchange.response->isWhole(), "the server kept six bytes, the asker all of them");
        QCOMPARE(WireText::asker(exchange, scene.session.cluster()), QStringLiteral("Broker 2"));
        QCOMPARE(WireText::server(exchange, scene.session.cluster()), QStringLiteral("Broker 1"));
        QCOMPARE(log.bytes(), exchange.request->head.size() + exchange.response->head.size());
    }

    void whatWasOnItsWayIsNotMadeUp()
    {
        Scene scene;
        WireFrames frames(origin);
        WireFrames::Call call;
        call.asker = BrokerId(3);
        call.clientId = "broker-3-fetcher-0";
        ask(frames, call);
        // The capture began when the request had passed.
        std::vector<observe::WireFrame> late = frames.take();
        std::erase_if(late, [](const observe::WireFrame &frame) { return !frame.response; });
        scene.session.receiveFrames(late, 0);
        const WireLog &log = scene.session.wire();
        QCOMPARE(log.end() - log.begin(), WireLog::Position(1));
        QVERIFY(!log.at(log.begin()).request && log.at(log.begin()).response);
        QCOMPARE(log.at(log.begin()).asker, BrokerId(3));
        QVERIFY(!log.at(log.begin()).latency());

        // A request that no server read, and an end of the capture before anything came.
        call.correlationId = 1;
        call.arrives = false;
        ask(frames, call);
        scene.pass(frames);
        const WireExchange &lost = log.at(log.end() - 1);
        QVERIFY(!lost.received && !lost.captureEnded);
        scene.session.setWantsWire(&scene.reader, false);
        QVERIFY(log.at(log.end() - 1).captureEnded);
        QVERIFY(!scene.session.wantsWire());
        // What was in the mail when the last wish ended is not wanted any more.
        call.arrives = true;
        ask(frames, call);
        scene.pass(frames);
        QCOMPARE(log.end() - log.begin(), WireLog::Position(2));
    }

    void theRingIsBoundedAndCounts()
    {
        WireLog log({.exchangesMax = 10, .bytesMax = 100'000});
        const ClusterState cluster;
        std::set<WireLog::Position> changed;
        WireFrames frames(origin);
        for (int i = 0; i < 25; ++i) {
            WireFrames::Call call;
            call.correlationId = i;
            call.atMs = i * 10;
            ask(frames, call);
        }
        for (observe::WireFrame &frame : frames.take()) log.receive(std::move(frame), cluster, changed);
        QCOMPARE(log.end() - log.begin(), WireLog::Position(10));
        QCOMPARE(log.dropped(), std::uint64_t(15));
        QCOMPARE(log.at(log.begin()).correlationId, 15);
        log.countLost(3);
        QCOMPARE(log.lost(), std::uint64_t(3));

        WireLog small({.exchangesMax = 1'000, .bytesMax = 300});
        for (int i = 0; i < 25; ++i) {
            WireFrames::Call call;
            call.correlationId = i;
            call.atMs = i * 10;
            ask(frames, call);
        }
        for (observe::WireFrame &frame : frames.take()) small.receive(std::move(frame), cluster, changed);
        QVERIFY(small.bytes() <= 300 && small.dropped() > 0 && small.end() > small.begin());
        std::size_t bytes = 0;
        for (auto at = small.begin(); at < small.end(); ++at) {
            if (small.at(at).request) bytes += small.at(at).request->head.size();
            if (small.at(at).response) bytes += small.at(at).response->head.size();
        }
        QCOMPARE(small.bytes(), bytes);
    }

    // --- the filter ---

    void filtersMatch_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *text, bool matches) { QTest::newRow(text) << QString::fromLatin1(text) << matches; };
        row("", true);
        row("  ", true);
        row("api == Produce && node == 2 && latency_ms > 5 && client contains \"billing\"", true);
        row("api == produce", true);
        row("api == 0", true);
        row("api == Fetch", false);
        row("api != Fetch", true);
        row("api in (Fetch, Produce)", true);
        row("api in (Fetch)", false);
        row("latency_ms > 7.25", false);
        row("latency_ms >= 7.25 and latency_ms <= 7.25", true);
        row("latency_ms < 8 && latency_ms > 9", false);
        row("latency_ms < 8 || latency_ms > 9", true);
        row("node == 1 || node == 2 && api == Fetch", false);
        row("(node == 1 || node == 2) && api == Produce", true);
        row("!api == Fetch", true);
        row("not (api == Produce or node == 7)", false);
        row("topic == \"orders\"", true);
        row("topic == clicks", true);
        row("topic != orders", false);
        row("error != NONE", true);
        row("error == 6", true);
        row("error == NOT_LEADER_OR_FOLLOWER", true);
        row("error contains LEADER", true);
        row("group", false);
        row("group == x", false);
        row("group != x", false);
        row("!group && topic", true);
        row("request.Acks == -1", true);
        row("request.acks < 0", true);
        row("client == \"eu-billing-3\"", true);
        row("client == eu-billing-3", true);
    }
    void filtersMatch()
    {
        QFETCH(QString, text);
        QFETCH(bool, matches);
        const auto filter = WireFilter::parse(text);
        QVERIFY2(filter.has_value(), qPrintable(filter ? QString() : filter.error().sentence));
        QCOMPARE(filter->matches(slowProduce()), matches);
    }

    void wrongFiltersAreToldWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *text, int at, int length, const char *says) {
            QTest::newRow(text) << QString::fromLatin1(text) << at << length << QString::fromLatin1(says);
        };
        row("latency > 5", 0, 7, "latency_ms");
        row("api == Prodcue", 7, 7, "Produce");
        row("api = Produce", 4, 1, "==");
        row("api > Produce", 4, 1, "text");
        row("version contains 1", 8, 8, "number");
        row("latency_ms > abc", 13, 3, "abc");
        row("api ==", 6, 0, "missing");
        row("api == Produce &&", 17, 0, "missing");
        row("(api == Produce", 0, 1, "not closed");
        row("api == Produce)", 14, 1, "not opened");
        row("topic == \"orders", 9, 7, "not closed");
        row("api == Produce node == 2", 15, 4, "&&");
        row("api in Produce", 7, 7, "brackets");
        row("api == && node", 7, 2, "value");
        row("error == NOT_A_CODE", 9, 10, "NOT_A_CODE");
        row("request.Ackss == 1", 0, 13, "request.Acks");
        row("topic == a;b", 10, 1, "quotes");
    }
    void wrongFiltersAreToldWhere()
    {
        QFETCH(QString, text);
        QFETCH(int, at);
        QFETCH(int, length);
        QFETCH(QString, says);
        const auto filter = WireFilter::parse(text);
        QVERIFY(!filter.has_value());
        QCOMPARE(filter.error().at, at);
        QCOMPARE(filter.error().length, length);
        QVERIFY2(filter.error().sentence.contains(says), qPrintable(filter.error().sentence));
    }

    void hostileFiltersEnd()
    {
        QVERIFY(!WireFilter::parse(QString(100'000, QLatin1Char('('))).has_value());
        QVERIFY(!WireFilter::parse(QString(100'000, QLatin1Char('!'))).has_value());
    }

    void completionKnowsWhatCanFollow()
    {
        FilterVocabulary words;
        words.topics = {QStringLiteral("orders"), QStringLiteral("two words")};
        const auto offered = [&](const char *text) {
            const QString line = QString::fromLatin1(text);
            QStringList list;
            for (const FilterCompletion &one : WireFilter::complete(line, line.size(), words)) list << one.insert;
            return list;
        };
        QVERIFY(offered("").contains(QStringLiteral("api")));
        QCOMPARE(offered("lat"), QStringList{QStringLiteral("latency_ms")});
        QVERIFY(offered("latency_ms ").contains(QStringLiteral(">")));
        QVERIFY(!offered("latency_ms ").contains(QStringLiteral("contains")));
        QVERIFY(!offered("topic ").contains(QStringLiteral("<")));
        QVERIFY(offered("api == Pro").contains(QStringLiteral("Produce")));
        QCOMPARE(offered("topic == "), (QStringList{QStringLiteral("orders"), QStringLiteral("\"two words\"")}));
        QCOMPARE(offered("topic == \"two"), QStringList{QStringLiteral("\"two words\"")});
        QCOMPARE(offered("topic == orders "), (QStringList{QStringLiteral("&&"), QStringLiteral("||")}));
        QVERIFY(offered("topic == orders && er").contains(QStringLiteral("error")));
        QVERIFY(offered("api in (Fetch, Pro").contains(QStringLiteral("Produce")));
        QVERIFY(offered("request.MaxW").contains(QStringLiteral("request.MaxWaitMs")));
        // The word under the cursor is replaced, not what follows.
        const auto inside = WireFilter::complete(QStringLiteral("ap == Fetch"), 2, words);
        QCOMPARE(inside.first().insert, QStringLiteral("api"));
        QCOMPARE(inside.first().from, qsizetype(0));
        QCOMPARE(inside.first().to, qsizetype(2));
    }

    // --- models ---

    void rowsAppendInOneStepAndAnswersArrive()
    {
        Scene scene;
        WireModel model(scene.session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        connect(&scene.session, &Session::updated, &model, [&](const SessionUpdate &update) { model.refresh(&update); });
        WireFrames frames(origin);
        for (int i = 0; i < 5; ++i) {
            WireFrames::Call call;
            call.correlationId = i;
            call.atMs = i;
            call.tookMs = 100;
            ask(frames, call, i == 3 ? ErrorCode::UNKNOWN_MEMBER_ID : ErrorCode::NONE);
        }
        std::vector<observe::WireFrame> all = frames.take();
        const std::vector<observe::WireFrame> requests(all.begin(), all.begin() + 5);
        const std::vector<observe::WireFrame> responses(all.begin() + 5, all.end());
        scene.session.receiveFrames(requests, 0);
        scene.session.flush();
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(inserts.size(), 1);
        QVERIFY(model.index(3, WireModel::latency).data(FlatModel::FaintRole).toBool());
        scene.session.receiveFrames(responses, 0);
        scene.session.flush();
        QCOMPARE(inserts.size(), 1);
        QCOMPARE(changes.size(), 5);
        QCOMPARE(model.index(3, WireModel::error).data().toString(), QStringLiteral("UNKNOWN_MEMBER_ID"));
        QCOMPARE(model.index(2, WireModel::error).data().toString(), QStringLiteral("NONE"));
        QCOMPARE(model.index(2, WireModel::latency).data().toString(), QStringLiteral("100 ms"));
        QCOMPARE(model.index(4, WireModel::api).data().toString(), QStringLiteral("Heartbeat v4"));

        // An answer makes an exchange one that is looked for, in its place.
        model.setFilter(*WireFilter::parse(QStringLiteral("error == NONE")));
        QTRY_VERIFY(model.isComplete());
        QCOMPARE(model.rowCount(), 4);
        for (int i = 5; i < 8; ++i) {
            WireFrames::Call call;
            call.correlationId = i;
            call.atMs = 200 + i;
            call.tookMs = i == 5 ? 50 : 10;
            ask(frames, call);
        }
        all = frames.take();
        for (const observe::WireFrame &frame : all) {
            scene.session.receiveFrames({frame}, 0);
            scene.session.flush();
        }
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.index(4, WireModel::correlation).data().toString(), QStringLiteral("5"));

        scene.session.clearWire();
        scene.session.flush();
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(resets.isEmpty());
        QCOMPARE(scene.session.wire().dropped(), std::uint64_t(0));
    }

    void fieldsAndBytesFindEachOther()
    {
        Scene scene;
        WireFrames frames(origin);
        addTraffic(frames, 3);
        scene.pass(frames);
        PacketModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const WireLog &log = scene.session.wire();
        int fields = 0;
        for (auto at = log.begin(); at < log.end(); ++at) {
            model.show(&log.at(at));
            std::vector<QModelIndex> open;
            for (int row = 0; row < model.rowCount(); ++row) open.push_back(model.index(row, 0));
            while (!open.empty()) {
                const QModelIndex index = open.back();
                open.pop_back();
                for (int row = 0; row < model.rowCount(index); ++row) open.push_back(model.index(row, 0, index));
                const auto range = model.rangeOf(index);
                if (!range || range->begin == range->end) continue;
                ++fields;
                // The innermost field of its first byte is it, or a field inside of it.
                QModelIndex found = model.fieldAt(range->part, range->begin);
                while (found.isValid() && found != index) found = found.parent();
                QVERIFY2(found == index, qPrintable(index.data().toString()));
            }
        }
        QVERIFY(fields > 300);
    }

    // --- the capture ---

    void aCaptureIsWhatWasSent()
    {
        Scene scene;
        WireFrames frames(origin);
        addTraffic(frames, 3);
        scene.pass(frames);
        std::vector<WireExchange> exchanges;
        const WireLog &log = scene.session.wire();
        for (auto at = log.begin(); at < log.end(); ++at) exchanges.push_back(log.at(at));
        const std::int64_t wallNs = 1'770'000'000'000'000'000;
        const QByteArray file = pcapng::write(WireExport::messagesOf(exchanges, wallNs), QStringLiteral("test"));
        QCOMPARE(qFromLittleEndian<std::uint32_t>(file.constData()), 0x0a0d0d0aU);
        const std::vector<Packet> packets = packetsOf(file);
        QVERIFY(!packets.empty());

        // Every connection begins with a handshake, and every segment begins where the one before it ended.
        std::map<std::pair<std::uint16_t, std::uint16_t>, std::uint32_t> next;
        std::map<std::pair<std::uint16_t, std::uint16_t>, QByteArray> streams;
        std::int64_t before = 0;
        int cut = 0;
        for (const Packet &packet : packets) {
            QVERIFY(packet.atNs >= before);
            before = packet.atNs;
            const auto way = std::pair(packet.from(), packet.to());
            const bool syn = (packet.flags() & 0x02) != 0;
            if (!syn) QCOMPARE(packet.sequence(), next.at(way));
            if (!syn) QCOMPARE(packet.acknowledged(), next.at({way.second, way.first}));
            next[way] = packet.sequence() + (syn ? 1 : packet.wholeBytes - 54);
            streams[way] += packet.payload();
            if (packet.keptBytes == packet.wholeBytes) continue;
            ++cut;
            QCOMPARE(packet.wholeBytes - packet.keptBytes,
                     static_cast<std::uint32_t>(qFromBigEndian<std::int32_t>(packet.payload().constData()) + 4 - packet.payload().size()));
        }
        QCOMPARE(cut, 1);
        // All bytes that were kept are there.
        qsizetype kept = 0;
        qsizetype expected = 0;
        for (const auto &[way, stream] : streams) kept += stream.size();
        for (const WireExchange &exchange : exchanges)
            for (const auto &message : {exchange.request, exchange.response})
                if (message) expected += static_cast<qsizetype>(message->head.size()) + 4;
        QCOMPARE(kept, expected);
    }

    void tsharkReadsIt()
    {
        if (tsharkProgram().isEmpty()) QSKIP("tshark is not installed");
        Scene scene;
        WireFrames frames(origin);
        addTraffic(frames, 6);
        scene.pass(frames);
        std::vector<WireExchange> exchanges;
        const WireLog &log = scene.session.wire();
        for (auto at = log.begin(); at < log.end(); ++at) exchanges.push_back(log.at(at));
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("wire.pcapng"));
        QString problem = QStringLiteral("nothing was told");
        bool told = false;
        WireExport::write(exchanges, 1'770'000'000'000'000'000, name, this, [&](const QString &text) {
            problem = text;
            told = true;
        });
        QTRY_VERIFY(told);
        QCOMPARE(problem, QString());
        const Named read = namedByTshark(name, WireExport::portsOf(exchanges));
        const Named sent = namedHere(exchanges);
        QVERIFY(sent.requests.size() > 40);
        QCOMPARE(read.trouble, QStringList());
        QCOMPARE(read.requests, sent.requests);
        QCOMPARE(read.responses, sent.responses);
    }

    // --- the sequence ---

    void theSequenceShowsWhoWaitedForWhom()
    {
        Scene scene;
        Selection selection;
        WireFrames frames(origin);
        addTraffic(frames, 1);
        scene.pass(frames);
        SequenceView view({scene.session, selection, m_theme});
        const WireLog &log = scene.session.wire();
        std::vector<WireLog::Position> positions;
        std::optional<WireLog::Position> produce;
        for (auto at = log.begin(); at < log.end(); ++at) {
            if (log.at(at).controllerListener) continue;
            positions.push_back(at);
            if (WireText::api(log.at(at)) == QLatin1String("Produce")) produce = at;
        }
        QVERIFY(produce);
        view.show(positions);
        QCOMPARE(view.participants().first(2), (QStringList{QStringLiteral("billing-1"), QStringLiteral("orders-service")}));
        QVERIFY(view.participants().contains(QStringLiteral("Broker 2")));
        const auto arrow = [&](bool response) {
            return *std::ranges::find_if(view.arrows(), [&](const auto &a) { return a.position == *produce && a.response == response; });
        };
        const auto request = arrow(false);
        const auto response = arrow(true);
        QVERIFY2(request.tail == request.head, "of a client only one end is known");
        // The followers ask again, with what they have, before the producer gets its answer.
        int between = 0;
        for (const auto &one : view.arrows())
            if (!one.response && one.label.startsWith(QLatin1String("Fetch")) && one.head > request.head && one.head < response.tail)
                ++between;
        QCOMPARE(between, 2);
        QVERIFY(std::ranges::any_of(view.bars(), [&](const auto &bar) { return bar.from == request.head && bar.to == response.tail; }));
        for (std::size_t i = 0; i + 1 < view.arrows().size(); ++i) QVERIFY(view.arrows()[i].tail <= view.arrows()[i].head);
    }

    // As wide as the diagram is beside the table in a window of 1366 pixels: errors are read whole, and none covers another.
    void labelsOfTheSequenceAreWholeAndApart()
    {
        Scene scene;
        Selection selection;
        WireFrames frames(origin);
        addTraffic(frames, 3);
        scene.pass(frames);
        SequenceView view({scene.session, selection, m_theme});
        view.resize(520, 4'000);
        std::vector<WireLog::Position> positions;
        for (auto at = scene.session.wire().begin(); at < scene.session.wire().end(); ++at) positions.push_back(at);
        view.show(positions);
        QVERIFY(std::ranges::any_of(view.arrows(), &SequenceView::Arrow::failed));
        for (const int scrolled : {0, view.horizontalScrollBar()->maximum()}) {
            view.horizontalScrollBar()->setValue(scrolled);
            std::vector<QRectF> plates;
            for (const auto &arrow : view.arrows()) {
                const QRectF plate = view.plateOf(arrow);
                if (plate.isEmpty()) continue;
                QVERIFY2(plate.left() >= 0 && plate.right() <= view.viewport()->width(), qPrintable(arrow.label));
                QVERIFY2(plate.width() >= textWidth(m_theme.font(Theme::Type::tiny), SequenceView::labelOf(arrow)),
                         qPrintable(arrow.label));
                QVERIFY2(std::ranges::none_of(plates, [&](const QRectF &other) { return other.intersects(plate); }),
                         qPrintable(arrow.label));
                plates.push_back(plate);
            }
            QVERIFY(plates.size() > 20);
        }
    }

    void thePageListensOnlyWhileItIsSeen()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        WirePage page({session, selection, m_theme});
        connect(&session, &Session::updated, &page, [] {});
        QVERIFY(!session.wantsWire());
        page.resize(1'100, 400);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(session.wantsWire());
        WireFrames frames(origin);
        addTraffic(frames, 3);
        session.receiveFrames(frames.take(), 0);
        session.flush();
        QTRY_VERIFY(page.exchanges().rowCount() > 20);

        // A row, a field, its bytes, and back.
        const WireLog &log = session.wire();
        WireLog::Position produce = log.begin();
        while (WireText::api(log.at(produce)) != QLatin1String("Produce")) ++produce;
        page.choose(produce);
        QCOMPARE(page.packet().rowCount(), 2);
        const QModelIndex request = page.packet().index(0, 0);
        const QModelIndex body = page.packet().index(1, 0, request);
        const QModelIndex acks = page.packet().index(1, 0, body);
        QCOMPARE(acks.data().toString(), QStringLiteral("Acks"));
        page.fields().setCurrentIndex(acks);
        const auto range = page.packet().rangeOf(acks);
        QVERIFY(range && range->end == range->begin + 2);
        QCOMPARE(page.hex().chosen(),
                 std::optional(HexView::Range{static_cast<qsizetype>(range->begin), static_cast<qsizetype>(range->end - range->begin)}));
        const QRect byte = page.hex().rectOf(static_cast<qsizetype>(range->end)).toRect();
        QTest::mouseClick(page.hex().viewport(), Qt::LeftButton, {}, byte.center());
        QCOMPARE(page.fields().currentIndex().data().toString(), QStringLiteral("TimeoutMs"));

        // One conversation; what happened while the produce waited.
        page.followConversation();
        QTRY_VERIFY(page.exchanges().isComplete());
        QCOMPARE(page.exchanges().rowCount(), 3);
        page.setFilter(QStringLiteral("api == Prod"));
        QVERIFY(page.note().contains(QLatin1String("Produce")));
        QCOMPARE(page.exchanges().rowCount(), 3);
        page.setFilter({});
        QTRY_VERIFY(page.exchanges().isComplete());
        page.choose(produce);
        page.selectMeanwhile();
        QVERIFY(page.sequence().isVisible());
        QVERIFY(page.sequence().arrows().size() >= 8);
        QSignalSpy chose(&page.sequence(), &SequenceView::chose);
        QTest::mouseClick(page.sequence().viewport(), Qt::LeftButton, {}, page.sequence().middleOf(0).toPoint());
        QCOMPARE(chose.size(), 1);
        QVERIFY(page.table().selectionModel()->selectedRows().size() > 2);

        // The diagram as rows: an arrow each, by the same clock, and with the same choice.
        page.setShowsTables(true);
        auto *twin = page.findChild<TableTwin *>(QStringLiteral("sequence"));
        QVERIFY(twin && twin->isVisible() && !page.sequence().isVisible());
        const TableView &arrows = twin->table();
        const QAbstractItemModelTester holds(arrows.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(arrows.model()->rowCount(), static_cast<int>(page.sequence().arrows().size()));
        QCOMPARE(TableDelegate::textOf(arrows.model()->index(0, 1)), page.sequence().participants()[page.sequence().arrows()[0].from]);
        QVERIFY(TableDelegate::textOf(arrows.model()->index(0, 3)).contains(page.sequence().arrows()[0].label));
        arrows.selectionModel()->setCurrentIndex(arrows.model()->index(arrows.model()->rowCount() - 1, 0),
                                                 QItemSelectionModel::ClearAndSelect);
        QCOMPARE(chose.size(), 2);
        QVERIFY(page.table().selectionModel()->selectedRows().size() > 2);
        page.setShowsTables(false);
        QVERIFY(page.sequence().isVisible());

        const QTemporaryDir folder;
        QSignalSpy exported(&page, &WirePage::exported);
        page.exportTo(folder.filePath(QStringLiteral("some.pcapng")), true);
        QVERIFY(exported.wait());
        QVERIFY(page.note().contains(QLatin1String("9092")));
        QFile file(folder.filePath(QStringLiteral("some.pcapng")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!packetsOf(file.readAll()).empty());

        page.setPaused(true);
        QVERIFY(!session.wantsWire());
        page.setPaused(false);
        QVERIFY(session.wantsWire());
        page.hide();
        QVERIFY(!session.wantsWire());
    }

private:
    Theme m_theme;
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestWire)
#include "test_wire.moc"
