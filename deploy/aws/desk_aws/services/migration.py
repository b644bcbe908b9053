"""`itsm migrate`, once for each version, before any service changes."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import CustomResource, Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as awslambda
from aws_cdk import custom_resources as custom
from constructs import Construct

from desk_aws.keys import log_group
from desk_aws.network import Network
from desk_aws.services.tasks import Shop, desk_task
from desk_aws.settings import Size

_CODE = Path(__file__).resolve().parents[1] / "migrate_once"
_SIZE = Size(cpu=512, memory=1024, least=1, most=1)
_LONGEST = Duration.hours(1)


def build_migration(scope: Construct, shop: Shop, cluster: ecs.ICluster, network: Network) -> CustomResource:
    """Return the resource that is ready when the database has this version's schema; services depend on it.

    CloudFormation sees another task definition with each version, runs it, waits, and rolls back when it fails.
    """
    task = desk_task(scope, shop, "Migrate", _SIZE, ["migrate"], counts=False)
    begin, look = (_function(scope, shop, name) for name in ("begin", "look"))
    _allow(begin, look, task, cluster)
    provider = custom.Provider(
        scope,
        "Migrator",
        on_event_handler=begin,
        is_complete_handler=look,
        query_interval=Duration.seconds(15),
        total_timeout=_LONGEST,
        log_group=log_group(scope, "MigratorLog", shop.key),
    )
    subnets = network.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS).subnet_ids
    return CustomResource(
        scope,
        "Migration",
        service_token=provider.service_token,
        properties={
            "Cluster": cluster.cluster_name,
            "Task": task.task_definition_arn,
            "Subnets": subnets,
            "Group": network.desk.security_group_id,
        },
    )


def _function(scope: Construct, shop: Shop, name: str) -> awslambda.Function:
    log = log_group(scope, f"Migration{name.title()}Log", shop.key)
    role = iam.Role(scope, f"Migration{name.title()}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    log.grant_write(role)
    return awslambda.Function(
        scope,
        f"Migration{name.title()}",
        role=role,
        runtime=awslambda.Runtime.PYTHON_3_14,
        code=awslambda.Code.from_asset(str(_CODE)),
        handler=f"handler.{name}",
        timeout=Duration.seconds(30),
        log_group=log,
    )


def _allow(
    begin: awslambda.Function, look: awslambda.Function, task: ecs.FargateTaskDefinition, cluster: ecs.ICluster
) -> None:
    """`begin` may run this one task and read the state of this one stack; `look` may look at this cluster's tasks."""
    stack = Stack.of(begin)
    here = {"ArnEquals": {"ecs:cluster": cluster.cluster_arn}}
    tasks = stack.format_arn(service="ecs", resource="task", resource_name=f"{cluster.cluster_name}/*")
    roles = [task.task_role.role_arn, task.obtain_execution_role().role_arn]
    for function, action, resources, conditions in (
        (begin, "ecs:RunTask", [task.task_definition_arn], here),
        (begin, "iam:PassRole", roles, None),
        (begin, "cloudformation:DescribeStacks", [stack.stack_id], None),
        (look, "ecs:DescribeTasks", [tasks], here),
    ):
        function.add_to_role_policy(iam.PolicyStatement(actions=[action], resources=resources, conditions=conditions))
