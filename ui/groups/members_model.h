// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/common/flat_model.h"
#include "ui/groups/group_text.h"

namespace vitrine::ui {

// One member of a group, as its coordinator sees it.
struct MemberRow {
    std::string memberId;
    QString name;
    QString details;       // member id, client, subscription: for the tooltip
    Mark mark = Mark::circle;
    Tone tone = Tone::good;
    QString state;
    QString sentence;
    QString assigned;      // which partitions
    qlonglong partitions = 0;
    qlonglong lag = 0;
    QString heartbeat;
    QString where;         // "ours", or its host

    // By name, as the picture has them.
    [[nodiscard]] std::pair<QString, std::string> key() const { return {name, memberId}; }
    friend bool operator==(const MemberRow &, const MemberRow &) = default;
};

class MembersModel : public RowModel<MemberRow> {
    Q_OBJECT

public:
    enum Column { member, state, partitions, lag, heartbeat, where, columnCountOfMembers };
    using RowModel::RowModel;
    void show(const Session &session, const GroupInfo *group);
    // -1: none.
    [[nodiscard]] int rowOf(const std::string &memberId) const;

protected:
    [[nodiscard]] int columns() const override { return columnCountOfMembers; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

}  // namespace vitrine::ui
