// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/common/hex_view.h"
#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/range_chip.h"
#include "ui/common/table.h"
#include "ui/session/wire_log.h"
#include "ui/wire/filter_edit.h"
#include "ui/wire/packet_model.h"
#include "ui/wire/sequence_view.h"
#include "ui/wire/wire_model.h"

namespace vitrine::ui {

// Every request and response between clients, brokers and controllers, while the panel can be seen and the capture is not paused: a
// table with a display filter; beside it the fields and bytes of the chosen one, or the sequence of the selected ones.
class WirePage : public Page {
    Q_OBJECT

public:
    explicit WirePage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override { return {m_chip}; }

    void setFilter(const QString &text);
    [[nodiscard]] QString filter() const { return m_filter->text(); }
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_pause->isChecked(); }
    void choose(WireLog::Position position);
    // Selects the chosen exchange and all that its server had in its hands meanwhile, and draws their sequence.
    void selectMeanwhile();
    void followConversation();
    // The next answered Produce, with what happened meanwhile; for pictures.
    void chooseProduce();
    void showSequence(bool sequence);
    // What is shown, or what is selected of it; the outcome is told in the page.
    void exportTo(const QString &fileName, bool selectedOnly);

    [[nodiscard]] WireModel &exchanges() { return *m_model; }
    [[nodiscard]] TableView &table() { return *m_table; }
    [[nodiscard]] PacketModel &packet() { return *m_packet; }
    [[nodiscard]] TableView &fields() { return *m_fields; }
    [[nodiscard]] HexView &hex() { return *m_hex; }
    [[nodiscard]] SequenceView &sequence() { return *m_sequence; }
    [[nodiscard]] FilterEdit &filterEdit() { return *m_filter; }
    [[nodiscard]] QString note() const { return m_note->text(); }

Q_SIGNALS:
    void exported(const QString &problem);

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void seenChanged(bool seen) override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateCapture();
    void applyFilter();
    // The rows are others now; what was selected stays so where it is still there.
    void narrow(const std::function<void()> &change);
    void showChosen();
    void showPart(PacketModel::Part part);
    void nameBytes();
    void fieldChosen(const QModelIndex &index);
    void byteChosen(qsizetype byte);
    void updateSequence();
    void fillSequenceTable();
    void updateTexts();
    void select(const std::vector<WireLog::Position> &positions);
    [[nodiscard]] std::vector<WireLog::Position> selected() const;
    [[nodiscard]] QString conversationOf(const WireExchange &exchange) const;
    void setNote(const QString &text, bool bad);
    void askForFile(bool selectedOnly);
    void menu(const QPoint &position);
    void layOut();
    void shareRoom();

    WireModel *m_model;
    PacketModel *m_packet;
    FilterEdit *m_filter;
    QToolButton *m_help;
    QToolButton *m_follow;
    QToolButton *m_pause;
    QToolButton *m_clear;
    QToolButton *m_export;
    QAction *m_exportShown;
    QAction *m_exportSelected;
    QToolButton *m_asFields;
    QToolButton *m_asSequence;
    ElidedLabel *m_note;
    QSplitter *m_splitter;
    TableView *m_table;
    QStackedWidget *m_right;
    EmptyState *m_empty;
    QWidget *m_detail;
    QLabel *m_name;
    ElidedLabel *m_meta;
    QSplitter *m_packetSplitter;
    TableView *m_fields;
    HexView *m_hex;
    SharedBytes m_shownBytes;  // in it
    SequenceView *m_sequence;
    TableTwin *m_sequenceTwin;
    TwinModel *m_sequenceRows;
    bool m_seen = false;
    bool m_updating = false;
    bool m_atEnd = true;
    bool m_sequenceStale = true;
    bool m_wantsProduce = false;
    bool m_ownShare = false;
    std::optional<WireLog::Position> m_chosen;
    PacketModel::Part m_part = PacketModel::Part::request;
    RangeChip *m_chip;
};

}  // namespace vitrine::ui
