// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/packet.h"

#include <fmt/format.h>

#include "messages/framing.h"
#include "messages/registry.h"

namespace vitrine::messages {

namespace {

std::string not_declared(std::int16_t api_key) {
    return fmt::format("the body of API key {} ({}) is not declared", api_key, wire::name_of(static_cast<wire::ApiKey>(api_key)));
}

// Answers whether the message was read to its end.
bool add(wire::PacketTree& frame, const wire::Message& message, ByteSpan bytes, wire::Version version) {
    wire::PacketTree part = wire::read_packet(message, bytes, frame.root.end, version);
    frame.root.end = part.root.end;
    frame.root.children.push_back(std::move(part.root));
    frame.trouble = std::move(part.trouble);
    return !frame.trouble;
}

void look_behind(wire::PacketTree& frame, ByteSpan bytes) {
    if (!frame.trouble && frame.root.end < bytes.size())
        frame.trouble = fmt::format("{} bytes are left after the last field", bytes.size() - frame.root.end);
}

}  // namespace

wire::PacketTree read_request_packet(ByteSpan frame) {
    wire::PacketTree tree;
    tree.root.name = "Request";
    tree.root.type = tree.root.name;
    if (frame.size() < 4) {
        tree.trouble = fmt::format("{} bytes are no header", frame.size());
        return tree;
    }
    const auto key = load_be<std::int16_t>(frame.data());
    const auto version = load_be<wire::Version>(frame.data() + 2);
    const ApiMessages* api = find_api(key);
    if (!add(tree, RequestHeader::message(), frame, api != nullptr ? request_header_version(*api->request, version) : wire::Version{1}))
        return tree;
    for (wire::PacketNode& field : tree.root.children.front().children) {
        if (field.name == "RequestApiKey") field.value += fmt::format(" {}", wire::name_of(static_cast<wire::ApiKey>(key)));
    }
    if (api == nullptr) {
        tree.trouble = not_declared(key);
        return tree;
    }
    if (add(tree, *api->request, frame, version)) look_behind(tree, frame);
    return tree;
}

wire::PacketTree read_response_packet(ByteSpan frame, std::int16_t api_key, wire::Version version) {
    wire::PacketTree tree;
    tree.root.name = "Response";
    tree.root.type = tree.root.name;
    const ApiMessages* api = find_api(api_key);
    const wire::Version header_version = api != nullptr ? response_header_version(*api->response, version) : wire::Version{0};
    if (!add(tree, ResponseHeader::message(), frame, header_version)) return tree;
    if (api == nullptr) {
        tree.trouble = not_declared(api_key);
        return tree;
    }
    if (add(tree, *api->response, frame, version)) look_behind(tree, frame);
    return tree;
}

}  // namespace vitrine::messages
