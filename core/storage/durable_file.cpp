// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/durable_file.h"

#include <optional>
#include <utility>
#include <vector>

namespace vitrine::storage {

struct DurableFile::State {
    env::Disk& disk;
    std::string path;
    std::function<void(const Error&)> on_error;
    bool detached = false;
    bool writing = false;
    bool moved = false;  // while writing
    Bytes content;       // that is being written
    std::optional<Bytes> waiting;
    std::optional<Error> error;
    std::vector<env::SyncCompletion> waiters;

    static void start(const std::shared_ptr<State>& state, const Bytes& content) {
        state->writing = true;
        state->content = content;
        env::write_file_durably(state->disk, state->path, content, [state](Status status) { finished(state, std::move(status)); });
    }

    static void finished(const std::shared_ptr<State>& state, Status status) {
        state->writing = false;
        if (state->detached) return;
        if (std::exchange(state->moved, false)) {
            // Whatever became of it under its former name.
            const Bytes content = state->waiting ? std::move(*std::exchange(state->waiting, std::nullopt)) : state->content;
            return start(state, content);
        }
        if (!status && state->on_error) state->on_error(status.error());
        if (state->detached) return;
        if (status) {
            state->error.reset();
        } else if (!state->error) {
            state->error = std::move(status.error());
        }
        if (state->waiting) {
            const Bytes content = std::move(*std::exchange(state->waiting, std::nullopt));
            return start(state, content);
        }
        for (env::SyncCompletion& done : std::exchange(state->waiters, {})) {
            if (state->error) {
                done(std::unexpected(*state->error));
            } else {
                done({});
            }
        }
    }
};

DurableFile::DurableFile(env::Disk& disk, std::string path, std::function<void(const Error&)> on_error)
    : state_(std::make_shared<State>(State{disk, std::move(path), std::move(on_error), false, false, false, {}, {}, {}, {}})) {}

DurableFile::~DurableFile() { detach(); }

DurableFile::DurableFile(DurableFile&&) noexcept = default;

DurableFile& DurableFile::operator=(DurableFile&& other) noexcept {
    detach();
    state_ = std::move(other.state_);
    return *this;
}

void DurableFile::write(Bytes content) {
    if (state_->detached) return;
    if (state_->writing) {
        state_->waiting = std::move(content);
    } else {
        State::start(state_, content);
    }
}

bool DurableFile::idle() const { return !state_->writing && !state_->error; }

void DurableFile::sync(env::SyncCompletion done) {
    if (state_->writing) {
        state_->waiters.push_back(std::move(done));
        return;
    }
    state_->disk.sync_directory("", [state = state_, done = std::move(done)](Status status) mutable {
        if (state->error) return done(std::unexpected(*state->error));
        done(std::move(status));
    });
}

void DurableFile::detach() {
    if (!state_) return;
    state_->detached = true;
    state_->waiting.reset();
    state_->waiters.clear();
}

const std::string& DurableFile::path() const { return state_->path; }

void DurableFile::set_path(std::string path) {
    state_->path = std::move(path);
    state_->moved = state_->writing;
}

}  // namespace vitrine::storage
