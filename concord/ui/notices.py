"""Write THIRD_PARTY_NOTICES.md from the two lock files: `python -m concord.ui.notices`."""

import json
import re
from importlib.metadata import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
# Served as part of our stylesheet and script. Their packages carry no licence file of their own,
# so their copyright lines are kept here.
SERVED = {
    "govuk-frontend": ["Copyright (C) 2017 Crown Copyright (Government Digital Service)"],
    "@ministryofjustice/frontend": [
        "Copyright (c) 2019 Ministry of Justice",
        "Copyright (c) 2021 dxw",
    ],
}
_PIN = re.compile(r"([a-z0-9.-]+)==(\S+)(?: ; (.*?))?(?: \\)?$")
# Where Concord is meant to run; other systems and interpreters have packages of their own.
_LINUX = {"sys_platform": "linux", "platform_python_implementation": "CPython"}
_OPEN = """# Third-party notices

Concord is built with the work of others. This file is made by `python -m concord.ui.notices` from
`frontend/package-lock.json` and `requirements/base.txt`; a test checks that it is up to date. None
of these packages is part of this repository: set-up fetches them.

"""
_MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this
software and associated documentation files (the "Software"), to deal in the Software without
restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class Package(NamedTuple):
    """A package, its version and its licence."""

    name: str
    version: str
    licence: str


def npm_packages() -> list[Package]:
    """Return the npm packages of the lock file, without those for other kinds of machine."""
    locked = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    return [
        Package(path.removeprefix("node_modules/"), entry["version"], entry["license"])
        for path, entry in sorted(locked["packages"].items())
        if path and not entry.get("optional")
    ]


def python_packages() -> list[Package]:
    """Return the locked Python packages that run on the machines Concord is for."""
    lines = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8").splitlines()
    pins = [found.groups() for found in map(_PIN.match, lines) if found]
    return [
        Package(name, version, _licence_of(name))
        for name, version, condition in pins
        if condition is None or Marker(condition).evaluate(_LINUX)
    ]


def notices() -> str:
    """Return the text of the file."""
    npm = npm_packages()
    served = [package for package in npm if package.name in SERVED]
    tools = [package for package in npm if package.name not in SERVED]
    owners = "\n".join(
        f"{package.name} {package.version}: {'; '.join(SERVED[package.name])}  "
        for package in served
    )
    return (
        f"{_OPEN}## In the pages that Concord serves\n\n{_table(served)}\n{owners}\n\n{_MIT}\n"
        f"## Python packages that Concord runs on\n\n{_table(python_packages())}\n"
        f"## Used to build the pages and in tests only\n\n{_table(tools)}"
    )


def _licence_of(name: str) -> str:
    found = metadata(name).json
    stated = str(found.get("license_expression") or found.get("license") or "")
    if stated and "\n" not in stated:
        return stated
    classifiers = found.get("classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License")]
    return "; ".join(named)


def _table(packages: list[Package]) -> str:
    rows = "".join(f"| {name} | {version} | {licence} |\n" for name, version, licence in packages)
    return f"| Package | Version | Licence |\n|---|---|---|\n{rows}"


if __name__ == "__main__":
    NOTICES.write_text(notices(), encoding="utf-8")
