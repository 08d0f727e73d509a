// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

#include "base/bytes.h"

// What must hold of any bytes that arrive, and bytes that are nearly right to try it with; for the fuzz target and for tests.
namespace vitrine::messages::test {

// An input is three bytes that choose (what: request frame, response frame or another message; which; its version) and then
// the bytes to read.
enum class FrameOutcome { refused, taken };

// Reads the input by decoder and packet tree. Where the decoder takes it: what it read is written, read again, and must be
// the same; the JSON of it must be good. Aborts where anything else happens.
FrameOutcome check_frame(ByteSpan input);

// A frame of any declared message and version with drawn values.
Bytes make_frame(const std::function<std::uint64_t()>& next);
// Changes a few bytes, lengths above all, behind the three that choose.
void spoil(Bytes& input, const std::function<std::uint64_t()>& next);

}  // namespace vitrine::messages::test
