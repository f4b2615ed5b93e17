"""The container image, an OCI layout in one archive. It holds the program and an empty folder to work in, nothing else."""

from __future__ import annotations

import json

from bom import moment
from release import DEBIAN_ARCHITECTURES, PROJECT, Release, compressed, sha256
from tree import tar

TYPE = "application/vnd.oci.image"
# Nobody's number on any distribution: the program needs no rights.
USER = "65532:65532"


def image(release: Release) -> tuple[str, bytes]:
    blobs: dict[str, bytes] = {}

    def store(kind: str, content: bytes) -> dict:
        digest = sha256(content)
        blobs[f"blobs/sha256/{digest}"] = content
        return {"mediaType": f"{TYPE}.{kind}", "digest": f"sha256:{digest}", "size": len(content)}

    def text(document: dict) -> bytes:
        return json.dumps(document, sort_keys=True).encode()

    layer = tar(
        {"usr/bin/jmoncheck": (release.program.read_bytes(), 0o755), "data/.keep": (b"", 0o644),
         "usr/share/doc/jmoncheck/NOTICE": (release.notice.encode(), 0o644)}, release.time)
    platform = {"architecture": DEBIAN_ARCHITECTURES[release.machine], "os": "linux"}
    created = moment(release.time)
    labels = {
        "title": "jmoncheck", "description": PROJECT["summary"], "version": release.version, "source": PROJECT["home"],
        "licenses": PROJECT["license"], "revision": release.commit, "created": created,
    }
    configuration = {
        **platform, "created": created,
        "config": {
            "User": USER, "Entrypoint": ["/usr/bin/jmoncheck"], "WorkingDir": "/data",
            "Env": ["PATH=/usr/bin"],
            "Labels": {f"org.opencontainers.image.{key}": value for key, value in labels.items()},
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{sha256(layer)}"]},
        "history": [{"created": created, "created_by": "make dist"}],
    }
    manifest = {
        "schemaVersion": 2, "mediaType": f"{TYPE}.manifest.v1+json",
        "config": store("config.v1+json", text(configuration)),
        "layers": [store("layer.v1.tar+gzip", compressed(layer))],
    }
    entry = store("manifest.v1+json", text(manifest))
    entry |= {"platform": platform, "annotations": {"org.opencontainers.image.ref.name": release.version}}
    index = {"schemaVersion": 2, "mediaType": f"{TYPE}.index.v1+json", "manifests": [entry]}
    files = {path: (content, 0o644) for path, content in blobs.items()}
    files["oci-layout"] = (text({"imageLayoutVersion": "1.0.0"}), 0o644)
    files["index.json"] = (text(index), 0o644)
    return f"{release.stem}.oci.tar", tar(files, release.time)
