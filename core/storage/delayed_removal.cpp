// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/delayed_removal.h"

#include <algorithm>

namespace vitrine::storage {
namespace {

// file.delete.delay.ms may be as large as an int64; what is later than this is never.
constexpr Milliseconds delay_max = std::chrono::hours(24 * 365 * 10);

}  // namespace

void DelayedRemoval::add(std::vector<std::string> paths, bool tree, Milliseconds delay) {
    if (paths.empty()) return;
    const Instant at = environment_.clock.now() + std::min(delay, delay_max);
    const bool first = waiting_.empty() || at < waiting_.begin()->first;
    waiting_.emplace(at, Item{std::move(paths), tree});
    if (first) schedule();
}

void DelayedRemoval::directory_renamed(std::string_view from, std::string_view to) {
    for (auto& [at, item] : waiting_) {
        for (std::string& path : item.paths) {
            if (path.size() > from.size() && path.starts_with(from) && path[from.size()] == '/') path.replace(0, from.size(), to);
        }
    }
}

void DelayedRemoval::cancel() {
    waiting_.clear();
    timer_.cancel();
}

void DelayedRemoval::schedule() {
    timer_ = environment_.clock.schedule(waiting_.begin()->first, [this] { run(); });
}

void DelayedRemoval::run() {
    const Instant now = environment_.clock.now();
    while (!waiting_.empty() && waiting_.begin()->first <= now) {
        const Item item = std::move(waiting_.extract(waiting_.begin()).mapped());
        for (const std::string& path : item.paths) {
            // What cannot be removed now is found by its name at the next start; there is nobody to tell.
            if (item.tree) {
                (void)environment_.disk.remove_tree(path);
            } else {
                (void)environment_.disk.remove(path);
            }
        }
    }
    if (!waiting_.empty()) schedule();
}

}  // namespace vitrine::storage
