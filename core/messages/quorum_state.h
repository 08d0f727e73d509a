// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The content of the quorum-state file, written as JSON.
namespace vitrine::messages {

struct QuorumStateData {
    struct Voter {
        std::int32_t voter_id = 0;

        friend bool operator==(const Voter&, const Voter&) = default;
        static const wire::Struct& structure();
    };

    std::string cluster_id;
    std::int32_t leader_id = -1;
    LeaderEpoch leader_epoch{-1};
    std::int32_t voted_id = -1;
    Uuid voted_directory_id;  // data version 1
    Offset applied_offset;
    std::optional<std::vector<Voter>> current_voters = std::vector<Voter>{};

    friend bool operator==(const QuorumStateData&, const QuorumStateData&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
