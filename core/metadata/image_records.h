// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "metadata/image.h"
#include "metadata/record_serde.h"

// From an image to the records that rebuild exactly it, as a snapshot holds them; in the order of Kafka's MetadataImage.write(): features
// (metadata.version first), brokers, controllers, topics with their partitions, configurations, quotas, producer ids, and what is kept.
namespace vitrine::metadata {

class ImageRecords {
public:
    explicit ImageRecords(std::shared_ptr<const MetadataImage> image);

    // The next values, about `records_max` of them; empty: that was all. The image itself does not change meanwhile, and is not copied.
    [[nodiscard]] std::vector<Bytes> next(std::size_t records_max);

private:
    enum class Part { features, brokers, controllers, topics, configs, client_quotas, producer_ids, kept, done };
    void add(const MetadataRecord& record) { values_.push_back(encode_record(record)); }
    // One entry of the present part; false: it has no more.
    [[nodiscard]] bool add_next();
    [[nodiscard]] bool add_next_of_topics();

    std::shared_ptr<const MetadataImage> image_;
    Part part_ = Part::features;
    bool metadata_version_added_ = false;
    decltype(MetadataImage::features)::const_iterator feature_;
    decltype(MetadataImage::brokers)::const_iterator broker_;
    decltype(MetadataImage::controllers)::const_iterator controller_;
    decltype(MetadataImage::topics_by_id)::const_iterator topic_;
    std::optional<decltype(TopicImage::partitions)::const_iterator> partition_;  // none: the topic itself comes next
    decltype(MetadataImage::configs)::const_iterator config_;
    decltype(MetadataImage::client_quotas)::const_iterator quota_;
    decltype(MetadataImage::kept_records)::const_iterator kept_;
    std::vector<Bytes> values_;
};

}  // namespace vitrine::metadata
