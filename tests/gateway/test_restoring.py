"""A backup takes the place of the data while the gateway serves; what cannot be is refused."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gateway import restoring
from gateway.app import Gateway
from gateway.domain.vault_state import VaultState
from gateway.errors import ServiceError
from gateway.events import ChannelsChanged, LogChanged, ServerChanged, VaultChanged
from gateway.progress import Cancelled, Progress
from tests.gateway.house import ROOT_KEY, House, house, make_config
from tests.upstreams import Reply, Upstreams


async def test_a_running_gateway_goes_back_to_a_backup(tmp_path: Path) -> None:
    async with Upstreams() as up, house(tmp_path) as home:
        await home.channel(up.openai, "gpt-4o")
        token, key = await home.token(5_000_000_000)
        up.openai.script(Reply(text="before"))
        assert (await home.chat("gpt-4o"))[0] == 200
        await home.settled()
        made = await home.gateway.data.back_up()
        await home.gateway.tokens.delete(token.id)
        _, later_key = await home.token(name="later")
        up.openai.script(Reply(text="after"))
        assert (await home.chat("gpt-4o", key=later_key))[0] == 200
        assert (await home.chat("gpt-4o", key=key))[0] == 401
        await home.settled()
        told: list[object] = []
        home.gateway.events.subscribe(told.append)
        fractions: list[float] = []
        done = await restoring.restore(home.gateway, made.path, Progress(fractions.append))
        up.openai.script(Reply(text="again"))
        assert (await home.chat("gpt-4o", key=key))[0] == 200, "its token works again"
        assert (await home.chat("gpt-4o", key=later_key))[0] == 401, "that one never was"
        assert len(await home.log()) == 2
        assert home.balance(token) < 5_000_000_000
        await home.check_ledger()
        for kind in (ChannelsChanged, LogChanged, ServerChanged, VaultChanged):
            assert any(isinstance(each, kind) for each in told), kind
        # What was there before is a backup like any other.
        kept = await home.gateway.restore.inspect(done.kept)
        assert (kept.possible, kept.requests, kept.key) == (True, 2, "fits")
        assert not list((tmp_path / "data").glob("*.restoring*"))


async def test_requests_under_way_end_before_the_swap(tmp_path: Path) -> None:
    async with Upstreams() as up, house(tmp_path) as home:
        await home.channel(up.openai, "gpt-4o")
        made = await home.gateway.data.back_up()
        up.openai.script(Reply(text="slow answer", stall_after=1))
        body = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
        answer = asyncio.ensure_future(home.post("/v1/chat/completions", body, ROOT_KEY))
        await asyncio.wait_for(_until_live(home.gateway), 10)
        restored = asyncio.ensure_future(restoring.restore(home.gateway, made.path))
        await asyncio.wait_for(_until_draining(home.gateway), 20)
        up.openai.release()
        status, _, content = await answer
        assert status == 200
        assert b"[DONE]" in content
        done = await restored
        kept = await home.gateway.restore.inspect(done.kept)
        assert kept.requests == 1, "it was booked in the database that goes"
        assert await home.log() == []


async def _until_live(gateway: Gateway) -> None:
    while not len(gateway.live):  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def _until_draining(gateway: Gateway) -> None:
    while not gateway.draining:  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def test_what_starts_badly_is_put_back(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        token, key = await home.token()
        made = await home.gateway.data.back_up()
        taken = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
        port = taken.sockets[0].getsockname()[1]
        with closing(sqlite3.connect(made.path)) as copy, copy:
            copy.execute("INSERT INTO options (name, value) VALUES ('port', ?)", (str(port),))
        # Nothing but the database says which port, so what is restored cannot be served.
        home.gateway.settings._command_line.pop("port")
        home.gateway.settings.load({"port": "0"})
        await home.gateway.settings_service.set("port", 0)
        async with taken:
            with pytest.raises(ServiceError) as refused:
                await restoring.restore(home.gateway, made.path)
        assert refused.value.code == "restore_failed"
        assert "in use" in str(refused.value.__cause__)
        assert home.gateway.bound is not None
        assert (await home.chat("gpt-4o", key=key))[0] == 404, "the old data serves"
        assert (await home.gateway.tokens.get(token.id)).name == token.name
        assert home.gateway.settings.port == 0


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO migrations (name, applied_at) VALUES ('9999_future', 1)")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _text(path: Path) -> None:
    path.write_text("not a database at all, but long enough to be looked at" * 100)


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE channels (id INTEGER, key TEXT)")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_newer, "newer"),
        (_truncated, "damaged"),
        (_text, "damaged"),
        (_foreign, "foreign"),
        (Path.unlink, "missing"),
    ],
)
async def test_what_cannot_be_restored_is_told_before_anything_happens(
    tmp_path: Path, spoil: object, code: str
) -> None:
    async with house(tmp_path) as home:
        made = await home.gateway.data.back_up()
        spoil(made.path)  # type: ignore[operator]
        found = await home.gateway.restore.inspect(made.path)
        assert (found.possible, found.code) == (False, code)
        assert found.problem
        before = home.gateway.bound
        with pytest.raises(ServiceError) as refused:
            await restoring.restore(home.gateway, made.path)
        assert (refused.value.code, refused.value.fields["code"]) == ("restore_impossible", code)
        assert home.gateway.bound is before, "it never stopped"


async def test_a_folder_is_unreadable_not_damaged(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        found = await home.gateway.restore.inspect(tmp_path)
        assert found.code == "unreadable"


async def test_what_a_backup_holds_is_described(tmp_path: Path) -> None:
    async with Upstreams() as up, house(tmp_path) as home:
        await home.channel(up.openai, "gpt-4o")
        await home.token(7_000_000_000)
        await home.token()
        await home.gateway.vault_service.set_recovery("quiet harbour")
        made = await home.gateway.data.back_up()
        found = await home.gateway.restore.inspect(made.path)
        assert (found.channels, found.tokens, found.people) == (1, 3, 1)
        assert found.balance_nano == 7_000_000_000
        assert (found.key, found.recovery, found.upgrades) == ("fits", True, False)
        assert abs(found.taken_at - home.gateway.now_ms()) < 600_000
        assert found.last_at > 0


async def test_another_computers_backup_asks_for_its_recovery_passphrase(tmp_path: Path) -> None:
    async with Upstreams() as up:
        async with house(tmp_path / "there") as there:
            await there.channel(up.openai, "gpt-4o")
            _, key = await there.token()
            await there.gateway.vault_service.set_recovery("quiet harbour")
            made = await there.gateway.data.back_up()
        async with house(tmp_path / "here") as here:
            found = await here.gateway.restore.inspect(made.path)
            assert (found.possible, found.key, found.recovery) == (True, "other", True)
            await restoring.restore(here.gateway, made.path)
            assert here.gateway.vault.state is VaultState.LOST
            assert (await here.chat("gpt-4o", key=key))[0] == 503
            with pytest.raises(ServiceError) as refused:
                await here.gateway.vault_service.recover("another one")
            assert refused.value.code == "wrong_passphrase"
            assert await here.gateway.vault_service.recover("quiet harbour") is (
                VaultState.OPEN_KEYFILE
            )
            up.openai.script(Reply(text="at home"))
            await _until_served(here, key)


async def _until_served(home: House, key: str) -> None:
    """The keys are opened in a task of the gateway's own."""
    async with asyncio.timeout(20):
        while (await home.chat("gpt-4o", key=key))[0] != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_it_can_be_cancelled_until_the_gateway_stops(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        made = await home.gateway.data.back_up()
        before = home.gateway.bound
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            await restoring.restore(home.gateway, made.path, progress)
        assert home.gateway.bound is before
        assert not list((tmp_path / "data").glob("*.restoring*"))


async def test_an_older_start_finds_the_data_directory_held(tmp_path: Path) -> None:
    """While it restores, nobody else may open the data: the lock is kept throughout."""
    async with house(tmp_path) as home:
        await home.gateway.suspend(0.1)
        other = Gateway(make_config(tmp_path))
        with pytest.raises(Exception, match="in use by process"):
            await other.start()
        await home.gateway.start()
