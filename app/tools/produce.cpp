// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <cstdio>

#include <poll.h>
#include <unistd.h>

#include "app/tools/admin_calls.h"
#include "app/tools/console_text.h"
#include "app/tools/ending.h"
#include "app/tools/progress_line.h"
#include "app/tools/tools.h"
#include "client/producer.h"

namespace vitrine::tools {
namespace {

void declare(ToolOptions &options)
{
    options.connects();
    options.value("topic", "NAME", "The topic to write to");
    options.flag("sync", "Wait for each record's acknowledgement before the next line");
    options.optionalValue("compression-codec", "CODEC", "none, gzip, snappy, lz4 or zstd; gzip without a value");
    options.value("batch-size", "BYTES", "The size of a batch; 16384 where nothing is said");
    options.value("max-partition-memory-bytes", "BYTES", "The same");
    options.value("request-required-acks", "ACKS", "all, -1, 0 or 1; all where nothing is said");
    options.value("request-timeout-ms", "MS", "How long a broker may take to answer; 1500 where nothing is said");
    options.value("max-memory-bytes", "BYTES", "What may wait for its acknowledgement; 33554432 where nothing is said");
    options.values("property", "KEY=VALUE",
                   "How to read: parse.key, parse.headers, ignore.error (true or false), key.separator, headers.delimiter, "
                   "headers.separator, headers.key.separator, null.marker");
    options.values("reader-property", "KEY=VALUE", "The same");
    options.values("producer-property", "KEY=VALUE",
                   "acks, compression.type, batch.size, linger.ms, enable.idempotence, client.id, buffer.memory, max.request.size, "
                   "delivery.timeout.ms, request.timeout.ms, max.in.flight.requests.per.connection");
    options.values("command-property", "KEY=VALUE", "The same");
    options.value("producer.config", "FILE", "The same, from a file");
}

struct Wanted {
    client::ProducerConfig config;
    client::ClientConfig client;
    LineFormat format;
};

Status applyProperties(const Properties &properties, Wanted &wanted)
{
    bool idempotenceAsked = false;
    for (const auto &[key, value] : properties) {
        std::int64_t number = -1;
        try {
            number = std::stoll(value);
        } catch (const std::exception &) {
            number = -1;
        }
        const auto wrong = [&] {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("{}={} is not a value that it can have", key, value));
        };
        const bool numeric = key.ends_with(".ms") || key == "batch.size" || key == "buffer.memory" || key == "max.request.size" ||
                             key == "max.in.flight.requests.per.connection";
        if (numeric && (number < 0 || number > std::numeric_limits<std::int32_t>::max())) return wrong();
        const Duration time = std::chrono::milliseconds(std::max<std::int64_t>(number, 0));
        if (key == "acks") {
            if (value != "all" && value != "-1" && value != "0" && value != "1") return wrong();
            wanted.config.acks = static_cast<std::int16_t>(value == "all" ? -1 : number);
        } else if (key == "compression.type") {
            const auto codec = records::parse_codec(value);
            if (!codec) return wrong();
            wanted.config.compression = *codec;
        } else if (key == "enable.idempotence") {
            wanted.config.enable_idempotence = value == "true";
            idempotenceAsked = wanted.config.enable_idempotence;
        } else if (key == "batch.size") wanted.config.batch_size = static_cast<std::size_t>(number);
        else if (key == "linger.ms") wanted.config.linger = time;
        else if (key == "buffer.memory") wanted.config.buffer_memory = static_cast<std::size_t>(number);
        else if (key == "max.request.size") wanted.config.max_request_size = static_cast<std::size_t>(number);
        else if (key == "delivery.timeout.ms") wanted.config.delivery_timeout = time;
        else if (key == "request.timeout.ms") wanted.client.request_timeout = time;
        else if (key == "max.in.flight.requests.per.connection")
            wanted.config.max_in_flight_requests_per_connection = static_cast<int>(std::max<std::int64_t>(number, 1));
        else if (key == "client.id") wanted.client.client_id = value;
        else if (key == "security.protocol" && value != "PLAINTEXT") {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("security.protocol={} is not known here, only PLAINTEXT", value));
        } else if (key != "security.protocol" && key != "bootstrap.servers") {
            printError(fmt::format("vitrine produce: {} has no meaning here", key));
        }
    }
    if (wanted.config.acks != -1) {
        if (idempotenceAsked) return failure(ErrorCode::INVALID_REQUEST, "enable.idempotence=true needs acks=all");
        wanted.config.enable_idempotence = false;
    }
    return {};
}

Result<Wanted> read(const ToolOptions &options)
{
    Wanted wanted;
    if (!options.has("topic")) return failure(ErrorCode::INVALID_REQUEST, "--topic NAME is needed");
    Properties properties;
    if (const auto file = options.get("producer.config")) {
        auto read = readProperties(*file);
        if (!read) return std::unexpected(read.error());
        properties = std::move(*read);
    }
    const std::pair<const char *, const char *> same[] = {{"batch-size", "batch.size"},
                                                          {"max-partition-memory-bytes", "batch.size"},
                                                          {"request-required-acks", "acks"},
                                                          {"request-timeout-ms", "request.timeout.ms"},
                                                          {"max-memory-bytes", "buffer.memory"}};
    for (const auto &[option, key] : same) {
        if (const auto value = options.get(option)) properties[key] = *value;
    }
    if (options.has("compression-codec")) properties["compression.type"] = options.get("compression-codec").value_or("gzip");
    for (const char *option : {"producer-property", "command-property"}) {
        const auto given = parsePairs(options.all(option));
        if (!given) return std::unexpected(given.error());
        for (const auto &[key, value] : *given) properties[key] = value;
    }
    if (auto status = applyProperties(properties, wanted); !status) return std::unexpected(status.error());
    auto pairs = options.all("property");
    for (const std::string &pair : options.all("reader-property")) pairs.push_back(pair);
    const auto format = parsePairs(pairs);
    if (!format) return std::unexpected(format.error());
    auto parsed = lineFormat(*format);
    if (!parsed) return std::unexpected(parsed.error());
    wanted.format = std::move(*parsed);
    return wanted;
}

// Lines of standard input, as they come, with an ear for signals.
class Lines {
public:
    explicit Lines(Ending &ending) : m_ending(ending) {}
    // Nothing at the end of the input and after a signal.
    std::optional<std::string> next()
    {
        for (;;) {
            if (const std::size_t end = m_input.find('\n', m_at); end != std::string::npos) {
                std::string line = m_input.substr(m_at, end - m_at);
                m_at = end + 1;
                if (line.ends_with('\r')) line.pop_back();
                return line;
            }
            m_input.erase(0, m_at);
            m_at = 0;
            if (m_over) {
                if (m_input.empty()) return std::nullopt;
                return std::exchange(m_input, {});
            }
            const auto why = m_ending.waitForInput();
            if (why != Ending::Input::readable) return std::nullopt;
            char bytes[65536];
            const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
            if (count <= 0) m_over = true;
            else m_input.append(bytes, static_cast<std::size_t>(count));
        }
    }
    // Whether the next line is here already.
    [[nodiscard]] bool ready() const { return m_input.find('\n', m_at) != std::string::npos; }

private:
    Ending &m_ending;
    std::string m_input;
    std::size_t m_at = 0;
    bool m_over = false;
};

int writeLines(Cluster &cluster, Ending &ending, const Wanted &wanted, const std::string &topic, bool sync)
{
    client::ClientConfig clientConfig = wanted.client;
    clientConfig.bootstrap_servers = cluster.options().servers;
    std::unique_ptr<client::Producer> producer;
    cluster.onLoop([&] { producer = std::make_unique<client::Producer>(cluster.environment(), clientConfig, wanted.config); });
    std::atomic<std::int64_t> failed{0};
    const auto flush = [&] {
        // Every batch ends by its delivery timeout, and so does this.
        auto done = std::make_shared<std::promise<void>>();
        auto future = done->get_future();
        cluster.onLoop([&] { producer->flush([done] { done->set_value(); }); });
        future.wait();
    };
    Lines lines(ending);
    ProgressLine progress(STDIN_FILENO);
    std::int64_t sent = 0;
    const bool prompt = ::isatty(STDIN_FILENO) != 0;
    const std::size_t roomy = wanted.config.buffer_memory / 2;
    int exit = exitDone;
    std::vector<ParsedLine> gathered;
    const auto send = [&] {
        std::size_t buffered = 0;
        cluster.onLoop([&] {
            for (ParsedLine &line : gathered) {
                producer->send({.topic = topic,
                                .partition = std::nullopt,
                                .key = std::move(line.key),
                                .value = std::move(line.value),
                                .headers = std::move(line.headers),
                                .timestamp = std::nullopt},
                               [&failed](const Result<client::RecordMetadata> &result) {
                                   if (!result && ++failed <= 10)
                                       printError("vitrine produce: a record was not written: " + result.error().message);
                               });
            }
            buffered = producer->buffered_bytes();
        });
        sent += static_cast<std::int64_t>(gathered.size());
        gathered.clear();
        if (progress.due()) progress.show(fmt::format("{} records sent, {} bytes of them wait", sent, buffered));
        if (sync || buffered > roomy) flush();
    };
    for (std::int64_t number = 1;; ++number) {
        if (prompt && !lines.ready()) {
            std::fputc('>', stdout);
            std::fflush(stdout);
        }
        const auto line = lines.next();
        if (!line) break;
        auto parsed = parseLine(wanted.format, *line, number);
        if (!parsed) {
            printError("vitrine produce: " + parsed.error().message);
            exit = exitFailed;
            break;
        }
        gathered.push_back(std::move(*parsed));
        constexpr std::size_t together = 500;
        if (sync || !lines.ready() || gathered.size() >= together) send();
    }
    if (!gathered.empty()) send();
    flush();
    cluster.onLoop([&] { producer.reset(); });
    if (failed > 10) printError(fmt::format("vitrine produce: {} records were not written", failed.load()));
    return failed > 0 ? exitFailed : exit;
}

}  // namespace

int produce(const Arguments &arguments)
{
    ToolOptions options("produce", "Writes lines of standard input as records, as kafka-console-producer does.");
    declare(options);
    if (const auto over = options.parse(arguments)) return *over;
    const auto wanted = read(options);
    if (!wanted) return options.wrong(wanted.error().message);
    Ending ending;
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    // Said before the first line is asked for, not minutes later by each record.
    if (const auto brokers = cluster->brokers(); !brokers) {
        printError("vitrine produce: " + brokers.error().message);
        return exitFailed;
    }
    return writeLines(*cluster, ending, *wanted, *options.get("topic"), options.has("sync"));
}

}  // namespace vitrine::tools
