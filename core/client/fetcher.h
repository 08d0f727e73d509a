// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/cluster_client.h"
#include "messages/fetch.h"
#include "messages/list_offsets.h"
#include "records/record.h"

// Reads partitions: where each reader stands, one Fetch in flight to each leader, and what to do when a position is lost.
namespace vitrine::client {

enum class OffsetReset { earliest, latest, none };  // auto.offset.reset

struct FetchConfig {
    std::int32_t fetch_min_bytes = 1;
    std::int32_t fetch_max_bytes = 50 * 1024 * 1024;
    std::int32_t max_partition_fetch_bytes = 1024 * 1024;
    Duration fetch_max_wait = Milliseconds(500);
    bool read_committed = false;
    OffsetReset auto_offset_reset = OffsetReset::latest;
    bool check_crcs = true;
};

// Where a reader begins or goes to.
struct Position {
    enum class Kind { beginning, end, offset, timestamp, reset };  // reset: as auto_offset_reset says
    Kind kind = Kind::reset;
    Offset offset{0};
    WallTime timestamp{};
};

// What a record's batch says of it.
struct RecordOrigin {
    records::TimestampType timestamp_type = records::TimestampType::create_time;
    LeaderEpoch leader_epoch{no_leader_epoch};
};

struct FetchedRecords {
    TopicPartition partition;
    std::vector<records::Record> records;  // control records left out, and with read_committed what was aborted
    std::vector<RecordOrigin> origins;     // of each record
    std::uint64_t markers = 0;             // control records on the way
    std::uint64_t aborted = 0;             // records left out, since their transaction was aborted
    Offset next_offset;                    // where the reader stands afterwards
    Offset high_watermark;
    Offset last_stable;                    // where read_committed ends
    Offset log_start;
    LeaderEpoch leader_epoch{no_leader_epoch};  // of the last batch
};

struct FetchPositionView {
    std::optional<Offset> position;       // none while it is looked up
    std::optional<Offset> high_watermark;
    BrokerId leader{no_broker};
    std::string last_error;
};

class Fetcher {
public:
    using RecordsListener = std::function<void(FetchedRecords)>;
    using ErrorListener = std::function<void(const TopicPartition&, const Error&)>;

    // `records` gets every non-empty answer, and an empty one when a position is first known. `failed` gets what no retry mends:
    // OFFSET_OUT_OF_RANGE with auto.offset.reset=none, a damaged batch, a topic that is not there.
    Fetcher(ClusterClient& cluster, FetchConfig config, RecordsListener records, ErrorListener failed);
    ~Fetcher();
    Fetcher(const Fetcher&) = delete;
    Fetcher& operator=(const Fetcher&) = delete;

    // Partitions that were not read before begin at the given position; those not named are no longer read.
    void assign(const std::map<TopicPartition, Position>& partitions);
    void seek(const TopicPartition& partition, const Position& position);
    // Stops and resumes asking for records; positions stay. What is in flight is still delivered.
    void set_paused(bool paused);
    [[nodiscard]] std::set<TopicPartition> assigned() const;
    // The next offset to read; none while it is looked up.
    [[nodiscard]] std::optional<Offset> position(const TopicPartition& partition) const;
    [[nodiscard]] LeaderEpoch position_epoch(const TopicPartition& partition) const;
    [[nodiscard]] std::map<TopicPartition, FetchPositionView> view() const;

private:
    struct Reader {
        std::optional<Offset> position;
        LeaderEpoch position_epoch{no_leader_epoch};  // of the last record read
        std::optional<Position> wanted;      // to be looked up
        bool looking_up = false;
        std::uint64_t version = 0;           // counts seeks, so that an answer to an older question is dropped
        bool in_flight = false;
        Instant not_before{};
        std::optional<Offset> high_watermark;
        std::string last_error;
    };

    void pump();
    void pump_later();
    void look_up(BrokerId leader, const std::vector<TopicPartition>& partitions);
    void fetch(BrokerId leader, const std::vector<TopicPartition>& partitions);
    void fetched(const std::map<TopicPartition, std::uint64_t>& versions, const Result<messages::FetchResponse>& response);
    void deliver(const TopicPartition& partition, Reader& reader,
                 const messages::FetchResponse::FetchableTopicResponse::PartitionData& data);
    void retry(Reader& reader, const Error& error);
    void refresh_metadata();
    [[nodiscard]] BrokerId leader_of(const TopicPartition& partition) const;

    ClusterClient& cluster_;
    FetchConfig config_;
    RecordsListener records_;
    ErrorListener failed_;
    std::map<TopicPartition, Reader> readers_;
    std::set<BrokerId> busy_;
    bool paused_ = false;
    bool pump_posted_ = false;
    bool refreshing_ = false;
    env::Timer wake_timer_;
    env::Timer refresh_timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::client
