"""The desk itself: migration, services, balancer, CloudFront. The one stack that changes with every version."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from desk_aws.data import DataStack
from desk_aws.edge import EdgeStack
from desk_aws.foundation import FoundationStack
from desk_aws.front import build_front
from desk_aws.keys import by_arn, log_group
from desk_aws.services.balancer import build_balancer
from desk_aws.services.migration import build_migration
from desk_aws.services.tasks import Shop
from desk_aws.services.web import build_web
from desk_aws.services.worker import build_worker
from desk_aws.settings import Stage
from desk_aws.watch.answers import answer_alarms


class DeskStack(Stack):
    """Everything that runs the program."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        version: str,
        edge: EdgeStack,
        foundation: FoundationStack,
        data: DataStack,
        **more: object,
    ) -> None:
        """Build it with the image tagged `version`: first files and schema, then web, then workers."""
        super().__init__(scope, name, **more)
        network, key = foundation.network, by_arn(self, foundation.key)
        logs = {purpose: log_group(self, purpose, key) for purpose in ("DeskLog", "MetricsLog")}
        shop = Shop(stage, data, foundation.images, version, logs["DeskLog"], logs["MetricsLog"], key)
        self.cluster = ecs.Cluster(
            self,
            "Cluster",
            cluster_name=stage.prefix,
            vpc=network.vpc,
            container_insights_v2=ecs.ContainerInsights.ENABLED,
        )
        self.balancer = build_balancer(self, stage, foundation)
        self.answer_alarms = answer_alarms(self, stage, self.balancer)
        front = build_front(self, stage, edge, foundation.logs, key, self.balancer.load_balancer)
        migration = build_migration(self, shop, self.cluster, network)
        migration.node.add_dependency(front.files)
        alarms = [alarm for name, alarm in self.answer_alarms.items() if name != "ProcessDown"]
        self.web = build_web(self, shop, self.cluster, network, self.balancer, alarms)
        self.worker = build_worker(self, shop, self.cluster, network)
        self.web.node.add_dependency(migration)
        self.worker.node.add_dependency(self.web)
