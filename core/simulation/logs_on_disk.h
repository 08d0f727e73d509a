// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "env/disk.h"

// The logs of a node as their files are, read without its help.
namespace vitrine::simulation {

struct BatchOnDisk {
    Offset base;
    Offset next;                    // after its last offset
    LeaderEpoch epoch{no_leader_epoch};
    std::uint64_t hash = 0;         // of all its bytes
    friend bool operator==(const BatchOnDisk&, const BatchOnDisk&) = default;
};

struct RecordOnDisk {
    Offset offset;
    LeaderEpoch epoch{no_leader_epoch};
    std::uint64_t hash = 0;         // of timestamp, key and value
    friend bool operator==(const RecordOnDisk&, const RecordOnDisk&) = default;
};

struct LogOnDisk {
    TopicPartition name;
    Uuid topic_id;
    Offset begin{0};                  // of the first segment
    std::vector<BatchOnDisk> batches;  // in the order of the files, up to what can be read
    bool compacted = false;            // then batches may be rewritten, and records vanish
    std::vector<RecordOnDisk> records;  // of a compacted log only
    std::string damage;               // what ended the reading before the end of the files; empty: nothing
    [[nodiscard]] Offset end() const { return batches.empty() ? begin : batches.back().next; }
};

// Every log whose topic id is known, the metadata log too; those that are about to be deleted are left out. A batch that the end of the
// last file cuts ends its log without being damage; a batch with a wrong CRC is damage. `compacted`: the topics whose logs are.
// KAFKA_STORAGE_ERROR where the disk cannot be read.
[[nodiscard]] Result<std::map<TopicIdPartition, LogOnDisk>> read_logs(env::Disk& disk, const std::set<std::string>& compacted = {});
// One of them, by its directory's name. UNKNOWN_TOPIC_OR_PARTITION where there is none.
[[nodiscard]] Result<LogOnDisk> read_log(env::Disk& disk, const TopicPartition& name, bool compacted = false);

}  // namespace vitrine::simulation
