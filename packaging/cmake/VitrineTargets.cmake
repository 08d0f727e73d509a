# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The only two ways to add code to the build: vitrine_library() and vitrine_test().
#
# A header is included by its path below core/ ("base/bytes.h", "env/real/loop.h") or below the top level ("ui/map/page.h").
# Each library owns one include directory that holds nothing but a link to its own folder, so a header of a library that is
# not declared as a dependency is not found. tests/tidy reads the same declarations from layers.txt in the build directory.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Decided when a build directory is made, not later: with another launcher every command line is another, and ccache that is installed
# meanwhile (packaging/setup test) would have everything compiled again.
if(NOT DEFINED VITRINE_LAUNCHER)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    set(VITRINE_LAUNCHER "${CCACHE_PROGRAM}" CACHE INTERNAL "ccache, where it was there first")
  else()
    set(VITRINE_LAUNCHER "" CACHE INTERNAL "ccache, where it was there first")
  endif()
endif()
if(VITRINE_LAUNCHER AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${VITRINE_LAUNCHER}")
endif()

# Likewise the linker: some hundred test programs take mold a fraction of the time.
if(NOT DEFINED VITRINE_LINKER)
  find_program(MOLD_PROGRAM mold)
  if(MOLD_PROGRAM)
    set(VITRINE_LINKER mold CACHE INTERNAL "mold, where it was there first")
  else()
    set(VITRINE_LINKER "" CACHE INTERNAL "mold, where it was there first")
  endif()
endif()
if(VITRINE_LINKER)
  add_link_options(-fuse-ld=${VITRINE_LINKER})
endif()

add_library(vitrine_options INTERFACE)
target_compile_features(vitrine_options INTERFACE cxx_std_23)
target_compile_options(vitrine_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${VITRINE_WERROR}>:-Werror>
  # g++ sees uninitialized memory inside every std::optional that it optimizes; UndefinedBehaviorSanitizer and clang-tidy look better.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-missing-field-initializers -Wno-maybe-uninitialized>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers -Wno-sign-conversion>)  # clang counts it to -Wconversion, g++ does not
# The standard library's own assertions: an index out of range ends the program instead of reading what lies there.
target_compile_definitions(vitrine_options INTERFACE $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)
if(VITRINE_PLANTED_DEFECTS)
  target_compile_definitions(vitrine_options INTERFACE VITRINE_PLANTED_DEFECTS)
endif()
if(VITRINE_FUZZER)
  target_compile_options(vitrine_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(VITRINE_SANITIZE)
  target_compile_options(vitrine_options INTERFACE -fsanitize=${VITRINE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(vitrine_options INTERFACE -fsanitize=${VITRINE_SANITIZE})
endif()

set(VITRINE_QT_STRICT QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_ASCII QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_STRICT_ITERATORS)

# Qt's headers are a third of the time that a file of the window takes: g++ reads them once (a macro that only some targets define may
# differ where no header of these looks at it). ccache needs to be told, too (packaging/build).
function(vitrine_precompiled target)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR NOT "Qt6::Widgets" IN_LIST ARGN)
    return()
  endif()
  if(NOT TARGET vitrine_widget_headers)
    file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/widget_headers.cpp" CONTENT "")
    add_library(vitrine_widget_headers OBJECT "${CMAKE_BINARY_DIR}/widget_headers.cpp")
    target_link_libraries(vitrine_widget_headers PRIVATE vitrine_options Qt6::Widgets)
    target_compile_definitions(vitrine_widget_headers PRIVATE ${VITRINE_QT_STRICT})
    target_compile_options(vitrine_widget_headers PRIVATE -fpch-preprocess)
    target_precompile_headers(vitrine_widget_headers PRIVATE
      <algorithm> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <string> <variant> <vector>
      <QAbstractItemModel> <QAction> <QApplication> <QBoxLayout> <QComboBox> <QDateTime> <QDialog> <QDockWidget> <QElapsedTimer> <QEvent>
      <QFont> <QHash> <QJsonObject> <QLabel> <QLineEdit> <QList> <QMainWindow> <QMenu> <QMouseEvent> <QObject> <QPainter> <QPointer>
      <QPushButton> <QScrollBar> <QSet> <QSplitter> <QString> <QStringList> <QTimer> <QToolButton> <QTreeView> <QVariant> <QWidget>)
  endif()
  target_compile_options(${target} PRIVATE -fpch-preprocess)
  target_precompile_headers(${target} REUSE_FROM vitrine_widget_headers)
endfunction()

set_property(GLOBAL PROPERTY VITRINE_LAYERS "")

# vitrine_library(NAME <folder, / as _> SOURCES … [DEPS …] [PRIVATE_DEPS …] [EXTERNAL …] [PRIVATE_EXTERNAL …] [QT])
#   DEPS, PRIVATE_DEPS            names of other libraries of ours; DEPS are those that the public headers need
#   EXTERNAL, PRIVATE_EXTERNAL    targets of other people's libraries
#   QT                            run moc, uic and rcc, and set Qt's strict definitions
function(vitrine_library)
  cmake_parse_arguments(ARG "QT" "NAME" "SOURCES;DEPS;PRIVATE_DEPS;EXTERNAL;PRIVATE_EXTERNAL" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "vitrine_library(${ARG_NAME}): unknown arguments ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  set(target vitrine_${ARG_NAME})
  add_library(${target} STATIC ${ARG_SOURCES})
  add_library(vitrine::${ARG_NAME} ALIAS ${target})

  file(RELATIVE_PATH folder "${CMAKE_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REGEX REPLACE "^core/" "" prefix "${folder}")
  set(include_dir "${CMAKE_BINARY_DIR}/include/${ARG_NAME}")
  cmake_path(GET prefix PARENT_PATH prefix_parent)
  file(MAKE_DIRECTORY "${include_dir}/${prefix_parent}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${include_dir}/${prefix}" SYMBOLIC)
  target_include_directories(${target} PUBLIC "${include_dir}")

  list(TRANSFORM ARG_DEPS PREPEND "vitrine::")
  list(TRANSFORM ARG_PRIVATE_DEPS PREPEND "vitrine::" OUTPUT_VARIABLE private_targets)
  target_link_libraries(${target}
    PUBLIC ${ARG_DEPS} ${ARG_EXTERNAL}
    PRIVATE vitrine_options ${private_targets} ${ARG_PRIVATE_EXTERNAL})
  if(ARG_QT)
    set_target_properties(${target} PROPERTIES AUTOMOC ON AUTORCC ON)
    target_compile_definitions(${target} PUBLIC ${VITRINE_QT_STRICT})
    vitrine_precompiled(${target} ${ARG_EXTERNAL})
  endif()
  set(deps ${ARG_DEPS} ${ARG_PRIVATE_DEPS})
  list(TRANSFORM deps REPLACE "^vitrine::" "")
  list(JOIN deps "," deps)
  set_property(GLOBAL APPEND PROPERTY VITRINE_LAYERS "${ARG_NAME}|${folder}|${deps}")
endfunction()

# vitrine_test(NAME <name> SOURCES … DEPS … [EXTERNAL …] [KIND unit|sim|fuzz|interop|ui] [ARGS …] [TIMEOUT seconds] [LONG])
#   unit, sim, interop   GoogleTest programs, one ctest test for each program
#   ui                   Qt Test programs, run with QT_QPA_PLATFORM=offscreen
#   fuzz                 programs with LLVMFuzzerTestOneInput, run for a second on seed 1 and the files in corpus/<name> beside
#                        the CMakeLists; ARGS are libFuzzer's, with either runner (tests/fuzz/main.cpp)
#   LONG                 adds <name>.long: the same program with VITRINE_LONG_TESTS=1 in its environment and four hours of
#                        time, run by the test preset `long` (ctest -C long) alone; a fuzz target has it always: ten minutes
# Every test has its kind as ctest label; a long one has the label long.
function(vitrine_test)
  cmake_parse_arguments(ARG "LONG" "NAME;KIND;TIMEOUT" "SOURCES;DEPS;EXTERNAL;ARGS" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "vitrine_test(${ARG_NAME}): unknown arguments ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT ARG_KIND)
    set(ARG_KIND unit)
  endif()
  if(NOT ARG_KIND MATCHES "^(unit|sim|fuzz|interop|ui)$")
    message(FATAL_ERROR "vitrine_test(${ARG_NAME}): unknown kind ${ARG_KIND}")
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set(target test_${ARG_NAME})
  add_executable(${target} ${ARG_SOURCES})
  list(TRANSFORM ARG_DEPS PREPEND "vitrine::")
  target_link_libraries(${target} PRIVATE vitrine_options ${ARG_DEPS} ${ARG_EXTERNAL})
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_compile_definitions(${target} PRIVATE VITRINE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" VITRINE_BINARY_DIR="${CMAKE_BINARY_DIR}")
  set(long_args ${ARG_ARGS})
  if(ARG_KIND STREQUAL "ui")
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_link_libraries(${target} PRIVATE Qt6::Test)
    vitrine_precompiled(${target} ${ARG_EXTERNAL})
    # Macros of Qt Test 6.8 narrow times of their own. Of the source, since a target's own options stand before those that it uses.
    set_source_files_properties(${ARG_SOURCES} PROPERTIES COMPILE_OPTIONS -Wno-conversion)
  elseif(ARG_KIND STREQUAL "fuzz")
    target_link_libraries(${target} PRIVATE vitrine_fuzz_main)
    add_dependencies(vitrine_fuzz_targets ${target})
    set(ARG_LONG TRUE)
    set(corpus)
    if(VITRINE_FUZZER)  # libFuzzer writes what it finds worth keeping into the first directory
      file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/corpus/${ARG_NAME}")
      list(APPEND corpus "${CMAKE_CURRENT_BINARY_DIR}/corpus/${ARG_NAME}")
    endif()
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/corpus/${ARG_NAME}")
      list(APPEND corpus "${CMAKE_CURRENT_SOURCE_DIR}/corpus/${ARG_NAME}")
    endif()
    set(long_args -seed=1 ${ARG_ARGS} -max_total_time=600 ${corpus})
    set(ARG_ARGS -seed=1 -max_total_time=1 ${ARG_ARGS} ${corpus})
  else()
    target_link_libraries(${target} PRIVATE GTest::gtest_main GTest::gmock)
  endif()
  set(environment "QT_QPA_PLATFORM=offscreen;ASAN_OPTIONS=detect_leaks=1;UBSAN_OPTIONS=print_stacktrace=1")
  add_test(NAME ${ARG_NAME} COMMAND ${target} ${ARG_ARGS})
  set_tests_properties(${ARG_NAME} PROPERTIES LABELS ${ARG_KIND} TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "${environment}")
  if(ARG_LONG)
    add_test(NAME ${ARG_NAME}.long COMMAND ${target} ${long_args} CONFIGURATIONS long)
    set_tests_properties(${ARG_NAME}.long PROPERTIES LABELS long TIMEOUT 14400 ENVIRONMENT "${environment};VITRINE_LONG_TESTS=1")
  endif()
endfunction()

# Writes the declared arrows for the layering test; called once, after every library is added.
function(vitrine_write_layers)
  get_property(layers GLOBAL PROPERTY VITRINE_LAYERS)
  list(JOIN layers "\n" text)
  file(WRITE "${CMAKE_BINARY_DIR}/layers.txt" "${text}\n")
endfunction()
