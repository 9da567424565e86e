"""What tests of sharing ask: what listens, by real connections, and what is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gateway.events import SharingChanged
from gateway.services.sharing_views import PlaceState, SharingView
from tests.gateway.house import House
from tests.gateway.networks import CABLE, DOCKER, HOME, TAILNET

EVERY = (HOME, CABLE, TAILNET, DOCKER)


async def opens(home: House, address: str) -> bool:
    """Whether anything listens there, on the gateway's port."""
    assert home.gateway.bound is not None
    try:
        _, writer = await asyncio.open_connection(address, home.gateway.bound.port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


async def listening(home: House) -> list[str]:
    return [address for address in ("127.0.0.1", *EVERY) if await opens(home, address)]


async def get(home: House, address: str, path: str = "/health", **headers: str) -> tuple[int, str]:
    assert home.gateway.bound is not None
    url = f"http://{address}:{home.gateway.bound.port}{path}"
    async with home.session.get(url, headers=headers) as answer:
        return answer.status, await answer.text()


def states(view: SharingView) -> dict[str, PlaceState]:
    return {each.network.interface: each.state for each in view.places}


def key(view: SharingView, interface: str) -> str:
    return next(each.key for each in view.places if each.network.interface == interface)


class Changes:
    """Waits for the service's news instead of for time."""

    def __init__(self, home: House) -> None:
        self._happened = asyncio.Event()
        home.gateway.events.subscribe(self._hear)

    def _hear(self, event: object) -> None:
        if isinstance(event, SharingChanged):
            self._happened.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(8):
            while not condition():
                self._happened.clear()
                await self._happened.wait()


def shared(home: House) -> list[str]:
    return [each.place.address for each in home.gateway.sharing.view().listening if each.place]
