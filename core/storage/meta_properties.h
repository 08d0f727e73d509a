// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/ids.h"
#include "env/disk.h"

// meta.properties, version 1: whose log directory this is. Written when the directory is formatted, read at each start.
namespace vitrine::storage {

struct MetaProperties {
    std::string cluster_id;
    BrokerId node_id{no_broker};
    Uuid directory_id;
    friend bool operator==(const MetaProperties&, const MetaProperties&) = default;
};

// None: the directory is not formatted. KAFKA_STORAGE_ERROR: unreadable, another version or a value missing; the sentence says which.
Result<std::optional<MetaProperties>> read_meta_properties(env::Disk& disk);
// The completion comes when it is durable.
void write_meta_properties(env::Disk& disk, const MetaProperties& properties, env::SyncCompletion done);

}  // namespace vitrine::storage
