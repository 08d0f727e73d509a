// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/properties.h"

#include <gtest/gtest.h>

namespace vitrine::test {
namespace {

using Properties = std::vector<Property>;

TEST(PropertiesTest, each_with_the_line_where_it_begins) {
    EXPECT_EQ(parse_properties("# a comment\na=1\n\n  b : two words \r\n! another\nc\na=2"),
              (Properties{{"a", "1", 2}, {"b", "two words", 4}, {"c", "", 6}, {"a", "2", 7}}));
    EXPECT_EQ(parse_properties(""), Properties{});
    EXPECT_EQ(parse_properties("\n#\n"), Properties{});
}

TEST(PropertiesTest, a_line_goes_on_after_a_backslash_that_no_backslash_stands_before) {
    EXPECT_EQ(parse_properties("list=one,\\\n    two,\\\n# three\nnext=1"), (Properties{{"list", "one,two,# three", 1}, {"next", "1", 4}}));
    EXPECT_EQ(parse_properties("path=c:\\\\\nnext=1"), (Properties{{"path", "c:\\", 1}, {"next", "1", 2}}));
    EXPECT_EQ(parse_properties("last=a\\"), (Properties{{"last", "a", 1}}));
}

TEST(PropertiesTest, escapes_mean_what_they_mean_in_java) {
    EXPECT_EQ(parse_properties(R"(a\=b\:c\ d=x\ty\n\u00e9\u20ac\q)"), (Properties{{"a=b:c d", "x\ty\n\u00e9\u20acq", 1}}));
    EXPECT_EQ(parse_properties(R"(a=\u12)"), (Properties{{"a", "u12", 1}}));
    EXPECT_EQ(parse_properties("a=b=c"), (Properties{{"a", "b=c", 1}}));
    EXPECT_EQ(parse_properties("=b"), (Properties{{"", "b", 1}}));
}

}  // namespace
}  // namespace vitrine::test
