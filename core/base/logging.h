// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>

// The log of the process, for operators: one line each, to standard error (and, later, to whoever registers a sink).
// What a person should see of the cluster is an observation (observe/event.h), not a log line.
namespace vitrine {

enum class LogLevel { debug, info, warning, error };

// One per node, passed by constructor. `name` is printed with each line ("broker-1"). Thread safe.
class Logger {
public:
    explicit Logger(std::string name);

    template <class... Args>
    void debug(fmt::format_string<Args...> format, Args&&... args) const {
        if (enabled(LogLevel::debug)) write(LogLevel::debug, fmt::format(format, std::forward<Args>(args)...));
    }
    template <class... Args>
    void info(fmt::format_string<Args...> format, Args&&... args) const {
        if (enabled(LogLevel::info)) write(LogLevel::info, fmt::format(format, std::forward<Args>(args)...));
    }
    template <class... Args>
    void warning(fmt::format_string<Args...> format, Args&&... args) const {
        if (enabled(LogLevel::warning)) write(LogLevel::warning, fmt::format(format, std::forward<Args>(args)...));
    }
    template <class... Args>
    void error(fmt::format_string<Args...> format, Args&&... args) const {
        write(LogLevel::error, fmt::format(format, std::forward<Args>(args)...));
    }
    [[nodiscard]] bool enabled(LogLevel level) const;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    void write(LogLevel level, std::string_view line) const;

    std::string name_;
};

// For the whole process; default is warning.
void set_log_level(LogLevel level);

}  // namespace vitrine
