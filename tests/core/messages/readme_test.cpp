// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "messages/registry.h"

namespace vitrine::messages::test {
namespace {

std::string listeners_of(wire::ListenerType listeners) {
    switch (listeners) {
        case wire::ListenerType::broker: return "broker";
        case wire::ListenerType::controller: return "controller";
        case wire::ListenerType::broker_and_controller: return "broker, controller";
    }
    return "";
}

TEST(Readme, ItsTableOfApisIsTrue) {
    std::string table = "| key | API | versions | flexible | listeners |\n| --- | --- | --- | --- | --- |\n";
    for (const ApiMessages& api : apis()) {
        const wire::Message& request = *api.request;
        table += fmt::format("| {} | {} | {}-{}{} | {} | {} |\n", request.api_key, wire::name_of(api.key), request.versions.lowest,
                             request.versions.highest, request.latest_version_unstable ? " unstable" : "",
                             request.flexible_from == wire::latest ? "none" : fmt::format("{}+", request.flexible_from),
                             listeners_of(request.listeners));
    }
    std::ifstream file(std::string(VITRINE_SOURCE_DIR) + "/core/messages/README.md");
    const std::string readme{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    EXPECT_NE(readme.find("\n" + table), std::string::npos) << "core/messages/README.md should say:\n" << table;
}

}  // namespace
}  // namespace vitrine::messages::test
