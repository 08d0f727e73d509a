// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/session/values.h"

class QIODevice;

namespace vitrine::ui {

// Reads batches of a segment file as they lie on the disk; any thread. `directory` is the broker's log directory.
[[nodiscard]] LogReadResult readLogFile(const QString &directory, const LogReadRequest &request);
// The same of an open segment, wherever its bytes lie.
[[nodiscard]] LogReadResult readSegment(QIODevice &segment, const LogReadRequest &request);
// "orders-0/00000000000000000000.log": a segment below a log directory.
[[nodiscard]] QString segmentPath(const LogReadRequest &request);

}  // namespace vitrine::ui
