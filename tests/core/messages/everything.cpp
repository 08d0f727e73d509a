// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/messages/everything.h"

#include <algorithm>

namespace vitrine::messages::test {

const std::vector<Declared>& everything() {
    static const std::vector<Declared> all = [] {
        std::vector<Declared> list;
        for (const ApiMessages& api : apis()) {
            list.push_back({api.request, api.new_request, api.delete_request});
            list.push_back({api.response, api.new_response, api.delete_response});
        }
        for (const OtherMessage& other : other_messages()) list.push_back({other.message, other.create, other.destroy});
        return list;
    }();
    return all;
}

const Declared* find_declared(std::string_view name) {
    const auto found = std::ranges::find_if(everything(), [name](const Declared& each) { return each.message->name() == name; });
    return found == everything().end() ? nullptr : &*found;
}

}  // namespace vitrine::messages::test
