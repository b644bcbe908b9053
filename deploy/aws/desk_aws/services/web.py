"""The web service: blue/green by ECS itself, taken back by alarms, as many tasks as the load asks for."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from desk_aws.network import Network
from desk_aws.services.balancer import Balancer
from desk_aws.services.scaling import scale_web
from desk_aws.services.tasks import Shop, desk_task
from desk_aws.settings import WEB_PORT


def build_web(
    scope: Construct,
    shop: Shop,
    cluster: ecs.ICluster,
    network: Network,
    balancer: Balancer,
    alarms: list[cloudwatch.Alarm],
) -> ecs.FargateService:
    """Build it. The old tasks stay for ten minutes after the change; an alarm within them brings them back."""
    size = shop.stage.web
    service = ecs.FargateService(
        scope,
        "Web",
        cluster=cluster,
        task_definition=desk_task(scope, shop, "Web", size, ["serve"], is_web=True),
        desired_count=size.least,
        security_groups=[network.desk],
        assign_public_ip=False,
        deployment_strategy=ecs.DeploymentStrategy.BLUE_GREEN,
        bake_time=Duration.minutes(10),
        circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
        deployment_alarms=ecs.DeploymentAlarmConfig(
            alarm_names=[alarm.alarm_name for alarm in alarms], behavior=ecs.AlarmBehavior.ROLLBACK_ON_ALARM
        ),
        health_check_grace_period=Duration.seconds(60),
        min_healthy_percent=100,
        max_healthy_percent=200,
        enable_execute_command=False,
        propagate_tags=ecs.PropagatedTagSource.SERVICE,
    )
    target = service.load_balancer_target(
        container_name="desk",
        container_port=WEB_PORT,
        alternate_target=ecs.AlternateTarget(
            "Alternate",
            alternate_target_group=balancer.green,
            production_listener=ecs.ListenerRuleConfiguration.application_listener_rule(balancer.rule),
        ),
    )
    target.attach_to_application_target_group(balancer.blue)
    scale_web(service, size)
    return service
