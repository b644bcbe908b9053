"""The function that runs `itsm migrate` for CloudFormation, against boto3's own stub of AWS."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.deploy.aws.conftest import WHY
from tests.deploy.aws.templates import AWS

CLUSTER, TASK, ARN = "itsm-staging", "itsm-staging-migrate:7", "arn:aws:ecs:ap-southeast-1:111111111111:task/itsm/1"
STACK = "arn:aws:cloudformation:ap-southeast-1:111111111111:stack/itsm-staging-desk/1"
ASKED = {"Cluster": CLUSTER, "Task": TASK, "Subnets": ["subnet-1"], "Group": "sg-1"}
EVENT: dict[str, Any] = {"RequestType": "Update", "StackId": STACK, "ResourceProperties": ASKED}


class Amazon:
    """Stubs that answer what they are told to, and fail when they are asked anything else."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        boto3 = pytest.importorskip("boto3", reason=WHY)
        from botocore.stub import Stubber

        keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "ap-southeast-1"}
        self.clients = {name: boto3.client(name, **keys) for name in ("ecs", "cloudformation")}
        self.stubs = {name: Stubber(client) for name, client in self.clients.items()}
        for stub in self.stubs.values():
            stub.activate()
        self.handler = self._load()
        monkeypatch.setattr(self.handler.boto3, "client", self.clients.__getitem__)

    @staticmethod
    def _load() -> ModuleType:
        path = AWS / "desk_aws" / "migrate_once" / "handler.py"
        spec = importlib.util.spec_from_file_location("handler", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def stack_is(self, status: str) -> None:
        stack = {"StackName": "itsm", "CreationTime": "2026-11-29T00:00:00Z", "StackStatus": status}
        self.stubs["cloudformation"].add_response("describe_stacks", {"Stacks": [stack]}, {"StackName": STACK})

    def task_is(self, status: str, code: int | None = None) -> None:
        container = {} if code is None else {"exitCode": code}
        task = {"lastStatus": status, "containers": [container], "stoppedReason": "why it stopped"}
        self.stubs["ecs"].add_response(
            "describe_tasks", {"tasks": [task], "failures": []}, {"cluster": CLUSTER, "tasks": [ARN]}
        )


@pytest.fixture
def amazon(monkeypatch: pytest.MonkeyPatch) -> Iterator[Amazon]:
    made = Amazon(monkeypatch)
    yield made
    for stub in made.stubs.values():
        stub.assert_no_pending_responses()


def test_a_new_version_runs_the_task_in_the_private_network(amazon: Amazon) -> None:
    amazon.stack_is("UPDATE_IN_PROGRESS")
    network = {"subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}
    asked = {
        "cluster": CLUSTER,
        "taskDefinition": TASK,
        "launchType": "FARGATE",
        "count": 1,
        "networkConfiguration": {"awsvpcConfiguration": network},
    }
    amazon.stubs["ecs"].add_response("run_task", {"tasks": [{"taskArn": ARN}], "failures": []}, asked)
    answer = amazon.handler.begin(EVENT, None)
    assert answer == {"PhysicalResourceId": "migration", "Data": {"TaskArn": ARN}}


def test_a_task_that_does_not_start_fails_the_version(amazon: Amazon) -> None:
    amazon.stack_is("UPDATE_IN_PROGRESS")
    amazon.stubs["ecs"].add_response("run_task", {"tasks": [], "failures": [{"reason": "no capacity"}]})
    with pytest.raises(amazon.handler.MigrationFailedError, match="no capacity"):
        amazon.handler.begin(EVENT, None)


@pytest.mark.parametrize("status", ["UPDATE_ROLLBACK_IN_PROGRESS", "ROLLBACK_IN_PROGRESS"])
def test_going_back_to_the_earlier_version_migrates_nothing(amazon: Amazon, status: str) -> None:
    amazon.stack_is(status)
    begun = amazon.handler.begin(EVENT, None)
    assert begun["Data"] == {"TaskArn": ""}
    assert amazon.handler.look({**EVENT, **begun}, None) == {"IsComplete": True}


def test_taking_the_stack_away_migrates_nothing(amazon: Amazon) -> None:
    assert amazon.handler.begin({**EVENT, "RequestType": "Delete"}, None)["Data"] == {"TaskArn": ""}


def test_it_waits_and_ends_with_exit_code_nought_only(amazon: Amazon) -> None:
    event = {**EVENT, "Data": {"TaskArn": ARN}}
    amazon.task_is("RUNNING")
    assert amazon.handler.look(event, None) == {"IsComplete": False}
    amazon.task_is("STOPPED", 0)
    assert amazon.handler.look(event, None)["IsComplete"] is True
    for code in (1, None):
        amazon.task_is("STOPPED", code)
        with pytest.raises(amazon.handler.MigrationFailedError, match="why it stopped"):
            amazon.handler.look(event, None)
