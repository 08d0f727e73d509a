// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"
#include "ui/common/table_twin.h"
#include "ui/map/map_tables.h"
#include "ui/map/map_view.h"

class QActionGroup;
class QToolButton;

namespace vitrine::ui {

// What the shapes of the map mean.
class MapLegend : public QWidget {
    Q_OBJECT

public:
    // `heat`: of the map, which outlives this.
    MapLegend(const Theme &theme, const Heat &heat, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    const Heat &m_heat;
};

// The centre of the window.
class MapPage : public Page {
    Q_OBJECT

public:
    explicit MapPage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] MapView &view() { return *m_view; }
    [[nodiscard]] TableTwin &twin() { return *m_twin; }
    [[nodiscard]] MapTables &tables() { return *m_tables; }
    void setColour(MapColour colour);

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showTools();
    void nameTools();

    MapView *m_view;
    MapLegend *m_legend;
    TableTwin *m_twin;
    MapTables *m_tables;
    QToolButton *m_colour;
    QToolButton *m_filter;
    QToolButton *m_rows;
    QList<QAction *> m_colourActions;
    QList<QAction *> m_filterActions;
    QList<QAction *> m_rowActions;
    QAction *m_foldAll;
    QAction *m_unfoldAll;
};

}  // namespace vitrine::ui
