// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>

#include "app/tools/admin_calls.h"
#include "app/tools/quorum_text.h"
#include "app/tools/tools.h"
#include "messages/describe_cluster.h"
#include "messages/describe_quorum.h"

namespace vitrine::tools {

int quorum(const Arguments &arguments)
{
    ToolOptions options("quorum", "Prints the state of the quorum of controllers, as kafka-metadata-quorum does.");
    options.positional("describe", "The one command that there is");
    options.connects();
    options.flag("status", "With describe: the leader, its epoch and who is in the quorum");
    options.flag("replication", "With describe: how far each controller and broker has read the metadata log");
    options.flag("human-readable", "With --replication: times as they are from now");
    if (const auto over = options.parse(arguments)) return *over;
    if (options.get("describe") != "describe") return options.wrong("the command is \"describe\", with --status or --replication");
    if (options.count({"status", "replication"}) != 1) return options.wrong("describe takes one of --status or --replication");
    if (const auto status = options.onlyWith("human-readable", {"replication"}); !status) return options.wrong(status.error().message);
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    messages::DescribeQuorumRequest request;
    auto &topic = request.topics.emplace_back();
    topic.topic_name = "__cluster_metadata";
    topic.partitions.push_back({.partition_index = 0});
    const auto described = cluster->any<messages::DescribeQuorumResponse>(std::move(request));
    Result<std::string> text = std::string();
    if (!described) {
        text = std::unexpected(described.error());
    } else if (options.has("status")) {
        const auto known = cluster->any<messages::DescribeClusterResponse>(messages::DescribeClusterRequest{});
        text = known ? quorumStatus(*described, known->cluster_id) : std::unexpected(known.error());
    } else {
        const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
        text = quorumReplication(*described, options.has("human-readable"), now);
    }
    if (text) {
        print(*text);
        return exitDone;
    }
    printError("vitrine quorum: " + text.error().message);
    return exitFailed;
}

}  // namespace vitrine::tools
