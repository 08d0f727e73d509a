// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/walk.h"

// Frames as packet trees, for the wire view: the header and the body, each a child of the root. Of an API that is not declared
// or of a version that does not exist only the header is read. `frame` may be the first part of a longer frame.
namespace vitrine::messages {

[[nodiscard]] wire::PacketTree read_request_packet(ByteSpan frame);
// What was asked is known from the request.
[[nodiscard]] wire::PacketTree read_response_packet(ByteSpan frame, std::int16_t api_key, wire::Version version);

}  // namespace vitrine::messages
