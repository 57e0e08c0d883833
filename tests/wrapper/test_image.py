"""What is in the image tenure-wrap: ./dev image tenure-wrap makes it."""

import json
import os
import pathlib
import shutil
import stat
import subprocess
import tarfile
import tempfile
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
ARCHIVE = pathlib.Path(os.environ.get("TENURE_WRAP_ARCHIVE", PROJECT / "build/images/tenure-wrap.tar"))


@unittest.skipUnless(ARCHIVE.exists(), "no image: ./dev image tenure-wrap makes it")
class Image(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix="tenure-image-"))
        cls.addClassCleanup(shutil.rmtree, cls.root)
        with tarfile.open(ARCHIVE) as archive:
            manifest = cls.blob(archive, cls.document(archive, "./index.json")["manifests"][0])
            cls.config = cls.blob(archive, manifest["config"])["config"]
            for layer in manifest["layers"]:
                with tarfile.open(fileobj=archive.extractfile(cls.path(layer))) as files:
                    files.extractall(cls.root)

    @staticmethod
    def document(archive, path):
        return json.load(archive.extractfile(path))

    @staticmethod
    def path(descriptor):
        return "./blobs/" + descriptor["digest"].replace(":", "/")

    @classmethod
    def blob(cls, archive, descriptor):
        return cls.document(archive, cls.path(descriptor))

    def run_inside(self, *command):
        (self.root / "proc").mkdir(exist_ok=True)
        return subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--root", self.root, "--mount-proc", *command],
            capture_output=True, text=True)

    def test_the_wrapper_is_what_runs(self):
        self.assertEqual(self.config["Entrypoint"], ["/tenure-wrap"])
        self.assertNotIn("User", self.config, "the pod says who")

    @unittest.skipUnless(os.geteuid() == 0, "a container's namespaces need root")
    def test_both_programs_run_with_nothing_else_there(self):
        self.assertIn("tenure-wrap", self.run_inside("/tenure-wrap", "--version").stdout)
        criu = self.run_inside("/criu/ld-linux-x86-64.so.2", "--library-path", "/criu/lib", "/criu/criu",
                               "--version")
        self.assertRegex(criu.stdout, r"Version: 4\.\d", criu.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "a container's namespaces need root")
    def test_install_copies_both_and_the_licences(self):
        installed = self.run_inside("/tenure-wrap", "install", "/opt/tenure")
        self.assertEqual(installed.returncode, 0, installed.stderr)
        self.addCleanup(shutil.rmtree, self.root / "opt")
        for name in ("tenure-wrap", "criu/criu", "criu/ld-linux-x86-64.so.2"):
            self.assertTrue((self.root / "opt/tenure" / name).stat().st_mode & stat.S_IXOTH, name)
        self.assertTrue((self.root / "opt/tenure/criu/licences/criu").exists())

    def test_every_package_comes_with_its_licence(self):
        licences = self.root / "criu/licences"
        packages = [line.split()[0] for line in (licences / "VERSIONS").read_text().splitlines()]
        self.assertIn("criu", packages)
        self.assertIn("libc6", packages)
        for package in packages:
            self.assertGreater((licences / package).stat().st_size, 100, package)
        self.assertIn("GNU GENERAL PUBLIC LICENSE", (licences / "common/GPL-2").read_text())
        for linked in ("tenure-wrap", "libc6-dev", "libstdc++-12-dev", "libzstd-dev"):
            self.assertGreater((self.root / "licences" / linked).stat().st_size, 100, linked)

    def test_only_its_owner_may_change_it_and_everybody_may_read_it(self):
        for path in self.root.rglob("*"):
            if path.is_symlink():
                continue
            mode = path.stat().st_mode
            self.assertFalse(mode & (stat.S_IWGRP | stat.S_IWOTH), path)
            self.assertTrue(mode & stat.S_IROTH, path)

    def test_it_is_small(self):
        self.assertLess(ARCHIVE.stat().st_size, 16 << 20)


if __name__ == "__main__":
    unittest.main()
