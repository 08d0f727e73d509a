// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/logging.h"
#include "broker/alter_partition_manager.h"
#include "broker/broker_config.h"
#include "broker/directory_assignments.h"
#include "broker/fetch_session.h"
#include "broker/log_dir_moves.h"
#include "broker/partition.h"
#include "broker/purgatory.h"
#include "broker/replica_fetcher_manager.h"
#include "broker/replication_throttle.h"
#include "metadata/image_builder.h"
#include "storage/log_manager.h"

// All replicas of one broker: follows the metadata (who leads, who follows, what is gone), appends and reads for the request
// handlers, lets requests wait, keeps the ISRs true. Lives on the node's loop.
namespace vitrine::broker {

struct ProduceEntry {
    TopicIdPartition id;
    ByteSpan batches;  // lives during the call of append()
};

// Since the start; rates are differences.
struct ReplicationCounters {
    std::uint64_t bytes_in = 0;
    std::uint64_t records_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t replication_bytes_in = 0;
    std::uint64_t replication_bytes_out = 0;
    std::uint64_t failed_produce_requests = 0;
};

class ReplicaManager final : public PartitionHost, private FetchTarget {
public:
    struct Setup {
        env::Environment environment;
        BrokerId broker{no_broker};
        const BrokerConfig& config;
        storage::LogManager& logs;
        ControllerChannel& controller;
        std::function<BrokerEpoch()> broker_epoch;
        const Logger& logger;
        // Leadership of a partition began (in that epoch) or ended here, in the order of the metadata log (KAFKA-10614).
        std::function<void(const TopicPartition& partition, LeaderEpoch epoch, bool leads)> on_leadership;
        std::function<void(const std::string& topic)> on_topic_deleted;
    };
    explicit ReplicaManager(Setup setup);
    ~ReplicaManager() override;

    // --- metadata ---
    // Before the first apply(). KAFKA_STORAGE_ERROR: see LogManager::settle().
    Status settle_logs(const metadata::MetadataImage& image);
    // The first call is given everything as a change and removes logs that the metadata do not know (strays). Until then no
    // partition is hosted.
    void apply(const std::shared_ptr<const metadata::MetadataImage>& image, const metadata::ImageChanges& changes);
    // Configurations of brokers changed (BrokerConfig is already new): every topic's defaults may have.
    void on_broker_config_changed();
    [[nodiscard]] const metadata::MetadataImage& image() const { return *image_; }

    // --- log directories ---
    // AlterReplicaLogDirs (KIP-113): the replica is to lie in the directory of this path. One that is not here yet will be made there,
    // one that is here is moved. Back to where it lies ends a move. As Kafka's ReplicaManager.alterReplicaLogDirs.
    [[nodiscard]] ErrorCode alter_log_dir(const TopicPartition& partition, const std::string& path);
    // The logs of these partitions are gone with their directory: their replicas stop, KAFKA_STORAGE_ERROR to who asks for them. Moves from
    // and to it end.
    void on_directory_failed(const std::vector<TopicPartition>& partitions);
    // A replica whose log is offline; sorted.
    [[nodiscard]] const std::set<TopicIdPartition>& offline() const { return offline_; }
    // Replicas of which the controller does not know yet where they lie.
    [[nodiscard]] std::size_t pending_assignments() const { return assignments_.pending(); }

    // --- look-up ---
    [[nodiscard]] Partition* find(const TopicIdPartition& id);
    [[nodiscard]] Partition* find(const TopicPartition& name);
    // NOT_LEADER_OR_FOLLOWER: exists, but not here; UNKNOWN_TOPIC_OR_PARTITION or UNKNOWN_TOPIC_ID; KAFKA_STORAGE_ERROR: its log failed.
    [[nodiscard]] std::expected<Partition*, ErrorCode> get(const TopicIdPartition& id);
    // NOT_LEADER_OR_FOLLOWER for all of them after stop().
    [[nodiscard]] std::expected<Partition*, ErrorCode> get(const TopicPartition& name);
    [[nodiscard]] const std::map<TopicIdPartition, std::unique_ptr<Partition>>& partitions() const { return partitions_; }

    // --- produce ---
    using Produced = std::move_only_function<void(std::vector<ProduceResult>)>;
    // `acks`: 0, 1 or -1. Answers in the order of the entries; at once, unless replicas are waited for (at most `timeout`).
    void append(std::int16_t acks, Duration timeout, storage::AppendOrigin origin, const std::vector<ProduceEntry>& entries, Produced done);

    // --- delete ---
    using Deleted = std::move_only_function<void(std::vector<DeleteRecordsResult>)>;
    // Answers in the order of the entries, once no replica that lives has any of it (at most after `timeout`: REQUEST_TIMED_OUT).
    void delete_records(Duration timeout, const std::vector<std::pair<TopicPartition, Offset>>& entries, Deleted done);

    // --- fetch ---
    // Results in the order of the partitions.
    using Fetched = std::move_only_function<void(std::vector<FetchPartition>, std::vector<FetchResult>)>;
    // Answers at once, unless there is too little (params.bytes_min) and time to wait.
    void fetch(const FetchParams& params, std::vector<FetchPartition> partitions, Fetched done);
    // The same for a follower's session: answers for those of its partitions that are not settled then, and for each of the others nothing
    // happened that could be told. Its partitions are named by topic id.
    void fetch(const FetchParams& params, std::shared_ptr<FetchSession> session, Fetched done);
    // After an answer that tells the follower this result: settles the partition if there is nothing more to tell.
    void settle(FetchSession& session, BrokerId follower, const TopicIdPartition& id, const FetchResult& told);
    // The follower's fetches are none of this partition any more: its session forgot it.
    void unsettle(BrokerId follower, const TopicIdPartition& id);

    // --- shutdown ---
    // Nothing is fetched and no ISR changes any more.
    void stop();

    // --- views ---
    // Replicas that changed since the last call, and those that are gone; empty afterwards.
    [[nodiscard]] std::set<TopicIdPartition> take_changed() { return std::exchange(changed_, {}); }
    [[nodiscard]] std::set<TopicPartition> take_removed() { return std::exchange(removed_, {}); }
    [[nodiscard]] BrokerId fetching_from(const TopicIdPartition& id) const { return fetchers_.fetching_from(id); }
    // When each follower last fetched from this broker.
    [[nodiscard]] const std::map<BrokerId, Instant>& follower_fetches() const { return follower_fetches_; }
    [[nodiscard]] const ReplicationCounters& counters() const { return counters_; }
    [[nodiscard]] std::size_t delayed_produces() const { return produces_.size(); }
    [[nodiscard]] std::size_t delayed_fetches() const { return fetches_.size(); }
    [[nodiscard]] std::size_t delayed_deletes() const { return deletes_.size(); }

    // --- PartitionHost ---
    [[nodiscard]] BrokerId broker_id() const override { return setup_.broker; }
    [[nodiscard]] BrokerEpoch broker_epoch() const override { return setup_.broker_epoch(); }
    [[nodiscard]] Instant now() const override { return setup_.environment.clock.now(); }
    [[nodiscard]] Duration lag_time_max() const override { return setup_.config.values().replica_lag_time_max_ms; }
    [[nodiscard]] const metadata::BrokerRegistration* registration_of(BrokerId broker) const override { return image_->broker(broker); }
    void propose_isr(Partition& partition) override;
    void touched(Partition& partition) override;
    void tell(observe::EventBody body) override;
    [[nodiscard]] std::optional<Offset> copy_start(const TopicPartition& partition) const override;

private:
    class DelayedProduce;
    class DelayedFetch;
    class DelayedDelete;

    // --- FetchTarget: what the fetchers do to followed partitions ---
    [[nodiscard]] Partition* followed(const TopicIdPartition& id, LeaderEpoch leader_epoch) override;
    [[nodiscard]] bool held_back(const Partition& partition) override;
    void on_replicated(Partition& partition, std::int64_t bytes) override;

    void apply_partition(const metadata::TopicImage& topic, std::int32_t index, const metadata::PartitionRegistration& registration);
    // What happens to its log is the caller's affair.
    void forget_partition(const TopicIdPartition& id);
    void remove_partition(const TopicIdPartition& id);
    void remove_strays();
    // Where the metadata say that this broker's replica lies; none: there is no such replica here, or it is of another topic id.
    [[nodiscard]] static std::optional<Uuid> assigned_directory(const metadata::MetadataImage& image, BrokerId broker,
                                                                const TopicPartition& name, const std::optional<Uuid>& topic_id);
    [[nodiscard]] Result<storage::Log*> open_log(const TopicPartition& name, const Uuid& topic_id,
                                                 const metadata::PartitionRegistration& registration);
    [[nodiscard]] storage::LogConfig config_of(const std::string& topic) const;
    [[nodiscard]] std::vector<FetchResult> read(const FetchParams& params, const std::vector<FetchPartition>& partitions);
    // A replica that is not in step gets no records now (KIP-73).
    [[nodiscard]] bool held_back(const Partition& partition, const FetchParams& params);
    // Reads, and records what a follower's fetch says of it. False: there is too little and nothing else to tell; the fetch waits.
    [[nodiscard]] bool read_and_note(const FetchParams& params, const std::vector<FetchPartition>& partitions,
                                     std::vector<FetchResult>& results);
    // Those of the session that are to be looked at now.
    [[nodiscard]] std::vector<FetchPartition> unsettled(FetchSession& session) const;
    void count_fetched(const FetchParams& params, const std::vector<FetchPartition>& partitions, const std::vector<FetchResult>& results);
    void touch(const TopicIdPartition& id);
    void run_delayed();
    void check_isrs();

    Setup setup_;
    std::shared_ptr<const metadata::MetadataImage> image_;
    bool metadata_known_ = false;
    std::map<TopicIdPartition, std::unique_ptr<Partition>> partitions_;
    std::map<TopicPartition, TopicIdPartition> ids_;
    std::set<TopicIdPartition> offline_;  // hosted, but their log could not be opened, or its directory failed
    AlterPartitionManager alter_partitions_;
    DirectoryAssignments assignments_;
    LogDirMoves moves_;
    ReplicaFetcherManager fetchers_;
    ReplicationThrottle leader_throttle_;
    ReplicationThrottle follower_throttle_;
    Purgatory produces_;
    Purgatory fetches_;
    Purgatory deletes_;
    std::set<TopicIdPartition> touched_;  // for what waits
    TouchedPartitions touched_for_sessions_;
    std::map<BrokerId, Instant> follower_fetches_;
    bool running_delayed_ = false;
    env::Timer isr_timer_;
    bool stopped_ = false;
    std::set<TopicIdPartition> changed_;
    std::set<TopicPartition> removed_;
    ReplicationCounters counters_;
};

}  // namespace vitrine::broker
