// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "env/clock.h"
#include "env/disk.h"
#include "env/network.h"
#include "env/random.h"
#include "observe/observer.h"

namespace vitrine::env {

// The five ports of one node, passed by constructor. All outlive whatever holds the references.
struct Environment {
    Clock& clock;
    Network& network;
    Disk& disk;  // of the first log directory, which holds the metadata log too
    Random& random;
    observe::Observer& observer;
    std::vector<Disk*> more_disks{};  // of the other log directories, in the order of log.dirs

    // The same with another directory as the only one.
    [[nodiscard]] Environment on(Disk& other) const {
        return {.clock = clock, .network = network, .disk = other, .random = random, .observer = observer};
    }
    // All log directories, the first one first.
    [[nodiscard]] std::vector<Disk*> disks() const {
        std::vector<Disk*> all{&disk};
        all.insert(all.end(), more_disks.begin(), more_disks.end());
        return all;
    }
};

}  // namespace vitrine::env
