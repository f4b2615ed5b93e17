"""The RPM package, if this machine has rpmbuild."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import tempfile
from datetime import datetime, timezone

from release import PROJECT, ROOT, Release

SPEC = """\
%global debug_package %{{nil}}
%global _build_id_links none
%global __os_install_post %{{nil}}
Name: jmoncheck
Version: {version}
Release: 1
Summary: {summary}
License: {license}
URL: {home}
# The one file needs nothing; rpm takes it for a dynamic one, because it can be loaded at any address.
AutoReqProv: no

%description
{description}

%install
cp -a %{{_sourcedir}}/. %{{buildroot}}

%files
{files}

%changelog
* {date} {maintainer} - {version}-1
- Release {version}
"""


def rpm_package(release: Release) -> tuple[str, bytes] | None:
    if not shutil.which("rpmbuild"):
        return None
    files = {"usr/bin/jmoncheck": release.program.read_bytes(), "usr/share/licenses/jmoncheck/NOTICE": release.notice.encode()}
    files["usr/share/licenses/jmoncheck/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    for path, content in release.texts.items():
        files[f"usr/{path.replace('vendor-completions', 'site-functions')}"] = content
    with tempfile.TemporaryDirectory() as folder:
        sources, top = pathlib.Path(folder) / "sources", pathlib.Path(folder) / "top"
        for path, content in files.items():
            target = sources / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            target.chmod(0o755 if path == "usr/bin/jmoncheck" else 0o644)
            os.utime(target, (release.time, release.time))
        spec = pathlib.Path(folder) / "jmoncheck.spec"
        spec.write_text(
            SPEC.format(
                version=release.version, summary=PROJECT["summary"][0].upper() + PROJECT["summary"][1:], license=PROJECT["license"], home=PROJECT["home"],
                description=PROJECT["description"].strip(), files="\n".join(f"/{path}*" if "/man/" in path else f"/{path}" for path in sorted(files)),
                date=datetime.fromtimestamp(release.time, timezone.utc).strftime("%a %b %d %Y"),
                maintainer=PROJECT["maintainer"]))
        definitions = {
            "_sourcedir": sources, "_topdir": top, "_buildhost": "reproducible",
            "use_source_date_epoch_as_buildtime": 1, "clamp_mtime_to_source_date_epoch": 1,
        }
        arguments = [part for key, value in definitions.items() for part in ("--define", f"{key} {value}")]
        subprocess.run(
            ["rpmbuild", "--quiet", "-bb", "--target", release.machine, *arguments, spec], check=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(release.time)}, stdout=subprocess.DEVNULL)
        package = next(top.rglob("*.rpm"))
        return package.name, package.read_bytes()
