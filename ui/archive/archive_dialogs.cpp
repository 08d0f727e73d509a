// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/archive/archive_dialogs.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/archive/archive_job.h"
#include "ui/common/dialog_buttons.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

QVBoxLayout *columnIn(QDialog *dialog, const Theme &theme)
{
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    column->setSpacing(theme.px(12));
    return column;
}

QLabel *wrapped(const QString &text, QWidget *parent, const char *role = "")
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("role", QLatin1String(role));
    return label;
}

void setRole(QLabel *label, const char *role)
{
    label->setProperty("role", QLatin1String(role));
    label->style()->unpolish(label);
    label->style()->polish(label);
}

void showProgress(QProgressBar *bar, qint64 done, qint64 all)
{
    bar->setRange(0, 1000);
    bar->setValue(all > 0 ? static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(all)) : 1000);
}

}  // namespace

SaveClusterDialog::SaveClusterDialog(const Context &context, const QString &fileName, const QByteArray &window, QWidget *parent)
    : QDialog(parent), m_context(context), m_window(window), m_name(new QLineEdit(QDir::toNativeSeparators(fileName), this)),
      m_state(wrapped({}, this, "muted")), m_progress(new QProgressBar(this)), m_browse(new QPushButton(tr("Choose…"), this)),
      m_save(new QPushButton(tr("Save"), this)), m_close(new QPushButton(tr("Cancel"), this))
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Save cluster"));
    setMinimumWidth(theme.px(560));
    QVBoxLayout *column = columnIn(this, theme);
    column->addWidget(
        wrapped(tr("The log directories of all nodes, the timeline and the arrangement of this window go into one file."), this));
    const bool anyRuns = std::ranges::any_of(context.session.cluster().nodes(), [](const auto &node) { return node.second.isUp(); });
    column->addWidget(wrapped(
        anyRuns
            ? tr("While files are copied every node stands still, as after “cluster pause”; then the cluster goes on, and the copy is "
                 "packed. Clients from outside may see their requests time out meanwhile. In the archive the nodes are as after a kill: "
                 "their logs are recovered when they start.")
            : tr("No node runs: the directories are copied as they lie."),
        this, "muted"));
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    m_name->setAccessibleName(tr("File"));
    row->addWidget(m_name, 1);
    row->addWidget(m_browse);
    column->addLayout(row);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress"));
    column->addWidget(m_progress);
    // Seen while there is something to see; its place stays.
    QSizePolicy placed = m_progress->sizePolicy();
    placed.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(placed);
    m_progress->hide();
    column->addWidget(m_state);
    m_state->setMinimumHeight(theme.px(36));
    m_state->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_save);
    m_save->setProperty("kind", QStringLiteral("primary"));
    m_save->setDefault(true);
    column->addLayout(buttons);
    keepTextsWhole(this);
    connect(m_browse, &QPushButton::clicked, this, &SaveClusterDialog::browse);
    connect(m_save, &QPushButton::clicked, this, &SaveClusterDialog::save);
    connect(m_close, &QPushButton::clicked, this, &SaveClusterDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_save->setEnabled(!this->fileName().isEmpty()); });
}

QString SaveClusterDialog::fileName() const { return QDir::fromNativeSeparators(m_name->text().trimmed()); }

void SaveClusterDialog::browse()
{
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Save cluster"), fileName(), tr("Clusters (*.vitrine);;All files (*)"),
                                                        nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty()) m_name->setText(QDir::toNativeSeparators(chosen));
}

void SaveClusterDialog::save()
{
    const QString name = fileName();
    if (QFileInfo::exists(name) &&
        QMessageBox::question(this, tr("Save cluster"), tr("%1 is there already. Is it to be replaced?").arg(name)) != QMessageBox::Yes)
        return;
    m_saver = std::make_unique<ClusterSaver>(m_context.session);
    connect(m_saver.get(), &ClusterSaver::stageChanged, this, [this] { showStage(m_saver->stage()); });
    connect(m_saver.get(), &ClusterSaver::progressed, this, [this](qint64 done, qint64 all) { showProgress(m_progress, done, all); });
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_browse, m_save}) widget->setEnabled(false);
    m_progress->show();
    m_saver->save(name, m_window);
}

void SaveClusterDialog::showStage(ClusterSaver::Stage stage)
{
    using Stage = ClusterSaver::Stage;
    switch (stage) {
    case Stage::idle: break;
    case Stage::pausing: m_state->setText(tr("The nodes are asked to stand still…")); break;
    case Stage::copying: m_state->setText(tr("Files are copied; the cluster stands still…")); break;
    case Stage::packing: m_state->setText(tr("The cluster goes on; the copy is packed…")); break;
    case Stage::saved: {
        const ArchiveManifest &manifest = *m_saver->manifest();
        setRole(m_state, "good");
        m_state->setText(tr("Saved: %n node(s), %1 files with %2, packed into %3.", nullptr, static_cast<int>(manifest.nodes.size()))
                             .arg(Format::number(static_cast<std::int64_t>(manifest.files.size())), Format::bytes(manifest.sizeBytes()),
                                  Format::bytes(QFileInfo(fileName()).size())));
        m_close->setText(tr("Close"));
        m_save->hide();
        m_close->setFocus();
        Q_EMIT saved(fileName());
        break;
    }
    case Stage::failed:
        setRole(m_state, "bad");
        m_state->setText(m_saver->problem());
        for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_browse, m_save}) widget->setEnabled(true);
        m_close->setText(tr("Close"));
        m_progress->hide();
        break;
    }
}

void SaveClusterDialog::reject()
{
    using Stage = ClusterSaver::Stage;
    const Stage stage = m_saver ? m_saver->stage() : Stage::idle;
    if (stage == Stage::pausing || stage == Stage::copying || stage == Stage::packing) return m_saver->cancel();
    QDialog::reject();
}

OpenArchiveDialog::OpenArchiveDialog(const Theme &theme, const QString &fileName, const QString &directory, QWidget *parent)
    : QDialog(parent), m_state(wrapped({}, this, "muted")), m_progress(new QProgressBar(this)),
      m_close(new QPushButton(tr("Cancel"), this)), m_job(std::make_unique<ArchiveJob>())
{
    setWindowTitle(tr("Open cluster"));
    setMinimumWidth(theme.px(560));
    QVBoxLayout *column = columnIn(this, theme);
    column->addWidget(wrapped(
        tr("%1 is checked and unpacked into %2.").arg(QDir::toNativeSeparators(fileName), QDir::toNativeSeparators(directory)), this));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress"));
    column->addWidget(m_progress);
    m_state->setText(tr("Nothing of it is used before every checksum was compared."));
    m_state->setMinimumHeight(theme.px(36));
    m_state->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(m_state);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    column->addLayout(buttons);
    keepTextsWhole(this);
    connect(m_close, &QPushButton::clicked, this, &OpenArchiveDialog::reject);
    connect(m_job.get(), &ArchiveJob::progressed, this, [this](qint64 done, qint64 all) { showProgress(m_progress, done, all); });
    auto result = std::make_shared<std::expected<OpenedArchive, QString>>();
    m_job->begin(
        [result, fileName, directory](const Archive::Progress &progress) { *result = Archive::open(fileName, directory, progress); },
        [this, result] {
            if (*result) {
                m_opened = std::move(**result);
                return accept();
            }
            m_problem = result->error();
            if (m_problem == Archive::cancelled()) return QDialog::reject();
            setRole(m_state, "bad");
            m_state->setText(tr("The archive is refused. %1").arg(m_problem));
            m_progress->hide();
            m_close->setText(tr("Close"));
        });
}

OpenArchiveDialog::~OpenArchiveDialog() = default;

void OpenArchiveDialog::reject()
{
    if (m_problem.isEmpty()) return m_job->cancel();
    QDialog::reject();
}

}  // namespace vitrine::ui
