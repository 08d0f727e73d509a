// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/consumer.h"

#include <algorithm>

#include "base/assert.h"

namespace vitrine::client {

Consumer::Consumer(env::Environment environment, ClientConfig client, ConsumerConfig config, ConsumerListener& listener)
    : environment_(environment),
      config_(std::move(config)),
      listener_(listener),
      cluster_(std::make_unique<ClusterClient>(environment, std::move(client))),
      fetcher_(std::make_unique<Fetcher>(
          *cluster_, config_.fetch, [this](FetchedRecords fetched) { records(std::move(fetched)); },
          [this](const TopicPartition&, const Error& error) { listener_.on_error(error); })) {
    if (config_.group) member_ = std::make_unique<GroupMember>(*cluster_, *config_.group, static_cast<GroupMemberListener&>(*this));
    cluster_->on_refreshed([this] {
        if (member_ != nullptr) member_->metadata_refreshed();
    });
}

Consumer::~Consumer() { *alive_ = false; }

void Consumer::subscribe(std::vector<std::string> topics) {
    VITRINE_ASSERT(member_ != nullptr, "subscribing needs a group");
    // The group's leader must know the topics before it can divide them, and everybody the brokers.
    for (const std::string& topic : topics) cluster_->watch_topic(topic);
    cluster_->refresh([this, alive = alive_, topics](const Status& status) {
        if (!*alive) return;
        if (!status) {
            listener_.on_error(status.error());
            subscribe_timer_ = environment_.clock.schedule_after(cluster_->config().retry_backoff, [this, topics] { subscribe(topics); });
            return;
        }
        member_->subscribe(topics);
    });
    if (config_.enable_auto_commit && !auto_commit_timer_.held()) schedule_auto_commit();
}

void Consumer::assign(const std::map<TopicPartition, Position>& partitions) { fetcher_->assign(partitions); }

void Consumer::seek(const TopicPartition& partition, const Position& position) {
    // What is committed is where the member stands, as in Kafka's client.
    if (member_ != nullptr && position.kind == Position::Kind::offset) {
        delivered_[partition] = {.offset = position.offset, .leader_epoch = no_leader_epoch, .metadata = {}};
    }
    fetcher_->seek(partition, position);
}

void Consumer::set_paused(bool paused) {
    paused_ = paused;
    fetcher_->set_paused(paused);
}

void Consumer::rejoin(const std::string& reason) {
    if (member_ != nullptr) member_->rejoin(reason);
}

void Consumer::records(FetchedRecords fetched) {
    for (const auto& record : fetched.records) {
        bytes_count_ += (record.key ? record.key->size() : 0) + (record.value ? record.value->size() : 0);
    }
    records_count_ += fetched.records.size();
    delivered_[fetched.partition] = {.offset = fetched.next_offset, .leader_epoch = fetched.leader_epoch, .metadata = {}};
    listener_.on_records(fetched);
}

// --- the group ---

void Consumer::on_assigned(const std::vector<TopicPartition>& owned, const std::vector<TopicPartition>& added) {
    owned_ = owned;
    begin_reading(added);
    listener_.on_assigned(owned);
}

void Consumer::begin_reading(const std::vector<TopicPartition>& added) {
    if (added.empty()) return;
    member_->fetch_committed(added, [this, alive = alive_, added](Result<std::map<TopicPartition, Offset>> committed) {
        if (!*alive) return;
        if (!committed) {
            // Where to begin is not known: beginning somewhere else could lose or repeat records, so it is asked again.
            listener_.on_error(committed.error());
            to_begin_.insert(added.begin(), added.end());
            begin_timer_ = environment_.clock.schedule_after(cluster_->config().retry_backoff, [this] {
                std::vector<TopicPartition> still_owned;
                for (const TopicPartition& key : std::exchange(to_begin_, {})) {
                    if (std::ranges::binary_search(owned_, key)) still_owned.push_back(key);
                }
                begin_reading(still_owned);
            });
            return;
        }
        std::map<TopicPartition, Position> more;
        for (const TopicPartition& key : added) {
            if (!std::ranges::binary_search(owned_, key)) continue;  // taken away meanwhile
            const auto found = committed->find(key);
            more[key] = found == committed->end() ? Position{} : Position{.kind = Position::Kind::offset, .offset = found->second};
            if (found != committed->end()) committed_[key] = found->second;
        }
        read(more);
    });
}

void Consumer::read(const std::map<TopicPartition, Position>& more) {
    std::map<TopicPartition, Position> all = more;
    for (const TopicPartition& key : fetcher_->assigned()) all.try_emplace(key);
    fetcher_->assign(all);
}

void Consumer::stop_reading(const std::vector<TopicPartition>& partitions) {
    std::map<TopicPartition, Position> rest;
    for (const TopicPartition& key : fetcher_->assigned()) {
        if (std::ranges::find(partitions, key) == partitions.end()) rest.try_emplace(key);
    }
    fetcher_->assign(rest);
    for (const TopicPartition& key : partitions) {
        delivered_.erase(key);
        committed_.erase(key);
    }
    std::erase_if(owned_, [&](const TopicPartition& key) { return std::ranges::find(partitions, key) != partitions.end(); });
}

void Consumer::on_revoked(const std::vector<TopicPartition>& revoked) {
    if (config_.enable_auto_commit) commit_positions(revoked, [](const Status&) {});
    stop_reading(revoked);
    listener_.on_revoked(revoked);
}

void Consumer::on_lost(const std::vector<TopicPartition>& lost) {
    stop_reading(lost);
    listener_.on_revoked(lost);
}

void Consumer::on_failed(const Error& error) { listener_.on_error(error); }

// --- commits ---

void Consumer::commit(std::move_only_function<void(Status)> done) { commit_positions(owned_, std::move(done)); }

void Consumer::commit_positions(const std::vector<TopicPartition>& partitions, std::move_only_function<void(Status)> done) {
    if (member_ == nullptr) {
        return environment_.clock.post([done = std::move(done)]() mutable {
            done(failure(ErrorCode::INVALID_GROUP_ID, "a consumer without a group has nowhere to commit to"));
        });
    }
    std::map<TopicPartition, OffsetToCommit> offsets;
    for (const TopicPartition& key : partitions) {
        const auto found = delivered_.find(key);
        if (found == delivered_.end()) continue;
        const auto last = committed_.find(key);
        if (last == committed_.end() || last->second != found->second.offset) offsets[key] = found->second;
    }
    member_->commit(offsets, [this, alive = alive_, offsets, done = std::move(done)](Status status) mutable {
        if (!*alive) return;
        if (status) {
            for (const auto& [key, offset] : offsets) {
                if (std::ranges::find(owned_, key) != owned_.end()) committed_[key] = offset.offset;
            }
        }
        done(std::move(status));
    });
}

void Consumer::schedule_auto_commit() {
    auto_commit_timer_ = environment_.clock.schedule_after(config_.auto_commit_interval, [this] {
        if (member_->view().state == MemberState::stable) commit_positions(owned_, [](const Status&) {});
        schedule_auto_commit();
    });
}

void Consumer::close(std::move_only_function<void()> done) {
    auto_commit_timer_.cancel();
    begin_timer_.cancel();
    subscribe_timer_.cancel();
    if (member_ == nullptr) {
        fetcher_->assign({});
        return environment_.clock.post(std::move(done));
    }
    // What is handed over from now on would be committed by nobody, and read again.
    fetcher_->assign({});
    const auto leave = [this](std::move_only_function<void()> then) { member_->leave(std::move(then)); };
    if (!config_.enable_auto_commit || member_->view().state != MemberState::stable) return leave(std::move(done));
    commit_positions(owned_, [this, alive = alive_, leave, done = std::move(done)](const Status&) mutable {
        if (*alive) leave(std::move(done));
    });
}

ConsumerView Consumer::view() const {
    ConsumerView view;
    if (member_ != nullptr) view.member = member_->view();
    view.positions = fetcher_->view();
    view.committed = committed_;
    view.records = records_count_;
    view.bytes = bytes_count_;
    view.paused = paused_;
    return view;
}

}  // namespace vitrine::client
