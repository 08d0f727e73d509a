// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/inner_consumers.h"

#include <algorithm>

#include <fmt/format.h>

namespace vitrine::cluster {

struct InnerConsumers::Member : client::ConsumerListener {
    // What was read is counted by the consumer; this member has nothing else to do with it.
    void on_records(const client::FetchedRecords&) override {}

    InnerConsumerOptions options;
    std::string name;
    bool leaving = false;
    std::unique_ptr<client::Consumer> consumer;
};

InnerConsumers::InnerConsumers(Host& host) : host_(host) {}
InnerConsumers::~InnerConsumers() = default;

Result<std::string> InnerConsumers::add(InnerConsumerOptions options) {
    if (members_.size() >= consumers_max) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("there are {} inner consumers already, which is the most; remove one first", consumers_max));
    }
    if (options.group.empty()) return failure(ErrorCode::INVALID_GROUP_ID, "a group needs a name");
    if (options.topics.empty())
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("say which topic the member of {} shall read: --topic NAME", options.group));
    auto member = std::make_unique<Member>();
    member->name = options.name ? *options.name : fmt::format("{}-{}", options.group, ++names_given_[options.group]);
    client::ConsumerConfig config;
    config.fetch.auto_offset_reset = client::OffsetReset::earliest;
    config.group = client::GroupMemberConfig{.group_id = options.group,
                                             .group_instance_id = options.group_instance_id,
                                             .session_timeout = options.session_timeout,
                                             .heartbeat_interval = options.heartbeat_interval,
                                             .rebalance_timeout = options.rebalance_timeout,
                                             .assignor = options.assignor};
    config.auto_commit_interval = std::chrono::seconds(1);
    client::ClientConfig client;
    client.client_id = member->name;
    client.bootstrap_servers = host_.bootstrap_servers();
    member->consumer = std::make_unique<client::Consumer>(host_.inner_environment(), std::move(client), std::move(config), *member);
    member->consumer->subscribe(options.topics);
    member->options = std::move(options);
    std::string name = member->name;
    members_.emplace(next_++, std::move(member));
    return name;
}

std::vector<std::string> InnerConsumers::topics_of(const std::string& group) const {
    for (const auto& [id, member] : members_) {
        if (member->options.group == group) return member->options.topics;
    }
    return {};
}

Result<std::uint64_t> InnerConsumers::find(const std::string& group, const std::optional<std::string>& which) const {
    for (auto entry = members_.rbegin(); entry != members_.rend(); ++entry) {
        const Member& member = *entry->second;
        if (member.options.group != group || member.leaving) continue;
        if (!which || member.name == *which || member.consumer->view().member->member_id == *which) return entry->first;
    }
    return failure(ErrorCode::UNKNOWN_MEMBER_ID,
                   which ? fmt::format("group {} has no inner consumer {}", group, *which)
                         : fmt::format("group {} has no inner consumer; members from outside are stopped where they run", group));
}

std::optional<std::string> InnerConsumers::name_of(const std::string& group, const std::optional<std::string>& which) const {
    const auto found = find(group, which);
    if (!found) return std::nullopt;
    const Member& member = *members_.at(*found);
    return member.options.group_instance_id ? member.consumer->view().member->member_id : member.name;
}

void InnerConsumers::remove(const std::string& group, const std::optional<std::string>& which, bool polite, Host::Done done) {
    const auto found = find(group, which);
    if (!found) return done(std::unexpected(found.error()));
    if (!polite) {
        members_.erase(*found);
        return done({});
    }
    Member& member = *members_.at(*found);
    member.leaving = true;
    member.consumer->close([this, id = *found, done = std::move(done)]() mutable {
        // Not from inside its own callback.
        host_.inner_environment().clock.post([gone = std::make_shared<decltype(members_.extract(id))>(members_.extract(id))] {});
        done({});
    });
}

Status InnerConsumers::set_paused(const std::string& group, const std::optional<std::string>& which, bool paused) {
    const auto found = find(group, which);
    if (!found) return std::unexpected(found.error());
    members_.at(*found)->consumer->set_paused(paused);
    return {};
}

void InnerConsumers::remove_all() { members_.clear(); }

std::vector<InnerConsumers::Listed> InnerConsumers::list() const {
    std::vector<Listed> listed;
    for (const auto& [id, member] : members_)
        listed.push_back({member->options.group, member->name, member->consumer->view(), member->leaving});
    return listed;
}

}  // namespace vitrine::cluster
