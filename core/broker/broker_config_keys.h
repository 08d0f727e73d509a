// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "broker/broker_config.h"

// The rows of the table that are Kafka's but mean nothing here, in no order.
namespace vitrine::broker {

std::vector<BrokerConfigKey> broker_config_keys_without_effect();

}  // namespace vitrine::broker
