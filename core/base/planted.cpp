// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/planted.h"

namespace vitrine::planted {

static_assert(all_defects.size() <= 64, "one bit for each");

namespace {

thread_local std::uint64_t switched_on = 0;

constexpr std::uint64_t bit_of(Defect defect) { return std::uint64_t{1} << static_cast<unsigned>(defect); }

}  // namespace

bool is_on(Defect defect) noexcept { return (switched_on & bit_of(defect)) != 0; }

PlantedDefects::PlantedDefects(std::span<const Defect> defects) noexcept : before_(switched_on) {
    switched_on = 0;
    for (const Defect defect : defects) switched_on |= bit_of(defect);
}

PlantedDefects::~PlantedDefects() { switched_on = before_; }

}  // namespace vitrine::planted
