// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/producer_id_control.h"

#include <limits>

#include "metadata/cluster_control.h"

namespace vitrine::metadata {

Result<messages::AllocateProducerIdsResponse> ProducerIdControl::allocate(const messages::AllocateProducerIdsRequest& request,
                                                                          Change& change) {
    if (Status current = check_broker_epoch(change.image(), request.broker_id, request.broker_epoch); !current) {
        return std::unexpected(current.error());
    }
    const ProducerId first = change.image().next_producer_id;
    if (first.value() > std::numeric_limits<std::int64_t>::max() - block_size) {
        return failure(ErrorCode::UNKNOWN_SERVER_ERROR,
                       "Exhausted all producerIds as the next block's end producerId has exceeded the int64 type limit.");
    }
    messages::ProducerIdsRecord record;
    record.broker_id = request.broker_id;
    record.broker_epoch = request.broker_epoch;
    record.next_producer_id = first.value() + block_size;
    change.add(record);

    messages::AllocateProducerIdsResponse response;
    response.producer_id_start = first;
    response.producer_id_len = block_size;
    return response;
}

}  // namespace vitrine::metadata
