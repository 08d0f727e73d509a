// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/offset_reset.h"

#include <charconv>
#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"
#include "client/admin.h"

namespace vitrine::client {
namespace {

bool parse_number(std::string_view text, std::int64_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

// One plan on its way: what is known of the group and of the logs comes in one answer after another.
class Planning : public std::enable_shared_from_this<Planning> {
public:
    using Done = std::move_only_function<void(Result<ResetPlan>)>;
    using Offsets = std::map<TopicPartition, Offset>;

    Planning(Admin& admin, std::string group, std::vector<TopicScope> scopes, ResetTarget target, Done done)
        : admin_(admin), group_(std::move(group)), scopes_(std::move(scopes)), target_(target), done_(std::move(done)) {}

    void run() {
        admin_.describe_group(group_, [self = shared_from_this()](const Result<messages::DescribeGroupsResponse::DescribedGroup>& group) {
            // A group that is not there begins with its first offsets.
            if (!group && group.error().code != ErrorCode::GROUP_ID_NOT_FOUND) return self->done_(std::unexpected(group.error()));
            self->plan_.state = group ? group->group_state : "Dead";
            self->admin_.committed_offsets(self->group_, [self](const Result<std::map<TopicPartition, CommittedOffsetInfo>>& committed) {
                if (!committed) return self->done_(std::unexpected(committed.error()));
                self->choose(*committed);
            });
        });
    }

private:
    void choose(const std::map<TopicPartition, CommittedOffsetInfo>& committed) {
        admin_.describe_cluster([self = shared_from_this(), committed](const Result<ClusterInfo>& info) {
            if (!info) return self->done_(std::unexpected(info.error()));
            if (const Status chosen = self->choose_partitions(*info, committed); !chosen)
                return self->done_(std::unexpected(chosen.error()));
            for (auto& [key, reset] : self->plan_.partitions) {
                const auto found = committed.find(key);
                if (found != committed.end()) reset.current = found->second.offset;
                if (self->target_.kind == ResetTarget::Kind::shift && !reset.current) {
                    return self->done_(
                        failure(ErrorCode::INVALID_REQUEST,
                                fmt::format("{} cannot be shifted: group {} has committed no offset of it", key, self->group_)));
                }
            }
            self->list(Position::Kind::beginning, [self](const Offsets& starts) {
                self->list(Position::Kind::end, [self, starts](const Offsets& ends) {
                    if (self->target_.kind != ResetTarget::Kind::timestamp) return self->finish(starts, ends, {});
                    self->list(Position::Kind::timestamp,
                               [self, starts, ends](const Offsets& found) { self->finish(starts, ends, found); });
                });
            });
        });
    }

    Status choose_partitions(const ClusterInfo& info, const std::map<TopicPartition, CommittedOffsetInfo>& committed) {
        if (scopes_.empty()) {
            // What was deleted meanwhile has no offsets any more.
            for (const auto& [key, offset] : committed) {
                const auto topic = info.topics.find(key.topic);
                if (topic != info.topics.end() && static_cast<std::size_t>(key.partition) < topic->second.partitions.size())
                    plan_.partitions[key];
            }
        }
        for (const TopicScope& scope : scopes_) {
            const auto topic = info.topics.find(scope.topic);
            if (topic == info.topics.end())
                return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no topic {}", scope.topic));
            const auto count = static_cast<std::int32_t>(topic->second.partitions.size());
            for (const std::int32_t partition : scope.partitions) {
                if (partition >= count) {
                    return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                                   fmt::format("topic {} has {} partitions, and no partition {}", scope.topic, count, partition));
                }
                plan_.partitions[{scope.topic, partition}];
            }
            for (std::int32_t partition = 0; scope.partitions.empty() && partition < count; ++partition)
                plan_.partitions[{scope.topic, partition}];
        }
        return {};
    }

    void list(Position::Kind kind, std::move_only_function<void(const Offsets&)> then) {
        std::map<TopicPartition, Position> wanted;
        for (const auto& [key, reset] : plan_.partitions)
            wanted[key] = {.kind = kind, .offset = Offset(0), .timestamp = wall_time(target_.value)};
        admin_.list_offsets(wanted, [self = shared_from_this(), then = std::move(then)](const Result<Offsets>& offsets) mutable {
            if (!offsets) return self->done_(std::unexpected(offsets.error()));
            for (const auto& [key, reset] : self->plan_.partitions) {
                if (!offsets->contains(key))
                    return self->done_(
                        failure(ErrorCode::LEADER_NOT_AVAILABLE, fmt::format("{} has no leader that could say its offsets", key)));
            }
            then(*offsets);
        });
    }

    void finish(const Offsets& starts, const Offsets& ends, const Offsets& found) {
        for (auto& [key, reset] : plan_.partitions) {
            reset.log_start = starts.at(key);
            reset.log_end = ends.at(key);
            switch (target_.kind) {
                case ResetTarget::Kind::earliest: reset.target = reset.log_start; break;
                case ResetTarget::Kind::latest: reset.target = reset.log_end; break;
                // As in Kafka, an offset that is kept is not looked at.
                case ResetTarget::Kind::current: reset.target = reset.current.value_or(reset.log_end); break;
                case ResetTarget::Kind::offset: bound(reset, Offset(target_.value)); break;
                case ResetTarget::Kind::shift: bound(reset, Offset(reset.current->value() + target_.value)); break;
                case ResetTarget::Kind::timestamp:
                    reset.no_record_at_time = found.at(key) < Offset(0);
                    reset.target = reset.no_record_at_time ? reset.log_end : found.at(key);
                    break;
            }
        }
        done_(std::move(plan_));
    }

    static void bound(PartitionReset& reset, Offset wanted) {
        const BoundedOffset bounded = within_log(wanted, reset.log_start, reset.log_end);
        reset.target = bounded.offset;
        reset.bound = bounded.bound;
    }

    Admin& admin_;
    std::string group_;
    std::vector<TopicScope> scopes_;
    ResetTarget target_;
    Done done_;
    ResetPlan plan_;
};

}  // namespace

Result<std::int64_t> parse_datetime(std::string_view text) {
    const auto wrong = [&] {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("\"{}\" is no time as 2026-01-31T23:59:59.000, with Z or +01:00 behind it where it is not UTC", text));
    };
    std::string_view rest = text;
    const auto digits = [&rest](std::size_t count, std::int64_t& value) {
        if (rest.size() < count || !parse_number(rest.substr(0, count), value)) return false;
        rest.remove_prefix(count);
        return true;
    };
    const auto letter = [&rest](char wanted) {
        if (!rest.starts_with(wanted)) return false;
        rest.remove_prefix(1);
        return true;
    };
    std::int64_t year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0;
    if (!digits(4, year) || !letter('-') || !digits(2, month) || !letter('-') || !digits(2, day) || !letter('T') || !digits(2, hour) ||
        !letter(':') || !digits(2, minute) || !letter(':') || !digits(2, second))
        return wrong();
    if (letter('.')) {
        std::size_t count = 0;
        while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9') ++count;
        if (count == 0 || count > 3 || !digits(count, millisecond)) return wrong();
        for (; count < 3; ++count) millisecond *= 10;
    }
    std::int64_t zone_minutes = 0;
    if (!rest.empty() && !letter('Z')) {
        const std::int64_t sign = rest.front() == '-' ? -1 : 1;
        if (rest.front() != '-' && rest.front() != '+') return wrong();
        rest.remove_prefix(1);
        std::int64_t hours = 0;
        std::int64_t minutes = 0;
        if (!digits(2, hours)) return wrong();
        if (!rest.empty() && ((letter(':'), !digits(2, minutes)))) return wrong();
        zone_minutes = sign * (hours * 60 + minutes);
    }
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!rest.empty() || !date.ok() || hour > 23 || minute > 59 || second > 59) return wrong();
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return ((days * 24 + hour) * 60 + minute - zone_minutes) * 60000 + second * 1000 + millisecond;
}

Result<std::int64_t> parse_duration(std::string_view text) {
    const auto wrong = [&] {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("\"{}\" is no duration as P1DT2H3M4S or PT30M", text));
    };
    std::string_view rest = text;
    if (!rest.starts_with('P') && !rest.starts_with('p')) return wrong();
    rest.remove_prefix(1);
    bool time = false;
    bool any = false;
    std::int64_t total = 0;
    while (!rest.empty()) {
        if (!time && (rest.front() == 'T' || rest.front() == 't')) {
            time = true;
            any = false;
            rest.remove_prefix(1);
            continue;
        }
        const std::size_t end = rest.find_first_not_of("+-0123456789.");
        if (end == std::string_view::npos || end == 0) return wrong();
        std::string_view number = rest.substr(0, end);
        const char unit = lower(rest[end]);
        rest.remove_prefix(end + 1);
        if (number.starts_with('+')) number.remove_prefix(1);
        const std::size_t point = number.find('.');
        std::int64_t whole = 0;
        std::int64_t thousandths = 0;
        if (!parse_number(number.substr(0, point), whole)) return wrong();
        if (point != std::string_view::npos) {
            std::string fraction(number.substr(point + 1, 3));
            if (unit != 's' || fraction.empty()) return wrong();
            fraction.resize(3, '0');
            if (!parse_number(fraction, thousandths)) return wrong();
            if (number.starts_with('-')) thousandths = -thousandths;
        }
        std::int64_t milliseconds = 0;
        if (!time && unit == 'd') milliseconds = 86'400'000;
        if (time && unit == 'h') milliseconds = 3'600'000;
        if (time && unit == 'm') milliseconds = 60'000;
        if (time && unit == 's') milliseconds = 1000;
        if (milliseconds == 0 || whole > 1'000'000'000 || whole < -1'000'000'000) return wrong();
        total += whole * milliseconds + thousandths;
        any = true;
    }
    if (!any) return wrong();
    return total;
}

BoundedOffset within_log(Offset wanted, Offset start, Offset end) {
    if (wanted > end) return {end, LogBound::end};
    if (wanted < start) return {start, LogBound::start};
    return {wanted, LogBound::none};
}

Result<TopicScope> parse_topic_scope(std::string_view text) {
    const std::size_t colon = text.find(':');
    TopicScope scope{.topic = std::string(text.substr(0, colon)), .partitions = {}};
    if (colon == std::string_view::npos) return scope;
    for (std::string_view rest = text.substr(colon + 1);;) {
        const std::size_t comma = rest.find(',');
        std::int64_t partition = -1;
        if (scope.topic.empty() || !parse_number(trim(rest.substr(0, comma)), partition) || partition < 0 || partition > 1'000'000'000)
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("--topic takes NAME or NAME:0,1,2, not \"{}\"", text));
        scope.partitions.push_back(static_cast<std::int32_t>(partition));
        if (comma == std::string_view::npos) return scope;
        rest.remove_prefix(comma + 1);
    }
}

void plan_reset(Admin& admin, const std::string& group, std::vector<TopicScope> scopes, ResetTarget target,
                std::move_only_function<void(Result<ResetPlan>)> done) {
    std::make_shared<Planning>(admin, group, std::move(scopes), target, std::move(done))->run();
}

}  // namespace vitrine::client
