// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "env/random.h"
#include "messages/create_partitions.h"
#include "messages/create_topics.h"
#include "messages/delete_topics.h"
#include "metadata/change.h"
#include "metadata/configuration_control.h"
#include "metadata/controller_config.h"
#include "metadata/partition_quota.h"

namespace vitrine::metadata {

// Topics and their partitions come and go. Source: Kafka's ReplicationControlManager and ControllerApis.
class TopicControl {
public:
    TopicControl(const ControllerConfig& config, const ConfigurationControl& configuration, env::Random& random)
        : config_(config), configuration_(configuration), random_(random) {}

    // Records that one request may need (Kafka's MAX_RECORDS_PER_USER_OP), so that they fit one batch; more answers POLICY_VIOLATION.
    static constexpr std::int64_t records_per_request_max = 10'000;

    [[nodiscard]] messages::CreateTopicsResponse create_topics(const messages::CreateTopicsRequest& request, const PartitionQuota& quota,
                                                               Change& change) const;
    [[nodiscard]] messages::DeleteTopicsResponse delete_topics(const messages::DeleteTopicsRequest& request, wire::Version version,
                                                               const PartitionQuota& quota, Change& change) const;
    [[nodiscard]] messages::CreatePartitionsResponse create_partitions(const messages::CreatePartitionsRequest& request,
                                                                       const PartitionQuota& quota, Change& change) const;

private:
    using CreatableTopic = messages::CreateTopicsRequest::CreatableTopic;
    using CreatableTopicResult = messages::CreateTopicsResponse::CreatableTopicResult;

    [[nodiscard]] Result<CreatableTopicResult> create_topic(const CreatableTopic& topic, const PartitionQuota& quota, Change& change) const;
    [[nodiscard]] Result<std::vector<PartitionRegistration>> assign(const CreatableTopic& topic, const MetadataImage& image) const;
    [[nodiscard]] Result<std::vector<PartitionRegistration>> assign_manually(const CreatableTopic& topic, const MetadataImage& image) const;
    [[nodiscard]] Result<std::vector<PartitionRegistration>> place(const MetadataImage& image, std::int32_t partitions,
                                                                   std::int32_t replication_factor) const;
    Status add_partitions(const messages::CreatePartitionsRequest::CreatePartitionsTopic& topic, const PartitionQuota& quota,
                          Change& change) const;

    const ControllerConfig& config_;
    const ConfigurationControl& configuration_;
    env::Random& random_;
};

// INVALID_TOPIC_EXCEPTION: empty, too long (249), "." or "..", or characters other than ASCII letters, digits, '.', '_' and '-'.
[[nodiscard]] Status validate_topic_name(std::string_view name);

}  // namespace vitrine::metadata
