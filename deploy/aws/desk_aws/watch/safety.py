"""What CloudTrail saw that somebody must look at: the account's own security events."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_logs as logs
from constructs import Construct

from desk_aws.settings import Stage
from desk_aws.watch.rules import Rule

_FIVE = Duration.minutes(5)
_RIGHTS = ("PutBucketPolicy", "DeleteBucketPolicy", "PutRolePolicy", "AttachRolePolicy")


def _called(*names: str) -> str:
    return "{ " + " || ".join(f"($.eventName = {name})" for name in names) + " }"


_SEEN = {
    "RootUsed": ('{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }', 0,
                 "The root user of the account was used"),
    "CallsRefused": ('{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }', 10,
                     "More than ten calls of AWS were refused within five minutes"),
    "TrailChanged": (_called("StopLogging", "DeleteTrail", "UpdateTrail"), 0,
                     "Somebody changed or stopped the record of who did what"),
    "KeysDisabled": (_called("DisableKey", "ScheduleKeyDeletion"), 0,
                     "Somebody disabled an encryption key or set it to be deleted"),
    "PoliciesChanged": (_called(*_RIGHTS), 0,
                        "Rights of a role or bucket were changed; expected while a version is brought out"),
}  # fmt: skip


def account_rules(scope: Construct, stage: Stage, trail_log: logs.ILogGroup) -> list[Rule]:
    """Count these in the trail's log and return a rule for each."""
    rules = []
    for name, (pattern, limit, told) in _SEEN.items():
        counted = logs.MetricFilter(
            scope,
            f"{name}Filter",
            log_group=trail_log,
            filter_pattern=logs.FilterPattern.literal(pattern),
            metric_namespace=f"{stage.metrics}/account",
            metric_name=name,
        )
        rules.append(Rule(name, counted.metric(statistic="Sum", period=_FIVE), limit, "security", told))
    return rules
