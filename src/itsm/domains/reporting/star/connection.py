"""Where programs outside the desk find its database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from itsm.platform.db.engine import async_url

if TYPE_CHECKING:
    from itsm.platform.settings import Settings

_PORT: Final = 5432


def place_of_database(settings: Settings) -> tuple[str, str]:
    """Return `host:port` and name of the database that reports read: as told, of the replica, or of the desk's own."""
    own = settings.database_url.get_secret_value()
    url = async_url(settings.database_replica_url.get_secret_value() or own or "postgresql://localhost/itsm")
    host, port = url.host, url.port
    if host is None:
        host, port = _socket(url.query)
    return settings.reporting_server or f"{host}:{port or _PORT}", url.database or "itsm"


def _socket(query: Any) -> tuple[str, int]:
    """Return where a server listens that the query names; of one reached by its socket: this machine, the same port."""
    named, ports = query.get("host", ""), query.get("port", "")
    # Of several, the first: where reports should go to another, ITSM_REPORTING_SERVER says so.
    host, _, own_port = (named.split(",") if isinstance(named, str) else named)[0].partition(":")
    port = own_port or (ports.split(",") if isinstance(ports, str) else ports)[0]
    is_name = host and not host.startswith("/")
    return host if is_name else "127.0.0.1", int(port) if port.isdigit() else _PORT
