"""Who is let in: bans, proxies that may speak for others, and names we answer to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from gateway.events import AddressBanned
from gateway.server.middleware.forwarded import client_address, parse_networks
from gateway.server.middleware.guard import is_our_host
from gateway.server.middleware.throttle import BANNED_AFTER, Throttle
from tests.gateway.house import ROOT_KEY, House, house
from tests.gateway.networks import HOME, household
from tests.upstreams import Upstreams

GUESSER, GUEST = "192.168.1.66", "192.168.1.31"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, networks=household()) as running:
        # Time stands still: nothing is forgiven, and no test waits for a delay.
        running.gateway.door.bans.throttle._clock = running.gateway.door.bans._clock = lambda: 0.0
        yield running


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def sleep(_seconds: float) -> None:
        pass

    monkeypatch.setattr("gateway.server.door.sleep", sleep)


async def ask(
    home: House, key: str = "sk-wrong", host: str = "", **headers: str
) -> tuple[int, str]:
    """The status and our code of a list of models."""
    assert home.gateway.bound is not None
    url = f"http://{host or '127.0.0.1'}:{home.gateway.bound.port}/v1/models"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {"Authorization": f"Bearer {key}", **named}
    async with home.session.get(url, headers=sent) as answer:
        return answer.status, answer.headers.get("x-homeport-error", "")


async def guess(home: House, address: str, times: int = BANNED_AFTER) -> list[int]:
    return [(await ask(home, X_Forwarded_For=address))[0] for _ in range(times)]


class TestBans:
    async def test_an_address_that_guesses_is_banned_with_its_right_keys_and_told_of_once(
        self, home: House
    ) -> None:
        told: list[object] = []
        home.gateway.events.subscribe(told.append)
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.1")
        told.clear()
        assert await guess(home, GUESSER) == [401] * BANNED_AFTER
        assert await ask(home, ROOT_KEY, X_Forwarded_For=GUESSER) == (403, "address_banned")
        assert await ask(home, ROOT_KEY, X_Forwarded_For=GUEST) == (200, "")
        (ban,) = home.gateway.sharing.bans()
        assert (ban.address, ban.failures) == (GUESSER, BANNED_AFTER)
        assert 1_790_000 < ban.until - home.gateway.now_ms() <= 1_800_000
        (news,) = [event for event in told if isinstance(event, AddressBanned)]
        assert news.ban.address == GUESSER

    async def test_the_owner_lets_it_in_again(self, home: House) -> None:
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.1")
        await guess(home, GUESSER)
        home.gateway.sharing.unban(GUESSER)
        assert home.gateway.sharing.bans() == []
        assert await ask(home, ROOT_KEY, X_Forwarded_For=GUESSER) == (200, "")
        assert await guess(home, GUESSER, BANNED_AFTER - 1) == [401] * (BANNED_AFTER - 1)
        assert home.gateway.sharing.bans() == [], "it begins anew"

    async def test_this_computer_and_a_named_proxy_are_slowed_but_never_banned(
        self, home: House
    ) -> None:
        for _ in range(2 * BANNED_AFTER):
            assert (await ask(home))[0] == 401
        assert (await ask(home, ROOT_KEY))[0] == 200
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.1, 10.1.1.1")
        assert await guess(home, "10.1.1.1", 2 * BANNED_AFTER) == [401] * (2 * BANNED_AFTER)
        assert home.gateway.sharing.bans() == []


class TestProxies:
    async def test_the_log_has_the_address_behind_a_named_proxy(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, "gpt-4o")
        body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}
        forged = {"X-Forwarded-For": f"8.8.8.8, {GUEST}"}
        await home.post("/v1/chat/completions", body, **forged)
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.0/8")
        await home.post("/v1/chat/completions", body, **forged)
        await home.post("/v1/chat/completions", body, Forwarded=f'for="{GUEST}:4711";proto=http')
        addresses = [entry.request.address for entry in await home.log()]
        assert addresses == ["127.0.0.1", GUEST, GUEST]

    async def test_a_token_for_some_addresses_is_judged_by_who_stands_behind_the_proxy(
        self, home: House
    ) -> None:
        _, key = await home.token(subnets=(f"{GUEST}/32",))
        assert await ask(home, key, X_Forwarded_For=GUEST) == (403, "address_not_allowed")
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.1")
        assert await ask(home, key, X_Forwarded_For=GUEST) == (200, "")
        assert await ask(home, key) == (403, "address_not_allowed")

    async def test_the_management_api_is_not_reached_through_any_proxy(self, home: House) -> None:
        status, _, text = await home.post("/api/status", {}, **{"X-Forwarded-For": "127.0.0.1"})
        assert (status, b"proxy" in text) == (403, True)
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.1")
        status, _, text = await home.post("/api/status", {}, **{"X-Forwarded-For": GUEST})
        assert (status, b"this computer only" in text) == (403, True)

    @pytest.mark.parametrize("value", ["0.0.0.0/0", "::/0", "proxy.example", "10.0.0.0/33"])
    async def test_nobody_is_trusted_by_accident(self, home: House, value: str) -> None:
        from gateway.errors import ServiceError

        with pytest.raises(ServiceError) as refused:
            await home.gateway.settings_service.set("trusted_proxies", value)
        assert refused.value.code == "invalid_setting"


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "10.0.0.1"),
        ({"X-Forwarded-For": "192.168.1.5"}, "192.168.1.5"),
        ({"X-Forwarded-For": "6.6.6.6, 192.168.1.5"}, "192.168.1.5"),
        ({"X-Forwarded-For": "6.6.6.6, 192.168.1.5, 10.0.0.2"}, "192.168.1.5"),
        ({"X-Forwarded-For": "10.0.0.3, 10.0.0.2"}, "10.0.0.3"),
        ({"X-Forwarded-For": "192.168.1.5:80"}, "192.168.1.5"),
        ({"X-Forwarded-For": "::ffff:192.168.1.5"}, "192.168.1.5"),
        ({"X-Forwarded-For": "6.6.6.6, unknown"}, "10.0.0.1"),
        ({"X-Forwarded-For": "6.6.6.6, unknown, 10.0.0.2"}, "10.0.0.2"),
        ({"X-Forwarded-For": ""}, "10.0.0.1"),
        ({"X-Forwarded-For": "not an address"}, "10.0.0.1"),
        ({"Forwarded": "for=192.168.1.5"}, "192.168.1.5"),
        ({"Forwarded": 'for="[fd00::5]:4711";by=10.0.0.1, for=10.0.0.2'}, "fd00::5"),
        ({"Forwarded": "proto=http;For=192.168.1.5"}, "192.168.1.5"),
        ({"Forwarded": "for=_hidden"}, "10.0.0.1"),
        ({"Forwarded": "for=192.168.1.5", "X-Forwarded-For": "192.168.1.5"}, "192.168.1.5"),
        ({"Forwarded": "for=6.6.6.6", "X-Forwarded-For": "192.168.1.5"}, "10.0.0.1"),
    ],
)
def test_the_nearest_stranger_is_who_asks(headers: dict[str, str], address: str) -> None:
    sent = CIMultiDictProxy(CIMultiDict(headers))
    assert client_address("10.0.0.1", sent, parse_networks("10.0.0.0/8")) == address
    assert client_address("10.0.0.1", sent, ()) == "10.0.0.1"
    assert client_address("11.0.0.1", sent, parse_networks("10.0.0.0/8")) == "11.0.0.1"


def test_headers_sent_twice_are_one_list() -> None:
    twice = CIMultiDict([("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-For", "192.168.1.5")])
    sent = CIMultiDictProxy(twice)
    assert client_address("10.0.0.1", sent, parse_networks("10.0.0.1")) == "192.168.1.5"


class TestHosts:
    @pytest.mark.parametrize(
        ("host", "passes"),
        [
            ("127.0.0.2", True),
            ("127.0.0.2:3000", True),
            ("localhost:3000", True),
            ("192.168.1.20", False),
            ("evil.example", False),
            ("127.0.0.2.evil.example", False),
            ("pc", True),
            ("PC:3000", True),
            ("pc.local", True),
            ("pc.local.", True),
            ("pc.fritz.box:3000", True),
            ("pc.home.arpa", True),
            ("pc.evil.example", False),
            ("evil.pc", False),
            ("llm.example.com", True),
            ("llm.example.com.evil.example", False),
            ("user@pc", False),
            ("", False),
        ],
    )
    def test_our_addresses_and_names_and_no_others(self, host: str, passes: bool) -> None:
        assert is_our_host(host, {"127.0.0.2"}, {"pc", "llm.example.com"}) is passes

    async def test_a_rebound_name_is_refused_where_we_share_and_a_known_one_is_not(
        self, home: House
    ) -> None:
        await home.gateway.sharing.turn(True)
        assert await ask(home, ROOT_KEY, HOME) == (200, "")
        assert await ask(home, ROOT_KEY, HOME, Host="evil.example") == (403, "host_not_allowed")
        assert await ask(home, ROOT_KEY, HOME, Host="nas.example:3000") == (403, "host_not_allowed")
        await home.gateway.settings_service.set("host_names", "NAS.example, other.example")
        assert await ask(home, ROOT_KEY, HOME, Host="nas.example:3000") == (200, "")
        assert await ask(home, ROOT_KEY, Host="evil.example") == (200, ""), "by loopback as ever"

    async def test_a_named_proxy_may_ask_under_its_own_name(self, home: House) -> None:
        await home.gateway.sharing.turn(True)
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.1")
        assert await ask(home, ROOT_KEY, HOME, Host="llm.example") == (200, "")


class TestTheBook:
    def test_a_ban_ends_and_the_next_one_lasts_twice_as_long(self) -> None:
        now = [0.0]
        banned = []
        throttle = Throttle(lambda: now[0], banned.append)
        for _ in range(BANNED_AFTER + 5):
            throttle.failed(GUESSER)
        assert [ban.until for ban in banned] == [1_800.0]
        assert throttle.banned_s(GUESSER) == 1_800.0
        now[0] = 1_799.0
        assert throttle.banned_s(GUESSER) == 1.0
        now[0] = 1_800.0
        assert (throttle.banned_s(GUESSER), throttle.bans()) == (0.0, [])
        for _ in range(BANNED_AFTER):
            throttle.failed(GUESSER)
        assert banned[-1].until == 1_800.0 + 3_600.0

    def test_a_network_of_addresses_is_banned_as_one(self) -> None:
        throttle = Throttle(lambda: 0.0)
        for number in range(BANNED_AFTER):
            throttle.failed(f"2001:db8:1:2::{number:x}")
        assert throttle.banned_s("2001:db8:1:2:ffff::1") > 0
        assert throttle.banned_s("2001:db8:1:3::1") == 0
        (ban,) = throttle.bans()
        assert throttle.unban(ban.address)
        assert not throttle.unban(ban.address)
        assert throttle.banned_s("2001:db8:1:2::1") == 0

    def test_slow_mistakes_are_never_a_ban(self) -> None:
        now = [0.0]
        throttle = Throttle(lambda: now[0])
        for _ in range(10 * BANNED_AFTER):
            throttle.failed(GUESSER)
            now[0] += 10.0
        assert not throttle.has_bans
