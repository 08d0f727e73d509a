// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "messages/producer_snapshot.h"
#include "records/record.h"

// The lines of kafka-dump-log (DumpLogSegments), from what was read.
namespace vitrine::tools {

enum class PayloadDecoder { text, offsets, transactions, shareState, clusterMetadata };
// Of keys and values that nobody else decodes, by Kafka's decoder classes.
enum class PlainDecoder { string, int32, int64 };

struct DumpStyle {
    bool records = false;         // a line for each record
    bool payload = false;         // with key and value
    bool skipMetadata = false;    // of a record: only key and value
    PayloadDecoder decoder = PayloadDecoder::text;
    PlainDecoder key = PlainDecoder::string;
    PlainDecoder value = PlainDecoder::string;
};

// "baseOffset: 0 lastOffset: 2 count: 3 … isvalid: true\n"
std::string batchLine(const records::BatchHeader &header, std::int64_t position, bool valid);
// "| offset: 0 CreateTime: … payload: …\n"
std::string recordLine(const records::BatchHeader &header, const records::RecordView &record, const DumpStyle &style);
// What follows the metadata of a control record: " LeaderChange: {…}", " endTxnMarker: COMMIT coordinatorEpoch: 0" …
std::string controlText(const records::RecordView &record);

struct DecodedRecord {
    std::optional<std::string> key;
    std::optional<std::string> payload;
};
// Of __consumer_offsets, __transaction_state or __share_group_state. A type that is not known says so.
DecodedRecord decodeCoordinatorRecord(const records::RecordView &record, PayloadDecoder decoder);
// Of __cluster_metadata.
DecodedRecord decodeMetadataRecord(const records::RecordView &record);

// "producerId: 7 producerEpoch: 0 … timestamp: 5\n"
std::string producerLine(const messages::ProducerSnapshot::ProducerEntry &entry);
// Of a .snapshot file. CORRUPT_MESSAGE.
Result<std::vector<messages::ProducerSnapshot::ProducerEntry>> decodeProducers(ByteSpan content);
// The aborted transactions of a .txnindex file.
Result<std::string> abortedTransactionLines(ByteSpan content);
// Of a leader-epoch-checkpoint: "epoch: 3 startOffset: 100\n".
Result<std::string> leaderEpochLines(const std::string &content);

// Bytes as Java's strings show them: what is not UTF-8 becomes replacement characters.
std::string asText(ByteSpan bytes);

}  // namespace vitrine::tools
