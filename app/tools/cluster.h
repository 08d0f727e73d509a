// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/broker_calls.h"
#include "env/environment.h"
#include "env/real/node_loop.h"
#include "observe/observer.h"

// A connection of a command line tool to a cluster: a loop of its own runs the client, and the tool waits for each answer.
namespace vitrine::tools {

// "host:port,host:port"; an error names what is wrong with it. An IPv6 address stands in brackets.
Result<std::vector<env::Endpoint>> parseServers(const std::string &text);

struct ClusterOptions {
    std::vector<env::Endpoint> servers;
    std::string clientId = "vitrine";
    std::chrono::milliseconds timeout{60000};  // for each call, the search for a broker that answers included
};

// Nobody watches a tool's connections.
class NobodyWatching final : public observe::Observer {
public:
    observe::EventId record(Instant, WallTime, observe::EventBody, std::optional<observe::EventId>) override { return {}; }
    void publish(observe::NodeDelta &&) override {}
    void tap(observe::WireFrame &&) override {}
    [[nodiscard]] observe::Interest interest() const override { return {}; }
};

class Cluster {
public:
    explicit Cluster(ClusterOptions options);
    ~Cluster();
    Cluster(const Cluster &) = delete;
    Cluster &operator=(const Cluster &) = delete;

    // A broker that answers.
    template <class Response, class Request>
    Result<Response> any(Request request)
    {
        return wait<Response>([&](auto done) { m_calls->call_any<Response>(std::move(request), m_options.timeout, std::move(done)); });
    }
    // Whoever listens there.
    template <class Response, class Request>
    Result<Response> atEndpoint(const env::Endpoint &endpoint, Request request)
    {
        return wait<Response>(
            [&](auto done) { m_calls->call<Response>(endpoint, std::move(request), m_options.timeout, std::move(done)); });
    }
    // One broker of brokers(). BROKER_NOT_AVAILABLE: there is none of that id.
    template <class Response, class Request>
    Result<Response> at(BrokerId broker, Request request)
    {
        const auto endpoint = endpointOf(broker);
        if (!endpoint) return std::unexpected(endpoint.error());
        return atEndpoint<Response>(*endpoint, std::move(request));
    }
    // The coordinator of a group; asks again while it is loading or moving. `errorOf` reads the code of an answer.
    template <class Response, class Request, class ErrorOf>
    Result<Response> coordinator(const std::string &group, const Request &request, ErrorOf errorOf)
    {
        for (int attempt = 0;; ++attempt) {
            const auto broker = findCoordinator(group);
            if (!broker) return std::unexpected(broker.error());
            auto response = at<Response>(*broker, request);
            if (!response || !isCoordinatorOnTheMove(errorOf(*response)) || !mayTryAgain(attempt)) return response;
            m_coordinators.erase(group);
        }
    }

    // The brokers that are alive, by id. Asked for once.
    Result<std::map<BrokerId, env::Endpoint>> brokers();
    Result<BrokerId> findCoordinator(const std::string &group);

    // For clients of core/client that live on the loop: `make` and what destroys them run there, by onLoop().
    [[nodiscard]] env::Environment environment() { return m_loop->environment(); }
    void onLoop(env::Callback callback) { m_loop->run_and_wait(std::move(callback)); }
    [[nodiscard]] const ClusterOptions &options() const { return m_options; }

private:
    template <class Response, class Start>
    Result<Response> wait(Start start)
    {
        auto answer = std::make_shared<std::promise<Result<Response>>>();
        auto future = answer->get_future();
        m_loop->post([&start, answer] { start([answer](Result<Response> result) { answer->set_value(std::move(result)); }); });
        return future.get();
    }
    Result<env::Endpoint> endpointOf(BrokerId broker);
    static bool isCoordinatorOnTheMove(ErrorCode code);
    bool mayTryAgain(int attempt);

    ClusterOptions m_options;
    NobodyWatching m_observer;
    std::unique_ptr<env::real::NodeLoop> m_loop;
    std::unique_ptr<client::BrokerCalls> m_calls;
    std::map<BrokerId, env::Endpoint> m_brokers;
    std::map<std::string, BrokerId> m_coordinators;
};

// Kafka's word for an answer that is an error: the broker's sentence, or ours for the code.
std::string sentenceOf(ErrorCode code, const std::optional<std::string> &message);

}  // namespace vitrine::tools
