// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/messages/specification.h"

#include <functional>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "messages/heartbeat.h"
#include "tests/core/messages/everything.h"

// Every declared message, field by field, against the message specifications of Apache Kafka.
namespace vitrine::messages::test {
namespace {

using nlohmann::json;

class Specifications : public testing::Test {
protected:
    void SetUp() override {
        all = read_specifications(specifications_folder());
        if (all.empty()) {
            GTEST_SKIP() << "no specifications in " << specifications_folder()
                         << "; set VITRINE_PROTOCOL_DIR to Apache Kafka's message specifications";
        }
    }
    std::map<std::string, Specification> all;
};

TEST_F(Specifications, EveryDeclaredMessageAgrees) {
    std::set<std::string> declared;
    for (const Declared& each : everything()) {
        const wire::Message* message = each.message;
        const std::string name(message->name());
        EXPECT_TRUE(declared.insert(name).second) << name << " is declared twice";
        const auto found = all.find(name);
        if (found == all.end()) {
            ADD_FAILURE() << name << " has no specification";
            continue;
        }
        EXPECT_THAT(differences(*message, found->second.json), testing::IsEmpty()) << name;
    }

    std::map<std::string, std::vector<std::string>> missing;
    std::size_t removed = 0;
    for (const auto& [name, specification] : all) {
        if (declared.contains(name)) continue;
        if (specification.json.value("validVersions", "none") == "none") ++removed;
        else missing[specification.module + ", " + specification.json.at("type").get<std::string>()].push_back(name);
    }
    std::string report = fmt::format("{} messages agree with their specifications; {} specifications, {} of them of removed APIs\n",
                                     declared.size(), all.size(), removed);
    for (const auto& [kind, names] : missing)
        report += fmt::format("not declared ({}): {}: {}\n", kind, names.size(), fmt::join(names, " "));
    std::fputs(report.c_str(), stdout);
}

// Every message in the specifications whose fields differ in anything must be noticed: change each thing in turn.
class Doctor {
public:
    explicit Doctor(const wire::Message& message, json specification) : message_(message), specification_(std::move(specification)) {}

    std::size_t run() {
        for (const auto* key : {"name", "type", "validVersions", "flexibleVersions", "apiKey", "latestVersionUnstable"})
            change(specification_, key);
        if (message_.type == wire::MessageType::request) {
            const json kept = specification_["listeners"];
            specification_["listeners"] = kept.size() == 2 ? json::array({"broker"}) : json::array({"broker", "controller"});
            expect_noticed("listeners");
            specification_["listeners"] = kept;
        }
        fields(specification_["fields"]);
        if (specification_.contains("commonStructs")) {
            for (json& each : specification_["commonStructs"]) fields(each["fields"]);
        }
        EXPECT_THAT(differences(message_, specification_), testing::IsEmpty()) << "all was put back";
        return changes_;
    }

private:
    void fields(json& list) {
        for (json& field : list) {
            for (const auto* key :
                 {"name", "type", "versions", "nullableVersions", "default", "tag", "taggedVersions", "ignorable", "flexibleVersions"}) {
                change(field, key);
            }
            if (field.contains("fields")) fields(field["fields"]);
        }
        const json kept = list;
        if (!list.empty()) {
            list.erase(list.size() - 1);
            expect_noticed("a field less");
            list = kept;
        }
        list.push_back({{"name", "Added"}, {"type", "int8"}, {"versions", "0+"}});
        expect_noticed("a field more");
        list = kept;
        if (list.size() > 1) {
            std::swap(list[0], list[1]);
            expect_noticed("fields in another order");
            list = kept;
        }
    }

    void change(json& object, const std::string& key) {
        const json kept = object;
        if (key == "ignorable" || key == "latestVersionUnstable") object[key] = !object.value(key, false);
        else if (key == "tag" || key == "apiKey") object[key] = object.value(key, -1) + 1;
        else if (key == "flexibleVersions" && object.contains("versions")) object.contains(key) ? object[key] = "9+" : object[key] = "none";
        else if (key.ends_with("ersions")) object[key] = object.value(key, "none") == "77-78" ? "78" : "77-78";
        else if (key == "default") object[key] = other_default(object);
        else if (key == "type") object[key] = object.value(key, "") == "int8" ? "int16" : "int8";
        else object[key] = object.value(key, "") + "X";
        expect_noticed(kept.value("name", "") + " " + key);
        object = kept;
    }

    static std::string other_default(const json& field) {
        const std::string type = field.at("type").get<std::string>();
        const std::string now = !field.contains("default")     ? ""
                                : field["default"].is_string() ? field["default"].get<std::string>()
                                                               : field["default"].dump();
        if (type == "bool") return now == "true" ? "false" : "true";
        if (type == "string") return now + "x";
        if (type.starts_with("int") || type.starts_with("uint") || type == "float64") return now == "42" ? "43" : "42";
        if (type == "uuid") return "AAAAAAAAAAAAAAAAAAAAAw";
        return now == "null" ? "" : "null";
    }

    void expect_noticed(const std::string& what) {
        ++changes_;
        EXPECT_FALSE(differences(message_, specification_).empty()) << message_.name() << ": not noticed: " << what;
    }

    const wire::Message& message_;
    json specification_;
    std::size_t changes_ = 0;
};

TEST_F(Specifications, ChangingAnythingIsNoticed) {
    std::size_t changes = 0;
    for (const Declared& each : everything()) {
        const wire::Message* message = each.message;
        const auto found = all.find(std::string(message->name()));
        if (found != all.end()) changes += Doctor(*message, found->second.json).run();
    }
    EXPECT_GT(changes, 5'000u);
}

TEST(Specification, AWrongDeclarationIsNoticedWithoutTheFiles) {
    const json heartbeat = json::parse(R"({
        "apiKey": 12, "type": "request", "listeners": ["broker"], "name": "HeartbeatRequest",
        "validVersions": "0-4", "flexibleVersions": "4+",
        "fields": [  // as Kafka has them
            {"name": "GroupId", "type": "string", "versions": "0+"},
            {"name": "GenerationId", "type": "int32", "versions": "0+"},
            {"name": "MemberId", "type": "string", "versions": "0+"},
            {"name": "GroupInstanceId", "type": "string", "versions": "3+", "nullableVersions": "3+", "default": "null"}
        ]})",
                                       nullptr, true, true);
    EXPECT_THAT(differences(HeartbeatRequest::message(), heartbeat), testing::IsEmpty());
    Doctor(HeartbeatRequest::message(), heartbeat).run();

    json doctored = heartbeat;
    doctored["fields"][3]["nullableVersions"] = "4+";
    EXPECT_THAT(differences(HeartbeatRequest::message(), doctored),
                testing::ElementsAre("HeartbeatRequest.GroupInstanceId nullableVersions: declared is 3+, specified is 4+"));
}

}  // namespace
}  // namespace vitrine::messages::test
