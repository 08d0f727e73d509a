// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QList>
#include <QWidget>

#include "ui/common/theme.h"
#include "ui/start/examples.h"
#include "ui/start/recent.h"

class QLabel;
class QVBoxLayout;

namespace vitrine::ui {

// A choice on a card: what it is, a sentence, and at its right what is to be known of it.
class StartCard : public QAbstractButton {
    Q_OBJECT

public:
    StartCard(const Theme &theme, const QString &title, const QString &meaning, QWidget *parent = nullptr);
    // At the right of the title, in warning colour where `bad`.
    void setNote(const QString &note, bool bad = false);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] int meaningHeight(int width) const;
    const Theme &m_theme;
    QString m_meaning;
    QString m_note;
    bool m_noteIsBad = false;
};

// The window that asks what to look at: something new, something recent, an example.
class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(Theme &theme, QWidget *parent = nullptr);
    void setRecent(const QList<RecentEntry> &entries);

Q_SIGNALS:
    void newClusterWanted();
    void newSimulationWanted();
    void openArchiveWanted();
    void openDirectoryWanted();
    void recentWanted(const vitrine::ui::RecentEntry &entry);
    void forgetWanted(const QString &path);
    void exampleWanted(const vitrine::ui::Example &example);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();

    Theme &m_theme;
    QList<RecentEntry> m_recent;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_column;
};

}  // namespace vitrine::ui
