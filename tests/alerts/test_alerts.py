"""Alerts fire upon what they are for, and count on nothing that the server does not export."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from exported import metric_names

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
FILES = PROJECT / "charts/tenure/files"
ALERTS = FILES / "alerts.yaml"
RUNBOOKS = PROJECT / "docs/operations/alerts.md"


def names(pattern, *files):
    return {name for file in files for name in re.findall(pattern, file.read_text())}


def queries():
    for panel in json.loads((FILES / "dashboard.json").read_text())["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "5m")


class Metrics(unittest.TestCase):
    """Those of the real binary, once each kind of thing has happened to it."""

    @classmethod
    def setUpClass(cls):
        cls.exported = {name for name in metric_names() if name.startswith("tenure_")}

    def test_what_alerts_dashboard_and_documents_name_is_exported(self):
        documents = [PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")]
        for file in [ALERTS, FILES / "dashboard.json", *documents]:
            used = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names(r"\b(tenure_[a-z_]+)", file)}
            self.assertLessEqual(used, self.exported, file)

    def test_everything_in_the_sources_has_happened(self):
        sources = (PROJECT / "webhook").rglob("*.cc")
        self.assertEqual(self.exported, names(r'"(tenure_[a-z_]+)"', *sources))

    def test_every_metric_is_documented(self):
        for document in (RUNBOOKS, PROJECT / "docs/observability.md"):
            self.assertLessEqual(self.exported, names(r"`(tenure_[a-z_]+)`", document), document)


class Alerts(unittest.TestCase):
    def setUp(self):
        self.alerts = names(r"alert: (\w+)", ALERTS)

    def test_every_alert_has_its_runbook(self):
        sections = names(r"(?m)^## (Tenure\w+)$", RUNBOOKS)
        self.assertEqual(self.alerts, sections)
        links = names(r"runbook_url: RUNBOOKS/(\w+)", ALERTS)
        self.assertEqual(links, {alert.lower() for alert in self.alerts})

    @unittest.skipUnless(shutil.which("promtool"), "needs promtool, of Debian's package prometheus")
    def test_alerts_fire_upon_what_they_are_for(self):
        with tempfile.TemporaryDirectory() as folder:
            for file in (ALERTS, HERE / "alerts_test.yaml"):
                shutil.copy(file, folder)
            ran = subprocess.run(["promtool", "test", "rules", "alerts_test.yaml"], cwd=folder,
                                 capture_output=True, text=True)
            self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)

    @unittest.skipUnless(shutil.which("promtool"), "needs promtool, of Debian's package prometheus")
    def test_the_dashboards_queries_are_right(self):
        rules = [{"record": f"panel:{number}", "expr": expr} for number, (_, expr) in enumerate(queries())]
        self.assertGreater(len(rules), 5)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"groups": [{"name": "dashboard", "rules": rules}]}, file)
            file.flush()
            ran = subprocess.run(["promtool", "check", "rules", file.name], capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)

    def test_every_alert_is_tried(self):
        self.assertEqual(self.alerts, names(r"alertname: (Tenure\w+)", HERE / "alerts_test.yaml"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
