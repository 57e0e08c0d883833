"""Prints the tables of docs/wrapper.md, section Numbers.

  python3 measure.py sizes [MEGABYTES…]    dump and restore against size; with CRIK=PROGRAM, crik's too
  python3 measure.py overhead              what a job pays for being wrapped, between dumps
"""

import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from container import BUNDLE, COUNTER, NAMESPACES, WRAP, Container

CRIK = os.environ.get("CRIK")
MEASURED = 5  # runs, of which the fastest counts: others only add what the machine did besides


def counter(megabytes):
    return [COUNTER, "100000", str(megabytes), "0", "20"]


class Run:
    """A container, with the times at which something happened to it."""

    def __init__(self, command, env=None):
        self.started = time.monotonic()
        self.process = subprocess.Popen([*NAMESPACES, *command], text=True, env={**os.environ, **(env or {})},
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def until_counting(self):
        for line in self.process.stdout:
            if line.startswith("count"):
                return time.monotonic() - self.started
        raise SystemExit(f"it does not count: {self.process.stderr.read()}")

    def until_stopped(self):
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        pid = int(pathlib.Path(children).read_text().split()[0])
        for _ in range(5):
            self.process.stdout.readline()
        start = time.monotonic()
        os.kill(pid, signal.SIGTERM)
        _, err = self.process.communicate()
        return time.monotonic() - start, err

    def kill(self):
        self.process.kill()
        return self.process.communicate()


def wrapped(megabytes, *options):
    """Seconds of pause, until stopped, until counting again; bytes stored."""
    folder = tempfile.mkdtemp(prefix="tenure-measure-")
    try:
        command = [WRAP, "--dir", folder, *options, "--", *counter(megabytes)]
        first = Run(command)
        first.until_counting()
        stopped, err = first.until_stopped()
        events = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
        dumped = next(event for event in events if event["event"] == "dumped")
        second = Run(command)
        counting = second.until_counting()
        second.kill()
        return dumped["pauseMilliseconds"] / 1000, stopped, counting, dumped["stored"]
    finally:
        shutil.rmtree(folder)


def crik(megabytes):
    """Seconds until stopped and until counting again; crik runs the criu of PATH."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="crik-measure-"))
    try:
        (folder / "bin").mkdir()
        criu = folder / "bin/criu"
        criu.write_text(f'#!/bin/sh\nexec {BUNDLE}/ld-linux-x86-64.so.2 --library-path {BUNDLE}/lib {BUNDLE}/criu "$@"\n')
        criu.chmod(0o755)
        (folder / "images").mkdir()
        (folder / "config.yaml").write_text(f"imageDir: {folder}/images\n")
        command = [CRIK, "run", f"--config-path={folder}/config.yaml", "--", *counter(megabytes)]
        env = {"PATH": f"{folder}/bin:{os.environ['PATH']}"}
        first = Run(command, env)
        first.until_counting()
        stopped, _ = first.until_stopped()
        second = Run(command, env)
        counting = second.until_counting()
        second.kill()
        return stopped, counting
    finally:
        shutil.rmtree(folder)


def sizes(megabytes):
    print("| memory | program | job stands still | SIGTERM to end | start to next count | stored |")
    print("|---|---|---|---|---|---|")
    for size in megabytes:
        for options in ((), ("--compress",)):
            pause, stopped, counting, stored = wrapped(size, *options)
            print(f"| {size} MiB | tenure-wrap {' '.join(options)} | {pause:.2f} s | {stopped:.2f} s"
                  f" | {counting:.2f} s | {stored >> 20} MiB |", flush=True)
        if CRIK:
            stopped, counting = crik(size)
            print(f"| {size} MiB | crik | – | {stopped:.2f} s | {counting:.2f} s | – |", flush=True)


def processor_seconds(command):
    """Of a whole container and all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*NAMESPACES, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def overhead():
    folder = tempfile.mkdtemp(prefix="tenure-measure-")
    jobs = {
        "computing": ["python3", "-c", "sum(i * i for i in range(20_000_000))"],
        "system calls": ["dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=3000000"],
        "starting processes": ["sh", "-c", "i=0; while [ $i -lt 2000 ]; do /bin/true; i=$((i+1)); done"],
    }
    print("| job | processor seconds alone | wrapped |\n|---|---|---|")
    for name, job in jobs.items():
        prefix = [WRAP, "--dir", folder, "--preflight", "skip", "--"]
        alone, inside = zip(*((processor_seconds(job), processor_seconds(prefix + job)) for _ in range(MEASURED)))
        print(f"| {name} | {min(alone):.2f} | {min(inside):.2f} |", flush=True)
    waiting = Container(["--dir", folder, "--preflight", "skip", "--", "sleep", "1000"])
    time.sleep(2)
    used = [ticks(waiting.pid())]
    time.sleep(60)
    used.append(ticks(waiting.pid()))
    status = pathlib.Path(f"/proc/{waiting.pid()}/status").read_text()
    print(f"\nIn 60 s the wrapper itself used {(used[1] - used[0]) * 10} ms of a processor;",
          next(line for line in status.splitlines() if line.startswith("VmRSS")))
    waiting.signal(signal.SIGKILL)
    shutil.rmtree(folder)


def ticks(pid):
    """utime and stime, proc(5), in hundredths of a second."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def main():
    if sys.argv[1:2] == ["sizes"]:
        return sizes([int(text) for text in sys.argv[2:]] or [64, 512, 2048, 4096])
    if sys.argv[1:] == ["overhead"]:
        return overhead()
    sys.exit(__doc__)


if __name__ == "__main__":
    main()
