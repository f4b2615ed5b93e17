"""The Debian package, made with dpkg-deb alone: nothing is compiled for it, so debhelper has nothing to do."""

from __future__ import annotations

import hashlib
import os
import pathlib
import subprocess
import tempfile
from email.utils import formatdate

from release import APACHE, DEBIAN_ARCHITECTURES, PROJECT, Release, compressed

OVERRIDES = """\
# One file that runs on every Linux machine, whatever libraries it has, is the purpose of this package. It can be loaded at
# any address, so lintian takes it for a library.
jmoncheck: embedded-library *
jmoncheck: shared-library-lacks-prerequisites *
# Names of z/OS, and words that the compiler cuts into pieces of eight bytes.
jmoncheck: spelling-error-in-binary *
"""


def debian_package(release: Release) -> tuple[str, bytes]:
    architecture = DEBIAN_ARCHITECTURES[release.machine]
    name = f"jmoncheck_{release.version}_{architecture}.deb"
    documents = "usr/share/doc/jmoncheck"
    files = {
        "usr/bin/jmoncheck": release.program.read_bytes(),
        f"{documents}/copyright": copyright(release).encode(),
        f"{documents}/changelog.gz": compressed(changelog(release).encode()),
        "usr/share/lintian/overrides/jmoncheck": OVERRIDES.encode(),
    }
    for path, content in release.texts.items():
        isManual = "/man/" in path
        files[f"usr/{path}" + (".gz" if isManual else "")] = compressed(content) if isManual else content

    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        for path, content in files.items():
            write(tree / path, content, 0o755 if path == "usr/bin/jmoncheck" else 0o644)
        sums = "".join(f"{hashlib.md5(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
        write(tree / "DEBIAN/md5sums", sums.encode(), 0o644)
        size = sum((len(content) + 1023) // 1024 for content in files.values())
        write(tree / "DEBIAN/control", control(release, architecture, size).encode(), 0o644)
        for path in tree.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)
        package = pathlib.Path(folder) / name
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, package], check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(release.time)})
        return name, package.read_bytes()


def write(path: pathlib.Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def control(release: Release, architecture: str, size: int) -> str:
    extended = "".join(f" {line}\n" for line in PROJECT["description"].strip().splitlines())
    built = ", ".join(
        f"{part.name} (= {part.version})" for part in release.components if part.purl.startswith("pkg:deb/"))
    return (
        f"Package: jmoncheck\nVersion: {release.version}\nSection: utils\nPriority: optional\n"
        f"Architecture: {architecture}\nMaintainer: {PROJECT['maintainer']}\nInstalled-Size: {size}\n"
        f"Built-Using: {built}\nHomepage: {PROJECT['home']}\nDescription: {PROJECT['summary']}\n{extended}")


def changelog(release: Release) -> str:
    return (
        f"jmoncheck ({release.version}) stable; urgency=medium\n\n  * Release {release.version}; CHANGELOG.md lists the changes.\n\n"
        f" -- {PROJECT['maintainer']}  {formatdate(release.time)}\n")


def copyright(release: Release) -> str:
    text = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        f"Upstream-Name: jmoncheck\nSource: {PROJECT['home']}\n"
        "Comment: The program is linked statically. The notices of the libraries in it follow the stanzas.\n\n"
        "Files: *\nCopyright: The authors of jmoncheck\nLicense: Apache-2.0\n"
        " On Debian systems, the Apache License, Version 2.0, is in /usr/share/common-licenses/Apache-2.0.\n")
    for part in release.components:
        # The libraries have no files in the package: each has a stanza for the program that contains it.
        license = part.text.replace(APACHE, "The license is in /usr/share/common-licenses/Apache-2.0.")
        body = "".join(f" {line.rstrip() or '.'}\n" for line in license.strip().splitlines())
        text += f"\nLicense: {part.name}\n Linked in: {part.name} {part.version} ({part.license}).\n .\n{body}"
    return text
