// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "cluster/commands.h"

// What the files of Commands share: a command under way, and how long brokers have for their answers. One file for each concern
// (node_, fault_, topic_, group_ and client_commands.cpp); commands.cpp has the table of them all. Inside of core/cluster only.
namespace vitrine::cluster {

using Json = nlohmann::json;

// A broker that takes requests and answers nothing (a paused one) must not hold a person up for long: another one is asked.
inline constexpr std::chrono::seconds request_timeout{15};

// A command on its way to its one answer.
struct Commands::Running {
    std::uint64_t id = 0;
    std::string command;
    Done done;
    env::Timer timer;
    Commands* commands = nullptr;

    void answer(bool ok, std::string sentence, Json more = Json::object()) {
        if (done == nullptr) return;
        timer.cancel();
        Json line = {{"ok", ok}, {"command", command}, {"message", sentence}};
        line.update(more);
        Done to = std::exchange(done, nullptr);
        commands->running_.erase(id);
        // Text from clients may be no UTF-8; an answer must be a line of JSON all the same.
        to(CommandAnswer{ok, std::move(sentence), line.dump(-1, ' ', false, Json::error_handler_t::replace)});
    }
    void answer(const Status& status, std::string sentence, Json more = Json::object()) {
        if (status) return answer(true, std::move(sentence), std::move(more));
        refuse(status.error());
    }
    void refuse(const Error& error) { answer(false, error.message, {{"error", vitrine::name_of(error.code)}}); }
};

}  // namespace vitrine::cluster
