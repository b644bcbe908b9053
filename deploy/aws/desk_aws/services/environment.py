"""What the processes are told: settings of `itsm.platform.settings`, secrets from Secrets Manager."""

from __future__ import annotations

from aws_cdk import Fn
from aws_cdk import aws_ecs as ecs

from desk_aws.data import DataStack
from desk_aws.database import DATABASE_NAME
from desk_aws.secrets import DATABASE_USER
from desk_aws.settings import ANCHOR_DAYS, CACHE_PORT, DATABASE_PORT, HOME, METRICS_PORT, POOL_SIZE, Stage

# Where deploy/Dockerfile puts what lies in deploy/certificates.
_AUTHORITIES = "/srv/itsm/certificates/rds.pem"


def environment(stage: Stage, data: DataStack) -> dict[str, str]:
    """Return the settings that are no secrets. PG…: what asyncpg reads, the server's certificate is verified."""
    host, cache = data.database.db_instance_endpoint_address, data.cache.attr_configuration_end_point_address
    return {
        "ITSM_ENVIRONMENT": "production",
        "ITSM_HOME": "/tmp/itsm",  # noqa: S108 - the one folder a task may write to, its own and gone with it
        "ITSM_DEMO": "false",
        "ITSM_PUBLIC_URL": f"https://{stage.domain}",
        "ITSM_TRUSTED_PROXIES": stage.network,
        "ITSM_DATABASE_URL": Fn.join("", [f"postgresql://{DATABASE_USER}@", host, f":{DATABASE_PORT}/{DATABASE_NAME}"]),
        "ITSM_DATABASE_POOL_SIZE": str(POOL_SIZE),
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": _AUTHORITIES,
        "ITSM_REDIS_URL": Fn.join("", ["rediss://", cache, f":{CACHE_PORT}/0"]),
        "ITSM_REDIS_CLUSTER": "true",
        "ITSM_STORAGE_URL": f"s3://{stage.bucket('files')}?region={HOME}",
        "ITSM_AUDIT_ANCHOR_URL": f"s3://{stage.bucket('anchors')}?region={HOME}",
        "ITSM_AUDIT_KEEP_DAYS": str(ANCHOR_DAYS),
        "ITSM_METRICS_PORT": str(METRICS_PORT),
        "ITSM_MAIL_FROM": f"IT Service Desk <servicedesk@{stage.zone_name}>",
    }


def secrets(data: DataStack) -> dict[str, ecs.Secret]:
    """Return the settings that are secrets; ECS reads them when a task starts, and they are in no template."""
    kept = data.secrets
    return {
        "ITSM_DATABASE_PASSWORD": ecs.Secret.from_secrets_manager(kept.database, "password"),
        "ITSM_REDIS_PASSWORD": ecs.Secret.from_secrets_manager(kept.cache),
        "ITSM_SECRET_KEY": ecs.Secret.from_secrets_manager(kept.secret_key),
        "ITSM_AUDIT_KEY": ecs.Secret.from_secrets_manager(kept.audit_key),
        "ITSM_SMTP_URL": ecs.Secret.from_secrets_manager(kept.smtp_url),
    }
