// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "base/assert.h"
#include "raft/quorum.h"

// What a node makes of the others' answers. An answer counts only where it belongs to the one request under way with that peer:
// a change of role forgets what was asked before.
namespace vitrine::raft {

void Quorum::on(ResponseReceived&& response) {
    const auto found = peers_.find(response.from);
    if (found == peers_.end() || found->second.in_flight != response.correlation) return;
    found->second.in_flight.reset();
    const Ask asked = std::move(found->second.asked);

    const auto dispatch = [&](const auto& ask, const auto& answer) {
        if constexpr (requires { handle_response(response.from, ask, answer); }) {
            handle_response(response.from, ask, answer);
        } else {
            VITRINE_ASSERT(false, "the driver answers each request with the answer of its kind");
        }
    };
    std::visit(dispatch, asked, response.answer);
}

bool Quorum::take_over(BrokerId from, LeaderEpoch asked_in, ErrorCode error, LeaderEpoch epoch, BrokerId leader) {
    if (epoch < election_.epoch || error == ErrorCode::UNKNOWN_LEADER_EPOCH) {
        back_off(from);  // it will hear of this epoch
        return false;
    }
    if (!learn(epoch, leader)) {
        refuse(from, fmt::format("it names {} as the leader of epoch {}, where {} is known", leader, epoch, election_.leader));
        back_off(from);
        return false;
    }
    return asked_in == election_.epoch;
}

// --- Vote ---

void Quorum::handle_response(BrokerId from, const VoteAsk& asked, const VoteAnswer& answer) {
    if (!take_over(from, asked.epoch, answer.error, answer.epoch, answer.leader)) return;
    if (answer.error != ErrorCode::NONE) {
        refuse(from, fmt::format("it answered Vote with {}", name_of(answer.error)));
        return back_off(from);
    }
    if (auto* prospective = std::get_if<Prospective>(&role_); prospective != nullptr && asked.pre_vote) {
        prospective->ballot.record(from, answer.granted);
    } else if (auto* candidate = std::get_if<Candidate>(&role_); candidate != nullptr && !asked.pre_vote) {
        candidate->ballot.record(from, answer.granted);
    }
}

// --- BeginQuorumEpoch, EndQuorumEpoch ---

void Quorum::handle_response(BrokerId from, const BeginQuorumEpochAsk& asked, const EpochAnswer& answer) {
    if (!take_over(from, asked.epoch, answer.error, answer.epoch, answer.leader)) return;
    if (answer.error == ErrorCode::NONE) return;
    refuse(from, fmt::format("it answered BeginQuorumEpoch with {}", name_of(answer.error)));
    back_off(from);
}

void Quorum::handle_response(BrokerId from, const EndQuorumEpochAsk& asked, const EpochAnswer& answer) {
    if (!take_over(from, asked.epoch, answer.error, answer.epoch, answer.leader)) return;
    auto* resigned = std::get_if<Resigned>(&role_);
    if (resigned == nullptr) return;
    if (answer.error != ErrorCode::NONE) {
        refuse(from, fmt::format("it answered EndQuorumEpoch with {}", name_of(answer.error)));
        back_off(from);
    }
    if (const auto told = resigned->voters.find(from); told != resigned->voters.end()) {
        told->second.acknowledged = answer.error == ErrorCode::NONE;
        told->second.unreachable = answer.error != ErrorCode::NONE;
    }
}

// --- Fetch ---

void Quorum::handle_response(BrokerId from, const FetchAsk& asked, const FetchAnswer& answer) {
    if (!take_over(from, asked.epoch, answer.error, answer.epoch, answer.leader)) return;
    auto* follower = std::get_if<Follower>(&role_);
    if (follower == nullptr || election_.leader != from) return back_off(from);  // an observer asked somebody else

    if (leader_resigned(*follower, answer.error)) return;
    if (answer.error != ErrorCode::NONE) {
        refuse(from, fmt::format("it answered Fetch with {}", name_of(answer.error)));
        return back_off(from);
    }
    if (answer.snapshot) {
        // What is committed here is in every snapshot that a leader can have.
        if (answer.snapshot->epoch <= LeaderEpoch(0) || answer.snapshot->epoch > election_.epoch ||
            answer.snapshot->offset <= high_watermark_) {
            refuse(from, fmt::format("it offers the snapshot {} of epoch {}, where {} is committed and its epoch is {}",
                                     answer.snapshot->offset, answer.snapshot->epoch, high_watermark_, election_.epoch));
            return back_off(from);
        }
        follower->download = Follower::Download{.snapshot = *answer.snapshot, .position = 0};
    } else if (answer.diverging) {
        if (!truncate_as_asked(from, *answer.diverging)) return back_off(from);
    } else {
        if (!append_fetched(from, answer)) return back_off(from);
        advance_high_watermark(std::min(log_.end().offset, answer.high_watermark));
    }
    hear_of_leader(*follower);
}

// The leader of this very epoch says so: it resigned. Its EndQuorumEpoch names who asks first.
bool Quorum::leader_resigned(Follower& follower, ErrorCode error) {
    if (error != ErrorCode::NOT_LEADER_OR_FOLLOWER) return false;
    const Duration left = std::max(follower.fetch_deadline - now_, Duration::zero());
    end_epoch_of_leader(follower, in_start_phase() ? std::min(left, staggered_start_timeout()) : left);
    return true;
}

void Quorum::hear_of_leader(Follower& follower) {
    follower.has_fetched = true;
    follower.fetch_deadline = now_ + config_.fetch_timeout;
    failed_elections_ = 0;
    end_start_phase();
}

void Quorum::handle_response(BrokerId from, const FetchSnapshotAsk& asked, const FetchSnapshotAnswer& answer) {
    if (!take_over(from, asked.epoch, answer.error, answer.epoch, answer.leader)) return;
    auto* follower = std::get_if<Follower>(&role_);
    if (follower == nullptr || election_.leader != from || !follower->download) return back_off(from);

    if (leader_resigned(*follower, answer.error)) return;
    if (answer.error == ErrorCode::SNAPSHOT_NOT_FOUND || answer.error == ErrorCode::POSITION_OUT_OF_RANGE) {
        // There is a newer one: the next Fetch says which.
        follower->download.reset();
        hear_of_leader(*follower);
        return back_off(from);
    }
    if (answer.error != ErrorCode::NONE) {
        refuse(from, fmt::format("it answered FetchSnapshot with {}", name_of(answer.error)));
        return back_off(from);
    }
    const auto size = static_cast<std::int64_t>(answer.bytes.size());
    if (answer.snapshot != asked.snapshot || answer.position != asked.position || size == 0 || answer.size_bytes < asked.position ||
        size > answer.size_bytes - asked.position) {
        refuse(from, fmt::format("it sent {} bytes at {} of {} of the snapshot {}, asked for those at {} of {}", size, answer.position,
                                 answer.size_bytes, answer.snapshot.offset, asked.position, asked.snapshot.offset));
        follower->download.reset();
        return back_off(from);
    }
    const bool last = asked.position + size == answer.size_bytes;
    effects_.push_back(WriteSnapshot{asked.snapshot, asked.position, answer.bytes, last});
    if (last) {
        installing_ = asked.snapshot;
        follower->download.reset();
    } else {
        follower->download->position += size;
    }
    hear_of_leader(*follower);
}

bool Quorum::truncate_as_asked(BrokerId leader, const OffsetAndEpoch& diverging) {
    const Offset end = log_.end().offset;
    if (diverging.offset < Offset(0) || diverging.epoch < LeaderEpoch(0)) {
        refuse(leader, "it answered Fetch with a diverging epoch that cannot be");
        return false;
    }
    const Offset to = log_.truncation_point(diverging);
    // What is committed is never taken back, whoever asks (KAFKA-12460).
    if (to < high_watermark_) {
        refuse(leader, fmt::format("it asks to truncate the metadata log to {}, below the high watermark {}", to, high_watermark_));
        return false;
    }
    if (to >= end) {
        refuse(leader, fmt::format("it says that the logs diverge, but at {} they agree up to the end {}", to, end));
        return false;
    }
    log_.truncate(to);
    synced_ = std::min(synced_, to);
    syncing_.reset();  // a sync under way was of other records
    ++sync_ticket_;
    history_.truncate(to);
    take_up_voters();
    effects_.push_back(TruncateLog{to, diverging.epoch});
    return true;
}

// Takes the batches that follow on this log, each in the epoch of the one before or a later one, none above the leader's (KAFKA-18723).
// Whatever is wrong ends it. False: nothing of what came is good.
bool Quorum::append_fetched(BrokerId leader, const FetchAnswer& answer) {
    if (answer.records.empty()) return true;
    const OffsetAndEpoch before = log_.end();
    OffsetAndEpoch end = before;
    std::size_t size = 0;
    std::size_t good = 0;
    for (; good < answer.batches.size(); ++good) {
        const FetchedBatch& batch = answer.batches[good];
        if (batch.base_offset != end.offset || batch.end_offset <= batch.base_offset || batch.epoch < end.epoch ||
            batch.epoch > election_.epoch || batch.epoch <= LeaderEpoch(0) || batch.size_bytes > answer.records.size() - size) {
            refuse(leader,
                   fmt::format(
                       "it sent a batch of offsets {} to {} in epoch {} where the log ends at {} in epoch {} and the leader's epoch is {}",
                       batch.base_offset, batch.end_offset, batch.epoch, end.offset, end.epoch, election_.epoch));
            break;
        }
        end = {batch.end_offset, batch.epoch};
        size += batch.size_bytes;
    }
    if (good == 0) return false;
    for (std::size_t i = 0; i < good; ++i) {
        const FetchedBatch& batch = answer.batches[i];
        log_.append(batch.epoch, batch.end_offset);
        for (const QuorumChange& change : batch.changes) history_.append(change);
    }
    take_up_voters();
    effects_.push_back(AppendToLog{before.offset, end.offset, FetchedBatches{answer.records.slice(0, size), election_.epoch}});
    return true;
}

}  // namespace vitrine::raft
