// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "raft/voter_set.h"

namespace vitrine::raft {

// Names and defaults are Kafka's (QuorumConfig), where Kafka has them.
struct QuorumConfig {
    BrokerId node_id{1};
    Uuid directory_id{};                                     // of meta.properties
    std::vector<BrokerId> voters;                            // controller.quorum.voters, ascending; without node_id: an observer
    std::size_t bootstrap_servers = 0;                       // controller.quorum.bootstrap.servers: how many there are
    std::vector<VoterListener> listeners;                    // where this node is reached as a voter; empty: it tells nobody
    bool auto_join = false;                                  // controller.quorum.auto.join.enable: an observer asks to be made a voter
    Duration election_timeout = Milliseconds(1000);          // controller.quorum.election.timeout.ms; drawn from [this, 2 × this)
    Duration fetch_timeout = Milliseconds(2000);             // controller.quorum.fetch.timeout.ms
    Duration election_backoff_max = Milliseconds(1000);      // controller.quorum.election.backoff.max.ms
    Duration retry_backoff = Milliseconds(20);               // controller.quorum.retry.backoff.ms
    Duration request_timeout = Milliseconds(2000);           // controller.quorum.request.timeout.ms: how long a change of voters takes
    Duration fetch_wait_max = Milliseconds(500);             // a constant in Kafka: how long a leader may park a Fetch without news
    Duration shutdown_timeout = Milliseconds(5000);  // a constant in Kafka: how long a leader that shuts down waits for a successor

    // The start phase (a deviation, README.md): until a node has met its quorum, at most this long, timeouts are short and
    // staggered by the place among the voters, so that a local cluster elects within a fraction of a second. Pre-votes protect
    // a leader that exists. Zero: Kafka's timeouts from the first moment.
    Duration start_phase = Milliseconds(2000);
    Duration start_timeout = Milliseconds(10);
    Duration start_stagger = Milliseconds(15);
};

}  // namespace vitrine::raft
