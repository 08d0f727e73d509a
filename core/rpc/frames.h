// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "env/network.h"
#include "observe/event.h"
#include "wire/codec.h"

namespace vitrine::rpc {

// Encoded pieces as the network takes them; ForeignBytes become file slices (their owner is an env::File).
[[nodiscard]] env::Frame to_frame(wire::Encoded encoded);

// The first bytes of a frame for the wire tap. Never reads a file.
[[nodiscard]] SharedBytes head_of(const env::Frame& frame);
[[nodiscard]] SharedBytes head_of(const SharedBytes& frame);

}  // namespace vitrine::rpc
