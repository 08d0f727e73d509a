// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/consumer.h"
#include "cluster/host.h"

// The group members that the window and the commands add: consumers of our own that read and count. They are members like any
// other; that they live in this process shows only in their client id.
namespace vitrine::cluster {

struct InnerConsumerOptions {
    std::string group;
    std::vector<std::string> topics;
    std::optional<std::string> name;               // client id; none: "<group>-<n>"
    std::optional<std::string> group_instance_id;
    client::AssignorKind assignor = client::AssignorKind::cooperative_sticky;
    Duration session_timeout = std::chrono::seconds(10);    // session.timeout.ms
    Duration heartbeat_interval = Milliseconds(500);        // heartbeat.interval.ms
    Duration rebalance_timeout = std::chrono::seconds(30);  // max.poll.interval.ms
};

class InnerConsumers {
public:
    static constexpr std::size_t consumers_max = 200;

    explicit InnerConsumers(Host& host);
    ~InnerConsumers();
    InnerConsumers(const InnerConsumers&) = delete;
    InnerConsumers& operator=(const InnerConsumers&) = delete;

    // The name of the new member, which joins from now on.
    Result<std::string> add(InnerConsumerOptions options);
    // The topics that the group's inner members read.
    [[nodiscard]] std::vector<std::string> topics_of(const std::string& group) const;
    // The one that remove() would take, as its member id begins or is: its name, or of a static member the member id.
    [[nodiscard]] std::optional<std::string> name_of(const std::string& group, const std::optional<std::string>& which) const;
    // By name, member id, or none: the newest of the group. Leaves politely, or is gone without a word.
    void remove(const std::string& group, const std::optional<std::string>& which, bool polite, Host::Done done);
    Status set_paused(const std::string& group, const std::optional<std::string>& which, bool paused);
    void remove_all();

    struct Listed {
        std::string group;
        std::string name;
        client::ConsumerView view;
        bool leaving = false;
    };
    [[nodiscard]] std::vector<Listed> list() const;

private:
    struct Member;
    [[nodiscard]] Result<std::uint64_t> find(const std::string& group, const std::optional<std::string>& which) const;

    Host& host_;
    std::map<std::uint64_t, std::unique_ptr<Member>> members_;  // in order of joining
    std::uint64_t next_ = 1;
    std::map<std::string, int> names_given_;                    // by group
};

}  // namespace vitrine::cluster
