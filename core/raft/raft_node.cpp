// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/raft_node.h"

#include <algorithm>
#include <deque>

#include <fmt/format.h>

#include "base/assert.h"
#include "raft/listener_feed.h"
#include "raft/metadata_partition.h"
#include "raft/quorum.h"
#include "raft/quorum_state_file.h"
#include "raft/raft_messages.h"
#include "rpc/channel.h"

namespace vitrine::raft {
namespace {

// Of committed records that listeners get in one turn of the loop.
constexpr std::int64_t feed_bytes_max = 1024 * 1024;
constexpr Duration reconnect_backoff_max = Milliseconds(50);

}  // namespace

// --- the driver ---
//
// starting --start()--> running --shutdown()--> leaving --the quorum let it go--> stopped
//                       running, leaving --the disk failed--> stopped
class RaftNode::Implementation {
public:
    Implementation(env::Environment environment, RaftConfig config, const Logger& logger)
        : environment_(environment),
          config_(std::move(config)),
          logger_(logger),
          messages_(config_),
          alive_(std::make_shared<bool>(true)) {}

    Status start();
    void on_failure(std::move_only_function<void(const Error&)> failed) { on_failure_ = std::move(failed); }

    void add_listener(MetadataLogListener& listener) {
        feed_.add(listener);
        settle_soon();
    }
    Result<Offset> append(LeaderEpoch epoch, std::vector<Bytes> values);
    void resign(LeaderEpoch epoch);
    void shutdown(std::move_only_function<void()> done);

    // Takes the request if `ask` is one, else answers with its code. `respond` makes the response of an answer.
    template <class Response, class AskType, class Respond>
    void handle(std::expected<AskType, ErrorCode> ask, AnswerTo<Response> answer, Respond respond) {
        if (!running()) return answer(RaftMessages::refusal<Response>(ErrorCode::BROKER_NOT_AVAILABLE));
        if (!ask) return answer(RaftMessages::refusal<Response>(ask.error()));
        const RequestId id = ++last_request_;
        pending_.emplace(id, [answer = std::move(answer), respond = std::move(respond)](const Answer* decided) mutable {
            answer(decided == nullptr ? RaftMessages::refusal<Response>(ErrorCode::BROKER_NOT_AVAILABLE) : respond(*decided));
        });
        run(RequestReceived{id, std::move(*ask)});
        settle();
    }
    messages::FetchResponse fetch_response(const FetchAnswer& answer, std::int64_t bytes_max);

    [[nodiscard]] bool running() const { return phase_ == Phase::running || phase_ == Phase::leaving; }
    [[nodiscard]] const Quorum* quorum() const { return quorum_.get(); }
    [[nodiscard]] const MetadataPartition* partition() const { return partition_.get(); }
    [[nodiscard]] const RaftConfig& config() const { return config_; }
    [[nodiscard]] const RaftMessages& messages() const { return messages_; }
    [[nodiscard]] env::Clock& clock() const { return environment_.clock; }
    std::map<BrokerId, Uuid> observer_directories;  // as they fetch; at most Leader::observers_max

private:
    enum class Phase { starting, running, leaving, stopped };

    void run(Input input);
    void settle();
    void settle_soon();
    void fail(Error error);
    void stop();

    void carry_out(PersistQuorumState& effect);
    void carry_out(SendRequest& effect);
    void carry_out(Respond& effect);
    void carry_out(AppendToLog& effect);
    void carry_out(TruncateLog& effect);
    void carry_out(SyncLog& effect);
    void carry_out(SetTimer& effect);
    void carry_out(HighWatermarkAdvanced& effect);
    void carry_out(RoleChanged& effect);
    void carry_out(VoteGranted& effect);
    void carry_out(PeerRefused& effect);
    void carry_out(ShutdownCompleted& effect);

    template <class Response, class Request>
    void call(BrokerId to, CorrelationId correlation, const Request& request);
    template <class Response>
    Result<Answer> to_answer(BrokerId from, const Response& response);
    void warn_once(BrokerId peer, const std::string& what);
    void record(observe::EventBody body) { environment_.observer.record(clock().now(), clock().wall_now(), std::move(body)); }
    // For completions that may come after this object is gone.
    template <class Function>
    auto if_alive(Function function) {
        return [alive = std::weak_ptr<bool>(alive_), function = std::move(function)](auto&&... arguments) mutable {
            if (!alive.expired()) function(std::forward<decltype(arguments)>(arguments)...);
        };
    }

    env::Environment environment_;
    RaftConfig config_;
    const Logger& logger_;
    RaftMessages messages_;
    Phase phase_ = Phase::starting;
    bool stepping_ = false;   // effects of a step are being carried out
    bool settling_ = false;
    bool settle_posted_ = false;
    std::unique_ptr<MetadataPartition> partition_;
    std::unique_ptr<Quorum> quorum_;
    std::map<BrokerId, std::unique_ptr<rpc::Channel>> channels_;
    env::Timer timer_;
    RequestId last_request_ = 0;
    std::map<RequestId, std::move_only_function<void(const Answer*)>> pending_;  // nullptr: this node stopped
    std::deque<std::move_only_function<void()>> outbox_;                        // callbacks, after the effects of a step
    ListenerFeed feed_;
    std::map<BrokerId, std::string> last_warnings_;
    std::move_only_function<void(const Error&)> on_failure_;
    std::move_only_function<void()> shutdown_done_;
    bool closing_ = false;    // the quorum let go: the log is to be closed
    std::shared_ptr<bool> alive_;
};

Status RaftNode::Implementation::start() {
    VITRINE_ASSERT(phase_ == Phase::starting, "a node starts once");
    if (config_.voters.empty()) return failure(ErrorCode::INVALID_CONFIG, "controller.quorum.voters names no voter.");
    if (config_.quorum.node_id < BrokerId(0))
        return failure(ErrorCode::INVALID_CONFIG, fmt::format("node.id is {}; it must not be negative.", config_.quorum.node_id));
    config_.quorum.voters.clear();
    for (const auto& [id, endpoint] : config_.voters) config_.quorum.voters.push_back(id);

    auto partition = MetadataPartition::open(environment_, config_, if_alive([this](const Error& error) { fail(error); }));
    if (!partition) return std::unexpected(std::move(partition.error()));
    partition_ = std::move(*partition);
    const auto state = read_quorum_state(environment_.disk, quorum_state_path);
    if (!state) return std::unexpected(state.error());

    for (const auto& [id, endpoint] : config_.voters) {
        if (id == config_.quorum.node_id) continue;
        channels_.emplace(
            id, std::make_unique<rpc::Channel>(environment_, endpoint,
                                               rpc::ChannelOptions{.client_id = fmt::format("raft-client-{}", config_.quorum.node_id),
                                                                   .node = config_.quorum.node_id,
                                                                   .controller_listener = true,
                                                                   .reconnect_backoff = config_.quorum.retry_backoff,
                                                                   .reconnect_backoff_max = reconnect_backoff_max}));
    }
    quorum_ = std::make_unique<Quorum>(config_.quorum, environment_.random);
    phase_ = Phase::running;
    run(Started{state->value_or(ElectionState{}), partition_->shape()});
    settle_soon();
    return {};
}

// Listeners and answers are never called from here: what they do comes after the effects of this step.
void RaftNode::Implementation::run(Input input) {
    if (!running() || closing_) return;
    VITRINE_ASSERT(!stepping_, "a step ends before the next one");
    stepping_ = true;
    for (Effect& effect : quorum_->step(clock().now(), std::move(input))) {
        std::visit([this](auto& wanted) { carry_out(wanted); }, effect);
        if (!running()) break;
    }
    stepping_ = false;
}

void RaftNode::Implementation::settle() {
    if (settling_) return;
    settling_ = true;
    const std::weak_ptr<bool> alive = alive_;
    while (true) {
        while (!outbox_.empty()) {
            auto callback = std::move(outbox_.front());
            outbox_.pop_front();
            callback();
            VITRINE_ASSERT(!alive.expired(), "a node is not destroyed inside its own callbacks");
        }
        if (!running()) break;
        const LeaderAndEpoch leader = quorum_->leader_and_epoch();
        const Leader* own = quorum_->leader_state();
        const auto more = feed_.feed(*partition_,
                                     {.high_watermark = quorum_->high_watermark(),
                                      .leader = leader,
                                      .own_epoch_start = own == nullptr ? std::nullopt : std::optional(own->epoch_start())},
                                     feed_bytes_max);
        if (!more) {
            fail(more.error());
            continue;
        }
        if (*more) settle_soon();
        if (*more || outbox_.empty()) break;
    }
    settling_ = false;
    if (closing_ && phase_ == Phase::leaving) stop();
}

void RaftNode::Implementation::settle_soon() {
    if (settle_posted_) return;
    settle_posted_ = true;
    clock().post(if_alive([this] {
        settle_posted_ = false;
        settle();
    }));
}

void RaftNode::Implementation::fail(Error error) {
    if (!running()) return;
    logger_.error("the quorum stops on this node: {}", error.message);
    phase_ = Phase::stopped;
    timer_.cancel();
    for (auto& [id, answer] : std::exchange(pending_, {})) outbox_.push_back([answer = std::move(answer)]() mutable { answer(nullptr); });
    if (shutdown_done_) clock().post(if_alive(std::move(shutdown_done_)));
    if (on_failure_) clock().post(if_alive([handler = std::move(on_failure_), error = std::move(error)]() mutable { handler(error); }));
    clock().post(if_alive([this] { channels_.clear(); }));  // this may be a callback of one of them
    settle_soon();
}

void RaftNode::Implementation::stop() {
    phase_ = Phase::stopped;
    timer_.cancel();
    for (auto& [id, answer] : std::exchange(pending_, {})) outbox_.push_back([answer = std::move(answer)]() mutable { answer(nullptr); });
    clock().post(if_alive([this] { channels_.clear(); }));
    settle_soon();
    partition_->close(if_alive([this](const Status& status) {
        if (!status) logger_.error("the metadata log was not closed cleanly: {}", status.error().message);
        clock().post(if_alive(std::move(shutdown_done_)));
    }));
}

// --- what the node's own controller and broker ask for ---

Result<Offset> RaftNode::Implementation::append(LeaderEpoch epoch, std::vector<Bytes> values) {
    if (!running() || !quorum_->leads_in(epoch)) {
        return failure(ErrorCode::NOT_CONTROLLER,
                       fmt::format("Node {} does not lead the quorum in epoch {}.", config_.quorum.node_id, epoch));
    }
    if (values.empty()) return failure(ErrorCode::INVALID_REQUEST, "An append to the metadata log holds no record.");
    if (const std::size_t size = MetadataPartition::batch_size(values); size > MetadataPartition::batch_bytes_max) {
        return failure(ErrorCode::RECORD_LIST_TOO_LARGE,
                       fmt::format("A batch of {} metadata records takes {} bytes; at most {} are allowed.", values.size(), size,
                                   MetadataPartition::batch_bytes_max));
    }
    const Offset last = quorum_->log().end().offset + static_cast<Offset::Rep>(values.size()) - 1;
    run(AppendRequested{epoch, std::move(values)});
    settle_soon();
    if (!running()) return failure(ErrorCode::KAFKA_STORAGE_ERROR, "The metadata log could not be written.");
    return last;
}

void RaftNode::Implementation::resign(LeaderEpoch epoch) {
    run(ResignRequested{epoch});
    settle_soon();
}

void RaftNode::Implementation::shutdown(std::move_only_function<void()> done) {
    VITRINE_ASSERT(!shutdown_done_, "a node is shut down once");
    if (phase_ != Phase::running) {
        clock().post(std::move(done));
        return;
    }
    phase_ = Phase::leaving;
    shutdown_done_ = std::move(done);
    run(ShutdownRequested{});
    settle_soon();
}

messages::FetchResponse RaftNode::Implementation::fetch_response(const FetchAnswer& answer, std::int64_t bytes_max) {
    if (answer.read_from == no_offset) return messages_.to_fetch_response(answer, {});
    auto records = partition_->read_for_fetch(answer.read_from, bytes_max);
    if (records) return messages_.to_fetch_response(answer, std::move(*records));
    FetchAnswer failed = answer;
    failed.error = ErrorCode::UNKNOWN_SERVER_ERROR;
    logger_.error("the metadata log could not be read at {}: {}", answer.read_from, records.error().message);
    return messages_.to_fetch_response(failed, {});
}

// --- effects ---

void RaftNode::Implementation::carry_out(PersistQuorumState& effect) {
    const std::string text = encode_quorum_state(effect.state, config_.quorum.voters);
    env::write_file_durably(environment_.disk, quorum_state_path, as_bytes(text), if_alive([this](Status status) {
                                if (!status) return fail(std::move(status.error()));
                                run(StatePersisted{});
                                settle();
                            }));
}

void RaftNode::Implementation::carry_out(SendRequest& effect) {
    struct Send {
        Implementation& node;
        const SendRequest& effect;
        void operator()(const VoteAsk& ask) const {
            node.call<messages::VoteResponse>(effect.to, effect.correlation, node.messages_.to_request(ask, effect.to));
        }
        void operator()(const BeginQuorumEpochAsk& ask) const {
            node.call<messages::BeginQuorumEpochResponse>(effect.to, effect.correlation, node.messages_.to_request(ask, effect.to));
        }
        void operator()(const EndQuorumEpochAsk& ask) const {
            node.call<messages::EndQuorumEpochResponse>(effect.to, effect.correlation, node.messages_.to_request(ask));
        }
        void operator()(const FetchAsk& ask) const {
            node.call<messages::FetchResponse>(effect.to, effect.correlation, node.messages_.to_request(ask));
        }
    };
    std::visit(Send{*this, effect}, effect.ask);
}

template <class Response, class Request>
void RaftNode::Implementation::call(BrokerId to, CorrelationId correlation, const Request& request) {
    channels_.at(to)->call<Response>(request, Request::message().versions.highest, config_.request_timeout,
                                     if_alive([this, to, correlation](Result<Response> response) {
                                         if (!response) {
                                             run(RequestFailed{to, correlation, response.error().code == ErrorCode::NETWORK_EXCEPTION});
                                         } else if (auto answer = to_answer(to, *response)) {
                                             run(ResponseReceived{to, correlation, std::move(*answer)});
                                         } else {
                                             // Who is leaving says so with BROKER_NOT_AVAILABLE.
                                             if (answer.error().code != ErrorCode::BROKER_NOT_AVAILABLE)
                                                 warn_once(to, answer.error().message);
                                             run(RequestFailed{to, correlation, false});
                                         }
                                         settle();
                                     }));
}

template <class Response>
Result<Answer> RaftNode::Implementation::to_answer(BrokerId from, const Response& response) {
    if constexpr (std::is_same_v<Response, messages::FetchResponse>) {
        std::optional<std::string> damage;
        auto answer = RaftMessages::to_answer(response, damage);
        if (damage) warn_once(from, *damage);
        if (!answer || !running()) return answer;
        if (auto& diverging = std::get<FetchAnswer>(*answer).diverging) {
            const auto boundary = partition_->batch_boundary_below(diverging->offset);
            if (!boundary) return std::unexpected(boundary.error());
            diverging->offset = *boundary;
        }
        return answer;
    } else {
        return RaftMessages::to_answer(response);
    }
}

void RaftNode::Implementation::carry_out(Respond& effect) {
    const auto found = pending_.find(effect.id);
    if (found == pending_.end()) return;
    outbox_.push_back([answer = std::move(found->second), decided = std::move(effect.answer)]() mutable { answer(&decided); });
    pending_.erase(found);
}

void RaftNode::Implementation::carry_out(AppendToLog& effect) {
    if (auto status = partition_->append(effect, config_.quorum.node_id, clock().wall_now()); !status) fail(std::move(status.error()));
}

void RaftNode::Implementation::carry_out(TruncateLog& effect) {
    if (auto status = partition_->truncate(effect); !status) fail(std::move(status.error()));
}

void RaftNode::Implementation::carry_out(SyncLog& effect) {
    partition_->sync(if_alive([this, ticket = effect.ticket](Status status) {
        if (!status) return fail(std::move(status.error()));
        run(LogSynced{ticket});
        settle();
    }));
}

void RaftNode::Implementation::carry_out(SetTimer& effect) {
    timer_.cancel();
    if (!effect.deadline) return;
    timer_ = clock().schedule(std::max(*effect.deadline, clock().now()), [this] {
        run(TimerElapsed{});
        settle();
    });
}

void RaftNode::Implementation::carry_out(HighWatermarkAdvanced& effect) { partition_->set_high_watermark(effect.high_watermark); }

void RaftNode::Implementation::carry_out(RoleChanged& effect) {
    logger_.info("quorum epoch {}: leader {}", effect.epoch, effect.leader);
    record(observe::QuorumRoleChanged{effect.role, effect.epoch, effect.leader});
}

void RaftNode::Implementation::carry_out(VoteGranted& effect) {
    record(observe::QuorumVoteGranted{effect.candidate, effect.epoch, effect.pre_vote});
}

void RaftNode::Implementation::carry_out(PeerRefused& effect) { warn_once(effect.peer, effect.reason); }

void RaftNode::Implementation::carry_out(ShutdownCompleted&) { closing_ = true; }

void RaftNode::Implementation::warn_once(BrokerId peer, const std::string& what) {
    std::string& last = last_warnings_[peer];
    if (last == what) return;
    last = what;
    logger_.warning("quorum, node {}: {}", peer, what);
}

// --- the public face ---

RaftNode::RaftNode(env::Environment environment, RaftConfig config, const Logger& logger)
    : implementation_(std::make_unique<Implementation>(environment, std::move(config), logger)) {}

RaftNode::~RaftNode() = default;

Status RaftNode::start() { return implementation_->start(); }
void RaftNode::on_failure(std::move_only_function<void(const Error&)> failed) { implementation_->on_failure(std::move(failed)); }
void RaftNode::add_listener(MetadataLogListener& listener) { implementation_->add_listener(listener); }
Result<Offset> RaftNode::append(LeaderEpoch epoch, std::vector<Bytes> values) { return implementation_->append(epoch, std::move(values)); }
void RaftNode::resign(LeaderEpoch epoch) { implementation_->resign(epoch); }
void RaftNode::shutdown(std::move_only_function<void()> done) { implementation_->shutdown(std::move(done)); }

LeaderAndEpoch RaftNode::leader() const {
    const Quorum* quorum = implementation_->quorum();
    if (quorum == nullptr) return {};
    if (!implementation_->running()) return {no_broker, quorum->epoch()};
    return quorum->leader_and_epoch();
}

Offset RaftNode::high_watermark() const {
    return implementation_->quorum() == nullptr ? no_offset : implementation_->quorum()->high_watermark();
}
Offset RaftNode::log_end() const {
    return implementation_->quorum() == nullptr ? Offset(0) : implementation_->quorum()->log().end().offset;
}

void RaftNode::handle(const messages::VoteRequest& request, AnswerTo<messages::VoteResponse> answer) {
    const RaftMessages& messages = implementation_->messages();
    implementation_->handle(messages.to_ask(request), std::move(answer),
                            [&messages](const Answer& decided) { return messages.to_vote_response(std::get<VoteAnswer>(decided)); });
}

void RaftNode::handle(const messages::BeginQuorumEpochRequest& request, AnswerTo<messages::BeginQuorumEpochResponse> answer) {
    const RaftMessages& messages = implementation_->messages();
    implementation_->handle(messages.to_ask(request), std::move(answer),
                            [&messages](const Answer& decided) { return messages.to_begin_response(std::get<EpochAnswer>(decided)); });
}

void RaftNode::handle(const messages::EndQuorumEpochRequest& request, AnswerTo<messages::EndQuorumEpochResponse> answer) {
    const RaftMessages& messages = implementation_->messages();
    implementation_->handle(messages.to_ask(request), std::move(answer),
                            [&messages](const Answer& decided) { return messages.to_end_response(std::get<EpochAnswer>(decided)); });
}

void RaftNode::handle(const messages::FetchRequest& request, wire::Version version, AnswerTo<messages::FetchResponse> answer) {
    auto ask = implementation_->messages().to_ask(request, version);
    std::int64_t bytes_max = fetch_bytes_max;
    if (ask) {
        // Followers of Apache Kafka leave the partition's limit at 0.
        const std::int32_t of_partition = request.topics[0].partitions[0].partition_max_bytes;
        if (request.max_bytes > 0) bytes_max = std::min<std::int64_t>(bytes_max, request.max_bytes);
        if (of_partition > 0) bytes_max = std::min<std::int64_t>(bytes_max, of_partition);
        auto& directories = implementation_->observer_directories;
        if (ask->replica >= BrokerId(0) && !implementation_->config().voters.contains(ask->replica) &&
            (directories.size() < Leader::observers_max || directories.contains(ask->replica))) {
            directories[ask->replica] = request.topics[0].partitions[0].replica_directory_id;
        }
    }
    implementation_->handle(std::move(ask), std::move(answer), [implementation = implementation_.get(), bytes_max](const Answer& decided) {
        return implementation->fetch_response(std::get<FetchAnswer>(decided), bytes_max);
    });
}

messages::DescribeQuorumResponse RaftNode::describe(const messages::DescribeQuorumRequest& request) const {
    if (!implementation_->running()) return RaftMessages::refusal<messages::DescribeQuorumResponse>(ErrorCode::BROKER_NOT_AVAILABLE);
    env::Clock& clock = implementation_->clock();
    return implementation_->messages().to_describe_response(request, *implementation_->quorum(), clock.now(), clock.wall_now(),
                                                            implementation_->observer_directories);
}

observe::QuorumView RaftNode::view() const {
    observe::QuorumView view;
    const Quorum* quorum = implementation_->quorum();
    if (quorum == nullptr) return view;
    view.role = quorum->role();
    view.epoch = quorum->epoch();
    view.leader = leader().leader;
    view.voted_for = quorum->election().voted;
    view.high_watermark = quorum->high_watermark();
    view.log_start = quorum->log().start();
    view.log_end = quorum->log().end().offset;
    const Leader* leading = quorum->leader_state();
    for (const BrokerId voter : quorum->config().voters) {
        auto& shown = view.voters.emplace_back();
        shown.id = voter;
        if (leading == nullptr) continue;
        if (const auto found = leading->voters().find(voter); found != leading->voters().end()) {
            shown.log_end = found->second.log_end;
            shown.last_fetch = found->second.last_fetch;
            shown.last_caught_up = found->second.last_caught_up;
        } else {
            shown.log_end = view.log_end;
        }
    }
    return view;
}

std::optional<env::Endpoint> RaftNode::endpoint_of(BrokerId voter) const {
    const auto found = implementation_->config().voters.find(voter);
    return found == implementation_->config().voters.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace vitrine::raft
