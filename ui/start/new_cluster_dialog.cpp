// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/new_cluster_dialog.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStyle>
#include <QThreadPool>
#include <QVBoxLayout>

#include "ui/common/dialog_buttons.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

void setRole(QLabel *label, const char *role)
{
    if (label->property("role").toString() == QLatin1String(role)) return;
    label->setProperty("role", QLatin1String(role));
    label->style()->unpolish(label);
    label->style()->polish(label);
}

constexpr int askAfterMs = 200;

}  // namespace

NewClusterDialog::NewClusterDialog(const Theme &theme, PlanChecks checks, QWidget *parent)
    : QDialog(parent), m_checks(std::move(checks)), m_bridge(std::make_shared<Bridge<NewClusterDialog>>(this)),
      m_presets(new QButtonGroup(this)), m_name(new QLineEdit(this)), m_brokers(new QSpinBox(this)), m_controllers(new QSpinBox(this)),
      m_racks(new QLineEdit(this)), m_basePort(new QSpinBox(this)), m_ports(new QLabel(this)), m_useProposal(new QPushButton(this)),
      m_temporary(new QRadioButton(tr("Temporary, gone with the window"), this)), m_chosen(new QRadioButton(tr("Kept in"), this)),
      m_directory(new QLineEdit(this)), m_browse(new QPushButton(tr("Choose…"), this)), m_configuration(new QPlainTextEdit(this)),
      m_workload(new QCheckBox(tr("Start the demo workload"), this)), m_problem(new QLabel(this)), m_command(new QLabel(this)),
      m_create(new QPushButton(tr("Start the cluster"), this))
{
    setWindowTitle(tr("New cluster"));
    setMinimumWidth(theme.px(640));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    column->setSpacing(theme.px(12));

    auto *presets = new QHBoxLayout;
    presets->setSpacing(theme.px(8));
    auto *meaning = new QLabel(this);
    meaning->setProperty("role", QStringLiteral("muted"));
    const QList<ClusterPreset> all = clusterPresets();
    m_presets->setExclusive(false);
    for (int i = 0; i < all.size(); ++i) {
        auto *button = new QPushButton(all[i].name, this);
        button->setToolTip(all[i].meaning);
        button->setAutoDefault(false);
        // None of them is what was chosen where the plan is another one.
        button->setCheckable(true);
        button->setProperty("choice", true);
        m_presets->addButton(button, i);
        presets->addWidget(button, 1);
        connect(button, &QPushButton::clicked, this, [this, plan = all[i].plan] {
            ClusterPlan chosen = this->plan();
            chosen.brokers = plan.brokers;
            chosen.controllers = plan.controllers;
            chosen.racks = plan.racks;
            setPlan(chosen);
        });
    }
    column->addLayout(presets);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme.px(16));
    form->setVerticalSpacing(theme.px(10));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name"), m_name);
    m_brokers->setRange(1, ClusterPlan::brokersMax);
    m_controllers->setRange(0, ClusterPlan::controllersMax);
    m_controllers->setSpecialValueText(tr("none: brokers are controllers too"));
    m_controllers->setMinimumWidth(theme.px(260));
    form->addRow(tr("Brokers"), m_brokers);
    form->addRow(tr("Controllers apart"), m_controllers);
    m_racks->setPlaceholderText(tr("none; or a, b, c: dealt to the brokers in turn (broker.rack)"));
    form->addRow(tr("Racks"), m_racks);

    m_basePort->setRange(1024, 65'000);
    m_basePort->setGroupSeparatorShown(false);
    m_ports->setWordWrap(true);
    auto *ports = new QHBoxLayout;
    ports->setSpacing(theme.px(10));
    ports->addWidget(m_basePort);
    ports->addWidget(m_ports, 1);
    ports->addWidget(m_useProposal);
    m_useProposal->setProperty("dense", true);
    m_useProposal->setAutoDefault(false);
    m_useProposal->hide();
    form->addRow(tr("First port"), ports);

    auto *kept = new QHBoxLayout;
    kept->setSpacing(theme.px(8));
    m_directory->setAccessibleName(tr("Data directory"));
    kept->addWidget(m_chosen);
    kept->addWidget(m_directory, 1);
    kept->addWidget(m_browse);
    m_browse->setAutoDefault(false);
    auto *where = new QVBoxLayout;
    where->setSpacing(theme.px(6));
    where->addWidget(m_temporary);
    where->addLayout(kept);
    form->addRow(tr("Data directory"), where);

    m_configuration->setPlaceholderText(QStringLiteral("log.segment.bytes=1048576"));
    m_configuration->setFont(theme.font(Theme::Type::mono));
    m_configuration->setFixedHeight(theme.px(76));
    m_configuration->setTabChangesFocus(true);
    form->addRow(tr("Configuration"), m_configuration);
    form->addRow(QString(), m_workload);
    for (const auto &[label, field] : std::initializer_list<std::pair<QString, QWidget *>>{{tr("Name"), m_name},
                                                                                           {tr("Brokers"), m_brokers},
                                                                                           {tr("Controllers apart"), m_controllers},
                                                                                           {tr("Racks"), m_racks},
                                                                                           {tr("First port"), m_basePort},
                                                                                           {tr("Configuration"), m_configuration}})
        field->setAccessibleName(label);
    column->addLayout(form);

    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    m_command->setFont(theme.font(Theme::Type::mono));
    m_command->setProperty("role", QStringLiteral("muted"));
    m_command->setWordWrap(true);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_command->setAccessibleName(tr("The command that does the same"));
    column->addWidget(m_command);
    column->addStretch(1);
    delete meaning;
    addDialogButtons(this, column, tr("Cancel"), m_create);

    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(askAfterMs);
    connect(&m_askSoon, &QTimer::timeout, this, &NewClusterDialog::askForPorts);
    connect(m_useProposal, &QPushButton::clicked, this, [this] {
        if (m_proposal) m_basePort->setValue(*m_proposal);
    });
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Data directory"), m_directory->text());
        if (chosen.isEmpty()) return;
        m_chosen->setChecked(true);
        m_directory->setText(QDir::toNativeSeparators(chosen));
    });
    for (QLineEdit *edit : {m_name, m_racks}) connect(edit, &QLineEdit::textChanged, this, &NewClusterDialog::update);
    connect(m_directory, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!text.isEmpty()) m_chosen->setChecked(true);
        update();
    });
    for (QSpinBox *box : {m_brokers, m_controllers, m_basePort}) connect(box, &QSpinBox::valueChanged, this, &NewClusterDialog::update);
    connect(m_temporary, &QRadioButton::toggled, this, &NewClusterDialog::update);
    connect(m_configuration, &QPlainTextEdit::textChanged, this, &NewClusterDialog::update);
    connect(m_workload, &QCheckBox::toggled, this, &NewClusterDialog::update);
    setPlan({});
    m_name->setFocus();
    m_name->selectAll();
}

NewClusterDialog::~NewClusterDialog() { m_bridge->close(); }

ClusterPlan NewClusterDialog::plan() const
{
    static const QRegularExpression comma(QStringLiteral("\\s*,\\s*"));
    ClusterPlan plan;
    plan.name = m_name->text().trimmed();
    plan.brokers = m_brokers->value();
    plan.controllers = m_controllers->value();
    if (const QString racks = m_racks->text().trimmed(); !racks.isEmpty()) plan.racks = racks.split(comma);
    plan.basePort = m_basePort->value();
    if (m_chosen->isChecked()) plan.dataDirectory = QDir::fromNativeSeparators(m_directory->text().trimmed());
    for (const QString &line : m_configuration->toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty()) plan.configuration << line.trimmed();
    plan.workload = m_workload->isChecked();
    return plan;
}

void NewClusterDialog::setPlan(const ClusterPlan &plan)
{
    m_setting = true;
    m_name->setText(plan.name);
    m_brokers->setValue(plan.brokers);
    m_controllers->setValue(plan.controllers);
    m_racks->setText(plan.racks.join(QStringLiteral(", ")));
    m_basePort->setValue(plan.basePort);
    m_directory->setText(QDir::toNativeSeparators(plan.dataDirectory));
    (plan.dataDirectory.isEmpty() ? m_temporary : m_chosen)->setChecked(true);
    m_configuration->setPlainText(plan.configuration.join(QLatin1Char('\n')));
    m_workload->setChecked(plan.workload);
    m_setting = false;
    update();
}

QString NewClusterDialog::problemOfRacks() const
{
    static const QRegularExpression legal(QStringLiteral("^[A-Za-z0-9._-]{1,64}$"));
    for (const QString &rack : plan().racks)
        if (!legal.match(rack).hasMatch()) return tr("A rack has letters, digits, “.”, “_” and “-”, with commas between racks.");
    return {};
}

void NewClusterDialog::update()
{
    if (m_setting) return;
    const ClusterPlan plan = this->plan();
    QString problem;
    bool possible = true;
    const auto refuse = [&](const QString &why) {
        if (possible) problem = why;
        possible = false;
    };
    if (plan.name.isEmpty()) refuse(tr("The cluster needs a name."));
    if (const QString racks = problemOfRacks(); !racks.isEmpty()) refuse(racks);
    if (m_chosen->isChecked() && plan.dataDirectory.isEmpty()) refuse(tr("Choose a data directory, or a temporary one."));
    if (m_chosen->isChecked() && !plan.dataDirectory.isEmpty() && !QDir::isAbsolutePath(plan.dataDirectory))
        refuse(tr("The data directory needs its whole path."));
    QString remark;
    for (const QString &line : plan.configuration) {
        const PlanChecks::Setting checked = m_checks.setting(line);
        if (checked.refused) refuse(checked.sentence);
        else if (remark.isEmpty()) remark = checked.sentence;
    }
    if (possible && plan.racks.size() > plan.brokers) remark = tr("There are more racks than brokers: the last ones stay empty.");
    if (possible && plan.controllers > 0 && plan.controllers % 2 == 0 && remark.isEmpty())
        remark = tr("%n controllers outlive no more failures than one less: a quorum needs a majority.", nullptr, plan.controllers);
    setRole(m_problem, possible ? "warning" : "bad");
    m_problem->setText(possible ? remark : problem);
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_create->setEnabled(possible);
    m_command->setText(plan.commandLine());
    const QList<ClusterPreset> presets = clusterPresets();
    for (int i = 0; i < presets.size(); ++i) {
        const ClusterPlan &preset = presets[i].plan;
        const bool is = preset.brokers == plan.brokers && preset.controllers == plan.controllers && preset.racks == plan.racks;
        m_presets->button(i)->setChecked(is);
    }
    setRole(m_ports, "muted");
    m_ports->setText(plan.portsText());
    m_useProposal->hide();
    m_askSoon.start();
}

void NewClusterDialog::askForPorts()
{
    const std::uint64_t question = ++m_question;
    QThreadPool::globalInstance()->start([bridge = m_bridge, ask = m_checks.ports, plan = plan(), question] {
        const PlanChecks::Ports answer = ask(plan);
        bridge->post([answer, question](NewClusterDialog &dialog) {
            if (question == dialog.m_question) dialog.showPorts(answer);
        });
    });
}

void NewClusterDialog::showPorts(const PlanChecks::Ports &ports)
{
    const ClusterPlan now = plan();
    m_proposal = ports.proposal;
    if (ports.problem.isEmpty()) {
        setRole(m_ports, "good");
        m_ports->setText(tr("%1: free").arg(now.portsText()));
        return;
    }
    setRole(m_ports, "bad");
    m_ports->setText(ports.problem);
    m_useProposal->setVisible(m_proposal && *m_proposal != now.basePort);
    if (m_proposal) m_useProposal->setText(tr("Use %1").arg(*m_proposal));
}

}  // namespace vitrine::ui
