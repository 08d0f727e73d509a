// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "messages/framing.h"
#include "observe/event.h"

// Frames as nodes would have tapped them, for tests of the wire view and for pictures. The bytes are those of real messages.
namespace vitrine::ui::test {

class FakeSession;

class WireFrames {
public:
    // Times are milliseconds after `origin`.
    explicit WireFrames(Instant origin) : m_origin(origin) {}

    struct Call {
        BrokerId server{1};
        bool controllerListener = false;
        std::uint64_t connection = 1;
        std::string clientId = "test";
        std::int32_t correlationId = 0;
        BrokerId asker{no_broker};       // of our nodes: its own sightings come, too
        std::string serverAddress = "127.0.0.1:9092";
        double atMs = 0;
        double tookMs = 1;
        double wayMs = 0.1;              // asker to server, and back
        bool arrives = true;
        std::size_t headMax = 0;         // of the server's response; 0: all of it
    };

    template <class Request, class Response>
    void add(const Call &call, const Request &request, const Response *response, wire::Version version)
    {
        const Bytes asked = messages::encode_request(request, version, call.correlationId, call.clientId).to_bytes();
        add(call, Request::message().api_key, version, asked,
            response ? messages::encode_response(*response, version, call.correlationId).to_bytes() : Bytes(), response != nullptr);
    }
    void add(const Call &call, std::int16_t apiKey, std::int16_t version, const Bytes &request, const Bytes &response, bool answered);

    // In the order of their times; the list is empty afterwards.
    [[nodiscard]] std::vector<observe::WireFrame> take();
    [[nodiscard]] Instant at(double ms) const;

private:
    Instant m_origin;
    std::vector<observe::WireFrame> m_frames;
};

// A few seconds of a cluster at work: producers with acks=all and the followers that they wait for, consumers, a rebalance, heartbeats of
// brokers, errors, a request that was cut off and one that did not arrive. `rounds` repeats it.
void addTraffic(WireFrames &frames, int rounds);

}  // namespace vitrine::ui::test
