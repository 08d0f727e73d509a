// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/tools.h"

#include <algorithm>
#include <cstdio>

#include "app/tools/tool_options.h"

namespace vitrine::tools {

namespace {

// "log" has one command as yet.
int log(const Arguments &arguments)
{
    if (!arguments.empty() && arguments.front() == "dump") return dumpLog({arguments.begin() + 1, arguments.end()});
    if (!arguments.empty() && arguments.front() == "--help") return dumpLog(arguments);
    std::fputs("vitrine log: the command is vitrine log dump --files FILE,FILE,…; vitrine log dump --help lists the options\n", stderr);
    return exitUsage;
}

}  // namespace

const std::vector<Tool> &allTools()
{
    static const std::vector<Tool> tools{
        {"topics", "Create, list, describe, alter and delete topics (kafka-topics)", topics},
        {"groups", "List, describe and delete groups of consumers, reset their offsets (kafka-consumer-groups)", groups},
        {"produce", "Write lines of standard input as records (kafka-console-producer)", produce},
        {"consume", "Read records and print them (kafka-console-consumer)", consume},
        {"configs", "Print and change configurations (kafka-configs)", configs},
        {"reassign", "Move replicas between brokers (kafka-reassign-partitions)", reassign},
        {"quorum", "Print the state of the quorum of controllers, change who votes (kafka-metadata-quorum)", quorum},
        {"log", "log dump: print what is in the files of a partition (kafka-dump-log)", log},
    };
    return tools;
}

const Tool *findTool(const std::string &name)
{
    const auto found = std::ranges::find(allTools(), name, &Tool::name);
    return found == allTools().end() ? nullptr : &*found;
}

}  // namespace vitrine::tools
