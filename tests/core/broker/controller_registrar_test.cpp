// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/controller_registrar.h"

#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "rpc/server.h"

namespace vitrine::broker::test {
namespace {

using namespace std::chrono_literals;

constexpr BrokerId self{1};
constexpr BrokerId active{2};

class RecordingController final : public rpc::RequestHandler {
public:
    void handle(rpc::Request request, rpc::Responder responder) override {
        const auto registration = request.decode<messages::ControllerRegistrationRequest>();
        ASSERT_TRUE(registration) << "nothing else is asked";
        asked.push_back(*registration);
        messages::ControllerRegistrationResponse response;
        response.error_code = answer;
        responder.respond(response);
    }
    std::vector<messages::ControllerRegistrationRequest> asked;
    ErrorCode answer = ErrorCode::NONE;
};

class ControllerRegistrarTest : public ::testing::Test {
protected:
    ControllerRegistrarTest() {
        EXPECT_TRUE(server.listen(voters.at(active)));
        channel.on_controller_changed({active, LeaderEpoch(1)});
    }
    static std::shared_ptr<metadata::MetadataImage> image_of(std::int16_t metadata_version) {
        auto image = std::make_shared<metadata::MetadataImage>();
        image->features.set("metadata.version", metadata_version);
        return image;
    }
    static std::shared_ptr<metadata::MetadataImage> with_life(const Uuid& incarnation) {
        auto image = image_of(30);
        auto registered = std::make_shared<metadata::ControllerRegistration>();
        registered->id = self;
        registered->incarnation_id = incarnation;
        image->controllers.set(self, registered);
        return image;
    }

    const Uuid life = Uuid::from_halves(7, 7);
    env::sim::World world{1};
    Logger logger{"controller-1"};
    std::map<BrokerId, env::Endpoint> voters{{active, {"127.0.0.1", 9192}}};
    RecordingController recording;
    rpc::Server server{world.add_node(active).environment(), {.node = active, .controller_listener = true}, recording, logger};
    ControllerChannel channel{world.add_node(self).environment(), self, "registration", [this](BrokerId) { return voters.at(active); }};
    ControllerRegistrar registrar{world.node(self).environment().clock,
                                  channel,
                                  {.controller_id = self, .incarnation_id = life, .listeners = {{"CONTROLLER", "127.0.0.1", 9191}}},
                                  logger};
};

TEST_F(ControllerRegistrarTest, a_controller_registers_once_the_metadata_version_knows_registrations) {
    registrar.on_metadata(image_of(14));
    world.run_for(1s);
    EXPECT_TRUE(recording.asked.empty());
    registrar.on_metadata(image_of(15));
    registrar.on_metadata(image_of(15));
    world.run_for(1s);
    ASSERT_EQ(recording.asked.size(), 1u) << "one question at a time";
    EXPECT_EQ(recording.asked[0].controller_id, self);
    EXPECT_EQ(recording.asked[0].incarnation_id, life);
    registrar.on_metadata(with_life(life));
    world.run_for(10s);
    EXPECT_EQ(recording.asked.size(), 1u) << "it is registered";
}

TEST_F(ControllerRegistrarTest, another_life_of_it_in_the_metadata_is_replaced) {
    registrar.on_metadata(with_life(Uuid::from_halves(1, 1)));
    world.run_for(1s);
    EXPECT_EQ(recording.asked.size(), 1u);
}

TEST_F(ControllerRegistrarTest, what_is_refused_is_tried_again_ever_more_slowly) {
    recording.answer = ErrorCode::UNKNOWN_SERVER_ERROR;
    registrar.on_metadata(image_of(30));
    world.run_for(1s);
    EXPECT_EQ(recording.asked.size(), 4u) << "at once, after 100, 200 and 400 ms";
    for (int i = 0; i < 20; ++i) registrar.on_metadata(image_of(30));
    world.run_for(600ms);
    EXPECT_EQ(recording.asked.size(), 5u) << "changes of the metadata do not make it faster";
    recording.answer = ErrorCode::NONE;
    world.run_for(10min);
    EXPECT_EQ(recording.asked.size(), 6u);
}

}  // namespace
}  // namespace vitrine::broker::test
