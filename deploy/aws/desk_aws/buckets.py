"""Buckets, all made by the two functions here: private, encrypted, versioned, over TLS only."""

from __future__ import annotations

from typing import Any

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from desk_aws.settings import ANCHOR_DAYS, Stage

_OLD_VERSIONS_DAYS = 90
_LOG_DAYS = 400
_PRIVATE: dict[str, Any] = {
    "block_public_access": s3.BlockPublicAccess.BLOCK_ALL,
    "enforce_ssl": True,
    "minimum_tls_version": 1.2,
    "versioned": True,
    "removal_policy": RemovalPolicy.RETAIN,
}


def log_bucket(scope: Construct, stage: Stage, purpose: str) -> s3.Bucket:
    """Return a bucket for access logs. Load balancers and CloudFront write only under S3's own key."""
    return s3.Bucket(
        scope,
        "Logs",
        bucket_name=stage.bucket(purpose),
        encryption=s3.BucketEncryption.S3_MANAGED,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
        lifecycle_rules=[
            s3.LifecycleRule(
                expiration=Duration.days(_LOG_DAYS),
                noncurrent_version_expiration=Duration.days(1),
                abort_incomplete_multipart_upload_after=Duration.days(1),
            )
        ],
        **_PRIVATE,
    )


def private_bucket(
    scope: Construct, name: str, *, bucket: str, logs: s3.IBucket, key: kms.IKey | None, **more: Any
) -> s3.Bucket:
    """Return a bucket under `key` (None: S3's own) whose accesses are logged; deleted versions stay 90 days."""
    encryption = s3.BucketEncryption.KMS if key else s3.BucketEncryption.S3_MANAGED
    rule = s3.LifecycleRule(
        noncurrent_version_expiration=Duration.days(_OLD_VERSIONS_DAYS),
        abort_incomplete_multipart_upload_after=Duration.days(7),
    )
    return s3.Bucket(
        scope,
        name,
        bucket_name=bucket,
        encryption=encryption,
        encryption_key=key,
        bucket_key_enabled=key is not None,
        server_access_logs_bucket=logs,
        server_access_logs_prefix=f"s3/{name.lower()}/",
        lifecycle_rules=[rule],
        **_PRIVATE | more,
    )


def lock_of(stage: Stage) -> s3.ObjectLockRetention:
    """Return how long anchors can neither be changed nor deleted; in production by nobody, the root user included."""
    days = Duration.days(ANCHOR_DAYS)
    if stage.anchor_mode == "COMPLIANCE":
        return s3.ObjectLockRetention.compliance(days)
    return s3.ObjectLockRetention.governance(days)
