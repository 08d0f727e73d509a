// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/sim/memory_disk.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "env/sim/digest.h"

namespace vitrine::env::sim {
namespace {

// One change of a file, with what is needed to take it back.
struct Change {
    enum class Kind { appended, overwritten, cut };

    Kind kind = Kind::appended;
    std::int64_t position = 0;  // appended: where; overwritten: where; cut: the new size
    std::int64_t size = 0;      // appended: how many bytes
    Bytes former;               // overwritten: what was there; cut: the tail
};

// The bytes of one file, whatever its names are.
struct FileNode {
    Bytes content;
    std::deque<Change> changes;       // since the last completed sync
    std::uint64_t first_change = 0;   // the number of changes.front(); numbers count up in the file's life
    std::uint64_t barrier = 0;        // changes below it belong to a sync that is under way: they do not grow any more
    // Bytes at or beyond it were appended after the last call of sync(): overwriting them needs no change of its own, since
    // whatever takes back the append takes back the overwriting.
    std::int64_t settled_size = 0;

    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(content.size()); }
    [[nodiscard]] std::uint64_t next_change() const { return first_change + changes.size(); }

    void append(ByteSpan bytes) {
        if (bytes.empty()) return;
        if (!changes.empty() && changes.back().kind == Change::Kind::appended && next_change() > barrier) {
            changes.back().size += static_cast<std::int64_t>(bytes.size());
        } else {
            changes.push_back({.kind = Change::Kind::appended, .position = size(), .size = static_cast<std::int64_t>(bytes.size())});
        }
        content.insert(content.end(), bytes.begin(), bytes.end());
    }

    void overwrite(std::int64_t position, ByteSpan bytes) {
        const auto begin = content.begin() + position;
        if (position < settled_size) {
            const std::int64_t kept = std::min(settled_size - position, static_cast<std::int64_t>(bytes.size()));
            changes.push_back({.kind = Change::Kind::overwritten, .position = position, .former = Bytes(begin, begin + kept)});
        }
        std::copy(bytes.begin(), bytes.end(), begin);
    }

    void cut(std::int64_t new_size) {
        const auto begin = content.begin() + new_size;
        changes.push_back({.kind = Change::Kind::cut, .position = new_size, .former = Bytes(begin, content.end())});
        content.erase(begin, content.end());
        settled_size = std::min(settled_size, new_size);
    }

    // Everything up to here is what a sync called now will make durable; answers the number for synced().
    std::uint64_t begin_sync() {
        barrier = next_change();
        settled_size = size();
        return barrier;
    }
    void synced(std::uint64_t up_to) {
        while (!changes.empty() && first_change < up_to) {
            changes.pop_front();
            ++first_change;
        }
    }

    void take_back_last() {
        Change& last = changes.back();
        switch (last.kind) {
            case Change::Kind::appended: content.resize(static_cast<std::size_t>(last.position)); break;
            case Change::Kind::overwritten: std::copy(last.former.begin(), last.former.end(), content.begin() + last.position); break;
            case Change::Kind::cut: content.insert(content.end(), last.former.begin(), last.former.end()); break;
        }
        changes.pop_back();
    }

    void crash(UnsyncedBytes policy, Random& random) {
        if (!changes.empty()) {
            const std::size_t kept = policy == UnsyncedBytes::lost ? 0 : static_cast<std::size_t>(random.below(changes.size() + 1));
            while (changes.size() > kept + 1) take_back_last();
            if (changes.size() > kept) crash_in_last(policy, random);
        }
        first_change = next_change();
        changes.clear();
        barrier = first_change;
        settled_size = size();
    }

private:
    // The last change left is the one that the crash hit.
    void crash_in_last(UnsyncedBytes policy, Random& random) {
        const Change last = changes.back();
        if (policy == UnsyncedBytes::lost || last.kind != Change::Kind::appended) return take_back_last();
        const std::int64_t arrived = random.between(0, last.size);
        content.resize(static_cast<std::size_t>(last.position + arrived));
        if (policy == UnsyncedBytes::torn) {
            const std::int64_t zeros = random.between(0, last.size - arrived);
            content.resize(static_cast<std::size_t>(last.position + arrived + zeros), std::uint8_t{0});
        }
    }
};

struct Directory;

struct Entry {
    std::shared_ptr<FileNode> file;        // exactly one of the two
    std::shared_ptr<Directory> directory;
};

using Entries = std::map<std::string, Entry, std::less<>>;

struct Directory {
    Entries entries;
    Entries durable;  // as the last completed sync_directory() left them
};

std::unexpected<Error> storage_error(std::string_view what, std::string_view path, std::string_view why) {
    return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} {} failed: {}", what, path.empty() ? "the log directory" : path, why));
}

constexpr std::string_view dead_reason = "the node was killed";

}  // namespace

class DiskImage {
public:
    DiskImage(std::uint64_t seed, Duration sync_delay, Duration sync_jitter)
        : random_(seed), sync_delay_(sync_delay), sync_jitter_(sync_jitter) {}

    DiskFaults faults;
    Directory root;

    // Names of a path; an error for what no path of ours contains.
    static Result<std::vector<std::string>> split(std::string_view path) {
        std::vector<std::string> names;
        while (!path.empty()) {
            const std::size_t slash = std::min(path.find('/'), path.size());
            const std::string_view name = path.substr(0, slash);
            if (name == "." || name == "..") return storage_error("using", path, "'.' and '..' are not names of a log directory");
            if (!name.empty()) names.emplace_back(name);
            path.remove_prefix(std::min(slash + 1, path.size()));
        }
        return names;
    }

    Directory* find_directory(std::span<const std::string> names) {
        Directory* at = &root;
        for (const std::string& name : names) {
            const auto found = at->entries.find(name);
            if (found == at->entries.end() || !found->second.directory) return nullptr;
            at = found->second.directory.get();
        }
        return at;
    }

    // The directory that holds the last name of a path, and the name's entry in it (end() where there is none).
    struct Place {
        Directory* parent = nullptr;
        std::string name;
        Entries::iterator entry;
        [[nodiscard]] bool exists() const { return entry != parent->entries.end(); }
    };
    Result<Place> find(std::string_view what, std::string_view path) {
        const auto names = split(path);
        if (!names) return std::unexpected(names.error());
        if (names->empty()) return storage_error(what, path, "it is the log directory itself");
        Place place;
        place.parent = find_directory(std::span(*names).first(names->size() - 1));
        if (place.parent == nullptr) return storage_error(what, path, "its directory does not exist");
        place.name = names->back();
        place.entry = place.parent->entries.find(place.name);
        return place;
    }

    // How much of `wanted` more bytes fit.
    [[nodiscard]] std::size_t room_for(std::size_t wanted, const DiskUser& user) const {
        if (!faults.capacity_bytes || user.outside) return wanted;
        const std::int64_t room = *faults.capacity_bytes - used_bytes(root);
        return room <= 0 ? 0 : std::min(wanted, static_cast<std::size_t>(room));
    }
    [[nodiscard]] static std::int64_t used_bytes(const Directory& directory) {
        std::int64_t total = 0;
        for (const auto& [name, entry] : directory.entries) total += entry.file ? entry.file->size() : used_bytes(*entry.directory);
        return total;
    }

    // Syncs complete in the order of their calls, as on one worker thread.
    void complete_sync(DiskUser& user, Callback done) {
        const auto jitter = Duration(static_cast<Duration::rep>(random_.below(static_cast<std::uint64_t>(sync_jitter_.count()) + 1)));
        last_sync_ = std::max(last_sync_, user.now() + sync_delay_ + jitter + faults.slow);
        user.run_at(last_sync_, std::move(done));
    }

    static void digest(const Directory& directory, Digest& digest) {
        digest.add(directory.entries.size());
        for (const auto& [name, entry] : directory.entries) {
            digest.add(name);
            if (entry.file) {
                digest.add(entry.file->content);
            } else {
                DiskImage::digest(*entry.directory, digest);
            }
        }
    }

    void wipe() {
        root = {};
        faults = {};
        last_sync_ = Instant{};
    }

    void crash(const CrashOptions& options) {
        crash_names(root, options);
        std::set<const FileNode*> seen;  // a file may be left with two names; only membership is asked
        crash_files(root, options.bytes, seen);
        last_sync_ = Instant{};
    }

private:
    void crash_names(Directory& directory, const CrashOptions& options) {
        if (options.lose_names && (options.bytes == UnsyncedBytes::lost || random_.below(2) == 0)) directory.entries = directory.durable;
        directory.durable = directory.entries;
        for (auto& [name, entry] : directory.entries) {
            if (entry.directory) crash_names(*entry.directory, options);
        }
    }
    void crash_files(Directory& directory, UnsyncedBytes policy, std::set<const FileNode*>& seen) {
        for (auto& [name, entry] : directory.entries) {
            if (entry.directory) {
                crash_files(*entry.directory, policy, seen);
            } else if (seen.insert(entry.file.get()).second) {
                entry.file->crash(policy, random_);
            }
        }
    }

    Xoshiro random_;
    Duration sync_delay_;
    Duration sync_jitter_;
    Instant last_sync_{};
};

namespace {

class MemoryFile final : public File {
public:
    MemoryFile(std::string path, std::shared_ptr<FileNode> node, OpenMode mode, std::shared_ptr<DiskImage> image,
               std::shared_ptr<DiskUser> user)
        : path_(std::move(path)), node_(std::move(node)), mode_(mode), image_(std::move(image)), user_(std::move(user)) {}

    using File::append;
    Status append(std::span<const ByteSpan> pieces) override {
        if (auto status = check_write("appending to"); !status) return status;
        std::size_t wanted = 0;
        for (const ByteSpan piece : pieces) wanted += piece.size();
        const std::size_t room = image_->room_for(wanted, *user_);
        std::size_t left = room;
        for (const ByteSpan piece : pieces) {
            const std::size_t fits = std::min(left, piece.size());
            node_->append(piece.first(fits));
            left -= fits;
        }
        if (room < wanted) return storage_error("appending to", path_, "No space left on device");
        return {};
    }

    Status write_at(std::int64_t position, ByteSpan bytes) override {
        if (auto status = check_write("writing to"); !status) return status;
        if (position < 0) return storage_error("writing to", path_, "the position is negative");
        const std::int64_t end = position + static_cast<std::int64_t>(bytes.size());
        const auto growth = static_cast<std::size_t>(std::max<std::int64_t>(0, end - node_->size()));
        if (image_->room_for(growth, *user_) < growth) return storage_error("writing to", path_, "No space left on device");
        if (position > node_->size()) node_->append(Bytes(static_cast<std::size_t>(position - node_->size())));
        const auto inside = static_cast<std::size_t>(std::min(node_->size(), end) - position);
        node_->overwrite(position, bytes.first(inside));
        node_->append(bytes.subspan(inside));
        return {};
    }

    [[nodiscard]] Result<std::size_t> read_at(std::int64_t position, MutableByteSpan bytes) const override {
        if (!user_->alive) return storage_error("reading", path_, dead_reason);
        if (image_->faults.reads_fail && !user_->outside) return storage_error("reading", path_, "Input/output error");
        if (position < 0) return storage_error("reading", path_, "the position is negative");
        if (position >= node_->size()) return std::size_t{0};
        const std::size_t count = std::min(bytes.size(), static_cast<std::size_t>(node_->size() - position));
        std::copy_n(node_->content.begin() + position, count, bytes.begin());
        return count;
    }

    Status truncate(std::int64_t new_size) override {
        if (auto status = check_write("truncating"); !status) return status;
        if (new_size < 0) return storage_error("truncating", path_, "the new size is negative");
        if (new_size < node_->size()) {
            node_->cut(new_size);
        } else {
            const auto growth = static_cast<std::size_t>(new_size - node_->size());
            if (image_->room_for(growth, *user_) < growth) return storage_error("truncating", path_, "No space left on device");
            node_->append(Bytes(growth));
        }
        return {};
    }

    [[nodiscard]] std::int64_t size() const override { return node_->size(); }

    void sync(SyncCompletion done) override {
        if (!user_->alive) return;
        const std::uint64_t up_to = node_->begin_sync();
        image_->complete_sync(*user_, [image = image_, node = node_, up_to, path = path_, done = std::move(done)]() mutable {
            if (image->faults.syncs_fail) return done(storage_error("syncing", path, "Input/output error"));
            node->synced(up_to);
            done({});
        });
    }

private:
    [[nodiscard]] Status check_write(std::string_view what) const {
        if (!user_->alive) return storage_error(what, path_, dead_reason);
        if (mode_ == OpenMode::read_only) return storage_error(what, path_, "it was opened for reading only");
        if (image_->faults.writes_fail && !user_->outside) return storage_error(what, path_, "Input/output error");
        return {};
    }

    std::string path_;  // as it was opened; for messages
    std::shared_ptr<FileNode> node_;
    OpenMode mode_;
    std::shared_ptr<DiskImage> image_;
    std::shared_ptr<DiskUser> user_;
};

Status check_user(const DiskUser& user, std::string_view what, std::string_view path) {
    if (!user.alive) return storage_error(what, path, dead_reason);
    return {};
}

Status check_change(const DiskImage& image, const DiskUser& user, std::string_view what, std::string_view path) {
    if (auto status = check_user(user, what, path); !status) return status;
    if (image.faults.writes_fail && !user.outside) return storage_error(what, path, "Input/output error");
    return {};
}

}  // namespace

MemoryDisk::MemoryDisk(std::shared_ptr<DiskImage> image, std::shared_ptr<DiskUser> user, std::string name)
    : image_(std::move(image)), user_(std::move(user)), name_(std::move(name)) {}
MemoryDisk::~MemoryDisk() = default;

Result<std::shared_ptr<File>> MemoryDisk::open(std::string_view path, OpenMode mode) {
    if (auto status = check_user(*user_, "opening", path); !status) return std::unexpected(status.error());
    auto place = image_->find("opening", path);
    if (!place) return std::unexpected(place.error());
    if (!place->exists()) {
        if (mode == OpenMode::read_only) return storage_error("opening", path, "No such file or directory");
        if (auto status = check_change(*image_, *user_, "creating", path); !status) return std::unexpected(status.error());
        place->entry = place->parent->entries.emplace(place->name, Entry{.file = std::make_shared<FileNode>()}).first;
    }
    if (!place->entry->second.file) return storage_error("opening", path, "Is a directory");
    return std::make_shared<MemoryFile>(std::string(path), place->entry->second.file, mode, image_, user_);
}

bool MemoryDisk::exists(std::string_view path) const {
    if (!user_->alive) return false;
    const auto names = DiskImage::split(path);
    if (!names) return false;
    if (names->empty()) return true;
    const auto place = image_->find("looking for", path);
    return place && place->exists();
}

Result<std::vector<DirectoryEntry>> MemoryDisk::list(std::string_view path) const {
    if (auto status = check_user(*user_, "listing", path); !status) return std::unexpected(status.error());
    const auto names = DiskImage::split(path);
    if (!names) return std::unexpected(names.error());
    if (image_->faults.reads_fail && !user_->outside) return storage_error("listing", path, "Input/output error");
    const Directory* directory = image_->find_directory(*names);
    if (directory == nullptr) return storage_error("listing", path, "No such file or directory");
    std::vector<DirectoryEntry> listed;
    for (const auto& [name, entry] : directory->entries) {
        listed.push_back({.name = name, .is_directory = entry.directory != nullptr, .size = entry.file ? entry.file->size() : 0});
    }
    return listed;
}

Status MemoryDisk::create_directories(std::string_view path) {
    if (auto status = check_change(*image_, *user_, "creating", path); !status) return status;
    const auto names = DiskImage::split(path);
    if (!names) return std::unexpected(names.error());
    Directory* at = &image_->root;
    for (const std::string& name : *names) {
        const auto entry = at->entries.try_emplace(name).first;
        if (entry->second.file) return storage_error("creating", path, "a file has the name of one of its directories");
        if (!entry->second.directory) entry->second.directory = std::make_shared<Directory>();
        at = entry->second.directory.get();
    }
    return {};
}

Status MemoryDisk::rename(std::string_view from, std::string_view to) {
    if (auto status = check_change(*image_, *user_, "renaming", from); !status) return status;
    const auto source = image_->find("renaming", from);
    if (!source) return std::unexpected(source.error());
    if (!source->exists()) return storage_error("renaming", from, "No such file or directory");
    const auto target = image_->find("renaming to", to);
    if (!target) return std::unexpected(target.error());
    if (target->exists()) {
        if (target->entry->second.file == source->entry->second.file && target->entry->second.directory == source->entry->second.directory)
            return {};
        if (!source->entry->second.file || !target->entry->second.file) return storage_error("renaming to", to, "File exists");
    }
    if (from.size() < to.size() && to.starts_with(from) && to[from.size()] == '/')
        return storage_error("renaming", from, "it would move into itself");
    Entry moved = std::move(source->entry->second);
    source->parent->entries.erase(source->entry);
    target->parent->entries.insert_or_assign(target->name, std::move(moved));
    return {};
}

Status MemoryDisk::remove(std::string_view path) {
    if (auto status = check_change(*image_, *user_, "removing", path); !status) return status;
    const auto place = image_->find("removing", path);
    if (!place) return std::unexpected(place.error());
    if (!place->exists()) return storage_error("removing", path, "No such file or directory");
    if (const auto& directory = place->entry->second.directory; directory && !directory->entries.empty()) {
        return storage_error("removing", path, "Directory not empty");
    }
    place->parent->entries.erase(place->entry);
    return {};
}

Status MemoryDisk::remove_tree(std::string_view path) {
    if (auto status = check_change(*image_, *user_, "removing", path); !status) return status;
    const auto place = image_->find("removing", path);
    if (!place) return std::unexpected(place.error());
    if (!place->exists()) return storage_error("removing", path, "No such file or directory");
    place->parent->entries.erase(place->entry);
    return {};
}

void MemoryDisk::sync_directory(std::string_view path, SyncCompletion done) {
    if (!user_->alive) return;
    const auto names = DiskImage::split(path);
    // The names as they are now; a shared_ptr keeps the directory even if it is removed meanwhile.
    std::shared_ptr<Directory> directory;
    Directory* found = names ? image_->find_directory(*names) : nullptr;
    if (found == &image_->root) {
        directory = std::shared_ptr<Directory>(image_, found);
    } else if (found != nullptr) {
        directory = image_->find_directory(std::span(*names).first(names->size() - 1))->entries.find(names->back())->second.directory;
    }
    Entries names_now = directory ? directory->entries : Entries{};
    image_->complete_sync(*user_, [image = image_, directory = std::move(directory), names_now = std::move(names_now),
                                   path = std::string(path), done = std::move(done)]() mutable {
        if (!directory) return done(storage_error("syncing the directory", path, "No such file or directory"));
        if (image->faults.syncs_fail) return done(storage_error("syncing the directory", path, "Input/output error"));
        directory->durable = std::move(names_now);
        done({});
    });
}

VolumeSize MemoryDisk::volume() const {
    if (!image_->faults.capacity_bytes) return {};
    const std::int64_t total = *image_->faults.capacity_bytes;
    return {.total_bytes = total, .usable_bytes = std::max<std::int64_t>(0, total - used_bytes())};
}

DiskFaults& MemoryDisk::faults() { return image_->faults; }

std::uint64_t MemoryDisk::digest() const {
    Digest digest;
    DiskImage::digest(image_->root, digest);
    return digest.value();
}

std::int64_t MemoryDisk::used_bytes() const { return DiskImage::used_bytes(image_->root); }

Status MemoryDisk::corrupt(std::string_view path, std::int64_t position, std::uint8_t mask) {
    const auto place = image_->find("damaging", path);
    if (!place) return std::unexpected(place.error());
    if (!place->exists() || !place->entry->second.file) return storage_error("damaging", path, "there is no such file");
    Bytes& content = place->entry->second.file->content;
    if (position < 0 || position >= static_cast<std::int64_t>(content.size()))
        return storage_error("damaging", path, "the position is outside of the file");
    content[static_cast<std::size_t>(position)] ^= mask;
    return {};
}

void MemoryDisk::wipe() { image_->wipe(); }
void MemoryDisk::crash(const CrashOptions& options) { image_->crash(options); }

std::shared_ptr<DiskImage> make_disk(std::uint64_t seed, Duration sync_delay, Duration sync_jitter) {
    return std::make_shared<DiskImage>(seed, sync_delay, sync_jitter);
}

}  // namespace vitrine::env::sim
