// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <memory>

#include <QCoreApplication>
#include <QString>

#include "ui/session/values.h"

namespace vitrine::ui {

// An expression that a record passes or not; the language is in the README of this folder:
//   key == "customer-17" && value contains "refund" && header.trace-id startswith "7f"
//   json.amount > 10 and not (partition == 3 or offset < 1000)
// A value: cheap to copy, and matches() may be called from any thread.
class RecordFilter {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::RecordFilter)

public:
    struct Problem {
        qsizetype position = 0;  // of the first character that cannot be, from 0
        QString sentence;        // what is wrong there
    };
    struct Node;

    // Every record passes.
    RecordFilter() = default;
    // An empty text is the filter that everything passes.
    [[nodiscard]] static std::expected<RecordFilter, Problem> parse(const QString &text);

    [[nodiscard]] bool isEmpty() const { return !m_root; }
    [[nodiscard]] bool matches(const ConsumedRecord &record) const;
    // "at character 5: …", the position counted from 1.
    [[nodiscard]] static QString describe(const Problem &problem);

private:
    std::shared_ptr<const Node> m_root;
};

}  // namespace vitrine::ui
