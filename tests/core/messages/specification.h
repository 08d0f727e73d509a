// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "wire/schema.h"

// Apache Kafka's message specifications: JSON with comments, one file for each message.
namespace vitrine::messages::test {

struct Specification {
    std::string module;  // the folder: "clients", "metadata", …
    nlohmann::json json;
};
// By name of the message. Empty where the folder does not exist.
std::map<std::string, Specification> read_specifications(const std::filesystem::path& folder);

// The folder of the specifications: VITRINE_PROTOCOL_DIR, else ../shared/protocol beside the sources.
std::filesystem::path specifications_folder();

// Every difference between a declaration and its specification, one sentence each.
std::vector<std::string> differences(const wire::Message& message, const nlohmann::json& specification);

}  // namespace vitrine::messages::test
