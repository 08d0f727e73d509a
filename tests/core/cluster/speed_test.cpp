// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>

#include "tests/core/cluster/cluster_scenario.h"

// How fast the simulated world is on one core: by the time that this process was given, since machines are shared. The figures are printed;
// what is asserted is only that nothing became absurdly slow, since machines differ.
namespace vitrine::cluster::test {
namespace {

struct Measured {
    double core_s = 0;
    double simulated_s = 0;
    std::uint64_t events = 0;

    [[nodiscard]] double times_real_time() const { return simulated_s / core_s; }
    [[nodiscard]] double events_per_s() const { return static_cast<double>(events) / core_s; }
};

Measured measure(ClusterScenario& scenario, Duration simulated) {
    const std::clock_t begin = std::clock();
    const std::uint64_t steps = scenario.cluster.world().steps();
    scenario.run_for(simulated);
    return {.core_s = std::max(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 1e-6),
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
    EXPECT_GT(measured.times_real_time(), 50);
}

TEST(SpeedTest, TheDemoWorkload) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("workload start demo --rate 1000\nwait until group billing stable\nwait 1s");
    const Measured measured = measure(scenario, std::chrono::seconds(20));
    print("demo, 1000 orders/s", measured);
    EXPECT_GT(measured.events_per_s(), 2'500);
}

}  // namespace
}  // namespace vitrine::cluster::test
