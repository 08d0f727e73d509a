// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/posix_disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <limits>

#include "env/real/system_error.h"

namespace vitrine::env::real {
namespace {

// Calls until it is not interrupted by a signal.
template <class Call>
auto uninterrupted(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR) result = call();
    return result;
}

// The first so many bytes of all pieces.
std::vector<ByteSpan> first_of(std::span<const ByteSpan> pieces, std::size_t bytes) {
    std::vector<ByteSpan> first;
    for (const ByteSpan piece : pieces) {
        first.push_back(piece.first(std::min(piece.size(), bytes)));
        bytes -= first.back().size();
    }
    return first;
}

std::int64_t size_of(std::span<const ByteSpan> pieces) {
    std::int64_t bytes = 0;
    for (const ByteSpan piece : pieces) bytes += static_cast<std::int64_t>(piece.size());
    return bytes;
}

// Writes everything at `position`, in as few system calls as the system's limit on pieces allows. Answers 0 or the error number.
int write_all(int fd, std::int64_t position, std::span<const ByteSpan> pieces, std::int64_t& written) {
    std::array<iovec, 64> vectors;
    std::size_t piece = 0;
    std::size_t inside = 0;  // of that piece, already written
    while (piece < pieces.size()) {
        int count = 0;
        for (std::size_t next = piece; next < pieces.size() && count < static_cast<int>(vectors.size()); ++next) {
            const ByteSpan rest = pieces[next].subspan(next == piece ? inside : 0);
            if (rest.empty()) continue;
            vectors[static_cast<std::size_t>(count++)] = {.iov_base = const_cast<std::uint8_t*>(rest.data()), .iov_len = rest.size()};
        }
        if (count == 0) return 0;
        const ssize_t result = uninterrupted([&] { return ::pwritev(fd, vectors.data(), count, position); });
        if (result < 0) return errno;
        if (result == 0) return ENOSPC;
        position += result;
        written += result;
        auto left = static_cast<std::size_t>(result);
        while (piece < pieces.size() && left >= pieces[piece].size() - inside) {
            left -= pieces[piece].size() - inside;
            inside = 0;
            ++piece;
        }
        inside += left;
    }
    return 0;
}

}  // namespace

// --- PosixFile ---------------------------------------------------------------------------------------------------------------

Result<std::shared_ptr<const Descriptor>> PosixFile::writable(std::string_view what) const {
    if (syncs_.expired()) return storage_error(what, file_->path(), "the node was stopped");
    if (mode_ == OpenMode::read_only) return storage_error(what, file_->path(), "it was opened for reading only");
    if (faults_->writes_fail) return storage_error(what, file_->path(), EIO);
    return file_->descriptor();
}

Status PosixFile::append(std::span<const ByteSpan> pieces) {
    const auto descriptor = writable("appending to");
    if (!descriptor) return std::unexpected(descriptor.error());
    const std::int64_t bytes = size_of(pieces);
    const std::int64_t fitting = faults_->take_room(bytes);
    std::int64_t written = 0;
    int error = 0;
    if (fitting == bytes) {
        error = write_all((*descriptor)->fd(), file_->size, pieces, written);
    } else {
        error = write_all((*descriptor)->fd(), file_->size, first_of(pieces, static_cast<std::size_t>(fitting)), written);
        if (error == 0) error = ENOSPC;
    }
    // What was written before the error is there: a torn tail.
    file_->size += written;
    if (error != 0) return storage_error("appending to", file_->path(), error);
    return {};
}

Status PosixFile::write_at(std::int64_t position, ByteSpan bytes) {
    const auto descriptor = writable("writing to");
    if (!descriptor) return std::unexpected(descriptor.error());
    if (position < 0) return storage_error("writing to", file_->path(), "the position is negative");
    // What lies within the file has its place already.
    const auto size = static_cast<std::int64_t>(bytes.size());
    const std::int64_t beyond = std::clamp<std::int64_t>(position + size - file_->size, 0, size);
    const std::int64_t missing = beyond - faults_->take_room(beyond);
    const ByteSpan fitting = bytes.first(static_cast<std::size_t>(size - missing));
    std::int64_t written = 0;
    int error = write_all((*descriptor)->fd(), position, std::span<const ByteSpan>(&fitting, 1), written);
    if (error == 0 && missing > 0) error = ENOSPC;
    if (written > 0) file_->size = std::max(file_->size, position + written);
    if (error != 0) return storage_error("writing to", file_->path(), error);
    return {};
}

Result<std::size_t> PosixFile::read_at(std::int64_t position, MutableByteSpan bytes) const {
    if (position < 0) return storage_error("reading", file_->path(), "the position is negative");
    if (faults_->reads_fail) return storage_error("reading", file_->path(), EIO);
    const auto descriptor = file_->descriptor();
    if (!descriptor) return std::unexpected(descriptor.error());
    std::size_t total = 0;
    while (total < bytes.size()) {
        const ssize_t result = uninterrupted([&] {
            return ::pread((*descriptor)->fd(), bytes.data() + total, bytes.size() - total,
                           static_cast<off_t>(position + static_cast<std::int64_t>(total)));
        });
        if (result < 0) return storage_error("reading", file_->path(), errno);
        if (result == 0) break;
        total += static_cast<std::size_t>(result);
    }
    return total;
}

Status PosixFile::truncate(std::int64_t new_size) {
    const auto descriptor = writable("truncating");
    if (!descriptor) return std::unexpected(descriptor.error());
    if (uninterrupted([&] { return ::ftruncate((*descriptor)->fd(), static_cast<off_t>(new_size)); }) != 0)
        return storage_error("truncating", file_->path(), errno);
    faults_->give_back_room(std::max<std::int64_t>(0, file_->size - new_size));
    file_->size = new_size;
    return {};
}

void PosixFile::sync(SyncCompletion done) {
    if (const auto syncs = syncs_.lock()) syncs->sync(file_, std::move(done));
}

// --- PosixDisk ---------------------------------------------------------------------------------------------------------------

PosixDisk::PosixDisk(std::string root, std::function<void(Callback)> post, std::shared_ptr<DiskFaults> faults,
                     std::optional<std::size_t> descriptors_max)
    : root_(std::move(root)),
      faults_(std::move(faults)),
      syncs_(std::make_shared<SyncQueue>(std::move(post), faults_)),
      files_(std::make_shared<OpenFiles>(descriptors_max)) {
    if (auto status = prepare(); !status) unusable_ = status.error();
}

PosixDisk::~PosixDisk() { stop(); }

Status PosixDisk::prepare() {
    if (root_.empty()) return failure(ErrorCode::KAFKA_STORAGE_ERROR, "this node has no log directory");
    std::error_code error;
    std::filesystem::create_directories(root_, error);
    if (error) return storage_error("creating the log directory", root_, error.message());
    const std::string path = root_ + "/.lock";
    const int fd = uninterrupted([&] { return ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644); });
    if (fd < 0) return storage_error("locking", path, errno);
    lock_ = std::make_shared<const Descriptor>(fd);
    // A lock of the open file, not of the process: it also keeps two nodes of one process apart, and conflicts with that of
    // Apache Kafka.
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(fd, F_OFD_SETLK, &whole) != 0) {
        const int why = errno;
        lock_.reset();
        if (why != EAGAIN && why != EACCES) return storage_error("locking", path, why);
        return failure(
            ErrorCode::KAFKA_STORAGE_ERROR,
            fmt::format("the log directory {} is in use by another broker; stop that one or choose another with --data-dir", root_));
    }
    syncs_->set_file_system(lock_, root_);
    return {};
}

VolumeSize PosixDisk::volume() const {
    struct statvfs volume = {};
    if (root_.empty() || uninterrupted([&] { return ::statvfs(root_.c_str(), &volume); }) != 0) return {};
    const auto bytes_of = [&](std::uint64_t blocks) {
        // Beyond 2^63 bytes, as Kafka: the largest number that there is.
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        const std::uint64_t block_bytes = std::max<std::uint64_t>(volume.f_frsize, 1);
        return static_cast<std::int64_t>(blocks > most / block_bytes ? most : blocks * block_bytes);
    };
    return {.total_bytes = bytes_of(volume.f_blocks), .usable_bytes = std::min(bytes_of(volume.f_bavail), faults_->room())};
}

void PosixDisk::stop() {
    if (syncs_) syncs_->stop();
    syncs_.reset();
    lock_.reset();
    if (!unusable_) unusable_ = Error{ErrorCode::KAFKA_STORAGE_ERROR, "the node was stopped"};
}

Result<std::string> PosixDisk::locate(std::string_view what, std::string_view path) const {
    if (unusable_) return std::unexpected(*unusable_);
    for (std::string_view rest = path; !rest.empty();) {
        const std::size_t slash = std::min(rest.find('/'), rest.size());
        const std::string_view name = rest.substr(0, slash);
        if (name == "." || name == "..") return storage_error(what, path, "'.' and '..' are not names of a log directory");
        rest.remove_prefix(std::min(slash + 1, rest.size()));
    }
    if (path.empty()) return root_;
    return fmt::format("{}/{}", root_, path);
}

Result<std::string> PosixDisk::locate_to_write(std::string_view what, std::string_view path) const {
    auto whole = locate(what, path);
    if (whole && faults_->writes_fail) return storage_error(what, *whole, EIO);
    return whole;
}

Result<std::shared_ptr<File>> PosixDisk::open(std::string_view path, OpenMode mode) {
    const auto whole = locate("opening", path);
    if (!whole) return std::unexpected(whole.error());
    if (mode != OpenMode::read_only && faults_->writes_fail && !exists(path)) return storage_error("creating", *whole, EIO);
    auto file = files_->open(*whole, mode);
    if (!file) return std::unexpected(std::move(file.error()));
    return std::make_shared<PosixFile>(std::move(*file), mode, syncs_, faults_);
}

bool PosixDisk::exists(std::string_view path) const {
    const auto whole = locate("looking for", path);
    struct stat status = {};
    return whole && ::stat(whole->c_str(), &status) == 0;
}

Result<std::vector<DirectoryEntry>> PosixDisk::list(std::string_view path) const {
    const auto whole = locate("listing", path);
    if (!whole) return std::unexpected(whole.error());
    std::vector<DirectoryEntry> listed;
    std::error_code error;
    for (std::filesystem::directory_iterator it(*whole, error), end; !error && it != end; it.increment(error)) {
        struct stat status = {};
        if (::stat(it->path().c_str(), &status) != 0) continue;  // removed meanwhile, or a link to nowhere
        DirectoryEntry entry{.name = it->path().filename().string(), .is_directory = S_ISDIR(status.st_mode)};
        if (!entry.is_directory) entry.size = status.st_size;
        // The lock is an affair of this class.
        if (!path.empty() || entry.name != ".lock") listed.push_back(std::move(entry));
    }
    if (error) return storage_error("listing", *whole, error.message());
    std::ranges::sort(listed, {}, &DirectoryEntry::name);
    return listed;
}

Status PosixDisk::create_directories(std::string_view path) {
    const auto whole = locate_to_write("creating", path);
    if (!whole) return std::unexpected(whole.error());
    std::error_code error;
    std::filesystem::create_directories(*whole, error);
    if (error) return storage_error("creating", *whole, error.message());
    return {};
}

Status PosixDisk::rename(std::string_view from, std::string_view to) {
    const auto source = locate_to_write("renaming", from);
    if (!source) return std::unexpected(source.error());
    const auto target = locate("renaming to", to);
    if (!target) return std::unexpected(target.error());
    if (*source == *target) return {};
    files_->unname(*target);
    if (::rename(source->c_str(), target->c_str()) != 0) return storage_error(fmt::format("renaming {} to", *source), *target, errno);
    files_->renamed(*source, *target);
    return {};
}

Status PosixDisk::remove(std::string_view path) {
    const auto whole = locate_to_write("removing", path);
    if (!whole) return std::unexpected(whole.error());
    files_->unname(*whole);
    std::error_code no_file;
    const auto size = std::filesystem::file_size(*whole, no_file);
    if (::remove(whole->c_str()) != 0) return storage_error("removing", *whole, errno);
    if (!no_file) faults_->give_back_room(static_cast<std::int64_t>(size));
    return {};
}

Status PosixDisk::remove_tree(std::string_view path) {
    const auto whole = locate_to_write("removing", path);
    if (!whole) return std::unexpected(whole.error());
    if (path.empty()) return storage_error("removing", *whole, "it is the log directory itself");
    files_->unname(*whole);
    std::error_code error;
    std::int64_t bytes = 0;
    for (std::filesystem::recursive_directory_iterator it(*whole, error), end; !error && it != end; it.increment(error)) {
        std::error_code no_file;
        if (const auto size = it->file_size(no_file); !no_file) bytes += static_cast<std::int64_t>(size);
    }
    error.clear();
    const auto removed = std::filesystem::remove_all(*whole, error);
    if (error) return storage_error("removing", *whole, error.message());
    if (removed == 0) return storage_error("removing", *whole, words_of(ENOENT));
    faults_->give_back_room(bytes);
    return {};
}

void PosixDisk::sync_directory(std::string_view path, SyncCompletion done) {
    if (!syncs_) return;
    const auto whole = locate("syncing", path);
    if (!whole) return syncs_->refuse(whole.error(), std::move(done));
    auto directory = files_->open_directory(*whole);
    if (!directory) return syncs_->refuse(std::move(directory.error()), std::move(done));
    syncs_->sync(std::move(*directory), std::move(done));
}

}  // namespace vitrine::env::real
