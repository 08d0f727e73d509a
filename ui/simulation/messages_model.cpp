// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/messages_model.h"

#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/message_text.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

namespace vitrine::ui {

namespace {

Tone toneOf(const MessageInFlight &message)
{
    if (message.isHeld()) return Tone::bad;
    if (message.isRecords()) return Tone::records;
    return message.isQuorum() ? Tone::moving : Tone::leader;
}

}  // namespace

void MessagesModel::show(const std::vector<MessageInFlight> &messages, Instant now)
{
    std::vector<MessageRow> rows;
    rows.reserve(messages.size());
    for (const MessageInFlight &message : messages) rows.push_back({message, now});
    sync(std::move(rows));
}

std::optional<int> MessagesModel::rowOf(std::uint64_t message) const
{
    const auto at = std::ranges::lower_bound(allRows(), message, {}, &MessageRow::key);
    if (at == allRows().end() || at->key() != message) return std::nullopt;
    return static_cast<int>(at - allRows().begin());
}

QString MessagesModel::title(int column) const
{
    switch (column) {
    case what: return tr("Message");
    case from: return tr("From");
    case to: return tr("To");
    case arrival: return tr("Arrives");
    default: return tr("Size");
    }
}

ColumnKind MessagesModel::kind(int column) const
{
    switch (column) {
    case what: return ColumnKind::marked;
    case size: return ColumnKind::bytes;
    default: return ColumnKind::text;
    }
}

QVariant MessagesModel::cell(int index, int column, int role) const
{
    const MessageInFlight &message = row(index).message;
    if (role == Qt::ToolTipRole && column == arrival) return MessageText::held(message.held);
    if (column == what) {
        if (role == MarkRole) return static_cast<int>(message.isHeld() ? Mark::square : message.response ? Mark::ring : Mark::circle);
        if (role == Qt::DisplayRole) {
            const QString api = message.api.isEmpty() ? tr("unreadable") : message.api;
            return message.response ? tr("%1 response").arg(api) : tr("%1 request").arg(api);
        }
    }
    if (role == ToneRole && column == what) return static_cast<int>(toneOf(message));
    if (role == ToneRole && column == arrival && message.isHeld()) return static_cast<int>(Tone::bad);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case from: return message.fromName;
    case to: return message.toName;
    case arrival: {
        if (message.isHeld()) return MessageText::why(message.held);
        const double ms = std::chrono::duration<double, std::milli>(std::max(Duration::zero(), message.arrives - row(index).now)).count();
        return ms < 1'000 ? tr("in %1 ms").arg(ms, 0, 'f', 2) : tr("in %1").arg(Format::duration(message.arrives - row(index).now));
    }
    case size: return QVariant::fromValue<qlonglong>(message.sizeBytes);
    default: return {};
    }
}

}  // namespace vitrine::ui
