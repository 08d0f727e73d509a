// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>

#include <fmt/format.h>

#include "base/assert.h"
#include "wire/reader.h"
#include "wire/text.h"
#include "wire/walk.h"

namespace vitrine::wire {
namespace {

constexpr std::size_t shown_bytes_max = 16;

std::string type_of(const Field& field) {
    const auto one = [&](Kind kind) { return std::string(kind == Kind::structure ? field.structure().name : name_of(kind)); };
    return field.kind == Kind::array ? "[]" + one(field.element) : one(field.kind);
}

// Functions answer false after stop(): what was read so far stands.
class PacketReader {
public:
    PacketReader(const Message& message, ByteSpan bytes, std::size_t at, Version version)
        : reader_(bytes, at), version_(version), flexible_(message.flexible(version)) {}

    bool structure(const Struct& declared, PacketNode& node) {
        node.begin = reader_.at();
        const bool whole = fields(declared, node) && (!flexible_ || tagged_fields(declared, node));
        node.end = reader_.at();
        return whole;
    }

    std::optional<std::string> take_trouble() { return std::move(trouble_); }

private:
    bool fields(const Struct& declared, PacketNode& node) {
        for (const Field& field : declared.fields) {
            if (!field.versions.contains(version_) || (field.tag >= 0 && field.tagged.contains(version_))) continue;
            if (!this->field(field, node)) return false;
        }
        return true;
    }

    bool tagged_fields(const Struct& declared, PacketNode& node) {
        std::uint32_t count = 0;
        if (!reader_.take_unsigned_varint(count)) return stop("the bytes end before the tagged fields");
        for (; count > 0; --count) {
            const std::size_t begin = reader_.at();
            std::uint32_t tag = 0;
            std::uint32_t size = 0;
            if (!reader_.take_unsigned_varint(tag) || !reader_.take_unsigned_varint(size))
                return stop("the bytes end among the tagged fields");
            if (size > reader_.left()) return stop(fmt::format("tag {} says {} bytes, {} are left", tag, size, reader_.left()));
            const std::size_t end = reader_.at() + size;
            const Field* known = nullptr;
            for (const Field& field : declared.fields) {
                if (field.tag >= 0 && static_cast<std::uint32_t>(field.tag) == tag && field.versions.contains(version_) &&
                    field.tagged.contains(version_)) {
                    known = &field;
                }
            }
            if (known != nullptr) {
                if (!field(*known, node)) return false;
                if (reader_.at() != end) return stop(fmt::format("tag {} says {} bytes, but its value ends elsewhere", tag, size));
                node.children.back().begin = begin;
            } else {
                PacketNode* unknown = add(node, "unknown tagged field", "bytes", Kind::bytes);
                if (unknown == nullptr) return false;
                unknown->value = bytes_text(size);
                reader_.skip(size);
                unknown->begin = begin;
                unknown->end = end;
            }
            node.children.back().tag = static_cast<std::int32_t>(tag);
        }
        return true;
    }

    bool field(const Field& field, PacketNode& parent) {
        PacketNode* node = add(parent, std::string(field.name), type_of(field), field.kind);
        if (node == nullptr) return false;
        const bool whole = value(field, *node);
        node->end = reader_.at();
        return whole;
    }

    bool value(const Field& field, PacketNode& node) {
        if (field.kind == Kind::structure) {
            std::int8_t prefix = 1;
            if (field.nullable.contains(version_) && !reader_.take(prefix)) return ends(field);
            if (prefix < 0 || (prefix == 0 && field.tag >= 0 && field.tagged.contains(version_))) {
                node.value = "null";
                return true;
            }
            const std::size_t begin = node.begin;
            const bool whole = structure(field.structure(), node);
            node.begin = begin;
            return whole;
        }
        if (field.kind == Kind::array) return array(field, node);
        return scalar(field, field.kind, node);
    }

    bool array(const Field& field, PacketNode& node) {
        std::int64_t length = 0;
        if (!reader_.take_length(flexible_ && !field.never_flexible, false, length)) return ends(field);
        if (length < 0) {
            node.value = "null";
            return true;
        }
        node.value = fmt::format("{}", length);
        const std::string type(field.element == Kind::structure ? field.structure().name : name_of(field.element));
        for (std::int64_t i = 0; i < length; ++i) {
            PacketNode* element = add(node, fmt::format("[{}]", i), type, field.element);
            if (element == nullptr) return false;
            const bool whole =
                field.element == Kind::structure ? structure(field.structure(), *element) : scalar(field, field.element, *element);
            element->end = reader_.at();
            if (!whole) return false;
        }
        return true;
    }

    template <class Int>
    bool number(const Field& field, PacketNode& node) {
        Int value{};
        if (!reader_.take(value)) return ends(field);
        node.value = fmt::format("{}", value);
        return true;
    }

    bool scalar(const Field& field, Kind kind, PacketNode& node) {
        switch (kind) {
            case Kind::boolean: {
                std::uint8_t value = 0;
                if (!reader_.take(value)) return ends(field);
                node.value = value != 0 ? "true" : "false";
                return true;
            }
            case Kind::int8: return number<std::int8_t>(field, node);
            case Kind::int16: {
                std::int16_t value = 0;
                if (!reader_.take(value)) return ends(field);
                node.value = fmt::format("{}", value);
                const auto code = static_cast<ErrorCode>(value);
                node.error_code = field.error_code;
                if (field.error_code && error_info(code).code == code) node.value += fmt::format(" {}", name_of(code));
                return true;
            }
            case Kind::uint16: return number<std::uint16_t>(field, node);
            case Kind::int32: return number<std::int32_t>(field, node);
            case Kind::uint32: return number<std::uint32_t>(field, node);
            case Kind::int64: return number<std::int64_t>(field, node);
            case Kind::float64: {
                std::uint64_t value = 0;
                if (!reader_.take(value)) return ends(field);
                node.value = fmt::format("{}", std::bit_cast<double>(value));
                return true;
            }
            case Kind::uuid: {
                Uuid id;
                if (reader_.left() < id.bytes.size()) return ends(field);
                std::copy_n(reader_.here(), id.bytes.size(), id.bytes.begin());
                reader_.skip(id.bytes.size());
                node.value = id.to_string();
                return true;
            }
            case Kind::string:
            case Kind::bytes:
            case Kind::records: return sized(field, kind, node);
            case Kind::structure:
            case Kind::array: break;
        }
        fail_assertion(__FILE__, __LINE__, "kind", "no array holds arrays", std::string(field.name));
    }

    bool sized(const Field& field, Kind kind, PacketNode& node) {
        std::int64_t length = 0;
        if (!reader_.take_length(flexible_ && !field.never_flexible, kind == Kind::string, length)) return ends(field);
        if (length < 0) {
            node.value = "null";
            return true;
        }
        const auto size = static_cast<std::size_t>(length);
        const std::size_t kept = std::min(size, reader_.left());
        if (kind == Kind::string) node.value = valid_utf8(as_text({reader_.here(), kept}));
        else if (kind == Kind::records) node.value = fmt::format("{} bytes", size);
        else node.value = bytes_text(size);
        reader_.skip(kept);
        return kept == size || stop(fmt::format("{} has {} bytes, {} are here", field.name, size, kept));
    }

    // "5 bytes: 68 65 6c 6c 6f", from here on.
    std::string bytes_text(std::size_t size) {
        std::string text = fmt::format("{} bytes", size);
        const std::size_t shown = std::min({size, shown_bytes_max, reader_.left()});
        for (std::size_t i = 0; i < shown; ++i) text += fmt::format("{}{:02x}", i == 0 ? ": " : " ", reader_.here()[i]);
        if (shown < size) text += " …";
        return text;
    }

    PacketNode* add(PacketNode& parent, std::string name, std::string type, Kind kind) {
        if (++nodes_ > packet_nodes_max) {
            stop(fmt::format("more than {} values are not shown", packet_nodes_max));
            return nullptr;
        }
        PacketNode& node = parent.children.emplace_back();
        node.name = std::move(name);
        node.type = std::move(type);
        node.kind = kind;
        node.begin = node.end = reader_.at();
        return &node;
    }

    bool ends(const Field& field) { return stop(fmt::format("the bytes end in {}", field.name)); }
    bool stop(std::string why) {
        trouble_ = fmt::format("at byte {}: {}", reader_.at(), why);
        return false;
    }

    Reader reader_;
    Version version_;
    bool flexible_;
    std::size_t nodes_ = 0;
    std::optional<std::string> trouble_;
};

}  // namespace

PacketTree read_packet(const Message& message, ByteSpan bytes, std::size_t at, Version version) {
    PacketTree tree;
    tree.root.name = std::string(message.name());
    tree.root.type = tree.root.name;
    tree.root.begin = tree.root.end = at;
    if (!message.versions.contains(version)) {
        tree.trouble =
            fmt::format("{} has no version {}, only {} to {}", message.name(), version, message.versions.lowest, message.versions.highest);
        return tree;
    }
    VITRINE_ASSERT_CMP(at, <=, bytes.size(), "reading begins inside the bytes");
    PacketReader reader(message, bytes, at, version);
    reader.structure(message.body, tree.root);
    tree.trouble = reader.take_trouble();
    return tree;
}

}  // namespace vitrine::wire
