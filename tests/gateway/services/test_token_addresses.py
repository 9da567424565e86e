"""Where tokens are used from, and what of it is new."""

from __future__ import annotations

from itertools import count

from gateway.domain.token import Token
from gateway.services.tokens import NewAddress
from gateway.store.journal import RequestRow, Settlement
from tests.gateway.house import House

HOUR_MS = 3_600_000
_numbers = count()


async def used(home: House, token: Token, address: str, hours_ago: float) -> int:
    at = home.gateway.now_ms() - int(hours_ago * HOUR_MS)
    row = RequestRow(
        request_id=f"req-{next(_numbers)}",
        at=at,
        finished_at=at,
        token_id=token.id,
        token_name=token.name,
        person_id=1,
        status="done",
        address=address,
    )
    await home.gateway.database.submit(Settlement(row, [], []))
    return at


async def new(home: House) -> dict[int, NewAddress]:
    return await home.gateway.tokens.new_addresses(await home.gateway.tokens.list())


async def test_an_address_is_new_for_a_day_after_another_one(home: House) -> None:
    phone, laptop = (await home.token(name="Phone"))[0], (await home.token(name="Laptop"))[0]
    await used(home, phone, "192.168.1.20", 40)
    assert await new(home) == {}
    await used(home, laptop, "192.168.1.31", 1)
    at = await used(home, phone, "192.168.1.77", 2)
    await used(home, phone, "192.168.1.77", 1)
    assert await new(home) == {phone.id: NewAddress("192.168.1.77", at)}
    # Back where it was: nothing is new any more.
    await used(home, phone, "192.168.1.20", 0.5)
    assert await new(home) == {}
    await used(home, phone, "192.168.1.77", 0.1)
    assert await new(home) == {phone.id: NewAddress("192.168.1.77", at)}


async def test_neither_old_addresses_nor_this_computer_are_new(home: House) -> None:
    phone = (await home.token(name="Phone"))[0]
    await used(home, phone, "192.168.1.20", 80)
    await used(home, phone, "192.168.1.77", 30)
    await used(home, phone, "192.168.1.77", 1)
    assert await new(home) == {}
    for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        await used(home, phone, address, 0.5)
        assert await new(home) == {}
