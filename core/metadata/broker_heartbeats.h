// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/time.h"
#include "metadata/image.h"

namespace vitrine::metadata {

// When each broker was last heard of, and how far it follows the metadata log. Known to the active controller alone and to
// nobody's log: a new one gives every unfenced broker a whole session. Which brokers are fenced is the image's to say.
class BrokerHeartbeats {
public:
    explicit BrokerHeartbeats(Duration session_timeout) : session_timeout_(session_timeout) {}

    // Forgets all; a whole session for every broker that is not fenced.
    void activate(const MetadataImage& image, Instant now);
    void clear() { brokers_.clear(); }

    // Heard of the broker.
    void touch(BrokerId broker, Instant now, Offset metadata_offset);
    // A new life of the broker begins; what was known of the former one is forgotten.
    void restart(BrokerId broker, Instant now);

    // Unfenced, and heard of within the session timeout.
    [[nodiscard]] bool has_valid_session(const MetadataImage& image, BrokerId broker, Instant now) const;
    // The unfenced brokers without a valid session, by id.
    [[nodiscard]] std::vector<BrokerId> expired(const MetadataImage& image, Instant now) const;
    // When the next session of an unfenced broker ends if nothing is heard; nothing without unfenced brokers.
    [[nodiscard]] std::optional<Instant> next_expiry(const MetadataImage& image) const;

    // Controlled shutdown: the broker may go when the others have applied the log up to here. The first call counts.
    void set_controlled_shutdown_offset(BrokerId broker, Offset offset);
    [[nodiscard]] std::optional<Offset> controlled_shutdown_offset(BrokerId broker) const;
    // The least that an active broker has applied; nothing without active brokers.
    [[nodiscard]] std::optional<Offset> lowest_active_offset(const MetadataImage& image) const;

private:
    struct Heard {
        Instant last_contact{};
        Offset metadata_offset{no_offset};
        std::optional<Offset> controlled_shutdown_offset;
    };
    Duration session_timeout_;
    std::map<BrokerId, Heard> brokers_;
};

}  // namespace vitrine::metadata
