"""Sharing, by real sockets: what is ticked listens, and nothing else; off means off."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from gateway.domain.money import NANO
from gateway.domain.sharing import Trouble
from gateway.services.sharing_views import PlaceState
from tests.gateway.house import ROOT_KEY, House, house
from tests.gateway.networks import (
    CABLE,
    HOME,
    TAILNET,
    Networks,
    cable,
    household,
    place,
    wifi,
)
from tests.gateway.server.sharing import EVERY, Changes, get, key, listening, opens, shared, states
from tests.upstreams import Reply, Upstreams, Usage


@pytest.fixture
def networks() -> Networks:
    return household()


@pytest.fixture
async def home(tmp_path: Path, networks: Networks) -> AsyncIterator[House]:
    async with house(tmp_path, networks=networks) as running:
        yield running


async def test_from_the_start_only_loopback_listens_and_networks_are_not_looked_at(
    home: House, networks: Networks
) -> None:
    assert await listening(home) == ["127.0.0.1"]
    assert networks.looks == 0
    assert not home.gateway.sharing.view().on


async def test_switching_on_listens_where_the_default_route_is_and_nowhere_else(
    home: House,
) -> None:
    view = await home.gateway.sharing.turn(True)
    assert view.on
    assert await listening(home) == ["127.0.0.1", HOME]
    assert states(view) == {
        "wlan0": PlaceState.LISTENING,
        "eth0": PlaceState.OFF,
        "tailscale0": PlaceState.OFF,
        "docker0": PlaceState.OFF,
    }
    assert view.listening[0].url == f"http://{HOME}:{view.port}"


@pytest.mark.parametrize(
    ("present", "first"),
    [
        ([place("tun0", TAILNET, default_route=True, kind=household().places[2].kind)], ""),
        ([place("eth0", CABLE, public=True, default_route=True)], ""),
        ([household().places[3]], ""),
        ([household().places[2], cable()], CABLE),
        ([wifi(default_route=False), cable()], HOME),
        ([], ""),
    ],
    ids=["vpn", "public", "container", "cable beside a VPN", "no default route", "none"],
)
async def test_what_is_ticked_at_first_is_never_a_vpn_a_container_or_the_internet(
    home: House, networks: Networks, present: list[object], first: str
) -> None:
    networks.places[:] = present  # type: ignore[assignment]
    await home.gateway.sharing.turn(True)
    assert await listening(home) == ["127.0.0.1", *([first] if first else [])]
    networks.places[:] = household().places
    await home.gateway.sharing.refresh()
    assert len(await listening(home)) == (2 if first in EVERY and first else 1), "it never jumps"


async def test_ticks_are_followed_one_by_one(home: House) -> None:
    sharing = home.gateway.sharing
    view = await sharing.turn(True)
    await sharing.choose(key(view, "eth0"), True)
    assert await listening(home) == ["127.0.0.1", HOME, CABLE]
    await sharing.choose(key(view, "tailscale0"), True)
    await sharing.choose(key(view, "wlan0"), False)
    assert await listening(home) == ["127.0.0.1", CABLE, TAILNET]
    for interface in ("eth0", "tailscale0"):
        await sharing.choose(key(view, interface), False)
    assert await listening(home) == ["127.0.0.1"]
    await sharing.refresh()
    assert await listening(home) == ["127.0.0.1"], "nothing is ticked by itself a second time"
    assert sharing.view().on


async def test_a_guest_needs_a_key_and_uses_the_same_models(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.gateway.sharing.turn(True)
    assert (await get(home, HOME, "/v1/models"))[0] == 401
    status, text = await get(home, HOME, "/v1/models", Authorization=f"Bearer {ROOT_KEY}")
    assert (status, "gpt-4o" in text) == (200, True)


async def test_the_management_api_is_not_there_for_guests(home: House) -> None:
    await home.gateway.sharing.turn(True)
    status, text = await get(home, HOME, "/api/status", Host=f"localhost:{home.gateway.bound.port}")  # type: ignore[union-attr]
    assert status == 403
    assert "this computer only" in text
    assert (await get(home, "127.0.0.1", "/api/status"))[0] == 200


async def test_guests_need_a_key_for_ollamas_api_whatever_serves_here(home: House) -> None:
    await home.token(name="apps")
    await home.gateway.settings_service.set("ollama_api", True)
    await home.gateway.settings_service.set("ollama_token", "apps")
    await home.gateway.sharing.turn(True)
    assert (await get(home, "127.0.0.1", "/api/tags"))[0] == 200
    assert (await get(home, HOME, "/api/tags"))[0] == 401
    host = f"localhost:{home.gateway.bound.port}"  # type: ignore[union-attr]
    assert (await get(home, HOME, "/api/tags", Host=host))[0] == 401
    assert (await get(home, HOME, "/api/tags", Authorization=f"Bearer {ROOT_KEY}"))[0] == 200


@pytest.mark.parametrize("streaming", [True, False])
async def test_switching_off_ends_guests_at_once_and_bills_what_they_had(
    home: House, up: Upstreams, streaming: bool
) -> None:
    sharing = home.gateway.sharing
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 10, "output": 20})
    token, token_key = await home.token(NANO)
    up.openai.always(Reply(text="word " * 40, usage=Usage(100, 40), stall_after=6))
    await sharing.turn(True)
    body = {"model": "gpt-4o", "stream": streaming, "messages": [{"role": "user", "content": "x"}]}
    headers = {"Authorization": f"Bearer {token_key}"}
    port = home.gateway.bound.port  # type: ignore[union-attr]

    async def ask(address: str) -> bytes:
        url = f"http://{address}:{port}/v1/chat/completions"
        async with aiohttp.ClientSession() as session:
            async with session.post(url, json=body, headers=headers) as answer:
                return await answer.read()

    guest, own = asyncio.ensure_future(ask(HOME)), asyncio.ensure_future(ask("127.0.0.1"))
    await up.openai.wait_stalled(2)
    assert sharing.guest_requests() in (1, 2)  # both come from 127.0.0.1 here
    assert [each.connections for each in sharing.guests()] == [1]
    await sharing.turn(False)
    with pytest.raises(aiohttp.ClientError):
        await guest
    assert not own.done()
    up.openai.release()
    assert b"word" in await own
    assert sharing.guests() == []
    first, second = sorted(entry.request.status for entry in await home.log())
    assert (first, second) == ("cancelled", "done")
    await home.check_ledger()
    assert home.reserved(token) == 0
    assert await listening(home) == ["127.0.0.1"]


async def test_an_idle_guest_is_cut_too_and_only_from_the_network_that_ended(home: House) -> None:
    sharing = home.gateway.sharing
    view = await sharing.turn(True)
    await sharing.choose(key(view, "eth0"), True)
    port = home.gateway.bound.port  # type: ignore[union-attr]
    readers = {}
    writers = []
    for address in ("127.0.0.1", HOME, CABLE):
        reader, writer = await asyncio.open_connection(address, port)
        writer.write(f"GET /health HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        readers[address] = reader
        writers.append(writer)
    await sharing.choose(key(view, "wlan0"), False)
    async with asyncio.timeout(8):
        try:
            assert b"HTTP" not in await readers[HOME].read(), "the rest of the answer, and the end"
        except ConnectionResetError:
            pass  # an end, too
    for address, writer in zip(("127.0.0.1", HOME, CABLE), writers, strict=True):
        if address != HOME:
            writer.write(f"GET /health HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
            assert b"HTTP/1.1 200" in await readers[address].readuntil(b"200 OK")
        writer.close()


async def test_the_choice_outlives_the_program(tmp_path: Path, networks: Networks) -> None:
    async with house(tmp_path, networks=networks) as first:
        view = await first.gateway.sharing.turn(True)
        await first.gateway.sharing.choose(key(view, "eth0"), True)
    async with house(tmp_path, networks=networks) as second:
        assert await listening(second) == ["127.0.0.1", HOME, CABLE]
        await second.gateway.sharing.turn(False)
    async with house(tmp_path, networks=networks) as third:
        assert await listening(third) == ["127.0.0.1"]
        view = await third.gateway.sharing.turn(True)
        assert await listening(third) == ["127.0.0.1", HOME, CABLE]


async def test_another_address_in_the_same_network_is_followed(
    home: House, networks: Networks
) -> None:
    sharing = home.gateway.sharing
    changes = Changes(home)
    sharing.watch_s = 0.02
    await sharing.turn(True)
    networks.places[0] = wifi("127.0.0.9")
    await changes.until(lambda: sharing.view().listening[:1] and shared(home) == ["127.0.0.9"])
    assert not await opens(home, HOME)
    assert await opens(home, "127.0.0.9")


async def test_an_absent_network_is_waited_for_and_no_other_is_taken(
    home: House, networks: Networks
) -> None:
    sharing = home.gateway.sharing
    changes = Changes(home)
    sharing.watch_s = 0.02
    await sharing.turn(True)
    networks.places[0] = wifi("127.0.0.9", "Café")
    await changes.until(lambda: not shared(home))
    waiting = [each for each in sharing.view().places if each.state is PlaceState.WAITING]
    assert [each.network.ssid for each in waiting] == ["Home"]
    assert (waiting[0].place, waiting[0].chosen) == (None, True)
    assert await listening(home) == ["127.0.0.1"]
    assert not await opens(home, "127.0.0.9")
    networks.places[0] = wifi("127.0.0.10")
    await changes.until(lambda: shared(home) == ["127.0.0.10"])


async def test_nothing_is_watched_once_sharing_is_off(home: House, networks: Networks) -> None:
    sharing = home.gateway.sharing
    sharing.watch_s = 0.001
    await sharing.turn(True)
    await sharing.turn(False)
    looks = networks.looks
    for _ in range(20):
        await asyncio.sleep(0.001)
    assert networks.looks == looks


async def test_a_port_that_is_taken_there_is_told_with_its_holder_and_tried_again(
    home: House,
) -> None:
    sharing = home.gateway.sharing
    port = home.gateway.bound.port  # type: ignore[union-attr]
    with closing(socket.socket()) as other:
        other.bind((HOME, port))
        other.listen()
        view = await sharing.turn(True)
        assert states(view)["wlan0"] is PlaceState.TAKEN
        assert "pid" in view.places[0].holder
        await sharing.choose(key(view, "eth0"), True)
        assert shared(home) == [CABLE], "one in trouble leaves the others alone"
    view = await sharing.refresh()
    assert states(view)["wlan0"] is PlaceState.LISTENING


async def test_an_address_that_is_gone_is_told_apart(home: House, networks: Networks) -> None:
    networks.places[0] = wifi("203.0.113.77")
    view = await home.gateway.sharing.turn(True)
    assert states(view)["wlan0"] is PlaceState(Trouble.GONE.value)


async def test_the_self_check_tells_whether_we_answer(home: House) -> None:
    sharing = home.gateway.sharing
    view = await sharing.turn(True)
    assert view.places[0].answers is None
    view = await sharing.check()
    assert view.places[0].answers is True
    assert view.places[0].reached_from == "", "this computer is no proof that others can"
    home.gateway.draining = True
    assert (await sharing.check()).places[0].answers is False
    home.gateway.draining = False
