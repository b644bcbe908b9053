"""The workers: any number may run at once, so they are replaced one after the other."""

from __future__ import annotations

from aws_cdk import aws_ecs as ecs
from constructs import Construct

from desk_aws.network import Network
from desk_aws.services.scaling import scale_worker
from desk_aws.services.tasks import Shop, desk_task


def build_worker(scope: Construct, shop: Shop, cluster: ecs.ICluster, network: Network) -> ecs.FargateService:
    """Build the service. New tasks come before old ones go; tasks that do not stay up bring the old version back."""
    size = shop.stage.worker
    service = ecs.FargateService(
        scope,
        "Worker",
        cluster=cluster,
        task_definition=desk_task(scope, shop, "Worker", size, ["worker"]),
        desired_count=size.least,
        security_groups=[network.desk],
        assign_public_ip=False,
        circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
        min_healthy_percent=100,
        max_healthy_percent=200,
        enable_execute_command=False,
        propagate_tags=ecs.PropagatedTagSource.SERVICE,
    )
    scale_worker(service, shop.stage)
    return service
