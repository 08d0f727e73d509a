// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/change.h"

#include "base/assert.h"
#include "metadata/image_builder.h"

namespace vitrine::metadata {

void Change::add(MetadataRecord record) {
    ImageChanges ignored;
    const Status applied = apply_record(image_, record, ignored);
    if (!applied)
        fail_assertion(__FILE__, __LINE__, "apply_record()", "the controller's own records fit its state", applied.error().message);
    records_.push_back(std::move(record));
}

}  // namespace vitrine::metadata
