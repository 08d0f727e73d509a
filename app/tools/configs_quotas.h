// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tools/tools.h"

// What kafka-configs does with users, clients and addresses: their quotas (KIP-546, KIP-612), and the mechanisms of users' credentials.
namespace vitrine::tools {

class ToolOptions;

// To the options of `vitrine configs`, which has --entity-type, --entity-name, --entity-default, --describe, --alter and the --…-config.
void declareQuotaOptions(ToolOptions &options);
// Whether they name a user, a client or an address.
[[nodiscard]] bool areOfQuotas(const ToolOptions &options);
// Answers the exit code. `arguments`: what `options` was read from.
int configureQuotas(const ToolOptions &options, const Arguments &arguments);

}  // namespace vitrine::tools
