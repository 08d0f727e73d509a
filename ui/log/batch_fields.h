// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include "ui/session/values.h"

namespace vitrine::ui {

// A field of a record batch, with the bytes that it is.
struct BatchField {
    enum class Source { stored, plain };  // plain: the records after decompression
    QString name;                         // Kafka's
    QString value;
    QString meaning;                      // a remark; may be empty
    Source source = Source::stored;
    qsizetype from = 0;
    qsizetype size = 0;
    std::vector<BatchField> children;
};

// A batch's bytes as the tree of their fields (DefaultRecordBatch, DefaultRecord of Apache Kafka). Trusts nothing: where the bytes
// contradict themselves the tree ends.
class BatchFields {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::BatchFields)

public:
    // Of more records than `recordsMax` only the first are decoded.
    [[nodiscard]] static std::vector<BatchField> decode(const QByteArray &stored, const QByteArray &plain, int recordsMax = 1'000);
    // The path of places from the top to the innermost field that has this byte; empty: none has it.
    [[nodiscard]] static std::vector<int> pathTo(const std::vector<BatchField> &fields, BatchField::Source source, qsizetype byte);
};

}  // namespace vitrine::ui
