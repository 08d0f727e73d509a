// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <random>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/table.h"
#include "ui/produce/headers_edit.h"
#include "ui/produce/inside_view.h"
#include "ui/produce/results_model.h"
#include "ui/produce/value_file.h"
#include "ui/session/session.h"

class QButtonGroup;
class QGridLayout;

namespace vitrine::ui {

// Sends records as a person composes them, shows where each of them came to lie, and what the producer does meanwhile.
class ProducePage : public Page {
    Q_OBJECT

public:
    // How what is written becomes bytes.
    enum class KeyForm { text, generated, hex, null };
    enum class ValueForm { text, json, generated, hex, file, null };
    enum class Partitioner { byKey, fixed, rules };
    enum class Sheet { record, headers, partition, producer };

    explicit ProducePage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    // Nothing when something of the form cannot be read; hint() or problem() says what.
    [[nodiscard]] ProduceRequest request() const;
    [[nodiscard]] QString hint() const { return m_hint->text(); }
    [[nodiscard]] QString valueHint() const { return m_valueHint->text(); }
    // How murmur2 comes to the partition, step by step.
    [[nodiscard]] QString explanation() const { return m_explanation->text(); }
    [[nodiscard]] bool canSend() const { return m_send->isEnabled(); }
    [[nodiscard]] ResultsModel &results() { return *m_results; }
    [[nodiscard]] InsideView &inside() { return *m_inside; }
    void setKey(const QString &key, KeyForm form = KeyForm::text);
    void setValue(const QString &value, ValueForm form = ValueForm::text);
    // Read in the background.
    void setValueFile(const QString &path, bool eachLine);
    void setPartitioner(Partitioner partitioner, std::int32_t fixed = 0);
    void setRules(const QList<PartitionRule> &rules) { m_rules->setRules(rules); }
    void setCompression(const QString &codec) { m_codec->setCurrentText(codec); }
    void setCount(int count) { m_count->setValue(count); }
    // Records per second; 0: as fast as acknowledgements allow.
    void setRate(int rate) { m_rate->setValue(rate); }
    // What is said of what is being sent, or was.
    [[nodiscard]] QString summary() const { return m_summary->text(); }
    // The form holds this record, as bytes are best read; it is not sent yet.
    void fill(const QString &topic, const std::optional<QByteArray> &key, const std::optional<QByteArray> &value,
              const QList<Header> &headers);
    void showSheet(Sheet sheet);
    void showInside(bool inside);
    void send();
    // What is not sent yet is not sent any more.
    void stopSending();

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;

private:
    void buildForm();
    void fitSheet();
    void colourSummary();
    void buildResults();
    void syncTopics();
    void syncPartitions();
    void updateForm();
    void updateHint(const TopicState &topic);
    void updateValue();
    void readFile();
    void showProgress(const ProduceProgress &progress);
    [[nodiscard]] QString rateText(const ProduceProgress &progress) const;
    [[nodiscard]] KeyForm keyForm() const { return static_cast<KeyForm>(m_keyForm->currentIndex()); }
    [[nodiscard]] ValueForm valueForm() const { return static_cast<ValueForm>(m_valueForm->currentIndex()); }
    [[nodiscard]] Partitioner partitioner() const { return static_cast<Partitioner>(m_partitioner->currentIndex()); }
    // Of the first record; none where it cannot be read or there is none.
    [[nodiscard]] std::optional<QByteArray> firstKey(QString *problem = nullptr) const;
    [[nodiscard]] QString explain(const TopicState &topic, const std::optional<QByteArray> &key) const;
    // The first thing that keeps it from being sent, on whichever sheet.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] int partitionCount() const;

    QLabel *m_labels[11];
    QComboBox *m_topic;
    QComboBox *m_partitioner;
    QComboBox *m_partition;
    QButtonGroup *m_sheetButtons;
    QToolButton *m_sheets[4];
    QStackedWidget *m_sheet;
    QComboBox *m_keyForm;
    QLineEdit *m_key;
    QLabel *m_hint;
    QComboBox *m_valueForm;
    QStackedWidget *m_valueEditors;
    QPlainTextEdit *m_value;
    QLineEdit *m_path;
    QPushButton *m_browse;
    QCheckBox *m_eachLine;
    QLabel *m_valueHint;
    HeadersEdit *m_headers;
    QLabel *m_explanation;
    RulesEdit *m_rules;
    QComboBox *m_acks;
    QCheckBox *m_idempotence;
    QSpinBox *m_linger;
    QSpinBox *m_batchSize;
    QComboBox *m_codec;
    QSpinBox *m_inFlight;
    QLabel *m_producerHint;
    QSpinBox *m_count;
    QSlider *m_rateSlider;
    QSpinBox *m_rate;
    QPushButton *m_send;
    QPushButton *m_stop;
    QToolButton *m_showRecords;
    QToolButton *m_showInside;
    QStackedWidget *m_right;
    ElidedLabel *m_summary;
    bool m_wentWrong = false;
    QPushButton *m_clear;
    ResultsModel *m_results;
    TableView *m_table;
    InsideView *m_inside;
    QGridLayout *m_form;
    QGridLayout *m_producerForm;
    std::optional<Session::TaskId> m_task;
    ProduceRequest m_sent;
    ValueFile m_file;
    QString m_valueProblem;
    std::uint64_t m_reading = 0;  // counts the files asked for
    bool m_following = true;
};

}  // namespace vitrine::ui
