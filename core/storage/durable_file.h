// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "env/disk.h"

// A small file that is rewritten as a whole, often: temporary file, sync, rename, sync of the directory, one write at a time.
// While one is under way only the newest content waits; older waiting content is never written.
namespace vitrine::storage {

class DurableFile {
public:
    // `on_error`: told of each write that failed, from the loop.
    DurableFile(env::Disk& disk, std::string path, std::function<void(const Error&)> on_error = nullptr);
    ~DurableFile();  // what is under way goes on, what waits is dropped
    DurableFile(DurableFile&&) noexcept;
    DurableFile& operator=(DurableFile&&) noexcept;

    // Replaces the content; durable when a later sync() completes.
    void write(Bytes content);
    // Everything written is durable; sync() is not needed.
    [[nodiscard]] bool idle() const;
    // Runs `done` when the newest content is durable, or with the first error since the last success. Never inside this call.
    void sync(env::SyncCompletion done);
    // Forgets what waits (its completions are dropped) and writes nothing more.
    void detach();
    [[nodiscard]] const std::string& path() const;
    // The directory that the file lies in was renamed. A write that was under way is done again there.
    void set_path(std::string path);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace vitrine::storage
