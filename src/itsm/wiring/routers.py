"""Every router of the product, mounted under /api."""

from __future__ import annotations

from fastapi import APIRouter

from itsm.platform.http import health

ROUTERS: tuple[APIRouter, ...] = (health.router,)
