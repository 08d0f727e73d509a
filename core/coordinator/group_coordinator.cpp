// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "coordinator/group_coordinator.h"

#include <algorithm>
#include <cstdlib>

#include "base/assert.h"
#include "coordinator/group_records.h"
#include "coordinator/group_shard.h"

namespace vitrine::coordinator {
namespace {

constexpr wire::Version topic_ids_from = 10;  // OffsetCommit and OffsetFetch name topics by id

// UTF-16 code units of a UTF-8 text, as Java hashes strings. Bytes that are not UTF-8 count as U+FFFD each.
template <class Each>
void for_each_utf16(std::string_view text, Each each) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
        std::uint32_t code = length == 1 ? lead : length == 2 ? lead & 0x1fu : length == 3 ? lead & 0x0fu : lead & 0x07u;
        bool valid = length > 0 && i + length <= text.size();
        for (std::size_t k = 1; valid && k < length; ++k) {
            const auto next = static_cast<std::uint8_t>(text[i + k]);
            valid = (next & 0xc0) == 0x80;
            code = (code << 6) | (next & 0x3fu);
        }
        if (!valid) {
            each(std::uint16_t{0xfffd});
            ++i;
            continue;
        }
        i += length;
        if (code >= 0x10000) {
            each(static_cast<std::uint16_t>(0xd800 + ((code - 0x10000) >> 10)));
            each(static_cast<std::uint16_t>(0xdc00 + ((code - 0x10000) & 0x3ff)));
        } else {
            each(static_cast<std::uint16_t>(code));
        }
    }
}

// The time at which an offset expires whatever the group does; only versions 2-4 of OffsetCommit can ask for one.
std::optional<WallTime> expiry_wished(const messages::OffsetCommitRequest& request, WallTime now) {
    if (request.retention_time_ms == -1) return std::nullopt;
    if (request.retention_time_ms > to_milliseconds(WallTime::max()) - to_milliseconds(now)) return WallTime::max();
    // A value of the log is a time since 1970, or -1 for none.
    return std::max(now + Milliseconds(request.retention_time_ms), wall_time(0));
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](char x, char y) { return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y)); });
}

bool passes(const std::vector<std::string>& filter, std::string_view value) {
    return filter.empty() || std::ranges::any_of(filter, [value](const std::string& wanted) { return equal_ignoring_case(wanted, value); });
}

}  // namespace

ErrorCode coordinator_error(ErrorCode append_error) {
    switch (append_error) {
        case ErrorCode::NONE: return ErrorCode::NONE;
        case ErrorCode::UNKNOWN_TOPIC_OR_PARTITION:
        case ErrorCode::NOT_ENOUGH_REPLICAS:
        case ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND:
        case ErrorCode::REQUEST_TIMED_OUT: return ErrorCode::COORDINATOR_NOT_AVAILABLE;
        case ErrorCode::NOT_LEADER_OR_FOLLOWER:
        case ErrorCode::FENCED_LEADER_EPOCH:
        case ErrorCode::KAFKA_STORAGE_ERROR: return ErrorCode::NOT_COORDINATOR;
        case ErrorCode::MESSAGE_TOO_LARGE:
        case ErrorCode::RECORD_LIST_TOO_LARGE:
        case ErrorCode::INVALID_FETCH_SIZE: return ErrorCode::INVALID_COMMIT_OFFSET_SIZE;
        default: return append_error;  // the table of errors is open; the rest means the same to a client
    }
}

std::int32_t partition_for(std::string_view group_id, std::int32_t partition_count) {
    VITRINE_ASSERT(partition_count > 0, "a topic has partitions");
    std::uint32_t hash = 0;
    for_each_utf16(group_id, [&hash](std::uint16_t unit) { hash = 31 * hash + unit; });
    const auto signed_hash = static_cast<std::int32_t>(hash);
    const std::int32_t absolute = signed_hash == INT32_MIN ? 0 : std::abs(signed_hash);
    return absolute % partition_count;
}

Instant GroupCoordinator::Host::now() const { return coordinator_.environment_.clock.now(); }
WallTime GroupCoordinator::Host::wall_now() const { return coordinator_.environment_.clock.wall_now(); }
Uuid GroupCoordinator::Host::make_uuid() { return coordinator_.environment_.random.uuid(); }

void GroupCoordinator::Host::persist(ClassicGroup& group, messages::GroupMetadataValue value, std::move_only_function<void(Status)> done) {
    std::vector<KeyValue> records;
    records.push_back(to_record(messages::GroupMetadataKey{.group = group.id()}, value));
    coordinator_.log_.append(shard_.partition, shard_.epoch, std::move(records), [done = std::move(done)](Status status) mutable {
        if (!status) status = failure(coordinator_error(status.error().code), status.error().message);
        done(std::move(status));
    });
}

void GroupCoordinator::Host::report(observe::EventBody body) {
    if (shard_.state == Shard::State::active) coordinator_.environment_.observer.record(now(), wall_now(), std::move(body));
}

void GroupCoordinator::Host::changed(ClassicGroup& group) {
    coordinator_.changed_.insert(group.id());
    if (shard_.state == Shard::State::active) coordinator_.watch_deadline(shard_, group);
}

GroupCoordinator::GroupCoordinator(env::Environment environment, BrokerId broker, GroupConfig config, CoordinatorLog& log,
                                   const TopicNames& topics, const Logger& logger)
    : environment_(environment), broker_(broker), config_(config), log_(log), topics_(topics), logger_(logger) {}

GroupCoordinator::~GroupCoordinator() { *alive_ = false; }

// --- ownership ---

GroupCoordinator::Located GroupCoordinator::locate(const std::string& group_id) const {
    if (group_id.empty()) return {nullptr, ErrorCode::INVALID_GROUP_ID};
    const std::int32_t partitions = log_.partition_count();
    if (partitions == 0) return {nullptr, ErrorCode::COORDINATOR_NOT_AVAILABLE};
    const auto found = shards_.find(partition_for(group_id, partitions));
    if (found == shards_.end()) return {nullptr, ErrorCode::NOT_COORDINATOR};
    switch (found->second->state) {
        case Shard::State::loading: return {nullptr, ErrorCode::COORDINATOR_LOAD_IN_PROGRESS};
        case Shard::State::failed: return {nullptr, ErrorCode::NOT_COORDINATOR};
        case Shard::State::active: break;
    }
    return {found->second.get(), ErrorCode::NONE};
}

ClassicGroup* GroupCoordinator::find(Shard& shard, const std::string& group_id) const {
    const auto found = shard.groups.find(group_id);
    return found == shard.groups.end() ? nullptr : found->second.group.get();
}

ClassicGroup& GroupCoordinator::find_or_create(Shard& shard, const std::string& group_id) {
    Shard::Held& held = shard.groups[group_id];
    if (held.group == nullptr) held.group = std::make_unique<ClassicGroup>(group_id, config_, *shard.host);
    return *held.group;
}

void GroupCoordinator::on_elected(std::int32_t partition, LeaderEpoch epoch) {
    const auto known = known_epochs_.find(partition);
    if (known != known_epochs_.end() && epoch <= known->second) return;
    known_epochs_[partition] = epoch;
    if (const auto found = shards_.find(partition); found != shards_.end()) {
        // Leader again in a newer epoch without a change in between: what was not committed may be gone, so it is read again.
        drop(*found->second);
        shards_.erase(found);
    }
    auto shard = std::make_unique<Shard>();
    shard->partition = partition;
    shard->epoch = epoch;
    shard->host = std::make_unique<Host>(*this, *shard);
    shards_[partition] = std::move(shard);
    log_.load(
        partition, epoch,
        [this, alive = alive_, partition, epoch](ByteSpan key, std::optional<ByteSpan> value) {
            if (!*alive) return;
            // Resigned, or elected anew, on the way: these records are nobody's.
            const auto loading = shards_.find(partition);
            if (loading != shards_.end() && loading->second->epoch == epoch) replay(*loading->second, key, value);
        },
        [this, alive = alive_, partition, epoch](const Status& status) {
            if (*alive) loaded(partition, epoch, status);
        });
}

void GroupCoordinator::replay(Shard& shard, ByteSpan key, std::optional<ByteSpan> value) {
    auto record = decode_record(key, value);
    if (!record) {
        logger_.warning("__consumer_offsets-{}: a record was skipped: {}", shard.partition, record.error().message);
        return;
    }
    if (auto* commit = std::get_if<OffsetCommitRecord>(&*record)) {
        const TopicPartition partition{commit->key.topic, commit->key.partition};
        if (!commit->value) {
            if (ClassicGroup* group = find(shard, commit->key.group)) group->offsets.erase(partition);
            return;
        }
        CommittedOffset& offset = find_or_create(shard, commit->key.group).offsets[partition];
        offset = {.offset = Offset(commit->value->offset),
                  .leader_epoch = LeaderEpoch(commit->value->leader_epoch),
                  .metadata = commit->value->metadata,
                  .committed_at = wall_time(commit->value->commit_timestamp),
                  .expires_at = std::nullopt};
        if (commit->value->expire_timestamp >= 0) offset.expires_at = wall_time(commit->value->expire_timestamp);
    } else if (const auto* metadata = std::get_if<GroupMetadataRecord>(&*record)) {
        if (metadata->value) {
            find_or_create(shard, metadata->key.group).restore(*metadata->value);
        } else {
            // Offsets have tombstones of their own: one without was committed while the group was being deleted, and holds.
            const auto held = shard.groups.find(metadata->key.group);
            auto offsets = held == shard.groups.end() ? decltype(ClassicGroup::offsets)() : std::move(held->second.group->offsets);
            if (held != shard.groups.end()) shard.groups.erase(held);
            if (!offsets.empty()) find_or_create(shard, metadata->key.group).offsets = std::move(offsets);
            changed_.insert(metadata->key.group);
        }
    }
}

void GroupCoordinator::loaded(std::int32_t partition, LeaderEpoch epoch, const Status& status) {
    const auto found = shards_.find(partition);
    if (found == shards_.end() || found->second->epoch != epoch) return;
    Shard& shard = *found->second;
    if (!status) {
        logger_.error("__consumer_offsets-{} could not be loaded: {}", partition, status.error().message);
        shard.state = Shard::State::failed;
        return;
    }
    shard.state = Shard::State::active;
    for (auto& [id, held] : shard.groups) {
        changed_.insert(id);
        watch_deadline(shard, *held.group);
    }
    wait_for_expiry(shard);
    environment_.observer.record(environment_.clock.now(), environment_.clock.wall_now(),
                                 observe::CoordinatorMoved{partition, true, static_cast<std::int32_t>(shard.groups.size())});
}

void GroupCoordinator::on_resigned(std::int32_t partition, LeaderEpoch epoch) {
    const auto known = known_epochs_.find(partition);
    if (known != known_epochs_.end() && epoch < known->second) return;
    known_epochs_[partition] = epoch;
    const auto found = shards_.find(partition);
    if (found == shards_.end()) return;
    const auto groups = static_cast<std::int32_t>(found->second->groups.size());
    drop(*found->second);
    shards_.erase(found);
    environment_.observer.record(environment_.clock.now(), environment_.clock.wall_now(),
                                 observe::CoordinatorMoved{partition, false, groups});
}

void GroupCoordinator::on_log_deleted() {
    for (auto& [partition, shard] : shards_) drop(*shard);
    shards_.clear();
    known_epochs_.clear();
}

void GroupCoordinator::drop(Shard& shard) {
    for (auto& [id, held] : shard.groups) {
        held.timer.cancel();
        held.group->abandon(ErrorCode::NOT_COORDINATOR);
        changed_.insert(id);
    }
    shard.groups.clear();
}

// One timer for each group, for its next deadline.
void GroupCoordinator::watch_deadline(Shard& shard, ClassicGroup& group) {
    const auto held = shard.groups.find(group.id());
    if (held == shard.groups.end()) return;
    const auto next = group.next_deadline();
    if (next == held->second.timer_at) return;
    held->second.timer_at = next;
    held->second.timer.cancel();
    if (!next) return;
    held->second.timer = environment_.clock.schedule(*next, [this, &shard, &group] {
        // The shard cancels this timer before it drops the group.
        shard.groups.at(group.id()).timer_at.reset();
        group.on_time();
    });
}

// --- requests ---

void GroupCoordinator::handle(const messages::JoinGroupRequest& request, wire::Version version, const ClientInfo& client,
                              Answer<messages::JoinGroupResponse> answer) {
    const auto refuse = [&](ErrorCode code) {
        messages::JoinGroupResponse response;
        response.error_code = code;
        response.member_id = request.member_id;
        answer(std::move(response));
    };
    const Located located = locate(request.group_id);
    if (located.shard == nullptr) return refuse(located.error);
    const Milliseconds session_timeout(request.session_timeout_ms);
    if (session_timeout < config_.group_min_session_timeout_ms || session_timeout > config_.group_max_session_timeout_ms) {
        return refuse(ErrorCode::INVALID_SESSION_TIMEOUT);
    }
    ClassicGroup* group = find(*located.shard, request.group_id);
    if (group == nullptr) {
        if (!request.member_id.empty()) return refuse(ErrorCode::UNKNOWN_MEMBER_ID);
        group = &find_or_create(*located.shard, request.group_id);
    }
    group->join(request, version, client, std::move(answer));
}

void GroupCoordinator::handle(const messages::SyncGroupRequest& request, Answer<messages::SyncGroupResponse> answer) {
    const Located located = locate(request.group_id);
    ClassicGroup* group = located.shard == nullptr ? nullptr : find(*located.shard, request.group_id);
    if (group == nullptr) {
        messages::SyncGroupResponse response;
        // A request in a load must not make the client give up its membership.
        response.error_code = located.shard != nullptr                                   ? ErrorCode::UNKNOWN_MEMBER_ID
                              : located.error == ErrorCode::COORDINATOR_LOAD_IN_PROGRESS ? ErrorCode::REBALANCE_IN_PROGRESS
                                                                                         : located.error;
        return answer(std::move(response));
    }
    group->sync(request, std::move(answer));
}

void GroupCoordinator::handle(const messages::HeartbeatRequest& request, Answer<messages::HeartbeatResponse> answer) {
    messages::HeartbeatResponse response;
    const Located located = locate(request.group_id);
    if (located.shard == nullptr) {
        // While loading, the member is taken to be alive.
        response.error_code = located.error == ErrorCode::COORDINATOR_LOAD_IN_PROGRESS ? ErrorCode::NONE : located.error;
    } else if (ClassicGroup* group = find(*located.shard, request.group_id)) {
        response.error_code = group->heartbeat(request);
        changed_.insert(group->id());  // when it was last heard is shown
        watch_deadline(*located.shard, *group);
    } else {
        response.error_code = ErrorCode::UNKNOWN_MEMBER_ID;
    }
    answer(std::move(response));
}

void GroupCoordinator::handle(const messages::LeaveGroupRequest& request, wire::Version version,
                              Answer<messages::LeaveGroupResponse> answer) {
    const Located located = locate(request.group_id);
    ClassicGroup* group = located.shard == nullptr ? nullptr : find(*located.shard, request.group_id);
    if (group == nullptr) {
        messages::LeaveGroupResponse response;
        response.error_code = located.shard == nullptr ? located.error : ErrorCode::UNKNOWN_MEMBER_ID;
        return answer(std::move(response));
    }
    answer(group->leave(request, version));
}

void GroupCoordinator::handle(const messages::OffsetCommitRequest& request, wire::Version version,
                              Answer<messages::OffsetCommitResponse> answer) {
    const auto refuse = [&](ErrorCode code) {
        messages::OffsetCommitResponse response;
        for (const auto& topic : request.topics) {
            auto& answered = response.topics.emplace_back();
            answered.name = topic.name;
            answered.topic_id = topic.topic_id;
            for (const auto& partition : topic.partitions) answered.partitions.push_back({partition.partition_index, code});
        }
        answer(std::move(response));
    };
    const Located located = locate(request.group_id);
    if (located.shard == nullptr) return refuse(located.error);
    ClassicGroup* group = find(*located.shard, request.group_id);
    if (group == nullptr) {
        if (request.generation_id_or_member_epoch >= 0) return refuse(ErrorCode::ILLEGAL_GENERATION);
        group = &find_or_create(*located.shard, request.group_id);
    }
    if (const ErrorCode error = group->check_commit(request); error != ErrorCode::NONE) return refuse(error);
    watch_deadline(*located.shard, *group);
    commit(*located.shard, *group, request, version, std::move(answer));
}

void GroupCoordinator::commit(Shard& shard, ClassicGroup& group, const messages::OffsetCommitRequest& request, wire::Version version,
                              Answer<messages::OffsetCommitResponse> answer) {
    struct Accepted {
        TopicPartition partition;
        CommittedOffset offset;
        std::size_t topic_index;
        std::size_t partition_index;
    };
    messages::OffsetCommitResponse response;
    std::vector<Accepted> accepted;
    std::vector<KeyValue> records;
    const WallTime now = environment_.clock.wall_now();
    const std::optional<WallTime> expires_at = expiry_wished(request, now);
    for (const auto& topic : request.topics) {
        auto& answered = response.topics.emplace_back();
        answered.name = topic.name;
        answered.topic_id = topic.topic_id;
        const std::optional<std::string> name = version >= topic_ids_from ? topics_.name_of(topic.topic_id) : std::optional(topic.name);
        for (const auto& partition : topic.partitions) {
            auto& outcome = answered.partitions.emplace_back();
            outcome.partition_index = partition.partition_index;
            const std::string metadata = partition.committed_metadata.value_or("");
            if (!name) {
                outcome.error_code = ErrorCode::UNKNOWN_TOPIC_ID;
            } else if (metadata.size() > static_cast<std::size_t>(config_.offset_metadata_max_bytes)) {
                outcome.error_code = ErrorCode::OFFSET_METADATA_TOO_LARGE;
            } else {
                const messages::OffsetCommitKey key{.group = group.id(), .topic = *name, .partition = partition.partition_index};
                const messages::OffsetCommitValue value{.offset = partition.committed_offset.value(),
                                                        .leader_epoch = partition.committed_leader_epoch.value(),
                                                        .metadata = metadata,
                                                        .commit_timestamp = to_milliseconds(now),
                                                        .expire_timestamp = expires_at ? to_milliseconds(*expires_at) : -1};
                records.push_back(to_record(key, value));
                accepted.push_back({{*name, partition.partition_index},
                                    {partition.committed_offset, partition.committed_leader_epoch, metadata, now, expires_at},
                                    response.topics.size() - 1,
                                    answered.partitions.size() - 1});
            }
        }
    }
    if (records.empty()) return answer(std::move(response));
    // What is on its way is younger than what expires, and may be before the tombstones in the log: its group is left alone.
    ++shard.commits_on_their_way[group.id()];
    // Completions come in the order of the appends, so a later commit is never overtaken by an earlier one.
    log_.append(shard.partition, shard.epoch, std::move(records),
                [this, alive = alive_, partition = shard.partition, epoch = shard.epoch, group_id = group.id(),
                 response = std::move(response), accepted = std::move(accepted), answer = std::move(answer)](const Status& status) mutable {
                    if (!*alive) return;
                    const ErrorCode error = status ? ErrorCode::NONE : coordinator_error(status.error().code);
                    const auto owner = shards_.find(partition);
                    // The group may have been deleted while this was on its way: what is in the log after that is a group anew.
                    const bool owned = owner != shards_.end() && owner->second->epoch == epoch;
                    if (owned) commit_arrived(*owner->second, group_id);
                    ClassicGroup* committed = owned && status ? &find_or_create(*owner->second, group_id) : nullptr;
                    observe::OffsetsCommitted event{group_id, {}};
                    for (Accepted& entry : accepted) {
                        response.topics[entry.topic_index].partitions[entry.partition_index].error_code = error;
                        if (error != ErrorCode::NONE || committed == nullptr) continue;
                        event.offsets.emplace_back(entry.partition, entry.offset.offset);
                        committed->offsets[entry.partition] = std::move(entry.offset);
                    }
                    if (!event.offsets.empty()) {
                        changed_.insert(group_id);
                        environment_.observer.record(environment_.clock.now(), environment_.clock.wall_now(), std::move(event));
                    }
                    answer(std::move(response));
                });
}

messages::OffsetFetchResponse::OffsetFetchResponseGroup GroupCoordinator::fetch_offsets(
    const messages::OffsetFetchRequest::OffsetFetchRequestGroup& request, wire::Version version) const {
    messages::OffsetFetchResponse::OffsetFetchResponseGroup response;
    response.group_id = request.group_id;
    const Located located = locate(request.group_id);
    if (located.shard == nullptr) {
        response.error_code = located.error;
        return response;
    }
    const ClassicGroup* group = find(*located.shard, request.group_id);
    const auto answer_for = [&](const TopicPartition& partition) {
        messages::OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions answered;
        answered.partition_index = partition.partition;
        answered.committed_offset = no_offset;
        if (group != nullptr) {
            if (const auto found = group->offsets.find(partition); found != group->offsets.end()) {
                answered.committed_offset = found->second.offset;
                answered.committed_leader_epoch = found->second.leader_epoch;
                answered.metadata = found->second.metadata;
            }
        }
        return answered;
    };
    if (!request.topics) {
        // All that the group has committed. Topics that are gone have no id and are left out where ids are spoken.
        if (group == nullptr) return response;
        for (const auto& [partition, committed] : group->offsets) {
            if (response.topics.empty() || response.topics.back().name != partition.topic) {
                const auto id = topics_.id_of(partition.topic);
                if (version >= topic_ids_from && !id) continue;
                auto& topic = response.topics.emplace_back();
                topic.name = partition.topic;
                topic.topic_id = id.value_or(Uuid{});
            }
            response.topics.back().partitions.push_back(answer_for(partition));
        }
        return response;
    }
    for (const auto& topic : *request.topics) {
        auto& answered = response.topics.emplace_back();
        answered.name = topic.name;
        answered.topic_id = topic.topic_id;
        const std::optional<std::string> name = version >= topic_ids_from ? topics_.name_of(topic.topic_id) : std::optional(topic.name);
        for (const std::int32_t partition : topic.partition_indexes) {
            if (name) {
                answered.partitions.push_back(answer_for({*name, partition}));
            } else {
                answered.partitions.push_back(
                    {.partition_index = partition, .committed_offset = no_offset, .error_code = ErrorCode::UNKNOWN_TOPIC_ID});
            }
        }
    }
    return response;
}

void GroupCoordinator::handle(const messages::OffsetFetchRequest& request, wire::Version version,
                              Answer<messages::OffsetFetchResponse> answer) {
    constexpr wire::Version several_groups_from = 8;
    messages::OffsetFetchResponse response;
    if (version >= several_groups_from) {
        for (const auto& group : request.groups) response.groups.push_back(fetch_offsets(group, version));
        return answer(std::move(response));
    }
    messages::OffsetFetchRequest::OffsetFetchRequestGroup group;
    group.group_id = request.group_id;
    group.topics.reset();
    if (request.topics) {
        group.topics.emplace();
        for (const auto& topic : *request.topics) {
            group.topics->push_back({.name = topic.name, .topic_id = {}, .partition_indexes = topic.partition_indexes});
        }
    }
    const auto fetched = fetch_offsets(group, version);
    response.error_code = fetched.error_code;
    for (const auto& topic : fetched.topics) {
        auto& answered = response.topics.emplace_back();
        answered.name = topic.name;
        for (const auto& partition : topic.partitions) {
            answered.partitions.push_back({.partition_index = partition.partition_index,
                                           .committed_offset = partition.committed_offset,
                                           .committed_leader_epoch = partition.committed_leader_epoch,
                                           .metadata = partition.metadata,
                                           .error_code = partition.error_code});
        }
    }
    // Version 1 has no error of the whole: it stands at each partition.
    constexpr wire::Version top_level_error_from = 2;
    if (version < top_level_error_from && fetched.error_code != ErrorCode::NONE && request.topics) {
        response.topics.clear();
        for (const auto& topic : *request.topics) {
            auto& answered = response.topics.emplace_back();
            answered.name = topic.name;
            for (const std::int32_t partition : topic.partition_indexes) {
                answered.partitions.push_back(
                    {.partition_index = partition, .committed_offset = no_offset, .error_code = fetched.error_code});
            }
        }
    }
    answer(std::move(response));
}

void GroupCoordinator::handle(const messages::DescribeGroupsRequest& request, wire::Version version,
                              Answer<messages::DescribeGroupsResponse> answer) {
    constexpr wire::Version not_found_from = 6;
    messages::DescribeGroupsResponse response;
    for (const std::string& group_id : request.groups) {
        auto& described = response.groups.emplace_back();
        described.group_id = group_id;
        const Located located = locate(group_id);
        if (located.shard == nullptr) {
            described.error_code = located.error;
            continue;
        }
        const ClassicGroup* group = find(*located.shard, group_id);
        if (group == nullptr) {
            described.group_state = "Dead";
            if (version >= not_found_from) {
                described.error_code = ErrorCode::GROUP_ID_NOT_FOUND;
                described.error_message = "Group " + group_id + " not found.";
            }
            continue;
        }
        described.group_state = observe::name_of(group->state());
        described.protocol_type = group->protocol_type();
        described.protocol_data = group->state() == observe::GroupState::stable ? group->protocol_name() : std::string();
        for (auto& member : group->describe_members()) {
            described.members.push_back({.member_id = std::move(member.member_id),
                                         .group_instance_id = std::move(member.group_instance_id),
                                         .client_id = std::move(member.client_id),
                                         .client_host = std::move(member.client_host),
                                         .member_metadata = std::move(member.metadata),
                                         .member_assignment = std::move(member.assignment)});
        }
    }
    answer(std::move(response));
}

void GroupCoordinator::handle(const messages::ListGroupsRequest& request, Answer<messages::ListGroupsResponse> answer) {
    messages::ListGroupsResponse response;
    for (const auto& [partition, shard] : shards_) {
        if (shard->state == Shard::State::loading) response.error_code = ErrorCode::COORDINATOR_LOAD_IN_PROGRESS;
        if (shard->state != Shard::State::active) continue;
        for (const auto& [id, held] : shard->groups) {
            const std::string_view state = observe::name_of(held.group->state());
            if (!passes(request.states_filter, state) || !passes(request.types_filter, "classic")) continue;
            response.groups.push_back(
                {.group_id = id, .protocol_type = held.group->protocol_type(), .group_state = std::string(state), .group_type = "classic"});
        }
    }
    if (response.error_code != ErrorCode::NONE) response.groups.clear();
    answer(std::move(response));
}

// --- topics, control, views ---

void GroupCoordinator::on_topic_deleted(const std::string& topic) {
    for (auto& [partition, shard] : shards_) {
        if (shard->state != Shard::State::active) continue;
        std::vector<KeyValue> tombstones;
        for (auto& [id, held] : shard->groups) {
            const std::size_t erased = std::erase_if(held.group->offsets, [&](const auto& entry) {
                if (entry.first.topic != topic) return false;
                tombstones.push_back(to_tombstone({.group = id, .topic = topic, .partition = entry.first.partition}));
                return true;
            });
            if (erased > 0) changed_.insert(id);
        }
        if (tombstones.empty()) continue;
        log_.append(partition, shard->epoch, std::move(tombstones),
                    [this, alive = alive_, topic, partition = partition](const Status& status) {
                        // Offsets that come back with the next load belong to no topic: they are shown to nobody and do no harm.
                        if (*alive && !status) {
                            logger_.warning("the offsets of deleted topic {} could not be erased from __consumer_offsets-{}: {}", topic,
                                            partition, status.error().message);
                        }
                    });
    }
}

Status GroupCoordinator::trigger_rebalance(const std::string& group_id, const std::string& reason) {
    const Located located = locate(group_id);
    if (located.shard == nullptr) {
        return failure(located.error,
                       fmt::format("broker {} does not coordinate group {}: {}", broker_, group_id, error_info(located.error).meaning));
    }
    ClassicGroup* group = find(*located.shard, group_id);
    if (group == nullptr) return failure(ErrorCode::GROUP_ID_NOT_FOUND, "there is no group " + group_id);
    return group->trigger_rebalance(reason);
}

std::set<std::string> GroupCoordinator::take_changed() { return std::exchange(changed_, {}); }

std::vector<std::string> GroupCoordinator::group_ids() const {
    std::vector<std::string> ids;
    for (const auto& [partition, shard] : shards_) {
        if (shard->state != Shard::State::active) continue;
        for (const auto& [id, held] : shard->groups) ids.push_back(id);
    }
    std::ranges::sort(ids);
    return ids;
}

std::optional<observe::GroupView> GroupCoordinator::view(const std::string& group_id) const {
    const Located located = locate(group_id);
    const ClassicGroup* group = located.shard == nullptr ? nullptr : find(*located.shard, group_id);
    if (group == nullptr) return std::nullopt;
    observe::GroupView view = group->view();
    view.coordinator = broker_;
    return view;
}

}  // namespace vitrine::coordinator
