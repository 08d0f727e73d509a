// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QGlyphRun>
#include <QLineEdit>
#include <QMessageBox>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QTest>
#include <QTextLayout>
#include <QToolButton>

#include "tests/ui/support/fake_session.h"
#include "ui/common/combo_box.h"
#include "ui/common/selection.h"
#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/consume/consume_page.h"
#include "ui/groups/group_text.h"

namespace vitrine::ui::test {

// What widgets of Qt would do in a way of their own.
class TestLooks : public QObject {
    Q_OBJECT

private:
    Theme m_theme;

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_theme.apply(*qApp);
    }

    void messageBoxesHaveTheIconsOfTheProgram()
    {
        for (const auto scheme : {Theme::Scheme::light, Theme::Scheme::dark}) {
            m_theme.setScheme(scheme);
            const QString suffix = scheme == Theme::Scheme::dark ? QStringLiteral("dark") : QStringLiteral("light");
            for (const auto &[icon, name] :
                 {std::pair(QMessageBox::Warning, "warning"), std::pair(QMessageBox::Critical, "warning"),
                  std::pair(QMessageBox::Question, "question"), std::pair(QMessageBox::Information, "information")}) {
                QMessageBox box(icon, QStringLiteral("Vitrine"), QStringLiteral("text"));
                box.ensurePolished();
                box.setIcon(icon);
                const QPixmap shown = box.iconPixmap();
                const QString file = QStringLiteral(":/vitrine/icons/message-%1-%2.svg").arg(QLatin1String(name), suffix);
                QVERIFY(!shown.isNull());
                QCOMPARE(shown.toImage(), QIcon(file).pixmap(shown.deviceIndependentSize().toSize()).toImage());
            }
        }
    }

    void aHintInAnEmptyFieldCanBeRead()
    {
        for (const auto scheme : {Theme::Scheme::light, Theme::Scheme::dark}) {
            m_theme.setScheme(scheme);
            QLineEdit field;
            field.ensurePolished();
            const QColor hint = field.palette().color(QPalette::PlaceholderText);
            QCOMPARE(hint.alpha(), 255);
            QVERIFY2(contrastRatio(hint, m_theme.colors().panel) >= 4.5, qPrintable(hint.name()));
        }
    }

    void codeIsWrittenWithoutLigatures()
    {
        for (const auto type : {Theme::Type::mono, Theme::Type::monoBody, Theme::Type::monoSmall}) {
            for (const QString &text : {QStringLiteral("=="), QStringLiteral("--"), QStringLiteral("&&")}) {
                QTextLayout layout(text, m_theme.font(type));
                layout.beginLayout();
                layout.createLine();
                layout.endLayout();
                QList<quint32> glyphs;
                for (const QGlyphRun &run : layout.glyphRuns()) glyphs += run.glyphIndexes();
                QCOMPARE(glyphs.size(), 2);
                QCOMPARE(glyphs[0], glyphs[1]);
            }
        }
    }

    void aChoiceWithoutRoomIsCutInItsMiddle()
    {
        ComboBox box;
        const QString name = QStringLiteral("a-topic-with-a-very-long-name-that-nobody-would-type-twice.v7");
        box.addItems({QStringLiteral("orders"), name});
        box.resize(160, box.sizeHint().height());
        box.show();
        QCOMPARE(box.shownText(), QStringLiteral("orders"));
        box.setCurrentIndex(1);
        const QString cut = box.shownText();
        QVERIFY2(cut.startsWith(QLatin1String("a-t")) && cut.endsWith(QLatin1String("v7")) && cut.contains(QChar(0x2026)), qPrintable(cut));
        QVERIFY(box.fontMetrics().horizontalAdvance(cut) < 160);
        // In the width that it asks for itself nothing is cut.
        box.setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box.resize(box.sizeHint());
        QCOMPARE(box.shownText(), name);
        // Widths are rounded, some of them down.
        for (const QString &choice :
             {QStringLiteral("모든 파티션"), QStringLiteral("처음부터"), QStringLiteral("이 오프셋의 레코드"), QStringLiteral("kkk"),
              QStringLiteral("kkkkk"), QStringLiteral("tttttttt"), QStringLiteral("AVAVAV")}) {
            ComboBox own;
            own.addItem(choice);
            own.resize(own.sizeHint());
            QCOMPARE(own.shownText(), choice);
        }
        box.resize(900, box.height());
        QCOMPARE(box.shownText(), name);
    }

    void theFullerColumnHasTheRoom()
    {
        QStandardItemModel model(1, 3);
        model.setData(model.index(0, 0), QStringLiteral("12"));
        model.setData(model.index(0, 1), QStringLiteral("short"));
        model.setData(model.index(0, 2), QStringLiteral("a sentence that needs much more room than the word on its left"));
        TableView table(m_theme);
        table.setModel(&model);
        table.resize(620, 200);
        table.setColumnWidths({60, 0, 0});
        table.show();
        QCOMPARE(table.columnWidth(1), table.columnWidth(2));
        table.shareByContent();
        const auto needed = [&](int column) { return table.itemDelegate()->sizeHint({}, model.index(0, column)).width(); };
        QVERIFY(table.columnWidth(2) >= needed(2));
        QCOMPARE(table.columnWidth(1) + table.columnWidth(2), table.viewport()->width() - m_theme.px(60));
        // What comes later counts, too.
        model.setData(model.index(0, 2), QStringLiteral("a"));
        model.setData(model.index(0, 1), QStringLiteral("now this is the sentence that needs much more room than the other"));
        QTRY_VERIFY(table.columnWidth(1) >= needed(1));
    }

    void aLowConsumePageKeepsItsQuestionAndItsRecords()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        ConsumePage page({session, selection, m_theme});
        page.resize(1'100, 310);
        page.show();
        for (QToolButton *button : page.findChildren<QToolButton *>())
            if (button->isCheckable()) button->setChecked(true);
        QVERIFY(page.findChild<QLineEdit *>(QStringLiteral("seek"))->isVisible());
        QCoreApplication::processEvents();
        QVERIFY2(page.minimumSizeHint().height() <= 300, qPrintable(QString::number(page.minimumSizeHint().height())));
    }

    void aRebalanceWithoutAReasonSaysWhatIsKnown()
    {
        RebalanceRecord before{.members = {"billing-1", "billing-2"}};
        before.state = RebalanceRecord::State::done;
        before.movesKnown = true;
        RebalanceRecord record = before;
        record.members = {"billing-1", "billing-2", "billing-3"};
        QVERIFY(GroupText::why(record, &before).contains(QLatin1String("billing-3")));
        record.members = {"billing-1"};
        record.left = {"billing-2"};
        QVERIFY(GroupText::why(record, &before).contains(QLatin1String("billing-2")));
        record = before;
        QVERIFY(!GroupText::why(record, &before).isEmpty());
        record.movesKnown = false;
        QVERIFY(!GroupText::why(record, nullptr).isEmpty());
        for (const auto state : {RebalanceRecord::State::running, RebalanceRecord::State::superseded})
            QVERIFY(!GroupText::why(RebalanceRecord{.state = state}, nullptr).isEmpty());
        // What the coordinator says goes before everything.
        record.reason = "member billing-1-0f5e9a37-31a5-4a26-9a0b-2f6c81e0c0de left";
        QCOMPARE(GroupText::why(record, &before), QStringLiteral("billing-1 left"));
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestLooks)
#include "test_looks.moc"
