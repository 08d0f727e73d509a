// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QImage>
#include <QPointer>
#include <QSize>
#include <QString>

#include "tests/ui/support/fake_session.h"
#include "ui/common/context.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

// The scenes of the gallery: a view and a state of it make a widget. Who declares one knows nothing of the looks that it is pictured in,
// of files or of sheets: those are the matter of test_gallery.cpp.
namespace vitrine::ui::test {

struct Look {
    Theme::Scheme scheme = Theme::Scheme::light;
    const char *language = "en";

    [[nodiscard]] QString name() const;
};

// What stands behind one picture, for as long as it is needed. A scene gives it a session, then opens a window or a dialog on it, and may
// name a part of the window as what is meant.
class Stage {
public:
    // Every panel is shown in a window as narrow as they come, and high enough for all of them.
    static constexpr QSize narrowWindow{1366, 1000};
    static constexpr QSize fullWindow{1600, 1000};
    static constexpr QSize smallWindow{1366, 768};
    static constexpr QSize projector{1920, 1080};

    explicit Stage(const Look &look) : m_look(look) {}
    ~Stage();

    [[nodiscard]] const Look &look() const { return m_look; }
    // What a scene needs for as long as the picture: a directory, a service.
    template <class T>
    T &keep(std::shared_ptr<T> thing)
    {
        m_kept.push_back(thing);
        return *thing;
    }

    // --- the session; the first of these comes first ---
    FakeSession &feed(const std::vector<std::string> &texts, bool history = true);
    template <class T>
    T &play(std::shared_ptr<T> session)
    {
        m_session = session;
        return *session;
    }

    // --- what is pictured; the last of these counts ---
    MainWindow &open(const QSize &size = fullWindow, double scale = 1.0);
    // A panel of the window, as it stands there.
    void showPanel(const char *panel);
    // The same by itself, in a size of its own.
    void floatPanel(const char *panel, const QSize &size);
    void show(QWidget &part) { m_subject = &part; }
    // A window of its own, in the size that it wants where none is given.
    template <class Dialog, class... Arguments>
    Dialog &openDialog(Arguments &&...arguments)
    {
        auto dialog = std::make_unique<Dialog>(std::forward<Arguments>(arguments)...);
        Dialog &made = *dialog;
        m_dialog = std::move(dialog);
        showDialog({});
        return made;
    }
    void showDialog(const QSize &size);

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] FakeSession &fake() { return static_cast<FakeSession &>(*m_session); }
    // Of the window, or without one, of the stage.
    [[nodiscard]] Context context();
    // A theme without any window.
    [[nodiscard]] Theme &theme();
    template <class PageType>
    PageType &page(const char *panel)
    {
        return dynamic_cast<PageType &>(m_window->panel(QLatin1String(panel))->page());
    }

    // Laid out once more, with as many pixels for one as the screen has.
    [[nodiscard]] QImage picture();
    // Texts that stand in less room than they need and are told nowhere else, of what is pictured; one sentence each.
    [[nodiscard]] QStringList cutTexts() const;

private:
    Look m_look;
    std::vector<std::shared_ptr<void>> m_kept;
    std::shared_ptr<Session> m_session;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<Selection> m_selection;
    QSize m_size;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QWidget> m_dialog;
    QPointer<QWidget> m_subject;
};

struct Scene {
    QString view;     // one sheet
    QString state;    // one row of it: "empty", "normal", "large", and what else a view has
    std::function<void(Stage &)> set;
};
using Scenes = std::vector<Scene>;

Scenes mapScenes();
Scenes groupScenes();
Scenes recordScenes();
Scenes wireScenes();
Scenes quorumScenes();
Scenes timeScenes();
Scenes windowScenes();
Scenes startScenes();
Scenes simulationScenes();

}  // namespace vitrine::ui::test
