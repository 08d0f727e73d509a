// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/image_records.h"

#include <utility>

#include "metadata/image_builder.h"

namespace vitrine::metadata {
namespace {

using namespace messages;  // NOLINT(google-build-using-namespace): the records by their names

constexpr std::string_view metadata_version = "metadata.version";
constexpr std::int16_t metadata_version_4_3 = 30;  // 4.3-IV0, of which cordoned directories are (KIP-1066)

template <class Endpoint>
std::vector<Endpoint> to_endpoints(const std::vector<BrokerEndpoint>& endpoints) {
    std::vector<Endpoint> result;
    for (const BrokerEndpoint& endpoint : endpoints) {
        Endpoint& added = result.emplace_back();
        added.name = endpoint.listener;
        added.host = endpoint.host;
        added.port = endpoint.port;
        added.security_protocol = endpoint.security_protocol;
    }
    return result;
}

template <class Feature>
std::vector<Feature> to_features(const PersistentMap<std::string, VersionRange>& features) {
    std::vector<Feature> result;
    for (const auto& [name, range] : features) {
        Feature& added = result.emplace_back();
        added.name = name;
        added.min_supported_version = range.lowest;
        added.max_supported_version = range.highest;
    }
    return result;
}

FeatureLevelRecord to_record(const std::string& name, std::int16_t level) {
    FeatureLevelRecord record;
    record.name = name;
    record.feature_level = level;
    return record;
}

RegisterBrokerRecord to_record(const BrokerRegistration& broker, std::int16_t version) {
    RegisterBrokerRecord record;
    record.broker_id = broker.id;
    record.incarnation_id = broker.incarnation_id;
    record.broker_epoch = broker.epoch;
    record.end_points = to_endpoints<RegisterBrokerRecord::BrokerEndpoint>(broker.endpoints);
    record.features = to_features<RegisterBrokerRecord::BrokerFeature>(broker.features);
    record.rack = broker.rack;
    record.fenced = broker.fenced;
    record.in_controlled_shutdown = broker.in_controlled_shutdown;
    record.log_dirs = broker.directories;
    if (version >= metadata_version_4_3 || !broker.cordoned_directories.empty()) record.cordoned_log_dirs = broker.cordoned_directories;
    return record;
}

RegisterControllerRecord to_record(const ControllerRegistration& controller) {
    RegisterControllerRecord record;
    record.controller_id = controller.id.value();
    record.incarnation_id = controller.incarnation_id;
    record.zk_migration_ready = controller.zk_migration_ready;
    record.end_points = to_endpoints<RegisterControllerRecord::ControllerEndpoint>(controller.endpoints);
    record.features = to_features<RegisterControllerRecord::ControllerFeature>(controller.features);
    return record;
}

}  // namespace

ImageRecords::ImageRecords(std::shared_ptr<const MetadataImage> image)
    : image_(std::move(image)),
      feature_(image_->features.begin()),
      broker_(image_->brokers.begin()),
      controller_(image_->controllers.begin()),
      topic_(image_->topics_by_id.begin()),
      config_(image_->configs.begin()),
      quota_(image_->client_quotas.begin()),
      kept_(image_->kept_records.begin()) {}

std::vector<Bytes> ImageRecords::next(std::size_t records_max) {
    values_.clear();
    while (part_ != Part::done && values_.size() < records_max) {
        if (!add_next()) part_ = static_cast<Part>(std::to_underlying(part_) + 1);
    }
    return std::exchange(values_, {});
}

bool ImageRecords::add_next() {
    switch (part_) {
        case Part::features: {
            // The others are read by its rules.
            if (!std::exchange(metadata_version_added_, true)) {
                if (const std::int16_t* level = image_->features.find(metadata_version))
                    add(to_record(std::string(metadata_version), *level));
                return true;
            }
            if (feature_ == image_->features.end()) return false;
            if (feature_->first != metadata_version) add(to_record(feature_->first, feature_->second));
            ++feature_;
            return true;
        }
        case Part::brokers:
            if (broker_ == image_->brokers.end()) return false;
            add(to_record(*broker_->second, image_->feature(metadata_version)));
            ++broker_;
            return true;
        case Part::controllers:
            if (controller_ == image_->controllers.end()) return false;
            add(to_record(*controller_->second));
            ++controller_;
            return true;
        case Part::topics: return add_next_of_topics();
        case Part::configs: {
            if (config_ == image_->configs.end()) return false;
            const auto& [resource, values] = *config_;
            for (const auto& [name, value] : values) {
                ConfigRecord record;
                record.resource_type = static_cast<std::int8_t>(resource.type);
                record.resource_name = resource.name;
                record.name = name;
                record.value = value;
                add(record);
            }
            ++config_;
            return true;
        }
        case Part::client_quotas: {
            if (quota_ == image_->client_quotas.end()) return false;
            for (const auto& [key, value] : quota_->second) {
                ClientQuotaRecord record;
                for (const auto& [type, name] : quota_->first) record.entity.push_back({type, name});
                record.key = key;
                record.value = value;
                add(record);
            }
            ++quota_;
            return true;
        }
        case Part::producer_ids: {
            if (image_->next_producer_id > ProducerId(0)) {
                ProducerIdsRecord record;
                record.broker_id = no_broker;
                record.next_producer_id = image_->next_producer_id.value();
                add(record);
            }
            return false;
        }
        case Part::kept:
            if (kept_ == image_->kept_records.end()) return false;
            values_.push_back(to_bytes(kept_->second));
            ++kept_;
            return true;
        case Part::done: return false;
    }
    return false;
}

bool ImageRecords::add_next_of_topics() {
    if (topic_ == image_->topics_by_id.end()) return false;
    const TopicImage& topic = *topic_->second;
    if (!partition_) {
        TopicRecord record;
        record.name = topic.name;
        record.topic_id = topic.id;
        add(record);
        partition_ = topic.partitions.begin();
    } else if (*partition_ != topic.partitions.end()) {
        add(metadata::to_record(*(*partition_)->second, topic.id, (*partition_)->first));
        ++*partition_;
    } else {
        partition_.reset();
        ++topic_;
    }
    return true;
}

}  // namespace vitrine::metadata
