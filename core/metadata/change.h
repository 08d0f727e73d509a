// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "metadata/image.h"
#include "metadata/record_serde.h"
#include "observe/event.h"

namespace vitrine::metadata {

// What happened, and what follows from it: `cause` is the place in the list of what it follows from.
struct Told {
    observe::EventBody body;
    std::optional<std::size_t> cause;
};

// What one operation of the controller proposes: records, in order, and what to tell of them once they are committed. Each
// record is replayed into a copy of the image as it is added, so that later decisions of the same operation see it; nothing
// else changes until the controller appends the records.
class Change {
public:
    // `next_offset`: what the first record will have in the log.
    Change(const MetadataImage& base, Offset next_offset) : image_(base), next_offset_(next_offset) {}

    // The state that the records so far lead to.
    [[nodiscard]] const MetadataImage& image() const { return image_; }
    [[nodiscard]] const std::vector<MetadataRecord>& records() const { return records_; }
    [[nodiscard]] bool empty() const { return records_.empty(); }
    // Of the next record added.
    [[nodiscard]] Offset next_offset() const { return next_offset_ + static_cast<std::int64_t>(records_.size()); }

    // The record must fit the state: it is our own.
    void add(MetadataRecord record);

    // A consequence names the last tell() before it as its cause: a broker is fenced, then its partitions elect.
    // Answers the place, for retell().
    std::size_t tell(observe::EventBody body) {
        told_.push_back({std::move(body), std::nullopt});
        last_told_ = told_.size() - 1;
        return *last_told_;
    }
    void tell_consequence(observe::EventBody body) { told_.push_back({std::move(body), last_told_}); }
    void retell(std::size_t place, observe::EventBody body) { told_[place].body = std::move(body); }
    [[nodiscard]] std::vector<Told> take_told() { return std::move(told_); }

    // Back to the state before all of it: for requests that only validate.
    void drop(const MetadataImage& base) {
        image_ = base;
        records_.clear();
        told_.clear();
        last_told_.reset();
    }

private:
    MetadataImage image_;
    Offset next_offset_;
    std::vector<MetadataRecord> records_;
    std::vector<Told> told_;
    std::optional<std::size_t> last_told_;
};

}  // namespace vitrine::metadata
