// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/broker_lifecycle.h"

#include <algorithm>

#include "base/assert.h"
#include "broker/metadata_queries.h"
#include "metadata/feature_control.h"

namespace vitrine::broker {

namespace {

constexpr wire::Version registration_version = 4;
constexpr wire::Version heartbeat_version = 2;
constexpr Milliseconds registration_backoff{100};
constexpr Milliseconds registration_backoff_max{1000};
constexpr Milliseconds shutdown_interval{10};  // Kafka's, while leadership moves away
// The last ones of a cluster that stops have no quorum any more: nobody could move leadership, and nobody is left to lead.
constexpr Milliseconds watch_interval{250};
constexpr std::chrono::seconds without_controller_max{1};

}  // namespace

BrokerLifecycle::BrokerLifecycle(Setup setup) : setup_(std::move(setup)) {}
BrokerLifecycle::~BrokerLifecycle() { *alive_ = false; }

void BrokerLifecycle::move_to(State state) {
    state_ = state;
    setup_.on_changed();
}

void BrokerLifecycle::schedule(Duration delay, void (BrokerLifecycle::*what)()) {
    timer_ = setup_.environment.clock.schedule_after(delay, [this, what] {
        timer_.cancel();
        (this->*what)();
    });
}

void BrokerLifecycle::start() {
    VITRINE_ASSERT(state_ == State::idle, "a broker starts once");
    move_to(State::registering);
    register_now();
}

void BrokerLifecycle::register_now() {
    if (in_flight_) return;
    messages::BrokerRegistrationRequest request;
    request.broker_id = setup_.broker;
    request.cluster_id = setup_.cluster_id;
    request.incarnation_id = setup_.incarnation_id;
    request.listeners.push_back({.name = std::string(client_listener_name), .host = setup_.endpoint.host, .port = setup_.endpoint.port});
    for (const metadata::SupportedFeature& feature : metadata::supported_features()) {
        request.features.push_back(
            {.name = std::string(feature.name), .min_supported_version = feature.lowest, .max_supported_version = feature.highest});
    }
    request.rack = setup_.config.values().broker_rack;
    for (const Uuid& directory : setup_.directory_ids) {
        if (!offline_.contains(directory)) request.log_dirs.push_back(directory);
    }
    request.previous_broker_epoch = setup_.previous_broker_epoch;
    in_flight_ = true;
    setup_.controller.call<messages::BrokerRegistrationResponse>(
        std::move(request), registration_version, setup_.config.values().broker_session_timeout_ms,
        [](const auto& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [this, alive = alive_](Result<messages::BrokerRegistrationResponse> response) {
            if (*alive) on_registered(std::move(response));
        });
}

void BrokerLifecycle::on_registered(Result<messages::BrokerRegistrationResponse> response) {
    in_flight_ = false;
    if (state_ == State::stopped) return;
    const ErrorCode error = response ? response->error_code : response.error().code;
    if (error != ErrorCode::NONE) {
        // DUPLICATE_BROKER_REGISTRATION: the session of this broker's former life has not ended yet.
        setup_.logger.info("registration was answered {}", name_of(error));
        const Duration backoff = std::min<Duration>(registration_backoff * (1 << std::min(failures_++, 10)), registration_backoff_max);
        return schedule(backoff, &BrokerLifecycle::register_now);
    }
    failures_ = 0;
    epoch_ = response->broker_epoch;
    fenced_ = true;
    if (state_ == State::registering) move_to(State::catching_up);
    else setup_.on_changed();
    setup_.logger.info("registered with broker epoch {}", epoch_);
    if (state_ == State::stopping) return heartbeat_now();
    // While it catches up the session is kept alive.
    schedule(setup_.config.values().broker_heartbeat_interval_ms, &BrokerLifecycle::heartbeat_now);
    maybe_caught_up();
}

void BrokerLifecycle::on_metadata() { maybe_caught_up(); }

void BrokerLifecycle::maybe_caught_up() {
    // The broker epoch is the offset of our registration: whoever has applied it has applied all that was before.
    if (state_ != State::catching_up || setup_.metadata_offset() < Offset(epoch_.value())) return;
    move_to(State::starting);
    if (was_ready_) return heartbeat_now();  // registered anew while serving
    setup_.on_caught_up();
}

void BrokerLifecycle::on_directory_failed(const Uuid& directory) {
    if (state_ == State::stopped || !offline_.try_emplace(directory, false).second) return;
    if (!unheard_.held()) {
        unheard_ = setup_.environment.clock.schedule_after(Milliseconds(setup_.config.number_of("log.dir.failure.timeout.ms")), [this] {
            unheard_.cancel();
            for (const auto& [failed, heard] : offline_) {
                if (heard) continue;
                return setup_.on_unheard({ErrorCode::KAFKA_STORAGE_ERROR,
                                          fmt::format("no controller could be told that the log directory {} is offline", failed)});
            }
        });
    }
    heartbeat_now();
}

void BrokerLifecycle::set_cordoned(std::optional<std::vector<Uuid>> directories) {
    if (directories == cordoned_) return;
    cordoned_ = std::move(directories);
    if (was_ready_ && state_ != State::catching_up) heartbeat_now();
}

void BrokerLifecycle::ready() {
    was_ready_ = true;
    heartbeat_now();
}

void BrokerLifecycle::heartbeat_now() {
    if (in_flight_) {
        again_ = true;
        return;
    }
    if (state_ == State::registering || state_ == State::stopped || !registered()) return;
    again_ = false;
    messages::BrokerHeartbeatRequest request;
    request.broker_id = setup_.broker;
    request.broker_epoch = epoch_;
    request.current_metadata_offset = setup_.metadata_offset();
    request.want_fence = !was_ready_;
    request.want_shut_down = state_ == State::stopping;
    for (const auto& [directory, heard] : offline_) request.offline_log_dirs.push_back(directory);
    if (state_ != State::catching_up) request.cordoned_log_dirs = cordoned_;
    in_flight_ = true;
    setup_.controller.call<messages::BrokerHeartbeatResponse>(
        std::move(request), heartbeat_version, setup_.config.values().broker_session_timeout_ms / 2,
        [](const auto& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [this, alive = alive_, told = offline_](Result<messages::BrokerHeartbeatResponse> response) {
            if (!*alive) return;
            if (response && response->error_code == ErrorCode::NONE) {
                for (const auto& [directory, heard] : told) offline_[directory] = true;
            }
            on_heartbeat(std::move(response));
        });
}

void BrokerLifecycle::on_heartbeat(Result<messages::BrokerHeartbeatResponse> response) {
    in_flight_ = false;
    if (state_ == State::stopped) return;
    const ErrorCode error = response ? response->error_code : response.error().code;
    if (error == ErrorCode::STALE_BROKER_EPOCH || error == ErrorCode::BROKER_ID_NOT_REGISTERED) {
        setup_.logger.warning("the controller answered {}; registering anew", name_of(error));
        if (state_ == State::stopping) return finish_shutdown();
        epoch_ = no_broker_epoch;
        fenced_ = true;
        move_to(State::registering);
        return register_now();
    }
    if (error != ErrorCode::NONE) {
        setup_.logger.info("heartbeat was answered {}", name_of(error));
        return schedule(setup_.config.values().broker_heartbeat_interval_ms, &BrokerLifecycle::heartbeat_now);
    }
    const bool changed = fenced_ != response->is_fenced;
    fenced_ = response->is_fenced;
    if (state_ == State::stopping && response->should_shut_down) return finish_shutdown();
    if (state_ == State::starting && !fenced_) {
        move_to(State::running);
    } else if (changed) {
        setup_.on_changed();
    }
    if (again_) return heartbeat_now();
    const bool hurry = state_ == State::stopping;
    schedule(hurry ? Duration(shutdown_interval) : Duration(setup_.config.values().broker_heartbeat_interval_ms),
             &BrokerLifecycle::heartbeat_now);
}

void BrokerLifecycle::begin_controlled_shutdown(Duration patience, std::move_only_function<void()> done) {
    VITRINE_ASSERT(state_ != State::stopping && state_ != State::stopped, "a broker stops once");
    stopped_ = std::move(done);
    // Who never served has no leadership to move.
    if (!registered() || !setup_.config.values().controlled_shutdown_enable || !was_ready_) return finish_shutdown();
    setup_.environment.observer.record(setup_.environment.clock.now(), setup_.environment.clock.wall_now(),
                                       observe::ControlledShutdownBegan{setup_.broker});
    move_to(State::stopping);
    patience_ = setup_.environment.clock.schedule_after(patience, [this] {
        setup_.logger.warning("the controller did not let this broker go in time; it stops anyway");
        finish_shutdown();
    });
    timer_.cancel();
    watch_for_controller();
    heartbeat_now();
}

void BrokerLifecycle::watch_for_controller() {
    const Instant now = setup_.environment.clock.now();
    if (setup_.controller.has_controller()) {
        without_controller_since_.reset();
    } else if (!without_controller_since_) {
        without_controller_since_ = now;
    } else if (now - *without_controller_since_ >= without_controller_max) {
        setup_.logger.info("there is no controller that could move leadership away; stopping");
        return finish_shutdown();
    }
    watch_ = setup_.environment.clock.schedule_after(watch_interval, [this] { watch_for_controller(); });
}

void BrokerLifecycle::finish_shutdown() {
    if (state_ == State::stopped) return;
    timer_.cancel();
    patience_.cancel();
    watch_.cancel();
    unheard_.cancel();
    move_to(State::stopped);
    if (stopped_) setup_.environment.clock.post(std::exchange(stopped_, nullptr));
}

void BrokerLifecycle::stop() {
    timer_.cancel();
    patience_.cancel();
    watch_.cancel();
    unheard_.cancel();
    if (state_ != State::stopped) move_to(State::stopped);
}

}  // namespace vitrine::broker
