// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consume/record_finder.h"

#include <algorithm>

#include <QtEndian>

#include "ui/session/murmur2.h"

namespace vitrine::ui {

namespace {

// The key of a control record: version int16, type int16 (0 abort, 1 commit).
std::optional<bool> isAbort(const LogBatch &batch)
{
    constexpr qsizetype keySize = 4;
    if (!batch.control || batch.records.empty() || !batch.records.front().key || batch.records.front().key->size() < keySize)
        return std::nullopt;
    const auto type = qFromBigEndian<qint16>(batch.records.front().key->constData() + 2);
    return type == 0 ? std::optional(true) : type == 1 ? std::optional(false) : std::nullopt;
}

// The segment's deletion, if it is among the events that the window holds.
std::optional<PlaceFacts::Deletion> deletionOf(const EventLog &events, const TopicPartition &partition, std::int64_t offset)
{
    for (EventLog::Position at = events.end(); at-- > events.begin();) {
        const observe::Event &event = events.at(at);
        const auto *deleted = std::get_if<observe::SegmentDeleted>(&event.body);
        if (deleted && deleted->partition == partition && deleted->base_offset.value() <= offset && offset < deleted->end_offset.value())
            return PlaceFacts::Deletion{.cause = deleted->cause, .at = event.at, .wall = event.wall_time};
    }
    return std::nullopt;
}

// Whose log is looked at: the leader's; of a cluster that is stopped, of the replicas the one that is known to be committed furthest.
const ReplicaState *readReplica(const Session &session, const PartitionState *place)
{
    if (!place || session.world().mode != WorldState::Mode::stopped) return place ? place->leader() : nullptr;
    const auto best =
        std::ranges::max_element(place->replicas, {}, [](const ReplicaState &replica) { return replica.view.high_watermark; });
    return best == place->replicas.end() ? nullptr : &*best;
}

}  // namespace

struct RecordFinder::Scan {
    LogReadRequest request;
    std::int64_t from = 0;
    std::vector<std::int64_t> segments;  // that are left, ascending; the first is being read
    bool positioned = false;
    int batches = 0;
    Visit visit;
    Done done;
    std::uint64_t question = 0;
};

void RecordFinder::stop()
{
    ++m_question;
    if (m_task) m_session.stop(*m_task);
    m_task.reset();
}

void RecordFinder::scan(const QString &topic, std::int32_t partition, std::int32_t broker, std::int64_t from, Visit visit, Done done)
{
    auto scan = std::make_shared<Scan>();
    scan->request = {.broker = broker, .topic = topic, .partition = partition, .batchesMax = 0, .listFiles = true};
    scan->from = from;
    scan->visit = std::move(visit);
    scan->done = std::move(done);
    scan->question = m_question;
    m_session.readLog(scan->request, this, [this, scan](const LogReadResult &result) {
        if (scan->question != m_question) return;
        scan->segments = result.files.segments;
        if (scan->segments.empty()) scan->segments = {0};
        const auto behind = std::ranges::upper_bound(scan->segments, scan->from);
        if (behind != scan->segments.begin()) scan->segments.erase(scan->segments.begin(), behind - 1);
        scan->request.listFiles = false;
        scanOn(scan);
    });
}

void RecordFinder::scanOn(const std::shared_ptr<Scan> &scan)
{
    constexpr int piece = 100;
    if (scan->segments.empty()) return scan->done({});
    scan->request.segmentBaseOffset = scan->segments.front();
    // The index of the first segment saves reading all of what lies before.
    scan->request.withIndexes = !scan->positioned;
    scan->request.batchesMax = scan->positioned ? piece : 1;
    m_session.readLog(scan->request, this, [this, scan](const LogReadResult &result) {
        if (scan->question != m_question) return;
        if (!result.error.isEmpty()) return scan->done(result.error);
        if (!scan->positioned) {
            scan->positioned = true;
            for (const LogIndexes::Position &entry : result.indexes.positions)
                if (entry.offset < scan->from) scan->request.position = entry.position;
            return scanOn(scan);
        }
        for (const LogBatch &batch : result.batches) {
            if (batch.lastOffset < scan->from) continue;
            if (scan->visit(batch)) return scan->done({});
        }
        scan->batches += static_cast<int>(result.batches.size());
        if (scan->batches > batchesMax) return scan->done(tr("the search ended after %1 batches").arg(scan->batches));
        if (result.nextPosition) {
            scan->request.position = *result.nextPosition;
        } else {
            scan->segments.erase(scan->segments.begin());
            scan->request.position = 0;
        }
        scanOn(scan);
    });
}

void RecordFinder::find(const QString &topic, std::int32_t partition, std::int64_t offset, std::function<void(const PlaceFacts &)> answer)
{
    stop();
    auto facts = std::make_shared<PlaceFacts>();
    facts->topic = topic;
    facts->partition = partition;
    facts->offset = offset;
    const TopicState *state = m_session.cluster().topic(topic.toStdString());
    facts->topicKnown = state != nullptr;
    facts->partitions = state ? static_cast<std::int32_t>(state->partitions.size()) : 0;
    const PartitionState *place = m_session.cluster().partition(topic.toStdString(), partition);
    if (place && place->meta.leader != no_broker) facts->leader = place->meta.leader.value();
    if (const ReplicaState *leader = readReplica(m_session, place)) {
        facts->told = true;
        facts->leader = leader->broker.value();
        facts->logStart = leader->view.log_start.value();
        facts->logEnd = leader->view.log_end.value();
        facts->highWatermark = leader->view.high_watermark.value();
        facts->lastStable = leader->view.last_stable_offset.value();
        for (const observe::FollowerView &follower : leader->view.followers)
            if (follower.in_isr && follower.log_end.value() <= offset) facts->lagging.push_back(follower.broker.value());
        if (offset < facts->logStart) facts->deletion = deletionOf(m_session.events(), {topic.toStdString(), partition}, offset);
    }
    m_session.readTopicSettings(topic, this, [this, facts, answer, question = m_question](const TopicSettings &settings) {
        if (question != m_question) return;
        facts->settings = settings;
        if (!facts->told || facts->offset < facts->logStart || facts->offset >= facts->logEnd) return answer(*facts);
        lookAt(facts, answer);
    });
}

void RecordFinder::lookAt(const std::shared_ptr<PlaceFacts> &facts, const std::function<void(const PlaceFacts &)> &answer)
{
    const auto last = [this, facts, answer] {
        if (facts->lastStable >= facts->highWatermark) return answer(*facts);
        findOpen(facts->topic, facts->partition, [facts, answer](const std::optional<OpenTransaction> &open) {
            facts->open = open;
            answer(*facts);
        });
    };
    const auto visit = [facts](const LogBatch &batch) {
        if (facts->content == PlaceFacts::Content::record) {
            // How its transaction ended.
            if (batch.producerId != facts->producerId) return false;
            const auto abort = isAbort(batch);
            if (!abort) return false;
            facts->transaction = *abort ? PlaceFacts::Transaction::aborted : PlaceFacts::Transaction::committed;
            return true;
        }
        if (facts->content == PlaceFacts::Content::gap || batch.baseOffset > facts->offset) {
            facts->content = PlaceFacts::Content::gap;
            facts->next = batch.baseOffset;
            return true;
        }
        facts->producerId = batch.producerId;
        if (batch.control) {
            facts->content = PlaceFacts::Content::marker;
            facts->abortMarker = isAbort(batch).value_or(false);
            return true;
        }
        if (!batch.problem.isEmpty()) {
            facts->problem = batch.problem;
            return true;
        }
        const auto found = std::ranges::lower_bound(batch.records, facts->offset, {}, &LogRecord::offset);
        if (found == batch.records.end() || found->offset != facts->offset) {
            facts->content = PlaceFacts::Content::gap;
            facts->next = found == batch.records.end() ? -1 : found->offset;
            return facts->next >= 0;
        }
        facts->content = PlaceFacts::Content::record;
        facts->record = ConsumedRecord{.partition = facts->partition,
                                       .offset = found->offset,
                                       .timestampMs = found->timestampMs,
                                       .leaderEpoch = batch.leaderEpoch,
                                       .key = found->key,
                                       .value = found->value,
                                       .headers = found->headers};
        if (!batch.transactional) return true;
        facts->transaction = PlaceFacts::Transaction::open;
        return false;
    };
    scan(facts->topic, facts->partition, facts->leader, facts->offset, visit, [facts, last](const QString &problem) {
        if (!problem.isEmpty() && facts->transaction == PlaceFacts::Transaction::open)
            facts->transaction = PlaceFacts::Transaction::unknown;
        else if (!problem.isEmpty() && facts->content == PlaceFacts::Content::unknown) facts->problem = problem;
        // Compaction emptied the end of the log.
        else if (facts->content == PlaceFacts::Content::unknown && facts->problem.isEmpty()) facts->content = PlaceFacts::Content::gap;
        last();
    });
}

void RecordFinder::findOpen(const QString &topic, std::int32_t partition,
                            std::function<void(const std::optional<OpenTransaction> &)> answer)
{
    const PartitionState *place = m_session.cluster().partition(topic.toStdString(), partition);
    const ReplicaState *leader = readReplica(m_session, place);
    if (!leader) return answer(std::nullopt);
    ++m_question;
    const std::int64_t stable = leader->view.last_stable_offset.value();
    auto open = std::make_shared<std::optional<OpenTransaction>>();
    scan(
        topic, partition, leader->broker.value(), stable,
        [open](const LogBatch &batch) {
            if (batch.control || !batch.transactional) return false;
            *open = OpenTransaction{.producerId = batch.producerId,
                                    .producerEpoch = batch.producerEpoch,
                                    .firstOffset = batch.baseOffset,
                                    .sinceMs = batch.firstTimestampMs};
            return true;
        },
        [open, answer = std::move(answer)](const QString &) { answer(*open); });
}

void RecordFinder::findKey(const QString &topic, const QByteArray &key, std::function<void(const KeyFacts &)> answer)
{
    stop();
    auto facts = std::make_shared<KeyFacts>();
    facts->topic = topic;
    facts->key = key;
    const TopicState *state = m_session.cluster().topic(topic.toStdString());
    facts->partitions = state ? static_cast<std::int32_t>(state->partitions.size()) : 0;
    if (facts->partitions > 0) facts->byHash = partitionForKey(key, facts->partitions);
    ConsumeRequest request{.topic = topic, .follow = false};
    request.filter = key.isEmpty() ? QStringLiteral("key == \"\"") : QStringLiteral("key == x\"%1\"").arg(QLatin1String(key.toHex()));
    m_task = m_session.consume(request, this,
                               [this, facts, newest = std::int64_t{-1}, answer = std::move(answer),
                                question = m_question](const ConsumeProgress &progress) mutable {
                                   if (question != m_question) return;
                                   facts->scanned += progress.scanned;
                                   for (const ConsumedRecord &record : progress.records) {
                                       ++facts->found[record.partition];
                                       if (record.timestampMs < newest) continue;
                                       newest = record.timestampMs;
                                       facts->partition = record.partition;
                                       facts->offset = record.offset;
                                   }
                                   facts->finished = progress.finished;
                                   facts->error = progress.error;
                                   if (progress.finished) m_task.reset();
                                   // The answer may ask the next question.
                                   answer(KeyFacts(*facts));
                               });
}

}  // namespace vitrine::ui
