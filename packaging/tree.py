"""Archives that are the same byte by byte whenever they are made."""

from __future__ import annotations

import io
import tarfile


def tar(files: dict[str, tuple[bytes, int]], time: int) -> bytes:
    """A tar archive of `files` (path → content and mode) and the folders above them, which belong to root."""
    folders = sorted({"/".join(path.split("/")[:n]) for path in files for n in range(1, path.count("/") + 1)})
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for folder in folders:
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, time
            archive.addfile(entry)
        for path, (content, mode) in sorted(files.items()):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode, entry.mtime = len(content), mode, time
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()
