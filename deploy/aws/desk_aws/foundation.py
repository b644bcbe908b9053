"""What everything stands on: key, network, place for images, access logs, whom alarms tell, who did what."""

from __future__ import annotations

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_ecr as ecr
from constructs import Construct

from desk_aws.buckets import log_bucket
from desk_aws.keys import data_key
from desk_aws.network import build_network
from desk_aws.settings import Stage
from desk_aws.trail import build_trail
from desk_aws.watch.topic import alarm_topic

_IMAGES_KEPT = 50


class FoundationStack(Stack):
    """Key, logs, network, images, topic, trail."""

    def __init__(self, scope: Construct, name: str, *, stage: Stage, **more: object) -> None:
        """Build them. `more` goes to the stack."""
        super().__init__(scope, name, **more)
        self.key = data_key(self, stage)
        self.logs = log_bucket(self, stage, "logs")
        self.network = build_network(self, stage, self.key)
        self.images = ecr.Repository(
            self,
            "Images",
            repository_name=stage.prefix,
            image_scan_on_push=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            encryption=ecr.RepositoryEncryption.KMS,
            encryption_key=self.key,
            lifecycle_rules=[ecr.LifecycleRule(max_image_count=_IMAGES_KEPT)],
            removal_policy=RemovalPolicy.RETAIN,
        )
        self.topic = alarm_topic(self, stage, self.key)
        self.trail_log = build_trail(self, stage, self.key, self.logs)
