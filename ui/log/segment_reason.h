// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QCoreApplication>
#include <QString>

#include "observe/view.h"
#include "ui/session/topic_settings.h"

namespace vitrine::ui {

// Why a segment is still as it is, in one sentence, by the rules of Kafka's LogManager and cleaner. Pure: values in, words out.
class SegmentReason {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::SegmentReason)

public:
    // Of the active segment: what would roll it, and how much is left of both limits.
    [[nodiscard]] static QString notRolled(const observe::SegmentView &active, const TopicSettings &settings, WallTime now);
    // Of any segment of the replica, by its place.
    [[nodiscard]] static QString notDeleted(const observe::ReplicaView &replica, std::size_t segment, const TopicSettings &settings,
                                            WallTime now);
    // The active one's first, any other's second sentence.
    [[nodiscard]] static QString of(const observe::ReplicaView &replica, std::size_t segment, const TopicSettings &settings, WallTime now);

    // How far on the axis of offsets the two rules of retention have come; interpolated within a segment. None: the rule reaches nothing.
    struct Fronts {
        std::optional<double> time;  // records before are older than retention.ms
        std::optional<double> bytes;  // records behind are within retention.bytes
    };
    [[nodiscard]] static Fronts fronts(const observe::ReplicaView &replica, const TopicSettings &settings, WallTime now);
};

}  // namespace vitrine::ui
