// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <vector>

#include <QByteArray>
#include <QString>

#include "observe/event.h"

// Events as text that outlives versions: one JSON object a line, in UTF-8, kinds and enumerations by their names. ui/archive/README.md has
// an example.
namespace vitrine::ui {

// More events than this are not read from a file.
inline constexpr qsizetype timelineEventsMax = 1'000'000;

[[nodiscard]] QByteArray timelineText(const std::vector<observe::Event> &events);
// An error names the line and what is wrong with it. Any thread.
[[nodiscard]] std::expected<std::vector<observe::Event>, QString> timelineFromText(const QByteArray &text);

// As if they had happened in the life of another process: ids are given anew (those of a node begin again with each life, and causes must
// not point to events of another one), and `at` is moved so that what was `then` is `now`.
[[nodiscard]] std::vector<observe::Event> broughtOver(std::vector<observe::Event> events, Instant then, Instant now);

}  // namespace vitrine::ui
