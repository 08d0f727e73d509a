// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a fuzz target where libFuzzer is not: a program with LLVMFuzzerTestOneInput becomes an ordinary test.
//
// Same arguments as libFuzzer's: [-seed=N] [-max_total_time=SECONDS] [-runs=N] [-max_len=BYTES] [FILE_OR_DIRECTORY…].
// The files are the corpus; each is tried as it is, then mutations of them and of nothing, until the time or the runs are
// used up. The sequence of inputs follows from the seed and the corpus alone; only its length depends on the machine.
// An input that makes the target crash is written to the working directory and named; give it as the only FILE to see it again.
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
[[gnu::weak]] int LLVMFuzzerInitialize(int* argc, char*** argv);
[[gnu::weak]] std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed);
[[gnu::weak]] void __sanitizer_set_death_callback(void (*callback)());
}

namespace {

using Input = std::vector<std::uint8_t>;

struct Options {
    std::uint64_t seed = 1;
    double max_total_time_s = 1.0;
    std::uint64_t runs = 0;  // 0: until the time is over
    std::size_t max_len_bytes = 4096;
    std::vector<std::filesystem::path> corpus;
};

// What the signal handler may touch: set before each call of the target.
struct Current {
    const std::uint8_t* data = nullptr;
    std::size_t size = 0;
    std::uint64_t number = 0;
    std::string file;  // where the input goes if the target crashes
};
Current current;

void save_current_input() {
    if (std::FILE* file = std::fopen(current.file.c_str(), "wb")) {
        if (current.size != 0 && std::fwrite(current.data, 1, current.size, file) != current.size)
            std::fputs("(not wholly written) ", stderr);
        std::fclose(file);
    }
    std::fprintf(stderr, "fuzz: input %llu (%zu bytes) stopped the target; it is in %s\n", static_cast<unsigned long long>(current.number),
                 current.size, current.file.c_str());
    std::fflush(stderr);
}

extern "C" void on_crash(int signal_number) {
    save_current_input();
    std::_Exit(128 + signal_number);
}

// Draws that are the same on every standard library, which those of <random>'s distributions are not.
class Draw {
public:
    explicit Draw(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t number() { return engine_(); }
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(engine_() % bound); }
    std::uint8_t byte() { return static_cast<std::uint8_t>(engine_() & 0xff); }

private:
    std::mt19937_64 engine_;
};

// Mutations that a format of lengths, counts, varints and tagged fields feels.
class Mutator {
public:
    Mutator(std::uint64_t seed, std::size_t max_len_bytes) : draw_(seed), max_len_bytes_(max_len_bytes) {}

    Input next(const std::vector<Input>& corpus) {
        Input input;
        if (!corpus.empty() && draw_.below(16) != 0) {
            input = corpus[draw_.below(corpus.size())];
        } else {
            input.resize(draw_.below(std::min<std::size_t>(max_len_bytes_, 256) + 1));
            for (std::uint8_t& byte : input) byte = draw_.byte();
        }
        const std::size_t steps = 1 + draw_.below(6);
        for (std::size_t i = 0; i < steps; ++i) mutate(input, corpus);
        if (input.size() > max_len_bytes_) input.resize(max_len_bytes_);
        return input;
    }

private:
    void mutate(Input& input, const std::vector<Input>& corpus) {
        if (LLVMFuzzerCustomMutator != nullptr && draw_.below(2) == 0) {
            const std::size_t size = std::min(input.size(), max_len_bytes_);
            input.resize(max_len_bytes_);
            input.resize(LLVMFuzzerCustomMutator(input.data(), size, max_len_bytes_, static_cast<unsigned>(draw_.number())));
            return;
        }
        switch (draw_.below(9)) {
            case 0: flip_bit(input); break;
            case 1: put_byte(input); break;
            case 2: put_integer(input); break;
            case 3: insert_bytes(input); break;
            case 4: erase_bytes(input); break;
            case 5: input.resize(draw_.below(input.size() + 1)); break;  // truncated
            case 6: repeat_bytes(input); break;
            case 7: splice(input, corpus); break;
            default: put_varint(input); break;
        }
    }

    void flip_bit(Input& input) {
        if (!input.empty()) input[draw_.below(input.size())] ^= static_cast<std::uint8_t>(1U << draw_.below(8));
    }
    void put_byte(Input& input) {
        static constexpr std::array<std::uint8_t, 6> interesting{0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff};
        if (!input.empty())
            input[draw_.below(input.size())] = draw_.below(2) == 0 ? draw_.byte() : interesting[draw_.below(interesting.size())];
    }
    // A big-endian integer of 2, 4 or 8 bytes: a length or a count that is negative, zero, just off or huge.
    void put_integer(Input& input) {
        static constexpr std::array<std::int64_t, 12> interesting{
            -1, 0, 1, 2, -2, 127, 128, 32767, 65535, 0x7fffffff, 0x7fffffffffffffff, -32768};
        const std::size_t width = std::size_t{2} << draw_.below(3);
        if (input.size() < width) return;
        auto value = static_cast<std::uint64_t>(interesting[draw_.below(interesting.size())]);
        if (draw_.below(4) == 0) value = input.size() + draw_.below(5) - 2;
        const std::size_t at = draw_.below(input.size() - width + 1);
        for (std::size_t i = 0; i < width; ++i) input[at + i] = static_cast<std::uint8_t>(value >> (8 * (width - 1 - i)));
    }
    // A run of continuation bytes: a varint that never ends, or ends too late.
    void put_varint(Input& input) {
        if (input.empty()) return;
        const std::size_t at = draw_.below(input.size());
        const std::size_t count = std::min(input.size() - at, 1 + draw_.below(11));
        for (std::size_t i = 0; i < count; ++i) input[at + i] = i + 1 == count && draw_.below(2) == 0 ? 0x0f : 0xff;
    }
    void insert_bytes(Input& input) {
        Input bytes(1 + draw_.below(8));
        for (std::uint8_t& byte : bytes) byte = draw_.byte();
        input.insert(position(input, input.size() + 1), bytes.begin(), bytes.end());
    }
    void erase_bytes(Input& input) {
        if (input.empty()) return;
        const std::size_t at = draw_.below(input.size());
        const std::size_t count = std::min(input.size() - at, 1 + draw_.below(8));
        input.erase(input.begin() + static_cast<std::ptrdiff_t>(at), input.begin() + static_cast<std::ptrdiff_t>(at + count));
    }
    void repeat_bytes(Input& input) {
        if (input.empty() || input.size() >= max_len_bytes_) return;
        const std::size_t at = draw_.below(input.size());
        const std::size_t count = std::min(input.size() - at, 1 + draw_.below(32));
        const Input bytes(input.begin() + static_cast<std::ptrdiff_t>(at), input.begin() + static_cast<std::ptrdiff_t>(at + count));
        input.insert(position(input, input.size() + 1), bytes.begin(), bytes.end());
    }
    void splice(Input& input, const std::vector<Input>& corpus) {
        if (corpus.empty()) return;
        const Input& other = corpus[draw_.below(corpus.size())];
        input.resize(draw_.below(input.size() + 1));
        input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(draw_.below(other.size() + 1)), other.end());
    }
    Input::iterator position(Input& input, std::size_t bound) { return input.begin() + static_cast<std::ptrdiff_t>(draw_.below(bound)); }

    Draw draw_;
    std::size_t max_len_bytes_;
};

Input read_input(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// In the order of the arguments, and of the names below a directory: the sequence must not depend on the file system.
std::vector<Input> read_corpus(const std::vector<std::filesystem::path>& places) {
    std::vector<std::filesystem::path> files;
    for (const std::filesystem::path& place : places) {
        if (!std::filesystem::is_directory(place)) {
            files.push_back(place);
            continue;
        }
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(place)) {
            if (entry.is_regular_file()) found.push_back(entry.path());
        }
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    std::vector<Input> corpus;
    corpus.reserve(files.size());
    for (const std::filesystem::path& file : files) corpus.push_back(read_input(file));
    return corpus;
}

Options parse(std::span<char*> arguments) {
    Options options;
    for (const char* const raw : arguments) {
        const std::string_view argument = raw;
        const std::size_t equals = argument.find('=');
        const std::string value(equals == std::string_view::npos ? std::string_view{} : argument.substr(equals + 1));
        if (argument.starts_with("-seed=")) {
            options.seed = std::stoull(value);
        } else if (argument.starts_with("-max_total_time=")) {
            options.max_total_time_s = std::stod(value);
        } else if (argument.starts_with("-runs=")) {
            options.runs = std::stoull(value);
        } else if (argument.starts_with("-max_len=")) {
            options.max_len_bytes = std::stoull(value);
        } else if (argument.starts_with("-")) {
            throw std::invalid_argument("unknown option " + std::string(argument));
        } else if (!std::filesystem::exists(argument)) {
            throw std::invalid_argument("no such file or directory: " + std::string(argument));
        } else {
            options.corpus.emplace_back(argument);
        }
    }
    return options;
}

class Runner {
public:
    explicit Runner(const Options& options)
        : options_(options), end_(std::chrono::steady_clock::now() + seconds(options.max_total_time_s)) {}

    void run(const std::vector<Input>& corpus) {
        try_one({});
        for (const Input& input : corpus) try_one(input);
        if (options_.corpus.size() == 1 && !std::filesystem::is_directory(options_.corpus.front())) return;  // one input, seen again
        Mutator mutator(options_.seed, options_.max_len_bytes);
        while (!done()) try_one(mutator.next(corpus));
    }
    [[nodiscard]] std::uint64_t count() const { return current.number; }
    // FNV-1a over all inputs: two runs that print the same number tried the same.
    [[nodiscard]] std::uint64_t digest() const { return digest_; }

private:
    static std::chrono::steady_clock::duration seconds(double count) {
        return std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(count));
    }
    [[nodiscard]] bool done() const {
        if (options_.runs != 0) return current.number >= options_.runs;
        return std::chrono::steady_clock::now() >= end_;
    }
    void try_one(const Input& input) {
        // An exact copy on the heap: a read past the end is then seen by AddressSanitizer.
        const std::vector<std::uint8_t> exact(input.begin(), input.end());
        current.data = exact.data();
        current.size = exact.size();
        ++current.number;
        for (const std::uint8_t byte : exact) digest_ = (digest_ ^ byte) * 0x100000001b3ULL;
        digest_ = (digest_ ^ exact.size()) * 0x100000001b3ULL;
        LLVMFuzzerTestOneInput(exact.data(), exact.size());
    }

    const Options& options_;
    std::chrono::steady_clock::time_point end_;
    std::uint64_t digest_ = 0xcbf29ce484222325ULL;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        if (LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&argc, &argv);
        const Options options = parse(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
        const std::string name = std::filesystem::path(argv[0]).filename().string();
        current.file = "crash-" + name + "-seed" + std::to_string(options.seed);
        if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(save_current_input);
        for (const int signal_number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
            // Under a sanitizer only abort() is ours: its own handlers print more, and end in the callback above.
            if (signal_number == SIGABRT || __sanitizer_set_death_callback == nullptr) std::signal(signal_number, on_crash);
        }
        const std::vector<Input> corpus = read_corpus(options.corpus);
        std::printf("fuzz: %s, seed %llu, corpus of %zu\n", name.c_str(), static_cast<unsigned long long>(options.seed), corpus.size());
        std::fflush(stdout);
        Runner runner(options);
        runner.run(corpus);
        std::printf("fuzz: %llu inputs, digest %016llx, nothing found\n", static_cast<unsigned long long>(runner.count()),
                    static_cast<unsigned long long>(runner.digest()));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fuzz: %s\n", error.what());
        if (current.number != 0) save_current_input();
        return 2;
    }
}
