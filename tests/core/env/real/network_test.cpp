// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/env/peer.h"
#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_env::frame_of;
using testing_env::Peer;
using testing_env::Server;

// A program outside of the cluster that speaks TCP as it likes.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(fd_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] bool connected() const { return connected_; }
    void write(std::string_view bytes) const {
        EXPECT_EQ(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
    }
    void write_length(std::int32_t length) const {
        std::array<std::uint8_t, 4> bytes{};
        store_be(bytes.data(), length);
        write(as_text(bytes));
    }
    // Blocks; "" at the end of the stream.
    [[nodiscard]] std::string read(std::size_t count) const {
        std::string bytes(count, '\0');
        std::size_t total = 0;
        while (total < count) {
            const ssize_t result = ::recv(fd_, bytes.data() + total, count - total, 0);
            if (result <= 0) break;
            total += static_cast<std::size_t>(result);
        }
        bytes.resize(total);
        return bytes;
    }

private:
    int fd_;
    bool connected_ = false;
};

// Two nodes; the server's loop owns `server`, the client's loop owns `client`. Both are destroyed before their loops.
class RealNetwork : public testing::Test {
protected:
    TemporaryDirectory temporary;
    SilentObserver observer;
    NodeLoop server_loop{{.node = BrokerId(2)}, observer};
    NodeLoop client_loop{{.node = BrokerId(1), .directory = temporary / "client"}, observer};
    Server server;
    Peer client;
    Endpoint address;

    void SetUp() override {
        server_loop.start();
        client_loop.start();
    }
    void TearDown() override {
        client_loop.stop();
        server_loop.stop();
    }
    void listen(NetworkLimits limits = {}) {
        ASSERT_TRUE(server_loop.run_and_wait([&] {
            const Status status = server.listen(server_loop.environment().network, {"127.0.0.1", 0}, limits);
            ASSERT_TRUE(status) << status.error().message;
            address = server.listener->endpoint();
        }));
        ASSERT_NE(address.port, 0);
    }
    void connect() {
        client_loop.run_and_wait([&] { client.connect(client_loop.environment().network, address); });
        ASSERT_TRUE(eventually(client_loop, [&] { return client.connected; }));
        ASSERT_TRUE(eventually(server_loop, [&] { return !server.peers.empty(); }));
    }
    void send(std::string_view text) {
        client_loop.run_and_wait([&] { client.connection->send(frame_of(text)); });
    }
    Peer& accepted() { return *server.peers.back(); }
    // Everything the server sends comes back to where it came from.
    void echo() {
        server.on_accept = [](Peer& peer) {
            peer.on_frame_hook = [&peer](std::string_view text) { peer.connection->send(frame_of(text)); };
        };
    }
};

TEST_F(RealNetwork, framesArriveInOrder) {
    listen();
    connect();
    client_loop.run_and_wait([&] {
        for (int i = 0; i < 1000; ++i) client.connection->send(frame_of(std::to_string(i)));
        EXPECT_GT(client.connection->unsent_bytes(), 1000);
    });
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().frames.size() == 1000; }));
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(accepted().frames[static_cast<std::size_t>(i)], std::to_string(i));
    ASSERT_TRUE(eventually(client_loop, [&] { return client.connection->unsent_bytes() == 0; }));
    EXPECT_EQ(accepted().connection->local(), address);
    EXPECT_EQ(accepted().connection->remote(), client.connection->local());
}

TEST_F(RealNetwork, framesOfEverySizeComeBack) {
    echo();
    listen();
    connect();
    std::vector<std::string> sent;
    for (const std::size_t size :
         {0U, 1U, 3U, 4U, 5U, 4095U, 4096U, 65'536U, 262'140U, 262'144U, 262'148U, 1'000'000U, 9'000'000U, 0U, 7U}) {
        std::string text(size, '\0');
        for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>((i * 31 + size) & 0xff);
        sent.push_back(std::move(text));
    }
    client_loop.run_and_wait([&] {
        for (const std::string& text : sent) client.connection->send(frame_of(text));
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == sent.size(); }));
    for (std::size_t i = 0; i < sent.size(); ++i) EXPECT_TRUE(client.frames[i] == sent[i]) << "frame " << i;
}

TEST_F(RealNetwork, packetsForThisMachineAreNotPaced) {
    listen();
    connect();
    // Of each socket of this process that is connected to another one of it.
    std::vector<std::string> found;
    for (int fd = 3; fd < 1024; ++fd) {
        sockaddr_in peer = {};
        socklen_t size = sizeof peer;
        if (::getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) != 0 || peer.sin_family != AF_INET) continue;
        std::array<char, 32> name{};
        size = name.size();
        ASSERT_EQ(::getsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name.data(), &size), 0);
        found.emplace_back(name.data());
    }
    EXPECT_THAT(found, ElementsAre("reno", "reno"));
}

// What is received in place, what is copied there, and memory that held another frame before.
TEST_F(RealNetwork, largeAndSmallFramesFollowEachOther) {
    echo();
    listen();
    connect();
    std::vector<std::string> sent;
    for (std::size_t i = 0; i < 120; ++i) {
        constexpr std::array<std::size_t, 9> sizes{1'000'000, 10, 70'000, 65'536, 4092, 4093, 65'535, 300'001, 2'500'000};
        std::string text(sizes[i * 7 % sizes.size()] - i % 3, '\0');
        for (std::size_t at = 0; at < text.size(); ++at) text[at] = static_cast<char>((at * 31 + i * 17 + at / 251) & 0xff);
        sent.push_back(std::move(text));
    }
    for (std::size_t from = 0; from < sent.size(); from += 10) {
        client_loop.run_and_wait([&] {
            for (std::size_t i = from; i < from + 10; ++i) client.connection->send(frame_of(sent[i]));
        });
        ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == from + 10; }));
    }
    for (std::size_t i = 0; i < sent.size(); ++i) EXPECT_TRUE(client.frames[i] == sent[i]) << "frame " << i;
}

TEST_F(RealNetwork, whatIsSentBeforeTheConnectionStandsArrives) {
    listen();
    client_loop.run_and_wait([&] {
        client.connect(client_loop.environment().network, address);
        client.connection->send(frame_of("a"));
        client.on_connect = [&] { client.connection->send(frame_of("c")); };
        client.connection->send(frame_of("b"));
        EXPECT_FALSE(client.connected);
    });
    ASSERT_TRUE(eventually(server_loop, [&] { return !server.peers.empty() && accepted().frames.size() == 3; }));
    EXPECT_THAT(accepted().frames, ElementsAre("a", "b", "c"));
}

TEST_F(RealNetwork, slicesOfFilesGoOutBySendfile) {
    listen();
    connect();
    std::string content(5'000'000, '\0');
    for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i % 251);
    client_loop.run_and_wait([&] {
        const std::shared_ptr<File> file = client_loop.environment().disk.open("log", OpenMode::read_write).value();
        ASSERT_TRUE(file->append(as_bytes(content)));
        Frame frame;
        frame.pieces.emplace_back(to_bytes("<"));
        frame.pieces.emplace_back(FileSlice{.file = file, .position = 7, .size = 4'000'000});
        frame.pieces.emplace_back(FileSlice{.file = file, .position = 1, .size = 0});
        frame.pieces.emplace_back(SharedBytes(to_bytes("|")));
        frame.pieces.emplace_back(FileSlice{.file = file, .position = 4'999'999, .size = 1});
        client.connection->send(std::move(frame));
        client.connection->send(frame_of("next"));
    });
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().frames.size() == 2; }));
    EXPECT_TRUE(accepted().frames[0] == "<" + content.substr(7, 4'000'000) + "|" + content.substr(4'999'999));
    EXPECT_EQ(accepted().frames[1], "next");
    const NetworkCounters counters = client_loop.network_counters();
    EXPECT_EQ(counters.bytes_sent_by_sendfile, 4'000'001U);
    EXPECT_EQ(counters.bytes_sent, 4'000'001U + 2 + 4 + 4 + 4);
    EXPECT_EQ(server_loop.network_counters().bytes_received, counters.bytes_sent);
}

TEST_F(RealNetwork, aFileThatBecameTooShortClosesTheConnection) {
    listen();
    connect();
    client_loop.run_and_wait([&] {
        const std::shared_ptr<File> file = client_loop.environment().disk.open("log", OpenMode::read_write).value();
        ASSERT_TRUE(file->append(as_bytes("0123456789")));
        Frame frame;
        frame.pieces.emplace_back(FileSlice{.file = file, .position = 0, .size = 10});
        client.connection->send(std::move(frame));
        ASSERT_TRUE(file->truncate(5));
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
    EXPECT_THAT(client.closed->message, HasSubstr("shorter"));
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().closed.has_value(); }));
    EXPECT_THAT(accepted().frames, IsEmpty());
}

TEST_F(RealNetwork, aRefusedConnectionIsReportedLater) {
    listen();
    server_loop.run_and_wait([&] { server.listener.reset(); });
    client_loop.run_and_wait([&] {
        client.connect(client_loop.environment().network, address);
        EXPECT_FALSE(client.closed);
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
    EXPECT_EQ(client.closed->code, ErrorCode::NETWORK_EXCEPTION);
    EXPECT_THAT(client.closed->message, HasSubstr(address.to_string()));
    EXPECT_THAT(client.closed->message, HasSubstr("refused"));
}

TEST_F(RealNetwork, anOccupiedPortIsNamed) {
    listen();
    client_loop.run_and_wait([&] {
        const auto second = client_loop.environment().network.listen(address, {}, [](auto) { return nullptr; });
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().message,
                  "port " + std::to_string(address.port) + " on 127.0.0.1 is in use by another process; choose another with --base-port");
        EXPECT_FALSE(client_loop.environment().network.listen({"no address", 1}, {}, [](auto) { return nullptr; }));
    });
}

TEST_F(RealNetwork, aPortIsFreeAgainAtOnce) {
    listen();
    connect();
    server_loop.stop();  // with an open connection: the port lingers in TIME_WAIT
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
    NodeLoop again({.node = BrokerId(2)}, observer);
    EXPECT_TRUE(again.environment().network.listen(address, {}, [](auto) { return nullptr; }));
}

TEST_F(RealNetwork, namesOfHostsAreLookedUp) {
    listen();
    address.host = "localhost";
    connect();
    Peer lost;
    client_loop.run_and_wait([&] { lost.connect(client_loop.environment().network, {"nobody.invalid", 1}); });
    ASSERT_TRUE(eventually(client_loop, [&] { return lost.closed.has_value(); }));
    EXPECT_THAT(lost.closed->message, HasSubstr("nobody.invalid"));
    client_loop.stop();
}

TEST_F(RealNetwork, closeIsToldToThePeerAfterWhatWasSent) {
    listen();
    connect();
    client_loop.run_and_wait([&] {
        client.connection->send(frame_of("last words"));
        client.connection->close();
        client.connection->send(frame_of("ignored"));
    });
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().closed.has_value(); }));
    EXPECT_THAT(accepted().frames, ElementsAre("last words"));
    EXPECT_THAT(accepted().closed->message, HasSubstr("closed the connection"));
    client_loop.run_and_wait([&] { EXPECT_FALSE(client.closed); });
}

TEST_F(RealNetwork, aConnectionMayBeDestroyedByItsOwnFrame) {
    listen();
    connect();
    server_loop.run_and_wait([&] { accepted().on_frame_hook = [&](std::string_view) { accepted().connection.reset(); }; });
    client_loop.run_and_wait([&] {
        client.connection->send(frame_of("a"));
        client.connection->send(frame_of("b"));
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
    server_loop.run_and_wait([&] { EXPECT_THAT(accepted().frames, ElementsAre("a")); });
}

TEST_F(RealNetwork, connectionsAndListenersMayBeDestroyedAtAnyTime) {
    listen();
    client_loop.run_and_wait([&] {
        for (int i = 0; i < 50; ++i) {
            Peer shortlived;
            shortlived.connect(client_loop.environment().network, address);
            shortlived.connection->send(frame_of("x"));
        }
    });
    server_loop.run_and_wait([&] {
        server.on_accept = [&](Peer& peer) {
            peer.connection.reset();
            server.listener.reset();
        };
    });
    client_loop.run_and_wait([&] { client.connect(client_loop.environment().network, address); });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
}

TEST_F(RealNetwork, framesWaitWhileTheReaderDoesNotRead) {
    listen();
    connect();
    server_loop.run_and_wait([&] { accepted().connection->set_reading(false); });
    const std::string large(8'000'000, 'x');
    for (int i = 0; i < 4; ++i) send(large);
    // The buffers of the kernel are full, the rest waits in the sender.
    ASSERT_TRUE(eventually(client_loop, [&] { return client.connection->unsent_bytes() < 32'000'000; }));
    std::int64_t last = 0;
    ASSERT_TRUE(eventually(client_loop,
                           [&] { return std::exchange(last, client.connection->unsent_bytes()) == client.connection->unsent_bytes(); }));
    EXPECT_GT(last, 8'000'000);
    client_loop.run_and_wait([&] { client.connection->tell_when_sent(1'000'000); });
    client_loop.run_and_wait([&] { EXPECT_EQ(client.sent_told, 0); });
    server_loop.run_and_wait([&] {
        EXPECT_THAT(accepted().frames, IsEmpty());
        accepted().connection->set_reading(true);
    });
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().frames.size() == 4; }));
    ASSERT_TRUE(eventually(client_loop, [&] { return client.connection->unsent_bytes() == 0 && client.sent_told == 1; }));
}

TEST_F(RealNetwork, aReaderMayStopBetweenTwoFramesOfOnePacket) {
    listen();
    connect();
    server_loop.run_and_wait([&] { accepted().on_frame_hook = [&](std::string_view) { accepted().connection->set_reading(false); }; });
    client_loop.run_and_wait([&] {
        for (const char* text : {"a", "b", "c"}) client.connection->send(frame_of(text));
    });
    for (std::size_t count = 1; count <= 3; ++count) {
        ASSERT_TRUE(eventually(server_loop, [&] { return accepted().frames.size() == count; }));
        server_loop.run_and_wait([&] {
            EXPECT_EQ(accepted().frames.size(), count);
            accepted().connection->set_reading(true);
        });
    }
    EXPECT_THAT(accepted().frames, ElementsAre("a", "b", "c"));
}

TEST_F(RealNetwork, theEndIsToldAfterTheFramesThatWereHeld) {
    listen();
    connect();
    server_loop.run_and_wait([&] { accepted().connection->set_reading(false); });
    client_loop.run_and_wait([&] {
        client.connection->send(frame_of("a"));
        client.connection->close();
    });
    server_loop.run_and_wait([&] { accepted().connection->set_reading(true); });
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().closed.has_value(); }));
    EXPECT_THAT(accepted().frames, ElementsAre("a"));
}

TEST_F(RealNetwork, bytesMayTrickle) {
    echo();
    listen();
    const RawClient raw(address.port);
    ASSERT_TRUE(raw.connected());
    const std::string bytes("\0\0\0\5hello\0\0\0\2", 13);
    for (const char byte : bytes) {
        raw.write(std::string_view(&byte, 1));
        server_loop.run_and_wait([] {});
    }
    raw.write("ok");
    EXPECT_EQ(raw.read(9), std::string("\0\0\0\5hello", 9));
    EXPECT_EQ(raw.read(6), std::string("\0\0\0\2ok", 6));
}

TEST_F(RealNetwork, aNegativeLengthClosesTheConnection) {
    listen();
    const RawClient raw(address.port);
    raw.write_length(-2);
    EXPECT_EQ(raw.read(1), "");
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().closed.has_value(); }));
    EXPECT_EQ(accepted().closed->code, ErrorCode::INVALID_REQUEST);
    EXPECT_THAT(accepted().closed->message, HasSubstr("negative length -2"));
    EXPECT_EQ(server_loop.network_counters().frames_refused, 1U);
}

TEST_F(RealNetwork, aLengthBeyondTheLimitClosesTheConnection) {
    listen({.frame_bytes_max = 10});
    const RawClient raw(address.port);
    raw.write_length(10);
    raw.write("0123456789");
    raw.write_length(11);
    EXPECT_EQ(raw.read(1), "");
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted().closed.has_value(); }));
    EXPECT_THAT(accepted().frames, ElementsAre("0123456789"));
    EXPECT_THAT(accepted().closed->message, HasSubstr("11 bytes; at most 10"));
    EXPECT_THAT(accepted().closed->message, HasSubstr("socket.request.max.bytes"));
}

TEST_F(RealNetwork, announcingCostsNothing) {
    const auto resident_bytes = [] {
        std::ifstream statm("/proc/self/statm");
        std::size_t total = 0;
        std::size_t resident = 0;
        statm >> total >> resident;
        return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    };
    listen();
    const std::size_t before = resident_bytes();
    std::vector<std::unique_ptr<RawClient>> many;
    for (int i = 0; i < 400; ++i) {
        many.push_back(std::make_unique<RawClient>(address.port));
        ASSERT_TRUE(many.back()->connected());
        many.back()->write_length(100 * 1024 * 1024);
        many.back()->write("0123456789");
    }
    ASSERT_TRUE(eventually(server_loop, [&] { return server_loop.network_counters().bytes_received == 400 * 14; }));
    for (const auto& raw : many) raw->write("more");
    ASSERT_TRUE(eventually(server_loop, [&] { return server_loop.network_counters().bytes_received == 400 * 18; }));
    EXPECT_LT(resident_bytes(), before + 64 * 1024 * 1024) << "40 GB were announced";
}

TEST_F(RealNetwork, framesThatArriveInPiecesWaitWhileOthersHaveTheRoom) {
    listen({.arriving_bytes_max = 1000});
    const auto received = [&] { return server_loop.network_counters().bytes_received; };
    const auto frames_of = [&](std::size_t peer) {
        std::size_t count = 0;
        server_loop.run_and_wait([&] { count = server.peers[peer]->frames.size(); });
        return count;
    };
    const RawClient first(address.port);
    first.write_length(5000);
    first.write("0123456789");
    ASSERT_TRUE(eventually(server_loop, [&] { return received() == 14; }));
    const RawClient second(address.port);
    second.write_length(20);
    second.write("0123456789");
    ASSERT_TRUE(eventually(server_loop, [&] { return received() == 28; }));
    second.write("0123456789");
    const RawClient third(address.port);
    third.write_length(2);
    third.write("ok");
    ASSERT_TRUE(eventually(server_loop, [&] { return received() == 34; }));
    EXPECT_EQ(frames_of(2), 1U) << "what is there as a whole needs no room";
    EXPECT_EQ(frames_of(1), 0U);
    first.write(std::string(4990, 'x'));
    ASSERT_TRUE(eventually(server_loop, [&] { return server.peers[1]->frames.size() == 1; }));
    EXPECT_EQ(frames_of(0), 1U);
    {
        const RawClient leaver(address.port);
        leaver.write_length(5000);
        leaver.write("0123456789");
        ASSERT_TRUE(eventually(server_loop, [&] { return server.peers.size() == 4 && received() == 34 + 10 + 4990 + 14; }));
        second.write_length(20);
        second.write("0123456789");
        ASSERT_TRUE(eventually(server_loop, [&] { return received() == 34 + 10 + 4990 + 14 + 14; }));
        second.write("0123456789");
        server_loop.run_and_wait([] {});
        EXPECT_EQ(frames_of(1), 1U);
    }
    ASSERT_TRUE(eventually(server_loop, [&] { return server.peers[1]->frames.size() == 2; })) << "who leaves gives its room back";
}

TEST_F(RealNetwork, noMoreConnectionsAreAcceptedThanAllowed) {
    listen({.connections_max = 2});
    const RawClient first(address.port);
    auto second = std::make_unique<RawClient>(address.port);
    ASSERT_TRUE(eventually(server_loop, [&] { return server.peers.size() == 2; }));
    const RawClient third(address.port);
    EXPECT_EQ(third.read(1), "") << "closed at once";
    EXPECT_EQ(server_loop.network_counters().connections_refused, 1U);
    second.reset();
    ASSERT_TRUE(eventually(server_loop, [&] { return server.peers[1]->closed.has_value(); }));
    const RawClient fourth(address.port);
    ASSERT_TRUE(eventually(server_loop, [&] { return server.peers.size() == 3; }));
}

TEST_F(RealNetwork, anAcceptorThatTakesNobodyClosesTheConnection) {
    std::unique_ptr<Listener> listener;
    server_loop.run_and_wait([&] {
        listener = server_loop.environment().network.listen({"127.0.0.1", 0}, {}, [](auto) { return nullptr; }).value();
        address = listener->endpoint();
    });
    const RawClient raw(address.port);
    EXPECT_EQ(raw.read(1), "");
    server_loop.stop();
}

TEST_F(RealNetwork, aKilledNodesConnectionsBreak) {
    listen();
    connect();
    server_loop.stop();
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
    EXPECT_FALSE(accepted().closed) << "nobody tells the dead";
    Peer late;
    client_loop.run_and_wait([&] { late.connect(client_loop.environment().network, address); });
    ASSERT_TRUE(eventually(client_loop, [&] { return late.closed.has_value(); }));
    EXPECT_THAT(late.closed->message, HasSubstr("refused"));
    client_loop.stop();
}

TEST_F(RealNetwork, aPausedNodeIsConnectedToButDoesNotAnswer) {
    echo();
    listen();
    server_loop.pause();
    client_loop.run_and_wait([&] {
        client.connect(client_loop.environment().network, address);
        client.connection->send(frame_of("hello"));
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.connected; }));
    EXPECT_THAT(server.peers, IsEmpty()) << "it stands still, so this may be read";
    server_loop.resume();
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == 1; }));
}

TEST_F(RealNetwork, aLargeFrameDoesNotStarveASmallOne) {
    echo();
    listen();
    connect();
    Peer small;
    const std::string huge(60'000'000, 'x');
    std::size_t huge_when_small_came = 1;
    small.on_frame_hook = [&](std::string_view) { huge_when_small_came = client.frames.size(); };
    client_loop.run_and_wait([&] {
        small.connect(client_loop.environment().network, address);
        client.connection->send(frame_of(huge));
        small.connection->send(frame_of("small"));
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == 1 && small.frames.size() == 1; }));
    EXPECT_EQ(huge_when_small_came, 0U);
    client_loop.stop();
}

}  // namespace
}  // namespace vitrine::env::real
