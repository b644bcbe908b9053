"""Runs `itsm migrate` as a task of ECS and tells CloudFormation how it ended. Standard library and boto3 only."""

from __future__ import annotations

from typing import Any

import boto3

PHYSICAL_ID = "migration"


class MigrationFailedError(Exception):
    """The task ended otherwise than with exit code 0; CloudFormation shows the message."""


def begin(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Start the task. Nothing is started where the resource goes or its stack rolls back.

    Changes of the schema only add to it: the earlier version runs on the newer one, and must not migrate it.
    """
    if event["RequestType"] == "Delete" or _rolls_back(event["StackId"]):
        return {"PhysicalResourceId": PHYSICAL_ID, "Data": {"TaskArn": ""}}
    asked = event["ResourceProperties"]
    network = {"subnets": asked["Subnets"], "securityGroups": [asked["Group"]], "assignPublicIp": "DISABLED"}
    answer = boto3.client("ecs").run_task(
        cluster=asked["Cluster"],
        taskDefinition=asked["Task"],
        launchType="FARGATE",
        count=1,
        networkConfiguration={"awsvpcConfiguration": network},
    )
    if not answer["tasks"]:
        raise MigrationFailedError(f"The task did not start: {answer['failures']}")
    return {"PhysicalResourceId": PHYSICAL_ID, "Data": {"TaskArn": answer["tasks"][0]["taskArn"]}}


def look(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Say whether the task has ended well. Raises MigrationFailedError when it ended otherwise."""
    task_arn = event["Data"]["TaskArn"]
    if not task_arn:
        return {"IsComplete": True}
    found = boto3.client("ecs").describe_tasks(cluster=event["ResourceProperties"]["Cluster"], tasks=[task_arn])
    if not found["tasks"]:
        raise MigrationFailedError(f"The task is gone: {found['failures']}")
    task = found["tasks"][0]
    if task["lastStatus"] != "STOPPED":
        return {"IsComplete": False}
    codes = [container.get("exitCode") for container in task["containers"]]
    if codes != [0]:
        raise MigrationFailedError(f"itsm migrate ended with {codes}: {task.get('stoppedReason', '')}; see its log")
    return {"IsComplete": True, "Data": {"TaskArn": task_arn}}


def _rolls_back(stack_id: str) -> bool:
    stacks = boto3.client("cloudformation").describe_stacks(StackName=stack_id)["Stacks"]
    return "ROLLBACK" in stacks[0]["StackStatus"]
