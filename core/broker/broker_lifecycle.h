// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/logging.h"
#include "broker/broker_config.h"
#include "broker/controller_channel.h"
#include "messages/broker_heartbeat.h"
#include "messages/broker_registration.h"

// A broker's standing with the active controller: registration, heartbeats, fencing, controlled shutdown (KIP-500, KIP-631).
//
//   registering   -> catching_up   the controller registered this incarnation: its broker epoch is the record's offset
//   catching_up   -> starting      the metadata log is applied up to that record; the broker makes itself ready
//   starting      -> running       ready, and the controller unfenced it
//   running       -> stopping      a controlled shutdown was asked for: leadership moves away, heartbeat by heartbeat
//   stopping      -> stopped       the controller said so, or patience ended
//   any but stopped -> registering the controller does not know this epoch any more (STALE_BROKER_EPOCH, BROKER_ID_NOT_REGISTERED)
// Being fenced while running changes no state here: the broker goes on, and the next heartbeat unfences it.
namespace vitrine::broker {

class BrokerLifecycle {
public:
    enum class State { idle, registering, catching_up, starting, running, stopping, stopped };

    struct Setup {
        env::Environment environment;
        BrokerId broker{no_broker};
        std::string cluster_id;
        Uuid incarnation_id;
        std::vector<Uuid> directory_ids;          // of the log directories that are online, sorted
        std::int64_t previous_broker_epoch = -1;  // of the clean shutdown marker; -1: the last stop was unclean
        env::Endpoint endpoint;                   // of the broker listener
        const BrokerConfig& config;
        ControllerChannel& controller;
        std::function<Offset()> metadata_offset;
        std::function<void()> on_caught_up;       // once: make ready, then call ready()
        std::function<void()> on_changed;         // state, fenced or epoch
        // log.dir.failure.timeout.ms passed, and no controller has heard of a log directory that failed: the broker must stop, or the
        // cluster would go on counting on its replicas there.
        std::function<void(const Error&)> on_unheard;
        const Logger& logger;
    };
    explicit BrokerLifecycle(Setup setup);
    ~BrokerLifecycle();

    void start();
    // The metadata reached another offset.
    void on_metadata();
    // The broker serves: asks to be unfenced.
    void ready();
    // A log directory failed: every heartbeat says so from now on, the next one at once.
    void on_directory_failed(const Uuid& directory);
    // KIP-1066; none: the metadata version does not know of it. Heartbeats say so once the broker has caught up, the next one at once.
    void set_cordoned(std::optional<std::vector<Uuid>> directories);
    // `done` runs once, on the loop: the broker may stop.
    void begin_controlled_shutdown(Duration patience, std::move_only_function<void()> done);
    // No more heartbeats.
    void stop();

    [[nodiscard]] State state() const { return state_; }
    // -1 until registered.
    [[nodiscard]] BrokerEpoch epoch() const { return epoch_; }
    [[nodiscard]] bool registered() const { return epoch_ != no_broker_epoch; }
    [[nodiscard]] bool fenced() const { return fenced_; }

private:
    void register_now();
    void on_registered(Result<messages::BrokerRegistrationResponse> response);
    void heartbeat_now();
    void on_heartbeat(Result<messages::BrokerHeartbeatResponse> response);
    void maybe_caught_up();
    void finish_shutdown();
    void watch_for_controller();
    void schedule(Duration delay, void (BrokerLifecycle::*what)());
    void move_to(State state);

    Setup setup_;
    State state_ = State::idle;
    BrokerEpoch epoch_{no_broker_epoch};
    bool fenced_ = true;
    bool was_ready_ = false;
    bool in_flight_ = false;
    bool again_ = false;  // something changed while a heartbeat was under way
    std::optional<std::vector<Uuid>> cordoned_;
    std::map<Uuid, bool> offline_;  // log directories that failed; true: a controller has heard of it
    env::Timer unheard_;
    int failures_ = 0;
    env::Timer timer_;
    env::Timer patience_;
    env::Timer watch_;
    std::optional<Instant> without_controller_since_;
    std::move_only_function<void()> stopped_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::broker
