// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QByteArrayView>

namespace vitrine::ui {

// The 32-bit murmur2 with the seed of Kafka's clients (0x9747b28c), as a signed number like theirs.
std::int32_t murmur2(QByteArrayView bytes);
// Where Kafka's default partitioner puts a key: the hash without its sign, modulo the number of partitions (at least 1).
std::int32_t partitionForKey(QByteArrayView key, std::int32_t partitions);

}  // namespace vitrine::ui
