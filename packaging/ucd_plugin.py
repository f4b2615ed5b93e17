"""The automation plug-in of UrbanCode Deploy: its files and the program, at the root of a zip."""

from __future__ import annotations

import io
import pathlib
import zipfile

from release import Release

FOLDER = pathlib.Path(__file__).resolve().parent / "ucd-plugin"


def ucd_plugin(release: Release) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    files = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}
    files["jmoncheck"] = release.program.read_bytes()
    files["NOTICE"] = release.notice.encode()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            entry.external_attr = (0o100755 if name in ("jmoncheck", "step.sh") else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return f"jmoncheck-ucd-plugin-{release.version}.zip", buffer.getvalue()
