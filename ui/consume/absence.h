// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include <QCoreApplication>

#include "ui/consume/record_finder.h"

namespace vitrine::ui {

// How the page reads, or last read.
struct ReadingFacts {
    bool begun = false;
    bool running = false;
    ConsumeRequest request;
    // By partition: where reading began, and the next offset that it will read.
    std::map<std::int32_t, std::int64_t> began;
    std::map<std::int32_t, std::int64_t> next;
    std::uint64_t dropped = 0;
    std::int64_t oldestKept = -1;      // of the partition that is asked about; -1: nothing of it is kept
    bool kept = false;                 // the record is among the rows
    bool hiddenByRange = false;        // it is, but the chosen range of time leaves it out
    bool displayPaused = false;
};

// Why a record is not shown, in one sentence: the first reason of those that hold, from the log to the table. Pure: values in, words out.
class Absence {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::Absence)

public:
    // `shown` is set where nothing is in the way: it is in the table.
    [[nodiscard]] static QString of(const PlaceFacts &place, const ReadingFacts &reading, bool *shown = nullptr);
    // Of a key: where its newest record lies, if there is one; the rest is said of that place.
    [[nodiscard]] static QString of(const KeyFacts &key);
    // "stops at the last stable offset 4: …", what read_committed waits for.
    [[nodiscard]] static QString stableEnd(const QString &topic, std::int32_t partition, std::int64_t lastStable,
                                           const std::optional<OpenTransaction> &open);

private:
    // The log has no record there that any consumer could get; empty: it has.
    [[nodiscard]] static QString inLog(const PlaceFacts &place);
    [[nodiscard]] static QString ofTransaction(const PlaceFacts &place);
    [[nodiscard]] static QString inReading(const PlaceFacts &place, const ReadingFacts &reading);
};

}  // namespace vitrine::ui
