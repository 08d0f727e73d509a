// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "env/random.h"
#include "env/sim/memory_disk.h"

// A bit that flips on the disk of a node that is down, where its next start must find it.
namespace vitrine::cluster {

struct FlippedBit {
    std::string path;
    std::int64_t position = 0;
    std::uint8_t mask = 0;
};

// Draws a batch behind the recovery point of a partition of a topic, and in it a bit that its CRC covers, and flips it: that is what a
// broker checks when it starts after an unclean end (LogLoader.recover). It loses the rest of this replica's log, no more, and gets it
// back from the leader. Elsewhere Kafka promises nothing: nobody reads what lies before the recovery point until a fetch does, and the
// fields before the CRC (base offset, leader epoch), indexes and checkpoints have none; the metadata log is left alone because its
// replicas vote by what they hold.
// INVALID_REQUEST: there is no such batch (after a clean shutdown there never is).
[[nodiscard]] Result<FlippedBit> flip_bit(env::sim::MemoryDisk& disk, env::Random& random);

}  // namespace vitrine::cluster
