"""A metagenome assembly that is interrupted three times gives the same contigs."""

import os
import pathlib
import random
import shutil
import signal
import unittest

from container import BUNDLE, ContainerTest, wait_for

# Debian's package megahit; MEGAHIT may name the program elsewhere.
MEGAHIT = os.environ.get("MEGAHIT") or shutil.which("megahit") or ""
COMPLEMENT = str.maketrans("ACGT", "TGCA")


def reverse_complement(sequence):
    return sequence.translate(COMPLEMENT)[::-1]


def write_reads(path, genomes=3, length=100_000, pairs=25_000):
    """Genomes that share repeats, and reads with errors: the assembler has to go to larger k."""
    source = random.Random(7)
    sequences = [source.choices("ACGT", k=length) for _ in range(genomes)]
    repeats = [source.choices("ACGT", k=60) for _ in range(10)]
    for sequence in sequences:
        for start in range(0, length - 60, 1000):
            sequence[start:start + 60] = source.choice(repeats)
    with open(path, "w") as file:
        for number in range(pairs):
            start = source.randrange(length - 300)
            fragment = source.choice(sequences)[start:start + 300]
            fragment[source.randrange(100)] = source.choice("ACGT")
            fragment = "".join(fragment)
            for read in (fragment[:100], reverse_complement(fragment)[:100]):
                file.write(f">{number}\n{read}\n")


def contigs(folder):
    """Each contig and its reverse complement are the same; so is their order."""
    records = pathlib.Path(folder, "final.contigs.fa").read_text().split(">")[1:]
    sequences = ["".join(record.split("\n")[1:]) for record in records]
    return sorted(min(sequence, reverse_complement(sequence)) for sequence in sequences)


@unittest.skipUnless((BUNDLE / "criu").exists(), "no CRIU: ./dev image tenure-wrap brings it")
@unittest.skipUnless(MEGAHIT, "no megahit: apt-get install megahit")
class Megahit(ContainerTest):
    def assemble(self, out):
        return ("/usr/bin/python3", MEGAHIT, "--12", self.root + "/reads.fa", "-o", out, "-t", "2",
                "--tmp-dir", self.root)

    def log(self, out):
        path = pathlib.Path(out, "log")
        return path.read_text() if path.exists() else ""

    def test_three_interruptions(self):
        write_reads(self.root + "/reads.fa")
        plain, resumed = self.root + "/plain", self.root + "/resumed"
        self.assertEqual(self.run_to_end(*self.assemble(plain), options=("--preflight", "skip"))[0], 0)
        for k in (21, 29, 39):
            container = self.start(*self.assemble(resumed))
            wait_for(lambda: f"contigs from SdBG for k = {k}" in self.log(resumed), f"k = {k}")
            container.signal(signal.SIGTERM)
            self.assertEqual(container.finish()[0], 85)
        self.assertEqual(self.run_to_end(*self.assemble(resumed))[0], 0)
        self.assertGreater(len(contigs(plain)), 0)
        self.assertEqual(contigs(resumed), contigs(plain))


if __name__ == "__main__":
    unittest.main()
