"""Prints a table of dump and restore times against size: python3 measure.py [MEGABYTES…]"""

import json
import shutil
import signal
import sys
import tempfile

from container import COUNTER, Container


def once(megabytes, *options):
    folder = tempfile.mkdtemp(prefix="tenure-measure-")
    try:
        arguments = ["--dir", folder, *options, "--", COUNTER, "100000", str(megabytes), "0", "20"]
        first = Container(arguments)
        first.read_until("count 5")
        first.signal(signal.SIGTERM)
        dumped = next(e for e in first.finish()[2] if e["event"] == "dumped")
        second = Container(arguments)
        events = (json.loads(line) for line in second.process.stderr)
        restored = next(event for event in events if event["event"] == "restored")
        second.signal(signal.SIGKILL)
        second.finish()
        return dumped, restored
    finally:
        shutil.rmtree(folder)


def main():
    sizes = [int(text) for text in sys.argv[1:]] or [64, 512, 2048, 4096]
    print("| memory | options | pause | dump until durable | stored | restore |\n|---|---|---|---|---|---|")
    for size in sizes:
        for options in ((), ("--compress",)):
            dumped, restored = once(size, *options)
            print(f"| {size} MiB | {' '.join(options)} | {dumped['pauseMilliseconds'] / 1000:.2f} s"
                  f" | {dumped['milliseconds'] / 1000:.2f} s | {dumped['stored'] >> 20} MiB"
                  f" | {restored['milliseconds'] / 1000:.2f} s |", flush=True)


if __name__ == "__main__":
    main()
