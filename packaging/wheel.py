"""The wheel: the program itself in the scripts' folder, and a module that starts it for `python -m jmoncheck`."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile

from bom import bill_of_materials
from release import PROJECT, ROOT, Release

MAIN = '''\
"""Starts the jmoncheck that came with this package."""

import os
import sys
import sysconfig


def find_program():
    schemes = [None, f"{os.name}_user"]
    folders = [sysconfig.get_path("scripts", scheme) if scheme else sysconfig.get_path("scripts") for scheme in schemes]
    folders.append(sysconfig.get_path("scripts", vars={"base": sys.base_prefix}))
    package = os.path.dirname(os.path.abspath(__file__))
    # pip install --target puts the program beside the package, --prefix three folders higher.
    folders.append(os.path.join(os.path.dirname(package), "bin"))
    folders.append(os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(package)))), "bin"))
    for folder in folders:
        program = os.path.join(folder, "jmoncheck")
        if os.path.isfile(program):
            return program
    raise FileNotFoundError("the program jmoncheck is not where pip puts it; install the package again")


if __name__ == "__main__":
    program = find_program()
    os.execv(program, [program, *sys.argv[1:]])
'''


def wheel(release: Release) -> tuple[str, bytes]:
    # A static program needs neither glibc nor musl, so it satisfies the tags of both.
    platforms = [f"manylinux_2_17_{release.machine}", f"musllinux_1_1_{release.machine}"]
    stem = f"jmoncheck-{release.version}"
    information = f"{stem}.dist-info"
    tags = "".join(f"Tag: py3-none-{platform}\n" for platform in platforms)
    files = {
        "jmoncheck/__init__.py": b"",
        "jmoncheck/__main__.py": MAIN.encode(),
        f"{stem}.data/scripts/jmoncheck": release.program.read_bytes(),
        f"{information}/METADATA": metadata(release).encode(),
        f"{information}/WHEEL": f"Wheel-Version: 1.0\nGenerator: jmoncheck\nRoot-Is-Purelib: false\n{tags}".encode(),
        f"{information}/licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
        f"{information}/licenses/NOTICE": release.notice.encode(),
        f"{information}/sboms/jmoncheck.cyclonedx.json": bill_of_materials(release),
    }
    record = f"{information}/RECORD"
    lines = [f"{path},sha256={digest(content)},{len(content)}" for path, content in files.items()]
    files[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path)
            entry.create_system = 3
            entry.external_attr = (0o100755 if "/scripts/" in path else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return f"{stem}-py3-none-{'.'.join(platforms)}.whl", buffer.getvalue()


def digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def metadata(release: Release) -> str:
    return (
        f"Metadata-Version: 2.4\nName: jmoncheck\nVersion: {release.version}\nSummary: {PROJECT['summary']}\n"
        f"Home-page: {PROJECT['home']}\nMaintainer-email: {PROJECT['maintainer']}\n"
        f"License-Expression: {PROJECT['license']}\nLicense-File: LICENSE\nLicense-File: NOTICE\n"
        "Keywords: z/OS,RACF,PassTicket,Job Monitor,UrbanCode Deploy,HCL Launch\nRequires-Python: >=3.8\n"
        "Classifier: Environment :: Console\nClassifier: Operating System :: POSIX :: Linux\n"
        f"Description-Content-Type: text/markdown\n\n{(ROOT / 'README.md').read_text()}")
