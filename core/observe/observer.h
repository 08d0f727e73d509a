// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "observe/event.h"
#include "observe/view.h"

// Port 5 of 5: where a node tells what happened. An observer can never change a run: it returns nothing that the node
// acts on, except whether anybody looks (which decides only what is reported). All calls come from the node's loop; an
// implementation must return at once: no lock held while waiting, bounded memory, what does not fit is counted.
namespace vitrine::observe {

struct Interest {
    bool views = false;     // somebody merges NodeDeltas
    bool segments = false;  // ReplicaView::segments is wanted
    bool wire = false;      // WireFrames are wanted
};

class Observer {
public:
    virtual ~Observer() = default;
    // Returns the id given to the event, so that what follows from it can name it as its cause.
    virtual EventId record(Instant at, WallTime wall_time, EventBody body, std::optional<EventId> cause = {}) = 0;
    virtual void publish(NodeDelta&& delta) = 0;
    virtual void tap(WireFrame&& frame) = 0;
    [[nodiscard]] virtual Interest interest() const = 0;
};

}  // namespace vitrine::observe
