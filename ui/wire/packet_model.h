// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractItemModel>

#include "ui/session/wire_log.h"
#include "wire/walk.h"

namespace vitrine::ui {

// Request and response of one exchange as trees of their fields, each field with its bytes.
class PacketModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { field, value, columnCountOfPacket };
    enum class Part { request, response };
    // Bytes of a part that a field was read from: [begin, end).
    struct Range {
        Part part = Part::request;
        std::size_t begin = 0;
        std::size_t end = 0;
        friend bool operator==(const Range &, const Range &) = default;
    };

    using QAbstractItemModel::QAbstractItemModel;
    // Another exchange, or none: the model begins anew.
    void show(const WireExchange *exchange);
    void retranslate();

    [[nodiscard]] std::optional<Range> rangeOf(const QModelIndex &index) const;
    // The innermost field that was read from this byte.
    [[nodiscard]] QModelIndex fieldAt(Part part, std::size_t byte) const;
    [[nodiscard]] const std::optional<WireMessage> &message(Part part) const { return part == Part::request ? m_request : m_response; }
    [[nodiscard]] std::size_t fieldCount() const { return m_items.size(); }
    // Of the exchange shown, the branches that are worth to be open at once.
    [[nodiscard]] QModelIndexList opened() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Item {
        const wire::PacketNode *node = nullptr;  // null: a sentence about the part
        QString sentence;
        Part part = Part::request;
        int parent = -1;
        int row = 0;
        int firstChild = 0;
        int childCount = 0;
    };

    void addPart(Part part, const std::optional<WireMessage> &message, const wire::PacketTree &tree);
    void addChildren();
    [[nodiscard]] QModelIndex indexOf(int item, int column = 0) const;
    [[nodiscard]] QString tip(const Item &item) const;

    std::optional<WireMessage> m_request;
    std::optional<WireMessage> m_response;
    wire::PacketTree m_requestTree;
    wire::PacketTree m_responseTree;
    std::vector<Item> m_items;    // children of one item lie side by side
    std::vector<int> m_roots;
};

}  // namespace vitrine::ui
