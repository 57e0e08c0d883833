"""Runs tenure-wrap as PID 1 of namespaces of its own, as a container would."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

WRAP = os.environ.get("TENURE_WRAP", "")
JOBS = pathlib.Path(os.environ.get("TENURE_WRAP_JOBS", "."))
COUNTER = str(JOBS / "counter")
FAKE_CRIU = str(JOBS / "fake_criu")
FAULT_AT = str(JOBS / "fault_at")
# The folder that `./dev image tenure-wrap` leaves beside tenure-wrap.
BUNDLE = pathlib.Path(os.environ.get("TENURE_WRAP_CRIU", pathlib.Path(WRAP).parent / "criu"))
# A sanitizer makes system calls of its own, and dislikes to be traced.
SANITIZED = os.path.exists(WRAP) and any(
    start in pathlib.Path(WRAP).read_bytes() for start in (b"__asan_init", b"__tsan_init"))
DEADLINE = 60  # seconds, for anything that should take less than one

NAMESPACES = ["unshare", "--fork", "--kill-child", "--pid", "--mount", "--mount-proc", "--net",
              "--ipc", "--uts", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"]


class Container:
    """One start of the container; its folder outlives it."""

    def __init__(self, arguments, prefix=(), env=None, stdin=subprocess.DEVNULL, capabilities=()):
        drop = ["capsh", *capabilities, "--", "-c", 'exec "$@"', "sh"] if capabilities else []
        self.process = subprocess.Popen(
            [*prefix, *NAMESPACES, *drop, WRAP, *arguments], stdin=stdin, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
        self._lines = []

    def pid(self):
        """PID 1 of the container, as the host sees it."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        return int(pathlib.Path(children).read_text().split()[0])

    def read_until(self, line):
        for got in self.process.stdout:
            self._lines.append(got.rstrip("\n"))
            if self._lines[-1] == line:
                return
        raise AssertionError(f"ended before {line!r}: {self._lines[-3:]} {self.process.stderr.read()}")

    def signal(self, number):
        os.kill(self.pid(), number)

    def finish(self):
        """Exit status, lines of standard output, events."""
        out, err = self.process.communicate(timeout=DEADLINE)
        events = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
        return self.process.returncode, self._lines + out.splitlines(), events


def names(events):
    return [event["event"] for event in events]


def wait_for(condition, what):
    deadline = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {DEADLINE} s for {what}")
        time.sleep(0.02)


@unittest.skipUnless(os.path.exists(WRAP), "TENURE_WRAP names no tenure-wrap")
@unittest.skipUnless(os.geteuid() == 0, "a container's namespaces need root")
class ContainerTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="tenure-wrap-")
        self.addCleanup(shutil.rmtree, self.root)
        self.dir = self.root + "/checkpoint"

    def start(self, *command, options=(), **more):
        return Container(["--dir", self.dir, *options, "--", *command], **more)

    def run_to_end(self, *command, options=(), **more):
        return self.start(*command, options=options, **more).finish()

    def generations(self):
        if not os.path.isdir(self.dir):
            return []
        return sorted(int(name) for name in os.listdir(self.dir) if name.isdigit())

    def kill_container(self, container):
        container.signal(signal.SIGKILL)
        return container.finish()
