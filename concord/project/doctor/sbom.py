"""The software bill of materials: every package in use, in CycloneDX 1.6."""

import json
import platform
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from concord.project.database.binaries import find_binaries
from concord.project.troubles import Missing

_LONGEST_LICENCE = 60


def bill_of_materials(root: Path) -> dict[str, Any]:
    """Return what is installed: Python packages, the front-end's, Python itself and PostgreSQL.

    `root` is the folder with `frontend/package-lock.json`; what is not there is left out.
    """
    components = [*_python_packages(), *_frontend_packages(root), *_programs()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(tz=UTC).isoformat(timespec="seconds"),
            "component": {"type": "application", "name": "concord", "bom-ref": "concord"},
        },
        "components": components,
        "dependencies": [{"ref": "concord", "dependsOn": [each["bom-ref"] for each in components]}],
    }


def _python_packages() -> Iterator[dict[str, Any]]:
    found = {each.name.lower().replace("_", "-"): each for each in distributions()}
    found.pop("concord", None)
    for name, one in sorted(found.items()):
        yield _component(name, one.version, f"pkg:pypi/{name}@{one.version}", _licence(one))


def _licence(one: Distribution) -> str:
    if expression := one.metadata.get("License-Expression"):
        return str(expression)
    named = [
        line.rpartition(" :: ")[2]
        for line in one.metadata.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    # Some packages put the whole text of their licence where its name belongs.
    given = str(one.metadata.get("License") or "")
    return " AND ".join(named) or (given if len(given) <= _LONGEST_LICENCE else "")


def _frontend_packages(root: Path) -> Iterator[dict[str, Any]]:
    lock = root / "frontend" / "package-lock.json"
    if not lock.exists():
        return
    for path, one in sorted(json.loads(lock.read_text("utf-8"))["packages"].items()):
        # The others build the pages' script and style, and do not reach anybody.
        if path and not one.get("dev"):
            name = path.rpartition("node_modules/")[2]
            address = f"pkg:npm/{name.replace('@', '%40')}@{one['version']}"
            yield _component(name, one["version"], address, one.get("license", ""))


def _programs() -> Iterator[dict[str, Any]]:
    version = platform.python_version()
    yield _component("python", version, f"pkg:generic/python@{version}", "PSF-2.0", "application")
    try:
        server = find_binaries().version
    except Missing:
        return  # the database is on another machine
    place = f"pkg:generic/postgresql@{server}"
    yield _component("postgresql", server, place, "PostgreSQL", "application")


def _component(
    name: str, version: str, address: str, licence: str, kind: str = "library"
) -> dict[str, Any]:
    component = {
        "type": kind,
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
    }
    return {**component, "licenses": [{"license": {"name": licence}}]} if licence else component
