// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/replica_manager.h"

#include <algorithm>

#include "base/assert.h"
#include "base/planted.h"
#include "broker/metadata_queries.h"
#include "storage/files.h"

namespace vitrine::broker {

// Waits until every partition's records are on all replicas in sync.
class ReplicaManager::DelayedProduce final : public DelayedOperation {
public:
    struct Waiting {
        std::size_t index = 0;  // of the result
        TopicIdPartition id;
        Offset required;        // the high watermark that says so
        LeaderEpoch epoch;
        bool over = false;
    };
    DelayedProduce(ReplicaManager& manager, std::vector<ProduceResult> results, std::vector<Waiting> waiting, Produced done)
        : manager_(manager), results_(std::move(results)), waiting_(std::move(waiting)), done_(std::move(done)) {}

    bool ready() {
        bool all = true;
        for (Waiting& one : waiting_) {
            if (one.over) continue;
            const Partition* partition = manager_.find(one.id);
            // Deleted, or moved away from this broker, while the records were waiting.
            const auto outcome =
                partition == nullptr ? ErrorCode::NOT_LEADER_OR_FOLLOWER : partition->replicated_up_to(one.required, one.epoch);
            if (!outcome) {
                all = false;
                continue;
            }
            one.over = true;
            fail(one, *outcome, "the records were written here, but whether they are committed is unknown");
        }
        return all;
    }
    bool ready_after(const TopicIdPartition&) override { return ready(); }
    void complete(bool expired) override {
        if (expired) {
            for (const Waiting& one : waiting_) {
                if (!one.over) fail(one, ErrorCode::REQUEST_TIMED_OUT, "not all replicas in sync have the records yet");
            }
        }
        done_(std::move(results_));
    }

private:
    void fail(const Waiting& one, ErrorCode error, std::string_view why) {
        if (error == ErrorCode::NONE) return;
        ProduceResult& result = results_[one.index];
        result.error = error;
        result.message = fmt::format("{}: {}", name_of(error), why);
        ++manager_.counters_.failed_produce_requests;
    }

    ReplicaManager& manager_;
    std::vector<ProduceResult> results_;
    std::vector<Waiting> waiting_;
    Produced done_;
};

// Waits until there is enough to read, or something to tell.
class ReplicaManager::DelayedFetch final : public DelayedOperation {
public:
    DelayedFetch(ReplicaManager& manager, FetchParams params, std::vector<FetchPartition> partitions, Fetched done)
        : manager_(manager), params_(params), partitions_(std::move(partitions)), done_(std::move(done)) {}
    DelayedFetch(ReplicaManager& manager, FetchParams params, std::shared_ptr<FetchSession> session, Fetched done)
        : manager_(manager), params_(params), session_(std::move(session)), done_(std::move(done)) {}

    // To look at all that a fetch names for each batch that comes would cost more than the batch.
    bool ready_after(const TopicIdPartition& key) override {
        const std::optional<FetchPartition> request = asked_for(key);
        if (!request) return false;
        const Found found = look_at(*request);
        return found == Found::to_tell || (found == Found::data && enough());
    }
    // Everything is read anew: high watermark, bounds and (with transactions) the aborted list belong to one instant (KAFKA-5376).
    void complete(bool) override {
        std::vector<FetchPartition> partitions = asked();
        std::vector<FetchResult> results = manager_.read(params_, partitions);
        manager_.count_fetched(params_, partitions, results);
        done_(std::move(partitions), std::move(results));
    }

private:
    enum class Found {
        nothing,
        data,
        to_tell,  // an error, or that the reader is out of range
    };
    Found look_at(const FetchPartition& request) const {
        const Partition* partition = manager_.find(request.id);
        if (partition == nullptr || partition->check(request.current_leader_epoch, params_.leader_only) != ErrorCode::NONE)
            return Found::to_tell;
        const storage::Log& log = partition->log();
        if (request.fetch_offset > log.log_end() || request.fetch_offset < log.log_start()) return Found::to_tell;
        const Offset end = params_.from_follower()  ? log.log_end()
                           : params_.read_committed ? log.last_stable_offset()
                                                    : log.high_watermark();
        return end > request.fetch_offset && !manager_.held_back(*partition, params_) ? Found::data : Found::nothing;
    }
    bool enough() const {
        if (params_.bytes_min <= 1) return true;
        std::int64_t bytes = 0;
        for (const FetchResult& result : manager_.read(params_, asked())) bytes += result.available_bytes;
        return bytes >= params_.bytes_min;
    }
    std::vector<FetchPartition> asked() const { return session_ != nullptr ? manager_.unsettled(*session_) : partitions_; }
    std::optional<FetchPartition> asked_for(const TopicIdPartition& id) const {
        if (session_ != nullptr) {
            const SessionPartition* partition = session_->find(session_key(id));
            return partition == nullptr ? std::nullopt : std::optional(to_fetch_partition(*partition, id.topic_id));
        }
        const auto found = std::ranges::find(partitions_, id, &FetchPartition::id);
        return found == partitions_.end() ? std::nullopt : std::optional(*found);
    }

    ReplicaManager& manager_;
    FetchParams params_;
    std::vector<FetchPartition> partitions_;  // without a session
    std::shared_ptr<FetchSession> session_;
    Fetched done_;
};

// Waits until every live replica begins where the records were deleted, or later.
class ReplicaManager::DelayedDelete final : public DelayedOperation {
public:
    struct Waiting {
        std::size_t index = 0;  // of the result
        TopicIdPartition id;
        Offset required;        // the low watermark that says so
        bool over = false;
    };
    DelayedDelete(ReplicaManager& manager, std::vector<DeleteRecordsResult> results, std::vector<Waiting> waiting, Deleted done)
        : manager_(manager), results_(std::move(results)), waiting_(std::move(waiting)), done_(std::move(done)) {}

    bool ready() {
        bool all = true;
        for (Waiting& one : waiting_) {
            if (one.over) continue;
            DeleteRecordsResult& result = results_[one.index];
            const auto partition = manager_.get(one.id);
            const ErrorCode error = !partition ? partition.error() : (*partition)->check(no_leader_epoch, true);
            if (error != ErrorCode::NONE) {
                result = {.error = error};
            } else {
                result.low_watermark = (*partition)->low_watermark();
                if (result.low_watermark < one.required) {
                    all = false;
                    continue;
                }
            }
            one.over = true;
        }
        return all;
    }
    bool ready_after(const TopicIdPartition&) override { return ready(); }
    void complete(bool expired) override {
        if (expired) {
            for (const Waiting& one : waiting_) {
                if (!one.over) results_[one.index].error = ErrorCode::REQUEST_TIMED_OUT;
            }
        }
        done_(std::move(results_));
    }

private:
    ReplicaManager& manager_;
    std::vector<DeleteRecordsResult> results_;
    std::vector<Waiting> waiting_;
    Deleted done_;
};

ReplicaManager::ReplicaManager(Setup setup)
    : setup_(std::move(setup)),
      image_(std::make_shared<const metadata::MetadataImage>()),
      alter_partitions_(setup_.environment, setup_.broker, setup_.controller, setup_.broker_epoch, setup_.logger,
                        [this](const TopicIdPartition& id, const IsrProposal& asked, const AlterPartitionManager::Answer& answer) {
                            Partition* partition = find(id);
                            if (partition == nullptr || stopped_) return false;
                            const bool again = partition->on_isr_answer(asked, answer.error, answer.granted);
                            changed_.insert(id);
                            run_delayed();
                            return again;
                        }),
      assignments_({.environment = setup_.environment,
                    .broker = setup_.broker,
                    .channel = setup_.controller,
                    .broker_epoch = setup_.broker_epoch,
                    .hosted =
                        [this](const TopicIdPartition& id) {
                            const metadata::PartitionRegistration* registration = image_->partition(id);
                            return registration != nullptr &&
                                   std::ranges::find(registration->replicas, setup_.broker) != registration->replicas.end();
                        },
                    .logger = setup_.logger}),
      moves_({.environment = setup_.environment,
              .config = setup_.config,
              .logs = setup_.logs,
              .assignments = assignments_,
              .partition = [this](const TopicPartition& name) { return stopped_ ? nullptr : find(name); },
              .assigned_directory =
                  [this](const TopicIdPartition& id) {
                      const metadata::PartitionRegistration* registration = image_->partition(id);
                      return registration == nullptr ? unassigned_directory : registration->directory_of(setup_.broker);
                  },
              .changed =
                  [this](Partition& partition) {
                      touched(partition);
                      run_delayed();
                  },
              .logger = setup_.logger}),
      fetchers_({.environment = setup_.environment,
                 .self = setup_.broker,
                 .config = setup_.config,
                 .broker_epoch = setup_.broker_epoch,
                 .target = *this,
                 .logger = setup_.logger}),
      leader_throttle_(setup_.environment.clock, setup_.config, "leader.replication.throttled.rate"),
      follower_throttle_(setup_.environment.clock, setup_.config, "follower.replication.throttled.rate"),
      produces_(setup_.environment.clock),
      fetches_(setup_.environment.clock),
      deletes_(setup_.environment.clock) {
    check_isrs();
}

ReplicaManager::~ReplicaManager() = default;

// --- metadata ---

storage::LogConfig ReplicaManager::config_of(const std::string& topic) const {
    return setup_.config.topic_config(topic_settings(*image_, topic));
}

void ReplicaManager::apply(const std::shared_ptr<const metadata::MetadataImage>& image, const metadata::ImageChanges& changes) {
    if (stopped_) return;
    image_ = image;
    if (!metadata_known_) {
        metadata_known_ = true;
        remove_strays();
    }
    if (!changes.brokers.empty()) {
        std::map<BrokerId, env::Endpoint> endpoints;
        for (const auto& [id, broker] : image_->brokers) {
            if (const auto endpoint = client_endpoint(*broker)) endpoints.emplace(id, *endpoint);
        }
        fetchers_.set_endpoints(std::move(endpoints));
    }
    // What is gone goes first: a topic may have come again under the same name, with another id.
    for (const auto& [topic_id, change] : changes.topics) {
        if (!change.deleted) continue;
        std::vector<TopicIdPartition> gone;
        for (auto at = partitions_.lower_bound({topic_id, 0}); at != partitions_.end() && at->first.topic_id == topic_id; ++at)
            gone.push_back(at->first);
        for (const TopicIdPartition& id : gone) remove_partition(id);
        std::erase_if(offline_, [&](const TopicIdPartition& id) {
            if (id.topic_id != topic_id) return false;
            // A copy in a directory that is online.
            moves_.cancel({change.name, id.partition});
            return true;
        });
        if (setup_.on_topic_deleted) setup_.on_topic_deleted(change.name);
    }
    for (const auto& [topic_id, change] : changes.topics) {
        if (change.deleted) continue;
        const metadata::TopicImage* topic = image_->topic(topic_id);
        VITRINE_ASSERT(topic != nullptr, "a topic that changed and was not deleted is in the image");
        for (const std::int32_t index : change.partitions) {
            if (const auto* registration = topic->partition(index)) apply_partition(*topic, index, *registration);
        }
    }
    for (const metadata::ConfigResource& resource : changes.configs) {
        if (resource.type == metadata::ResourceType::topic) setup_.logs.set_topic_config(resource.name, config_of(resource.name));
    }
    if (!changes.brokers.empty() || !changes.configs.empty()) {
        // A replica that a high watermark waited for may be fenced; min.insync.replicas may be lower.
        for (const auto& [id, partition] : partitions_) partition->maybe_advance_high_watermark();
    }
    if (!changes.brokers.empty()) {
        // Another life of a follower, of which its next fetch is to tell.
        touched_for_sessions_.add_all();
        // A replica that a low watermark waited for may be fenced.
        if (deletes_.size() > 0) {
            for (const auto& [id, partition] : partitions_) touched_.insert(id);
        }
    }
    fetchers_.remove_idle();
    run_delayed();
}

std::optional<Uuid> ReplicaManager::assigned_directory(const metadata::MetadataImage& image, BrokerId broker, const TopicPartition& name,
                                                       const std::optional<Uuid>& topic_id) {
    const metadata::TopicImage* topic = image.topic(name.topic);
    const auto* registration = topic == nullptr ? nullptr : topic->partition(name.partition);
    if (registration == nullptr || topic_id != topic->id) return std::nullopt;
    if (std::ranges::find(registration->replicas, broker) == registration->replicas.end()) return std::nullopt;
    return registration->directory_of(broker);
}

Status ReplicaManager::settle_logs(const metadata::MetadataImage& image) {
    return setup_.logs.settle([&](const TopicPartition& name, const std::optional<Uuid>& topic_id) {
        return assigned_directory(image, setup_.broker, name, topic_id);
    });
}

void ReplicaManager::remove_strays() {
    for (const TopicPartition& name : setup_.logs.partitions()) {
        if (assigned_directory(*image_, setup_.broker, name, setup_.logs.find(name)->topic_id())) continue;
        setup_.logger.info("{}: the metadata know no such replica on this broker; its log is deleted", name);
        if (auto removed = setup_.logs.remove(name); !removed) setup_.logger.error("{}: {}", name, removed.error().message);
    }
}

Result<storage::Log*> ReplicaManager::open_log(const TopicPartition& name, const Uuid& topic_id,
                                               const metadata::PartitionRegistration& registration) {
    const Uuid assigned = registration.directory_of(setup_.broker);
    const storage::LogDirectory* const future = setup_.logs.find(name) == nullptr ? setup_.logs.future_directory_of(name) : nullptr;
    if (future != nullptr && future->id() == assigned && setup_.logs.find_future(name)->topic_id() == topic_id) {
        // Kafka's recoverAbandonedFutureLogs, which asks no more. While a directory is offline the log may lie there, and have what the
        // copy had not got yet: who counts as having it must not lose it.
        const auto among = [this](const std::vector<BrokerId>& brokers) {
            return std::ranges::find(brokers, setup_.broker) != brokers.end();
        };
        const bool counts = among(registration.isr) || among(registration.elr) || among(registration.last_known_elr);
        if (setup_.logs.all_online() || !counts) {
            setup_.logger.info("{}: its future log in {} becomes its log", name, future->path());
            return setup_.logs.promote_future(name);
        }
    }
    return setup_.logs.get_or_create(name, topic_id, config_of(name.topic), assigned);
}

void ReplicaManager::apply_partition(const metadata::TopicImage& topic, std::int32_t index,
                                     const metadata::PartitionRegistration& registration) {
    const TopicIdPartition id{topic.id, index};
    const TopicPartition name{topic.name, index};
    if (std::ranges::find(registration.replicas, setup_.broker) == registration.replicas.end()) {
        if (partitions_.contains(id)) remove_partition(id);
        if (offline_.erase(id) > 0) moves_.cancel(name);
        return;
    }
    auto found = partitions_.find(id);
    if (found == partitions_.end()) {
        // Its log is in a directory that failed; nobody makes it anew, also where the controller does not know yet.
        if (offline_.contains(id) && !setup_.logs.all_online() && setup_.logs.find_future(name) == nullptr) return;
        const auto log = open_log(name, topic.id, registration);
        if (!log) {
            setup_.logger.error("{}: its log cannot be opened: {}", name, log.error().message);
            offline_.insert(id);
            return;
        }
        offline_.erase(id);
        // The configuration at start was that of no metadata.
        (*log)->set_config(config_of(topic.name));
        if (storage::Log* copy = setup_.logs.find_future(name)) copy->set_config(config_of(topic.name));
        found = partitions_.emplace(id, std::make_unique<Partition>(name, topic.id, **log, *this)).first;
        ids_.insert_or_assign(name, id);
        removed_.erase(name);
        moves_.resume(*found->second);
    }
    const storage::LogDirectory* directory = setup_.logs.directory_of(name);
    // A move tells it by itself.
    if (directory != nullptr && !moves_.concerns(name) && !is_reserved_directory(directory->id()) &&
        directory->id() != registration.directory_of(setup_.broker))
        assignments_.assign(id, directory->id());
    Partition& partition = *found->second;
    const bool led = partition.is_leader();
    bool newer_epoch = false;
    if (registration.leader == setup_.broker) {
        fetchers_.unfollow(id);
        newer_epoch = partition.make_leader(registration);
    } else {
        newer_epoch = partition.make_follower(registration);
        if (registration.leader == no_broker) fetchers_.unfollow(id);
        else fetchers_.follow(id, name.topic, registration.leader, registration.leader_epoch);
    }
    changed_.insert(id);
    if ((newer_epoch || led != partition.is_leader()) && setup_.on_leadership) {
        setup_.on_leadership(name, partition.leader_epoch(), partition.is_leader());
    }
}

void ReplicaManager::forget_partition(const TopicIdPartition& id) {
    const auto found = partitions_.find(id);
    VITRINE_ASSERT(found != partitions_.end(), "who removes a partition has found it");
    const TopicPartition name = found->second->name();
    fetchers_.unfollow(id);
    moves_.forget(name);
    partitions_.erase(found);
    ids_.erase(name);
    changed_.erase(id);
    removed_.insert(name);
    // Who waits for it is answered.
    touch(id);
}

void ReplicaManager::remove_partition(const TopicIdPartition& id) {
    const Partition& partition = *partitions_.at(id);
    const TopicPartition name = partition.name();
    const LeaderEpoch epoch = partition.leader_epoch();
    const bool led = partition.is_leader();
    forget_partition(id);
    if (auto removed = setup_.logs.remove(name); !removed)
        setup_.logger.error("{}: deleting its log failed: {}", name, removed.error().message);
    if (led && setup_.on_leadership) setup_.on_leadership(name, epoch, false);
}

ErrorCode ReplicaManager::alter_log_dir(const TopicPartition& partition, const std::string& path) {
    // The directory of a future log has a longer name than the log's (KAFKA-4893).
    if (storage::suffixed_directory(partition, Uuid{}, storage::future_directory_suffix).size() > storage::log_directory_name_max)
        return ErrorCode::INVALID_TOPIC_EXCEPTION;
    storage::LogDirectory* const destination = setup_.logs.directory_at(path);
    if (destination == nullptr) return ErrorCode::LOG_DIR_NOT_FOUND;
    if (destination->failed()) return ErrorCode::KAFKA_STORAGE_ERROR;
    if (destination->cordoned()) return ErrorCode::INVALID_REPLICA_ASSIGNMENT;
    const auto found = get(partition);
    if (!found) {
        if (found.error() == ErrorCode::KAFKA_STORAGE_ERROR) return found.error();
        setup_.logs.prefer(partition, *destination);
        // Kafka's clients of old know this word for "not here".
        return found.error() == ErrorCode::NOT_LEADER_OR_FOLLOWER ? ErrorCode::REPLICA_NOT_AVAILABLE : found.error();
    }
    const storage::LogDirectory* const under_way = setup_.logs.future_directory_of(partition);
    if (under_way != nullptr && under_way != destination) moves_.cancel(partition);
    if (setup_.logs.directory_of(partition) == destination) return ErrorCode::NONE;
    const auto begun = moves_.begin(**found, *destination);
    if (begun) return ErrorCode::NONE;
    setup_.logger.warning("{}: it cannot be moved to {}: {}", partition, path, begun.error().message);
    return begun.error().code;
}

void ReplicaManager::on_directory_failed(const std::vector<TopicPartition>& partitions) {
    moves_.on_directory_failed();
    for (const TopicPartition& name : partitions) {
        const auto found = ids_.find(name);
        if (found == ids_.end()) continue;
        const TopicIdPartition id = found->second;
        const LeaderEpoch epoch = find(id)->leader_epoch();
        const bool led = find(id)->is_leader();
        forget_partition(id);
        offline_.insert(id);
        if (led && setup_.on_leadership) setup_.on_leadership(name, epoch, false);
    }
    fetchers_.remove_idle();
    run_delayed();
}

void ReplicaManager::on_broker_config_changed() {
    std::set<std::string> topics;
    for (const auto& [name, id] : ids_) topics.insert(name.topic);
    for (const std::string& topic : topics) setup_.logs.set_topic_config(topic, config_of(topic));
    for (const auto& [id, partition] : partitions_) partition->maybe_advance_high_watermark();
    run_delayed();
}

// --- look-up ---

Partition* ReplicaManager::find(const TopicIdPartition& id) {
    const auto found = partitions_.find(id);
    return found == partitions_.end() ? nullptr : found->second.get();
}

Partition* ReplicaManager::find(const TopicPartition& name) {
    const auto found = ids_.find(name);
    return found == ids_.end() ? nullptr : find(found->second);
}

std::expected<Partition*, ErrorCode> ReplicaManager::get(const TopicIdPartition& id) {
    // What still waits here (delayed fetches, timers of groups) must not reach logs that are being closed.
    if (stopped_) return std::unexpected(ErrorCode::NOT_LEADER_OR_FOLLOWER);
    if (Partition* partition = find(id)) {
        if (partition->log().failed()) return std::unexpected(ErrorCode::KAFKA_STORAGE_ERROR);
        return partition;
    }
    if (offline_.contains(id)) return std::unexpected(ErrorCode::KAFKA_STORAGE_ERROR);
    // The metadata that clients see are the same: "not here" sends them to look again, "unknown" is final for a while.
    if (image_->partition(id) != nullptr) return std::unexpected(ErrorCode::NOT_LEADER_OR_FOLLOWER);
    return std::unexpected(image_->topic(id.topic_id) == nullptr ? ErrorCode::UNKNOWN_TOPIC_ID : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

std::expected<Partition*, ErrorCode> ReplicaManager::get(const TopicPartition& name) {
    const auto found = ids_.find(name);
    if (found != ids_.end()) return get(found->second);
    const metadata::TopicImage* topic = image_->topic(name.topic);
    if (!stopped_ && topic != nullptr && offline_.contains({topic->id, name.partition}))
        return std::unexpected(ErrorCode::KAFKA_STORAGE_ERROR);
    if (stopped_ || image_->partition(name.topic, name.partition) != nullptr) return std::unexpected(ErrorCode::NOT_LEADER_OR_FOLLOWER);
    return std::unexpected(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

// --- produce ---

void ReplicaManager::append(std::int16_t acks, Duration timeout, storage::AppendOrigin origin, const std::vector<ProduceEntry>& entries,
                            Produced done) {
    std::vector<ProduceResult> results(entries.size());
    std::vector<DelayedProduce::Waiting> waiting;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const ProduceEntry& entry = entries[i];
        ProduceResult& result = results[i];
        const auto partition = get(entry.id);
        const ErrorCode error = !partition ? partition.error() : (*partition)->check(no_leader_epoch, true);
        if (error != ErrorCode::NONE) {
            result.error = error;
            result.message = fmt::format("{}: {}", name_of(error), error_info(error).meaning);
            ++counters_.failed_produce_requests;
            continue;
        }
        storage::AppendOptions options{.origin = origin, .record_errors = &result.record_errors};
        auto info = (*partition)->append(entry.batches, acks == -1, options);
        if (!info) {
            result.error = info.error().code;
            result.message = std::move(info.error().message);
            result.info.log_start = (*partition)->log().log_start();
            ++counters_.failed_produce_requests;
            continue;
        }
        result.info = *info;
        if (!info->duplicate) {
            if (origin == storage::AppendOrigin::client) {
                counters_.bytes_in += static_cast<std::uint64_t>(info->size_bytes);
                counters_.records_in += static_cast<std::uint64_t>(info->record_count);
            }
            changed_.insert(entry.id);
        }
        // Also a duplicate waits: its first time may not be committed yet.
        if (acks == -1) {
            waiting.push_back({.index = i, .id = entry.id, .required = info->last_offset.next(), .epoch = (*partition)->leader_epoch()});
        }
    }
    if (waiting.empty()) {
        done(std::move(results));
    } else {
        std::vector<TopicIdPartition> keys;
        for (const auto& one : waiting) keys.push_back(one.id);
        auto operation = std::make_unique<DelayedProduce>(*this, std::move(results), std::move(waiting), std::move(done));
        if (operation->ready()) operation->complete(false);
        else produces_.watch(std::move(operation), keys, timeout);
    }
    run_delayed();
}

// --- delete ---

void ReplicaManager::delete_records(Duration timeout, const std::vector<std::pair<TopicPartition, Offset>>& entries, Deleted done) {
    std::vector<DeleteRecordsResult> results(entries.size());
    std::vector<DelayedDelete::Waiting> waiting;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& [name, offset] = entries[i];
        const auto partition = get(name);
        ErrorCode error = !partition ? partition.error() : (*partition)->check(no_leader_epoch, true);
        // What coordinators remember is theirs to delete.
        if (name.topic == offsets_topic_name || name.topic == "__transaction_state" || name.topic == "__share_group_state")
            error = ErrorCode::INVALID_TOPIC_EXCEPTION;
        if (error != ErrorCode::NONE) {
            results[i].error = error;
            continue;
        }
        const auto start = (*partition)->delete_records(offset);
        if (!start) {
            results[i].error = start.error().code;
            continue;
        }
        results[i].low_watermark = (*partition)->low_watermark();
        waiting.push_back({.index = i, .id = (*partition)->id(), .required = *start});
    }
    std::vector<TopicIdPartition> keys;
    for (const auto& one : waiting) keys.push_back(one.id);
    auto operation = std::make_unique<DelayedDelete>(*this, std::move(results), std::move(waiting), std::move(done));
    if (operation->ready()) operation->complete(false);
    else deletes_.watch(std::move(operation), keys, timeout);
    run_delayed();
}

// --- fetch ---

std::vector<FetchResult> ReplicaManager::read(const FetchParams& params, const std::vector<FetchPartition>& partitions) {
    std::vector<FetchResult> results;
    results.reserve(partitions.size());
    std::int64_t left = params.bytes_max;
    bool min_one_batch = params.min_one_batch;
    for (const FetchPartition& request : partitions) {
        const auto partition = get(request.id);
        const ErrorCode error = !partition ? partition.error() : (*partition)->check(request.current_leader_epoch, params.leader_only);
        if (error != ErrorCode::NONE) {
            results.push_back({.error = error});
            continue;
        }
        const bool held = held_back(**partition, params);
        FetchResult result = (*partition)->read(request, params, held ? 0 : left, min_one_batch && !held);
        if (result.size_bytes > 0) min_one_batch = false;
        left = std::max<std::int64_t>(0, left - result.size_bytes);
        results.push_back(std::move(result));
    }
    return results;
}

bool ReplicaManager::held_back(const Partition& partition, const FetchParams& params) {
    if (!params.from_follower() || std::ranges::find(partition.isr(), params.replica) != partition.isr().end()) return false;
    const auto& list = partition.log().config().leader_replication_throttled_replicas;
    return ReplicationThrottle::names(list, partition.id().partition, setup_.broker) && leader_throttle_.exceeded();
}

void ReplicaManager::count_fetched(const FetchParams& params, const std::vector<FetchPartition>& partitions,
                                   const std::vector<FetchResult>& results) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        bytes += static_cast<std::uint64_t>(results[i].size_bytes);
        if (!params.from_follower() || results[i].size_bytes == 0) continue;
        // Of a replica in step too: what it takes, others that are moved must not.
        const Partition* partition = find(partitions[i].id);
        if (partition == nullptr) continue;
        const auto& list = partition->log().config().leader_replication_throttled_replicas;
        if (ReplicationThrottle::names(list, partition->id().partition, setup_.broker)) leader_throttle_.record(results[i].size_bytes);
    }
    (params.from_follower() ? counters_.replication_bytes_out : counters_.bytes_out) += bytes;
}

bool ReplicaManager::read_and_note(const FetchParams& params, const std::vector<FetchPartition>& partitions,
                                   std::vector<FetchResult>& results) {
    results = read(params, partitions);
    std::int64_t bytes = 0;
    bool tell_now = params.wait_max <= Duration(0);
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        FetchResult& result = results[i];
        // What a diverged follower says of its log end is not true of the leader's log (KAFKA-13141).
        if (params.from_follower() && result.error == ErrorCode::NONE && VITRINE_RULE(KAFKA_13141, !result.diverging, true)) {
            Partition* partition = find(partitions[i].id);
            const ErrorCode error = partition->note_follower_fetch(partitions[i], params, result.leader_log_end);
            changed_.insert(partitions[i].id);
            if (error != ErrorCode::NONE) result = {.error = error};
        }
        bytes += result.available_bytes;
        tell_now = tell_now || result.error != ErrorCode::NONE || result.diverging;
    }
    if (params.from_follower()) follower_fetches_[params.replica] = now();
    const bool tells = tell_now || bytes >= params.bytes_min;
    if (tells) count_fetched(params, partitions, results);
    return tells;
}

void ReplicaManager::fetch(const FetchParams& params, std::vector<FetchPartition> partitions, Fetched done) {
    std::vector<FetchResult> results;
    if (read_and_note(params, partitions, results) || partitions.empty()) {
        done(std::move(partitions), std::move(results));
    } else {
        std::vector<TopicIdPartition> keys;
        for (const FetchPartition& partition : partitions) keys.push_back(partition.id);
        fetches_.watch(std::make_unique<DelayedFetch>(*this, params, std::move(partitions), std::move(done)), keys, params.wait_max);
    }
    run_delayed();
}

std::vector<FetchPartition> ReplicaManager::unsettled(FetchSession& session) const {
    session.unsettle_touched(touched_for_sessions_, now());
    std::vector<FetchPartition> partitions;
    for (const SessionPartition& partition : session.unsettled())
        partitions.push_back(to_fetch_partition(partition, partition.key.topic_id));
    return partitions;
}

void ReplicaManager::fetch(const FetchParams& params, std::shared_ptr<FetchSession> session, Fetched done) {
    std::vector<FetchPartition> partitions = unsettled(*session);
    // Also where the read finds an error, or that the two part: nothing is noted then, and the session goes on without that partition.
    for (const FetchPartition& partition : partitions) unsettle(params.replica, partition.id);
    std::vector<FetchResult> results;
    const bool tells = read_and_note(params, partitions, results);
    *session->fetched_at() = now();
    if (tells) done(std::move(partitions), std::move(results));
    else fetches_.watch_all(std::make_unique<DelayedFetch>(*this, params, std::move(session), std::move(done)), params.wait_max);
    run_delayed();
}

void ReplicaManager::unsettle(BrokerId follower, const TopicIdPartition& id) {
    if (Partition* partition = find(id)) partition->unsettle(follower);
}

void ReplicaManager::settle(FetchSession& session, BrokerId follower, const TopicIdPartition& id, const FetchResult& told) {
    if (told.error != ErrorCode::NONE || told.diverging || told.size_bytes > 0) return;
    Partition* partition = find(id);
    if (partition == nullptr || !partition->settle(follower, session.fetched_at())) return;
    session.settle(session_key(id));
    changed_.insert(id);
}

// --- PartitionHost, FetchTarget ---

void ReplicaManager::propose_isr(Partition& partition) {
    if (!stopped_) alter_partitions_.submit(partition.id(), *partition.proposal());
}

void ReplicaManager::touched(Partition& partition) {
    touch(partition.id());
    changed_.insert(partition.id());
}

void ReplicaManager::tell(observe::EventBody body) {
    setup_.environment.observer.record(setup_.environment.clock.now(), setup_.environment.clock.wall_now(), std::move(body));
}

std::optional<Offset> ReplicaManager::copy_start(const TopicPartition& partition) const {
    const storage::Log* copy = moves_.count() == 0 ? nullptr : setup_.logs.find_future(partition);
    return copy == nullptr ? std::nullopt : std::optional(copy->log_start());
}

Partition* ReplicaManager::followed(const TopicIdPartition& id, LeaderEpoch leader_epoch) {
    Partition* partition = stopped_ ? nullptr : find(id);
    return partition != nullptr && !partition->is_leader() && partition->leader_epoch() == leader_epoch ? partition : nullptr;
}

bool ReplicaManager::held_back(const Partition& partition) {
    // Who is in step is not held back, also where a new leader epoch lets the fetcher begin anew.
    if (std::ranges::find(partition.isr(), setup_.broker) != partition.isr().end()) return false;
    const auto& list = partition.log().config().follower_replication_throttled_replicas;
    return ReplicationThrottle::names(list, partition.id().partition, setup_.broker) && follower_throttle_.exceeded();
}

void ReplicaManager::on_replicated(Partition& partition, std::int64_t bytes) {
    if (bytes > 0) {
        const auto& list = partition.log().config().follower_replication_throttled_replicas;
        if (ReplicationThrottle::names(list, partition.id().partition, setup_.broker)) follower_throttle_.record(bytes);
    }
    counters_.replication_bytes_in += static_cast<std::uint64_t>(bytes);
    touched(partition);
    run_delayed();
}

void ReplicaManager::touch(const TopicIdPartition& id) {
    touched_.insert(id);
    touched_for_sessions_.add(id);
}

void ReplicaManager::run_delayed() {
    // What completes may append and so touch more: the outermost call goes on until nothing is left.
    if (running_delayed_) return;
    running_delayed_ = true;
    while (!touched_.empty()) {
        const TopicIdPartition id = *touched_.begin();
        touched_.erase(touched_.begin());
        produces_.check(id);
        fetches_.check(id);
        deletes_.check(id);
    }
    running_delayed_ = false;
}

void ReplicaManager::check_isrs() {
    isr_timer_ = setup_.environment.clock.schedule_after(lag_time_max() / 2, [this] {
        for (const auto& [id, partition] : partitions_) {
            partition->maybe_shrink_isr();
            // A follower that was in step and went without having been let in keeps nobody waiting for longer.
            if (VITRINE_RULE(KAFKA_13091, true, false)) partition->maybe_advance_high_watermark();
            partition->maybe_tell_recovered();
        }
        check_isrs();
    });
}

void ReplicaManager::stop() {
    stopped_ = true;
    isr_timer_.cancel();
    moves_.stop();
    assignments_.stop();
    fetchers_.stop();
}

}  // namespace vitrine::broker
