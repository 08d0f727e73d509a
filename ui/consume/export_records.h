// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QCoreApplication>
#include <QIODevice>
#include <QString>

#include "ui/session/values.h"

namespace vitrine::ui {

// Records as a file for other programs. Bytes that are no UTF-8 are written in base64, and a field beside them says so.
//   CSV (RFC 4180), with a head: topic,partition,offset,timestamp,leader_epoch,key,key_encoding,value,value_encoding,headers
//       encodings: utf-8, base64, or null where there is none; headers as JSON like below
//   JSON lines, one object each: the same fields; key and value may be null, *_encoding stands there only as "base64";
//       headers: [{"key": …, "value": …}]
class RecordExport {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::RecordExport)

public:
    enum class Form { csv, jsonLines };

    // False when the device does not take everything.
    static bool write(QIODevice &to, const QString &topic, const std::vector<ConsumedRecord> &records, Form form);
    // Replaces the file in one step, or leaves it as it was. A sentence for people, in both cases; any thread.
    struct Outcome {
        bool ok = false;
        QString sentence;
    };
    static Outcome save(const QString &path, const QString &topic, const std::vector<ConsumedRecord> &records, Form form);
};

}  // namespace vitrine::ui
