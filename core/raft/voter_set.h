// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "messages/control_records.h"
#include "raft/election_state.h"

// Who votes (KIP-853). With kraft.version 0 the configuration says it, by id alone. With kraft.version 1 the log does: the newest
// VotersRecord counts as soon as it is appended, and voters are known by id and directory, so that a node whose disk was replaced is not
// taken for the one that voted. Source: Kafka's VoterSet, ReplicaKey, VoterSetHistory, KRaftVersionHistory.
namespace vitrine::raft {

[[nodiscard]] std::string to_string(const ReplicaKey& key);

struct VoterListener {
    std::string name;
    std::string host;
    std::uint16_t port = 0;
    friend bool operator==(const VoterListener&, const VoterListener&) = default;
};

// The levels of kraft.version that a node supports.
struct KRaftVersionRange {
    std::int16_t lowest = 0;
    std::int16_t highest = 0;
    [[nodiscard]] bool contains(std::int16_t version) const { return lowest <= version && version <= highest; }
    friend bool operator==(const KRaftVersionRange&, const KRaftVersionRange&) = default;
};
inline constexpr KRaftVersionRange supported_kraft_versions{0, 1};
// From this level on voters are in the log and can change.
inline constexpr std::int16_t reconfiguration_kraft_version = 1;

struct Voter {
    ReplicaKey key;
    std::vector<VoterListener> listeners;
    KRaftVersionRange kraft_versions;
    [[nodiscard]] const VoterListener* listener(std::string_view name) const;  // nullptr: it has none of that name
    friend bool operator==(const Voter&, const Voter&) = default;
};

// By id, ascending; no id twice. A value.
class VoterSet {
public:
    VoterSet() = default;
    // Of the configuration: neither directories nor listeners are known. `ids` ascend.
    explicit VoterSet(const std::vector<BrokerId>& ids);
    // CORRUPT_MESSAGE: it names nobody, or somebody twice, or without a directory.
    [[nodiscard]] static Result<VoterSet> from_record(const messages::VotersRecord& record);
    [[nodiscard]] messages::VotersRecord to_record() const;

    [[nodiscard]] bool empty() const { return voters_.empty(); }
    [[nodiscard]] std::size_t size() const { return voters_.size(); }
    [[nodiscard]] const std::vector<Voter>& voters() const { return voters_; }
    [[nodiscard]] const std::vector<BrokerId>& ids() const { return ids_; }
    [[nodiscard]] const Voter* find(BrokerId id) const;
    [[nodiscard]] bool contains(BrokerId id) const { return find(id) != nullptr; }
    // The very node; where the directory of the voter is not known, its id is enough.
    [[nodiscard]] bool contains(const ReplicaKey& key) const;

    // None: the id is taken.
    [[nodiscard]] std::optional<VoterSet> with(const Voter& voter) const;
    // None: no such voter.
    [[nodiscard]] std::optional<VoterSet> without(const ReplicaKey& key) const;
    // The same voter with other listeners or versions. None: no such voter.
    [[nodiscard]] std::optional<VoterSet> with_updated(const Voter& voter) const;
    // The same where a voter is known by its id alone, whatever its directory was (kraft.version 0). None: no such voter.
    [[nodiscard]] std::optional<VoterSet> with_updated_by_id(const Voter& voter) const;
    // Whether each voter said that it can do with kraft.version `version`, and which directory it votes with.
    [[nodiscard]] bool all_support(std::int16_t version) const;
    [[nodiscard]] bool all_directories_known() const;

    friend bool operator==(const VoterSet&, const VoterSet&) = default;

private:
    explicit VoterSet(std::vector<Voter> voters);

    std::vector<Voter> voters_;
    std::vector<BrokerId> ids_;
};

// What control records say of the quorum.
struct QuorumFacts {
    std::int16_t kraft_version = 0;
    std::optional<VoterSet> voters;  // none: the configuration says who votes
    friend bool operator==(const QuorumFacts&, const QuorumFacts&) = default;
};
// One or both of them, of the record at `offset`.
struct QuorumChange {
    Offset offset;
    std::optional<std::int16_t> kraft_version;
    std::optional<VoterSet> voters;
    friend bool operator==(const QuorumChange&, const QuorumChange&) = default;
};

// What the log says of the quorum at each of its offsets, as far back as it can be truncated. A value.
class QuorumHistory {
public:
    // Before the log: of the configuration, or of the bootstrap's snapshot.
    static constexpr Offset before_log{-1};

    QuorumHistory() = default;
    explicit QuorumHistory(QuorumFacts base) : entries_{Entry{before_log, std::move(base), before_log}} {}

    [[nodiscard]] const QuorumFacts& latest() const { return entries_.back().facts; }
    // The offset of the newest VotersRecord; `before_log` where the log holds none.
    [[nodiscard]] Offset voters_offset() const { return entries_.back().voters_offset; }
    // As the records below `end` say: of a snapshot that ends there.
    [[nodiscard]] const QuorumFacts& at_end(Offset end) const;

    // `change.offset` is above all that is known.
    void append(const QuorumChange& change);
    // The log ends at `end` now.
    void truncate(Offset end);
    // Whatever was before a snapshot that ends at `end` and is the log's start now.
    void forget_before(Offset end);
    // The log became a snapshot that ends at `end`.
    void start_over(Offset end, QuorumFacts facts);

    friend bool operator==(const QuorumHistory&, const QuorumHistory&) = default;

private:
    struct Entry {
        Offset offset{before_log};
        QuorumFacts facts;
        Offset voters_offset{before_log};
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    std::vector<Entry> entries_{Entry{}};  // ascending; never empty
};

}  // namespace vitrine::raft
