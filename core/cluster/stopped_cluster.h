// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cluster/real_cluster.h"
#include "observe/view.h"

// A cluster that does not run, as its files lie on the disk. Nothing is started, recovered, written or removed; only locked while it is
// read
// (".lock", as Kafka does), so that nobody starts it meanwhile.
namespace vitrine::cluster {

struct StoppedCluster {
    std::string cluster_id;
    std::map<BrokerId, std::vector<std::string>> directories;  // whole paths, that with the metadata log first
    // What each node would have shown, in full: status, replicas with their segments; the metadata with the first; each group with who
    // holds its partition of __consumer_offsets. Metadata are as far as a majority of the voters has them; no quorum has a leader.
    std::vector<observe::NodeDelta> nodes;
    std::vector<std::string> remarks;  // what could not be read, one sentence each
};

// with_known_nodes() of a cluster none of whose nodes runs. INVALID_CONFIG: there is no cluster there, or one that runs.
[[nodiscard]] Result<ClusterOptions> stopped_nodes(const ClusterOptions& options);

// Reads options.data_dir, or options.log_dirs; blocks as long as the disk needs. `now` is the time of all that is shown. Errors as above.
[[nodiscard]] Result<StoppedCluster> read_stopped_cluster(const ClusterOptions& options, Instant now, WallTime wall_now);

}  // namespace vitrine::cluster
