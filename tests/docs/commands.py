"""Commands in the documents, with what they print.

A block of the language `console` holds `$ tenure …` and, below it, its output. `commands.py --write`
puts the output there anew.
"""

import os
import re
import shlex
import subprocess
import sys

from markdown import PROJECT, documents

_BLOCK = re.compile(r"^```console\n\$ (tenure (?:[^\n]*\\\n)*[^\n]*)\n(.*?)^```$", re.M | re.S)


def binary():
    return os.environ.get("TENURE_BINARY", str(PROJECT / "build/release/tenure"))


def output_of(command):
    words = shlex.split(command.replace("\\\n", " "))
    ran = subprocess.run([binary(), *words[1:]], cwd=PROJECT, text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"})
    return "\n".join(line.rstrip() for line in ran.stdout.strip("\n").split("\n")) + "\n"


def shown():
    """Document, command, and the output that the document shows."""
    for document in documents():
        for block in _BLOCK.finditer(document.read_text()):
            yield document, block.group(1), block.group(2)


def write():
    for document in documents():
        text = document.read_text()
        new = _BLOCK.sub(lambda block: f"```console\n$ {block.group(1)}\n{output_of(block.group(1))}```", text)
        if new != text:
            document.write_text(new)
            print("wrote", document.relative_to(PROJECT))


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: commands.py --write")
    write()
