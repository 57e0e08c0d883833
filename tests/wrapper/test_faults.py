"""Faults at every step of a dump: the last good checkpoint is never harmed.

CRIU is a stand-in here, so that each of tenure-wrap's writing system calls can be made the
last one (as when the node dies), or can fail (as when the disk is full).
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

from container import FAKE_CRIU, FAULT_AT, SANITIZED, ContainerTest, names, wait_for

OPTIONS = ("--criu", FAKE_CRIU, "--preflight", "skip")
# Asks PID 1 for the checkpoints 1 to $1, says which it sees, and fails, so that they are kept.
SAVE = """
for n in $(seq $1); do
  kill -USR2 1; i=0
  while [ ! -e $DIR/$n ] && [ $i -lt 40 ]; do
    if grep -qs ^failure $DIR/status; then break; fi
    sleep 0.03; i=$((i+1))
  done
  [ ! -e $DIR/$n ] || echo saved $n
done
exit 3"""
JOB = ("sh", "-c", SAVE, "sh", "2")


class FaultTest(ContainerTest):
    def save_two(self):
        status, out, events = self.run_to_end(*JOB, options=OPTIONS, env={"DIR": self.dir})
        self.assertEqual((status, out), (3, ["saved 1", "saved 2"]), events)

    def restored(self, *options, **env):
        return self.run_to_end("echo", "fresh", options=(*OPTIONS, *options), env=env)

    def spoil(self, number, text="damaged"):
        pathlib.Path(self.dir, str(number), "pages-1.img").write_text(text)


class Corruption(FaultTest):
    def test_newest_is_restored(self):
        self.save_two()
        self.assertEqual(self.restored()[:2], (0, ["restored 2.tmp"]))

    def test_falls_back_to_the_older_when_the_newest_is_damaged(self):
        self.save_two()
        self.spoil(2)
        status, out, events = self.restored()
        self.assertEqual((status, out), (0, ["restored 1.tmp"]))
        unusable = next(event for event in events if event["event"] == "generation-unusable")
        self.assertEqual(unusable["generation"], 2)

    def test_fails_when_all_are_damaged(self):
        self.save_two()
        self.spoil(1)
        self.spoil(2)
        status, out, events = self.restored()
        self.assertEqual((status, out), (84, []))
        self.assertIn("no generation", events[-1]["message"])
        self.assertEqual(self.generations(), [1, 2], "for a person to look at")

    def test_starts_fresh_only_when_told_to(self):
        self.save_two()
        self.spoil(1)
        self.spoil(2)
        status, out, events = self.restored("--on-corrupt", "fresh")
        self.assertEqual((status, out), (0, ["fresh"]))
        self.assertIn("starting-fresh", names(events))

    def test_criu_that_cannot_restore(self):
        self.save_two()
        status, out, _ = self.restored(FAKE_CRIU_FAIL="restore")
        self.assertEqual((status, out), (84, []))
        self.assertEqual(self.restored()[:2], (0, ["restored 2.tmp"]), "nothing was lost by it")

    def test_images_of_another_program_are_refused(self):
        self.save_two()
        for policy in ("fail", "fresh"):
            status, out, events = self.restored("--image-check", "h2", "--on-corrupt", policy)
            self.assertEqual((status, out), (84, []))
            self.assertIn("another image", events[-1]["message"])

    def test_a_leftover_draft_is_no_checkpoint(self):
        os.makedirs(self.dir + "/1.tmp")
        pathlib.Path(self.dir, "1.tmp", "pages-1.img").write_text("half")
        self.assertEqual(self.restored()[:2], (0, ["fresh"]))


class FailedDumps(FaultTest):
    def test_the_job_goes_on(self):
        container = self.start("sh", "-c", "kill -USR2 1; sleep 1; echo went on; exit 3",
                               options=OPTIONS, env={"FAKE_CRIU_FAIL": "dump"})
        status, out, events = container.finish()
        self.assertEqual((status, out), (3, ["went on"]))
        self.assertIn("dump-failed", names(events))
        self.assertFalse([name for name in os.listdir(self.dir) if name.endswith(".tmp")])

    def test_on_termination_the_job_is_told(self):
        container = self.start("bash", "-c", "trap 'echo told; exit 9' TERM; echo ready; "
                               "while :; do sleep 0.05; done",
                               options=OPTIONS, env={"FAKE_CRIU_FAIL": "dump"})
        container.read_until("ready")
        container.signal(signal.SIGTERM)
        self.assertEqual(container.finish()[:2], (9, ["ready", "told"]))

    def test_on_termination_with_an_older_checkpoint_it_is_to_be_resumed(self):
        broken = self.root + "/criu"
        shutil.copy(FAKE_CRIU, broken)
        job = "trap 'exit 0' TERM; kill -USR2 1; while :; do sleep 0.05; done"
        container = self.start("bash", "-c", job, options=("--criu", broken, "--preflight", "skip"))
        wait_for(lambda: "written" in self.status(), "the checkpoint")
        os.unlink(broken)
        container.signal(signal.SIGTERM)
        self.assertEqual(container.finish()[0], 85, "0 would be taken for the end of the work")
        self.assertEqual(self.generations(), [1])

    def status(self):
        path = pathlib.Path(self.dir, "status")
        return path.read_text() if path.exists() else ""

    def test_a_full_volume_is_seen_before_the_dump(self):
        os.mkdir(self.dir)
        self.assertEqual(os.system(f"mount -t tmpfs -o size=8m none {self.dir}"), 0)
        self.addCleanup(os.system, f"umount {self.dir}")
        container = self.start("sh", "-c", "kill -USR2 1; sleep 1; echo went on", options=OPTIONS)
        status, out, events = container.finish()
        self.assertEqual((status, out), (0, ["went on"]))
        failure = next(event for event in events if event["event"] == "dump-failed")
        self.assertIn("not enough space", failure["message"])

    def test_a_lost_lease_ends_the_job(self):
        container = self.start("sleep", "1000", options=(*OPTIONS, "--lease", "3s"))
        lease = pathlib.Path(self.dir, "lease")
        wait_for(lease.exists, "the lease")
        other = self.root + "/other"
        os.mkdir(other)
        second = self.start_in(other)
        wait_for(pathlib.Path(other, "lease").exists, "another's lease")
        shutil.copy(other + "/lease", lease)
        status, _, events = container.finish()
        self.kill_container(second)
        self.assertEqual(status, 84)
        self.assertIn("lease-lost", names(events))

    def start_in(self, folder):
        mine, self.dir = self.dir, folder
        try:
            return self.start("sleep", "1000", options=OPTIONS)
        finally:
            self.dir = mine


class SlowDumps(FaultTest):
    """What happens while a dump is under way."""

    def setUp(self):
        super().setUp()
        self.wait = pathlib.Path(self.root, "wait")
        self.wait.touch()
        self.log = pathlib.Path(self.root, "termination-log")
        self.log.touch()

    def start_dump(self, job="sleep 1000"):
        options = (*OPTIONS, "--termination-log", str(self.log))
        container = self.start("sh", "-c", f"echo ready; {job}", options=options,
                               env={"FAKE_CRIU_WAIT": str(self.wait)})
        container.read_until("ready")
        container.signal(signal.SIGUSR2)
        wait_for(pathlib.Path(self.dir, "1.tmp").exists, "the dump to begin")
        return container

    def test_termination_meanwhile_is_content_with_that_dump(self):
        container = self.start_dump()
        container.signal(signal.SIGTERM)
        self.wait.unlink()
        status, _, events = container.finish()
        self.assertEqual(status, 85, events)
        self.assertEqual(names(events).count("dumped"), 1, "the grace period may not last for another")
        self.assertEqual(self.generations(), [1])
        self.assertIn("checkpointed", self.log.read_text())

    def test_signals_reach_the_job_meanwhile(self):
        container = self.start_dump("trap 'echo hup' HUP; while :; do sleep 0.02; done")
        container.signal(signal.SIGHUP)
        container.read_until("hup")
        self.kill_container(container)

    def test_a_job_that_ends_meanwhile_ends_as_it_does(self):
        container = self.start_dump("while [ ! -e $DIR/1.tmp ]; do sleep 0.02; done; exit 4".replace(
            "$DIR", self.dir))
        wait_for(lambda: not pathlib.Path(f"/proc/{container.pid()}/task").exists() or
                 self.job_has_ended(container), "the job to end")
        self.wait.unlink()
        self.assertEqual(container.finish()[0], 4)

    @staticmethod
    def job_has_ended(container):
        children = pathlib.Path(f"/proc/{container.pid()}/task/{container.pid()}/children")
        return len(children.read_text().split()) < 2  # the worker alone

    def test_a_dump_that_is_killed_leaves_the_job_running(self):
        container = self.start_dump("while ! grep -qs ^failure $DIR/status; do sleep 0.02; done; "
                                    "echo went on; exit 3".replace("$DIR", self.dir))
        # It is started after the folder is made that start_dump waits for.
        wait_for(lambda: self.processes(container, "fake_criu"), "CRIU to be started")
        for pid in self.processes(container, "fake_criu"):
            os.kill(pid, signal.SIGKILL)
        status, out, events = container.finish()
        self.assertEqual((status, out[-1]), (3, "went on"), events)
        self.assertEqual(self.generations(), [])

    @staticmethod
    def processes(container, name):
        """Of this program, in the container's namespace."""
        mine = os.readlink(f"/proc/{container.pid()}/ns/pid")
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                same = os.readlink(folder / "ns/pid") == mine
                if same and (folder / "comm").read_text().strip() == name:
                    found.append(int(folder.name))
            except OSError:  # gone, or not ours to look at
                pass
        return found

    def test_termination_while_another_pod_holds_the_folder(self):
        self.wait.unlink()
        first = self.start("sleep", "1000", options=OPTIONS)
        wait_for(pathlib.Path(self.dir, "lease").exists, "the lease")
        second = self.start("echo", "ran", options=OPTIONS)
        line = next(line for line in second.process.stderr if '"waiting"' in line)
        self.assertIn(self.dir, line)
        second.signal(signal.SIGTERM)
        status, out, _ = second.finish()
        self.kill_container(first)
        self.assertEqual((status, out), (85, []), "to be tried again, nothing was run")


class Status(FaultTest):
    def describe(self, *options):
        wrap = os.environ["TENURE_WRAP"]
        return subprocess.run([wrap, "status", self.dir, *options], capture_output=True, text=True, check=True).stdout

    def test_tells_of_the_job_and_each_generation(self):
        self.save_two()
        text = self.describe()
        for words in ("state               ended", "generation          2", "job-status          3",
                      "reason              request", "generation 1  ", "generation 2  "):
            self.assertIn(words, text)
        status = json.loads(self.describe("--json"))
        self.assertEqual([each["generation"] for each in status["generations"]], [2, 1])
        self.assertGreater(int(status["written"]), 1_700_000_000)

    def test_tells_of_a_generation_that_is_damaged(self):
        self.save_two()
        pathlib.Path(self.dir, "1", "manifest").write_text("cut")
        self.assertIn("damaged", self.describe())

    def test_says_when_the_next_dump_is_due(self):
        before = time.time()
        container = self.start("sh", "-c", "echo ready; sleep 1000", options=(*OPTIONS, "--interval", "6h"))
        wait_for(lambda: "next" in self.status(), "the plan")
        due = int(json.loads(self.describe("--json"))["next"]) - before
        self.kill_container(container)
        self.assertGreater(due, 5 * 3600)
        self.assertLess(due, 7 * 3600, "a tenth of jitter")

    def status(self):
        path = pathlib.Path(self.dir, "status")
        return path.read_text() if path.exists() else ""


@unittest.skipIf(SANITIZED, "tenure-wrap is built with a sanitizer")
class EveryWrite(FaultTest):
    """Whichever writing call goes wrong, what was saved before it comes back."""

    job = JOB
    options = OPTIONS

    def run_with_fault(self, at, fault):
        """What the job saw saved; how many writing calls there were."""
        count = self.root + "/count"
        container = self.start(*self.job, options=self.options,
                               prefix=(FAULT_AT, str(at), fault, self.dir),
                               env={"DIR": self.dir, "FAULT_AT_COUNT": count})
        status, out, _ = container.finish()
        self.assertNotEqual(status, 66, "fault_at does not know one of the calls")
        return [line.split()[1] for line in out], int(pathlib.Path(count).read_text())

    def check(self, at, fault, saved):
        status, out, events = self.restored(*self.options[len(OPTIONS):])
        self.assertEqual(status, 0, f"{fault} at call {at}: {events}")
        came_back = out[0].removeprefix("restored ").removesuffix(".tmp")
        if saved:
            self.assertNotEqual(came_back, "fresh", f"{fault} at call {at}: {events}")
            self.assertGreaterEqual(came_back, saved[-1], f"{fault} at call {at}: {events}")

    def at_every_call(self, fault):
        saved, calls = self.run_with_fault(0, fault)
        self.assertEqual(saved[-1:], [self.job[-1]], "without a fault, all is saved")
        self.assertGreater(calls, 30, "the injector sees the writes")
        for at in range(1, calls + 1):
            shutil.rmtree(self.dir)
            saved, _ = self.run_with_fault(at, fault)
            self.check(at, fault, saved)

    def test_killed(self):
        self.at_every_call("kill")

    def test_disk_full(self):
        self.at_every_call("ENOSPC")


class EveryWriteOfMore(EveryWrite):
    """The same with one dump that compresses, and saves other files of the job."""

    job = ("sh", "-c", SAVE, "sh", "1")

    def setUp(self):
        super().setUp()
        scratch = pathlib.Path(self.root, "scratch")
        scratch.mkdir()
        (scratch / "state").write_text("state")
        (scratch / "link").symlink_to("state")
        self.options = (*OPTIONS, "--compress", "--also", str(scratch))

    def test_disk_full(self):
        self.at_every_call("EIO")  # a broken disk, this time


if __name__ == "__main__":
    unittest.main()
