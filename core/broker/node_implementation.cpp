// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/node_implementation.h"

#include <iterator>
#include <utility>

#include <fmt/ranges.h>

#include "base/assert.h"
#include "broker/metadata_queries.h"
#include "metadata/feature_control.h"
#include "raft/metadata_partition.h"

namespace vitrine::broker {

namespace {

// Everything that is in an image, as a change from nothing.
metadata::ImageChanges everything(const metadata::MetadataImage& image) {
    metadata::ImageChanges changes;
    for (const auto& [id, broker] : image.brokers) changes.brokers.insert(id);
    for (const auto& [id, topic] : image.topics_by_id) {
        metadata::TopicChange change{.name = topic->name, .created = true};
        for (const auto& [index, partition] : topic->partitions) change.partitions.insert(index);
        changes.topics.emplace(id, std::move(change));
    }
    for (const auto& [resource, configs] : image.configs) changes.configs.insert(resource);
    return changes;
}

constexpr std::size_t partitions_at_once = 250;
// After a kill a log takes some tenths of a millisecond: quorum and heartbeats wait for a few milliseconds.
constexpr std::size_t logs_at_once = 16;

// All that does not concern single partitions, deletions among it, and at most so many partitions.
metadata::ImageChanges take_some(metadata::ImageChanges& changes, std::size_t partitions_max) {
    metadata::ImageChanges rest;
    for (auto at = changes.topics.begin(); at != changes.topics.end();) {
        auto& [id, change] = *at;
        if (change.deleted || change.partitions.size() <= partitions_max) {
            partitions_max -= change.deleted ? 0 : change.partitions.size();
            ++at;
            continue;
        }
        const auto later = std::next(change.partitions.begin(), static_cast<std::ptrdiff_t>(partitions_max));
        rest.topics[id] = {.name = change.name, .partitions = {later, change.partitions.end()}};
        change.partitions.erase(later, change.partitions.end());
        partitions_max = 0;
        at = change.partitions.empty() && !change.created ? changes.topics.erase(at) : std::next(at);
    }
    return std::exchange(changes, std::move(rest));
}

bool concerns_brokers(const metadata::ImageChanges& changes) {
    for (const metadata::ConfigResource& resource : changes.configs) {
        if (resource.type == metadata::ResourceType::broker) return true;
    }
    return false;
}

}  // namespace

NodeImplementation::NodeImplementation(env::Environment environment, NodeConfig config)
    : environment_(environment),
      node_config_(std::move(config)),
      logger_(fmt::format("{}-{}", node_config_.is_broker ? "broker" : "controller", node_config_.node_id)) {}

NodeImplementation::~NodeImplementation() {
    *alive_ = false;
    // Requests end first; the quorum ends before those who listen to it.
    broker_server_.reset();
    controller_server_.reset();
    raft_.reset();
}

// --- start ---

Status NodeImplementation::start() {
    VITRINE_ASSERT(!started_, "a node starts once");
    if (auto valid = check_config(); !valid) return valid;
    if (auto read = read_config(); !read) return read;
    if (auto opened = open_directories(); !opened) return opened;
    if (auto opened = open_logs(); !opened) return opened;
    make_quorum();
    if (auto listening = listen(); !listening) return listening;
    make_broker();
    started_ = true;
    if (node_config_.is_broker) load_some_logs();
    if (unformatted_.empty()) return join();
    format_directories();
    return {};
}

Status NodeImplementation::check_config() {
    const auto refuse = [](std::string why) { return failure(ErrorCode::INVALID_CONFIG, std::move(why)); };
    if (node_config_.node_id < BrokerId(0)) return refuse(fmt::format("node.id must not be negative, and is {}", node_config_.node_id));
    if (!Uuid::parse(node_config_.cluster_id))
        return refuse(fmt::format("the cluster id \"{}\" is not a UUID of 22 characters", node_config_.cluster_id));
    if (node_config_.voters.empty()) return refuse("controller.quorum.voters names no voter");
    if (!node_config_.is_broker && !node_config_.is_controller()) {
        return refuse(fmt::format("node {} is a controller alone, and controller.quorum.voters does not name it", node_config_.node_id));
    }
    const auto own = node_config_.voters.find(node_config_.node_id);
    if (own != node_config_.voters.end() && own->second.port != node_config_.controller_port) {
        return refuse(fmt::format("controller.quorum.voters names port {} for node {}, whose controller listens on {}", own->second.port,
                                  node_config_.node_id, node_config_.controller_port));
    }
    return {};
}

Status NodeImplementation::read_config() {
    auto parsed = BrokerConfig::parse(node_config_.settings);
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    config_ = std::move(*parsed);
    std::string voters;
    for (const auto& [id, endpoint] : node_config_.voters)
        voters += fmt::format("{}{}@{}", voters.empty() ? "" : ",", id, endpoint.to_string());
    config_.set_static("node.id", std::to_string(node_config_.node_id.value()));
    config_.set_static("broker.id", std::to_string(node_config_.node_id.value()));
    config_.set_static("process.roles", !node_config_.is_broker        ? "controller"
                                        : node_config_.is_controller() ? "broker,controller"
                                                                       : "broker");
    config_.set_static("controller.listener.names", std::string(controller_listener_name));
    config_.set_static("inter.broker.listener.name", std::string(client_listener_name));
    config_.set_static("listener.security.protocol.map",
                       fmt::format("{}:PLAINTEXT,{}:PLAINTEXT", client_listener_name, controller_listener_name));
    config_.set_static("controller.quorum.voters", voters);
    if (!node_config_.bootstrap_servers.empty()) {
        std::vector<std::string> servers;
        for (const env::Endpoint& server : node_config_.bootstrap_servers) servers.push_back(server.to_string());
        config_.set_static("controller.quorum.bootstrap.servers", fmt::format("{}", fmt::join(servers, ",")));
    }
    if (config_.flag_of("controller.quorum.auto.join.enable") && !node_config_.is_controller()) {
        return failure(ErrorCode::INVALID_CONFIG,
                       "controller.quorum.auto.join.enable is only supported when process.roles contains the 'controller' role.");
    }
    std::string directories;
    for (const env::Disk* disk : environment_.disks()) directories += (directories.empty() ? "" : ",") + disk->description();
    config_.set_static("log.dirs", directories);
    return config_.check_cordoned();
}

Status NodeImplementation::check_directory(env::Disk& disk, const storage::MetaProperties& properties) const {
    const auto refuse = [](std::string why) { return failure(ErrorCode::INCONSISTENT_CLUSTER_ID, std::move(why)); };
    if (properties.cluster_id != node_config_.cluster_id) {
        return refuse(
            fmt::format("{} belongs to the cluster {}, not to {}", disk.description(), properties.cluster_id, node_config_.cluster_id));
    }
    if (properties.node_id != node_config_.node_id)
        return refuse(fmt::format("{} belongs to node {}, not to {}", disk.description(), properties.node_id, node_config_.node_id));
    return {};
}

Status NodeImplementation::open_directories() {
    const std::vector<env::Disk*> disks = environment_.disks();
    directory_ids_.assign(disks.size(), Uuid{});
    std::map<Uuid, std::string> seen;
    for (std::size_t i = 0; i < disks.size(); ++i) {
        env::Disk& disk = *disks[i];
        // Listed first: of a disk that answers nothing, a missing file would look like an empty directory.
        const auto listed = disks.size() == 1 ? Result<std::vector<env::DirectoryEntry>>{} : disk.list("");
        const auto known = listed ? storage::read_meta_properties(disk) : std::unexpected(listed.error());
        if (!known) {
            // Without the metadata log there is no node.
            if (i == 0) return std::unexpected(known.error());
            offline_directories_.emplace(i, known.error());
            continue;
        }
        if (i > 0 && disk.exists(raft::MetadataPartition::directory)) {
            return failure(ErrorCode::INVALID_CONFIG,
                           fmt::format("Found unexpected metadata location: {} lies in {}, and the metadata log's "
                                       "directory is {}",
                                       raft::MetadataPartition::directory, disk.description(), disks[0]->description()));
        }
        if (!*known || (*known)->directory_id.is_zero()) unformatted_.insert(i);
        if (!*known) continue;
        if (auto fits = check_directory(disk, **known); !fits) return fits;
        const Uuid id = (*known)->directory_id;
        directory_ids_[i] = id;
        if (id.is_zero()) continue;
        const auto [former, first] = seen.emplace(id, disk.description());
        if (!first)
            return failure(ErrorCode::INVALID_CONFIG, fmt::format("{} and {} have the same directory.id {}: one is a copy of the other",
                                                                  former->second, disk.description(), id));
    }
    for (const std::size_t i : unformatted_) directory_ids_[i] = environment_.random.uuid();
    return {};
}

void NodeImplementation::format_directories() {
    auto missing = std::make_shared<std::size_t>(unformatted_.size());
    for (const std::size_t i : unformatted_) {
        storage::write_meta_properties(
            *environment_.disks()[i],
            {.cluster_id = node_config_.cluster_id, .node_id = node_config_.node_id, .directory_id = directory_ids_[i]},
            [this, alive = alive_, missing](Status written) {
                if (!*alive || stopping_) return;
                if (written && --*missing == 0) written = join();
                if (!written) fail(written.error());
            });
    }
}

Status NodeImplementation::open_logs() {
    const auto ms = [this](std::string_view key) { return Milliseconds(config_.number_of(key)); };
    storage::LogManagerSettings settings{
        .retention_check_interval = ms("log.retention.check.interval.ms"),
        .high_watermark_checkpoint_interval = ms("replica.high.watermark.checkpoint.interval.ms"),
        .recovery_point_checkpoint_interval = ms("log.flush.offset.checkpoint.interval.ms"),
        .log_start_checkpoint_interval = ms("log.flush.start.offset.checkpoint.interval.ms"),
        .flush_check_interval = ms("log.flush.scheduler.interval.ms"),
        .initial_task_delay = ms("log.initial.task.delay.ms"),
        .file_delete_delay = ms("log.segment.delete.delay.ms"),
        .producer_id_expiration = ms("producer.id.expiration.ms"),
        .producer_id_expiration_check_interval = ms("producer.id.expiration.check.interval.ms"),
        .cleaner = config_.cleaner_settings(),
        .directory_ids = directory_ids_,
        .offline_directories = offline_directories_,
        .on_failure = [this](const storage::DirectoryFailure& failure) { on_directory_failed(failure); },
    };
    logs_ = std::make_unique<storage::LogManager>(environment_, settings);
    if (!node_config_.is_broker) return {};  // it has the metadata log alone, which is not the manager's
    // Until the metadata tell what a topic's rules are, nothing of it is deleted.
    storage::LogConfig keep = config_.log_defaults();
    keep.cleanup_delete = false;
    keep.cleanup_compact = false;
    if (auto begun = logs_->begin_load([keep](const std::string&) { return keep; }); !begun) return begun;
    if (const auto& metadata_failed = logs_->directories().front()->failed()) return std::unexpected(*metadata_failed);
    previous_broker_epoch_ = logs_->load_report().previous_broker_epoch;
    for (const auto& directory : logs_->directories()) {
        if (directory->failed()) tell_directory_failed(directory->path(), *directory->failed(), 0);
    }
    return {};
}

void NodeImplementation::load_some_logs() {
    environment_.clock.post([this, alive = alive_] {
        // A node that stops has them loaded at its end, by close_logs().
        if (!*alive || stopping_ || run_ == observe::NodeRun::failed) return;
        if (logs_->load_some(logs_at_once)) return load_some_logs();
        const storage::LoadReport report = logs_->load_report();
        for (const auto& [name, error] : report.unreadable) logger_.error("{} cannot be opened: {}", name, error.message);
        logger_.info("loaded {} logs after {} stop", report.loaded.size(), report.clean ? "a clean" : "an unclean");
        logs_loaded_ = true;
        if (caught_up_) follow_metadata();
    });
}

void NodeImplementation::make_quorum() {
    const auto ms = [this](std::string_view key) { return Milliseconds(config_.number_of(key)); };
    raft::RaftConfig quorum;
    quorum.quorum.node_id = node_config_.node_id;
    quorum.quorum.election_timeout = ms("controller.quorum.election.timeout.ms");
    quorum.quorum.fetch_timeout = ms("controller.quorum.fetch.timeout.ms");
    quorum.quorum.election_backoff_max = ms("controller.quorum.election.backoff.max.ms");
    quorum.quorum.retry_backoff = ms("controller.quorum.retry.backoff.ms");
    quorum.quorum.auto_join = config_.flag_of("controller.quorum.auto.join.enable");
    quorum.voters = node_config_.voters;
    quorum.bootstrap_servers = node_config_.bootstrap_servers;
    if (node_config_.is_controller()) quorum.own_endpoint = env::Endpoint{node_config_.host, node_config_.controller_port};
    quorum.request_timeout = ms("controller.quorum.request.timeout.ms");
    quorum.cluster_id = node_config_.cluster_id;
    quorum.directory_id = directory_ids_.front();
    quorum.controller_listener_name = std::string(controller_listener_name);
    quorum.segment_bytes = static_cast<std::int32_t>(config_.number_of("metadata.log.segment.bytes"));
    quorum.segment_ms = ms("metadata.log.segment.ms");
    quorum.retention_bytes = config_.number_of("metadata.max.retention.bytes");
    quorum.retention_ms = ms("metadata.max.retention.ms");
    raft_ = std::make_unique<raft::RaftNode>(environment_, std::move(quorum), logger_);
    raft_->on_failure([this](const Error& error) { fail(error); });

    metadata::ControllerConfig controller;
    controller.node_id = node_config_.node_id;
    controller.cluster_id = node_config_.cluster_id;
    controller.broker_session_timeout = config_.values().broker_session_timeout_ms;
    controller.metadata_max_idle_interval = ms("metadata.max.idle.interval.ms");
    controller.auto_leader_rebalance_enable = config_.flag_of("auto.leader.rebalance.enable");
    controller.leader_imbalance_check_interval = std::chrono::seconds(config_.number_of("leader.imbalance.check.interval.seconds"));
    controller.unclean_leader_election_interval = ms("unclean.leader.election.interval.ms");
    controller.num_partitions = config_.values().num_partitions;
    controller.default_replication_factor = static_cast<std::int16_t>(config_.values().default_replication_factor);
    controller.delete_topic_enable = config_.flag_of("delete.topic.enable");
    controller.topic_defaults = config_.log_defaults();
    controller_ = std::make_unique<metadata::Controller>(environment_, std::move(controller), *raft_);
    loader_ = std::make_unique<metadata::MetadataLoader>(environment_.clock);
    loader_->add_publisher(*this);
    snapshot_generator_ = std::make_unique<metadata::SnapshotGenerator>(
        environment_.clock,
        metadata::SnapshotRules{.log_bytes = config_.number_of("metadata.log.max.record.bytes.between.snapshots"),
                                .interval = ms("metadata.log.max.snapshot.interval.ms")},
        *loader_, *raft_, logger_);
    loader_->add_publisher(*snapshot_generator_);
    // Without the role nobody asks the controller, and it never hears that it leads.
    if (node_config_.is_controller()) raft_->add_listener(*controller_);
    raft_->add_listener(*loader_);
}

Status NodeImplementation::listen() {
    rpc::ServerOptions options;
    options.node = node_config_.node_id;
    options.limits.frame_bytes_max = config_.values().socket_request_max_bytes;
    options.limits.connections_max = std::min(config_.values().max_connections, options.limits.connections_max);
    if (const std::int64_t most = config_.number_of("queued.max.request.bytes"); most > 0) {
        options.limits.arriving_bytes_max = most;
        options.queued_frames_max = 0;  // what waits behind a request that is being answered must not escape the limit
    }
    options.idle_timeout = config_.values().connections_max_idle_ms;
    broker_endpoint_ = controller_endpoint_ = {node_config_.host, 0};
    std::vector<std::string> listeners;
    if (node_config_.is_broker) {
        broker_dispatch_ = std::make_unique<RequestDispatch>(false, logger_, api_counters_);
        broker_server_ = std::make_unique<rpc::Server>(environment_, options, *broker_dispatch_, logger_);
        if (auto listening = broker_server_->listen({node_config_.host, node_config_.broker_port}); !listening) return listening;
        broker_endpoint_.port = broker_server_->endpoint().port;
        listeners.push_back(fmt::format("{}://{}", client_listener_name, broker_endpoint_.to_string()));
        config_.set_static("advertised.listeners", listeners.back());
    }
    if (node_config_.is_controller()) {
        options.controller_listener = true;
        controller_dispatch_ = std::make_unique<RequestDispatch>(true, logger_, api_counters_);
        controller_server_ = std::make_unique<rpc::Server>(environment_, options, *controller_dispatch_, logger_);
        if (auto listening = controller_server_->listen({node_config_.host, node_config_.controller_port}); !listening) return listening;
        controller_endpoint_.port = controller_server_->endpoint().port;
        listeners.push_back(fmt::format("{}://{}", controller_listener_name, controller_endpoint_.to_string()));
    }
    config_.set_static("listeners", fmt::format("{}", fmt::join(listeners, ",")));
    return {};
}

void NodeImplementation::make_broker() {
    const auto channel = [this](std::string name) {
        return std::make_unique<ControllerChannel>(environment_, node_config_.node_id, std::move(name),
                                                   [this](BrokerId controller) { return raft_->endpoint_of(controller); });
    };
    heartbeat_channel_ = channel("heartbeat");
    alter_partition_channel_ = channel("alter-partition");
    forwarding_channel_ = channel("forwarding");
    if (node_config_.is_controller()) make_controller_registrar();
    const auto broker_epoch = [this] { return lifecycle_ == nullptr ? no_broker_epoch : lifecycle_->epoch(); };

    replicas_ = std::make_unique<ReplicaManager>(ReplicaManager::Setup{
        .environment = environment_,
        .broker = node_config_.node_id,
        .config = config_,
        .logs = *logs_,
        .controller = *alter_partition_channel_,
        .broker_epoch = broker_epoch,
        .logger = logger_,
        .on_leadership =
            [this](const TopicPartition& partition, LeaderEpoch epoch, bool leads) {
                if (partition.topic != offsets_topic_name) return;
                if (leads) groups_->on_elected(partition.partition, epoch);
                else groups_->on_resigned(partition.partition, epoch);
            },
        .on_topic_deleted =
            [this](const std::string& topic) {
                if (topic == offsets_topic_name) return groups_->on_log_deleted();
                // From the loop: it appends, and the metadata are just being applied.
                environment_.clock.post([this, alive = alive_, topic] {
                    if (*alive && !stopping_) groups_->on_topic_deleted(topic);
                });
            },
    });
    lifecycle_ = std::make_unique<BrokerLifecycle>(BrokerLifecycle::Setup{
        .environment = environment_,
        .broker = node_config_.node_id,
        .cluster_id = node_config_.cluster_id,
        .incarnation_id = environment_.random.uuid(),
        .directory_ids = online_directories(),
        .previous_broker_epoch = previous_broker_epoch_,
        .endpoint = broker_endpoint_,
        .config = config_,
        .controller = *heartbeat_channel_,
        .metadata_offset = [this] { return loader_->applied_offset(); },
        .on_caught_up = [this] { on_caught_up(); },
        .on_changed = [this] { on_lifecycle_changed(); },
        .on_unheard = [this](const Error& error) { fail(error); },
        .logger = logger_,
    });
    coordinator_bridge_ = std::make_unique<CoordinatorBridge>(environment_, *replicas_, config_);
    const coordinator::GroupConfig group_config{
        .group_min_session_timeout_ms = Milliseconds(config_.number_of("group.min.session.timeout.ms")),
        .group_max_session_timeout_ms = Milliseconds(config_.number_of("group.max.session.timeout.ms")),
        .group_initial_rebalance_delay_ms = Milliseconds(config_.number_of("group.initial.rebalance.delay.ms")),
        .group_max_size = static_cast<std::int32_t>(config_.number_of("group.max.size")),
        .offset_metadata_max_bytes = static_cast<std::int32_t>(config_.number_of("offset.metadata.max.bytes")),
        .offsets_retention = std::chrono::minutes(config_.number_of("offsets.retention.minutes")),
        .offsets_retention_check_interval_ms = Milliseconds(config_.number_of("offsets.retention.check.interval.ms")),
    };
    groups_ = std::make_unique<coordinator::GroupCoordinator>(environment_, node_config_.node_id, group_config, *coordinator_bridge_,
                                                              *coordinator_bridge_, logger_);
    fetch_sessions_ = std::make_unique<FetchSessionCache>(environment_, config_.values().fetch_session_slots);
    const QuotaWindow window{.samples = static_cast<std::int32_t>(config_.number_of("quota.window.num")),
                             .sample_length = std::chrono::seconds(config_.number_of("quota.window.size.seconds"))};
    const QuotaWindow mutation_window{.samples = static_cast<std::int32_t>(config_.number_of("controller.quota.window.num")),
                                      .sample_length = std::chrono::seconds(config_.number_of("controller.quota.window.size.seconds"))};
    client_quotas_ = std::make_unique<ClientQuotas>(environment_.clock, window, mutation_window);
    connection_limits_ = std::make_unique<ConnectionLimits>(environment_.clock, config_, window);
    topic_creation_ = std::make_unique<TopicCreation>(config_, *forwarding_channel_, logger_);
    producer_ids_ = std::make_unique<ProducerIds>(node_config_.node_id, *forwarding_channel_, broker_epoch, logger_);
    handlers_ = std::make_unique<HandlerContext>(HandlerContext{
        .environment = environment_,
        .node = node_config_,
        .cluster_id = node_config_.cluster_id,
        .config = config_,
        .replicas = *replicas_,
        .logs = *logs_,
        .fetch_sessions = *fetch_sessions_,
        .client_quotas = *client_quotas_,
        .connection_limits = *connection_limits_,
        .forwarding = *forwarding_channel_,
        .topic_creation = *topic_creation_,
        .producer_ids = *producer_ids_,
        .groups = *groups_,
        .raft = *raft_,
        .controller = *controller_,
        .loader = *loader_,
        .logger = logger_,
        .count_error = [this](std::int16_t api_key) { ++api_counters_[api_key].errors; },
    });
    publisher_ = std::make_unique<NodePublisher>(NodePublisher::Sources{
        .environment = environment_,
        .node = node_config_.node_id,
        .interval = node_config_.publish_interval,
        .replicas = *replicas_,
        .groups = *groups_,
        .raft = *raft_,
        .loader = *loader_,
        .config = config_,
        .status = [this] { return status(); },
        .counters = [this] { return counters(); },
    });
}

void NodeImplementation::make_controller_registrar() {
    messages::ControllerRegistrationRequest registration;
    registration.controller_id = node_config_.node_id;
    registration.incarnation_id = environment_.random.uuid();
    registration.listeners.push_back(
        {.name = std::string(controller_listener_name), .host = controller_endpoint_.host, .port = controller_endpoint_.port});
    for (const metadata::SupportedFeature& feature : metadata::supported_features())
        registration.features.push_back({std::string(feature.name), feature.lowest, feature.highest});
    controller_registrar_ =
        std::make_unique<ControllerRegistrar>(environment_.clock, *forwarding_channel_, std::move(registration), logger_);
}

Status NodeImplementation::join() {
    // The quorum answers from now on; clients wait until this broker is ready.
    if (controller_dispatch_ != nullptr) controller_dispatch_->open(*handlers_);
    if (auto joined = raft_->start(); !joined) return joined;
    if (node_config_.is_broker) lifecycle_->start();
    return {};
}

// --- metadata ---

void NodeImplementation::on_metadata(const std::shared_ptr<const metadata::MetadataImage>&,
                                     const std::shared_ptr<const metadata::MetadataImage>& image, const metadata::ImageChanges& changes) {
    publisher_->on_metadata(changes);
    if (controller_registrar_ != nullptr && !stopping_) controller_registrar_->on_metadata(image);
    if (stopping_ && !metadata_applied_) return;
    if (!node_config_.is_broker) {
        if (!changes.client_quotas.empty()) apply_quotas(image);
        if (concerns_brokers(changes)) apply_dynamic_config(*image);
        return;
    }
    if (metadata_applied_) {
        if (!changes.client_quotas.empty()) apply_quotas(image);
        if (concerns_brokers(changes)) apply_dynamic_config(*image);
        apply_cordoned(*image);
        apply_to_replicas(changes);
    }
    lifecycle_->on_metadata();
}

void NodeImplementation::apply_to_replicas(const metadata::ImageChanges& changes) {
    to_apply_.merge(changes);
    if (!applying_) apply_next_changes();
}

void NodeImplementation::apply_next_changes() {
    const metadata::ImageChanges next = take_some(to_apply_, partitions_at_once);
    replicas_->apply(loader_->image(), next);
    if (concerns_brokers(next)) replicas_->on_broker_config_changed();
    applying_ = !to_apply_.topics.empty();
    if (applying_) {
        environment_.clock.post([this, alive = alive_] {
            if (*alive) apply_next_changes();
        });
    } else if (std::exchange(ready_when_applied_, false)) {
        lifecycle_->ready();
    }
}

void NodeImplementation::apply_dynamic_config(const metadata::MetadataImage& image) {
    config_.set_dynamic(to_map(image.config(metadata::ResourceType::broker, std::to_string(node_config_.node_id.value()))),
                        to_map(image.config(metadata::ResourceType::broker, "")));
    if (const auto cleaner = config_.cleaner_settings(); logs_->settings().cleaner != cleaner) logs_->set_cleaner_settings(cleaner);
}

void NodeImplementation::apply_cordoned(const metadata::MetadataImage& image) {
    constexpr std::int16_t cordoning_since = 30;  // metadata.version 4.3-IV0
    const bool known = image.feature("metadata.version") >= cordoning_since;
    const std::vector<std::string> paths = known ? config_.cordoned_log_dirs() : std::vector<std::string>{};
    std::vector<Uuid> ids;
    for (const auto& directory : logs_->directories()) {
        const bool cordoned = std::ranges::find(paths, directory->path()) != paths.end();
        directory->set_cordoned(cordoned);
        if (cordoned) ids.push_back(directory->id());
    }
    std::ranges::sort(ids);
    // Nothing need be said while none is and the controller knows of none.
    const metadata::BrokerRegistration* registration = image.broker(node_config_.node_id);
    const bool told = !ids.empty() || (registration != nullptr && !registration->cordoned_directories.empty());
    lifecycle_->set_cordoned(known && told ? std::optional(std::move(ids)) : std::nullopt);
}

void NodeImplementation::apply_quotas(const std::shared_ptr<const metadata::MetadataImage>& image) {
    client_quotas_->apply(image);
    connection_limits_->apply(image);
}

void NodeImplementation::on_caught_up() {
    caught_up_ = true;
    if (logs_loaded_) follow_metadata();
}

void NodeImplementation::follow_metadata() {
    // Only now, when all that was before our registration is known, may logs that the metadata do not name be deleted.
    const std::shared_ptr<const metadata::MetadataImage>& image = loader_->image();
    apply_dynamic_config(*image);
    apply_cordoned(*image);
    if (auto settled = replicas_->settle_logs(*image); !settled) return fail(settled.error());
    metadata_applied_ = true;
    apply_quotas(image);
    ready_when_applied_ = true;
    apply_to_replicas(everything(*image));
}

void NodeImplementation::on_lifecycle_changed() {
    if (lifecycle_->state() != BrokerLifecycle::State::running || run_ != observe::NodeRun::starting) return;
    run_ = observe::NodeRun::running;
    logger_.info("is unfenced and serves on {}", broker_endpoint_.to_string());
    broker_dispatch_->open(*handlers_);
}

void NodeImplementation::on_controller_changed(const raft::LeaderAndEpoch& leader) {
    publisher_->on_controller_changed();
    for (ControllerChannel* channel : {heartbeat_channel_.get(), alter_partition_channel_.get(), forwarding_channel_.get()}) {
        channel->on_controller_changed(leader);
    }
    // A controller alone waits for nothing else.
    if (!node_config_.is_broker && leader.leader != no_broker && run_ == observe::NodeRun::starting) {
        run_ = observe::NodeRun::running;
        logger_.info("is a controller on {}", controller_endpoint_.to_string());
    }
}

void NodeImplementation::on_metadata_fault(const Error& error) {
    // Kafka's fatal fault handler: a node that cannot follow the metadata would act on what is no longer true.
    fail({error.code,
          fmt::format("the cluster's metadata cannot be applied, and a node that does not know them must not serve: {}", error.message)});
}

// --- log directories ---

std::vector<Uuid> NodeImplementation::online_directories() const {
    std::vector<Uuid> ids;
    for (const auto& directory : logs_->directories()) {
        if (!directory->failed()) ids.push_back(directory->id());
    }
    std::ranges::sort(ids);
    return ids;
}

void NodeImplementation::tell_directory_failed(const std::string& path, const Error& error, std::size_t replicas) {
    environment_.observer.record(environment_.clock.now(), environment_.clock.wall_now(),
                                 observe::LogDirectoryFailed{path, error.message, static_cast<std::int32_t>(replicas)});
}

void NodeImplementation::on_directory_failed(const storage::DirectoryFailure& failure) {
    if (run_ == observe::NodeRun::failed) return;
    if (failure.last) return fail(failure.error);
    if (failure.directory == 0) {
        return fail({failure.error.code,
                     fmt::format("the log directory {} failed, which holds the metadata log: {}", failure.path, failure.error.message)});
    }
    logger_.error("the log directory {} is offline: {}", failure.path, failure.error.message);
    tell_directory_failed(failure.path, failure.error, failure.partitions.size());
    if (replicas_ != nullptr) replicas_->on_directory_failed(failure.partitions);
    if (lifecycle_ != nullptr) lifecycle_->on_directory_failed(failure.id);
    logs_->drop(failure.directory);
}

// --- the end ---

void NodeImplementation::fail(const Error& error) {
    if (run_ == observe::NodeRun::failed) return;
    run_ = observe::NodeRun::failed;
    failure_ = error.message;
    logger_.error("stops: {}", error.message);
    // Later: this may come from deep inside of a request. Kafka's process halts here.
    environment_.clock.post([this, alive = alive_] {
        if (!*alive) return;
        broker_server_.reset();
        if (lifecycle_ != nullptr) lifecycle_->stop();
        if (replicas_ != nullptr) replicas_->stop();
        if (controller_ != nullptr) controller_->stop();
        controller_server_.reset();
        // Nobody waits until the others notice that this voter, perhaps their leader, answers no more.
        if (raft_ != nullptr && !std::exchange(leaving_quorum_, true)) raft_->shutdown([] {});
        if (publisher_ != nullptr) publisher_->publish();
        if (stopped_) std::exchange(stopped_, nullptr)();
        finish_leaving();
    });
}

void NodeImplementation::shutdown(std::move_only_function<void()> done, Duration patience) {
    leave(
        [this, alive = alive_, done = std::move(done)]() mutable {
            if (*alive) close(std::move(done));
        },
        patience);
}

void NodeImplementation::leave(std::move_only_function<void()> left, Duration patience) {
    VITRINE_ASSERT(!stopping_, "a node is stopped once");
    stopping_ = true;
    leaving_ = std::move(left);
    auto finish = [this, alive = alive_] {
        if (*alive) finish_leaving();
    };
    if (!started_ || run_ == observe::NodeRun::failed) return environment_.clock.post(std::move(finish));
    run_ = observe::NodeRun::stopping;
    if (!node_config_.is_broker) return environment_.clock.post(std::move(finish));
    lifecycle_->begin_controlled_shutdown(patience, std::move(finish));
}

void NodeImplementation::finish_leaving() {
    if (leaving_ == nullptr) return;
    left_ = true;
    std::exchange(leaving_, nullptr)();
}

void NodeImplementation::close(std::move_only_function<void()> done) {
    VITRINE_ASSERT(left_, "a node is closed after it has left, once");
    left_ = false;
    if (!started_ || run_ == observe::NodeRun::failed) return environment_.clock.post(std::move(done));
    stopped_ = std::move(done);
    broker_server_.reset();
    replicas_->stop();
    lifecycle_->stop();
    leave_quorum();
}

void NodeImplementation::leave_quorum() {
    controller_->stop();
    leaving_quorum_ = true;
    raft_->shutdown([this, alive = alive_] {
        if (*alive) close_logs();
    });
}

void NodeImplementation::close_logs() {
    if (run_ == observe::NodeRun::failed) return;
    controller_server_.reset();
    auto closed = [this, alive = alive_](const Status& logs) {
        if (!*alive) return;
        if (!logs) logger_.error("the logs could not be closed: {}", logs.error().message);
        run_ = observe::NodeRun::stopped;
        publisher_->publish();
        if (stopped_) std::exchange(stopped_, nullptr)();
    };
    if (!node_config_.is_broker) return closed({});
    while (logs_->loading()) logs_->load_some(logs_at_once);
    logs_->close(lifecycle_->epoch().value(), std::move(closed));
}

// --- views ---

NodeState NodeImplementation::state() const {
    NodeState state;
    state.started = started_;
    state.is_broker = node_config_.is_broker;
    state.stopping = stopping_ || run_ == observe::NodeRun::failed;
    if (lifecycle_ != nullptr) {
        state.registered = lifecycle_->registered();
        state.fenced = lifecycle_->fenced();
        state.broker_epoch = lifecycle_->epoch();
    }
    if (raft_ != nullptr) {
        state.controller = loader_->controller().leader;
        state.controller_epoch = loader_->controller().epoch;
        state.metadata_offset = loader_->applied_offset();
    }
    return state;
}

observe::NodeStatus NodeImplementation::status() const {
    const NodeState now = state();
    std::vector<std::string> more_directories;
    for (const env::Disk* disk : environment_.more_disks) more_directories.push_back(disk->description());
    return {.run = run_,
            .registered = now.registered,
            .fenced = now.fenced,
            .directory = environment_.disk.description(),
            .more_directories = std::move(more_directories),
            .broker_port = broker_endpoint_.port,
            .controller_port = controller_endpoint_.port,
            .message = failure_};
}

observe::CountersView NodeImplementation::counters() const {
    const ReplicationCounters& replication = replicas_->counters();
    const auto connections = [](const auto& dispatch) { return dispatch == nullptr ? std::size_t{0} : dispatch->connections(); };
    return {.bytes_in = replication.bytes_in,
            .bytes_out = replication.bytes_out,
            .replication_bytes_in = replication.replication_bytes_in,
            .replication_bytes_out = replication.replication_bytes_out,
            .records_in = replication.records_in,
            .failed_produce_requests = replication.failed_produce_requests,
            .connections = connections(broker_dispatch_) + connections(controller_dispatch_),
            .apis = api_counters_};
}

void NodeImplementation::publish_all() {
    if (publisher_ != nullptr) publisher_->publish_all();
}

observe::NodeDelta NodeImplementation::snapshot(bool with_segments) const {
    if (publisher_ != nullptr) return publisher_->snapshot(with_segments);
    observe::NodeDelta delta;
    delta.node = node_config_.node_id;
    delta.full = true;
    delta.at = environment_.clock.now();
    delta.wall_time = environment_.clock.wall_now();
    delta.status = status();
    return delta;
}

}  // namespace vitrine::broker
