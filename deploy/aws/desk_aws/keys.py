"""Encryption keys, one for each stage and region, and the logs that are encrypted with them."""

from __future__ import annotations

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from desk_aws.settings import Stage


def data_key(scope: Construct, stage: Stage) -> kms.Key:
    """Return a new key for everything at rest in this region; it turns once a year and outlives its stack."""
    key = kms.Key(
        scope,
        "Key",
        alias=f"alias/{stage.prefix}",
        description=f"Everything at rest of the {stage.name} desk",
        enable_key_rotation=True,
        removal_policy=RemovalPolicy.RETAIN,
    )
    _let_logs_use(key)
    _let_alarms_use(key)
    return key


def by_arn(scope: Construct, key: kms.IKey) -> kms.IKey:
    """Return `key` for use in another stack: rights are then written to roles, never back into the key's stack."""
    return kms.Key.from_key_arn(scope, "Key", key.key_arn)


def _let_logs_use(key: kms.Key) -> None:
    """CloudWatch Logs of this region and account may use the key, for log groups only."""
    stack = Stack.of(key)
    groups = stack.format_arn(
        service="logs", resource="log-group", resource_name="*", arn_format=ArnFormat.COLON_RESOURCE_NAME
    )
    key.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal(f"logs.{stack.region}.amazonaws.com")],
            actions=["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            resources=["*"],
            conditions={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        )
    )


def _let_alarms_use(key: kms.Key) -> None:
    """Alarms may be published to the encrypted topic."""
    key.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            actions=["kms:Decrypt", "kms:GenerateDataKey*"],
            resources=["*"],
            conditions={"StringEquals": {"aws:SourceAccount": Stack.of(key).account}},
        )
    )


def log_group(scope: Construct, name: str, key: kms.IKey, *, group: str | None = None) -> logs.LogGroup:
    """Return a new log group, encrypted, kept for a year. `group`: its name where AWS prescribes one."""
    return logs.LogGroup(
        scope,
        name,
        log_group_name=group,
        encryption_key=key,
        retention=logs.RetentionDays.ONE_YEAR,
        removal_policy=RemovalPolicy.RETAIN,
    )
