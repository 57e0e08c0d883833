"""What the real binary exports, once each kind of thing has happened to it."""

import contextlib
import copy
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import ssl
import subprocess
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("TENURE_BINARY", str(PROJECT / "build/release/tenure"))
REVIEW = json.loads((PROJECT / "tests/data/reviews/long-annotated.mutate.json").read_text())
DESCRIPTORS = 64
PATIENCE = 60
ESTIMATES = "apiVersion: tenure.dev/v1\nkind: Estimates\nsteps: {}\n"


def metric_names():
    """The families that /metrics shows, by the names that queries use."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder))
        try:
            server.let_everything_happen()
            return set(re.findall(r"(?m)^# TYPE (\S+)", server.get("/metrics")))
        finally:
            server.stop()


class Server:
    def __init__(self, folder):
        self.folder = folder
        policy = subprocess.run([BINARY, "policy", "default"], capture_output=True, text=True, check=True).stdout
        (folder / "policy.yaml").write_text(
            policy.replace("overrides: []", "overrides: [{namespaces: [warned], mode: warn}]"))
        (folder / "estimates.yaml").write_text(ESTIMATES)
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--policy", folder / "policy.yaml", "--estimates", folder / "estimates.yaml",
             "--self-signed", folder / "tls", "--listen", "127.0.0.1:0", "--probe-listen", "127.0.0.1:0"],
            stdout=self.log, stderr=subprocess.STDOUT,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS)))
        listening = self.wait_for("listening")
        self.address, self.probes = listening["address"], listening["probes"]

    def wait_for(self, event):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for line in (self.folder / "log").read_text().splitlines():
                if f'"event":"{event}"' in line:
                    return json.loads(line)
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"no {event} in the log:\n" + (self.folder / "log").read_text())

    def let_everything_happen(self):
        self.post("/mutate", review("science"))
        self.post("/validate", review("science"))
        self.post("/mutate", review("warned"))
        self.post("/mutate", review("kube-system"))
        self.post("/mutate", {})
        self.run_out_of_descriptors()

    def run_out_of_descriptors(self):
        with contextlib.ExitStack() as connections:
            for _ in range(2 * DESCRIPTORS):
                connections.enter_context(socket.create_connection(endpoint(self.address)))
        deadline = time.monotonic() + PATIENCE
        while "tenure_shed_total" not in self.get("/metrics"):
            assert time.monotonic() < deadline, "no connection was shed"
            time.sleep(0.05)

    def post(self, path, body):
        trust = ssl.create_default_context(cafile=self.folder / "tls/ca.crt")
        connection = http.client.HTTPSConnection(*endpoint(self.address), context=trust, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
            connection.getresponse().read()

    def get(self, path):
        connection = http.client.HTTPConnection(*endpoint(self.probes), timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().read().decode()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        self.log.close()


def endpoint(address):
    host, _, port = address.rpartition(":")
    return host, int(port)


def review(namespace):
    changed = copy.deepcopy(REVIEW)
    changed["request"]["namespace"] = namespace
    changed["request"]["object"]["metadata"]["namespace"] = namespace
    return changed
