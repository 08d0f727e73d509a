// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/flat_model.h"
#include "ui/session/simulation_values.h"

namespace vitrine::ui {

struct MessageRow {
    MessageInFlight message;
    Instant now{};

    [[nodiscard]] std::uint64_t key() const { return message.id; }
    friend bool operator==(const MessageRow &, const MessageRow &) = default;
};

// What is on its way, in the order of sending.
class MessagesModel : public RowModel<MessageRow> {
    Q_OBJECT

public:
    enum Column { what, from, to, arrival, size, columnCountOfMessages };
    using RowModel::RowModel;
    void show(const std::vector<MessageInFlight> &messages, Instant now);
    [[nodiscard]] std::optional<int> rowOf(std::uint64_t message) const;

protected:
    [[nodiscard]] int columns() const override { return columnCountOfMessages; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

}  // namespace vitrine::ui
