"""Whom alarms tell."""

from __future__ import annotations

from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from desk_aws.settings import Stage


def alarm_topic(scope: Construct, stage: Stage, key: kms.IKey) -> sns.Topic:
    """Return a topic that mails the people who run the desk; encrypted, and over TLS only."""
    topic = sns.Topic(scope, "Alarms", topic_name=f"{stage.prefix}-alarms", master_key=key, enforce_ssl=True)
    topic.add_subscription(subscriptions.EmailSubscription(stage.alarm_mail))
    return topic
