// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/wire_page.h"

#include <algorithm>

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"
#include "ui/wire/wire_export.h"
#include "ui/wire/wire_facts.h"

namespace vitrine::ui {

namespace {

// What is offered at most of names of one kind.
constexpr qsizetype vocabularyMax = 200;

FilterVocabulary vocabularyOf(const Session &session)
{
    FilterVocabulary words;
    const ClusterState &cluster = session.cluster();
    for (const TopicState *topic : cluster.topics()) words.topics << toQString(topic->name);
    for (const auto &[id, group] : cluster.groups()) words.groups << toQString(id);
    for (const auto &[id, node] : cluster.nodes()) {
        words.nodes << QString::number(id.value());
        if (!node.isControllerAlone()) words.names << Format::nodeName(id, false);
        if (node.status.controller_port != 0) words.names << Format::nodeName(id, true);
    }
    const WireLog &log = session.wire();
    std::set<std::string_view> clients;
    for (WireLog::Position at = log.begin(); at < log.end() && std::ssize(clients) < vocabularyMax; ++at)
        clients.insert(log.at(at).clientId);
    for (const std::string_view client : clients)
        if (!client.empty()) words.clients << toQString(client);
    return words;
}

}  // namespace

WirePage::WirePage(const Context &context, QWidget *parent)
    : Page(context, parent), m_model(new WireModel(context.session, this)), m_packet(new PacketModel(this)),
      m_filter(new FilterEdit(
          context.theme, [this] { return vocabularyOf(session()); }, this)),
      m_help(new QToolButton(this)), m_follow(new QToolButton(this)), m_pause(new QToolButton(this)), m_clear(new QToolButton(this)),
      m_export(new QToolButton(this)), m_exportShown(nullptr), m_exportSelected(nullptr), m_asFields(new QToolButton(this)),
      m_asSequence(new QToolButton(this)), m_note(new ElidedLabel(this)), m_splitter(new QSplitter(this)),
      m_table(new TableView(context.theme, this)), m_right(new QStackedWidget(this)), m_empty(new EmptyState(context, this)),
      m_detail(new QWidget(this)), m_name(new QLabel(this)), m_meta(new ElidedLabel(this)), m_packetSplitter(new QSplitter(this)),
      m_fields(new TableView(context.theme, this)), m_hex(new HexView(context.theme, this)), m_sequence(new SequenceView(context, this)),
      m_sequenceTwin(new TableTwin(context, QStringLiteral("sequence"), m_sequence, this)),
      m_sequenceRows(new TwinModel(&SequenceView::tableColumns, this)), m_chip(new RangeChip(context, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 6);
    column->setSpacing(0);
    auto *tools = new QHBoxLayout;
    tools->setObjectName(QStringLiteral("tools"));
    tools->addWidget(m_filter, 1);
    for (QToolButton *button : {m_help, m_follow, m_pause, m_clear, m_export}) tools->addWidget(button);
    auto *divider = new QFrame(this);
    divider->setObjectName(QStringLiteral("divider"));
    divider->setFixedWidth(13);
    tools->addWidget(divider);
    tools->addWidget(m_asFields);
    tools->addWidget(m_asSequence);
    column->addLayout(tools);
    auto *line = new QHBoxLayout;
    line->setObjectName(QStringLiteral("line"));
    line->addWidget(m_note);
    column->addLayout(line);
    m_note->hide();
    column->addWidget(m_splitter, 1);

    m_filter->setMinimumWidth(120);
    m_pause->setCheckable(true);
    for (QToolButton *button : {m_asFields, m_asSequence}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setProperty("tab", true);
    }
    m_asFields->setChecked(true);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setProperty("chevron", true);
    m_export->setMenu(new QMenu(m_export));
    m_exportShown = m_export->menu()->addAction(QString());
    m_exportSelected = m_export->menu()->addAction(QString());

    m_table->setModel(m_model);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_right);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_right->addWidget(m_empty);
    m_right->addWidget(m_detail);
    m_right->addWidget(m_sequenceTwin);
    m_sequenceTwin->addTable(QStringLiteral("arrows"), m_sequenceRows).setColumnWidths({104, 96, 96, 0, 104, 84});
    connect(m_sequenceTwin, &TableTwin::rowChosen, this, [this](int, int row) {
        Q_EMIT m_sequence->chose(m_sequence->arrows()[static_cast<std::size_t>(m_sequenceRows->row(row).id.back())].position);
    });
    // What the tables of the panel say in rows already needs no other one; the diagram does.
    connect(m_sequenceTwin, &TableTwin::changed, this, [this] {
        if (m_sequenceTwin->showsTable()) showSequence(true);
    });

    auto *detail = new QVBoxLayout(m_detail);
    detail->setObjectName(QStringLiteral("detail"));
    detail->setSpacing(0);
    detail->addWidget(m_name);
    detail->addWidget(m_meta);
    detail->addWidget(m_packetSplitter, 1);
    m_packetSplitter->addWidget(m_fields);
    m_packetSplitter->addWidget(m_hex);
    m_packetSplitter->setStretchFactor(0, 1);
    m_packetSplitter->setStretchFactor(1, 1);
    m_packetSplitter->setHandleWidth(1);
    m_packetSplitter->setChildrenCollapsible(false);
    m_fields->setModel(m_packet);
    m_fields->setRootIsDecorated(true);
    m_fields->setSelectionMode(QAbstractItemView::SingleSelection);

    connect(m_filter, &QLineEdit::textChanged, this, &WirePage::applyFilter);
    connect(m_help, &QToolButton::clicked, this, [this] { FilterHelp(this->context(), this).exec(); });
    connect(m_follow, &QToolButton::clicked, this, &WirePage::followConversation);
    connect(m_pause, &QToolButton::toggled, this, [this] {
        updateCapture();
        updateTexts();
    });
    connect(m_clear, &QToolButton::clicked, this, [this] { session().clearWire(); });
    connect(m_exportShown, &QAction::triggered, this, [this] { askForFile(false); });
    connect(m_exportSelected, &QAction::triggered, this, [this] { askForFile(true); });
    connect(m_export->menu(), &QMenu::aboutToShow, this, [this] {
        const auto chosen = static_cast<int>(m_table->selectionModel()->selectedRows().size());
        m_exportShown->setText(tr("What is shown (%1)…").arg(Format::number(m_model->rowCount())));
        m_exportShown->setEnabled(m_model->rowCount() > 0);
        m_exportSelected->setText(tr("What is selected (%1)…").arg(Format::number(chosen)));
        m_exportSelected->setEnabled(chosen > 0);
    });
    connect(m_asSequence, &QToolButton::toggled, this, [this] {
        shareRoom();
        showChosen();
    });
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        m_ownShare = true;
        layOut();
    });
    connect(m_table, &QTreeView::customContextMenuRequested, this, &WirePage::menu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (m_updating || !current.isValid()) return;
        m_chosen = m_model->positionAt(m_table->toModel(current).row());
        showChosen();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_sequenceStale = true;
        if (!m_updating) updateSequence();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_updating) m_atEnd = value >= m_table->verticalScrollBar()->maximum();
    });
    // Rows come after the view was laid out for them.
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_atEnd) m_table->verticalScrollBar()->setValue(m_table->verticalScrollBar()->maximum());
    });
    connect(m_fields->selectionModel(), &QItemSelectionModel::currentChanged, this, &WirePage::fieldChosen);
    connect(m_hex, &HexView::byteChosen, this, &WirePage::byteChosen);
    connect(m_sequence, &SequenceView::chose, this, [this](quint64 position) {
        // The selection is what is drawn, so it stays; the table goes to the row.
        m_chosen = position;
        if (const auto row = m_model->rowOf(position)) {
            m_updating = true;
            m_table->selectionModel()->setCurrentIndex(m_table->fromModel(m_model->index(*row, 0)), QItemSelectionModel::NoUpdate);
            m_updating = false;
            m_table->scrollTo(m_table->fromModel(m_model->index(*row, 0)));
            m_table->viewport()->update();
        }
    });
    connect(m_sequence, &SequenceView::opened, this, [this](quint64 position) {
        m_chosen = position;
        showSequence(false);
    });
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
}

QString WirePage::tabName() const { return tr("Wire"); }
QString WirePage::title() const { return tr("Wire"); }

QString WirePage::subtitle() const
{
    const WireLog &log = session().wire();
    const auto held = static_cast<int>(log.end() - log.begin());
    QStringList parts;
    if (m_filter->text().trimmed().isEmpty() && !m_model->timeRange())
        parts << tr("%1 exchange(s)", nullptr, held).arg(Format::number(held));
    else parts << tr("%1 of %2 exchange(s)", nullptr, held).arg(Format::number(m_model->rowCount()), Format::number(held));
    if (log.dropped() > 0) parts << tr("%1 older ones made room").arg(Format::number(static_cast<std::int64_t>(log.dropped())));
    if (log.lost() > 0) parts << tr("%1 frames lost, the window was slower").arg(Format::number(static_cast<std::int64_t>(log.lost())));
    if (isPaused()) parts << tr("capture paused");
    return parts.join(QStringLiteral(" · "));
}

void WirePage::seenChanged(bool seen)
{
    m_seen = seen;
    updateCapture();
}

void WirePage::updateCapture() { session().setWantsWire(this, m_seen && !isPaused() && session().hasWire()); }

void WirePage::setPaused(bool paused) { m_pause->setChecked(paused); }

void WirePage::refresh(const SessionUpdate *update)
{
    if (update && !update->wire) return;
    m_updating = true;
    const auto before = update ? std::vector<WireLog::Position>() : selected();
    // Hidden pages hear of no selection.
    if (!update) m_model->setTimeRange(selection().timeRange());
    m_model->refresh(update);
    m_updating = false;
    if (!update) select(before);
    if (m_wantsProduce) chooseProduce();
    const WireLog &log = session().wire();
    if (m_chosen && !log.holds(*m_chosen) && log.begin() == log.end()) {
        m_chosen.reset();
        showChosen();
    } else if (m_chosen && (!update || update->wireChanged.contains(*m_chosen))) {
        showChosen();
    }
    if (update && !update->wireChanged.empty()) m_sequenceStale = true;
    updateSequence();
    updateTexts();
}

void WirePage::applyFilter()
{
    const auto filter = WireFilter::parse(m_filter->text());
    if (!filter) {
        m_filter->setProblem(filter.error());
        const QString &sentence = filter.error().sentence;
        const QString end = sentence.endsWith(QLatin1Char('?')) ? QString() : QStringLiteral(".");
        setNote(tr("Character %1: %2").arg(filter.error().at + 1).arg(sentence + end), true);
        return;
    }
    m_filter->setProblem({});
    setNote({}, false);
    narrow([&] { m_model->setFilter(*filter); });
}

void WirePage::selectionChanged()
{
    if (m_model->timeRange() == selection().timeRange()) return;
    narrow([this] { m_model->setTimeRange(selection().timeRange()); });
}

void WirePage::narrow(const std::function<void()> &change)
{
    const auto before = selected();
    m_updating = true;
    change();
    m_updating = false;
    m_atEnd = true;
    select(before);
    m_sequenceStale = true;
    updateSequence();
    updateTexts();
}

void WirePage::setFilter(const QString &text) { m_filter->setText(text); }

void WirePage::choose(WireLog::Position position)
{
    const auto row = m_model->rowOf(position);
    if (!row) return;
    m_table->setCurrentIndex(m_table->fromModel(m_model->index(*row, 0)));
    m_table->scrollTo(m_table->currentIndex());
}

std::vector<WireLog::Position> WirePage::selected() const
{
    std::vector<WireLog::Position> positions;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        positions.push_back(m_model->positionAt(m_table->toModel(index).row()));
    std::ranges::sort(positions);
    return positions;
}

void WirePage::select(const std::vector<WireLog::Position> &positions)
{
    // Neighbours are one range: a selection is as quick as the number of its gaps.
    QItemSelection selection;
    int first = -1;
    int last = -1;
    const auto close = [&] {
        // Of a sorted table neighbours lie anywhere.
        const int step = m_table->model() == m_model ? last - first + 1 : 1;
        for (int row = first; row >= 0 && row <= last; row += step)
            selection.select(m_table->fromModel(m_model->index(row, 0)),
                             m_table->fromModel(m_model->index(row + step - 1, WireModel::columnCountOfWire - 1)));
    };
    for (const WireLog::Position position : positions) {
        const auto row = m_model->rowOf(position);
        if (!row) continue;
        if (first >= 0 && *row == last + 1) {
            last = *row;
            continue;
        }
        close();
        first = last = *row;
    }
    close();
    m_updating = true;
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (m_chosen)
        if (const auto row = m_model->rowOf(*m_chosen))
            m_table->selectionModel()->setCurrentIndex(m_table->fromModel(m_model->index(*row, 0)), QItemSelectionModel::NoUpdate);
    m_updating = false;
    m_sequenceStale = true;
}

void WirePage::showSequence(bool sequence)
{
    (sequence ? m_asSequence : m_asFields)->setChecked(true);
    showChosen();
}

void WirePage::selectMeanwhile()
{
    const WireLog &log = session().wire();
    if (!m_chosen || !log.holds(*m_chosen)) return;
    const WireExchange &chosen = log.at(*m_chosen);
    std::vector<WireLog::Position> meanwhile;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const WireExchange *other = m_model->exchangeAt(row);
        if (!other || other->server != chosen.server || other->controllerListener != chosen.controllerListener) continue;
        if (other->begin() <= chosen.end() && other->end() >= chosen.begin()) meanwhile.push_back(m_model->positionAt(row));
    }
    select(meanwhile);
    showSequence(true);
    updateSequence();
}

void WirePage::chooseProduce()
{
    m_wantsProduce = true;
    const std::optional<Instant> since = m_model->rowCount() > 0 ? std::optional(m_model->exchangeAt(0)->begin()) : std::nullopt;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const WireExchange *exchange = m_model->exchangeAt(row);
        // Not the very first: what was on its way when the capture began would be missing beside it.
        if (!exchange || exchange->apiKey != 0 || !exchange->latency() || exchange->begin() < *since + std::chrono::milliseconds(600))
            continue;
        m_wantsProduce = false;
        choose(m_model->positionAt(row));
        selectMeanwhile();
        return;
    }
}

QString WirePage::conversationOf(const WireExchange &exchange) const
{
    const QString to = WireFilter::quoted(WireText::server(exchange, session().cluster()));
    if (exchange.connection != 0) return QStringLiteral("connection == %1 && to == %2").arg(exchange.connection).arg(to);
    return QStringLiteral("from == %1 && to == %2").arg(WireFilter::quoted(WireText::asker(exchange, session().cluster())), to);
}

void WirePage::followConversation()
{
    const WireLog &log = session().wire();
    if (m_chosen && log.holds(*m_chosen)) setFilter(conversationOf(log.at(*m_chosen)));
}

void WirePage::showChosen()
{
    const WireLog &log = session().wire();
    const bool known = m_chosen && log.holds(*m_chosen);
    m_follow->setEnabled(known);
    if (m_asSequence->isChecked()) {
        m_right->setCurrentWidget(m_sequenceTwin);
        updateSequence();
        m_sequence->setChosen(m_chosen);
        fillSequenceTable();
        return;
    }
    if (!known) {
        // What was read stays to be seen when it made room for newer ones.
        if (!m_chosen || m_packet->fieldCount() == 0) m_right->setCurrentWidget(m_empty);
        return;
    }
    const WireExchange &e = log.at(*m_chosen);
    m_right->setCurrentWidget(m_detail);
    m_packet->show(&e);
    for (const QModelIndex &index : m_packet->opened()) m_fields->expand(index);
    m_name->setText(QStringLiteral("%1 v%2").arg(WireText::api(e)).arg(e.apiVersion));
    QStringList parts{WireText::asker(e, session().cluster()) + QStringLiteral(" → ") + WireText::server(e, session().cluster()),
                      tr("correlation id %1").arg(e.correlationId)};
    if (const auto latency = e.latency()) parts << WireText::latency(*latency);
    if (!e.request || !e.response) parts << WireText::whyWaiting(e, WireText::contents(e, session().cluster()));
    m_meta->setText(parts.join(QStringLiteral(" · ")));
    showPart(e.request ? PacketModel::Part::request : PacketModel::Part::response);
    layOut();
}

void WirePage::showPart(PacketModel::Part part)
{
    m_part = part;
    const auto &message = m_packet->message(part);
    if (message && message->head.data() != m_shownBytes.data()) {
        m_shownBytes = message->head;
        m_hex->setBytes(QByteArray(reinterpret_cast<const char *>(m_shownBytes.data()), static_cast<qsizetype>(m_shownBytes.size())),
                        message->sizeBytes - static_cast<qint64>(m_shownBytes.size()));
    }
    nameBytes();
}

void WirePage::nameBytes()
{
    m_hex->setAccessibleName(m_part == PacketModel::Part::request ? tr("Bytes of the request") : tr("Bytes of the response"));
}

void WirePage::fieldChosen(const QModelIndex &index)
{
    const auto range = m_packet->rangeOf(index);
    if (!range) return;
    showPart(range->part);
    m_hex->setChosen(HexView::Range{static_cast<qsizetype>(range->begin), static_cast<qsizetype>(range->end - range->begin)});
}

void WirePage::byteChosen(qsizetype byte)
{
    const QModelIndex field = m_packet->fieldAt(m_part, static_cast<std::size_t>(byte));
    if (!field.isValid()) return;
    m_fields->setCurrentIndex(field);
    m_fields->scrollTo(field);
    fieldChosen(field);
}

void WirePage::updateSequence()
{
    if (!m_asSequence->isChecked() || !m_sequenceStale) return;
    m_sequenceStale = false;
    m_sequence->show(selected());
    m_sequence->setChosen(m_chosen);
    fillSequenceTable();
}

void WirePage::fillSequenceTable()
{
    if (!m_sequenceTwin->showsTable()) return;
    m_sequenceTwin->quietly([this] { m_sequenceRows->sync(m_sequence->tableRows()); });
    const auto &rows = m_sequenceRows->allRows();
    const auto isChosen = [this](const TwinRow &row) {
        return m_sequence->arrows()[static_cast<std::size_t>(row.id.back())].position == m_chosen;
    };
    // Request and response are rows of one exchange: who stands on one of them stays there.
    const int current = m_sequenceTwin->table().toModel(m_sequenceTwin->table().currentIndex()).row();
    if (current >= 0 && isChosen(rows[static_cast<std::size_t>(current)])) return;
    const auto at = std::ranges::find_if(rows, isChosen);
    m_sequenceTwin->chooseRow(0, m_chosen && at != rows.end() ? static_cast<int>(at - rows.begin()) : -1);
}

void WirePage::setNote(const QString &text, bool bad)
{
    m_note->setText(text);
    m_note->setColor(bad ? theme().colors().badText : theme().colors().muted);
    m_note->setVisible(!text.isEmpty());
}

void WirePage::updateTexts()
{
    const WireLog &log = session().wire();
    if (!session().hasWire()) m_table->setEmptyText(tr("Nodes outside of this window cannot be listened to, so nothing is shown here."));
    else if (log.begin() == log.end() && isPaused()) m_table->setEmptyText(tr("The capture is paused."));
    else if (log.begin() == log.end())
        m_table->setEmptyText(tr("Nothing has passed yet. Nodes are listened to while this panel can be seen."));
    else if (m_model->timeRange() && m_filter->text().trimmed().isEmpty())
        m_table->setEmptyText(tr("No exchange was seen in the chosen time."));
    else m_table->setEmptyText(tr("No exchange passes the filter."));
    m_pause->setText(isPaused() ? tr("Resume") : tr("Pause"));
    m_pause->setEnabled(session().hasWire());
    m_clear->setEnabled(log.begin() != log.end());
    m_export->setEnabled(m_model->rowCount() > 0);
    Q_EMIT headerChanged();
}

void WirePage::askForFile(bool selectedOnly)
{
    const QString name = QFileDialog::getSaveFileName(this, tr("Export for Wireshark"), QStringLiteral("vitrine.pcapng"),
                                                      tr("Captures (*.pcapng);;All files (*)"));
    if (!name.isEmpty()) exportTo(name, selectedOnly);
}

void WirePage::exportTo(const QString &fileName, bool selectedOnly)
{
    std::vector<WireExchange> exchanges;
    const WireLog &log = session().wire();
    if (selectedOnly) {
        for (const WireLog::Position position : selected())
            if (log.holds(position)) exchanges.push_back(log.at(position));
    } else {
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (const WireExchange *exchange = m_model->exchangeAt(row)) exchanges.push_back(*exchange);
    }
    const Instant now = session().now();
    const std::int64_t wallNs = to_milliseconds(session().toWall(now)) * 1'000'000 - now.time_since_epoch().count();
    const auto count = static_cast<int>(exchanges.size());
    const QString ports = WireExport::portsOf(exchanges);
    const QString shortName = QFileInfo(fileName).fileName();
    WireExport::write(std::move(exchanges), wallNs, fileName, this, [this, count, ports, shortName](const QString &problem) {
        if (problem.isEmpty())
            setNote(tr("%n exchange(s) written to %1. In Wireshark, decode TCP ports %2 as Kafka.", nullptr, count).arg(shortName, ports),
                    false);
        else setNote(tr("%1 cannot be written: %2").arg(shortName, problem), true);
        Q_EMIT exported(problem);
    });
}

void WirePage::menu(const QPoint &position)
{
    const QModelIndex index = m_table->toModel(m_table->indexAt(position));
    if (!index.isValid()) return;
    QMenu popup(this);
    popup.addAction(tr("Follow conversation"), this, &WirePage::followConversation);
    popup.addAction(tr("Sequence with all that happened meanwhile"), this, &WirePage::selectMeanwhile);
    const QString comparison = m_model->comparisonFor(index.row(), index.column());
    if (!comparison.isEmpty()) {
        popup.addSeparator();
        popup.addAction(tr("Only %1").arg(comparison), this, [this, comparison] { setFilter(comparison); });
        if (!m_filter->text().trimmed().isEmpty())
            popup.addAction(tr("Of these only %1").arg(comparison), this, [this, comparison] { m_filter->add(comparison); });
        popup.addAction(tr("Without %1").arg(comparison), this,
                        [this, comparison] { m_filter->add(QStringLiteral("!(%1)").arg(comparison)); });
    }
    popup.addSeparator();
    popup.addAction(tr("Export selected…"), this, [this] { askForFile(true); });
    popup.addSeparator();
    m_table->addTableActions(popup);
    popup.exec(m_table->viewport()->mapToGlobal(position));
}

void WirePage::retranslate()
{
    m_filter->setPlaceholderText(tr("Filter: api == Produce && latency_ms > 5"));
    m_filter->setAccessibleName(tr("Display filter"));
    m_help->setText(QStringLiteral("?"));
    m_help->setToolTip(tr("What a display filter can say (Ctrl+F goes to the filter, Ctrl+Space completes)"));
    m_help->setAccessibleName(tr("Help for the display filter"));
    nameBytes();
    m_follow->setText(tr("Follow conversation"));
    m_follow->setToolTip(tr("Shows only the connection of the chosen exchange"));
    m_pause->setToolTip(tr("Nodes are not listened to while the capture is paused or this panel is hidden"));
    m_clear->setText(tr("Clear"));
    m_export->setText(tr("Export"));
    m_export->setToolTip(tr("As pcapng, for Wireshark"));
    m_asFields->setText(tr("Fields"));
    m_asSequence->setText(tr("Sequence"));
    m_asSequence->setToolTip(tr("The selected exchanges as arrows between those who sent and read them"));
    m_table->setAccessibleName(tr("Requests and their responses"));
    m_fields->setAccessibleName(tr("Fields of request and response"));
    m_sequence->setAccessibleName(tr("Sequence of the selected exchanges"));
    m_sequenceTwin->setTitles({tr("Sequence of the selected exchanges")});
    m_sequenceTwin->table().setEmptyText(
        tr("Choose one to see its fields and bytes; select several and open Sequence to see who waited for whom."));
    m_sequenceRows->retranslate();
    m_empty->setTexts(tr("No exchange chosen"),
                      tr("Choose one to see its fields and bytes; select several and open Sequence to see who waited for whom."));
    m_model->retranslate();
    m_packet->retranslate();
    updateTexts();
    showChosen();
}

void WirePage::shareRoom()
{
    // A diagram wants width; a user who moved the border has decided.
    if (m_ownShare) return;
    const int left = m_splitter->width() * (m_asSequence->isChecked() ? 52 : 58) / 100;
    const int right = m_splitter->width() - left;
    m_splitter->setSizes({left, right});
    if (m_packetSplitter->orientation() == Qt::Horizontal) {
        // Bytes stand in columns of four or eight: below the width of eight the rest is better given to the names of the fields.
        const int fields = right < theme().px(560) ? 56 : 45;
        m_packetSplitter->setSizes({right * fields / 100, right * (100 - fields) / 100});
    }
    layOut();
}

void WirePage::layOut()
{
    // Narrow: what says least is told by the tooltip and the detail.
    const int room = m_table->width();
    m_table->setColumnHidden(WireModel::requestBytes, room < theme().px(880));
    m_table->setColumnHidden(WireModel::responseBytes, room < theme().px(800));
    m_table->setColumnHidden(WireModel::correlation, room < theme().px(720));
    // Names of errors are long, and an error is what is looked for.
    m_table->setColumnWidths({100, 0, 0, room < theme().px(600) ? 140 : 154, 80, 66, 78, 74,
                              room < theme().px(600)   ? 100
                              : room < theme().px(720) ? 130
                                                       : 190});
    m_packetSplitter->setOrientation(m_right->height() > m_right->width() ? Qt::Vertical : Qt::Horizontal);
    const int wide = qRound(m_fields->width() / theme().scale() * 0.6);
    m_fields->setColumnWidths({std::clamp(wide, 130, 320), 0});
}

void WirePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    shareRoom();
}

void WirePage::themeChanged()
{
    auto *tools = findChild<QHBoxLayout *>(QStringLiteral("tools"));
    tools->setContentsMargins(theme().px(16), 0, theme().px(12), theme().px(6));
    tools->setSpacing(theme().px(4));
    findChild<QHBoxLayout *>(QStringLiteral("line"))->setContentsMargins(theme().px(18), 0, theme().px(18), theme().px(4));
    m_splitter->setContentsMargins(theme().px(12), 0, theme().px(6), 0);
    auto *detail = m_detail->findChild<QVBoxLayout *>(QStringLiteral("detail"));
    detail->setContentsMargins(theme().px(14), theme().px(2), theme().px(4), 0);
    // What is typed is shown: no ligature makes one sign of "!=".
    QFont typed = theme().font(Theme::Type::mono);
    typed.setStyleStrategy(QFont::PreferNoShaping);
    m_filter->setFont(typed);
    m_fields->setIndentation(theme().px(12));
    m_note->setFont(theme().font(Theme::Type::small));
    m_name->setFont(theme().font(Theme::Type::bodyStrong));
    m_meta->setFont(theme().font(Theme::Type::small));
    m_meta->setColor(theme().colors().muted);
    layOut();
}

}  // namespace vitrine::ui
