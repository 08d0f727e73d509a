// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Java's properties, which Kafka's configuration files are.
namespace vitrine {

struct Property {
    std::string key;
    std::string value;
    int line = 0;  // where it begins; the first one is 1

    friend bool operator==(const Property&, const Property&) = default;
};

// In the order of the text, a key that stands there twice twice. "key=value", "key: value" or "key value"; # and ! begin a comment at the
// begin of a line; \ at the end of a line continues it; \t, \n, \r, \f, \uXXXX and \ before any other character as in Java. Blanks around
// key and value do not count. Whatever the text is, it has some properties: there are no errors.
[[nodiscard]] std::vector<Property> parse_properties(std::string_view text);

}  // namespace vitrine
