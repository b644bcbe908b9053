"""CloudWatch's agent beside each process: it reads /metrics on loopback and sends what alarms need."""

from __future__ import annotations

import json
from typing import Any

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs

from desk_aws.settings import METRICS_PORT, Stage

_IMAGE = "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300072.0b1766"
# Every other figure stays in the process: each one sent costs money.
GAUGES = (
    "itsm_jobs_due",
    "itsm_jobs_parked",
    "itsm_queue_oldest_seconds",
    "itsm_mail_oldest_seconds",
    "itsm_mails_failed",
    "itsm_sla_timer_lag_seconds",
    "itsm_workers",
    "itsm_database_milliseconds",
    "itsm_redis_up",
)
EVENTS = (
    "sla.breached",
    "session.refused",
    "second_factor.guessed",
    "second_factor.reset",
    "audit.broken",
    "file.quarantined",
)
EVENTS_METRIC = "itsm_events_total"
JOB = "desk"


def add_agent(task: ecs.FargateTaskDefinition, stage: Stage, log: logs.ILogGroup) -> None:
    """Add the agent to a task. Without it the desk runs on; only alarms would see nothing, and say so."""
    task.add_container(
        "agent",
        image=ecs.ContainerImage.from_registry(_IMAGE),
        essential=False,
        cpu=32,
        memory_limit_mib=192,
        environment={
            "PROMETHEUS_CONFIG_CONTENT": json.dumps(scrape_config()),
            "CW_CONFIG_CONTENT": json.dumps(agent_config(stage, log.log_group_name)),
        },
        logging=ecs.LogDrivers.aws_logs(stream_prefix="agent", log_group=log),
    )
    task.task_role.add_to_principal_policy(
        iam.PolicyStatement(
            actions=["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            resources=[log.log_group_arn],
        )
    )


def scrape_config() -> dict[str, Any]:
    """Return what Prometheus' own file would say; JSON is YAML."""
    return {
        "global": {"scrape_interval": "30s", "scrape_timeout": "10s"},
        "scrape_configs": [{"job_name": JOB, "static_configs": [{"targets": [f"127.0.0.1:{METRICS_PORT}"]}]}],
    }


def agent_config(stage: Stage, log_group_name: str) -> dict[str, Any]:
    """Return which figures become metrics: gauges by nothing but the job, events by their name."""
    declarations = [
        _declaration("job", f"^{JOB}$", [["job"]], [f"^{name}$" for name in GAUGES]),
        _declaration("name", f"^({'|'.join(EVENTS)})$".replace(".", r"\."), [["name"]], [f"^{EVENTS_METRIC}$"]),
    ]
    emf = {"metric_namespace": stage.metrics, "metric_declaration": declarations}
    source = {
        "log_group_name": log_group_name,
        "prometheus_config_path": "env:PROMETHEUS_CONFIG_CONTENT",
        "emf_processor": emf,
    }
    return {"logs": {"metrics_collected": {"prometheus": source}, "force_flush_interval": 10}}


def _declaration(label: str, matcher: str, dimensions: list[list[str]], selectors: list[str]) -> dict[str, Any]:
    return {
        "source_labels": [label],
        "label_matcher": matcher,
        "dimensions": dimensions,
        "metric_selectors": selectors,
    }
