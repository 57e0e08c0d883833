"""What is in the images, and what is not."""

import hashlib
import json
import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import unittest

from archive import PROJECT, archive_of, unpack


def image_names():
    return sorted(path.parent.name for path in (PROJECT / "images").glob("*/Containerfile"))


class EveryImage(unittest.TestCase):
    def each(self):
        built = [name for name in image_names() if archive_of(name).exists()]
        if not built:
            self.skipTest("no image: ./dev image makes them")
        for name in built:
            with self.subTest(image=name), tempfile.TemporaryDirectory() as folder:
                config = unpack(archive_of(name), folder)
                yield name, config, pathlib.Path(folder)

    def test_says_what_it_is(self):
        for name, config, _ in self.each():
            self.assertEqual(config["Labels"]["org.opencontainers.image.title"], name)
            for label in ("description", "licenses", "version"):
                self.assertIn("org.opencontainers.image." + label, config["Labels"])

    def test_lists_every_file_with_its_sum(self):
        for name, _, root in self.each():
            document = json.loads((root / "sbom.spdx.json").read_text())
            self.assertEqual(document["spdxVersion"], "SPDX-2.3")
            listed = {file["fileName"]: file["checksums"][0]["checksumValue"] for file in document["files"]}
            present = {"./" + str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
                       for path in root.rglob("*") if path.is_file() and not path.is_symlink()}
            del present["./sbom.spdx.json"]
            self.assertEqual(listed, present, name)

    def test_names_what_is_described_once(self):
        for _, _, root in self.each():
            document = json.loads((root / "sbom.spdx.json").read_text())
            ids = [element["SPDXID"] for element in document["packages"] + document["files"]]
            self.assertEqual(len(ids), len(set(ids)))
            for relationship in document["relationships"]:
                self.assertIn(relationship["relatedSpdxElement"], ids)

    def test_has_no_shell(self):
        for _, _, root in self.each():
            shells = [path for path in root.rglob("*") if path.name in ("sh", "bash", "dash", "busybox")]
            self.assertEqual(shells, [])


@unittest.skipUnless(archive_of("tenure").exists(), "no image: ./dev image tenure makes it")
class TenureImage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix="tenure-image-"))
        cls.root.chmod(0o755)
        cls.addClassCleanup(shutil.rmtree, cls.root)
        cls.config = unpack(archive_of("tenure"), cls.root)

    def test_runs_as_nobody_in_particular(self):
        self.assertEqual(self.config["User"], "65532:65532")
        self.assertEqual(self.config["Entrypoint"], ["/usr/bin/tenure"])

    @unittest.skipUnless(os.geteuid() == 0, "changing the root folder needs root")
    def test_the_server_runs_with_nothing_else_there(self):
        ran = subprocess.run(["chroot", "--userspec=65532:65532", self.root, "/usr/bin/tenure", "--version"],
                             capture_output=True, text=True)
        self.assertIn("0.", ran.stdout, ran.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "changing the root folder needs root")
    def test_what_is_loaded_later_is_there_too(self):
        ran = subprocess.run(["chroot", "--userspec=65532:65532", self.root, "/usr/bin/tenure", "learn",
                              "--prometheus", "http://127.0.0.1:1"], capture_output=True, text=True)
        self.assertIn("127.0.0.1:1: ", ran.stderr)
        self.assertNotIn("libcurl cannot be loaded", ran.stderr)

    def test_every_shared_object_comes_from_a_package_with_a_licence(self):
        packages = json.loads((self.root / "sbom.spdx.json").read_text())["packages"]
        names = {package["name"] for package in packages} - {"tenure"}
        self.assertLessEqual({"libc6", "libstdc++6", "libssl3", "libsimdjson14"}, names)
        for name in names:
            self.assertGreater((self.root / "licences" / name).stat().st_size, 100, name)

    def test_nobody_but_the_owner_may_change_it(self):
        for path in self.root.rglob("*"):
            if not path.is_symlink():
                self.assertFalse(path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH), path)

    def test_it_is_small(self):
        self.assertLess(archive_of("tenure").stat().st_size, 16 << 20)


if __name__ == "__main__":
    unittest.main()
