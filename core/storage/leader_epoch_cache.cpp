// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/leader_epoch_cache.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/planted.h"
#include "storage/files.h"
#include "storage/try.h"

namespace vitrine::storage {

LeaderEpochCache::LeaderEpochCache(env::Disk& disk, std::string path) : disk_(disk), file_(disk, std::move(path)) {}

Status LeaderEpochCache::load() {
    entries_.clear();
    found_.reset();
    if (!disk_.exists(file_.path())) {
        found_.emplace();
        return {};
    }
    STORAGE_TAKE(const Bytes content, env::read_file(disk_, file_.path()));
    auto entries = parse_epoch_checkpoint(as_text(content), file_.path());
    if (!entries) return failure(ErrorCode::INVALID_RECORD, std::move(entries.error().message));
    // Entries that contradict each other are dropped as assign() drops them, without writing.
    for (const EpochEntry& entry : *entries) {
        while (!entries_.empty() && (entries_.back().epoch >= entry.epoch || entries_.back().start_offset >= entry.start_offset))
            entries_.pop_back();
        entries_.push_back(entry);
    }
    found_ = std::move(*entries);
    return {};
}

void LeaderEpochCache::assign(LeaderEpoch epoch, Offset start_offset) {
    VITRINE_ASSERT_CMP(epoch, >=, LeaderEpoch(0), "only real epochs begin");
    VITRINE_ASSERT_CMP(start_offset, >=, Offset(0), "an epoch begins at an offset");
    if (!entries_.empty() && entries_.back().epoch == epoch && entries_.back().start_offset <= start_offset) return;
    while (!entries_.empty() && (entries_.back().epoch >= epoch || entries_.back().start_offset >= start_offset)) entries_.pop_back();
    entries_.push_back({epoch, start_offset});
    write();
}

std::optional<EpochEntry> LeaderEpochCache::latest() const {
    if (entries_.empty()) return std::nullopt;
    return entries_.back();
}

std::optional<EpochEntry> LeaderEpochCache::earliest() const {
    if (entries_.empty()) return std::nullopt;
    return entries_.front();
}

LeaderEpoch LeaderEpochCache::latest_epoch() const { return entries_.empty() ? no_leader_epoch : entries_.back().epoch; }

std::optional<EpochEndOffset> LeaderEpochCache::end_offset_for(LeaderEpoch requested, Offset log_end) const {
    if (requested == no_leader_epoch || entries_.empty()) return std::nullopt;
    if (requested == entries_.back().epoch) return EpochEndOffset{requested, log_end};
    const auto higher = std::upper_bound(entries_.begin(), entries_.end(), requested,
                                         [](LeaderEpoch epoch, const EpochEntry& entry) { return epoch < entry.epoch; });
    if (higher == entries_.end()) return std::nullopt;
    if (higher == entries_.begin()) return EpochEndOffset{requested, higher->start_offset};
    return EpochEndOffset{VITRINE_RULE(KIP_279, std::prev(higher)->epoch, requested), higher->start_offset};
}

std::optional<LeaderEpoch> LeaderEpochCache::epoch_for_offset(Offset offset) const {
    const auto after = std::upper_bound(entries_.begin(), entries_.end(), offset,
                                        [](Offset wanted, const EpochEntry& entry) { return wanted < entry.start_offset; });
    if (after == entries_.begin()) return std::nullopt;
    return std::prev(after)->epoch;
}

std::optional<EpochEntry> LeaderEpochCache::previous(LeaderEpoch epoch) const {
    const auto at = std::lower_bound(entries_.begin(), entries_.end(), epoch,
                                     [](const EpochEntry& entry, LeaderEpoch wanted) { return entry.epoch < wanted; });
    if (at == entries_.begin()) return std::nullopt;
    return *std::prev(at);
}

void LeaderEpochCache::truncate_from_end(Offset end) {
    const std::size_t before = entries_.size();
    while (!entries_.empty() && entries_.back().start_offset >= end) entries_.pop_back();
    if (entries_.size() != before) write();
}

void LeaderEpochCache::truncate_from_start(Offset start) {
    const auto after = std::find_if(entries_.begin(), entries_.end(), [&](const EpochEntry& entry) { return entry.start_offset > start; });
    if (after == entries_.begin()) return;
    const auto covering = std::prev(after);
    if (covering == entries_.begin() && covering->start_offset == start) return;
    covering->start_offset = start;
    entries_.erase(entries_.begin(), covering);
    write();
}

void LeaderEpochCache::clear() {
    if (entries_.empty()) return;
    entries_.clear();
    write();
}

void LeaderEpochCache::release() {
    held_ = false;
    const auto found = std::exchange(found_, std::nullopt);
    if (!found || *found != entries_) write();
}

void LeaderEpochCache::write() {
    if (!held_) file_.write(to_bytes(format_epoch_checkpoint(entries_)));
}

}  // namespace vitrine::storage
