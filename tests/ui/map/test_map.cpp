// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/cell_painter.h"
#include "ui/map/map_view.h"

namespace vitrine::ui::test {

class TestMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void rowsStandUnderTheirTopic()
    {
        FakeSession session;
        session.feed(scene::demo);
        MapLayout layout;
        layout.rebuild(session.cluster(), MapFilter::all, MapDensity::automatic);
        QCOMPARE(layout.sections().size(), std::size_t(5));
        QCOMPARE(layout.rowCount(), std::size_t(3 + 6 + 3 + 1));
        QVERIFY(layout.sections().back().internal && layout.sections().back().folded);
        QVERIFY(!layout.compact());
        const auto orders4 = layout.find("orders", 4);
        QVERIFY(orders4 && orders4->row == std::size_t(4));
        const MapLayout::Section &section = layout.sections()[orders4->section];
        const auto hit = layout.hit(layout.rowTop(section, 4) + 1);
        QVERIFY(hit && hit->section == orders4->section && hit->row == orders4->row);
        QVERIFY(layout.hit(section.top) && !layout.hit(section.top)->row);
        QVERIFY(!layout.hit(-1) && !layout.hit(layout.height()));
    }

    void everyLineOfTheLayoutIsFound()
    {
        FakeSession session;
        session.feed(scene::demo);
        MapLayout layout;
        layout.rebuild(session.cluster(), MapFilter::all, MapDensity::automatic);
        for (std::int64_t y = 0; y < layout.height(); ++y) {
            const std::size_t s = layout.sectionAt(y);
            QVERIFY(s < layout.sections().size());
            QVERIFY(layout.sections()[s].top <= y && y < layout.sections()[s].top + layout.sections()[s].height);
        }
    }

    void filtersLeaveWhatTheyName()
    {
        FakeSession session;
        session.feed(scene::demo);
        session.feed(scene::brokerKilled);
        MapLayout layout;
        layout.rebuild(session.cluster(), MapFilter::underReplicated, MapDensity::automatic);
        QCOMPARE(layout.rowCount(), std::size_t(9));
        layout.rebuild(session.cluster(), MapFilter::moving, MapDensity::automatic);
        QCOMPARE(layout.rowCount(), std::size_t(0));
        session.feed("p orders 2 leader 3 isr 3,1 adding 2\n");
        layout.rebuild(session.cluster(), MapFilter::moving, MapDensity::automatic);
        QCOMPARE(layout.rowCount(), std::size_t(1));
        QCOMPARE(layout.partitionOf(layout.sections()[0], 0), 2);
        QVERIFY(layout.find("orders", 2)->row.has_value());
        QVERIFY(!layout.find("orders", 3)->row.has_value());
    }

    void keysWalkThroughRowsAndBrokers()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        MapView view({session, selection, m_theme});
        view.resize(800, 500);
        view.show();
        selection.setPartition(QStringLiteral("audit-log"), 2);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(selection.topic(), QStringLiteral("orders"));
        QCOMPARE(selection.partition(), -1);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(selection.partition(), 0);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(selection.broker(), 1);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(selection.broker(), 2);
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(selection.topic(), QStringLiteral("audit-log"));
        QCOMPARE(selection.partition(), 2);
    }

    void aClickChoosesTheReplica()
    {
        FakeSession session;
        session.feed(scene::demo);
        Selection selection;
        MapView view({session, selection, m_theme});
        view.resize(900, 900);
        view.show();
        const MapLayout &layout = view.layoutOfRows();
        const auto orders1 = layout.find("orders", 1);
        const auto y = layout.rowTop(layout.sections()[orders1->section], *orders1->row) + layout.rowHeight() / 2;
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(840, static_cast<int>(y) + m_theme.px(68)));
        QCOMPARE(selection.topic(), QStringLiteral("orders"));
        QCOMPARE(selection.partition(), 1);
        QCOMPARE(selection.broker(), 3);
    }

    void barsShareTheAxisOfTheirPartition()
    {
        LogAxis axis;
        Cell leader{
            .state = CellState::leader, .known = true, .logStart = Offset(100), .logEnd = Offset(1'100), .highWatermark = Offset(600)};
        Cell follower{.state = CellState::outOfSync, .known = true, .logStart = Offset(300), .logEnd = Offset(600)};
        axis.include(leader);
        axis.include(follower);
        axis.include(Cell{.state = CellState::offline});
        QCOMPARE(axis.from, std::int64_t(100));
        QCOMPARE(axis.to, std::int64_t(1'100));
        QCOMPARE(axis.position(100), 0.0);
        QVERIFY(axis.position(1'100) > 0.9 && axis.position(1'100) < 1.0);
        LogAxis empty;
        QCOMPARE(empty.position(5), 0.0);
    }

    // One record above the high watermark of a million still shows.
    void aSingleHiddenRecordIsSeen()
    {
        const CellPainter painter(m_theme);
        const auto painted = [&](std::int64_t highWatermark) {
            QImage image(300, 60, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            Cell cell{.state = CellState::leader, .known = true, .logEnd = Offset(1'000'000), .highWatermark = Offset(highWatermark)};
            LogAxis axis;
            axis.include(cell);
            QPainter p(&image);
            painter.paint(p, QRectF(5, 5, 280, 48), cell, axis, false);
            return image;
        };
        QVERIFY(painted(1'000'000) != painted(999'999));
    }

    void aFrameCostsWhatIsVisible_data()
    {
        QTest::addColumn<int>("partitions");
        QTest::newRow("100") << 100;
        QTest::newRow("10000") << 10'000;
    }
    void aFrameCostsWhatIsVisible()
    {
        QFETCH(int, partitions);
        FakeSession session;
        session.feed(scene::large(9, partitions));
        Selection selection;
        selection.setPartition(QStringLiteral("clicks"), 7);
        MapView view({session, selection, m_theme});
        view.resize(1'000, 560);
        view.show();
        QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
        view.render(&image);  // fonts are loaded by the first
        QElapsedTimer time;
        time.start();
        constexpr int frames = 20;
        SessionUpdate update;
        update.replicasOfTopics.insert("clicks");
        for (int i = 0; i < frames; ++i) {
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() * i / frames);
            view.refresh(&update);
            view.render(&image);
        }
        const double frameMs = static_cast<double>(time.nsecsElapsed()) / 1e6 / frames;
        time.restart();
        view.refresh(nullptr);
        const double layoutMs = static_cast<double>(time.nsecsElapsed()) / 1e6;
        qInfo("9 brokers x %d partitions: %.2f ms a frame, %.2f ms for a new layout", partitions, frameMs, layoutMs);
        // Generous: debug builds on a busy machine run here too. A frame that looked at every partition would take seconds.
        QVERIFY2(frameMs < 150, qPrintable(QString::number(frameMs)));
        QVERIFY2(layoutMs < 150, qPrintable(QString::number(layoutMs)));
    }

    void mergingAFrameOfDeltasIsCheap()
    {
        FakeSession session;
        session.feed(scene::large(9, 10'000));
        // Every leader and follower of every partition moves in one frame.
        std::vector<observe::NodeDelta> deltas;
        for (int broker = 1; broker <= 9; ++broker) {
            observe::NodeDelta delta;
            delta.node = BrokerId(broker);
            delta.at = session.now();
            for (const PartitionState &partition : session.cluster().topic("clicks")->partitions) {
                if (const ReplicaState *replica = partition.replica(delta.node)) {
                    delta.replicas.push_back(replica->view);
                    delta.replicas.back().log_end = delta.replicas.back().log_end + 10;
                }
            }
            deltas.push_back(std::move(delta));
        }
        QElapsedTimer time;
        time.start();
        session.receive(deltas, {}, 0);
        const double ms = static_cast<double>(time.nsecsElapsed()) / 1e6;
        qInfo("30,000 replicas merged in %.2f ms", ms);
        QVERIFY2(ms < 500, qPrintable(QString::number(ms)));
    }

private:
    Theme m_theme;
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestMap)
#include "test_map.moc"
