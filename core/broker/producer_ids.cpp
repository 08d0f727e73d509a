// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/producer_ids.h"

namespace vitrine::broker {

namespace {
constexpr wire::Version version = 0;
constexpr std::chrono::seconds timeout{30};
}  // namespace

void ProducerIds::next(Given given) {
    if (block_.left() == 0 && following_) block_ = *std::exchange(following_, std::nullopt);
    if (block_.left() == 0) {
        if (waiting_.size() >= waiting_max)
            return given(failure(ErrorCode::COORDINATOR_LOAD_IN_PROGRESS, "too many producers wait for an id"));
        waiting_.push_back(std::move(given));
        return ask();
    }
    const ProducerId id(block_.next++);
    if (block_.left() * 10 <= block_.size && !following_) ask();
    given(id);
}

void ProducerIds::ask() {
    if (asking_) return;
    asking_ = true;
    messages::AllocateProducerIdsRequest request;
    request.broker_id = broker_;
    request.broker_epoch = broker_epoch_();
    channel_.call<messages::AllocateProducerIdsResponse>(
        std::move(request), version, timeout, [](const auto& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [this](Result<messages::AllocateProducerIdsResponse> response) {
            asking_ = false;
            const ErrorCode error = response ? response->error_code : response.error().code;
            if (error == ErrorCode::NONE && response->producer_id_len > 0) {
                following_ = Block{.next = response->producer_id_start.value(),
                                   .end = response->producer_id_start.value() + response->producer_id_len,
                                   .size = response->producer_id_len};
            } else {
                logger_.info("no block of producer ids: {}", name_of(error));
            }
            std::deque<Given> waited = std::exchange(waiting_, {});
            for (Given& given : waited) {
                if (following_ || block_.left() > 0) next(std::move(given));
                else given(failure(ErrorCode::COORDINATOR_LOAD_IN_PROGRESS, "the controller gave no block of producer ids"));
            }
        });
}

}  // namespace vitrine::broker
