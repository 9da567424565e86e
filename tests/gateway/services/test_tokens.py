"""Tokens: in force the moment they are made, changed or revoked; their money is the ledger's."""

from __future__ import annotations

import asyncio

import pytest

from gateway.domain.money import NANO
from gateway.errors import NotFound, ServiceError
from gateway.events import TokensChanged
from gateway.services.tokens import THIS_COMPUTER, DeletedToken, TokenChanges, TokenDraft
from gateway.store import ledger_rows
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, Usage

PRICE = {"input": 2, "output": 8}


async def works(home: House, key: str) -> int:
    async with home.session.get(
        f"{home.url}/v1/models", headers={"Authorization": f"Bearer {key}"}
    ) as answer:
        return answer.status


async def test_a_token_works_as_soon_as_it_is_made(home: House) -> None:
    created = await home.gateway.tokens.create(TokenDraft("laptop"))
    assert created.key.startswith("sk-")
    assert len(created.key) == 51
    assert created.token.hint == created.key[-4:]
    assert await works(home, created.key) == 200
    assert await home.gateway.tokens.reveal(created.token.id) == created.key


async def test_a_key_brought_along_keeps_working_with_or_without_its_prefix(home: House) -> None:
    old = "0123456789abcdef0123456789abcdef"
    created = await home.gateway.tokens.create(TokenDraft("old", key=old))
    assert created.key == f"sk-{old}"
    assert await works(home, old) == 200
    assert await works(home, f"sk-{old}") == 200
    with pytest.raises(ServiceError, match="has this key already") as refused:
        await home.gateway.tokens.create(TokenDraft("twin", key=created.key))
    assert refused.value.code == "duplicate_key"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (TokenDraft("  "), "name"),
        (TokenDraft("x" * 129), "name"),
        (TokenDraft("x", subnets=("10.0.0.0/8", "nonsense")), "subnets"),
        (TokenDraft("x", expires_at=-1), "expires_at"),
        (TokenDraft("x", balance_nano=2**63), "balance"),
        (TokenDraft("x", key="short"), "key"),
        (TokenDraft("x", key="with a space in it"), "key"),
    ],
)
async def test_what_cannot_be_meant_is_refused_by_field(
    home: House, draft: TokenDraft, field: str
) -> None:
    before = await home.gateway.tokens.list()
    with pytest.raises(ServiceError) as refused:
        await home.gateway.tokens.create(draft)
    assert refused.value.code == "invalid_token"
    assert list(refused.value.fields) == [field]
    assert await home.gateway.tokens.list() == before


async def test_switching_off_and_on_takes_effect_at_once(home: House) -> None:
    token, key = await home.token()
    await home.gateway.tokens.set_enabled(token.id, False)
    assert await works(home, key) == 401
    await home.gateway.tokens.set_enabled(token.id, True)
    assert await works(home, key) == 200


async def test_revoking_is_immediate_and_can_be_undone(home: House) -> None:
    token, key = await home.token()
    undo = await home.gateway.tokens.delete(token.id)
    assert undo == DeletedToken(token.id, token.name)
    assert await works(home, key) == 401
    with pytest.raises(NotFound):
        await home.gateway.tokens.get(token.id)
    restored = await home.gateway.tokens.restore(undo)
    assert restored == token
    assert await works(home, key) == 200


async def test_changes_leave_alone_what_they_do_not_name(home: House) -> None:
    token, _ = await home.token(models=("gpt-4o",), subnets=("127.0.0.0/8",))
    changed = await home.gateway.tokens.update(token.id, TokenChanges(name="phone", models=()))
    assert (changed.name, changed.models, changed.subnets) == ("phone", (), ("127.0.0.0/8",))
    with pytest.raises(NotFound):
        await home.gateway.tokens.update(99, TokenChanges(name="nobody"))


async def test_two_changes_at_once_both_stay(home: House) -> None:
    token, _ = await home.token()
    await asyncio.gather(
        home.gateway.tokens.update(token.id, TokenChanges(name="phone")),
        home.gateway.tokens.update(token.id, TokenChanges(group="vip")),
    )
    changed = await home.gateway.tokens.get(token.id)
    assert (changed.name, changed.group) == ("phone", "vip")


async def test_a_balance_is_set_by_an_entry_of_the_difference(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
    assert (await home.chat("gpt-4o", key=key))[0] == 200
    await home.settled()
    spent = 1000 * 2000 + 500 * 8000
    assert (await home.gateway.tokens.get(token.id)).balance_nano == NANO - spent
    changed = await home.gateway.tokens.update(
        token.id, TokenChanges(balance_nano=5 * NANO), actor="root"
    )
    assert (changed.balance_nano, changed.used_nano) == (5 * NANO, spent)
    assert home.balance(token) == 5 * NANO
    entries = await home.gateway.database.read(lambda: ledger_rows.page("token", token.id))
    assert [(e.cause, e.amount_nano, e.actor) for e in entries] == [
        ("set", 4 * NANO + spent, "root"),
        ("charge", -spent, "root"),
        ("grant", NANO, "root"),
    ]
    await home.check_ledger()


async def test_lists_show_what_the_ledger_says_before_the_store_does(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
    await home.chat("gpt-4o", key=key)
    await home.settled()
    (listed,) = [t for t in await home.gateway.tokens.list() if t.id == token.id]
    assert listed.balance_nano == home.balance(token) == NANO - 6_000_000
    assert listed.last_used_at > 0
    assert listed.last_address == "127.0.0.1"


async def test_pages_by_order_and_by_how_the_name_begins(home: House) -> None:
    (first,) = await home.gateway.tokens.list()
    rich, _ = await home.token(5 * NANO, name="rich")
    poor, _ = await home.token(NANO, name="poor")
    page = home.gateway.tokens.page
    newest, total = await page(1, offset=0, limit=2)
    assert ([t.id for t in newest], total) == ([poor.id, rich.id], 3)
    assert (await page(1, offset=2, limit=2))[0] == [first]
    left, _ = await page(1, order="remain_quota", offset=0, limit=10)
    assert [t.id for t in left] == [first.id, rich.id, poor.id]
    assert [t.name for t in (await page(1, keyword="ri", offset=0, limit=10))[0]] == ["rich"]
    assert await page(2, offset=0, limit=10) == ([], 0)


async def test_this_computer_has_one_token_however_often_it_is_asked(home: House) -> None:
    first, second = await asyncio.gather(
        home.gateway.tokens.this_computer(), home.gateway.tokens.this_computer()
    )
    assert first == second
    assert first.token.purpose == THIS_COMPUTER
    assert await works(home, first.key) == 200


async def test_every_change_is_told(home: House) -> None:
    told: list[object] = []
    home.gateway.events.subscribe(told.append)
    token, _ = await home.token()
    await home.gateway.tokens.set_enabled(token.id, False)
    await home.gateway.tokens.delete(token.id)
    assert told == [TokensChanged(token.id)] * 3


async def test_no_key_is_shown_by_accident(home: House) -> None:
    created = await home.gateway.tokens.create(TokenDraft("laptop", key="secret-key-0123"))
    assert "secret-key" not in repr(created)
    assert "secret-key" not in repr(TokenDraft("x", key="secret-key-0123"))


async def test_limits_are_kept_and_a_copy_has_them(home: House) -> None:
    draft = TokenDraft("laptop", rpm=5, tpm=90_000, concurrency=2, group="vip", models=("gpt-4o",))
    first = await home.gateway.tokens.create(draft)
    copy = await home.gateway.tokens.duplicate(first.token.id)
    again = await home.gateway.tokens.duplicate(copy.token.id)
    assert (copy.token.name, again.token.name) == ("laptop 2", "laptop 3")
    assert copy.key != first.key
    for token in (first.token, copy.token, again.token):
        assert (token.rpm, token.tpm, token.concurrency) == (5, 90_000, 2)
        assert (token.group, token.models) == ("vip", ("gpt-4o",))
    after = await home.gateway.tokens.update(copy.token.id, TokenChanges(tpm=0))
    assert (after.rpm, after.tpm) == (5, 0)


@pytest.mark.parametrize("name", ["rpm", "tpm", "concurrency"])
async def test_a_limit_below_nothing_is_refused(home: House, name: str) -> None:
    for limit in (-1, 2**31):
        with pytest.raises(ServiceError) as refused:
            await home.gateway.tokens.create(TokenDraft("x", **{name: limit}))
        assert refused.value.fields.keys() == {name}
