// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "metadata/image.h"
#include "metadata/record_serde.h"

// Records without a meaning here (access control, SCRAM credentials, delegation tokens) that must not be lost where a snapshot takes the
// place of the log: the last one of each thing is kept as it is, until a record removes that thing. Source: Kafka's AclsImage,
// ScramImage, DelegationTokenImage, which come to the same.
namespace vitrine::metadata {

struct KeptRecord {
    std::string key;       // of the thing that it is about; empty: it is about none (ZooKeeper migration: over since Kafka 4.0)
    bool removes = false;  // the thing is gone
};
// CORRUPT_MESSAGE: it does not say what it is about.
[[nodiscard]] Result<KeptRecord> kept_record(const OtherRecord& record);

// The SCRAM credentials among what an image keeps: who has one of which mechanism, never the secrets. In the order of users, then of
// mechanisms, as the keys of kept_record() sort.
struct ScramCredential {
    std::string user;
    std::int8_t mechanism = 0;
    std::int32_t iterations = 0;
    friend bool operator==(const ScramCredential&, const ScramCredential&) = default;
};
[[nodiscard]] std::vector<ScramCredential> scram_credentials(const MetadataImage& image);

}  // namespace vitrine::metadata
