#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Good and bad houses for layering.py: each test builds a small one and breaks one rule."""

import pathlib
import tempfile
import unittest

import layering

HOUSE = "foreach(folder base observe wire messages env env/real env/sim broker client cluster)\n"

# folder: (name, declared dependencies, includes of its one file)
SOUND = {
    "core/base": ("base", [], []),
    "core/observe": ("observe", ["base"], ["base/a.h", "observe/a.h"]),
    "core/wire": ("wire", ["base"], ["base/a.h"]),
    "core/messages": ("messages", ["base", "wire"], ["wire/a.h", "base/a.h"]),
    "core/env": ("env", ["base", "observe"], ["base/a.h", "observe/a.h"]),
    "core/env/real": ("env_real", ["env"], ["env/a.h"]),
    "core/env/sim": ("env_sim", ["env"], ["env/a.h"]),
    "core/broker": ("broker", ["env", "messages"], ["env/a.h", "messages/a.h", "broker/a.h"]),
    "core/client": ("client", ["env"], ["env/a.h"]),
    "core/cluster": ("cluster", ["broker", "env_real"], ["broker/a.h", "env/real/a.h"]),
    "app/settings": ("app_settings", ["base", "broker"], ["base/a.h", "broker/a.h"]),
    "app/tools": ("app_tools", ["client", "env_real"], ["client/a.h", "env/real/a.h"]),
    "ui/session": ("ui_session", ["observe", "cluster"], ["observe/a.h", "cluster/a.h"]),
    "ui/common": ("ui_common", ["ui_session"], ["ui/session/a.h"]),
    "ui/map": ("ui_map", ["ui_common", "observe"], ["ui/common/a.h", "observe/a.h"]),
    "ui/log": ("ui_log", ["ui_session"], ["ui/session/a.h"]),
    "ui/window": ("ui_window", ["ui_map", "ui_log"], ["ui/map/a.h", "ui/log/a.h"]),
}


class HouseTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        self.layers = {folder: (name, list(deps)) for folder, (name, deps, _) in SOUND.items()}
        self.write("core/CMakeLists.txt", HOUSE)
        for folder, (_, _, includes) in SOUND.items():
            self.write(f"{folder}/a.h", "#pragma once\n" + "".join(f'#include "{include}"\n' for include in includes))

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def declare(self, folder, *deps):
        self.layers[folder][1].extend(deps)

    def findings(self):
        text = "".join(f"{name}|{folder}|{','.join(deps)}\n" for folder, (name, deps) in self.layers.items())
        return [str(finding) for finding in layering.check(self.root, text)]

    def assert_found(self, *parts):
        findings = self.findings()
        self.assertEqual(len(findings), 1, findings)
        for part in parts:
            self.assertIn(part, findings[0])

    def test_a_sound_house_has_no_findings(self):
        self.assertEqual(self.findings(), [])

    def test_rule_1_an_include_that_is_not_declared(self):
        self.write("core/broker/b.cpp", '#include "broker/a.h"\n\n  #  include "observe/a.h"\n')
        self.assert_found("core/broker/b.cpp:3", "observe", "core/broker/CMakeLists.txt does not declare")

    def test_rule_1_what_comes_through_another_library_is_declared_too(self):
        self.write("core/env/real/b.cpp", '#include "base/a.h"\n')
        self.assert_found("core/env/real/b.cpp:1", "base")

    def test_rule_1_comments_are_no_includes(self):
        self.write("core/base/b.cpp", '// #include "broker/a.h"\n/*\n#include "broker/a.h"\n*/\n')
        self.assertEqual(self.findings(), [])

    def test_rule_2_an_arrow_that_nothing_uses(self):
        self.declare("core/broker", "wire")
        self.assert_found("core/broker/CMakeLists.txt", "declares wire and includes nothing of it")

    def test_rule_3_an_arrow_downwards(self):
        self.declare("core/base", "wire")
        self.write("core/base/b.cpp", '#include "wire/a.h"\n')
        self.assert_found("core/base/CMakeLists.txt", "wire does not stand above base")

    def test_rule_3_a_library_without_a_place(self):
        self.write("core/attic/a.h", '#include "base/a.h"\n')
        self.layers["core/attic"] = ("attic", ["base"])
        self.assert_found("attic has no place in the order of the house")

    def test_rule_4_env_sees_base_and_observe_alone(self):
        self.declare("core/env", "wire")
        self.write("core/env/b.cpp", '#include "wire/a.h"\n')
        self.assert_found("env sees base and observe alone")

    def test_rule_4_worlds_are_seen_by_cluster_alone(self):
        self.declare("core/broker", "env_sim")
        self.write("core/broker/b.cpp", '#include "env/sim/a.h"\n')
        self.assert_found("env/sim is seen by cluster, app/ and tests/ alone, not by broker")

    def test_rule_5_core_never_sees_the_window(self):
        self.declare("core/cluster", "ui_session")
        self.write("core/cluster/b.cpp", '#include "ui/session/a.h"\n')
        self.assert_found("core/ never sees ui/")

    def test_rule_5_nothing_sees_app_or_tests(self):
        self.write("app/options.h", "")
        self.write("core/base/b.cpp", '#include "app/options.h"\n')
        self.assert_found("core/base/b.cpp:1", "is in no library")

    def test_rule_7_the_tools_of_the_command_line_know_no_broker(self):
        self.declare("app/tools", "broker")
        self.write("app/tools/b.cpp", '#include "broker/a.h"\n')
        self.assert_found("app/tools is a client", "not broker")

    def test_rule_7_the_settings_know_brokers_and_no_cluster(self):
        self.declare("app/settings", "cluster")
        self.write("app/settings/b.cpp", '#include "cluster/a.h"\n')
        self.assert_found("app/settings sees base, broker", "not cluster")

    def test_app_sees_every_library_and_itself(self):
        self.write("app/options.h", "")
        self.write("app/main.cpp", '#include "app/options.h"\n#include "env/sim/a.h"\n#include "ui/window/a.h"\n#include "options.h"\n')
        self.assertEqual(self.findings(), [])
        self.write("tests/tool.h", "")
        self.write("app/main.cpp", '#include "tests/tool.h"\n')
        self.assert_found("app/main.cpp:1", "nothing outside tests/ may include it")

    def test_rule_6_a_tool_never_sees_a_broker(self):
        self.declare("ui/map", "broker")
        self.write("ui/map/b.cpp", '#include "broker/a.h"\n')
        self.assert_found("ui/ sees", "ui_map -> broker")

    def test_rule_6_only_the_session_sees_the_cluster(self):
        self.declare("ui/common", "cluster")
        self.write("ui/common/b.cpp", '#include "cluster/a.h"\n')
        self.assert_found("ui_common -> cluster")

    def test_rule_7_tools_do_not_know_each_other(self):
        self.declare("ui/map", "ui_log")
        self.write("ui/map/b.cpp", '#include "ui/log/a.h"\n')
        self.assert_found("tools do not know each other: ui_map -> ui_log")

    def test_a_file_in_no_library(self):
        self.write("core/attic/b.cpp", "")
        self.assert_found("core/attic/b.cpp", "is in no library")

    def test_an_include_by_a_short_path(self):
        self.write("core/base/b.cpp", '#include "a.h"\n')
        self.assert_found("core/base/b.cpp:1", "by its path below core/")

    def test_what_moc_makes_is_no_include(self):
        self.write("ui/map/b.cpp", '#include "b.moc"\n')
        self.assertEqual(self.findings(), [])

    def test_a_folder_below_a_library_belongs_to_it(self):
        self.write("core/broker/handlers/fetch.cpp", '#include "broker/a.h"\n#include "messages/a.h"\n')
        self.assertEqual(self.findings(), [])

    def test_the_order_must_be_there(self):
        self.write("core/CMakeLists.txt", "add_subdirectory(base)\n")
        with self.assertRaises(ValueError):
            self.findings()


if __name__ == "__main__":
    unittest.main()
