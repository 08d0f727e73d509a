// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/disk.h"

namespace vitrine::env {
namespace {

std::string temporary_name(std::string_view path) { return std::string(path) + ".tmp"; }

std::string parent_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

Result<std::shared_ptr<File>> write_temporary(Disk& disk, std::string_view path, ByteSpan content) {
    auto file = disk.open(temporary_name(path), OpenMode::read_write);
    if (!file) return file;
    // Not where there is nothing to cut: ext4 would write the file out when it is closed.
    if ((*file)->size() > 0) {
        if (auto status = (*file)->truncate(0); !status) return std::unexpected(status.error());
    }
    if (auto status = (*file)->append(content); !status) return std::unexpected(status.error());
    return file;
}

}  // namespace

Result<Bytes> read_file(Disk& disk, std::string_view path) {
    const auto file = disk.open(path, OpenMode::read_only);
    if (!file) return std::unexpected(file.error());
    Bytes content(static_cast<std::size_t>((*file)->size()));
    const auto read = (*file)->read_at(0, content);
    if (!read) return std::unexpected(read.error());
    content.resize(*read);
    return content;
}

Status write_file(Disk& disk, std::string_view path, ByteSpan content) {
    if (const auto file = write_temporary(disk, path, content); !file) return std::unexpected(file.error());
    return disk.rename(temporary_name(path), path);
}

void write_file_durably(Disk& disk, std::string_view path, ByteSpan content, SyncCompletion done) {
    auto file = write_temporary(disk, path, content);
    if (!file) return done(std::unexpected(file.error()));
    File& written = **file;
    // The completion holds the file: it must stay open until its bytes are durable.
    written.sync([&disk, path = std::string(path), file = std::move(*file), done = std::move(done)](Status status) mutable {
        if (!status) return done(std::move(status));
        if (auto renamed = disk.rename(temporary_name(path), path); !renamed) return done(std::move(renamed));
        disk.sync_directory(parent_of(path), std::move(done));
    });
}

}  // namespace vitrine::env
