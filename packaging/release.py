"""What is packaged: the program, the texts that go with it, and what is linked into it."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import os
import pathlib
import re
import subprocess
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "packaging/project.toml").read_text())

APACHE = (ROOT / "LICENSE").read_text()

# The names of one processor for each format.
DEBIAN_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclasses.dataclass(frozen=True)
class Component:
    """A library that is linked in."""

    name: str
    version: str
    purl: str
    # An SPDX expression.
    license: str
    # The text of the licence and the copyright notices.
    text: str


@dataclasses.dataclass(frozen=True)
class Release:
    program: pathlib.Path
    version: str
    commit: str
    # The day of the commit in seconds since 1970. No file of a release holds any other time.
    time: int
    machine: str
    components: list[Component]
    # Path in a Unix tree below /usr → content.
    texts: dict[str, bytes]

    @property
    def stem(self) -> str:
        return f"jmoncheck-{self.version}-linux-{self.machine}"

    @property
    def digest(self) -> str:
        return sha256(self.program.read_bytes())

    @property
    def notice(self) -> str:
        parts = [f"{PROJECT['name']} {self.version} contains the following libraries.\n"]
        for part in self.components:
            title = f"{part.name} {part.version} ({part.license})"
            parts.append(f"{title}\n{'=' * len(title)}\n\n{part.text.strip()}\n")
        return "\n".join(parts)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def compressed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def release(program: pathlib.Path, libxml2: pathlib.Path) -> Release:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[0]
    return Release(
        program=program, version=version, commit=git("rev-parse", "HEAD"),
        time=int(os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct")),
        machine=machine(program), components=components(libxml2), texts=texts(program))


def machine(program: pathlib.Path) -> str:
    """The processor that the ELF header names."""
    with program.open("rb") as file:
        header = file.read(20)
    return {62: "x86_64", 183: "aarch64"}[int.from_bytes(header[18:20], "little")]


def texts(program: pathlib.Path) -> dict[str, bytes]:
    """The manual and the completions, as the program itself writes them."""

    def written(*arguments: str) -> bytes:
        return subprocess.run([program, *arguments], check=True, capture_output=True).stdout

    result = {
        # The shell reads it and does not start it.
        "share/bash-completion/completions/jmoncheck": written("completions", "bash").removeprefix(b"#!/bin/bash\n"),
        "share/zsh/vendor-completions/_jmoncheck": written("completions", "zsh"),
        "share/fish/vendor_completions.d/jmoncheck.fish": written("completions", "fish"),
    }
    for page in sorted((ROOT / "man/man1").glob("*.1")):
        result[f"share/man/man1/{page.name}"] = page.read_bytes()
    return result


def components(libxml2: pathlib.Path) -> list[Component]:
    swift = swift_version()
    packages = {
        name: version
        for name, version in re.findall(r'/apple/([a-z-]+)", exact: "([0-9.]+)"', (ROOT / "Package.swift").read_text())
    }
    exception = "\n\nwith the Runtime Library Exception of the Swift project: as far as the runtime becomes part of a program " \
        "that you compile, you need not reproduce this licence with it."
    found = [
        Component("libxml2", (libxml2 / "version").read_text().strip(), "", "MIT", (libxml2 / "copyright").read_text()),
        debian("libyaml", "libyaml-dev", "MIT"),
        debian("zlib", "zlib1g-dev", "Zlib"),
        debian("glibc", "libc6-dev", "LGPL-2.1-or-later"),
        debian("gcc-12", "libstdc++-12-dev", "GPL-3.0-or-later WITH GCC-exception-3.1"),
        Component(
            "swift-runtime", swift, f"pkg:generic/swift-runtime@{swift}", "Apache-2.0 WITH Swift-exception",
            APACHE + exception),
    ]
    found[0] = dataclasses.replace(found[0], purl=source_purl("libxml2", found[0].version))
    for name, version in sorted(packages.items()):
        found.append(
            Component(
                name, version, f"pkg:github/apple/{name}@{version}", "Apache-2.0 WITH Swift-exception",
                APACHE + exception))
    return found


def debian(source: str, package: str, license: str) -> Component:
    """A library of the machine that builds, from Debian."""
    version = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${source:Version}", package], check=True, capture_output=True, text=True
    ).stdout
    text = pathlib.Path(f"/usr/share/doc/{package}/copyright").read_text(errors="replace")
    return Component(source, version, source_purl(source, version), license, text)


def source_purl(source: str, version: str) -> str:
    return f"pkg:deb/debian/{source}@{version.replace('+', '%2B')}?arch=source"


def swift_version() -> str:
    output = subprocess.run(["swift", "--version"], check=True, capture_output=True, text=True).stdout
    return re.search(r"Swift version ([0-9.]+)", output).group(1)
