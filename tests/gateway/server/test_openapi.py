"""What is served at /openapi.json: valid, whole, and no request made from it is our fault."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings

from gateway.server.factory import CLIENT_ROUTES
from gateway.server.routes.described import BODIES, patterned
from gateway.server.routes.management.table import TABLE
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, House, house
from tests.gateway.networks import HOME, household
from tests.upstreams import Reply, Upstreams, Usage

EXAMPLES = 5
MODEL = "gpt-4o"
NOWHERE = "http://127.0.0.1:9"
"""The proxy of whatever channel the requests make up: no test asks the network."""
AGAIN = (
    "/anthropic/",
    "/gemini/",
    "/v1beta/models/{model}:",
    "/v2/rerank",
    "/rerank",
    "/dashboard",
)
"""Second names of other paths."""
UNDOES = ("/api/user/token", "/api/pause/")
"""They would lock the others out."""
AT_UPSTREAMS = frozenset({501, 502, 503})
"""What our own refusals may be: not served, no channel that could, its channel failed."""


@pytest.fixture
async def home(tmp_path: Path, up: Upstreams) -> AsyncIterator[House]:
    async with house(tmp_path, networks=household(), relay_proxy=NOWHERE) as running:
        await running.channel(up.openai, MODEL, proxy="none")
        up.openai.always(Reply(text="ok", usage=Usage(10, 2)))
        yield running


async def described(home: House, host: str = "127.0.0.1", **headers: str) -> tuple[int, Any]:
    assert home.gateway.bound is not None
    url = f"http://{host}:{home.gateway.bound.port}/openapi.json"
    async with home.session.get(url, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_it_is_valid_and_whole(home: House) -> None:
    from openapi_spec_validator import validate

    status, document = await described(home)
    assert status == 200
    validate(document)
    told = {
        (path, method) for path, operations in document["paths"].items() for method in operations
    }
    wanted = {(path, m.lower()) for path, routes in CLIENT_ROUTES.items() for m in routes}
    wanted |= {(path, m.lower()) for path, routes in patterned() for m in routes}
    wanted |= {
        (route.path.replace(r"{id:\d{1,15}}", "{id}"), route.method.lower()) for route in TABLE
    }
    assert told == wanted
    names = [
        operation["operationId"]
        for operations in document["paths"].values()
        for operation in operations.values()
    ]
    assert len(names) == len(set(names))
    assert document["components"]["schemas"]["ChatCompletion"]["properties"]["max_tokens"]
    assert "test-access-token" not in json.dumps(document)


def test_every_body_is_described() -> None:
    bodiless = ("cancel",)
    for path, routes in [*CLIENT_ROUTES.items(), *patterned()]:
        for method, route in routes.items():
            known = route in BODIES or route.__name__ in bodiless
            assert known or method != "POST", f"{method} {path}"


async def test_guests_need_a_key_and_learn_nothing_of_the_management_api(home: House) -> None:
    await home.gateway.sharing.turn(True)
    assert (await described(home, HOME))[0] == 401
    status, document = await described(home, HOME, Authorization=f"Bearer {ROOT_KEY}")
    assert status == 200
    assert not [path for path in document["paths"] if path.startswith("/api/")]
    assert "access_token" not in document["components"]["securitySchemes"]


def fuzz(document: Mapping[str, Any], url: str, key: str, paths: Iterable[str]) -> int:
    """Sends requests made from the description; how many. Raises for an answer that is none."""
    import schemathesis

    sent = 0
    session = requests.Session()
    schema = schemathesis.openapi.from_dict(dict(document))
    wanted = set(paths)
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path not in wanted:
            continue

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal sent
            sent += 1
            if sent % 2:
                name_a_model(case)
            answer = case.call(
                base_url=url,
                session=session,
                headers={"Authorization": f"Bearer {key}"},
                timeout=20,
            )
            judge(case, answer)

        ask()
    session.close()
    return sent


def name_a_model(case: Any) -> None:
    """One that there is: what nobody serves is refused before anything else is read."""
    if isinstance(case.body, dict) and not case.path.startswith("/api/"):
        case.body["model"] = MODEL
    if "model" in (case.path_parameters or {}):
        case.path_parameters["model"] = MODEL


def judge(case: Any, answer: Any) -> None:
    said = (case.method, case.path, answer.status_code, answer.text[:300])
    code = answer.headers.get("x-homeport-error", "")
    if answer.status_code >= 500:
        assert answer.status_code in AT_UPSTREAMS, said
        assert code not in ("", "internal_error", "store_unavailable"), said
    if case.path.startswith("/api/"):
        assert answer.status_code < 500, said
        is_file = "attachment" in str(answer.headers.get("content-disposition"))
        if case.path != "/api/channel/models" and not is_file:
            assert isinstance(answer.json()["success"], bool), said
    elif answer.status_code >= 400 and case.method != "HEAD":
        assert '"error"' in answer.text, said


async def test_requests_to_the_client_api_are_never_our_fault(
    home: House, caplog: pytest.LogCaptureFixture
) -> None:
    document = (await described(home))[1]
    paths = [
        path
        for path in document["paths"]
        if not path.startswith(("/api/", *AGAIN)) and path != "/openapi.json"
    ]
    sent = await asyncio.to_thread(fuzz, document, home.url, ROOT_KEY, paths)
    assert sent > 3 * len(paths)
    assert [record for record in caplog.records if record.exc_info] == []
    await home.check_ledger()


async def test_requests_to_the_management_api_are_never_our_fault(
    home: House, caplog: pytest.LogCaptureFixture
) -> None:
    document = (await described(home))[1]
    paths = [path for path in document["paths"] if path.startswith("/api/") and path not in UNDOES]
    sent = await asyncio.to_thread(fuzz, document, home.url, ACCESS_TOKEN, paths)
    assert sent > 2 * len(paths)
    assert [record for record in caplog.records if record.exc_info] == []
    await home.check_ledger()
