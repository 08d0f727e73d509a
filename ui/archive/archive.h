// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <functional>
#include <vector>

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include "observe/event.h"

// One file that holds a whole cluster: the log directories of all its nodes, its timeline, and how its window was arranged. README.md has
// the format. Everything here blocks for as long as the disk needs and may be called on any thread.
namespace vitrine::ui {

struct ArchiveNode {
    int id = 0;
    QStringList directories;  // below the data directory: "broker-1"; that with the metadata log first
    friend bool operator==(const ArchiveNode &, const ArchiveNode &) = default;
};

struct ArchiveFile {
    QString path;             // "data/broker-1/meta.properties", "timeline.jsonl", "window.json"
    qint64 sizeBytes = 0;
    QByteArray sha256;        // in hexadecimal digits
    friend bool operator==(const ArchiveFile &, const ArchiveFile &) = default;
};

struct ArchiveManifest {
    QString name;             // of the cluster, as its window had it
    QString clusterId;        // cluster.id
    QDateTime created;
    Instant at{};             // when it was copied, by the clock that its events are told in
    std::vector<ArchiveNode> nodes;
    std::vector<ArchiveFile> files;  // in the order in which they lie in the archive
    [[nodiscard]] qint64 sizeBytes() const;
};

// What is to be saved. The directories must stand still until they are copied.
struct ArchiveSource {
    struct Node {
        int id = 0;
        QStringList directories;  // whole paths, that with the metadata log first
    };
    QString name;
    Instant at{};
    std::vector<Node> nodes;
    std::vector<observe::Event> events;
    QByteArray window;        // JSON; empty: none
};

// What was unpacked.
struct OpenedArchive {
    ArchiveManifest manifest;
    QString dataDirectory;
    std::vector<observe::Event> events;
    QByteArray window;
};

class Archive {
public:
    // How far it is; false ends it with cancelled().
    using Progress = std::function<bool(qint64 doneBytes, qint64 allBytes)>;
    static constexpr qint64 filesMax = 1'000'000;

    // Writes `fileName` anew, or leaves what there was: nothing half-written is seen, nothing else is left. `copied` is called once the
    // directories are needed no longer, and before the long work of packing; also where it fails.
    [[nodiscard]] static std::expected<ArchiveManifest, QString> save(const ArchiveSource &source, const QString &fileName,
                                                                      const Progress &progress, const std::function<void()> &copied);
    // The beginning of the file alone.
    [[nodiscard]] static std::expected<ArchiveManifest, QString> manifest(const QString &fileName);
    // Its timeline, without unpacking the rest to stay.
    [[nodiscard]] static std::expected<std::vector<observe::Event>, QString> timeline(const QString &fileName);
    // Checks everything, then makes `directory`, which must not be there or be empty, with the nodes' directories, timeline.jsonl and
    // window.json in it. Nothing is written anywhere else but into a directory beside it that is gone in the end. An error is a sentence
    // that names the entry which is wrong; then there is no `directory`.
    [[nodiscard]] static std::expected<OpenedArchive, QString> open(const QString &fileName, const QString &directory,
                                                                    const Progress &progress);
    // Where an archive is unpacked if nobody says where: a new directory below `dataHome`, called after the archive and the time.
    [[nodiscard]] static QString directoryFor(const QString &dataHome, const QString &fileName);
    // What an action that was cancelled answers.
    [[nodiscard]] static QString cancelled();
    // The two of a data directory that open() made, where its cluster has been since; empty where there is none that can be read.
    [[nodiscard]] static std::vector<observe::Event> timelineOf(const QString &dataDirectory);
    [[nodiscard]] static QByteArray windowOf(const QString &dataDirectory);
    // The second of them anew, while the cluster runs there. False: it cannot be written, or there is no such directory.
    static bool saveWindow(const QString &dataDirectory, const QByteArray &window);
};

}  // namespace vitrine::ui
