// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <array>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vitrine::simulation::test {

namespace {

Finished run(const std::vector<std::string>& arguments, bool shown, bool interrupts) {
    std::array<int, 2> output{};
    std::array<int, 2> errors{};
    if (::pipe2(output.data(), O_CLOEXEC) != 0 || ::pipe2(errors.data(), O_CLOEXEC) != 0) return {};
    std::vector<std::string> words{VITRINE_PROGRAM, "simulate"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(output[1], STDOUT_FILENO);
        if (!shown) ::dup2(errors[1], STDERR_FILENO);
        ::execv(pointers[0], pointers.data());
        std::_Exit(127);
    }
    ::close(output[1]);
    ::close(errors[1]);
    Finished finished;
    std::array<pollfd, 2> waiting{pollfd{output[0], POLLIN, 0}, pollfd{errors[0], POLLIN, 0}};
    while ((waiting[0].fd >= 0 || waiting[1].fd >= 0) && ::poll(waiting.data(), waiting.size(), -1) > 0) {
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].revents == 0) continue;
            std::array<char, 4096> bytes{};
            const ssize_t count = ::read(waiting[i].fd, bytes.data(), bytes.size());
            if (count <= 0) {
                waiting[i].fd = -1;
                continue;
            }
            (i == 0 ? finished.output : finished.errors).append(bytes.data(), static_cast<std::size_t>(count));
            if (interrupts) ::kill(child, SIGINT);
            interrupts = false;
        }
    }
    ::close(output[0]);
    ::close(errors[0]);
    int status = 0;
    if (child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status)) finished.code = WEXITSTATUS(status);
    return finished;
}

}  // namespace

Finished simulate(const std::vector<std::string>& arguments, bool shown) { return run(arguments, shown, false); }

Finished simulate_and_interrupt(const std::vector<std::string>& arguments) { return run(arguments, false, true); }

}  // namespace vitrine::simulation::test
