// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/settings/settings.h"
#include "cluster/real_cluster.h"
#include "cluster/stopped_cluster.h"
#include "storage/log_config.h"
#include "tests/ui/support/live_cluster.h"
#include "ui/session/core_sentences.h"
#include "ui/window/language.h"

namespace vitrine::ui::test {

// What core/ says reaches the user in his language: the real errors, and every sentence that the sources of the command language, of
// starting, of configuration and of topics can say.
class TestCoreSentences : public QObject {
    Q_OBJECT

private:
    Language m_language;

    static bool isKorean(const QString &text)
    {
        return std::ranges::any_of(text, [](QChar c) { return c.unicode() >= 0xAC00 && c.unicode() <= 0xD7A3; });
    }
    static void checkKorean(const QString &said)
    {
        QVERIFY2(CoreSentences::isKnown(said), qPrintable(said));
        QVERIFY2(isKorean(CoreSentences::shown(said)), qPrintable(CoreSentences::shown(said)));
    }
    static cluster::ClusterOptions ofData(const QString &directory)
    {
        cluster::ClusterOptions options;
        options.brokers = 1;
        options.base_port = 22'192;
        options.data_dir = directory.toStdString();
        return options;
    }
    static void checkKorean(const std::string &said) { checkKorean(QString::fromStdString(said)); }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_language.set(QStringLiteral("ko"));
    }
    void cleanup() { m_language.set(QStringLiteral("ko")); }

    void everySentenceOfTheSourcesIsKnown_data()
    {
        QTest::addColumn<QString>("file");
        const QDir core(QStringLiteral(VITRINE_SOURCE_DIR) + QStringLiteral("/core"));
        QStringList files;
        for (const QString &file : QDir(core.filePath(QStringLiteral("cluster"))).entryList({QStringLiteral("*.cpp")}))
            files << QStringLiteral("cluster/") + file;
        files << QStringLiteral("env/real/posix_disk.cpp") << QStringLiteral("env/real/tcp_network.cpp")
              << QStringLiteral("storage/log_config.cpp") << QStringLiteral("storage/log_config_fields.cpp")
              << QStringLiteral("broker/broker_config.cpp") << QStringLiteral("metadata/topic_control.cpp")
              << QStringLiteral("metadata/replica_placer.cpp") << QStringLiteral("metadata/configuration_control.cpp")
              << QStringLiteral("metadata/reassignment.cpp") << QStringLiteral("client/admin.cpp") << QStringLiteral("client/producer.cpp")
              << QStringLiteral("client/offset_reset.cpp") << QStringLiteral("client/broker_calls.cpp")
              << QStringLiteral("client/cluster_client.cpp") << QStringLiteral("simulation/recording.cpp");
        for (const QString &file : files) QTest::newRow(qPrintable(file)) << core.filePath(file);
    }
    void everySentenceOfTheSourcesIsKnown()
    {
        QFETCH(QString, file);
        QFile source(file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(source.readAll());
        // What is given as a refusal, an error or an answer, written in place.
        static const QRegularExpression said(
            QStringLiteral("(?:misuse\\(|refuse\\(|failure\\(\\s*ErrorCode::\\w+,|answer\\((?:true|false|status),|Error\\{ErrorCode::\\w+,|"
                           "invalid_config_value\\([\\w.]+, [\\w.]+,|storage_error\\(\"[^\"]*\", "
                           "[\\w>()-]+,)\\s*(?:fmt::format\\(\\s*)?((?:\"(?:[^\"\\\\\\n]|\\\\.)*\"\\s*)+)"));
        static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\\\n]|\\\\.)*)\""));
        static const QRegularExpression plural(QStringLiteral("(?<=[a-z])\\{\\}"));
        static const QRegularExpression place(QStringLiteral("\\{[^}]*\\}"));
        QStringList unknown;
        for (const QRegularExpressionMatch &match : said.globalMatch(text)) {
            QString sentence;
            for (const QRegularExpressionMatch &part : literal.globalMatch(match.captured(1))) sentence += part.captured(1);
            sentence.replace(QLatin1String("\\\""), QLatin1String("\""))
                .replace(plural, QStringLiteral("s"))
                .replace(place, QStringLiteral("7"));
            // "{} {} is {}" names a node; "{} {}" alone is made of words that only a real cluster says (below).
            if (sentence.startsWith(QLatin1String("7 7 "))) sentence.replace(0, 1, QStringLiteral("broker"));
            if (sentence.endsWith(QLatin1String(": "))) sentence += QStringLiteral("7");
            if (std::ranges::none_of(sentence, [](QChar c) { return c.isLetter(); })) continue;
            if (!sentence.contains(QLatin1Char(' '))) continue;
            if (!CoreSentences::isKnown(sentence)) unknown << sentence;
        }
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QLatin1Char('\n'))));
    }

    void everyErrorOfKafkaHasAMeaning()
    {
        for (const ErrorInfo &error : error_table()) {
            const QString shown = CoreSentences::shown(Error{error.code, {}});
            QVERIFY2(
                shown.startsWith(QString::fromUtf8(error.name.data(), static_cast<qsizetype>(error.name.size())) + QLatin1String(": ")),
                qPrintable(shown));
            QVERIFY2(isKorean(shown), qPrintable(shown));
        }
    }

    void whatCannotBeServedSaysSo()
    {
        const int taken = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        QVERIFY(::bind(taken, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 && ::listen(taken, 1) == 0);
        socklen_t size = sizeof address;
        QVERIFY(::getsockname(taken, reinterpret_cast<sockaddr *>(&address), &size) == 0);
        cluster::ClusterOptions options;
        options.brokers = 1;
        options.base_port = ntohs(address.sin_port);
        const Status ports = cluster::check_ports(options);
        ::close(taken);
        QVERIFY(!ports);
        checkKorean(ports.error().message);
        QVERIFY(CoreSentences::shown(ports.error().message).contains(QString::number(options.base_port)));

        // A directory that cannot be made: its parent is a file.
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        EmbeddedSession session(ofData(file.fileName() + QStringLiteral("/data")));
        QString problem;
        connect(&session, &EmbeddedSession::started, this, [&](bool ok, const QString &sentence) {
            if (!ok) problem = sentence;
        });
        session.start();
        QTRY_VERIFY(!problem.isEmpty());
        QVERIFY2(isKorean(problem) && problem.contains(file.fileName()), qPrintable(problem));
        QVERIFY2(isKorean(session.world().message), qPrintable(session.world().message));

        const auto stopped = cluster::stopped_nodes(ofData(folder.path()));
        QVERIFY(!stopped);
        checkKorean(stopped.error().message);
    }

    void wrongConfigurationsSayWhy()
    {
        for (const char *line : {"log.retention.ms=soon", "num.partitions=0", "node.id=3", "auto.create.topics.enable=perhaps",
                                 "compression.type=rar", "no-value"}) {
            const auto read = settings::readSettings({line}, [](const std::string &) { return std::nullopt; }, false);
            QVERIFY2(!read, line);
            checkKorean(read.error().message);
            QVERIFY2(CoreSentences::shown(read.error().message).contains(QLatin1String(line).left(5)), line);
        }
        const auto remarked = settings::readSettings({"log.retentoin.ms=1"}, [](const std::string &) { return std::nullopt; }, false);
        QVERIFY(remarked && remarked->remarks.size() == 1);
        checkKorean(remarked->remarks.front());
        for (const auto &[key, value] : std::map<std::string, std::string>{
                 {"no.such.key", "1"}, {"retention.ms", "soon"}, {"segment.bytes", "-5"}, {"cleanup.policy", "burn"}}) {
            const Status wrong = storage::validate_topic_config(key, value);
            QVERIFY(!wrong);
            checkKorean(wrong.error().message);
        }
    }

    // A sentence of the program's own sources, as the reason within another one.
    void valuesThatAreSentencesAreTranslatedToo()
    {
        const QString shown =
            CoreSentences::shown(QStringLiteral("--config log.retention.ms=soon: Invalid value soon for configuration "
                                                "log.retention.ms: Not a number of type LONG"));
        QVERIFY2(!shown.contains(QLatin1String("Not a number")) && shown.contains(QLatin1String("LONG")), qPrintable(shown));
        // What nobody knows stays as it is, and English is the sentence itself.
        QCOMPARE(CoreSentences::shown(QStringLiteral("a word that core/ never says")), QStringLiteral("a word that core/ never says"));
        m_language.set(QStringLiteral("en"));
        QCOMPARE(CoreSentences::shown(QStringLiteral("there is no broker 7; there are 1, 2")),
                 QStringLiteral("there is no broker 7; there are 1, 2"));
    }

    void aRealClusterAnswersInKorean()
    {
        LiveCluster live(1, 22'092);
        QCOMPARE(live.start(), QString());
        QStringList english;
        for (const char *line : {"fly",
                                 "broker kill 99",
                                 "broker kill",
                                 "broker sing 1",
                                 "broker kill one",
                                 "topic describe nothing",
                                 "topic delete nothing",
                                 "topic create t --partitions 2 --replication-factor 1",
                                 "topic create t --partitions 2 --replication-factor 1",
                                 "topic create u --partitions 1 --replication-factor 5",
                                 "topic create ' '",
                                 "topic list x",
                                 "config set t no.such.key=1",
                                 "config set t retention.ms=soon",
                                 "group describe nobody",
                                 "group reset-offsets nobody --to-earliest",
                                 "link cut 1",
                                 "wait soon",
                                 "expect topic nothing",
                                 "produce t one \"two",
                                 "produce t one",
                                 "elect leader t 0 7",
                                 "broker pause 1",
                                 "broker resume 1",
                                 "cluster resume",
                                 "clock jump 1 5s"}) {
            const QString said = live.run(QLatin1String(line)).sentence;
            if (!isKorean(said)) english << QLatin1String(line) + QStringLiteral(": ") + said;
        }
        QVERIFY2(english.isEmpty(), qPrintable(english.join(QLatin1Char('\n'))));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestCoreSentences)
#include "test_core_sentences.moc"
