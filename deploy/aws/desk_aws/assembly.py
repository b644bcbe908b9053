"""The whole: both stages under the rules of cdk-nag and of CloudFormation's own schemas."""

from __future__ import annotations

import json
from pathlib import Path

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks

from desk_aws.settings import STAGES
from desk_aws.stage import build_stage

UNRELEASED = "unreleased"
_SETTINGS = Path(__file__).resolve().parents[1] / "cdk.json"


def build_app(outdir: str | None = None) -> cdk.App:
    """Return the whole, to be synthesised into `outdir`. `-c version=…` names the image's tag."""
    # The command line hands these over itself; a synthesis without it must see the same.
    context = json.loads(_SETTINGS.read_text())["context"]
    app = cdk.App(outdir=outdir, context=context)
    version = app.node.try_get_context("version") or UNRELEASED
    for stage in STAGES:
        build_stage(app, stage, version)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return app
