// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/producer_snapshot.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ProducerSnapshot::ProducerEntry::structure() {
    static const Struct declared = declare_struct<ProducerEntry>("ProducerEntry", {
        field("ProducerId", &ProducerEntry::producer_id, between(1, 1)),
        field("Epoch", &ProducerEntry::epoch, between(1, 1)),
        field("LastSequence", &ProducerEntry::last_sequence, between(1, 1)),
        field("LastOffset", &ProducerEntry::last_offset, between(1, 1)),
        field("OffsetDelta", &ProducerEntry::offset_delta, between(1, 1)),
        field("Timestamp", &ProducerEntry::timestamp, between(1, 1)),
        field("CoordinatorEpoch", &ProducerEntry::coordinator_epoch, between(1, 1)),
        field("CurrentTxnFirstOffset", &ProducerEntry::current_txn_first_offset, between(1, 1)),
    });
    return declared;
}

const Message& ProducerSnapshot::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(1, 1),
        .body = declare_struct<ProducerSnapshot>("ProducerSnapshot", {
            field("Crc", &ProducerSnapshot::crc, between(1, 1)),
            field("ProducerEntries", &ProducerSnapshot::producer_entries, between(1, 1)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
