"""The management API's door: this computer, one's own pages, an access token, a role."""

from __future__ import annotations

import io
import json

import pytest

from gateway.domain.person import Role
from gateway.server.middleware.throttle import Throttle
from gateway.server.routes.management import routes
from gateway.server.routes.management.access import BANNED, FORBIDDEN, MISSING, UNKNOWN
from gateway.services.people import PersonDraft
from gateway.vault.sealed import VaultLocked
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, House
from tests.gateway.server.api import Api

ROUTES = sorted({(r.method, r.path.replace(r"{id:\d{1,15}}", "1"), r.role) for r in routes()})


@pytest.fixture
def api(home: House) -> Api:
    return Api(home)


async def sign_up(home: House, name: str, role: Role, *, enabled: bool = True) -> str:
    """Another person with an access token."""
    draft = PersonDraft(username=name, role=role, enabled=enabled)
    made = await home.gateway.people.create(draft)
    return await home.gateway.people.new_access_token(made.id)


async def test_status_is_public_and_has_one_apis_fields(api: Api) -> None:
    data = (await Api(api.home, "").get("/api/status")).data
    assert data["quota_per_unit"] == 500_000
    assert data["system_name"] == "Homeport"
    assert data["version"] == api.home.gateway.version
    assert data["start_time"] * 1000 <= api.home.gateway.now_ms()
    assert data["server_address"] == api.home.gateway.status().url
    assert {"email_verification", "turnstile_check", "oidc", "logo", "top_up_link"} <= set(data)


async def test_every_other_route_wants_a_token(home: House) -> None:
    nobody, stranger, client = Api(home, ""), Api(home, "wrong"), Api(home, ROOT_KEY)
    for method, path, role in ROUTES:
        if role is None:
            continue
        answer = await nobody.send(method, path, {})
        assert (answer.status, answer.body) == (401, {"success": False, "message": MISSING})
    for other in (stranger, client):
        answer = await other.get("/api/user/self")
        assert (answer.status, answer.body["message"]) == (401, UNKNOWN)


async def test_a_token_is_taken_bare_or_as_bearer(home: House) -> None:
    for header in (ACCESS_TOKEN, f"Bearer {ACCESS_TOKEN}", f"bearer  {ACCESS_TOKEN} "):
        answer = await Api(home, header).get("/api/user/self")
        assert answer.data["username"] == "root"


async def test_roles_decide_what_is_answered(home: House) -> None:
    member = Api(home, await sign_up(home, "mia", Role.MEMBER))
    admin = Api(home, await sign_up(home, "ada", Role.ADMIN))
    for method, path, role in ROUTES:
        if role is None:
            continue
        for api, own in ((member, Role.MEMBER), (admin, Role.ADMIN)):
            if role > own:
                answer = await api.send(method, path, {})
                assert (answer.status, answer.body["message"]) == (403, FORBIDDEN), path
    assert (await member.get("/api/token/")).data == []
    assert (await admin.get("/api/channel/")).data == []


async def test_someone_who_is_switched_off_is_told_so(home: House) -> None:
    gone = Api(home, await sign_up(home, "gone", Role.MEMBER, enabled=False))
    answer = await gone.get("/api/user/self")
    assert (answer.status, answer.body["message"]) == (403, BANNED)


async def test_other_peoples_things_are_not_there(home: House) -> None:
    member = Api(home, await sign_up(home, "mia", Role.MEMBER))
    (roots,) = await home.gateway.tokens.list()
    assert (await member.get("/api/token/")).data == []
    assert "no token" in (await member.get(f"/api/token/{roots.id}")).refusal
    assert "no token" in (await member.delete(f"/api/token/{roots.id}")).refusal
    change = {"id": roots.id, "name": "mine now"}
    assert "no token" in (await member.put("/api/token/", change)).refusal
    await home.chat("nope")
    await home.settled()
    assert (await member.get("/api/log/self")).data == []
    assert (await member.get("/api/log/self/stat")).data["requests"] == 0
    assert (await member.get("/api/log/self?username=root&channel=1")).data == []
    assert [token.name for token in await home.gateway.tokens.list()] == [roots.name]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("GET", "/api/user/not-a-number", 404),
        ("POST", "/api/user/register", 404),
        ("GET", "/api/redemption/", 404),
        ("GET", "/api/channel/update_balances", 404),
        ("GET", "/api/channel/not-a-number", 404),
        ("GET", "/api/", 404),
        ("POST", "/api/status", 405),
        ("PATCH", "/api/channel/", 405),
    ],
)
async def test_what_is_not_served_says_so_in_the_envelope(
    api: Api, method: str, path: str, status: int
) -> None:
    answer = await api.send(method, path)
    assert answer.status == status
    assert answer.body["success"] is False
    assert path in answer.body["message"]


async def test_paths_work_with_and_without_their_last_slash(api: Api) -> None:
    for path in ("/api/token", "/api/token/", "/api/status/", "/api/group"):
        assert (await api.get(path)).status == 200


async def test_web_pages_and_other_names_are_turned_away(api: Api) -> None:
    for headers in (
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        answer = await api.send("GET", "/api/user/self", headers=headers)
        assert answer.status == 403
        assert answer.body["success"] is False
        assert "data" not in answer.body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": 5}, "name"),
        ({"name": "x", "remain_quota": "much"}, "remain_quota"),
        ({"name": "x", "models": [1]}, "models[0]"),
        ({"name": "x", "unlimited_quota": "yes"}, "unlimited_quota"),
    ],
)
async def test_wrong_types_are_named_by_field(api: Api, body: object, field: str) -> None:
    answer = await api.post("/api/token/", body)
    assert answer.status == 400
    assert answer.body["success"] is False
    assert answer.body["message"].startswith(f"{field}: ")
    assert list(answer.body["fields"]) == [field]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff", b"[" * 100_000])
async def test_bodies_that_are_none(api: Api, body: bytes) -> None:
    answer = await api.post("/api/token/", body)
    assert answer.status == 400
    assert answer.body["success"] is False


async def test_a_body_that_is_too_large_is_no_fault_of_ours(api: Api) -> None:
    await api.home.gateway.settings_service.set("max_body_mb", 1)
    answer = await api.post("/api/token/", io.BytesIO(b" " * (2**20 + 1)))
    assert answer.status == 400


async def test_a_locked_vault_says_so(api: Api) -> None:
    def locked(*args: str) -> bytes:
        raise VaultLocked("locked")

    api.home.gateway.vault.token_hash = locked  # type: ignore[method-assign]
    answer = await api.get("/api/user/self")
    assert (answer.status, answer.body["code"]) == (503, "vault_locked")


async def test_guessing_gets_slow(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("gateway.server.door.sleep", sleep)
    home.gateway.door.bans.throttle = Throttle(lambda: 0.0)
    guesser = Api(home, "guess")
    for _ in range(23):
        await guesser.get("/api/user/self")
    assert [seconds for seconds in slept if seconds] == [0.25, 0.5, 1.0]


async def test_no_secret_is_in_any_answer(home: House) -> None:
    api = Api(home)
    key = "sk-upstream-secret-0123456789"
    made = await api.post(
        "/api/channel/",
        {
            "provider": "openai",
            "key": key,
            "models": "gpt-4o",
            "headers": {"X-Secret": "header-secret-0123"},
        },
    )
    ident = made.data["id"]
    answers = [made, await api.put("/api/channel/", {"id": ident, "name": "renamed"})]
    tables = [path for _, path, _ in ROUTES if "export" in path]
    plain = [path for _, path, _ in ROUTES if "test" not in path and path not in tables]
    texts = ""
    for path in tables:
        headers = {"Authorization": ACCESS_TOKEN}
        async with home.session.get(home.url + path, headers=headers) as table:
            assert table.status == 200
            texts += await table.text()
    answers += [await api.get(path) for path in plain]
    answers.append(await api.get(f"/api/channel/{ident}"))
    text = json.dumps([each.body for each in answers]) + texts
    for secret in (key, "header-secret-0123", ACCESS_TOKEN):
        assert secret not in text


EXTREMES = (2**53, -(2**53), 2**53 + 1, 2**63, -(2**63) - 1, 10**30)


async def test_numbers_beyond_a_databases_are_refused_and_nothing_breaks(api: Api) -> None:
    """No number is our fault: refused by its field, or taken as it is."""
    fields = ("id", "status", "expired_time", "remain_quota", "balance", "rpm", "tpm")
    for value in EXTREMES:
        for field in fields:
            body = {"name": "x", "unlimited_quota": True, field: value}
            for method in ("POST", "PUT"):
                assert (await api.send(method, "/api/token/", body)).status in (200, 400)
        for field in ("id", "type", "weight", "priority", "rpm", "concurrency", "cost_multiplier"):
            body = {"name": "x", "provider": "echo", "models": "echo", field: value}
            for method in ("POST", "PUT"):
                assert (await api.send(method, "/api/channel/", body)).status in (200, 400)
        option = {"key": "log_retention_days", "value": value}
        assert (await api.put("/api/option/", option)).body["success"] is False
        assert (await api.post("/api/pause/", {"seconds": value})).status in (200, 400)
        await api.delete("/api/pause/")
        times = f"start_timestamp={value}&end_timestamp={value}&channel={value}&p={value}"
        for path in ("/api/log/", "/api/log/stat", "/api/log/self"):
            assert (await api.get(f"{path}?{times}")).status == 200
        assert (await api.delete(f"/api/log/?target_timestamp={value}")).status == 200
