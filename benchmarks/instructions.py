#!/usr/bin/env python3
"""Counts the instructions of five checks, and compares them with those in instructions.json.

usage: instructions.py JMONCHECK [--write]

Unlike a time, such a count hardly depends on the machine and on what else runs there. One that is more than a tenth above its
figure fails. With --write the counts become the figures.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from inputs import EXAMPLE, big_deck, big_export, small_files

FIGURES = Path(__file__).with_suffix(".json")
TOLERANCE = 0.1


def count(program: str, arguments: list[str], folder: Path) -> int:
    # With one thread, without random hashes and without settings of the user, two runs differ by less than a hundredth.
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "SWIFT_DETERMINISTIC_HASHING": "1"}
    told = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", told.stderr)
    if found is None or told.returncode not in (0, 1, 3):
        sys.exit(f"valgrind cannot run jmoncheck {' '.join(arguments)}:\n{told.stderr}")
    return int(found[1])


def count_all(program: str, scratch: Path) -> Iterator[tuple[str, int]]:
    """The counts of the five checks, by what they check."""
    folder = scratch / "counted"
    folder.mkdir()
    # Valgrind cannot read what the compiler writes for debuggers.
    bare = str(folder / "jmoncheck")
    subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
    shutil.copytree(EXAMPLE, folder / "correct")
    big_export(folder / "export.json", 1_000_000)
    big_deck(folder / "deck.txt", 150_000)
    small_files(folder / "decks", 200)
    check = ["check", "--jobs", "1", "-q"]
    for name, arguments in {
        "--version": ["--version"],
        "examples/correct": ["check", "correct", "--assume", "fresh", "--agent-user", "AGNTUSR"],
        "an export of 1 MB": [*check, "export.json"],
        "a deck of 150,000 commands": [*check, "deck.txt", "--assume", "fresh", "--as", "racf"],
        "200 small files": [*check, "decks"],
    }.items():
        yield name, count(bare, arguments, folder)


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[2:] not in ([], ["--write"]):
        sys.exit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    with tempfile.TemporaryDirectory() as scratch:
        counts = dict(count_all(program, Path(scratch)))
    slower = []
    for name, counted in counts.items():
        change = counted / figures[name] - 1 if name in figures else None
        print(f"{counted / 1e6:9.1f} million instructions ({'new' if change is None else f'{change:+.1%}'}): {name}")
        if change is None or change > TOLERANCE:
            slower.append(name)
    if sys.argv[2:]:
        FIGURES.write_text(json.dumps(counts, indent=2) + "\n")
    elif slower:
        sys.exit(
            f"more than {TOLERANCE:.0%} above {FIGURES.name}, or not in it: {', '.join(slower)}. "
            "'make speed-figures' writes the new counts into it, for a reason that the commit gives.")


if __name__ == "__main__":
    main()
