// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "env/sim/world.h"
#include "messages/api_versions.h"
#include "raft/raft_node.h"
#include "raft/snapshot_file.h"
#include "rpc/server.h"

namespace vitrine::raft::test {

using namespace std::chrono_literals;

inline constexpr BrokerId n1{1};
inline constexpr BrokerId n2{2};
inline constexpr BrokerId n3{3};
inline constexpr BrokerId n4{4};

// What a controller keeps of the metadata log: everything that it was told, in order, in its present life.
class Listener : public MetadataLogListener {
public:
    explicit Listener(RaftNode& node) : node_(&node) {}
    void on_committed(const CommittedBatch& batch) override {
        if (!committed.empty() && batch.base_offset <= last_offset) out_of_order = true;
        last_offset = batch.last_offset();
        for (const SharedBytes& value : batch.values) committed.emplace_back(as_text(value.span()));
        epochs.push_back(batch.epoch);
        log.push_back("committed " + committed.back());
    }
    // A snapshot is one record for each that was told before, as snapshot_of() makes it.
    void on_snapshot(const SnapshotPiece& piece) override {
        if (piece.first) {
            committed.clear();
            ++snapshots;
        }
        ++snapshot_pieces;
        for (const SharedBytes& value : piece.values) committed.emplace_back(as_text(value.span()));
        last_offset = piece.snapshot.offset - 1;
        if (piece.last) log.push_back("snapshot");
    }
    void on_leader_changed(const LeaderAndEpoch& leader) override {
        leaders.push_back(leader);
        log.push_back(leader.leader == no_broker ? "no leader" : "leader " + std::to_string(leader.leader.value()));
        high_watermark_at_change = node_->high_watermark();
    }

    std::vector<std::string> committed;
    std::vector<LeaderEpoch> epochs;
    std::vector<LeaderAndEpoch> leaders;
    std::vector<std::string> log;
    Offset last_offset{no_offset};
    int snapshots = 0;
    int snapshot_pieces = 0;
    Offset high_watermark_at_change{no_offset};
    bool out_of_order = false;

private:
    RaftNode* node_;
};

// The controller listener of a node.
class ControllerListener : public rpc::RequestHandler {
public:
    explicit ControllerListener(RaftNode& node) : node_(node) {}
    void handle(rpc::Request request, rpc::Responder responder) override {
        switch (static_cast<wire::ApiKey>(request.header.request_api_key)) {
            case wire::ApiKey::vote: return pass<messages::VoteRequest, messages::VoteResponse>(request, std::move(responder));
            case wire::ApiKey::begin_quorum_epoch:
                return pass<messages::BeginQuorumEpochRequest, messages::BeginQuorumEpochResponse>(request, std::move(responder));
            case wire::ApiKey::end_quorum_epoch:
                return pass<messages::EndQuorumEpochRequest, messages::EndQuorumEpochResponse>(request, std::move(responder));
            case wire::ApiKey::fetch_snapshot:
                return pass<messages::FetchSnapshotRequest, messages::FetchSnapshotResponse>(request, std::move(responder));
            case wire::ApiKey::fetch: {
                const auto body = request.decode<messages::FetchRequest>();
                if (!body) return responder.close(body.error());
                return node_.handle(*body, request.version(), [responder = std::move(responder)](messages::FetchResponse response) mutable {
                    responder.respond(response);
                });
            }
            case wire::ApiKey::update_raft_voter:
                return pass<messages::UpdateRaftVoterRequest, messages::UpdateRaftVoterResponse>(request, std::move(responder));
            case wire::ApiKey::add_raft_voter:
                return pass<messages::AddRaftVoterRequest, messages::AddRaftVoterResponse>(request, std::move(responder));
            case wire::ApiKey::remove_raft_voter:
                return pass<messages::RemoveRaftVoterRequest, messages::RemoveRaftVoterResponse>(request, std::move(responder));
            case wire::ApiKey::api_versions: {
                messages::ApiVersionsResponse response;
                response.supported_features.push_back({.name = "kraft.version", .min_version = 0, .max_version = 1});
                return responder.respond(response);
            }
            default: return responder.close({ErrorCode::INVALID_REQUEST, "not served here"});
        }
    }

private:
    template <class Request, class Response>
    void pass(const rpc::Request& request, rpc::Responder responder) {
        const auto body = request.decode<Request>();
        if (!body) return responder.close(body.error());
        node_.handle(*body, [responder = std::move(responder)](Response response) mutable { responder.respond(response); });
    }
    RaftNode& node_;
};

// Voters 1 to n of one quorum and any observers, each with its RaftNode and its controller listener in a simulated world.
class Cluster {
public:
    explicit Cluster(std::size_t voters, std::uint64_t seed = 1, env::sim::WorldOptions options = {}) : world(seed, options) {
        for (std::size_t i = 1; i <= voters; ++i) {
            const BrokerId id(static_cast<std::int32_t>(i));
            endpoints_[id] = {"127.0.0.1", static_cast<std::uint16_t>(9190 + i)};
        }
        for (const auto& [id, endpoint] : endpoints_) world.add_node(id);
    }

    struct Member {
        explicit Member(env::Environment env, RaftConfig config)
            : environment(env),
              logger("controller-" + std::to_string(config.quorum.node_id.value())),
              raft(environment, std::move(config), logger),
              listener(raft),
              handler(raft) {}
        env::Environment environment;
        Logger logger;
        RaftNode raft;
        Listener listener;
        ControllerListener handler;
        std::unique_ptr<rpc::Server> server;
        std::optional<Error> failure;
    };

    Status try_start(BrokerId id) {
        RaftConfig config;
        config.quorum.node_id = id;
        if (voters_change) {
            config.bootstrap_servers = {endpoints_.begin()->second};
            config.own_endpoint = endpoints_.at(id);
        } else {
            config.voters = endpoints_;
            for (const auto& [other, endpoint] : spare_) config.voters.erase(other);
            if (spare_.contains(id)) config.own_endpoint = spare_.at(id);
        }
        config.quorum.auto_join = auto_join;
        config.cluster_id = "cluster";
        config.segment_bytes = segment_bytes;
        config.retention_bytes = retention_bytes;
        config.clean_interval = 1s;
        config.directory_id = directory_of(id);
        auto member = std::make_unique<Member>(world.node(id).environment(), config);
        member->raft.add_listener(member->listener);
        member->raft.on_failure([at = member.get()](const Error& error) { at->failure = error; });
        if (auto status = member->raft.start(); !status) return status;
        if (const auto endpoint = endpoints_.find(id); endpoint != endpoints_.end()) {
            member->server = std::make_unique<rpc::Server>(member->environment, rpc::ServerOptions{.node = id, .controller_listener = true},
                                                           member->handler, member->logger);
            if (auto status = member->server->listen(endpoint->second); !status) return status;
        }
        members_[id] = std::move(member);
        return {};
    }
    void start(BrokerId id) {
        if (auto status = try_start(id); !status) throw std::runtime_error(status.error().message);
    }
    void start_all() {
        for (const auto& [id, endpoint] : endpoints_) start(id);
    }
    void add_observer(BrokerId id) {
        world.add_node(id);
        start(id);
    }
    // A controller that observes until it is made a voter: the configuration does not name it.
    void add_controller(BrokerId id) {
        const env::Endpoint endpoint{"127.0.0.1", static_cast<std::uint16_t>(9190 + id.value())};
        endpoints_[id] = endpoint;
        spare_[id] = endpoint;
        world.add_node(id);
        start(id);
    }
    // UpdateFeatures asks the leader's controller, which asks this; until every voter has told its leader of itself.
    ErrorCode upgrade(Duration limit = 10s) {
        ErrorCode last = ErrorCode::NOT_CONTROLLER;
        static_cast<void>(world.run_until(
            [&] {
                if (leader() == no_broker) return false;
                RaftNode& node = (*this)[leader()];
                const Status status = node.upgrade_kraft_version(node.leader().epoch, 1, false);
                last = status ? ErrorCode::NONE : status.error().code;
                return status.has_value();
            },
            limit));
        return last;
    }
    void kill(BrokerId id) {
        world.kill(id);
        members_.erase(id);
    }
    void lose_power(BrokerId id, const env::sim::CrashOptions& options = {}) {
        world.crash(id, options);
        members_.erase(id);
    }
    void restart(BrokerId id) {
        world.restart(id);
        start(id);
    }
    void isolate(BrokerId id) {
        for (const auto& [other, member] : members_) {
            if (other != id) world.cut(id, other);
        }
    }

    RaftNode& operator[](BrokerId id) { return members_.at(id)->raft; }
    Member& member(BrokerId id) { return *members_.at(id); }
    Listener& listener(BrokerId id) { return members_.at(id)->listener; }

    // The node that leads the highest epoch and has committed in it; none if there is none.
    BrokerId leader() {
        BrokerId found = no_broker;
        LeaderEpoch epoch{-1};
        for (auto& [id, member] : members_) {
            const auto& told = member->listener.leaders;
            if (!told.empty() && told.back().leader == id && told.back().epoch > epoch && member->raft.leader() == told.back()) {
                found = id;
                epoch = told.back().epoch;
            }
        }
        return found;
    }
    bool elect(Duration limit = 10s) {
        return world.run_until([this] { return leader() != no_broker; }, limit);
    }
    Result<Offset> append(BrokerId id, std::string value) { return (*this)[id].append((*this)[id].leader().epoch, {to_bytes(value)}); }
    // Until every living member was told exactly these records.
    bool everyone_has(const std::vector<std::string>& values, Duration limit = 10s) {
        return world.run_until(
            [&] {
                for (const auto& [id, member] : members_) {
                    if (member->listener.committed != values) return false;
                }
                return true;
            },
            limit);
    }

    static Uuid directory_of(BrokerId id) { return Uuid::from_halves(7, static_cast<std::uint64_t>(id.value())); }
    Voter voter(BrokerId id) const {
        const env::Endpoint& endpoint = endpoints_.at(id);
        return {.key = {id, directory_of(id)}, .listeners = {{"CONTROLLER", endpoint.host, endpoint.port}}, .kraft_versions = {0, 1}};
    }
    // As kafka-storage format --standalone does.
    bool format_standalone(BrokerId id) {
        std::optional<Status> done;
        const auto voters = VoterSet().with(voter(id));
        const auto begun = write_bootstrap_snapshot(world.node(id).environment().disk, voters, wall_time(1),
                                                    [&done](Status status) { done = std::move(status); });
        return begun && world.run_until([&done] { return done.has_value(); }, 10s) && done->has_value();
    }
    // Asks the leader until it agrees.
    ErrorCode add_voter(BrokerId id) {
        messages::AddRaftVoterRequest request;
        request.cluster_id = "cluster";
        request.voter_id = id;
        request.voter_directory_id = directory_of(id);
        request.listeners.push_back({"CONTROLLER", endpoints_.at(id).host, endpoints_.at(id).port});
        return change_voters<messages::AddRaftVoterResponse>(request);
    }
    ErrorCode remove_voter(BrokerId id) {
        messages::RemoveRaftVoterRequest request;
        request.cluster_id = "cluster";
        request.voter_id = id;
        request.voter_directory_id = directory_of(id);
        return change_voters<messages::RemoveRaftVoterResponse>(request);
    }
    template <class Response, class Request>
    ErrorCode change_voters(const Request& request) {
        std::optional<ErrorCode> last;
        for (int attempt = 0; attempt < 20 && last != ErrorCode::NONE; ++attempt) {
            if (!elect()) return ErrorCode::NOT_CONTROLLER;
            std::optional<ErrorCode> answered;
            (*this)[leader()].handle(request, [&answered](const Response& response) { answered = response.error_code; });
            world.run_until([&answered] { return answered.has_value(); }, 5s);
            last = answered;
            if (last != ErrorCode::NONE) world.run_for(200ms);
        }
        return last.value_or(ErrorCode::REQUEST_TIMED_OUT);
    }

    // Writes a snapshot of what the node's listener was told, up to there; true when it is durable.
    bool take_snapshot(BrokerId id, Duration limit = 10s) {
        std::optional<Status> done;
        if (!begin_snapshot(id, [&done](Status status) { done = std::move(status); })) return false;
        return world.run_until([&done] { return done.has_value(); }, limit) && done->has_value();
    }
    Status begin_snapshot(BrokerId id, std::move_only_function<void(Status)> done) {
        const Listener& told = listener(id);
        SnapshotOrder order{.id = {told.last_offset.next(), told.epochs.empty() ? LeaderEpoch(1) : told.epochs.back()},
                            .last_contained_log_time = wall_time(77),
                            .next_values = [values = told.committed, at = std::size_t{0}]() mutable {
                                std::vector<Bytes> next;
                                for (; at < values.size() && next.size() < 2; ++at) next.push_back(to_bytes(values[at]));
                                return next;
                            }};
        return (*this)[id].write_snapshot(std::move(order), std::move(done));
    }

    env::sim::World world;
    bool voters_change = false;  // none is configured: who votes stands in the log, and node 1 is where to ask
    bool auto_join = false;
    std::int32_t segment_bytes = 1024 * 1024 * 1024;
    std::int64_t retention_bytes = 100 * 1024 * 1024;

private:
    std::map<BrokerId, env::Endpoint> endpoints_;
    std::map<BrokerId, env::Endpoint> spare_;
    std::map<BrokerId, std::unique_ptr<Member>> members_;
};

}  // namespace vitrine::raft::test
