// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_manager.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/assert.h"
#include "storage/try.h"

namespace vitrine::storage {

LogManager::LogManager(const env::Environment& environment, LogManagerSettings settings)
    : environment_(environment), settings_(std::move(settings)) {
    settings_.directory_ids.resize(environment_.disks().size());
    LogManagerSettings of_each = settings_;
    of_each.cleaner = cleaner_share();
    for (env::Disk* disk : environment_.disks()) {
        const std::size_t place = directories_.size();
        directories_.push_back(std::make_unique<LogDirectory>(environment_.on(*disk), settings_.directory_ids[place], of_each,
                                                              [this, place](const Error& error) { on_directory_failed(place, error); }));
        const auto offline = settings_.offline_directories.find(place);
        if (offline != settings_.offline_directories.end()) directories_.back()->set_offline(offline->second);
    }
}

LogManager::~LogManager() { *alive_ = false; }

LogCleanerSettings LogManager::cleaner_share() const {
    LogCleanerSettings share = settings_.cleaner;
    const auto count = static_cast<std::int64_t>(settings_.directory_ids.size());
    share.dedupe_buffer_bytes /= count;
    share.io_bytes_per_second_max /= static_cast<double>(count);
    return share;
}

Status LogManager::begin_load(const std::function<LogConfig(const std::string& topic)>& config_of) {
    for (LogDirectory* directory : online()) {
        auto begun = directory->begin_load(config_of);
        if (begun) continue;
        if (directories_.size() == 1) return begun;
        if (!directory->failed()) directory->set_offline(begun.error());
    }
    if (auto none_left = failed()) return std::unexpected(std::move(*none_left));
    return {};
}

bool LogManager::load_some(std::size_t logs) {
    const std::vector<LogDirectory*> directories = online();
    const auto next = std::ranges::find_if(directories, &LogDirectory::loading);
    if (next != directories.end()) (*next)->load_some(logs);
    if (loading()) return true;
    for (const LogDirectory* holding : online()) {
        for (const TopicPartition& partition : holding->futures()) {
            for (LogDirectory* directory : online()) {
                if (directory->find(partition) != nullptr) directory->pause_cleaning(partition);
            }
        }
    }
    return false;
}

bool LogManager::loading() const { return std::ranges::any_of(online(), &LogDirectory::loading); }

LoadReport LogManager::load_report() const {
    LoadReport whole{.clean = true};
    std::optional<std::int64_t> epoch;
    bool one_epoch = true;
    for (const auto& directory : directories_) {
        // One that is offline may have stopped before the others.
        one_epoch = one_epoch && !directory->failed();
        if (directory->failed()) continue;
        const LoadReport& report = directory->load_report();
        whole.clean = whole.clean && report.clean;
        one_epoch = one_epoch && (!epoch || *epoch == report.previous_broker_epoch);
        epoch = report.previous_broker_epoch;
        std::ranges::copy(report.loaded, std::back_inserter(whole.loaded));
        std::ranges::copy(report.left_alone, std::back_inserter(whole.left_alone));
        std::ranges::copy(report.unreadable, std::back_inserter(whole.unreadable));
    }
    if (one_epoch && epoch) whole.previous_broker_epoch = *epoch;
    return whole;
}

Status LogManager::settle(const AssignedDirectory& assigned) {
    for (LogDirectory* directory : online()) {
        for (const TopicPartition& partition : directory->held()) {
            for (LogDirectory* other : online()) {
                if (other == directory || !other->holds(partition)) continue;
                const Log* const log = directory->find(partition);
                if (log == nullptr) continue;
                const auto place = assigned(partition, log->topic_id());
                if (!place) {
                    STORAGE_TRY(directory->remove(partition));
                    break;
                }
                if (directory->id() == *place && other->find(partition) != nullptr) {
                    // The log was moved here, and the new name of the former one was not durable yet.
                    STORAGE_TRY(other->remove(partition));
                }
            }
        }
        for (const TopicPartition& partition : directory->futures()) {
            const auto place = assigned(partition, directory->find_future(partition)->topic_id());
            bool goes = !place;
            for (LogDirectory* other : online()) {
                if (other == directory) break;
                if (other->find_future(partition) == nullptr) continue;
                // Kafka refuses to start. One of them was given up, and its removal was not durable.
                if (place && *place == directory->id()) STORAGE_TRY(other->remove_future(partition));
                else goes = true;
            }
            if (goes) STORAGE_TRY(directory->remove_future(partition));
        }
    }
    for (LogDirectory* directory : online()) {
        for (const TopicPartition& partition : directory->partitions()) {
            if (find_future(partition) == nullptr) directory->resume_cleaning(partition);
        }
    }
    for (const LogDirectory* directory : online()) {
        for (const LogDirectory* other : online()) {
            if (other == directory) break;
            for (const TopicPartition& partition : directory->held()) {
                if (!other->holds(partition)) continue;
                return failure(ErrorCode::KAFKA_STORAGE_ERROR,
                               fmt::format("The log of {} lies in {} and in {}: a log directory failed while the replica was moved from "
                                           "one to the other. Remove it by hand from one of them, best from the one that failed last.",
                                           partition, other->path(), directory->path()));
            }
        }
    }
    return {};
}

std::vector<LogDirectory*> LogManager::online() const {
    std::vector<LogDirectory*> all;
    for (const auto& directory : directories_) {
        if (!directory->failed()) all.push_back(directory.get());
    }
    return all;
}

bool LogManager::all_online() const { return online().size() == directories_.size(); }

std::vector<LogDirectory*> LogManager::by_fewest_logs() const {
    std::vector<LogDirectory*> all = online();
    // As Kafka's: the only one takes what comes.
    if (all.size() > 1) std::erase_if(all, [](const LogDirectory* directory) { return directory->cordoned(); });
    std::ranges::stable_sort(all, {}, &LogDirectory::log_count);
    return all;
}

LogDirectory* LogManager::directory_of(const TopicPartition& partition) const {
    for (LogDirectory* directory : online()) {
        if (directory->find(partition) != nullptr) return directory;
    }
    return nullptr;
}

LogDirectory* LogManager::directory_at(std::string_view path) const {
    const auto found = std::ranges::find_if(directories_, [&](const auto& directory) { return directory->path() == path; });
    return found == directories_.end() ? nullptr : found->get();
}

LogDirectory* LogManager::directory_with(const Uuid& id) const {
    if (is_reserved_directory(id)) return nullptr;
    const auto found = std::ranges::find_if(directories_, [&](const auto& directory) { return directory->id() == id; });
    return found == directories_.end() ? nullptr : found->get();
}

std::optional<Error> LogManager::failed() const {
    if (!online().empty()) return std::nullopt;
    if (directories_.size() == 1) return directories_.front()->failed();
    std::vector<std::string> reasons;
    for (const auto& directory : directories_) reasons.push_back(fmt::format("{}: {}", directory->path(), directory->failed()->message));
    return Error{ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("No log directory is left: {}", fmt::join(reasons, "; "))};
}

Error LogManager::may_lie_offline(const TopicPartition& partition, std::string_view what) const {
    std::vector<std::string> offline;
    for (const auto& directory : directories_) {
        if (directory->failed()) offline.push_back(fmt::format("{} ({})", directory->path(), directory->failed()->message));
    }
    return {ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("The log of {} cannot be {}: it may lie in a log directory that is offline: {}",
                                                        partition, what, fmt::join(offline, "; "))};
}

Log* LogManager::find(const TopicPartition& partition) {
    LogDirectory* directory = directory_of(partition);
    return directory == nullptr ? nullptr : directory->find(partition);
}

Result<Log*> LogManager::get_or_create(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config,
                                       const Uuid& assigned) {
    std::vector<LogDirectory*> candidates = by_fewest_logs();
    const std::vector<LogDirectory*> there = online();
    const auto holding = std::ranges::find_if(there, [&](const LogDirectory* directory) { return directory->holds(partition); });
    const bool held = holding != there.end();
    const auto preferred = preferred_.find(partition);
    LogDirectory* const named = preferred == preferred_.end() ? directory_with(assigned) : preferred->second;
    if (held) {
        candidates = {*holding};
    } else if (named != nullptr && !named->failed()) {
        candidates = {named};
    } else if (!all_online() && assigned != unassigned_directory) {
        return std::unexpected(may_lie_offline(partition, "made"));
    }
    // What it is a copy of lies in a directory that is offline.
    if (!held && !all_online() && find_future(partition) != nullptr) return std::unexpected(may_lie_offline(partition, "made"));
    Error error{ErrorCode::KAFKA_STORAGE_ERROR,
                fmt::format("The log of {} cannot be made: every log directory is offline or cordoned.", partition)};
    for (LogDirectory* directory : candidates) {
        auto log = directory->get_or_create(partition, topic_id, config);
        if (log) preferred_.erase(partition);
        if (log || log.error().code != ErrorCode::KAFKA_STORAGE_ERROR) return log;
        error = std::move(log.error());
    }
    return std::unexpected(std::move(error));
}

void LogManager::prefer(const TopicPartition& partition, LogDirectory& directory) {
    constexpr std::size_t preferred_max = 10'000;
    if (preferred_.size() < preferred_max || preferred_.contains(partition)) preferred_.insert_or_assign(partition, &directory);
}

Status LogManager::remove(const TopicPartition& partition) {
    // One going does not depend on the other: where it fails, its directory is about to go offline.
    const Status future = find_future(partition) == nullptr ? Status{} : remove_future(partition);
    if (LogDirectory* directory = directory_of(partition)) {
        auto removed = directory->remove(partition);
        return removed ? future : removed;
    }
    if (!all_online()) return std::unexpected(may_lie_offline(partition, "removed"));
    return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("There is no log of {} here.", partition));
}

// --- moves ---

LogDirectory* LogManager::future_directory_of(const TopicPartition& partition) const {
    for (LogDirectory* directory : online()) {
        if (directory->find_future(partition) != nullptr) return directory;
    }
    return nullptr;
}

Log* LogManager::find_future(const TopicPartition& partition) const {
    LogDirectory* directory = future_directory_of(partition);
    return directory == nullptr ? nullptr : directory->find_future(partition);
}

Result<Log*> LogManager::create_future(const TopicPartition& partition, LogDirectory& destination) {
    LogDirectory* const source = directory_of(partition);
    VITRINE_ASSERT(source != nullptr && source != &destination && find_future(partition) == nullptr, "a log is copied elsewhere, once");
    if (!all_online()) return std::unexpected(may_lie_offline(partition, "moved"));
    const Log& log = *source->find(partition);
    auto future = destination.create_future(partition, log.topic_id(), log.config());
    if (future) {
        source->pause_cleaning(partition);
        preferred_.erase(partition);
    }
    return future;
}

Status LogManager::remove_future(const TopicPartition& partition) {
    LogDirectory* const directory = future_directory_of(partition);
    if (directory == nullptr) return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("There is no copy of {} here.", partition));
    STORAGE_TRY(directory->remove_future(partition));
    if (LogDirectory* source = directory_of(partition)) source->resume_cleaning(partition);
    return {};
}

Status LogManager::replace_with_future(const TopicPartition& partition, bool same_cleaning, const std::function<void(Log&)>& switched) {
    LogDirectory* const source = directory_of(partition);
    LogDirectory* const destination = future_directory_of(partition);
    VITRINE_ASSERT(source != nullptr && destination != nullptr && source != destination, "a log is replaced by its copy elsewhere");
    STORAGE_TAKE(Log* const log,
                 destination->promote_future(partition, same_cleaning ? source->cleaner().checkpoint_of(partition) : std::nullopt));
    switched(*log);
    // Where this fails the directory goes offline, and the log is at its new place all the same.
    static_cast<void>(source->remove(partition));
    return {};
}

Result<Log*> LogManager::promote_future(const TopicPartition& partition) {
    LogDirectory* const directory = future_directory_of(partition);
    VITRINE_ASSERT(directory != nullptr && directory_of(partition) == nullptr, "who promotes a future log has found it alone");
    return directory->promote_future(partition, std::nullopt);
}

void LogManager::set_topic_config(const std::string& topic, const LogConfig& config) {
    for (LogDirectory* directory : online()) directory->set_topic_config(topic, config);
}

std::vector<TopicPartition> LogManager::partitions() const {
    std::vector<TopicPartition> all;
    for (LogDirectory* directory : online()) std::ranges::move(directory->partitions(), std::back_inserter(all));
    std::ranges::sort(all);
    return all;
}

void LogManager::set_retention_check_interval(Milliseconds interval) {
    settings_.retention_check_interval = interval;
    for (LogDirectory* directory : online()) directory->set_retention_check_interval(interval);
}

void LogManager::set_cleaner_settings(const LogCleanerSettings& settings) {
    settings_.cleaner = settings;
    for (LogDirectory* directory : online()) directory->set_cleaner_settings(cleaner_share());
}

int LogManager::check_retention() {
    int deleted = 0;
    for (LogDirectory* directory : online()) deleted += directory->check_retention();
    return deleted;
}

void LogManager::on_directory_failed(std::size_t place, const Error& error) {
    if (!settings_.on_failure) return;
    const LogDirectory& directory = *directories_[place];
    settings_.on_failure({.directory = place,
                          .path = directory.path(),
                          .id = directory.id(),
                          .error = error,
                          .partitions = directory.partitions(),
                          .last = online().empty()});
}

void LogManager::drop(std::size_t directory) {
    environment_.clock.post([this, alive = alive_, directory] {
        if (*alive) directories_[directory]->drop();
    });
}

void LogManager::close(std::int64_t broker_epoch, env::SyncCompletion done) {
    const std::vector<LogDirectory*> directories = online();
    if (directories.empty()) {
        environment_.clock.post([done = std::move(done), error = *failed()]() mutable { done(std::unexpected(std::move(error))); });
        return;
    }
    struct Join {
        std::size_t left = 0;
        std::optional<Error> error;
        env::SyncCompletion done;
    };
    auto join = std::make_shared<Join>(Join{.left = directories.size(), .error = std::nullopt, .done = std::move(done)});
    for (LogDirectory* directory : directories) {
        directory->close(broker_epoch, [join](Status status) {
            if (!status && !join->error) join->error = std::move(status.error());
            if (--join->left > 0) return;
            if (join->error) return join->done(std::unexpected(std::move(*join->error)));
            join->done({});
        });
    }
}

}  // namespace vitrine::storage
