"""A desk on a primary and a synchronous standby, either of which may be lost and may come back."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drills.pair import Node
from drills.product import Product, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "of the drill only"  # noqa: S105 - a database that lives for a minute
SYNCHRONOUS = "synchronous_standby_names = '*'\n"
_ATTACHED_SECONDS = 30


class Pair:
    """Who is primary and who follows; the desk knows both by one address of two hosts."""

    def __init__(self, product: Product) -> None:
        embedded = product.postgres
        embedded.query(f"ALTER ROLE itsm PASSWORD '{PASSWORD}'")
        embedded.stop()
        self.product = product
        self.primary = Node("first", product.home / "first", embedded)
        self.standby = Node("second", product.home / "second", embedded)
        self.primary.take_over_from(embedded)
        self.primary.start()
        product.query = self.primary.query
        ports = (self.primary.port, self.standby.port)
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        product.settings["ITSM_DATABASE_URL"] = f"postgresql://itsm:{PASSWORD.replace(' ', '%20')}@{hosts}/itsm"

    def attach(self, *, synchronous: bool = True, through: str = "") -> None:
        """Have the standby follow anew from an empty folder; every commit then waits for it, where synchronous."""
        self.standby.kill()
        self.standby.follow(self.primary, through=through)
        self.standby.start()
        self.primary.configure(SYNCHRONOUS if synchronous else "")
        self.primary.reload()
        state = "sync" if synchronous else "async"
        asked = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = "
        wait_until(
            lambda: self.primary.query(f"{asked}'{state}'") == "1", seconds=_ATTACHED_SECONDS, what="a standby follows"
        )

    def promote(self) -> None:
        """Make the standby the primary. It waits for no standby of its own until one is attached."""
        self.standby.promote()
        self.primary, self.standby = self.standby, self.primary
        self.product.query = self.primary.query

    def stop(self) -> None:
        """End both."""
        self.standby.kill()
        self.primary.kill()


def takes_a_write(node: Node, seconds: float) -> bool:
    """Tell whether a server acknowledges a write within some seconds."""
    try:
        node.query("INSERT INTO config_versions VALUES ('drill', 1) ON CONFLICT DO NOTHING", "itsm", seconds=seconds)
    except subprocess.SubprocessError:
        return False
    return True


@contextmanager
def desk_on_a_pair(home: Path, *, synchronous: bool = True, through: str = "") -> Iterator[Pair]:
    """Give a running desk on two servers."""
    product = Product(home)
    pair = None
    try:
        product.prepare()
        pair = Pair(product)
        pair.attach(synchronous=synchronous, through=through)
        product.start_part("web")
        product.start_part("worker")
        yield pair
    finally:
        product.stop()
        if pair is not None:
            pair.stop()
