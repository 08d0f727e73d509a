// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/console_text.h"

#include <map>

#include <fmt/format.h>

#include "base/text.h"

namespace vitrine::tools {
namespace {

bool isTrue(const std::string &text)
{
    std::string lower(trim(text));
    for (char &letter : lower) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return lower == "true";
}

template <class Format>
Result<Format> readFormat(const Properties &properties, const std::map<std::string, bool Format::*> &switches,
                          const std::map<std::string, std::string Format::*> &texts, const char *option)
{
    Format format;
    for (const auto &[key, value] : properties) {
        if (const auto found = switches.find(key); found != switches.end()) {
            format.*(found->second) = isTrue(value);
        } else if (const auto text = texts.find(key); text != texts.end()) {
            format.*(text->second) = value;
        } else {
            std::string known;
            for (const auto &[name, member] : switches) known += (known.empty() ? "" : ", ") + name;
            for (const auto &[name, member] : texts) known += ", " + name;
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("{} {} has no meaning here; there are {}", option, key, known));
        }
    }
    return format;
}

Bytes asBytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

void append(std::string &text, const std::optional<Bytes> &bytes, const std::string &nullLiteral)
{
    if (bytes) text.append(reinterpret_cast<const char *>(bytes->data()), bytes->size());
    else text += nullLiteral;
}

}  // namespace

Result<RecordFormat> recordFormat(const Properties &properties)
{
    return readFormat<RecordFormat>(properties,
                                    {{"print.timestamp", &RecordFormat::timestamp},
                                     {"print.partition", &RecordFormat::partition},
                                     {"print.offset", &RecordFormat::offset},
                                     {"print.epoch", &RecordFormat::epoch},
                                     {"print.headers", &RecordFormat::headers},
                                     {"print.key", &RecordFormat::key},
                                     {"print.value", &RecordFormat::value}},
                                    {{"key.separator", &RecordFormat::keySeparator},
                                     {"line.separator", &RecordFormat::lineSeparator},
                                     {"headers.separator", &RecordFormat::headersSeparator},
                                     {"null.literal", &RecordFormat::nullLiteral}},
                                    "the property");
}

std::string formatRecord(const RecordFormat &format, std::int32_t partition, const records::Record &record,
                         const client::RecordOrigin &origin)
{
    std::string text;
    bool first = true;
    const auto column = [&](bool wanted) {
        if (!wanted) return false;
        if (!first) text += format.keySeparator;
        first = false;
        return true;
    };
    if (column(format.timestamp)) {
        text += record.timestamp_ms == records::no_timestamp
                    ? std::string("NO_TIMESTAMP")
                    : fmt::format("{}:{}", records::name_of(origin.timestamp_type), record.timestamp_ms);
    }
    if (column(format.partition)) text += fmt::format("Partition:{}", partition);
    if (column(format.offset)) text += fmt::format("Offset:{}", record.offset);
    if (column(format.epoch))
        text += origin.leader_epoch < LeaderEpoch(0) ? std::string("Epoch:NOT_PRESENT") : fmt::format("Epoch:{}", origin.leader_epoch);
    if (column(format.headers)) {
        if (record.headers.empty()) text += "NO_HEADERS";
        for (std::size_t i = 0; i < record.headers.size(); ++i) {
            if (i > 0) text += format.headersSeparator;
            text += record.headers[i].key + ":";
            append(text, record.headers[i].value, format.nullLiteral);
        }
    }
    if (column(format.key)) append(text, record.key, format.nullLiteral);
    if (column(format.value)) append(text, record.value, format.nullLiteral);
    if (first) return {};
    return text + format.lineSeparator;
}

Result<LineFormat> lineFormat(const Properties &properties)
{
    Properties rest = properties;
    std::optional<std::string> nullMarker;
    if (const auto found = rest.find("null.marker"); found != rest.end()) {
        nullMarker = found->second;
        rest.erase(found);
    }
    auto format = readFormat<LineFormat>(
        rest,
        {{"parse.key", &LineFormat::parseKey}, {"parse.headers", &LineFormat::parseHeaders}, {"ignore.error", &LineFormat::ignoreError}},
        {{"key.separator", &LineFormat::keySeparator},
         {"headers.delimiter", &LineFormat::headersDelimiter},
         {"headers.separator", &LineFormat::headersSeparator},
         {"headers.key.separator", &LineFormat::headersKeySeparator}},
        "the property");
    if (format) format->nullMarker = nullMarker;
    if (format && format->headersDelimiter == format->headersSeparator)
        return failure(ErrorCode::INVALID_REQUEST, "headers.delimiter and headers.separator may not be equal");
    return format;
}

Result<ParsedLine> parseLine(const LineFormat &format, std::string_view line, std::int64_t number)
{
    ParsedLine parsed;
    std::string_view rest = line;
    // Up to the delimiter, which is taken off too; none: it is not there.
    const auto take = [&](const std::string &delimiter) -> std::optional<std::string_view> {
        const std::size_t end = delimiter.empty() ? std::string_view::npos : rest.find(delimiter);
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(end + delimiter.size());
        return part;
    };
    const auto orNull = [&](std::string_view text) -> std::optional<Bytes> {
        if (format.nullMarker && text == *format.nullMarker) return std::nullopt;
        return asBytes(text);
    };
    if (format.parseHeaders) {
        // A line may say that it has no headers at all.
        const auto headers = take(format.headersDelimiter);
        if (!headers && !format.ignoreError)
            return failure(ErrorCode::INVALID_RECORD, fmt::format("No header separator found on line number {}: '{}'", number, line));
        std::string_view left = headers.value_or("");
        const bool none = left.empty() || (format.nullMarker && left == *format.nullMarker);
        while (!none && !left.empty()) {
            const std::size_t end = std::min(left.find(format.headersSeparator), left.size());
            const std::string_view header = left.substr(0, end);
            left.remove_prefix(std::min(end + format.headersSeparator.size(), left.size()));
            const std::size_t colon = header.find(format.headersKeySeparator);
            if (colon == std::string_view::npos) {
                if (!format.ignoreError) {
                    return failure(ErrorCode::INVALID_RECORD,
                                   fmt::format("No header key separator found in pair '{}' on line number {}", header, number));
                }
                parsed.headers.push_back({std::string(header), std::nullopt});
                continue;
            }
            parsed.headers.push_back(
                {std::string(header.substr(0, colon)), orNull(header.substr(colon + format.headersKeySeparator.size()))});
        }
    }
    if (format.parseKey) {
        const auto key = take(format.keySeparator);
        if (!key && !format.ignoreError)
            return failure(ErrorCode::INVALID_RECORD, fmt::format("No key separator found on line number {}: '{}'", number, line));
        if (key) parsed.key = orNull(*key);
    }
    parsed.value = orNull(rest);
    return parsed;
}

}  // namespace vitrine::tools
