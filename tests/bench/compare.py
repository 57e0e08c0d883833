#!/usr/bin/env python3
"""Tenure beside its peers: the same review, the same load, round by round.

Each round runs every server once per scenario, the server on one core and the load on another, so
that what else the machine does hits all of them; ratios are of the same round, and the medians of
the rounds are told. Prints a table, and writes an SVG of it.
"""
import argparse
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOAD = ROOT / "build/release/tests/bench/https_load"
TENURE = ROOT / "build/release/tenure"
PEERS = ROOT / "build/bench"
USUAL_REVIEW = ROOT / "tests/data/bench/review-10k.json"
SERVER_CORE, LOAD_CORE = "0", "1"

# Name, arguments of the load; what is told of it.
SCENARIOS = [
    ("1 connection", ["--connections", "1"]),
    ("25 connections", ["--connections", "25"]),
    ("200 connections", ["--connections", "200"]),
    # What a busy cluster asks: caches are cold, and everybody has gone to sleep in between.
    ("500 a second", ["--connections", "16", "--rate", "500"]),
    ("paced", ["--connections", "25", "--rate", "RATE"]),
    ("paced, 200 handshakes a second", ["--connections", "25", "--rate", "RATE"]),
]


class Server:
    """One server, on SERVER_CORE, on a free port."""

    def __init__(self, name, pki, folder):
        self.name = name
        certificate = [str(pki / "tls.crt"), str(pki / "tls.key")]
        log = open(folder / f"{name}.log", "w")  # a file: a pipe that nobody empties would block it
        command = {
            "tenure": [TENURE, "serve", "--tls-cert", certificate[0], "--tls-key", certificate[1],
                       "--listen", "127.0.0.1:0", "--probe-listen", "127.0.0.1:0", "--loops", "1"],
            "floor": [PEERS / "floor", *certificate],
            "controller-runtime": [PEERS / "controller-runtime", *certificate],
            "node": ["node", ROOT / "tests/bench/peers/node/server.js", *certificate],
        }[name]
        environment = dict(os.environ, GOMAXPROCS="1")
        started = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", SERVER_CORE, *map(str, command)],
                                        stdout=log, stderr=subprocess.STDOUT, env=environment)
        self.port = self._wait_for_port(folder / f"{name}.log")
        self.start_ms = (time.monotonic() - started) * 1000

    def _wait_for_port(self, log):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for line in log.read_text().splitlines()[:10]:
                if '"event":"listening"' in line:
                    return int(json.loads(line)["address"].rsplit(":", 1)[1])
                if line.isdigit():
                    return int(line)
            if self.process.poll() is not None:
                sys.exit(f"{self.name} did not start: {log.read_text()}")
            time.sleep(0.002)
        sys.exit(f"{self.name} does not listen")

    def cpu_seconds(self):
        total = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                total += int((task / "schedstat").read_text().split()[0])
            except FileNotFoundError:  # it ended
                pass
        return total / 1e9

    def resident_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(l for l in status.splitlines() if l.startswith("VmRSS")).split()[1]) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM if self.name != "tenure" else signal.SIGINT)
        self.process.wait()


def load(server, pki, arguments, seconds, nice=False, body=USUAL_REVIEW):
    command = ["taskset", "-c", LOAD_CORE, str(LOAD), "--port", str(server.port), "--ca",
               str(pki / "ca.crt"), "--body", str(body), "--seconds", str(seconds),
               *arguments]
    if nice:
        command = ["nice", "-n", "19", *command]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def measure(server, pki, scenario, options):
    name, arguments = scenario
    arguments = [str(options.rate) if a == "RATE" else a for a in arguments]
    before, began = server.cpu_seconds(), time.monotonic()
    main = load(server, pki, arguments, options.seconds)
    storm = None
    if "handshakes" in name:
        storm = load(server, pki, ["--storm", "200"], options.seconds, nice=True)
    result = json.loads(main.communicate()[0])
    if storm:
        storm.communicate()
    result["cpu_us"] = (server.cpu_seconds() - before) * 1e6 / max(result["requests"], 1)
    result["rss_mb"] = server.resident_mb()
    return result


def idle_cpu_percent(server, pki, seconds=5):
    """With 400 connections, of which one a second asks something."""
    held = load(server, pki, ["--connections", "400", "--rate", "1"], seconds + 3)
    time.sleep(3)
    before = server.cpu_seconds()
    time.sleep(seconds - 1)
    percent = (server.cpu_seconds() - before) / (seconds - 1) * 100
    held.communicate()
    return percent


def median_of(rounds, server, scenario, key):
    return statistics.median(r[server][scenario][key] for r in rounds)


def ratio_of(rounds, server, scenario, key, base):
    return statistics.median(r[server][scenario][key] / max(r[base][scenario][key], 1e-9)
                             for r in rounds)


def table(rounds, servers, base):
    lines = [("scenario", "server", "req/s", "x", "p50 ms", "p99 ms", "x", "CPU us", "x", "RSS MB",
              "failed")]
    for scenario, _ in SCENARIOS:
        for server in servers:
            cell = lambda key: median_of(rounds, server, scenario, key)
            ratio = lambda key: f"{ratio_of(rounds, server, scenario, key, base):.2f}"
            lines.append((scenario, server, f"{cell('per_second'):.0f}", ratio("per_second"),
                          f"{cell('p50_ms'):.2f}", f"{cell('p99_ms'):.2f}", ratio("p99_ms"),
                          f"{cell('cpu_us'):.1f}", ratio("cpu_us"), f"{cell('rss_mb'):.0f}",
                          f"{sum(r[server][scenario]['failed'] for r in rounds)}"))
    return lines


def print_table(lines):
    print("| " + " | ".join(lines[0]) + " |")
    print("|" + "---|" * len(lines[0]))
    for line in lines[1:]:
        print("| " + " | ".join(line) + " |")


def write_svg(path, rounds, servers):
    """Two bar charts: CPU per request and requests a second, with 25 connections."""
    colours = {"tenure": "#0b7285", "floor": "#868e96", "node": "#e8590c",
               "controller-runtime": "#5f3dc4"}
    charts = [("CPU per request, µs (25 connections; less is better)", "cpu_us"),
              ("requests per second, one core (25 connections)", "per_second")]
    parts, y = [], 0
    for title, key in charts:
        values = {s: median_of(rounds, s, "25 connections", key) for s in servers}
        largest = max(values.values())
        parts.append(f'<text x="10" y="{y + 22}" font-weight="bold">{title}</text>')
        for i, server in enumerate(servers):
            top, width = y + 34 + i * 26, values[server] / largest * 420
            parts.append(f'<text x="150" y="{top + 15}" text-anchor="end">{server}</text>')
            parts.append(f'<rect x="160" y="{top}" width="{width:.1f}" height="20" '
                         f'fill="{colours[server]}"/>')
            parts.append(f'<text x="{165 + width:.1f}" y="{top + 15}">{values[server]:.4g}</text>')
        y += 50 + 26 * len(servers)
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="680" height="{y}" '
                    f'font-family="sans-serif" font-size="13"><rect width="680" height="{y}" '
                    f'fill="white"/>{"".join(parts)}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rate", type=int, default=20000)
    parser.add_argument("--servers", default="floor,tenure,node,controller-runtime")
    parser.add_argument("--pki", type=pathlib.Path, required=True, help="ca.crt, tls.crt, tls.key")
    parser.add_argument("--svg", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    names = options.servers.split(",")
    with tempfile.TemporaryDirectory() as folder:
        servers = [Server(name, options.pki, pathlib.Path(folder)) for name in names]
        rounds = []
        for number in range(options.rounds):
            rounds.append({s.name: {} for s in servers})
            for scenario in SCENARIOS:
                for server in servers:
                    rounds[-1][server.name][scenario[0]] = measure(server, options.pki, scenario,
                                                                   options)
            print(f"round {number + 1} of {options.rounds}, load {os.getloadavg()[0]:.1f}",
                  file=sys.stderr)
        print_table(table(rounds, names, names[0]))
        print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")
        for server in servers:
            print(f"{server.name}: start to its port {server.start_ms:.0f} ms, "
                  f"CPU with 400 idle connections "
                  f"{idle_cpu_percent(server, options.pki):.2f} % of a core")
        for server in servers:
            server.stop()
    if options.svg:
        write_svg(options.svg, rounds, names)
    if options.json:
        options.json.write_text(json.dumps(rounds, indent=1))


if __name__ == "__main__":
    main()
