// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QAbstractItemModel>
#include <QStringList>

namespace vitrine::ui {

// What a tree of paths shows: names below a path, and what stands there. Asked on the GUI thread, for what is looked at.
class PathSource {
public:
    struct Entry {
        QString name;
        bool hasChildren = false;
        friend bool operator==(const Entry &, const Entry &) = default;
    };
    virtual ~PathSource() = default;
    // In an order that stays the same while entries come and go; empty where there is no such path. {} is the root.
    [[nodiscard]] virtual std::vector<Entry> children(const QStringList &path) const = 0;
    // In one line; empty: nothing stands there.
    [[nodiscard]] virtual QString text(const QStringList &path) const = 0;
};

// Names are asked for when somebody counts the rows of a directory, as a view does when it is opened; texts when a row is painted.
class PathTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { name, content, columnCountOfPaths };

    // The source outlives the model.
    explicit PathTreeModel(const PathSource &source, QObject *parent = nullptr);
    ~PathTreeModel() override;

    // The names of what was opened once more, with as few insertions and removals as that takes, and the texts of all.
    void refresh();
    // Only texts changed.
    void refreshTexts();
    void retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCountOfPaths - 1); }

    [[nodiscard]] QStringList pathOf(const QModelIndex &index) const;
    // "/brokers/ids/1"
    [[nodiscard]] static QString pathText(const QStringList &path) { return QLatin1Char('/') + path.join(QLatin1Char('/')); }
    // Invalid where there is no such path.
    [[nodiscard]] QModelIndex find(const QStringList &path) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    // With its children.
    [[nodiscard]] Node &opened(Node &node) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node) const;
    [[nodiscard]] QStringList pathOf(const Node &node) const;
    void sync(Node &node);
    void tellTexts(const Node &node);

    const PathSource &m_source;
    std::unique_ptr<Node> m_root;
};

}  // namespace vitrine::ui
