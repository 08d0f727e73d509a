// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "base/logging.h"
#include "broker/controller_channel.h"
#include "messages/controller_registration.h"
#include "metadata/image.h"

namespace vitrine::broker {

// Tells the cluster where this life of a controller is reached and what it supports (KIP-919). Source: Kafka's
// ControllerRegistrationManager.
//
//   unregistered -> asking        the metadata are of a version that knows registrations, and do not have this life
//   asking       -> registered    the metadata have it
//   asking       -> unregistered  it was refused, or nobody answered: again after a while
//   registered   -> unregistered  the metadata have another life of this controller: it is told anew
class ControllerRegistrar {
public:
    ControllerRegistrar(env::Clock& clock, ControllerChannel& channel, messages::ControllerRegistrationRequest registration,
                        const Logger& logger);
    ~ControllerRegistrar();

    // The metadata changed.
    void on_metadata(const std::shared_ptr<const metadata::MetadataImage>& image);

private:
    void register_if_needed();

    env::Clock& clock_;
    ControllerChannel& channel_;
    messages::ControllerRegistrationRequest registration_;
    const Logger& logger_;
    std::shared_ptr<const metadata::MetadataImage> image_;
    bool asking_ = false;
    int failures_ = 0;
    env::Timer retry_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::broker
