// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// JSON as it was written: keys keep their order and numbers their digits, which a document that is read and written again does not.
// Only the space between the tokens is another. The text must be valid.
namespace vitrine::ui {

// In one line, without spaces.
[[nodiscard]] QByteArray compactJson(QByteArrayView json);
// A line for each member and element.
[[nodiscard]] QByteArray indentedJson(QByteArrayView json);

}  // namespace vitrine::ui
