"""Every setting of the process, from the environment with the prefix ITSM_."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the environment says. Names in the environment: ITSM_ and the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="ITSM_", extra="ignore")

    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web server listens on.")
    home: Path = Field(Path(".itsm"), description="Embedded database, files, generated secrets, logs.")
    environment: str = Field("local", description="local, staging or production; production refuses weak secrets.")
    public_url: str = Field("", description="Address people use; links in mails start with it.")
    allowed_hosts: str = Field("", description="More host names to answer to, comma separated.")
    cors_origins: str = Field("", description="Other origins whose scripts may call the API, comma separated.")
    trusted_proxies: str = Field("", description="Addresses or networks whose X-Forwarded-For is believed.")

    database_url: SecretStr = Field(SecretStr(""), description="postgresql://…, one host or several; empty: embedded.")
    database_password: SecretStr = Field(SecretStr(""), description="Password for ITSM_DATABASE_URL, if not in it.")
    database_replica_url: SecretStr = Field(SecretStr(""), description="Read replica that dashboards and exports read.")
    database_replica_max_lag: float = Field(15, gt=0, le=3600, description="Seconds; a replica further behind rests.")
    reporting_server: str = Field("", description="host:port at which Power BI finds the database; empty: as we do.")
    database_pool_size: int = Field(12, ge=1, le=200, description="Connections per process.")
    redis_url: SecretStr = Field(SecretStr(""), description="redis://…; empty: in-process memory.")
    redis_password: SecretStr = Field(SecretStr(""), description="Password for ITSM_REDIS_URL, where it has none.")
    redis_cluster: bool = Field(False, description="ITSM_REDIS_URL names a node of a cluster, or all of them.")
    storage_url: str = Field("", description="file:///…, s3://…, gs://…, az://…; empty: under ITSM_HOME.")
    smtp_url: SecretStr = Field(SecretStr(""), description="smtp://user:password@host:587; empty: built-in outbox.")
    sendgrid_api_key: SecretStr = Field(SecretStr(""), description="SendGrid takes the mail instead of ITSM_SMTP_URL.")
    sendgrid_url: str = Field("https://api.sendgrid.com", description="https://api.eu.sendgrid.com for Europe.")
    sendgrid_webhook_key: str = Field("", description="Verification key of SendGrid's Event Webhook; empty: no news.")
    mail_from: str = Field("IT Service Desk <servicedesk@madison88.example>", description="Sender of all mail.")
    clamd_url: str = Field("", description="tcp://host:3310 or unix:///…: files are scanned; empty: they are not.")
    clamd_max_mb: int = Field(100, ge=1, le=4000, description="StreamMaxLength of clamd; larger files are unscannable.")
    outbound_allow: str = Field("", description="Internal hosts or networks that may be called, comma separated.")
    audit_key: SecretStr = Field(SecretStr(""), description="Key of the audit chain; empty: from ITSM_SECRET_KEY.")
    audit_old_keys: SecretStr = Field(SecretStr(""), description="Earlier ITSM_AUDIT_KEY values, comma separated.")
    audit_keep_days: int = Field(731, ge=366, description="Days that audit entries are kept.")
    audit_anchor_url: str = Field("", description="file:///…, s3://…, gs://…, az://…: the chain's anchors.")
    audit_archive_url: str = Field("", description="file:///…, s3://…: where audit entries go that are let go.")
    secret_key: SecretStr = Field(SecretStr(""), description="At least 32 characters; all keys derive from it.")

    oidc_issuer: str = Field("", description="An OpenID provider to sign in with; empty: those set in Admin.")
    oidc_client_id: str = Field("", description="What that provider calls this desk.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="The secret that goes with it.")
    oidc_name: str = Field("single sign-on", description="What the sign-in button says after 'Sign in with'.")

    backup_dir: str = Field("", description="Folder for backups of the embedded installation; empty: none are made.")
    backup_recipient: str = Field("", description="Public key of age (age1…) that backups are encrypted to.")
    backup_keep_days: int = Field(30, ge=1, description="Days that backups are kept.")

    demo: bool = Field(True, description="Load demonstration data into an empty database.")
    demo_password: SecretStr = Field(SecretStr(""), description="Password of the demonstration logins; empty: random.")
    metrics_port: int = Field(0, ge=0, le=65535, description="Internal port of /metrics for Prometheus; 0: none.")
    metrics_host: str = Field("127.0.0.1", description="Address the metrics port listens on.")
    otlp_endpoint: str = Field("", description="http://collector:4318: traces are sent there by OTLP; empty: none.")
    trace_share: float = Field(
        1.0, ge=0, le=1, description="Share of requests that are traced, unless the caller says."
    )
    sentry_dsn: SecretStr = Field(SecretStr(""), description="Project at Sentry that faults are reported to.")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: str = Field("json", description="json or console.")
    rate_limits: bool = Field(True, description="Refuse floods with 429; off only for load tests.")
    requests_per_minute: int = Field(1200, ge=10, description="Requests a minute one user or address may make.")
    worker_slots: int = Field(8, ge=1, le=64, description="Jobs one worker runs at once.")
    web_dist: Path = Field(Path("web/dist"), description="The built front end.")

    @model_validator(mode="after")
    def _join_passwords(self) -> Self:
        """Put passwords that are kept apart (in AWS' Secrets Manager, in files) into the addresses they belong to."""
        self.database_url = _with_password(self.database_url, self.database_password)
        self.redis_url = _with_password(self.redis_url, self.redis_password)
        return self

    @property
    def effective_public_url(self) -> str:
        """Return the address people use, without a trailing slash."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def is_https(self) -> bool:
        """Tell whether people reach the desk over TLS."""
        return self.effective_public_url.startswith("https://")

    @property
    def host_names(self) -> frozenset[str]:
        """Return every host name this desk answers to."""
        named = {h.strip().lower() for h in self.allowed_hosts.split(",") if h.strip()}
        own = urlsplit(self.effective_public_url).hostname or "localhost"
        return frozenset(named | {own.lower(), "localhost", "127.0.0.1", "[::1]", "::1"})

    @property
    def origins(self) -> frozenset[str]:
        """Return the origins whose scripts may call the API with credentials."""
        listed = {o.strip().rstrip("/") for o in self.cors_origins.split(",") if o.strip()}
        return frozenset(listed | {self.effective_public_url})

    def derive_key(self, purpose: str, secret: str = "") -> bytes:
        """Return 32 bytes bound to `purpose` (HMAC-SHA256 of `secret`, else of the secret key; HKDF's expand step)."""
        secret = secret or self.secret_key.get_secret_value()
        return hmac.new(secret.encode(), f"itsm/{purpose}".encode(), hashlib.sha256).digest()


def _with_password(url: SecretStr, password: SecretStr) -> SecretStr:
    """Return `url` with `password` in it; as it is where it has one already, or there is none."""
    parts, secret = urlsplit(url.get_secret_value()), password.get_secret_value()
    if not secret or not parts.netloc or parts.password is not None:
        return url
    host = parts.netloc.rpartition("@")[2]
    return SecretStr(parts._replace(netloc=f"{parts.username or ''}:{quote(secret, safe='')}@{host}").geturl())


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
