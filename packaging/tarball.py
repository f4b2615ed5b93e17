"""The archive for everybody else: program, manual, completions, licences."""

from release import ROOT, Release, compressed
from tree import tar


def tarball(release: Release) -> tuple[str, bytes]:
    files = {f"{release.stem}/bin/jmoncheck": (release.program.read_bytes(), 0o755)}
    for path, content in release.texts.items():
        files[f"{release.stem}/{path}"] = (content, 0o644)
    for name in ("LICENSE", "README.md", "CHANGELOG.md"):
        files[f"{release.stem}/{name}"] = ((ROOT / name).read_bytes(), 0o644)
    files[f"{release.stem}/NOTICE"] = (release.notice.encode(), 0o644)
    return f"{release.stem}.tar.gz", compressed(tar(files, release.time))
