// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/packet_model.h"

#include <utility>

#include "messages/packet.h"
#include "ui/common/flat_model.h"
#include "ui/common/format.h"
#include "ui/common/table.h"

namespace vitrine::ui {

namespace {

// Beyond that a tree is opened by hand.
constexpr int openMax = 400;

}  // namespace

void PacketModel::show(const WireExchange *exchange)
{
    beginResetModel();
    m_items.clear();
    m_roots.clear();
    m_request.reset();
    m_response.reset();
    m_requestTree = {};
    m_responseTree = {};
    if (exchange) {
        m_request = exchange->request;
        m_response = exchange->response;
        if (m_request) m_requestTree = messages::read_request_packet(m_request->head.span());
        if (m_response) m_responseTree = messages::read_response_packet(m_response->head.span(), exchange->apiKey, exchange->apiVersion);
        addPart(Part::request, m_request, m_requestTree);
        addPart(Part::response, m_response, m_responseTree);
        addChildren();
    }
    endResetModel();
}

void PacketModel::addPart(Part part, const std::optional<WireMessage> &message, const wire::PacketTree &tree)
{
    if (!message) return;
    m_roots.push_back(static_cast<int>(m_items.size()));
    m_items.push_back({.node = &tree.root, .sentence = {}, .part = part, .parent = -1, .row = static_cast<int>(m_roots.size()) - 1});
}

void PacketModel::addChildren()
{
    // Breadth first, so that children of one item lie side by side.
    for (std::size_t at = 0; at < m_items.size(); ++at) {
        const wire::PacketNode *node = m_items[at].node;
        if (!node) continue;
        const Part part = m_items[at].part;
        const int parent = static_cast<int>(at);
        m_items[at].firstChild = static_cast<int>(m_items.size());
        int row = 0;
        for (const wire::PacketNode &child : node->children)
            m_items.push_back({.node = &child, .sentence = {}, .part = part, .parent = parent, .row = row++});
        const wire::PacketTree &tree = part == Part::request ? m_requestTree : m_responseTree;
        if (node == &tree.root && tree.trouble) {
            const WireMessage &whole = part == Part::request ? *m_request : *m_response;
            const QString sentence =
                whole.isWhole() ? toQString(*tree.trouble)
                                : tr("The first %1 of %2 bytes were kept.")
                                      .arg(Format::number(static_cast<std::int64_t>(whole.head.size())), Format::number(whole.sizeBytes));
            m_items.push_back({.node = nullptr, .sentence = sentence, .part = part, .parent = parent, .row = row++});
        }
        m_items[at].childCount = row;
    }
}

QModelIndexList PacketModel::opened() const
{
    QModelIndexList list;
    int shown = 0;
    for (std::size_t at = 0; at < m_items.size() && shown < openMax; ++at) {
        const Item &item = m_items[at];
        if (item.childCount == 0 || (item.node && item.node->name.ends_with("Header"))) continue;
        shown += item.childCount;
        list << indexOf(static_cast<int>(at));
    }
    return list;
}

QModelIndex PacketModel::indexOf(int item, int column) const
{
    return createIndex(m_items[static_cast<std::size_t>(item)].row, column, static_cast<quintptr>(item));
}

std::optional<PacketModel::Range> PacketModel::rangeOf(const QModelIndex &index) const
{
    if (!index.isValid()) return std::nullopt;
    const Item &item = m_items[index.internalId()];
    if (!item.node) return std::nullopt;
    return Range{item.part, item.node->begin, item.node->end};
}

QModelIndex PacketModel::fieldAt(Part part, std::size_t byte) const
{
    for (const int root : m_roots) {
        if (m_items[static_cast<std::size_t>(root)].part != part) continue;
        int found = root;
        for (bool deeper = true; deeper;) {
            deeper = false;
            const Item &item = m_items[static_cast<std::size_t>(found)];
            for (int child = item.firstChild; child < item.firstChild + item.childCount; ++child) {
                const wire::PacketNode *node = m_items[static_cast<std::size_t>(child)].node;
                if (!node || byte < node->begin || byte >= node->end) continue;
                found = child;
                deeper = true;
                break;
            }
        }
        return indexOf(found);
    }
    return {};
}

QModelIndex PacketModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCountOfPacket || row >= rowCount(parent)) return {};
    const int item = parent.isValid() ? m_items[parent.internalId()].firstChild + row : m_roots[static_cast<std::size_t>(row)];
    return indexOf(item, column);
}

QModelIndex PacketModel::parent(const QModelIndex &child) const
{
    if (!child.isValid()) return {};
    const int parent = m_items[child.internalId()].parent;
    return parent < 0 ? QModelIndex() : indexOf(parent);
}

int PacketModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return static_cast<int>(m_roots.size());
    return parent.column() == 0 ? m_items[parent.internalId()].childCount : 0;
}

int PacketModel::columnCount(const QModelIndex &) const { return columnCountOfPacket; }

QVariant PacketModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    const Item &item = m_items[index.internalId()];
    if (role == FlatModel::ToneRole) {
        if (!item.node) return static_cast<int>(Tone::warning);
        if (index.column() == value && item.node->error_code && item.node->value != "0 NONE") return static_cast<int>(Tone::bad);
        return {};
    }
    if (role == FlatModel::FaintRole) return item.node && index.column() == value && item.node->value == "null";
    if (role == Qt::ToolTipRole) return tip(item);
    if (role != Qt::DisplayRole) return {};
    if (!item.node) return index.column() == field ? QVariant(item.sentence) : QVariant(QString());
    const wire::PacketNode &node = *item.node;
    if (index.column() == field) {
        if (item.parent < 0) return item.part == Part::request ? tr("Request") : tr("Response");
        return toQString(node.name);
    }
    if (item.parent < 0) return Format::bytes((item.part == Part::request ? *m_request : *m_response).sizeBytes);
    if (node.kind == wire::Kind::array && node.value != "null") return QStringLiteral("[%1]").arg(toQString(node.value));
    return toQString(node.value);
}

QString PacketModel::tip(const Item &item) const
{
    if (!item.node) return item.sentence;
    const wire::PacketNode &node = *item.node;
    QStringList lines{QStringLiteral("%1: %2").arg(toQString(node.name), toQString(node.type))};
    if (node.tag >= 0) lines << tr("tagged field %1").arg(node.tag);
    lines << tr("bytes %1 to %2").arg(node.begin).arg(node.end);
    constexpr qsizetype shownMax = 600;
    if (!node.value.empty()) lines << toQString(node.value).left(shownMax);
    return lines.join(QLatin1Char('\n'));
}

QVariant PacketModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == FlatModel::KindRole) return static_cast<int>(section == field ? ColumnKind::text : ColumnKind::mono);
    if (role != Qt::DisplayRole) return {};
    return section == field ? tr("Field") : tr("Value");
}

void PacketModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCountOfPacket - 1);
    if (!m_roots.empty()) Q_EMIT dataChanged(indexOf(m_roots.front()), indexOf(m_roots.back()));
}

}  // namespace vitrine::ui
