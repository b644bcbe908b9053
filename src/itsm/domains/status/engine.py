"""Pure decisions: which states a kind of post has, what is over, how a service does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from itsm.domains.status.enums import PostKind, PostState, ServiceImpact, ServiceState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

STATES: Final = {
    PostKind.INCIDENT: (
        PostState.INVESTIGATING,
        PostState.IDENTIFIED,
        PostState.MONITORING,
        PostState.RESOLVED,
    ),
    PostKind.MAINTENANCE: (
        PostState.SCHEDULED,
        PostState.IN_PROGRESS,
        PostState.COMPLETED,
        PostState.CANCELLED,
    ),
    PostKind.ANNOUNCEMENT: (PostState.PUBLISHED, PostState.WITHDRAWN),
}
"""The states of each kind; the first is the one it begins with."""
ENDED: Final = frozenset({PostState.RESOLVED, PostState.COMPLETED, PostState.CANCELLED, PostState.WITHDRAWN})

_WORST_LAST: Final = tuple(ServiceState)


class Standing(Protocol):
    """What of a post it depends on how a service does."""

    @property
    def kind(self) -> str:
        """A `PostKind`."""

    @property
    def state(self) -> str:
        """A `PostState`, as last written down."""

    @property
    def impact(self) -> str | None:
        """A `ServiceImpact` of an incident."""

    @property
    def starts_at(self) -> datetime:
        """Since when, or from when on."""

    @property
    def ends_at(self) -> datetime | None:
        """Until when it is planned."""


def state_at(post: Standing, now: datetime) -> PostState:
    """Return the state of a post at `now`: a maintenance begins and ends by the clock, an announcement ends by it."""
    state = PostState(post.state)
    if state in ENDED:
        return state
    is_past = post.ends_at is not None and post.ends_at <= now
    if post.kind == PostKind.MAINTENANCE:
        if is_past:
            return PostState.COMPLETED
        return PostState.IN_PROGRESS if post.starts_at <= now else state
    if post.kind == PostKind.ANNOUNCEMENT and is_past:
        return PostState.WITHDRAWN
    return state


def service_state(posts: Iterable[Standing], now: datetime) -> ServiceState:
    """Return how a service does that these posts name: as bad as the worst of them."""
    return max((_effect(post, now) for post in posts), key=_WORST_LAST.index, default=ServiceState.OPERATIONAL)


def _effect(post: Standing, now: datetime) -> ServiceState:
    state = state_at(post, now)
    if state in ENDED or post.starts_at > now:
        return ServiceState.OPERATIONAL
    if post.kind == PostKind.INCIDENT:
        return ServiceState.DOWN if post.impact == ServiceImpact.DOWN else ServiceState.DEGRADED
    return ServiceState.MAINTENANCE if post.kind == PostKind.MAINTENANCE else ServiceState.OPERATIONAL
