// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/produce/produce_page.h"

#include <algorithm>
#include <array>

#include <QButtonGroup>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStyle>
#include <QThreadPool>
#include <QVBoxLayout>

#include "ui/common/bytes_text.h"
#include "ui/common/choices.h"
#include "ui/common/combo_box.h"
#include "ui/common/format.h"
#include "ui/common/read_only.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/murmur2.h"
#include "ui/session/partition_rules.h"
#include "ui/session/record_template.h"

namespace vitrine::ui {

namespace {

enum Label {
    topicLabel,
    partitionerLabel,
    keyLabel,
    valueLabel,
    acksLabel,
    codecLabel,
    lingerLabel,
    batchSizeLabel,
    inFlightLabel,
    countLabel,
    rateLabel,
    labelCount
};
// The steps of the slider; the last one is unlimited.
constexpr std::array rates{1, 2, 5, 10, 20, 50, 100, 200, 500, 1'000, 2'000, 5'000, 10'000, 20'000, 50'000, 100'000, 0};
constexpr int rateMax = 100'000;

void setRole(QLabel *label, const QString &role)
{
    if (label->property("role").toString() == role) return;
    label->setProperty("role", role);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

}  // namespace

ProducePage::ProducePage(const Context &context, QWidget *parent) : Page(context, parent)
{
    for (QLabel *&label : m_labels) label = new QLabel(this);
    auto *columns = new QHBoxLayout(this);
    columns->setObjectName(QStringLiteral("columns"));
    buildForm();
    buildResults();
    auto *shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this);
    shortcut->setObjectName(QStringLiteral("produce.send"));
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    // The palette names it before the page was ever shown.
    shortcut->setWhatsThis(tr("Send the record"));
    connect(shortcut, &QShortcut::activated, this, &ProducePage::send);
}

void ProducePage::buildForm()
{
    auto *columns = static_cast<QHBoxLayout *>(layout());
    auto *left = new QVBoxLayout;
    left->setObjectName(QStringLiteral("left"));
    columns->addLayout(left, 5);

    m_topic = new ComboBox(this);
    m_partitioner = new ComboBox(this);
    m_partition = new ComboBox(this);
    auto *where = new QHBoxLayout;
    where->setObjectName(QStringLiteral("where"));
    where->addWidget(m_labels[topicLabel]);
    where->addWidget(m_topic, 3);
    where->addWidget(m_labels[partitionerLabel]);
    where->addWidget(m_partitioner, 2);
    where->addWidget(m_partition);
    left->addLayout(where);
    m_topic->setMinimumContentsLength(8);
    for (QComboBox *box : {m_topic, m_partitioner}) box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_partition->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_partitioner->setMinimumContentsLength(8);
    for (int i = 0; i < 3; ++i) m_partitioner->addItem(QString());

    auto *bar = new QHBoxLayout;
    bar->setObjectName(QStringLiteral("sheets"));
    m_sheetButtons = new QButtonGroup(this);
    for (int i = 0; i < 4; ++i) {
        m_sheets[i] = new QToolButton(this);
        m_sheets[i]->setCheckable(true);
        m_sheets[i]->setProperty("tab", true);
        m_sheetButtons->addButton(m_sheets[i], i);
        bar->addWidget(m_sheets[i]);
    }
    m_sheets[0]->setChecked(true);
    bar->addStretch(1);
    left->addLayout(bar);
    m_sheet = new QStackedWidget(this);
    // In a low panel the sheet is scrolled, not what sends.
    auto *scroller = new QScrollArea(this);
    scroller->setWidgetResizable(true);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setFocusPolicy(Qt::NoFocus);
    scroller->viewport()->setAutoFillBackground(false);
    scroller->setWidget(m_sheet);
    m_sheet->setAutoFillBackground(false);
    scroller->setMinimumHeight(theme().px(72));
    left->addWidget(scroller, 1);
    connect(m_sheetButtons, &QButtonGroup::idClicked, m_sheet, &QStackedWidget::setCurrentIndex);
    connect(m_sheet, &QStackedWidget::currentChanged, this, &ProducePage::fitSheet);

    // Record
    auto *record = new QWidget(m_sheet);
    m_form = new QGridLayout(record);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_keyForm = new ComboBox(record);
    m_key = new QLineEdit(record);
    m_hint = new QLabel(record);
    m_hint->setWordWrap(true);
    m_valueForm = new ComboBox(record);
    m_valueEditors = new QStackedWidget(record);
    m_value = new QPlainTextEdit(m_valueEditors);
    m_valueHint = new QLabel(record);
    for (int i = 0; i < 4; ++i) m_keyForm->addItem(QString());
    for (int i = 0; i < 6; ++i) m_valueForm->addItem(QString());
    m_form->addWidget(m_labels[keyLabel], 0, 0);
    m_form->addWidget(m_keyForm, 0, 1);
    m_form->addWidget(m_key, 0, 2);
    m_form->addWidget(m_hint, 1, 1, 1, 2);
    m_form->addWidget(m_labels[valueLabel], 2, 0, Qt::AlignTop);
    m_form->addWidget(m_valueForm, 2, 1, Qt::AlignTop);
    m_form->addWidget(m_valueEditors, 2, 2);
    m_form->addWidget(m_valueHint, 3, 1, 1, 2);
    m_form->setColumnStretch(2, 1);
    m_form->setRowStretch(2, 1);
    m_valueEditors->addWidget(m_value);
    auto *file = new QWidget(m_valueEditors);
    auto *fileColumn = new QVBoxLayout(file);
    fileColumn->setContentsMargins(0, 0, 0, 0);
    auto *fileRow = new QHBoxLayout;
    m_path = new QLineEdit(file);
    m_browse = new QPushButton(file);
    m_eachLine = new QCheckBox(file);
    fileRow->addWidget(m_path, 1);
    fileRow->addWidget(m_browse);
    fileColumn->addLayout(fileRow);
    fileColumn->addWidget(m_eachLine);
    fileColumn->addStretch(1);
    m_eachLine->setChecked(true);
    m_valueEditors->addWidget(file);
    m_sheet->addWidget(record);
    m_value->setTabChangesFocus(true);
    m_value->setMinimumHeight(36);
    // It takes what is left, so that what is said below it stays in sight.
    m_value->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);

    // Headers
    m_headers = new HeadersEdit(context(), m_sheet);
    m_sheet->addWidget(m_headers);

    // Partition
    auto *partition = new QWidget(m_sheet);
    auto *partitionColumn = new QVBoxLayout(partition);
    partitionColumn->setContentsMargins(0, 0, 0, 0);
    m_explanation = new QLabel(partition);
    m_explanation->setWordWrap(true);
    m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_rules = new RulesEdit(context(), partition);
    partitionColumn->addWidget(m_explanation);
    partitionColumn->addWidget(m_rules, 1);
    partitionColumn->addStretch(0);
    m_sheet->addWidget(partition);

    // Producer
    auto *producer = new QWidget(m_sheet);
    m_producerForm = new QGridLayout(producer);
    m_producerForm->setContentsMargins(0, 0, 0, 0);
    m_acks = new ComboBox(producer);
    m_idempotence = new QCheckBox(QStringLiteral("enable.idempotence"), producer);
    m_linger = new QSpinBox(producer);
    m_batchSize = new QSpinBox(producer);
    m_codec = new ComboBox(producer);
    m_inFlight = new QSpinBox(producer);
    m_producerHint = new QLabel(producer);
    const auto place = [this](int row, int column, Label label, QWidget *widget) {
        m_producerForm->addWidget(m_labels[label], row, column);
        m_producerForm->addWidget(widget, row, column + 1);
        m_labels[label]->setBuddy(widget);
    };
    place(0, 0, acksLabel, m_acks);
    m_producerForm->addWidget(m_idempotence, 0, 2, 1, 2);
    place(1, 0, codecLabel, m_codec);
    place(1, 2, inFlightLabel, m_inFlight);
    place(2, 0, lingerLabel, m_linger);
    place(2, 2, batchSizeLabel, m_batchSize);
    m_producerForm->addWidget(m_producerHint, 3, 0, 1, 4);
    m_producerForm->setRowStretch(4, 1);
    m_producerForm->setColumnStretch(1, 1);
    m_producerForm->setColumnStretch(3, 1);
    m_producerHint->setWordWrap(true);
    m_acks->addItem(QStringLiteral("all"), -1);
    m_acks->addItem(QStringLiteral("1"), 1);
    m_acks->addItem(QStringLiteral("0"), 0);
    m_idempotence->setChecked(true);
    m_codec->addItems(
        {QStringLiteral("none"), QStringLiteral("gzip"), QStringLiteral("snappy"), QStringLiteral("lz4"), QStringLiteral("zstd")});
    m_linger->setRange(0, 10'000);
    m_linger->setValue(5);
    m_linger->setSuffix(QStringLiteral(" ms"));
    m_batchSize->setRange(1, 1'000'000);
    m_batchSize->setGroupSeparatorShown(true);
    m_batchSize->setValue(16'384);
    m_batchSize->setSuffix(QStringLiteral(" B"));
    m_inFlight->setRange(1, 100);
    m_inFlight->setValue(5);
    m_sheet->addWidget(producer);
    fitSheet();
    for (QWidget *box : std::initializer_list<QWidget *>{m_acks, m_codec, m_linger, m_batchSize, m_inFlight})
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);

    // How many, how fast
    auto *send = new QHBoxLayout;
    send->setObjectName(QStringLiteral("bar"));
    m_count = new QSpinBox(this);
    m_rateSlider = new QSlider(Qt::Horizontal, this);
    m_rate = new QSpinBox(this);
    m_stop = new QPushButton(this);
    m_send = new QPushButton(this);
    send->addWidget(m_labels[countLabel]);
    send->addWidget(m_count);
    send->addWidget(m_labels[rateLabel]);
    send->addWidget(m_rateSlider, 1);
    send->addWidget(m_rate);
    send->addWidget(m_stop);
    send->addWidget(m_send);
    left->addLayout(send);
    m_count->setRange(1, 10'000'000);
    m_count->setGroupSeparatorShown(true);
    m_rate->setRange(0, rateMax);
    m_rate->setGroupSeparatorShown(true);
    m_rateSlider->setRange(0, static_cast<int>(rates.size()) - 1);
    m_rateSlider->setValue(m_rateSlider->maximum());
    m_rateSlider->setPageStep(3);
    m_send->setProperty("kind", QStringLiteral("primary"));
    m_stop->hide();
    m_key->setText(QStringLiteral("customer-17"));
    m_value->setPlainText(QStringLiteral("{\"order\": {n}, \"amount\": 42}"));
    m_valueForm->setCurrentIndex(static_cast<int>(ValueForm::generated));

    connect(m_topic, &QComboBox::currentIndexChanged, this, [this] {
        syncPartitions();
        updateForm();
    });
    for (QComboBox *box : {m_partitioner, m_partition, m_keyForm, m_valueForm, m_acks})
        connect(box, &QComboBox::currentIndexChanged, this, &ProducePage::updateForm);
    connect(m_partitioner, &QComboBox::activated, this, [this] {
        if (partitioner() == Partitioner::rules) showSheet(Sheet::partition);
    });
    connect(m_key, &QLineEdit::textChanged, this, &ProducePage::updateForm);
    connect(m_value, &QPlainTextEdit::textChanged, this, &ProducePage::updateForm);
    connect(m_headers, &RowsEdit::changed, this, &ProducePage::updateForm);
    connect(m_rules, &RowsEdit::changed, this, &ProducePage::updateForm);
    connect(m_idempotence, &QCheckBox::toggled, this, &ProducePage::updateForm);
    connect(m_count, &QSpinBox::valueChanged, this, &ProducePage::updateForm);
    connect(m_path, &QLineEdit::editingFinished, this, &ProducePage::readFile);
    connect(m_eachLine, &QCheckBox::toggled, this, &ProducePage::readFile);
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Values of records"));
        if (!path.isEmpty()) setValueFile(path, m_eachLine->isChecked());
    });
    connect(m_rateSlider, &QSlider::valueChanged, this, [this](int step) { m_rate->setValue(rates[static_cast<std::size_t>(step)]); });
    connect(m_rate, &QSpinBox::valueChanged, this, [this](int rate) {
        // The step at or above what was written; the number stays as it is.
        const auto step = rate == 0 ? rates.end() - 1 : std::ranges::find_if(rates, [rate](int each) { return each >= rate; });
        const QSignalBlocker quiet(m_rateSlider);
        m_rateSlider->setValue(static_cast<int>(step - rates.begin()));
    });
    connect(m_send, &QPushButton::clicked, this, &ProducePage::send);
    connect(m_stop, &QPushButton::clicked, this, &ProducePage::stopSending);
}

// A sheet is scrolled when it needs more room than there is, not when another one would.
void ProducePage::fitSheet()
{
    for (int i = 0; i < m_sheet->count(); ++i) {
        const auto policy = i == m_sheet->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_sheet->widget(i)->setSizePolicy(policy, policy);
    }
}

void ProducePage::buildResults()
{
    auto *columns = static_cast<QHBoxLayout *>(layout());
    auto *right = new QVBoxLayout;
    right->setObjectName(QStringLiteral("right"));
    columns->addLayout(right, 6);
    m_showRecords = new QToolButton(this);
    m_showInside = new QToolButton(this);
    m_summary = new ElidedLabel(this);
    m_clear = new QPushButton(this);
    m_right = new QStackedWidget(this);
    m_results = new ResultsModel(this);
    m_table = new TableView(context().theme, m_right);
    m_inside = new InsideView(context(), m_right);
    auto *status = new QHBoxLayout;
    auto *halves = new QButtonGroup(this);
    for (QToolButton *button : {m_showRecords, m_showInside}) {
        button->setCheckable(true);
        button->setProperty("tab", true);
        halves->addButton(button);
        status->addWidget(button);
    }
    m_showRecords->setChecked(true);
    status->addStretch(1);
    status->addWidget(m_clear);
    right->addLayout(status);
    // What keeps the rate from the one that was asked for is a sentence.
    right->addWidget(m_summary);
    right->addWidget(m_right, 1);
    m_right->addWidget(m_table);
    m_right->addWidget(m_inside);
    m_clear->setProperty("dense", true);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_summary->hide();
    m_table->setObjectName(QStringLiteral("results"));
    m_table->setModel(m_results);
    m_table->setColumnWidths({64, 0, 110, 84, 76});
    connect(m_showRecords, &QToolButton::clicked, this, [this] { showInside(false); });
    connect(m_showInside, &QToolButton::clicked, this, [this] { showInside(true); });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_results->clear();
        m_summary->setText({});
        m_summary->hide();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_following = value >= m_table->verticalScrollBar()->maximum() - 2; });
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_following) m_table->scrollToBottom();
    });
}

QString ProducePage::tabName() const { return tr("Produce"); }
QString ProducePage::title() const { return tr("Produce"); }
QString ProducePage::subtitle() const { return tr("records from this window, through the same protocol as any client"); }

void ProducePage::setKey(const QString &key, KeyForm form)
{
    m_keyForm->setCurrentIndex(static_cast<int>(form));
    m_key->setText(key);
}

void ProducePage::setValue(const QString &value, ValueForm form)
{
    m_valueForm->setCurrentIndex(static_cast<int>(form));
    m_value->setPlainText(value);
}

void ProducePage::setValueFile(const QString &path, bool eachLine)
{
    m_valueForm->setCurrentIndex(static_cast<int>(ValueForm::file));
    const QSignalBlocker quiet(m_eachLine);
    m_eachLine->setChecked(eachLine);
    m_path->setText(path);
    readFile();
}

void ProducePage::setPartitioner(Partitioner partitioner, std::int32_t fixed)
{
    m_partitioner->setCurrentIndex(static_cast<int>(partitioner));
    m_partition->setCurrentIndex(fixed);
}

void ProducePage::fill(const QString &topic, const std::optional<QByteArray> &key, const std::optional<QByteArray> &value,
                       const QList<Header> &headers)
{
    // A panel that nobody saw yet has not heard of every topic.
    syncTopics();
    if (const int index = m_topic->findText(topic); index >= 0) m_topic->setCurrentIndex(index);
    if (!key) m_keyForm->setCurrentIndex(static_cast<int>(KeyForm::null));
    // A line break cannot stand in one line.
    else if (isReadableText(*key) && !key->contains('\n') && !key->contains('\r')) setKey(QString::fromUtf8(*key));
    else setKey(hexText(*key), KeyForm::hex);
    if (!value) m_valueForm->setCurrentIndex(static_cast<int>(ValueForm::null));
    // The editor knows one kind of line end.
    else if (isReadableText(*value) && !value->contains('\r')) {
        const bool json = (value->startsWith('{') || value->startsWith('[')) && !jsonProblem(*value);
        setValue(QString::fromUtf8(*value), json ? ValueForm::json : ValueForm::text);
    } else setValue(hexText(*value, value->size()), ValueForm::hex);
    m_headers->setHeaders(headers);
    m_count->setValue(1);
    showSheet(Sheet::record);
    updateForm();
}

void ProducePage::showSheet(Sheet sheet)
{
    m_sheets[static_cast<int>(sheet)]->setChecked(true);
    m_sheet->setCurrentIndex(static_cast<int>(sheet));
}

void ProducePage::showInside(bool inside)
{
    (inside ? m_showInside : m_showRecords)->setChecked(true);
    m_right->setCurrentIndex(inside ? 1 : 0);
}

void ProducePage::syncTopics()
{
    QStringList wanted;
    for (const TopicState *topic : session().cluster().topics())
        if (!topic->internal) wanted << toQString(topic->name);
    offerChoices(m_topic, wanted);
    syncPartitions();
}

int ProducePage::partitionCount() const
{
    const TopicState *topic = session().cluster().topic(m_topic->currentText().toStdString());
    return topic ? static_cast<int>(topic->partitions.size()) : 0;
}

void ProducePage::syncPartitions()
{
    QStringList places;
    for (int i = 0; i < partitionCount(); ++i) places << QString::number(i);
    offerPlaces(m_partition, places);
}

void ProducePage::refresh(const SessionUpdate *update)
{
    if (update && !update->structureChanged()) return;
    syncTopics();
    if (!update) selectionChanged();
    updateForm();
}

void ProducePage::selectionChanged()
{
    const int index = m_topic->findText(selection().topic());
    if (index >= 0 && !m_task) m_topic->setCurrentIndex(index);
}

void ProducePage::readFile()
{
    m_file = {};
    if (m_path->text().isEmpty()) return updateForm();
    m_file.problem = tr("Reading…");
    updateForm();
    QThreadPool::globalInstance()->start(
        [page = QPointer<ProducePage>(this), path = m_path->text(), eachLine = m_eachLine->isChecked(), reading = ++m_reading] {
            ValueFile file = ValueFile::read(path, eachLine);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [page, reading, file = std::move(file)] {
                    if (!page || page->m_reading != reading) return;
                    page->m_file = file;
                    if (!file.values.isEmpty()) page->m_count->setValue(static_cast<int>(file.values.size()));
                    page->updateForm();
                },
                Qt::QueuedConnection);
        });
}

std::optional<QByteArray> ProducePage::firstKey(QString *problem) const
{
    switch (keyForm()) {
    case KeyForm::null: return std::nullopt;
    case KeyForm::text: return m_key->text().toUtf8();
    case KeyForm::hex: {
        auto bytes = bytesOfHex(m_key->text());
        if (!bytes && problem) *problem = tr("The key: pairs of hexadecimal digits are expected, like 0a ff.");
        return bytes;
    }
    case KeyForm::generated: break;
    }
    const auto made = RecordTemplate::parse(m_key->text().toUtf8());
    if (!made) {
        if (problem) *problem = tr("The key: %1").arg(made.error().sentence);
        return std::nullopt;
    }
    std::mt19937_64 random(1);
    return made->expand(0, to_milliseconds(session().wallNow()), random);
}

void ProducePage::updateValue()
{
    m_valueProblem.clear();
    QString hint;
    const QString text = m_value->toPlainText();
    switch (valueForm()) {
    case ValueForm::text: hint = tr("%n byte(s)", nullptr, static_cast<int>(text.toUtf8().size())); break;
    case ValueForm::json:
        if (const auto problem = jsonProblem(text.toUtf8()))
            m_valueProblem = tr("Not valid JSON at byte %1: %2").arg(problem->at).arg(problem->sentence);
        else hint = tr("JSON, %n byte(s)", nullptr, static_cast<int>(text.toUtf8().size()));
        break;
    case ValueForm::hex: {
        qsizetype badAt = 0;
        const auto bytes = bytesOfHex(text, &badAt);
        if (bytes) hint = tr("%n byte(s)", nullptr, static_cast<int>(bytes->size()));
        else m_valueProblem = tr("Pairs of hexadecimal digits are expected, like 0a ff; see character %1.").arg(badAt + 1);
        break;
    }
    case ValueForm::generated: {
        const auto made = RecordTemplate::parse(text.toUtf8());
        if (made) {
            std::mt19937_64 random(1);
            hint = tr("for example %1").arg(Format::payload(made->expand(0, to_milliseconds(session().wallNow()), random), 160));
        } else {
            m_valueProblem = tr("At byte %1: %2").arg(made.error().position).arg(made.error().sentence);
        }
        break;
    }
    case ValueForm::file:
        if (!m_file.problem.isEmpty()) m_valueProblem = m_file.problem;
        else if (m_file.values.isEmpty()) m_valueProblem = tr("Choose a file.");
        else
            hint = tr("%n value(s), %1; more records than that begin again with the first", nullptr, static_cast<int>(m_file.values.size()))
                       .arg(Format::bytes(m_file.sizeBytes));
        break;
    case ValueForm::null: hint = tr("null: a tombstone, which deletes the key in a compacted topic"); break;
    }
    m_valueHint->setText(m_valueProblem.isEmpty() ? hint : m_valueProblem);
    m_valueHint->setToolTip(m_valueHint->text());
    setRole(m_valueHint, m_valueProblem.isEmpty() ? QStringLiteral("muted") : QStringLiteral("bad"));
    m_valueEditors->setCurrentIndex(valueForm() == ValueForm::file ? 1 : 0);
    m_value->setEnabled(valueForm() != ValueForm::null);
}

QString ProducePage::problem() const
{
    QString text;
    if (!firstKey(&text) && !text.isEmpty()) return text;
    if (!m_valueProblem.isEmpty()) return m_valueProblem;
    if (const auto headers = m_headers->headers(); !headers) return headers.error();
    if (partitioner() == Partitioner::rules)
        if (const auto rules = m_rules->rules(partitionCount()); !rules) return rules.error();
    return {};
}

void ProducePage::updateForm()
{
    updateValue();
    m_key->setEnabled(keyForm() != KeyForm::null);
    m_partition->setVisible(partitioner() == Partitioner::fixed);
    m_rules->setVisible(partitioner() == Partitioner::rules);
    // Only with acks=all is an answer one of all replicas, on which sequences build.
    m_idempotence->setEnabled(m_acks->currentData().toInt() == -1);
    const bool idempotent = m_idempotence->isEnabled() && m_idempotence->isChecked();
    m_inFlight->setMaximum(idempotent ? 5 : 100);
    m_producerHint->setText(
        idempotent ? tr("Each batch carries producer id, epoch and sequence: what a retry sends twice is stored once and in order.")
        : m_acks->currentData().toInt() == 0 ? tr("acks=0: nobody answers, what is lost is lost without a word.")
                                             : tr("Without idempotence a retry can store a batch twice, or out of order."));
    const auto headers = m_headers->headers();
    m_sheets[static_cast<int>(Sheet::headers)]->setText(headers && headers->isEmpty() ? tr("Headers")
                                                        : headers                     ? tr("Headers (%1)").arg(headers->size())
                                                                                      : tr("Headers (!)"));
    const TopicState *topic = session().cluster().topic(m_topic->currentText().toStdString());
    const bool possible = topic && !topic->partitions.empty();
    const QString wrong = problem();
    setDeed(*m_send, session(), possible && wrong.isEmpty() && !m_task, wrong.isEmpty() ? QStringLiteral("Ctrl+Return") : wrong);
    if (possible) updateHint(*topic);
    else {
        m_hint->setText(m_topic->count() == 0 ? tr("There is no topic yet.") : QString());
        m_explanation->clear();
    }
}

void ProducePage::updateHint(const TopicState &topic)
{
    QString keyProblem;
    const std::optional<QByteArray> key = firstKey(&keyProblem);
    const auto count = static_cast<std::int32_t>(topic.partitions.size());
    const auto headers = m_headers->headers();
    QString text;
    bool bad = true;
    if (!keyProblem.isEmpty()) text = keyProblem;
    else if (!headers) text = headers.error();
    else {
        bad = false;
        const auto rules = m_rules->rules(count);
        std::optional<std::int32_t> partition;
        if (partitioner() == Partitioner::fixed) {
            partition = m_partition->currentIndex();
            text = tr("→ partition %1, as chosen; the key does not decide").arg(*partition);
        } else if (partitioner() == Partitioner::rules && !rules) {
            text = rules.error();
            bad = true;
        } else if (const auto rule = partitioner() == Partitioner::rules ? ruleForKey(*rules, key) : std::nullopt) {
            partition = rules->at(*rule).partition;
            text = tr("→ partition %1: rule %2, \"%3\"").arg(*partition).arg(*rule + 1).arg(rules->at(*rule).keyPattern);
        } else if (!key) {
            text = tr("→ without a key: one partition for a batch, then another (sticky)");
        } else {
            partition = partitionForKey(*key, count);
            text = tr("→ partition %1: murmur2 of the key is %2, without its sign modulo %3")
                       .arg(*partition)
                       .arg(Format::number(murmur2(*key)))
                       .arg(count);
        }
        const auto made = keyForm() == KeyForm::generated ? RecordTemplate::parse(m_key->text().toUtf8()) : RecordTemplate();
        if (made && made->varies() && partitioner() != Partitioner::fixed && !bad) text = tr("record 0 ") + text;
        if (partition && *partition >= 0 && *partition < count &&
            topic.partitions[static_cast<std::size_t>(*partition)].meta.leader == no_broker)
            text += QStringLiteral(" · ") + tr("it has no leader now");
    }
    m_hint->setText(text);
    m_hint->setToolTip(text);
    setRole(m_hint, bad ? QStringLiteral("bad") : QStringLiteral("muted"));
    m_explanation->setText(explain(topic, keyProblem.isEmpty() ? key : std::nullopt));
}

QString ProducePage::explain(const TopicState &topic, const std::optional<QByteArray> &key) const
{
    const auto count = static_cast<std::int32_t>(topic.partitions.size());
    if (partitioner() == Partitioner::fixed)
        return tr("The record names its partition. No partitioner is asked, and records of one key may lie in several partitions.");
    QStringList lines;
    if (partitioner() == Partitioner::rules)
        lines << tr("The first rule whose pattern matches the whole key decides; where none does, the key's hash as by default.");
    if (!key) {
        lines << tr(
            "Without a key nothing has to stay together: the producer fills a batch for one partition and then goes on to "
            "another at random (KIP-480, KIP-794).");
        return lines.join(QLatin1Char('\n'));
    }
    const std::int32_t hash = murmur2(*key);
    const std::int32_t positive = hash & 0x7fffffff;
    const std::int32_t partition = positive % count;
    const auto hex = [](std::int32_t value) {
        return QStringLiteral("0x%1").arg(static_cast<std::uint32_t>(value), 8, 16, QLatin1Char('0'));
    };
    lines << tr(
        "The Java client and this window hash the key's bytes with murmur2 (librdkafka's default, consistent_random, with CRC32), so the "
        "same key is always in the same partition while the number of partitions stays:");
    lines << tr("1.  murmur2(%1) = %2 = %3").arg(hexText(*key, 12), hex(hash), Format::number(hash));
    lines << tr("2.  & 0x7fffffff, so that it is not negative = %1").arg(Format::number(positive));
    lines << tr("3.  % %1 partitions = %2").arg(count).arg(partition);
    const BrokerId leader = topic.partitions[static_cast<std::size_t>(partition)].meta.leader;
    lines << (leader == no_broker ? tr("→ %1-%2, which has no leader now").arg(toQString(topic.name)).arg(partition)
                                  : tr("→ %1-%2, whose leader is broker %3").arg(toQString(topic.name)).arg(partition).arg(leader.value()));
    return lines.join(QLatin1Char('\n'));
}

ProduceRequest ProducePage::request() const
{
    ProduceRequest request;
    request.topic = m_topic->currentText();
    if (partitioner() == Partitioner::fixed) request.partition = m_partition->currentIndex();
    if (partitioner() == Partitioner::rules) request.rules = m_rules->rules(partitionCount()).value_or(QList<PartitionRule>());
    request.expandKey = keyForm() == KeyForm::generated;
    request.key = request.expandKey ? std::optional(m_key->text().toUtf8()) : firstKey();
    request.expandValue = valueForm() == ValueForm::generated;
    const QString text = m_value->toPlainText();
    switch (valueForm()) {
    case ValueForm::text:
    case ValueForm::json:
    case ValueForm::generated: request.value = text.toUtf8(); break;
    case ValueForm::hex: request.value = bytesOfHex(text).value_or(QByteArray()); break;
    case ValueForm::file:
        request.values = m_file.values;
        request.value = QByteArray();
        break;
    case ValueForm::null: break;
    }
    request.headers = m_headers->headers().value_or(QList<Header>{});
    request.acks = m_acks->currentData().toInt();
    request.idempotence = m_idempotence->isChecked() && request.acks == -1;
    request.count = m_count->value();
    request.recordsPerSecond = m_rate->value();
    request.compressionType = m_codec->currentText();
    // A single record has nobody to wait for.
    request.lingerMs = request.count == 1 ? 0 : m_linger->value();
    request.batchSizeBytes = m_batchSize->value();
    request.maxInFlight = m_inFlight->value();
    return request;
}

void ProducePage::send()
{
    if (m_task || !m_send->isEnabled()) return;
    m_sent = request();
    // The form holds the file's values, too.
    m_summary->setText(tr("sending…"));
    m_summary->show();
    m_following = true;
    m_task = session().produce(m_sent, this, [this](const ProduceProgress &progress) { showProgress(progress); });
    m_sent.values.clear();
    m_stop->setVisible(m_sent.count > 1);
    updateForm();
}

void ProducePage::stopSending()
{
    if (m_task) session().stop(*m_task);
}

// The rate as it is, beside the one that was asked for, and what keeps them apart.
QString ProducePage::rateText(const ProduceProgress &progress) const
{
    constexpr double millisecondsPerSecond = 1'000;
    const double whole =
        progress.elapsedMs > 0 ? static_cast<double>(progress.acknowledged) / progress.elapsedMs * millisecondsPerSecond : 0;
    const auto perSecond = [](double rate) { return Format::number(static_cast<std::int64_t>(rate)); };
    const double rate = progress.finished ? whole : progress.acknowledgedPerSecond;
    if (rate < 1 || (progress.finished && m_sent.count == 1)) return {};
    if (m_sent.recordsPerSecond <= 0) return QStringLiteral(", ") + tr("%1/s").arg(perSecond(rate));
    QString text = QStringLiteral(", ") + tr("%1/s of %2/s asked for").arg(perSecond(rate), Format::number(m_sent.recordsPerSecond));
    switch (progress.limit) {
    case ProduceProgress::Limit::none: break;
    case ProduceProgress::Limit::acknowledgements:
        text += QStringLiteral(": ") + tr("the brokers take no more, %1 late").arg(Format::number(progress.late));
        break;
    case ProduceProgress::Limit::making:
        text += QStringLiteral(": ") + tr("this machine makes no more records, %1 late").arg(Format::number(progress.late));
        break;
    }
    return text;
}

void ProducePage::colourSummary() { m_summary->setColor(m_wentWrong ? theme().colors().badText : theme().colors().muted); }

void ProducePage::showProgress(const ProduceProgress &progress)
{
    m_results->add(m_sent.topic, progress.results);
    m_inside->showProgress(progress, m_sent.maxInFlight, m_sent.idempotence);
    QString text = tr("%1 acknowledged").arg(Format::number(progress.acknowledged));
    if (progress.failed > 0) text += QStringLiteral(", ") + tr("%1 failed").arg(Format::number(progress.failed));
    text += rateText(progress);
    if (progress.inside.retries > 0) text += QStringLiteral(", ") + tr("%n retry(s)", nullptr, static_cast<int>(progress.inside.retries));
    if (!progress.error.isEmpty()) text = progress.error;
    m_summary->setText(text);
    m_summary->show();
    m_wentWrong = progress.failed > 0 || !progress.error.isEmpty();
    colourSummary();
    if (!progress.finished) return;
    m_task.reset();
    m_stop->hide();
    updateForm();
}

void ProducePage::retranslate()
{
    m_labels[topicLabel]->setText(tr("Topic"));
    m_labels[partitionerLabel]->setText(tr("Partition"));
    m_labels[keyLabel]->setText(tr("Key"));
    m_labels[valueLabel]->setText(tr("Value"));
    // Names of the producer's configuration are Kafka's.
    m_labels[acksLabel]->setText(QStringLiteral("acks"));
    m_labels[codecLabel]->setText(QStringLiteral("compression.type"));
    m_labels[lingerLabel]->setText(QStringLiteral("linger.ms"));
    m_labels[batchSizeLabel]->setText(QStringLiteral("batch.size"));
    m_labels[inFlightLabel]->setText(QStringLiteral("max.in.flight.requests"));
    m_labels[countLabel]->setText(tr("Count"));
    m_labels[rateLabel]->setText(tr("Rate"));
    m_partitioner->setItemText(0, tr("by key"));
    m_partitioner->setItemText(1, tr("as chosen"));
    m_partitioner->setItemText(2, tr("by rules"));
    const QStringList keyForms{tr("text"), tr("generated"), tr("hex"), tr("no key (null)")};
    for (int i = 0; i < keyForms.size(); ++i) m_keyForm->setItemText(i, keyForms.at(i));
    const QStringList valueForms{tr("text"), QStringLiteral("JSON"), tr("generated"), tr("hex"), tr("file"), tr("tombstone (null)")};
    for (int i = 0; i < valueForms.size(); ++i) m_valueForm->setItemText(i, valueForms.at(i));
    m_sheets[0]->setText(tr("Record"));
    m_sheets[2]->setText(tr("Why there"));
    m_sheets[3]->setText(tr("Producer"));
    const QString placeholders =
        tr("Generated: each record gets its own.") + QLatin1Char('\n') + RecordTemplate::help().join(QLatin1Char('\n'));
    m_valueForm->setToolTip(placeholders);
    m_keyForm->setToolTip(placeholders);
    m_path->setPlaceholderText(tr("path of a file"));
    m_browse->setText(tr("Choose…"));
    m_eachLine->setText(tr("each line is a record"));
    m_acks->setToolTip(tr("all: the leader waits for the ISR; 1: for itself; 0: for nothing"));
    m_linger->setToolTip(tr("How long a batch waits for more records; a single record is sent at once"));
    m_batchSize->setToolTip(tr("A batch is sent when it has so many bytes"));
    m_inFlight->setToolTip(tr("Requests to one broker that are not answered yet; at most 5 with idempotence"));
    m_rate->setSpecialValueText(tr("unlimited"));
    m_rate->setSuffix(tr(" /s"));
    m_rate->setToolTip(tr("records per second"));
    m_rateSlider->setToolTip(tr("records per second"));
    m_send->setText(tr("Send"));
    findChild<QShortcut *>(QStringLiteral("produce.send"))->setWhatsThis(tr("Send the record"));
    m_send->setToolTip(QStringLiteral("Ctrl+Return"));
    m_stop->setText(tr("Stop"));
    m_clear->setText(tr("Clear"));
    m_showRecords->setText(tr("Records"));
    m_showInside->setText(tr("Inside the producer"));
    m_topic->setAccessibleName(tr("Topic"));
    m_partitioner->setAccessibleName(tr("What decides the partition"));
    m_partition->setAccessibleName(tr("Partition"));
    m_keyForm->setAccessibleName(tr("How the key is written"));
    m_key->setAccessibleName(tr("Key"));
    m_valueForm->setAccessibleName(tr("How the value is written"));
    m_value->setAccessibleName(tr("Value"));
    m_path->setAccessibleName(tr("File of values"));
    m_acks->setAccessibleName(QStringLiteral("acks"));
    m_count->setAccessibleName(tr("Count"));
    m_rate->setAccessibleName(tr("Rate"));
    m_rateSlider->setAccessibleName(tr("Rate"));
    m_table->setEmptyText(tr("Each record that is sent is listed here: its partition and offset, or why it was refused."));
    m_table->setAccessibleName(tr("Answers"));
    m_headers->retranslate();
    m_rules->retranslate();
    m_inside->retranslate();
    m_results->retranslate();
    updateForm();
}

void ProducePage::themeChanged()
{
    auto *columns = findChild<QHBoxLayout *>(QStringLiteral("columns"));
    columns->setContentsMargins(theme().px(18), theme().px(4), theme().px(14), theme().px(12));
    columns->setSpacing(theme().px(24));
    m_form->setHorizontalSpacing(theme().px(8));
    m_form->setVerticalSpacing(theme().px(4));
    m_producerForm->setHorizontalSpacing(theme().px(10));
    m_producerForm->setVerticalSpacing(theme().px(4));
    findChild<QVBoxLayout *>(QStringLiteral("left"))->setSpacing(theme().px(6));
    findChild<QVBoxLayout *>(QStringLiteral("right"))->setSpacing(theme().px(4));
    for (const char *bar : {"bar", "where"}) findChild<QHBoxLayout *>(QLatin1String(bar))->setSpacing(theme().px(8));
    findChild<QHBoxLayout *>(QStringLiteral("sheets"))->setSpacing(theme().px(2));
    for (QLabel *label : m_labels) {
        label->setFont(theme().font(Theme::Type::small));
        label->setProperty("role", QStringLiteral("muted"));
    }
    for (QLabel *label : {m_hint, m_valueHint}) {
        label->setFont(theme().font(Theme::Type::small));
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    m_producerHint->setFont(theme().font(Theme::Type::small));
    m_producerHint->setProperty("role", QStringLiteral("muted"));
    m_explanation->setFont(theme().font(Theme::Type::small));
    m_summary->setFont(theme().font(Theme::Type::small));
    colourSummary();
    m_value->setFont(theme().font(Theme::Type::monoBody));
    m_key->setFont(theme().font(Theme::Type::monoBody));
    m_path->setFont(theme().font(Theme::Type::mono));
    for (QComboBox *box : {m_keyForm, m_valueForm}) box->setFixedWidth(theme().px(128));
    m_count->setFixedWidth(theme().px(114));
    m_rate->setFixedWidth(theme().px(126));
    // Also beside the button that stops.
    m_rateSlider->setMinimumWidth(theme().px(80));
    m_headers->themeChanged();
    m_rules->themeChanged();
    m_inside->themeChanged();
}

}  // namespace vitrine::ui
