"""What differs between staging and production, and what a company fills in before it deploys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Singapore is nearest to the sites that work most; Tokyo is another country, another grid and another fault.
HOME: Final = "ap-southeast-1"
RECOVERY: Final = "ap-northeast-1"
# CloudFront takes its firewall and its certificate from this region only.
EDGE: Final = "us-east-1"
# Named, because asking AWS for them would need an account at every synthesis.
ZONES: Final = {
    HOME: ["ap-southeast-1a", "ap-southeast-1b", "ap-southeast-1c"],
    RECOVERY: ["ap-northeast-1a", "ap-northeast-1c"],
}
BACKUP_DAYS: Final = 30
# As long as the desk itself keeps audit entries (ITSM_AUDIT_KEEP_DAYS).
ANCHOR_DAYS: Final = 731
WEB_PORT: Final = 8000
METRICS_PORT: Final = 9464
# Not the well-known ports: who scans for those finds nothing.
DATABASE_PORT: Final = 5433
CACHE_PORT: Final = 6380
POOL_SIZE: Final = 12


@dataclass(frozen=True)
class Size:
    """One ECS service: CPU units (1024 are one vCPU), memory in MiB, fewest and most tasks."""

    cpu: int
    memory: int
    least: int
    most: int


@dataclass(frozen=True)
class Stage:
    """One installation. `account`, `domain`, `zone_*` and `alarm_mail` are the company's own."""

    name: str
    account: str
    domain: str
    zone_name: str
    zone_id: str
    alarm_mail: str
    network: str
    nat_gateways: int
    web: Size
    worker: Size
    database_class: str
    database_gb: int
    database_connections: int
    cache_class: str
    cache_shards: int
    has_recovery: bool
    anchor_mode: str

    @property
    def prefix(self) -> str:
        """Return what every name of this stage begins with."""
        return f"itsm-{self.name}"

    def bucket(self, purpose: str) -> str:
        """Return the name of a bucket; names are shared by the whole world, hence the account in them."""
        return f"{self.prefix}-{purpose}-{self.account}"

    @property
    def metrics(self) -> str:
        """Return the CloudWatch namespace of what the desk counts itself."""
        return f"Madison88/ITSM/{self.name}"


STAGING = Stage(
    name="staging",
    account="111111111111",
    domain="desk-staging.madison88.example",
    zone_name="madison88.example",
    zone_id="Z0000000000STAGING00",
    alarm_mail="desk-staging-alarms@madison88.example",
    network="10.89.0.0/16",
    nat_gateways=1,
    web=Size(cpu=512, memory=1024, least=2, most=4),
    worker=Size(cpu=512, memory=1024, least=1, most=2),
    database_class="t4g.medium",
    database_gb=50,
    database_connections=200,
    cache_class="cache.t4g.micro",
    cache_shards=1,
    has_recovery=False,
    anchor_mode="GOVERNANCE",
)

PRODUCTION = Stage(
    name="production",
    account="222222222222",
    domain="desk.madison88.example",
    zone_name="madison88.example",
    zone_id="Z0000000PRODUCTION00",
    alarm_mail="desk-alarms@madison88.example",
    network="10.88.0.0/16",
    nat_gateways=3,
    web=Size(cpu=1024, memory=2048, least=3, most=10),
    worker=Size(cpu=1024, memory=2048, least=2, most=6),
    database_class="r7g.large",
    database_gb=200,
    database_connections=600,
    cache_class="cache.t4g.small",
    cache_shards=2,
    has_recovery=True,
    anchor_mode="COMPLIANCE",
)

STAGES: Final = (STAGING, PRODUCTION)
