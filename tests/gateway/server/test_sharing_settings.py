"""Sharing's time, its switch from elsewhere, and the port it shares with loopback."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from gateway.domain.sharing import Place
from gateway.errors import ServiceError
from gateway.services.sharing_views import PlaceState
from tests.gateway.house import House, house
from tests.gateway.networks import HOME, Networks, household
from tests.gateway.server.sharing import Changes, listening, shared


@asynccontextmanager
async def moveable(folder: Path, networks: Networks) -> AsyncIterator[House]:
    """With a port that the settings may change, at first any free one."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    async with house(folder, networks=networks, port=port) as home:
        home.gateway.settings._command_line.clear()
        await home.gateway.settings_service.set("port", port)
        yield home


@pytest.fixture
def networks() -> Networks:
    return household()


@pytest.fixture
async def home(tmp_path: Path, networks: Networks) -> AsyncIterator[House]:
    async with house(tmp_path, networks=networks) as running:
        yield running


async def test_sharing_ends_by_itself_after_its_time(tmp_path: Path, networks: Networks) -> None:
    async with house(tmp_path, networks=networks) as home:
        sharing = home.gateway.sharing
        await home.gateway.settings_service.set("sharing_hours", 2)
        assert sharing.view().until == 0
        before = home.gateway.now_ms()
        view = await sharing.turn(True)
        assert view.until - before - 7_200_000 < 60_000
        assert view.until >= before + 7_200_000
    async with house(tmp_path, networks=networks) as again:
        sharing = again.gateway.sharing
        assert sharing.view().until == view.until, "a restart does not make it longer"
        later = view.until + 1
        again.gateway._context.now_ms = lambda: later
        await sharing.refresh()
        assert not sharing.view().on
        assert await listening(again) == ["127.0.0.1"]
        assert not again.gateway.settings.sharing


async def test_the_switch_is_a_setting_that_the_management_api_reaches(home: House) -> None:
    changes = Changes(home)
    await home.gateway.settings_service.set_option("sharing", "true")
    await changes.until(lambda: shared(home))
    assert await listening(home) == ["127.0.0.1", HOME]
    await home.gateway.settings_service.set_option("sharing", "false")
    await changes.until(lambda: not shared(home))
    assert await listening(home) == ["127.0.0.1"]


async def test_the_environment_has_the_last_word(tmp_path: Path, networks: Networks) -> None:
    async with house(tmp_path, networks=networks, environ={"HOMEPORT_SHARING": "true"}) as on:
        assert on.gateway.sharing.view().fixed
        assert await listening(on) == ["127.0.0.1", HOME]
        with pytest.raises(ServiceError) as refused:
            await on.gateway.sharing.turn(False)
        assert refused.value.code == "setting_fixed"


async def test_a_host_on_the_command_line_leaves_nothing_to_share(
    tmp_path: Path, networks: Networks
) -> None:
    environ = {"HOMEPORT_SHARING": "true"}
    async with house(tmp_path, networks=networks, environ=environ, host="127.0.0.1") as home:
        view = home.gateway.sharing.view()
        assert (view.fixed_host, view.host_source) == ("127.0.0.1", "command line")
        assert await listening(home) == ["127.0.0.1"]
        with pytest.raises(ServiceError) as refused:
            await home.gateway.sharing.turn(True)
        assert refused.value.code == "host_fixed"


async def test_another_port_takes_the_shared_addresses_along(
    tmp_path: Path, networks: Networks
) -> None:
    """And one that is not free changes nothing."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
        probe.listen()
        async with moveable(tmp_path, networks) as home:
            await home.gateway.sharing.turn(True)
            old = home.gateway.status().port
            reader, writer = await asyncio.open_connection("127.0.0.1", old)
            await home.gateway.settings_service.set("port", free)
            with pytest.raises(ServiceError) as refused:
                await home.gateway.restart_listener()
            assert refused.value.code == "port_taken"
            assert f"pid {os.getpid()}" in refused.value.fields["holder"]
            assert await listening(home) == ["127.0.0.1", HOME]
            assert home.gateway.status().port == old
            probe.close()
            assert (await home.gateway.restart_listener()).port == free
            assert home.gateway.status().port == free
            assert await listening(home) == ["127.0.0.1", HOME]
            assert await reader.read() == b"", "an idle connection ends with its socket"
            writer.close()
            with pytest.raises(OSError):
                await asyncio.open_connection("127.0.0.1", old)


async def test_many_clicks_end_where_the_last_one_was(home: House) -> None:
    sharing = home.gateway.sharing
    await asyncio.gather(*(sharing.turn(number % 2 == 0) for number in range(7)))
    assert sharing.view().on == home.gateway.settings.sharing
    expected = ["127.0.0.1", HOME] if sharing.view().on else ["127.0.0.1"]
    assert await listening(home) == expected


async def test_networks_that_cannot_be_read_keep_nobody_from_starting(
    tmp_path: Path, networks: Networks, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path, networks=networks) as home:
        await home.gateway.sharing.turn(True)

    def broken() -> Sequence[Place]:
        raise OSError("no such system call")

    async with house(tmp_path, networks=broken) as again:
        assert await listening(again) == ["127.0.0.1"]
        assert "the networks cannot be read" in caplog.text
        view = again.gateway.sharing.view()
        assert [(each.network.ssid, each.state) for each in view.places] == [
            ("Home", PlaceState.WAITING)
        ]
        again.gateway.sharing._look = networks
        await again.gateway.sharing.refresh()
        assert await listening(again) == ["127.0.0.1", HOME]
