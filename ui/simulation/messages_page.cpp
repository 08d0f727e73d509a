// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/messages_page.h"

#include <algorithm>

#include <QHeaderView>
#include <QMenu>
#include <QVBoxLayout>
#include <nlohmann/json.hpp>

#include "ui/common/format.h"
#include "ui/common/message_text.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/commands.h"
#include "ui/session/simulation_session.h"

namespace vitrine::ui {

namespace {

using Json = nlohmann::ordered_json;

// More of a list is not shown: nobody reads it.
constexpr std::size_t elementsMax = 500;

QString plain(const Json &value)
{
    if (value.is_string()) return toQString(value.get<std::string>());
    if (value.is_null()) return QStringLiteral("null");
    return toQString(value.dump());
}

// Fields in the order of the protocol; what holds others says how many.
void fill(QTreeWidgetItem *parent, const QString &name, const Json &value)
{
    auto *item = new QTreeWidgetItem(parent, {name, QString()});
    if (value.is_object()) {
        for (const auto &[key, field] : value.items()) fill(item, toQString(key), field);
    } else if (value.is_array()) {
        item->setText(1, QStringLiteral("[%1]").arg(value.size()));
        std::size_t index = 0;
        for (const Json &element : value) {
            if (index == elementsMax) break;
            fill(item, QStringLiteral("%1").arg(index++), element);
        }
    } else {
        item->setText(1, plain(value));
        item->setToolTip(1, item->text(1));
    }
}

}  // namespace

MessagesPage::MessagesPage(const Context &context, SimulationSession &simulation, QWidget *parent)
    : Page(context, parent), m_simulation(simulation), m_model(new MessagesModel(this)), m_splitter(new QSplitter(this)),
      m_table(new TableView(context.theme, this)), m_detail(new QStackedWidget(this)), m_chosen(new QWidget(this)),
      m_empty(new EmptyState(context, this)), m_name(new QLabel(this)), m_meta(new ElidedLabel(this)), m_drop(new QPushButton(this)),
      m_delay(new QPushButton(this)), m_duplicate(new QPushButton(this)), m_fields(new QTreeWidget(this)),
      m_chip(new RangeChip(context, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 6);
    column->addWidget(m_splitter);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_table->setObjectName(QStringLiteral("messages"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);

    auto *detail = new QVBoxLayout(m_chosen);
    detail->setObjectName(QStringLiteral("detail"));
    detail->addWidget(m_name);
    detail->addWidget(m_meta);
    auto *deeds = new QHBoxLayout;
    deeds->setObjectName(QStringLiteral("deeds"));
    for (QPushButton *button : {m_drop, m_delay, m_duplicate}) {
        button->setProperty("dense", true);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        deeds->addWidget(button);
    }
    deeds->addStretch(1);
    detail->addLayout(deeds);
    detail->addWidget(m_fields, 1);
    m_delay->setProperty("chevron", true);
    m_delay->setMenu(new QMenu(m_delay));
    m_delay->menu()->setToolTipsVisible(true);
    m_fields->setColumnCount(2);
    m_fields->setUniformRowHeights(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_fields->header()->setStretchLastSection(true);
    m_detail->addWidget(m_empty);
    m_detail->addWidget(m_chosen);

    connect(&simulation, &SimulationSession::messagesChanged, this, [this] {
        if (isVisible()) showMessages();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid() && !m_choosing) selection().setMessage(m_model->row(m_table->toModel(current).row()).message.id);
    });
    connect(m_table, &QTreeView::customContextMenuRequested, this, &MessagesPage::menu);
    connect(m_drop, &QPushButton::clicked, this, [this] { Q_EMIT commandGiven(commands::dropMessage(m_message.id)); });
    connect(m_duplicate, &QPushButton::clicked, this, [this] { Q_EMIT commandGiven(commands::duplicateMessage(m_message.id)); });
}

QString MessagesPage::tabName() const { return tr("Messages"); }
QString MessagesPage::title() const { return tr("Messages"); }

QString MessagesPage::subtitle() const
{
    const auto &messages = m_simulation.messages();
    const auto held = static_cast<int>(std::ranges::count_if(messages, &MessageInFlight::isHeld));
    QString text = tr("%n on the way", nullptr, static_cast<int>(messages.size()));
    if (held > 0) text += QStringLiteral(" · ") + tr("%n of them held", nullptr, held);
    return text;
}

void MessagesPage::refresh(const SessionUpdate *update)
{
    if (!update) showMessages();
}

void MessagesPage::showMessages()
{
    const auto &range = selection().timeRange();
    std::vector<MessageInFlight> messages = m_simulation.messages();
    // What is held arrives nobody knows when.
    if (range)
        std::erase_if(messages, [&](const MessageInFlight &message) {
            return message.sent > range->to || (!message.isHeld() && message.arrives < range->from);
        });
    m_table->setEmptyText(messages.size() < m_simulation.messages().size() ? tr("What is on its way now was not so in the chosen time.")
                                                                           : tr("Nothing is on its way at this moment."));
    m_model->show(messages, m_simulation.state().position.now);
    showChosen();
    Q_EMIT headerChanged();
}

void MessagesPage::selectionChanged() { showMessages(); }

void MessagesPage::showChosen()
{
    const auto id = selection().message();
    m_detail->setCurrentWidget(id ? m_chosen : static_cast<QWidget *>(m_empty));
    if (!id) {
        m_shown.reset();
        return;
    }
    const auto row = m_model->rowOf(*id);
    m_choosing = true;
    if (row) m_table->setCurrentIndex(m_table->fromModel(m_model->index(*row, 0)));
    else m_table->setCurrentIndex({});
    m_choosing = false;
    const auto &messages = m_simulation.messages();
    // It may be on its way and not among those that are shown.
    const auto known = std::ranges::find(messages, *id, &MessageInFlight::id);
    const bool onItsWay = known != messages.end();
    if (onItsWay) m_message = *known;
    if (m_shown != id) {
        m_shown = id;
        m_fields->clear();
        m_message.id = *id;
        m_simulation.readMessage(*id, this, [this](const MessageDetails &details) {
            if (m_shown == details.message.id) showDetails(details);
        });
        m_delay->menu()->clear();
        QMenu all;
        MessageText::addActions(all, m_message, [this](const QString &line) { Q_EMIT commandGiven(line); });
        for (QAction *action : all.actions())
            if (action->menu())
                for (QAction *delay : action->menu()->actions()) {
                    QAction *own = m_delay->menu()->addAction(delay->text());
                    own->setToolTip(delay->toolTip());
                    connect(own, &QAction::triggered, this, [this, line = delay->toolTip()] { Q_EMIT commandGiven(line); });
                }
    }
    for (QPushButton *button : {m_drop, m_delay, m_duplicate}) button->setEnabled(onItsWay);
    const QString api = m_message.api.isEmpty() ? tr("unreadable") : m_message.api;
    m_name->setText(m_message.response ? tr("%1 response").arg(api) : tr("%1 request").arg(api));
    QStringList parts{m_message.fromName + QStringLiteral(" → ") + m_message.toName};
    if (!onItsWay) parts << tr("no longer on its way");
    else if (m_message.isHeld()) parts << MessageText::held(m_message.held);
    if (m_message.apiVersion >= 0) parts << tr("version %1").arg(m_message.apiVersion);
    parts << tr("correlation id %1").arg(m_message.correlationId);
    if (!m_message.clientId.isEmpty()) parts << m_message.clientId;
    parts << Format::bytes(m_message.sizeBytes);
    m_meta->setText(parts.join(QStringLiteral(" · ")));
    m_drop->setToolTip(commands::dropMessage(m_message.id));
    m_duplicate->setToolTip(commands::duplicateMessage(m_message.id));
}

void MessagesPage::showDetails(const MessageDetails &details)
{
    m_fields->clear();
    if (!details.problem.isEmpty()) new QTreeWidgetItem(m_fields, {tr("not decoded"), details.problem});
    const Json json = Json::parse(details.json.toStdString(), nullptr, false);
    if (json.is_object())
        for (const auto &[key, value] : json.items()) fill(m_fields->invisibleRootItem(), toQString(key), value);
    if (m_fields->topLevelItemCount() == 0 && !details.known) new QTreeWidgetItem(m_fields, {tr("It has arrived, or is lost."), QString()});
    constexpr qsizetype openMax = 20'000;
    if (details.json.size() <= openMax) m_fields->expandAll();
    else m_fields->expandToDepth(1);
    fitFields();
}

void MessagesPage::fitFields()
{
    m_fields->resizeColumnToContents(0);
    m_fields->setColumnWidth(0, std::min(m_fields->columnWidth(0) + theme().px(12), std::max(theme().px(160), m_fields->width() * 3 / 5)));
}

void MessagesPage::menu(const QPoint &position)
{
    const QModelIndex index = m_table->toModel(m_table->indexAt(position));
    if (!index.isValid()) return;
    QMenu popup(this);
    popup.setToolTipsVisible(true);
    MessageText::addActions(popup, m_model->row(index.row()).message, [this](const QString &line) { Q_EMIT commandGiven(line); });
    m_table->addTableActions(popup);
    popup.exec(m_table->viewport()->mapToGlobal(position));
}

void MessagesPage::retranslate()
{
    m_drop->setText(tr("Drop"));
    m_delay->setText(tr("Delay"));
    m_duplicate->setText(tr("Duplicate"));
    m_table->setAccessibleName(tr("Messages on their way"));
    m_fields->setAccessibleName(tr("Fields of the chosen message"));
    m_fields->setHeaderLabels({tr("Field"), tr("Value")});
    m_empty->setTexts(tr("No message chosen"),
                      tr("Choose one here or on the map to see its fields; drop it, delay it, or let it arrive twice."));
    m_model->retranslate();
    showMessages();
}

void MessagesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_table->setColumnWidths({0, 112, 112, 118, 76});
    fitFields();
}

void MessagesPage::themeChanged()
{
    m_splitter->setContentsMargins(theme().px(12), 0, theme().px(6), 0);
    auto *detail = m_chosen->findChild<QVBoxLayout *>(QStringLiteral("detail"));
    detail->setContentsMargins(theme().px(14), theme().px(2), theme().px(8), 0);
    detail->setSpacing(theme().px(6));
    m_chosen->findChild<QHBoxLayout *>(QStringLiteral("deeds"))->setSpacing(theme().px(6));
    m_name->setFont(theme().font(Theme::Type::bodyStrong));
    m_meta->setFont(theme().font(Theme::Type::small));
    m_meta->setColor(theme().colors().muted);
    m_fields->setFont(theme().font(Theme::Type::mono));
    m_fields->setIndentation(theme().px(14));
    m_table->setColumnWidths({0, 112, 112, 118, 76});
}

}  // namespace vitrine::ui
