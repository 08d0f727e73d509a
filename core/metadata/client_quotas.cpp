// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/client_quotas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace vitrine::metadata {
namespace {

using messages::AlterClientQuotasRequest;
using messages::AlterClientQuotasResponse;
using messages::DescribeClientQuotasRequest;
using messages::DescribeClientQuotasResponse;

constexpr std::string_view user_type = "user";
constexpr std::string_view client_type = "client-id";
constexpr std::string_view ip_type = "ip";

// A quota's key: whose it is, and the largest value of its integral type; none: any number.
struct QuotaKey {
    std::string_view name;
    bool of_ip = false;
    std::optional<double> whole_max;
};
constexpr std::array<QuotaKey, 5> quota_keys{{
    {producer_byte_rate, false, static_cast<double>(std::numeric_limits<std::int64_t>::max())},
    {consumer_byte_rate, false, static_cast<double>(std::numeric_limits<std::int64_t>::max())},
    {request_percentage, false, std::nullopt},
    {controller_mutation_rate, false, std::nullopt},
    {connection_creation_rate, true, static_cast<double>(std::numeric_limits<std::int32_t>::max())},
}};

Status refuse(std::string why) { return failure(ErrorCode::INVALID_REQUEST, std::move(why)); }

// A numeric address. Kafka's also takes a host that resolves; a controller here asks nobody.
bool is_address(std::string_view text) {
    if (text.find(':') != std::string_view::npos) {
        return std::ranges::all_of(text, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
        });
    }
    int parts = 0;
    while (parts < 4) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits == 0 || digits > 3 || (digits == 3 && text.substr(0, 3) > "255")) return false;
        text.remove_prefix(digits);
        if (++parts == 4) return text.empty();
        if (!text.starts_with('.')) return false;
        text.remove_prefix(1);
    }
    return false;
}

Result<QuotaEntity> to_entity(const std::vector<AlterClientQuotasRequest::EntryData::EntityData>& parts) {
    QuotaEntity entity;
    for (const auto& [type, name] : parts) {
        if (type != user_type && type != client_type && type != ip_type)
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("Unhandled client quota entity type: {}", type));
        if (name && name->empty()) return failure(ErrorCode::INVALID_REQUEST, fmt::format("Empty {} not supported", type));
        if (!entity.emplace(type, name).second)
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("Invalid client quota entity, duplicate entity entry {}", type));
    }
    if (entity.empty()) return failure(ErrorCode::INVALID_REQUEST, "Invalid empty client quota entity");
    const auto ip = entity.find(std::string(ip_type));
    if (ip == entity.end()) return entity;
    if (entity.size() > 1) {
        return failure(ErrorCode::INVALID_REQUEST,
                       "Invalid quota entity combination, IP entity should not be combined with User or ClientId");
    }
    if (ip->second && !is_address(*ip->second))
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("{} is not a valid IP or resolvable host.", *ip->second));
    return entity;
}

Status check_value(bool of_ip, const std::string& name, double value) {
    const auto key = std::ranges::find_if(quota_keys, [&](const QuotaKey& known) { return known.name == name && known.of_ip == of_ip; });
    if (key == quota_keys.end()) return refuse(fmt::format("Invalid configuration key {}", name));
    if (!(value > 0)) return refuse(fmt::format("Quota {} must be greater than 0", name));
    if (!key->whole_max) return {};
    if (value > *key->whole_max)
        return refuse(fmt::format("Proposed value for {} is too large for {}.", name, of_ip ? "an INT" : "a LONG"));
    constexpr double rounding = 1e-6;
    if (std::fmod(value, 1.0) > rounding) return refuse(fmt::format("{} cannot be a fractional value.", name));
    return {};
}

Status alter_entity(const QuotaEntity& entity, const AlterClientQuotasRequest::EntryData& entry, Change& change) {
    const QuotaValues* set = change.image().client_quotas.find(entity);
    const QuotaValues before = set == nullptr ? QuotaValues{} : *set;
    std::set<std::string_view> seen;
    std::vector<messages::ClientQuotaRecord> records;
    for (const auto& op : entry.ops) {
        if (!seen.insert(op.key).second) return refuse(fmt::format("Duplicate quota key {}: not updating quota for this entity", op.key));
        messages::ClientQuotaRecord record;
        for (const auto& [type, name] : entity) record.entity.push_back({type, name});
        record.key = op.key;
        const double* now = before.find(op.key);
        if (op.remove) {
            if (now == nullptr) continue;
            record.remove = true;
        } else {
            if (Status valid = check_value(entity.contains(std::string(ip_type)), op.key, op.value); !valid) return valid;
            if (now != nullptr && *now == op.value) continue;
            record.value = op.value;
        }
        records.push_back(std::move(record));
    }
    for (auto& record : records) change.add(std::move(record));
    return {};
}

// What a filter asks of one type of entity.
struct Wanted {
    bool any_name = false;
    std::optional<std::string> name;  // none: the default entity
};

Result<std::map<std::string, Wanted>> to_filter(const DescribeClientQuotasRequest& request) {
    constexpr std::int8_t exact = 0;
    constexpr std::int8_t default_entity = 1;
    constexpr std::int8_t specified = 2;
    const auto bad = [](std::string why) { return failure(ErrorCode::INVALID_REQUEST, std::move(why)); };
    std::map<std::string, Wanted> filter;
    for (const auto& component : request.components) {
        const std::string& type = component.entity_type;
        if (type.empty()) return bad("Invalid empty entity type.");
        if (filter.contains(type)) return bad(fmt::format("Entity type {} cannot appear more than once in the filter.", type));
        if (type != user_type && type != client_type && type != ip_type)
            return failure(ErrorCode::UNSUPPORTED_VERSION, fmt::format("Unsupported entity type {}", type));
        Wanted wanted;
        switch (component.match_type) {
            case exact:
                if (!component.match) return bad("Request specified MATCH_TYPE_EXACT, but set match string to null.");
                wanted.name = component.match;
                break;
            case default_entity:
                if (component.match) return bad("Request specified MATCH_TYPE_DEFAULT, but also specified a match string.");
                break;
            case specified:
                if (component.match) return bad("Request specified MATCH_TYPE_SPECIFIED, but also specified a match string.");
                wanted.any_name = true;
                break;
            default: return bad(fmt::format("Unknown match type {}", component.match_type));
        }
        filter.emplace(type, std::move(wanted));
    }
    if (filter.contains(std::string(ip_type)) && filter.size() > 1) {
        return bad(
            "Invalid entity filter component combination. IP filter component should not be used with user or clientId filter "
            "component.");
    }
    return filter;
}

bool matches(const QuotaEntity& entity, const std::map<std::string, Wanted>& filter, bool strict) {
    if (strict && entity.size() != filter.size()) return false;
    return std::ranges::all_of(filter, [&](const auto& wanted) {
        const auto part = entity.find(wanted.first);
        return part != entity.end() && (wanted.second.any_name || part->second == wanted.second.name);
    });
}

}  // namespace

AlterClientQuotasResponse alter_client_quotas(const AlterClientQuotasRequest& request, Change& change) {
    const MetadataImage before = change.image();
    AlterClientQuotasResponse response;
    std::set<QuotaEntity> seen;
    for (const auto& entry : request.entries) {
        auto& result = response.entries.emplace_back();
        result.error_message.reset();
        for (const auto& part : entry.entity) result.entity.push_back({part.entity_type, part.entity_name});
        Status altered;
        if (const auto entity = to_entity(entry.entity); !entity) altered = std::unexpected(entity.error());
        else if (!seen.insert(*entity).second) altered = refuse("Ignoring duplicate entity");
        else altered = alter_entity(*entity, entry, change);
        if (altered) continue;
        result.error_code = altered.error().code;
        result.error_message = altered.error().message;
    }
    if (request.validate_only) change.drop(before);
    return response;
}

DescribeClientQuotasResponse describe_client_quotas(const DescribeClientQuotasRequest& request, const MetadataImage& image) {
    DescribeClientQuotasResponse response;
    response.error_message.reset();
    const auto filter = to_filter(request);
    if (!filter) {
        response.error_code = filter.error().code;
        response.error_message = filter.error().message;
        response.entries.reset();
        return response;
    }
    for (const auto& [entity, values] : image.client_quotas) {
        if (!matches(entity, *filter, request.strict)) continue;
        auto& entry = response.entries->emplace_back();
        for (const auto& [type, name] : entity) entry.entity.push_back({type, name});
        for (const auto& [key, value] : values) entry.values.push_back({key, value});
    }
    return response;
}

std::optional<ClientQuota> client_quota(const MetadataImage& image, std::string_view key, const std::string& user,
                                        const std::string& client_id) {
    if (image.client_quotas.empty()) return std::nullopt;
    // Which parts of an entity are named, the default, or not there at all.
    enum class Part { named, any, none };
    constexpr std::array<std::pair<Part, Part>, 8> precedence{{{Part::named, Part::named},
                                                               {Part::named, Part::any},
                                                               {Part::named, Part::none},
                                                               {Part::any, Part::named},
                                                               {Part::any, Part::any},
                                                               {Part::any, Part::none},
                                                               {Part::none, Part::named},
                                                               {Part::none, Part::any}}};
    for (const auto& [of_user, of_client] : precedence) {
        QuotaEntity entity;
        if (of_user != Part::none) entity[std::string(user_type)] = of_user == Part::named ? std::optional(user) : std::nullopt;
        if (of_client != Part::none) entity[std::string(client_type)] = of_client == Part::named ? std::optional(client_id) : std::nullopt;
        const QuotaValues* values = image.client_quotas.find(entity);
        const double* limit = values == nullptr ? nullptr : values->find(std::string(key));
        if (limit == nullptr) continue;
        // A default limits each that it applies to alone.
        return ClientQuota{*limit, fmt::format("{}\n{}", of_user == Part::none ? "" : user, of_client == Part::none ? "" : client_id)};
    }
    return std::nullopt;
}

std::optional<double> connection_rate_limit(const MetadataImage& image, const std::string& address) {
    if (image.client_quotas.empty()) return std::nullopt;
    for (const std::optional<std::string>& name : {std::optional(address), std::optional<std::string>()}) {
        const QuotaValues* values = image.client_quotas.find(QuotaEntity{{std::string(ip_type), name}});
        const double* limit = values == nullptr ? nullptr : values->find(std::string(connection_creation_rate));
        if (limit != nullptr) return *limit;
    }
    return std::nullopt;
}

}  // namespace vitrine::metadata
