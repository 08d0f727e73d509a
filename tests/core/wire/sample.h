// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/schema.h"

// A message with every kind of field and every rule of versions: 0 and 1 have the old form, 2 is flexible.
namespace vitrine::wire::test {

struct Inner {
    std::int32_t number = 0;
    std::string text;
    std::int16_t extra = -1;  // tagged in 2

    friend bool operator==(const Inner&, const Inner&) = default;
    static const Struct& structure();
};

// Has no field before version 2.
struct Late {
    std::int64_t number = 0;

    friend bool operator==(const Late&, const Late&) = default;
    static const Struct& structure();
};

struct Sample {
    bool flag = false;
    std::int8_t tiny = 0;
    std::int16_t small = 7;
    std::uint16_t port = 0;
    BrokerId broker{-1};
    std::uint32_t crc = 0;
    Offset offset;
    double ratio = 0;
    std::string name;
    std::optional<std::string> rack = std::string{};  // null from 1
    Bytes blob;
    std::optional<Bytes> maybe_blob = Bytes{};        // null from 1
    Uuid id;
    ErrorCode error = ErrorCode::NONE;
    std::optional<Records> records = Records{};       // null in all
    Inner inner;
    std::optional<Inner> maybe_inner;                 // null from 1, exists from 1
    std::vector<std::int32_t> numbers;
    std::optional<std::vector<std::string>> words = std::vector<std::string>{};  // null from 1
    std::vector<Inner> inners;
    std::vector<Late> late;
    std::string old_text;                             // 0 only; dropped later
    std::int32_t strict = 0;                          // from 1; set, it does not fit 0
    std::string client;                               // keeps the old length in 2
    std::int32_t tagged_number = -1;                  // tagged in 2
    std::optional<std::string> tagged_text;           // tagged in 2
    Inner tagged_inner;                               // tagged in 2
    std::vector<Inner> tagged_inners;                 // tagged in 2
    std::int32_t late_tag = 0;                        // a plain field in 1, tagged from 2

    friend bool operator==(const Sample&, const Sample&) = default;
    static const Message& message();
};

}  // namespace vitrine::wire::test
