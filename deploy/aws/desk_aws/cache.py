"""Valkey in cluster mode: wake-ups, limits and caches. Losing it loses nothing, so nothing of it is backed up."""

from __future__ import annotations

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticache as elasticache
from aws_cdk import aws_kms as kms
from constructs import Construct

from desk_aws.network import Network
from desk_aws.secrets import Secrets
from desk_aws.settings import CACHE_PORT, Stage


def build_cache(
    scope: Construct, stage: Stage, network: Network, secrets: Secrets, key: kms.IKey
) -> elasticache.CfnReplicationGroup:
    """Build the cluster: each shard with a replica in another zone, TLS, and a password."""
    subnets = elasticache.CfnSubnetGroup(
        scope,
        "CacheSubnets",
        description="Subnets without a way out",
        subnet_ids=network.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED).subnet_ids,
    )
    return elasticache.CfnReplicationGroup(
        scope,
        "Cache",
        replication_group_description=f"The {stage.name} desk",
        engine="valkey",
        engine_version="8.1",
        cache_node_type=stage.cache_class,
        cache_parameter_group_name="default.valkey8.cluster.on",
        cluster_mode="enabled",
        num_node_groups=stage.cache_shards,
        replicas_per_node_group=1,
        automatic_failover_enabled=True,
        multi_az_enabled=True,
        transit_encryption_enabled=True,
        transit_encryption_mode="required",
        at_rest_encryption_enabled=True,
        kms_key_id=key.key_arn,
        auth_token=secrets.cache.secret_value.unsafe_unwrap(),  # a reference that AWS resolves, not the token
        port=CACHE_PORT,
        security_group_ids=[network.cache.security_group_id],
        cache_subnet_group_name=subnets.ref,
        auto_minor_version_upgrade=True,
        preferred_maintenance_window="sat:19:30-sat:20:30",
    )
