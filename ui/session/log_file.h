// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include "ui/session/values.h"

class QIODevice;

namespace vitrine::ui {

// Reads batches of a segment file as they lie on the disk; any thread. `directories` are the broker's log directories, of
// which one has the file.
[[nodiscard]] LogReadResult readLogFile(const QStringList &directories, const LogReadRequest &request);
// The same of an open segment, wherever its bytes lie.
[[nodiscard]] LogReadResult readSegment(QIODevice &segment, const LogReadRequest &request);
// The entries of both index files' contents; offsets in them are relative to the segment's base.
[[nodiscard]] LogIndexes readIndexes(const std::optional<QByteArray> &offsets, const std::optional<QByteArray> &times,
                                     std::int64_t baseOffset);
// "orders-0/00000000000000000000.log": a segment below a log directory; or a snapshot, where one is asked for.
[[nodiscard]] QString segmentPath(const LogReadRequest &request);
// "orders-0"
[[nodiscard]] QString replicaPath(const LogReadRequest &request);
// What files of these names and sizes are. `metaProperties`: the content of that file of the log directory.
[[nodiscard]] LogFiles describeFiles(const std::vector<std::pair<QString, std::int64_t>> &files, const QByteArray &metaProperties);

}  // namespace vitrine::ui
