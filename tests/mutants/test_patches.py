"""Each mutant says what it breaks and who notices, and applies to the sources as they are.

`./dev mutants` takes too long for every change; that a patch has gone stale is told at once.
"""

import re
import subprocess
import unittest
from pathlib import Path

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parent.parent
HEADER = re.compile(r"Breaks: .+\nTarget: \w+_test\nFilter: \S+\n\n--- a/")


class Patches(unittest.TestCase):
    def test_each_says_what_it_breaks_and_who_notices(self):
        for mutant in sorted(FOLDER.glob("*.patch")):
            with self.subTest(mutant.name):
                self.assertRegex(mutant.read_text(), HEADER)

    def test_each_applies(self):
        for mutant in sorted(FOLDER.glob("*.patch")):
            with self.subTest(mutant.name), mutant.open() as patch:
                tried = subprocess.run(
                    ["patch", "-p1", "--dry-run", "--force"],
                    cwd=PROJECT, stdin=patch, capture_output=True, text=True, check=False)
                self.assertEqual(tried.returncode, 0, tried.stdout + tried.stderr)


if __name__ == "__main__":
    unittest.main()
