// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/real_cluster.h"
#include "ui/archive/archive.h"
#include "ui/archive/cluster_saver.h"
#include "ui/session/commands.h"
#include "ui/session/directory_session.h"
#include "ui/session/embedded_session.h"

namespace vitrine::ui::test {

namespace {

constexpr int patienceMs = 60'000;

bool waitUntil(const std::function<bool()> &holds, int ms = patienceMs)
{
    QElapsedTimer since;
    since.start();
    while (!holds() && since.elapsed() < ms) QTest::qWait(5);
    return holds();
}

// Every record of a topic up to the high watermark, as text that can be compared.
QJsonArray recordsOf(Session &session, const QString &topic)
{
    QJsonArray records;
    bool finished = false;
    QObject context;
    session.consume({.topic = topic, .partition = {}, .follow = false}, &context, [&](const ConsumeProgress &progress) {
        for (const ConsumedRecord &record : progress.records)
            records.append(QStringLiteral("%1@%2 %3 %4=%5")
                               .arg(record.partition)
                               .arg(record.offset, 6, 10, QLatin1Char('0'))
                               .arg(record.timestampMs)
                               .arg(QString::fromUtf8(record.key.value_or("-")), QString::fromUtf8(record.value.value_or("-"))));
        if (!progress.error.isEmpty()) records.append(progress.error);
        finished = progress.finished;
    });
    if (!waitUntil([&] { return finished; })) records.append(QStringLiteral("reading did not end"));
    QStringList sorted;
    for (const QJsonValue &record : records) sorted << record.toString();
    sorted.sort();
    return QJsonArray::fromStringList(sorted);
}

QJsonObject offsetsOf(const Session &session, const std::string &group)
{
    QJsonObject offsets;
    if (const GroupInfo *info = session.cluster().group(group)) {
        for (const auto &[partition, committed] : info->view.offsets)
            offsets.insert(QString::fromStdString(partition.to_string()), static_cast<qint64>(committed.offset.value()));
    }
    return offsets;
}

QJsonArray eventsOf(const Session &session, EventLog::Position end)
{
    QJsonArray events;
    for (EventLog::Position at = session.events().begin(); at < end; ++at) {
        const observe::Event &event = session.events().at(at);
        const auto cause = event.cause ? session.events().find(*event.cause) : std::nullopt;
        events.append(QStringLiteral("%1 node %2: %3%4")
                          .arg(to_milliseconds(event.wall_time))
                          .arg(event.id.node.value())
                          .arg(QString::fromStdString(observe::describe(event.body)))
                          .arg(cause ? QStringLiteral(" because of ") + QString::number(*cause - session.events().begin()) : QString()));
    }
    return events;
}

// What the fresh process does: opens the archive on other ports and tells what is served there.
int openElsewhere(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const auto opened = Archive::open(QString::fromLocal8Bit(argv[2]), folder.filePath(QStringLiteral("opened")), {});
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error()));
        return 1;
    }
    cluster::ClusterOptions options;
    options.brokers = 1;
    options.base_port = 32'092;
    options.data_dir = opened->dataDirectory.toStdString();
    const auto port = cluster::next_free_base_port(options);
    if (!port) return 1;
    options.base_port = *port;
    EmbeddedSession session(options);
    session.setName(opened->manifest.name);
    session.restoreTimeline(opened->events, opened->manifest.at, wall_time(opened->manifest.created.toMSecsSinceEpoch()));
    QSignalSpy started(&session, &EmbeddedSession::started);
    session.start();
    if (!started.wait(patienceMs) || !started.first().at(0).toBool()) {
        std::fprintf(stderr, "%s\n", started.isEmpty() ? "no start" : qPrintable(started.first().at(1).toString()));
        return 1;
    }
    waitUntil([&] { return session.cluster().topic("orders") && !offsetsOf(session, "billing").isEmpty(); });
    const EventLog &events = session.events();
    EventLog::Position old = events.begin();
    while (old < events.end() && events.at(old).id.sequence >= std::uint64_t(1) << 62U) ++old;
    const QJsonObject told{{QStringLiteral("bootstrap"), session.world().bootstrapServers},
                           {QStringLiteral("name"), session.world().clusterName},
                           {QStringLiteral("records"), recordsOf(session, QStringLiteral("orders"))},
                           {QStringLiteral("offsets"), offsetsOf(session, "billing")},
                           {QStringLiteral("events"), eventsOf(session, old)},
                           {QStringLiteral("newEvents"), static_cast<qint64>(events.end() - old)}};
    std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
    return 0;
}

}  // namespace

// A cluster that runs is saved, and goes on elsewhere: in a fresh process, on other ports, with the same records, groups and timeline.
class TestSavedCluster : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    QString m_archive;
    QJsonArray m_records;
    QJsonObject m_offsets;
    QJsonArray m_events;

    CommandAnswer run(const QString &line)
    {
        std::optional<CommandAnswer> answer;
        m_session->execute(line, this, [&](const CommandAnswer &given) { answer = given; });
        waitUntil([&] { return answer.has_value(); });
        return answer.value_or(CommandAnswer{false, QStringLiteral("no answer"), {}});
    }
    void mustRun(const QString &line)
    {
        const CommandAnswer answer = run(line);
        QVERIFY2(answer.ok, qPrintable(line + QStringLiteral(": ") + answer.sentence));
    }

private Q_SLOTS:
    void initTestCase()
    {
        cluster::ClusterOptions options;
        options.base_port = 31'092;
        options.data_dir = m_folder.filePath(QStringLiteral("cluster")).toStdString();
        options.racks = {"a", "b", "c"};
        const auto free = cluster::next_free_base_port(options);
        QVERIFY(free.has_value());
        options.base_port = *free;
        m_session = std::make_unique<EmbeddedSession>(options);
        m_session->setName(QStringLiteral("Orders lab"));
        QSignalSpy started(m_session.get(), &EmbeddedSession::started);
        m_session->start();
        QVERIFY(started.wait(patienceMs));
        QVERIFY2(started.first().at(0).toBool(), qPrintable(started.first().at(1).toString()));
        mustRun(commands::createTopic(QStringLiteral("orders"), 3, 3));
        mustRun(QStringLiteral("produce orders '{\"order\":{n}}' --key customer-{n} --count 200"));
        mustRun(QStringLiteral("group add-member billing --topic orders"));
        QVERIFY(waitUntil([&] {
            qint64 sum = 0;
            for (const QJsonValue &offset : offsetsOf(*m_session, "billing")) sum += offset.toInteger();
            return sum == 200;
        }));
        mustRun(QStringLiteral("broker kill 3"));
        mustRun(QStringLiteral("produce orders after-the-kill --count 50 --acks 1"));
    }

    void racksAreTheBrokers()
    {
        QVERIFY(waitUntil([&] { return m_session->cluster().broker(BrokerId(2)) != nullptr; }));
        QCOMPARE(m_session->cluster().broker(BrokerId(1))->rack.value_or(""), std::string("a"));
        QCOMPARE(m_session->cluster().broker(BrokerId(2))->rack.value_or(""), std::string("b"));
    }

    void aLiveClusterIsSavedAndGoesOn()
    {
        // The high watermark waits until the controller has taken the killed broker out of the ISR.
        QVERIFY(waitUntil([&] {
            m_records = recordsOf(*m_session, QStringLiteral("orders"));
            return m_records.size() == 250;
        }));
        QVERIFY(waitUntil([&] {
            qint64 sum = 0;
            for (const QJsonValue &offset : offsetsOf(*m_session, "billing")) sum += offset.toInteger();
            return sum == 250;
        }));
        m_offsets = offsetsOf(*m_session, "billing");
        m_archive = m_folder.filePath(QStringLiteral("orders.vitrine"));
        ClusterSaver saver(*m_session);
        QList<ClusterSaver::Stage> stages;
        bool stoodStill = false;
        connect(&saver, &ClusterSaver::stageChanged, this, [&] {
            stages << saver.stage();
            if (saver.stage() != ClusterSaver::Stage::copying) return;
            m_events = eventsOf(*m_session, m_session->events().end());
            stoodStill = true;
        });
        saver.save(m_archive, "{\"version\":1}");
        using Stage = ClusterSaver::Stage;
        QVERIFY(waitUntil([&] { return saver.stage() == Stage::saved || saver.stage() == Stage::failed; }));
        QVERIFY2(saver.stage() == Stage::saved, qPrintable(saver.problem()));
        QVERIFY(stages == QList<Stage>({Stage::pausing, Stage::copying, Stage::packing, Stage::saved}));
        QVERIFY(stoodStill);
        QVERIFY(waitUntil([&] { return !m_session->world().paused; }));
        mustRun(QStringLiteral("produce orders and-it-goes-on --count 5 --acks 1"));
        QVERIFY(m_events.size() > 10);
    }

    void aFreshProcessServesTheSameOnOtherPorts()
    {
        QProcess fresh;
        fresh.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--opened"), m_archive});
        QVERIFY(fresh.waitForFinished(patienceMs));
        QVERIFY2(fresh.exitCode() == 0, fresh.readAllStandardError().constData());
        const QJsonObject told = QJsonDocument::fromJson(fresh.readAllStandardOutput().trimmed().split('\n').last()).object();
        QCOMPARE(told.value(QStringLiteral("name")).toString(), QStringLiteral("Orders lab"));
        QVERIFY(told.value(QStringLiteral("bootstrap")).toString() != m_session->world().bootstrapServers);
        QCOMPARE(told.value(QStringLiteral("records")).toArray(), m_records);
        QCOMPARE(told.value(QStringLiteral("offsets")).toObject(), m_offsets);
        QCOMPARE(told.value(QStringLiteral("events")).toArray(), m_events);
        QVERIFY2(told.value(QStringLiteral("newEvents")).toInteger() > 0, "the life there is told after the one here");
    }

    void theProgramServesAnArchiveWithoutAWindow()
    {
        const QString program = QStringLiteral(VITRINE_BINARY_DIR "/vitrine");
        const QString directory = m_folder.filePath(QStringLiteral("served"));
        QProcess serve;
        serve.start(program, {QStringLiteral("serve"), QStringLiteral("--open"), m_archive, QStringLiteral("--data-dir"), directory});
        QByteArray output;
        const auto line = [&](const QByteArray &begin) {
            QByteArray found;
            waitUntil([&] {
                output += serve.readAllStandardOutput();
                for (const QByteArray &one : output.split('\n'))
                    if (one.startsWith(begin)) found = one;
                return !found.isEmpty() || serve.state() == QProcess::NotRunning;
            });
            return found;
        };
        const QByteArray ready = line("ready bootstrap.servers=");
        QVERIFY2(!ready.isEmpty(), serve.readAllStandardError().constData());
        const QString servers = QString::fromUtf8(ready.mid(24)).trimmed();
        QVERIFY(servers != m_session->world().bootstrapServers);
        QProcess consume;
        consume.start(program, {QStringLiteral("consume"), QStringLiteral("--bootstrap-server"), servers, QStringLiteral("--topic"),
                                QStringLiteral("orders"), QStringLiteral("--from-beginning"), QStringLiteral("--max-messages"),
                                QStringLiteral("250"), QStringLiteral("--timeout-ms"), QStringLiteral("20000")});
        QVERIFY(consume.waitForFinished(patienceMs));
        QCOMPARE(consume.readAllStandardOutput().trimmed().split('\n').size(), 250);
        serve.terminate();
        QVERIFY(serve.waitForFinished(patienceMs));
        QCOMPARE(serve.exitCode(), 0);
        QVERIFY(QFile::exists(directory + QStringLiteral("/broker-1/.kafka_cleanshutdown")));

        // What it left is saved and shown without a window, too; the timeline with it.
        const QString again = m_folder.filePath(QStringLiteral("again.vitrine"));
        QCOMPARE(
            QProcess::execute(program, {QStringLiteral("archive"), QStringLiteral("save"), again, QStringLiteral("--data-dir"), directory}),
            0);
        QProcess show;
        show.start(program, {QStringLiteral("archive"), QStringLiteral("show"), again, QStringLiteral("--timeline")});
        QVERIFY(show.waitForFinished(patienceMs));
        QCOMPARE(show.readAllStandardOutput().trimmed().split('\n').size(), m_events.size());
        // Who uses a directory keeps it.
        QVERIFY(QProcess::execute(program, {QStringLiteral("archive"), QStringLiteral("save"), again, QStringLiteral("--data-dir"),
                                            m_folder.filePath(QStringLiteral("cluster"))}) != 0);
    }

    void theProgramUnpacksAnArchiveInItsWindow()
    {
        const QString program = QStringLiteral(VITRINE_BINARY_DIR "/vitrine");
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char *home : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            environment.insert(QLatin1String(home), m_folder.filePath(QStringLiteral("home")));
        const auto begin = [&](QProcess &window, const QStringList &arguments) {
            window.setProcessEnvironment(environment);
            window.start(program, arguments);
            QVERIFY(window.waitForStarted());
        };
        // A cluster that goes on: files of a broker that runs, and a proper end.
        const QString directory = m_folder.filePath(QStringLiteral("windowed"));
        QProcess window;
        begin(window, {QStringLiteral("--open"), m_archive, QStringLiteral("--data-dir"), directory});
        const QString log = directory + QStringLiteral("/broker-1/__cluster_metadata-0");
        QVERIFY2(
            waitUntil([&] { return QFile::exists(log) && !QFile::exists(directory + QStringLiteral("/broker-1/.kafka_cleanshutdown")); }),
            window.readAllStandardError().constData());
        QTest::qWait(2'000);
        QCOMPARE(window.state(), QProcess::Running);
        window.terminate();
        QVERIFY(window.waitForFinished(patienceMs));
        QCOMPARE(window.exitCode(), 0);
        QVERIFY(QFile::exists(directory + QStringLiteral("/broker-1/.kafka_cleanshutdown")));

        // One that is refused: the window says so, and stays.
        QFile whole(m_archive);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QString cut = m_folder.filePath(QStringLiteral("cut.vitrine"));
        QFile half(cut);
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write(whole.read(whole.size() / 2));
        half.close();
        QProcess refusing;
        begin(refusing, {QStringLiteral("--open"), cut, QStringLiteral("--data-dir"), m_folder.filePath(QStringLiteral("never"))});
        QVERIFY(!refusing.waitForFinished(4'000));
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("never"))));
        refusing.terminate();
        QVERIFY(refusing.waitForFinished(patienceMs));
        QCOMPARE(refusing.exitCode(), 0);
    }

    void aStoppedDirectoryIsLookedInto()
    {
        const QString directory = m_folder.filePath(QStringLiteral("looked"));
        QVERIFY(Archive::open(m_archive, directory, {}).has_value());
        const auto snapshot = [&] {
            QStringList files;
            QDirIterator each(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (each.hasNext()) {
                const QFileInfo info(each.next());
                // Who reads holds it, as who runs would.
                if (info.fileName() != QStringLiteral(".lock"))
                    files << info.filePath() + QString::number(info.size()) + info.lastModified().toString(Qt::ISODateWithMs);
            }
            files.sort();
            return files;
        };
        const QStringList before = snapshot();
        DirectorySession session(directory);
        session.setTimeline(Archive::timelineOf(directory));
        QSignalSpy started(&session, &DirectorySession::started);
        session.start();
        QVERIFY(started.wait(patienceMs));
        QVERIFY2(started.first().at(0).toBool(), qPrintable(started.first().at(1).toString()));
        QVERIFY2(session.world().message.isEmpty(), qPrintable(session.world().message));
        QVERIFY(session.world().mode == WorldState::Mode::stopped);
        const TopicState *orders = session.cluster().topic("orders");
        QVERIFY(orders);
        QCOMPARE(orders->partitions.size(), std::size_t(3));
        QCOMPARE(orders->replicationFactor(), std::size_t(3));
        for (const PartitionState &partition : orders->partitions) {
            QCOMPARE(partition.replicas.size(), std::size_t(3));
            const ReplicaState *first = partition.replica(BrokerId(1));
            QVERIFY(first && !first->view.segments.empty());
            QVERIFY(first->view.log_end > Offset(0));
        }
        QCOMPARE(offsetsOf(session, "billing"), m_offsets);
        QVERIFY(session.cluster().group("billing")->view.members.size() == 1);
        QCOMPARE(session.cluster().broker(BrokerId(2))->rack.value_or(""), std::string("b"));
        QCOMPARE(static_cast<qsizetype>(session.events().end() - session.events().begin()), m_events.size());
        // The high watermark that a broker noted last may lie behind what it was, never before it.
        const QJsonArray records = recordsOf(session, QStringLiteral("orders"));
        QVERIFY(records.size() <= m_records.size());
        for (const QJsonValue &record : records) QVERIFY2(m_records.contains(record), qPrintable(record.toString()));

        std::optional<LogReadResult> log;
        session.readLog({.broker = 2, .topic = QStringLiteral("orders"), .partition = 1}, this,
                        [&](const LogReadResult &read) { log = read; });
        QVERIFY(waitUntil([&] { return log.has_value(); }));
        QVERIFY2(log->error.isEmpty(), qPrintable(log->error));
        QVERIFY(!log->batches.empty());

        std::optional<CommandAnswer> answer;
        session.execute(QStringLiteral("topic delete orders"), this, [&](const CommandAnswer &given) { answer = given; });
        QVERIFY(waitUntil([&] { return answer.has_value(); }));
        QVERIFY(!answer->ok && answer->sentence.contains(QStringLiteral("read-only")));
        std::optional<ProduceProgress> produced;
        session.produce({.topic = QStringLiteral("orders"), .partition = {}, .key = {}, .value = "x", .headers = {}}, this,
                        [&](const ProduceProgress &progress) { produced = progress; });
        QVERIFY(waitUntil([&] { return produced.has_value(); }));
        QVERIFY(produced->finished && produced->error.contains(QStringLiteral("read-only")));
        QCOMPARE(snapshot(), before);

        // A directory in use is not looked into, nor one without a cluster.
        for (const QString &other : {m_folder.filePath(QStringLiteral("cluster")), m_folder.path() + QStringLiteral("/nowhere")}) {
            DirectorySession refused(other);
            QSignalSpy told(&refused, &DirectorySession::started);
            refused.start();
            QVERIFY(told.wait(patienceMs));
            QVERIFY(!told.first().at(0).toBool());
            QVERIFY2(told.first().at(1).toString().contains(other), qPrintable(told.first().at(1).toString()));
        }
    }

    void twoClustersLiveSideBySideAndOneEndsInTheBackground()
    {
        auto kept = std::make_shared<int>(0);
        const QTemporaryDir folder;
        cluster::ClusterOptions options;
        options.brokers = 1;
        options.base_port = 31'092;
        options.data_dir = folder.path().toStdString();
        const auto free = cluster::next_free_base_port(options);
        QVERIFY(free.has_value());
        options.base_port = *free;
        auto *second = new EmbeddedSession(options);
        QSignalSpy started(second, &EmbeddedSession::started);
        second->start();
        QVERIFY(started.wait(patienceMs));
        QVERIFY(started.first().at(0).toBool());
        QElapsedTimer since;
        since.start();
        second->endInBackground(kept);
        QVERIFY2(since.elapsed() < 500, "the window does not wait");
        QVERIFY(waitUntil([&] { return kept.use_count() == 1; }));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("broker-1/.kafka_cleanshutdown"))));
        mustRun(QStringLiteral("produce orders the-other-goes-on --acks 1"));
    }

    void whatIsCancelledWhileTheClusterStandsStillLetsItGoOn()
    {
        const QString file = m_folder.filePath(QStringLiteral("cancelled.vitrine"));
        {
            ClusterSaver saver(*m_session);
            connect(&saver, &ClusterSaver::stageChanged, this, [&] {
                if (saver.stage() == ClusterSaver::Stage::copying) saver.cancel();
            });
            saver.save(file, {});
            QVERIFY(waitUntil([&] { return saver.stage() == ClusterSaver::Stage::failed || saver.stage() == ClusterSaver::Stage::saved; }));
        }
        QVERIFY(waitUntil([&] { return !m_session->world().paused; }));
        {
            // As when the dialog is torn down in the middle.
            ClusterSaver saver(*m_session);
            saver.save(file, {});
            QVERIFY(waitUntil([&] { return saver.stage() != ClusterSaver::Stage::pausing; }));
        }
        QVERIFY(waitUntil([&] { return !m_session->world().paused; }));
        mustRun(QStringLiteral("produce orders it-goes-on --acks 1"));
    }

    void cleanupTestCase() { m_session.reset(); }
};

}  // namespace vitrine::ui::test

int main(int argc, char **argv)
{
    if (argc == 3 && qstrcmp(argv[1], "--opened") == 0) return vitrine::ui::test::openElsewhere(argc, argv);
    QCoreApplication application(argc, argv);
    vitrine::ui::test::TestSavedCluster test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_saved_cluster.moc"
