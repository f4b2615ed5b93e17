"""Makes everything that a release consists of: `python3 packaging PROGRAM LIBXML2 FOLDER`.

PROGRAM is what scripts/dist/build made, LIBXML2 the folder of the library that is linked in.
"""

from __future__ import annotations

import pathlib
import sys

from bom import bill_of_materials, provenance
from debian import debian_package
from formula import formula
from image import image
from release import release, sha256
from rpm import rpm_package
from tarball import tarball
from ucd_plugin import ucd_plugin
from wheel import wheel

LIMIT = 20 << 20


def main(program: str, libxml2: str, folder: str) -> int:
    made = release(pathlib.Path(program), pathlib.Path(libxml2))
    size = made.program.stat().st_size
    if size > LIMIT:
        print(f"the program has {size} bytes; at most {LIMIT} are shipped", file=sys.stderr)
        return 1
    archive = tarball(made)
    files = dict([archive, debian_package(made), wheel(made), image(made), ucd_plugin(made)])
    if package := rpm_package(made):
        files[package[0]] = package[1]
    else:
        print("there is no rpmbuild on this machine: no RPM package is made", file=sys.stderr)
    files |= dict([formula(made, archive[0], sha256(archive[1]))])
    files["jmoncheck.cyclonedx.json"] = bill_of_materials(made)
    files["NOTICE"] = made.notice.encode()
    digests = {name: sha256(content) for name, content in files.items()} | {"jmoncheck": made.digest}
    files["provenance.json"] = provenance(made, digests)
    digests["provenance.json"] = sha256(files["provenance.json"])
    files["SHA256SUMS"] = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    print(f"jmoncheck {made.version} ({made.commit[:12]}), {size / (1 << 20):.1f} MiB, in {folder}:")
    for name, content in sorted(files.items()):
        print(f"  {name}  {len(content)} bytes")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
