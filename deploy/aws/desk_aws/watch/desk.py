"""What the desk says of itself and its data: names, limits and runbooks of deploy/prometheus/alerts.yaml."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from desk_aws.settings import Stage
from desk_aws.watch.metrics import account, events, gauge
from desk_aws.watch.rules import LESS, Rule

_FIVE, _QUARTER = Duration.minutes(5), Duration.minutes(15)
CONNECTIONS_SHARE = 0.8


def database_rules(stage: Stage, instance: str) -> list[Rule]:
    """Return the rules about PostgreSQL; `instance` is its identifier."""
    of = {"DBInstanceIdentifier": instance}
    used = account("AWS/RDS", "DatabaseConnections", "Maximum", of)
    free = account("AWS/RDS", "FreeStorageSpace", "Minimum", of, minutes=5)
    return [
        Rule("DatabaseConnectionsNearlyUsedUp", used, CONNECTIONS_SHARE * stage.database_connections,
             "database-connections", "Four in five of the connections PostgreSQL takes are in use", times=2),
        Rule("DatabaseSlow", gauge(stage, "itsm_database_milliseconds", "Minimum"), 250, "slow",
             "A small question to PostgreSQL takes more than 250 ms", times=5),
        Rule("DatabaseDiskNearlyFull", free, stage.database_gb * 0.1 * 2**30, "slow",
             "Less than a tenth of the database's first disk is free", compare=LESS),
    ]  # fmt: skip


def work_rules(stage: Stage) -> list[Rule]:
    """Return the rules about workers, queue, mail, timers and cache."""
    mail = cloudwatch.MathExpression(
        expression="IF(FILL(age, 0) > 900 OR FILL(failed, 0) > 10, 1, 0)",
        using_metrics={
            "age": gauge(stage, "itsm_mail_oldest_seconds"),
            "failed": gauge(stage, "itsm_mails_failed"),
        },
        period=Duration.minutes(1),
        label="mail is stuck",
    )
    return [
        Rule("NoWorker", gauge(stage, "itsm_workers"), 1, "worker", "No worker lives: nothing is mailed or timed",
             compare=LESS, times=2, silence_is_bad=True),
        Rule("QueueOld", gauge(stage, "itsm_queue_oldest_seconds"), 300, "worker",
             "A job has waited more than five minutes", times=2),
        Rule("JobsGivenUp", gauge(stage, "itsm_jobs_parked"), 0, "worker", "Jobs were given up", times=5),
        Rule("MailStuck", mail, 0, "mail", "Mail waits or was given up", times=5),
        Rule("TimersLate", gauge(stage, "itsm_sla_timer_lag_seconds"), 60, "worker",
             "Service-level timers fire more than a minute late", times=2),
        Rule("RedisDown", gauge(stage, "itsm_redis_up"), 1, "redis", "The cache does not answer",
             compare=LESS, times=2),
    ]  # fmt: skip


def people_rules(stage: Stage) -> list[Rule]:
    """Return the rules about broken promises and about safety."""
    return [
        Rule("ServiceLevelBreaches", events(stage, _QUARTER, "sla.breached"), 5, "breaches",
             "More than five tickets breached their service level within a quarter of an hour"),
        Rule("SignInsRefused", events(stage, _FIVE, "session.refused", "second_factor.guessed"), 50, "security",
             "More than fifty sign-ins were refused within five minutes"),
        Rule("SecurityEvent", events(stage, _FIVE, "audit.broken", "file.quarantined", "second_factor.reset"), 0,
             "security", "The audit chain is broken, a file was set aside or a second step was reset"),
    ]  # fmt: skip


def replica_rule(instance: str) -> Rule:
    """Return the rule about how far the replica is behind; it is the promise of how much can be lost."""
    lag = account("AWS/RDS", "ReplicaLag", "Maximum", {"DBInstanceIdentifier": instance})
    return Rule("ReplicaBehind", lag, 300, "slow", "The replica is more than five minutes behind", times=5,
                silence_is_bad=True)  # fmt: skip
