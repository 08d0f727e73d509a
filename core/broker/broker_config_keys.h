// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "broker/broker_config.h"

namespace vitrine::broker {

// The rows of the table that are Kafka's but mean nothing here, in no order.
std::vector<BrokerConfigKey> broker_config_keys_without_effect();

// The words in which rows are written.
namespace key_words {

inline constexpr auto boolean = storage::ConfigType::boolean;
inline constexpr auto text = storage::ConfigType::string;
inline constexpr auto int16 = storage::ConfigType::int16;
inline constexpr auto int32 = storage::ConfigType::int32;
inline constexpr auto int64 = storage::ConfigType::int64;
inline constexpr auto float64 = storage::ConfigType::float64;
inline constexpr auto list = storage::ConfigType::list;
inline constexpr auto class_name = storage::ConfigType::class_name;
inline constexpr auto password = storage::ConfigType::password;
inline constexpr auto cluster_wide = UpdateMode::cluster_wide;
inline constexpr auto read_only = UpdateMode::read_only;
inline constexpr auto per_broker = UpdateMode::per_broker;
inline constexpr std::nullopt_t null = std::nullopt;
inline constexpr std::nullopt_t any = std::nullopt;

}  // namespace key_words

}  // namespace vitrine::broker
