// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "env/environment.h"

// Removes files and directories some time after they were renamed: whoever still reads them may finish. What is not removed when this
// object goes is removed at the next start, where it is known by its name.
namespace vitrine::storage {

class DelayedRemoval {
public:
    explicit DelayedRemoval(env::Environment& environment) : environment_(environment) {}

    void remove_files(std::vector<std::string> paths, Milliseconds delay) { add(std::move(paths), false, delay); }
    void remove_tree(std::string path, Milliseconds delay) { add({std::move(path)}, true, delay); }
    // What waits below the directory `from` lies below `to` now.
    void directory_renamed(std::string_view from, std::string_view to);
    // Nothing is removed any more.
    void cancel();
    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

private:
    struct Item {
        std::vector<std::string> paths;
        bool tree = false;
    };
    void add(std::vector<std::string> paths, bool tree, Milliseconds delay);
    void schedule();
    void run();

    env::Environment& environment_;
    std::multimap<Instant, Item> waiting_;
    env::Timer timer_;
};

}  // namespace vitrine::storage
