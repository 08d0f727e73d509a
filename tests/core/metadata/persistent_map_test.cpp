// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/persistent_map.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "env/random.h"

namespace vitrine::metadata {
namespace {

using Map = PersistentMap<int, std::string>;

std::vector<std::pair<int, std::string>> entries(const Map& map) {
    std::vector<std::pair<int, std::string>> result;
    for (const auto& [key, value] : map) result.emplace_back(key, value);
    return result;
}

TEST(PersistentMap, IsAnOrderedMap) {
    Map map;
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.begin(), map.end());
    EXPECT_EQ(map.find(1), nullptr);
    EXPECT_FALSE(map.erase(1));

    map.set(3, "c");
    map.set(1, "a");
    map.set(2, "b");
    map.set(3, "C");
    EXPECT_EQ(map.size(), 3u);
    EXPECT_EQ(*map.find(3), "C");
    EXPECT_EQ(entries(map), (std::vector<std::pair<int, std::string>>{{1, "a"}, {2, "b"}, {3, "C"}}));
    EXPECT_TRUE(map.erase(2));
    EXPECT_EQ(entries(map), (std::vector<std::pair<int, std::string>>{{1, "a"}, {3, "C"}}));
}

TEST(PersistentMap, AChangeLeavesEveryCopyAsItWas) {
    // Against std::map, with every version kept: thousands of random changes, each old version still reads as before.
    env::Xoshiro random(7);
    Map map;
    std::map<int, std::string> model;
    std::vector<std::pair<Map, std::map<int, std::string>>> versions;
    for (int i = 0; i < 3000; ++i) {
        const int key = static_cast<int>(random.below(200));
        if (random.below(3) == 0) {
            EXPECT_EQ(map.erase(key), model.erase(key) == 1);
        } else {
            const std::string value = std::to_string(i);
            map.set(key, value);
            model[key] = value;
        }
        ASSERT_EQ(map.size(), model.size());
        if (i % 50 == 0) versions.emplace_back(map, model);
    }
    versions.emplace_back(map, model);
    for (const auto& [version, expected] : versions) {
        ASSERT_EQ(entries(version), (std::vector<std::pair<int, std::string>>(expected.begin(), expected.end())));
        for (int key = -1; key <= 200; ++key) {
            const auto in_model = expected.lower_bound(key);
            const auto in_map = version.lower_bound(key);
            ASSERT_EQ(in_map == version.end(), in_model == expected.end());
            if (in_model == expected.end()) continue;
            ASSERT_EQ(in_map->first, in_model->first);
            ASSERT_EQ(std::distance(in_map, version.end()), std::distance(in_model, expected.end()));
        }
    }
}

TEST(PersistentMap, GrowsInOrderWithoutDegenerating) {
    // A list in disguise would need more nodes on the path than an iterator has room for.
    PersistentMap<int, int> map;
    constexpr int count = 20'000;
    for (int i = 0; i < count; ++i) map.set(i, i);
    for (int i = 0; i < count; i += 2) map.erase(i);
    EXPECT_EQ(map.size(), count / 2u);
    int expected = 1;
    for (const auto& [key, value] : map) {
        ASSERT_EQ(key, expected);
        expected += 2;
    }
}

TEST(PersistentMap, ComparesByContentAndKnowsItsOwnCopies) {
    Map a;
    a.set(1, "a");
    a.set(2, "b");
    Map b;
    b.set(2, "b");
    b.set(1, "a");
    EXPECT_EQ(a, b);
    EXPECT_FALSE(a.same_as(b));
    Map copy = a;
    EXPECT_TRUE(a.same_as(copy));
    copy.set(2, "B");
    EXPECT_NE(a, copy);
    EXPECT_EQ(*a.find(2), "b");
}

TEST(PersistentMap, LooksStringsUpByView) {
    PersistentMap<std::string, int> map;
    map.set("payments", 1);
    EXPECT_NE(map.find(std::string_view("payments")), nullptr);
    EXPECT_EQ(map.find(std::string_view("orders")), nullptr);
}

}  // namespace
}  // namespace vitrine::metadata
