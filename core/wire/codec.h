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

// The message's version range must contain `version`. Fields that do not exist in `version` are left out; null where the
// version knows no null is our own mistake and fails an assertion; see check_encodable() for both. Strings are cut at 32767
// bytes, since no decoder takes longer ones (only sentences made here, around somebody's names, can be so long).
[[nodiscard]] Encoded encode(const Message& message, const void* body, Version version);
// Several messages one after another in one buffer (header and body).
struct Part {
    const Message& message;
    const void* body;
    Version version;
};
[[nodiscard]] Encoded encode(std::initializer_list<Part> parts);
template <class T>
[[nodiscard]] Encoded encode(const T& body, Version version) {
    return encode(T::message(), &body, version);
}
// For messages without ForeignBytes.
[[nodiscard]] Bytes encode_to_bytes(const Message& message, const void* body, Version version);
template <class T>
[[nodiscard]] Bytes encode_to_bytes(const T& body, Version version) {
    return encode_to_bytes(T::message(), &body, version);
}

// Whether encode() would write all of it: every field that differs from its default exists in `version` or may be dropped
// there, and no null stands where `version` knows none; else UNSUPPORTED_VERSION and a sentence that names the field (or
// INVALID_REQUEST for a string over 32767 bytes). For who talks to peers of other versions.
[[nodiscard]] Status check_encodable(const Message& message, const void* body, Version version);

// Decodes one message from the front of `bytes` into `body` (default-constructed) and advances `at` past it. Trusts
// nothing: every length is checked against what is left before anything is allocated. Errors are INVALID_REQUEST with the
// field and the byte position; a version outside of the message's range is UNSUPPORTED_VERSION. After an error `body` holds
// what was read so far and `at` did not move. Records and nothing else keep a reference to `bytes`.
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
