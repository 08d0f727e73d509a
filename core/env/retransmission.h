// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "env/random.h"

namespace vitrine::env {

// How much later a frame arrives on a link that loses packets with that chance (0 to 100 of a hundred): TCP loses nothing of a stream, it
// sends again, after a timeout that doubles with each loss, and what follows on the connection waits behind it. The first timeout is
// Linux's least, 200 ms (TCP_RTO_MIN); after six losses in a row the packet passes.
[[nodiscard]] inline Duration retransmission_delay(Random& random, int loss_percent) {
    constexpr int losses_max = 6;
    Duration delay{0};
    Duration timeout = Milliseconds(200);
    for (int losses = 0; losses < losses_max && loss_percent > 0; ++losses, timeout *= 2) {
        if (static_cast<int>(random.below(100)) >= loss_percent) break;
        delay += timeout;
    }
    return delay;
}

}  // namespace vitrine::env
