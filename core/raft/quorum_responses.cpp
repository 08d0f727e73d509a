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

    if (answer.error == ErrorCode::NOT_LEADER_OR_FOLLOWER) {
        // The leader of this very epoch says so: it resigned. Its EndQuorumEpoch names who asks first.
        const Duration left = std::max(follower->fetch_deadline - now_, Duration::zero());
        return end_epoch_of_leader(*follower, in_start_phase() ? std::min(left, staggered_start_timeout()) : left);
    }
    if (answer.error != ErrorCode::NONE) {
        refuse(from, fmt::format("it answered Fetch with {}", name_of(answer.error)));
        return back_off(from);
    }
    if (answer.diverging) {
        if (!truncate_as_asked(from, *answer.diverging)) return back_off(from);
    } else {
        if (!append_fetched(from, answer)) return back_off(from);
        advance_high_watermark(std::min(log_.end().offset, answer.high_watermark));
    }
    follower->has_fetched = true;
    follower->fetch_deadline = now_ + config_.fetch_timeout;
    failed_elections_ = 0;
    end_start_phase();
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
    for (std::size_t i = 0; i < good; ++i) log_.append(answer.batches[i].epoch, answer.batches[i].end_offset);
    effects_.push_back(AppendToLog{before.offset, end.offset, FetchedBatches{answer.records.slice(0, size), election_.epoch}});
    return true;
}

}  // namespace vitrine::raft
