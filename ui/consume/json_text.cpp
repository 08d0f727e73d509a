// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consume/json_text.h"

#include <algorithm>

namespace vitrine::ui {

namespace {

constexpr int indentation = 4;
// Deeper levels stand below each other: a small value that is nested a thousand times would else become a huge text.
constexpr int indentedDepthMax = 24;

QByteArray spaced(QByteArrayView json, bool indented)
{
    QByteArray text;
    text.reserve(json.size() * (indented ? 2 : 1));
    int depth = 0;
    bool quoted = false;
    bool opened = false;  // the last token is a bracket, and nothing stands in it yet
    const auto newLine = [&] {
        if (indented) text.append('\n').append(std::min(depth, indentedDepthMax) * indentation, ' ');
    };
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (quoted) {
            text += c;
            if (c == '\\' && i + 1 < json.size()) text += json.at(++i);
            else if (c == '"') quoted = false;
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        const bool opens = c == '{' || c == '[';
        const bool closes = c == '}' || c == ']';
        if (closes) --depth;
        // An empty object stays in its line.
        if (closes != opened) newLine();
        text += c;
        if (opens) ++depth;
        if (c == ',') newLine();
        if (c == ':' && indented) text += ' ';
        quoted = c == '"';
        opened = opens;
    }
    return text;
}

}  // namespace

QByteArray compactJson(QByteArrayView json) { return spaced(json, false); }

QByteArray indentedJson(QByteArrayView json) { return spaced(json, true); }

}  // namespace vitrine::ui
