// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "ui/common/paint.h"
#include "ui/common/table_twin.h"
#include "ui/quorum/metadata_facts.h"
#include "ui/session/event_log.h"
#include "ui/session/session.h"

namespace vitrine::ui {

// Where one node stands in the metadata log.
struct QuorumLane {
    BrokerId id{no_broker};
    bool voter = false;                        // else an observer: it follows the log and has no vote
    bool controllerAlone = false;
    bool known = false;                        // it showed its quorum; else what follows is only what the leader knows
    bool up = false;
    observe::NodeRun run = observe::NodeRun::starting;
    observe::QuorumRole role = observe::QuorumRole::unattached;
    std::int64_t logStart = 0;
    std::int64_t logEnd = -1;                  // -1: nobody told
    std::int64_t highWatermark = -1;           // as far as it knows
    std::optional<std::int64_t> behind;        // records that the leader has and it has not; none without a leader, and of the leader
    std::optional<Duration> lastFetch;         // how long ago; as the leader saw it
    std::optional<Duration> lastCaughtUp;
    BrokerId votedFor{no_broker};              // in the present epoch
    friend bool operator==(const QuorumLane &, const QuorumLane &) = default;
};

// Votes that were granted, by epoch, as events and nodes told them.
class QuorumVotes {
public:
    // Events at `from` and later.
    void take(const EventLog &events, EventLog::Position from);
    void clear() { m_votes.clear(); }
    [[nodiscard]] BrokerId candidateOf(BrokerId voter, std::int32_t epoch) const;

private:
    static constexpr std::size_t epochsMax = 16;
    std::map<std::int32_t, std::map<BrokerId, BrokerId>> m_votes;
};

// The leader first, then the other voters, then observers; each by id. `facts` know who voted where the nodes have forgotten it.
[[nodiscard]] std::vector<QuorumLane> quorumLanes(const ClusterState &cluster, const QuorumVotes &votes, const MetadataFacts &facts,
                                                  Instant now);

class QuorumText {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::QuorumText)

public:
    static QString role(const QuorumLane &lane);               // "leader", "follower", "observer", "killed"
    static Mark mark(const QuorumLane &lane);
    static Tone tone(const QuorumLane &lane);
    static QString lag(const QuorumLane &lane);                // "up to date", "12 behind"
    static QString times(const QuorumLane &lane);              // "fetched 0.2 s ago"; empty where nobody knows
    static QString describe(const QuorumLane &lane);           // several lines
    // The lane as a row of a table; the second number of its id is the node's.
    static std::vector<TwinModel::Column> columns();
    static TwinRow row(const QuorumLane &lane, qlonglong place, const std::vector<LogFiles::Snapshot> &snapshots);
    // "Epoch 7 is led by 1: {1, 3} voted for 1; …"; empty where the quorum has not shown itself.
    static QString election(const ClusterState &cluster, const std::vector<QuorumLane> &lanes, const MetadataFacts &facts);
};

}  // namespace vitrine::ui
