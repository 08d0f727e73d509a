// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/error.h"
#include "metadata/image.h"
#include "metadata/record_serde.h"
#include "raft/metadata_log.h"

// From image to image: records applied one by one, and what they changed.
namespace vitrine::metadata {

struct TopicChange {
    std::string name;
    bool created = false;
    bool deleted = false;              // also when it was created by the same changes
    std::set<std::int32_t> partitions;  // added or changed; look them up in the new image
    friend bool operator==(const TopicChange&, const TopicChange&) = default;
};

// What differs between two images, for those who act on changes only.
struct ImageChanges {
    std::set<BrokerId> brokers;          // registered, changed or gone
    std::map<Uuid, TopicChange> topics;
    std::set<ConfigResource> configs;    // the whole resource; not those that went with their deleted topic
    std::set<QuotaEntity> client_quotas;
    bool features = false;
    bool producer_ids = false;
    bool controllers = false;
    friend bool operator==(const ImageChanges&, const ImageChanges&) = default;

    [[nodiscard]] bool empty() const;
    // Adds what came after.
    void merge(const ImageChanges& later);
};

// The one place where a record becomes state, for the controller and for every broker. Errors: UNKNOWN_SERVER_ERROR with a
// sentence where the record does not fit (a partition of an unknown topic, …): the log is damaged or of another cluster, and
// the image must not be used further. Transaction markers change nothing here; see ImageBuilder.
[[nodiscard]] Status apply_record(MetadataImage& image, const MetadataRecord& record, ImageChanges& changes);

// The partition after the change. Leader epoch +1 where the record names a leader (also the same one); partition epoch +1 always. An error
// as above where there is no next epoch.
[[nodiscard]] Result<PartitionRegistration> merged(const PartitionRegistration& before, const messages::PartitionChangeRecord& change);
[[nodiscard]] PartitionRegistration to_registration(const messages::PartitionRecord& record);
[[nodiscard]] messages::PartitionRecord to_record(const PartitionRegistration& partition, const Uuid& topic_id, std::int32_t index);

// Replays the log: record after record, and metadata transactions (KIP-868): an aborted one leaves nothing behind.
class ImageBuilder {
public:
    // `changes`: that led to the base, and are not yet taken.
    explicit ImageBuilder(MetadataImage base = {}, ImageChanges changes = {}) : image_(std::move(base)), changes_(std::move(changes)) {}

    // `offset` and `epoch` are the record's; they become the image's. Errors: as apply_record(), and transaction markers out of
    // order; then the builder must not be used further.
    [[nodiscard]] Status apply(const MetadataRecord& record, Offset offset, LeaderEpoch epoch);
    // Decodes and applies all of it; errors name the offset.
    [[nodiscard]] Status apply(const raft::CommittedBatch& batch);

    // With the records of an open transaction.
    [[nodiscard]] const MetadataImage& image() const { return image_; }
    [[nodiscard]] bool in_transaction() const { return before_transaction_.has_value(); }
    // Without them.
    [[nodiscard]] const MetadataImage& image_before_transaction() const {
        return before_transaction_ ? before_transaction_->image : image_;
    }
    // Since the base, or since the last take_changes().
    [[nodiscard]] const ImageChanges& changes() const { return changes_; }
    [[nodiscard]] ImageChanges take_changes() { return std::exchange(changes_, ImageChanges{}); }

private:
    struct Before {
        MetadataImage image;
        ImageChanges changes;
    };
    MetadataImage image_;
    ImageChanges changes_;
    std::optional<Before> before_transaction_;
};

}  // namespace vitrine::metadata
