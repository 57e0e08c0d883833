"""What the documents say that a command prints is what it prints."""

import re
import unittest

from commands import output_of, shown
from markdown import PROJECT

SITES = PROJECT / "policies/examples/sites"


class Commands(unittest.TestCase):
    maxDiff = None

    def test_commands_print_what_is_shown(self):
        commands = list(shown())
        self.assertGreater(len(commands), 4, "no commands were found: this shows nothing")
        for document, command, output in commands:
            with self.subTest(document=str(document.relative_to(PROJECT)), command=command):
                self.assertEqual(output_of(command), output, "./dev docs writes it anew")


class SitePolicies(unittest.TestCase):
    """Policies for real sites are right, are shown, and do what they are there for."""

    def policies(self):
        found = [path for path in sorted(SITES.glob("*.yaml")) if not path.name.endswith(".pod.yaml")]
        self.assertGreaterEqual(len(found), 5)
        return found

    def test_each_is_right(self):
        for policy in self.policies():
            self.assertIn(": right;", output_of(f"tenure policy check {policy.relative_to(PROJECT)}"))

    def test_each_changes_its_pod(self):
        for policy in self.policies():
            pod = policy.with_suffix(".pod.yaml")
            said = output_of(f"tenure review --policy {policy.relative_to(PROJECT)} {pod.relative_to(PROJECT)}")
            self.assertIn("1 admitted, 0 refused, 1 changed", said, policy.name)

    def test_each_is_in_the_docs(self):
        shown_commands = " ".join(command for _, command, _ in shown())
        for policy in self.policies():
            self.assertIn(str(policy.relative_to(PROJECT)), shown_commands)

    def test_urgent_pods_preempt_what_can_resume_and_nothing_else(self):
        text = (SITES / "urgent-bursts.yaml").read_text()
        value = {name: int(number) for name, number in
                 re.findall(r"className: (\S+), value: (-?\d+)", text)}
        self.assertLess(value["tenure-interruptible"], value["tenure-urgent"])
        self.assertLess(value["tenure-urgent"], value["tenure-long"])


if __name__ == "__main__":
    unittest.main()
