"""Alarms, whom they tell, and the dashboard."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_kms as kms
from constructs import Construct

from desk_aws.data import DataStack
from desk_aws.desk import DeskStack
from desk_aws.foundation import FoundationStack
from desk_aws.settings import Stage
from desk_aws.watch.dashboard import build_dashboard
from desk_aws.watch.desk import database_rules, people_rules, replica_rule, work_rules
from desk_aws.watch.rules import build_alarm
from desk_aws.watch.safety import account_rules
from desk_aws.watch.topic import alarm_topic


class WatchStack(Stack):
    """Everything that looks at the other stacks of the home region."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        foundation: FoundationStack,
        data: DataStack,
        desk: DeskStack,
        **more: object,
    ) -> None:
        """Build it. `more` goes to the stack."""
        super().__init__(scope, name, **more)
        instance = data.database.instance_identifier
        rules = [*database_rules(stage, instance), *work_rules(stage), *people_rules(stage)]
        rules += account_rules(self, stage, foundation.trail_log)
        own = [build_alarm(self, stage, rule) for rule in rules]
        alarms = [*desk.answer_alarms.values(), *own]
        for alarm in alarms:
            alarm.add_alarm_action(actions.SnsAction(foundation.topic))
            alarm.add_ok_action(actions.SnsAction(foundation.topic))
        build_dashboard(self, stage, desk, instance, alarms)


class ReplicaWatchStack(Stack):
    """The one alarm of the other region: CloudWatch's alarms see their own region only."""

    def __init__(self, scope: Construct, name: str, *, stage: Stage, key: kms.IKey, **more: object) -> None:
        """Build it. `more` goes to the stack."""
        super().__init__(scope, name, **more)
        alarm = build_alarm(self, stage, replica_rule(f"{stage.prefix}-replica"))
        alarm.add_alarm_action(actions.SnsAction(alarm_topic(self, stage, key)))
