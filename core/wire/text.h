// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

// Values as text, for JSON and the packet tree.
namespace vitrine::wire {

// "ClusterId" as "clusterId".
[[nodiscard]] std::string camel_case(std::string_view name);
// With padding.
[[nodiscard]] std::string base64(ByteSpan bytes);
// Every byte that is not part of a valid sequence becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace vitrine::wire
