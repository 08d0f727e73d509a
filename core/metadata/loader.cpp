// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/loader.h"

#include <utility>

#include <fmt/format.h>

#include "base/assert.h"

namespace vitrine::metadata {

MetadataLoader::MetadataLoader(env::Clock& clock)
    : clock_(clock), image_(std::make_shared<const MetadataImage>()), builder_(image_), alive_(std::make_shared<bool>(true)) {}

MetadataLoader::~MetadataLoader() { *alive_ = false; }

void MetadataLoader::add_publisher(MetadataPublisher& publisher) { publishers_.push_back(&publisher); }

void MetadataLoader::on_committed(const raft::CommittedBatch& batch) {
    if (fault_) return;
    apply(batch);
    if (fault_ || publish_posted_) return;
    publish_posted_ = true;
    clock_.post([this, alive = alive_] {
        if (*alive) publish();
    });
}

void MetadataLoader::apply(const raft::CommittedBatch& batch) {
    VITRINE_ASSERT_CMP(batch.base_offset, >, builder_.image().offset, "the log hands over every batch once, in order");
    for (std::size_t i = 0; i < batch.values.size(); ++i) {
        const Offset offset = batch.base_offset + static_cast<std::int64_t>(i);
        auto record = decode_record(batch.values[i]);
        if (!record) return fail({record.error().code, fmt::format("offset {} of the metadata log: {}", offset, record.error().message)});

        if (std::holds_alternative<messages::BeginTransactionRecord>(*record)) {
            if (before_transaction_)
                return fail({ErrorCode::UNKNOWN_SERVER_ERROR,
                             fmt::format("offset {} of the metadata log: a transaction begins within another", offset)});
            before_transaction_ = builder_;
        } else if (std::holds_alternative<messages::AbortTransactionRecord>(*record)) {
            if (!before_transaction_)
                return fail({ErrorCode::UNKNOWN_SERVER_ERROR,
                             fmt::format("offset {} of the metadata log: a transaction is aborted that never began", offset)});
            builder_ = *std::exchange(before_transaction_, std::nullopt);
        } else if (std::holds_alternative<messages::EndTransactionRecord>(*record)) {
            if (!before_transaction_)
                return fail({ErrorCode::UNKNOWN_SERVER_ERROR,
                             fmt::format("offset {} of the metadata log: a transaction ends that never began", offset)});
            before_transaction_.reset();
        }
        if (Status applied = builder_.apply(*record, offset, batch.epoch); !applied) {
            return fail({applied.error().code, fmt::format("offset {} of the metadata log: {}", offset, applied.error().message)});
        }
    }
}

void MetadataLoader::publish() {
    publish_posted_ = false;
    if (fault_ || before_transaction_) return;
    const auto before = image_;
    auto [image, changes] = builder_.build();
    image_ = std::move(image);
    for (MetadataPublisher* publisher : publishers_) publisher->on_metadata(before, image_, changes);
}

void MetadataLoader::on_leader_changed(const raft::LeaderAndEpoch& leader) {
    controller_ = leader;
    for (MetadataPublisher* publisher : publishers_) publisher->on_controller_changed(leader);
}

void MetadataLoader::fail(Error error) {
    fault_ = std::move(error);
    for (MetadataPublisher* publisher : publishers_) publisher->on_metadata_fault(*fault_);
}

}  // namespace vitrine::metadata
