// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "messages/allocate_producer_ids.h"
#include "metadata/change.h"

namespace vitrine::metadata {

// Hands out blocks of producer ids, each once in the life of the cluster. Source: Kafka's ProducerIdControlManager, KIP-730.
class ProducerIdControl {
public:
    static constexpr std::int32_t block_size = 1000;

    // STALE_BROKER_EPOCH; UNKNOWN_SERVER_ERROR when the ids are used up.
    [[nodiscard]] static Result<messages::AllocateProducerIdsResponse> allocate(const messages::AllocateProducerIdsRequest& request,
                                                                                Change& change);
};

}  // namespace vitrine::metadata
