// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/wire_model.h"

#include <algorithm>

#include <QElapsedTimer>

#include "ui/common/format.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

// Of one frame of the window, for looking at new exchanges.
constexpr qint64 lookNs = 8'000'000;

}  // namespace

WireModel::WireModel(const Session &session, QObject *parent) : FlatModel(parent), m_session(session)
{
    m_more.setObjectName(QStringLiteral("wire"));
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &WireModel::takeNew);
}

QString WireModel::title(int column) const
{
    switch (column) {
    case time: return tr("Time");
    case from: return tr("From");
    case to: return tr("To");
    case api: return tr("API");
    case correlation: return tr("Correlation");
    case requestBytes: return tr("Request");
    case responseBytes: return tr("Response");
    case latency: return tr("Latency");
    default: return tr("Error");
    }
}

ColumnKind WireModel::kind(int column) const
{
    switch (column) {
    case time: return ColumnKind::time;
    case api: return ColumnKind::marked;
    case correlation:
    case latency: return ColumnKind::number;
    case requestBytes:
    case responseBytes: return ColumnKind::bytes;
    default: return ColumnKind::text;
    }
}

const WireExchange *WireModel::exchangeAt(int row) const
{
    const WireLog &log = m_session.wire();
    const WireLog::Position position = positionAt(row);
    return log.holds(position) ? &log.at(position) : nullptr;
}

const WireContents &WireModel::contentsAt(int row) const
{
    const Row &entry = m_rows[static_cast<std::size_t>(row)];
    if (!entry.contents) {
        const WireExchange *exchange = exchangeAt(row);
        entry.contents = exchange ? WireText::contents(*exchange, m_session.cluster()) : WireContents();
    }
    return *entry.contents;
}

QVariant WireModel::cell(int row, int column, int role) const
{
    if (role == PositionRole) return QVariant::fromValue<qulonglong>(positionAt(row));
    const WireExchange *exchange = exchangeAt(row);
    if (!exchange) return {};
    switch (role) {
    case Qt::DisplayRole: return textOf(*exchange, row, column);
    case Qt::ToolTipRole: return tipOf(*exchange, row, column);
    case MarkRole: return column == api ? QVariant(static_cast<int>(WireText::mark(WireText::kind(*exchange)))) : QVariant();
    case ToneRole:
        if (column == api) return static_cast<int>(WireText::tone(WireText::kind(*exchange)));
        if (column == error && !contentsAt(row).errors.isEmpty()) return static_cast<int>(Tone::bad);
        return {};
    case FaintRole:
        switch (column) {
        case requestBytes: return !exchange->request.has_value();
        case responseBytes: return !exchange->response.has_value();
        case latency: return !exchange->latency().has_value();
        case error: return contentsAt(row).errors.isEmpty();
        default: return false;
        }
    default: return {};
    }
}

QVariant WireModel::textOf(const WireExchange &exchange, int row, int column) const
{
    const auto size = [](const std::optional<WireMessage> &message) {
        return message ? QVariant::fromValue<qlonglong>(message->sizeBytes) : QVariant(QStringLiteral("–"));
    };
    switch (column) {
    case time: return m_session.timeText(exchange.begin());
    case from: return WireText::asker(exchange, m_session.cluster());
    case to: return WireText::server(exchange, m_session.cluster());
    case api: return QStringLiteral("%1 v%2").arg(WireText::api(exchange)).arg(exchange.apiVersion);
    // An id, no amount: without separators.
    case correlation: return QString::number(exchange.correlationId);
    case requestBytes: return size(exchange.request);
    case responseBytes: return size(exchange.response);
    case latency:
        if (const auto known = exchange.latency()) return WireText::latency(*known);
        return WireText::waiting(exchange, contentsAt(row));
    case error: return WireText::error(exchange, contentsAt(row));
    default: return {};
    }
}

QVariant WireModel::tipOf(const WireExchange &exchange, int row, int column) const
{
    const auto kept = [](const std::optional<WireMessage> &message) {
        if (!message || message->isWhole()) return QString();
        return tr("The first %1 of %2 bytes were kept.")
            .arg(Format::number(static_cast<std::int64_t>(message->head.size())), Format::number(message->sizeBytes));
    };
    switch (column) {
    case from:
        if (exchange.askerAddress.empty()) return toQString(exchange.clientId);
        return QStringLiteral("%1 · %2").arg(toQString(exchange.clientId), toQString(exchange.askerAddress));
    case to:
        if (exchange.connection == 0) return toQString(exchange.serverAddress);
        return tr("%1, connection %2").arg(toQString(exchange.serverAddress)).arg(exchange.connection);
    case api: {
        const WireContents &contents = contentsAt(row);
        QStringList parts{WireText::name(WireText::kind(exchange))};
        if (!contents.topics.isEmpty()) parts << tr("topics: %1").arg(contents.topics.join(QStringLiteral(", ")));
        if (!contents.groups.isEmpty()) parts << tr("groups: %1").arg(contents.groups.join(QStringLiteral(", ")));
        if (contents.acks)
            parts << QStringLiteral("acks=%1").arg(*contents.acks == -1 ? QStringLiteral("all") : QString::number(*contents.acks));
        return parts.join(QLatin1Char('\n'));
    }
    case requestBytes: return kept(exchange.request);
    case responseBytes: return kept(exchange.response);
    case latency: return WireText::whyWaiting(exchange, contentsAt(row));
    case error:
        if (!exchange.response || !contentsAt(row).responseCut) return WireText::error(exchange, contentsAt(row));
        return kept(exchange.response) + QLatin1Char(' ') + tr("Error codes behind them are not known.");
    default: return {};
    }
}

QString WireModel::comparisonFor(int row, int column) const
{
    const WireExchange *exchange = exchangeAt(row);
    if (!exchange) return {};
    const auto is = [](const char *field, const QString &value) {
        return QStringLiteral("%1 == %2").arg(QLatin1String(field), WireFilter::quoted(value));
    };
    switch (column) {
    case from: return is("from", WireText::asker(*exchange, m_session.cluster()));
    case to: return is("to", WireText::server(*exchange, m_session.cluster()));
    case api: return is("api", WireText::api(*exchange));
    case correlation: return is("correlation", QString::number(exchange->correlationId));
    case requestBytes: return exchange->request ? QStringLiteral("request_bytes >= %1").arg(exchange->request->sizeBytes) : QString();
    case responseBytes: return exchange->response ? QStringLiteral("response_bytes >= %1").arg(exchange->response->sizeBytes) : QString();
    case latency:
        if (const auto known = exchange->latency())
            return QStringLiteral("latency_ms >= %1").arg(std::chrono::duration<double, std::milli>(*known).count(), 0, 'f', 3);
        return QStringLiteral("!latency_ms");
    case error: {
        if (!exchange->response) return QStringLiteral("!error");
        const QStringList &errors = contentsAt(row).errors;
        return is("error", errors.isEmpty() ? QStringLiteral("NONE") : errors.front());
    }
    default: return {};
    }
}

bool WireModel::passes(WireLog::Position position) const
{
    const WireExchange &exchange = m_session.wire().at(position);
    if (m_range && (exchange.begin() > m_range->to || exchange.end() < m_range->from)) return false;
    return m_filter.matchesAll() || m_filter.matches(WireSubject(exchange, m_session.cluster()));
}

bool WireModel::isComplete() const { return m_seen >= m_session.wire().end(); }

std::optional<int> WireModel::rowOf(WireLog::Position position) const
{
    const auto at = std::ranges::lower_bound(m_rows, position, {}, &Row::position);
    if (at == m_rows.end() || at->position != position) return std::nullopt;
    return static_cast<int>(at - m_rows.begin());
}

void WireModel::refresh(const SessionUpdate *update)
{
    if (!update) return rebuild();
    if (!update->wire) return;
    dropOld();
    takeChanged(update->wireChanged);
    takeNew();
}

void WireModel::dropOld()
{
    const WireLog &log = m_session.wire();
    const auto kept = std::ranges::lower_bound(m_rows, log.begin(), {}, &Row::position);
    if (kept != m_rows.begin()) {
        beginRemoveRows({}, 0, static_cast<int>(kept - m_rows.begin()) - 1);
        m_rows.erase(m_rows.begin(), kept);
        endRemoveRows();
    }
    m_seen = std::max(m_seen, log.begin());
}

void WireModel::takeChanged(const std::set<WireLog::Position> &changed)
{
    for (const WireLog::Position position : changed) {
        if (position >= m_seen || !m_session.wire().holds(position)) continue;
        const auto at = std::ranges::lower_bound(m_rows, position, {}, &Row::position);
        const int row = static_cast<int>(at - m_rows.begin());
        const bool shown = at != m_rows.end() && at->position == position;
        const bool wanted = passes(position);
        if (shown && wanted) {
            at->contents.reset();
            Q_EMIT dataChanged(index(row, 0), index(row, columns() - 1));
        } else if (shown) {
            beginRemoveRows({}, row, row);
            m_rows.erase(at);
            endRemoveRows();
        } else if (wanted) {
            // Its answer made it one that is looked for.
            beginInsertRows({}, row, row);
            m_rows.insert(at, Row{position, {}});
            endInsertRows();
        }
    }
}

void WireModel::takeNew()
{
    const WireLog &log = m_session.wire();
    m_seen = std::max(m_seen, log.begin());
    QElapsedTimer since;
    since.start();
    std::vector<Row> fresh;
    for (; m_seen < log.end(); ++m_seen) {
        if (passes(m_seen)) fresh.push_back({m_seen, {}});
        if (since.nsecsElapsed() > lookNs) {
            ++m_seen;
            break;
        }
    }
    if (m_seen < log.end()) m_more.start(0);
    if (fresh.empty()) return;
    beginInsertRows({}, rows(), rows() + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    endInsertRows();
}

void WireModel::rebuild()
{
    if (!m_rows.empty()) {
        beginRemoveRows({}, 0, rows() - 1);
        m_rows.clear();
        endRemoveRows();
    }
    m_seen = 0;
    takeNew();
}

void WireModel::setFilter(const WireFilter &filter)
{
    m_filter = filter;
    rebuild();
}

void WireModel::setTimeRange(const std::optional<TimeRange> &range)
{
    if (range == m_range) return;
    m_range = range;
    rebuild();
}

}  // namespace vitrine::ui
