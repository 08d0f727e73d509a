// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

namespace vitrine::ui {

// How often the window shows what is new: as often as it may, but never so often that showing it takes more than a sixteenth of a core from
// the brokers that it shows, down to five times a second. A large cluster on a small machine so has a calmer picture, not slower brokers.
//
// What a frame costs is the processor time of the thread since the frame before: merging, models, layout and painting alike, and nothing of
// what it waited for while others had the core.
class FramePace {
public:
    static constexpr Milliseconds fastest{33};
    static constexpr Milliseconds slowest{200};
    static constexpr int share = 16;

    FramePace();
    // A frame begins, on the thread that shows it, which is the one that made this.
    void frame();
    // From the begin of a frame to the begin of the next.
    [[nodiscard]] Milliseconds interval() const { return m_interval; }

private:
    Duration m_used;
    Milliseconds m_interval = fastest;
};

}  // namespace vitrine::ui
