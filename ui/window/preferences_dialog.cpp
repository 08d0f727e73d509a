// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/preferences_dialog.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/common/icons.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/common/user_settings.h"

namespace vitrine::ui {

namespace {

QString keysText(const QKeySequence &keys) { return keys.toString(QKeySequence::NativeText); }

// A key on a keyboard: a word in a box.
QLabel *keyLabel(const Theme &theme, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("key"));
    label->setFont(theme.font(Theme::Type::monoSmall));
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return label;
}

constexpr std::array presentationScales{1.0, 1.25, 1.5};

}  // namespace

ShortcutsModel::ShortcutsModel(const ActionRegistry &registry, QObject *parent) : FlatModel(parent), m_registry(registry)
{
    for (qsizetype i = 0; i < registry.entries().size(); ++i)
        if (registry.entries()[i].isVisible() && !registry.entries()[i].text().isEmpty()) m_shown << i;
    connect(&registry, &ActionRegistry::keysChanged, this, [this] {
        if (rows() > 0) Q_EMIT dataChanged(index(0, 0), index(rows() - 1, columns() - 1));
    });
}

int ShortcutsModel::rowOf(const QString &id) const
{
    for (int row = 0; row < rows(); ++row)
        if (entry(row).id == id) return row;
    return -1;
}

QString ShortcutsModel::title(int column) const
{
    switch (static_cast<Column>(column)) {
    case action: return tr("Action");
    case category: return tr("Where");
    case keys: return tr("Shortcut");
    case standard: return tr("Standard");
    case columnCount_: break;
    }
    return {};
}

ColumnKind ShortcutsModel::kind(int column) const { return column == keys || column == standard ? ColumnKind::mono : ColumnKind::text; }

QVariant ShortcutsModel::cell(int row, int column, int role) const
{
    const ActionRegistry::Entry &shown = entry(row);
    if (role == FaintRole) return column == standard || (column == keys && shown.keys.isEmpty());
    if (role == ToneRole && column == keys && shown.keys != shown.standard) return static_cast<int>(Tone::leader);
    if (role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(column)) {
    case action: return shown.text();
    case category: return ActionRegistry::categoryText(shown.category);
    case keys: return shown.keys.isEmpty() ? tr("none") : keysText(shown.keys);
    case standard: return keysText(shown.standard);
    case columnCount_: break;
    }
    return {};
}

PreferencesDialog::PreferencesDialog(const Context &context, ActionRegistry &registry, Layouts &layouts, Hooks hooks, QWidget *parent)
    : QDialog(parent), m_context(context), m_registry(registry), m_layouts(layouts), m_hooks(std::move(hooks))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    build();
    connect(&m_layouts, &Layouts::changed, this, &PreferencesDialog::fillLayouts);
    // Another theme, language or scale is seen here, too: the pages are made again.
    connect(&context.theme, &Theme::changed, this, [this] {
        const std::pair now(m_context.theme.isDark(), m_context.theme.scale());
        if (now != m_built && !std::exchange(m_rebuilding, true))
            QMetaObject::invokeMethod(this, &PreferencesDialog::build, Qt::QueuedConnection);
    });
}

void PreferencesDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && !std::exchange(m_rebuilding, true))
        QMetaObject::invokeMethod(this, &PreferencesDialog::build, Qt::QueuedConnection);
}

void PreferencesDialog::build()
{
    m_rebuilding = false;
    const Theme &theme = m_context.theme;
    m_built = {theme.isDark(), theme.scale()};
    const int page = m_list ? m_list->currentRow() : 0;
    setWindowTitle(tr("Preferences"));
    if (QLayoutItem *old = layout()->takeAt(0)) {
        old->widget()->hide();
        old->widget()->deleteLater();
        delete old;
    }
    auto *content = new QWidget(this);
    layout()->addWidget(content);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    column->addLayout(row, 1);
    m_list = new QListWidget(content);
    m_list->setObjectName(QStringLiteral("preferencePages"));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFixedWidth(theme.px(168));
    m_list->setIconSize(QSize(theme.px(16), theme.px(16)));
    for (const auto &[icon, text] :
         {std::pair(QStringLiteral("settings"), tr("Appearance")), std::pair(QStringLiteral("keyboard"), tr("Shortcuts")),
          std::pair(QStringLiteral("layout"), tr("Layouts")), std::pair(QStringLiteral("save"), tr("Data"))}) {
        auto *item = new QListWidgetItem(lineIcon(theme, icon), text, m_list);
        item->setSizeHint(QSize(0, theme.px(32)));
    }
    row->addWidget(m_list);
    m_pages = new QStackedWidget(content);
    for (QWidget *made : {makeAppearance(), makeShortcuts(), makeLayout(), makeData()}) m_pages->addWidget(made);
    row->addWidget(m_pages, 1);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(std::max(0, page));

    auto *rule = new QFrame(content);
    rule->setObjectName(QStringLiteral("rule"));
    column->addWidget(rule);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(12));
    auto *note = new QLabel(tr("Everything holds at once."), content);
    note->setProperty("role", QStringLiteral("muted"));
    buttons->addWidget(note, 1);
    auto *close = new QPushButton(tr("Close"), content);
    close->setProperty("kind", QStringLiteral("primary"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    buttons->addWidget(close);
    column->addLayout(buttons);
    resize(std::max(width(), theme.px(780)), std::max(height(), theme.px(520)));
}

QVBoxLayout *PreferencesDialog::pageLayout(QWidget *page, const QString &title, const QString &explanation) const
{
    const Theme &theme = m_context.theme;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16));
    column->setSpacing(theme.px(10));
    auto *head = new QLabel(title, page);
    head->setFont(theme.font(Theme::Type::brand));
    column->addWidget(head);
    auto *text = new QLabel(explanation, page);
    text->setWordWrap(true);
    text->setProperty("role", QStringLiteral("muted"));
    column->addWidget(text);
    column->addSpacing(theme.px(6));
    return column;
}

QWidget *PreferencesDialog::makeAppearance()
{
    auto *page = new QWidget(this);
    QVBoxLayout *column = pageLayout(page, tr("Appearance"), tr("How the window looks: for your eyes, or for a room."));
    Theme &theme = m_context.theme;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(20));
    grid->setVerticalSpacing(theme.px(14));
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto choice = [&](const QString &caption, const QStringList &texts, int current, const std::function<void(int)> &chosen) {
        auto *label = new QLabel(caption, page);
        grid->addWidget(label, line, 0);
        auto *row = new QHBoxLayout;
        row->setSpacing(theme.px(18));
        auto *group = new QButtonGroup(page);
        for (int i = 0; i < texts.size(); ++i) {
            auto *button = new QRadioButton(texts[i], page);
            button->setAccessibleName(caption + QStringLiteral(": ") + texts[i]);
            button->setChecked(i == current);
            group->addButton(button, i);
            row->addWidget(button);
        }
        row->addStretch(1);
        connect(group, &QButtonGroup::idClicked, this, chosen);
        grid->addLayout(row, line++, 1);
    };
    choice(tr("Theme"), {tr("System"), tr("Light"), tr("Dark")}, static_cast<int>(theme.scheme()),
           [&theme](int i) { theme.setScheme(static_cast<Theme::Scheme>(i)); });
    choice(tr("Language"), {QStringLiteral("English"), QStringLiteral("한국어")}, m_hooks.language() == QStringLiteral("ko") ? 1 : 0,
           [this](int i) { m_hooks.setLanguage(i == 1 ? QStringLiteral("ko") : QStringLiteral("en")); });
    QStringList percents;
    int current = 0;
    for (std::size_t i = 0; i < presentationScales.size(); ++i) {
        percents << QStringLiteral("%1 %").arg(qRound(presentationScales[i] * 100));
        if (qFuzzyCompare(presentationScales[i], theme.scale())) current = static_cast<int>(i);
    }
    choice(tr("Presentation"), percents, current, [&theme](int i) { theme.setScale(presentationScales[static_cast<std::size_t>(i)]); });
    auto *motion = new QCheckBox(tr("Things move where something moves in the cluster"), page);
    motion->setChecked(theme.motion());
    connect(motion, &QCheckBox::toggled, &theme, &Theme::setMotion);
    grid->addWidget(new QLabel(tr("Motion"), page), line, 0);
    grid->addWidget(motion, line, 1);
    column->addLayout(grid);
    column->addStretch(1);
    return page;
}

QWidget *PreferencesDialog::makeShortcuts()
{
    auto *page = new QWidget(this);
    const Theme &theme = m_context.theme;
    QVBoxLayout *column = pageLayout(page, tr("Shortcuts"),
                                     tr("Choose an action and press the keys that it shall have. Ctrl+F finds an action in the list."));
    m_table = new TableView(m_context.theme, page);
    m_model = new ShortcutsModel(m_registry, m_table);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnWidths({0, 84, 112, 112});
    m_table->setAccessibleName(tr("Actions and their shortcuts"));
    column->addWidget(m_table, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(10));
    m_chosen = new QLabel(page);
    m_chosen->setFont(theme.font(Theme::Type::bodyMedium));
    m_edit = new QKeySequenceEdit(page);
    m_edit->setAccessibleName(tr("New shortcut"));
    m_edit->setMaximumWidth(theme.px(180));
    m_edit->setClearButtonEnabled(true);
    m_reset = new QPushButton(tr("Reset"), page);
    auto *resetAll = new QPushButton(tr("Reset all"), page);
    row->addWidget(m_chosen, 1);
    row->addWidget(m_edit);
    row->addWidget(m_reset);
    row->addWidget(resetAll);
    column->addLayout(row);
    auto *conflictRow = new QHBoxLayout;
    m_conflict = new QLabel(page);
    m_conflict->setProperty("role", QStringLiteral("warning"));
    m_conflict->setWordWrap(true);
    m_take = new QPushButton(tr("Take it anyway"), page);
    m_take->setProperty("dense", true);
    // The list keeps its height when there is a conflict to tell.
    QSizePolicy keeps = m_take->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_take->setSizePolicy(keeps);
    conflictRow->addWidget(m_conflict, 1);
    conflictRow->addWidget(m_take);
    column->addLayout(conflictRow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        const QModelIndex own = m_table->toModel(index);
        m_id = own.isValid() ? m_model->entry(own.row()).id : QString();
        showShortcut();
    });
    connect(m_edit, &QKeySequenceEdit::editingFinished, this, [this] { setKeys(m_edit->keySequence(), false); });
    connect(m_take, &QPushButton::clicked, this, [this] { setKeys(m_edit->keySequence(), true); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_registry.resetKeys(m_id);
        showShortcut();
    });
    connect(resetAll, &QPushButton::clicked, this, [this] {
        m_registry.resetAllKeys();
        showShortcut();
    });
    showShortcut();
    return page;
}

void PreferencesDialog::showShortcut()
{
    const ActionRegistry::Entry *entry = m_registry.find(m_id);
    m_chosen->setText(entry ? entry->text() : tr("No action chosen"));
    m_edit->setEnabled(entry != nullptr);
    m_edit->setKeySequence(entry ? entry->keys : QKeySequence());
    m_reset->setEnabled(entry && entry->keys != entry->standard);
    m_conflict->clear();
    m_take->hide();
}

void PreferencesDialog::showPage(Section page) { m_list->setCurrentRow(static_cast<int>(page)); }

void PreferencesDialog::editShortcut(const QString &id)
{
    showPage(Section::shortcuts);
    const int row = m_model->rowOf(id);
    if (row >= 0) m_table->setCurrentIndex(m_table->fromModel(m_model->index(row, 0)));
}

void PreferencesDialog::setKeys(const QKeySequence &keys, bool force)
{
    if (m_id.isEmpty()) return;
    if (const ActionRegistry::Entry *other = m_registry.conflict(m_id, keys)) {
        if (!force) {
            m_edit->setKeySequence(keys);
            m_conflict->setText(tr("%1 belongs to “%2”, which would have no shortcut then.").arg(keysText(keys), other->text()));
            m_take->show();
            // The sentence takes a line or two from the list: the row that it is about stays in sight.
            QTimer::singleShot(0, m_table, [table = m_table] { table->scrollTo(table->currentIndex()); });
            return;
        }
        m_registry.setKeys(QString(other->id), {});
    }
    m_registry.setKeys(m_id, keys);
    showShortcut();
}

QWidget *PreferencesDialog::makeLayout()
{
    auto *page = new QWidget(this);
    const Theme &theme = m_context.theme;
    QVBoxLayout *column =
        pageLayout(page, tr("Layouts"), tr("Arrangements of the panels under a name. Ctrl+Z takes a change of the layout back."));
    m_layoutList = new QListWidget(page);
    m_layoutList->setAccessibleName(tr("Saved layouts"));
    column->addWidget(m_layoutList, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(10));
    auto *use = new QPushButton(tr("Use"), page);
    auto *remove = new QPushButton(tr("Delete"), page);
    auto *save = new QPushButton(tr("Save the present one…"), page);
    auto *standard = new QPushButton(tr("Restore default layout"), page);
    for (QPushButton *button : {use, remove, save}) row->addWidget(button);
    row->addStretch(1);
    row->addWidget(standard);
    column->addLayout(row);
    const auto name = [this] {
        return m_layoutList->currentItem() ? m_layoutList->currentItem()->data(Qt::UserRole).toString() : QString();
    };
    const auto enable = [use, remove, name] {
        use->setEnabled(!name().isEmpty());
        remove->setEnabled(!name().isEmpty());
    };
    connect(m_layoutList, &QListWidget::currentRowChanged, page, enable);
    connect(use, &QPushButton::clicked, this, [this, name] { m_hooks.useLayout(name()); });
    connect(m_layoutList, &QListWidget::itemActivated, this, [this, name] { m_hooks.useLayout(name()); });
    connect(remove, &QPushButton::clicked, this, [this, name] { m_layouts.remove(name()); });
    connect(save, &QPushButton::clicked, this, [this] { m_hooks.saveLayout(); });
    connect(standard, &QPushButton::clicked, this, [this] { m_hooks.restoreDefaultLayout(); });
    fillLayouts();
    enable();
    return page;
}

void PreferencesDialog::fillLayouts()
{
    m_layoutList->clear();
    for (const QString &name : m_layouts.names()) {
        auto *item = new QListWidgetItem(lineIcon(m_context.theme, QStringLiteral("layout")), name, m_layoutList);
        item->setData(Qt::UserRole, name);
    }
    if (m_layoutList->count() == 0) {
        auto *none = new QListWidgetItem(tr("No layout has been saved yet."), m_layoutList);
        none->setFlags(Qt::NoItemFlags);
    } else {
        m_layoutList->setCurrentRow(0);
    }
}

QWidget *PreferencesDialog::makeData()
{
    auto *page = new QWidget(this);
    const Theme &theme = m_context.theme;
    QVBoxLayout *column = pageLayout(page, tr("Data"), tr("Where Vitrine keeps what it keeps. Nothing of it leaves this machine."));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(20));
    grid->setVerticalSpacing(theme.px(10));
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto place = [&](const QString &caption, const QString &path, const QString &otherwise) {
        auto *label = new QLabel(caption, page);
        grid->addWidget(label, line, 0, Qt::AlignTop);
        auto *text = new QLabel(path.isEmpty() ? otherwise : path, page);
        text->setFont(theme.font(path.isEmpty() ? Theme::Type::body : Theme::Type::mono));
        text->setWordWrap(true);
        text->setAccessibleName(caption + QStringLiteral(": ") + text->text());
        if (!path.isEmpty()) text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        grid->addWidget(text, line++, 1);
    };
    const bool kept = UserSettings::areKept();
    place(tr("Preferences"), kept ? QSettings().fileName() : QString(), tr("not kept in this run"));
    place(tr("Autosave"), m_hooks.recoveryFile, tr("off in this run"));
    place(tr("The cluster"), m_hooks.dataDirectory, tr("in memory: a simulation has no directory"));
    column->addLayout(grid);
    column->addSpacing(theme.px(8));
    auto *forget = new QPushButton(tr("Forget what was used last"), page);
    forget->setToolTip(tr("The actions and places that the palette offers first."));
    forget->setEnabled(kept);
    connect(forget, &QPushButton::clicked, this, [forget] {
        UserSettings::remove(QStringLiteral("palette/recent"));
        forget->setEnabled(false);
    });
    auto *tables = new QPushButton(tr("Forget columns and order of all tables"), page);
    tables->setEnabled(kept);
    connect(tables, &QPushButton::clicked, this, [tables] {
        UserSettings::remove(QStringLiteral("tables"));
        tables->setEnabled(false);
    });
    for (QPushButton *button : {forget, tables}) column->addWidget(button, 0, Qt::AlignLeft);
    column->addStretch(1);
    return page;
}

ShortcutsDialog::ShortcutsDialog(const Context &context, const ActionRegistry &registry, QWidget *parent) : QDialog(parent)
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Shortcuts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(24), theme.px(18), theme.px(24), theme.px(16));
    layout->setSpacing(theme.px(14));
    auto *columns = new QHBoxLayout;
    columns->setSpacing(theme.px(40));
    layout->addLayout(columns, 1);
    QList<QGridLayout *> grids;
    for (int i = 0; i < 2; ++i) {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(theme.px(24));
        grid->setVerticalSpacing(theme.px(5));
        grid->setColumnStretch(0, 1);
        columns->addLayout(grid, 1);
        grids << grid;
    }
    QList<std::pair<QString, QList<std::pair<QString, QString>>>> sections;
    using Category = ActionRegistry::Category;
    for (const Category category :
         {Category::file, Category::edit, Category::view, Category::panels, Category::cluster, Category::simulation, Category::help}) {
        QList<std::pair<QString, QString>> lines;
        for (const ActionRegistry::Entry &entry : registry.entries())
            if (entry.category == category && entry.isVisible() && !entry.keys.isEmpty() && !entry.text().isEmpty())
                lines.append({entry.text(), keysText(entry.keys)});
        if (!lines.isEmpty()) sections.append({ActionRegistry::categoryText(category), lines});
    }
    const auto native = [](const char *keys) { return keysText(QKeySequence(QLatin1String(keys))); };
    sections.append({tr("In tables"),
                     {{tr("Filter rows"), native("Ctrl+F")},
                      {tr("Copy the chosen rows"), native("Ctrl+C")},
                      {tr("Show all rows again"), native("Esc")}}});
    sections.append(
        {tr("In the command line"),
         {{tr("Complete"), native("Tab")}, {tr("Copy as command"), native("Ctrl+Shift+C")}, {tr("What was typed before"), native("Up")}}});
    sections.append({tr("On the map"), {{tr("Another replica"), native("Left")}, {tr("What can be done to it"), native("Return")}}});
    // Into the shorter column.
    QList<int> heights(2, 0);
    for (const auto &[title, lines] : sections) {
        const int at = heights[0] <= heights[1] ? 0 : 1;
        QGridLayout *grid = grids[at];
        auto *head = new QLabel(title, this);
        head->setFont(theme.font(Theme::Type::smallStrong));
        head->setProperty("role", QStringLiteral("accent"));
        if (heights[at] > 0) grid->setRowMinimumHeight(heights[at]++, theme.px(8));
        grid->addWidget(head, heights[at]++, 0, 1, 2);
        for (const auto &[text, keys] : lines) {
            grid->addWidget(new QLabel(text, this), heights[at], 0);
            grid->addWidget(keyLabel(theme, keys, this), heights[at]++, 1, Qt::AlignRight);
        }
    }
    for (int i = 0; i < 2; ++i) grids[i]->setRowStretch(heights[i], 1);
    auto *row = new QHBoxLayout;
    auto *change = new QPushButton(tr("Change…"), this);
    auto *close = new QPushButton(tr("Close"), this);
    close->setProperty("kind", QStringLiteral("primary"));
    close->setDefault(true);
    row->addWidget(change);
    row->addStretch(1);
    row->addWidget(close);
    layout->addLayout(row);
    setMinimumWidth(theme.px(720));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(change, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT changeWanted();
    });
}

}  // namespace vitrine::ui
