// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>

#include <unistd.h>

#include "app/tools/admin_calls.h"
#include "app/tools/dump_text.h"
#include "app/tools/progress_line.h"
#include "app/tools/tool_options.h"
#include "app/tools/tools.h"

namespace vitrine::tools {
namespace {

struct DumpOptions {
    DumpStyle style;
    bool sanityOnly = false;
    bool verifyOnly = false;
    std::int64_t bytesMax = std::numeric_limits<std::int32_t>::max();
    std::int64_t messageBytesMax = 5 * 1024 * 1024;
};

// What is wrong, for the end of the output.
struct Findings {
    std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> mismatches;          // .index
    std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> timestampMismatches;  // .timeindex
    std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> outOfOrder;
    std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> notFound;
    std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> gaps;  // .log
};

// A file of batches, one batch in memory at a time.
class BatchFile {
public:
    explicit BatchFile(const std::string &path) : m_file(path, std::ios::binary)
    {
        if (!m_file) return;
        m_file.seekg(0, std::ios::end);
        m_size = static_cast<std::int64_t>(m_file.tellg());
    }
    [[nodiscard]] bool open() const { return m_file.is_open(); }
    [[nodiscard]] std::int64_t size() const { return m_size; }
    struct Batch {
        records::BatchHeader header;
        std::int64_t position = 0;
        Bytes bytes;  // the header alone where only that was asked for
    };
    // The batch at a position that ends before `end`; none where no whole batch is there.
    std::optional<Batch> read(std::int64_t position, std::int64_t end, bool whole)
    {
        Batch batch;
        batch.position = position;
        if (position + static_cast<std::int64_t>(records::batch_header_size) > end) return std::nullopt;
        batch.bytes.resize(records::batch_header_size);
        if (!fill(position, batch.bytes)) return std::nullopt;
        const auto header = records::parse_header(batch.bytes);
        if (!header || header->size_bytes() < static_cast<std::int64_t>(records::batch_header_size) ||
            position + header->size_bytes() > end)
            return std::nullopt;
        batch.header = *header;
        if (!whole) return batch;
        batch.bytes.resize(static_cast<std::size_t>(header->size_bytes()));
        if (!fill(position, batch.bytes)) return std::nullopt;
        return batch;
    }

private:
    bool fill(std::int64_t position, Bytes &bytes)
    {
        m_file.clear();
        m_file.seekg(position);
        m_file.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return static_cast<std::size_t>(m_file.gcount()) == bytes.size();
    }

    std::ifstream m_file;
    std::int64_t m_size = 0;
};

std::optional<std::int64_t> leadingNumber(const std::string &name, char until)
{
    const std::size_t end = name.find(until);
    std::int64_t value = 0;
    const auto [stopped, error] = std::from_chars(name.data(), name.data() + std::min(end, name.size()), value);
    if (end == std::string::npos || error != std::errc() || stopped != name.data() + end) return std::nullopt;
    return value;
}

std::string absolute(const std::string &path)
{
    std::error_code error;
    return std::filesystem::absolute(path, error).string();
}

std::string sibling(const std::string &path, const std::string &suffix)
{
    std::filesystem::path other(path);
    other.replace_extension(suffix);
    return other.string();
}

// What stands in front of what is dumped; nothing where the name tells no offset.
std::optional<std::string> introduction(const std::string &path)
{
    const std::string name = std::filesystem::path(path).filename().string();
    if (name == "bootstrap.checkpoint") return "KRaft bootstrap snapshot\n";
    if (name.ends_with(".checkpoint")) {
        const auto offset = leadingNumber(name, '-');
        const auto epoch = offset ? leadingNumber(name.substr(name.find('-') + 1), '.') : std::nullopt;
        if (!epoch) return std::nullopt;
        return fmt::format("Snapshot end offset: {}, epoch: {}\n", *offset, *epoch);
    }
    const auto offset = leadingNumber(name, '.');
    if (!offset) return std::nullopt;
    return fmt::format("Log starting offset: {}\n", *offset);
}

bool dumpBatches(const std::string &path, const DumpOptions &options, Findings &findings)
{
    const auto first = introduction(path);
    BatchFile file(path);
    if (!file.open() || !first) {
        printError(fmt::format("vitrine log dump: {} {}", path,
                               file.open() ? "is not named as Kafka names its files: by the first offset" : "cannot be read"));
        return false;
    }
    print(*first);
    const std::int64_t end = std::min(file.size(), options.bytesMax);
    ProgressLine progress(STDOUT_FILENO);
    std::int64_t position = 0;
    std::int64_t last = -1;
    bool whole = true;
    while (const auto batch = file.read(position, end, true)) {
        print(batchLine(batch->header, position, records::compute_crc(batch->bytes) == batch->header.crc));
        position += batch->header.size_bytes();
        if (progress.due()) progress.show(fmt::format("{}: {} %", path, position * 100 / std::max<std::int64_t>(1, end)));
        if (!options.style.records) continue;
        auto reader = records::RecordReader::open(batch->bytes);
        Status trouble;
        if (!reader) trouble = std::unexpected(reader.error());
        while (reader) {
            const auto record = reader->next();
            if (!record) trouble = std::unexpected(record.error());
            if (!record || !*record) break;
            const std::int64_t offset = (*record)->offset.value();
            if (last != -1 && offset != last + 1)
                findings.gaps[absolute(path)].insert(findings.gaps[absolute(path)].begin(), {last, offset});
            last = offset;
            print(recordLine(batch->header, **record, options.style));
        }
        if (!trouble) {
            printError(fmt::format("vitrine log dump: the records of the batch at offset {} cannot be read: {}", batch->header.base_offset,
                                   trouble.error().message));
            whole = false;
        }
    }
    if (file.size() - position > 0 && options.bytesMax == std::numeric_limits<std::int32_t>::max())
        print(fmt::format("Found {} invalid bytes at the end of {}\n", file.size() - position,
                          std::filesystem::path(path).filename().string()));
    return whole;
}

struct IndexEntry {
    std::int64_t key = 0;  // the offset of an offset index; the timestamp of a time index
    std::int64_t value = 0;  // the position; the offset
};

// A big-endian number of `size` bytes.
std::int64_t numberAt(const std::string &content, std::size_t at, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = (value << 8) | static_cast<std::uint8_t>(content[at + i]);
    return static_cast<std::int64_t>(value);
}

// As a broker of Apache Kafka would see it: the zeros that a kill leaves at the end of a file that was made larger than needed count, too
// (TimeIndex.sanityCheck).
bool isSaneTimeIndex(const std::string &content)
{
    constexpr std::size_t entry = 12;
    if (content.size() % entry != 0) return false;
    if (content.empty()) return true;
    const std::size_t last = content.size() - entry;
    const auto lastOffset = static_cast<std::int32_t>(numberAt(content, last + 8, 4));  // above the base offset
    return numberAt(content, last, 8) >= numberAt(content, 0, 8) && lastOffset >= 0;
}

// Entries of an offset index (8 bytes) or a time index (12 bytes), up to the zeros of a file that was made larger than needed.
std::vector<IndexEntry> indexEntries(const std::string &content, bool time, std::int64_t base)
{
    const auto number = [&](std::size_t at, std::size_t width) { return numberAt(content, at, width); };
    const std::size_t size = time ? 12 : 8;
    std::vector<IndexEntry> entries;
    for (std::size_t at = 0; at + size <= content.size(); at += size) {
        const std::int64_t relative = number(time ? at + 8 : at, 4);
        if (relative == 0 && at > 0) break;
        entries.push_back(time ? IndexEntry{number(at, 8), base + relative} : IndexEntry{base + relative, number(at + 4, 4)});
    }
    return entries;
}

bool dumpIndex(const std::string &path, const DumpOptions &options, Findings &findings)
{
    const auto base = leadingNumber(std::filesystem::path(path).filename().string(), '.');
    const auto content = readWholeFile(path);
    BatchFile log(sibling(path, ".log"));
    if (!content || !base || !log.open()) {
        printError(fmt::format("vitrine log dump: {} cannot be read, or the .log file beside it", path));
        return false;
    }
    const auto entries = indexEntries(*content, false, *base);
    if (entries.empty()) {
        print(path + " is empty.\n");
        return true;
    }
    if (options.sanityOnly) {
        const bool sane = content->size() % 8 == 0 && entries.back().key >= *base;
        if (sane) print(path + " passed sanity check.\n");
        else
            printError(
                fmt::format("{} failed the sanity check: {} bytes are no whole number of entries, or the last one lies below offset {}",
                            path, content->size(), *base));
        return sane;
    }
    for (const IndexEntry &entry : entries) {
        const auto batch = log.read(entry.value, std::min(log.size(), entry.value + options.messageBytesMax), false);
        const std::int64_t found = batch ? batch->header.last_offset().value() : -1;
        if (found != entry.key) {
            auto &list = findings.mismatches[absolute(path)];
            list.insert(list.begin(), {entry.key, found});
        }
        if (!options.verifyOnly) print(fmt::format("offset: {} position: {}\n", entry.key, entry.value));
    }
    return true;
}

// Of the records, not of the header: compaction may have left none (-1).
std::int64_t newestTimestamp(BatchFile &log, const BatchFile::Batch &found)
{
    std::int64_t newest = -1;
    const auto batch = log.read(found.position, log.size(), true);
    auto reader =
        batch ? records::RecordReader::open(batch->bytes) : Result<records::RecordReader>(failure(ErrorCode::CORRUPT_MESSAGE, ""));
    while (reader) {
        const auto record = reader->next();
        if (!record || !*record) break;
        newest = std::max(newest, (*record)->timestamp_ms);
    }
    return newest;
}

bool dumpTimeIndex(const std::string &path, const DumpOptions &options, Findings &findings)
{
    const auto base = leadingNumber(std::filesystem::path(path).filename().string(), '.');
    const auto content = readWholeFile(path);
    const auto offsets = readWholeFile(sibling(path, ".index"));
    BatchFile log(sibling(path, ".log"));
    if (!content || !base || !offsets || !log.open()) {
        printError(fmt::format("vitrine log dump: {} cannot be read, or the .log or .index file beside it", path));
        return false;
    }
    const auto entries = indexEntries(*content, true, *base);
    if (options.sanityOnly) {
        const bool sane = isSaneTimeIndex(*content);
        if (sane) print(path + " passed sanity check.\n");
        else
            printError(
                fmt::format("{} failed the sanity check: {} bytes are no whole number of entries, or the last timestamp is below the first",
                            path, content->size()));
        return sane;
    }
    const auto positions = indexEntries(*offsets, false, *base);
    std::int64_t previous = -1;
    for (const IndexEntry &entry : entries) {
        const auto above = std::ranges::upper_bound(positions, entry.value, {}, &IndexEntry::key);
        std::int64_t position = above == positions.begin() ? 0 : std::prev(above)->value;
        std::optional<BatchFile::Batch> batch;
        while ((batch = log.read(position, log.size(), false)) && batch->header.last_offset().value() < entry.value)
            position += batch->header.size_bytes();
        const std::string name = absolute(path);
        if (!batch) {
            findings.notFound[name].emplace_back(entry.value, -1);
        } else if (batch->header.last_offset().value() != entry.value) {
            findings.notFound[name].emplace_back(entry.value, batch->header.last_offset().value());
        } else {
            const std::int64_t newest = newestTimestamp(log, *batch);
            if (newest != entry.key) findings.timestampMismatches[name].emplace_back(entry.key, newest);
            if (previous >= entry.key) findings.outOfOrder[name].emplace_back(entry.key, previous);
        }
        if (!options.verifyOnly) print(fmt::format("timestamp: {} offset: {}\n", entry.key, entry.value));
        previous = entry.key;
    }
    return true;
}

bool dumpWhole(const std::string &path, const std::string &name)
{
    const auto content = readWholeFile(path);
    if (!content) {
        printError("vitrine log dump: " + content.error().message);
        return false;
    }
    const ByteSpan bytes(reinterpret_cast<const std::uint8_t *>(content->data()), content->size());
    Result<std::string> text = std::string();
    if (name.ends_with(".snapshot")) {
        const auto entries = decodeProducers(bytes);
        if (!entries) text = std::unexpected(entries.error());
        else
            for (const auto &entry : *entries) *text += producerLine(entry);
    } else if (name.ends_with(".txnindex")) {
        text = abortedTransactionLines(bytes);
    } else {
        text = leaderEpochLines(*content);
    }
    if (text) print(*text);
    else printError(text.error().message);
    return text.has_value();
}

std::optional<PlainDecoder> plainDecoder(std::string_view name)
{
    constexpr std::string_view package = "org.apache.kafka.tools.api.";
    if (!name.starts_with(package)) return std::nullopt;
    name.remove_prefix(package.size());
    if (name == "StringDecoder") return PlainDecoder::string;
    if (name == "IntegerDecoder") return PlainDecoder::int32;
    if (name == "LongDecoder") return PlainDecoder::int64;
    return std::nullopt;
}

void printFindings(const Findings &findings)
{
    for (const auto &[file, pairs] : findings.mismatches) {
        printError("Mismatches in :" + file);
        for (const auto &[index, log] : pairs) printError(fmt::format("  Index offset: {}, log offset: {}", index, log));
    }
    for (const auto &[file, pairs] : findings.timestampMismatches) {
        printError("Found timestamp mismatch in :" + file);
        for (const auto &[index, log] : pairs) printError(fmt::format("  Index timestamp: {}, log timestamp: {}", index, log));
    }
    for (const auto &[file, pairs] : findings.outOfOrder) {
        printError("Found out of order timestamp in :" + file);
        for (const auto &[index, before] : pairs)
            printError(fmt::format("  Index timestamp: {}, Previously indexed timestamp: {}", index, before));
    }
    for (const auto &[file, pairs] : findings.notFound) {
        printError("The following indexed offsets are not found in :" + file);
        for (const auto &[index, log] : pairs) printError(fmt::format("Indexed offset: {}, found log offset: {}", index, log));
    }
    for (const auto &[file, pairs] : findings.gaps) {
        printError("Non-consecutive offsets in " + file);
        for (const auto &[before, after] : pairs) printError(fmt::format("  {} is followed by {}", before, after));
    }
}

}  // namespace

int dumpLog(const Arguments &arguments)
{
    ToolOptions options("log dump",
                        "Prints what is in the files of a partition, as kafka-dump-log does. It only reads, also of a cluster that runs.");
    options.values("files", "FILE,FILE,…",
                   "Files ending in .log, .index, .timeindex, .snapshot, .txnindex or .checkpoint, and leader-epoch-checkpoint");
    options.flag("deep-iteration", "Print the records of each batch too");
    options.flag("print-data-log", "Print the records with their keys and values");
    options.flag("offsets-decoder", "The records are those of __consumer_offsets: decode them");
    options.flag("transaction-log-decoder", "The records are those of __transaction_state: decode them");
    options.flag("share-group-state-decoder", "The records are those of __share_group_state: decode them");
    options.value("key-decoder-class", "CLASS", "Keys are org.apache.kafka.tools.api.StringDecoder, IntegerDecoder or LongDecoder");
    options.value("value-decoder-class", "CLASS", "Values are org.apache.kafka.tools.api.StringDecoder, IntegerDecoder or LongDecoder");
    options.flag("cluster-metadata-decoder", "The records are those of __cluster_metadata: decode them");
    options.flag("skip-record-metadata", "Of each record print only key and value, and nothing of control records");
    options.flag("index-sanity-check", "Of an index say only whether a broker would take it as it is");
    options.flag("verify-index-only", "Compare an index with the log and print only what differs");
    options.value("max-bytes", "N", "Read only so many bytes of each log; 2147483647 where nothing is said");
    options.value("max-message-size", "N",
                  "The size of the largest batch, for reading behind an index entry; 5242880 where nothing is said");
    if (const auto over = options.parse(arguments)) return *over;
    if (!options.has("files")) return options.wrong("--files FILE,FILE,… is needed");
    DumpOptions dump;
    const std::initializer_list<std::pair<const char *, PayloadDecoder>> decoders{
        {"offsets-decoder", PayloadDecoder::offsets},
        {"transaction-log-decoder", PayloadDecoder::transactions},
        {"cluster-metadata-decoder", PayloadDecoder::clusterMetadata},
        {"share-group-state-decoder", PayloadDecoder::shareState}};
    std::string_view chosen;
    for (const auto &[name, decoder] : decoders) {
        if (!options.has(name)) continue;
        if (!chosen.empty()) return options.wrong(fmt::format("--{} and --{} cannot be used together", chosen, name));
        chosen = name;
        dump.style.decoder = decoder;
    }
    for (const auto &[name, plain] :
         {std::pair("key-decoder-class", &dump.style.key), std::pair("value-decoder-class", &dump.style.value)}) {
        if (!options.has(name)) continue;
        const std::string given = *options.get(name);
        const auto known = plainDecoder(given);
        if (!known)
            return options.wrong(
                fmt::format("--{} {} is a class of Java: only StringDecoder, IntegerDecoder and LongDecoder of "
                            "org.apache.kafka.tools.api are known here",
                            name, given));
        *plain = *known;
    }
    dump.style.payload =
        options.count({"print-data-log", "key-decoder-class", "value-decoder-class"}) > 0 || dump.style.decoder != PayloadDecoder::text;
    dump.style.records = dump.style.payload || options.has("deep-iteration");
    dump.style.skipMetadata = options.has("skip-record-metadata");
    dump.sanityOnly = options.has("index-sanity-check");
    dump.verifyOnly = options.has("verify-index-only");
    const auto bytesMax = options.number("max-bytes", 0, std::numeric_limits<std::int32_t>::max());
    const auto messageMax = options.number("max-message-size", 0, std::numeric_limits<std::int32_t>::max());
    if (!bytesMax) return options.wrong(bytesMax.error().message);
    if (!messageMax) return options.wrong(messageMax.error().message);
    dump.bytesMax = bytesMax->value_or(dump.bytesMax);
    dump.messageBytesMax = messageMax->value_or(dump.messageBytesMax);

    Findings findings;
    bool all = true;
    for (const std::string &list : options.all("files")) {
        std::string_view rest = list;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            const std::string path(rest.substr(0, comma));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
            if (path.empty()) continue;
            print(fmt::format("Dumping {}\n", path));
            const std::string name = std::filesystem::path(path).filename().string();
            if (name.ends_with(".log") || name.ends_with(".checkpoint")) all = dumpBatches(path, dump, findings) && all;
            else if (name.ends_with(".timeindex")) all = dumpTimeIndex(path, dump, findings) && all;
            else if (name.ends_with(".index")) all = dumpIndex(path, dump, findings) && all;
            else if (name.ends_with(".snapshot") || name.ends_with(".txnindex") || name == "leader-epoch-checkpoint")
                all = dumpWhole(path, name) && all;
            else printError("Ignoring unknown file " + path);
        }
    }
    printFindings(findings);
    return all ? exitDone : exitFailed;
}

}  // namespace vitrine::tools
