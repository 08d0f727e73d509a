// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "base/assertion_scope.h"

namespace vitrine {
namespace {

struct OfProcess : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct OfThread : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void process_handler(std::string_view sentence) { throw OfProcess(std::string(sentence)); }
void thread_handler(std::string_view sentence) { throw OfThread(std::string(sentence)); }
void fail() { VITRINE_ASSERT(1 + 1 == 3, "sums are right"); }

class Assertions : public testing::Test {
protected:
    void SetUp() override { set_assertion_handler(process_handler); }
    void TearDown() override { set_assertion_handler(nullptr); }
};

TEST_F(Assertions, GoToTheHandlerOfTheirThreadElseToThatOfTheProcess) {
    EXPECT_THROW(fail(), OfProcess);
    {
        const AssertionScope scope(thread_handler);
        EXPECT_THROW(fail(), OfThread);
        {
            const AssertionScope inner(process_handler);
            EXPECT_THROW(fail(), OfProcess);
        }
        EXPECT_THROW(fail(), OfThread);
        // Another thread has nothing to do with it.
        std::thread([] { EXPECT_THROW(fail(), OfProcess); }).join();
    }
    EXPECT_THROW(fail(), OfProcess);
}

TEST_F(Assertions, SayWhereWhatAndWhy) {
    const AssertionContext context("broker 2, Fetch");
    try {
        VITRINE_ASSERT_CMP(2, <, 1, "the order holds");
        FAIL() << "nothing was noticed";
    } catch (const OfProcess& problem) {
        const std::string sentence = problem.what();
        EXPECT_NE(sentence.find("assertion failed: 2 < 1: the order holds (values: 2 and 1) [broker 2, Fetch]"), std::string::npos)
            << sentence;
    }
}

}  // namespace
}  // namespace vitrine
