// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/tools/tool_options.h"
#include "client/fetcher.h"
#include "records/record.h"

// How kafka-console-consumer prints records and how kafka-console-producer reads them.
namespace vitrine::tools {

struct RecordFormat {
    bool timestamp = false;
    bool partition = false;
    bool offset = false;
    bool epoch = false;
    bool headers = false;
    bool key = false;
    bool value = true;
    std::string keySeparator = "\t";
    std::string lineSeparator = "\n";
    std::string headersSeparator = ",";
    std::string nullLiteral = "null";
};
// From print.key and the like. An error names a property that has no meaning here.
Result<RecordFormat> recordFormat(const Properties &properties);
std::string formatRecord(const RecordFormat &format, std::int32_t partition, const records::Record &record,
                         const client::RecordOrigin &origin);

struct LineFormat {
    bool parseKey = false;
    bool parseHeaders = false;
    bool ignoreError = false;
    std::string keySeparator = "\t";
    std::string headersDelimiter = "\t";
    std::string headersSeparator = ",";
    std::string headersKeySeparator = ":";
    std::optional<std::string> nullMarker;
};
Result<LineFormat> lineFormat(const Properties &properties);

struct ParsedLine {
    std::optional<Bytes> key;
    std::optional<Bytes> value;
    std::vector<records::RecordHeader> headers;
};
// An error says what the line lacks; with ignore.error the line is the value.
Result<ParsedLine> parseLine(const LineFormat &format, std::string_view line, std::int64_t number);

}  // namespace vitrine::tools
