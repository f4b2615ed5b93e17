"""The bill of materials (CycloneDX 1.6) and the statement of provenance (in-toto, SLSA 1)."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timezone

from release import PROJECT, Release


def bill_of_materials(release: Release) -> bytes:
    program = f"pkg:generic/jmoncheck@{release.version}"
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        # Derived from the program, so that the same program has the same bill.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, release.digest)}",
        "metadata": {
            "timestamp": moment(release.time),
            "component": {
                "type": "application", "bom-ref": program, "name": "jmoncheck", "version": release.version,
                "description": PROJECT["summary"], "licenses": [{"license": {"id": PROJECT["license"]}}],
                "purl": program, "hashes": [{"alg": "SHA-256", "content": release.digest}],
            },
        },
        "components": [
            {
                "type": "library", "bom-ref": part.purl, "name": part.name, "version": part.version, "purl": part.purl,
                "licenses": [{"expression": part.license}],
            }
            for part in release.components
        ],
        "dependencies": [{"ref": program, "dependsOn": sorted(part.purl for part in release.components)}]
        + [{"ref": part.purl, "dependsOn": []} for part in release.components],
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def provenance(release: Release, digests: dict[str, str]) -> bytes:
    """Who built what from what. The forge that builds a release adds itself as the builder and signs the statement."""
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in sorted(digests.items())],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": f"{PROJECT['home']}/docs/releasing.html",
                "externalParameters": {"ref": f"v{release.version}", "command": "make dist"},
                "resolvedDependencies": [
                    {"uri": f"git+{PROJECT['home']}", "digest": {"gitCommit": release.commit}}
                ] + [{"uri": part.purl} for part in release.components],
            },
            "runDetails": {"builder": {"id": f"{PROJECT['home']}/builders/local"}},
        },
    }
    return (json.dumps(statement, indent=2) + "\n").encode()


def moment(time: int) -> str:
    return datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
