// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <iostream>

#include "tests/core/cluster/cluster_scenario.h"

// How fast the simulated world is. The figures are printed; what is asserted is only that nothing became absurdly slow, since
// machines differ and are shared.
namespace vitrine::cluster::test {
namespace {

struct Measured {
    double real_s = 0;
    double simulated_s = 0;
    std::uint64_t events = 0;

    [[nodiscard]] double times_real_time() const { return simulated_s / real_s; }
    [[nodiscard]] double events_per_s() const { return static_cast<double>(events) / real_s; }
};

Measured measure(ClusterScenario& scenario, Duration simulated) {
    const auto begin = std::chrono::steady_clock::now();
    const std::uint64_t steps = scenario.cluster.world().steps();
    scenario.run_for(simulated);
    return {.real_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
            .simulated_s = std::chrono::duration<double>(simulated).count(),
            .events = scenario.cluster.world().steps() - steps};
}

void print(std::string_view what, const Measured& measured) {
    std::cout << what << ": " << measured.times_real_time() << " times faster than real time, " << measured.events_per_s() << " events/s, "
              << static_cast<double>(measured.events) / measured.simulated_s << " events in a simulated second\n";
}

TEST(SpeedTest, AnIdleClusterOfThreeNodes) {
    ClusterScenario scenario;
    scenario.start();
    const Measured measured = measure(scenario, std::chrono::minutes(2));
    print("idle", measured);
    EXPECT_GT(measured.times_real_time(), 20);
}

TEST(SpeedTest, TheDemoWorkload) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("workload start demo --rate 1000\nwait until group billing stable\nwait 1s");
    const Measured measured = measure(scenario, std::chrono::seconds(20));
    print("demo, 1000 orders/s", measured);
    EXPECT_GT(measured.events_per_s(), 1'000);
}

}  // namespace
}  // namespace vitrine::cluster::test
