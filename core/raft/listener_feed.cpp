// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/listener_feed.h"

#include <algorithm>

#include <fmt/format.h>

#include "records/batch.h"

namespace vitrine::raft {

std::optional<Offset> ListenerFeed::earliest(Offset log_start) const {
    std::optional<Offset> first;
    for (const Entry& entry : listeners_) {
        const Offset next = entry.next.value_or(log_start);
        if (!first || next < *first) first = next;
    }
    return first;
}

bool ListenerFeed::needs_snapshot(const Entry& listener, const MetadataPartition& log) {
    // At the start the newest snapshot saves reading the log before it.
    if (!listener.next) return log.latest_snapshot().has_value();
    return *listener.next < log.start();
}

Status ListenerFeed::hand_over_snapshot(Entry& listener, MetadataPartition& log, std::int64_t bytes_max) {
    const bool first = listener.snapshot == nullptr;
    if (first) {
        auto opened = log.open_snapshot(*log.latest_snapshot());
        if (!opened) return std::unexpected(std::move(opened.error()));
        listener.snapshot = std::move(*opened);
    }
    // The listener may do anything meanwhile.
    const std::shared_ptr<SnapshotReader> reader = listener.snapshot;
    auto piece = reader->next(bytes_max);
    if (!piece) return std::unexpected(std::move(piece.error()));
    if (piece->last) {
        listener.snapshot.reset();
        listener.next = reader->id().offset;
    }
    listener.listener->on_snapshot({.snapshot = reader->id(),
                                    .last_contained_log_time = reader->last_contained_log_time(),
                                    .first = first,
                                    .last = piece->last,
                                    .values = std::move(piece->values)});
    return {};
}

Result<bool> ListenerFeed::feed(MetadataPartition& log, const Known& known, std::int64_t bytes_max) {
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
        Entry& listener = listeners_[i];
        if (listener.snapshot == nullptr && !needs_snapshot(listener, log)) continue;
        if (auto handed = hand_over_snapshot(listener, log, bytes_max); !handed) return std::unexpected(std::move(handed.error()));
        return true;
    }
    const auto from = earliest(log.start());
    if (!from) return false;
    if (*from < known.high_watermark) {
        auto bytes = log.read(*from, known.high_watermark, bytes_max);
        if (!bytes) return std::unexpected(std::move(bytes.error()));
        const SharedBytes shared(std::move(*bytes));
        records::BatchIterator batches(shared.span());
        std::size_t at = 0;
        while (true) {
            const auto entry = batches.next();
            if (!entry) return std::unexpected(entry.error());
            if (!*entry) break;
            const records::BatchHeader& header = (*entry)->header;
            const SharedBytes batch = shared.slice(at, (*entry)->bytes.size());
            at += batch.size();
            if (header.next_offset() > known.high_watermark) break;
            const auto committed = parse_committed(batch);
            if (!committed) return std::unexpected(committed.error());
            for (std::size_t i = 0; i < listeners_.size(); ++i) {
                Entry& listener = listeners_[i];
                if (listener.next.value_or(log.start()) > header.base_offset) continue;
                listener.next = header.next_offset();
                if (*committed) listener.listener->on_committed(**committed);
            }
        }
        const auto next = earliest(log.start());
        if (next == from)
            return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("The metadata log holds no whole batch at offset {}.", *from));
        if (*next < known.high_watermark) return true;
    }
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
        Entry& entry = listeners_[i];
        // A new leader must have seen everything that came before it.
        if (known.own_epoch_start && entry.next.value_or(log.start()) <= *known.own_epoch_start) continue;
        if (entry.announced == known.leader) continue;
        entry.announced = known.leader;
        entry.listener->on_leader_changed(known.leader);
    }
    return false;
}

}  // namespace vitrine::raft
