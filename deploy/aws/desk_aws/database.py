"""PostgreSQL: two zones, encrypted, thirty days of backups, and a replica in another region."""

from __future__ import annotations

from typing import Any

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_rds as rds
from constructs import Construct

from desk_aws.network import Network
from desk_aws.secrets import DATABASE_USER, Secrets
from desk_aws.settings import BACKUP_DAYS, DATABASE_PORT, HOME, Stage

ENGINE = rds.DatabaseInstanceEngine.postgres(version=rds.PostgresEngineVersion.VER_18_3)
DATABASE_NAME = "itsm"


def build_database(scope: Construct, stage: Stage, network: Network, secrets: Secrets, key: kms.IKey) -> Any:
    """Build the primary with its standby in another zone."""
    return rds.DatabaseInstance(
        scope,
        "Database",
        engine=ENGINE,
        instance_identifier=_name(stage),
        database_name=DATABASE_NAME,
        credentials=rds.Credentials.from_password(DATABASE_USER, secrets.database.secret_value_from_json("password")),
        vpc=network.vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        security_groups=[network.database],
        multi_az=True,
        backup_retention=Duration.days(BACKUP_DAYS),
        allocated_storage=stage.database_gb,
        max_allocated_storage=stage.database_gb * 5,
        cloudwatch_logs_exports=["postgresql", "upgrade"],
        **_kept(scope, stage, key),
    )


def build_replica(
    scope: Construct, stage: Stage, vpc: ec2.Vpc, group: ec2.SecurityGroup, key: kms.IKey
) -> rds.DatabaseInstanceReadReplica:
    """Build the replica of another region. It makes backups of its own: a mistake is copied within a second, too."""
    source = rds.DatabaseInstance.from_database_instance_attributes(
        scope,
        "Source",
        instance_identifier=_name(stage),
        instance_endpoint_address="in the other region",
        port=DATABASE_PORT,
        security_groups=[],
        engine=ENGINE,
    )
    replica = rds.DatabaseInstanceReadReplica(
        scope,
        "Replica",
        instance_identifier=f"{stage.prefix}-replica",
        source_database_instance=source,
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        security_groups=[group],
        **_kept(scope, stage, key),
    )
    made = replica.node.default_child
    # The library still refuses what RDS has allowed since PostgreSQL 14.
    made.add_property_override("BackupRetentionPeriod", BACKUP_DAYS)
    made.add_property_override("SourceRegion", HOME)
    made.add_property_override("SourceDBInstanceIdentifier", f"arn:aws:rds:{HOME}:{stage.account}:db:{_name(stage)}")
    # A replica is encrypted as its source is; CloudFormation takes the key of this region and not the wish.
    made.add_property_deletion_override("StorageEncrypted")
    return replica


def _name(stage: Stage) -> str:
    return f"{stage.prefix}-database"


def _kept(scope: Construct, stage: Stage, key: kms.IKey) -> dict[str, Any]:
    """Return what primary and replica have in common."""
    return {
        "instance_type": ec2.InstanceType(stage.database_class),
        "port": DATABASE_PORT,
        "parameter_group": _parameters(scope, stage),
        "storage_type": rds.StorageType.GP3,
        "storage_encrypted": True,
        "storage_encryption_key": key,
        "publicly_accessible": False,
        "preferred_backup_window": "17:00-18:00",
        "preferred_maintenance_window": "sat:18:30-sat:19:30",
        "delete_automated_backups": False,
        "copy_tags_to_snapshot": True,
        "deletion_protection": True,
        "removal_policy": RemovalPolicy.RETAIN,
        "auto_minor_version_upgrade": True,
        "monitoring_interval": Duration.seconds(60),
        "enable_performance_insights": True,
        "performance_insight_encryption_key": key,
    }


def _parameters(scope: Construct, stage: Stage) -> rds.ParameterGroup:
    """No connection without TLS; as many connections as `Stage` says, so that an alarm knows how many are left."""
    return rds.ParameterGroup(
        scope,
        "Parameters",
        engine=ENGINE,
        parameters={
            "rds.force_ssl": "1",
            "max_connections": str(stage.database_connections),
            "log_min_duration_statement": "1000",
        },
    )
