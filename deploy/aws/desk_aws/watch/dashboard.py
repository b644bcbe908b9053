"""One picture of the desk: answers, work, data."""

from __future__ import annotations

from collections.abc import Iterable

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from desk_aws.desk import DeskStack
from desk_aws.settings import Stage
from desk_aws.watch.answers import errors_percent, healthy, slowest_twentieth
from desk_aws.watch.metrics import account, events, gauge

_HOUR = Duration.hours(1)


def build_dashboard(
    scope: Construct, stage: Stage, desk: DeskStack, instance: str, alarms: Iterable[cloudwatch.IAlarm]
) -> cloudwatch.Dashboard:
    """Build it: alarms on top, then three rows."""
    board = cloudwatch.Dashboard(scope, "Dashboard", dashboard_name=stage.prefix, default_interval=Duration.hours(12))
    board.add_widgets(cloudwatch.AlarmStatusWidget(alarms=list(alarms), width=24, height=4, title="Alarms"))
    for row in (_answers(desk), _work(stage, desk), _data(stage, instance)):
        board.add_widgets(*[_graph(title, *metrics) for title, metrics in row.items()])
    return board


def _graph(title: str, *metrics: cloudwatch.IMetric) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=6, height=6)


def _answers(desk: DeskStack) -> dict[str, list[cloudwatch.IMetric]]:
    balancer = desk.balancer
    return {
        "Requests a minute": [balancer.load_balancer.metrics.request_count(period=Duration.minutes(1))],
        "Faults, percent": [errors_percent(balancer)],
        "95 of 100 answers within, seconds": [slowest_twentieth(balancer)],
        "Web processes": [healthy(balancer)],
    }


def _work(stage: Stage, desk: DeskStack) -> dict[str, list[cloudwatch.IMetric]]:
    services = (desk.web, desk.worker)
    return {
        "Jobs that wait": [gauge(stage, "itsm_jobs_due"), gauge(stage, "itsm_jobs_parked")],
        "Oldest job and mail, seconds": [
            gauge(stage, "itsm_queue_oldest_seconds"), gauge(stage, "itsm_mail_oldest_seconds"),
        ],
        "Processor and memory, percent": [
            figure
            for service in services
            for figure in (service.metric_cpu_utilization(), service.metric_memory_utilization())
        ],
        "Breaches an hour": [events(stage, _HOUR, "sla.breached")],
    }  # fmt: skip


def _data(stage: Stage, instance: str) -> dict[str, list[cloudwatch.IMetric]]:
    of = {"DBInstanceIdentifier": instance}
    return {
        "Database connections": [account("AWS/RDS", "DatabaseConnections", "Maximum", of)],
        "Database processor, percent": [account("AWS/RDS", "CPUUtilization", "Average", of)],
        "Database disk free, bytes": [account("AWS/RDS", "FreeStorageSpace", "Minimum", of, minutes=5)],
        "Sign-ins refused an hour": [events(stage, _HOUR, "session.refused", "second_factor.guessed")],
    }
