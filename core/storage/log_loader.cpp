// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_loader.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "storage/delayed_removal.h"
#include "storage/files.h"
#include "storage/producer_snapshot.h"
#include "storage/segment_list.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

// Snapshots of the quorum are the quorum's own.
constexpr std::string_view checkpoint_deleted_suffix = ".checkpoint.deleted";

std::optional<Offset> leading_offset(std::string_view name) { return parse_segment_name(name.substr(0, name.find('.')), ""); }

}  // namespace

Status LogLoader::load() {
    clean_ = log_.setup_.clean;
    holes_to_ = std::max(log_.setup_.recovery_point, log_.setup_.cleaned_to);
    const bool existed = log_.environment_.disk.exists(log_.setup_.directory);
    if (!existed) STORAGE_TRY(log_.environment_.disk.create_directories(log_.setup_.directory));
    log_.directory_unsynced_ = !existed;
    if (existed) {
        log_.epochs_->hold();
        STORAGE_TRY(load_files());
    } else if (log_.setup_.topic_id) {
        STORAGE_TRY(log_.write_topic_id_of_new());
    }

    std::optional<Offset> end;
    if (clean_) {
        STORAGE_TAKE(end, clean_end());
        clean_ = end.has_value();
    }
    if (!clean_) {
        STORAGE_TRY(recover_unclean());
        end.reset();
        if (!log_.segments_->empty()) {
            STORAGE_TAKE(end, log_.segments_->active().read_next_offset());
        }
    }
    if (end && *end < log_.setup_.log_start) {
        // Files were taken away from outside: what is left is below the log's start.
        STORAGE_TRY(delete_all_segments());
        log_.epochs_->clear();
        end.reset();
    }
    if (log_.segments_->empty()) {
        STORAGE_TAKE(auto segment,
                     Segment::create(log_.environment_.disk, log_.setup_.directory, log_.setup_.log_start, segment_options()));
        log_.segments_->add(std::move(segment));
        log_.directory_unsynced_ = true;
    } else {
        STORAGE_TRY(log_.segments_->active().unseal());
    }

    log_.log_end_ = end.value_or(log_.setup_.log_start);
    log_.log_start_ = std::max(log_.setup_.log_start, log_.segments_->first().base_offset());
    log_.high_watermark_ = std::clamp(log_.setup_.high_watermark, log_.log_start_, log_.log_end_);
    log_.recovery_point_ = clean_ ? log_.log_end_ : std::min(log_.setup_.recovery_point, log_.log_end_);
    log_.epochs_->truncate_from_end(log_.log_end_);
    log_.epochs_->truncate_from_start(log_.log_start_);

    if (existed) log_.epochs_->release();

    std::set<Offset> base_offsets;
    for (const auto& [base, segment] : log_.segments_->all()) base_offsets.insert(base);
    STORAGE_TRY(log_.snapshots_->remove_strays(base_offsets));
    STORAGE_TRY(log_.rebuild_producers(log_.log_end_));
    const bool changed = std::exchange(log_.directory_unsynced_, false) || !log_.unsynced_files_.empty();
    if (!clean_ && existed) {
        // A kill may have come between a file and its sync; nothing below says so, and the next flush must not take it for durable.
        log_.directory_unsynced_ = true;
        if (log_.unsynced_files_.empty() && log_.setup_.topic_id) {
            STORAGE_TAKE(auto file, log_.environment_.disk.open(fmt::format("{}/{}", log_.setup_.directory, partition_metadata_name),
                                                                env::OpenMode::read_only));
            log_.unsynced_files_.push_back(std::move(file));
        }
    }
    // What is only of the former life waits for that flush, as its records do: until then the log is recovered again.
    if (changed) {
        log_.directory_unsynced_ = true;
        log_.sync_names();
    }
    if (!clean_ && found_data_) log_.tell(observe::LogRecovered{log_.setup_.partition, log_.log_end_, truncated_bytes_});
    return {};
}

Status LogLoader::load_files() {
    STORAGE_TRY(load_topic_id());
    STORAGE_TAKE(auto entries, log_.environment_.disk.list(log_.setup_.directory));
    STORAGE_TAKE(const bool finished, finish_interrupted_work(entries));
    if (finished) {
        STORAGE_TAKE(entries, log_.environment_.disk.list(log_.setup_.directory));
    }
    if (auto loaded = log_.epochs_->load(); !loaded) {
        if (loaded.error().code != ErrorCode::INVALID_RECORD) return loaded;
        // A damaged list of epochs is made again from all batches.
        clean_ = false;
        log_.setup_.recovery_point = Offset(0);
    }
    return open_segments(entries);
}

Status LogLoader::load_topic_id() {
    STORAGE_TAKE(const auto stored, read_partition_metadata(log_.environment_.disk, log_.setup_.directory));
    if (stored && log_.setup_.topic_id && *stored != *log_.setup_.topic_id) {
        return failure(ErrorCode::INCONSISTENT_TOPIC_ID, fmt::format("The directory {} belongs to topic id {}, not to {}.",
                                                                     log_.setup_.directory, *stored, *log_.setup_.topic_id));
    }
    if (stored) {
        log_.setup_.topic_id = stored;
    } else if (log_.setup_.topic_id) {
        STORAGE_TRY(log_.write_topic_id());
    }
    return {};
}

Result<bool> LogLoader::finish_interrupted_work(const std::vector<env::DirectoryEntry>& entries) {
    env::Disk& disk = log_.environment_.disk;
    const std::string& directory = log_.setup_.directory;
    bool removed = false;
    const auto path_of = [&](const std::string& name) { return fmt::format("{}/{}", directory, name); };

    // A cleaned file is half a result; swap files from its offset on belong to the same unfinished work.
    Offset cleaned_from(long_max);
    for (const auto& entry : entries) {
        if (!entry.is_directory && entry.name.ends_with(cleaned_suffix))
            cleaned_from = std::min(cleaned_from, leading_offset(entry.name).value_or(Offset(long_max)));
    }
    std::vector<std::string> swap_files;
    Offset swap_from(long_max);
    Offset swap_to(-1);
    for (const auto& entry : entries) {
        if (entry.is_directory) continue;
        const std::string_view name = entry.name;
        const bool swap = name.ends_with(swap_suffix);
        const bool left_over = (name.ends_with(deleted_suffix) && !name.ends_with(checkpoint_deleted_suffix)) ||
                               name.ends_with(cleaned_suffix) || (swap && leading_offset(name).value_or(Offset(long_max)) >= cleaned_from);
        if (left_over) {
            STORAGE_TRY(disk.remove(path_of(entry.name)));
            removed = true;
        } else if (swap) {
            swap_files.push_back(entry.name);
            if (const auto base = parse_segment_name(name.substr(0, name.size() - swap_suffix.size()), log_suffix)) {
                STORAGE_TAKE(const auto file, disk.open(path_of(entry.name), env::OpenMode::read_only));
                BatchScanner scanner(*file, 0, file->size());
                Offset next = *base;
                while (true) {
                    STORAGE_TAKE(const auto batch, scanner.next_header());
                    if (!batch) break;
                    next = batch->header.next_offset();
                }
                swap_from = std::min(swap_from, *base);
                swap_to = std::max(swap_to, next);
            }
        }
    }
    if (swap_files.empty()) return removed;
    // A finished result takes the place of the segments it was made from.
    for (const auto& entry : entries) {
        if (entry.is_directory || entry.name.ends_with(swap_suffix)) continue;
        const auto offset = leading_offset(entry.name);
        if (offset && *offset >= swap_from && *offset < swap_to && disk.exists(path_of(entry.name)))
            STORAGE_TRY(disk.remove(path_of(entry.name)));
    }
    for (const std::string& name : swap_files)
        STORAGE_TRY(disk.rename(path_of(name), path_of(name.substr(0, name.size() - swap_suffix.size()))));
    log_.directory_unsynced_ = true;
    return true;
}

SegmentOptions LogLoader::segment_options() const {
    return {.index_interval_bytes = log_.setup_.config.index_interval_bytes, .now = log_.environment_.clock.wall_now()};
}

Status LogLoader::open_segments(const std::vector<env::DirectoryEntry>& entries) {
    env::Disk& disk = log_.environment_.disk;
    std::map<Offset, Segment::Found> found;
    for (const auto& entry : entries) {
        if (const auto base = parse_segment_name(entry.name, log_suffix)) found[*base] = {};
    }
    for (const auto& entry : entries) {
        if (entry.is_directory) continue;
        if (const auto offset = parse_segment_name(entry.name, snapshot_suffix)) log_.snapshots_->add_found(*offset);
        for (const std::string_view suffix : {index_suffix, time_index_suffix, transaction_index_suffix}) {
            const auto base = parse_segment_name(entry.name, suffix);
            if (!base) continue;
            const auto segment = found.find(*base);
            if (segment == found.end()) {
                STORAGE_TRY(disk.remove(fmt::format("{}/{}", log_.setup_.directory, entry.name)));  // an index without its log
            } else if (suffix == index_suffix) {
                segment->second.index_size = entry.size;
            } else if (suffix == time_index_suffix) {
                segment->second.time_index_size = entry.size;
            } else {
                segment->second.transaction_index = true;
            }
        }
    }
    for (const auto& [base, files] : found) {
        Status indexes;
        STORAGE_TAKE(auto opened, Segment::open(disk, log_.setup_.directory, base, files, segment_options(), indexes));
        Segment& segment = log_.segments_->add(std::move(opened));
        if (segment.size_bytes() > 0) found_data_ = true;
        if (indexes) continue;
        STORAGE_TAKE(const std::int64_t cut, recover_segment(segment, no_leader_epoch));
        if (cut > 0) {
            // Batches are missing here: the rest of the log is judged as after a crash.
            clean_ = false;
            log_.setup_.recovery_point = std::min(log_.setup_.recovery_point, base);
            holes_to_ = std::min(holes_to_, base);
        }
    }
    return {};
}

Result<std::int64_t> LogLoader::recover_segment(Segment& segment, LeaderEpoch epoch_min) {
    STORAGE_TAKE(const std::int64_t cut, segment.recover(*log_.epochs_, epoch_min));
    truncated_bytes_ += cut;
    return cut;
}

Result<std::optional<Offset>> LogLoader::clean_end() {
    if (log_.segments_->empty()) return Offset(log_.setup_.log_start);
    const Segment& last = log_.segments_->active();
    const auto end = last.read_next_offset();
    if (!end) {
        if (end.error().code == ErrorCode::KAFKA_STORAGE_ERROR) return std::unexpected(end.error());
        return std::nullopt;
    }
    // The last act of a clean shutdown is a checkpoint of recovery points that are log ends. If it does not say so, something was written
    // since.
    if (*end != log_.setup_.recovery_point) return std::nullopt;
    return *end;
}

Status LogLoader::recover_unclean() {
    if (log_.segments_->empty()) return {};
    const Segment* from = log_.segments_->floor(log_.setup_.recovery_point);
    const Offset first = from != nullptr ? from->base_offset() : log_.segments_->first().base_offset();
    std::vector<Offset> bases;
    for (const auto& [base, segment] : log_.segments_->all()) {
        if (base >= first) bases.push_back(base);
    }
    bool cut_off = false;
    if (from != nullptr && first > log_.segments_->first().base_offset()) {
        // Of the segment before, the records are durable; its indexes are unless the crash came right after it was sealed.
        Segment& before = *log_.segments_->floor(first - 1);
        STORAGE_TAKE(const bool complete, before.indexes_complete());
        if (!complete) {
            STORAGE_TAKE(const std::int64_t cut, recover_segment(before, no_leader_epoch));
            cut_off = cut > 0;
        }
    }
    // What was noted about producers above this point may be of batches that are not there any more.
    const std::set<Offset> snapshots = log_.snapshots_->offsets();
    for (const Offset offset : snapshots) {
        if (offset > first) STORAGE_TRY(log_.snapshots_->remove(offset));
    }
    // And so may be epochs: the batches themselves say which ones are here. (An epoch without a batch is forgotten; it decides nothing.)
    log_.epochs_->truncate_from_end(first);
    Offset next = first;
    for (const Offset base : bases) {
        // A hole between segments is compaction's work, or what a crash makes: it loses the end of one file and brings back the name of
        // another that was deleted. Only what was durable is compacted. The topic's policy says nothing: compacted logs lose their ends
        // too, and the policy may have changed, and is not known yet when a node starts.
        const bool hole = base > next && base > holes_to_;
        if (cut_off || base < next || hole) {
            // Not a part of this log any more; nor is what follows.
            cut_off = true;
            const auto dropped = log_.segments_->take(base);
            truncated_bytes_ += dropped->size_bytes();
            STORAGE_TAKE(auto paths, dropped->mark_deleted());
            log_.removal_->remove_files(std::move(paths), Milliseconds(log_.setup_.config.file_delete_delay_ms));
            continue;
        }
        Segment& segment = *log_.segments_->find(base);
        STORAGE_TAKE(const std::int64_t cut, recover_segment(segment, log_.epochs_->latest_epoch()));
        STORAGE_TAKE(next, segment.read_next_offset());
        cut_off = cut > 0;
    }
    return {};
}

Status LogLoader::delete_all_segments() {
    while (!log_.segments_->empty()) {
        const auto segment = log_.segments_->take(log_.segments_->first().base_offset());
        truncated_bytes_ += segment->size_bytes();
        STORAGE_TAKE(auto paths, segment->mark_deleted());
        log_.removal_->remove_files(std::move(paths), Milliseconds(log_.setup_.config.file_delete_delay_ms));
    }
    return log_.snapshots_->remove_all();
}

}  // namespace vitrine::storage
