// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>

#include "base/error.h"
#include "base/ids.h"
#include "env/disk.h"
#include "records/record.h"

// Which roles the nodes of a cluster have (process.roles), as their directories tell: no file of Kafka's names them.
namespace vitrine::cluster {

// `at`: where the log is when the batch counts; a snapshot has offsets of its own.
using EachMetadataBatch = std::function<Status(const records::BatchHeader&, Offset at, records::RecordReader&)>;
// Every batch of the newest snapshot, then of the log, as far as it is whole: also what was not committed yet. An error of `each` ends it.
[[nodiscard]] Status for_each_metadata_batch(env::Disk& disk, const EachMetadataBatch& each);

struct RecordedVoters {
    std::set<BrokerId> ids;
    Offset since{no_offset};  // of the record that says so; none: the configuration said it
};
// The voters of the metadata quorum, as this node's metadata log knows them. Empty: it holds none. KAFKA_STORAGE_ERROR, CORRUPT_MESSAGE.
[[nodiscard]] Result<RecordedVoters> read_voters(env::Disk& disk);

// Whether this node's directory is of a broker: it has a broker's checkpoint, or its metadata log has its registration. A controller alone
// has neither. KAFKA_STORAGE_ERROR, CORRUPT_MESSAGE.
[[nodiscard]] Result<bool> is_brokers_directory(env::Disk& disk, BrokerId node);

}  // namespace vitrine::cluster
