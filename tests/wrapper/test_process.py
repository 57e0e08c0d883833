"""What PID 1 owes every job: its streams, environment, signals, children and status."""

import os
import pathlib
import shutil
import signal
import subprocess
import unittest

from container import COUNTER, SANITIZED, Container, ContainerTest, names, wait_for


class Native(ContainerTest):
    """The job runs as it would without a wrapper; no CRIU is needed."""

    def run_job(self, *command, **more):
        return Container(["--native", "--", *command], **more).finish()

    def test_exit_status(self):
        for status in (0, 7, 255):
            self.assertEqual(self.run_job("sh", "-c", f"exit {status}")[0], status)

    def test_death_by_signal(self):
        self.assertEqual(self.run_job("sh", "-c", "kill -SEGV $$")[0], 128 + signal.SIGSEGV)

    def test_command_that_is_not_there_or_not_executable(self):
        self.assertEqual(self.run_job("/no/such")[0], 127)
        self.assertEqual(self.run_job("/etc/passwd")[0], 126)

    def test_arguments_environment_and_folder_arrive_as_they_are(self):
        odd = ["", "a b", "$(VAR)", "$$", "it's", '"', "ü\n", "--", "--dir"]
        script = 'printf "[%s]" "$@"; printf "{%s}" "$ODD"; pwd'
        out = self.run_job("sh", "-c", script, "sh", *odd, env={"ODD": " x\ty "})[1]
        self.assertEqual("\n".join(out),
                         "".join(f"[{word}]" for word in odd) + "{ x\ty }" + os.getcwd())

    def test_standard_input(self):
        container = Container(["--native", "--", "cat"], stdin=subprocess.PIPE)
        container.process.stdin.write("one\ntwo\n")
        self.assertEqual(container.finish()[1], ["one", "two"])

    def test_signal_mask_is_the_original(self):
        out = self.run_job("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status")[1]
        self.assertEqual(out[0].split()[1], "0" * 16)

    def test_no_descriptor_leaks(self):
        out = self.run_job("sh", "-c", "ls /proc/$$/fd")[1]
        self.assertEqual(out, ["0", "1", "2"])

    def test_signals_are_passed_on(self):
        job = "trap 'echo hup' HUP; trap 'echo int; exit 3' INT; echo ready; while :; do sleep 0.05; done"
        container = Container(["--native", "--", "bash", "-c", job])
        container.read_until("ready")
        container.signal(signal.SIGHUP)
        container.read_until("hup")
        container.signal(signal.SIGINT)
        self.assertEqual(container.finish()[0], 3)

    def test_orphans_are_reaped(self):
        job = ("for i in 1 2 3 4 5; do (sleep 0.05 &) ; done; sleep 0.5; "
               "grep -l '^State:.Z' /proc/[0-9]*/status; true")
        self.assertEqual(self.run_job("bash", "-c", job)[:2], (0, []))

    def test_the_job_leads_a_session_at_a_high_process_id(self):
        out = self.run_job("sh", "-c", "cut -d' ' -f1,6 /proc/$$/stat")[1]
        self.assertEqual(out, ["1000 1000"])

    def test_termination_is_85_even_when_the_job_says_0(self):
        job = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done"
        container = Container(["--native", "--", "bash", "-c", job])
        container.read_until("ready")
        container.signal(signal.SIGTERM)
        self.assertEqual(container.finish()[0], 85)

    def test_checkpoint_command_runs_before_termination(self):
        job = "trap 'echo term; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
        container = Container(["--native", "--checkpoint-command", "echo saving $TENURE_JOB_PID",
                               "--", "bash", "-c", job])
        container.read_until("ready")
        container.signal(signal.SIGTERM)
        status, out, _ = container.finish()
        self.assertEqual((status, out), (85, ["ready", "saving 1000", "term"]))

    def test_checkpoint_signal_comes_instead_of_term(self):
        job = "trap 'echo usr1; exit 0' USR1; trap 'echo term' TERM; echo ready; while :; do sleep 0.05; done"
        container = Container(["--native", "--checkpoint-signal", "USR1", "--", "bash", "-c", job])
        container.read_until("ready")
        container.signal(signal.SIGTERM)
        status, out, _ = container.finish()
        self.assertEqual((status, out), (85, ["ready", "usr1"]))

    def test_interval_asks_for_checkpoints(self):
        job = "trap 'echo usr1; exit 4' USR1; while :; do sleep 0.05; done"
        container = Container(["--native", "--interval", "1s", "--checkpoint-signal", "USR1", "--",
                               "bash", "-c", job])
        self.assertEqual(container.finish()[:2], (4, ["usr1"]))


class CommandLine(ContainerTest):
    def wrap(self, *arguments):
        return subprocess.run([os.environ["TENURE_WRAP"], *arguments], capture_output=True, text=True)

    def test_usage(self):
        self.assertEqual(self.wrap("--dir", "/x").returncode, 64)
        self.assertIn("Examples", self.wrap("--help").stdout)

    def test_status_of_nothing(self):
        result = self.wrap("status", self.root)
        self.assertEqual(result.returncode, 1)
        self.assertIn("no status", result.stderr)

    @unittest.skipIf(SANITIZED, "sanitizers link dynamically")
    def test_runs_in_an_image_that_holds_nothing_else(self):
        for program in (os.environ["TENURE_WRAP"], COUNTER):
            shutil.copy(program, self.root)
        result = subprocess.run(
            ["chroot", self.root, "/tenure-wrap", "--native", "--", "/counter", "2", "1", "7", "1"],
            capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stdout),
                         (7, "count 1\ncount 2\ndone, 0 bad bytes\n"), result.stderr)

    def test_install_copies_the_program(self):
        self.assertEqual(self.wrap("install", self.root + "/opt").returncode, 0)
        copied = subprocess.run([self.root + "/opt/tenure-wrap", "--version"], capture_output=True)
        self.assertEqual(copied.returncode, 0)


class Preflight(ContainerTest):
    """What happens where CRIU does not work: here it is not even a program."""

    broken = ("--criu", "/no/criu")

    def test_refuses(self):
        status, out, events = self.run_to_end("echo", "ran", options=self.broken)
        self.assertEqual((status, out), (84, []))
        self.assertIn("/no/criu", events[-1]["message"])

    def test_runs_unprotected_when_told_to(self):
        status, out, events = self.run_to_end(
            "echo", "ran", options=(*self.broken, "--preflight", "unprotected"))
        self.assertEqual((status, out), (0, ["ran"]))
        self.assertIn("unprotected", names(events))

    def test_a_termination_message_says_why(self):
        log = self.root + "/termination-log"
        open(log, "w").close()
        self.run_to_end("true", options=(*self.broken, "--termination-log", log))
        self.assertIn("/no/criu", pathlib.Path(log).read_text())

    def test_a_full_volume_is_named(self):
        os.mkdir(self.dir)
        self.assertEqual(os.system(f"mount -t tmpfs -o size=4k none {self.dir}"), 0)
        self.addCleanup(os.system, f"umount {self.dir}")
        pathlib.Path(self.dir, "other").write_bytes(bytes(4096))
        status, out, events = self.run_to_end("echo", "ran")
        self.assertEqual((status, out), (84, []))
        self.assertIn("No space left on device", events[-1]["message"])
        self.assertIn(self.dir, events[-1]["message"])

    def test_two_containers_do_not_share_a_folder(self):
        options = ("--preflight", "skip", "--lease-wait", "1s")
        first = self.start("sleep", "1000", options=options)
        wait_for(lambda: os.path.exists(self.dir + "/lease"), "the first to take its lease")
        status, _, events = self.run_to_end("echo", "ran", options=options)
        self.kill_container(first)
        self.assertEqual(status, 84)
        self.assertIn("in use by", events[-1]["message"])
        self.assertEqual(self.run_to_end("echo", "ran", options=options)[:2], (0, ["ran"]),
                         "the first is dead")


if __name__ == "__main__":
    unittest.main()
