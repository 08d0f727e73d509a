// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPair>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleHints>

#include "ui/common/resources.h"

namespace vitrine::ui {

namespace {

QColor rgb(quint32 value) { return QColor::fromRgb(value); }

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

class WindowStyle : public QProxyStyle {
public:
    WindowStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override
    {
        switch (hint) {
        case SH_UnderlineShortcut: return 0;  // Alt still works; lines under letters are noise
        case SH_ToolTip_WakeUpDelay: return 400;
        default: return QProxyStyle::styleHint(hint, option, widget, data);
        }
    }
};

QString firstInstalled(const QStringList &wanted, const QStringList &installed)
{
    for (const QString &family : wanted)
        if (installed.contains(family)) return family;
    return {};
}

}  // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    // By value: the two-argument form would answer references to the temporaries.
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

Colors Theme::lightColors()
{
    Colors c;
    c.window = rgb(0xEEF0F3);
    c.panel = rgb(0xFFFFFF);
    c.sunk = rgb(0xF6F7F9);
    c.line = rgb(0xD9DEE5);
    c.text = rgb(0x1A1F26);
    c.muted = rgb(0x5C6773);
    c.faint = rgb(0x8A94A0);
    c.leader = rgb(0x0B6BB8);
    c.onLeader = rgb(0xFFFFFF);
    c.leaderTrack = rgb(0x084F8A);
    c.leaderText = rgb(0x0B6BB8);
    c.inSyncFill = rgb(0xCFE3F4);
    c.inSyncLine = rgb(0x0B6BB8);
    c.inSyncTrack = rgb(0xF1F7FC);
    c.outFill = rgb(0xFBEBD8);
    c.outLine = rgb(0xC76A00);
    c.outText = rgb(0x8F4A00);
    c.offline = rgb(0xA7AFB9);
    c.offlineText = rgb(0x5F6976);
    c.moving = rgb(0x8E4BA8);
    c.movingFill = rgb(0xF3E8F7);
    c.records = rgb(0xE59A00);
    c.good = rgb(0x1B8A5A);
    c.warning = rgb(0xC76A00);
    c.bad = rgb(0xC0312B);
    c.goodText = rgb(0x157A4D);
    c.warningText = rgb(0x9E5200);
    c.badText = rgb(0xC0312B);
    c.selection = rgb(0xE3EDF8);
    c.hover = rgb(0xF1F4F8);
    c.pressed = rgb(0xDCE4ED);
    return c;
}

Colors Theme::darkColors()
{
    Colors c;
    c.window = rgb(0x14171B);
    c.panel = rgb(0x1C2026);
    c.sunk = rgb(0x171A1F);
    c.line = rgb(0x2D343D);
    c.text = rgb(0xE7EAEE);
    c.muted = rgb(0x9AA5B1);
    c.faint = rgb(0x6F7A86);
    c.leader = rgb(0x4FA3E3);
    c.onLeader = rgb(0x0B1116);
    c.leaderTrack = rgb(0x8CC5F0);
    c.leaderText = rgb(0x6BB3EA);
    c.inSyncFill = rgb(0x20384E);
    c.inSyncLine = rgb(0x4FA3E3);
    c.inSyncTrack = rgb(0x16242F);
    c.outFill = rgb(0x3A2A14);
    c.outLine = rgb(0xF0A03C);
    c.outText = rgb(0xF6B765);
    c.offline = rgb(0x56606B);
    c.offlineText = rgb(0x98A2AD);
    c.moving = rgb(0xC58BDD);
    c.movingFill = rgb(0x32253A);
    c.records = rgb(0xF6C453);
    c.good = rgb(0x4CC38A);
    c.warning = rgb(0xF0A03C);
    c.bad = rgb(0xF0746E);
    c.goodText = rgb(0x4CC38A);
    c.warningText = rgb(0xF0A03C);
    c.badText = rgb(0xF0746E);
    c.selection = rgb(0x22303C);
    c.hover = rgb(0x232931);
    c.pressed = rgb(0x2D3743);
    return c;
}

Theme::Theme(QObject *parent) : QObject(parent), m_colors(lightColors())
{
    const QStringList installed = QFontDatabase::families();
    m_sans = {QStringLiteral("Inter"), QStringLiteral("Noto Sans CJK KR"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")};
    m_mono = {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK KR")};
    if (firstInstalled(m_sans, installed).isEmpty()) m_sans = QStringList(QFontDatabase::systemFont(QFontDatabase::GeneralFont).family());
    if (firstInstalled(m_mono, installed).isEmpty()) m_mono = QStringList(QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    makeFonts();
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme) return;
    m_scheme = scheme;
    update();
}

void Theme::setScale(double scale)
{
    if (qFuzzyCompare(scale, m_scale)) return;
    m_scale = std::clamp(scale, 1.0, 2.0);
    makeFonts();
    update();
}

void Theme::setMotion(bool on)
{
    if (on == m_motion) return;
    m_motion = on;
    Q_EMIT changed();
}

bool Theme::isDark() const { return m_scheme == Scheme::dark || (m_scheme == Scheme::system && m_systemIsDark); }

int Theme::px(int distance) const { return static_cast<int>(std::lround(distance * m_scale)); }

void Theme::makeFonts()
{
    for (std::size_t i = 0; i < m_fonts.size(); ++i) m_fonts[i] = makeFont(static_cast<Type>(i));
}

QFont Theme::makeFont(Type type) const
{
    int size = 13;
    QFont::Weight weight = QFont::Normal;
    bool mono = false;
    switch (type) {
    case Type::brand:
        size = 15;
        weight = QFont::DemiBold;
        break;
    case Type::title:
        size = 14;
        weight = QFont::DemiBold;
        break;
    case Type::body: break;
    case Type::bodyMedium: weight = QFont::Medium; break;
    case Type::bodyStrong: weight = QFont::DemiBold; break;
    case Type::small: size = 12; break;
    case Type::smallMedium:
        size = 12;
        weight = QFont::Medium;
        break;
    case Type::smallStrong:
        size = 12;
        weight = QFont::DemiBold;
        break;
    case Type::tiny: size = 11; break;
    case Type::tinyStrong:
        size = 11;
        weight = QFont::Medium;
        break;
    case Type::mono:
        size = 12;
        mono = true;
        break;
    case Type::monoBody:
        size = 13;
        mono = true;
        break;
    case Type::monoSmall:
        size = 11;
        mono = true;
        break;
    }
    QFont font;
    font.setFamilies(mono ? m_mono : m_sans);
    font.setPixelSize(px(size));
    font.setWeight(weight);
    // Without shaping there are no ligatures: "==" of an expression and "--" of a command stay two characters.
    if (mono) font.setStyleHint(QFont::Monospace, QFont::PreferNoShaping);
    return font;
}

void Theme::apply(QApplication &application)
{
    if (!m_application) {
        m_application = &application;
        initializeResources();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        const auto readSystem = [this] { m_systemIsDark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark; };
        readSystem();
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this, readSystem] {
            readSystem();
            update();
        });
#else
        m_systemIsDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
#endif
        QApplication::setStyle(new WindowStyle);
    }
    update();
}

void Theme::update()
{
    m_colors = isDark() ? darkColors() : lightColors();
    if (m_application) {
        QApplication::setPalette(palette());
        QApplication::setFont(font(Type::body));
        m_application->setStyleSheet(styleSheet());
    }
    Q_EMIT changed();
}

QPalette Theme::palette() const
{
    const Colors &c = m_colors;
    QPalette p;
    p.setColor(QPalette::Window, c.panel);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.panel);
    p.setColor(QPalette::AlternateBase, c.sunk);
    p.setColor(QPalette::ToolTipBase, c.panel);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.muted);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.panel);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.bad);
    p.setColor(QPalette::Link, c.leaderText);
    p.setColor(QPalette::LinkVisited, c.leaderText);
    p.setColor(QPalette::Highlight, c.selection);
    p.setColor(QPalette::HighlightedText, c.text);
    p.setColor(QPalette::Light, c.panel);
    p.setColor(QPalette::Midlight, c.sunk);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.line);
    p.setColor(QPalette::Shadow, c.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.faint);
    return p;
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/vitrine/theme.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const Colors &c = m_colors;
    const QPair<QString, QColor> colors[] = {{QStringLiteral("window"), c.window},       {QStringLiteral("panel"), c.panel},
                                             {QStringLiteral("sunk"), c.sunk},           {QStringLiteral("line"), c.line},
                                             {QStringLiteral("text"), c.text},           {QStringLiteral("muted"), c.muted},
                                             {QStringLiteral("faint"), c.faint},         {QStringLiteral("accent"), c.leader},
                                             {QStringLiteral("onAccent"), c.onLeader},   {QStringLiteral("accentText"), c.leaderText},
                                             {QStringLiteral("selection"), c.selection}, {QStringLiteral("hover"), c.hover},
                                             {QStringLiteral("pressed"), c.pressed},     {QStringLiteral("bad"), c.badText},
                                             {QStringLiteral("warning"), c.warningText}, {QStringLiteral("good"), c.goodText},
                                             {QStringLiteral("offline"), c.offline}};
    for (const auto &[name, color] : colors) sheet.replace(QLatin1Char('@') + name + QLatin1Char(';'), color.name() + QLatin1Char(';'));
    sheet.replace(QStringLiteral("@scheme"), isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
    // "16gx": a distance of the grid, scaled.
    QString scaled;
    scaled.reserve(sheet.size());
    for (qsizetype i = 0; i < sheet.size(); ++i) {
        qsizetype end = i;
        while (end < sheet.size() && sheet.at(end).isDigit()) ++end;
        if (end > i && end + 1 < sheet.size() && sheet.at(end) == QLatin1Char('g') && sheet.at(end + 1) == QLatin1Char('x')) {
            scaled += QString::number(px(QStringView(sheet).mid(i, end - i).toInt())) + QStringLiteral("px");
            i = end + 1;
        } else {
            const qsizetype until = std::max(end, i + 1);
            scaled += QStringView(sheet).mid(i, until - i);
            i = until - 1;
        }
    }
    return scaled;
}

}  // namespace vitrine::ui
