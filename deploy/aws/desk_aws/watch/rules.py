"""One alarm: which figure, beyond what, for how long, and what to do, in one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from desk_aws.settings import Stage

MORE: Final = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
LESS: Final = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD


@dataclass(frozen=True)
class Rule:
    """`times`: how many periods in a row. `silence_is_bad`: no figure at all raises the alarm, too."""

    name: str
    metric: cloudwatch.IMetric
    limit: float
    runbook: str
    told: str
    times: int = 1
    compare: cloudwatch.ComparisonOperator = MORE
    silence_is_bad: bool = False


def build_alarm(scope: Construct, stage: Stage, rule: Rule) -> cloudwatch.Alarm:
    """Build the alarm of a rule."""
    bad = cloudwatch.TreatMissingData.BREACHING if rule.silence_is_bad else cloudwatch.TreatMissingData.NOT_BREACHING
    return cloudwatch.Alarm(
        scope,
        rule.name,
        alarm_name=f"{stage.prefix}-{rule.name}",
        alarm_description=f"{rule.told}. Runbook: docs/runbooks/{rule.runbook}.md",
        metric=rule.metric,
        threshold=rule.limit,
        comparison_operator=rule.compare,
        evaluation_periods=rule.times,
        datapoints_to_alarm=rule.times,
        treat_missing_data=bad,
    )
