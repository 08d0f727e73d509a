// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/produce/value_file.h"

#include <QDir>
#include <QFile>

namespace vitrine::ui {

ValueFile ValueFile::read(const QString &path, bool eachLine)
{
    ValueFile made;
    QFile file(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (!file.open(QIODevice::ReadOnly)) {
        made.problem = tr("%1 cannot be read: %2").arg(shown, file.errorString());
        return made;
    }
    const QByteArray content = file.read(bytesMax + 1);
    made.sizeBytes = content.size();
    if (content.size() > bytesMax) {
        made.problem = tr("%1 is larger than 64 MiB, more than this panel reads.").arg(shown);
    } else if (!eachLine) {
        made.values = {content};
    } else {
        for (qsizetype at = 0; at < content.size();) {
            const qsizetype end = content.indexOf('\n', at);
            QByteArray line = content.mid(at, end < 0 ? -1 : end - at);
            if (line.endsWith('\r')) line.chop(1);
            made.values.append(line);
            if (end < 0) break;
            at = end + 1;
        }
        if (made.values.isEmpty()) made.problem = tr("%1 has no line.").arg(shown);
    }
    return made;
}

}  // namespace vitrine::ui
