// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "env/random.h"
#include "metadata/image.h"

namespace vitrine::metadata {

// Where the replicas of new partitions go, the leader first. As Kafka's StripedReplicaPlacer: the leaders go round the racks
// and, in each rack, round the brokers from a random start; the followers go to the following racks; each round begins one
// broker further, so that leaders and followers are spread evenly (also where Kafka's are not: as many racks as brokers in each). Leaders
// and, where there are enough, followers are unfenced; brokers that still shut down and those whose directories are all cordoned get
// nothing. INVALID_REPLICATION_FACTOR: not positive, more than there are brokers, or every broker is fenced.
[[nodiscard]] Result<std::vector<std::vector<BrokerId>>> place_replicas(const MetadataImage& image, std::int32_t partitions,
                                                                        std::int32_t replication_factor, env::Random& random);

// What somebody chose himself: not empty, brokers that are registered (fenced or not), each once; as many as `replication_factor`, where
// that is given: what the partitions before have. INVALID_REPLICA_ASSIGNMENT, in the words of Kafka's ReplicationControlManager.
[[nodiscard]] Status check_manual_assignment(const MetadataImage& image, const std::vector<BrokerId>& replicas,
                                             std::optional<std::size_t> replication_factor);

// Where a new replica's data will lie: known at once where the broker has one directory, else unassigned_directory.
[[nodiscard]] Uuid directory_for_new_replica(const MetadataImage& image, BrokerId broker);

}  // namespace vitrine::metadata
