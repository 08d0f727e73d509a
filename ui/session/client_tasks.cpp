// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/client_tasks.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace vitrine::ui {
namespace {

constexpr Milliseconds frame{33};
constexpr Milliseconds sendInterval{10};

Bytes toBytes(const QByteArray &bytes) { return Bytes(bytes.begin(), bytes.end()); }
std::optional<Bytes> toBytes(const std::optional<QByteArray> &bytes) { return bytes ? std::optional(toBytes(*bytes)) : std::nullopt; }
std::optional<QByteArray> toByteArray(const std::optional<Bytes> &bytes)
{
    if (!bytes) return std::nullopt;
    return QByteArray(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()));
}

QString sentence(const Error &error)
{
    const std::string_view name = name_of(error.code);
    return QStringLiteral("%1: %2").arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                                        QString::fromStdString(error.message));
}

client::ClientConfig clientConfig(cluster::Host &host, const char *id)
{
    client::ClientConfig config;
    config.client_id = id;
    config.bootstrap_servers = host.bootstrap_servers();
    return config;
}

class ProduceTask final : public ClientTask {
public:
    ProduceTask(cluster::Host &host, const ProduceRequest &request, std::function<void(ProduceProgress)> report)
        : m_clock(host.inner_environment().clock), m_request(request), m_report(std::move(report)), m_began(m_clock.now())
    {
        client::ProducerConfig config;
        config.acks = static_cast<std::int16_t>(request.acks);
        config.enable_idempotence = request.acks == -1;
        config.linger = request.count == 1 ? Duration(0) : Duration(Milliseconds(5));
        config.delivery_timeout = std::chrono::seconds(30);
        m_producer = std::make_unique<client::Producer>(host.inner_environment(), clientConfig(host, "vitrine-produce"), config);
        m_sendTimer = m_clock.schedule_after(Duration(0), [this] { send(); });
    }
    ~ProduceTask() override { *m_alive = false; }

    void stop() override
    {
        m_stopped = true;
        finishIfDone();
    }
    [[nodiscard]] bool finished() const override { return m_finished; }

private:
    void send()
    {
        constexpr std::int64_t inFlightMax = 20'000;
        std::int64_t due = m_request.count;
        if (m_request.recordsPerSecond > 0) {
            const double elapsed = std::chrono::duration<double>(m_clock.now() - m_began).count();
            due = std::min<std::int64_t>(due, 1 + static_cast<std::int64_t>(std::floor(elapsed * m_request.recordsPerSecond)));
        }
        // Bounded for each turn, so that the loop keeps its pace.
        for (int turn = 0; turn < 2'000 && !m_stopped && m_sent < due && m_inFlight < inFlightMax; ++turn) sendOne(m_sent++);
        if (m_stopped || m_sent >= m_request.count) return finishIfDone();
        m_sendTimer = m_clock.schedule_after(sendInterval, [this] { send(); });
    }

    void sendOne(std::int64_t number)
    {
        const QByteArray digits = QByteArray::number(static_cast<qlonglong>(number));
        const auto numbered = [&digits](std::optional<QByteArray> bytes) {
            if (bytes) bytes->replace("{n}", digits);
            return bytes;
        };
        client::ProducerRecord record;
        record.topic = m_request.topic.toStdString();
        record.partition = m_request.partition;
        record.key = toBytes(numbered(m_request.key));
        record.value = toBytes(numbered(m_request.value));
        for (const Header &header : m_request.headers) record.headers.push_back({header.key.toStdString(), toBytes(header.value)});
        ++m_inFlight;
        m_producer->send(std::move(record), [this, alive = m_alive, number](const Result<client::RecordMetadata> &result) {
            if (*alive) answered(number, result);
        });
    }

    void answered(std::int64_t number, const Result<client::RecordMetadata> &result)
    {
        constexpr std::size_t resultsMax = 1'000;
        --m_inFlight;
        ProduceResult shown;
        shown.number = number;
        if (result) {
            ++m_progress.acknowledged;
            shown.partition = result->partition;
            shown.offset = result->offset.value();
            shown.timestampMs = result->timestamp_ms;
            shown.latencyMs = std::chrono::duration<double, std::milli>(result->latency).count();
        } else {
            ++m_progress.failed;
            shown.error = sentence(result.error());
        }
        if (m_progress.results.size() >= resultsMax) m_progress.results.erase(m_progress.results.begin());
        m_progress.results.push_back(std::move(shown));
        if (!m_reportTimer.held()) m_reportTimer = m_clock.schedule_after(frame, [this] { report(); });
        finishIfDone();
    }

    void finishIfDone()
    {
        if (m_finished || m_inFlight > 0 || (!m_stopped && m_sent < m_request.count)) return;
        m_finished = true;
        m_progress.finished = true;
        m_reportTimer = m_clock.schedule_after(Duration(0), [this] { report(); });
    }

    void report()
    {
        m_reportTimer.cancel();
        ProduceProgress progress = m_progress;
        m_progress.results.clear();
        m_report(std::move(progress));
    }

    env::Clock &m_clock;
    ProduceRequest m_request;
    std::function<void(ProduceProgress)> m_report;
    Instant m_began;
    std::unique_ptr<client::Producer> m_producer;
    ProduceProgress m_progress;
    std::int64_t m_sent = 0;
    std::int64_t m_inFlight = 0;
    bool m_stopped = false;
    bool m_finished = false;
    env::Timer m_sendTimer;
    env::Timer m_reportTimer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class ConsumeTask final : public ClientTask, private client::ConsumerListener {
public:
    ConsumeTask(cluster::Host &host, const ConsumeRequest &request, std::function<void(ConsumeProgress)> report)
        : m_clock(host.inner_environment().clock), m_request(request), m_report(std::move(report))
    {
        client::ConsumerConfig config;
        config.fetch.auto_offset_reset = client::OffsetReset::earliest;
        m_consumer = std::make_unique<client::Consumer>(host.inner_environment(), clientConfig(host, "vitrine-consume"), config,
                                                        static_cast<client::ConsumerListener &>(*this));
        begin(0);
    }
    ~ConsumeTask() override { *m_alive = false; }

    void stop() override { finish({}); }
    [[nodiscard]] bool finished() const override { return m_finished; }

private:
    void begin(int attempt)
    {
        const std::string topic = m_request.topic.toStdString();
        m_consumer->cluster().watch_topic(topic);
        m_consumer->cluster().refresh([this, alive = m_alive, topic, attempt](const Status &status) {
            if (!*alive || m_finished) return;
            if (!status) return finish(sentence(status.error()));
            const auto &info = m_consumer->cluster().info();
            const auto found = info.topics.find(topic);
            if (found == info.topics.end()) {
                constexpr int attemptsMax = 10;
                const auto error = info.topic_errors.find(topic);
                // A topic that was created a moment ago may not be known everywhere yet.
                if (attempt < attemptsMax) {
                    m_retryTimer = m_clock.schedule_after(Milliseconds(100), [this, attempt] { begin(attempt + 1); });
                    return;
                }
                return finish(error == info.topic_errors.end() ? QStringLiteral("there is no topic %1").arg(m_request.topic)
                                                               : sentence(error->second));
            }
            const auto count = static_cast<std::int32_t>(found->second.partitions.size());
            if (m_request.partition && (*m_request.partition < 0 || *m_request.partition >= count)) {
                return finish(QStringLiteral("topic %1 has partitions 0 to %2, not %3")
                                  .arg(m_request.topic)
                                  .arg(count - 1)
                                  .arg(*m_request.partition));
            }
            std::map<TopicPartition, client::Position> positions;
            for (std::int32_t partition = 0; partition < count; ++partition) {
                if (!m_request.partition || *m_request.partition == partition) positions[{topic, partition}] = position();
            }
            m_unread = positions.size();
            m_consumer->assign(positions);
        });
    }

    [[nodiscard]] client::Position position() const
    {
        switch (m_request.from) {
        case ConsumeRequest::From::beginning: return {.kind = client::Position::Kind::beginning};
        case ConsumeRequest::From::end: return {.kind = client::Position::Kind::end};
        case ConsumeRequest::From::offset: return {.kind = client::Position::Kind::offset, .offset = Offset(m_request.offset)};
        case ConsumeRequest::From::timestamp:
            return {.kind = client::Position::Kind::timestamp, .timestamp = wall_time(m_request.timestampMs)};
        }
        return {};
    }

    void on_records(const client::FetchedRecords &fetched) override
    {
        constexpr std::size_t recordsMax = 5'000;
        if (m_finished) return;
        const Offset stopAt = m_stopAt.try_emplace(fetched.partition, fetched.high_watermark).first->second;
        for (const records::Record &record : fetched.records) {
            if (!m_request.follow && record.offset >= stopAt) break;
            if (m_request.recordsMax > 0 && m_delivered >= m_request.recordsMax) break;
            ++m_delivered;
            if (m_progress.records.size() >= recordsMax) {
                ++m_progress.dropped;
                continue;
            }
            ConsumedRecord shown;
            shown.partition = fetched.partition.partition;
            shown.offset = record.offset.value();
            shown.timestampMs = record.timestamp_ms;
            shown.leaderEpoch = fetched.leader_epoch.value();
            shown.key = toByteArray(record.key);
            shown.value = toByteArray(record.value);
            for (const auto &header : record.headers)
                shown.headers.push_back({QString::fromStdString(header.key), toByteArray(header.value)});
            m_progress.records.push_back(std::move(shown));
        }
        if (!m_reportTimer.held()) m_reportTimer = m_clock.schedule_after(frame, [this] { report(); });
        if (!m_request.follow && fetched.next_offset >= stopAt && m_read.insert(fetched.partition).second) --m_unread;
        const bool enough = m_request.recordsMax > 0 && m_delivered >= m_request.recordsMax;
        if (enough || (!m_request.follow && m_unread == 0)) finish({});
    }

    void on_error(const Error &error) override { finish(sentence(error)); }

    void finish(const QString &error)
    {
        if (m_finished) return;
        m_finished = true;
        m_retryTimer.cancel();
        m_progress.finished = true;
        m_progress.error = error;
        m_reportTimer = m_clock.schedule_after(Duration(0), [this] { report(); });
    }

    void report()
    {
        m_reportTimer.cancel();
        m_report(std::exchange(m_progress, {}));
    }

    env::Clock &m_clock;
    ConsumeRequest m_request;
    std::function<void(ConsumeProgress)> m_report;
    std::unique_ptr<client::Consumer> m_consumer;
    ConsumeProgress m_progress;
    std::map<TopicPartition, Offset> m_stopAt;  // the high watermark of the start
    std::set<TopicPartition> m_read;
    std::size_t m_unread = 0;
    std::int64_t m_delivered = 0;
    bool m_finished = false;
    env::Timer m_reportTimer;
    env::Timer m_retryTimer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace

std::unique_ptr<ClientTask> makeProduceTask(cluster::Host &host, const ProduceRequest &request, std::function<void(ProduceProgress)> report)
{
    return std::make_unique<ProduceTask>(host, request, std::move(report));
}

std::unique_ptr<ClientTask> makeConsumeTask(cluster::Host &host, const ConsumeRequest &request, std::function<void(ConsumeProgress)> report)
{
    return std::make_unique<ConsumeTask>(host, request, std::move(report));
}

}  // namespace vitrine::ui
