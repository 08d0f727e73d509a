// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

// Planted defects: rules that real brokers once had wrong, each as a switch in the line of ours that has it right. They show that the
// simulation would notice, and they are lessons: the same scenario with the rule right and wrong.
//
//   const bool diverged = VITRINE_RULE(KAFKA_13141, result.diverging.has_value(), false);
//
// is the first expression, and nothing else, in every build but those with the CMake option VITRINE_PLANTED_DEFECTS (the presets for
// development). There it is the second one while the defect is on. Only the expression that counts is evaluated.
//
// Which defects are on belongs to the thread (is_on() is read, PlantedDefects changes it): a simulated world is driven by one thread, so
// worlds with different rules run side by side, and no node has to carry the switches through all its objects. Threads of real clusters
// never turn anything on.

// Name in the code, name as in the history of the defect, the rule as the defective code had it.
// clang-format off
#define VITRINE_DEFECTS(X) \
    X(KIP_101, "KIP-101 (KAFKA-1211)", "a new follower truncates to its own high watermark") \
    X(KIP_279, "KIP-279 (KAFKA-6361)", "asked for an epoch that it never had, the leader gives no usable end, instead of that of its largest lower epoch") \
    X(KAFKA_7128, "KAFKA-7128", "joining the ISR needs a log end at the high watermark only, not also at the start of the leader's epoch") \
    X(KIP_903, "KIP-903 (KAFKA-14617)", "AlterPartition names a replica without its broker epoch") \
    X(KIP_966, "KIP-966", "the last ISR member stays eligible after it may have lost unsynced data") \
    X(KAFKA_10527, "KAFKA-10527", "a restarted leader of the quorum resumes in the same epoch") \
    X(KAFKA_12619, "KAFKA-12619", "the quorum's high watermark is shown when a majority reaches the epoch's start, one short of LeaderChange") \
    X(REDPANDA_3039, "Redpanda #3039", "a repeated batch is answered OUT_OF_ORDER_SEQUENCE_NUMBER, not its old offset") \
    X(KAFKA_13141, "KAFKA-13141", "a fetch that is answered \"diverging\" still updates the follower's progress") \
    X(KAFKA_7164, "KAFKA-7164", "\"the same leader as before\" skips the truncation though epochs were missed") \
    X(KAFKA_7415, "KAFKA-7415", "a new leader notes its epoch's start only at the first append") \
    X(KAFKA_10706, "KAFKA-10706", "truncating to the log end returns early, the cache of epochs uncut") \
    X(KIP_320, "KIP-320 (KAFKA-7395)", "a fetch carries no current leader epoch; logs are compared once, when a replica begins to follow") \
    X(KAFKA_15583, "KAFKA-15583", "the high watermark advances while the ISR is below min.insync.replicas") \
    X(KIP_841, "KIP-841 (KAFKA-13916)", "a fenced or stopping replica may rejoin the ISR") \
    X(KAFKA_14154, "KAFKA-14154", "a deposed controller answers \"done\" to AlterPartition, though nobody stored it") \
    X(KAFKA_13091, "KAFKA-13091", "the high watermark is not re-evaluated when a shrink of the ISR is confirmed") \
    X(KAFKA_9491, "KAFKA-9491", "a full truncation raises the log start, not the high watermark") \
    X(KAFKA_15665, "KAFKA-15665", "a reassignment completes before every target is in the ISR") \
    X(KAFKA_0_8, "Kafka 0.8, Jepsen 2013", "the ISR may shrink to one and still acknowledge; any replica may lead") \
    X(KIP_595, "KIP-595 review", "a vote is answered before it is durable") \
    X(KAFKA_15489, "KAFKA-15489", "a leader without a majority's fetches never resigns") \
    X(KIP_996, "KIP-996 (KAFKA-17641)", "a voter that is cut off raises its epoch alone, without asking for pre-votes") \
    X(KIP_996_PING_PONG, "KIP-996, ping-pong", "a follower that has not yet fetched from its leader refuses pre-votes") \
    X(KAFKA_10432, "KAFKA-10432", "recovery skips epoch 0 when it makes the cache of epochs again") \
    X(KAFKA_5634, "KAFKA-5634", "retention may delete at or above the high watermark") \
    X(NATS_ACK_BEFORE_SYNC, "NATS 2.12.1, Jepsen", "the quorum counts what is not synced") \
    X(NATS_DAMAGED_FILES, "NATS 2.12.1, damaged files", "recovery keeps a batch whose CRC is wrong, so a replica with damaged files may lead") \
    X(KAFKA_15312, "KAFKA-15312", "a snapshot of the metadata log is renamed before its bytes are synced") \
    X(KAFKA_8500, "KAFKA-8500", "a static member's id is replaced only in a stable group")
// clang-format on

namespace vitrine::planted {

enum class Defect : std::uint8_t {
#define VITRINE_DEFECT(id, name, wrong_rule) id,
    VITRINE_DEFECTS(VITRINE_DEFECT)
#undef VITRINE_DEFECT
};

struct DefectInfo {
    Defect defect{};
    std::string_view id;          // "KAFKA_13141", as a command names it
    std::string_view name;        // "KAFKA-13141", as people do
    std::string_view wrong_rule;  // one clause
};

#define VITRINE_DEFECT(id, name, wrong_rule) DefectInfo{Defect::id, #id, name, wrong_rule},
inline constexpr std::array all_defects{VITRINE_DEFECTS(VITRINE_DEFECT)};
#undef VITRINE_DEFECT

[[nodiscard]] constexpr const DefectInfo& info_of(Defect defect) { return all_defects[static_cast<std::size_t>(defect)]; }

[[nodiscard]] constexpr std::optional<Defect> parse_defect(std::string_view id) {
    for (const DefectInfo& info : all_defects) {
        if (info.id == id) return info.defect;
    }
    return std::nullopt;
}

#ifdef VITRINE_PLANTED_DEFECTS
inline constexpr bool compiled_in = true;

[[nodiscard]] bool is_on(Defect defect) noexcept;

// While it lives, these defects and no others are on for this thread; then again those from before.
class PlantedDefects {
public:
    explicit PlantedDefects(std::span<const Defect> defects) noexcept;
    explicit PlantedDefects(Defect defect) noexcept : PlantedDefects(std::span(&defect, 1)) {}
    ~PlantedDefects();
    PlantedDefects(const PlantedDefects&) = delete;
    PlantedDefects& operator=(const PlantedDefects&) = delete;

private:
    std::uint64_t before_;
};
#else
inline constexpr bool compiled_in = false;
#endif

}  // namespace vitrine::planted

#ifdef VITRINE_PLANTED_DEFECTS
#define VITRINE_RULE(defect, right, wrong) (::vitrine::planted::is_on(::vitrine::planted::Defect::defect) ? (wrong) : (right))
#else
#define VITRINE_RULE(defect, right, wrong) (right)
#endif
