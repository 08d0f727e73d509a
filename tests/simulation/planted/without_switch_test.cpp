// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// As in a build without the option, whatever this build has.
#undef VITRINE_PLANTED_DEFECTS
#include "base/planted.h"

#include <gtest/gtest.h>

namespace vitrine {

// Not even compiled: neither the defect nor what the wrong expression names exists.
static_assert(VITRINE_RULE(NO_SUCH_DEFECT, 1, no_such_function(no_such_variable)) == 1);

TEST(PlantedSwitch, WithoutTheOptionTheRuleIsTheRightExpressionAlone) { EXPECT_EQ(VITRINE_RULE(NO_SUCH_DEFECT, 3, no_such_function()), 3); }

}  // namespace vitrine
