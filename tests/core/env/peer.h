// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "env/network.h"

// Both ends of connections for tests of the network port, in either world: they keep what they hear.
namespace vitrine::env::testing_env {

inline Frame frame_of(std::string_view text) {
    Frame frame;
    frame.pieces.emplace_back(to_bytes(text));
    return frame;
}

struct Peer final : ConnectionEvents {
    std::unique_ptr<Connection> connection;
    bool connected = false;
    std::vector<std::string> frames;
    std::optional<Error> closed;
    int sent_told = 0;
    std::function<void()> on_connect;
    std::function<void(std::string_view)> on_frame_hook;
    std::function<void()> on_close;

    void connect(Network& network, const Endpoint& endpoint) { connection = network.connect(endpoint, *this); }
    void on_connected() override {
        connected = true;
        if (on_connect) on_connect();
    }
    void on_frame(SharedBytes frame) override {
        frames.emplace_back(as_text(frame.span()));
        if (on_frame_hook) on_frame_hook(frames.back());
    }
    void on_sent() override { ++sent_told; }
    void on_closed(Error reason) override {
        closed = std::move(reason);
        if (on_close) on_close();
    }
};

struct Server {
    std::vector<std::unique_ptr<Peer>> peers;
    std::unique_ptr<Listener> listener;
    std::function<void(Peer&)> on_accept;

    Status listen(Network& network, const Endpoint& endpoint, const NetworkLimits& limits) {
        auto listening = network.listen(endpoint, limits, [this](std::unique_ptr<Connection> connection) -> ConnectionEvents* {
            peers.push_back(std::make_unique<Peer>());
            Peer& peer = *peers.back();
            peer.connection = std::move(connection);
            if (on_accept) on_accept(peer);
            return &peer;
        });
        if (!listening) return std::unexpected(listening.error());
        listener = std::move(*listening);
        return {};
    }
};

}  // namespace vitrine::env::testing_env
