// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "ui/common/paint.h"
#include "ui/common/table.h"
#include "ui/session/cluster_state.h"
#include "ui/session/values.h"

namespace vitrine::ui {

class Session;

// What can be said of a member, in one word and one shape.
struct MemberSign {
    Mark mark = Mark::circle;
    Tone tone = Tone::good;
    QString word;     // "consuming", "stopped 12.0 s ago"
    QString sentence;
};

// Groups in words: the same in the picture, the tables and the dialogs.
class GroupText {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::GroupText)

public:
    static MemberSign member(const Session &session, const GroupInfo &group, const observe::MemberView &member);
    // "0.4 of 45.0 s": how long ago the last heartbeat came, and after which time the member counts as gone.
    static QString heartbeat(const Session &session, const observe::MemberView &member);
    // Null: it runs outside.
    static const OwnMember *own(const Session &session, const GroupInfo &group, const observe::MemberView &member);
    // Of the state of the group, as in the list of groups.
    static MemberSign group(const Session &session, const GroupInfo &group);

    // "12.0 s", "≥ 12.0 s"; a dash for none.
    static QString behind(const std::optional<Duration> &age, bool orMore);
    // A word for what a lag does not say by itself; empty where offsets are records.
    static QString meaning(const PartitionLag &lag);
    static QString meaningSentence(const PartitionLag &lag);
    static Mark meaningMark(LagMeaning meaning);
    static Tone meaningTone(LagMeaning meaning);

    // As the coordinator gave it, else what the members of this one and of the one `before` (may be null) say.
    static QString why(const RebalanceRecord &record, const RebalanceRecord *before);
    // "4, 5 moved", "nothing moved", "as first seen".
    static QString moved(const RebalanceRecord &record);
    // Each change of hands in a line: "orders-4: billing-1 → billing-3"; at most `linesMax`.
    static QString moves(const RebalanceRecord &record, int linesMax);
    // Who was without partitions while it lasted.
    static QString stoodStill(const RebalanceRecord &record);
    static QString took(const RebalanceRecord &record, Instant now);
    // "orders-4" alone where there are several topics, else "4".
    static QString partitions(const std::vector<TopicPartition> &partitions);
};

}  // namespace vitrine::ui
