// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// floor DIRECTORY BYTES: what the machine does with the bytes of a replicated topic and nothing else. They go once over loopback to a
// leader, which writes them to a file and sends that on by sendfile to two followers, which write it to files of their own. No protocol, no
// checks. Prints {"seconds": …, "bytes": …}.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t piece = std::size_t{1} << 20;

template <class T>
T checked(T result, const char* what) {
    if (result < 0) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
    return result;
}

// Two ends of one TCP connection over loopback.
std::pair<int, int> connection() {
    const int listener = checked(::socket(AF_INET, SOCK_STREAM, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    checked(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), "bind");
    checked(::listen(listener, 1), "listen");
    checked(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    const int near = checked(::socket(AF_INET, SOCK_STREAM, 0), "socket");
    checked(::connect(near, reinterpret_cast<sockaddr*>(&address), size), "connect");
    const int far = checked(::accept(listener, nullptr, nullptr), "accept");
    ::close(listener);
    return {near, far};
}

int file(const std::string& path) { return checked(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0644), path.c_str()); }

void write_all(int to, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t written = checked(::write(to, data, size), "write");
        data += written;
        size -= static_cast<std::size_t>(written);
    }
}

// From a connection into a file; `told` learns how much is there.
template <class Told>
void store(int from, int to, std::int64_t bytes, Told told) {
    std::vector<char> buffer(piece);
    for (std::int64_t stored = 0; stored < bytes;) {
        const ssize_t got = checked(::read(from, buffer.data(), buffer.size()), "read");
        if (got == 0) throw std::runtime_error("the connection ended early");
        write_all(to, buffer.data(), static_cast<std::size_t>(got));
        stored += got;
        told(stored);
    }
}

void run(const std::string& directory, std::int64_t bytes) {
    const auto [producer, leader] = connection();
    const std::pair<int, int> followers[] = {connection(), connection()};
    const int log = file(directory + "/leader");
    std::mutex mutex;
    std::condition_variable more;
    std::int64_t end = 0;

    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    threads.emplace_back([&, from = producer] {
        const std::vector<char> buffer(piece, 'x');
        for (std::int64_t sent = 0; sent < bytes;) {
            const auto size = static_cast<std::size_t>(std::min<std::int64_t>(bytes - sent, static_cast<std::int64_t>(piece)));
            write_all(from, buffer.data(), size);
            sent += static_cast<std::int64_t>(size);
        }
    });
    threads.emplace_back([&, from = leader] {
        store(from, log, bytes, [&](std::int64_t stored) {
            const std::lock_guard lock(mutex);
            end = stored;
            more.notify_all();
        });
    });
    for (std::size_t i = 0; i < std::size(followers); ++i) {
        threads.emplace_back([&, to = followers[i].first] {
            off_t at = 0;
            while (at < bytes) {
                std::int64_t until = 0;
                {
                    std::unique_lock lock(mutex);
                    more.wait(lock, [&] { return end > at; });
                    until = end;
                }
                while (at < until) checked(::sendfile(to, log, &at, static_cast<std::size_t>(until - at)), "sendfile");
            }
        });
        threads.emplace_back([&, i, from = followers[i].second] {
            store(from, file(directory + "/follower-" + std::to_string(i)), bytes, [](std::int64_t) {});
        });
    }
    for (std::thread& thread : threads) thread.join();
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("{\"seconds\": %.6f, \"bytes\": %lld}\n", took, static_cast<long long>(bytes));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 3) throw std::runtime_error("usage: floor DIRECTORY BYTES");
        run(argv[1], std::stoll(argv[2]));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "floor: %s\n", error.what());
        return 1;
    }
}
