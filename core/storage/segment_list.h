// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "base/assert.h"
#include "storage/segment.h"

// The segments of a log by base offset; the last one is the active one. Empty only while a log is loaded.
namespace vitrine::storage {

class SegmentList {
public:
    using Map = std::map<Offset, std::unique_ptr<Segment>>;

    [[nodiscard]] bool empty() const { return segments_.empty(); }
    [[nodiscard]] std::size_t count() const { return segments_.size(); }
    [[nodiscard]] Segment& first() const { return *checked().begin()->second; }
    [[nodiscard]] Segment& active() const { return *checked().rbegin()->second; }
    // The last one with a base offset at or below `offset`; nullptr: all are above.
    [[nodiscard]] Segment* floor(Offset offset) const {
        const auto above = segments_.upper_bound(offset);
        return above == segments_.begin() ? nullptr : std::prev(above)->second.get();
    }
    // nullptr: it is the last one.
    [[nodiscard]] Segment* after(const Segment& segment) const {
        const auto next = segments_.upper_bound(segment.base_offset());
        return next == segments_.end() ? nullptr : next->second.get();
    }
    [[nodiscard]] Segment* find(Offset base_offset) const {
        const auto found = segments_.find(base_offset);
        return found == segments_.end() ? nullptr : found->second.get();
    }
    Segment& add(std::unique_ptr<Segment> segment) {
        const Offset base = segment->base_offset();
        VITRINE_ASSERT(!segments_.contains(base), "no two segments begin at the same offset");
        return *(segments_[base] = std::move(segment));
    }
    std::unique_ptr<Segment> take(Offset base_offset) {
        const auto found = segments_.find(base_offset);
        VITRINE_ASSERT(found != segments_.end(), "only a segment that is there is taken out");
        std::unique_ptr<Segment> segment = std::move(found->second);
        segments_.erase(found);
        return segment;
    }
    [[nodiscard]] std::int64_t size_bytes() const {
        std::int64_t size = 0;
        for (const auto& [base, segment] : segments_) size += segment->size_bytes();
        return size;
    }
    // In order of offset.
    [[nodiscard]] const Map& all() const { return segments_; }

private:
    [[nodiscard]] const Map& checked() const {
        VITRINE_ASSERT(!segments_.empty(), "a log has at least one segment");
        return segments_;
    }
    Map segments_;
};

}  // namespace vitrine::storage
