// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "messages/describe_quorum.h"

// What kafka-metadata-quorum describe prints, as text.
namespace vitrine::tools {

// An error where the answer has no metadata partition.
Result<std::string> quorumStatus(const messages::DescribeQuorumResponse &quorum, const std::string &clusterId);
// `nowMs`: wall time, for "5 ms ago" where that is asked for.
Result<std::string> quorumReplication(const messages::DescribeQuorumResponse &quorum, bool humanReadable, std::int64_t nowMs);

}  // namespace vitrine::tools
