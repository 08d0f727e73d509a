// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/pcapng.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>

namespace vitrine::ui::pcapng {

namespace {

constexpr std::uint32_t sectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t interfaceDescription = 1;
constexpr std::uint32_t enhancedPacket = 6;
constexpr std::uint16_t ethernet = 1;
constexpr std::uint16_t optionComment = 1;
constexpr std::uint16_t optionName = 2;         // of an interface
constexpr std::uint16_t optionApplication = 4;  // of a section
constexpr std::uint16_t optionResolution = 9;   // of an interface

constexpr std::size_t ethernetBytes = 14;
constexpr std::size_t ipBytes = 20;
constexpr std::size_t tcpBytes = 20;
constexpr std::size_t ipTotalMax = 65'535;
// What one packet carries at most; longer frames are cut into several.
constexpr std::size_t segmentBytesMax = ipTotalMax - ipBytes - tcpBytes;

constexpr std::uint8_t syn = 0x02;
constexpr std::uint8_t push = 0x08;
constexpr std::uint8_t acknowledge = 0x10;

// pcapng is written in the order of the writer; ours is little-endian on every machine.
template <class Int>
void putLittle(QByteArray &to, Int value)
{
    for (std::size_t i = 0; i < sizeof(Int); ++i) to.append(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i)));
}
template <class Int>
void putBig(QByteArray &to, Int value)
{
    for (std::size_t i = sizeof(Int); i-- > 0;) to.append(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i)));
}
void pad(QByteArray &to)
{
    while (to.size() % 4 != 0) to.append('\0');
}

void putOption(QByteArray &to, std::uint16_t code, const QByteArray &value)
{
    putLittle(to, code);
    putLittle(to, static_cast<std::uint16_t>(value.size()));
    to.append(value);
    pad(to);
}
void endOptions(QByteArray &to)
{
    putLittle<std::uint16_t>(to, 0);
    putLittle<std::uint16_t>(to, 0);
}

// `body` is a multiple of 4 bytes.
void putBlock(QByteArray &to, std::uint32_t type, const QByteArray &body)
{
    const auto length = static_cast<std::uint32_t>(body.size() + 12);
    putLittle(to, type);
    putLittle(to, length);
    to.append(body);
    putLittle(to, length);
}

struct Address {
    std::array<std::uint8_t, 4> ip{127, 0, 0, 1};
    std::uint16_t port = 0;
};

Address parse(const std::string &text)
{
    Address address;
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return address;
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), address.port);
    std::array<std::uint8_t, 4> ip{};
    const char *at = text.data();
    const char *const end = text.data() + colon;
    for (std::size_t i = 0; i < ip.size(); ++i) {
        const auto [next, error] = std::from_chars(at, end, ip.at(i));
        if (error != std::errc() || (i < 3 ? next == end || *next != '.' : next != end)) return address;
        at = next + 1;
    }
    address.ip = ip;
    return address;
}

// One's complement sum of 16 bit words, as IP and TCP have it.
std::uint32_t sum(ByteSpan bytes, std::uint32_t before = 0)
{
    for (std::size_t i = 0; i < bytes.size(); i += 2)
        before += static_cast<std::uint32_t>(bytes[i] << 8) | (i + 1 < bytes.size() ? bytes[i + 1] : 0U);
    while (before > 0xffff) before = (before & 0xffff) + (before >> 16);
    return before;
}
ByteSpan spanOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

class Writer {
public:
    explicit Writer(const QString &application)
    {
        QByteArray section;
        putLittle<std::uint32_t>(section, 0x1a2b3c4d);
        putLittle<std::uint16_t>(section, 1);  // version 1.0
        putLittle<std::uint16_t>(section, 0);
        putLittle<std::int64_t>(section, -1);  // length of the section: not said
        putOption(section, optionApplication, application.toUtf8());
        endOptions(section);
        putBlock(m_file, sectionHeader, section);

        QByteArray interface;
        putLittle(interface, ethernet);
        putLittle<std::uint16_t>(interface, 0);
        putLittle<std::uint32_t>(interface, 0);  // no limit of captured bytes
        putOption(interface, optionName, QByteArray("vitrine"));
        putOption(interface, optionResolution, QByteArray(1, 9));  // nanoseconds
        endOptions(interface);
        putBlock(m_file, interfaceDescription, interface);
    }

    void add(const Message &message)
    {
        Connection &connection = connectionOf(message);
        const auto size = static_cast<std::uint32_t>(message.sizeBytes);
        QByteArray payload;
        putBig(payload, size);
        payload.append(reinterpret_cast<const char *>(message.bytes.data()), static_cast<qsizetype>(message.bytes.size()));
        const auto whole = static_cast<std::size_t>(message.sizeBytes) + sizeof(size);
        if (static_cast<std::size_t>(payload.size()) < whole) {
            // One packet, however long: its parts could not be told from packets that are missing.
            segment(connection, message.toServer, message.atNs, payload, whole, message.comment);
            return;
        }
        for (qsizetype at = 0; at < payload.size(); at += static_cast<qsizetype>(segmentBytesMax)) {
            const QByteArray part = payload.mid(at, static_cast<qsizetype>(segmentBytesMax));
            segment(connection, message.toServer, message.atNs, part, static_cast<std::size_t>(part.size()),
                    at == 0 ? message.comment : QString());
        }
    }

    [[nodiscard]] QByteArray take() { return std::move(m_file); }

private:
    struct Connection {
        Address client;
        Address server;
        std::uint32_t sentByClient = 0;  // the next sequence number
        std::uint32_t sentByServer = 0;
    };
    using Key = std::tuple<std::string, std::string, std::uint64_t, bool>;

    Connection &connectionOf(const Message &message)
    {
        const Key key{message.client, message.server, message.connection, message.controllerListener};
        const auto found = m_connections.find(key);
        if (found != m_connections.end()) return found->second;
        Connection made{.client = parse(message.client), .server = parse(message.server)};
        // Not seen at the server, so nobody knows the port that it came from.
        if (made.client.port == 0) made.client.port = m_freePort++;
        Connection &connection = m_connections.emplace(key, made).first->second;
        segment(connection, true, message.atNs, {}, 0, {}, syn);
        ++connection.sentByClient;
        segment(connection, false, message.atNs, {}, 0, {}, syn | acknowledge);
        ++connection.sentByServer;
        segment(connection, true, message.atNs, {}, 0, {}, acknowledge);
        return connection;
    }

    void segment(Connection &connection, bool toServer, std::int64_t atNs, const QByteArray &payload, std::size_t wholeBytes,
                 const QString &comment, std::uint8_t flags = push | acknowledge)
    {
        const Address &from = toServer ? connection.client : connection.server;
        const Address &to = toServer ? connection.server : connection.client;
        std::uint32_t &sent = toServer ? connection.sentByClient : connection.sentByServer;
        const std::uint32_t heard = toServer ? connection.sentByServer : connection.sentByClient;
        const bool isWhole = static_cast<std::size_t>(payload.size()) == wholeBytes;

        QByteArray ip;
        const std::size_t total = ipBytes + tcpBytes + wholeBytes;
        putBig<std::uint8_t>(ip, 0x45);
        putBig<std::uint8_t>(ip, 0);
        // Longer than IP can say: 0, as captures have it where the network card would cut the packet.
        putBig<std::uint16_t>(ip, static_cast<std::uint16_t>(total > ipTotalMax ? 0 : total));
        putBig<std::uint16_t>(ip, m_identification++);
        putBig<std::uint16_t>(ip, 0x4000);  // not to be cut into fragments
        putBig<std::uint8_t>(ip, 64);
        putBig<std::uint8_t>(ip, 6);        // TCP
        putBig<std::uint16_t>(ip, 0);
        for (const std::uint8_t byte : from.ip) putBig(ip, byte);
        for (const std::uint8_t byte : to.ip) putBig(ip, byte);
        const auto ipSum = static_cast<std::uint16_t>(~sum(spanOf(ip)));
        ip[10] = static_cast<char>(ipSum >> 8);
        ip[11] = static_cast<char>(ipSum & 0xff);

        QByteArray tcp;
        putBig(tcp, from.port);
        putBig(tcp, to.port);
        putBig(tcp, sent);
        putBig<std::uint32_t>(tcp, (flags & acknowledge) != 0 ? heard : 0);
        putBig<std::uint8_t>(tcp, 0x50);
        putBig(tcp, flags);
        putBig<std::uint16_t>(tcp, 65'535);
        putBig<std::uint16_t>(tcp, 0);
        putBig<std::uint16_t>(tcp, 0);
        if (isWhole) {
            QByteArray pseudo = ip.mid(12, 8);
            putBig<std::uint16_t>(pseudo, 6);
            putBig<std::uint16_t>(pseudo, static_cast<std::uint16_t>(tcpBytes + wholeBytes));
            const auto tcpSum = static_cast<std::uint16_t>(~sum(spanOf(payload), sum(spanOf(tcp), sum(spanOf(pseudo)))));
            tcp[16] = static_cast<char>(tcpSum >> 8);
            tcp[17] = static_cast<char>(tcpSum & 0xff);
        }
        sent += static_cast<std::uint32_t>(wholeBytes);

        QByteArray packet;
        for (const bool server : {toServer, !toServer})
            for (const int byte : {2, 0, 0, 0, 0, server ? 2 : 1}) packet.append(static_cast<char>(byte));
        putBig<std::uint16_t>(packet, 0x0800);
        packet += ip + tcp + payload;

        QByteArray block;
        putLittle<std::uint32_t>(block, 0);  // the interface
        putLittle(block, static_cast<std::uint32_t>(static_cast<std::uint64_t>(atNs) >> 32));
        putLittle(block, static_cast<std::uint32_t>(static_cast<std::uint64_t>(atNs) & 0xffffffff));
        putLittle(block, static_cast<std::uint32_t>(packet.size()));
        putLittle(block, static_cast<std::uint32_t>(ethernetBytes + total));
        block.append(packet);
        pad(block);
        if (!comment.isEmpty()) {
            putOption(block, optionComment, comment.toUtf8().left(60'000));
            endOptions(block);
        }
        putBlock(m_file, enhancedPacket, block);
    }

    QByteArray m_file;
    std::map<Key, Connection> m_connections;
    std::uint16_t m_identification = 1;
    std::uint16_t m_freePort = 49'152;
};

}  // namespace

QByteArray write(std::vector<Message> messages, const QString &application)
{
    std::ranges::stable_sort(messages, {}, &Message::atNs);
    Writer writer(application);
    for (const Message &message : messages) writer.add(message);
    return writer.take();
}

}  // namespace vitrine::ui::pcapng
