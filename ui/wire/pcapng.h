// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <QByteArray>
#include <QString>

#include "base/bytes.h"

// Kafka's frames as a capture that Wireshark reads: Ethernet, IPv4 and TCP are made up around them, with handshakes, sequence numbers and
// acknowledgements that fit, so that streams are put together again. Source: draft-ietf-opsawg-pcapng.
//
// Of a frame whose end was not kept there is one packet that says how long it was and holds what was kept (a capture with a snap length
// looks the same), with a comment; what follows on the connection keeps its place in the stream.
namespace vitrine::ui::pcapng {

struct Message {
    // Of the connection: equal values of all four are one TCP connection.
    std::string client;           // "127.0.0.1:51234"
    std::string server;           // "127.0.0.1:9092"
    std::uint64_t connection = 0;
    bool controllerListener = false;

    bool toServer = true;
    std::int64_t atNs = 0;        // since 1970
    SharedBytes bytes;            // the frame, without its length; its first part where sizeBytes is more
    std::int64_t sizeBytes = 0;
    QString comment;              // empty: none
};

// In the order of their times; equal times stay as they came. Addresses that are no IPv4 address become 127.0.0.1, a port that is not
// known a free one above 49,151.
[[nodiscard]] QByteArray write(std::vector<Message> messages, const QString &application);

}  // namespace vitrine::ui::pcapng
