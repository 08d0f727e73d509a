// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/ranges.h>

#include "cluster/command_running.h"
#include "cluster/inner_consumers.h"
#include "cluster/reset_command.h"

namespace vitrine::cluster {

void Commands::group(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() > 1 ? line.words[1] : "";
    if (verb == "list" && line.words.size() == 2) {
        return admin_->list_groups([running](const Result<std::vector<std::string>>& groups) {
            if (!groups) return running->refuse(groups.error());
            running->answer(true, groups->empty() ? "there are no groups" : fmt::format("{}", fmt::join(*groups, ", ")),
                            {{"groups", *groups}});
        });
    }
    if (line.words.size() < 3) {
        return running->refuse(
            misuse("say it as: group describe|coordinator|rebalance|add-member|remove-member|crash-member|pause-member|resume-member|"
                   "reset-offsets G, or: group list")
                .error());
    }
    const std::string& name = line.words[2];
    const std::optional<std::string> member = line.words.size() > 3 ? std::optional(line.words[3]) : std::nullopt;
    if (verb == "describe") {
        using Described = messages::DescribeGroupsResponse::DescribedGroup;
        return admin_->describe_group(name, [this, alive = alive_, running, name](const Result<Described>& described) {
            if (!*alive) return;
            if (!described) return running->refuse(described.error());
            Json members = Json::array();
            for (const auto& entry : described->members) {
                members.push_back({{"member_id", entry.member_id}, {"client_id", entry.client_id}, {"host", entry.client_host}});
            }
            Json answer = {
                {"group", name}, {"state", described->group_state}, {"protocol", described->protocol_data}, {"members", members}};
            admin_->committed_offsets(name, [running, name, answer](
                                                const Result<std::map<TopicPartition, client::CommittedOffsetInfo>>& committed) mutable {
                if (!committed) return running->refuse(committed.error());
                Json offsets = Json::object();
                for (const auto& [key, offset] : *committed) offsets[key.to_string()] = offset.offset.value();
                answer["committed"] = offsets;
                running->answer(
                    true, fmt::format("group {} is {} with {} members", name, answer["state"].get<std::string>(), answer["members"].size()),
                    answer);
            });
        });
    }
    if (verb == "coordinator") {
        admin_->cluster().forget_coordinator(name);
        return admin_->cluster().find_coordinator(name, [running, name](const Result<BrokerId>& broker) {
            if (!broker) return running->refuse(broker.error());
            running->answer(true, fmt::format("broker {} coordinates group {}", *broker, name),
                            {{"group", name}, {"coordinator", broker->value()}});
        });
    }
    if (verb == "rebalance") {
        return host_.rebalance_group(name, "asked for by the command group rebalance", [running, name](const Status& status) {
            running->answer(status, fmt::format("the members of group {} are asked to join again", name));
        });
    }
    if (verb == "add-member") {
        InnerConsumerOptions options{
            .group = name, .topics = line.all("topic"), .name = line.option("name"), .group_instance_id = line.option("instance-id")};
        if (options.topics.empty()) options.topics = consumers_->topics_of(name);
        if (const auto assignor = line.option("assignor")) {
            const auto kind = client::parse_assignor(*assignor);
            if (!kind)
                return running->refuse(
                    misuse(fmt::format("there is no assignor {}; there are range, roundrobin and cooperative-sticky", *assignor)).error());
            options.assignor = *kind;
        }
        const auto milliseconds = [&line](const char* option, Duration& value) -> Status {
            const auto text = line.option(option);
            if (!text) return {};
            const auto parsed = parse_integer(*text, std::string("--") + option, 1, 0x7fffffff);
            if (!parsed) return std::unexpected(parsed.error());
            value = Milliseconds(*parsed);
            return {};
        };
        for (const Status& read : {milliseconds("session-timeout-ms", options.session_timeout),
                                   milliseconds("heartbeat-interval-ms", options.heartbeat_interval),
                                   milliseconds("max-poll-interval-ms", options.rebalance_timeout)}) {
            if (!read) return running->refuse(read.error());
        }
        if (options.heartbeat_interval >= options.session_timeout) {
            return running->refuse(
                misuse("--heartbeat-interval-ms must be below --session-timeout-ms, or the session ends before the first heartbeat")
                    .error());
        }
        const auto added = consumers_->add(std::move(options));
        if (!added) return running->refuse(added.error());
        world_changed();
        return running->answer(true, fmt::format("{} joins group {}", *added, name), {{"group", name}, {"member", *added}});
    }
    if (verb == "remove-member") {
        return consumers_->remove(name, member, true, [this, alive = alive_, running, name, member](const Status& status) {
            if (!*alive) return;
            world_changed();
            if (status || !member) return running->answer(status, fmt::format("a member left group {}", name));
            admin_->remove_member(name, *member, "taken out by an administrator", [running, name, member](const Status& removed) {
                running->answer(removed, fmt::format("member {} was taken out of group {}", *member, name));
            });
        });
    }
    if (verb == "crash-member") {
        // The group does not know yet what it will notice by the session timeout.
        if (const auto crashed = consumers_->name_of(name, member))
            report_fault(fmt::format("group crash-member {} {}", quote(name), quote(*crashed)), true);
        return consumers_->remove(name, member, false, [this, running, name](const Status& status) {
            world_changed();
            running->answer(status, fmt::format("a member of group {} is gone without a word", name));
        });
    }
    if (verb == "pause-member" || verb == "resume-member") {
        const bool paused = verb == "pause-member";
        const Status status = consumers_->set_paused(name, member, paused);
        world_changed();
        return running->answer(status, fmt::format("a member of group {} {}", name, paused ? "stops reading" : "reads again"));
    }
    if (verb == "reset-offsets") return reset_offsets(line, std::move(running));
    running->refuse(misuse(fmt::format("a group cannot be told to \"{}\"; `help` lists what there is", verb)).error());
}

void Commands::reset_offsets(const CommandLine& line, std::shared_ptr<Running> running) {
    const auto parsed = parse_reset(line, host_.inner_environment().clock.wall_now());
    if (!parsed) return running->refuse(parsed.error());
    client::plan_reset(
        *admin_, parsed->group, parsed->scopes, parsed->target,
        [this, alive = alive_, running, order = *parsed](const Result<client::ResetPlan>& plan) {
            if (!*alive) return;
            if (!plan) return running->refuse(plan.error());
            Json more = {{"group", order.group}, {"state", plan->state}, {"dry_run", order.dry_run}, {"partitions", reset_rows(*plan)}};
            if (!plan->is_inactive()) {
                more["error"] = vitrine::name_of(ErrorCode::NON_EMPTY_GROUP);
                return running->answer(
                    false,
                    fmt::format("offsets can only be reset while group {} is inactive, but it is {}; stop its members first", order.group,
                                plan->state),
                    more);
            }
            if (plan->partitions.empty())
                return running->answer(false, fmt::format("group {} has committed no offsets; name topics with --topic", order.group),
                                       more);
            const auto count = plan->partitions.size();
            if (order.dry_run) {
                return running->answer(true, fmt::format("the offsets of {} partitions would be set; nothing was changed", count), more);
            }
            std::map<TopicPartition, Offset> offsets;
            for (const auto& [key, reset] : plan->partitions) offsets[key] = reset.target;
            admin_->alter_committed_offsets(order.group, offsets, [running, more, count, group = order.group](const Status& status) {
                running->answer(status, fmt::format("group {} begins anew in {} partitions", group, count), more);
            });
        });
}

}  // namespace vitrine::cluster
