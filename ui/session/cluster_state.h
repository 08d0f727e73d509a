// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "observe/event.h"
#include "observe/view.h"
#include "ui/session/group_history.h"
#include "ui/session/ring.h"

// The whole cluster as the window knows it: the views of all nodes merged into one store of plain values.
// Metadata come from the newest image that any node showed, replicas from the broker that holds them, groups from their
// coordinator, positions of the quorum from its leader. Lives on the GUI thread; only apply() and sample() change it.
namespace vitrine::ui {

// How many samples a history holds: half an hour of one each 500 ms.
inline constexpr std::size_t historyCapacity = 3'600;

// Per second, over the time between two views of the counters (at least 450 ms apart).
struct RateSample {
    Instant at{};
    double bytesIn = 0;
    double bytesOut = 0;
    double replicationBytesIn = 0;
    double replicationBytesOut = 0;
    double recordsIn = 0;
    double requests = 0;
    // As they were at that time.
    std::int64_t logBytes = 0;
    std::uint64_t connections = 0;
};

// The same for one kind of request.
struct ApiRate {
    std::int16_t key = -1;
    double requests = 0;
    double errors = 0;
    double busyUs = 0;                        // the sum of the times that its requests took, per second

    // The mean of the requests that were answered in that time; 0 where none was.
    [[nodiscard]] double meanMs() const { return requests > 0 ? busyUs / requests / 1'000.0 : 0; }
};

struct NodeState {
    BrokerId id{no_broker};
    observe::NodeStatus status;
    Instant runSince{};                       // when status.run became what it is
    Instant heardAt{};                        // of the last delta
    std::optional<observe::QuorumView> quorum;
    observe::CountersView counters;
    RateSample rates;                         // zero while nothing is known
    std::vector<ApiRate> apiRates;            // by key; those of which any came at that time
    Ring<RateSample> history{historyCapacity};
    std::int64_t logBytes = 0;                // sum over its replicas
    std::map<BrokerId, Instant> followerFetches;  // when each follower last fetched from it

    // process.roles=controller: it has no replicas and serves no clients.
    [[nodiscard]] bool isControllerAlone() const { return status.broker_port == 0 && status.controller_port != 0; }
    // Running as a process: the node can do something at all (paused is not).
    [[nodiscard]] bool isUp() const { return status.run == observe::NodeRun::running || status.run == observe::NodeRun::stopping; }
    [[nodiscard]] bool isDown() const
    {
        using observe::NodeRun;
        return status.run == NodeRun::stopped || status.run == NodeRun::killed || status.run == NodeRun::failed;
    }

    std::optional<RateSample> rateBase;       // when and at what counters the present rate began
    observe::CountersView rateBaseCounters;
};

struct ReplicaState {
    BrokerId broker{no_broker};
    observe::ReplicaView view;
    // Growth of the log as seen by the window. `moves` counts the deltas in which the log of a follower grew.
    std::uint32_t moves = 0;
    Instant movedAt{};
};

struct PartitionState {
    bool inMetadata = false;
    observe::PartitionView meta;
    std::vector<ReplicaState> replicas;       // by broker; may lack brokers that never showed theirs

    [[nodiscard]] const ReplicaState *replica(BrokerId broker) const;
    // What the leader's broker shows; none without a leader or before it told.
    [[nodiscard]] const ReplicaState *leader() const { return replica(meta.leader); }
    [[nodiscard]] bool isUnderReplicated() const { return meta.isr.size() < meta.replicas.size(); }
    [[nodiscard]] bool isMoving() const { return !meta.adding_replicas.empty() || !meta.removing_replicas.empty(); }
};

struct SizeSample {
    Instant at{};
    std::int64_t bytes = 0;
};

struct TopicState {
    bool inMetadata = false;
    std::string name;
    Uuid id;
    bool internal = false;
    std::int32_t minInsyncReplicas = 1;
    std::map<std::string, std::string> configs;
    std::vector<PartitionState> partitions;   // by index
    std::uint64_t structure = 0;              // changes whenever the number of partitions does
    std::int64_t logBytes = 0;                // sum over all replicas
    Ring<SizeSample> sizeHistory{historyCapacity};  // of at most ClusterState::topicHistoriesMax topics

    [[nodiscard]] std::size_t replicationFactor() const { return partitions.empty() ? 0 : partitions.front().meta.replicas.size(); }
    [[nodiscard]] std::size_t underReplicated() const;
};

// Where each replica stands, in the language of the map.
enum class CellState { none, leader, inSync, outOfSync, offline, moving };
struct Cell {
    CellState state = CellState::none;
    bool fenced = false;            // offline: the node runs, but the controller has fenced it
    bool wasLeader = false;         // offline: the metadata still name it leader
    bool joining = false;           // moving: it is being added (else removed)
    bool known = false;             // the offsets below are from a view; else nobody told yet
    Offset logStart;
    Offset logEnd;
    Offset highWatermark;
    std::int64_t recordsBehind = 0;               // the leader's log end minus its own, at least 0
    std::optional<Duration> behindFor;            // since it was last caught up
    std::optional<Duration> lastFetch;            // how long ago
    friend bool operator==(const Cell &, const Cell &) = default;
};

struct LagSample {
    Instant at{};
    std::int64_t lag = 0;                     // records
    double behind = 0;                        // seconds
};

// What the difference of two offsets says, and what it does not.
enum class LagMeaning {
    records,          // as many records as offsets
    neverCommitted,   // no lag is known: a consumer begins where auto.offset.reset says
    endUnknown,       // no leader, or it has not told yet
    belowLogStart,    // some of what was not read is deleted: `lost`
    beyondLogEnd,     // the committed offset is not in the log (OFFSET_OUT_OF_RANGE)
    openTransaction,  // read_committed reads up to the last stable offset only, and markers have offsets, too
    compacted,        // cleanup.policy=compact: offsets without records lie between
};

struct PartitionLag {
    TopicPartition partition;
    std::optional<Offset> committed;          // none: never committed
    std::optional<Offset> end;                // the leader's high watermark; none: leader unknown
    std::optional<std::int64_t> lag;          // none where one of them is missing, or the committed offset is beyond the log
    std::string memberId;                     // who has it; empty: nobody
    std::string clientId;
    std::optional<Offset> logStart;           // the leader's
    std::optional<Offset> logEnd;
    std::optional<Offset> lastStable;
    LagMeaning meaning = LagMeaning::records;
    // Age of the oldest record that was not read; zero where there is none. None where there is no lag to speak of.
    std::optional<Duration> behind;
    bool behindOrMore = false;                // the record came before the window looked: it is at least so old
    // There is something to read, and the committed offset has not moved for so long.
    std::optional<Duration> stoppedFor;

    // Records between the committed offset and the log's start, which are deleted.
    [[nodiscard]] std::int64_t lost() const { return meaning == LagMeaning::belowLogStart ? logStart->value() - committed->value() : 0; }
    friend bool operator==(const PartitionLag &, const PartitionLag &) = default;
};

// What can be said of a member from outside.
enum class MemberActivity {
    unknown,          // its coordinator is gone
    joining,          // waits for the others to join
    syncing,          // waits for the assignment
    mustJoin,         // the group rebalances, and it has not joined yet
    idle,             // it has no partitions
    consuming,        // it reads, or there is nothing to read
    stopped,          // there is something to read, and it commits nothing of it
};
struct MemberState {
    MemberActivity activity = MemberActivity::consuming;
    std::optional<Duration> stoppedFor;
};

struct GroupInfo {
    observe::GroupView view;
    BrokerId shownBy{no_broker};
    std::vector<PartitionLag> lags;           // by partition: assigned or committed; as of the last sample()
    std::int64_t totalLag = 0;
    std::optional<Duration> behind;           // the oldest record that was not read, over all partitions
    bool behindOrMore = false;
    Ring<LagSample> lagHistory{historyCapacity};  // `behind` of the oldest
    std::map<TopicPartition, Ring<LagSample>> partitionLagHistory;  // of at most partitionHistoriesMax partitions

    static constexpr std::size_t partitionHistoriesMax = 400;
    static constexpr std::size_t partitionHistory = 240;
    // Who commits nothing for longer has stopped: auto.commit.interval.ms is 5 s where nobody sets it.
    static constexpr Duration stoppedAfter = std::chrono::seconds(8);

    // When each partition's committed offset was seen to move, or its lag to begin.
    struct Progress {
        std::optional<Offset> committed;
        Instant since{};
        std::optional<Instant> beyondSince;
    };
    std::map<TopicPartition, Progress> progress;

    // False: nobody tells the end of any of its partitions, so `totalLag` says nothing.
    [[nodiscard]] bool lagKnown() const
    {
        return lags.empty() || std::ranges::any_of(lags, [](const PartitionLag &entry) { return entry.lag.has_value(); });
    }
    [[nodiscard]] bool isRebalancing() const
    {
        return view.state == observe::GroupState::preparing_rebalance || view.state == observe::GroupState::completing_rebalance;
    }
};

// Of the whole cluster, at one time.
struct ClusterSample {
    Instant at{};
    std::size_t underReplicated = 0;          // partitions
    std::size_t leaderless = 0;
    std::vector<ApiRate> apis;                // over all nodes, by key
};

struct QuorumInfo {
    BrokerId leader{no_broker};
    LeaderEpoch epoch;
    Offset highWatermark{no_offset};
    Offset logEnd{no_offset};
    std::vector<observe::VoterView> voters;   // as the leader sees them
    friend bool operator==(const QuorumInfo &, const QuorumInfo &) = default;
};

// What changed since the last one; all lists are sorted and without doubles.
struct SessionUpdate {
    std::set<BrokerId> nodes;                 // status, quorum or rates
    std::set<BrokerId> removedNodes;
    bool brokers = false;                     // a broker of the metadata
    std::set<std::string> topics;             // metadata of the topic or of its partitions
    std::set<std::string> topicStructure;     // created, or with another number of partitions
    std::set<std::string> removedTopics;
    std::set<std::string> replicasOfTopics;   // offsets, segments, roles of some replica of these
    std::set<std::string> groups;
    std::set<std::string> removedGroups;
    bool quorum = false;
    bool sampled = false;                     // histories have a new sample
    bool world = false;
    bool reset = false;                       // everything is another one: what a view knows of before is worth nothing
    std::uint64_t eventsBegin = 0;            // positions of EventLog: new ones are [eventsBegin, eventsEnd)
    std::uint64_t eventsEnd = 0;
    std::uint64_t eventsDropped = 0;
    bool wire = false;                        // the wire log has more, or is empty again
    std::set<std::uint64_t> wireChanged;      // positions of exchanges held before that have got more

    [[nodiscard]] bool structureChanged() const
    {
        return reset || brokers || !topicStructure.empty() || !removedTopics.empty() || !removedNodes.empty();
    }
};

class ClusterState {
public:
    using Nodes = std::map<BrokerId, NodeState>;
    using Topics = std::map<std::string, TopicState, std::less<>>;
    using Groups = std::map<std::string, GroupInfo, std::less<>>;
    // Topics beyond have no history of their size: a ring of each takes 58 KB.
    static constexpr std::size_t topicHistoriesMax = 100;

    // Merges one delta; what changed is added to `update`.
    void apply(observe::NodeDelta delta, SessionUpdate &update);
    // What only events tell: why groups rebalanced. Before the deltas that came with it.
    void apply(const observe::Event &event);
    // Lags, histories and rates that must fall to zero; called about once a second with the session's time.
    void sample(Instant now, SessionUpdate &update);
    // What is shown are the files of a cluster that does not run. Nobody leads then: lags are told by the replica of each partition that is
    // known to be committed furthest, and nothing has an age.
    void setAtRest() { m_atRest = true; }
    // A node that left the session for good.
    void removeNode(BrokerId node, SessionUpdate &update);

    // Every node that showed itself or that the metadata name.
    [[nodiscard]] const Nodes &nodes() const { return m_nodes; }
    [[nodiscard]] const NodeState *node(BrokerId id) const;
    // From the metadata: registered brokers, fenced ones too.
    [[nodiscard]] const std::map<BrokerId, observe::BrokerView> &brokers() const { return m_brokers; }
    [[nodiscard]] const observe::BrokerView *broker(BrokerId id) const;
    // Topics in the metadata only; by name.
    [[nodiscard]] std::vector<const TopicState *> topics() const;
    [[nodiscard]] const TopicState *topic(std::string_view name) const;
    [[nodiscard]] const PartitionState *partition(std::string_view topic, std::int32_t index) const;
    [[nodiscard]] const Groups &groups() const { return m_groups; }
    [[nodiscard]] const GroupInfo *group(std::string_view id) const;
    // Null: none was seen.
    [[nodiscard]] const RebalanceHistory *rebalances(std::string_view group) const;
    [[nodiscard]] MemberState memberState(const GroupInfo &group, const observe::MemberView &member) const;
    [[nodiscard]] const QuorumInfo &quorum() const { return m_quorum; }
    [[nodiscard]] Offset imageOffset() const { return m_imageOffset; }

    // The broker ids that a map has columns for: nodes and registered brokers, ascending.
    [[nodiscard]] std::vector<BrokerId> columns() const;
    // Those of them that are brokers.
    [[nodiscard]] int brokerCount() const;
    [[nodiscard]] Cell cell(const PartitionState &partition, BrokerId broker, Instant now) const;
    // What a leader knows of one of its followers, with what the follower's fetches say since it was shown (FollowerView::settled).
    [[nodiscard]] observe::FollowerView latest(BrokerId leader, const observe::FollowerView &follower) const;
    [[nodiscard]] std::size_t underReplicatedCount() const { return m_underReplicated; }
    // Partitions without a leader, or whose leader's process is gone.
    [[nodiscard]] std::size_t leaderlessCount() const { return m_leaderless; }
    [[nodiscard]] bool hasLiveLeader(const PartitionState &partition) const;
    // False: what is known of the group is what its coordinator showed before its process went.
    [[nodiscard]] bool hasLiveCoordinator(const GroupInfo &group) const;
    [[nodiscard]] double recordsPerSecond() const;  // produced, over all nodes
    [[nodiscard]] const Ring<ClusterSample> &history() const { return m_history; }

    // The newest instants that a delta carried.
    [[nodiscard]] Instant latest() const { return m_latest; }
    [[nodiscard]] WallTime latestWall() const { return m_latestWall; }

private:
    void applyMetadata(observe::NodeDelta &delta, SessionUpdate &update);
    // Replicas come by topic: `topic` is the one before's, or none, and becomes this one's.
    void applyReplica(NodeState &node, Instant at, observe::ReplicaView view, TopicState *&topic, SessionUpdate &update);
    void applyGroup(BrokerId node, Instant at, observe::GroupView told, SessionUpdate &update);
    void applyCounters(NodeState &node, const observe::CountersView &counters, Instant at, SessionUpdate &update);
    void forgetReplica(BrokerId broker, const TopicPartition &partition, SessionUpdate &update);
    void forgetNodeContents(NodeState &node, SessionUpdate &update);
    void recount(TopicState &topic);
    void computeQuorum(SessionUpdate &update);
    // Of another view of the group; and of other ends of the same partitions.
    void computeLags(GroupInfo &group) const;
    void computeTimes(GroupInfo &group, Instant now);
    void sampleEnds(Instant now);
    void refreshLags(GroupInfo &group) const;
    // Who tells the end of the partition's log; null: nobody.
    [[nodiscard]] const ReplicaState *teller(const PartitionState &partition) const;
    // The replica's log is none of its broker's and its topic's any more.
    void releaseSize(TopicState &topic, const ReplicaState &replica);
    void sampleCluster(Instant now);

    struct TopicCounts {
        std::size_t underReplicated = 0;
        std::size_t leaderless = 0;
    };

    Nodes m_nodes;
    std::map<BrokerId, observe::BrokerView> m_brokers;
    Topics m_topics;
    std::map<std::string, TopicCounts> m_topicCounts;
    Groups m_groups;
    std::map<std::string, RebalanceHistory, std::less<>> m_rebalances;
    std::map<TopicPartition, EndOffsets> m_ends;  // of partitions that groups read
    Ring<ClusterSample> m_history{historyCapacity};
    std::size_t m_topicHistories = 0;
    QuorumInfo m_quorum;
    Offset m_imageOffset{no_offset};
    std::size_t m_underReplicated = 0;
    std::size_t m_leaderless = 0;
    bool m_atRest = false;
    std::uint64_t m_structure = 0;
    Instant m_latest{};
    WallTime m_latestWall{};
};

}  // namespace vitrine::ui
