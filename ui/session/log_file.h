// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/session/values.h"

namespace vitrine::ui {

// Reads batches of a segment file as they lie on the disk; any thread. `directory` is the broker's log directory.
[[nodiscard]] LogReadResult readLogFile(const QString &directory, const LogReadRequest &request);

}  // namespace vitrine::ui
