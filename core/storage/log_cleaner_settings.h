// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.h"

// log.cleaner.*: how a node compacts, with Kafka's defaults (CleanerConfig). What a topic says about it is in LogConfig.
namespace vitrine::storage {

struct LogCleanerSettings {
    bool enable = true;                                    // log.cleaner.enable
    Milliseconds backoff{15'000};                          // log.cleaner.backoff.ms
    std::int64_t dedupe_buffer_bytes = 128 * 1024 * 1024;  // log.cleaner.dedupe.buffer.size, of which each thread of Kafka has a part
    double dedupe_load_factor = 0.9;                       // log.cleaner.io.buffer.load.factor
    std::int64_t io_buffer_bytes = 512 * 1024;             // log.cleaner.io.buffer.size: half of it is read for each turn of the loop
    double io_bytes_per_second_max = 1.7976931348623157e308;  // log.cleaner.io.max.bytes.per.second, of reading and writing together
    std::int32_t threads = 1;                              // log.cleaner.threads: divides the two buffers, as in Kafka
    friend bool operator==(const LogCleanerSettings&, const LogCleanerSettings&) = default;
};

}  // namespace vitrine::storage
