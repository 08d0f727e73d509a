// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/producer_state.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/assert.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

constexpr std::int32_t sequence_max = std::numeric_limits<std::int32_t>::max();

bool in_sequence(std::int32_t last, std::int32_t next) {
    return std::int64_t{next} == std::int64_t{last} + 1 || (next == 0 && last == sequence_max);
}

void add_batch(ProducerEntry& entry, const ProducerBatch& batch) {
    if (entry.batches.size() == ProducerEntry::batches_max) entry.batches.erase(entry.batches.begin());
    entry.batches.push_back(batch);
}

void set_epoch(ProducerEntry& entry, ProducerEpoch epoch) {
    if (entry.epoch == epoch) return;
    entry.batches.clear();
    entry.epoch = epoch;
}

}  // namespace

std::int32_t ProducerBatch::first_sequence() const {
    if (last_sequence < 0) return records::no_sequence;
    if (last_sequence < offset_delta) return sequence_max - (offset_delta - last_sequence) + 1;
    return last_sequence - offset_delta;
}

const ProducerBatch* ProducerEntry::find_duplicate(ProducerEpoch batch_epoch, std::int32_t first, std::int32_t last) const {
    if (batch_epoch != epoch) return nullptr;
    const auto found = std::find_if(batches.begin(), batches.end(), [&](const ProducerBatch& batch) {
        return batch.first_sequence() == first && batch.last_sequence == last;
    });
    return found == batches.end() ? nullptr : &*found;
}

ProducerUpdate::ProducerUpdate(const ProducerEntry* current, ProducerId id, AppendOrigin origin, const std::string& partition)
    : origin_(origin), partition_(&partition) {
    if (current != nullptr) {
        updated_.epoch = current->epoch;
        updated_.coordinator_epoch = current->coordinator_epoch;
        updated_.last_timestamp_ms = current->last_timestamp_ms;
        updated_.current_transaction_first_offset = current->current_transaction_first_offset;
        current_epoch_ = current->epoch;
        current_last_sequence_ = current->last_sequence();
    }
    updated_.producer_id = id;
}

Status ProducerUpdate::check_epoch(ProducerEpoch epoch, Offset offset) const {
    if (epoch >= updated_.epoch || origin_ == AppendOrigin::replication) return {};
    return failure(ErrorCode::INVALID_PRODUCER_EPOCH,
                   fmt::format("Epoch of producer {} at offset {} in {} is {}, which is smaller than the last seen epoch {}.",
                               updated_.producer_id, offset, *partition_, epoch, updated_.epoch));
}

Status ProducerUpdate::check_sequence(ProducerEpoch epoch, std::int32_t first_sequence, Offset offset) const {
    if (epoch != updated_.epoch) {
        // A producer of which nothing is known may begin anywhere: its records may be gone by retention (KIP-360).
        if (first_sequence == 0 || updated_.epoch == no_producer_epoch) return {};
        return failure(
            ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER,
            fmt::format(
                "Producer {} begins its epoch {} at offset {} in {} with sequence {}; a new epoch must begin with 0 (the last one was {}).",
                updated_.producer_id, epoch, offset, *partition_, first_sequence, updated_.epoch));
    }
    std::int32_t last = records::no_sequence;
    if (!updated_.batches.empty()) {
        last = updated_.last_sequence();
    } else if (epoch == current_epoch_) {
        last = current_last_sequence_;
    }
    if (current_epoch_ == no_producer_epoch || in_sequence(last, first_sequence)) return {};
    return failure(ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER,
                   fmt::format("Out of order sequence number for producer {} at offset {} in {}: {} (incoming), {} (last stored).",
                               updated_.producer_id, offset, *partition_, first_sequence, last));
}

Status ProducerUpdate::append_data(const records::BatchHeader& batch, Offset first_offset, Offset last_offset) {
    STORAGE_TRY(check_epoch(batch.producer_epoch, first_offset));
    if (origin_ == AppendOrigin::client) STORAGE_TRY(check_sequence(batch.producer_epoch, batch.base_sequence, first_offset));
    if (updated_.current_transaction_first_offset && !batch.is_transactional() && origin_ != AppendOrigin::replication) {
        return failure(ErrorCode::INVALID_TXN_STATE, fmt::format("Producer {} writes outside its ongoing transaction at offset {} in {}.",
                                                                 updated_.producer_id, first_offset, *partition_));
    }
    set_epoch(updated_, batch.producer_epoch);
    add_batch(updated_, {.last_sequence = batch.last_sequence(),
                         .last_offset = last_offset,
                         .offset_delta = static_cast<std::int32_t>(last_offset - first_offset),
                         .timestamp_ms = batch.max_timestamp_ms});
    updated_.last_timestamp_ms = batch.max_timestamp_ms;
    if (!updated_.current_transaction_first_offset && batch.is_transactional()) {
        updated_.current_transaction_first_offset = first_offset;
        started_.push_back(first_offset);
    }
    return {};
}

Result<std::optional<CompletedTransaction>> ProducerUpdate::append_marker(const records::BatchHeader& batch, Offset offset, bool abort,
                                                                          std::int32_t coordinator_epoch, std::int64_t timestamp_ms) {
    STORAGE_TRY(check_epoch(batch.producer_epoch, offset));
    if (updated_.coordinator_epoch > coordinator_epoch && origin_ != AppendOrigin::replication) {
        return failure(
            ErrorCode::TRANSACTION_COORDINATOR_FENCED,
            fmt::format(
                "The transaction marker for producer {} at offset {} in {} comes from coordinator epoch {}; epoch {} was seen already.",
                updated_.producer_id, offset, *partition_, coordinator_epoch, updated_.coordinator_epoch));
    }
    std::optional<CompletedTransaction> completed;
    if (updated_.current_transaction_first_offset) {
        completed = CompletedTransaction{updated_.producer_id, *updated_.current_transaction_first_offset, offset, abort};
    }
    set_epoch(updated_, batch.producer_epoch);
    updated_.coordinator_epoch = coordinator_epoch;
    updated_.last_timestamp_ms = timestamp_ms;
    updated_.current_transaction_first_offset.reset();
    return completed;
}

const ProducerEntry* ProducerState::find(ProducerId id) const {
    const auto found = producers_.find(id);
    return found == producers_.end() ? nullptr : &found->second;
}

ProducerUpdate ProducerState::prepare(ProducerId id, AppendOrigin origin) const { return ProducerUpdate(find(id), id, origin, partition_); }

void ProducerState::apply(ProducerUpdate&& update) {
    ProducerEntry& entry = producers_[update.updated_.producer_id];
    entry.producer_id = update.updated_.producer_id;
    set_epoch(entry, update.updated_.epoch);
    for (const ProducerBatch& batch : update.updated_.batches) add_batch(entry, batch);
    entry.coordinator_epoch = update.updated_.coordinator_epoch;
    entry.last_timestamp_ms = update.updated_.last_timestamp_ms;
    entry.current_transaction_first_offset = update.updated_.current_transaction_first_offset;
    for (const Offset first : update.started_) ongoing_[first] = entry.producer_id;
}

void ProducerState::complete_transaction(const CompletedTransaction& transaction) {
    ongoing_.erase(transaction.first_offset);
    unreplicated_[transaction.first_offset] = {transaction.last_offset};
}

void ProducerState::on_high_watermark(Offset high_watermark) {
    std::erase_if(unreplicated_, [&](const auto& transaction) { return transaction.second.last_offset < high_watermark; });
}

std::optional<Offset> ProducerState::first_ongoing_offset() const {
    return ongoing_.empty() ? std::nullopt : std::optional(ongoing_.begin()->first);
}

std::optional<Offset> ProducerState::first_unstable_offset() const {
    std::optional<Offset> first = first_ongoing_offset();
    if (!unreplicated_.empty() && (!first || unreplicated_.begin()->first < *first)) first = unreplicated_.begin()->first;
    return first;
}

void ProducerState::expire(WallTime now, Milliseconds expiration) {
    std::erase_if(producers_, [&](const auto& producer) {
        const ProducerEntry& entry = producer.second;
        return !entry.current_transaction_first_offset && to_milliseconds(now) - entry.last_timestamp_ms >= expiration.count();
    });
}

void ProducerState::clear() {
    producers_.clear();
    ongoing_.clear();
    unreplicated_.clear();
}

void ProducerState::load(ProducerEntry entry) {
    if (entry.current_transaction_first_offset) ongoing_[*entry.current_transaction_first_offset] = entry.producer_id;
    producers_[entry.producer_id] = std::move(entry);
}

}  // namespace vitrine::storage
