// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include "ui/session/values.h"

namespace vitrine::ui {

// '*' stands for any bytes, '?' for one, everything else for itself.
[[nodiscard]] bool matchesPattern(QByteArrayView pattern, QByteArrayView text);
// Which rule has the say for this key: the first that matches; none without a key.
[[nodiscard]] std::optional<qsizetype> ruleForKey(const QList<PartitionRule> &rules, const std::optional<QByteArray> &key);

}  // namespace vitrine::ui
