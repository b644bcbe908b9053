"""The network: who may reach whom. Nothing but NAT gateways stands in a public subnet."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from constructs import Construct

from desk_aws.keys import log_group
from desk_aws.settings import CACHE_PORT, DATABASE_PORT, WEB_PORT, ZONES, Stage

_SMTP_PORT = 587
_PRIVATE = ec2.SubnetConfiguration(name="desk", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS, cidr_mask=20)
_PUBLIC = ec2.SubnetConfiguration(
    name="out", subnet_type=ec2.SubnetType.PUBLIC, cidr_mask=24, map_public_ip_on_launch=False
)
_ISOLATED = ec2.SubnetConfiguration(name="data", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24)


@dataclass(frozen=True)
class Network:
    """The VPC and one security group for each part."""

    vpc: ec2.Vpc
    balancer: ec2.SecurityGroup
    desk: ec2.SecurityGroup
    database: ec2.SecurityGroup
    cache: ec2.SecurityGroup


def build_network(scope: Construct, stage: Stage, key: kms.IKey) -> Network:
    """Build the VPC of the home region: the desk in private subnets, its data in subnets without a way out."""
    vpc = _vpc(scope, stage, key, [_PUBLIC, _PRIVATE, _ISOLATED], nat_gateways=stage.nat_gateways)
    vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
    groups = {name: _group(scope, vpc, name) for name in ("Balancer", "Desk", "Database", "Cache")}
    _let_through(stage, groups)
    return Network(vpc, groups["Balancer"], groups["Desk"], groups["Database"], groups["Cache"])


def build_data_network(scope: Construct, stage: Stage, key: kms.IKey) -> tuple[ec2.Vpc, ec2.SecurityGroup]:
    """Build the VPC of the other region: room for a replica, and no way in or out."""
    vpc = _vpc(scope, stage, key, [_ISOLATED], nat_gateways=0)
    return vpc, _group(scope, vpc, "Database")


def _vpc(
    scope: Construct, stage: Stage, key: kms.IKey, subnets: list[ec2.SubnetConfiguration], *, nat_gateways: int
) -> ec2.Vpc:
    vpc = ec2.Vpc(
        scope,
        "Vpc",
        ip_addresses=ec2.IpAddresses.cidr(stage.network),
        availability_zones=ZONES[Stack.of(scope).region],
        nat_gateways=nat_gateways,
        subnet_configuration=subnets,
    )
    vpc.add_flow_log("Flow", destination=ec2.FlowLogDestination.to_cloud_watch_logs(log_group(scope, "FlowLogs", key)))
    return vpc


def _group(scope: Construct, vpc: ec2.Vpc, name: str) -> ec2.SecurityGroup:
    return ec2.SecurityGroup(
        scope, f"{name}Group", vpc=vpc, allow_all_outbound=False, description=f"{name} of the service desk"
    )


def _let_through(stage: Stage, groups: dict[str, ec2.SecurityGroup]) -> None:
    """Say every way there is. CloudFront reaches the internal balancer from interfaces inside this network."""
    balancer, desk = groups["Balancer"], groups["Desk"]
    inside = ec2.Peer.ipv4(stage.network)
    balancer.add_ingress_rule(inside, ec2.Port.tcp(443), "CloudFront, through its interfaces in this network")
    for source, target, port, why in (
        (balancer, desk, WEB_PORT, "requests"),
        (desk, groups["Database"], DATABASE_PORT, "PostgreSQL"),
        (desk, groups["Cache"], CACHE_PORT, "Valkey"),
    ):
        source.add_egress_rule(target, ec2.Port.tcp(port), why)
        target.add_ingress_rule(source, ec2.Port.tcp(port), why)
    desk.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "AWS, sign-in providers, web hooks")
    desk.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(_SMTP_PORT), "mail")
