// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "metadata/replication_control.h"
#include "tests/core/metadata/controller_test_context.h"
#include "tests/core/metadata/snapshot_round_trip.h"

// Random histories: brokers fail and return, leaders shrink and grow ISRs, topics come and go, controllers fail over. After every
// step the rules hold that no single scenario above states alone.
namespace vitrine::metadata::testing {
namespace {

class History {
public:
    explicit History(std::uint64_t seed, bool unclean) : context({}, seed), random_(env::derive_seed(seed, 77)), unclean_(unclean) {
        context.lead();
        for (int id = 1; id <= brokers; ++id) {
            EXPECT_EQ(context.try_register(context.registration(id)), ErrorCode::NONE);
            context.beat(id);
            running_.insert(id);
        }
        EXPECT_EQ(context.configure(ResourceType::broker, "", "min.insync.replicas", "2"), ErrorCode::NONE);
    }

    void step() {
        lost_records_ = no_broker;
        switch (random_.below(10)) {
            case 0: kill(); break;
            case 1: start(); break;
            case 2: shut_down(); break;
            case 3: create(); break;
            case 4: remove(); break;
            case 5:
                context.lose_leadership();
                context.lead();
                break;
            case 6: lose_uncommitted(); break;
            default: alter_some_isr(); break;
        }
        pass(Milliseconds(static_cast<std::int64_t>(random_.below(3000))));
        check();
    }

    ControllerTestContext context;

private:
    static constexpr int brokers = 4;

    void pass(Duration duration) {
        context.world.run_for(duration);
        context.log.commit();
        for (const int id : running_) (void)context.beat(id);
    }
    void kill() {
        if (running_.empty()) return;
        auto victim = running_.begin();
        std::advance(victim, static_cast<std::ptrdiff_t>(random_.below(running_.size())));
        running_.erase(victim);
    }
    void start() {
        const int id = 1 + static_cast<int>(random_.below(brokers));
        if (running_.contains(id)) return;
        auto request = context.registration(id, ++context.lives);
        if (clean_.contains(id)) request.previous_broker_epoch = context.epochs[BrokerId(id)].value();
        const ErrorCode code = context.try_register(request);
        if (code == ErrorCode::DUPLICATE_BROKER_REGISTRATION) return;  // its former session lives on
        ASSERT_EQ(code, ErrorCode::NONE);
        if (!clean_.contains(id)) lost_records_ = BrokerId(id);
        clean_.erase(id);
        running_.insert(id);
        (void)context.beat(id);
    }
    void shut_down() {
        if (running_.empty()) return;
        const int id = *running_.begin();
        for (int i = 0; i < 10; ++i) {
            auto request = context.heartbeat(id);
            request.want_shut_down = true;
            const bool done = context.ask<messages::BrokerHeartbeatResponse>(request, 2).should_shut_down;
            for (const int other : running_) {
                if (other != id) (void)context.beat(other);
            }
            if (done) {
                running_.erase(id);
                clean_.insert(id);
                return;
            }
        }
    }
    void create() {
        if (context.controller->committed_image().topics_by_id.size() >= 6) return;
        std::map<std::string, std::string> configs;
        if (unclean_) configs["unclean.leader.election.enable"] = "true";
        (void)context.try_create(ControllerTestContext::topic("t" + std::to_string(++topics_), 1 + static_cast<int>(random_.below(4)),
                                                              1 + static_cast<int>(random_.below(3)), configs));
    }
    void remove() {
        const auto& topics = context.controller->committed_image().topics_by_name;
        if (topics.size() < 3) return;
        messages::DeleteTopicsRequest request;
        request.topics = {{topics.begin()->first, Uuid{}}};
        (void)context.ask<messages::DeleteTopicsResponse>(request, 6);
    }
    // A running leader asks for a random ISR of its replicas.
    std::optional<messages::AlterPartitionRequest> some_alteration() {
        const MetadataImage image = context.controller->committed_image();
        std::vector<std::pair<std::string, std::int32_t>> led;
        for (const auto& [name, topic] : image.topics_by_name) {
            for (const auto& [index, partition] : topic->partitions) {
                if (running_.contains(partition->leader.value())) led.emplace_back(name, index);
            }
        }
        if (led.empty()) return std::nullopt;
        const auto& [name, index] = led[random_.below(led.size())];
        const PartitionRegistration& partition = *image.partition(std::string_view(name), index);
        std::vector<BrokerId> isr{partition.leader};
        for (const BrokerId replica : partition.replicas) {
            if (replica != partition.leader && random_.below(2) == 0) isr.push_back(replica);
        }
        return context.alter_isr(name, index, isr);
    }
    void alter_some_isr() {
        if (const auto request = some_alteration()) (void)context.alter(*request);
    }
    void lose_uncommitted() {
        const auto request = some_alteration();
        if (!request) return;
        const auto answer = context.send<messages::AlterPartitionResponse>(*request, 3);
        const MetadataImage before = context.controller->committed_image();
        context.lose_leadership();
        ASSERT_TRUE(answer->has_value());
        EXPECT_TRUE(context.controller->committed_image() == before);
        context.lead();
    }

    void check() {
        const MetadataImage& image = context.controller->committed_image();
        ASSERT_TRUE(rebuilt(image) == image) << "a snapshot is exactly what it was taken of";
        const auto contains = [](const std::vector<BrokerId>& list, BrokerId broker) {
            return std::ranges::find(list, broker) != list.end();
        };
        for (const auto& [id, topic] : image.topics_by_id) {
            for (const auto& [index, partition] : topic->partitions) {
                const std::string where = topic->name + "-" + std::to_string(index) + ": " + describe(*partition);
                const std::set<BrokerId> isr(partition->isr.begin(), partition->isr.end());
                ASSERT_EQ(isr.size(), partition->isr.size()) << where;
                for (const BrokerId member : isr) {
                    ASSERT_TRUE(contains(partition->replicas, member)) << where;
                    ASSERT_FALSE(contains(partition->elr, member)) << where << ": in sync and eligible at once";
                    ASSERT_TRUE(image.broker(member)->active()) << where << ": a fenced broker is in sync";
                }
                if (partition->has_leader()) {
                    ASSERT_TRUE(isr.contains(partition->leader)) << where;
                    ASSERT_TRUE(acceptable_leader(image, *partition, partition->leader)) << where;
                    ASSERT_TRUE(partition->last_known_elr.empty()) << where;
                } else {
                    ASSERT_TRUE(isr.empty()) << where;
                    for (const BrokerId eligible : partition->elr) ASSERT_FALSE(acceptable_leader(image, *partition, eligible)) << where;
                    ASSERT_EQ(partition->last_known_elr.size(), 1u) << where;
                }
                const auto min_isr = std::min<std::int64_t>(image.min_insync_replicas(topic->name), std::ssize(partition->replicas));
                if (std::ssize(partition->isr) >= min_isr) {
                    ASSERT_TRUE(partition->elr.empty()) << where << ": eligible beside an ISR that commits";
                }

                // Epochs only rise, and a leader epoch has one leader.
                Seen& seen = seen_[{id, index}];
                ASSERT_GE(partition->leader_epoch, seen.leader_epoch) << where;
                ASSERT_GE(partition->partition_epoch, seen.partition_epoch) << where;
                if (partition->partition_epoch == seen.partition_epoch) {
                    ASSERT_EQ(describe(*partition), seen.state) << where << ": changed without a new partition epoch";
                }
                const auto [leader, first] = leaders_.try_emplace({{id, index}, partition->leader_epoch}, partition->leader);
                ASSERT_EQ(leader->second, partition->leader) << where << ": two leaders in one epoch";
                // Where the topic does not allow it, an unclean leader is the last one, and nobody else is eligible any more.
                const bool recovering = partition->leader_recovery_state == LeaderRecoveryState::recovering;
                if (!unclean_ && recovering && seen.state.find("recovering") == std::string::npos) {
                    for (const BrokerId eligible : seen.elr) ASSERT_EQ(eligible, lost_records_) << seen.state << " became " << where;
                }
                seen = {partition->leader_epoch, partition->partition_epoch, partition->elr, describe(*partition)};
            }
        }
    }

    struct Seen {
        LeaderEpoch leader_epoch{-1};
        PartitionEpoch partition_epoch{-1};
        std::vector<BrokerId> elr;
        std::string state;
    };
    env::Xoshiro random_;
    bool unclean_;
    std::set<int> running_;
    std::set<int> clean_;
    BrokerId lost_records_{no_broker};  // who came back in this step after an unclean shutdown
    int topics_ = 0;
    std::map<std::pair<Uuid, std::int32_t>, Seen> seen_;
    std::map<std::pair<std::pair<Uuid, std::int32_t>, LeaderEpoch>, BrokerId> leaders_;
};

TEST(RandomHistory, TheRulesOfElectionHold) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        History history(seed, seed % 3 == 0);
        for (int i = 0; i < 200; ++i) {
            history.step();
            if (::testing::Test::HasFatalFailure()) return;
        }
        EXPECT_FALSE(history.context.events<observe::LeaderElected>().empty());
    }
}

TEST(RandomHistory, TheSameSeedGivesTheSameLog) {
    const auto run = [](std::uint64_t seed) {
        History history(seed, false);
        for (int i = 0; i < 100; ++i) history.step();
        Bytes all;
        for (const raft::CommittedBatch& batch : history.context.log.committed()) {
            for (const SharedBytes& value : batch.values) all.insert(all.end(), value.span().begin(), value.span().end());
        }
        return crc32c(all);
    };
    EXPECT_EQ(run(5), run(5));
    EXPECT_NE(run(5), run(6));
}

}  // namespace
}  // namespace vitrine::metadata::testing
