"""Joins the stacks of a stage, in the order they are brought out."""

from __future__ import annotations

from typing import Any

from aws_cdk import Environment, Stack, Tags
from constructs import Construct

from desk_aws.data import DataStack
from desk_aws.desk import DeskStack
from desk_aws.edge import EdgeStack
from desk_aws.exceptions import explain
from desk_aws.foundation import FoundationStack
from desk_aws.recovery import RecoveryStack, ReplicaStack
from desk_aws.settings import EDGE, HOME, RECOVERY, Stage
from desk_aws.watch.stack import ReplicaWatchStack, WatchStack


def build_stage(app: Construct, stage: Stage, version: str) -> list[Stack]:
    """Build every stack of `stage`; `version` is the tag of the image that runs."""

    def at(region: str, name: str) -> dict[str, Any]:
        env = Environment(account=stage.account, region=region)
        return {"name": f"{stage.prefix}-{name}", "stage": stage, "env": env, "cross_region_references": True}

    edge = EdgeStack(app, **at(EDGE, "edge"))
    foundation = FoundationStack(app, **at(HOME, "foundation"))
    recovery = RecoveryStack(app, **at(RECOVERY, "recovery")) if stage.has_recovery else None
    data = DataStack(app, foundation=foundation, recovery=recovery, **at(HOME, "data"))
    desk = DeskStack(app, version=version, edge=edge, foundation=foundation, data=data, **at(HOME, "desk"))
    watch = WatchStack(app, foundation=foundation, data=data, desk=desk, **at(HOME, "watch"))
    stacks: list[Stack] = [edge, foundation, data, desk, watch]
    if recovery:
        replica = ReplicaStack(app, recovery=recovery, **at(RECOVERY, "replica"))
        replica.add_stack_dependency(data)
        behind = ReplicaWatchStack(app, key=recovery.key, **at(RECOVERY, "replica-watch"))
        behind.add_stack_dependency(replica)
        stacks += [recovery, replica, behind]
    for stack in stacks:
        Tags.of(stack).add("desk", stage.name)
    explain(stage, stacks)
    return stacks
