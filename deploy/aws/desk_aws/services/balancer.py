"""The load balancer: inside the network, reached by CloudFront only and over TLS; to tasks it speaks plainly."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elb
from constructs import Construct

from desk_aws.edge import certificate
from desk_aws.foundation import FoundationStack
from desk_aws.settings import WEB_PORT, Stage

# A polling page must find its own process again; with WebSockets the cookie plays no part.
_STICKY = Duration.hours(1)


@dataclass(frozen=True)
class Balancer:
    """The balancer, two groups of targets (one serves, the other takes the next version) and the rule between."""

    load_balancer: elb.ApplicationLoadBalancer
    blue: elb.ApplicationTargetGroup
    green: elb.ApplicationTargetGroup
    rule: elb.ApplicationListenerRule


def build_balancer(scope: Construct, stage: Stage, foundation: FoundationStack) -> Balancer:
    """Build it. What does not ask for the desk by its name gets 404."""
    network = foundation.network
    balancer = elb.ApplicationLoadBalancer(
        scope,
        "Balancer",
        vpc=network.vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
        internet_facing=False,
        security_group=network.balancer,
        deletion_protection=True,
        drop_invalid_header_fields=True,
        desync_mitigation_mode=elb.DesyncMitigationMode.STRICTEST,
        idle_timeout=Duration.seconds(65),
    )
    balancer.log_access_logs(foundation.logs, "balancer")
    listener = balancer.add_listener(
        "Https",
        port=443,
        open=False,
        certificates=[certificate(scope, stage)],
        ssl_policy=elb.SslPolicy.TLS13_RES,
        default_action=elb.ListenerAction.fixed_response(404),
    )
    blue, green = (_targets(scope, network.vpc, name) for name in ("Blue", "Green"))
    rule = elb.ApplicationListenerRule(
        scope,
        "Rule",
        listener=listener,
        priority=1,
        conditions=[elb.ListenerCondition.host_headers([stage.domain])],
        action=elb.ListenerAction.weighted_forward(
            [
                elb.WeightedTargetGroup(target_group=blue, weight=100),
                elb.WeightedTargetGroup(target_group=green, weight=0),
            ]
        ),
    )
    return Balancer(balancer, blue, green, rule)


def _targets(scope: Construct, vpc: ec2.IVpc, name: str) -> elb.ApplicationTargetGroup:
    return elb.ApplicationTargetGroup(
        scope,
        name,
        vpc=vpc,
        port=WEB_PORT,
        protocol=elb.ApplicationProtocol.HTTP,
        target_type=elb.TargetType.IP,
        deregistration_delay=Duration.seconds(30),
        stickiness_cookie_duration=_STICKY,
        health_check=elb.HealthCheck(
            path="/api/health/ready",
            healthy_http_codes="200",
            interval=Duration.seconds(10),
            timeout=Duration.seconds(5),
            healthy_threshold_count=2,
            unhealthy_threshold_count=3,
        ),
    )
