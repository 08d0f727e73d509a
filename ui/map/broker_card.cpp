// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/broker_card.h"

#include <algorithm>

#include <QPainter>
#include <QRegularExpression>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/map_menu.h"
#include "ui/map/map_view.h"
#include "ui/session/core_sentences.h"
#include "ui/session/session.h"

namespace vitrine::ui {

void paintBrokerCard(QPainter &painter, const Context &context, const BrokerCard &card)
{
    const QRectF &box = card.box;
    const BrokerId id = card.broker;
    const Theme &theme = context.theme;
    const Colors &c = theme.colors();
    const ClusterState &cluster = context.session.cluster();
    const NodeState *node = cluster.node(id);
    const BrokerStatus status = brokerStatus(context.session, id);
    const bool selected = context.selection.broker() == id.value();
    paintBox(painter, box, theme.px(6), selected ? c.selection : c.sunk, selected ? c.leader : c.line);

    const bool narrow = box.width() < theme.px(150);
    const bool tight = box.width() < theme.px(92);
    const qreal pad = theme.px(box.width() < theme.px(60) ? 4 : tight ? 6 : narrow ? 9 : 12);
    const QRectF inner = box.adjusted(pad, 0, -pad, 0);
    const qreal mark = theme.pxf(9);
    const bool controllerAlone = node && node->isControllerAlone();
    const QFont nameFont = theme.font(Theme::Type::bodyStrong);
    const QFont statusFont = theme.font(Theme::Type::smallMedium);
    // On one line with the name, unless that is narrow.
    const qreal beside = narrow ? mark + 4 : theme.px(10) + mark + theme.px(5) + textWidth(statusFont, status.shortText);
    const QString whole = Format::nodeName(id, controllerAlone);
    const QString name = tight || textWidth(nameFont, whole) > inner.width() - beside ? QString::number(id.value()) : whole;
    const bool leadsQuorum = cluster.quorum().leader == id;

    QString detail;
    if (node && (node->isDown() || node->status.run == observe::NodeRun::starting)) {
        if (node->status.run == observe::NodeRun::failed && !node->status.message.empty())
            detail = CoreSentences::shown(node->status.message);
        else if (narrow) detail = node->logBytes > 0 ? Format::bytes(node->logBytes) : QString();
        else if (node->logBytes > 0) detail = MapView::tr("directory intact, %1").arg(Format::bytes(node->logBytes));
        else detail = MapView::tr("directory intact");
    } else if (controllerAlone) {
        detail = MapView::tr("metadata quorum only");
        if (name != whole || textWidth(theme.font(Theme::Type::tiny), detail) > inner.width()) detail = MapView::tr("controller");
    } else if (node) {
        const QString in = Format::bytesPerSecond(node->rates.bytesIn + node->rates.replicationBytesIn);
        const QString out = Format::bytesPerSecond(node->rates.bytesOut + node->rates.replicationBytesOut);
        detail = tight ? in : MapView::tr("in %1, out %2").arg(in, out);
        // Where the words have no room, arrows say the same.
        const auto fits = [&] { return textWidth(theme.font(Theme::Type::tiny), detail) <= inner.width(); };
        if (!tight && !fits()) detail = QStringLiteral("↓ %1  ↑ %2").arg(in, out);
        // "5.8M/s", and in the end what comes in alone.
        static const QRegularExpression unit(QStringLiteral(" ([KMGT])B/s"));
        if (!fits()) detail.replace(unit, QStringLiteral("\\1/s"));
        if (!fits()) detail = detail.section(QStringLiteral("  "), 0, 0);
    } else {
        detail = MapView::tr("not started");
    }

    const QStringList faults = machineFaultTexts(context.session, id);
    QColor detailColor = c.muted;
    if (!faults.isEmpty()) {
        detail = faults.join(QStringLiteral(" · "));
        detailColor = c.badText;
    }
    // The dots that open the menu stand where the mouse or the choice is.
    const bool hovered = card.hover && box.contains(*card.hover);
    qreal dots = 0;
    if (hovered || selected) {
        const QRectF &place = card.menu;
        dots = place.width();
        if (card.hover && place.contains(*card.hover)) paintBox(painter, place, theme.px(4), c.hover, c.line);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.muted);
        for (int i = -1; i <= 1; ++i) painter.drawEllipse(place.center() + QPointF(0, i * theme.pxf(4.5)), theme.pxf(1.4), theme.pxf(1.4));
        painter.restore();
    }

    if (narrow) {
        paintMark(painter, status.mark, QRectF(inner.right() - mark, box.top() + theme.px(9), mark, mark), shapeColor(theme, status.tone));
        paintText(painter, QRectF(inner.left(), box.top() + theme.px(5), inner.width() - mark - 4, theme.px(18)), name, nameFont, c.text);
        const QString leads = MapView::tr("quorum leader");
        const bool roomForIt = leadsQuorum && textWidth(statusFont, leads) <= inner.width();
        paintText(painter, QRectF(inner.left(), box.top() + theme.px(24), inner.width(), theme.px(18)),
                  roomForIt ? leads : status.shortText, statusFont, textColor(theme, status.tone));
        paintText(painter, QRectF(inner.left(), box.top() + theme.px(43), inner.width() - (tight ? 0 : dots), theme.px(18)), detail,
                  theme.font(Theme::Type::tiny), detailColor);
        return;
    }
    const QRectF line(inner.left(), box.top() + theme.px(8), inner.width(), theme.px(20));
    const qreal nameWidth = paintText(painter, line, name, nameFont, c.text);
    const qreal room = line.width() - nameWidth - theme.px(10) - mark - theme.px(5);
    QString text = textWidth(statusFont, status.text) <= room ? status.text : status.shortText;
    // Who leads the quorum runs; the green mark says so, too.
    const QString leads = MapView::tr("quorum leader");
    if (leadsQuorum && text != status.text && textWidth(statusFont, leads) <= room) text = leads;
    const qreal width = std::min(room, textWidth(statusFont, text));
    paintText(painter, QRectF(line.right() - width, line.top(), width + 1, line.height()), text, statusFont, textColor(theme, status.tone));
    paintMark(painter, status.mark, QRectF(line.right() - width - theme.px(5) - mark, line.center().y() - mark / 2, mark, mark),
              shapeColor(theme, status.tone));
    const QFont small = theme.font(Theme::Type::small);
    paintText(painter, QRectF(inner.left(), box.top() + theme.px(31), inner.width() - dots, theme.px(18)), detail,
              textWidth(small, detail) <= inner.width() - dots ? small : theme.font(Theme::Type::tiny), detailColor);
}

}  // namespace vitrine::ui
