// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/cluster.h"

#include <charconv>
#include <thread>

#include "messages/find_coordinator.h"
#include "messages/metadata.h"

namespace vitrine::tools {
namespace {

constexpr int coordinatorAttempts = 50;
constexpr auto coordinatorBackoff = std::chrono::milliseconds(100);

}  // namespace

Result<std::vector<env::Endpoint>> parseServers(const std::string &text)
{
    std::vector<env::Endpoint> servers;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::string_view server = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        if (server.empty()) continue;
        const std::size_t colon = server.rfind(':');
        std::uint16_t port = 0;
        std::string_view host = server.substr(0, colon);
        if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
        const std::string_view digits = colon == std::string_view::npos ? std::string_view() : server.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (host.empty() || error != std::errc() || end != digits.data() + digits.size() || port == 0)
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("--bootstrap-server takes HOST:PORT, not \"{}\"", server));
        servers.push_back({std::string(host), port});
    }
    if (servers.empty()) return failure(ErrorCode::INVALID_REQUEST, "--bootstrap-server HOST:PORT is needed");
    return servers;
}

Cluster::Cluster(ClusterOptions options) : m_options(std::move(options))
{
    env::real::NodeLoopOptions loop;
    m_loop = std::make_unique<env::real::NodeLoop>(std::move(loop), m_observer);
    m_loop->start();
    onLoop([this] {
        client::ClientConfig config;
        config.client_id = m_options.clientId;
        config.bootstrap_servers = m_options.servers;
        m_calls = std::make_unique<client::BrokerCalls>(m_loop->environment(), std::move(config));
    });
}

Cluster::~Cluster()
{
    onLoop([this] { m_calls.reset(); });
    m_loop->stop();
}

Result<std::map<BrokerId, env::Endpoint>> Cluster::brokers()
{
    if (!m_brokers.empty()) return m_brokers;
    messages::MetadataRequest request;
    request.allow_auto_topic_creation = false;
    const auto response = any<messages::MetadataResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    std::vector<env::Endpoint> endpoints;
    for (const auto &broker : response->brokers) {
        m_brokers[broker.node_id] = {broker.host, static_cast<std::uint16_t>(broker.port)};
        endpoints.push_back(m_brokers[broker.node_id]);
    }
    onLoop([&] { m_calls->set_brokers(std::move(endpoints)); });
    return m_brokers;
}

Result<env::Endpoint> Cluster::endpointOf(BrokerId broker)
{
    const auto known = brokers();
    if (!known) return std::unexpected(known.error());
    const auto found = known->find(broker);
    if (found == known->end()) return failure(ErrorCode::BROKER_NOT_AVAILABLE, fmt::format("broker {} is not there", broker));
    return found->second;
}

bool Cluster::isCoordinatorOnTheMove(ErrorCode code)
{
    return code == ErrorCode::COORDINATOR_LOAD_IN_PROGRESS || code == ErrorCode::COORDINATOR_NOT_AVAILABLE ||
           code == ErrorCode::NOT_COORDINATOR;
}

bool Cluster::mayTryAgain(int attempt)
{
    if (attempt >= coordinatorAttempts || attempt * coordinatorBackoff >= m_options.timeout) return false;
    std::this_thread::sleep_for(coordinatorBackoff);
    return true;
}

Result<BrokerId> Cluster::findCoordinator(const std::string &group)
{
    if (const auto known = m_coordinators.find(group); known != m_coordinators.end()) return known->second;
    messages::FindCoordinatorRequest request;
    request.coordinator_keys.push_back(group);
    for (int attempt = 0;; ++attempt) {
        const auto response = any<messages::FindCoordinatorResponse>(request);
        if (!response) return std::unexpected(response.error());
        if (response->coordinators.size() != 1) return failure(ErrorCode::UNKNOWN_SERVER_ERROR, "FindCoordinator answered for no group");
        const auto &found = response->coordinators.front();
        if (found.error_code == ErrorCode::NONE) {
            m_coordinators[group] = found.node_id;
            return found.node_id;
        }
        if (!isCoordinatorOnTheMove(found.error_code) || !mayTryAgain(attempt))
            return failure(found.error_code, sentenceOf(found.error_code, found.error_message));
    }
}

std::string sentenceOf(ErrorCode code, const std::optional<std::string> &message)
{
    return message && !message->empty() ? *message : std::string(error_info(code).meaning);
}

}  // namespace vitrine::tools
