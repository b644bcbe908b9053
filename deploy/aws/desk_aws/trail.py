"""CloudTrail: who did what in the account, in every region, signed, and readable by alarms."""

from __future__ import annotations

from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from constructs import Construct

from desk_aws.buckets import private_bucket
from desk_aws.keys import log_group
from desk_aws.settings import Stage


def build_trail(scope: Construct, stage: Stage, key: kms.Key, access_logs: s3.IBucket) -> logs.LogGroup:
    """Build the trail and return the log group it writes to. Who opens or removes an anchor is written down, too."""
    bucket = private_bucket(scope, "Trail", bucket=stage.bucket("trail"), logs=access_logs, key=key)
    group = log_group(scope, "TrailLog", key)
    trail = cloudtrail.Trail(
        scope,
        "AccountTrail",
        trail_name=stage.prefix,
        bucket=bucket,
        encryption_key=key,
        enable_file_validation=True,
        is_multi_region_trail=True,
        include_global_service_events=True,
        send_to_cloud_watch_logs=True,
        cloud_watch_log_group=group,
    )
    anchors = s3.Bucket.from_bucket_name(scope, "AnchorsByName", stage.bucket("anchors"))
    trail.add_s3_event_selector([cloudtrail.S3EventSelector(bucket=anchors)])
    key.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("cloudtrail.amazonaws.com")],
            actions=["kms:GenerateDataKey*", "kms:DescribeKey"],
            resources=["*"],
            conditions={"StringEquals": {"aws:SourceAccount": stage.account}},
        )
    )
    return group
