"""What must not be lost: database, files, anchors, secrets; and the cache beside them."""

from __future__ import annotations

from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from desk_aws.buckets import lock_of, private_bucket
from desk_aws.cache import build_cache
from desk_aws.database import build_database
from desk_aws.foundation import FoundationStack
from desk_aws.keys import by_arn
from desk_aws.recovery import RecoveryStack
from desk_aws.secrets import build_secrets
from desk_aws.settings import Stage


class DataStack(Stack):
    """Everything that holds data, in the home region."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        foundation: FoundationStack,
        recovery: RecoveryStack | None,
        **more: object,
    ) -> None:
        """Build it on `foundation`; with `recovery` attachments and anchors are copied there. `more`: the stack's."""
        super().__init__(scope, name, termination_protection=True, **more)
        key, network = by_arn(self, foundation.key), foundation.network
        self.secrets = build_secrets(self, stage, key)
        self.database = build_database(self, stage, network, self.secrets, key)
        self.cache = build_cache(self, stage, network, self.secrets, key)
        away = kms.Key.from_key_arn(self, "KeyOfCopies", recovery.key.key_arn) if recovery else None
        logged: dict[str, Any] = {"logs": foundation.logs, "key": key}
        self.files = private_bucket(
            self, "Files", bucket=stage.bucket("files"), **logged, **_copied(self, stage, "files", away)
        )
        self.anchors = private_bucket(
            self,
            "Anchors",
            bucket=stage.bucket("anchors"),
            object_lock_enabled=True,
            object_lock_default_retention=lock_of(stage),
            **logged,
            **_copied(self, stage, "anchors", away),
        )
        for bucket in (self.files, self.anchors):
            _finish_copier(bucket, stage)


def _copied(scope: Construct, stage: Stage, purpose: str, key: kms.IKey | None) -> dict[str, Any]:
    """Return what makes a bucket copy each object to the other region within a quarter of an hour, but no deletion.

    `key` is the other region's; without it nothing is copied.
    """
    if key is None:
        return {}
    rule = s3.ReplicationRule(
        destination=s3.Bucket.from_bucket_name(scope, f"CopyOf{purpose.title()}", stage.bucket(f"{purpose}-copy")),
        kms_key=key,
        sse_kms_encrypted_objects=True,
        replication_time_control=s3.ReplicationTimeValue.FIFTEEN_MINUTES,
        metrics=s3.ReplicationTimeValue.FIFTEEN_MINUTES,
    )
    return {"replication_rules": [rule]}


def _finish_copier(bucket: s3.Bucket, stage: Stage) -> None:
    """Give the role that copies a name of its own (the library's are all the same), and let it see locks."""
    role = bucket.node.try_find_child("ReplicationRole")
    if role:
        locks = ["s3:GetObjectRetention", "s3:GetObjectLegalHold"]
        role.add_to_policy(iam.PolicyStatement(actions=locks, resources=[bucket.arn_for_objects("*")]))
        role.node.default_child.add_property_override("RoleName", f"{stage.prefix}-copies-{bucket.node.id.lower()}")
