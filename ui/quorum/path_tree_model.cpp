// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/path_tree_model.h"

#include <algorithm>
#include <optional>

#include <QSet>

#include "ui/common/flat_model.h"

namespace vitrine::ui {

namespace {
// No row is wider.
constexpr qsizetype lineMax = 500;
}  // namespace

struct PathTreeModel::Node {
    PathSource::Entry entry;
    Node *parent = nullptr;
    int row = 0;
    bool loaded = false;
    std::optional<QString> text;  // as last painted, until it is told that texts changed
    std::vector<std::unique_ptr<Node>> children;
};

PathTreeModel::PathTreeModel(const PathSource &source, QObject *parent)
    : QAbstractItemModel(parent), m_source(source), m_root(std::make_unique<Node>())
{
    m_root->entry.hasChildren = true;
}

PathTreeModel::~PathTreeModel() = default;

PathTreeModel::Node *PathTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex PathTreeModel::indexOf(const Node &node) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, 0, &node);
}

QStringList PathTreeModel::pathOf(const Node &node) const
{
    QStringList path;
    for (const Node *at = &node; at != m_root.get(); at = at->parent) path.prepend(at->entry.name);
    return path;
}

QStringList PathTreeModel::pathOf(const QModelIndex &index) const { return pathOf(*nodeOf(index)); }

void PathTreeModel::refresh()
{
    if (m_root->loaded) sync(*m_root);
    refreshTexts();
}

void PathTreeModel::refreshTexts() { tellTexts(*m_root); }

void PathTreeModel::tellTexts(const Node &node)
{
    if (node.children.empty()) return;
    for (const auto &child : node.children) {
        child->text.reset();
        if (child->loaded) tellTexts(*child);
    }
    Q_EMIT dataChanged(createIndex(0, content, node.children.front().get()),
                       createIndex(static_cast<int>(node.children.size()) - 1, content, node.children.back().get()));
}

void PathTreeModel::sync(Node &node)
{
    std::vector<PathSource::Entry> wanted = m_source.children(pathOf(node));
    const QModelIndex at = indexOf(node);
    const auto renumber = [&](std::size_t from) {
        for (std::size_t i = from; i < node.children.size(); ++i) node.children[i]->row = static_cast<int>(i);
    };
    QSet<QString> names;
    names.reserve(static_cast<qsizetype>(wanted.size()));
    for (const PathSource::Entry &entry : wanted) names.insert(entry.name);
    for (std::size_t end = node.children.size(); end > 0;) {
        if (names.contains(node.children[end - 1]->entry.name)) {
            --end;
            continue;
        }
        std::size_t begin = end - 1;
        while (begin > 0 && !names.contains(node.children[begin - 1]->entry.name)) --begin;
        beginRemoveRows(at, static_cast<int>(begin), static_cast<int>(end) - 1);
        node.children.erase(node.children.begin() + static_cast<std::ptrdiff_t>(begin),
                            node.children.begin() + static_cast<std::ptrdiff_t>(end));
        renumber(begin);
        endRemoveRows();
        end = begin;
    }
    // What stayed is in the order of what is wanted.
    for (std::size_t i = 0; i < wanted.size();) {
        if (i < node.children.size() && node.children[i]->entry.name == wanted[i].name) {
            Node &child = *node.children[i];
            if (child.entry.hasChildren != wanted[i].hasChildren) {
                child.entry.hasChildren = wanted[i].hasChildren;
                if (child.children.empty()) child.loaded = false;
                Q_EMIT dataChanged(indexOf(child), indexOf(child));
            }
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < wanted.size() && (i >= node.children.size() || wanted[end].name != node.children[i]->entry.name)) ++end;
        std::vector<std::unique_ptr<Node>> more;
        more.reserve(end - i);
        for (std::size_t w = i; w < end; ++w) {
            auto child = std::make_unique<Node>();
            child->entry = wanted[w];
            child->parent = &node;
            more.push_back(std::move(child));
        }
        beginInsertRows(at, static_cast<int>(i), static_cast<int>(end) - 1);
        node.children.insert(node.children.begin() + static_cast<std::ptrdiff_t>(i), std::make_move_iterator(more.begin()),
                             std::make_move_iterator(more.end()));
        renumber(i);
        endInsertRows();
        i = end;
    }
    for (const auto &child : node.children)
        if (child->loaded) sync(*child);
}

PathTreeModel::Node &PathTreeModel::opened(Node &node) const
{
    if (node.loaded) return node;
    // Nobody has seen its rows before: nobody needs to be told.
    node.loaded = true;
    if (!node.entry.hasChildren) return node;
    for (PathSource::Entry &entry : m_source.children(pathOf(node))) {
        auto child = std::make_unique<Node>();
        child->entry = std::move(entry);
        child->parent = &node;
        child->row = static_cast<int>(node.children.size());
        node.children.push_back(std::move(child));
    }
    return node;
}

QModelIndex PathTreeModel::find(const QStringList &path) const
{
    Node *at = m_root.get();
    for (const QString &part : path) {
        Node &node = opened(*at);
        const auto child = std::ranges::find(node.children, part, [](const auto &one) { return one->entry.name; });
        if (child == node.children.end()) return {};
        at = child->get();
    }
    return indexOf(*at);
}

QModelIndex PathTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCountOfPaths || (parent.isValid() && parent.column() != 0)) return {};
    const Node &node = opened(*nodeOf(parent));
    return row < static_cast<int>(node.children.size()) ? createIndex(row, column, node.children[static_cast<std::size_t>(row)].get())
                                                        : QModelIndex();
}

QModelIndex PathTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*nodeOf(child)->parent) : QModelIndex();
}

int PathTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() && parent.column() != 0 ? 0 : static_cast<int>(opened(*nodeOf(parent)).children.size());
}

int PathTreeModel::columnCount(const QModelIndex &) const { return columnCountOfPaths; }

bool PathTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.isValid() && parent.column() != 0) return false;
    const Node &node = *nodeOf(parent);
    return node.loaded ? !node.children.empty() : node.entry.hasChildren;
}

QVariant PathTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    Node &node = *nodeOf(index);
    if (index.column() == name) {
        if (role == Qt::DisplayRole) return node.entry.name;
        return {};
    }
    if (role == FlatModel::KindRole) return static_cast<int>(ColumnKind::mono);
    if (role == FlatModel::FaintRole) return true;
    if (role != Qt::DisplayRole) return {};
    if (!node.text) node.text = m_source.text(pathOf(node)).left(lineMax);
    return *node.text;
}

QVariant PathTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == FlatModel::KindRole) return static_cast<int>(section == name ? ColumnKind::text : ColumnKind::mono);
    if (role != Qt::DisplayRole) return {};
    return section == name ? tr("Path") : tr("Content");
}

}  // namespace vitrine::ui
