// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/raft_node.h"

#include <algorithm>
#include <deque>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/assert.h"
#include "raft/known_endpoints.h"
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
// Of a fetched snapshot that are checked in one turn.
constexpr std::int64_t check_bytes_max = 1024 * 1024;
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
          endpoints_(config_),
          messages_(config_, endpoints_),
          alive_(std::make_shared<bool>(true)) {}

    Status start();
    void on_failure(std::move_only_function<void(const Error&)> failed) { on_failure_ = std::move(failed); }

    void add_listener(MetadataLogListener& listener) {
        feed_.add(listener);
        settle_soon();
    }
    Result<Offset> append(LeaderEpoch epoch, std::vector<Bytes> values);
    Status upgrade_kraft_version(LeaderEpoch epoch, std::int16_t version, bool validate_only);
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
    // Kafka looks first whose cluster it is, then who leads, then what is asked.
    template <class Response, class Request>
    void change_voters(const Request& request, AnswerTo<Response> answer) {
        const auto refuse = [&answer](ErrorCode error, std::string message) {
            answer(RaftMessages::to_voters_response<Response>({.error = error, .message = std::move(message)}));
        };
        if (!running()) return refuse(ErrorCode::BROKER_NOT_AVAILABLE, {});
        if (request.cluster_id && *request.cluster_id != config_.cluster_id) {
            return refuse(ErrorCode::INCONSISTENT_CLUSTER_ID,
                          fmt::format("The given id \"{}\" doesn't match the cluster id \"{}\"", *request.cluster_id, config_.cluster_id));
        }
        if (quorum_->leader_state() == nullptr) return refuse(ErrorCode::NOT_LEADER_OR_FOLLOWER, {});
        auto ask = messages_.to_ask(request);
        if (!ask) return refuse(ask.error().code, ask.error().message);
        handle(std::expected<typename decltype(ask)::value_type, ErrorCode>(std::move(*ask)), std::move(answer),
               [](const Answer& decided) { return RaftMessages::to_voters_response<Response>(std::get<VotersAnswer>(decided)); });
    }
    messages::FetchResponse fetch_response(const FetchAnswer& answer, std::int64_t bytes_max);
    messages::FetchSnapshotResponse fetch_snapshot_response(const FetchSnapshotAnswer& answer, std::int64_t bytes_max);
    Status write_snapshot(SnapshotOrder order, std::move_only_function<void(Status)> done);

    [[nodiscard]] bool running() const { return phase_ == Phase::running || phase_ == Phase::leaving; }
    [[nodiscard]] const Quorum* quorum() const { return quorum_.get(); }
    [[nodiscard]] const MetadataPartition* partition() const { return partition_.get(); }
    [[nodiscard]] const RaftConfig& config() const { return config_; }
    [[nodiscard]] const RaftMessages& messages() const { return messages_; }
    [[nodiscard]] env::Clock& clock() const { return environment_.clock; }
    [[nodiscard]] KnownEndpoints& endpoints() { return endpoints_; }
    [[nodiscard]] const KnownEndpoints& endpoints() const { return endpoints_; }

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
    void carry_out(WriteSnapshot& effect);
    void carry_out(StartLogOver& effect);
    void carry_out(SyncLog& effect);
    void carry_out(SetTimer& effect);
    void carry_out(HighWatermarkAdvanced& effect);
    void carry_out(RoleChanged& effect);
    void carry_out(VoteGranted& effect);
    void carry_out(VotersChanged& effect);
    void carry_out(PeerRefused& effect);
    void carry_out(ShutdownCompleted& effect);

    // Snapshots: one that is written here, one that is fetched.
    void write_more_of_snapshot();
    void finish_snapshot(Status written);
    void check_fetched_snapshot(std::shared_ptr<SnapshotReader> reader);
    void schedule_clean();
    void clean();
    void tell_snapshots();

    template <class Response, class Request>
    void call(BrokerId to, CorrelationId correlation, const Request& request, const std::optional<env::Endpoint>& at = {});
    template <class Response>
    Result<Answer> to_answer(BrokerId from, const Response& response);
    // To where `to` is known to listen now; nullptr: nobody knows.
    rpc::Channel* channel_to(BrokerId to, const std::optional<env::Endpoint>& endpoint);
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
    KnownEndpoints endpoints_;
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
    struct WrittenSnapshot {
        SnapshotOrder order;
        std::unique_ptr<SnapshotWriter> writer;
        std::move_only_function<void(Status)> done;
    };
    std::optional<WrittenSnapshot> writing_;
    std::unique_ptr<SnapshotWriter> fetching_;
    BrokerId fetched_from_{no_broker};
    env::Timer clean_timer_;
    bool closing_ = false;    // the quorum let go: the log is to be closed
    std::shared_ptr<bool> alive_;
};

Status RaftNode::Implementation::start() {
    VITRINE_ASSERT(phase_ == Phase::starting, "a node starts once");
    if (config_.quorum.node_id < BrokerId(0))
        return failure(ErrorCode::INVALID_CONFIG, fmt::format("node.id is {}; it must not be negative.", config_.quorum.node_id));
    config_.quorum.voters.clear();
    for (const auto& [id, endpoint] : config_.voters) config_.quorum.voters.push_back(id);
    config_.quorum.bootstrap_servers = config_.bootstrap_servers.size();
    config_.quorum.directory_id = config_.directory_id;
    config_.quorum.request_timeout = config_.request_timeout;
    config_.quorum.listeners.clear();
    if (const auto own = endpoints_.find(config_.quorum.node_id); own && !config_.directory_id.is_zero())
        config_.quorum.listeners.push_back({config_.controller_listener_name, own->host, own->port});

    auto partition = MetadataPartition::open(environment_, config_, if_alive([this](const Error& error) { fail(error); }));
    if (!partition) return std::unexpected(std::move(partition.error()));
    partition_ = std::move(*partition);
    const auto state = read_quorum_state(environment_.disk, quorum_state_path);
    if (!state) return std::unexpected(state.error());
    auto history = partition_->read_quorum_history();
    if (!history) return std::unexpected(std::move(history.error()));
    const bool log_names_voters = history->latest().voters && history->latest().kraft_version >= reconfiguration_kraft_version;
    if (config_.voters.empty() && config_.bootstrap_servers.empty() && !log_names_voters) {
        return failure(ErrorCode::INVALID_CONFIG,
                       "Neither controller.quorum.voters nor controller.quorum.bootstrap.servers names anybody, nor does the log.");
    }
    endpoints_.set_voters(VoterSet(config_.quorum.voters));
    quorum_ = std::make_unique<Quorum>(config_.quorum, environment_.random);
    phase_ = Phase::running;
    run(Started{state->value_or(ElectionState{}), partition_->shape(), std::move(*history)});
    schedule_clean();
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
    clean_timer_.cancel();
    for (auto& [id, answer] : std::exchange(pending_, {})) outbox_.push_back([answer = std::move(answer)]() mutable { answer(nullptr); });
    if (shutdown_done_) clock().post(if_alive(std::move(shutdown_done_)));
    if (on_failure_) clock().post(if_alive([handler = std::move(on_failure_), error = std::move(error)]() mutable { handler(error); }));
    clock().post(if_alive([this] { channels_.clear(); }));  // this may be a callback of one of them
    settle_soon();
}

void RaftNode::Implementation::stop() {
    phase_ = Phase::stopped;
    timer_.cancel();
    clean_timer_.cancel();
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

Status RaftNode::Implementation::upgrade_kraft_version(LeaderEpoch epoch, std::int16_t version, bool validate_only) {
    if (!running() || !quorum_->leads_in(epoch)) {
        return failure(ErrorCode::NOT_CONTROLLER,
                       fmt::format("Node {} does not lead the quorum in epoch {}.", config_.quorum.node_id, epoch));
    }
    const auto wanted = quorum_->check_upgrade(version);
    if (!wanted) return std::unexpected(wanted.error());
    if (!*wanted || validate_only) return {};
    logger_.info("kraft.version becomes {}: from now on the log says who votes", version);
    run(UpgradeRequested{epoch, version});
    settle_soon();
    if (!running()) return failure(ErrorCode::KAFKA_STORAGE_ERROR, "The metadata log could not be written.");
    return {};
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

messages::FetchSnapshotResponse RaftNode::Implementation::fetch_snapshot_response(const FetchSnapshotAnswer& answer,
                                                                                  std::int64_t bytes_max) {
    if (answer.error != ErrorCode::NONE) return messages_.to_fetch_snapshot_response(answer, {});
    FetchSnapshotAnswer filled = answer;
    auto read = partition_->read_snapshot(answer.snapshot, answer.position, bytes_max);
    if (read) {
        filled.size_bytes = read->size_bytes;
        return messages_.to_fetch_snapshot_response(filled, std::move(read->records));
    }
    filled.error = read.error().code;
    if (filled.error == ErrorCode::KAFKA_STORAGE_ERROR) {
        filled.error = ErrorCode::UNKNOWN_SERVER_ERROR;
        logger_.error("a snapshot could not be read: {}", read.error().message);
    }
    return messages_.to_fetch_snapshot_response(filled, {});
}

// --- snapshots ---

Status RaftNode::Implementation::write_snapshot(SnapshotOrder order, std::move_only_function<void(Status)> done) {
    if (phase_ != Phase::running) return failure(ErrorCode::BROKER_NOT_AVAILABLE, "This node takes no part in the quorum.");
    if (writing_) return failure(ErrorCode::DUPLICATE_RESOURCE, "Another snapshot of the metadata log is being written.");
    if (auto place = partition_->check_snapshot_place(order.id); !place) return place;
    auto writer = SnapshotWriter::create(environment_.disk, order.id);
    if (!writer) return std::unexpected(std::move(writer.error()));
    if (auto begun = (*writer)->append_header(to_records(quorum_->history().at_end(order.id.offset)), order.last_contained_log_time,
                                              clock().wall_now());
        !begun)
        return begun;
    writing_ = WrittenSnapshot{std::move(order), std::move(*writer), std::move(done)};
    clock().post(if_alive([this] { write_more_of_snapshot(); }));
    return {};
}

void RaftNode::Implementation::write_more_of_snapshot() {
    if (!running()) return finish_snapshot(failure(ErrorCode::BROKER_NOT_AVAILABLE, "This node takes no more part in the quorum."));
    const std::vector<Bytes> values = writing_->order.next_values();
    SnapshotWriter& writer = *writing_->writer;
    if (values.empty()) {
        if (auto ended = writer.append_footer(clock().wall_now()); !ended) return finish_snapshot(std::move(ended));
        return writer.install(if_alive([this](Status status) { finish_snapshot(std::move(status)); }));
    }
    if (auto written = writer.append_records(values, clock().wall_now()); !written) return finish_snapshot(std::move(written));
    clock().post(if_alive([this] { write_more_of_snapshot(); }));
}

void RaftNode::Implementation::finish_snapshot(Status written) {
    WrittenSnapshot snapshot = std::move(*writing_);
    writing_.reset();
    const OffsetAndEpoch id = snapshot.order.id;
    if (!written) {
        // What there is of it goes now, or at the next start.
        static_cast<void>(environment_.disk.remove(partial_snapshot_path(id)));
        logger_.warning("the snapshot of the metadata log up to {} was not written: {}", id.offset, written.error().message);
    } else if (const auto latest = partition_->latest_snapshot(); running() && (!latest || *latest < id)) {
        partition_->add_snapshot(id, snapshot.writer->size_bytes());
        logger_.info("wrote the snapshot of the metadata log up to {} (epoch {}, {} bytes)", id.offset, id.epoch,
                     snapshot.writer->size_bytes());
        record(observe::MetadataSnapshotTaken{id.offset, id.epoch, snapshot.writer->size_bytes(), no_broker});
        tell_snapshots();
        schedule_clean();
    } else {
        // A newer one was fetched meanwhile.
        static_cast<void>(environment_.disk.remove(snapshot_path(id)));
    }
    snapshot.done(std::move(written));
    settle();
}

void RaftNode::Implementation::tell_snapshots() {
    const LogShape shape = partition_->shape();
    run(SnapshotTaken{*shape.snapshot(), shape.start_and_epoch()});
}

void RaftNode::Implementation::schedule_clean() {
    if (clean_timer_.held() || !running() || !partition_->can_be_cut()) return;
    clean_timer_ = clock().schedule_after(config_.clean_interval, [this] { clean(); });
}

void RaftNode::Implementation::clean() {
    clean_timer_.cancel();
    const auto cut = partition_->clean(clock().wall_now());
    if (!cut) return fail(cut.error());
    if (*cut) {
        logger_.info("the metadata log was cut at its start, and begins at {} now", partition_->start());
        tell_snapshots();
    }
    schedule_clean();
    settle();
}

void RaftNode::Implementation::carry_out(WriteSnapshot& effect) {
    if (effect.position == 0) {
        auto writer = SnapshotWriter::create(environment_.disk, effect.snapshot);
        if (!writer) return fail(std::move(writer.error()));
        fetching_ = std::move(*writer);
        fetched_from_ = quorum_->election().leader;
    }
    VITRINE_ASSERT(fetching_ != nullptr && fetching_->id() == effect.snapshot && fetching_->size_bytes() == effect.position,
                   "a snapshot is fetched from its beginning, piece by piece");
    if (auto written = fetching_->append_bytes(effect.bytes.span()); !written) return fail(std::move(written.error()));
    if (!effect.last) return;
    // Its bytes have come from another's disk: they are looked at before they take the place of the log.
    auto reader = SnapshotReader::open(environment_.disk, partial_snapshot_path(effect.snapshot), effect.snapshot);
    clock().post(if_alive([this, reader = std::move(reader)]() mutable {
        if (!running()) return;
        if (reader) return check_fetched_snapshot(std::shared_ptr<SnapshotReader>(std::move(*reader)));
        warn_once(fetched_from_, reader.error().message);
        run(SnapshotFetched{fetching_->id(), false});
        settle();
    }));
}

void RaftNode::Implementation::check_fetched_snapshot(std::shared_ptr<SnapshotReader> reader) {
    if (!running()) return;
    const auto piece = reader->next(check_bytes_max);
    if (!piece) {
        if (piece.error().code == ErrorCode::KAFKA_STORAGE_ERROR) return fail(piece.error());
        warn_once(fetched_from_, piece.error().message);
        run(SnapshotFetched{reader->id(), false});
        return settle();
    }
    if (!piece->last) return clock().post(if_alive([this, reader] { check_fetched_snapshot(reader); }));
    auto facts = to_facts(reader->quorum());
    if (!facts) {
        warn_once(fetched_from_, facts.error().message);
        run(SnapshotFetched{reader->id(), false});
        return settle();
    }
    fetching_->install(if_alive([this, facts = std::move(*facts)](Status status) mutable {
        if (!status) return fail(std::move(status.error()));
        run(SnapshotFetched{fetching_->id(), true, std::move(facts)});
        settle();
    }));
}

void RaftNode::Implementation::carry_out(StartLogOver& effect) {
    const std::int64_t size = fetching_->size_bytes();
    if (auto status = partition_->start_over(effect.snapshot, size); !status) return fail(std::move(status.error()));
    logger_.info("the metadata log goes on from the snapshot up to {} (epoch {}, {} bytes), fetched from {}", effect.snapshot.offset,
                 effect.snapshot.epoch, size, fetched_from_);
    record(observe::MetadataSnapshotTaken{effect.snapshot.offset, effect.snapshot.epoch, size, fetched_from_});
}

// --- effects ---

void RaftNode::Implementation::carry_out(PersistQuorumState& effect) {
    const std::string text = encode_quorum_state(effect.state, effect.kraft_version, quorum_->voters().ids());
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
        void operator()(const FetchSnapshotAsk& ask) const {
            node.call<messages::FetchSnapshotResponse>(effect.to, effect.correlation, node.messages_.to_request(ask));
        }
        void operator()(const UpdateVoterAsk& ask) const {
            node.call<messages::UpdateRaftVoterResponse>(effect.to, effect.correlation, node.messages_.to_request(ask));
        }
        void operator()(const FeaturesAsk& ask) const {
            const VoterListener* listener = ask.voter.listener(node.config_.controller_listener_name);
            VITRINE_ASSERT(listener != nullptr, "a request to add a voter says where it listens");
            node.call<messages::ApiVersionsResponse>(effect.to, effect.correlation, RaftMessages::to_request(ask),
                                                     env::Endpoint{listener->host, listener->port});
        }
        void operator()(const AddVoterAsk& ask) const {
            node.call<messages::AddRaftVoterResponse>(effect.to, effect.correlation, node.messages_.to_request(ask));
        }
        void operator()(const RemoveVoterAsk& ask) const {
            node.call<messages::RemoveRaftVoterResponse>(effect.to, effect.correlation, node.messages_.to_request(ask));
        }
    };
    std::visit(Send{*this, effect}, effect.ask);
}

template <class Response, class Request>
void RaftNode::Implementation::call(BrokerId to, CorrelationId correlation, const Request& request,
                                    const std::optional<env::Endpoint>& at) {
    rpc::Channel* channel = channel_to(to, at ? at : endpoints_.find(to));
    if (channel == nullptr) {
        return clock().post(if_alive([this, to, correlation] {
            run(RequestFailed{to, correlation, false});
            settle();
        }));
    }
    channel->call<Response>(request, Request::message().versions.highest, config_.request_timeout,
                            if_alive([this, to, correlation](Result<Response> response) {
                                if (!response) {
                                    run(RequestFailed{to, correlation, response.error().code == ErrorCode::NETWORK_EXCEPTION});
                                } else if (auto answer = to_answer(to, *response)) {
                                    run(ResponseReceived{to, correlation, std::move(*answer)});
                                } else {
                                             // Who is leaving says so with BROKER_NOT_AVAILABLE.
                                    if (answer.error().code != ErrorCode::BROKER_NOT_AVAILABLE) warn_once(to, answer.error().message);
                                    run(RequestFailed{to, correlation, false});
                                }
                                settle();
                            }));
}

rpc::Channel* RaftNode::Implementation::channel_to(BrokerId to, const std::optional<env::Endpoint>& endpoint) {
    if (!endpoint) return nullptr;
    auto& channel = channels_[to];
    if (channel != nullptr && channel->endpoint() == *endpoint) return channel.get();
    // This may be a callback of the former one.
    if (channel != nullptr) clock().post([former = std::shared_ptr<rpc::Channel>(std::move(channel))] {});
    channel = std::make_unique<rpc::Channel>(environment_, *endpoint,
                                             rpc::ChannelOptions{.client_id = fmt::format("raft-client-{}", config_.quorum.node_id),
                                                                 .node = config_.quorum.node_id,
                                                                 .controller_listener = true,
                                                                 .reconnect_backoff = config_.quorum.retry_backoff,
                                                                 .reconnect_backoff_max = reconnect_backoff_max});
    return channel.get();
}

template <class Response>
Result<Answer> RaftNode::Implementation::to_answer(BrokerId from, const Response& response) {
    if constexpr (requires { response.node_endpoints; }) {
        for (const auto& node : response.node_endpoints) endpoints_.learn(node.node_id, {node.host, static_cast<std::uint16_t>(node.port)});
    }
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

void RaftNode::Implementation::carry_out(VotersChanged& effect) {
    endpoints_.set_voters(effect.voters);
    logger_.info("the voters of the quorum are {} now; this node {}", fmt::join(effect.voters.ids(), ", "),
                 effect.is_voter ? "votes" : "observes");
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
Status RaftNode::upgrade_kraft_version(LeaderEpoch epoch, std::int16_t version, bool validate_only) {
    return implementation_->upgrade_kraft_version(epoch, version, validate_only);
}
void RaftNode::shutdown(std::move_only_function<void()> done) { implementation_->shutdown(std::move(done)); }

Status RaftNode::write_snapshot(SnapshotOrder order, std::move_only_function<void(Status)> done) {
    return implementation_->write_snapshot(std::move(order), std::move(done));
}

std::optional<OffsetAndEpoch> RaftNode::latest_snapshot() const {
    return implementation_->partition() == nullptr ? std::nullopt : implementation_->partition()->latest_snapshot();
}

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
    const auto ask = messages.to_ask(request);
    if (ask) {
        for (const auto& endpoint : request.leader_endpoints) {
            if (endpoint.name == implementation_->config().controller_listener_name)
                implementation_->endpoints().learn(ask->leader, {endpoint.host, endpoint.port});
        }
    }
    implementation_->handle(ask, std::move(answer),
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
    }
    implementation_->handle(std::move(ask), std::move(answer), [implementation = implementation_.get(), bytes_max](const Answer& decided) {
        return implementation->fetch_response(std::get<FetchAnswer>(decided), bytes_max);
    });
}

void RaftNode::handle(const messages::FetchSnapshotRequest& request, AnswerTo<messages::FetchSnapshotResponse> answer) {
    const std::int64_t bytes_max = std::min(request.max_bytes, fetch_bytes_max);
    implementation_->handle(implementation_->messages().to_ask(request), std::move(answer),
                            [implementation = implementation_.get(), bytes_max](const Answer& decided) {
                                return implementation->fetch_snapshot_response(std::get<FetchSnapshotAnswer>(decided), bytes_max);
                            });
}

void RaftNode::handle(const messages::AddRaftVoterRequest& request, AnswerTo<messages::AddRaftVoterResponse> answer) {
    implementation_->change_voters<messages::AddRaftVoterResponse>(request, std::move(answer));
}

void RaftNode::handle(const messages::RemoveRaftVoterRequest& request, AnswerTo<messages::RemoveRaftVoterResponse> answer) {
    implementation_->change_voters<messages::RemoveRaftVoterResponse>(request, std::move(answer));
}

void RaftNode::handle(const messages::UpdateRaftVoterRequest& request, AnswerTo<messages::UpdateRaftVoterResponse> answer) {
    const RaftMessages& messages = implementation_->messages();
    const auto refuse = [&](ErrorCode error) {
        const LeaderAndEpoch known = leader();
        answer(messages.to_update_response({.error = error, .message = {}, .epoch = known.epoch, .leader = known.leader}));
    };
    if (!implementation_->running()) return refuse(ErrorCode::BROKER_NOT_AVAILABLE);
    if (request.cluster_id && *request.cluster_id != implementation_->config().cluster_id)
        return refuse(ErrorCode::INCONSISTENT_CLUSTER_ID);
    if (implementation_->quorum()->leader_state() == nullptr) return refuse(ErrorCode::NOT_LEADER_OR_FOLLOWER);
    auto ask = messages.to_ask(request);
    if (!ask) return refuse(ask.error());
    implementation_->handle(std::move(ask), std::move(answer),
                            [&messages](const Answer& decided) { return messages.to_update_response(std::get<VotersAnswer>(decided)); });
}

messages::DescribeQuorumResponse RaftNode::describe(const messages::DescribeQuorumRequest& request) const {
    if (!implementation_->running()) return RaftMessages::refusal<messages::DescribeQuorumResponse>(ErrorCode::BROKER_NOT_AVAILABLE);
    env::Clock& clock = implementation_->clock();
    return implementation_->messages().to_describe_response(request, *implementation_->quorum(), clock.now(), clock.wall_now());
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
    for (const BrokerId voter : quorum->voters().ids()) {
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
    return voter < BrokerId(0) ? std::nullopt : implementation_->endpoints().find(voter);
}

std::int16_t RaftNode::kraft_version() const {
    return implementation_->quorum() == nullptr ? std::int16_t{0} : implementation_->quorum()->kraft_version();
}

}  // namespace vitrine::raft
