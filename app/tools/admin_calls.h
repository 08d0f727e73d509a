// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/tools/cluster.h"
#include "app/tools/tool_options.h"

// What several tools ask of a cluster.
namespace vitrine::tools {

// Whose configuration --command-config is: of keys that no client has, only the first kind is told.
enum class FileOf { client, node };
// The cluster that the options name. On nullptr `exit` is the exit code, and a sentence went to standard error.
std::unique_ptr<Cluster> connect(const ToolOptions &options, int &exit, FileOf file = FileOf::client);

struct PartitionFacts {
    std::int32_t index = 0;
    BrokerId leader{no_broker};
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
    std::optional<std::vector<BrokerId>> elr;           // none: the broker does not tell
    std::optional<std::vector<BrokerId>> lastKnownElr;
};
struct TopicFacts {
    std::string name;
    Uuid id;
    bool internal = false;
    std::vector<PartitionFacts> partitions;  // by index
};
// Every topic, by name, with id and partitions but without ELR.
Result<std::vector<TopicFacts>> listTopics(Cluster &cluster);
// The named ones with ELR where the broker tells; at most `partitionLimit` partitions in one answer. UNKNOWN_TOPIC_OR_PARTITION.
Result<std::vector<TopicFacts>> describeTopics(Cluster &cluster, const std::vector<std::string> &names, std::int32_t partitionLimit = 2000);

struct ConfigFacts {
    std::string name;
    std::optional<std::string> value;
    bool readOnly = false;
    bool sensitive = false;
    std::int8_t source = -1;  // as in DescribeConfigs
    struct Synonym {
        std::string name;
        std::optional<std::string> value;
        std::int8_t source = -1;
    };
    std::vector<Synonym> synonyms;
};
inline constexpr std::int8_t defaultSource = 5;
// Of topics (2), brokers (4), client metrics (16) or groups (32), by resource name; values sorted by name.
Result<std::map<std::string, std::vector<ConfigFacts>>> describeConfigs(Cluster &cluster, std::int8_t resourceType,
                                                                        const std::vector<std::string> &names, bool synonyms = false);

struct ReassignmentFacts {
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> adding;
    std::vector<BrokerId> removing;
};
// What is under way, of the named partitions or of all; nothing where the broker does not serve it.
Result<std::map<TopicPartition, ReassignmentFacts>> reassignmentsUnderWay(Cluster &cluster);

// Log start (-2), log end (-1), or the first offset at or after a timestamp in ms (no_offset: none), of each partition that has a leader;
// partitions without a leader are left out. UNKNOWN_TOPIC_OR_PARTITION for what is not there.
inline constexpr std::int64_t latestTimestamp = -1;
inline constexpr std::int64_t earliestTimestamp = -2;
Result<std::map<TopicPartition, Offset>> listOffsets(Cluster &cluster, const std::vector<TopicPartition> &partitions,
                                                     std::int64_t timestamp);

// Kafka's include lists: a regular expression for the whole name, with commas for alternatives. An error for a bad expression.
class TopicFilter {
public:
    static Result<TopicFilter> make(const std::string &expression);
    [[nodiscard]] bool matches(const std::string &topic) const;

private:
    struct Expression;
    std::shared_ptr<const Expression> m_expression;
};

// "1,2,3".
std::string joined(const std::vector<BrokerId> &brokers, const char *between = ",");
// Kafka's list of internal topics.
bool isInternalTopic(const std::string &topic);
// Writes to standard output.
void print(const std::string &text);
void printError(const std::string &line);

}  // namespace vitrine::tools
