"""The documents of this repository, and what is in them."""

import pathlib
import re
import subprocess

PROJECT = pathlib.Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^(```+|~~~+)", re.M)
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.M)
_LINK = re.compile(r"(?<!!)\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


def documents():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=PROJECT, capture_output=True, text=True)
    if listed.returncode == 0:
        return [PROJECT / name for name in listed.stdout.split() if (PROJECT / name).exists()]
    return [path for path in PROJECT.rglob("*.md") if "build" not in path.relative_to(PROJECT).parts]


def without_code(text):
    """Keeps the lines' numbers."""
    kept, fence = [], None
    for line in text.split("\n"):
        opened = _FENCE.match(line.lstrip())
        if fence is None and opened:
            fence = opened.group(1)
        elif fence is not None and line.strip() == fence:
            fence = None
            kept.append("")
            continue
        kept.append(line if fence is None else "")
    return re.sub(r"`[^`\n]*`", lambda code: " " * len(code.group()), "\n".join(kept))


def anchors(text):
    """What GitHub makes of headings."""
    found, seen = set(), {}
    fenced = without_code_blocks_only(text)
    for heading in _HEADING.findall(fenced):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(slug if count == 0 else f"{slug}-{count}")
    return found | set(re.findall(r'<a (?:id|name)="([^"]+)"', fenced))


def without_code_blocks_only(text):
    return re.sub(r"^( *)(```+|~~~+)[^\n]*\n.*?^\1?\2 *$", "", text, flags=re.M | re.S)


def links(text):
    """Pairs of line number and target."""
    for number, line in enumerate(without_code(text).split("\n"), 1):
        for match in _LINK.finditer(line):
            yield number, match.group(1) or match.group(2)
