// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/murmur2.h"

#include <algorithm>

#include "client/partitioner.h"

namespace vitrine::ui {

namespace {
ByteSpan spanOf(QByteArrayView bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}
}  // namespace

std::int32_t murmur2(QByteArrayView bytes) { return static_cast<std::int32_t>(client::murmur2(spanOf(bytes))); }

std::int32_t partitionForKey(QByteArrayView key, std::int32_t partitions)
{
    return client::partition_of_key(spanOf(key), std::max(1, partitions));
}

}  // namespace vitrine::ui
