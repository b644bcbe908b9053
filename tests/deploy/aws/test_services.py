"""The desk's own processes on AWS: what they are told, how they grow, in which order a version comes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from itsm.entrypoints.cli import program
from itsm.platform.settings import Settings
from tests.deploy.aws.templates import STAGES, Resource, Templates, says

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("stage", STAGES)]
PATH = "/srv/itsm/certificates/"


def desks(templates: Templates, stage: str) -> list[dict[str, Any]]:
    """The container of each task that runs the image."""
    tasks = templates.of("ECS::TaskDefinition", stage)
    return [c for task in tasks for c in says(task)["ContainerDefinitions"] if c["Name"] == "desk"]


def told(container: dict[str, Any]) -> dict[str, Any]:
    return {pair["Name"]: pair["Value"] for pair in container["Environment"]}


def test_they_are_given_settings_that_exist_and_no_secret_in_the_clear(templates: Templates, stage: str) -> None:
    fields = {f"ITSM_{name.upper()}": field for name, field in Settings.model_fields.items()}
    hidden = {name for name, field in fields.items() if "Secret" in str(field.annotation)}
    for container in desks(templates, stage):
        plain = told(container)
        secret = {pair["Name"] for pair in container["Secrets"]}
        assert {name for name in plain if name.startswith("ITSM_")} <= fields.keys()
        assert secret <= hidden
        assert hidden & plain.keys() == {"ITSM_DATABASE_URL", "ITSM_REDIS_URL"}, "addresses without passwords"
        assert {"ITSM_DATABASE_PASSWORD", "ITSM_REDIS_PASSWORD", "ITSM_SECRET_KEY", "ITSM_AUDIT_KEY"} <= secret
        assert plain["PGSSLMODE"] == "verify-full"
        assert plain["PGSSLROOTCERT"].startswith(PATH)
        assert plain["ITSM_DEMO"] == "false"


def test_the_settings_are_ones_the_program_starts_with(templates: Templates, stage: str) -> None:
    plain = told(desks(templates, stage)[0])
    given = {name.removeprefix("ITSM_").lower(): value for name, value in plain.items() if isinstance(value, str)}
    settings = Settings(**{name: value for name, value in given.items() if name in Settings.model_fields})
    assert settings.is_https
    assert settings.redis_cluster
    assert settings.audit_keep_days == 731


def test_they_run_commands_that_exist_on_a_file_system_that_is_read_only(templates: Templates, stage: str) -> None:
    names = {command.name or command.callback.__name__ for command in program.registered_commands if command.callback}
    containers = desks(templates, stage)
    assert sorted(container["Command"][0] for container in containers) == ["migrate", "serve", "worker"]
    for container in containers:
        assert container["Command"][0] in names
        assert container["ReadonlyRootFilesystem"] is True
        assert container["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}
        (mount,) = container["MountPoints"]
        assert (mount["ContainerPath"], mount["ReadOnly"]) == ("/tmp", False)  # noqa: S108 - a name only
        assert told(container)["ITSM_HOME"].startswith("/tmp/")  # noqa: S108 - a name only


def service(templates: Templates, stage: str, name: str) -> Resource:
    (found,) = [s for s in templates.of("ECS::Service", stage) if name in json.dumps(says(s)["TaskDefinition"])]
    return found


def test_the_web_changes_blue_for_green_and_back_when_alarms_say_so(templates: Templates, stage: str) -> None:
    web = says(service(templates, stage, "WebTask"))
    deployment = web["DeploymentConfiguration"]
    assert deployment["Strategy"] == "BLUE_GREEN"
    assert deployment["BakeTimeInMinutes"] == 10
    assert deployment["Alarms"]["Rollback"] is True
    assert len(deployment["Alarms"]["AlarmNames"]) == 2
    assert "AlternateTargetGroupArn" in web["LoadBalancers"][0]["AdvancedConfiguration"]
    worker = says(service(templates, stage, "WorkerTask"))["DeploymentConfiguration"]
    assert worker["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}
    assert worker["MinimumHealthyPercent"] == 100


def test_no_task_has_an_address_of_the_internet_or_a_way_in_for_people(templates: Templates, stage: str) -> None:
    for name in ("WebTask", "WorkerTask"):
        made = says(service(templates, stage, name))
        assert made["NetworkConfiguration"]["AwsvpcConfiguration"]["AssignPublicIp"] == "DISABLED"
        assert made.get("EnableExecuteCommand", False) is False


def test_files_then_schema_then_web_then_workers(templates: Templates, stage: str) -> None:
    desk = templates.all[f"itsm-{stage}-desk"]
    (migration,) = [name for name, made in desk.items() if made["Type"] == "AWS::CloudFormation::CustomResource"]
    before = {name: set(made.get("DependsOn", [])) for name, made in desk.items()}
    assert any("AssetFiles" in name for name in before[migration])
    (web,) = [name for name, made in desk.items() if made["Type"] == "AWS::ECS::Service" and name.startswith("Web")]
    (worker,) = [name for name, made in desk.items() if made["Type"] == "AWS::ECS::Service" and name.startswith("Work")]
    assert migration in before[web]
    assert web in before[worker]
    assert "MigrateTask" in json.dumps(desk[migration]["Properties"]["Task"]), "another version is another task"


def test_they_grow_by_processor_memory_and_queue(templates: Templates, stage: str) -> None:
    policies = [says(policy) for policy in templates.of("ApplicationAutoScaling::ScalingPolicy", stage)]
    followed = sorted(
        policy["TargetTrackingScalingPolicyConfiguration"]["PredefinedMetricSpecification"]["PredefinedMetricType"]
        for policy in policies
        if policy["PolicyType"] == "TargetTrackingScaling"
    )
    memory, cpu = "ECSServiceAverageMemoryUtilization", "ECSServiceAverageCPUUtilization"
    assert followed == sorted([memory, cpu] * 2)
    steps = [policy for policy in policies if policy["PolicyType"] == "StepScaling"]
    assert len(steps) == 1
    (long_queue,) = [a for a in templates.of("CloudWatch::Alarm", stage, "desk") if "itsm_jobs_due" in json.dumps(a)]
    assert says(long_queue)["Threshold"] == 200


def test_the_database_takes_the_connections_of_all_tasks_even_while_versions_change(
    templates: Templates, stage: str
) -> None:
    targets = [says(t) for t in templates.of("ApplicationAutoScaling::ScalableTarget", stage)]
    pool = int(told(desks(templates, stage)[0])["ITSM_DATABASE_POOL_SIZE"])
    parameters = says(templates.one("RDS::DBParameterGroup", stage, "data"))["Parameters"]
    most = sum(int(target["MaxCapacity"]) for target in targets) * 2 * pool
    assert most <= 0.8 * int(parameters["max_connections"])
