// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDir>
#include <QImageWriter>
#include <QStandardPaths>
#include <QTest>

#include "tests/ui/gallery/contact_sheet.h"
#include "tests/ui/gallery/scene.h"

namespace vitrine::ui::test {

// Every view in every state that its design must hold, in every look: the scenes are declared in scenes_*.cpp, the matrix is this file.
//
// Without anything in the environment, the normal state of a view is pictured in two looks that differ in everything, each other one in one
// of them; it is required that a scene comes to stand, lays out, paints, and cuts no text. `packaging/gallery` has it make all pictures and
// the sheets:
//   VITRINE_GALLERY_DIR   all looks, and each picture as VIEW_STATE_LOOK.png in this folder
//   VITRINE_GALLERY_SHEETS   the folder for VIEW.jpg, out of the pictures in VITRINE_GALLERY_DIR
//   QT_SCALE_FACTOR=2     only the state "normal" of each view, as VIEW_200_LOOK.png: pictures as on such a screen, since every widget,
//   icon
//                         and style asks the screen; a painter that is merely scaled would not show what they do then
class TestGallery : public QObject {
    Q_OBJECT

private:
    static inline const QString normal = QStringLiteral("normal");
    static inline const QString doubled = QStringLiteral("200");

    static const Scenes &scenes()
    {
        static const Scenes all = [] {
            Scenes made;
            for (Scenes (*declared)() :
                 {mapScenes, groupScenes, recordScenes, wireScenes, quorumScenes, timeScenes, windowScenes, startScenes, simulationScenes})
                for (Scene &scene : declared()) made.push_back(std::move(scene));
            return made;
        }();
        return all;
    }
    static QList<Look> looks(bool all)
    {
        constexpr auto light = Theme::Scheme::light;
        constexpr auto dark = Theme::Scheme::dark;
        if (!all) return {{light, "en"}, {dark, "ko"}};
        return {{light, "en"}, {dark, "en"}, {light, "ko"}, {dark, "ko"}};
    }
    static bool isDoubled() { return qApp->devicePixelRatio() > 1.5; }
    static QString folder() { return qEnvironmentVariable("VITRINE_GALLERY_DIR"); }
    static QString nameOf(const QString &view, const QString &state, const Look &look)
    {
        return view + QLatin1Char('_') + QString(state).replace(QLatin1Char(' '), QLatin1Char('-')) + QLatin1Char('_') + look.name();
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void renders_data()
    {
        QTest::addColumn<std::size_t>("index");
        QTest::addColumn<Theme::Scheme>("scheme");
        QTest::addColumn<QByteArray>("language");
        for (std::size_t i = 0; i < scenes().size(); ++i) {
            const Scene &scene = scenes()[i];
            if (isDoubled() && scene.state != normal) continue;
            // In short, what is not normal is pictured once, by turns in each of the two looks.
            QList<Look> wanted = looks(!folder().isEmpty());
            if (folder().isEmpty() && scene.state != normal) wanted.removeAt(static_cast<qsizetype>(i % 2));
            for (const Look &look : wanted)
                QTest::newRow(qPrintable(nameOf(scene.view, isDoubled() ? doubled : scene.state, look)))
                    << i << look.scheme << QByteArray(look.language);
        }
    }
    void renders()
    {
        QFETCH(std::size_t, index);
        QFETCH(Theme::Scheme, scheme);
        QFETCH(QByteArray, language);
        Stage stage({scheme, language.constData()});
        scenes()[index].set(stage);
        if (QTest::currentTestFailed()) return;
        const QImage picture = stage.picture();
        QVERIFY2(picture.width() > 100 && picture.height() > 20, "nothing to see");
        if (!folder().isEmpty()) {
            QVERIFY(QDir().mkpath(folder()));
            QVERIFY(picture.save(folder() + QLatin1Char('/') + QLatin1String(QTest::currentDataTag()) + QStringLiteral(".png")));
        }
        const QStringList cut = stage.cutTexts();
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }

    // Two scenes of one name would be one picture.
    void everySceneHasANameOfItsOwn()
    {
        QSet<QString> names;
        for (const Scene &scene : scenes()) {
            const QString name = nameOf(scene.view, scene.state, {});
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
        }
    }

    void aSheetHasACellForEachPicture()
    {
        ContactSheet sheet(QStringLiteral("view"), {QStringLiteral("one"), QStringLiteral("two")});
        QImage red(300, 100, QImage::Format_RGB32);
        red.fill(Qt::red);
        QImage wide(ContactSheet::cellWidth * 2, 200, QImage::Format_RGB32);
        wide.fill(Qt::blue);
        sheet.addRow(QStringLiteral("empty"), {red, QImage()});
        sheet.addRow(QStringLiteral("normal"), {wide, red});
        const QImage image = sheet.paint();
        constexpr int gap = ContactSheet::gap;
        constexpr int first = ContactSheet::titleHeight + 2 * ContactSheet::captionHeight;
        constexpr int second = first + 100 + gap + ContactSheet::captionHeight;
        QCOMPARE(image.width(), gap + 2 * (ContactSheet::cellWidth + gap));
        QCOMPARE(image.height(), second + 100 + gap + gap);
        QCOMPARE(image.pixelColor(gap + 299, first + 99), QColor(Qt::red));
        QVERIFY(image.pixelColor(gap + 301, first + 50) != QColor(Qt::red));
        QCOMPARE(image.pixelColor(gap + ContactSheet::cellWidth - 1, second + 99), QColor(Qt::blue));
        QCOMPARE(image.pixelColor(2 * gap + ContactSheet::cellWidth + 150, second + 50), QColor(Qt::red));
    }

    void sheets_data()
    {
        QTest::addColumn<QString>("view");
        QSet<QString> seen;
        for (const Scene &scene : scenes()) {
            if (seen.contains(scene.view)) continue;
            seen.insert(scene.view);
            QTest::newRow(qPrintable(scene.view)) << scene.view;
        }
    }
    void sheets()
    {
        const QString into = qEnvironmentVariable("VITRINE_GALLERY_SHEETS");
        if (into.isEmpty()) return;
        QFETCH(QString, view);
        ContactSheet sheet(view, {QStringLiteral("light, English"), QStringLiteral("dark, English"), QStringLiteral("light, 한국어"),
                                  QStringLiteral("dark, 한국어")});
        // Every look of the three states that each view has; of the rest the two that differ in everything, so that all sheets together
        // stay small enough for a repository.
        const auto add = [&](const QString &state, const QString &caption) {
            const bool whole = state == normal || state == QStringLiteral("empty") || state == QStringLiteral("large");
            QList<QImage> pictures;
            for (const Look &look : looks(true)) {
                if (!whole && (look.scheme == Theme::Scheme::dark) != (look.language == QByteArrayView("ko"))) {
                    pictures << QImage();
                    continue;
                }
                const QString file = folder() + QLatin1Char('/') + nameOf(view, state, look) + QStringLiteral(".png");
                pictures << QImage(file);
                QVERIFY2(!pictures.last().isNull(), qPrintable(file));
            }
            sheet.addRow(caption, pictures);
        };
        for (const Scene &scene : scenes())
            if (scene.view == view) add(scene.state, scene.state);
        for (const Scene &scene : scenes())
            if (scene.view == view && scene.state == normal) add(doubled, QStringLiteral("normal, at 200 %"));
        if (QTest::currentTestFailed()) return;
        QVERIFY(QDir().mkpath(into));
        QImageWriter writer(into + QLatin1Char('/') + view + QStringLiteral(".jpg"), "jpg");
        writer.setQuality(42);
        writer.setOptimizedWrite(true);
        writer.setProgressiveScanWrite(true);
        QVERIFY2(writer.write(sheet.paint()), qPrintable(writer.errorString()));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestGallery)
#include "test_gallery.moc"
