// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "messages/alter_configs.h"
#include "messages/create_topics.h"
#include "messages/incremental_alter_configs.h"
#include "metadata/change.h"
#include "metadata/controller_config.h"

namespace vitrine::metadata {

// Configuration of topics and brokers. Source: Kafka's ConfigurationControlManager and ControllerConfigurationValidator.
// Topic keys are checked here against the table of storage/log_config.h. Broker keys are the broker's to check, before it
// forwards a request; here only those that the controller itself reads.
class ConfigurationControl {
public:
    explicit ConfigurationControl(const ControllerConfig& config) : config_(config) {}

    [[nodiscard]] messages::IncrementalAlterConfigsResponse alter(const messages::IncrementalAlterConfigsRequest& request,
                                                                  Change& change) const;

    // What is not named is removed.
    [[nodiscard]] messages::AlterConfigsResponse replace(const messages::AlterConfigsRequest& request, Change& change) const;

    // The configuration that a new topic is to have. INVALID_CONFIG.
    [[nodiscard]] Result<std::map<std::string, std::string>> check_new_topic(
        const messages::CreateTopicsRequest::CreatableTopic& topic) const;
    // Every topic key with its value for a topic that sets `own`, and where the value comes from.
    [[nodiscard]] std::vector<messages::CreateTopicsResponse::CreatableTopicResult::CreatableTopicConfigs> describe_new_topic(
        const MetadataImage& image, const std::map<std::string, std::string>& own) const;

    [[nodiscard]] ConfigDefaults defaults() const;
    // min.insync.replicas of the topic, limited by the partition's replica count.
    [[nodiscard]] std::int32_t effective_min_isr(const MetadataImage& image, std::string_view topic,
                                                 const PartitionRegistration& partition) const;
    [[nodiscard]] bool unclean_election_enabled(const MetadataImage& image, std::string_view topic) const;

private:
    using Resource = messages::IncrementalAlterConfigsRequest::AlterConfigsResource;
    Status alter_resource(const Resource& resource, Change& change) const;
    [[nodiscard]] Status check_values(const ConfigResource& resource, const std::map<std::string, std::string>& values) const;
    [[nodiscard]] Status check_elr(const MetadataImage& image, const ConfigResource& resource, const messages::ConfigRecord& record) const;

    const ControllerConfig& config_;
};

[[nodiscard]] messages::ConfigRecord config_record(const ConfigResource& resource, std::string key, std::optional<std::string> value);

}  // namespace vitrine::metadata
