"""The secrets of a stage. None is in the code; all but the mail server's are made by AWS and seen by nobody."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as sm
from constructs import Construct

from desk_aws.settings import RECOVERY, Stage

DATABASE_USER = "itsm"


@dataclass(frozen=True)
class Secrets:
    """`database` is JSON with username and password, the others are plain text."""

    database: sm.Secret
    cache: sm.Secret
    secret_key: sm.Secret
    audit_key: sm.Secret
    smtp_url: sm.Secret


def build_secrets(scope: Construct, stage: Stage, key: kms.IKey) -> Secrets:
    """Make the secrets. What opens sealed data is copied to the other region, else its backups would be worthless."""
    away = [sm.ReplicaRegion(region=RECOVERY)] if stage.has_recovery else None

    def make(name: str, description: str, *, length: int = 64, copied: bool = False, **json: str) -> sm.Secret:
        return sm.Secret(
            scope,
            f"{name}Secret",
            secret_name=f"{stage.prefix}/{_kebab(name)}",
            description=description,
            encryption_key=key,
            replica_regions=away if copied else None,
            removal_policy=RemovalPolicy.RETAIN,
            generate_secret_string=sm.SecretStringGenerator(exclude_punctuation=True, password_length=length, **json),
        )

    return Secrets(
        database=make(
            "Database",
            "The desk's login to PostgreSQL",
            copied=True,
            secret_string_template=f'{{"username":"{DATABASE_USER}"}}',
            generate_string_key="password",
        ),
        cache=make("Cache", "What Valkey asks for"),
        secret_key=make("SecretKey", "ITSM_SECRET_KEY: all keys derive from it", copied=True),
        audit_key=make("AuditKey", "ITSM_AUDIT_KEY: seals the audit trail", copied=True),
        smtp_url=make("SmtpUrl", "ITSM_SMTP_URL: put smtp://user:password@host:587 here before the first release"),
    )


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
