// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/client_tasks.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>

#include <fmt/format.h>

#include "ui/session/core_sentences.h"
#include "ui/session/partition_rules.h"
#include "ui/session/record_filter.h"
#include "ui/session/record_template.h"

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

QString sentence(const Error &error) { return CoreSentences::shown(error); }

client::ClientConfig clientConfig(cluster::Host &host, const char *id)
{
    client::ClientConfig config;
    config.client_id = id;
    config.bootstrap_servers = host.bootstrap_servers();
    return config;
}

class ProduceTask final : public ClientTask {
public:
    ProduceTask(cluster::Host &host, const ProduceRequest &request, std::function<void(ProduceProgress)> report, TakesReports takes)
        : m_clock(host.inner_environment().clock), m_request(request), m_report(std::move(report)), m_takes(std::move(takes)),
          m_began(m_clock.now()), m_random(host.inner_environment().random.next())
    {
        client::ProducerConfig config;
        config.acks = static_cast<std::int16_t>(request.acks);
        config.enable_idempotence = request.acks == -1 && request.idempotence;
        config.linger = Milliseconds(request.lingerMs >= 0 ? request.lingerMs : request.count == 1 ? 0 : 5);
        config.batch_size = static_cast<std::size_t>(std::max(1, request.batchSizeBytes));
        // More than five cannot keep their order (KIP-98).
        config.max_in_flight_requests_per_connection = std::clamp(request.maxInFlight, 1, config.enable_idempotence ? 5 : 1'000);
        config.compression = records::parse_codec(request.compressionType.toStdString()).value_or(records::Codec::none);
        config.delivery_timeout = std::chrono::seconds(30);
        m_producer = std::make_unique<client::Producer>(host.inner_environment(), clientConfig(host, "vitrine-produce"), config);
        if (auto problem = readTemplates()) m_progress.error = *problem;
        m_sendTimer = m_clock.schedule_after(Duration(0), [this] { m_progress.error.isEmpty() ? send() : stop(); });
        m_tick = m_clock.schedule_after(tick, [this] { ticked(); });
    }
    ~ProduceTask() override { *m_alive = false; }

    void stop() override
    {
        m_stopped = true;
        finishIfDone();
    }
    [[nodiscard]] bool finished() const override { return m_finished; }

private:
    static constexpr Milliseconds tick{200};

    // What is wrong, if something is.
    std::optional<QString> readTemplates()
    {
        const auto read = [](const std::optional<QByteArray> &bytes, bool expand, RecordTemplate &made) -> std::optional<QString> {
            if (!bytes) return std::nullopt;
            if (!expand) {
                made = RecordTemplate::literal(*bytes);
                return std::nullopt;
            }
            auto parsed = RecordTemplate::parse(*bytes);
            if (!parsed) return parsed.error().sentence;
            made = std::move(*parsed);
            return std::nullopt;
        };
        if (auto problem = read(m_request.key, m_request.expandKey, m_key)) return problem;
        return read(m_request.value, m_request.expandValue, m_value);
    }

    void send()
    {
        constexpr std::int64_t inFlightMax = 20'000;
        constexpr std::size_t bufferedBytesMax = std::size_t{16} * 1024 * 1024;  // half of buffer.memory
        std::int64_t due = m_request.count;
        if (m_request.recordsPerSecond > 0) {
            const double elapsed = std::chrono::duration<double>(m_clock.now() - m_began).count();
            due = std::min<std::int64_t>(due, 1 + static_cast<std::int64_t>(std::floor(elapsed * m_request.recordsPerSecond)));
        }
        // Bounded for each turn, so that the loop keeps its pace.
        const std::int64_t nowMs = to_milliseconds(m_clock.wall_now());
        constexpr int turnsMax = 2'000;
        int turn = 0;
        bool full = false;
        for (; turn < turnsMax && !m_stopped && m_sent < due; ++turn) {
            full = m_inFlight >= inFlightMax || m_producer->buffered_bytes() > bufferedBytesMax;
            if (full) break;
            sendOne(m_sent++, nowMs);
        }
        if (m_request.recordsPerSecond > 0) noteLimit(due - m_sent, full);
        if (m_stopped || m_sent >= m_request.count) return finishIfDone();
        m_sendTimer = m_clock.schedule_after(sendInterval, [this] { send(); });
    }

    // Late by a turn or two is not late.
    void noteLimit(std::int64_t late, bool full)
    {
        constexpr std::int64_t turnsForgiven = 5;
        const std::int64_t perTurn = m_request.recordsPerSecond * sendInterval.count() / 1'000;
        m_progress.late = late;
        if (late > perTurn * turnsForgiven) (full ? m_turnsFull : m_turnsSlow) += 1;
        constexpr int turnsKept = 100;  // a second of them
        if (++m_turns < turnsKept) return;
        m_progress.limit = m_turnsFull + m_turnsSlow < turnsKept / 4 ? ProduceProgress::Limit::none
                           : m_turnsFull >= m_turnsSlow              ? ProduceProgress::Limit::acknowledgements
                                                                     : ProduceProgress::Limit::making;
        m_turns = m_turnsFull = m_turnsSlow = 0;
    }

    void sendOne(std::int64_t number, std::int64_t nowMs)
    {
        std::optional<QByteArray> key;
        if (m_request.key) key = m_key.expand(number, nowMs, m_random);
        client::ProducerRecord record;
        record.topic = m_request.topic.toStdString();
        record.partition = m_request.partition;
        if (!record.partition) {
            if (const auto rule = ruleForKey(m_request.rules, key)) record.partition = m_request.rules.at(*rule).partition;
        }
        record.key = toBytes(key);
        if (!m_request.values.isEmpty()) record.value = toBytes(m_request.values.at(number % m_request.values.size()));
        else if (m_request.value) record.value = toBytes(m_value.expand(number, nowMs, m_random));
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
            if (m_latencies.size() < latenciesMax) m_latencies.push_back(shown.latencyMs);
            else m_latencies[static_cast<std::size_t>(m_progress.acknowledged) % latenciesMax] = shown.latencyMs;
        } else {
            ++m_progress.failed;
            shown.error = sentence(result.error());
        }
        if (m_results.size() >= resultsMax) m_results.pop_front();
        m_results.push_back(std::move(shown));
        if (!m_reportTimer.held()) m_reportTimer = m_clock.schedule_after(frame, [this] { report(); });
        finishIfDone();
    }

    void finishIfDone()
    {
        if (m_finished || m_inFlight > 0 || (!m_stopped && m_sent < m_request.count)) return;
        m_finished = true;
        m_progress.finished = true;
        m_tick.cancel();
        m_reportTimer = m_clock.schedule_after(Duration(0), [this] { report(); });
    }

    // Retries and what waits are told while no acknowledgement comes, too.
    void ticked()
    {
        if (!m_reportTimer.held()) report();
        if (!m_finished) m_tick = m_clock.schedule_after(tick, [this] { ticked(); });
    }

    void report()
    {
        m_reportTimer.cancel();
        if (!m_finished && m_takes && !m_takes()) {
            m_reportTimer = m_clock.schedule_after(frame, [this] { report(); });
            return;
        }
        ProduceProgress progress = m_progress;
        progress.results.assign(std::make_move_iterator(m_results.begin()), std::make_move_iterator(m_results.end()));
        m_results.clear();
        progress.sent = m_sent;
        const Instant now = m_clock.now();
        progress.elapsedMs = std::chrono::duration<double, std::milli>(now - m_began).count();
        m_history.emplace_back(now, m_progress.acknowledged);
        while (m_history.size() > 2 && now - m_history[1].first >= std::chrono::seconds(1)) m_history.pop_front();
        const double seconds = std::chrono::duration<double>(now - (m_history.size() > 1 ? m_history.front().first : m_began)).count();
        const std::int64_t before = m_history.size() > 1 ? m_history.front().second : 0;
        if (seconds > 0) progress.acknowledgedPerSecond = static_cast<double>(m_progress.acknowledged - before) / seconds;
        if (!m_latencies.empty()) {
            std::vector<double> sorted = m_latencies;
            std::ranges::sort(sorted);
            progress.latencyMedianMs = sorted[sorted.size() / 2];
            progress.latency99Ms = sorted[sorted.size() * 99 / 100];
        }
        progress.inside = inside();
        m_report(std::move(progress));
    }

    [[nodiscard]] ProducerInside inside() const
    {
        const client::ProducerView view = m_producer->view();
        ProducerInside shown;
        shown.producerId = view.producer_id.value();
        shown.producerEpoch = view.producer_epoch.value();
        shown.batches = static_cast<std::int64_t>(view.batches_sent);
        shown.batchRecords = static_cast<std::int64_t>(view.batch_records_sent);
        shown.batchBytes = static_cast<std::int64_t>(view.batch_bytes_sent);
        shown.plainBytes = static_cast<std::int64_t>(view.batch_bytes_plain);
        shown.requests = static_cast<std::int64_t>(view.requests_sent);
        shown.retries = static_cast<std::int64_t>(view.retries);
        for (const auto &[broker, count] : view.requests_in_flight) shown.requestsInFlight += count;
        shown.bufferedBytes = static_cast<std::int64_t>(view.buffered_bytes);
        for (const auto &[partition, inside] : view.partitions) {
            shown.partitions.push_back({.partition = partition.partition,
                                        .nextSequence = inside.next_sequence,
                                        .batchesWaiting = static_cast<std::int64_t>(inside.batches_waiting),
                                        .batchesInFlight = static_cast<std::int64_t>(inside.batches_in_flight),
                                        .bytesWaiting = static_cast<std::int64_t>(inside.bytes_waiting),
                                        .lastAcknowledged = inside.last_acknowledged ? inside.last_acknowledged->value() : -1});
        }
        return shown;
    }

    static constexpr std::size_t latenciesMax = 1'000;

    env::Clock &m_clock;
    ProduceRequest m_request;
    std::function<void(ProduceProgress)> m_report;
    TakesReports m_takes;
    Instant m_began;
    std::mt19937_64 m_random;
    RecordTemplate m_key;
    RecordTemplate m_value;
    std::unique_ptr<client::Producer> m_producer;
    ProduceProgress m_progress;
    std::deque<ProduceResult> m_results;  // since the last report
    std::vector<double> m_latencies;      // a ring
    std::deque<std::pair<Instant, std::int64_t>> m_history;  // acknowledged, over the last second
    std::int64_t m_sent = 0;
    std::int64_t m_inFlight = 0;
    // Of the second that is counted: turns, and those that were late, by what kept them.
    int m_turns = 0;
    int m_turnsFull = 0;
    int m_turnsSlow = 0;
    bool m_stopped = false;
    bool m_finished = false;
    env::Timer m_sendTimer;
    env::Timer m_reportTimer;
    env::Timer m_tick;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class ConsumeTask final : public ClientTask, private client::ConsumerListener {
public:
    ConsumeTask(cluster::Host &host, const ConsumeRequest &request, std::function<void(ConsumeProgress)> report, TakesReports takes)
        : m_clock(host.inner_environment().clock), m_request(request), m_report(std::move(report)), m_takes(std::move(takes))
    {
        client::ConsumerConfig config;
        config.fetch.auto_offset_reset = client::OffsetReset::earliest;
        config.fetch.read_committed = request.readCommitted;
        m_consumer = std::make_unique<client::Consumer>(host.inner_environment(), clientConfig(host, "vitrine-consume"), config,
                                                        static_cast<client::ConsumerListener &>(*this));
        auto filter = RecordFilter::parse(request.filter);
        if (filter) {
            m_filter = std::move(*filter);
            begin(0);
        } else {
            finish(RecordFilter::describe(filter.error()));
        }
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
        const Offset end = m_request.readCommitted ? fetched.last_stable : fetched.high_watermark;
        const auto [known, first] = m_stopAt.try_emplace(fetched.partition, end);
        const Offset stopAt = known->second;
        const std::int32_t partition = fetched.partition.partition;
        if (first) m_progress.began[partition] = (fetched.records.empty() ? fetched.next_offset : fetched.records.front().offset).value();
        m_progress.next[partition] = fetched.next_offset.value();
        m_progress.markers += fetched.markers;
        m_progress.aborted += fetched.aborted;
        for (const records::Record &record : fetched.records) {
            if (!m_request.follow && record.offset >= stopAt) break;
            if (m_request.recordsMax > 0 && m_delivered >= m_request.recordsMax) break;
            ++m_progress.scanned;
            ConsumedRecord shown;
            shown.partition = partition;
            shown.offset = record.offset.value();
            shown.timestampMs = record.timestamp_ms;
            shown.leaderEpoch = fetched.leader_epoch.value();
            shown.key = toByteArray(record.key);
            shown.value = toByteArray(record.value);
            for (const auto &header : record.headers)
                shown.headers.push_back({QString::fromStdString(header.key), toByteArray(header.value)});
            if (!m_filter.matches(shown)) continue;
            ++m_delivered;
            if (m_progress.records.size() >= recordsMax) {
                ++m_progress.dropped;
                continue;
            }
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
        if (!m_finished && m_takes && !m_takes()) {
            m_reportTimer = m_clock.schedule_after(frame, [this] { report(); });
            return;
        }
        m_report(std::exchange(m_progress, {}));
    }

    env::Clock &m_clock;
    ConsumeRequest m_request;
    RecordFilter m_filter;
    std::function<void(ConsumeProgress)> m_report;
    TakesReports m_takes;
    std::unique_ptr<client::Consumer> m_consumer;
    ConsumeProgress m_progress;
    std::map<TopicPartition, Offset> m_stopAt;  // the high watermark of the start, or the last stable offset
    std::set<TopicPartition> m_read;
    std::size_t m_unread = 0;
    std::int64_t m_delivered = 0;
    bool m_finished = false;
    env::Timer m_reportTimer;
    env::Timer m_retryTimer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace

std::unique_ptr<ClientTask> makeProduceTask(cluster::Host &host, const ProduceRequest &request, std::function<void(ProduceProgress)> report,
                                            TakesReports takes)
{
    return std::make_unique<ProduceTask>(host, request, std::move(report), std::move(takes));
}

std::unique_ptr<ClientTask> makeConsumeTask(cluster::Host &host, const ConsumeRequest &request, std::function<void(ConsumeProgress)> report,
                                            TakesReports takes)
{
    return std::make_unique<ConsumeTask>(host, request, std::move(report), std::move(takes));
}

}  // namespace vitrine::ui
