#!/usr/bin/env python3
"""Shows how time and memory grow with inputs of every kind, in every format of reports, and for every command.

usage: growth.py JMONCHECK [TEXT]
       growth.py JMONCHECK --shapes [TEXT]

With TEXT only the rows whose names hold it are measured. A row has, for each size, the processor time and how many times the
file the memory is beyond that of checking a single line. With --shapes inputs of unusual shape are measured, and only rows are
printed whose memory is more than 12 times the largest file, or whose time grows faster than the file.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from inputs import big_export
from shapes import Shape, shapes

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "Tests" / "Fixtures"
SIZES = (100_000, 1_000_000, 10_000_000)
SHAPE_SIZES = (1_000_000, 2_000_000, 4_000_000, 10_000_000)
# What is tried of each shape, besides the formats of reports.
SHAPE_COMMANDS = (
    ["check", "FILE"], ["check", "FILE", "--format", "json", "--max-alike", "10000000"], ["dump", "FILE"], ["access", "FILE"],
    ["access", "FILE", "--format", "opengraph"], ["simulate", "FILE"], ["diff", "FILE"],
    ["suppressions", "FILE", "--format", "json"])
SINK = tempfile.TemporaryFile()
FORMATS = (
    "text", "concise", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson", "markdown", "html")


def once(command: list[str]) -> tuple[float, float, float]:
    """Seconds of the processors, of the clock, and peak megabytes of one run."""
    SINK.truncate(0)
    start = time.perf_counter()
    # Not the null device: grep stops at the first match when it sees that nobody reads.
    process = subprocess.Popen(command, stdout=SINK, stderr=SINK)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


# Inputs of every kind, and decks with a finding or a secret on each line: the kind, the beginning, and a line by its number.
PERMIT = "PERMIT IRRPTAUTH.FEKAPPL.U{0:06X} CL(PTKTDATA) ID(AGNTUSR) AC(UPDATE)\n"
JOB = "//R{0:06X} JOB\n//S EXEC PGM=IKJEFT01\n//SYSTSPRT DD SYSOUT=*\n//SYSTSIN DD *\n"
PROFILE = (
    "RLIST PTKTDATA A{0:06X} ALL\nCLASS      NAME\n-----      ----\nPTKTDATA   A{0:06X}\n\n"
    "LEVEL  OWNER      UNIVERSAL ACCESS  YOUR ACCESS  WARNING\n"
    "-----  --------   ----------------  -----------  -------\n 00    SECADM          NONE                NONE    NO\n\n")
REFUSAL = (
    "N 4040000 SYSA     26001 08:00:00.00 STC00001 00000090  ICH408I USER(U{0:06X}) GROUP(SYS1    ) NAME(X )\n"
    "S   IRRPTAUTH.FEKAPPL.USER1 CL(PTKTDATA)\nS   INSUFFICIENT ACCESS AUTHORITY\n")
KINDS = {
    "deck": ("racf", "", PERMIT),
    "deck, a finding in each command": ("racf", "", PERMIT.replace("UPDATE", "UPDXT")),
    "deck, a key in each command": ("racf", "", "RDEFINE PTKTDATA A{0:06X} SSIGNON(KEYMASKED({0:016X}))\n"),
    "JCL, a job for each command": ("racf", "", JOB + PERMIT + "/*\n"),
    "REXX": ("racf", "/* REXX */\naddress TSO\n", '"' + PERMIT.rstrip() + '"\n'),
    "REXX, a condition for each command":
        ("racf", "/* REXX */\naddress TSO\n", "if x{0} = 1 then\n  \"" + PERMIT.rstrip() + '"\n'),
    "CLIST": ("racf", "PROC 0\n", PERMIT),
    "shell script": ("racf", "#!/bin/sh\n", 'tsocmd "' + PERMIT.rstrip() + '"\n'),
    "Markdown": ("racf", "# Deck\n\n", "Text\n\n```\n" + PERMIT + "```\n\n"),
    "Ansible": ("racf", "- hosts: zos\n  tasks:\n",
                "    - zos_tso_command:\n        commands:\n          - " + PERMIT),
    "member": ("job-monitor", "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n", "# comment {0}\n"),
    "member, a finding on each line": ("job-monitor", "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n", "UNKNOWN_{0}=5\n"),
    "procedure": ("job-monitor-proc", "//JMON PROC\n//JMON EXEC PGM=FEJJMON\n//FEJJCNFG DD DISP=SHR,DSN=A.B(C)\n",
                  "//D{0:06X} DD DUMMY\n"),
    "log": ("console", "", REFUSAL),
    "procedure, a library on each line":
        ("job-monitor-proc", "//JMON PROC\n//JMON EXEC PGM=FEJJMON\n//STEPLIB DD DISP=SHR,DSN=A.B\n",
         "// DD DISP=SHR,DSN=A.L{0:06X}\n"),
    "listing": ("racf-listing", "", PROFILE),
    "property list": ("urbancode-properties", "", "jes.host{0}=zos{0}.example.com\n"),
    "list in one line": ("urbancode-properties", "", "jes.host{0}=zos{0}.example.com,"),
    "property list, a reference on each line": ("urbancode-properties", "", "jes.host{0}=${{p:jes.hozt{0}}}\n"),
}


# Inputs that are the text of a fixture again and again: the kind, and the fixture.
REPEATED = {
    "listing of a profile": ("racf-listing", "listings/rlist-class.txt"),
    "listing of a user": ("racf-listing", "listings/listuser.txt"),
    "listing of a group": ("racf-listing", "listings/listgrp.txt"),
    "listing of a search": ("racf-listing", "listings/search.txt"),
    "listing of IRRXUTIL": ("racf-listing", "listings/irrxutil.txt"),
    "capture of a console": ("console", "PF405/active/started.txt"),
}
FINDING = ("racf", "", PERMIT.replace("UPDATE", "UPDXT"))
# The arguments of each command, with the names of its inputs.
COMMANDS = {
    "dump": ["dump", "DECK"],
    "dump of a property list": ["dump", "LIST"],
    "access": ["access", "DECK"],
    "access, JSON": ["access", "DECK", "--format", "json"],
    "simulate": ["simulate", "DECK"],
    "simulate, JSON": ["simulate", "DECK", "--format", "json"],
    "diff": ["diff", "DECK"],
    "diff, JSON": ["diff", "DECK", "--format", "json"],
    "diff of property lists": ["diff", "LIST", "--to", "OTHER"],
    "fix": ["fix", "OPEN", "--unsafe", "--diff"],
    "suppressions": ["suppressions", "DECK"],
    "baseline write": ["baseline", "write", "FAULTY", "--baseline", "BASELINE"],
    "check with a baseline": ["check", "FAULTY", "--baseline", "BASELINE"],
    "report convert": ["report", "convert", "REPORT"],
    "report convert to SARIF": ["report", "convert", "REPORT", "--format", "sarif"],
}


def grown(path: Path, beginning: str, line: str, size: int) -> None:
    """An input of a size, line by line."""
    with path.open("w") as file:
        file.write(beginning)
        number = written = 0
        while written < size:
            number += 1
            written += file.write(line.format(number))


def repeated(path: Path, fixture: str, size: int) -> None:
    text = (FIXTURES / fixture).read_bytes()
    path.write_bytes(text * (size // len(text) + 1))


def descriptor(path: Path, size: int) -> None:
    """A descriptor of the Security Configuration Assistant with an item for each of many users."""
    items = [
        {"ItemID": f"U{number:06X}", "ItemType": "PROGRAMMABLE", "ItemCategory": "PassTickets",
         "ItemDescription": "to generate PassTickets", "ResourceProfile": f"IRRPTAUTH.FEKAPPL.U{number:06X}",
         "ResourceClass": "PTKTDATA", "WhoNeedsAccess": "AGNTUSR", "LevelOfAccessRequired": "UPDATE"}
        for number in range(size // 260)]
    path.write_text(json.dumps({"ServiceId": "X", "MetaValidationItemVersion": "1.0", "SecurityValidationItems": items}))


def plug_in(path: Path, size: int) -> None:
    """The descriptor of a plug-in with as many step types as fill the file."""
    text = (FIXTURES / "clean" / "plugin.xml").read_text()
    start, end = text.index("<step-type"), text.index("</step-type>") + len("</step-type>")
    path.write_text(text[:start] + text[start:end] * (size // (end - start) + 1) + text[end:])


def records(path: Path, size: int) -> None:
    """An unload of a database."""
    with path.open("wb") as file:
        subprocess.run([sys.executable, ROOT / "benchmarks" / "unload", str(size // 452)], stdout=file, check=True)


def apart(make: Callable[[Path, int], None], path: Path, size: int) -> None:
    """Makes an input in another process, because the system counts the memory of the parent as memory of what it starts."""
    child = os.fork()
    if child == 0:
        make(path, size)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"cannot make {path}")


def header(title: str, sizes: tuple[int, ...] = SIZES) -> None:
    print(f"\n{title}; memory beyond that of a start, as a multiple of the file\n")
    print("| Input | " + " | ".join(f"{size / 1e6:g} MB: ms | x" for size in sizes) + " |")
    print("|---|" + "---:|---:|" * len(sizes))


class Measurement:
    """Runs a program in a folder of its own."""

    def __init__(self, program: str, folder: Path, text: str) -> None:
        self.program, self.folder, self.text = program, folder, text
        line = folder / "line"
        line.write_text("SERV_PORT=6715\n")
        self.start = once([program, "check", str(line), "--as", "job-monitor"])[2]

    def row(self, name: str, make: Callable[[Path, int], None], arguments: list[str]) -> None:
        """Each size of a row, if it is wanted; `FILE` among the arguments is the input."""
        if self.text not in name:
            return
        cells = []
        path = self.folder / "grown"
        for size in SIZES:
            apart(make, path, size)
            seconds, _, memory = once([self.program, *(str(path) if word == "FILE" else word for word in arguments)])
            times = max(0, memory - self.start) * 1048576 / path.stat().st_size
            cells.append(f"{seconds * 1000:.0f} | {times:.1f}")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


    def shape(self, name: str, shape: Shape, arguments: list[str]) -> None:
        """A row for a shape, if anything about it is noteworthy. A run of more than a minute is the last one of its row."""
        first = name.split(",")[0]
        path = self.folder / (first if "." in first else "grown")
        cells = []
        times, memories = [], []
        for size in SHAPE_SIZES:
            apart(shape.write, path, size)
            seconds, _, memory = once([self.program, *(str(path) if word == "FILE" else word for word in arguments)])
            times.append(seconds)
            memories.append(max(0, memory - self.start) * 1048576 / path.stat().st_size)
            cells.append(f"{seconds * 1000:.0f} | {memories[-1]:.1f}")
            if seconds > 60:
                break
        grows = any(
            later > 0.3 and later > 1.4 * earlier * SHAPE_SIZES[index + 1] / SHAPE_SIZES[index]
            for index, (earlier, later) in enumerate(zip(times, times[1:])))
        if grows or memories[-1] > 12 or times[-1] > 60:
            print(f"| {' '.join(arguments[:1] + arguments[2:])}: {name} | {' | '.join(cells)} |", flush=True)


def growth_of_shapes(program: str, folder: Path, text: str) -> None:
    measured = Measurement(program, folder, "")
    header("Growth with inputs of unusual shape", SHAPE_SIZES)
    for name, shape in shapes().items():
        for arguments in SHAPE_COMMANDS:
            if text in name and (arguments[0] in ("check", "dump", "suppressions", "diff") or shape.kind.startswith("racf")):
                measured.shape(name, shape, [*arguments, "--as", shape.kind])


def growth_of_kinds(program: str, folder: Path, text: str) -> None:
    measured = Measurement(program, folder, text)
    header("Growth with the size of an input of each kind")

    def lines(values: tuple[str, str, str]) -> Callable[[Path, int], None]:
        return lambda path, size: grown(path, values[1], values[2], size)

    for name, values in KINDS.items():
        measured.row(name, lines(values), ["check", "FILE", "--as", values[0]])
    for name, (kind, fixture) in REPEATED.items():
        measured.row(name, lambda path, size: repeated(path, fixture, size), ["check", "FILE", "--as", kind])
    measured.row("security descriptor", descriptor, ["check", "FILE", "--as", "security-descriptor"])
    measured.row("plug-in", plug_in, ["check", "FILE", "--as", "urbancode-plugin"])
    measured.row("export", big_export, ["check", "FILE", "--as", "urbancode-export"])
    measured.row("unload", records, ["access", "FILE"])
    header("Growth of the report on a deck with a finding in each command")
    for report in FORMATS:
        measured.row(f"report, {report}", lines(FINDING), ["check", "FILE", "--as", "racf", "--format", report])
    header("Growth of the report with every finding")
    for report in FORMATS:
        arguments = ["check", "FILE", "--as", "racf", "--format", report, "--max-alike", "10000000"]
        measured.row(f"all findings, {report}", lines(FINDING), arguments)
    header("Growth of each command")
    for name, arguments in COMMANDS.items():
        measured.row(name, *command(program, folder, arguments))


def command(
    program: str, folder: Path, arguments: list[str]
) -> tuple[Callable[[Path, int], None], list[str]]:
    """How the input of a command is made, and its arguments."""
    baseline, other = folder / "baseline.json", folder / "other"
    kind, text = {
        "DECK": ("racf", PERMIT), "LIST": ("urbancode-properties", KINDS["property list"][2]),
        "OPEN": ("racf", "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.U{0:06X} UACC(UPDATE)\n"),
    }.get(next(word for word in arguments if word.isupper()), ("racf", FINDING[2]))

    def make(path: Path, size: int) -> None:
        grown(path, "", text, size)
        if "OTHER" in arguments:
            grown(other, "", text.replace("zos", "mvs"), size)
        if "BASELINE" in arguments and arguments[0] == "check":
            baseline.unlink(missing_ok=True)
            once([program, "baseline", "write", str(path), "--as", kind, "--baseline", str(baseline)])
        if "BASELINE" in arguments and arguments[0] == "baseline":
            baseline.unlink(missing_ok=True)
        if "REPORT" in arguments:
            report = ["--format", "json", "--max-alike", "10000000", "--output", str(other)]
            once([program, "check", str(path), "--as", kind, *report])
            other.replace(path)

    names = {"OTHER": str(other), "BASELINE": str(baseline)}
    words = [names.get(word, "FILE" if word.isupper() else word) for word in arguments]
    return make, words if arguments[0] == "report" else [*words, "--as", kind]


def main() -> None:
    arguments = [word for word in sys.argv[1:] if word != "--shapes"]
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    measure = growth_of_shapes if "--shapes" in sys.argv else growth_of_kinds
    program = str(Path(arguments[0]).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        measure(program, Path(scratch), "".join(arguments[1:]))


if __name__ == "__main__":
    main()
