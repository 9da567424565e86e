"""What happened, for whoever watches: frozen values, published on the loop, delivered at once.

Listeners are quick and never raise; without listeners publishing costs a truth test.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from gateway.domain.sharing import Ban

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RequestStarted:
    """A request was accepted. Times in Unix milliseconds."""

    request_id: str
    at: int
    model: str
    token_id: int
    token_name: str
    client: str
    stream: bool


@dataclass(frozen=True, slots=True)
class AttemptStarted:
    request_id: str
    number: int
    channel_id: int
    channel_name: str
    provider: str


@dataclass(frozen=True, slots=True)
class ContentStarted:
    """The first content event came; ``first_token_ms`` since the request's start."""

    request_id: str
    first_token_ms: int


@dataclass(frozen=True, slots=True)
class RequestFinished:
    """A request ended and is in the log under ``log_id``."""

    request_id: str
    log_id: int
    at: int
    model: str
    channel_id: int
    channel_name: str
    token_id: int
    token_name: str
    client: str
    status: str
    http_status: int
    input_tokens: int
    output_tokens: int
    charge_nano: int
    first_token_ms: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class ChannelsChanged:
    """Channels or their keys changed; ``channel_id`` 0 means several."""

    channel_id: int = 0


@dataclass(frozen=True, slots=True)
class TokensChanged:
    token_id: int = 0


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerChanged:
    """Listeners, draining, pausing or the store's health changed."""


@dataclass(frozen=True, slots=True)
class SharingChanged:
    """What is shared, where it listens, or what is in the way; bans that ended."""


@dataclass(frozen=True, slots=True)
class AddressBanned:
    """An address sent too many wrong keys and is answered no more for a while."""

    ban: Ban


@dataclass(frozen=True, slots=True)
class VaultChanged:
    pass


@dataclass(frozen=True, slots=True)
class UpdateFound:
    """A version newer than this one was released; told once for each."""

    version: str


@dataclass(frozen=True, slots=True)
class LogChanged:
    """Rows of the log were removed, or it is another one: what was read of it is outdated."""


Event = (
    RequestStarted
    | AttemptStarted
    | ContentStarted
    | RequestFinished
    | ChannelsChanged
    | TokensChanged
    | SettingsChanged
    | ServerChanged
    | SharingChanged
    | AddressBanned
    | VaultChanged
    | UpdateFound
    | LogChanged
)
Listener = Callable[[Event], None]


class EventBus:
    """Synchronous fan-out on the gateway's loop."""

    def __init__(self) -> None:
        self._listeners: list[tuple[Listener, tuple[type[Event], ...]]] = []
        self.watched = False
        """Whether anybody follows requests: their events are many, and not made for nobody."""

    def subscribe(self, listener: Listener, *kinds: type[Event]) -> Callable[[], None]:
        """Adds a listener to all events, or to those of ``kinds``; the returned function removes
        it (calling it again does nothing).
        """
        entry = (listener, kinds)
        self._listeners.append(entry)
        self._look()

        def unsubscribe() -> None:
            if entry in self._listeners:
                self._listeners.remove(entry)
                self._look()

        return unsubscribe

    def _look(self) -> None:
        self.watched = any(not kinds for _, kinds in self._listeners)

    def publish(self, event: Event) -> None:
        for listener, kinds in tuple(self._listeners):
            if kinds and not isinstance(event, kinds):
                continue
            try:
                listener(event)
            except Exception:
                log.exception("an event listener failed on %s", type(event).__name__)
