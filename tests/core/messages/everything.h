// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "messages/registry.h"

namespace vitrine::messages::test {

// Any declared message and how its instances are made.
struct Declared {
    const wire::Message* message;
    void* (*create)();
    void (*destroy)(void*);
};
const std::vector<Declared>& everything();
const Declared* find_declared(std::string_view name);

// A heap object of any declared message.
class Instance {
public:
    explicit Instance(const Declared& declared) : destroy_(declared.destroy), body_(declared.create()) {}
    ~Instance() { destroy_(body_); }
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;
    [[nodiscard]] void* get() const { return body_; }

private:
    void (*destroy_)(void*);
    void* body_;
};

}  // namespace vitrine::messages::test
