"""Links within the repository lead somewhere."""

import unittest
from urllib.parse import unquote

from markdown import PROJECT, anchors, documents, links


class Links(unittest.TestCase):
    def test_every_link_leads_to_a_file_and_a_heading(self):
        dead = []
        for document in documents():
            for line, target in links(document.read_text()):
                if "://" in target or target.startswith("mailto:"):
                    continue
                if why := self.problem(document, unquote(target)):
                    dead.append(f"{document.relative_to(PROJECT)}:{line}: ({target}) {why}")
        self.assertEqual(dead, [], "\n" + "\n".join(dead))

    @staticmethod
    def problem(document, target):
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists():
            return "is not there"
        if PROJECT not in (file, *file.parents):
            return "leaves the repository"
        if anchor and file.suffix == ".md" and anchor not in anchors(file.read_text()):
            return "has no such heading"
        return None

    def test_a_dead_link_is_seen(self):
        readme = PROJECT / "README.md"
        self.assertEqual(self.problem(readme, "docs/nowhere.md"), "is not there")
        self.assertEqual(self.problem(readme, "docs/rules.md#nothing"), "has no such heading")
        self.assertIsNone(self.problem(readme, "docs/rules.md#bare-pod"))

    def test_every_document_is_reached_from_the_readme(self):
        reached, waiting = set(), [PROJECT / "README.md"]
        while waiting:
            document = waiting.pop()
            if document in reached:
                continue
            reached.add(document)
            for _, target in links(document.read_text()):
                path = unquote(target.partition("#")[0])
                linked = (document.parent / path).resolve()
                if "://" not in target and linked.is_dir():
                    waiting += linked.glob("*.md")
                elif "://" not in target and linked.suffix == ".md" and linked.exists():
                    waiting.append(linked)
        docs = {document for document in documents() if (PROJECT / "docs") in document.parents}
        self.assertEqual({str(path.relative_to(PROJECT)) for path in docs - reached}, set())


if __name__ == "__main__":
    unittest.main()
