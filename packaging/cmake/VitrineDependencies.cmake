# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Other people's libraries. CONTRIBUTING.md gives the reason for each.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LZ4 REQUIRED IMPORTED_TARGET liblz4)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
find_package(Snappy REQUIRED)
pkg_check_modules(ISAL REQUIRED IMPORTED_TARGET libisal)

find_path(ASIO_INCLUDE_DIR asio.hpp REQUIRED)
add_library(vitrine_asio INTERFACE)
add_library(vitrine::asio ALIAS vitrine_asio)
target_include_directories(vitrine_asio SYSTEM INTERFACE "${ASIO_INCLUDE_DIR}")
target_compile_definitions(vitrine_asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED)
target_link_libraries(vitrine_asio INTERFACE Threads::Threads)

if(VITRINE_WINDOW)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets PrintSupport Svg LinguistTools)
  find_package(QCustomPlotQt6 REQUIRED)

  # KArchive: the package of the distribution, else what packaging/karchive built. Never the distribution's KF5Archive, which
  # is linked to Qt 5.
  set(VITRINE_PREFIX "${CMAKE_SOURCE_DIR}/build/prefix" CACHE PATH "Where packaging/karchive installed KArchive")
  find_package(KF6Archive QUIET)
  if(KF6Archive_FOUND)
    set(karchive KF6::Archive)
  else()
    find_package(KF5Archive QUIET PATHS "${VITRINE_PREFIX}" NO_DEFAULT_PATH)
    if(NOT KF5Archive_FOUND)
      message(FATAL_ERROR "KArchive for Qt 6 was not found, neither as a package (KF6Archive) nor in ${VITRINE_PREFIX}. "
        "Run packaging/setup once; or configure with -DVITRINE_WINDOW=OFF.")
    endif()
    set(karchive KF5::Archive)
  endif()
  add_library(vitrine_karchive INTERFACE)
  add_library(vitrine::karchive ALIAS vitrine_karchive)
  target_link_libraries(vitrine_karchive INTERFACE ${karchive})
endif()
if(VITRINE_TESTS)
  find_package(GTest REQUIRED)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  if(VITRINE_WINDOW)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
  endif()
endif()
