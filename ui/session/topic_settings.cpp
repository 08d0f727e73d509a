// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/topic_settings.h"

#include <algorithm>

#include <QByteArray>
#include <QByteArrayList>

namespace vitrine::ui {

TopicSettings topicSettings(const std::map<std::string, std::string> &configs)
{
    const auto text = [&](const char *key) {
        const auto found = configs.find(key);
        return found == configs.end() ? QByteArray() : QByteArray::fromStdString(found->second);
    };
    const auto number = [&](const char *key, std::int64_t otherwise) {
        bool ok = false;
        const qint64 value = text(key).toLongLong(&ok);
        return ok ? value : otherwise;
    };
    TopicSettings made;
    made.segmentBytes = number("internal.segment.bytes", number("segment.bytes", made.segmentBytes));
    made.segmentMs = number("segment.ms", made.segmentMs);
    made.retentionBytes = number("retention.bytes", made.retentionBytes);
    made.retentionMs = number("retention.ms", made.retentionMs);
    made.deleteRetentionMs = number("delete.retention.ms", made.deleteRetentionMs);
    made.minCompactionLagMs = number("min.compaction.lag.ms", made.minCompactionLagMs);
    made.fileDeleteDelayMs = number("file.delete.delay.ms", made.fileDeleteDelayMs);
    made.indexIntervalBytes = number("index.interval.bytes", made.indexIntervalBytes);
    bool ok = false;
    const double ratio = text("min.cleanable.dirty.ratio").toDouble(&ok);
    if (ok) made.minCleanableDirtyRatio = ratio;
    if (configs.contains("cleanup.policy")) {
        const QList<QByteArray> policies = text("cleanup.policy").replace(' ', "").split(',');
        made.compacts = policies.contains("compact");
        made.deletes = policies.contains("delete");
    }
    // A compacted topic rolls within its compaction lag, or its newest records would wait too long.
    const std::int64_t lagMs = number("max.compaction.lag.ms", made.segmentMs);
    if (made.compacts && lagMs > 0) made.segmentMs = std::min(made.segmentMs, lagMs);
    return made;
}

}  // namespace vitrine::ui
