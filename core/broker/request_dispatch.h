// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "broker/handlers/handlers.h"
#include "observe/view.h"

namespace vitrine::broker {

// The requests of one listener: finds the handler, refuses what is not served (the connection is closed, the reason logged),
// counts. Until open() they wait: a broker answers nobody before it is ready, as Kafka's does.
class RequestDispatch final : public rpc::RequestHandler {
public:
    RequestDispatch(bool controller_listener, const Logger& logger, std::map<std::int16_t, observe::ApiCounters>& counters)
        : controller_listener_(controller_listener), logger_(logger), counters_(counters) {}

    // Requests go to `context` from now on; those that wait first. The context outlives the server.
    void open(HandlerContext& context);

    void handle(rpc::Request request, rpc::Responder responder) override;
    void on_answered(std::int16_t api_key, Duration took) override;
    rpc::Admission admit(const std::string& host, std::size_t open_from_there) override;
    Milliseconds throttle(const std::string& client_id, Duration spent) override;
    void on_connections_changed(std::size_t open) override { connections_ = open; }
    [[nodiscard]] std::size_t connections() const { return connections_; }

private:
    struct Waiting {
        rpc::Request request;
        rpc::Responder responder;
    };

    bool controller_listener_;
    const Logger& logger_;
    std::map<std::int16_t, observe::ApiCounters>& counters_;
    HandlerContext* context_ = nullptr;
    std::vector<Waiting> waiting_;  // at most one for each connection
    std::size_t connections_ = 0;
};

}  // namespace vitrine::broker
