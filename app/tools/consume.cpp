// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>

#include <unistd.h>

#include "app/tools/admin_calls.h"
#include "app/tools/console_text.h"
#include "app/tools/ending.h"
#include "app/tools/progress_line.h"
#include "app/tools/tools.h"
#include "client/consumer.h"

namespace vitrine::tools {
namespace {

void declare(ToolOptions &options)
{
    options.connects();
    options.value("topic", "NAME", "The topic to read");
    options.value("include", "REGEX", "Topics to read, as a regular expression for the whole name, with commas for alternatives");
    options.value("partition", "N", "Read this partition alone; --offset says from where");
    options.value("offset", "OFFSET", "With --partition: earliest, latest, or a number; latest where nothing is said");
    options.flag("from-beginning", "Begin with the oldest record where the group has committed nothing, and where there is no group");
    options.value("group", "NAME", "Read as a member of this group, and commit");
    options.value("max-messages", "N", "End after so many records");
    options.value("timeout-ms", "MS", "End when no record came for so long");
    options.value("isolation-level", "LEVEL", "read_uncommitted, or read_committed: nothing of transactions that are open or were aborted");
    options.values("property", "KEY=VALUE",
                   "How to print: print.key, print.value, print.offset, print.partition, print.timestamp, print.headers, print.epoch (true "
                   "or false), key.separator, line.separator, headers.separator, null.literal");
    options.values("formatter-property", "KEY=VALUE", "The same");
    options.values("consumer-property", "KEY=VALUE",
                   "group.id, client.id, auto.offset.reset, isolation.level, enable.auto.commit, session.timeout.ms, group.instance.id, "
                   "partition.assignment.strategy, fetch.min.bytes and the like");
    options.values("command-property", "KEY=VALUE", "The same");
    options.value("consumer.config", "FILE", "The same, from a file");
    options.flag("skip-message-on-error", "Go on when a record cannot be printed; it is always so here");
    options.flag("enable-systest-events", "Taken as Kafka's tool does, without a meaning here");
}

Status applyProperties(const Properties &properties, client::ConsumerConfig &config, client::ClientConfig &client,
                       client::GroupMemberConfig &group)
{
    for (const auto &[key, value] : properties) {
        std::int64_t number = 0;
        try {
            number = std::stoll(value);
        } catch (const std::exception &) {
            number = -1;
        }
        const auto wrong = [&] {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("{}={} is not a value that it can have", key, value));
        };
        const bool numeric = key.ends_with(".ms") || key.ends_with(".bytes");
        if (numeric && (number < 0 || number > std::numeric_limits<std::int32_t>::max())) return wrong();
        const auto small = static_cast<std::int32_t>(number);
        const Duration time = std::chrono::milliseconds(std::max<std::int64_t>(number, 0));
        if (key == "group.id") group.group_id = value;
        else if (key == "client.id") client.client_id = value;
        else if (key == "group.instance.id") group.group_instance_id = value;
        else if (key == "session.timeout.ms") group.session_timeout = time;
        else if (key == "heartbeat.interval.ms") group.heartbeat_interval = time;
        else if (key == "max.poll.interval.ms") group.rebalance_timeout = time;
        else if (key == "auto.commit.interval.ms") config.auto_commit_interval = time;
        else if (key == "request.timeout.ms") client.request_timeout = time;
        else if (key == "fetch.min.bytes") config.fetch.fetch_min_bytes = small;
        else if (key == "fetch.max.bytes") config.fetch.fetch_max_bytes = small;
        else if (key == "max.partition.fetch.bytes") config.fetch.max_partition_fetch_bytes = small;
        else if (key == "fetch.max.wait.ms") config.fetch.fetch_max_wait = time;
        else if (key == "enable.auto.commit") config.enable_auto_commit = value == "true";
        else if (key == "check.crcs") config.fetch.check_crcs = value == "true";
        else if (key == "isolation.level") {
            if (value != "read_committed" && value != "read_uncommitted") return wrong();
            config.fetch.read_committed = value == "read_committed";
        } else if (key == "auto.offset.reset") {
            if (value == "earliest") config.fetch.auto_offset_reset = client::OffsetReset::earliest;
            else if (value == "latest") config.fetch.auto_offset_reset = client::OffsetReset::latest;
            else if (value == "none") config.fetch.auto_offset_reset = client::OffsetReset::none;
            else return wrong();
        } else if (key == "partition.assignment.strategy") {
            // Kafka names a class.
            const auto kind = value.find("Cooperative") != std::string::npos  ? std::optional(client::AssignorKind::cooperative_sticky)
                              : value.find("RoundRobin") != std::string::npos ? std::optional(client::AssignorKind::round_robin)
                              : value.find("Range") != std::string::npos      ? std::optional(client::AssignorKind::range)
                                                                              : client::parse_assignor(value);
            if (!kind) return wrong();
            group.assignor = *kind;
        } else if (key == "group.protocol" && value != "classic") {
            return failure(ErrorCode::INVALID_REQUEST, "group.protocol has one value here: classic");
        } else if (key == "security.protocol" && value != "PLAINTEXT") {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("security.protocol={} is not known here, only PLAINTEXT", value));
        } else if (key != "group.protocol" && key != "security.protocol" && key != "bootstrap.servers") {
            printError(fmt::format("vitrine consume: {} has no meaning here", key));
        }
    }
    return {};
}

// Prints what comes; on the loop.
class Printer final : public client::ConsumerListener {
public:
    Printer(RecordFormat format, std::optional<std::int64_t> most, Ending &ending)
        : m_format(std::move(format)), m_most(most), m_ending(ending)
    {
    }

    void on_records(const client::FetchedRecords &fetched) override
    {
        if (full()) {
            // It was on its way when the last one was printed.
            if (!fetched.records.empty()) stand(fetched.partition, fetched.records.front().offset);
            return;
        }
        std::string text;
        for (std::size_t i = 0; i < fetched.records.size() && !full(); ++i) {
            text += formatRecord(m_format, fetched.partition.partition, fetched.records[i], fetched.origins[i]);
            ++m_count;
            // What was not printed was not read.
            if (full() && i + 1 < fetched.records.size()) stand(fetched.partition, fetched.records[i].offset + 1);
        }
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) m_broken = true;
        if (!fetched.records.empty()) m_news = true;
        if (m_progress.due())
            m_progress.show(m_most ? fmt::format("{} of {} messages", m_count.load(), *m_most)
                                   : fmt::format("{} messages", m_count.load()));
        if (full()) consumer->set_paused(true);
        if (full() || m_broken || m_news) m_ending.notify();
    }
    void on_error(const Error &error) override
    {
        printError("vitrine consume: " + error.message);
        // No retry mends these.
        m_failed = m_failed || error.code == ErrorCode::OFFSET_OUT_OF_RANGE || error.code == ErrorCode::CORRUPT_MESSAGE ||
                   error.code == ErrorCode::UNSUPPORTED_COMPRESSION_TYPE || error.code == ErrorCode::INCONSISTENT_GROUP_PROTOCOL ||
                   error.code == ErrorCode::FENCED_INSTANCE_ID || error.code == ErrorCode::INVALID_GROUP_ID ||
                   error.code == ErrorCode::INVALID_SESSION_TIMEOUT || error.code == ErrorCode::GROUP_MAX_SIZE_REACHED;
        if (m_failed) m_ending.notify();
    }
    [[nodiscard]] bool full() const { return m_most && m_count >= *m_most; }
    [[nodiscard]] bool over() const { return full() || m_broken || m_failed; }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] std::int64_t count() const { return m_count; }
    void endProgress() { m_progress.clear(); }
    bool takeNews() { return m_news.exchange(false); }

    client::Consumer *consumer = nullptr;

private:
    void stand(const TopicPartition &partition, Offset offset)
    {
        consumer->seek(partition, {.kind = client::Position::Kind::offset, .offset = offset});
    }

    RecordFormat m_format;
    std::optional<std::int64_t> m_most;
    Ending &m_ending;
    std::atomic<std::int64_t> m_count{0};
    std::atomic<bool> m_news{false};
    std::atomic<bool> m_broken{false};  // nobody reads our output
    std::atomic<bool> m_failed{false};
    ProgressLine m_progress{STDOUT_FILENO};
};

struct Wanted {
    client::ConsumerConfig config;
    client::ClientConfig client;
    std::optional<client::GroupMemberConfig> group;
    RecordFormat format;
    std::optional<std::int64_t> most;
    std::optional<std::chrono::milliseconds> timeout;
    std::optional<std::int32_t> partition;
    client::Position start;
};

Result<Wanted> read(const ToolOptions &options)
{
    const auto wrong = [](std::string text) { return failure(ErrorCode::INVALID_REQUEST, std::move(text)); };
    Wanted wanted;
    if (options.count({"topic", "include"}) != 1) return wrong("exactly one of --topic or --include is needed");
    Properties properties;
    if (const auto file = options.get("consumer.config")) {
        auto read = readProperties(*file);
        if (!read) return std::unexpected(read.error());
        properties = std::move(*read);
    }
    for (const char *option : {"consumer-property", "command-property"}) {
        const auto given = parsePairs(options.all(option));
        if (!given) return std::unexpected(given.error());
        for (const auto &[key, value] : *given) properties[key] = value;
    }
    if (const auto level = options.get("isolation-level")) properties["isolation.level"] = *level;
    if (options.has("from-beginning")) {
        if (const auto reset = properties.find("auto.offset.reset"); reset != properties.end() && reset->second != "earliest")
            return wrong("--from-beginning does not go together with auto.offset.reset=" + reset->second);
        properties["auto.offset.reset"] = "earliest";
    }
    client::GroupMemberConfig group;
    // Members of one group must have an assignor in common; Kafka's console consumer has range.
    group.assignor = client::AssignorKind::range;
    if (auto status = applyProperties(properties, wanted.config, wanted.client, group); !status) return std::unexpected(status.error());
    if (const auto name = options.get("group")) {
        if (!group.group_id.empty() && group.group_id != *name) return wrong("--group and group.id name different groups");
        group.group_id = *name;
    }
    auto formatPairs = options.all("property");
    for (const std::string &pair : options.all("formatter-property")) formatPairs.push_back(pair);
    const auto format = parsePairs(formatPairs);
    if (!format) return std::unexpected(format.error());
    auto parsed = recordFormat(*format);
    if (!parsed) return std::unexpected(parsed.error());
    wanted.format = std::move(*parsed);
    const auto most = options.number("max-messages", -1);
    const auto timeout = options.number("timeout-ms", -1, std::numeric_limits<std::int32_t>::max());
    const auto partition = options.number("partition", 0, std::numeric_limits<std::int32_t>::max());
    for (const auto *number : {&most, &timeout, &partition}) {
        if (!*number) return std::unexpected(number->error());
    }
    if (*most && **most >= 0) wanted.most = **most;
    if (*timeout && **timeout >= 0) wanted.timeout = std::chrono::milliseconds(**timeout);
    if (*partition) wanted.partition = static_cast<std::int32_t>(**partition);
    if (wanted.partition && options.has("include")) return wrong("--partition needs --topic");
    if (wanted.partition && !group.group_id.empty())
        return wrong("--partition does not go together with a group, which divides the partitions itself");
    if (options.has("offset")) {
        if (!wanted.partition) return wrong("--offset needs --partition");
        if (options.has("from-beginning")) return wrong("--offset does not go together with --from-beginning");
        const std::string text = *options.get("offset");
        if (text == "earliest") wanted.start.kind = client::Position::Kind::beginning;
        else if (text == "latest") wanted.start.kind = client::Position::Kind::end;
        else {
            const auto offset = options.number("offset", 0);
            if (!offset) return wrong(fmt::format("--offset takes earliest, latest or a number, not \"{}\"", text));
            wanted.start = {.kind = client::Position::Kind::offset, .offset = Offset(**offset)};
        }
    }
    if (!group.group_id.empty()) wanted.group = std::move(group);
    return wanted;
}

int readOn(Cluster &cluster, Ending &ending, Wanted wanted, const std::vector<TopicFacts> &topics)
{
    wanted.client.bootstrap_servers = cluster.options().servers;
    wanted.config.group = wanted.group;
    wanted.config.enable_auto_commit = wanted.config.enable_auto_commit && wanted.group.has_value();
    Printer printer(wanted.format, wanted.most, ending);
    std::unique_ptr<client::Consumer> consumer;
    cluster.onLoop([&] {
        consumer = std::make_unique<client::Consumer>(cluster.environment(), wanted.client, wanted.config, printer);
        printer.consumer = consumer.get();
        if (wanted.group) {
            std::vector<std::string> names;
            for (const TopicFacts &topic : topics) names.push_back(topic.name);
            return consumer->subscribe(std::move(names));
        }
        std::map<TopicPartition, client::Position> partitions;
        for (const TopicFacts &topic : topics) {
            for (const PartitionFacts &partition : topic.partitions) {
                if (!wanted.partition || partition.index == *wanted.partition) partitions[{topic.name, partition.index}] = wanted.start;
            }
        }
        consumer->assign(partitions);
    });
    for (bool waiting = !printer.over(); waiting;) {
        switch (ending.wait(wanted.timeout)) {
        case Ending::Why::notified:
            printer.takeNews();  // the time for the next one begins now
            waiting = !printer.over();
            break;
        case Ending::Why::signalled:
        case Ending::Why::elapsed: waiting = false; break;
        }
    }
    // Leaving the group takes a moment; who does not want to wait sends another signal.
    cluster.onLoop([&] { consumer->close([&ending] { ending.notify(); }); });
    constexpr auto goodbye = std::chrono::seconds(5);
    const auto until = std::chrono::steady_clock::now() + goodbye;
    // A notification of before may still be there: closed is when the member is idle.
    for (bool leaving = true; leaving && std::chrono::steady_clock::now() < until;) {
        const auto why = ending.wait(std::chrono::milliseconds(200));
        if (why == Ending::Why::signalled) break;
        cluster.onLoop([&] {
            const auto view = consumer->view();
            leaving = view.member && view.member->state != client::MemberState::idle && view.member->state != client::MemberState::failed;
        });
    }
    cluster.onLoop([&] { consumer.reset(); });
    printer.endProgress();
    printError(fmt::format("Processed a total of {} messages", printer.count()));
    return printer.failed() ? exitFailed : exitDone;
}

}  // namespace

int consume(const Arguments &arguments)
{
    ToolOptions options("consume", "Reads records and prints them, as kafka-console-consumer does. Ctrl+C ends it.");
    declare(options);
    if (const auto over = options.parse(arguments)) return *over;
    auto wanted = read(options);
    if (!wanted) return options.wrong(wanted.error().message);
    Ending ending;
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    const auto fail = [](const std::string &sentence) {
        printError("vitrine consume: " + sentence);
        return exitFailed;
    };
    auto topics = listTopics(*cluster);
    if (!topics) return fail(topics.error().message);
    if (const auto name = options.get("topic")) {
        std::erase_if(*topics, [&](const TopicFacts &topic) { return topic.name != *name; });
        if (topics->empty()) return fail(fmt::format("there is no topic {}; vitrine topics --create --topic {} makes it", *name, *name));
        if (wanted->partition && static_cast<std::size_t>(*wanted->partition) >= topics->front().partitions.size())
            return fail(fmt::format("topic {} has {} partitions, from 0, and no partition {}", *name, topics->front().partitions.size(),
                                    *wanted->partition));
    } else {
        const auto filter = TopicFilter::make(*options.get("include"));
        if (!filter) return options.wrong(filter.error().message);
        std::erase_if(*topics, [&](const TopicFacts &topic) { return topic.internal || !filter->matches(topic.name); });
        if (topics->empty()) return fail(fmt::format("no topic has a name as {}", *options.get("include")));
    }
    return readOn(*cluster, ending, std::move(*wanted), *topics);
}

}  // namespace vitrine::tools
