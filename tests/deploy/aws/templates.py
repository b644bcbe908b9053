"""Reading the synthesised templates: resources by stack and type, what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

AWS = Path(__file__).resolve().parents[3] / "deploy" / "aws"
STAGES = ("staging", "production")
Resource = dict[str, Any]


class Templates:
    """All templates of an assembly."""

    def __init__(self, folder: Path) -> None:
        self.all: dict[str, dict[str, Resource]] = {
            path.name.removesuffix(".template.json"): json.loads(path.read_text())["Resources"]
            for path in sorted(folder.glob("*.template.json"))
        }

    def of(self, kind: str, stage: str = "", stack: str = "") -> list[Resource]:
        """Every resource of a type (`AWS::` left out), of one stage or stack, or of all."""
        return [
            resource
            for name, resources in self.all.items()
            if name.startswith(f"itsm-{stage}") and name.endswith(stack)
            for resource in resources.values()
            if resource["Type"] == f"AWS::{kind}"
        ]

    def one(self, kind: str, stage: str, stack: str = "") -> Resource:
        """The only resource of a type."""
        found = self.of(kind, stage, stack)
        assert len(found) == 1, f"{len(found)} of {kind} in {stage} {stack}"
        return found[0]

    def statements(self) -> list[tuple[str, dict[str, Any]]]:
        """Every statement of every policy of a role, with the name of what it belongs to."""
        return [
            (f"{stack}/{name}", statement)
            for stack, resources in self.all.items()
            for name, resource in resources.items()
            if resource["Type"] == "AWS::IAM::Policy"
            for statement in resource["Properties"]["PolicyDocument"]["Statement"]
        ]


def says(resource: Resource) -> dict[str, Any]:
    """What a resource says of itself."""
    properties: dict[str, Any] = resource["Properties"]
    return properties


def listed(value: Any) -> list[Any]:
    """A value that CloudFormation lets stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]
