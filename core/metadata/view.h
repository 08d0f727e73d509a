// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metadata/image.h"
#include "metadata/image_builder.h"
#include "observe/view.h"
#include "raft/metadata_log.h"

// Images as the window sees them.
namespace vitrine::metadata {

[[nodiscard]] observe::TopicView to_view(const MetadataImage& image, const TopicImage& topic, const ConfigDefaults& defaults = {});
[[nodiscard]] observe::BrokerView to_view(const BrokerRegistration& broker);

// The changed topics and brokers, as they are in `image`. A change of every broker's min.insync.replicas changes every topic.
[[nodiscard]] observe::MetadataDelta to_view(const MetadataImage& image, const ImageChanges& changes,
                                             const raft::LeaderAndEpoch& controller, const ConfigDefaults& defaults = {});
// Everything, for a reader that knows nothing yet.
[[nodiscard]] observe::MetadataDelta full_view(const MetadataImage& image, const raft::LeaderAndEpoch& controller,
                                               const ConfigDefaults& defaults = {});

}  // namespace vitrine::metadata
