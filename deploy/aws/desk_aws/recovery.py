"""The other region: what is there before anything happens, and the replica that follows the database."""

from __future__ import annotations

from aws_cdk import Stack
from constructs import Construct

from desk_aws.buckets import lock_of, log_bucket, private_bucket
from desk_aws.database import build_replica
from desk_aws.keys import data_key
from desk_aws.network import build_data_network
from desk_aws.settings import Stage


class RecoveryStack(Stack):
    """Key, network and copies of the buckets."""

    def __init__(self, scope: Construct, name: str, *, stage: Stage, **more: object) -> None:
        """Build them. `more` goes to the stack."""
        super().__init__(scope, name, termination_protection=True, **more)
        self.key = data_key(self, stage)
        self.vpc, self.group = build_data_network(self, stage, self.key)
        logs = log_bucket(self, stage, "logs-copy")
        self.files = private_bucket(self, "Files", bucket=stage.bucket("files-copy"), logs=logs, key=self.key)
        self.anchors = private_bucket(
            self,
            "Anchors",
            bucket=stage.bucket("anchors-copy"),
            logs=logs,
            key=self.key,
            object_lock_enabled=True,
            object_lock_default_retention=lock_of(stage),
        )


class ReplicaStack(Stack):
    """The replica, which can only be made after the database."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        recovery: RecoveryStack,
        **more: object,
    ) -> None:
        """Build it in the network of `recovery`. `more` goes to the stack."""
        super().__init__(scope, name, termination_protection=True, **more)
        self.replica = build_replica(self, stage, recovery.vpc, recovery.group, recovery.key)
