// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/archive/archive.h"

#include <algorithm>
#include <memory>
#include <set>

#include <KCompressionDevice>
#include <KTar>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTemporaryFile>

#include "ui/session/timeline_text.h"

namespace vitrine::ui {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::Archive)
};

template <class T>
using Expected = std::expected<T, QString>;
using Done = Expected<void>;

constexpr auto manifestName = "manifest.json";
constexpr auto timelineName = "timeline.jsonl";
constexpr auto windowName = "window.json";
constexpr auto dataPrefix = "data/";
constexpr auto formatName = "vitrine-archive";
constexpr int formatVersion = 1;
constexpr qint64 manifestBytesMax = 512LL * 1024 * 1024;
constexpr qint64 timelineBytesMax = 1024LL * 1024 * 1024;
constexpr qint64 windowBytesMax = 1024 * 1024;
constexpr qint64 archiveBytesMax = 1024LL * 1024 * 1024 * 1024;
constexpr qint64 pathBytesMax = 1024;
constexpr qint64 nodesMax = 18;  // 9 brokers and 9 controllers apart
constexpr qint64 directoriesMax = 16;  // of a node
constexpr qint64 chunkBytes = 1024 * 1024;
constexpr qint64 blockBytes = 512;  // of a tar
// What may follow the last entry: zeros, up to a whole record of a tar.
constexpr qint64 tailBytesMax = 20 * blockBytes;

qint64 padded(qint64 bytes) { return (bytes + blockBytes - 1) / blockBytes * blockBytes; }

// Counts what was done in one go of several, and says when it was cancelled.
class Meter {
public:
    Meter(const Archive::Progress &progress, qint64 all) : m_progress(progress), m_all(all) {}
    [[nodiscard]] Done add(qint64 bytes)
    {
        m_done += bytes;
        if (m_progress && !m_progress(m_done, m_all)) return std::unexpected(Archive::cancelled());
        return {};
    }

private:
    const Archive::Progress &m_progress;
    qint64 m_all;
    qint64 m_done = 0;
};

// Takes exactly `bytes` from one to the other, `each` chunk on its way.
Done pour(QIODevice &from, qint64 bytes, const QString &name, const std::function<Done(const QByteArray &)> &each)
{
    for (qint64 left = bytes; left > 0;) {
        const QByteArray chunk = from.read(std::min(left, chunkBytes));
        if (chunk.isEmpty()) return std::unexpected(Texts::tr("%1 ends %2 bytes too early.").arg(name).arg(left));
        left -= chunk.size();
        if (auto done = each(chunk); !done) return done;
    }
    return {};
}

Done put(QIODevice &to, const QByteArray &bytes, const QString &name)
{
    if (to.write(bytes) == bytes.size()) return {};
    return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(name, to.errorString()));
}

Expected<QByteArray> sha256Of(const QString &fileName, Meter &meter)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) return std::unexpected(Texts::tr("%1 cannot be read: %2.").arg(fileName, file.errorString()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    auto read = pour(file, file.size(), fileName, [&](const QByteArray &chunk) {
        hash.addData(chunk);
        return meter.add(chunk.size());
    });
    if (!read) return std::unexpected(read.error());
    return hash.result().toHex();
}

// --- the manifest ---

QByteArray manifestText(const ArchiveManifest &manifest)
{
    QJsonArray nodes;
    for (const ArchiveNode &node : manifest.nodes)
        nodes.append(
            QJsonObject{{QLatin1String("id"), node.id}, {QLatin1String("directories"), QJsonArray::fromStringList(node.directories)}});
    QJsonArray files;
    for (const ArchiveFile &file : manifest.files)
        files.append(QJsonObject{{QLatin1String("path"), file.path},
                                 {QLatin1String("size"), file.sizeBytes},
                                 {QLatin1String("sha256"), QLatin1String(file.sha256)}});
    return QJsonDocument(QJsonObject{{QLatin1String("format"), QLatin1String(formatName)},
                                     {QLatin1String("version"), formatVersion},
                                     {QLatin1String("name"), manifest.name},
                                     {QLatin1String("cluster_id"), manifest.clusterId},
                                     {QLatin1String("created"), manifest.created.toUTC().toString(Qt::ISODateWithMs)},
                                     {QLatin1String("at_ns"), static_cast<qint64>(manifest.at.time_since_epoch().count())},
                                     {QLatin1String("nodes"), nodes},
                                     {QLatin1String("files"), files}})
        .toJson(QJsonDocument::Indented);
}

// What is wrong with a path that is to be made below a directory; empty: nothing.
QString problemOf(const QString &path)
{
    if (path.isEmpty()) return Texts::tr("it is empty");
    if (path.startsWith(QLatin1Char('/'))) return Texts::tr("it leads to the root of the file system");
    if (path.toUtf8().size() > pathBytesMax) return Texts::tr("it is longer than %1 bytes").arg(pathBytesMax);
    if (std::ranges::any_of(path, [](QChar c) { return c.category() == QChar::Other_Control || c.isSurrogate() || c == QChar(0xfffd); }))
        return Texts::tr("it has characters that a name does not have");
    for (const QString &part : path.split(QLatin1Char('/'))) {
        if (part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..")) return Texts::tr("it leads elsewhere");
        if (part.toUtf8().size() > 255) return Texts::tr("a name in it is longer than 255 bytes");
    }
    return {};
}

Expected<ArchiveNode> nodeFrom(const QJsonObject &object)
{
    ArchiveNode node;
    node.id = object.value(QLatin1String("id")).toInt(-1);
    for (const QJsonValue &value : object.value(QLatin1String("directories")).toArray()) {
        const QString directory = value.toString();
        if (!problemOf(directory).isEmpty() || directory.contains(QLatin1Char('/')))
            return std::unexpected(
                Texts::tr("The manifest names a log directory “%1”, which no log directory can be called.").arg(directory));
        node.directories << directory;
    }
    if (node.id < 0 || node.directories.isEmpty() || node.directories.size() > directoriesMax)
        return std::unexpected(Texts::tr("The manifest has a node without an id, or without log directories."));
    return node;
}

Expected<ArchiveFile> fileFrom(const QJsonObject &object)
{
    ArchiveFile file;
    file.path = object.value(QLatin1String("path")).toString();
    file.sizeBytes = object.value(QLatin1String("size")).toInteger(-1);
    file.sha256 = object.value(QLatin1String("sha256")).toString().toLatin1();
    if (const QString problem = problemOf(file.path); !problem.isEmpty())
        return std::unexpected(Texts::tr("The manifest names the entry “%1”, which is refused: %2.").arg(file.path.left(200), problem));
    const bool isTimeline = file.path == QLatin1String(timelineName);
    const bool isWindow = file.path == QLatin1String(windowName);
    if (!isTimeline && !isWindow && !file.path.startsWith(QLatin1String(dataPrefix)))
        return std::unexpected(Texts::tr("The manifest names the entry “%1”, which has no place in an archive.").arg(file.path));
    const qint64 most = isTimeline ? timelineBytesMax : isWindow ? windowBytesMax : archiveBytesMax;
    if (file.sizeBytes < 0 || file.sizeBytes > most)
        return std::unexpected(Texts::tr("The manifest gives the entry “%1” a size that it cannot have.").arg(file.path));
    const bool isHash = file.sha256.size() == 64 &&
                        std::ranges::all_of(file.sha256, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!isHash) return std::unexpected(Texts::tr("The manifest has no checksum of the entry “%1”.").arg(file.path));
    return file;
}

// Names that come twice, or that are a file and a directory at once; files of no node.
Done checkPlaces(const ArchiveManifest &manifest)
{
    std::set<QString> roots;
    std::set<int> ids;
    for (const ArchiveNode &node : manifest.nodes) {
        if (!ids.insert(node.id).second) return std::unexpected(Texts::tr("The manifest names node %1 twice.").arg(node.id));
        for (const QString &directory : node.directories) {
            if (!roots.insert(directory).second)
                return std::unexpected(Texts::tr("The manifest names the log directory “%1” twice.").arg(directory));
        }
    }
    std::set<QString> files;
    std::set<QString> directories;
    for (const ArchiveFile &file : manifest.files) {
        if (!files.insert(file.path).second) return std::unexpected(Texts::tr("The manifest names the entry “%1” twice.").arg(file.path));
        for (qsizetype at = file.path.indexOf(QLatin1Char('/')); at > 0; at = file.path.indexOf(QLatin1Char('/'), at + 1))
            directories.insert(file.path.left(at));
        if (file.path.startsWith(QLatin1String(dataPrefix)) && !roots.contains(file.path.section(QLatin1Char('/'), 1, 1)))
            return std::unexpected(Texts::tr("The entry “%1” lies in no log directory of a node.").arg(file.path));
    }
    for (const QString &path : files) {
        if (directories.contains(path)) return std::unexpected(Texts::tr("The entry “%1” is a file and a directory at once.").arg(path));
    }
    return {};
}

Expected<ArchiveManifest> manifestFrom(const QByteArray &text)
{
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(text, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return std::unexpected(Texts::tr("The manifest cannot be read: %1, at byte %2.").arg(problem.errorString()).arg(problem.offset));
    if (object.value(QLatin1String("format")).toString() != QLatin1String(formatName))
        return std::unexpected(Texts::tr("The manifest is not of an archive of Vitrine."));
    const int version = object.value(QLatin1String("version")).toInt(-1);
    if (version != formatVersion)
        return std::unexpected(
            Texts::tr("The archive has version %1 of the format; read here is version %2.").arg(version).arg(formatVersion));
    ArchiveManifest manifest;
    manifest.name = object.value(QLatin1String("name")).toString().left(200);
    manifest.clusterId = object.value(QLatin1String("cluster_id")).toString();
    manifest.created = QDateTime::fromString(object.value(QLatin1String("created")).toString(), Qt::ISODateWithMs);
    // Some hundred years: differences of instants must not overflow.
    constexpr qint64 atMax = std::numeric_limits<qint64>::max() / 4;
    const qint64 at = object.value(QLatin1String("at_ns")).toInteger(atMax + 1);
    if (!manifest.created.isValid() || at < -atMax || at > atMax)
        return std::unexpected(Texts::tr("The manifest does not say when the archive was made."));
    manifest.at = Instant(Duration(at));
    const QJsonArray nodes = object.value(QLatin1String("nodes")).toArray();
    if (nodes.isEmpty() || nodes.size() > nodesMax)
        return std::unexpected(Texts::tr("The manifest has %1 nodes; a cluster has 1 to %2.").arg(nodes.size()).arg(nodesMax));
    for (const QJsonValue &value : nodes) {
        auto node = nodeFrom(value.toObject());
        if (!node) return std::unexpected(node.error());
        manifest.nodes.push_back(std::move(*node));
    }
    const QJsonArray files = object.value(QLatin1String("files")).toArray();
    if (files.size() > Archive::filesMax)
        return std::unexpected(Texts::tr("The manifest has %1 files; at most %2 are read.").arg(files.size()).arg(Archive::filesMax));
    manifest.files.reserve(static_cast<std::size_t>(files.size()));
    for (const QJsonValue &value : files) {
        auto file = fileFrom(value.toObject());
        if (!file) return std::unexpected(file.error());
        manifest.files.push_back(std::move(*file));
        if (manifest.sizeBytes() > archiveBytesMax) return std::unexpected(Texts::tr("The manifest promises more than a tebibyte."));
    }
    if (auto placed = checkPlaces(manifest); !placed) return std::unexpected(placed.error());
    return manifest;
}

// --- what is saved ---

QString clusterIdIn(const QString &directory)
{
    QFile file(directory + QStringLiteral("/meta.properties"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    for (const QByteArray &line : file.read(64 * 1024).split('\n'))
        if (line.startsWith("cluster.id=")) return QString::fromUtf8(line.mid(11).trimmed());
    return {};
}

struct Found {
    QString from;             // the whole path
    QString to;               // in the archive
    qint64 sizeBytes = 0;
};

Done findFiles(const QString &directory, const QString &to, std::vector<Found> &found)
{
    QDirIterator files(directory, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QFileInfo info = files.fileInfo();
        const QString path = info.filePath();
        if (info.isSymLink() || (!info.isDir() && !info.isFile()))
            return std::unexpected(Texts::tr("%1 is neither a file nor a directory, and an archive holds nothing else.").arg(path));
        // Who has the directory; of no use to who will have it.
        if (info.isDir() || info.fileName() == QLatin1String(".lock")) continue;
        const QString inArchive = to + path.mid(directory.size());
        if (const QString problem = problemOf(inArchive); !problem.isEmpty())
            return std::unexpected(Texts::tr("%1 cannot be put into an archive: %2.").arg(path, problem));
        found.push_back({path, inArchive, info.size()});
        if (std::ssize(found) > Archive::filesMax)
            return std::unexpected(Texts::tr("The cluster has more than %1 files; an archive holds no more.").arg(Archive::filesMax));
    }
    return {};
}

Done copyFile(const Found &file, const QString &to, Meter &meter)
{
    QFile source(file.from);
    QFile target(to);
    if (!source.open(QIODevice::ReadOnly)) return std::unexpected(Texts::tr("%1 cannot be read: %2.").arg(file.from, source.errorString()));
    QDir().mkpath(QFileInfo(to).path());
    if (!target.open(QIODevice::WriteOnly)) return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(to, target.errorString()));
    auto copied = pour(source, file.sizeBytes, file.from, [&](const QByteArray &chunk) {
        auto written = put(target, chunk, to);
        return written ? meter.add(chunk.size()) : written;
    });
    if (!copied) return copied;
    if (source.size() != file.sizeBytes)
        return std::unexpected(
            Texts::tr("%1 grew while it was copied: its node does not stand still. Save again once it runs.").arg(file.from));
    if (!target.flush()) return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(to, target.errorString()));
    return {};
}

// The names of the nodes' directories in the archive: their own, unless two are called the same.
Expected<std::vector<ArchiveNode>> nameNodes(const ArchiveSource &source)
{
    std::vector<ArchiveNode> nodes;
    std::set<QString> taken;
    for (const ArchiveSource::Node &node : source.nodes) {
        ArchiveNode named{.id = node.id, .directories = {}};
        for (const QString &directory : node.directories) {
            QString name = QFileInfo(QDir::cleanPath(directory)).fileName();
            for (int i = 1; !taken.insert(name).second; ++i) name = QStringLiteral("node-%1.%2").arg(node.id).arg(i);
            named.directories << name;
        }
        if (named.directories.isEmpty()) return std::unexpected(Texts::tr("Node %1 has no log directory yet.").arg(node.id));
        nodes.push_back(std::move(named));
    }
    if (nodes.empty()) return std::unexpected(Texts::tr("There is no node that could be saved."));
    return nodes;
}

Expected<ArchiveManifest> pack(ArchiveManifest manifest, const QString &staging, const QString &fileName, Meter &meter)
{
    QSaveFile target(fileName);
    if (!target.open(QIODevice::WriteOnly))
        return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(fileName, target.errorString()));
    KCompressionDevice compressed(&target, false, KCompressionDevice::Zstd);
    KTar tar(&compressed);
    const auto cannot = [&] { return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(fileName, target.errorString())); };
    if (!compressed.open(QIODevice::WriteOnly) || !tar.open(QIODevice::WriteOnly)) return cannot();
    const QString nobody = QStringLiteral("vitrine");
    const QDateTime &when = manifest.created;
    const auto begin = [&](const QString &path, qint64 size) {
        return tar.prepareWriting(path, nobody, nobody, size, 0100644, when, when, when);
    };
    const QByteArray text = manifestText(manifest);
    if (text.size() > manifestBytesMax) return std::unexpected(Texts::tr("The cluster has too many files for an archive."));
    if (!begin(QLatin1String(manifestName), text.size()) || !tar.writeData(text.constData(), text.size()) ||
        !tar.finishWriting(text.size()))
        return cannot();
    for (const ArchiveFile &file : manifest.files) {
        QFile source(staging + QLatin1Char('/') + file.path);
        if (!source.open(QIODevice::ReadOnly))
            return std::unexpected(Texts::tr("%1 cannot be read: %2.").arg(source.fileName(), source.errorString()));
        if (!begin(file.path, file.sizeBytes)) return cannot();
        auto written = pour(source, file.sizeBytes, source.fileName(), [&](const QByteArray &chunk) -> Done {
            if (!tar.writeData(chunk.constData(), chunk.size())) return cannot();
            return meter.add(chunk.size());
        });
        if (!written) return std::unexpected(written.error());
        if (!tar.finishWriting(file.sizeBytes)) return cannot();
    }
    if (!tar.close() || compressed.error() != QFileDevice::NoError || !target.commit()) return cannot();
    return manifest;
}

// --- what is opened ---

// The stream of an archive, past its compression.
struct Stream {
    explicit Stream(const QString &fileName) : file(fileName), bytes(&file, false, KCompressionDevice::Zstd) {}
    QFile file;
    KCompressionDevice bytes;
};

struct Begun {
    std::unique_ptr<Stream> stream;
    QByteArray head;          // what was read: the header of the manifest, and the manifest with what fills its last block
    ArchiveManifest manifest;
};

// The header of an entry of a tar, as far as it is looked at.
struct Header {
    QString name;
    qint64 sizeBytes = -1;    // -1: no number
    char type = 0;
};

Header headerFrom(const QByteArray &block)
{
    Header header;
    header.name = QString::fromUtf8(block.left(100).constData());
    bool isNumber = false;
    const qint64 size = block.mid(124, 12).split('\0').front().trimmed().toLongLong(&isNumber, 8);
    if (isNumber && size >= 0) header.sizeBytes = size;
    header.type = block.at(156);
    return header;
}

QString kindOf(char type)
{
    switch (type) {
    case '1': return Texts::tr("a hard link");
    case '2': return Texts::tr("a symbolic link");
    case '3':
    case '4': return Texts::tr("a device");
    case '5': return Texts::tr("a directory");
    case '6': return Texts::tr("a pipe");
    default: return Texts::tr("another entry");
    }
}

// A block that is to begin the entry.
Done checkHeader(const QByteArray &block, const QString &path, qint64 size, char type = '0')
{
    if (block.size() < blockBytes) return std::unexpected(Texts::tr("The archive is cut off before its entry “%1”.").arg(path));
    const Header header = headerFrom(block);
    const bool isPlain = header.type == type || (type == '0' && header.type == '\0');
    const QString expected = type == 'L' ? QStringLiteral("././@LongLink") : path;
    // Of a long name the header has the beginning; the whole one stands before it.
    const bool isNamed = path.toUtf8().size() > 99 && type == '0' ? expected.startsWith(header.name) : header.name == expected;
    if (!isPlain || !isNamed)
        return std::unexpected(
            Texts::tr("Where its entry “%1” should begin, the archive has %2: “%3”.").arg(path, kindOf(header.type), header.name));
    if (header.sizeBytes != size)
        return std::unexpected(
            Texts::tr("The entry “%1” has %2 bytes in the archive and %3 in its manifest.").arg(path).arg(header.sizeBytes).arg(size));
    return {};
}

Expected<Begun> begin(const QString &fileName)
{
    Begun begun;
    begun.stream = std::make_unique<Stream>(fileName);
    Stream &stream = *begun.stream;
    if (!stream.file.open(QIODevice::ReadOnly))
        return std::unexpected(Texts::tr("%1 cannot be read: %2.").arg(fileName, stream.file.errorString()));
    const QString stranger = Texts::tr("%1 is not an archive of Vitrine.").arg(fileName);
    if (stream.file.peek(4) != QByteArray("\x28\xB5\x2F\xFD", 4) || !stream.bytes.open(QIODevice::ReadOnly))
        return std::unexpected(stranger);
    begun.head = stream.bytes.read(blockBytes);
    if (begun.head.size() < blockBytes)
        return std::unexpected(Texts::tr("%1 is cut off or damaged: it ends before its manifest.").arg(fileName));
    const Header header = headerFrom(begun.head);
    if (header.name != QLatin1String(manifestName)) return std::unexpected(stranger);
    if (auto named = checkHeader(begun.head, QLatin1String(manifestName), header.sizeBytes); !named) return std::unexpected(named.error());
    if (header.sizeBytes < 0 || header.sizeBytes > manifestBytesMax)
        return std::unexpected(Texts::tr("The manifest has a size that it cannot have."));
    auto read = pour(stream.bytes, padded(header.sizeBytes), QLatin1String(manifestName), [&](const QByteArray &chunk) -> Done {
        begun.head += chunk;
        return {};
    });
    if (!read) return std::unexpected(Texts::tr("%1 is cut off or damaged: it ends in its manifest.").arg(fileName));
    auto manifest = manifestFrom(begun.head.mid(blockBytes, header.sizeBytes));
    if (!manifest) return std::unexpected(manifest.error());
    begun.manifest = std::move(*manifest);
    return begun;
}

// The tar past its compression, in a file: exactly the entries that the manifest names, the first `count` of them. Their headers are looked
// at on the way, so that KTar is given nothing but plain files in their places.
Done unfold(Begun &begun, std::size_t count, QIODevice &tar, Meter &meter)
{
    QIODevice &stream = begun.stream->bytes;
    const QString tarName = Texts::tr("The unpacked archive");
    if (auto written = put(tar, begun.head, tarName); !written) return written;
    const auto take = [&](qint64 bytes) -> Expected<QByteArray> {
        QByteArray taken;
        while (taken.size() < bytes) {
            const QByteArray more = stream.read(bytes - taken.size());
            if (more.isEmpty()) break;
            taken += more;
        }
        auto written = put(tar, taken, tarName);
        if (!written) return std::unexpected(written.error());
        return taken;
    };
    for (std::size_t i = 0; i < count; ++i) {
        const ArchiveFile &file = begun.manifest.files[i];
        const QByteArray name = file.path.toUtf8();
        if (name.size() > 99) {
            const auto block = take(blockBytes);
            if (!block) return std::unexpected(block.error());
            if (auto named = checkHeader(*block, file.path, name.size() + 1, 'L'); !named) return named;
            const auto whole = take(padded(name.size() + 1));
            if (!whole) return std::unexpected(whole.error());
            if (whole->left(name.size() + 1) != name + '\0')
                return std::unexpected(Texts::tr("Where its entry “%1” should begin, the archive has %2: “%3”.")
                                           .arg(file.path, kindOf('0'), QString::fromUtf8(whole->constData())));
        }
        const auto block = take(blockBytes);
        if (!block) return std::unexpected(block.error());
        if (auto named = checkHeader(*block, file.path, file.sizeBytes); !named) return named;
        auto poured = pour(stream, padded(file.sizeBytes), file.path, [&](const QByteArray &chunk) {
            auto written = put(tar, chunk, tarName);
            return written ? meter.add(chunk.size()) : written;
        });
        if (!poured)
            return poured.error() == Archive::cancelled()
                       ? poured
                       : std::unexpected(Texts::tr("The archive is cut off in its entry “%1”.").arg(file.path));
    }
    if (count < begun.manifest.files.size()) return {};
    const QByteArray tail = stream.read(tailBytesMax + 1);
    if (tail.size() > tailBytesMax || std::ranges::any_of(tail, [](char c) { return c != 0; }))
        return std::unexpected(Texts::tr("After its last entry the archive goes on with what its manifest does not name."));
    return {};
}

// Writes one entry below `directory`, if its content is what the manifest says.
Done extract(const KTar &tar, const ArchiveFile &file, const QString &directory, Meter &meter)
{
    const KArchiveFile *entry = tar.directory()->file(file.path);
    if (!entry || !entry->symLinkTarget().isEmpty() || entry->size() != file.sizeBytes)
        return std::unexpected(Texts::tr("The entry “%1” is not in the archive as its manifest says.").arg(file.path));
    const std::unique_ptr<QIODevice> source(entry->createDevice());
    QString path = file.path;
    if (path.startsWith(QLatin1String(dataPrefix))) path.remove(0, static_cast<qsizetype>(qstrlen(dataPrefix)));
    QFile target(directory + QLatin1Char('/') + path);
    if (!QDir().mkpath(QFileInfo(target.fileName()).path()) || !target.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(target.fileName(), target.errorString()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    auto poured = pour(*source, file.sizeBytes, file.path, [&](const QByteArray &chunk) {
        hash.addData(chunk);
        auto written = put(target, chunk, target.fileName());
        return written ? meter.add(chunk.size()) : written;
    });
    if (!poured) return poured;
    if (hash.result().toHex() != file.sha256)
        return std::unexpected(Texts::tr("The entry “%1” is damaged: its SHA-256 is not that of the manifest.").arg(file.path));
    if (!target.flush()) return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(target.fileName(), target.errorString()));
    return {};
}

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.read(timelineBytesMax) : QByteArray();
}

}  // namespace

qint64 ArchiveManifest::sizeBytes() const
{
    qint64 sum = 0;
    for (const ArchiveFile &file : files) sum += file.sizeBytes;
    return sum;
}

QString Archive::directoryFor(const QString &dataHome, const QString &fileName)
{
    const QString name = QFileInfo(fileName).completeBaseName() + QDateTime::currentDateTime().toString(QStringLiteral("-yyyyMMdd-HHmmss"));
    const QDir home(dataHome.isEmpty() ? QDir::currentPath() : dataHome);
    QString directory = home.filePath(QStringLiteral("opened/") + name);
    for (int i = 2; QFileInfo::exists(directory); ++i) directory = home.filePath(QStringLiteral("opened/%1-%2").arg(name).arg(i));
    return directory;
}

QString Archive::cancelled() { return Texts::tr("It was cancelled."); }

std::expected<ArchiveManifest, QString> Archive::save(const ArchiveSource &source, const QString &fileName, const Progress &progress,
                                                      const std::function<void()> &copied)
{
    // Told once, on every way out.
    const auto tell = [&copied](int *) {
        if (copied) copied();
    };
    int token = 0;
    std::unique_ptr<int, decltype(tell)> needed(&token, tell);

    const QString folder = QFileInfo(fileName).absolutePath();
    const QTemporaryDir staging(folder + QStringLiteral("/.vitrine-XXXXXX"));
    if (!staging.isValid()) return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(fileName, staging.errorString()));
    auto nodes = nameNodes(source);
    if (!nodes) return std::unexpected(nodes.error());
    ArchiveManifest manifest{.name = source.name,
                             .clusterId = clusterIdIn(source.nodes.front().directories.front()),
                             .created = QDateTime::currentDateTimeUtc(),
                             .at = source.at,
                             .nodes = std::move(*nodes),
                             .files = {}};
    std::vector<Found> found;
    for (std::size_t n = 0; n < source.nodes.size(); ++n) {
        const QStringList &directories = source.nodes[n].directories;
        for (qsizetype d = 0; d < directories.size(); ++d) {
            const QString directory = QDir::cleanPath(directories[d]);
            if (!QFileInfo(directory).isDir()) return std::unexpected(Texts::tr("%1 is no directory that can be read.").arg(directory));
            if (auto listed = findFiles(directory, QLatin1String(dataPrefix) + manifest.nodes[n].directories[d], found); !listed)
                return std::unexpected(listed.error());
        }
    }
    std::ranges::sort(found, {}, &Found::to);
    qint64 all = 0;
    for (const Found &file : found) all += file.sizeBytes;
    if (all > archiveBytesMax) return std::unexpected(Texts::tr("The cluster has more than a tebibyte; an archive holds no more."));
    const qint64 room = QStorageInfo(folder).bytesAvailable();
    if (room >= 0 && all > room)
        return std::unexpected(Texts::tr("The cluster has %1 bytes and is copied before it is packed; beside %2 is room for %3.")
                                   .arg(all)
                                   .arg(fileName)
                                   .arg(room));
    const QByteArray timeline = timelineText(source.events);
    // Copied, looked through, packed.
    Meter meter(progress, 3 * all + timeline.size() + source.window.size());
    for (const Found &file : found) {
        if (auto done = copyFile(file, staging.filePath(file.to), meter); !done) return std::unexpected(done.error());
    }
    needed.reset();

    const auto add = [&](const char *name, const QByteArray &content) -> Done {
        QFile file(staging.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly))
            return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(file.fileName(), file.errorString()));
        if (auto written = put(file, content, file.fileName()); !written) return written;
        manifest.files.push_back({.path = QLatin1String(name),
                                  .sizeBytes = content.size(),
                                  .sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex()});
        return {};
    };
    if (auto added = add(timelineName, timeline); !added) return std::unexpected(added.error());
    if (!source.window.isEmpty()) {
        if (auto added = add(windowName, source.window); !added) return std::unexpected(added.error());
    }
    for (const Found &file : found) {
        auto hash = sha256Of(staging.filePath(file.to), meter);
        if (!hash) return std::unexpected(hash.error());
        manifest.files.push_back({.path = file.to, .sizeBytes = file.sizeBytes, .sha256 = std::move(*hash)});
    }
    return pack(std::move(manifest), staging.path(), fileName, meter);
}

std::expected<ArchiveManifest, QString> Archive::manifest(const QString &fileName)
{
    auto begun = begin(fileName);
    if (!begun) return std::unexpected(begun.error());
    return std::move(begun->manifest);
}

std::expected<std::vector<observe::Event>, QString> Archive::timeline(const QString &fileName)
{
    auto begun = begin(fileName);
    if (!begun) return std::unexpected(begun.error());
    const auto &files = begun->manifest.files;
    const auto at = std::ranges::find(files, QLatin1String(timelineName), &ArchiveFile::path);
    if (at == files.end()) return std::vector<observe::Event>();
    const auto count = static_cast<std::size_t>(at - files.begin()) + 1;
    const Progress nobody;
    Meter meter(nobody, 0);
    const QTemporaryDir staging;
    QFile file(staging.filePath(QStringLiteral("tar")));
    if (!file.open(QIODevice::ReadWrite))
        return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(file.fileName(), file.errorString()));
    if (auto unfolded = unfold(*begun, count, file, meter); !unfolded) return std::unexpected(unfolded.error());
    file.seek(0);
    KTar tar(&file);
    if (!tar.open(QIODevice::ReadOnly)) return std::unexpected(Texts::tr("%1 is cut off or damaged.").arg(fileName));
    if (auto extracted = extract(tar, *at, staging.path(), meter); !extracted) return std::unexpected(extracted.error());
    return timelineFromText(contentOf(staging.filePath(QLatin1String(timelineName))));
}

std::expected<OpenedArchive, QString> Archive::open(const QString &fileName, const QString &directory, const Progress &progress)
{
    const QString target = QDir::cleanPath(QFileInfo(directory).absoluteFilePath());
    if (QFileInfo::exists(target) &&
        (!QFileInfo(target).isDir() || !QDir(target).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)))
        return std::unexpected(
            Texts::tr("%1 is there already, and not empty; an archive is opened in a directory of its own.").arg(target));
    auto begun = begin(fileName);
    if (!begun) return std::unexpected(begun.error());
    const ArchiveManifest &manifest = begun->manifest;
    const QString parent = QFileInfo(target).path();
    if (!QDir().mkpath(parent)) return std::unexpected(Texts::tr("%1 cannot be made.").arg(parent));
    qint64 onDisk = 0;
    for (const ArchiveFile &file : manifest.files) onDisk += 2 * (padded(file.sizeBytes) + 3 * blockBytes);
    if (const qint64 room = QStorageInfo(parent).bytesAvailable(); room >= 0 && onDisk > room)
        return std::unexpected(Texts::tr("Opening the archive takes %1 bytes in %2, where %3 are free.").arg(onDisk).arg(parent).arg(room));

    const QTemporaryDir staging(parent + QStringLiteral("/.vitrine-XXXXXX"));
    if (!staging.isValid()) return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(parent, staging.errorString()));
    Meter meter(progress, 2 * manifest.sizeBytes());
    const QString unpacked = staging.filePath(QStringLiteral("unpacked"));
    QDir().mkpath(unpacked);
    QFile file(staging.filePath(QStringLiteral("tar")));
    if (!file.open(QIODevice::ReadWrite))
        return std::unexpected(Texts::tr("%1 cannot be written: %2.").arg(file.fileName(), file.errorString()));
    if (auto unfolded = unfold(*begun, manifest.files.size(), file, meter); !unfolded) return std::unexpected(unfolded.error());
    file.seek(0);
    KTar tar(&file);
    if (!tar.open(QIODevice::ReadOnly)) return std::unexpected(Texts::tr("%1 is cut off or damaged.").arg(fileName));
    for (const ArchiveFile &entry : manifest.files) {
        if (auto extracted = extract(tar, entry, unpacked, meter); !extracted) return std::unexpected(extracted.error());
    }
    for (const ArchiveNode &node : manifest.nodes) {
        if (!QFileInfo::exists(unpacked + QLatin1Char('/') + node.directories.front() + QStringLiteral("/meta.properties")))
            return std::unexpected(Texts::tr("Node %1 has no meta.properties in the archive: it is no log directory.").arg(node.id));
    }
    OpenedArchive opened{.manifest = manifest, .dataDirectory = target, .events = {}, .window = {}};
    if (const QByteArray text = contentOf(unpacked + QLatin1Char('/') + QLatin1String(timelineName)); !text.isEmpty()) {
        auto events = timelineFromText(text);
        if (!events) return std::unexpected(events.error());
        opened.events = broughtOver(std::move(*events), manifest.at, manifest.at);
    }
    opened.window = contentOf(unpacked + QLatin1Char('/') + QLatin1String(windowName));
    tar.close();
    QDir().rmdir(target);
    if (!QDir().rename(unpacked, target)) return std::unexpected(Texts::tr("%1 cannot be made.").arg(target));
    return opened;
}

std::vector<observe::Event> Archive::timelineOf(const QString &dataDirectory)
{
    return timelineFromText(contentOf(dataDirectory + QLatin1Char('/') + QLatin1String(timelineName)))
        .value_or(std::vector<observe::Event>());
}

QByteArray Archive::windowOf(const QString &dataDirectory)
{
    return contentOf(dataDirectory + QLatin1Char('/') + QLatin1String(windowName));
}

bool Archive::saveWindow(const QString &dataDirectory, const QByteArray &window)
{
    QSaveFile file(dataDirectory + QLatin1Char('/') + QLatin1String(windowName));
    return file.open(QIODevice::WriteOnly) && file.write(window) == window.size() && file.commit();
}

}  // namespace vitrine::ui
