// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/schema.h"

// Encoding and decoding of declared messages, driven by their tables.
namespace vitrine::wire {

// An encoded message: our own bytes and, between them, records that lie elsewhere.
struct Encoded {
    std::vector<Piece> pieces;
    [[nodiscard]] std::int64_t size() const;
    // All bytes in one buffer; the message must hold no ForeignBytes.
    [[nodiscard]] Bytes to_bytes() const;
};

// The message's version range must contain `version`. Fields that do not exist in `version` are left out; see check_encodable().
[[nodiscard]] Encoded encode(const Message& message, const void* body, Version version);
template <class T>
[[nodiscard]] Encoded encode(const T& body, Version version) {
    return encode(T::message(), &body, version);
}
// For messages without ForeignBytes.
template <class T>
[[nodiscard]] Bytes encode_to_bytes(const T& body, Version version) {
    return encode(T::message(), &body, version).to_bytes();
}

// Whether every field that differs from its default exists in `version` or may be dropped there; else UNSUPPORTED_VERSION
// and a sentence that names the field. For who talks to peers of other versions.
[[nodiscard]] Status check_encodable(const Message& message, const void* body, Version version);

// Decodes one message from the front of `bytes` into `body` (default-constructed) and advances `at` past it. Trusts
// nothing: every length is checked against what is left before anything is allocated. Errors are INVALID_REQUEST with the
// field and the byte position. Records and nothing else keep a reference to `bytes`.
[[nodiscard]] Status decode(const Message& message, void* body, const SharedBytes& bytes, std::size_t& at, Version version);

// Decodes a whole buffer; bytes left over are an error.
template <class T>
[[nodiscard]] Result<T> decode(const SharedBytes& bytes, Version version) {
    T body;
    std::size_t at = 0;
    if (auto status = decode(T::message(), &body, bytes, at, version); !status) return std::unexpected(std::move(status.error()));
    if (at != bytes.size()) {
        return failure(ErrorCode::INVALID_REQUEST, std::string(T::message().name()) + ": " + std::to_string(bytes.size() - at) +
                                                       " bytes are left after the last field");
    }
    return body;
}

}  // namespace vitrine::wire
