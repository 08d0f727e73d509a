// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/log_silence.h"

namespace vitrine {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return spdlog::level::debug;
        case LogLevel::info: return spdlog::level::info;
        case LogLevel::warning: return spdlog::level::warn;
        case LogLevel::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

spdlog::logger& sink() {
    static const std::shared_ptr<spdlog::logger> logger = [] {
        auto made = std::make_shared<spdlog::logger>("vitrine", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_level(spdlog::level::warn);
        made->set_pattern("%H:%M:%S.%e %L %v");
        return made;
    }();
    return *logger;
}

}  // namespace

Logger::Logger(std::string name) : name_(std::move(name)) {}
bool Logger::enabled(LogLevel level) const { return sink().should_log(to_spdlog(level)); }
void Logger::write(LogLevel level, std::string_view line) const { sink().log(to_spdlog(level), "{}: {}", name_, line); }
void set_log_level(LogLevel level) { sink().set_level(to_spdlog(level)); }
void silence_log() { sink().set_level(spdlog::level::off); }

}  // namespace vitrine
