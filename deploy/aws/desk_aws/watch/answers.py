"""How people are answered, as the load balancer sees it; the first two take a bad version back."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_elasticloadbalancingv2 as elb
from constructs import Construct

from desk_aws.services.balancer import Balancer
from desk_aws.settings import Stage
from desk_aws.watch.rules import LESS, Rule, build_alarm

_MINUTE = Duration.minutes(1)
ERRORS_PERCENT = 1
SLOW_SECONDS = 2


def answer_alarms(scope: Construct, stage: Stage, balancer: Balancer) -> dict[str, cloudwatch.Alarm]:
    """Return the alarms by name."""
    rules = (
        Rule("ErrorsAboveOnePercent", errors_percent(balancer), ERRORS_PERCENT, "errors",
             "More than 1 % of the answers are faults of ours (5xx)", times=2),
        Rule("AnswersSlowerThanTwoSeconds", slowest_twentieth(balancer), SLOW_SECONDS, "slow",
             "One answer in twenty takes longer than two seconds", times=5),
        Rule("ProcessDown", healthy(balancer), stage.web.least, "process-down",
             "Fewer web processes answer than must", compare=LESS, times=3, silence_is_bad=True),
    )  # fmt: skip
    return {rule.name: build_alarm(scope, stage, rule) for rule in rules}


def errors_percent(balancer: Balancer) -> cloudwatch.MathExpression:
    """Return the share of 5xx, those of the balancer included, in percent of all requests; 0 without requests."""
    metrics = balancer.load_balancer.metrics
    codes, own = elb.HttpCodeTarget.TARGET_5XX_COUNT, elb.HttpCodeElb.ELB_5XX_COUNT
    return cloudwatch.MathExpression(
        expression="IF(FILL(asked, 0) > 0, 100 * (FILL(ours, 0) + FILL(own, 0)) / asked, 0)",
        using_metrics={
            "asked": metrics.request_count(period=_MINUTE),
            "ours": metrics.http_code_target(codes, period=_MINUTE, statistic="Sum"),
            "own": metrics.http_code_elb(own, period=_MINUTE, statistic="Sum"),
        },
        period=_MINUTE,
        label="5xx in percent",
    )


def slowest_twentieth(balancer: Balancer) -> cloudwatch.Metric:
    """Return what 95 of 100 answers do not exceed, in seconds. Open WebSockets are not in it before they close."""
    return balancer.load_balancer.metrics.target_response_time(period=_MINUTE, statistic="p95")


def healthy(balancer: Balancer) -> cloudwatch.MathExpression:
    """Return how many web processes answer, in either group: while versions change both count."""
    groups = {"blue": balancer.blue, "green": balancer.green}
    using = {
        name: group.metrics.healthy_host_count(period=_MINUTE, statistic="Minimum") for name, group in groups.items()
    }
    return cloudwatch.MathExpression(
        expression="FILL(blue, 0) + FILL(green, 0)", using_metrics=using, period=_MINUTE, label="web processes"
    )
