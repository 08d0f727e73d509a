// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "ui/quorum/metadata_facts.h"
#include "ui/quorum/path_tree_model.h"
#include "ui/session/cluster_state.h"

namespace vitrine::ui {

// What both trees are made of; all of it is looked at anew each time.
struct MetadataSources {
    const ClusterState &cluster;
    std::function<const MetadataFacts &()> facts;
    std::function<QString()> clusterId;       // empty: not known
};

// The metadata as `kafka-metadata-shell` shows them: its names, and its texts as far as the window knows the fields.
// Source: Kafka's RootShellNode, MetadataImageNode and what they hold.
class ShellPaths : public PathSource {
public:
    explicit ShellPaths(MetadataSources sources) : m_sources(std::move(sources)) {}
    [[nodiscard]] std::vector<Entry> children(const QStringList &path) const override;
    [[nodiscard]] QString text(const QStringList &path) const override;

private:
    [[nodiscard]] std::vector<Entry> childrenOfImage(const QStringList &path) const;
    [[nodiscard]] QString textOfImage(const QStringList &path) const;
    MetadataSources m_sources;
};

// The same facts at the paths, and in the JSON, that a cluster of before Kafka 4 kept in ZooKeeper. Source: Kafka 3's ZkData.
class ZooKeeperPaths : public PathSource {
public:
    explicit ZooKeeperPaths(MetadataSources sources) : m_sources(std::move(sources)) {}
    [[nodiscard]] std::vector<Entry> children(const QStringList &path) const override;
    [[nodiscard]] QString text(const QStringList &path) const override;

private:
    [[nodiscard]] QString textOfConfig(const QStringList &path) const;
    MetadataSources m_sources;
};

}  // namespace vitrine::ui
