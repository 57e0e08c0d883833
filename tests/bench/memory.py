#!/usr/bin/env python3
"""The memory of a server that answers millions of reviews of 2 KB to 3 MB, round after round.

Flat is what it should be: what a large body took is given back when it is answered.
"""
import argparse
import json
import pathlib
import tempfile
import time

from compare import ROOT, USUAL_REVIEW, Server, load

# Sent one after the other, over 25 connections; what is over the server's budget for buffers, as some
# of the largest are, is refused with 503.
SMALL = ROOT / "tests/data/reviews/short-by-runtime.mutate.json"
PADDED = [100_000, 300_000, 3_000_000]
SECONDS = 8
# The server looks every thirty seconds for what it can give back.
REST_SECONDS = 35


def written(review, folder, name):
    path = folder / f"{name}.json"
    path.write_text(json.dumps(review))
    return path


def small(folder):
    """2 KB: as it would be from a client whose fields nobody tracks."""
    review = json.loads(SMALL.read_text())
    review["request"]["object"]["metadata"].pop("managedFields", None)
    return written(review, folder, "small")


def padded(size, folder):
    review = json.loads(USUAL_REVIEW.read_text())
    annotations = review["request"]["object"]["metadata"].setdefault("annotations", {})
    annotations["example.com/filler"] = "x" * (size - USUAL_REVIEW.stat().st_size)
    return written(review, folder, size)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pki", type=pathlib.Path, required=True, help="ca.crt, tls.crt, tls.key")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        bodies = [small(folder), USUAL_REVIEW, *(padded(size, folder) for size in PADDED)]
        server = Server("tenure", options.pki, folder)
        print(f"at the start: {server.resident_mb():.1f} MB", flush=True)
        answered = refused = 0
        for number in range(options.rounds):
            for body in bodies:
                sent = load(server, options.pki, ["--connections", "25"], SECONDS, body=body)
                result = json.loads(sent.communicate()[0])
                answered += result["requests"]
                refused += result["failed"]
            time.sleep(REST_SECONDS)
            print(f"round {number + 1}: {answered} answered, {refused} refused, "
                  f"{server.resident_mb():.1f} MB", flush=True)
        server.stop()


if __name__ == "__main__":
    main()
