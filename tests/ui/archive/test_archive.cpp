// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <KCompressionDevice>

#include <QBuffer>
#include <QCryptographicHash>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include "ui/archive/archive.h"
#include "ui/session/timeline_text.h"

namespace vitrine::ui::test {

using namespace observe;
using namespace Qt::StringLiterals;

// The archive of a cluster, without a cluster: what is packed comes back, and what is cut, damaged or hostile is refused.
class TestArchive : public QObject {
    Q_OBJECT

private:
    // An entry of a tar as whoever makes one may write it.
    struct Entry {
        QByteArray name;
        QByteArray content;
        char type = '0';
        QByteArray link;
        std::optional<qint64> claimedSize;
    };

    static QByteArray padded(QByteArray bytes)
    {
        if (bytes.size() % 512 != 0) bytes.append(512 - bytes.size() % 512, '\0');
        return bytes;
    }

    static QByteArray tarOf(const QList<Entry> &entries)
    {
        QByteArray tar;
        for (const Entry &entry : entries) {
            QByteArray header(512, '\0');
            const auto put = [&](qsizetype at, const QByteArray &text) { header.replace(at, text.size(), text); };
            const auto octal = [](qint64 number, int digits) { return QByteArray::number(number, 8).rightJustified(digits, '0'); };
            put(0, entry.name.left(100));
            put(100, "0000644");
            put(108, "0001750");
            put(116, "0001750");
            put(124, octal(entry.claimedSize.value_or(entry.content.size()), 11));
            put(136, octal(1'772'460'000, 11));
            put(148, "        ");
            header[156] = entry.type;
            put(157, entry.link);
            put(257, "ustar  ");
            unsigned sum = 0;
            for (const char c : header) sum += static_cast<unsigned char>(c);
            put(148, octal(sum, 6) + '\0' + ' ');
            tar += header + padded(entry.content);
        }
        return tar + QByteArray(1'024, '\0');
    }

    static QByteArray compressed(const QByteArray &bytes)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        KCompressionDevice device(&buffer, false, KCompressionDevice::Zstd);
        device.open(QIODevice::WriteOnly);
        device.write(bytes);
        device.close();
        return buffer.data();
    }

    static QByteArray uncompressed(const QString &fileName)
    {
        KCompressionDevice device(fileName, KCompressionDevice::Zstd);
        return device.open(QIODevice::ReadOnly) ? device.readAll() : QByteArray();
    }

    static QByteArray contentOf(const QString &fileName)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void write(const QString &fileName, const QByteArray &content)
    {
        QDir().mkpath(QFileInfo(fileName).path());
        QFile file(fileName);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    static QByteArray manifestOf(const QList<Entry> &files, const QString &node = QStringLiteral("broker-1"))
    {
        QJsonArray list;
        for (const Entry &file : files)
            list.append(QJsonObject{
                {"path"_L1, QString::fromUtf8(file.name)},
                {"size"_L1, file.content.size()},
                {"sha256"_L1, QString::fromLatin1(QCryptographicHash::hash(file.content, QCryptographicHash::Sha256).toHex())}});
        return QJsonDocument(QJsonObject{{"format"_L1, "vitrine-archive"_L1},
                                         {"version"_L1, 1},
                                         {"name"_L1, "Orders lab"_L1},
                                         {"cluster_id"_L1, "0M8bbBXXQ-yaFGYsRiQv6Q"_L1},
                                         {"created"_L1, "2026-03-02T14:02:00.000Z"_L1},
                                         {"at_ns"_L1, 1},
                                         {"nodes"_L1, QJsonArray{QJsonObject{{"id"_L1, 1}, {"directories"_L1, QJsonArray{node}}}}},
                                         {"files"_L1, list}})
            .toJson();
    }

    static Entry meta()
    {
        return {.name = "data/broker-1/meta.properties", .content = "version=1\nnode.id=1\ncluster.id=0M8bbBXXQ-yaFGYsRiQv6Q\n"};
    }

    // Every path below a directory, that of the directory itself not.
    static std::set<QString> everythingIn(const QString &directory)
    {
        std::set<QString> all;
        QDirIterator each(directory, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (each.hasNext()) all.insert(each.next().mid(directory.size() + 1));
        return all;
    }

    // Opens it in a sandbox; the sentence, or empty where it was opened. Nothing but the opened directory may appear, nothing but what the
    // manifest names may be in it, and of an archive that was refused nothing stays.
    static QString outcome(const QByteArray &bytes)
    {
        const QTemporaryDir sandbox;
        write(sandbox.filePath(QStringLiteral("a.vitrine")), bytes);
        const QString target = sandbox.filePath(QStringLiteral("in/here/opened"));
        const auto opened = Archive::open(sandbox.filePath(QStringLiteral("a.vitrine")), target, {});
        std::set<QString> expected{QStringLiteral("a.vitrine")};
        // Directories that were asked for may stay.
        const std::set<QString> is = everythingIn(sandbox.path());
        for (const QString &parent : {QStringLiteral("in"), QStringLiteral("in/here")})
            if (is.contains(parent)) expected.insert(parent);
        if (!opened) {
            if (is != expected) return QStringLiteral("LEFT BEHIND: ") + QStringList(is.begin(), is.end()).join(QLatin1Char(' '));
            return opened.error().isEmpty() ? QStringLiteral("NO SENTENCE") : opened.error();
        }
        expected.insert(QStringLiteral("in/here/opened"));
        for (const ArchiveFile &file : opened->manifest.files) {
            QString path =
                QStringLiteral("in/here/opened/") + (file.path.startsWith(QStringLiteral("data/")) ? file.path.mid(5) : file.path);
            const QByteArray content = contentOf(sandbox.filePath(path));
            if (content.size() != file.sizeBytes || QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex() != file.sha256)
                return QStringLiteral("OPENED, BUT NOT AS IT WAS: ") + path;
            for (; path != QStringLiteral("in/here/opened"); path.truncate(path.lastIndexOf(QLatin1Char('/')))) expected.insert(path);
        }
        if (everythingIn(sandbox.path()) != expected) return QStringLiteral("OPENED, WITH WHAT NOBODY NAMED");
        return {};
    }

    static QString outcomeOf(const QList<Entry> &entries) { return outcome(compressed(tarOf(entries))); }

    static bool isFailure(const QString &outcome) { return !outcome.isEmpty() && outcome == outcome.toUpper(); }

    // A cluster's directories as they could be, with a name that no header of a tar holds.
    static ArchiveSource someSource(const QString &root)
    {
        ArchiveSource source{
            .name = QStringLiteral("Orders lab"), .at = Instant(std::chrono::seconds(100)), .nodes = {}, .events = {}, .window = {}};
        for (int id = 1; id <= 3; ++id) {
            const QString directory = root + QStringLiteral("/broker-%1").arg(id);
            write(directory + QStringLiteral("/meta.properties"),
                  QStringLiteral("version=1\nnode.id=%1\ncluster.id=0M8bbBXXQ-yaFGYsRiQv6Q\n").arg(id).toUtf8());
            write(directory + QStringLiteral("/.lock"), {});
            write(directory + QStringLiteral("/.kafka_cleanshutdown"), "{\"version\":0}");
            write(directory + QStringLiteral("/orders-0/00000000000000000000.log"), QByteArray(5'000 * id, static_cast<char>('a' + id)));
            write(directory + QStringLiteral("/orders-0/00000000000000000000.timeindex"), {});
            write(directory + QStringLiteral("/%1-7/leader-epoch-checkpoint").arg(QString(200, QLatin1Char('t'))), "0\n0\n");
            source.nodes.push_back({.id = id, .directories = {directory}});
        }
        source.events = oneOfEach();
        source.window = "{\"version\":1}";
        return source;
    }

    // Every kind of event, with values that differ from the defaults.
    static std::vector<Event> oneOfEach()
    {
        const TopicPartition orders{"orders", 4};
        const std::vector<BrokerId> brokers{BrokerId(1), BrokerId(3)};
        const std::vector<EventBody> bodies{
            NodeRunChanged{NodeRun::killed, "said “kill”, ünd — 한국어", false},
            BrokerRegistered{BrokerId(2), BrokerEpoch(1'234'567'890'123)},
            BrokerFenced{BrokerId(2), Milliseconds(9'000), true},
            BrokerUnfenced{BrokerId(2)},
            ControlledShutdownBegan{BrokerId(3)},
            FaultChanged{"link cut 1 2", false},
            QuorumRoleChanged{QuorumRole::resigned, LeaderEpoch(7), BrokerId(1)},
            QuorumVoteGranted{BrokerId(3), LeaderEpoch(8), true},
            MetadataSnapshotTaken{Offset(1'842), LeaderEpoch(7), 4'096, BrokerId(1)},
            LeaderElected{orders, BrokerId(1), no_broker, LeaderEpoch(9), brokers, LeaderChangeCause::unclean_election},
            IsrChanged{orders, brokers, {BrokerId(1)}, IsrChangeCause::broker_fenced, BrokerId(3), Milliseconds(31'200), 2},
            LogTruncated{orders, Offset(12'004), Offset(11'990), no_leader_epoch},
            SegmentRolled{orders, Offset(12'000), SegmentRolled::Cause::offset_range},
            SegmentDeleted{orders, Offset(0), Offset(4'000), 1'048'576, RetentionCause::log_start},
            LogRecovered{orders, Offset(11'990), 37},
            LogDirectoryFailed{"/data/broker-2", "No space left on device", 12},
            LogCleaned{orders, Offset(1), Offset(2), 3, 4, 5, 6, 7, 8, Milliseconds(9)},
            LogCleaningFailed{orders, "CRC"},
            HighWatermarkWaits{orders, 1, 2},
            TopicCreated{"orders", 6, 3},
            TopicDeleted{"returns"},
            PartitionsAdded{"orders", 6, 12},
            ConfigChanged{"topic orders", "retention.ms", std::nullopt},
            ConfigChanged{"broker 1", "log.retention.ms", "60000"},
            MemberJoined{"billing", "billing-1-abc", "billing-1"},
            MemberLeft{"billing", "billing-1-abc", MemberLeftCause::replaced_static},
            RebalanceBegan{"billing", "a member left"},
            GenerationBegan{"billing", GenerationId(14), "cooperative-sticky", 3},
            GroupStabilized{"billing", GenerationId(14), Milliseconds(1'200)},
            OffsetsCommitted{"billing", {{orders, Offset(18'300)}, {{"orders", 5}, Offset(1)}}},
            OffsetsExpired{"billing", {orders}, true},
            CoordinatorMoved{17, true, 2}};
        std::vector<Event> events;
        std::set<std::size_t> kinds;
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            kinds.insert(bodies[i].index());
            events.push_back({.id = {BrokerId(static_cast<int>(i % 3)), i + 1},
                              .at = Instant(std::chrono::nanoseconds(90'000'000'000 + static_cast<std::int64_t>(i) * 1'000'001)),
                              .wall_time = wall_time(1'772'460'000'000 + static_cast<std::int64_t>(i)),
                              .cause = {},
                              .body = bodies[i]});
            if (i > 0 && i % 2 == 0) events.back().cause = events[i - 1].id;
        }
        if (kinds.size() != std::variant_size_v<EventBody>) qFatal("a kind of event is missing in this test");
        return events;
    }

private Q_SLOTS:
    void everyKindOfEventComesBack()
    {
        const std::vector<Event> events = oneOfEach();
        const QByteArray text = timelineText(events);
        QCOMPARE(text.count('\n'), static_cast<qsizetype>(events.size()));
        const auto read = timelineFromText(text);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error()));
        QCOMPARE(read->size(), events.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(read->at(i).id, events[i].id);
            QCOMPARE(read->at(i).at, events[i].at);
            QCOMPARE(read->at(i).wall_time, events[i].wall_time);
            QVERIFY(read->at(i).cause == events[i].cause);
            QCOMPARE(kind_of(read->at(i).body), kind_of(events[i].body));
            QCOMPARE(describe(read->at(i).body), describe(events[i].body));
        }
        // What the sentences leave out comes back, too: written again it is the same text.
        QCOMPARE(timelineText(*read), text);
    }

    void aLineThatIsNoEventIsNamed_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("named");
        QTest::newRow("kind") << QByteArray("\"NodeRunChanged\"") << QByteArray("\"NodeExploded\"") << QStringLiteral("NodeExploded");
        QTest::newRow("value") << QByteArray("\"killed\"") << QByteArray("\"sleeping\"") << QStringLiteral("run");
        QTest::newRow("type") << QByteArray("\"of_broker\":false") << QByteArray("\"of_broker\":7") << QStringLiteral("of_broker");
        QTest::newRow("json") << QByteArray("{\"at_ns\"") << QByteArray("{at_ns") << QStringLiteral("Line 1");
        QTest::newRow("time") << QByteArray("90000000000") << QByteArray("9e300") << QStringLiteral("time");
        QTest::newRow("id") << QByteArray("\"id\":[0,1]") << QByteArray("\"id\":[0,-1]") << QStringLiteral("id");
    }
    void aLineThatIsNoEventIsNamed()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, named);
        QByteArray text = timelineText(oneOfEach());
        const qsizetype at = text.indexOf(from);
        QVERIFY(at >= 0 && at < text.indexOf('\n'));
        text.replace(at, from.size(), to);
        const auto read = timelineFromText(text);
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().contains(named) && read.error().contains(QStringLiteral("Line 1 ")), qPrintable(read.error()));
    }

    void eventsOfAnotherLifeKeepTheirCausesAndTheirDistances()
    {
        std::vector<Event> events = oneOfEach();
        events[4].cause = EventId{BrokerId(1), 999};  // not among these
        const Instant then(std::chrono::seconds(100));
        const Instant now(std::chrono::seconds(7));
        const std::vector<Event> brought = broughtOver(events, then, now);
        std::set<EventId> ids;
        for (std::size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(now - brought[i].at, then - events[i].at);
            QCOMPARE(brought[i].wall_time, events[i].wall_time);
            QVERIFY(ids.insert(brought[i].id).second);
            QVERIFY2(brought[i].id.sequence > 1'000'000'000, "no node's life comes to this number");
            QCOMPARE(brought[i].id.node, events[i].id.node);
            if (i == 4) QVERIFY(!brought[i].cause);
            else if (events[i].cause) QCOMPARE(*brought[i].cause, brought[i - 1].id);
        }
    }

    void whatIsSavedIsWhatIsOpened()
    {
        const QTemporaryDir folder;
        const QString root = folder.filePath(QStringLiteral("cluster"));
        const ArchiveSource source = someSource(root);
        const QString file = folder.filePath(QStringLiteral("orders.vitrine"));
        bool copied = false;
        qint64 last = 0;
        qint64 whole = 0;
        const auto saved = Archive::save(
            source, file,
            [&](qint64 done, qint64 all) {
                // The directories are needed for the copy alone.
                if (done > all / 3 + 100'000) Q_ASSERT(copied);
                last = done;
                whole = all;
                return true;
            },
            [&] { copied = true; });
        QVERIFY2(saved.has_value(), saved ? "" : qPrintable(saved.error()));
        QVERIFY(copied);
        QCOMPARE(last, whole);
        QCOMPARE(everythingIn(folder.path()).contains(QStringLiteral("orders.vitrine")), true);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList({QStringLiteral("cluster"), QStringLiteral("orders.vitrine")}));

        const auto manifest = Archive::manifest(file);
        QVERIFY(manifest.has_value());
        QCOMPARE(manifest->name, QStringLiteral("Orders lab"));
        QCOMPARE(manifest->clusterId, QStringLiteral("0M8bbBXXQ-yaFGYsRiQv6Q"));
        QCOMPARE(manifest->nodes.size(), std::size_t(3));
        QVERIFY(manifest->files == saved->files);
        QCOMPARE(timelineText(Archive::timeline(file).value()), timelineText(source.events));

        const QString target = folder.filePath(QStringLiteral("opened"));
        const auto opened = Archive::open(file, target, {});
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error()));
        std::set<QString> expected = everythingIn(root);
        for (int id = 1; id <= 3; ++id) expected.erase(QStringLiteral("broker-%1/.lock").arg(id));
        expected.insert({QStringLiteral("timeline.jsonl"), QStringLiteral("window.json")});
        QVERIFY(everythingIn(target) == expected);
        for (const QString &path : everythingIn(root))
            if (!path.endsWith(QStringLiteral(".lock")))
                QCOMPARE(contentOf(target + QLatin1Char('/') + path), contentOf(root + QLatin1Char('/') + path));
        QCOMPARE(opened->events.size(), source.events.size());
        QCOMPARE(opened->window, source.window);
        QCOMPARE(Archive::timelineOf(target).size(), source.events.size());

        const auto again = Archive::open(file, target, {});
        QVERIFY2(!again && again.error().contains(QStringLiteral("not empty")), "a directory that is in use is not written to");
    }

    void whatIsCancelledLeavesNothing()
    {
        const QTemporaryDir folder;
        const ArchiveSource source = someSource(folder.filePath(QStringLiteral("cluster")));
        const QString file = folder.filePath(QStringLiteral("orders.vitrine"));
        write(file, "what was there before");
        for (int steps = 0; steps < 40; steps += 5) {
            int left = steps;
            int copied = 0;
            const auto saved = Archive::save(source, file, [&](qint64, qint64) { return left-- > 0; }, [&] { ++copied; });
            QCOMPARE(saved.has_value() ? QString() : saved.error(), Archive::cancelled());
            QCOMPARE(copied, 1);
            QCOMPARE(contentOf(file), QByteArray("what was there before"));
            QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 2);
        }
        QVERIFY(Archive::save(source, file, {}, {}).has_value());
        for (int steps = 0; steps < 20; steps += 5) {
            int left = steps;
            const auto opened = Archive::open(file, folder.filePath(QStringLiteral("opened")), [&](qint64, qint64) { return left-- > 0; });
            QCOMPARE(opened.has_value() ? QString() : opened.error(), Archive::cancelled());
            QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 2);
        }
    }

    void whatCannotBeSavedSaysWhy()
    {
        const QTemporaryDir folder;
        ArchiveSource source = someSource(folder.filePath(QStringLiteral("cluster")));
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), folder.filePath(QStringLiteral("cluster/broker-2/orders-0/extra.log"))));
        const auto linked = Archive::save(source, folder.filePath(QStringLiteral("a.vitrine")), {}, {});
        QVERIFY2(!linked && linked.error().contains(QStringLiteral("extra.log")), "a link could lead anywhere");
        source.nodes = {{.id = 1, .directories = {folder.filePath(QStringLiteral("nowhere"))}}};
        const auto missing = Archive::save(source, folder.filePath(QStringLiteral("a.vitrine")), {}, {});
        QVERIFY(!missing && missing.error().contains(QStringLiteral("nowhere")));
        source.nodes.clear();
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("a.vitrine"))));
    }

    void aHostileArchiveIsRefusedWithItsReason_data()
    {
        QTest::addColumn<QList<Entry>>("entries");
        QTest::addColumn<QString>("named");
        const auto named = [](const QByteArray &name) { return QList<Entry>{meta(), {.name = name, .content = "x"}}; };
        // A manifest that names what it must not, and entries that agree with it.
        const auto row = [&](const char *what, const QList<Entry> &files, const QString &reason) {
            QTest::newRow(what) << (QList<Entry>{{.name = "manifest.json", .content = manifestOf(files)}} + files) << reason;
        };
        row("absolute path", named("/etc/cron.d/evil"), QStringLiteral("/etc/cron.d/evil"));
        row("parent", named("data/broker-1/../../../evil"), QStringLiteral("evil"));
        row("parent first", named("../evil"), QStringLiteral("../evil"));
        row("dot", named("data/./broker-1/evil"), QStringLiteral("evil"));
        row("empty part", named("data//evil"), QStringLiteral("evil"));
        row("control character", named("data/broker-1/ev\nil"), QStringLiteral("characters"));
        row("elsewhere", named("evil.sh"), QStringLiteral("no place"));
        row("other directory", named("data/broker-9/orders-0/x.log"), QStringLiteral("no log directory"));
        row("twice", {meta(), meta()}, QStringLiteral("twice"));
        row("file and directory", {meta(), {.name = "data/broker-1/a", .content = "x"}, {.name = "data/broker-1/a/b", .content = "y"}},
            QStringLiteral("at once"));
        row("name too long", named("data/broker-1/" + QByteArray(300, 'n')), QStringLiteral("longer"));
        row("no meta.properties", {{.name = "data/broker-1/x", .content = "x"}}, QStringLiteral("meta.properties"));

        // A manifest that is all right, and entries that are not what it says.
        const QList<Entry> files{meta(), {.name = "data/broker-1/orders-0/a.log", .content = "records"}};
        const Entry manifest{.name = "manifest.json", .content = manifestOf(files)};
        const auto other = [&](const char *what, const QList<Entry> &entries, const QString &reason) {
            QTest::newRow(what) << (QList<Entry>{manifest} + entries) << reason;
        };
        other("symbolic link", {meta(), {.name = files[1].name, .type = '2', .link = "/etc/passwd"}}, QStringLiteral("a symbolic link"));
        other("hard link", {meta(), {.name = files[1].name, .type = '1', .link = "/etc/passwd"}}, QStringLiteral("a hard link"));
        other("device", {meta(), {.name = files[1].name, .type = '3'}}, QStringLiteral("a device"));
        other("pipe", {meta(), {.name = files[1].name, .type = '6'}}, QStringLiteral("a pipe"));
        other("directory", {meta(), {.name = "data/broker-1/orders-0/", .type = '5'}, files[1]}, QStringLiteral("a directory"));
        other("one more", {meta(), files[1], {.name = "data/broker-1/more", .content = "x"}}, QStringLiteral("does not name"));
        other("one more between", {meta(), {.name = "/evil", .content = "x"}, files[1]}, QStringLiteral("/evil"));
        other("one less", {meta()}, QStringLiteral("orders-0/a.log"));
        other("renamed", {meta(), {.name = "data/broker-1/orders-0/b.log", .content = "records"}}, QStringLiteral("b.log"));
        other("other content", {meta(), {.name = files[1].name, .content = "RECORDS"}}, QStringLiteral("SHA-256"));
        other("longer", {meta(), {.name = files[1].name, .content = "records and more"}}, QStringLiteral("16 bytes"));
        other("endless", {meta(), {.name = files[1].name, .content = "records", .claimedSize = 8'000'000'000}},
              QStringLiteral("8000000000"));
        other("a long name that hides", {meta(), {.name = "././@LongLink", .content = "/etc/passwd", .type = 'L'}, files[1]},
              QStringLiteral("LongLink"));
    }
    void aHostileArchiveIsRefusedWithItsReason()
    {
        QFETCH(const QList<Entry>, entries);
        QFETCH(const QString, named);
        const QString told = outcomeOf(entries);
        QVERIFY2(!told.isEmpty() && !isFailure(told), qPrintable(told));
        QVERIFY2(told.contains(named), qPrintable(told));
    }

    void theSameWithoutHostilityIsOpened()
    {
        const QList<Entry> files{meta(), {.name = "data/broker-1/orders-0/a.log", .content = "records"}};
        QCOMPARE(outcomeOf(QList<Entry>{{.name = "manifest.json", .content = manifestOf(files)}} + files), QString());
    }

    void aBombIsRefusedBeforeItUnfolds()
    {
        // Gigabytes of zeros in a few kilobytes: behind the last entry, and as an entry that the disk has no room for.
        const QList<Entry> files{meta()};
        QByteArray tar = tarOf(QList<Entry>{{.name = "manifest.json", .content = manifestOf(files)}} + files);
        tar.append(256 * 1024 * 1024, '\0');
        const QByteArray bomb = compressed(tar);
        QVERIFY(bomb.size() < 100'000);
        const QString told = outcome(bomb);
        QVERIFY2(told.contains(QStringLiteral("does not name")), qPrintable(told));

        QByteArray manifest = manifestOf({meta(), {.name = "data/broker-1/big.log", .content = "12345"}});
        manifest.replace("\"size\": 5\n", "\"size\": 1000000000000\n");
        QVERIFY(manifest.contains("1000000000000"));
        const QString big = outcomeOf({{.name = "manifest.json", .content = manifest}, meta()});
        QVERIFY2(big.contains(QStringLiteral("free")) || big.contains(QStringLiteral("cut off")), qPrintable(big));
        QByteArray more = manifest;
        more.replace("1000000000000", "9000000000000000000");
        QVERIFY(outcomeOf({{.name = "manifest.json", .content = more}, meta()}).contains(QStringLiteral("big.log")));
        QVERIFY(!outcomeOf({{.name = "manifest.json", .content = "{}", .claimedSize = 8'000'000'000}}).isEmpty());
    }

    void aManifestThatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = manifestOf({meta()});
        const auto changed = [&](const char *from, const char *to) {
            QByteArray text = good;
            return text.replace(from, to);
        };
        QTest::newRow("no json") << QByteArray("once upon a time");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("other format") << changed("vitrine-archive", "another-archive");
        QTest::newRow("later version") << changed("\"version\": 1", "\"version\": 2");
        QTest::newRow("no node") << changed("\"directories\"", "\"folders\"");
        QTest::newRow("a node elsewhere") << changed("\"broker-1\"", "\"..\"");
        QTest::newRow("no time") << changed("2026-03-02", "yesterday");
        QTest::newRow("no checksum") << changed("\"sha256\"", "\"md5\"");
        QTest::newRow("a size below zero") << changed("\"size\": ", "\"size\": -");
    }
    void aManifestThatIsNoneIsRefused()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(text != manifestOf({meta()}));
        const QString told = outcomeOf({{.name = "manifest.json", .content = text}, meta()});
        QVERIFY2(!told.isEmpty() && !isFailure(told), qPrintable(told));
    }

    void otherFilesAreNoArchives()
    {
        for (const QByteArray &bytes : {QByteArray(), QByteArray("PK\x03\x04 a zip"), compressed("hello"), compressed(tarOf({meta()}))}) {
            const QString told = outcome(bytes);
            QVERIFY2(!told.isEmpty() && !isFailure(told), qPrintable(told));
        }
        QVERIFY(!Archive::manifest(QStringLiteral("/nowhere/at/all.vitrine")).has_value());
    }

    // Cut, with flipped bits, and with other bytes inside of what is packed: refused with a sentence, or opened as the manifest says.
    void mutatedArchivesAreRefusedOrOpenedSafely()
    {
        const int count = qEnvironmentVariableIsSet("VITRINE_LONG_TESTS") ? 1'000 : 100;
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("orders.vitrine"));
        QVERIFY(Archive::save(someSource(folder.filePath(QStringLiteral("cluster"))), file, {}, {}).has_value());
        const QByteArray good = contentOf(file);
        const QByteArray tar = uncompressed(file);
        QCOMPARE(outcome(good), QString());
        QCOMPARE(outcome(compressed(tar)), QString());
        const QList<QByteArray> rubbish{"..",       "/", "\"size\": -1", "/etc/passwd", "2", "data/", QByteArray(512, '\0'), "9999999999",
                                        "\xff\xfe", "}"};
        int refused = 0;
        for (int seed = 0; seed < count; ++seed) {
            QRandomGenerator random(static_cast<quint32>(seed + 1));
            const auto below = [&](qsizetype end) { return static_cast<qsizetype>(random.bounded(static_cast<int>(end))); };
            QByteArray bytes;
            const int way = seed % 4;
            if (way == 0) {
                bytes = good.left(below(good.size()));
            } else if (way == 1) {
                bytes = good;
                for (int flips = 1 + random.bounded(8); flips > 0; --flips) {
                    const qsizetype at = below(bytes.size());
                    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.bounded(8)));
                }
            } else {
                // Past the checks of the compression; half of them in the manifest and the headers before the first long file.
                QByteArray inside = tar;
                for (int changes = 1 + random.bounded(4); changes > 0; --changes) {
                    const qsizetype at = below(way == 2 ? inside.size() : 16'384);
                    const QByteArray &piece = rubbish[random.bounded(static_cast<int>(rubbish.size()))];
                    switch (random.bounded(3)) {
                    case 0: inside.replace(at, piece.size(), piece); break;
                    case 1: inside.insert(at, piece); break;
                    default: inside.remove(at, 1 + random.bounded(600)); break;
                    }
                }
                bytes = compressed(inside);
            }
            const QString told = outcome(bytes);
            QVERIFY2(!isFailure(told), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(told)));
            refused += told.isEmpty() ? 0 : 1;
        }
        // What is opened all the same has changed where nothing is read: in the times of its entries, in what fills a block.
        QVERIFY2(refused > count * 9 / 10, qPrintable(QString::number(refused)));
    }
};

}  // namespace vitrine::ui::test

QTEST_GUILESS_MAIN(vitrine::ui::test::TestArchive)
#include "test_archive.moc"
