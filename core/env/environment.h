// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    Disk& disk;
    Random& random;
    observe::Observer& observer;
};

}  // namespace vitrine::env
