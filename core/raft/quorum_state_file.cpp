// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/quorum_state_file.h"

#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "messages/quorum_state.h"
#include "raft/voter_set.h"
#include "wire/walk.h"

namespace vitrine::raft {
namespace {

constexpr wire::Version data_version_max = 1;

Result<std::int32_t> take_number(const nlohmann::json& state, const char* name) {
    const auto found = state.find(name);
    if (found == state.end() || !found->is_number_integer())
        return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} is not a number", name));
    const auto value = found->get<std::int64_t>();
    if (value < -1 || value > std::numeric_limits<std::int32_t>::max()) {
        return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} is {}", name, value));
    }
    return static_cast<std::int32_t>(value);
}

}  // namespace

std::string encode_quorum_state(const ElectionState& state, std::int16_t kraft_version, const std::vector<BrokerId>& voters) {
    const wire::Version data_version = kraft_version >= reconfiguration_kraft_version ? 1 : 0;
    messages::QuorumStateData data;
    data.leader_id = state.leader.value();
    data.leader_epoch = state.epoch;
    data.voted_id = state.voted.value();
    data.current_voters.emplace();
    if (data_version == 0) {
        for (const BrokerId voter : voters) data.current_voters->push_back({voter.value()});
    } else {
        data.voted_directory_id = state.voted_directory;
    }
    nlohmann::ordered_json json = wire::to_json(messages::QuorumStateData::message(), &data, data_version);
    json["data_version"] = data_version;
    return json.dump();
}

Result<ElectionState> decode_quorum_state(std::string_view text) {
    const nlohmann::json state = nlohmann::json::parse(text, nullptr, false);
    if (!state.is_object()) return failure(ErrorCode::KAFKA_STORAGE_ERROR, "it is not a JSON object");
    const auto version = take_number(state, "data_version");
    if (!version) return std::unexpected(version.error());
    if (*version < 0 || *version > data_version_max)
        return failure(ErrorCode::UNSUPPORTED_VERSION,
                       fmt::format("its data_version is {}, which Apache Kafka 4.3 does not have", *version));
    const auto leader = take_number(state, "leaderId");
    if (!leader) return std::unexpected(leader.error());
    const auto epoch = take_number(state, "leaderEpoch");
    if (!epoch) return std::unexpected(epoch.error());
    const auto voted = take_number(state, "votedId");
    if (!voted) return std::unexpected(voted.error());
    if (*epoch < 0) return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("leaderEpoch is {}", *epoch));
    Uuid directory;
    if (const auto named = state.find("votedDirectoryId"); *version >= 1 && named != state.end()) {
        const auto parsed = named->is_string() ? Uuid::parse(named->get<std::string>()) : std::nullopt;
        if (!parsed) return failure(ErrorCode::KAFKA_STORAGE_ERROR, "votedDirectoryId is not a UUID");
        directory = *parsed;
    }
    return ElectionState{
        .epoch = LeaderEpoch(*epoch), .leader = BrokerId(*leader), .voted = BrokerId(*voted), .voted_directory = directory};
}

Result<std::optional<ElectionState>> read_quorum_state(env::Disk& disk, std::string_view path) {
    if (!disk.exists(path)) return std::nullopt;
    const auto content = env::read_file(disk, path);
    if (!content) return std::unexpected(content.error());
    auto state = decode_quorum_state(as_text(*content));
    if (!state)
        return failure(state.error().code,
                       fmt::format("The file {}/{} cannot be used: {}.", disk.description(), path, state.error().message));
    return std::optional(*state);
}

Result<std::vector<BrokerId>> read_quorum_voters(env::Disk& disk, std::string_view path) {
    std::vector<BrokerId> voters;
    if (!disk.exists(path)) return voters;
    const auto content = env::read_file(disk, path);
    if (!content) return std::unexpected(content.error());
    const nlohmann::json state = nlohmann::json::parse(as_text(*content), nullptr, false);
    if (!state.is_object()) {
        return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("The file {}/{} is not a JSON object.", disk.description(), path));
    }
    const auto named = state.find("currentVoters");
    if (named == state.end() || !named->is_array()) return voters;
    for (const nlohmann::json& voter : *named) {
        const auto id = voter.is_object() ? take_number(voter, "voterId") : Result<std::int32_t>(-1);
        if (id && *id >= 0) voters.emplace_back(*id);
    }
    return voters;
}

}  // namespace vitrine::raft
