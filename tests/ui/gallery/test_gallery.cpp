// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/common/selection.h"
#include "ui/window/main_window.h"

namespace vitrine::ui::test {

// Renders the whole window in the states that its design must hold. With VITRINE_GALLERY_DIR set, the pictures are written
// there to be looked at; without it, the test only requires that every state lays out and paints.
class TestGallery : public QObject {
    Q_OBJECT

private:
    struct Shot {
        const char *name;
        std::vector<std::string> scenes;
        Theme::Scheme scheme = Theme::Scheme::light;
        QString language = QStringLiteral("en");
        double scale = 1.0;
        QSize size{1600, 1000};
        QString topic;
        int partition = -1;
        QString panel;
        bool history = true;
        double pixelRatio = 1.0;
    };

    static std::vector<Shot> shots()
    {
        const std::string demo = scene::demo;
        const std::string killed = scene::brokerKilled;
        const QString orders = QStringLiteral("orders");
        const auto dark = Theme::Scheme::dark;
        return {
            {.name = "killed-light", .scenes = {demo, killed}, .topic = orders, .partition = 4},
            {.name = "killed-dark", .scenes = {demo, killed}, .scheme = dark, .topic = orders, .partition = 4},
            {.name = "demo-light", .scenes = {demo}, .topic = orders, .partition = 0},
            {.name = "demo-dark", .scenes = {demo}, .scheme = dark, .topic = orders, .partition = 0},
            {.name = "rebalance-dark", .scenes = {demo, killed, scene::rebalance}, .scheme = dark, .topic = orders, .partition = 4},
            {.name = "faults-light", .scenes = {demo, killed, scene::faults}, .topic = orders, .partition = 4},
            {.name = "single-light", .scenes = {scene::single}},
            {.name = "large-light", .scenes = {scene::large(9, 300)}, .topic = QStringLiteral("clicks"), .partition = 7},
            {.name = "large-dark", .scenes = {scene::large(9, 300)}, .scheme = dark, .topic = QStringLiteral("clicks"), .partition = 7},
            {.name = "long-names-light", .scenes = {scene::longNames}},
            {.name = "empty-light", .scenes = {"cluster Empty\nat 5\nbroker 1 running\nbroker 2 running\nbroker 3 running\nquorum leader 2 epoch 1 end 12\n"}},
            {.name = "starting-dark", .scenes = {"phase starting\nbroker 1 starting\nbroker 2 starting\nbroker 3 starting\n"}, .scheme = dark},
            {.name = "failed-light", .scenes = {"phase failed Port 9092 is in use by another program. Free it, or start with --base-port 9292.\n"}},
            {.name = "korean-light", .scenes = {demo, killed}, .language = QStringLiteral("ko"), .topic = orders, .partition = 4},
            {.name = "korean-dark", .scenes = {demo}, .scheme = dark, .language = QStringLiteral("ko"), .topic = orders, .partition = 0},
            {.name = "small-light", .scenes = {demo, killed}, .size = QSize(1366, 768), .topic = orders, .partition = 4},
            {.name = "small-dark", .scenes = {demo}, .scheme = dark, .size = QSize(1366, 768), .topic = orders, .partition = 0},
            {.name = "presentation-light", .scenes = {demo, killed}, .scale = 1.5, .size = QSize(1920, 1080), .topic = orders, .partition = 4},
            {.name = "presentation-small", .scenes = {demo, killed}, .scale = 1.5, .size = QSize(1366, 768), .topic = orders, .partition = 4},
            {.name = "hidpi-light", .scenes = {demo, killed}, .size = QSize(1600, 1000), .topic = orders, .partition = 4, .pixelRatio = 2.0},
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
        FakeSession session;
        for (std::size_t i = 0; i < shot.scenes.size(); ++i) {
            session.feed(shot.scenes[i]);
            if (i + 1 == shot.scenes.size() && shot.history) session.makeHistory(60);
        }
        MainWindow window(session, {.scheme = shot.scheme, .language = shot.language, .scale = shot.scale, .size = shot.size, .screenshot = true});
        if (!shot.topic.isEmpty()) window.selection().setPartition(shot.topic, shot.partition);
        if (!shot.panel.isEmpty()) window.showPanel(shot.panel);
        const QImage image = window.render(shot.size, shot.pixelRatio);
        QCOMPARE(image.size(), shot.size * shot.pixelRatio);
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char('/') + QLatin1String(shot.name) + QStringLiteral(".png")));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestGallery)
#include "test_gallery.moc"
