// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/settings.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/properties.h"
#include "base/text.h"
#include "broker/broker_config.h"

namespace vitrine::settings {

namespace {

// Where nothing else says it: below each, every broker has a directory of its own.
constexpr std::array<std::string_view, 3> ofLogDirectories{"log.dir", "log.dirs", "metadata.log.dir"};

// Of one node: each broker here has its own, from its number, --base-port and --data-dir.
constexpr std::array<std::string_view, 14> ofOneNode{"advertised.listeners",
                                                     "broker.id",
                                                     "controller.listener.names",
                                                     "controller.quorum.bootstrap.servers",
                                                     "controller.quorum.voters",
                                                     "early.start.listeners",
                                                     "inter.broker.listener.name",
                                                     "listener.security.protocol.map",
                                                     "listeners",
                                                     "log.dir",
                                                     "log.dirs",
                                                     "metadata.log.dir",
                                                     "node.id",
                                                     "process.roles"};

bool isOfOneNode(std::string_view key) { return std::ranges::find(ofOneNode, key) != ofOneNode.end(); }

// Keys with what is to be said of them, each key once.
class Remarks {
public:
    void add(const std::string &of, std::string_view what, const std::string &key)
    {
        auto &keys = find(of, what);
        if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    }

    [[nodiscard]] std::vector<std::string> sentences() const
    {
        std::vector<std::string> all;
        for (const Row &row : m_rows) all.push_back(fmt::format("{}: {}: {}", row.of, fmt::join(row.keys, ", "), row.what));
        return all;
    }

private:
    struct Row {
        std::string of;
        std::string what;
        std::vector<std::string> keys;
    };

    std::vector<std::string> &find(const std::string &of, std::string_view what)
    {
        for (Row &row : m_rows) {
            if (row.of == of && row.what == what) return row.keys;
        }
        m_rows.push_back({of, std::string(what), {}});
        return m_rows.back().keys;
    }

    std::vector<Row> m_rows;
};

Error invalid(std::string_view where, std::string_view why) { return {ErrorCode::INVALID_CONFIG, fmt::format("{}: {}", where, why)}; }

// What has been read of one place, `where` for its errors and `of` for remarks.
Status take(const std::string &key, const std::string &value, const std::string &where, const std::string &of, Settings &settings,
            Remarks &remarks)
{
    const broker::BrokerConfigKey *known = broker::find_broker_config_key(key);
    if (known == nullptr) {
        remarks.add(of, "not a configuration of Apache Kafka's brokers, and without effect.", key);
    } else {
        if (auto valid = broker::validate_broker_config(key, value); !valid) return std::unexpected(invalid(where, valid.error().message));
        if (known->without_effect) remarks.add(of, fmt::format("without effect. {}", known->doc), key);
    }
    settings.values[key] = value;
    return {};
}

// log.dirs wins over log.dir, as in Kafka.
Status takeLogDirectories(const std::map<std::string, std::string> &values, const std::string &path, Settings &settings)
{
    const auto list = values.contains("log.dirs") ? values.find("log.dirs") : values.find("log.dir");
    if (list == values.end()) return {};
    std::vector<std::string> directories;
    std::string_view rest = list->second;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        std::string one(trim(rest.substr(0, comma)));
        while (one.size() > 1 && one.ends_with('/')) one.pop_back();
        if (one.empty()) return std::unexpected(invalid(path, fmt::format("{} names an empty path", list->first)));
        if (std::ranges::find(directories, one) != directories.end())
            return std::unexpected(invalid(path, fmt::format("Duplicate log directory found: {}", list->second)));
        directories.push_back(std::move(one));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (const auto first = values.find("metadata.log.dir"); first != values.end() && !first->second.empty()) {
        const auto found = std::ranges::find(directories, first->second);
        if (found == directories.end())
            return std::unexpected(
                invalid(path, fmt::format("metadata.log.dir {} is none of {}, and the metadata log lies in one of them here", first->second,
                                          list->first)));
        std::rotate(directories.begin(), found, found + 1);
    }
    settings.logDirs = std::move(directories);
    return {};
}

Status takeFile(const std::string &path, const std::string &text, bool takeLogDirs, Settings &settings, Remarks &remarks)
{
    std::map<std::string, std::string> logDirectories;
    for (const Property &property : parse_properties(text)) {
        const std::string where = fmt::format("{}:{}", path, property.line);
        if (property.key.empty()) return std::unexpected(invalid(where, "a value without a key"));
        if (takeLogDirs && std::ranges::find(ofLogDirectories, property.key) != ofLogDirectories.end()) {
            logDirectories[property.key] = property.value;
            continue;
        }
        if (isOfOneNode(property.key)) {
            remarks.add(path, "not taken. It is of one node, and each broker here has its own.", property.key);
            continue;
        }
        if (auto taken = take(property.key, property.value, where, path, settings, remarks); !taken) return taken;
    }
    return takeLogDirectories(logDirectories, path, settings);
}

}  // namespace

Result<Settings> readSettings(const std::vector<std::string> &given, const ReadFile &read, bool takeLogDirs)
{
    Settings settings;
    Remarks remarks;
    for (const std::string &one : given) {
        const std::size_t equals = one.find('=');
        if (const auto text = read(one)) {
            if (auto taken = takeFile(one, *text, takeLogDirs, settings, remarks); !taken) return std::unexpected(std::move(taken.error()));
            continue;
        }
        if (equals == std::string::npos || equals == 0)
            return std::unexpected(
                invalid("--config", fmt::format("takes KEY=VALUE, or a file of them that can be read, not \"{}\"", one)));
        const std::string key = one.substr(0, equals);
        const std::string where = fmt::format("--config {}", one);
        if (isOfOneNode(key))
            return std::unexpected(invalid(where, fmt::format("{} is of one node, and each broker here has its own", key)));
        if (auto taken = take(key, one.substr(equals + 1), where, "--config", settings, remarks); !taken)
            return std::unexpected(std::move(taken.error()));
    }
    // Values that are right one by one, and contradict each other.
    if (auto fits = broker::BrokerConfig::parse(settings.values); !fits) return std::unexpected(invalid("--config", fits.error().message));
    settings.remarks = remarks.sentences();
    return settings;
}

}  // namespace vitrine::settings
