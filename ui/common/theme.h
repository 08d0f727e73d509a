// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <QString>

class QApplication;

// The only place of colours, fonts and distances. Widgets and painters ask it; nobody names a colour anywhere else.
namespace vitrine::ui {

// One idea for each kind of thing, in the map, the log, the timeline, plots and tables alike.
struct Colors {
    QColor window, panel, sunk, line;
    QColor text, muted, faint;          // faint carries no meaning: separators, hints, what is said elsewhere too
    QColor leader, onLeader, leaderTrack, leaderText;
    QColor inSyncFill, inSyncLine, inSyncTrack;
    QColor outFill, outLine, outText;
    QColor offline, offlineText;
    QColor moving, movingFill;
    QColor records;
    QColor good, warning, bad;          // for shapes
    QColor goodText, warningText, badText;
    QColor selection;                   // the chosen row
    QColor hover;
    QColor pressed;
};

class Theme : public QObject {
    Q_OBJECT

public:
    enum class Scheme { system, light, dark };
    enum class Type {
        brand,        // 15, semi-bold: the name of the window
        title,        // 14, semi-bold: of a panel
        body,         // 13
        bodyMedium,   // 13, medium
        bodyStrong,   // 13, semi-bold
        small,        // 12
        smallMedium,  // 12, medium
        smallStrong,  // 12, semi-bold
        tiny,         // 11
        tinyStrong,   // 11, medium, for captions
        mono,         // 12, for offsets, bytes, times
        monoBody,     // 13
        monoSmall,    // 11
    };

    explicit Theme(QObject *parent = nullptr);

    void setScheme(Scheme scheme);
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isDark() const;
    // Presentation: 1.0, 1.25 or 1.5.
    void setScale(double scale);
    [[nodiscard]] double scale() const { return m_scale; }
    void setMotion(bool on);
    [[nodiscard]] bool motion() const { return m_motion; }

    [[nodiscard]] const Colors &colors() const { return m_colors; }
    [[nodiscard]] const QFont &font(Type type) const { return m_fonts[static_cast<std::size_t>(type)]; }
    // A distance of the 4-pixel grid in device-independent pixels, scaled for presentation.
    [[nodiscard]] int px(int distance) const;
    [[nodiscard]] qreal pxf(qreal distance) const { return distance * m_scale; }

    // Style, palette, font and style sheet of the application; again after every change.
    void apply(QApplication &application);

    [[nodiscard]] static Colors lightColors();
    [[nodiscard]] static Colors darkColors();

Q_SIGNALS:
    void changed();

private:
    void update();
    void makeFonts();
    [[nodiscard]] QFont makeFont(Type type) const;
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString styleSheet() const;

    Scheme m_scheme = Scheme::system;
    double m_scale = 1.0;
    bool m_motion = true;
    bool m_systemIsDark = false;
    Colors m_colors;
    QApplication *m_application = nullptr;
    QStringList m_sans;
    QStringList m_mono;
    // Made once for a scale: a new font has to find its family again before it can draw.
    std::array<QFont, static_cast<std::size_t>(Type::monoSmall) + 1> m_fonts;
};

// Contrast of WCAG 2: 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);

}  // namespace vitrine::ui
