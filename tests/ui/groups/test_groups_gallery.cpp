// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QJsonArray>
#include <QPushButton>
#include <QTest>

#include "tests/ui/support/fake_session.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/groups/add_consumer_dialog.h"
#include "ui/groups/groups_page.h"
#include "ui/groups/reset_offsets_dialog.h"
#include "ui/window/language.h"

namespace vitrine::ui::test {

namespace {

// Members in every state.
const char *const busy = R"(
own billing billing-1
own billing billing-2 paused
group billing Stable generation 15 protocol cooperative-sticky coordinator 3 began -9 ended -8.4 reason member billing-3 left (client reason: the consumer is being closed)
member billing billing-1 orders:0,1
member billing billing-2 orders:2,3
member billing warehouse-reporting-worker-17 orders:4,5 instance warehouse-17 heartbeat -31
member billing spare
offset billing orders 0 18310
event -9 rebalance billing member billing-3 left (client reason: the consumer is being closed)
event -8.8 generation billing 15 4 protocol cooperative-sticky
event -8.4 stable billing 15
)";

// What a lag does not say by itself.
const char *const honest = R"(
topic profiles 2 rf 1 min 1
config profiles cleanup.policy=compact
r profiles 0 on 1 log 0..5200 hw 5200
r profiles 1 on 1 log 0..5100 hw 5100
r orders 0 on 1 log 0..18396 hw 18396
r orders 1 on 2 log 13980..14000 hw 14000
r orders 2 on 3 log 0..16600 hw 16600 lso 16540
p payments 2 leader -1 epoch 2 replicas 1,2,3 isr 1
group billing Stable generation 14 protocol cooperative-sticky coordinator 3
member billing billing-1 orders:0,1,2
member billing billing-2 orders:3,4,5+profiles:0,1+payments:2
offset billing orders 1 13201
offset billing orders 4 12900
offset billing profiles 0 4100
offset billing payments 2 10
)";

std::string crowd(int members, int partitions)
{
    std::string text = scene::large(5, partitions);
    for (const int generation : {40, 41}) {
        text += "group clicks-to-sessions Stable generation " + std::to_string(generation) +
                " protocol range coordinator 2 began -30 ended -27\n";
        const int present = generation == 40 ? members : members - 2;
        for (int m = 0; m < present; ++m) {
            text += "member clicks-to-sessions worker-" + std::to_string(100 + m) + " clicks:";
            for (int p = m * partitions / present; p < (m + 1) * partitions / present; ++p)
                text += std::to_string(p) + (p + 1 < (m + 1) * partitions / present ? "," : "");
            text += "\n";
        }
    }
    for (int p = 0; p < partitions; ++p)
        text +=
            "offset clicks-to-sessions clicks " + std::to_string(p) + " " + std::to_string(99'000 + (p * 7'919) % 900'000 - p % 70) + "\n";
    return text;
}

QJsonObject resetAnswer()
{
    QJsonArray rows;
    for (int p = 0; p < 6; ++p)
        rows.append(QJsonObject{{QStringLiteral("topic"), QStringLiteral("orders")},
                                {QStringLiteral("partition"), p},
                                {QStringLiteral("current"), p == 5 ? QJsonValue() : QJsonValue(18'310 - p * 700)},
                                {QStringLiteral("new"), p == 1 ? 17'900 : 18'210 - p * 700},
                                {QStringLiteral("log_start"), p == 1 ? 17'900 : 0},
                                {QStringLiteral("log_end"), 18'500},
                                {QStringLiteral("bound"), p == 1 ? QStringLiteral("start") : QStringLiteral("none")}});
    return {{QStringLiteral("partitions"), rows}};
}

}  // namespace

// The Groups view in every state that its design must hold. With VITRINE_GALLERY_DIR set, the pictures are written there to be looked at;
// without it, the test only requires that every state lays out and paints.
class TestGroupsGallery : public QObject {
    Q_OBJECT

    struct Shot {
        const char *name;
        std::vector<std::string> scenes;
        QString group = QStringLiteral("billing");
        GroupsPage::Half half = GroupsPage::Half::lag;
        QSize size{495, 270};
        Theme::Scheme scheme = Theme::Scheme::light;
        QString language = QStringLiteral("en");
        double scale = 1.0;
        std::function<void(GroupsPage &)> act;
    };

    static std::vector<Shot> shots()
    {
        using Half = GroupsPage::Half;
        const std::string demo = scene::demo;
        const auto dark = Theme::Scheme::dark;
        const QString ko = QStringLiteral("ko");
        const QSize tall(495, 760);
        const QSize wide(1100, 800);
        const QString crowded = QStringLiteral("clicks-to-sessions");
        const auto past = [](GroupsPage &page) { page.rebalancesTable().setCurrentIndex(page.rebalances().index(1, 0)); };
        return {
            {.name = "group-lag-light", .scenes = {demo}},
            {.name = "group-lag-dark", .scenes = {demo, busy}, .scheme = dark},
            {.name = "group-members-low", .scenes = {demo, busy}, .half = Half::members},
            {.name = "group-members-tall", .scenes = {demo, busy}, .half = Half::members, .size = tall},
            {.name = "group-members-wide-dark", .scenes = {demo, busy}, .half = Half::members, .size = wide, .scheme = dark},
            {.name = "group-members-korean", .scenes = {demo, busy}, .half = Half::members, .size = tall, .language = ko},
            {.name = "group-offsets-low", .scenes = {demo, honest}, .half = Half::offsets},
            {.name = "group-offsets-tall", .scenes = {demo, honest}, .half = Half::offsets, .size = tall},
            {.name = "group-offsets-wide-dark", .scenes = {demo, honest}, .half = Half::offsets, .size = wide, .scheme = dark},
            {.name = "group-offsets-korean-wide", .scenes = {demo, honest}, .half = Half::offsets, .size = wide, .language = ko},
            {.name = "group-rebalances-low", .scenes = {demo, busy}, .half = Half::rebalances},
            {.name = "group-rebalances-past", .scenes = {demo, busy}, .half = Half::rebalances, .size = tall, .act = past},
            {.name = "group-rebalances-wide-korean",
             .scenes = {demo, busy, scene::rebalance},
             .half = Half::rebalances,
             .size = wide,
             .language = ko,
             .act = past},
            {.name = "group-rebalancing", .scenes = {demo, scene::rebalance}, .scheme = dark},
            {.name = "group-empty",
             .scenes = {demo, "group billing Empty generation 15 protocol cooperative-sticky coordinator 3\n"},
             .half = Half::members,
             .size = tall},
            {.name = "group-coordinator-gone", .scenes = {demo, "broker 3 killed\n"}, .size = tall},
            {.name = "group-crowd", .scenes = {crowd(50, 300)}, .group = crowded, .half = Half::offsets, .size = tall},
            {.name = "group-crowd-wide-dark",
             .scenes = {crowd(50, 300)},
             .group = crowded,
             .half = Half::rebalances,
             .size = wide,
             .scheme = dark},
            {.name = "group-single",
             .scenes = {scene::single,
                        "group g Stable generation 1 protocol range coordinator 1\nmember g only notes:0\noffset g notes 0 16\n"},
             .group = QStringLiteral("g"),
             .half = Half::members,
             .size = tall},
            {.name = "group-long-names",
             .scenes = {scene::longNames},
             .group = QStringLiteral("com.example.production.address-changes-to-search-index.consumer-group"),
             .half = Half::offsets,
             .size = tall},
            {.name = "group-presentation", .scenes = {demo, busy}, .half = Half::members, .size = QSize(743, 900), .scale = 1.5},
            {.name = "groups-list", .scenes = {demo, busy, "broker 1 killed\n"}, .group = {}, .size = QSize(495, 300)},
            {.name = "groups-list-wide-dark", .scenes = {demo, busy}, .group = {}, .size = QSize(900, 300), .scheme = dark},
            {.name = "groups-none", .scenes = {scene::single}, .group = {}, .size = QSize(495, 300), .language = ko},
        };
    }

    static void save(const QImage &image, const QString &name)
    {
        const QString folder = qEnvironmentVariable("VITRINE_GALLERY_DIR");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

    // The palette of the window lies behind the card.
    static QImage picture(QWidget &widget, const Theme &theme)
    {
        QCoreApplication::processEvents();
        QImage image(widget.size(), QImage::Format_RGB32);
        image.fill(theme.colors().window);
        widget.render(&image);
        return image;
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
        for (const std::string &scene : shot.scenes) session.feed(scene);
        session.makeHistory(60);
        Theme theme;
        theme.setScheme(shot.scheme);
        theme.setScale(shot.scale);
        theme.apply(*qApp);
        Language language;
        language.set(shot.language);
        Selection selection;
        selection.setGroup(shot.group);
        selection.setPartition(QStringLiteral("orders"), 4);
        auto *page = new GroupsPage({session, selection, theme});
        Card card({session, selection, theme}, page);
        card.resize(shot.size);
        card.show();
        page->showHalf(shot.half);
        if (shot.act) shot.act(*page);
        const QImage image = picture(card, theme);
        QCOMPARE(image.size(), shot.size);
        save(image, QLatin1String(shot.name));
    }

    void dialogs_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("locale");
        QTest::newRow("light") << false << "en";
        QTest::newRow("dark") << true << "en";
        QTest::newRow("korean") << false << "ko";
    }
    void dialogs()
    {
        QFETCH(bool, dark);
        QFETCH(QString, locale);
        FakeSession session;
        session.feed(scene::demo);
        session.feed(busy);
        session.setAnswer({.ok = false, .sentence = {}, .json = resetAnswer()});
        Theme theme;
        theme.setScheme(dark ? Theme::Scheme::dark : Theme::Scheme::light);
        theme.apply(*qApp);
        Language language;
        language.set(locale);
        Selection selection;
        const Context context{session, selection, theme};
        AddConsumerDialog add(context, QStringLiteral("billing"));
        add.findChild<QComboBox *>()->setCurrentIndex(0);
        add.show();
        save(picture(add, theme), QStringLiteral("dialog-add-") + QLatin1String(QTest::currentDataTag()));
        auto *reset = new ResetOffsetsDialog(context, QStringLiteral("billing"));
        reset->findChild<QComboBox *>()->setCurrentIndex(dark ? 4 : 3);
        reset->show();
        save(picture(*reset, theme), QStringLiteral("dialog-reset-empty-") + QLatin1String(QTest::currentDataTag()));
        reset->findChildren<QPushButton *>().first()->click();
        QTRY_COMPARE(reset->preview().rowCount(), 6);
        save(picture(*reset, theme), QStringLiteral("dialog-reset-") + QLatin1String(QTest::currentDataTag()));
        reset->close();
    }
};

}  // namespace vitrine::ui::test

QTEST_MAIN(vitrine::ui::test::TestGroupsGallery)
#include "test_groups_gallery.moc"
