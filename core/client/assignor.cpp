// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/assignor.h"

#include <algorithm>
#include <set>

#include "base/assert.h"

namespace vitrine::client {
namespace {

bool subscribes(const MemberSubscription& member, const std::string& topic) {
    return std::ranges::find(member.topics, topic) != member.topics.end();
}

// By member id, so that the answer does not depend on the order of joining.
std::vector<const MemberSubscription*> sorted(const std::vector<MemberSubscription>& members) {
    std::vector<const MemberSubscription*> order;
    for (const auto& member : members) order.push_back(&member);
    std::ranges::sort(order, {}, [](const MemberSubscription* member) { return member->member_id; });
    return order;
}

void range(const std::vector<const MemberSubscription*>& members, const std::map<std::string, std::int32_t>& counts,
           Assignment& assignment) {
    for (const auto& [topic, count] : counts) {
        std::vector<const MemberSubscription*> takers;
        for (const auto* member : members) {
            if (subscribes(*member, topic)) takers.push_back(member);
        }
        if (takers.empty()) continue;
        const auto share = count / static_cast<std::int32_t>(takers.size());
        auto extra = count % static_cast<std::int32_t>(takers.size());
        std::int32_t next = 0;
        for (const auto* member : takers) {
            const std::int32_t take = share + (extra-- > 0 ? 1 : 0);
            for (std::int32_t i = 0; i < take; ++i) assignment[member->member_id].push_back({topic, next++});
        }
    }
}

void round_robin(const std::vector<const MemberSubscription*>& members, const std::map<std::string, std::int32_t>& counts,
                 Assignment& assignment) {
    std::size_t next = 0;
    for (const auto& [topic, count] : counts) {
        if (std::ranges::none_of(members, [&](const auto* member) { return subscribes(*member, topic); })) continue;
        for (std::int32_t partition = 0; partition < count; ++partition) {
            while (!subscribes(*members[next % members.size()], topic)) ++next;
            assignment[members[next++ % members.size()]->member_id].push_back({topic, partition});
        }
    }
}

// Keeps what members own as long as nobody is owed more, then evens out: no member has two partitions more than another
// that could take one of them.
void sticky_target(const std::vector<const MemberSubscription*>& members, const std::map<std::string, std::int32_t>& counts,
                   const std::map<TopicPartition, std::string>& owners, Assignment& assignment) {
    std::vector<TopicPartition> free;
    for (const auto& [topic, count] : counts) {
        for (std::int32_t partition = 0; partition < count; ++partition) {
            const TopicPartition key{topic, partition};
            const auto owner = owners.find(key);
            if (owner != owners.end()) {
                assignment[owner->second].push_back(key);
            } else {
                free.push_back(key);
            }
        }
    }
    const auto least_loaded = [&](const std::string& topic) -> const MemberSubscription* {
        const MemberSubscription* best = nullptr;
        for (const auto* member : members) {
            if (!subscribes(*member, topic)) continue;
            if (best == nullptr || assignment[member->member_id].size() < assignment[best->member_id].size()) best = member;
        }
        return best;
    };
    for (const TopicPartition& key : free) {
        if (const auto* member = least_loaded(key.topic)) assignment[member->member_id].push_back(key);
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (const auto* giver : members) {
            auto& has = assignment[giver->member_id];
            // The last ones first: the partitions that a member keeps are those with the lowest numbers.
            for (std::size_t i = has.size(); i-- > 0;) {
                const auto* taker = least_loaded(has[i].topic);
                if (taker == nullptr || assignment[taker->member_id].size() + 1 >= has.size()) continue;
                assignment[taker->member_id].push_back(has[i]);
                has.erase(has.begin() + static_cast<std::ptrdiff_t>(i));
                moved = true;
            }
        }
    }
}

void cooperative_sticky(const std::vector<const MemberSubscription*>& members, const std::map<std::string, std::int32_t>& counts,
                        Assignment& assignment) {
    // Of several who claim a partition, the one of the newest generation owns it (KAFKA-14639); equal claims void each other.
    std::map<TopicPartition, std::pair<GenerationId, std::string>> claims;
    std::set<TopicPartition> contested;
    for (const auto* member : members) {
        for (const TopicPartition& key : member->owned) {
            const auto count = counts.find(key.topic);
            if (count == counts.end() || key.partition >= count->second || !subscribes(*member, key.topic)) continue;
            const auto [claim, first] = claims.try_emplace(key, member->generation, member->member_id);
            if (first) continue;
            if (claim->second.first == member->generation) {
                contested.insert(key);
            } else if (claim->second.first < member->generation) {
                claim->second = {member->generation, member->member_id};
                contested.erase(key);
            }
        }
    }
    std::map<TopicPartition, std::string> owners;
    for (const auto& [key, claim] : claims) {
        if (!contested.contains(key)) owners[key] = claim.second;
    }
    sticky_target(members, counts, owners, assignment);
    for (auto& [member_id, partitions] : assignment) {
        std::erase_if(partitions, [&, &id = member_id](const TopicPartition& key) {
            const auto claim = claims.find(key);
            return claim != claims.end() && claim->second.second != id;
        });
    }
}

}  // namespace

std::string_view name_of(AssignorKind kind) {
    switch (kind) {
        case AssignorKind::range: return "range";
        case AssignorKind::round_robin: return "roundrobin";
        case AssignorKind::cooperative_sticky: return "cooperative-sticky";
    }
    return "range";
}

std::optional<AssignorKind> parse_assignor(std::string_view name) {
    for (const auto kind : {AssignorKind::range, AssignorKind::round_robin, AssignorKind::cooperative_sticky}) {
        if (name_of(kind) == name) return kind;
    }
    return std::nullopt;
}

Assignment assign(AssignorKind kind, const std::vector<MemberSubscription>& members,
                  const std::map<std::string, std::int32_t>& partition_counts) {
    Assignment assignment;
    for (const auto& member : members) assignment[member.member_id];
    const auto order = sorted(members);
    if (order.empty()) return assignment;
    switch (kind) {
        case AssignorKind::range: range(order, partition_counts, assignment); break;
        case AssignorKind::round_robin: round_robin(order, partition_counts, assignment); break;
        case AssignorKind::cooperative_sticky: cooperative_sticky(order, partition_counts, assignment); break;
    }
    for (auto& [member_id, partitions] : assignment) std::ranges::sort(partitions);
    return assignment;
}

}  // namespace vitrine::client
