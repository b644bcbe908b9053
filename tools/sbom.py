"""Write sbom.cdx.json: every locked package the product runs with, Python and npm, as CycloneDX 1.6 (`make sbom`).

From the lock files alone, so that it says what is installed and not what happens to lie here; the same locks give the
same list.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "sbom.cdx.json"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def python_packages(lock: str) -> Iterator[Component]:
    """Yield a component for each pinned line of a requirements lock, with the hashes of its files."""
    for block in re.split(r"\n(?=\S)", lock):
        if pinned := PINNED.match(block):
            name, version = pinned.group(1).lower(), pinned.group(2)
            yield Component(
                name=name,
                version=version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", name=name, version=version),
                bom_ref=f"pypi:{name}@{version}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=found) for found in HASH.findall(block)],
            )


def npm_packages(lock: str) -> Iterator[Component]:
    """Yield a component for each package of a package-lock that a browser gets: not those only for building."""
    for path, entry in json.loads(lock)["packages"].items():
        if not path or entry.get("dev") or entry.get("link"):
            continue
        name, version = path.rpartition("node_modules/")[2], entry["version"]
        group, _, plain = name.rpartition("/")
        yield Component(
            name=plain,
            group=group or None,
            version=version,
            type=ComponentType.LIBRARY,
            purl=PackageURL("npm", namespace=group or None, name=plain, version=version),
            bom_ref=f"npm:{path}@{version}",
            licenses=[DisjunctiveLicense(name=entry["license"])] if entry.get("license") else None,
        )


def build() -> Bom:
    """Return the list of everything the product runs with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bom = Bom()
    bom.metadata.component = Component(
        name=project["name"], version=project["version"], type=ComponentType.APPLICATION, bom_ref=project["name"]
    )
    bom.components.update(python_packages((ROOT / "requirements" / "run.lock").read_text("utf-8")))
    bom.components.update(npm_packages((ROOT / "web" / "package-lock.json").read_text("utf-8")))
    bom.register_dependency(bom.metadata.component, bom.components)
    return bom


def main() -> int:
    """Write the file."""
    bom = build()
    TARGET.write_text(JsonV1Dot6(bom).output_as_string(indent=2), "utf-8")
    kinds = [str(component.purl).split("/", 1)[0].removeprefix("pkg:") for component in bom.components]
    print(f"wrote {TARGET.name}: {kinds.count('pypi')} Python and {kinds.count('npm')} npm packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
