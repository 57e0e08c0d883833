"""Dumps and restores with the real CRIU."""

import os
import pathlib
import pty
import shutil
import signal
import subprocess
import unittest

from container import BUNDLE, COUNTER, ContainerTest, names, wait_for

MEMORY = "64"


@unittest.skipUnless((BUNDLE / "criu").exists(), "no CRIU: ./dev image tenure-wrap brings it")
class CriuTest(ContainerTest):
    def interrupt(self, container, line):
        container.read_until(line)
        container.signal(signal.SIGTERM)
        status, out, events = container.finish()
        self.assertEqual(status, 85, events)
        return out

    def append(self, name, text):
        with open(self.root + "/" + name, "a") as file:
            file.write(text)

    def read(self, name):
        return pathlib.Path(self.root, name).read_text()


class Resume(CriuTest):
    def test_five_interruptions_lose_and_repeat_nothing(self):
        counter = (COUNTER, "400", MEMORY, "7", "20")
        lines = []
        for count in (15, 30, 45, 60, 75):
            lines += self.interrupt(self.start(*counter), f"count {count}")
        status, out, events = self.run_to_end(*counter)
        self.assertEqual(lines + out, [f"count {i}" for i in range(1, 401)] + ["done, 0 bad bytes"])
        self.assertEqual(status, 7, "the job's own status, after five restores")
        self.assertIn("restored", names(events))
        self.assertEqual(len(self.generations()), 2, "kept: it failed")

    def test_success_removes_the_images(self):
        counter = (COUNTER, "40", "1", "0", "20")
        self.interrupt(self.start(*counter), "count 10")
        self.assertEqual(self.generations(), [1])
        self.assertEqual(self.run_to_end(*counter)[0], 0)
        self.assertEqual(self.generations(), [])

    def test_death_by_signal_after_a_restore(self):
        job = ("bash", "-c", "echo ready; while [ ! -e go ]; do sleep 0.02; done; kill -SEGV $$")
        os.chdir(self.root)
        self.addCleanup(os.chdir, pathlib.Path(__file__).parent)
        self.interrupt(self.start(*job), "ready")
        pathlib.Path("go").touch()
        self.assertEqual(self.run_to_end(*job)[0], 128 + signal.SIGSEGV)

    def test_compressed(self):
        counter = (COUNTER, "40", MEMORY, "3", "20")
        self.interrupt(self.start(*counter, options=("--compress",)), "count 10")
        stored = sum(file.stat().st_size for file in pathlib.Path(self.dir, "1").iterdir())
        self.assertLess(stored, 16 << 20)
        status, out, _ = self.run_to_end(*counter, options=("--compress",))
        self.assertEqual((status, out[-1]), (3, "done, 0 bad bytes"))

    def test_interval_dump_then_the_node_dies(self):
        go = self.root + "/go"
        job = ("bash", "-c", "i=0; while [ ! -e $0 ]; do i=$((i+1)); echo $i; sleep 0.02; done; "
               "echo $i; exit 6", go)
        container = self.start(*job, options=("--interval", "1s"))
        wait_for(lambda: 2 in self.generations(), "two interval dumps")
        first = self.kill_container(container)[1]
        pathlib.Path(go).touch()
        status, out, _ = self.run_to_end(*job)
        self.assertEqual(status, 6)
        self.assertGreater(int(out[-1]), 1, "not from the beginning")
        self.assertLessEqual(int(out[-1]), int(first[-1]) + 1)

    def test_dump_on_demand_by_signal_and_by_file(self):
        container = self.start(COUNTER, "1000000", "1", "0", "20")
        container.read_until("count 5")
        container.signal(signal.SIGUSR2)
        wait_for(lambda: self.generations() == [1], "the dump")
        pathlib.Path(self.dir, "dump-now").touch()
        wait_for(lambda: 2 in self.generations(), "the second dump")
        self.kill_container(container)

    def test_output_written_after_the_checkpoint_is_rewound(self):
        go = self.root + "/go"
        job = ("bash", "-c", "exec >>$1; i=0; while [ ! -e $0 ]; do i=$((i+1)); echo $i; "
               "sleep 0.02; done", go, self.root + "/output")
        container = self.start(*job, options=("--interval", "1s"))
        wait_for(lambda: 1 in self.generations() or 2 in self.generations(), "an interval dump")
        before = self.read("output")
        wait_for(lambda: len(self.read("output")) > len(before), "the job to go on")
        self.kill_container(container)
        reached = len(self.read("output").split())
        restart = self.start(*job)
        wait_for(lambda: len(self.read("output").split()) > reached, "the job to get further")
        pathlib.Path(go).touch()
        status, _, events = restart.finish()
        self.assertEqual(status, 0)
        self.assertIn("rewound", names(events))
        numbers = [int(line) for line in self.read("output").split()]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)), "none lost, none twice")

    def test_files_outside_the_volume_come_along(self):
        scratch = self.root + "/scratch"
        os.mkdir(scratch)
        job = ("bash", "-c", "exec 5<>$0/state; echo kept >&5; echo ready; "
               "while [ ! -e $0/../go ]; do sleep 0.02; done; echo more >&5; cat $0/state", scratch)
        options = ("--also", scratch)
        self.interrupt(self.start(*job, options=options), "ready")
        shutil.rmtree(scratch)
        pathlib.Path(self.root, "go").touch()
        self.assertEqual(self.run_to_end(*job, options=options)[:2], (0, ["kept", "more"]))

    def test_a_dump_that_fails_leaves_the_job_running_and_the_last_good_one(self):
        fails = pathlib.Path(self.root, "fails")
        criu = pathlib.Path(self.root, "criu")
        criu.write_text(f'#!/bin/sh\n[ ! -e {fails} ] || set -- "$@" --no-such-option\n'
                        f'exec {BUNDLE}/ld-linux-x86-64.so.2 --library-path {BUNDLE}/lib '
                        f'{BUNDLE}/criu "$@"\n')
        criu.chmod(0o755)
        container = self.start(COUNTER, "500", "1", "0", "20", options=("--criu", str(criu)))
        container.read_until("count 5")
        fails.touch()
        container.signal(signal.SIGUSR2)
        wait_for(lambda: "failure" in pathlib.Path(self.dir, "status").read_text(), "the failure")
        fails.unlink()
        container.signal(signal.SIGUSR2)
        wait_for(lambda: self.generations() == [1], "the next dump")
        status, out, events = container.finish()
        self.assertEqual((status, out[-1]), (0, "done, 0 bad bytes"))
        self.assertIn("dump-failed", names(events))


class Kinds(CriuTest):
    """The table of docs/wrapper.md: what comes back."""

    def resume(self, *job):
        """Interrupts the job at "ready", lets it go on by a file; its status and output."""
        go = self.root + "/go"
        env = {"GO": go}
        self.interrupt(self.start(*job, env=env), "ready")
        pathlib.Path(go).touch()
        status, out, events = self.run_to_end(*job, env=env)
        self.assertIn("restored", names(events))
        return status, out

    def python(self, before, after):
        wait = "\nprint('ready', flush=True)\nwhile not os.path.exists(os.environ['GO']): time.sleep(0.02)\n"
        return self.resume("/usr/bin/python3", "-c", "import os,sys,time\n" + before + wait + after)

    def test_children_and_pipes(self):
        job = ("bash", "-c", "echo ready; (while [ ! -e $GO ]; do sleep 0.02; done; echo piped) | "
               "{ read line; echo got $line; exit 5; }; exit ${PIPESTATUS[1]}")
        self.assertEqual(self.resume(*job), (5, ["got piped"]))

    def test_python_threads(self):
        before = ("import threading\nevent = threading.Event()\ndone = []\n"
                  "threads = [threading.Thread(target=lambda: (event.wait(), done.append(1)))"
                  " for _ in range(4)]\n[t.start() for t in threads]")
        after = "event.set()\n[t.join() for t in threads]\nprint(len(done))"
        self.assertEqual(self.python(before, after), (0, ["4"]))

    def test_shared_memory(self):
        before = ("import mmap\nshared = mmap.mmap(-1, 4096)\nchild = os.fork()\n"
                  "if child == 0:\n"
                  "  while shared[0] != 1: time.sleep(0.02)\n"
                  "  shared[1] = 2\n  os._exit(0)\n")
        after = "shared[0] = 1\nos.waitpid(child, 0)\nprint(shared[1])"
        self.assertEqual(self.python(before, after), (0, ["2"]))

    def test_locks(self):
        path = self.root + "/lock"
        before = f"import fcntl\nf = open('{path}', 'w')\nfcntl.flock(f, fcntl.LOCK_EX)"
        after = ("g = open(f.name)\ntry:\n  fcntl.flock(g, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
                 "except BlockingIOError: print('held')")
        self.assertEqual(self.python(before, after), (0, ["held"]))

    def test_deleted_file(self):
        path = self.root + "/gone"
        before = f"f = open('{path}', 'w+')\nf.write('kept')\nf.flush()\nos.unlink('{path}')"
        self.assertEqual(self.python(before, "f.seek(0)\nprint(f.read())"), (0, ["kept"]))

    def test_monotonic_clock_does_not_jump_back(self):
        before = "start = time.monotonic()"
        self.assertEqual(self.python(before, "print(0 <= time.monotonic() - start < 50)"),
                         (0, ["True"]))

    def test_tcp_connections_are_closed(self):
        before = ("import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
                  "client = socket.create_connection(server.getsockname())\npeer, _ = server.accept()")
        after = ("try:\n  got = client.recv(1)\n  print('closed' if got == b'' else got)\n"
                 "except OSError: print('closed')")
        self.assertEqual(self.python(before, after), (0, ["closed"]))

    @unittest.skipUnless(shutil.which("java"), "no java here")
    def test_jvm(self):
        source = self.root + "/Job.java"
        pathlib.Path(source).write_text(
            "public class Job { public static void main(String[] a) throws Exception {"
            " int[] kept = new int[1 << 20]; for (int i = 0; i < kept.length; i++) kept[i] = i;"
            " System.out.println(\"ready\");"
            " while (!new java.io.File(System.getenv(\"GO\")).exists()) Thread.sleep(20);"
            " long sum = 0; for (int k : kept) sum += k; System.out.println(sum); System.exit(6); } }")
        status, out = self.resume("java", "-XX:-UsePerfData", "-Xmx256m", source)
        self.assertEqual((status, out), (6, [str(sum(range(1 << 20)))]))


    def test_record_locks(self):
        path = self.root + "/lock"
        before = f"import fcntl\nf = open('{path}', 'w')\nfcntl.lockf(f, fcntl.LOCK_EX)"
        after = ("if os.fork() == 0:\n  try:\n    fcntl.lockf(open(f.name, 'w'), fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
                 "  except BlockingIOError: print('held', flush=True)\n  os._exit(0)\nos.wait()")
        self.assertEqual(self.python(before, after), (0, ["held"]))

    def test_wall_clock_goes_on_meanwhile(self):
        before = "then = time.time()"
        status, out = self.python(before, "print(time.time() - then < 3600, time.time() >= then)")
        self.assertEqual((status, out), (0, ["True True"]))

    def test_listening_sockets(self):
        before = ("import socket\nserver = socket.create_server(('0.0.0.0', 0))\n")
        after = ("client = socket.create_connection(('127.0.0.1', server.getsockname()[1]))\n"
                 "peer, _ = server.accept()\nclient.send(b'x')\nprint(peer.recv(1))")
        self.assertEqual(self.python(before, after), (0, ["b'x'"]))

    def test_unix_sockets_timers_and_epoll(self):
        before = ("import select, signal, socket\nleft, right = socket.socketpair()\nleft.send(b'kept')\n"
                  "poller = select.epoll()\npoller.register(right, select.EPOLLIN)\nrang = []\n"
                  "signal.signal(signal.SIGALRM, lambda *_: rang.append(1))\n"
                  "signal.setitimer(signal.ITIMER_REAL, 1)")
        after = ("print(poller.poll()[0][0] == right.fileno(), right.recv(9))\n"
                 "while not rang: time.sleep(0.02)\nprint('rang')")
        self.assertEqual(self.python(before, after), (0, ["True b'kept'", "rang"]))

    def overwritten(self, *options):
        """What a program reads back that overwrote a closed file after its checkpoint."""
        path, go = self.root + "/state", self.root + "/go"
        put = f"open('{path}', 'w').write"
        job = ("/usr/bin/python3", "-c", f"import os,time\n{put}('old')\n"
               "print('ready', flush=True)\nwhile not os.path.exists(os.environ['GO']): time.sleep(0.02)\n"
               f"print(open('{path}').read())")
        self.interrupt(self.start(*job, options=options, env={"GO": go}), "ready")
        pathlib.Path(path).write_text("new")
        pathlib.Path(go).touch()
        return self.run_to_end(*job, options=options, env={"GO": go})[:2]

    def test_closed_files_are_not_rewound(self):
        self.assertEqual(self.overwritten(), (0, ["new"]))

    def test_closed_files_are_rewound_where_they_are_named(self):
        self.assertEqual(self.overwritten("--also", self.root + "/state"), (0, ["old"]))

    def test_daemons_are_left_behind(self):
        job = ("bash", "-c", "(setsid sleep 1000 >/dev/null 2>&1 &); echo ready; "
               "while [ ! -e $GO ]; do sleep 0.02; done; pgrep -x sleep; true")
        self.assertEqual(self.resume(*job), (0, []))


class CannotBeSaved(CriuTest):
    """The dump fails, says why, and the program runs on."""

    def runs_on(self, *job):
        container = self.start(*job, options=("--interval", "0"))
        container.read_until("ready")
        container.signal(signal.SIGUSR2)
        wait_for(lambda: "failure" in self.read("checkpoint/status"), "the failed dump")
        pathlib.Path(self.root, "go").touch()
        status, out, events = container.finish()
        self.assertEqual((status, out[-1]), (0, "went on"), events)
        return next(event["message"] for event in events if event["event"] == "dump-failed")

    def python(self, before):
        wait = f"while not os.path.exists('{self.root}/go'): time.sleep(0.02)\n"
        return self.runs_on("/usr/bin/python3", "-c", f"import ctypes,os,time\n{before}\n"
                            f"print('ready', flush=True)\n{wait}print('went on')")

    def test_io_uring(self):
        setup = "fd = ctypes.CDLL(None).syscall(425, 4, ctypes.create_string_buffer(120))"  # x86-64
        if subprocess.run(["/usr/bin/python3", "-c", f"import ctypes\n{setup}\nexit(fd < 0)"]).returncode:
            self.skipTest("no io_uring here")
        self.assertIn("criu dump ended", self.python(setup))

    def test_a_program_that_is_traced(self):
        traced = ("import signal\nchild = os.fork()\n"
                  "if child == 0:\n  ctypes.CDLL(None).ptrace(0, 0, 0, 0)\n  signal.pause()\n"
                  "time.sleep(0.2)")
        ended = "\nimport atexit\natexit.register(os.kill, child, 9)"
        self.assertIn("criu dump ended", self.python(traced + ended))


class Trial(CriuTest):
    """The preflight names what is missing, before the job runs."""

    def test_a_terminal_is_in_the_way(self):
        ours, terminal = pty.openpty()
        for end in (ours, terminal):
            self.addCleanup(os.close, end)
        status, out, events = self.run_to_end("echo", "ran", stdin=terminal)
        self.assertEqual((status, out), (84, []), events)
        self.assertIn("tty: true", events[-1]["message"])

    def test_nothing_is_left_of_the_trial(self):
        self.assertEqual(self.run_to_end("echo", "ran")[:2], (0, ["ran"]))
        self.assertEqual(sorted(os.listdir(self.dir)), ["lease.lock", "status"])

    @unittest.skipUnless(shutil.which("capsh"), "no capsh here")
    def test_each_missing_capability(self):
        for capability in ("sys_admin", "net_admin", "sys_time"):
            with self.subTest(capability):
                status, out, events = self.run_to_end(
                    "echo", "ran", capabilities=(f"--drop=cap_{capability}",))
                self.assertEqual((status, out), (84, []), events)
                self.assertIn(capability.upper(), events[-1]["message"])


if __name__ == "__main__":
    unittest.main()
