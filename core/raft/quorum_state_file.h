// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "env/disk.h"
#include "raft/election_state.h"

// The file quorum-state: one line of JSON, as Apache Kafka writes it: with data_version 0 where kraft.version is 0 (static voters), with
// data_version 1 where it is 1 (KIP-853): the directory of who got the vote besides, and no voters, who stand in the log then.
// Source: FileQuorumStateStore, QuorumStateData.
namespace vitrine::raft {

inline constexpr std::string_view quorum_state_path = "__cluster_metadata-0/quorum-state";

// `voters` are only written with kraft.version 0.
[[nodiscard]] std::string encode_quorum_state(const ElectionState& state, std::int16_t kraft_version, const std::vector<BrokerId>& voters);
// KAFKA_STORAGE_ERROR: damaged; the sentence says how. UNSUPPORTED_VERSION: written with a data_version that Kafka 4.3 does not have.
[[nodiscard]] Result<ElectionState> decode_quorum_state(std::string_view text);

// None: there is no such file. Errors as above and of the disk; the sentence names the file.
[[nodiscard]] Result<std::optional<ElectionState>> read_quorum_state(env::Disk& disk, std::string_view path);
// The voters that it names; none where there is no file, or it names none. KAFKA_STORAGE_ERROR: unreadable.
[[nodiscard]] Result<std::vector<BrokerId>> read_quorum_voters(env::Disk& disk, std::string_view path);

}  // namespace vitrine::raft
