// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/controller_registrar.h"

#include <algorithm>

#include "metadata/feature_control.h"

namespace vitrine::broker {
namespace {

constexpr wire::Version version = 0;
constexpr std::chrono::seconds timeout{30};

Milliseconds backoff_after(int failures) {
    constexpr Milliseconds longest{120'000};
    constexpr int doublings_max = 11;  // beyond the longest
    return std::min(longest, Milliseconds(100) * (1 << std::min(failures, doublings_max)));
}

}  // namespace

ControllerRegistrar::ControllerRegistrar(env::Clock& clock, ControllerChannel& channel,
                                         messages::ControllerRegistrationRequest registration, const Logger& logger)
    : clock_(clock), channel_(channel), registration_(std::move(registration)), logger_(logger) {}

ControllerRegistrar::~ControllerRegistrar() { *alive_ = false; }

void ControllerRegistrar::on_metadata(const std::shared_ptr<const metadata::MetadataImage>& image) {
    image_ = image;
    if (!retry_.held()) register_if_needed();
}

void ControllerRegistrar::register_if_needed() {
    if (asking_ || !metadata::controllers_register(*image_)) return;
    const auto* known = image_->controllers.find(registration_.controller_id);
    if (known != nullptr && (*known)->incarnation_id == registration_.incarnation_id) return;
    asking_ = true;
    channel_.call<messages::ControllerRegistrationResponse>(
        registration_, version, timeout, [](const auto& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [this, alive = alive_](Result<messages::ControllerRegistrationResponse> response) {
            if (!*alive) return;
            asking_ = false;
            const ErrorCode error = response ? response->error_code : response.error().code;
            if (error == ErrorCode::NONE) {
                failures_ = 0;
                // Committed, so the metadata will say so; if they are lost with a damaged log, the next change of them asks again.
                return;
            }
            logger_.info("the controller is not registered: {}", name_of(error));
            retry_ = clock_.schedule_after(backoff_after(failures_++), [this] {
                retry_.cancel();
                register_if_needed();
            });
        });
}

}  // namespace vitrine::broker
