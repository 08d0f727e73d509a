// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/describe_user_scram_credentials.h"
#include "metadata/image.h"

namespace vitrine::metadata {

// Who has credentials of which SCRAM mechanism (KIP-554), as the metadata keeps them; nothing here authenticates with them. In the order of
// users. RESOURCE_NOT_FOUND and DUPLICATE_RESOURCE in the row of a user. Source: Kafka's ScramImage. A pure function.
[[nodiscard]] messages::DescribeUserScramCredentialsResponse describe_user_scram_credentials(
    const messages::DescribeUserScramCredentialsRequest& request, const MetadataImage& image);

}  // namespace vitrine::metadata
