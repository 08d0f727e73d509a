// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

// What a coordinator needs of the broker: the partitions of its internal topic as replicated logs. The broker implements it
// over its replica manager. All calls and completions run on the node's loop.
namespace vitrine::coordinator {

struct KeyValue {
    Bytes key;
    std::optional<Bytes> value;  // none: tombstone
};

class CoordinatorLog {
public:
    virtual ~CoordinatorLog() = default;
    // Number of partitions of the internal topic; 0 where it does not exist yet.
    [[nodiscard]] virtual std::int32_t partition_count() const = 0;
    // Appends the records as one batch, as the leader in `epoch`. `done` comes later, in the order of the appends to that
    // partition: success once the batch is committed (acks=all), else the error of the append or of the wait.
    virtual void append(std::int32_t partition, LeaderEpoch epoch, std::vector<KeyValue> records,
                        std::move_only_function<void(Status)> done) = 0;
    // Reads the partition from its log start to the log end at the time of the call, in pieces so that the node keeps
    // serving; `done` waits until all of it is committed, since what is not could be taken back by the next leader. Spans live only during
    // `each`. Leadership lost on the way: an error; `each` is not called after `done`.
    virtual void load(std::int32_t partition, LeaderEpoch epoch,
                      std::move_only_function<void(ByteSpan key, std::optional<ByteSpan> value)> each,
                      std::move_only_function<void(Status)> done) = 0;
};

// Topic ids and names, from the metadata image.
class TopicNames {
public:
    virtual ~TopicNames() = default;
    [[nodiscard]] virtual std::optional<Uuid> id_of(std::string_view name) const = 0;
    [[nodiscard]] virtual std::optional<std::string> name_of(const Uuid& id) const = 0;
};

}  // namespace vitrine::coordinator
