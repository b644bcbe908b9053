"""Alarms on AWS are those of deploy/prometheus/alerts.yaml, tell somebody, and name figures that are counted."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from itsm.platform.telemetry import metrics
from tests.deploy.aws.templates import STAGES, Templates, says

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("stage", STAGES)]
ROOT = Path(__file__).resolve().parents[3]
METRIC = re.compile(r"\bitsm_[a-z_]+")


def alarms(templates: Templates, stage: str) -> dict[str, dict[str, Any]]:
    """By the part of their name after the stage's; scaling makes others, which are not meant for people."""
    found = [says(alarm) for alarm in templates.of("CloudWatch::Alarm", stage)]
    return {a["AlarmName"].removeprefix(f"itsm-{stage}-"): a for a in found if "AlarmName" in a}


def test_every_alert_of_the_desk_is_an_alarm(templates: Templates, stage: str) -> None:
    groups = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alerts.yaml").read_text())["groups"]
    named = {rule["alert"] for group in groups for rule in group["rules"] if "alert" in rule}
    assert named <= alarms(templates, stage).keys()


def test_every_alarm_tells_somebody_and_has_its_runbook(templates: Templates, stage: str) -> None:
    for name, alarm in alarms(templates, stage).items():
        assert len(alarm["AlarmActions"]) == 1, name
        (runbook,) = re.findall(r"docs/runbooks/[a-z-]+\.md", alarm["AlarmDescription"])
        assert (ROOT / runbook).exists(), runbook
    assert templates.of("SNS::Subscription", stage)
    assert all("KmsMasterKeyId" in says(topic) for topic in templates.of("SNS::Topic", stage))


def test_limits_are_the_promised_ones(templates: Templates, stage: str) -> None:
    found = alarms(templates, stage)
    limits = {name: found[name]["Threshold"] for name in ("ErrorsAboveOnePercent", "AnswersSlowerThanTwoSeconds")}
    assert limits == {"ErrorsAboveOnePercent": 1, "AnswersSlowerThanTwoSeconds": 2}
    parameters = says(templates.one("RDS::DBParameterGroup", stage, "data"))["Parameters"]
    connections = found["DatabaseConnectionsNearlyUsedUp"]["Threshold"]
    assert connections == pytest.approx(0.8 * int(parameters["max_connections"]))
    silent = {name for name, alarm in found.items() if alarm.get("TreatMissingData") == "breaching"}
    assert {"NoWorker", "ProcessDown"} <= silent


def test_only_what_is_counted_is_asked_for_and_everything_asked_for_is_sent(templates: Templates, stage: str) -> None:
    counted = {gauge._name for gauge in metrics._DESK.values()} | {"itsm_events_total"}
    asked = set(METRIC.findall(json.dumps(templates.of("CloudWatch::Alarm", stage))))
    asked |= set(METRIC.findall(json.dumps(templates.of("CloudWatch::Dashboard", stage))))
    agents = [
        json.dumps(container["Environment"])
        for task in templates.of("ECS::TaskDefinition", stage)
        for container in says(task)["ContainerDefinitions"]
        if container["Name"] == "agent"
    ]
    assert len(agents) == 2
    sent = set(METRIC.findall(agents[0]))
    assert asked
    assert asked <= sent <= counted


def test_events_are_told_by_the_names_the_program_gives_them(templates: Templates, stage: str) -> None:
    rules = (ROOT / "deploy" / "prometheus" / "alerts.yaml").read_text()
    text = json.dumps(templates.of("CloudWatch::Alarm", stage))
    for name in ("sla.breached", "session.refused", "second_factor.guessed", "audit.broken", "file.quarantined"):
        assert name in rules
        assert name in text
