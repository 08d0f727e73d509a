// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/schema.h"

#include <algorithm>

#include "base/assert.h"

namespace vitrine::wire {

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::boolean: return "bool";
        case Kind::int8: return "int8";
        case Kind::int16: return "int16";
        case Kind::uint16: return "uint16";
        case Kind::int32: return "int32";
        case Kind::uint32: return "uint32";
        case Kind::int64: return "int64";
        case Kind::float64: return "float64";
        case Kind::string: return "string";
        case Kind::bytes: return "bytes";
        case Kind::uuid: return "uuid";
        case Kind::records: return "records";
        case Kind::structure: return "struct";
        case Kind::array: return "array";
    }
    return "unknown";
}

Struct make_struct(std::string_view name, std::vector<Field> fields, const void* defaults) {
    Struct made{name, std::move(fields), defaults, {}};
    VITRINE_ASSERT_CMP(made.fields.size(), <=, 64u, "a set of fields fits one word");
    for (std::size_t i = 0; i < made.fields.size(); ++i) {
        const Field& field = made.fields[i];
        VITRINE_ASSERT(field.nullable.empty() || field.optional != nullptr, "what may be null is declared as a std::optional");
        if (field.tag >= 0) made.tag_order.push_back(static_cast<std::uint8_t>(i));
    }
    std::ranges::sort(made.tag_order, {}, [&made](std::uint8_t i) { return made.fields[i].tag; });
    VITRINE_ASSERT(
        std::ranges::adjacent_find(made.tag_order, {}, [&made](std::uint8_t i) { return made.fields[i].tag; }) == made.tag_order.end(),
        "tags are unique in a struct");
    return made;
}

std::int64_t Records::size() const {
    std::int64_t total = 0;
    for (const Piece& piece : pieces) {
        if (const auto* shared = std::get_if<SharedBytes>(&piece)) total += static_cast<std::int64_t>(shared->size());
        else total += std::get<ForeignBytes>(piece).size;
    }
    return total;
}

ByteSpan Records::span() const {
    if (pieces.size() != 1) return {};
    const auto* shared = std::get_if<SharedBytes>(&pieces.front());
    return shared != nullptr ? shared->span() : ByteSpan{};
}

namespace {

// Walks over the bytes of records, piece by piece; empty pieces do not exist for it.
class PieceCursor {
public:
    explicit PieceCursor(const std::vector<Piece>& pieces) : piece_(pieces.begin()), end_(pieces.end()) { skip_empty(); }

    [[nodiscard]] bool done() const { return piece_ == end_; }
    [[nodiscard]] const ForeignBytes* foreign() const { return std::get_if<ForeignBytes>(&*piece_); }
    [[nodiscard]] ByteSpan rest() const { return std::get<SharedBytes>(*piece_).span().subspan(at_); }
    void skip(std::size_t count) {
        at_ += count;
        skip_empty();
    }
    void next() {
        ++piece_;
        at_ = 0;
        skip_empty();
    }

private:
    void skip_empty() {
        while (piece_ != end_ && (foreign() != nullptr ? foreign()->size == 0 : rest().empty())) {
            ++piece_;
            at_ = 0;
        }
    }

    std::vector<Piece>::const_iterator piece_;
    std::vector<Piece>::const_iterator end_;
    std::size_t at_ = 0;
};

}  // namespace

bool operator==(const Records& a, const Records& b) {
    PieceCursor left(a.pieces);
    PieceCursor right(b.pieces);
    while (!left.done() && !right.done()) {
        if ((left.foreign() == nullptr) != (right.foreign() == nullptr)) return false;
        if (left.foreign() != nullptr) {
            if (*left.foreign() != *right.foreign()) return false;
            left.next();
            right.next();
            continue;
        }
        const std::size_t common = std::min(left.rest().size(), right.rest().size());
        if (!std::ranges::equal(left.rest().first(common), right.rest().first(common))) return false;
        left.skip(common);
        right.skip(common);
    }
    return left.done() && right.done();
}

}  // namespace vitrine::wire
