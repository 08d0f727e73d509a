// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <thread>

#include "app/tools/admin_calls.h"
#include "app/tools/controller_file.h"
#include "app/tools/quorum_text.h"
#include "app/tools/tools.h"
#include "messages/add_raft_voter.h"
#include "messages/describe_cluster.h"
#include "messages/describe_quorum.h"
#include "messages/remove_raft_voter.h"

namespace vitrine::tools {

namespace {

constexpr std::int8_t controllersAsked = 2;  // DescribeClusterRequest.EndpointType

// Brokers send what is asked on to the quorum's leader. Controllers do not: they are asked who it is.
class Quorum {
public:
    Quorum(Cluster &cluster, bool ofControllers) : m_cluster(cluster), m_ofControllers(ofControllers) {}

    template <class Response, class Request>
    Result<Response> ask(const Request &request)
    {
        if (!m_ofControllers) return m_cluster.any<Response>(request);
        const auto leader = findLeader();
        if (!leader) return std::unexpected(leader.error());
        return m_cluster.atEndpoint<Response>(*leader, request);
    }
    Result<std::string> clusterId()
    {
        messages::DescribeClusterRequest request;
        if (m_ofControllers) request.endpoint_type = controllersAsked;
        const auto known = m_cluster.any<messages::DescribeClusterResponse>(std::move(request));
        if (!known) return std::unexpected(known.error());
        return known->cluster_id;
    }

private:
    Result<env::Endpoint> findLeader()
    {
        const auto end = std::chrono::steady_clock::now() + m_cluster.options().timeout;
        while (true) {
            messages::DescribeClusterRequest request;
            request.endpoint_type = controllersAsked;
            const auto known = m_cluster.any<messages::DescribeClusterResponse>(std::move(request));
            if (!known) return std::unexpected(known.error());
            if (known->error_code != ErrorCode::NONE)
                return failure(known->error_code, sentenceOf(known->error_code, known->error_message));
            for (const auto &controller : known->brokers) {
                if (controller.broker_id == known->controller_id)
                    return env::Endpoint{controller.host, static_cast<std::uint16_t>(controller.port)};
            }
            if (std::chrono::steady_clock::now() >= end)
                return failure(ErrorCode::REQUEST_TIMED_OUT, "no controller says who leads the quorum");
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }

    Cluster &m_cluster;
    bool m_ofControllers;
};

int ended(const Result<std::string> &text)
{
    if (text) {
        print(*text);
        return exitDone;
    }
    printError("vitrine quorum: " + text.error().message);
    return exitFailed;
}

int describe(const ToolOptions &options, Quorum &quorum)
{
    messages::DescribeQuorumRequest request;
    auto &topic = request.topics.emplace_back();
    topic.topic_name = "__cluster_metadata";
    topic.partitions.push_back({.partition_index = 0});
    const auto described = quorum.ask<messages::DescribeQuorumResponse>(request);
    if (!described) return ended(std::unexpected(described.error()));
    if (options.has("status")) {
        const auto clusterId = quorum.clusterId();
        return ended(clusterId ? quorumStatus(*described, *clusterId) : std::unexpected(clusterId.error()));
    }
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    return ended(quorumReplication(*described, options.has("human-readable"), now));
}

template <class Response, class Request>
Status change(const ToolOptions &options, Quorum &quorum, const Request &request)
{
    if (options.has("dry-run")) return {};
    const auto answer = quorum.ask<Response>(request);
    if (!answer) return std::unexpected(answer.error());
    if (answer->error_code != ErrorCode::NONE) return failure(answer->error_code, sentenceOf(answer->error_code, answer->error_message));
    return {};
}

int addController(const ToolOptions &options, const Cluster &cluster, Quorum &quorum, const ControllerFacts &added)
{
    messages::AddRaftVoterRequest request;
    request.cluster_id = std::nullopt;  // whichever this is
    request.timeout_ms = static_cast<std::int32_t>(cluster.options().timeout.count());
    request.voter_id = added.id;
    request.voter_directory_id = added.directory;
    for (const auto &endpoint : added.endpoints)
        request.listeners.push_back({.name = endpoint.listener, .host = endpoint.host, .port = endpoint.port});
    const auto done = change<messages::AddRaftVoterResponse>(options, quorum, request);
    if (!done) return ended(std::unexpected(done.error()));
    return ended(fmt::format("{} controller {} with directory id {} and endpoints: {}\n",
                             options.has("dry-run") ? "DRY RUN of adding" : "Added", added.id, added.directory.to_string(),
                             endpointsText(added.endpoints)));
}

int removeController(const ToolOptions &options, Quorum &quorum, BrokerId id, const Uuid &directory)
{
    messages::RemoveRaftVoterRequest request;
    request.cluster_id = std::nullopt;
    request.voter_id = id;
    request.voter_directory_id = directory;
    const auto done = change<messages::RemoveRaftVoterResponse>(options, quorum, request);
    if (!done) return ended(std::unexpected(done.error()));
    // Two spaces, as Kafka's tool prints them.
    return ended(fmt::format("{} KRaft controller {} with directory id {}\n", options.has("dry-run") ? "DRY RUN of removing " : "Removed ",
                             id, directory.to_string()));
}

// What the options of each command need, before anybody is asked.
Status check(const ToolOptions &options, const std::string &command)
{
    const auto wrong = [](std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); };
    if (auto status = options.notTogether("bootstrap-server", {"bootstrap-controller"}); !status) return status;
    const auto only = [&](const std::string &of, const std::vector<std::string> &those) -> Status {
        for (const std::string &option : those) {
            if (options.has(option) && command != of) return wrong(fmt::format("--{} goes only with {}", option, of));
        }
        return {};
    };
    if (auto status = only("describe", {"status", "replication", "human-readable"}); !status) return status;
    if (auto status = only("remove-controller", {"controller-id", "controller-directory-id"}); !status) return status;
    if (command == "describe") {
        if (options.has("dry-run")) return wrong("--dry-run goes only with add-controller or remove-controller");
        if (options.count({"status", "replication"}) != 1) return wrong("describe takes one of --status or --replication");
        return options.onlyWith("human-readable", {"replication"});
    }
    if (command == "add-controller") {
        if (!options.has("command-config"))
            return wrong("add-controller takes the configuration file of the controller as --command-config");
        return {};
    }
    if (command == "remove-controller") {
        if (options.count({"controller-id", "controller-directory-id"}) != 2)
            return wrong(
                "remove-controller takes --controller-id and --controller-directory-id, as quorum describe --replication shows them");
        return {};
    }
    return wrong("the command is \"describe\", \"add-controller\" or \"remove-controller\"");
}

}  // namespace

int quorum(const Arguments &arguments)
{
    ToolOptions options("quorum", "Prints the state of the quorum of controllers, and changes who votes, as kafka-metadata-quorum does.");
    options.positional("command", "describe, add-controller or remove-controller");
    options.connects();
    options.values("bootstrap-controller", "HOST:PORT,…", "Controllers to begin with, in place of brokers");
    options.flag("status", "With describe: the leader, its epoch and who is in the quorum");
    options.flag("replication", "With describe: how far each controller and broker has read the metadata log");
    options.flag("human-readable", "With --replication: times as they are from now");
    options.value("controller-id", "ID", "With remove-controller: who goes");
    options.value("controller-directory-id", "UUID", "With remove-controller: the directory id of the controller");
    options.flag("dry-run", "With add-controller and remove-controller: only print what would be done");
    if (const auto over = options.parse(arguments)) return *over;
    const std::string command = options.get("command").value_or("");
    if (const auto status = check(options, command); !status) return options.wrong(status.error().message);

    // What the command is about is read before anybody is asked.
    std::optional<ControllerFacts> added;
    if (command == "add-controller") {
        const auto properties = readProperties(*options.get("command-config"));
        auto facts = properties ? controllerFacts(*properties) : std::unexpected(properties.error());
        if (!facts) return ended(std::unexpected(facts.error()));
        added = std::move(*facts);
    }
    BrokerId removed = no_broker;
    Uuid directory;
    if (command == "remove-controller") {
        const auto id = options.number("controller-id", 0, std::numeric_limits<std::int32_t>::max());
        if (!id) return options.wrong(id.error().message);
        const auto parsed = Uuid::parse(*options.get("controller-directory-id"));
        if (!parsed)
            return options.wrong(fmt::format("--controller-directory-id takes a UUID of 22 characters, not \"{}\"",
                                             *options.get("controller-directory-id")));
        removed = BrokerId(static_cast<std::int32_t>(**id));
        directory = *parsed;
    }
    int exit = exitDone;
    const auto cluster = connect(options, exit, added ? FileOf::node : FileOf::client);
    if (cluster == nullptr) return exit;
    Quorum asked(*cluster, options.has("bootstrap-controller"));
    if (command == "describe") return describe(options, asked);
    if (added) return addController(options, *cluster, asked, *added);
    return removeController(options, asked, removed, directory);
}

}  // namespace vitrine::tools
