"""Task definitions: the image of deploy/Dockerfile on a read-only file system, and CloudWatch's agent beside it."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from desk_aws.data import DataStack
from desk_aws.services.agent import add_agent
from desk_aws.services.environment import environment, secrets
from desk_aws.settings import HOME, WEB_PORT, Size, Stage

_IS_ALIVE = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/health/live', timeout=2)"


@dataclass(frozen=True)
class Shop:
    """What every task needs: stage, data, image and version, logs, the key."""

    stage: Stage
    data: DataStack
    images: ecr.IRepository
    version: str
    log: logs.ILogGroup
    metrics_log: logs.ILogGroup
    key: kms.IKey


def desk_task(
    scope: Construct,
    shop: Shop,
    name: str,
    size: Size,
    command: list[str],
    *,
    is_web: bool = False,
    counts: bool = True,
) -> ecs.FargateTaskDefinition:
    """Return a task that runs `itsm <command>`. `counts`: its figures go to CloudWatch."""
    task = ecs.FargateTaskDefinition(
        scope,
        f"{name}Task",
        family=f"{shop.stage.prefix}-{name.lower()}",
        cpu=size.cpu,
        memory_limit_mib=size.memory,
        runtime_platform=ecs.RuntimePlatform(
            cpu_architecture=ecs.CpuArchitecture.X86_64, operating_system_family=ecs.OperatingSystemFamily.LINUX
        ),
        volumes=[ecs.Volume(name="scratch")],
    )
    _add_desk(task, shop, name, command, is_web=is_web)
    _allow(task.task_role, shop)
    _allow_secrets(task.obtain_execution_role(), shop)
    if counts:
        add_agent(task, shop.stage, shop.metrics_log)
    return task


def _add_desk(task: ecs.FargateTaskDefinition, shop: Shop, name: str, command: list[str], *, is_web: bool) -> None:
    linux = ecs.LinuxParameters(task, "Linux", init_process_enabled=True)
    linux.drop_capabilities(ecs.Capability.ALL)
    container = task.add_container(
        "desk",
        image=ecs.ContainerImage.from_ecr_repository(shop.images, shop.version),
        command=command,
        essential=True,
        readonly_root_filesystem=True,
        linux_parameters=linux,
        environment=environment(shop.stage, shop.data),
        secrets=secrets(shop.data),
        logging=ecs.LogDrivers.aws_logs(stream_prefix=name.lower(), log_group=shop.log),
        stop_timeout=Duration.seconds(30),
        port_mappings=[ecs.PortMapping(container_port=WEB_PORT)] if is_web else None,
        health_check=_health() if is_web else None,
    )
    container.add_mount_points(
        ecs.MountPoint(container_path="/tmp", source_volume="scratch", read_only=False)  # noqa: S108 - the task's own
    )


def _health() -> ecs.HealthCheck:
    return ecs.HealthCheck(
        command=["CMD", "python", "-c", _IS_ALIVE],
        interval=Duration.seconds(10),
        timeout=Duration.seconds(5),
        retries=3,
        start_period=Duration.seconds(30),
    )


def _allow(role: iam.IRole, shop: Shop) -> None:
    """Files may be read, written and removed; anchors only written and read. Nothing else of AWS is open."""
    files, anchors = shop.data.files, shop.data.anchors
    for actions, resources in (
        (["s3:ListBucket"], [files.bucket_arn, anchors.bucket_arn]),
        (["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], [_objects(shop, "files")]),
        (["s3:GetObject", "s3:PutObject"], [_objects(shop, "anchors")]),
        (["kms:Decrypt", "kms:GenerateDataKey"], [shop.key.key_arn]),
    ):
        role.add_to_principal_policy(iam.PolicyStatement(actions=actions, resources=resources))


def _objects(shop: Shop, purpose: str) -> str:
    return f"arn:aws:s3:::{shop.stage.bucket(purpose)}/*"


def _allow_secrets(role: iam.IRole, shop: Shop) -> None:
    """ECS opens the secrets; reading them was allowed one by one, the key only by way of Secrets Manager."""
    via = {"StringEquals": {"kms:ViaService": f"secretsmanager.{HOME}.amazonaws.com"}}
    role.add_to_principal_policy(
        iam.PolicyStatement(actions=["kms:Decrypt"], resources=[shop.key.key_arn], conditions=via)
    )
