// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.h"
#include "storage/delayed_removal.h"
#include "storage/files.h"
#include "storage/log_loader.h"
#include "storage/producer_snapshot.h"
#include "storage/segment_list.h"
#include "storage/try.h"

namespace vitrine::storage {

Log::Log(env::Environment& environment, LogSetup setup)
    : environment_(environment),
      setup_(std::move(setup)),
      segments_(std::make_unique<SegmentList>()),
      epochs_(std::make_unique<LeaderEpochCache>(environment.disk, fmt::format("{}/{}", setup_.directory, epoch_checkpoint_name))),
      snapshots_(std::make_unique<ProducerSnapshots>(environment.disk, setup_.directory)),
      removal_(std::make_unique<DelayedRemoval>(environment)),
      producers_(setup_.partition.to_string()),
      last_flush_(environment.clock.now()),
      alive_(std::make_shared<bool>(true)) {}

Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::open(env::Environment& environment, LogSetup setup) {
    if (setup.directory.empty()) setup.directory = setup.partition.to_string();
    std::unique_ptr<Log> log(new Log(environment, std::move(setup)));
    LogLoader loader(*log);
    STORAGE_TRY(loader.load());
    return log;
}

Result<std::optional<Uuid>> read_partition_metadata(env::Disk& disk, const std::string& directory) {
    const std::string path = fmt::format("{}/{}", directory, partition_metadata_name);
    if (!disk.exists(path)) return std::nullopt;
    STORAGE_TAKE(const Bytes content, env::read_file(disk, path));
    // A crash right after the creation of the log: nothing is durable yet, and the owner says again whose log it is.
    if (torn_partition_metadata(as_text(content))) return std::nullopt;
    STORAGE_TAKE(const Uuid id, parse_partition_metadata(as_text(content), path));
    return id;
}

Status Log::check_online() const {
    VITRINE_ASSERT(!closed_, "a closed log is only destroyed");
    if (!failed_) return {};
    return failure(ErrorCode::KAFKA_STORAGE_ERROR,
                   fmt::format("The log of {} is offline since its disk failed: {}", setup_.partition, failed_->message));
}

Error Log::checked(Error error) {
    if (error.code != ErrorCode::KAFKA_STORAGE_ERROR || failed_) return error;
    failed_ = error;
    if (setup_.on_failure) environment_.clock.post([handler = setup_.on_failure, error] { handler(error); });
    return error;
}

void Log::tell(observe::EventBody body) {
    // Events name a log by its partition: what happens to a copy that is being made is not the log's history.
    if (setup_.directory.ends_with(future_directory_suffix)) return;
    environment_.observer.record(environment_.clock.now(), environment_.clock.wall_now(), std::move(body));
}

Offset Log::last_stable_offset() const {
    const auto unstable = producers_.first_unstable_offset();
    if (!unstable) return high_watermark_;
    // What began before the log's start is undecided from its start on.
    return std::min(high_watermark_, std::max(*unstable, log_start_));
}

std::int64_t Log::size_bytes() const { return segments_->size_bytes(); }

std::size_t Log::segment_count() const { return segments_->count(); }

Offset Log::first_segment_base() const { return segments_->first().base_offset(); }

Status Log::write_topic_id() {
    // In place at once, before any record: a log that a kill leaves must not be taken for that of a later topic of the same name.
    const std::string path = fmt::format("{}/{}", setup_.directory, partition_metadata_name);
    STORAGE_TRY(env::write_file(environment_.disk, path, as_bytes(format_partition_metadata(*setup_.topic_id))));
    STORAGE_TAKE(auto file, environment_.disk.open(path, env::OpenMode::read_only));
    unsynced_files_.push_back(std::move(file));
    directory_unsynced_ = true;
    return {};
}

Status Log::write_topic_id_of_new() {
    // Nothing else is in the directory: what a kill leaves half written is known as such, and no former content is to be kept until then.
    STORAGE_TAKE(auto file,
                 environment_.disk.open(fmt::format("{}/{}", setup_.directory, partition_metadata_name), env::OpenMode::read_write));
    STORAGE_TRY(file->append(as_bytes(format_partition_metadata(*setup_.topic_id))));
    unsynced_files_.push_back(std::move(file));
    directory_unsynced_ = true;
    return {};
}

Status Log::set_topic_id(const Uuid& id) {
    VITRINE_ASSERT(!setup_.topic_id, "the topic id of a log never changes");
    STORAGE_TRY(check_online());
    setup_.topic_id = id;
    if (auto written = write_topic_id(); !written) return std::unexpected(checked(std::move(written.error())));
    sync_names();
    return {};
}

std::optional<EpochEndOffset> Log::end_offset_for_epoch(LeaderEpoch requested) const {
    return epochs_->end_offset_for(requested, log_end_);
}

void Log::begin_epoch(LeaderEpoch epoch) { epochs_->assign(epoch, log_end_); }

bool Log::advance_high_watermark(Offset offset) {
    const Offset bounded = std::clamp(offset, log_start_, log_end_);
    if (bounded <= high_watermark_) return false;
    high_watermark_ = bounded;
    producers_.on_high_watermark(high_watermark_);
    return true;
}

void Log::raise_log_start(Offset offset) {
    log_start_ = offset;
    if (high_watermark_ < offset) high_watermark_ = offset;
    if (recovery_point_ < offset) recovery_point_ = offset;
    epochs_->truncate_from_start(offset);
    producers_.on_high_watermark(offset);
    if (producers_.end_offset() < offset) producers_.set_end_offset(offset);
    snapshots_->on_log_start(offset);
}

Status Log::advance_log_start(Offset offset) {
    STORAGE_TRY(check_online());
    if (offset > high_watermark_) {
        return failure(ErrorCode::OFFSET_OUT_OF_RANGE, fmt::format("Log start of {} cannot become {}: it is above the high watermark {}.",
                                                                   setup_.partition, offset, high_watermark_));
    }
    if (offset > log_start_) raise_log_start(offset);
    return {};
}

void Log::expire_producers(WallTime now) { producers_.expire(now, setup_.producer_id_expiration); }

// One flush: several files and directories, durable together.
struct Log::FlushJoin {
    Offset end;
    std::size_t left = 0;
    std::optional<Error> error;
    env::SyncCompletion done;
};

void Log::flush_up_to(Offset end, bool everything, env::SyncCompletion done) {
    std::vector<std::shared_ptr<env::File>> files;
    for (const auto& [base, segment] : segments_->all()) {
        const bool unsynced_part = end_of(*segment) > recovery_point_ && base < end && end > recovery_point_;
        if (unsynced_part || segment->indexes_unsynced() || (everything && segment->active())) segment->files_to_sync(files);
    }
    for (auto& snapshot : snapshots_->take_unsynced()) files.push_back(std::move(snapshot));
    for (auto& file : std::exchange(unsynced_files_, {})) files.push_back(std::move(file));
    const bool directory = std::exchange(directory_unsynced_, false);
    const bool epochs = !epochs_->durable();

    auto join = std::make_shared<FlushJoin>();
    join->end = end;
    join->left = files.size() + (directory ? 2 : 0) + (epochs ? 1 : 0);
    join->done = std::move(done);
    std::erase_if(flushes_, [](const auto& flush) { return flush.expired(); });
    last_flush_ = environment_.clock.now();
    flushes_.push_back(join);

    auto part_done = [this, join, alive = std::weak_ptr<bool>(alive_)](Status status) {
        if (alive.expired()) return;
        if (!status && !join->error) join->error = std::move(status.error());
        if (join->left > 0 && --join->left > 0) return;
        if (join->error) return join->done(std::unexpected(checked(std::move(*join->error))));
        recovery_point_ = std::max(recovery_point_, join->end);
        join->done({});
    };
    if (join->left == 0) {
        environment_.clock.post([part_done] { part_done({}); });
        return;
    }
    for (const auto& file : files) {
        file->sync([part_done, file](Status status) { part_done(std::move(status)); });
    }
    if (directory) {
        environment_.disk.sync_directory(setup_.directory, part_done);
        environment_.disk.sync_directory("", part_done);
    }
    if (epochs) epochs_->sync(part_done);
}

void Log::sync_names() {
    flush_up_to(recovery_point_, false, [](const Status&) {});
}

void Log::flush(env::SyncCompletion done) {
    VITRINE_ASSERT(!closed_, "a closed log is only destroyed");
    if (failed_) {
        environment_.clock.post([done = std::move(done), error = *failed_]() mutable { done(std::unexpected(std::move(error))); });
        return;
    }
    flush_up_to(log_end_, false, std::move(done));
}

void Log::flush_if_due() {
    if (failed_ || recovery_point_ >= log_end_ || setup_.config.flush_ms == long_max) return;
    if (to_milliseconds(environment_.clock.now() - last_flush_) < setup_.config.flush_ms) return;
    flush_up_to(log_end_, false, [](const Status&) {});
}

void Log::close(env::SyncCompletion done) {
    VITRINE_ASSERT(!closed_, "a log is closed once");
    const auto write_all = [&]() -> Status {
        STORAGE_TRY(check_online());
        STORAGE_TRY(snapshots_->take(producers_));
        return segments_->active().write_indexes();
    };
    auto written = write_all();
    closed_ = true;
    removal_->cancel();
    if (!written) {
        environment_.clock.post(
            [done = std::move(done), error = checked(std::move(written.error()))]() mutable { done(std::unexpected(std::move(error))); });
        return;
    }
    directory_unsynced_ = true;
    flush_up_to(log_end_, true, std::move(done));
}

void Log::detach() {
    closed_ = true;
    alive_.reset();
    removal_->cancel();
    epochs_->detach();
}

Status Log::rename_directory(const std::string& directory) {
    STORAGE_TRY(check_online());
    if (auto renamed = environment_.disk.rename(setup_.directory, directory); !renamed)
        return std::unexpected(checked(std::move(renamed.error())));
    removal_->directory_renamed(setup_.directory, directory);
    setup_.directory = directory;
    for (const auto& [base, segment] : segments_->all()) segment->set_directory(directory);
    snapshots_->set_directory(directory);
    epochs_->set_path(fmt::format("{}/{}", directory, epoch_checkpoint_name));
    directory_unsynced_ = true;
    return {};
}

void Log::lower_recovery_point(Offset offset) {
    for (const auto& flush : flushes_) {
        if (const auto join = flush.lock()) join->end = std::min(join->end, offset);
    }
    if (recovery_point_ <= offset) return;
    recovery_point_ = offset;
    if (setup_.on_recovery_point_lowered) setup_.on_recovery_point_lowered();
}

void Log::flush_if_many() {
    if (setup_.config.flush_messages == long_max || log_end_ - recovery_point_ < setup_.config.flush_messages) return;
    if (flush_requested_ && *flush_requested_ >= log_end_) return;
    flush_requested_ = log_end_;
    flush_up_to(log_end_, false, [](const Status&) {});
}

std::vector<observe::SegmentView> Log::segments_view() const {
    std::vector<observe::SegmentView> views;
    const LogConfig& config = setup_.config;
    std::int64_t above_limit = size_bytes() - config.retention_bytes;
    bool by_bytes = config.cleanup_delete && config.retention_bytes >= 0;
    bool by_time = config.cleanup_delete && config.retention_ms >= 0;
    std::int64_t deleted_after_ms = 0;
    for (const auto& [base, segment] : segments_->all()) {
        observe::SegmentView view;
        view.base_offset = base;
        view.end_offset = end_of(*segment);
        view.size_bytes = segment->size_bytes();
        view.active = segments_->after(*segment) == nullptr;
        const auto first = segment->first_timestamp_ms();
        const auto last = segment->max_timestamp();
        if (first && *first && **first >= 0) view.first_timestamp = wall_time(**first);
        if (last && last->timestamp_ms >= 0) view.last_timestamp = wall_time(last->timestamp_ms);
        if (!view.active) {
            // A segment goes only after all older ones: what reaches it is the latest of their times.
            by_bytes = by_bytes && above_limit - segment->size_bytes() >= 0 && view.end_offset <= high_watermark_;
            above_limit -= segment->size_bytes();
            const auto largest = segment->largest_timestamp_ms();
            if (largest && by_time && *largest <= long_max - config.retention_ms) {
                deleted_after_ms = std::max(deleted_after_ms, *largest + config.retention_ms);
            } else {
                by_time = false;
            }
            if (view.end_offset <= log_start_ || by_bytes) {
                view.deleted_after = environment_.clock.wall_now();
            } else if (by_time) {
                view.deleted_after = wall_time(deleted_after_ms);
            }
        }
        views.push_back(view);
    }
    return views;
}

}  // namespace vitrine::storage
