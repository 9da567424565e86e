"""Settings, channels and tokens leave in a sealed file and arrive somewhere else, reviewed."""

import json
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.domain.channel import KeyState
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import GroupLimits, Person
from gateway.errors import ServiceError
from gateway.progress import Cancelled, Progress
from gateway.services.channel_drafts import ChannelChanges, KeyChange
from gateway.services.people import PersonDraft
from gateway.services.token_drafts import TokenChanges
from gateway.services.transfer import ImportItem, ImportPlan
from gateway.store import ledger_rows
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams

WORDS = "quiet harbour at noon"
UPSTREAM_KEY = "sk-upstream-planted-0001"
SECOND_KEY = "sk-upstream-planted-0002"
TOKEN_KEY = "sk-" + "Moved012" * 6


async def furnish(home: House, up: Upstreams) -> None:
    """A channel with two keys, one of them off; a limited and an unlimited token; a setting."""
    channel = await home.channel(
        up.openai,
        "gpt-4o",
        "fast",
        name="Work",
        keys=(up.openai.key, SECOND_KEY),
        priority=7,
        headers={"x-team": "planted-header"},
        aliases={"fast": "gpt-4o"},
    )
    second = channel.keys[1].id
    await home.gateway.channels.update(
        channel.id,
        ChannelChanges(keys=(KeyChange(second, state=KeyState.OFF),), idle_timeout_s=33.0),
    )
    await home.token(
        5 * NANO, name="Mia", key=TOKEN_KEY, models=("gpt-4o",), subnets=("127.0.0.0/8",)
    )
    await home.token(name="Editor")
    await home.gateway.settings_service.set("max_attempts", 3)
    await home.price(gpt_4o={"input": 1, "output": 2})


def of_kind(plan: ImportPlan, kind: str) -> dict[str, ImportItem]:
    return {item.name: item for item in plan.items if item.kind == kind}


async def test_a_household_moves(tmp_path: Path, up: Upstreams) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        await furnish(old, up)
        made = await old.gateway.transfer.export(file, WORDS)
        assert (made.channels, made.tokens, made.size) == (1, 3, file.stat().st_size)
    async with house(tmp_path / "new") as new:
        transfer = new.gateway.transfer
        plan = await transfer.open(file, WORDS)
        assert of_kind(plan, "channel")["Work"].standing == "new"
        assert of_kind(plan, "token")["Mia"].standing == "new"
        assert of_kind(plan, "setting")["max_attempts"].standing == "new"
        assert of_kind(plan, "prices")["ModelPrice"].standing == "new"
        # The owner's first token is given by the environment of both.
        assert of_kind(plan, "token")["Initial Root Token"].standing == "same"
        assert new.gateway.planner.snapshot.channels == (), "nothing happens before it is asked"
        result = await transfer.apply(plan, plan.proposed)
        assert (result.failed, len(result.done)) == ((), len(plan.proposed))
        again = await transfer.open(file, WORDS)
        standings = {item.name: item.standing for item in again.items}
        assert set(standings.values()) == {"same"}, standings
        assert again.proposed == frozenset()
        await _is_furnished(new, up)


async def _is_furnished(home: House, up: Upstreams) -> None:
    (channel,) = await home.gateway.channels.list()
    assert (channel.name, channel.priority, channel.idle_timeout_s) == ("Work", 7, 33.0)
    assert channel.headers == {"x-team": "planted-header"}
    assert [key.state for key in channel.keys] == [KeyState.READY, KeyState.OFF]
    assert home.gateway.settings.max_attempts == 3
    tokens = {token.name: token for token in await home.gateway.tokens.list()}
    mia = tokens["Mia"]
    assert (mia.balance_nano, mia.models, mia.subnets) == (5 * NANO, ("gpt-4o",), ("127.0.0.0/8",))
    up.openai.script(Reply(text="hello"))
    status, _, _ = await home.chat("gpt-4o", key=TOKEN_KEY)
    assert status == 200, "clients go on working with the keys they have"
    await home.check_ledger()
    entries = await home.gateway.database.read(lambda: ledger_rows.page("token", mia.id))
    grant = entries[-1]
    assert (grant.amount_nano, grant.cause, grant.actor) == (5 * NANO, "grant", "import")


async def test_what_differs_is_left_alone_unless_it_is_chosen(
    tmp_path: Path, up: Upstreams
) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path) as home:
        await furnish(home, up)
        gateway = home.gateway
        await gateway.transfer.export(file, WORDS)
        (channel,) = await gateway.channels.list()
        mia = next(t for t in await gateway.tokens.list() if t.name == "Mia")
        await gateway.channels.update(channel.id, ChannelChanges(priority=1, models=("a", "b")))
        await gateway.tokens.update(mia.id, TokenChanges(balance_nano=NANO, enabled=False))
        await gateway.settings_service.set("max_attempts", 9)
        await home.price(gpt_4o={"input": 5, "output": 5})
        plan = await gateway.transfer.open(file, WORDS)
        assert plan.proposed == frozenset()
        work, token = of_kind(plan, "channel")["Work"], of_kind(plan, "token")["Mia"]
        assert (work.standing, set(work.fields)) == ("different", {"priority", "models"})
        assert (token.standing, set(token.fields)) == ("different", {"enabled", "balance"})
        assert of_kind(plan, "setting")["max_attempts"].standing == "different"
        assert of_kind(plan, "prices")["ModelPrice"].fields == ("gpt-4o",)
        await gateway.transfer.apply(plan, plan.proposed)
        assert (await gateway.channels.get(channel.id)).priority == 1
        assert gateway.settings.max_attempts == 9
        await gateway.transfer.apply(plan, {work.key, token.key})
        assert (await gateway.channels.get(channel.id)).priority == 7
        assert [key.state for key in (await gateway.channels.get(channel.id)).keys] == [
            KeyState.READY,
            KeyState.OFF,
        ]
        changed = await gateway.tokens.get(mia.id)
        assert (changed.balance_nano, changed.enabled) == (5 * NANO, True)
        assert gateway.settings.max_attempts == 9, "only what was chosen"
        entries = await gateway.database.read(lambda: ledger_rows.page("token", mia.id))
        assert [(e.cause, e.amount_nano) for e in entries] == [
            ("set", 4 * NANO),
            ("set", -4 * NANO),
            ("grant", 5 * NANO),
        ]
        await home.check_ledger()


async def test_people_come_with_their_tokens(tmp_path: Path, up: Upstreams) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        draft = PersonDraft("Mei", unlimited=False, balance_nano=3 * NANO)
        mei: Person | None = await old.gateway.people.create(draft)
        assert mei is not None
        await old.token(NANO, name="phone", person_id=mei.id)
        await old.gateway.transfer.export(file, WORDS)
    async with house(tmp_path / "new") as new:
        plan = await new.gateway.transfer.open(file, WORDS)
        phone = of_kind(plan, "token")["phone"]
        result = await new.gateway.transfer.apply(plan, {phone.key})
        assert [item.kind for item in result.done] == ["person", "token"]
        mei = await new.gateway.people.find("mei")
        assert mei is not None
        assert (mei.display_name, mei.balance_nano) == ("Mei", 3 * NANO)
        token = next(t for t in await new.gateway.tokens.list() if t.name == "phone")
        assert token.person_id == mei.id
        await new.check_ledger()


async def test_people_without_tokens_come_too(tmp_path: Path) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        people = old.gateway.people
        draft = PersonDraft("Mum", group="kids", unlimited=False, balance_nano=NANO)
        mum = await people.create(replace(draft, enabled=False, limits=GroupLimits(Limits(rpm=9))))
        gone = await people.create(PersonDraft("Gone"))
        await people.remove(gone.id)
        await old.gateway.transfer.export(file, WORDS)
    async with house(tmp_path / "new") as new:
        plan = await new.gateway.transfer.open(file, WORDS)
        assert {i.name: i.standing for i in plan.items if i.kind == "person"} == {"mum": "new"}
        result = await new.gateway.transfer.apply(plan, plan.proposed)
        assert result.failed == ()
        came = await new.gateway.people.find("mum")
        assert came is not None
        assert came == replace(mum, id=came.id, created_at=came.created_at)
        entries = await new.gateway.database.read(lambda: ledger_rows.page("person", came.id))
        told = [(e.cause, e.amount_nano, e.actor) for e in entries]
        assert told == [("grant", NANO, "import")]
        await new.check_ledger()


async def test_what_this_homeport_cannot_take_is_said_and_not_offered(
    tmp_path: Path, up: Upstreams
) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        await furnish(old, up)
        old.gateway.settings._command_line.pop("port")
        await old.gateway.settings_service.set("port", 4321)
        channel = old.gateway.planner.snapshot.channels[0]
        await old.gateway.database.write(
            lambda: _rename_provider(channel.id)  # as a later version would know it
        )
        await old.gateway.state.reload_channels()
        await old.gateway.transfer.export(file, WORDS)
    async with house(tmp_path / "new") as new:
        plan = await new.gateway.transfer.open(file, WORDS)
        work = of_kind(plan, "channel")["Work"]
        assert (work.standing, work.reason) == ("blocked", "unknown_provider")
        port = of_kind(plan, "setting")["port"]
        assert (port.standing, port.reason) == ("blocked", "fixed")
        result = await new.gateway.transfer.apply(plan, {work.key, port.key})
        assert result.done == ()
        assert new.gateway.planner.snapshot.channels == ()


def _rename_provider(channel_id: int) -> None:
    from gateway.store import schema

    schema.Channel.update(provider="from_the_future").where(
        schema.Channel.id == channel_id
    ).execute()


async def test_one_that_fails_keeps_no_other_from_coming(tmp_path: Path, up: Upstreams) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        await furnish(old, up)
        await old.gateway.transfer.export(file, WORDS)
    async with house(tmp_path / "new") as new:
        plan = await new.gateway.transfer.open(file, WORDS)
        # Meanwhile somebody makes a token with the same key.
        await new.token(name="first", key=TOKEN_KEY)
        result = await new.gateway.transfer.apply(plan, plan.proposed)
        assert [(each.item.name, each.code) for each in result.failed] == [("Mia", "duplicate_key")]
        assert len(result.done) == len(plan.proposed) - 1


async def test_an_import_can_be_ended_and_gone_on_with(tmp_path: Path, up: Upstreams) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        await furnish(old, up)
        await old.gateway.transfer.export(file, WORDS)
    async with house(tmp_path / "new") as new:
        plan = await new.gateway.transfer.open(file, WORDS)
        progress = Progress()
        new.gateway.events.subscribe(lambda _event: progress.cancel())
        with pytest.raises(Cancelled):
            await new.gateway.transfer.apply(plan, plan.proposed, progress)
        rest = await new.gateway.transfer.open(file, WORDS)
        assert 0 < len(rest.proposed) < len(plan.proposed)
        await new.gateway.transfer.apply(rest, rest.proposed)
        assert (await new.gateway.transfer.open(file, WORDS)).proposed == frozenset()


async def test_no_secret_stands_outside_the_seal(tmp_path: Path, up: Upstreams) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path) as home:
        await furnish(home, up)
        await home.gateway.transfer.export(file, WORDS)
        plan = await home.gateway.transfer.open(file, WORDS)
        outside = file.read_text() + repr(plan) + repr(plan.content)
        for secret in (SECOND_KEY, up.openai.key, TOKEN_KEY, TOKEN_KEY[3:], WORDS):
            assert secret not in outside
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def _edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    envelope = json.loads(path.read_text())
    change(envelope)
    path.write_text(json.dumps(envelope))


def _garble(envelope: dict[str, Any]) -> None:
    sealed = envelope["sealed"]
    envelope["sealed"] = sealed[:400] + ("A" if sealed[400] != "A" else "B") + sealed[401:]


def _forge(envelope: dict[str, Any]) -> None:
    """As somebody would who knows the format: with the checksum made anew."""
    import hashlib

    _garble(envelope)
    envelope["sha256"] = hashlib.sha256(envelope["sealed"].encode()).hexdigest()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: _edit(path, _garble), "export_damaged"),
        (lambda path: _edit(path, _forge), "export_damaged"),
        (lambda path: _edit(path, lambda e: e.update(created_at=5)), "export_damaged"),
        (lambda path: _edit(path, lambda e: e.pop("sealed")), "export_damaged"),
        (lambda path: _edit(path, lambda e: e.update(version=2)), "export_newer"),
        (lambda path: _edit(path, lambda e: e.update(format="other")), "not_an_export"),
        (lambda path: path.write_bytes(path.read_bytes()[:-300]), "export_damaged"),
        (lambda path: path.write_text("[1, 2]"), "not_an_export"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "not_an_export"),
        (lambda path: path.write_text(""), "not_an_export"),
        (lambda path: path.unlink(), "unreadable"),
    ],
)
async def test_a_spoilt_file_says_how(
    home: House, tmp_path: Path, spoil: Callable[[Path], object], code: str
) -> None:
    file = tmp_path / "move.homeport"
    await home.gateway.transfer.export(file, WORDS)
    spoil(file)
    with pytest.raises(ServiceError) as refused:
        await home.gateway.transfer.open(file, WORDS)
    assert refused.value.code == code, refused.value.message


async def test_another_passphrase_is_told_from_damage(home: House, tmp_path: Path) -> None:
    file = tmp_path / "move.homeport"
    await home.gateway.transfer.export(file, WORDS)
    with pytest.raises(ServiceError) as refused:
        await home.gateway.transfer.open(file, "quiet harbor at noon")
    assert refused.value.code == "wrong_passphrase"
    with pytest.raises(ServiceError) as refused:
        await home.gateway.transfer.export(file, "short")
    assert refused.value.code == "weak_passphrase"


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
async def test_a_full_disk_leaves_the_export_before(home: House, tmp_path: Path) -> None:
    import resource

    from gateway.services import export_file

    file = tmp_path / "move.homeport"
    export_file.write(file, b"the one before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(ServiceError) as refused:
            export_file.write(file, b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.code == "export_failed"
    assert file.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["move.homeport"]


async def test_a_locked_vault_exports_nothing(home: House, tmp_path: Path) -> None:
    file = tmp_path / "move.homeport"
    await home.gateway.transfer.export(file, WORDS)
    vault = home.gateway.vault
    await vault.close()
    for work in (
        home.gateway.transfer.export(tmp_path / "other", WORDS),
        home.gateway.transfer.open(file, WORDS),
    ):
        with pytest.raises(ServiceError) as refused:
            await work
        assert refused.value.code == "vault_locked"
    assert not (tmp_path / "other").exists()
    await vault.open()
