// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace vitrine::metadata {

// Asked once for each topic, before so many of its partitions are created or deleted (KIP-599). False: the topic is answered
// THROTTLING_QUOTA_EXCEEDED. Empty: there is no quota.
using PartitionQuota = std::function<bool(std::size_t partitions)>;

}  // namespace vitrine::metadata
