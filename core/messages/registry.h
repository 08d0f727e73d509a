// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "wire/schema.h"

// Every message that is declared, for those who walk over all of them: the served versions, the wire tap, tests, fuzzers.
namespace vitrine::messages {

struct ApiMessages {
    wire::ApiKey key;
    const wire::Message* request;
    const wire::Message* response;
    void* (*new_request)();              // heap objects for type-erased decoding; freed by the matching delete_…
    void (*delete_request)(void*);
    void* (*new_response)();
    void (*delete_response)(void*);
};
// In order of API key.
std::span<const ApiMessages> apis();
// nullptr where that API is not declared.
const ApiMessages* find_api(std::int16_t api_key);

// Headers, records, control records and file contents: everything declared that is neither request nor response.
struct OtherMessage {
    const wire::Message* message;
    void* (*create)();
    void (*destroy)(void*);
};
std::span<const OtherMessage> other_messages();

}  // namespace vitrine::messages
