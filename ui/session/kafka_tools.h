// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

namespace vitrine::ui::commands {

// The same deed as a line of a shell with Kafka's own tools (kafka-topics.sh --create …), as Apache Kafka 4 has them. None where Kafka has
// no tool for it: faults, the window's own members, a workload.
[[nodiscard]] std::optional<QString> kafkaTool(const QString &line, const QString &bootstrapServers);

}  // namespace vitrine::ui::commands
