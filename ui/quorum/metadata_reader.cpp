// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/metadata_reader.h"

#include <algorithm>

#include <QThreadPool>
#include <QTimer>

namespace vitrine::ui {

namespace {

// Of one piece: small enough that nothing waits for it, large enough that a long log is soon read.
constexpr int batchesMax = 400;

LogReadRequest requestTo(BrokerId node)
{
    LogReadRequest request;
    request.broker = node.value();
    request.topic = QStringLiteral("__cluster_metadata");
    request.partition = 0;
    return request;
}

}  // namespace

struct MetadataReader::Piece {
    std::uint64_t run = 0;
    std::vector<MetadataRow> rows;
    std::int64_t position = 0;      // behind the last batch taken
    std::int64_t next = 0;          // behind its last record
    bool limited = false;           // it ended at what is not committed
    bool more = false;              // the file goes on
    bool ofSnapshot = false;
    std::uint64_t factsVersion = 0;
    std::shared_ptr<const MetadataFacts> facts;  // none: as before
};

MetadataReader::MetadataReader(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_bridge(std::make_shared<Bridge<MetadataReader>>(this)),
      m_replay(std::make_shared<MetadataReplay>()), m_facts(std::make_shared<const MetadataFacts>())
{
}

MetadataReader::~MetadataReader() { m_bridge->close(); }

void MetadataReader::restart()
{
    ++m_run;
    m_replay = std::make_shared<MetadataReplay>();
    m_facts = std::make_shared<const MetadataFacts>();
    m_factsVersion = 0;
    m_node = no_broker;
    m_files = {};
    m_listed = false;
    m_segment.reset();
    m_snapshot.reset();
    m_position = 0;
    m_next = 0;
    m_reading = false;
    m_error.clear();
    Q_EMIT restarted();
    Q_EMIT factsChanged();
}

std::int64_t MetadataReader::committedEnd() const
{
    std::int64_t end = m_session.cluster().quorum().highWatermark.value();
    for (const auto &[id, node] : m_session.cluster().nodes())
        if (node.quorum) end = std::max(end, node.quorum->high_watermark.value());
    return end;
}

BrokerId MetadataReader::bestNode() const
{
    const ClusterState &cluster = m_session.cluster();
    const auto endOf = [&](BrokerId id) {
        const NodeState *node = cluster.node(id);
        return node && node->quorum ? node->quorum->high_watermark.value() : -1;
    };
    // Who is read goes on being read while its log goes on.
    if (const NodeState *node = cluster.node(m_node); node && node->quorum && node->isUp()) return m_node;
    const BrokerId leader = cluster.quorum().leader;
    if (endOf(leader) >= 0) return leader;
    BrokerId best = endOf(m_node) >= 0 ? m_node : no_broker;
    for (const auto &[id, node] : cluster.nodes())
        if (endOf(id) > endOf(best)) best = id;
    return best;
}

void MetadataReader::follow()
{
    if (m_reading) return;
    const BrokerId node = bestNode();
    if (node == no_broker) return;
    if (node != m_node) {
        m_node = node;
        m_listed = false;
        m_segment.reset();
        m_error.clear();
        Q_EMIT stateChanged();
    }
    if (m_next >= committedEnd()) return;
    if (m_listed) read();
    else list();
}

void MetadataReader::list()
{
    m_reading = true;
    LogReadRequest request = requestTo(m_node);
    request.batchesMax = 0;
    request.listFiles = true;
    m_session.readLog(request, this, [this, run = m_run](const LogReadResult &result) {
        if (run != m_run) return;
        m_reading = false;
        if (!result.error.isEmpty()) return fail(result.error);
        begin(result.files);
    });
}

void MetadataReader::begin(const LogFiles &files)
{
    const bool changed = files != m_files;
    m_files = files;
    if (changed) Q_EMIT stateChanged();
    if (files.segments.empty()) return fail(tr("The directory of node %1 holds no metadata log.").arg(m_node.value()));
    if (files.segments.front() > m_next) {
        if (m_next > 0) return restart();
        // What came before the log stands in a snapshot.
        if (files.snapshots.empty())
            return fail(tr("The metadata log of node %1 begins later than its snapshots end.").arg(m_node.value()));
        m_next = files.segments.front();
        m_snapshot = files.snapshots.back();
        m_replay->setFactsFrom(m_snapshot->endOffset);
    }
    m_listed = true;
    const std::int64_t segment = *std::prev(std::ranges::upper_bound(files.segments, m_next));
    if (m_segment != segment) m_position = 0;
    m_segment = segment;
    if (m_snapshot) readSnapshot(*m_snapshot, 0);
    else read();
}

void MetadataReader::readSnapshot(const LogFiles::Snapshot &snapshot, std::int64_t position)
{
    m_reading = true;
    LogReadRequest request = requestTo(m_node);
    request.segmentBaseOffset = snapshot.endOffset;
    request.snapshotEpoch = snapshot.epoch;
    request.position = position;
    request.batchesMax = batchesMax;
    m_session.readLog(request, this, [this, run = m_run](const LogReadResult &result) {
        if (run != m_run) return;
        if (result.error.isEmpty()) return decode(result, 0, true);
        m_reading = false;
        fail(result.error);
    });
}

void MetadataReader::read()
{
    m_reading = true;
    LogReadRequest request = requestTo(m_node);
    request.segmentBaseOffset = *m_segment;
    request.position = m_position;
    request.batchesMax = batchesMax;
    // What is committed when the file is read was so before.
    m_session.readLog(request, this, [this, run = m_run, limit = committedEnd()](const LogReadResult &result) {
        if (run != m_run) return;
        if (result.error.isEmpty()) return decode(result, limit, false);
        m_reading = false;
        // It is looked at anew when the log has grown.
        m_listed = false;
        m_segment.reset();
        fail(result.error);
    });
}

void MetadataReader::decode(const LogReadResult &result, std::int64_t limit, bool ofSnapshot)
{
    QThreadPool::globalInstance()->start([bridge = m_bridge, replay = m_replay, result, limit, ofSnapshot, run = m_run, next = m_next,
                                          position = m_position, version = m_factsVersion] {
        Piece piece;
        piece.run = run;
        piece.next = next;
        piece.position = position;
        piece.ofSnapshot = ofSnapshot;
        piece.more = result.nextPosition.has_value();
        for (const LogBatch &batch : result.batches) {
            if (!ofSnapshot && batch.lastOffset >= limit) {
                piece.limited = true;
                break;
            }
            piece.position = batch.position + batch.sizeBytes;
            if (ofSnapshot) {
                for (const LogRecord &record : batch.records) (void)replay->takeOfSnapshot(batch, record);
                continue;
            }
            for (const LogRecord &record : batch.records)
                if (record.offset >= next) piece.rows.push_back(replay->take(batch, record));
            piece.next = std::max(piece.next, batch.lastOffset + 1);
        }
        piece.factsVersion = replay->version();
        if (piece.factsVersion != version || !piece.rows.empty()) piece.facts = std::make_shared<const MetadataFacts>(replay->facts());
        bridge->post([piece = std::make_shared<Piece>(std::move(piece))](MetadataReader &reader) { reader.took(std::move(*piece)); });
    });
}

void MetadataReader::took(Piece piece)
{
    if (piece.run != m_run) return;
    m_reading = false;
    m_error.clear();
    const bool changed = piece.factsVersion != m_factsVersion;
    m_factsVersion = piece.factsVersion;
    if (piece.facts) m_facts = std::move(piece.facts);
    if (piece.ofSnapshot) {
        if (piece.more) return readSnapshot(*m_snapshot, piece.position);
        m_snapshot.reset();
    } else {
        m_position = piece.position;
        m_next = piece.next;
        if (!piece.rows.empty()) Q_EMIT rowsRead(piece.rows);
    }
    if (changed) Q_EMIT factsChanged();
    Q_EMIT stateChanged();
    if (m_reading) return;
    if (!piece.limited && (piece.more || piece.ofSnapshot)) return read();
    if (m_next >= committedEnd()) return;
    // The end of this file: there may be a later one.
    if (!piece.limited && piece.rows.empty()) m_listed = false;
    followLater();
}

void MetadataReader::fail(const QString &sentence)
{
    m_error = sentence;
    Q_EMIT stateChanged();
    followLater();
}

void MetadataReader::followLater() { QTimer::singleShot(250, this, &MetadataReader::follow); }

SnapshotReader::SnapshotReader(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_bridge(std::make_shared<Bridge<SnapshotReader>>(this))
{
}

SnapshotReader::~SnapshotReader() { m_bridge->close(); }

void SnapshotReader::read(BrokerId node, const LogFiles::Snapshot &snapshot)
{
    ++m_run;
    m_replay = std::make_shared<MetadataReplay>();
    m_request = requestTo(node);
    m_request.segmentBaseOffset = snapshot.endOffset;
    m_request.snapshotEpoch = snapshot.epoch;
    m_request.batchesMax = batchesMax;
    m_reading = true;
    m_error.clear();
    Q_EMIT stateChanged();
    readOn(0);
}

void SnapshotReader::readOn(std::int64_t position)
{
    m_request.position = position;
    m_session.readLog(m_request, this, [this, run = m_run](const LogReadResult &result) {
        if (run != m_run) return;
        if (!result.error.isEmpty()) {
            m_reading = false;
            m_error = result.error;
            Q_EMIT stateChanged();
            return;
        }
        QThreadPool::globalInstance()->start([bridge = m_bridge, replay = m_replay, result, run] {
            auto rows = std::make_shared<std::vector<MetadataRow>>();
            for (const LogBatch &batch : result.batches)
                for (const LogRecord &record : batch.records) rows->push_back(replay->takeOfSnapshot(batch, record));
            bridge->post([rows, run, next = result.nextPosition](SnapshotReader &reader) {
                if (run != reader.m_run) return;
                reader.m_reading = next.has_value();
                Q_EMIT reader.rowsRead(*rows);
                Q_EMIT reader.stateChanged();
                if (next && run == reader.m_run) reader.readOn(*next);
            });
        });
    });
}

}  // namespace vitrine::ui
