// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <memory>
#include <optional>

#include <QDir>
#include <QFile>
#include <QTest>

#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/session/commands.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/compare_dialog.h"
#include "ui/simulation/new_simulation_dialog.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

using namespace std::chrono_literals;

// The window on a real simulation, in the states that its design must hold. With VITRINE_GALLERY_DIR set, the pictures are written there to
// be looked at; without it, the test requires that every state is reached, lays out and paints.
class TestSimulationGallery : public QObject {
    Q_OBJECT

private:
    static constexpr int patienceMs = 120'000;

    struct Studio {
        Studio(const QString &recording, Theme::Scheme scheme, const QString &language, QSize size)
            : session(SimulationSession::fromText(recording, nullptr)),
              window(std::make_unique<MainWindow>(*session,
                                                  WindowOptions{.scheme = scheme, .language = language, .size = size, .screenshot = true}))
        {
            window->resize(size);
            window->show();
        }
        [[nodiscard]] Context context() const { return {*session, window->selection(), window->theme()}; }

        std::unique_ptr<SimulationSession> session;
        std::unique_ptr<MainWindow> window;
        std::unique_ptr<QDialog> dialog;  // shown instead of the window
    };
    using Scene = std::function<void(Studio &)>;

    struct Shot {
        const char *name;
        QString recording;
        Scene scene;
        Theme::Scheme scheme = Theme::Scheme::light;
        QString language = QStringLiteral("en");
        QSize size{1280, 800};
    };

    static QString quiet(int brokers = 3)
    {
        return SimulationSession::quietRecording(7) + (brokers == 3 ? QString() : QStringLiteral("brokers = %1\n").arg(brokers));
    }

    static QString planted(const char *name)
    {
        QFile file(QStringLiteral(VITRINE_SOURCE_DIR "/tests/simulation/planted/scenarios/%1.scenario").arg(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static bool stands(const Studio &studio)
    {
        const SimulationState &state = studio.session->state();
        return !state.failure.isEmpty() || (!state.busy && !state.playing);
    }

    static void comeTo(Studio &studio, Duration at)
    {
        QTRY_VERIFY_WITH_TIMEOUT(stands(studio), patienceMs);
        studio.session->jumpTo(Instant(at));
        QTRY_VERIFY_WITH_TIMEOUT(stands(studio) && studio.session->state().position.now == Instant(at), patienceMs);
    }

    static void give(Studio &studio, const QStringList &lines)
    {
        for (const QString &line : lines) {
            std::optional<CommandAnswer> answer;
            studio.session->execute(line, studio.session.get(), [&](const CommandAnswer &given) { answer = given; });
            QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), patienceMs);
            QVERIFY2(answer->ok, qPrintable(answer->sentence));
        }
    }

    // On to a moment with so many messages on their way.
    static void crowd(Studio &studio, std::size_t messages)
    {
        for (int i = 0; i < 200 && studio.session->messages().size() < messages; ++i) {
            const std::uint64_t before = studio.session->state().position.events;
            studio.session->step(SimulationSession::Step::event, 7);
            QTRY_VERIFY_WITH_TIMEOUT(stands(studio) && studio.session->state().position.events > before, patienceMs);
        }
    }

    static void beginning(Studio &studio) { QTRY_VERIFY_WITH_TIMEOUT(stands(studio), patienceMs); }

    static void atWork(Studio &studio)
    {
        comeTo(studio, 9s);
        crowd(studio, 5);
        studio.window->showPanel(QStringLiteral("messages"));
        if (!studio.session->messages().empty()) studio.window->selection().setMessage(studio.session->messages().front().id);
    }

    static void held(Studio &studio)
    {
        comeTo(studio, 9s);
        give(studio, {commands::cutLink(1, 2), QStringLiteral("broker slow 3 30ms")});
        comeTo(studio, 9400ms);
        crowd(studio, 8);
        studio.window->showPanel(QStringLiteral("messages"));
    }

    static void large(Studio &studio)
    {
        comeTo(studio, 8s);
        give(studio,
             {commands::createTopic(QStringLiteral("a-topic-with-a-name-that-is-longer-than-anybody-should-ever-have-to-read.v2"), 1, 3),
              commands::createTopic(QStringLiteral("measurements"), 300, 3)});
        comeTo(studio, 16s);
        give(studio, {commands::killBroker(4)});
        comeTo(studio, 30s);
        crowd(studio, 10);
    }

    static void branches(Studio &studio)
    {
        comeTo(studio, 9s);
        studio.session->fork();
        give(studio, {commands::killBroker(3)});
        comeTo(studio, 20s);
        studio.session->showBranch(0);
        comeTo(studio, 20s);
    }

    static void compared(Studio &studio)
    {
        branches(studio);
        auto dialog = std::make_unique<CompareDialog>(studio.context(), *studio.session);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->differences().rowCount() > 0, patienceMs);
        studio.dialog = std::move(dialog);
    }

    static void alike(Studio &studio)
    {
        comeTo(studio, 9s);
        studio.session->fork();
        auto dialog = std::make_unique<CompareDialog>(studio.context(), *studio.session);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->summary().isEmpty(), patienceMs);
        studio.dialog = std::move(dialog);
    }

    static void newOne(Studio &studio)
    {
        beginning(studio);
        studio.dialog = std::make_unique<NewSimulationDialog>(studio.context().theme);
    }

    static void wrongRule(Studio &studio)
    {
        QTRY_VERIFY_WITH_TIMEOUT(stands(studio), patienceMs);
        if (studio.session->state().failure.isEmpty()) comeTo(studio, 13s);
    }

    static std::vector<Shot> shots()
    {
        constexpr auto dark = Theme::Scheme::dark;
        constexpr auto light = Theme::Scheme::light;
        const QString en = QStringLiteral("en");
        const QString ko = QStringLiteral("ko");
        constexpr QSize full(1920, 1080);
        return {
            {.name = "beginning", .recording = quiet(), .scene = beginning},
            {.name = "at-work", .recording = quiet(), .scene = atWork},
            {.name = "at-work-dark-ko", .recording = quiet(), .scene = atWork, .scheme = dark, .language = ko},
            {.name = "at-work-full-dark", .recording = quiet(), .scene = atWork, .scheme = dark, .language = en, .size = full},
            {.name = "held", .recording = quiet(), .scene = held, .scheme = light, .language = en, .size = full},
            {.name = "held-ko", .recording = quiet(), .scene = held, .scheme = light, .language = ko},
            {.name = "nine", .recording = quiet(9), .scene = large},
            {.name = "nine-full-dark", .recording = quiet(9), .scene = large, .scheme = dark, .language = en, .size = full},
            {.name = "branches", .recording = quiet(), .scene = branches},
            {.name = "compare", .recording = quiet(), .scene = compared},
            {.name = "compare-dark-ko", .recording = quiet(), .scene = compared, .scheme = dark, .language = ko},
            {.name = "compare-alike", .recording = quiet(), .scene = alike},
            {.name = "new", .recording = quiet(), .scene = newOne},
            {.name = "new-dark-ko", .recording = quiet(), .scene = newOne, .scheme = dark, .language = ko},
            {.name = "wrong-rule", .recording = planted("KIP_101"), .scene = wrongRule},
            {.name = "wrong-rule-dark-ko", .recording = planted("KIP_101"), .scene = wrongRule, .scheme = dark, .language = ko},
        };
    }

private Q_SLOTS:
    void renders_data()
    {
        QTest::addColumn<int>("index");
        const auto all = shots();
        for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
    }

    void renders()
    {
        QFETCH(int, index);
        const Shot shot = shots()[static_cast<std::size_t>(index)];
        Studio studio(shot.recording, shot.scheme, shot.language, shot.size);
        shot.scene(studio);
        if (QTest::currentTestFailed()) return;
        studio.session->flush();
        QImage image;
        if (studio.dialog) {
            studio.dialog->show();
            QVERIFY(QTest::qWaitForWindowExposed(studio.dialog.get()));
            image = studio.dialog->grab().toImage();
            QVERIFY(!image.isNull());
        } else {
            image = studio.window->render(shot.size, 1.0);
            QCOMPARE(image.size(), shot.size);
        }
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(folder + QStringLiteral("/simulation-%1.png").arg(QLatin1String(shot.name))));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestSimulationGallery)
#include "test_simulation_gallery.moc"
