// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/sim/in_flight.h"

#include <algorithm>

#include <fmt/format.h>

#include "env/sim/fabric.h"

// The part of Fabric that shows what is under way, and gives single frames another fate.
namespace vitrine::env::sim {

namespace {

std::unexpected<Error> not_under_way(std::uint64_t id) {
    return failure(ErrorCode::INVALID_REQUEST, fmt::format("no frame {} is under way: it has arrived, or its connection is over", id));
}

ByteSpan first_piece_of(const Frame& frame) {
    if (frame.pieces.empty()) return {};
    if (const auto* bytes = std::get_if<Bytes>(&frame.pieces.front())) return *bytes;
    if (const auto* bytes = std::get_if<SharedBytes>(&frame.pieces.front())) return bytes->span();
    return {};
}

}  // namespace

std::string_view name_of(FrameHeld held) {
    switch (held) {
        case FrameHeld::no: return "";
        case FrameHeld::connecting: return "connecting";
        case FrameHeld::cut: return "cut";
        case FrameHeld::paused: return "paused";
        case FrameHeld::not_reading: return "not reading";
        case FrameHeld::busy: return "busy";
    }
    return {};
}

void Fabric::tell_sent(const SimLink& link, std::size_t side, const SentFrame& sent) {
    listener_->on_sent(sent.id, link.number, side == 0, first_piece_of(sent.frame));
}

FrameInFlight Fabric::look_at(const SimLink& link, std::size_t side, Instant arrives, SentFrame& sent, bool early) {
    const End& to = link.ends[side];
    const End& from = link.ends[1 - side];
    if (!sent.looked_at) {
        const auto* shared = sent.frame.pieces.size() == 1 ? std::get_if<SharedBytes>(&sent.frame.pieces.front()) : nullptr;
        if (shared != nullptr) {
            sent.looked_at = *shared;
        } else {
            auto copied = flatten(sent.frame);
            sent.looked_at = copied ? SharedBytes(std::move(*copied)) : SharedBytes();
        }
    }
    FrameHeld held = FrameHeld::no;
    if (is_cut(from.node, to.node)) held = FrameHeld::cut;
    else if (early || to.life == nullptr) held = FrameHeld::connecting;
    else if (directory_.paused(*to.life)) held = FrameHeld::paused;
    else if (!to.reading) held = FrameHeld::not_reading;
    else if (arrives < directory_.busy_until(*to.life)) held = FrameHeld::busy;
    return {.id = sent.id,
            .connection = link.number,
            .from = from.node,
            .to = to.node,
            .listener = link.ends[1].local,
            .backward = side == 0,
            .sent_at = sent.sent_at,
            .arrives_at = arrives,
            .held = held,
            .size_bytes = sent.frame.size(),
            .bytes = *sent.looked_at};
}

std::vector<FrameInFlight> Fabric::frames_in_flight() {
    std::vector<FrameInFlight> frames;
    for (const auto& [number, link] : links_) {
        for (SentFrame& sent : link->early) frames.push_back(look_at(*link, 1, sent.sent_at, sent, true));
        for (std::size_t side = 0; side < 2; ++side) {
            for (Item& item : link->ends[side].incoming) {
                if (auto* sent = std::get_if<SentFrame>(&item.what)) frames.push_back(look_at(*link, side, item.arrives, *sent, false));
            }
        }
    }
    std::ranges::sort(frames, {}, &FrameInFlight::id);
    return frames;
}

std::optional<Fabric::Place> Fabric::find_frame(std::uint64_t id) const {
    for (const auto& [number, link] : links_) {
        for (std::size_t i = 0; i < link->early.size(); ++i) {
            if (link->early[i].id == id) return Place{link, 1, i, true};
        }
        for (std::size_t side = 0; side < 2; ++side) {
            const std::deque<Item>& incoming = link->ends[side].incoming;
            for (std::size_t i = 0; i < incoming.size(); ++i) {
                const auto* sent = std::get_if<SentFrame>(&incoming[i].what);
                if (sent != nullptr && sent->id == id) return Place{link, side, i, false};
            }
        }
    }
    return std::nullopt;
}

std::optional<FrameInFlight> Fabric::frame_in_flight(std::uint64_t id) {
    const auto place = find_frame(id);
    if (!place) return std::nullopt;
    if (place->early) {
        SentFrame& sent = place->link->early[place->index];
        return look_at(*place->link, place->side, sent.sent_at, sent, true);
    }
    Item& item = place->link->ends[place->side].incoming[place->index];
    return look_at(*place->link, place->side, item.arrives, std::get<SentFrame>(item.what), false);
}

Status Fabric::drop_frame(std::uint64_t id) {
    const auto place = find_frame(id);
    if (!place) return not_under_way(id);
    const auto index = static_cast<std::ptrdiff_t>(place->index);
    if (place->early) {
        place->link->early.erase(place->link->early.begin() + index);
    } else {
        End& end = place->link->ends[place->side];
        end.incoming_bytes -= std::get<SentFrame>(end.incoming[place->index].what).frame.size();
        end.incoming.erase(end.incoming.begin() + index);
    }
    tell_if_sent(*place->link, 1 - place->side);
    if (listener_ != nullptr) listener_->on_lost(id);
    return {};
}

Status Fabric::delay_frame(std::uint64_t id, Duration by) {
    const auto place = find_frame(id);
    if (!place) return not_under_way(id);
    if (place->early) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("frame {} has not left: its connection does not stand yet", id));
    }
    // The event that lies in the queue comes as before, finds nothing that has arrived, and asks for another.
    std::deque<Item>& incoming = place->link->ends[place->side].incoming;
    Instant earliest = std::max(incoming[place->index].arrives, directory_.now()) + by;
    for (std::size_t i = place->index; i < incoming.size(); ++i) {
        incoming[i].arrives = std::max(incoming[i].arrives, earliest);
        earliest = incoming[i].arrives;
    }
    return {};
}

Status Fabric::duplicate_frame(std::uint64_t id) {
    const auto place = find_frame(id);
    if (!place) return not_under_way(id);
    const auto twice = [&](const SentFrame& sent) {
        SentFrame again = sent;
        again.id = ++last_frame_;
        if (listener_ != nullptr) tell_sent(*place->link, place->side, again);
        return again;
    };
    const auto behind = static_cast<std::ptrdiff_t>(place->index) + 1;
    if (place->early) {
        auto& early = place->link->early;
        SentFrame again = twice(early[place->index]);
        early.insert(early.begin() + behind, std::move(again));
        return {};
    }
    End& end = place->link->ends[place->side];
    const Item& item = end.incoming[place->index];
    Item again{.arrives = item.arrives, .what = twice(std::get<SentFrame>(item.what))};
    end.incoming_bytes += std::get<SentFrame>(again.what).frame.size();
    end.incoming.insert(end.incoming.begin() + behind, std::move(again));
    return {};
}

}  // namespace vitrine::env::sim
