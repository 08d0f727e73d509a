// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "env/network.h"

// Frames that were sent and have not been delivered yet: what somebody who stopped the world sees between the machines.
namespace vitrine::env::sim {

// Why a frame does not simply arrive at its time; the first that applies.
enum class FrameHeld {
    no,
    connecting,    // its connection does not stand yet, so it has not left
    cut,           // the link is cut in this direction
    paused,        // the machine that it goes to is paused
    not_reading,   // the process that it goes to does not read from this connection now
    busy,          // the machine that it goes to is slow, and its process busy with what came before
};
// "", "connecting", "cut", …
[[nodiscard]] std::string_view name_of(FrameHeld held);

struct FrameInFlight {
    std::uint64_t id = 0;  // 1 for the first that was sent in this world, then counting up: the same in every run of one scenario
    std::uint64_t connection = 0;  // likewise, of connections
    BrokerId from{no_broker};  // machines; no_broker where nobody has ever listened there
    BrokerId to{no_broker};
    Endpoint listener;  // where its connection was accepted, so which service of a broker it goes to or comes from
    bool backward = false;  // from the end that accepted to the end that connected: in Kafka's protocol a response
    Instant sent_at{};
    Instant arrives_at{};  // as things stand, never before the frames ahead of it; what holds it comes on top
    FrameHeld held = FrameHeld::no;
    std::int64_t size_bytes = 0;  // without the length that frames begin with
    // All of it, shared with the receiver where it lies in one piece. Empty where a file that it is sent from cannot be read.
    SharedBytes bytes;
};

// Is told what becomes of frames, while the world runs. It must not call the world, and changes nothing.
class FrameListener {
public:
    virtual ~FrameListener() = default;
    // `first_piece`: the frame's first bytes as its sender made them, of any number; only for this call.
    virtual void on_sent(std::uint64_t id, std::uint64_t connection, bool backward, ByteSpan first_piece) = 0;
    // The receiver is about to be called with it.
    virtual void on_delivered(const FrameInFlight& frame) = 0;
    // It will never arrive: its connection is over, or somebody dropped it.
    virtual void on_lost(std::uint64_t id) = 0;
    // No frame will be sent on it.
    virtual void on_connection_over(std::uint64_t connection) = 0;
};

}  // namespace vitrine::env::sim
