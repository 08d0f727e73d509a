// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/common/flat_model.h"
#include "ui/common/table.h"
#include "ui/common/user_settings.h"

namespace vitrine::ui::test {

struct Fruit {
    int number = 0;
    QString name;
    qlonglong bytes = 0;
    [[nodiscard]] int key() const { return number; }
    friend bool operator==(const Fruit &, const Fruit &) = default;
};

class FruitModel : public RowModel<Fruit> {
public:
    using RowModel::RowModel;

protected:
    [[nodiscard]] int columns() const override { return 3; }
    [[nodiscard]] QString title(int column) const override
    {
        return QStringList{QStringLiteral("Number"), QStringLiteral("Name"), QStringLiteral("Size")}.at(column);
    }
    [[nodiscard]] ColumnKind kind(int column) const override
    {
        return column == 0 ? ColumnKind::number : column == 1 ? ColumnKind::text : ColumnKind::bytes;
    }
    [[nodiscard]] QVariant cell(int index, int column, int role) const override
    {
        if (role != Qt::DisplayRole) return {};
        const Fruit &fruit = row(index);
        return column == 0 ? QVariant(static_cast<qlonglong>(fruit.number)) : column == 1 ? QVariant(fruit.name) : QVariant(fruit.bytes);
    }
};

// What every table can do, whatever it shows.
class TestTables : public QObject {
    Q_OBJECT

private:
    static std::vector<Fruit> fruits()
    {
        return {{1, QStringLiteral("pear"), 900},
                {2, QStringLiteral("Apple, red"), 20'000},
                {3, QStringLiteral("fig 10"), 3},
                {4, QStringLiteral("fig 9"), 1'500}};
    }
    static QStringList names(const TableView &table)
    {
        QStringList list;
        for (int row = 0; row < table.model()->rowCount(); ++row) list << table.model()->index(row, 1).data().toString();
        return list;
    }

    struct Table {
        Theme theme;
        FruitModel model;
        TableView view{theme};
        Table()
        {
            model.sync(fruits());
            view.setModel(&model);
            view.setColumnWidths({80, 0, 80});
            view.resize(400, 300);
            view.show();
        }
    };

private Q_SLOTS:
    void aTitleSortsUpDownAndNotAtAll()
    {
        Table t;
        const QStringList own{QStringLiteral("pear"), QStringLiteral("Apple, red"), QStringLiteral("fig 10"), QStringLiteral("fig 9")};
        QCOMPARE(names(t.view), own);
        const auto click = [&](int column) {
            QTest::mouseClick(t.view.header()->viewport(), Qt::LeftButton, {},
                              QPoint(t.view.header()->sectionViewportPosition(column) + 10, t.view.header()->height() / 2));
        };
        click(1);
        // Words as people sort them: whatever the case, numbers by their value.
        QCOMPARE(names(t.view),
                 QStringList({QStringLiteral("Apple, red"), QStringLiteral("fig 9"), QStringLiteral("fig 10"), QStringLiteral("pear")}));
        click(2);
        QCOMPARE(names(t.view),
                 QStringList({QStringLiteral("fig 10"), QStringLiteral("pear"), QStringLiteral("fig 9"), QStringLiteral("Apple, red")}));
        click(2);
        QCOMPARE(names(t.view).first(), QStringLiteral("Apple, red"));
        QVERIFY(t.view.model() != &t.model);
        click(2);
        QCOMPARE(names(t.view), own);
        // Nothing stands between table and model any more.
        QCOMPARE(t.view.model(), &t.model);
    }

    void whatComesInTakesItsPlace()
    {
        Table t;
        QAbstractItemModelTester tester(&t.model);
        t.view.sortBy(2, Qt::DescendingOrder);
        t.model.append({{5, QStringLiteral("melon"), 1'000'000}, {6, QStringLiteral("grape"), 1}}, 100);
        QCOMPARE(names(t.view).first(), QStringLiteral("melon"));
        QCOMPARE(names(t.view).last(), QStringLiteral("grape"));
        t.view.setFilter(QStringLiteral("fig"));
        QCOMPARE(names(t.view), QStringList({QStringLiteral("fig 9"), QStringLiteral("fig 10")}));
        t.model.append({{7, QStringLiteral("FIG 11"), 50}}, 100);
        QCOMPARE(names(t.view), QStringList({QStringLiteral("fig 9"), QStringLiteral("FIG 11"), QStringLiteral("fig 10")}));
    }

    void theChosenRowAndItsListenersStay()
    {
        Table t;
        QItemSelectionModel *selection = t.view.selectionModel();
        t.view.setCurrentIndex(t.model.index(2, 0));
        QSignalSpy changes(selection, &QItemSelectionModel::currentChanged);
        t.view.sortBy(1);
        QCOMPARE(t.view.selectionModel(), selection);
        QCOMPARE(changes.size(), 0);
        QCOMPARE(t.view.toModel(t.view.currentIndex()).row(), 2);
        QCOMPARE(t.view.currentIndex().siblingAtColumn(1).data().toString(), QStringLiteral("fig 10"));
        QCOMPARE(selection->selectedRows().size(), 1);
        t.view.setCurrentIndex(t.view.fromModel(t.model.index(0, 0)));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(t.view.toModel(t.view.currentIndex()).row(), 0);
        t.view.sortBy(-1);
        QCOMPARE(t.view.currentIndex().row(), 0);
        QCOMPARE(t.view.currentIndex().model(), &t.model);
        t.view.setFilter(QStringLiteral("fig"));
        QVERIFY(!t.view.fromModel(t.model.index(0, 0)).isValid());
    }

    void theFilterIsTypedBelowTheTable()
    {
        Table t;
        const int before = t.view.viewport()->height();
        t.view.setFocus();
        QTest::keyClick(&t.view, Qt::Key_F, Qt::ControlModifier);
        auto *field = t.view.findChild<QLineEdit *>();
        QVERIFY(field && field->isVisible());
        QVERIFY(t.view.viewport()->height() < before);
        QVERIFY(!field->accessibleName().isEmpty());
        // All words, wherever they stand; numbers as they are read.
        QTest::keyClicks(field, QStringLiteral("app 20"));
        QCOMPARE(names(t.view), QStringList{QStringLiteral("Apple, red")});
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(t.view.model()->rowCount(), 4);
        QVERIFY(!field->isVisible());
        QCOMPARE(t.view.viewport()->height(), before);
    }

    void rowsAreCopiedAsTheyStand()
    {
        Table t;
        t.view.sortBy(0, Qt::DescendingOrder);
        t.view.setColumnShown(2, false);
        t.view.selectAll();
        QTest::keyClick(&t.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("4\tfig 9\n3\tfig 10\n2\tApple, red\n1\tpear"));
    }

    void theLastColumnStays()
    {
        Table t;
        for (int column = 0; column < 3; ++column) t.view.setColumnShown(column, false);
        QVERIFY(!t.view.isColumnHidden(2));
        QVERIFY(t.view.isColumnHidden(0) && t.view.isColumnHidden(1));
    }

    void whatIsShownIsExported()
    {
        Table t;
        t.view.sortBy(2);
        t.view.setColumnShown(0, false);
        t.view.setFilter(QStringLiteral("e"));
        // Numbers without the signs that are for eyes; a comma makes quotes necessary.
        QCOMPARE(t.view.exported(TableView::Export::csv), QByteArray("Name,Size\r\npear,900\r\n\"Apple, red\",20000\r\n"));
        const QJsonArray rows = QJsonDocument::fromJson(t.view.exported(TableView::Export::json)).array();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[1].toObject().value(QStringLiteral("Size")).toInteger(), 20'000);
        QCOMPARE(rows[0].toObject().value(QStringLiteral("Name")).toString(), QStringLiteral("pear"));
        QVERIFY(!rows[0].toObject().contains(QStringLiteral("Number")));
    }

    void theMenuSaysWhatItCopies()
    {
        Table t;
        QMenu none;
        t.view.addTableActions(none);
        QVERIFY(!none.actions().first()->isEnabled());
        t.view.setCurrentIndex(t.model.index(1, 1));
        QMenu menu;
        t.view.addTableActions(menu);
        QVERIFY(menu.actions().first()->isEnabled());
        for (QAction *action : menu.actions())
            if (action->text() == QStringLiteral("Copy cell")) action->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Apple, red"));
    }

    void columnsAndOrderAreKeptUnderTheName()
    {
        const QTemporaryDir directory;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, directory.path());
        QCoreApplication::setOrganizationName(QStringLiteral("VitrineTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tables"));
        UserSettings::setKept(true);
        const auto clean = qScopeGuard([] { UserSettings::setKept(false); });
        {
            Table t;
            t.view.hide();
            t.view.setObjectName(QStringLiteral("fruits"));
            t.view.show();
            t.view.setColumnShown(0, false);
            Q_EMIT t.view.header()->sectionClicked(2);
        }
        Table again;
        QVERIFY(!again.view.isColumnHidden(0));
        again.view.hide();
        again.view.setObjectName(QStringLiteral("fruits"));
        again.view.show();
        QVERIFY(again.view.isColumnHidden(0));
        QCOMPARE(names(again.view).first(), QStringLiteral("fig 10"));
        // Where nothing is kept nothing is read either.
        UserSettings::setKept(false);
        Table picture;
        picture.view.hide();
        picture.view.setObjectName(QStringLiteral("fruits"));
        picture.view.show();
        QVERIFY(!picture.view.isColumnHidden(0));
    }

    void manyRowsComeInQuicklyWhileSorted()
    {
        Table t;
        std::vector<Fruit> many;
        for (int i = 0; i < 20'000; ++i) many.push_back({10 + i, QStringLiteral("n%1").arg(i * 7919 % 20'000), i});
        t.model.append(std::move(many), 100'000);
        t.view.sortBy(0, Qt::DescendingOrder);
        QElapsedTimer timer;
        timer.start();
        for (int batch = 0; batch < 50; ++batch) {
            std::vector<Fruit> more;
            for (int i = 0; i < 20; ++i) more.push_back({100'000 + batch * 20 + i, QStringLiteral("late"), 1});
            t.model.append(std::move(more), 100'000);
        }
        QCOMPARE(t.view.model()->index(0, 0).data().toInt(), 100'999);
        // Fifty frames; far less than that each, on any machine.
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestTables)
#include "test_tables.moc"
