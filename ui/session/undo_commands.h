// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

namespace vitrine::ui::commands {

// The line that takes back what this fault did: "broker start 2" of "broker kill 2", "link heal 1 2" of "link cut 1 2". None for what is
// no fault, or cannot be taken back (records that a crash lost, a bit that flipped).
[[nodiscard]] std::optional<QString> inverseOf(const QString &line);

}  // namespace vitrine::ui::commands
