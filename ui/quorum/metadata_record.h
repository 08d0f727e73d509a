// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include <QByteArray>
#include <QString>
#include <nlohmann/json_fwd.hpp>

#include "base/ids.h"
#include "ui/quorum/metadata_facts.h"
#include "ui/session/values.h"

namespace vitrine::ui {

// One record of the metadata log, or of one of its snapshots.
struct MetadataRow {
    std::int64_t offset = 0;
    std::int32_t epoch = -1;
    std::int64_t timestampMs = -1;
    bool control = false;
    bool noOp = false;
    QString type;                        // "PartitionChangeRecord", "LeaderChange"; what could not be decoded: empty
    QString about;                       // the topic or partition that it names by id: "orders-3"
    QString fields;                      // in one line, at most a few hundred characters; or why it could not be decoded
    QByteArray key;                      // of control records, as it stands in the log
    QByteArray value;                    // as it stands in the log; left out of NoOps
};

// Decodes record after record, and keeps what they add up to. One after the other on any thread.
class MetadataReplay {
public:
    // Facts are taken from records at `factsFrom` and above: below it a snapshot has said it already.
    void setFactsFrom(std::int64_t offset) { m_factsFrom = offset; }
    [[nodiscard]] MetadataRow take(const LogBatch &batch, const LogRecord &record);
    // A batch of a snapshot: its offsets are its own, and nothing of epochs follows from it.
    [[nodiscard]] MetadataRow takeOfSnapshot(const LogBatch &batch, const LogRecord &record);
    [[nodiscard]] const MetadataFacts &facts() const { return m_facts; }
    // Counts up with every change of the facts other than `lastOffset` and its time.
    [[nodiscard]] std::uint64_t version() const { return m_version; }

private:
    MetadataRow decode(const LogBatch &batch, const LogRecord &record, bool apply);
    void decodeControl(MetadataRow &row, bool apply);
    void decodeRecord(MetadataRow &row, bool apply);
    void applyRecord(std::int16_t type, std::int16_t version, ByteSpan bytes, std::int64_t timestampMs);

    MetadataFacts m_facts;
    std::shared_ptr<const MetadataFacts> m_beforeTransaction;
    std::map<Uuid, QString> m_topicNames;
    std::int64_t m_factsFrom = 0;
    std::uint64_t m_version = 0;
};

// All fields of a record in the form of Kafka's own JSON; null where it could not be decoded.
[[nodiscard]] nlohmann::ordered_json metadataJson(const MetadataRow &row);

}  // namespace vitrine::ui
