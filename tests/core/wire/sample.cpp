// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/wire/sample.h"

namespace vitrine::wire::test {

const Struct& Inner::structure() {
    static const Struct declared =
        declare_struct<Inner>("Inner", {
                                           field("Number", &Inner::number, since(0)),
                                           field("Text", &Inner::text, since(0)),
                                           field("Extra", &Inner::extra, since(2)).tagged_as(0, since(2)).ignored_where_absent(),
                                       });
    return declared;
}

const Struct& Late::structure() {
    static const Struct declared = declare_struct<Late>("Late", {field("Number", &Late::number, since(2)).ignored_where_absent()});
    return declared;
}

const Message& Sample::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 2),
        .flexible_from = 2,
        .body = declare_struct<Sample>(
            "Sample",
            {
                field("Flag", &Sample::flag, since(0)),
                field("Tiny", &Sample::tiny, since(0)),
                field("Small", &Sample::small, since(0)),
                field("Port", &Sample::port, since(0)),
                field("Broker", &Sample::broker, since(0)),
                field("Crc", &Sample::crc, since(0)),
                field("Offset", &Sample::offset, since(0)),
                field("Ratio", &Sample::ratio, since(0)),
                field("Name", &Sample::name, since(0)),
                field("Rack", &Sample::rack, since(0)).nullable_in(since(1)),
                field("Blob", &Sample::blob, since(0)),
                field("MaybeBlob", &Sample::maybe_blob, since(0)).nullable_in(since(1)),
                field("Id", &Sample::id, since(0)),
                field("ErrorCode", &Sample::error, since(0)),
                field("Records", &Sample::records, since(0)).nullable_in(since(0)),
                field("Inner", &Sample::inner, since(0)),
                field("MaybeInner", &Sample::maybe_inner, since(1)).nullable_in(since(1)).ignored_where_absent(),
                field("Numbers", &Sample::numbers, since(0)),
                field("Words", &Sample::words, since(0)).nullable_in(since(1)),
                field("Inners", &Sample::inners, since(0)),
                field("Late", &Sample::late, since(0)),
                field("OldText", &Sample::old_text, between(0, 0)).ignored_where_absent(),
                field("Strict", &Sample::strict, since(1)),
                field("Client", &Sample::client, since(0)).not_flexible(),
            // In the order of the specification, which need not be that of the tags.
                field("TaggedInners", &Sample::tagged_inners, since(2)).tagged_as(12, since(2)).ignored_where_absent(),
                field("TaggedNumber", &Sample::tagged_number, since(2)).tagged_as(0, since(2)).ignored_where_absent(),
                field("TaggedText", &Sample::tagged_text, since(2)).nullable_in(since(2)).tagged_as(1, since(2)).ignored_where_absent(),
                field("TaggedInner", &Sample::tagged_inner, since(2)).tagged_as(2, since(2)).ignored_where_absent(),
                field("LateTag", &Sample::late_tag, since(1)).tagged_as(200, since(2)).ignored_where_absent(),
            }),
    };
    return declared;
}

}  // namespace vitrine::wire::test
