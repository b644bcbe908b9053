"""Figures in CloudWatch, as the agent beside each process and AWS itself write them."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from desk_aws.services.agent import EVENTS_METRIC, JOB
from desk_aws.settings import Stage

_MINUTE = Duration.minutes(1)


def gauge(stage: Stage, name: str, statistic: str = "Maximum", period: Duration = _MINUTE) -> cloudwatch.Metric:
    """Return how the whole desk stands; every worker says it, so the greatest (or least) answer is taken."""
    return cloudwatch.Metric(
        namespace=stage.metrics,
        metric_name=name,
        dimensions_map={"job": JOB},
        statistic=statistic,
        period=period,
        label=name,
    )


def events(stage: Stage, period: Duration, *names: str) -> cloudwatch.IMetric:
    """Return how often any of these happened within `period`; the agent sends what came since its last look."""
    counted = {
        f"e{place}": cloudwatch.Metric(
            namespace=stage.metrics,
            metric_name=EVENTS_METRIC,
            dimensions_map={"name": name},
            statistic="Sum",
            period=period,
            label=name,
        )
        for place, name in enumerate(names)
    }
    if len(counted) == 1:
        return counted["e0"]
    expression = " + ".join(f"FILL({key}, 0)" for key in counted)
    return cloudwatch.MathExpression(expression=expression, using_metrics=counted, period=period, label=names[0])


def account(
    namespace: str, name: str, statistic: str, dimensions: dict[str, str], minutes: int = 1
) -> cloudwatch.Metric:
    """Return a figure of AWS's own, over `minutes`."""
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=name,
        statistic=statistic,
        dimensions_map=dimensions,
        period=Duration.minutes(minutes),
        label=name,
    )
