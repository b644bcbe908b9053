"""What experiments share: a running desk that is started once, folders, the number of rounds."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from drills.ledger import Ledger
from drills.product import Product

if TYPE_CHECKING:
    from pathlib import Path

USERS = ("user.ph", "user2.ph", "user3.ph", "user4.ph", "user.us", "user2.us", "user.id", "user.cn")


class Stage:
    """One run of experiments. `rounds` replaces the number that each of them has for itself."""

    def __init__(self, folder: Path, rounds: int | None = None) -> None:
        self.folder = folder
        self._rounds = rounds
        self._product: Product | None = None

    def rounds(self, usual: int) -> int:
        """Return how often an experiment does what it does."""
        return self._rounds or usual

    def seconds(self, name: str, usual: float) -> float:
        """Return a length that a variable of the environment may set."""
        return float(os.environ.get(name, usual))

    def new_folder(self, name: str) -> Path:
        """Return an empty folder for one experiment."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    @property
    def product(self) -> Product:
        """Return the desk that experiments share, running; started by the first that asks."""
        if self._product is None:
            self._product = Product(self.new_folder("desk"), {"ITSM_OUTBOUND_ALLOW": "127.0.0.1"})
            self._product.start()
        for part in ("postgres", "redis", "web", "worker"):
            self._revive(self._product, part)
        return self._product

    def ledger(self, **options: object) -> Ledger:
        """Return a new ledger of eight people on the shared desk."""
        product = self.product
        return Ledger(product.address, [product.sign_in(user) for user in USERS], **options)  # type: ignore[arg-type]

    def drop_product(self) -> None:
        """End the shared desk; the next experiment gets a new one."""
        if self._product is not None:
            with suppress(Exception):
                self._product.stop()
            self._product = None

    @staticmethod
    def _revive(product: Product, part: str) -> None:
        if part in {"postgres", "redis"}:
            server = product.postgres if part == "postgres" else product.redis
            is_up = server.is_running
        else:
            process = product.processes.get(part)
            is_up = process is not None and process.poll() is None
        if not is_up:
            product.start_part(part)
