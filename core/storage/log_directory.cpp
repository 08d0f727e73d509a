// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_directory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/assert.h"
#include "storage/files.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

// An interval that is never reached: log.flush.scheduler.interval.ms is so by default.
constexpr Milliseconds never = std::chrono::hours(24 * 365 * 10);

// What lies in a log directory besides logs.
bool is_known_name(std::string_view name) {
    constexpr std::array<std::string_view, 9> files{
        high_watermark_checkpoint_name, recovery_point_checkpoint_name, log_start_checkpoint_name, clean_shutdown_name,
        meta_properties_name,           cleaner_checkpoint_name,        "bootstrap.checkpoint",    ".lock",
        "__cluster_metadata-0"};
    if (name.ends_with(".tmp")) name.remove_suffix(4);
    return std::find(files.begin(), files.end(), name) != files.end();
}

std::string hexadecimal(const Uuid& id) {
    std::string text;
    for (const std::uint8_t byte : id.bytes) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace

std::optional<TopicPartition> parse_log_directory(const std::string& name) {
    const std::size_t dash = name.rfind('-');
    if (dash == std::string::npos || dash == 0 || dash + 1 == name.size()) return std::nullopt;
    std::int32_t partition = 0;
    const char* digits = name.data() + dash + 1;
    const auto [end, error] = std::from_chars(digits, name.data() + name.size(), partition);
    if (error != std::errc{} || end != name.data() + name.size() || *digits < '0' || *digits > '9') return std::nullopt;
    std::string topic = name.substr(0, dash);
    const bool legal = std::all_of(topic.begin(), topic.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
    if (!legal) return std::nullopt;
    return TopicPartition{std::move(topic), partition};
}

std::optional<TopicPartition> parse_future_directory(const std::string& name) {
    if (!name.ends_with(future_directory_suffix)) return std::nullopt;
    const std::size_t dot = name.rfind('.', name.size() - future_directory_suffix.size());
    if (dot == std::string::npos) return std::nullopt;
    return parse_log_directory(name.substr(0, dot));
}

std::string suffixed_directory(const TopicPartition& partition, const Uuid& unique, std::string_view suffix) {
    return fmt::format("{}.{}{}", partition, hexadecimal(unique), suffix);
}

LogDirectory::LogDirectory(const env::Environment& environment, const Uuid& id, LogManagerSettings settings,
                           std::function<void(const Error&)> on_failure)
    : environment_(environment),
      path_(environment.disk.description()),
      id_(id),
      settings_(std::move(settings)),
      on_failure_(std::move(on_failure)),
      high_watermarks_(checkpoint_at(high_watermark_checkpoint_name)),
      recovery_points_(checkpoint_at(recovery_point_checkpoint_name)),
      log_starts_(checkpoint_at(log_start_checkpoint_name)),
      clean_shutdown_(environment.disk, std::string(clean_shutdown_name)),
      removal_(environment_),
      alive_(std::make_shared<bool>(true)) {
    cleaner_ = std::make_unique<LogCleaner>(environment_, logs_, settings_.cleaner, [this](env::SyncCompletion done) {
        write_checkpoint(recovery_points_, &Log::recovery_point);
        recovery_points_.file.sync(std::move(done));
    });
}

LogDirectory::~LogDirectory() = default;

LogDirectory::Checkpoint LogDirectory::checkpoint_at(std::string_view name) {
    return {DurableFile(environment_.disk, std::string(name), [this](const Error& error) { fail(error); }), {}};
}

Result<std::map<TopicPartition, Offset>> LogDirectory::read_checkpoint(std::string_view name) {
    std::map<TopicPartition, Offset> offsets;
    if (!environment_.disk.exists(name)) return offsets;
    STORAGE_TAKE(const Bytes content, env::read_file(environment_.disk, name));
    auto parsed = parse_offset_checkpoint(as_text(content), name);
    // A damaged checkpoint says nothing: logs are then scanned as a whole and begin with what they hold.
    if (!parsed) return offsets;
    for (auto& [partition, offset] : *parsed) offsets[std::move(partition)] = std::max(offset, Offset(0));
    return offsets;
}

LogSetup LogDirectory::setup_of(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config) {
    LogSetup setup;
    setup.partition = partition;
    setup.topic_id = topic_id;
    setup.config = config;
    setup.producer_id_expiration = settings_.producer_id_expiration;
    setup.on_failure = [this, alive = std::weak_ptr<bool>(alive_)](const Error& error) {
        if (!alive.expired()) fail(error);
    };
    setup.on_recovery_point_lowered = [this] { write_checkpoint(recovery_points_, &Log::recovery_point); };
    setup.on_truncated = [this, partition](Offset log_end) { cleaner_->on_truncated(partition, log_end); };
    return setup;
}

Status LogDirectory::begin_load(std::function<LogConfig(const std::string& topic)> config_of) {
    VITRINE_ASSERT(logs_.empty() && periodics_.empty() && !loading(), "logs are loaded once");
    env::Disk& disk = environment_.disk;
    if (disk.exists(clean_shutdown_name)) {
        const auto marker = env::read_file(disk, clean_shutdown_name);
        load_report_.clean = true;
        if (marker) load_report_.previous_broker_epoch = parse_clean_shutdown(as_text(*marker)).value_or(-1);
        // From here on the last shutdown counts as unclean, whatever happens while loading (KAFKA-10471). Should a crash bring the name
        // back, the recovery points of the checkpoint do not match the logs any more, and LogLoader does not believe it.
        STORAGE_TRY(disk.remove(clean_shutdown_name));
        disk.sync_directory("", [this, alive = std::weak_ptr<bool>(alive_)](const Status& status) {
            if (!status && !alive.expired()) fail(status.error());
        });
    }
    auto loading = std::make_unique<Loading>();
    loading->config_of = std::move(config_of);
    STORAGE_TAKE(loading->recovery_points, read_checkpoint(recovery_point_checkpoint_name));
    STORAGE_TAKE(loading->high_watermarks, read_checkpoint(high_watermark_checkpoint_name));
    STORAGE_TAKE(loading->log_starts, read_checkpoint(log_start_checkpoint_name));
    STORAGE_TAKE(loading->cleaned, read_checkpoint(cleaner_checkpoint_name));
    STORAGE_TAKE(const auto entries, disk.list(""));
    for (const auto& entry : entries) {
        if (is_known_name(entry.name)) continue;
        if (entry.is_directory && entry.name.ends_with(delete_directory_suffix)) {
            removal_.remove_tree(entry.name, settings_.file_delete_delay);
        } else if (entry.is_directory && (parse_future_directory(entry.name) || parse_log_directory(entry.name))) {
            loading->directories.push_back(entry.name);
        } else {
            load_report_.left_alone.push_back(entry.name);
        }
    }
    loading_ = std::move(loading);
    return {};
}

void LogDirectory::load_some(std::size_t logs) {
    VITRINE_ASSERT(loading(), "who loads logs has begun to, and is not done");
    for (; logs > 0 && loading_->next < loading_->directories.size(); --logs) load_log(loading_->directories[loading_->next++]);
    if (loading_->next < loading_->directories.size()) return;
    cleaner_->load(std::move(loading_->cleaned));
    loading_.reset();
    if (failed_) return;
    cleaner_->start();
    start_timers();
    if (checkpoints_due_) write_changed_checkpoints();
    checkpoints_due_ = false;
}

void LogDirectory::load_log(const std::string& directory) {
    const auto offset_in = [](const std::map<TopicPartition, Offset>& offsets, const TopicPartition& partition) {
        const auto found = offsets.find(partition);
        return found == offsets.end() ? Offset(0) : found->second;
    };
    const bool future = directory.ends_with(future_directory_suffix);
    const TopicPartition partition = *(future ? parse_future_directory(directory) : parse_log_directory(directory));
    LogSetup setup = setup_of(partition, std::nullopt, loading_->config_of(partition.topic));
    setup.directory = directory;
    setup.clean = load_report_.clean;
    setup.recovery_point = offset_in(loading_->recovery_points, partition);
    setup.high_watermark = offset_in(loading_->high_watermarks, partition);
    setup.log_start = offset_in(loading_->log_starts, partition);
    setup.cleaned_to = offset_in(loading_->cleaned, partition);
    auto log = Log::open(environment_, std::move(setup));
    if (!log) {
        load_report_.unreadable.emplace_back(directory, std::move(log.error()));
        if (!future) unreadable_.insert(partition);
        return;
    }
    // Sorted by name: of a future log the log of the partition, if there is one here, is known already.
    if (future) return add_found_future(partition, std::move(*log));
    load_report_.loaded.push_back(partition);
    logs_[partition] = std::move(*log);
}

void LogDirectory::start(Periodic& periodic, Milliseconds first, Milliseconds interval, std::function<void()> task) {
    periodic.interval = std::clamp(interval, Milliseconds(1), never);
    if (task) periodic.task = std::move(task);
    periodic.timer = environment_.clock.schedule_after(std::min(first, never), [this, &periodic] {
        periodic.task();
        start(periodic, periodic.interval, periodic.interval, nullptr);
    });
}

void LogDirectory::start_timers() {
    const auto add = [this](Milliseconds first, Milliseconds interval, std::function<void()> task) -> Periodic& {
        periodics_.push_back(std::make_unique<Periodic>());
        start(*periodics_.back(), first, interval, std::move(task));
        return *periodics_.back();
    };
    retention_ = &add(settings_.initial_task_delay, settings_.retention_check_interval, [this] { check_retention(); });
    // Kafka's replica manager begins with this one at once, the others wait for the initial delay.
    add(settings_.high_watermark_checkpoint_interval, settings_.high_watermark_checkpoint_interval,
        [this] { write_checkpoint(high_watermarks_, &Log::high_watermark); });
    add(settings_.initial_task_delay, settings_.recovery_point_checkpoint_interval,
        [this] { write_checkpoint(recovery_points_, &Log::recovery_point); });
    add(settings_.initial_task_delay, settings_.log_start_checkpoint_interval, [this] { write_checkpoint(log_starts_, &Log::log_start); });
    if (settings_.flush_check_interval < never)
        add(settings_.initial_task_delay, settings_.flush_check_interval, [this] { flush_due_logs(); });
    add(settings_.producer_id_expiration_check_interval, settings_.producer_id_expiration_check_interval,
        [this] { for_each_log([this](Log& log) { log.expire_producers(environment_.clock.wall_now()); }); });
}

void LogDirectory::flush_due_logs() {
    for_each_log([](Log& log) { log.flush_if_due(); });
}

void LogDirectory::fail(const Error& error) {
    if (failed_) return;
    failed_ = error;
    if (on_failure_) on_failure_(error);
}

void LogDirectory::fail_soon(const Error& error) {
    environment_.clock.post([this, alive = std::weak_ptr<bool>(alive_), error] {
        if (!alive.expired()) fail(error);
    });
}

void LogDirectory::drop() {
    VITRINE_ASSERT(failed_.has_value(), "only what failed is dropped");
    alive_ = std::make_shared<bool>(true);  // what was under way is of the past
    periodics_.clear();
    retention_ = nullptr;
    removal_.cancel();
    cleaner_.reset();
    logs_.clear();
    futures_.clear();
    unreadable_.clear();
    loading_.reset();
    for (DurableFile* file : {&high_watermarks_.file, &recovery_points_.file, &log_starts_.file, &clean_shutdown_}) file->detach();
    if (closing_) closed(std::unexpected(*failed_));
}

Log* LogDirectory::find(const TopicPartition& partition) {
    const auto found = logs_.find(partition);
    return found == logs_.end() ? nullptr : found->second.get();
}

bool LogDirectory::holds(const TopicPartition& partition) const { return logs_.contains(partition) || unreadable_.contains(partition); }

std::vector<TopicPartition> LogDirectory::held() const {
    std::vector<TopicPartition> all = partitions();
    all.insert(all.end(), unreadable_.begin(), unreadable_.end());
    return all;
}

Result<Log*> LogDirectory::get_or_create(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config) {
    if (failed_)
        return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("The log directory {} is offline: {}", path_, failed_->message));
    if (Log* log = find(partition)) {
        if (topic_id && log->topic_id() && *topic_id != *log->topic_id()) {
            return failure(ErrorCode::INCONSISTENT_TOPIC_ID,
                           fmt::format("The log of {} belongs to topic id {}, not to {}.", partition, *log->topic_id(), *topic_id));
        }
        if (topic_id && !log->topic_id()) STORAGE_TRY(log->set_topic_id(*topic_id));
        return log;
    }
    auto log = Log::open(environment_, setup_of(partition, topic_id, config));
    if (!log) {
        // One that was found and could not be opened is a log's trouble; where no new one can be made, it is the disk's.
        if (log.error().code == ErrorCode::KAFKA_STORAGE_ERROR && !unreadable_.contains(partition)) fail_soon(log.error());
        return std::unexpected(std::move(log.error()));
    }
    unreadable_.erase(partition);
    return (logs_[partition] = std::move(*log)).get();
}

Status LogDirectory::remove(const TopicPartition& partition) {
    cleaner_->forget(partition);
    return remove_from(logs_, partition);
}

Status LogDirectory::remove_from(std::map<TopicPartition, std::unique_ptr<Log>>& logs, const TopicPartition& partition) {
    const auto found = logs.find(partition);
    if (found == logs.end()) return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("There is no log of {} here.", partition));
    auto status = set_aside(found->second->directory());
    // Where that failed the directory goes offline, and nobody uses what lies there.
    found->second->detach();
    logs.erase(found);
    if (!status) {
        fail_soon(status.error());
        return status;
    }
    write_checkpoints_soon();
    return {};
}

Status LogDirectory::set_aside(const std::string& directory) {
    // Kafka's form, also of a future log.
    const std::string suffix = fmt::format(".{}{}", hexadecimal(environment_.random.uuid()), delete_directory_suffix);
    const std::string plain = directory.ends_with(future_directory_suffix) ? directory.substr(0, directory.rfind('.')) : directory;
    const std::string renamed = plain.substr(0, std::min(plain.size(), log_directory_name_max - suffix.size())) + suffix;
    STORAGE_TRY(environment_.disk.rename(directory, renamed));
    sync_names();
    removal_.remove_tree(renamed, settings_.file_delete_delay);
    return {};
}

void LogDirectory::sync_names() {
    environment_.disk.sync_directory("", [this, alive = std::weak_ptr<bool>(alive_)](const Status& status) {
        if (!status && !alive.expired()) fail(status.error());
    });
}

// --- future logs ---

Log* LogDirectory::find_future(const TopicPartition& partition) {
    const auto found = futures_.find(partition);
    return found == futures_.end() ? nullptr : found->second.get();
}

Result<Log*> LogDirectory::create_future(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config) {
    if (failed_)
        return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("The log directory {} is offline: {}", path_, failed_->message));
    if (holds(partition) || futures_.contains(partition))
        return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("A log of {} lies in {} already.", partition, path_));
    LogSetup setup = setup_of(partition, topic_id, config);
    setup.directory = suffixed_directory(partition, environment_.random.uuid(), future_directory_suffix);
    auto log = Log::open(environment_, std::move(setup));
    if (!log) {
        if (log.error().code == ErrorCode::KAFKA_STORAGE_ERROR) fail_soon(log.error());
        return std::unexpected(std::move(log.error()));
    }
    return (futures_[partition] = std::move(*log)).get();
}

Status LogDirectory::remove_future(const TopicPartition& partition) { return remove_from(futures_, partition); }

Result<Log*> LogDirectory::promote_future(const TopicPartition& partition, const std::optional<Offset>& cleaned_to) {
    VITRINE_ASSERT(!holds(partition), "a log is not replaced by one of its own directory");
    const auto found = futures_.find(partition);
    VITRINE_ASSERT(found != futures_.end(), "who promotes a future log has found it");
    STORAGE_TRY(found->second->rename_directory(partition.to_string()));
    Log* const log = (logs_[partition] = std::move(found->second)).get();
    futures_.erase(found);
    if (cleaned_to) cleaner_->adopt(partition, *cleaned_to);
    sync_names();
    return log;
}

std::vector<TopicPartition> LogDirectory::futures() const {
    std::vector<TopicPartition> all;
    for (const auto& [partition, log] : futures_) all.push_back(partition);
    return all;
}

void LogDirectory::add_found_future(const TopicPartition& partition, std::unique_ptr<Log> log) {
    // A log of this directory is not on its way here (KAFKA-16082). Of two copies, one of which should have gone, the longer one is kept.
    const auto other = futures_.find(partition);
    const bool superfluous = logs_.contains(partition) || (other != futures_.end() && other->second->log_end() >= log->log_end());
    if (!superfluous && other != futures_.end()) std::swap(other->second, log);
    else if (!superfluous) futures_[partition] = std::exchange(log, nullptr);
    if (log == nullptr) return;
    const std::string directory = log->directory();
    log->detach();
    log.reset();
    if (auto status = set_aside(directory); !status) fail_soon(status.error());
}

void LogDirectory::for_each_log(const std::function<void(Log&)>& act) const {
    for (const auto* logs : {&logs_, &futures_}) {
        for (const auto& [partition, log] : *logs) act(*log);
    }
}

void LogDirectory::set_topic_config(const std::string& topic, const LogConfig& config) {
    for_each_log([&](Log& log) {
        if (log.partition().topic == topic) log.set_config(config);
    });
}

std::vector<TopicPartition> LogDirectory::partitions() const {
    std::vector<TopicPartition> all;
    for (const auto& [partition, log] : logs_) all.push_back(partition);
    return all;
}

void LogDirectory::set_retention_check_interval(Milliseconds interval) {
    settings_.retention_check_interval = interval;
    if (retention_ != nullptr) start(*retention_, interval, interval, nullptr);
}

void LogDirectory::set_cleaner_settings(const LogCleanerSettings& settings) {
    settings_.cleaner = settings;
    if (cleaner_ != nullptr) cleaner_->set_settings(settings);
}

int LogDirectory::check_retention() {
    int deleted = 0;
    for (const auto& [partition, log] : logs_) {
        if (cleaner_->is_cleaning(partition)) continue;
        const auto count = log->apply_retention(environment_.clock.wall_now());
        // A log that went offline has told so by itself.
        if (count) deleted += *count;
    }
    // A copy follows the log that it is made of, whose rules say what goes.
    for (const auto& [partition, log] : futures_) {
        const auto count = log->delete_segments_below(log->log_start());
        if (count) deleted += *count;
    }
    return deleted;
}

void LogDirectory::write_checkpoint(Checkpoint& checkpoint, Offset (Log::*offset)() const) {
    if (failed_) return;
    if (loading()) {
        // It would forget the logs that are still to be loaded.
        checkpoints_due_ = true;
        return;
    }
    OffsetsByPartition offsets;
    for_each_log([&](const Log& log) {
        const Offset value = (log.*offset)();
        // Kafka leaves out log starts that are where the first segment begins; they are known without the file.
        if (offset != &Log::log_start || value != log.first_segment_base()) offsets.emplace_back(log.partition(), value);
    });
    std::string content = format_offset_checkpoint(offsets);
    if (content == checkpoint.content && checkpoint.file.idle()) return;
    checkpoint.content = content;
    checkpoint.file.write(to_bytes(content));
}

void LogDirectory::write_changed_checkpoints() {
    write_checkpoint(high_watermarks_, &Log::high_watermark);
    write_checkpoint(recovery_points_, &Log::recovery_point);
    write_checkpoint(log_starts_, &Log::log_start);
}

// Many logs go in one turn of the loop, with their topic; the checkpoints are written once for all of them.
void LogDirectory::write_checkpoints_soon() {
    if (std::exchange(checkpoints_due_, true)) return;
    environment_.clock.post([this, alive = std::weak_ptr<bool>(alive_)] {
        if (alive.expired() || loading()) return;
        checkpoints_due_ = false;
        if (!closing_) write_changed_checkpoints();
    });
}

void LogDirectory::write_checkpoints(env::SyncCompletion done) {
    write_changed_checkpoints();
    struct Join {
        int left = 3;
        std::optional<Error> error;
        env::SyncCompletion done;
    };
    auto join = std::make_shared<Join>();
    join->done = std::move(done);
    for (Checkpoint* checkpoint : {&high_watermarks_, &recovery_points_, &log_starts_}) {
        checkpoint->file.sync([this, join, alive = std::weak_ptr<bool>(alive_)](Status status) {
            if (alive.expired()) return;
            if (!status && !join->error) join->error = std::move(status.error());
            if (--join->left > 0) return;
            if (!join->error) return join->done({});
            fail(*join->error);
            join->done(std::unexpected(*join->error));
        });
    }
}

void LogDirectory::close(std::int64_t broker_epoch, env::SyncCompletion done) {
    VITRINE_ASSERT(!closing_, "logs are closed once");
    VITRINE_ASSERT(!loading(), "a checkpoint of some logs would forget the others");
    closing_ = true;
    on_closed_ = std::move(done);
    periodics_.clear();
    retention_ = nullptr;
    removal_.cancel();
    struct Join {
        std::size_t left = 1;  // one for the loop below
        std::optional<Error> error;
    };
    auto join = std::make_shared<Join>();
    auto logs_closed = [this, join, broker_epoch, alive = std::weak_ptr<bool>(alive_)](Status status) {
        if (alive.expired()) return;
        if (!status && !join->error) join->error = std::move(status.error());
        if (--join->left > 0) return;
        // One log that could not be closed, and the next start must look at all.
        if (!join->error) join->error = failed_;
        if (join->error) return closed(std::unexpected(*join->error));
        write_checkpoints([this, broker_epoch, alive](Status checkpoints) {
            if (alive.expired()) return;
            if (!checkpoints) return closed(std::move(checkpoints));
            clean_shutdown_.write(to_bytes(format_clean_shutdown(broker_epoch)));
            clean_shutdown_.sync([this, alive](Status marker) {
                if (!alive.expired()) closed(std::move(marker));
            });
        });
    };
    ++join->left;
    cleaner_->close(logs_closed);
    for_each_log([&](Log& log) {
        ++join->left;
        log.close(logs_closed);
    });
    environment_.clock.post([logs_closed]() mutable { logs_closed({}); });
}

void LogDirectory::closed(Status status) {
    if (auto done = std::exchange(on_closed_, nullptr)) done(std::move(status));
}

}  // namespace vitrine::storage
