// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/kept_records.h"

#include <optional>

#include <fmt/format.h>

#include "base/varint.h"

namespace vitrine::metadata {
namespace {

constexpr std::int16_t delegation_token = 10;
constexpr std::int16_t user_scram_credential = 11;
constexpr std::int16_t access_control_entry = 18;
constexpr std::int16_t remove_access_control_entry = 19;
constexpr std::int16_t zk_migration_state = 21;
constexpr std::int16_t remove_user_scram_credential = 22;
constexpr std::int16_t remove_delegation_token = 26;

// The fields of a flexible message, one after the other.
class Fields {
public:
    explicit Fields(ByteSpan bytes) : rest_(bytes) {}
    std::optional<ByteSpan> fixed(std::size_t size) {
        if (rest_.size() < size) return std::nullopt;
        const ByteSpan taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    // Of a compact string or array: null is none.
    std::optional<std::size_t> length() {
        const auto plus_one = take_unsigned_varint(rest_);
        if (!plus_one || *plus_one == 0) return std::nullopt;
        return *plus_one - 1;
    }
    std::optional<ByteSpan> string() {
        const auto size = length();
        return size ? fixed(*size) : std::nullopt;
    }

private:
    ByteSpan rest_;
};

std::optional<std::string> token_id(Fields fields) {
    if (!fields.string() || !fields.string()) return std::nullopt;  // owner, requester
    const auto renewers = fields.length();
    if (!renewers) return std::nullopt;
    for (std::size_t i = 0; i < *renewers; ++i) {
        if (!fields.string()) return std::nullopt;
    }
    if (!fields.fixed(3 * sizeof(std::int64_t))) return std::nullopt;  // issued, at most until, expires
    const auto id = fields.string();
    return id ? std::optional(std::string(as_text(*id))) : std::nullopt;
}

std::optional<std::string> user_and_mechanism(Fields fields) {
    const auto user = fields.string();
    const auto mechanism = fields.fixed(1);
    if (!user || !mechanism) return std::nullopt;
    return std::string(as_text(*user)) + std::string(as_text(*mechanism));
}

std::optional<ScramCredential> scram_credential(Fields fields) {
    const auto user = fields.string();
    const auto mechanism = fields.fixed(1);
    if (!user || !mechanism || !fields.string() || !fields.string() || !fields.string()) return std::nullopt;  // salt, two keys
    const auto iterations = fields.fixed(sizeof(std::int32_t));
    if (!iterations) return std::nullopt;
    return ScramCredential{std::string(as_text(*user)), static_cast<std::int8_t>(mechanism->front()),
                           load_be<std::int32_t>(iterations->data())};
}

std::optional<std::string> first_string(Fields fields) {
    const auto text = fields.string();
    return text ? std::optional(std::string(as_text(*text))) : std::nullopt;
}

std::optional<std::string> first_uuid(Fields fields) {
    const auto id = fields.fixed(16);
    return id ? std::optional(std::string(as_text(*id))) : std::nullopt;
}

}  // namespace

Result<KeptRecord> kept_record(const OtherRecord& record) {
    const Fields fields{ByteSpan(record.message)};
    const auto of = [&](std::int16_t kind, const std::optional<std::string>& thing, bool removes) -> Result<KeptRecord> {
        if (!thing) {
            return failure(ErrorCode::CORRUPT_MESSAGE,
                           fmt::format("metadata record: record type {} does not say what it is about", record.type));
        }
        return KeptRecord{fmt::format("{}:{}", kind, *thing), removes};
    };
    switch (record.type) {
        case delegation_token: return of(delegation_token, token_id(fields), false);
        case remove_delegation_token: return of(delegation_token, first_string(fields), true);
        case user_scram_credential: return of(user_scram_credential, user_and_mechanism(fields), false);
        case remove_user_scram_credential: return of(user_scram_credential, user_and_mechanism(fields), true);
        case access_control_entry: return of(access_control_entry, first_uuid(fields), false);
        case remove_access_control_entry: return of(access_control_entry, first_uuid(fields), true);
        case zk_migration_state: return KeptRecord{};
        default: return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("metadata record: record type {} is unknown", record.type));
    }
}

std::vector<ScramCredential> scram_credentials(const MetadataImage& image) {
    std::vector<ScramCredential> credentials;
    for (const auto& [key, value] : image.kept_records) {
        const auto record = decode_record(SharedBytes(to_bytes(value)));
        const auto* other = record ? std::get_if<OtherRecord>(&*record) : nullptr;
        if (other == nullptr || other->type != user_scram_credential) continue;
        if (auto credential = scram_credential(Fields(ByteSpan(other->message)))) credentials.push_back(std::move(*credential));
    }
    return credentials;
}

}  // namespace vitrine::metadata
