// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "records/batch.h"

// What a partition remembers of its idempotent and transactional producers: the last five batches of each (KIP-98, KIP-360),
// so that a repeated batch answers its old offset and a gap is refused. Values only; files are in producer_snapshot.h.
namespace vitrine::storage {

// Who appends decides what is checked.
enum class AppendOrigin : std::uint8_t { replication, coordinator, client, raft_leader };

struct ProducerBatch {
    std::int32_t last_sequence = records::no_sequence;
    Offset last_offset;
    std::int32_t offset_delta = 0;  // last offset - first offset
    std::int64_t timestamp_ms = records::no_timestamp;

    [[nodiscard]] std::int32_t first_sequence() const;
    [[nodiscard]] Offset first_offset() const { return last_offset - offset_delta; }
    friend bool operator==(const ProducerBatch&, const ProducerBatch&) = default;
};

struct ProducerEntry {
    static constexpr std::size_t batches_max = 5;

    ProducerId producer_id{no_producer_id};
    ProducerEpoch epoch{no_producer_epoch};
    std::vector<ProducerBatch> batches;  // oldest first, at most batches_max
    std::int32_t coordinator_epoch = -1;
    std::int64_t last_timestamp_ms = records::no_timestamp;
    std::optional<Offset> current_transaction_first_offset;

    [[nodiscard]] std::int32_t last_sequence() const { return batches.empty() ? records::no_sequence : batches.back().last_sequence; }
    [[nodiscard]] Offset last_offset() const { return batches.empty() ? no_offset : batches.back().last_offset; }
    // The batch with exactly these sequences in this epoch.
    [[nodiscard]] const ProducerBatch* find_duplicate(ProducerEpoch batch_epoch, std::int32_t first, std::int32_t last) const;
    friend bool operator==(const ProducerEntry&, const ProducerEntry&) = default;
};

struct CompletedTransaction {
    ProducerId producer_id{no_producer_id};
    Offset first_offset;
    Offset last_offset;
    bool aborted = false;
    friend bool operator==(const CompletedTransaction&, const CompletedTransaction&) = default;
};

// An entry of a .txnindex. Source: AbortedTxn.
struct AbortedTransaction {
    static constexpr std::size_t entry_size = 34;  // version int16 0, then the four

    ProducerId producer_id;
    Offset first_offset;
    Offset last_offset;
    Offset last_stable_offset;
    friend bool operator==(const AbortedTransaction&, const AbortedTransaction&) = default;
};

class ProducerState;

// The state of one producer as it would be after some batches; ProducerState::apply() makes it so. Nothing changes before
// that, so a failed append leaves no trace (KAFKA-6683). Does not outlive the ProducerState.
class ProducerUpdate {
public:
    // OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH, INVALID_TXN_STATE. Batches must come in order of offset; those of
    // replication are taken as they are. After an error the update may not be used.
    Status append_data(const records::BatchHeader& batch, Offset first_offset, Offset last_offset);
    // INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED. None: there was no data, so nothing was completed.
    Result<std::optional<CompletedTransaction>> append_marker(const records::BatchHeader& batch, Offset offset, bool abort,
                                                              std::int32_t coordinator_epoch, std::int64_t timestamp_ms);

private:
    friend class ProducerState;
    ProducerUpdate(const ProducerEntry* current, ProducerId id, AppendOrigin origin, const std::string& partition);
    Status check_epoch(ProducerEpoch epoch, Offset offset) const;
    Status check_sequence(ProducerEpoch epoch, std::int32_t first_sequence, Offset offset) const;

    ProducerEntry updated_;                // as the current entry, with only the batches of this update
    ProducerEpoch current_epoch_{no_producer_epoch};
    std::int32_t current_last_sequence_ = records::no_sequence;
    AppendOrigin origin_;
    const std::string* partition_;          // of the state, for sentences
    std::vector<Offset> started_;          // first offsets of transactions that began
};

class ProducerState {
public:
    explicit ProducerState(std::string partition) : partition_(std::move(partition)) {}

    [[nodiscard]] const ProducerEntry* find(ProducerId id) const;
    [[nodiscard]] const std::map<ProducerId, ProducerEntry>& producers() const { return producers_; }
    [[nodiscard]] ProducerUpdate prepare(ProducerId id, AppendOrigin origin) const;
    void apply(ProducerUpdate&& update);
    // After apply(): the transaction stays unstable until its marker is below the high watermark.
    void complete_transaction(const CompletedTransaction& transaction);
    void on_high_watermark(Offset high_watermark);
    // The first offset of an ongoing transaction, or of one whose marker is not yet below the high watermark.
    [[nodiscard]] std::optional<Offset> first_unstable_offset() const;

    // The first offset of the oldest transaction without a marker.
    [[nodiscard]] std::optional<Offset> first_ongoing_offset() const;

    // Everything below is in this state (exclusive end).
    [[nodiscard]] Offset end_offset() const { return end_offset_; }
    void set_end_offset(Offset end) { end_offset_ = end; }

    // producer.id.expiration.ms after its last batch a producer without a transaction is forgotten.
    void expire(WallTime now, Milliseconds expiration);
    void clear();
    void load(ProducerEntry entry);

private:
    struct UnreplicatedTransaction {
        Offset last_offset;
    };

    std::string partition_;
    std::map<ProducerId, ProducerEntry> producers_;
    std::map<Offset, ProducerId> ongoing_;                        // by first offset
    std::map<Offset, UnreplicatedTransaction> unreplicated_;      // by first offset
    Offset end_offset_{0};
};

}  // namespace vitrine::storage
