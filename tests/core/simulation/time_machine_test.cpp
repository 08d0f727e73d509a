// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/time_machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "observe/mailbox.h"

namespace vitrine::simulation::test {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

Recording shop(std::uint64_t seed = 7) {
    Recording recording = Recording::interactive(seed);
    recording.scenario.options.workload_rate = 50;
    return recording;
}

// What is done where; then the run goes on, at the end it stops.
struct Stop {
    Goal goal;
    std::function<void(WatchedRun&)> look;
};

// A run from stop to stop.
Verdict drive(const Recording& recording, std::vector<Stop> stops, WatchedRun::Options options = {}, WatchedRun::Hooks hooks = {}) {
    std::size_t next = 0;
    hooks.gate = [&](WatchedRun& at) {
        if (at.finished()) return false;
        while (next < stops.size() && at.reached(stops[next].goal)) {
            if (stops[next].look) stops[next].look(at);
            ++next;
        }
        return next < stops.size();
    };
    WatchedRun run(recording, std::move(hooks), options);
    return run.run();
}

Goal at_time(Duration since_begin) { return WatchedRun::at(Instant{} + since_begin); }

struct Seen {
    Position position;
    std::uint64_t digest = 0;
    friend bool operator==(const Seen&, const Seen&) = default;
};
void PrintTo(const Seen& seen, std::ostream* out) { *out << to_string(seen.position) << ": " << seen.digest; }

Seen look(const WatchedRun& run) { return {run.position(), run.digest()}; }

// With two interventions: between events, and at the place of the one before.
Recording with_interventions(std::vector<Seen>& seen) {
    Recording made;
    const auto note = [&](WatchedRun& run) { seen.push_back(look(run)); };
    drive(shop(), {{at_time(1s), note},
                   {at_time(4s + 123us),
                    [&](WatchedRun& run) {
                        note(run);
                        ASSERT_TRUE(run.intervene("link cut 1 2"));
                        note(run);
                        ASSERT_TRUE(run.intervene("broker kill 3"));
                        note(run);
                    }},
                   {at_time(5s), note},
                   {at_time(7s),
                    [&](WatchedRun& run) {
                        note(run);
                        ASSERT_TRUE(run.intervene("heal all"));
                    }},
                   {at_time(9s), [&](WatchedRun& run) {
                        note(run);
                        made = run.recording();
                    }}});
    return made;
}

}  // namespace

TEST(TimeMachine, TheSameRecordingIsTheSameAtEachPositionHoweverItIsReached) {
    std::vector<Seen> first;
    const Recording recording = with_interventions(first);
    ASSERT_EQ(recording.interventions.size(), 3u);
    EXPECT_EQ(recording.interventions[0].at.now, Instant{} + 4s + 123us);
    EXPECT_EQ(recording.interventions[1].at.events, recording.interventions[0].at.events + 1);

    // From the file, on another machine, in one go from place to place.
    const auto parsed = Recording::parse(recording.to_text());
    ASSERT_TRUE(parsed) << parsed.error().message;
    std::vector<Seen> again;
    std::vector<Stop> stops;
    for (const Seen& seen : first) stops.push_back({WatchedRun::at(seen.position), [&](WatchedRun& run) { again.push_back(look(run)); }});
    drive(*parsed, std::move(stops));
    EXPECT_EQ(again, first);

    // In pieces, with a look at each.
    std::vector<Seen> in_pieces;
    std::size_t next = 0;
    int pieces = 0;
    Goal goal = at_time(3ms);
    WatchedRun run(recording, {.gate = [&](WatchedRun& here) {
                       if (next < first.size() && here.reached(WatchedRun::at(first[next].position))) {
                           in_pieces.push_back(look(here));
                           ++next;
                       }
                       if (here.reached(goal)) {
                           static_cast<void>(here.frames_in_flight());
                           static_cast<void>(here.last_delivered());
                           ++pieces;
                           goal = pieces % 3 == 0 ? here.after_events(7) : pieces % 3 == 1 ? here.after_frames(3) : here.after(11ms);
                           if (pieces % 100 == 0) here.publish_views();
                       }
                       return next < first.size();
                   }});
    run.run();
    EXPECT_EQ(in_pieces, first);
    EXPECT_GT(pieces, 300);

    // Without checkers.
    std::vector<Seen> unchecked;
    drive(recording, {{WatchedRun::at(first.back().position), [&](WatchedRun& here) { unchecked.push_back(look(here)); }}},
          {.checkers = false});
    EXPECT_EQ(unchecked, std::vector{first.back()});
}

TEST(TimeMachine, WatchingARunIsNoPartOfIt) {
    Recording recording;
    recording.scenario.options.safety = 3s;
    recording.scenario.plan.steps = {{Milliseconds(500), "broker kill 1"}, {Milliseconds(1500), "broker start 1"}};
    const Verdict alone = run_scenario(recording.scenario);
    EXPECT_TRUE(alone.ok()) << to_string(alone);
    bool finished = false;
    WatchedRun watched(recording, {.gate = [&](WatchedRun& run) {
                           if (run.finished()) {
                               EXPECT_FALSE(std::exchange(finished, true));
                               EXPECT_EQ(run.digest(), alone.digest);
                               EXPECT_FALSE(run.intervene("heal all"));
                               EXPECT_TRUE(run.came_up());
                           }
                           return true;
                       }});
    const Verdict verdict = watched.run();
    EXPECT_TRUE(finished);
    EXPECT_TRUE(verdict.ok()) << to_string(verdict);
    EXPECT_EQ(verdict.digest, alone.digest);
    EXPECT_EQ(verdict.events, alone.events);
}

// Whatever a seed draws: who watches, lets time pass between events and looks at everything has no part in it, with checkers or without.
TEST(TimeMachine, SeedsOfTheSwarmRunTheSameWatchedOrNot) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const Verdict alone = run_seed(seed);
        const auto look_around = [](WatchedRun& run) {
            if (run.finished()) return true;
            if (run.position().events % 5 == 0) static_cast<void>(run.reached(run.after(10us)));
            if (run.position().events % 997 == 0) {
                static_cast<void>(run.state());
                run.publish_views();
                for (const WatchedRun::Frame& frame : run.frames_in_flight()) EXPECT_TRUE(run.frame(frame.frame.id).has_value());
            }
            return true;
        };
        WatchedRun watched({.scenario = ScenarioFile::of_seed(seed)}, {.gate = look_around}, {.checkers = seed % 2 == 0});
        const Verdict verdict = watched.run();
        EXPECT_EQ(verdict.digest, alone.digest) << "seed " << seed;
        EXPECT_EQ(verdict.events, alone.events) << "seed " << seed;
    }
}

TEST(TimeMachine, GoesByEventByMessageAndByTime) {
    Goal goal = at_time(3s);
    Position before;
    std::uint64_t frames = 0;
    int step = 0;
    WatchedRun run(shop(), {.gate = [&](WatchedRun& here) {
                       while (here.reached(goal)) {
                           switch (step++) {
                               case 0: goal = here.after_events(10); break;
                               case 1:
                                   EXPECT_EQ(here.position().events, before.events + 10);
                                   frames = here.frames_delivered();
                                   goal = here.after_frames(1);
                                   break;
                               case 2: {
                                   EXPECT_EQ(here.frames_delivered(), frames + 1);
                                   const auto delivered = here.last_delivered();
                                   EXPECT_TRUE(delivered.has_value());
                                   if (!delivered) return false;
                                   EXPECT_EQ(delivered->frame.arrives_at, here.position().now);
                                   EXPECT_THAT(delivered->description.fields_json, Not(IsEmpty()));
                                   EXPECT_EQ(here.frame(delivered->frame.id)->description.title(), delivered->description.title());
                                   goal = here.after(Duration(1));
                                   break;
                               }
                               default:
                                   EXPECT_EQ(here.position().now, before.now + Duration(1));
                                   EXPECT_EQ(here.position().events, before.events);
                                   return false;
                           }
                           before = here.position();
                       }
                       return true;
                   }});
    run.run();
    EXPECT_EQ(step, 4);
}

TEST(TimeMachine, AForkGoesItsOwnWayAndCompareShowsWhere) {
    std::vector<Seen> seen;
    const Recording recording = with_interventions(seen);
    const Position place = recording.interventions[0].at;
    std::optional<ClusterState> here;
    std::optional<ClusterState> there;
    std::optional<ClusterState> killed;
    drive(recording, {{WatchedRun::at(place), [&](WatchedRun& run) { here = run.state(); }},
                      {at_time(6s), [&](WatchedRun& run) { killed = run.state(); }}});
    std::optional<ClusterState> calm;
    drive(recording.cut_at(place), {{WatchedRun::at(place),
                                     [&](WatchedRun& run) {
                                         EXPECT_FALSE(run.has_future());
                                         there = run.state();
                                     }},
                                    {at_time(6s), [&](WatchedRun& run) { calm = run.state(); }}});
    ASSERT_TRUE(here && there && killed && calm);
    EXPECT_THAT(differences(*here, *there), IsEmpty());
    const auto found = differences(*calm, *killed);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front(), (Difference{"broker 3", "running", "killed"}));
}

TEST(TimeMachine, ADroppedVoteIsGoneAndReplaysSo) {
    std::optional<Seen> end;
    std::uint64_t dropped = 0;
    BrokerId to{no_broker};
    const auto looking_for_a_vote = [&](WatchedRun& run) {
        for (const WatchedRun::Frame& frame : run.frames_in_flight()) {
            if (frame.description.title() != "Vote request") continue;
            dropped = frame.frame.id;
            to = frame.frame.to;
            EXPECT_THAT(run.frame(dropped)->description.fields_json, HasSubstr("preVote"));
            EXPECT_TRUE(run.intervene("message drop " + std::to_string(dropped)));
            EXPECT_FALSE(run.frame(dropped));
            EXPECT_FALSE(run.intervene("  "));
            EXPECT_FALSE(run.intervene("# nothing"));
            EXPECT_FALSE(run.intervene("heal all\nbroker kill 1"));
            EXPECT_FALSE(run.intervene("produce orders \"open"));
            return true;
        }
        return false;
    };
    // The first election of the cluster.
    Recording made;
    std::vector<std::string> answers;
    WatchedRun run(shop(), {.gate =
                                [&](WatchedRun& here) {
                                    if (dropped == 0) {
                                        EXPECT_LT(here.position().now, Instant{} + 20s);
                                        return here.position().now < Instant{} + 20s && (looking_for_a_vote(here) || true);
                                    }
                                    if (!here.reached(at_time(6s))) return true;
                                    end = look(here);
                                    made = here.recording();
                                    return false;
                                },
                            .answered =
                                [&](const Intervention& intervention, const cluster::CommandAnswer& answer) {
                                    answers.push_back(intervention.command + (answer.ok ? ": ok" : ": " + answer.sentence));
                                }});
    run.run();
    ASSERT_TRUE(end);
    EXPECT_NE(to, no_broker);
    EXPECT_EQ(answers, std::vector{"message drop " + std::to_string(dropped) + ": ok"});
    std::optional<Seen> again;
    drive(made, {{WatchedRun::at(end->position), [&](WatchedRun& here) { again = look(here); }}});
    EXPECT_EQ(again, end);
}

TEST(TimeMachine, PublishesTheExactPresentState) {
    observe::DeltaMailbox mailbox;
    std::map<BrokerId, std::unique_ptr<observe::MailboxObserver>> observers;
    const auto observer_of = [&](BrokerId node) -> observe::Observer* {
        auto& observer = observers[node];
        observer = std::make_unique<observe::MailboxObserver>(node, mailbox, [] {});
        observer->set_interest({.views = true});
        return observer.get();
    };
    bool looked = false;
    drive(shop(),
          {{at_time(5s + 7ms), [&](WatchedRun& run) { ASSERT_TRUE(run.intervene("broker pause 2")); }},
           {at_time(5s + 8ms),
            [&](WatchedRun& run) {
                static_cast<void>(mailbox.take());
                run.publish_views();
                const observe::ClusterDelta delta = mailbox.take();
                const ClusterState exact = run.state();
                ASSERT_EQ(delta.nodes.size(), 3u);
                for (std::size_t i = 0; i < 3; ++i) {
                    EXPECT_TRUE(delta.nodes[i].full);
                    auto replicas = exact.views[i].replicas;
                    std::ranges::sort(replicas, {}, &observe::ReplicaView::partition);  // as mailboxes do
                    EXPECT_TRUE(delta.nodes[i].replicas == replicas);
                    EXPECT_TRUE(delta.nodes[i].groups == exact.views[i].groups);
                    EXPECT_TRUE(delta.nodes[i].quorum == exact.views[i].quorum);
                    EXPECT_FALSE(replicas.empty());
                }
                EXPECT_EQ(delta.nodes[1].status->run, observe::NodeRun::paused);
                looked = true;
            }}},
          {}, {.observer_of = observer_of});
    EXPECT_TRUE(looked);
}

TEST(TimeMachine, WhatIsDoneEarlierReplacesTheFuture) {
    std::vector<Seen> seen;
    const Recording recording = with_interventions(seen);
    drive(recording, {{at_time(2s),
                       [&](WatchedRun& run) {
                           EXPECT_TRUE(run.has_future());
                           EXPECT_EQ(run.recording(), recording);
                           EXPECT_TRUE(run.set_future(run.recording().cut_at(recording.interventions[1].at)));
                           EXPECT_EQ(run.recording().interventions.size(), 1u);
                           EXPECT_TRUE(run.set_future(recording));
                           EXPECT_FALSE(run.set_future(shop(8)));
                       }},
                      {at_time(4s + 1ms), [&](WatchedRun& run) {
                           Recording other = recording;
                           other.interventions[0].command = "link cut 2 3";
                           EXPECT_THAT(run.set_future(other).error().message, HasSubstr("another past"));
                           EXPECT_TRUE(run.has_future());
                           EXPECT_TRUE(run.intervene("broker start 3"));
                           EXPECT_FALSE(run.has_future());
                           EXPECT_EQ(run.recording().interventions.size(), 3u);
                           EXPECT_EQ(run.recording().interventions.back().command, "broker start 3");
                           EXPECT_FALSE(run.set_future(recording));
                       }}});
}

TEST(TimeMachine, ARecordingThatDoesNotFitSaysSo) {
    Recording recording = shop();
    recording.interventions.push_back({{.events = 500, .now = Instant{} + 1h}, "heal all"});
    const Verdict verdict = drive(recording, {{at_time(30s), {}}});
    EXPECT_THAT(verdict.failure, HasSubstr("the recording does not fit this run: \"heal all\" was done at 3600 s, after 500 events"));
}

TEST(TimeMachine, EndsAtOnceWhereTheGateSaysSo) {
    Recording recording;
    recording.scenario.options.safety = 2s;
    const Verdict whole = run_scenario(recording.scenario);
    ASSERT_TRUE(whole.ok()) << to_string(whole);
    // While it comes up, while clients work, while the cluster comes together, and while all is read.
    for (const int percent : {0, 5, 50, 80, 90, 95, 99}) {
        Position end;
        const Verdict verdict =
            drive(recording, {{at_time(whole.simulated * percent / 100), [&](WatchedRun& run) { end = run.position(); }}});
        EXPECT_EQ(verdict.simulated, whole.simulated * percent / 100);
        EXPECT_EQ(verdict.simulated, end.now - Instant{});
        EXPECT_EQ(verdict.events, end.events);
        EXPECT_EQ(verdict.violation_count, 0u) << percent << ": " << to_string(verdict);
    }
}

// May a machine lose power? The answer is a part of the run, so it cannot depend on who looks.
TEST(TimeMachine, WhatARunDecidesIsTheSameWithoutCheckers) {
    Recording made;
    std::vector<Seen> seen;
    std::vector<std::string> answers;
    const auto say = [](const char* command) { return [command](WatchedRun& run) { ASSERT_TRUE(run.intervene(command)); }; };
    const WatchedRun::Hooks hooks{.answered = [&](const Intervention& done, const cluster::CommandAnswer& answer) {
        answers.push_back(done.command + (answer.ok ? "" : ": " + answer.sentence));
    }};
    drive(shop(),
          {{at_time(3s), say("broker crash 1")},
           {at_time(3s + 200ms), say("broker crash 2")},
           {at_time(4s), say("broker start 1")},
           {at_time(4s + 500ms), say("broker kill 3")},
           {at_time(30s), say("broker crash 2")},
           {at_time(31s),
            [&](WatchedRun& run) {
                seen.push_back(look(run));
                made = run.recording();
            }}},
          {}, hooks);
    EXPECT_THAT(answers, testing::Contains("broker crash 1"));
    EXPECT_THAT(answers, testing::Contains("broker crash 2: a partition is not fully replicated"));
    EXPECT_THAT(answers, testing::Contains("broker crash 2"));
    const auto first_answers = std::exchange(answers, {});
    drive(made, {{WatchedRun::at(seen.front().position), [&](WatchedRun& run) { seen.push_back(look(run)); }}}, {.checkers = false}, hooks);
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[0], seen[1]);
    EXPECT_EQ(answers, first_answers);
}

TEST(TimeMachine, AnInteractiveClusterIsAtWorkAndKeepsEveryRule) {
    Recording recording = shop();
    recording.scenario.options.safety = 20s;
    std::vector<std::string> violated;
    bool worked = false;
    std::map<std::string, bool> answers;
    const Verdict verdict =
        drive(recording,
              {{at_time(10s),
                [&](WatchedRun& run) {
                    for (const observe::NodeDelta& view : run.state().views) {
                        for (const observe::ReplicaView& replica : view.replicas) {
                            if (replica.partition.topic == "orders" && replica.high_watermark > Offset(10)) worked = true;
                        }
                    }
                    ASSERT_TRUE(run.intervene("broker kill 1"));
                    ASSERT_TRUE(run.intervene("clock jump 2 -5s"));
                    ASSERT_TRUE(run.intervene("disk slow 3 200ms"));
                    ASSERT_TRUE(run.intervene("broker dance 1"));
                    ASSERT_TRUE(run.intervene("status"));
                }},
               {at_time(15s), [&](WatchedRun& run) { ASSERT_TRUE(run.intervene("heal all")); }},
               {at_time(1h), {}}},
              {},
              {.answered = [&](const Intervention& done, const cluster::CommandAnswer& answer) { answers[done.command] = answer.ok; },
               .violated = [&](const Violation& violation) { violated.push_back(to_string(violation)); }});
    EXPECT_TRUE(worked);
    EXPECT_EQ(answers, (std::map<std::string, bool>{{"broker kill 1", true},
                                                    {"clock jump 2 -5s", true},
                                                    {"disk slow 3 200ms", true},
                                                    {"broker dance 1", false},
                                                    {"status", true},
                                                    {"heal all", true}}));
    EXPECT_THAT(violated, IsEmpty());
    EXPECT_TRUE(verdict.ok()) << to_string(verdict);
}

}  // namespace vitrine::simulation::test
