// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/offset_index.h"
#include "storage/time_index.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class IndexTest : public testing::Test {
protected:
    LogContext context;
    env::Disk& disk = context.environment->disk;
};

TEST_F(IndexTest, LookupFindsTheLastEntryAtOrBelow) {
    OffsetIndex index(disk, "i", Offset(100));
    ASSERT_OK(index.file().create());
    EXPECT_EQ(*index.lookup(Offset(5000)), (OffsetPosition{Offset(100), 0}));
    for (int i = 1; i <= 50; ++i) ASSERT_OK(index.append(Offset(100 + 10 * i), 1000 * i));
    const auto check = [&] {
        EXPECT_EQ(*index.lookup(Offset(100)), (OffsetPosition{Offset(100), 0}));
        EXPECT_EQ(*index.lookup(Offset(109)), (OffsetPosition{Offset(100), 0}));
        EXPECT_EQ(*index.lookup(Offset(110)), (OffsetPosition{Offset(110), 1000}));
        EXPECT_EQ(*index.lookup(Offset(119)), (OffsetPosition{Offset(110), 1000}));
        EXPECT_EQ(*index.lookup(Offset(355)), (OffsetPosition{Offset(350), 25'000}));
        EXPECT_EQ(*index.lookup(Offset(9999)), (OffsetPosition{Offset(600), 50'000}));
        EXPECT_EQ(*index.last(), (OffsetPosition{Offset(600), 50'000}));
        EXPECT_EQ(*index.lookup_position(999), (OffsetPosition{Offset(100), 0}));
        EXPECT_EQ(*index.lookup_position(1000), (OffsetPosition{Offset(110), 1000}));
        EXPECT_EQ(*index.lookup_position(25'999), (OffsetPosition{Offset(350), 25'000}));
        EXPECT_EQ(*index.lookup_position(1 << 30), (OffsetPosition{Offset(600), 50'000}));
    };
    check();
    ASSERT_OK(index.file().seal());
    check();
    EXPECT_EQ(env::read_file(disk, "i")->size(), 50 * OffsetIndex::entry_size);

    OffsetIndex again(disk, "i", Offset(100));
    ASSERT_OK(again.file().open_sealed(50 * OffsetIndex::entry_size));
    EXPECT_EQ(*again.lookup(Offset(355)), (OffsetPosition{Offset(350), 25'000}));
}

TEST_F(IndexTest, EntriesAreBigEndianAndRelativeToTheBase) {
    OffsetIndex offsets(disk, "i", Offset(5'000'000'000));
    ASSERT_OK(offsets.file().create());
    ASSERT_OK(offsets.append(Offset(5'000'000'258), 0x01020304));
    ASSERT_OK(offsets.file().seal());
    EXPECT_EQ(*env::read_file(disk, "i"), (Bytes{0, 0, 1, 2, 1, 2, 3, 4}));

    TimeIndex times(disk, "t", Offset(5'000'000'000));
    ASSERT_OK(times.file().create());
    ASSERT_OK(times.maybe_append(0x0102030405060708, Offset(5'000'000'258)));
    ASSERT_OK(times.file().seal());
    EXPECT_EQ(*env::read_file(disk, "t"), (Bytes{1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 1, 2}));
}

TEST_F(IndexTest, OffsetsMustRiseAndFitTheSegment) {
    OffsetIndex index(disk, "i", Offset(100));
    ASSERT_OK(index.file().create());
    ASSERT_OK(index.append(Offset(110), 10));
    EXPECT_CODE(INVALID_RECORD, index.append(Offset(110), 20));
    EXPECT_CODE(INVALID_RECORD, index.append(Offset(99), 20));
    EXPECT_CODE(INVALID_RECORD, index.append(Offset(100 + (std::int64_t{1} << 31)), 20));
    ASSERT_OK(index.append(Offset(100 + (std::int64_t{1} << 31) - 1), 20));
}

TEST_F(IndexTest, TruncationKeepsWhatIsBelow) {
    OffsetIndex index(disk, "i", Offset(0));
    ASSERT_OK(index.file().create());
    for (int i = 1; i <= 1000; ++i) ASSERT_OK(index.append(Offset(10 * i), 100 * i));
    ASSERT_OK(index.truncate_to(Offset(5001)));
    EXPECT_EQ(index.last()->offset, Offset(5000));
    ASSERT_OK(index.truncate_to(Offset(5000)));
    EXPECT_EQ(index.last()->offset, Offset(4990));
    ASSERT_OK(index.append(Offset(5005), 70'000));
    ASSERT_OK(index.file().seal());
    EXPECT_EQ(env::read_file(disk, "i")->size(), 500 * OffsetIndex::entry_size);
    EXPECT_EQ(index.last()->offset, Offset(5005));
    ASSERT_OK(index.file().unseal());
    ASSERT_OK(index.truncate_to(Offset(0)));
    EXPECT_EQ(index.entries(), 0u);
    ASSERT_OK(index.file().write_pending());
    EXPECT_TRUE(env::read_file(disk, "i")->empty());
}

TEST_F(IndexTest, ZerosOfAPreallocatedFileDoNotCount) {  // KAFKA-4734
    for (const std::size_t real : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{57}}) {
        OffsetIndex offsets(disk, "i", Offset(100));
        TimeIndex times(disk, "t", Offset(100));
        ASSERT_OK(offsets.file().create());
        ASSERT_OK(times.file().create());
        for (std::size_t i = 1; i <= real; ++i) {
            ASSERT_OK(offsets.append(Offset(100 + static_cast<std::int64_t>(i)), static_cast<std::int64_t>(i) * 50));
            ASSERT_OK(times.maybe_append(static_cast<std::int64_t>(i), Offset(100 + static_cast<std::int64_t>(i))));
        }
        ASSERT_OK(offsets.file().seal());
        ASSERT_OK(times.file().seal());
        constexpr std::size_t padding = 1200;
        ASSERT_OK((*disk.open("i", env::OpenMode::read_write))->append(Bytes(padding)));
        ASSERT_OK((*disk.open("t", env::OpenMode::read_write))->append(Bytes(padding)));

        OffsetIndex found_offsets(disk, "i", Offset(100));
        TimeIndex found_times(disk, "t", Offset(100));
        ASSERT_OK(found_offsets.file().open_sealed(static_cast<std::int64_t>(real * OffsetIndex::entry_size + padding)));
        ASSERT_OK(found_times.file().open_sealed(static_cast<std::int64_t>(real * TimeIndex::entry_size + padding)));
        EXPECT_EQ(found_offsets.entries(), real);
        EXPECT_EQ(found_times.entries(), real);
        // Made active again, the file is trimmed.
        ASSERT_OK(found_offsets.file().unseal());
        EXPECT_EQ(env::read_file(disk, "i")->size(), real * OffsetIndex::entry_size);
    }
}

TEST_F(IndexTest, ASizeThatIsNoMultipleOfAnEntryIsDamage) {
    ASSERT_OK(env::write_file(disk, "i", Bytes(9)));
    OffsetIndex index(disk, "i", Offset(0));
    EXPECT_CODE(INVALID_RECORD, index.file().open_sealed(9));
}

TEST_F(IndexTest, TheTimeIndexTakesOnlyLaterTimestamps) {
    TimeIndex index(disk, "t", Offset(10));
    ASSERT_OK(index.file().create());
    EXPECT_EQ(*index.last(), (TimestampOffset{-1, Offset(10)}));
    ASSERT_OK(index.maybe_append(1000, Offset(12)));
    ASSERT_OK(index.maybe_append(1000, Offset(15)));  // the same entry again, when a segment is closed
    ASSERT_OK(index.maybe_append(900, Offset(16)));
    EXPECT_EQ(index.entries(), 1u);
    ASSERT_OK(index.maybe_append(1001, Offset(20)));
    EXPECT_CODE(INVALID_RECORD, index.maybe_append(2000, Offset(11)));
    EXPECT_EQ(*index.lookup(999), (TimestampOffset{-1, Offset(10)}));
    EXPECT_EQ(*index.lookup(1000), (TimestampOffset{1000, Offset(12)}));
    EXPECT_EQ(*index.lookup(5000), (TimestampOffset{1001, Offset(20)}));
    ASSERT_OK(index.truncate_to(Offset(20)));
    EXPECT_EQ(*index.last(), (TimestampOffset{1000, Offset(12)}));
}

TEST_F(IndexTest, OneTimeEntryIsKeptFreeForTheEnd) {
    OffsetIndex offsets(disk, "i", Offset(0));
    TimeIndex times(disk, "t", Offset(0));
    ASSERT_OK(offsets.file().create());
    ASSERT_OK(times.file().create());
    constexpr std::int32_t size = 36;  // 4 entries of 8 bytes, 3 of 12
    for (int i = 1; i <= 4; ++i) {
        EXPECT_FALSE(offsets.is_full(size));
        ASSERT_OK(offsets.append(Offset(i), i));
    }
    EXPECT_TRUE(offsets.is_full(size));
    for (int i = 1; i <= 2; ++i) {
        EXPECT_FALSE(times.is_full(size));
        ASSERT_OK(times.maybe_append(i, Offset(i)));
    }
    EXPECT_TRUE(times.is_full(size));
}

}  // namespace
}  // namespace vitrine::storage
