// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <QRectF>

#include "ui/common/context.h"
#include "ui/map/heat.h"

class QPainter;

namespace vitrine::ui {

// What a folded topic shows of its partitions: for each broker their states side by side, in as many parts as fit a column. Making a
// strip looks at every partition, so it is kept until something of the topic changes.
class TopicStrips {
public:
    using Column = std::pair<BrokerId, QRectF>;  // x and width count

    // `heat`: of the map; outlives this.
    TopicStrips(const Context &context, const Heat &heat) : m_context(context), m_heat(heat) {}
    void clear() { m_strips.clear(); }
    void forget(const std::string &topic) { m_strips.erase(topic); }
    // Around the height `middle`; columns outside of `from` to `to` are not painted.
    void paint(QPainter &painter, const TopicState &topic, const std::vector<Column> &columns, qreal middle, qreal from, qreal to);

private:
    struct Strip {
        std::map<BrokerId, std::vector<CellState>> parts;
        std::map<BrokerId, std::vector<double>> heats;  // 0 to 1, in place of the states where the map is coloured by a number
    };
    [[nodiscard]] const Strip &stripOf(const TopicState &topic, const std::vector<Column> &columns);

    Context m_context;
    const Heat &m_heat;
    std::map<std::string, Strip> m_strips;
};

}  // namespace vitrine::ui
