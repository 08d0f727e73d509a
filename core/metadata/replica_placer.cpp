// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/replica_placer.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "metadata/partition_change.h"

namespace vitrine::metadata {
namespace {

template <class T>
void shuffle(std::vector<T>& list, env::Random& random) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.below(i)]);
}

// Brokers in a circle. Within one round each is given once; where it begins goes on by one with each round, counted apart for
// rounds in which it gives the leader and those in which it only follows: otherwise, with as many racks as brokers in a rack,
// the two would go in step and a third of the brokers would lead everything.
class Ring {
public:
    void add(BrokerId broker) { brokers_.push_back(broker); }
    void begin_at_random(env::Random& random) {
        if (brokers_.empty()) return;
        leads_ = random.below(brokers_.size());
        follows_ = random.below(brokers_.size());
    }
    void shuffle(env::Random& random) { metadata::shuffle(brokers_, random); }
    std::optional<BrokerId> next(std::size_t round, bool leading) {
        if (round_ != round) {
            round_ = round;
            given_ = 0;
            begin_ = leading ? leads_++ : follows_++;
        }
        if (given_ == brokers_.size()) return std::nullopt;
        return brokers_[(begin_ + given_++) % brokers_.size()];
    }

private:
    std::vector<BrokerId> brokers_;
    std::size_t leads_ = 0;
    std::size_t follows_ = 0;
    std::size_t begin_ = 0;
    std::size_t given_ = 0;
    std::size_t round_ = 0;  // the first is 1
};

struct Rack {
    Ring unfenced;
    Ring fenced;
    std::optional<BrokerId> next(std::size_t round) {
        if (const auto broker = unfenced.next(round, false)) return broker;
        return fenced.next(round, false);
    }
};

bool takes_replicas(const BrokerRegistration& broker) {
    // With its fencing the shutdown is over: who is away, and will be back, gets replicas as any other that is fenced.
    if (broker.in_controlled_shutdown && !broker.fenced) return false;
    return broker.directories.empty() || !std::ranges::includes(broker.cordoned_directories, broker.directories);
}

class Placement {
public:
    Placement(const MetadataImage& image, env::Random& random) : random_(random) {
        std::map<std::optional<std::string>, Rack> racks;
        for (const auto& [id, broker] : image.brokers) {
            if (!takes_replicas(*broker)) continue;
            ++brokers_;
            if (!broker->fenced) ++unfenced_;
            Rack& rack = racks[broker->rack];
            (broker->fenced ? rack.fenced : rack.unfenced).add(id);
        }
        for (auto& [name, rack] : racks) {
            rack.unfenced.begin_at_random(random_);
            rack.fenced.begin_at_random(random_);
            racks_.push_back(std::move(rack));
        }
        if (!racks_.empty()) first_rack_ = random_.below(racks_.size());
    }

    [[nodiscard]] std::int32_t brokers() const { return brokers_; }
    [[nodiscard]] std::int32_t unfenced() const { return unfenced_; }

    // `replication_factor` is at most brokers(); at least one is unfenced.
    std::vector<BrokerId> next(std::int32_t replication_factor) {
        // Every start was used once: mix anew, so that the same sets of brokers do not come again and again.
        if (rounds_since_shuffle_ == unfenced_ && unfenced_ > 1) {
            shuffle(racks_, random_);
            for (Rack& rack : racks_) {
                rack.unfenced.shuffle(random_);
                rack.fenced.shuffle(random_);
            }
            rounds_since_shuffle_ = 0;
        }
        first_rack_ %= racks_.size();

        std::vector<BrokerId> replicas;
        std::size_t leader_rack = first_rack_;
        for (;; leader_rack = (leader_rack + 1) % racks_.size()) {
            if (const auto leader = racks_[leader_rack].unfenced.next(round_, true)) {
                replicas.push_back(*leader);
                break;
            }
        }
        // The rack that gave the leader is passed over once, so that the first follower is elsewhere where that is possible.
        bool leader_rack_passed = false;
        std::size_t rack = first_rack_;
        while (std::ssize(replicas) < replication_factor) {
            if (rack == leader_rack && !leader_rack_passed) {
                leader_rack_passed = true;
            } else if (const auto follower = racks_[rack].next(round_)) {
                replicas.push_back(*follower);
            }
            rack = (rack + 1) % racks_.size();
        }
        ++round_;
        ++rounds_since_shuffle_;
        ++first_rack_;
        return replicas;
    }

private:
    env::Random& random_;
    std::vector<Rack> racks_;
    std::int32_t brokers_ = 0;
    std::int32_t unfenced_ = 0;
    std::size_t first_rack_ = 0;
    std::size_t round_ = 1;
    std::int32_t rounds_since_shuffle_ = 0;
};

}  // namespace

Result<std::vector<std::vector<BrokerId>>> place_replicas(const MetadataImage& image, std::int32_t partitions,
                                                          std::int32_t replication_factor, env::Random& random) {
    Placement placement(image, random);
    if (replication_factor <= 0) {
        return failure(ErrorCode::INVALID_REPLICATION_FACTOR,
                       fmt::format("Invalid replication factor {}: the replication factor must be positive.", replication_factor));
    }
    if (placement.unfenced() == 0) return failure(ErrorCode::INVALID_REPLICATION_FACTOR, "All brokers are currently fenced.");
    if (replication_factor > placement.brokers()) {
        return failure(ErrorCode::INVALID_REPLICATION_FACTOR,
                       fmt::format("The target replication factor of {} cannot be reached because only {} broker(s) are registered "
                                   "or some brokers have all their log directories cordoned.",
                                   replication_factor, placement.brokers()));
    }
    std::vector<std::vector<BrokerId>> placed;
    placed.reserve(static_cast<std::size_t>(partitions));
    for (std::int32_t i = 0; i < partitions; ++i) placed.push_back(placement.next(replication_factor));
    return placed;
}

Status check_manual_assignment(const MetadataImage& image, const std::vector<BrokerId>& replicas,
                               std::optional<std::size_t> replication_factor) {
    const auto invalid = [](std::string why) { return failure(ErrorCode::INVALID_REPLICA_ASSIGNMENT, std::move(why)); };
    if (replicas.empty()) return invalid("The manual partition assignment includes an empty replica list.");
    std::set<BrokerId> seen;
    for (const BrokerId replica : replicas) {
        if (image.broker(replica) == nullptr) {
            return invalid(fmt::format("The manual partition assignment includes broker {}, but no such broker is registered.", replica));
        }
        if (!seen.insert(replica).second) {
            return invalid(fmt::format("The manual partition assignment includes the broker {} more than once.", replica));
        }
    }
    if (replication_factor && replicas.size() != *replication_factor) {
        return invalid(
            fmt::format("The manual partition assignment includes a partition with {} replica(s), but this is not consistent with "
                        "previous partitions, which have {} replica(s).",
                        replicas.size(), *replication_factor));
    }
    return {};
}

Uuid directory_for_new_replica(const MetadataImage& image, BrokerId broker) {
    const BrokerRegistration* registration = image.broker(broker);
    if (registration == nullptr || registration->directories.empty()) return Uuid{};
    return registration->directories.size() == 1 ? registration->directories.front() : unassigned_directory;
}

}  // namespace vitrine::metadata
