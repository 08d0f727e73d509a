// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archives.h"

#include <cstdio>

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include "cluster/stopped_cluster.h"
#include "ui/archive/archive.h"
#include "ui/session/core_sentences.h"

using namespace vitrine;

namespace {

int refuse(const QString &sentence)
{
    std::fprintf(stderr, "vitrine: %s\n", qPrintable(sentence));
    return 1;
}

}  // namespace

bool openArchive(Options &options, bool portsGiven)
{
    const QString file = QString::fromStdString(options.archiveFile);
    QString directory = QString::fromStdString(options.cluster.data_dir);
    if (directory.isEmpty()) directory = ui::Archive::directoryFor(QString::fromStdString(dataHome()), file);
    const auto opened = ui::Archive::open(file, directory, {});
    if (!opened) {
        refuse(opened.error());
        return false;
    }
    options.cluster.data_dir = opened->dataDirectory.toStdString();
    if (!portsGiven) {
        const auto port = cluster::next_free_base_port(options.cluster);
        if (!port) {
            std::fprintf(stderr, "vitrine: %s\n", port.error().message.c_str());
            return false;
        }
        options.cluster.base_port = *port;
    }
    std::fprintf(stderr, "vitrine: %s was opened in %s\n", options.archiveFile.c_str(), options.cluster.data_dir.c_str());
    return true;
}

int saveArchive(const Options &options, const std::string &fileName)
{
    const auto known = cluster::stopped_nodes(options.cluster);
    if (!known) return refuse(ui::CoreSentences::shown(known.error().message));
    const QString directory = QString::fromStdString(options.cluster.data_dir);
    ui::ArchiveSource source{.name = QFileInfo(QDir::cleanPath(directory)).fileName(), .at = {}, .nodes = {}, .events = {}, .window = {}};
    for (const auto &[id, directories] : known->directories) {
        ui::ArchiveSource::Node node{.id = id.value(), .directories = {}};
        for (const std::string &path : directories) node.directories << QString::fromStdString(path);
        source.nodes.push_back(std::move(node));
    }
    source.events = ui::Archive::timelineOf(directory);
    source.window = ui::Archive::windowOf(directory);
    if (!source.events.empty()) {
        // Now, by the clock of the last event.
        const observe::Event &last = source.events.back();
        source.at = last.at + (wall_time(QDateTime::currentMSecsSinceEpoch()) - last.wall_time);
    }
    const auto saved = ui::Archive::save(source, QString::fromStdString(fileName), {}, {});
    if (!saved) return refuse(saved.error());
    std::printf("saved %s: %zu nodes, %zu files, %lld bytes\n", fileName.c_str(), saved->nodes.size(), saved->files.size(),
                static_cast<long long>(saved->sizeBytes()));
    return 0;
}

int showArchive(const std::string &fileName, bool timeline)
{
    const auto manifest = ui::Archive::manifest(QString::fromStdString(fileName));
    if (!manifest) return refuse(manifest.error());
    if (timeline) {
        const auto events = ui::Archive::timeline(QString::fromStdString(fileName));
        if (!events) return refuse(events.error());
        for (const observe::Event &event : *events) {
            const QString when = QDateTime::fromMSecsSinceEpoch(to_milliseconds(event.wall_time)).toUTC().toString(Qt::ISODateWithMs);
            std::printf("%s node %d: %s\n", qPrintable(when), event.id.node.value(), observe::describe(event.body).c_str());
        }
        return 0;
    }
    std::printf("%s, cluster.id %s, saved %s\n", qPrintable(manifest->name), qPrintable(manifest->clusterId),
                qPrintable(manifest->created.toUTC().toString(Qt::ISODate)));
    for (const ui::ArchiveNode &node : manifest->nodes)
        std::printf("node %d: %s\n", node.id, qPrintable(node.directories.join(QStringLiteral(", "))));
    for (const ui::ArchiveFile &file : manifest->files)
        std::printf("%s %12lld %s\n", file.sha256.constData(), static_cast<long long>(file.sizeBytes), qPrintable(file.path));
    return 0;
}
