// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

// The tools of the command line, each with the options of Apache Kafka's own. Every one prints to standard output what Kafka's prints,
// and its own sentences to standard error; it answers the exit code of the process (tool_options.h).
namespace vitrine::tools {

using Arguments = std::vector<std::string>;

int topics(const Arguments &arguments);    // kafka-topics
int groups(const Arguments &arguments);    // kafka-consumer-groups
int dumpLog(const Arguments &arguments);   // kafka-dump-log, as "log dump"
int consume(const Arguments &arguments);   // kafka-console-consumer
int produce(const Arguments &arguments);   // kafka-console-producer
int configs(const Arguments &arguments);   // kafka-configs
int reassign(const Arguments &arguments);  // kafka-reassign-partitions
int quorum(const Arguments &arguments);    // kafka-metadata-quorum

struct Tool {
    const char *name;
    const char *what;  // one line for "vitrine help"
    int (*run)(const Arguments &arguments);
};
const std::vector<Tool> &allTools();
const Tool *findTool(const std::string &name);

}  // namespace vitrine::tools
