// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log_dir_moves.h"

#include <algorithm>

#include "base/assert.h"
#include "storage/try.h"

namespace vitrine::broker {

namespace {

// How often a copy that has to wait (for the controller, for what is appended) follows its log.
constexpr Milliseconds follow_interval{100};
// Before the copy takes the log's place it is flushed, so that nothing that is durable is so no longer. Where every append is flushed
// this need never end; then it is as in Kafka, which does not flush.
constexpr int flushes_max = 10;

}  // namespace

LogDirMoves::LogDirMoves(Setup setup)
    : setup_(std::move(setup)),
      throttle_(setup_.environment.clock, setup_.config, "replica.alter.log.dirs.io.max.bytes.per.second",
                "alter.log.dirs.replication.quota.window") {}

LogDirMoves::~LogDirMoves() { *alive_ = false; }

// --- begin and end ---

Status LogDirMoves::begin(const Partition& partition, storage::LogDirectory& destination) {
    const TopicPartition& name = partition.name();
    if (moves_.contains(name)) return {};
    // One that was left when a directory failed, or when its move did.
    const bool found = setup_.logs.future_directory_of(name) == &destination;
    if (!found) STORAGE_TRY(setup_.logs.create_future(name, destination));
    add(partition, destination, found);
    return {};
}

void LogDirMoves::resume(const Partition& partition) {
    const TopicPartition& name = partition.name();
    storage::LogDirectory* const to = setup_.logs.future_directory_of(name);
    if (to == nullptr || moves_.contains(name)) return;
    storage::Log& copy = *setup_.logs.find_future(name);
    const auto cleaned = setup_.logs.directory_of(name)->cleaner().checkpoint_of(name);
    if (cleaned && *cleaned > copy.log_end()) {
        // Compacted further than it was copied, while the copy's directory was away: of two records of one key the older one may be in the
        // copy, and the tombstone that hid it nowhere.
        setup_.logger.info("{}: its log was compacted since the copy was made; copying begins anew", name);
        static_cast<void>(copy.truncate_fully_and_start_at(partition.log().log_start()));
    }
    add(partition, *to, true);
}

void LogDirMoves::add(const Partition& partition, storage::LogDirectory& to, bool resumed) {
    storage::LogDirectory* const from = setup_.logs.directory_of(partition.name());
    VITRINE_ASSERT(from != nullptr, "a hosted replica has a log");
    setup_.logger.info("{}: moves from {} to {}", partition.name(), from->path(), to.path());
    from->pause_cleaning(partition.name());
    moves_[partition.name()] = {
        .id = partition.id(), .from = from, .to = &to, .resumed = resumed, .flushes_left = flushes_max, .number = ++last_number_};
    wake(Duration(0));
}

bool LogDirMoves::may_be_told_otherwise(const Move& move) const {
    return move.state != State::copying || setup_.assigned_directory(move.id) == move.to->id();
}

void LogDirMoves::tell_it_stays(const Move& move) {
    if (may_be_told_otherwise(move) && !is_reserved_directory(move.from->id())) setup_.assignments.assign(move.id, move.from->id());
}

void LogDirMoves::cancel(const TopicPartition& partition) {
    if (auto move = moves_.extract(partition)) tell_it_stays(move.mapped());
    // Also one whose move ended without it.
    if (setup_.logs.find_future(partition) == nullptr) return;
    if (auto removed = setup_.logs.remove_future(partition); !removed)
        setup_.logger.error("{}: deleting its future log failed: {}", partition, removed.error().message);
    if (Partition* hosted = setup_.partition(partition)) setup_.changed(*hosted);
}

void LogDirMoves::on_directory_failed() {
    std::erase_if(moves_, [this](const auto& entry) {
        const auto& [name, move] = entry;
        if (!move.from->failed() && !move.to->failed()) return false;
        tell_it_stays(move);
        if (!move.from->failed()) move.from->resume_cleaning(name);
        return true;
    });
}

bool LogDirMoves::concerns(const TopicPartition& partition) const {
    const auto found = moves_.find(partition);
    return found != moves_.end() && may_be_told_otherwise(found->second);
}

void LogDirMoves::stop() {
    stopped_ = true;
    timer_.cancel();
    moves_.clear();
}

// --- copying ---

void LogDirMoves::wake(Duration after) {
    if (stopped_ || moves_.empty()) return;
    timer_ = setup_.environment.clock.schedule_after(after, [this] { tick(); });
}

void LogDirMoves::tick() {
    if (throttle_.exceeded()) return wake(setup_.config.values().replica_fetch_backoff_ms);
    std::int64_t bytes = std::max(setup_.config.values().replica_fetch_max_bytes, 1);
    for (auto& [name, move] : moves_) {
        const Next next = step(name, move, bytes);
        if (next == Next::over) {
            moves_.erase(TopicPartition(name));
            return wake(Duration(0));
        }
        if (next == Next::again || bytes <= 0) return wake(Duration(0));
    }
    wake(follow_interval);
}

LogDirMoves::Next LogDirMoves::step(const TopicPartition& name, Move& move, std::int64_t& bytes) {
    if (setup_.environment.clock.now() < move.not_before) return Next::wait;
    Partition* const partition = setup_.partition(name);
    storage::Log* const copy = setup_.logs.find_future(name);
    // A directory is going offline.
    if (partition == nullptr || copy == nullptr || copy->failed() || partition->log().failed()) return Next::wait;
    storage::Log& log = partition->log();
    if (!align(log, *copy)) return copy->failed() ? Next::wait : Next::again;
    const auto copied = copy_some(log, *copy, partition->leader_epoch(), bytes);
    if (!copied) {
        setup_.logger.warning("{}: copying to {} failed: {}", name, move.to->path(), copied.error().message);
        move.not_before = setup_.environment.clock.now() + setup_.config.values().replica_fetch_backoff_ms;
        return Next::wait;
    }
    if (*copied > 0) throttle_.record(*copied);
    bytes -= *copied;
    copy->advance_high_watermark(log.high_watermark());
    if (log.log_start() > copy->log_start()) static_cast<void>(copy->advance_log_start(std::min(log.log_start(), copy->high_watermark())));
    if (std::exchange(move.copy_start, copy->log_start()) != copy->log_start()) setup_.changed(*partition);
    if (copy->log_end() != log.log_end()) return *copied > 0 ? Next::again : Next::wait;
    if (copy->log_start() < log.log_start() || copy->high_watermark() < log.high_watermark()) return Next::wait;
    return finish(name, move, *partition, *copy);
}

bool LogDirMoves::align(storage::Log& log, storage::Log& copy) const {
    const auto start_over = [&] {
        static_cast<void>(copy.truncate_fully_and_start_at(log.log_start()));
        return false;
    };
    if (copy.log_end() < log.log_start()) return start_over();
    const LeaderEpoch epoch = copy.latest_epoch();
    if (epoch == no_leader_epoch) return copy.log_end() <= log.log_end() || start_over();
    const auto end = log.end_offset_for_epoch(epoch);
    if (!end || end->epoch == no_leader_epoch || end->end_offset == no_offset) return start_over();
    if (end->epoch == epoch && end->end_offset >= copy.log_end()) return true;
    // As a follower truncates (KIP-101, KIP-279).
    Offset to = std::min(end->end_offset, copy.log_end());
    if (const auto own = copy.end_offset_for_epoch(end->epoch); own && own->end_offset != no_offset) to = std::min(to, own->end_offset);
    const Offset before = copy.log_end();
    if (to <= copy.log_start()) return start_over();
    if (!copy.truncate_to(to, end->epoch)) return false;
    // Nothing was cut, and they differ all the same.
    return copy.log_end() == before && copy.latest_epoch() == epoch ? start_over() : false;
}

Result<std::int64_t> LogDirMoves::copy_some(storage::Log& log, storage::Log& copy, LeaderEpoch epoch, std::int64_t bytes_max) {
    if (copy.log_end() >= log.log_end()) return 0;
    storage::ReadOptions options;
    options.bytes_max = bytes_max;
    STORAGE_TAKE(const Bytes batches, log.read_batches(copy.log_end(), options));
    if (batches.empty()) return 0;
    STORAGE_TAKE(const storage::AppendInfo info, copy.append_as_follower(batches, std::max(epoch, log.latest_epoch())));
    return info.size_bytes;
}

LogDirMoves::Next LogDirMoves::finish(const TopicPartition& name, Move& move, Partition& partition, storage::Log& copy) {
    switch (move.state) {
        case State::copying:
            if (is_reserved_directory(move.to->id())) {
                move.state = State::accepted;
                return Next::again;
            }
            move.state = State::telling;
            setup_.assignments.assign(move.id, move.to->id(), [this, alive = alive_, name, number = move.number] {
                if (!*alive) return;
                const auto found = moves_.find(name);
                if (found == moves_.end() || found->second.number != number) return;
                found->second.state = State::accepted;
                wake(Duration(0));
            });
            return Next::wait;
        case State::telling: return Next::wait;
        case State::accepted: break;
    }
    const bool as_durable = copy.recovery_point() >= partition.log().recovery_point();
    if (!as_durable && move.flushes_left > 0) {
        if (!std::exchange(move.flushing, true)) {
            --move.flushes_left;
            copy.flush([this, alive = alive_, name, number = move.number](const Status&) {
                if (!*alive) return;
                const auto found = moves_.find(name);
                if (found == moves_.end() || found->second.number != number) return;
                found->second.flushing = false;
                wake(Duration(0));
            });
        }
        return Next::wait;
    }
    const std::string from = move.from->path();
    const std::string to = move.to->path();
    const auto replaced = setup_.logs.replace_with_future(name, !move.resumed, [&](storage::Log& log) { partition.replace_log(log); });
    // Its directory goes offline in a moment, and the move ends with it.
    if (!replaced) return Next::wait;
    setup_.logger.info("{}: moved from {} to {}", name, from, to);
    setup_.changed(partition);
    return Next::over;
}

}  // namespace vitrine::broker
