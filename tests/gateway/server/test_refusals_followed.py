"""What follows from every documented refusal, of every provider: who rests and for how long, who
is asked next, what the client hears. (What each means is the business of gateway/providers.)
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import pytest_asyncio

from gateway.domain.channel import Channel
from gateway.domain.failure import FailureClass
from gateway.relay.rests import Rest
from tests.gateway.house import House, house
from tests.gateway.providers.follows import FOLLOWS
from tests.gateway.providers.refusals import (
    BAD_KEY,
    FILTER,
    LOAD,
    LONG,
    MODEL,
    NO_MONEY,
    RATE,
    TABLE,
    google,
)
from tests.gateway.providers.refusals_compatible import COMPATIBLE_SERVERS
from tests.upstreams import Upstreams
from tests.upstreams.refuser import Refuser

AWS = "x-amzn-errortype"


def aws(name: str, message: str = "m") -> tuple[dict[str, str], Any]:
    return {AWS: f"{name}:http://internal.amazon.com/"}, {"message": message}


def tencent(code: str) -> Any:
    return {"Response": {"Error": {"Code": code, "Message": "m"}, "RequestId": "1"}}


OWN: list[tuple[str, int, Mapping[str, str], Any, FailureClass]] = [
    ("aws_bedrock", 403, *aws("UnrecognizedClientException"), BAD_KEY),
    ("aws_bedrock", 403, *aws("InvalidSignatureException"), BAD_KEY),
    ("aws_bedrock", 429, *aws("ThrottlingException"), RATE),
    ("aws_bedrock", 400, *aws("ServiceQuotaExceededException"), RATE),
    ("aws_bedrock", 424, *aws("ModelErrorException"), LOAD),
    ("aws_bedrock", 400, *aws("ValidationException", "Input is too long for it"), LONG),
    ("azure_openai", 401, {}, {"error": {"code": "401", "message": "Access denied"}}, BAD_KEY),
    ("azure_openai", 429, {}, {"error": {"code": "429", "message": "call rate limit"}}, RATE),
    ("azure_openai", 400, {}, {"error": {"code": "content_filter", "message": "m"}}, FILTER),
    ("azure_openai", 404, {}, {"error": {"code": "DeploymentNotFound", "message": "m"}}, MODEL),
    ("tencent", 200, {}, tencent("AuthFailure.SignatureFailure"), BAD_KEY),
    ("tencent", 200, {}, tencent("FailedOperation.ResourcePackExhausted"), NO_MONEY),
    ("tencent", 200, {}, tencent("LimitExceeded"), RATE),
    ("tencent", 200, {}, tencent("OperationDenied.TextIllegalDetected"), FILTER),
    ("gemini", 429, {}, google(429, "RESOURCE_EXHAUSTED", "quota")[0], RATE),
    ("gemini", 403, {}, google(403, "PERMISSION_DENIED", "not yours")[0], MODEL),
    ("workers_ai", 429, {}, {"success": False, "errors": [{"code": 3036, "message": "m"}]}, RATE),
    ("workers_ai", 429, {}, {"success": False, "errors": [{"code": 3040, "message": "m"}]}, LOAD),
]
ALL = [
    (ident, status, {}, body, kind)
    for ident, status, body, kind in (*TABLE, *COMPATIBLE_SERVERS)
    if ident not in ("jina", "voyage", "vertex_ai")  # no chat is asked of those, or with a token
] + OWN
SETTINGS: Mapping[str, Any] = {"workers_ai": {"account_id": "0123456789abcdef0123456789abcdef"}}
KEYS = {
    "aws_bedrock": "ABSKQmVkcm9ja0FQSUtleS1oYXJib3VyLTAxMjM0NTY3ODlhYmNkZWY=",
    "tencent": "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE|Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
    "portkey": "pk|sk",
}
MODELS = {"aws_bedrock": "amazon.nova-pro-v1:0", "tencent": "hunyuan-turbos-latest"}


class Harbour:
    """A channel to the refuser for each provider, and one that works behind them all."""

    def __init__(self, home: House, up: Upstreams) -> None:
        self.home, self.up = home, up
        self.refuser = up.add(Refuser())
        self.channels: dict[str, Channel] = {}

    async def move_in(self) -> None:
        idents = sorted({ident for ident, *_ in ALL})
        names = [f"has-{ident}" for ident in idents]
        await self.home.channel(
            self.up.openai, *names, aliases=dict.fromkeys(names, "gpt-4.1-mini"), name="works"
        )
        for ident in idents:
            sent = MODELS.get(ident, "gpt-4.1-mini")
            asked = (f"has-{ident}", f"only-{ident}")
            self.channels[ident] = await self.home.channel(
                self.refuser,
                *asked,
                aliases=dict.fromkeys(asked, sent),
                provider=ident,
                priority=1,
                keys=(KEYS.get(ident, self.refuser.key),),
                settings=SETTINGS.get(ident, {}),
            )

    def rest_of(self, ident: str) -> tuple[str, Rest | None]:
        channel, rests = self.channels[ident], self.home.gateway.rests
        if (rest := rests.of_key(channel.keys[0].id)) is not None:
            return "key", rest
        rest = rests.of_channel(channel.id)
        return ("model", rest) if rest is not None else ("", None)

    async def end_rest(self, ident: str) -> None:
        await self.home.gateway.channels.resume(self.channels[ident].id)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def harbour(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Harbour]:
    async with Upstreams() as up, house(tmp_path_factory.mktemp("refusals")) as home:
        made = Harbour(home, up)
        await made.move_in()
        yield made


def _bytes(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def _says(ident: str, status: int, kind: FailureClass, at: int) -> str:
    return f"{at}-{ident}-{status}-{kind}"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("ident", "status", "headers", "body", "kind"),
    ALL,
    ids=[_says(ident, status, kind, at) for at, (ident, status, _, _, kind) in enumerate(ALL)],
)
async def test_what_follows(
    harbour: Harbour,
    ident: str,
    status: int,
    headers: Mapping[str, str],
    body: Any,
    kind: FailureClass,
) -> None:
    follows, home = FOLLOWS[kind], harbour.home
    html = _bytes(body).startswith(b"<")
    harbour.refuser.says = (
        status,
        {**({"Content-Type": "text/html"} if html else {}), **headers},
        _bytes(body),
    )
    answered, _, answer = await home.chat(f"has-{ident}")
    (row,) = await home.log(last=1)
    assert row.attempts[0].error_class == kind, (row.attempts[0], answer)
    assert len(row.attempts) == (2 if follows.asks_next else 1)
    if follows.asks_next:
        assert answered == 200, answer
    else:
        assert 400 <= answered < 500, answer
        assert answered == (status if status >= 400 else 400)
    where, rest = harbour.rest_of(ident)
    assert where == follows.rests
    if rest is not None:
        assert (rest.seconds, rest.hard) == (follows.seconds, follows.hard)
    (key,) = await home.gateway.channels.key_states(harbour.channels[ident].id)
    assert key.state is follows.state
    await harbour.end_rest(ident)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", FOLLOWS)
async def test_what_the_client_hears_where_nobody_else_has_the_model(
    harbour: Harbour, kind: FailureClass
) -> None:
    ident, status, headers, body, _ = next(each for each in ALL if each[-1] is kind)
    harbour.refuser.says = (status, headers, _bytes(body))
    answered, heads, answer = await harbour.home.chat(f"only-{ident}")
    assert answered == (FOLLOWS[kind].alone or status), answer
    code = "all_channels_failed" if FOLLOWS[kind].asks_next else "upstream_refused"
    assert heads["x-homeport-error"] == code
    await harbour.end_rest(ident)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("ident", "status", "headers", "body", "told"),
    [
        ("openai", 429, {"retry-after": "77"}, {"error": {"code": "rate_limit_exceeded"}}, 77),
        ("openai", 429, {"retry-after-ms": "1500"}, {"error": {"code": "x"}}, 1.5),
        ("anthropic", 529, {"retry-after": "9"}, {"error": {"type": "overloaded_error"}}, 9),
        (
            "gemini",
            429,
            {},
            google(
                429, "RESOURCE_EXHAUSTED", "q",
                {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "33s"},
            )[0],
            33,
        ),
        (
            "azure_openai",
            429,
            {},
            {"error": {"code": "429", "message": "Please retry after 12 seconds."}},
            12,
        ),
    ],
)  # fmt: skip
async def test_who_says_how_long_is_left_alone_so_long(
    harbour: Harbour, ident: str, status: int, headers: Any, body: Any, told: float
) -> None:
    harbour.refuser.says = (status, headers, _bytes(body))
    answered, heads, _ = await harbour.home.chat(f"only-{ident}")
    assert answered in (429, 503)
    assert int(heads["retry-after"]) == max(1, -(-told // 1))
    _, rest = harbour.rest_of(ident)
    assert rest is not None
    assert rest.hard
    assert harbour.home.gateway.rests.left(rest) <= told
    await harbour.end_rest(ident)


@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_was_charged_but_what_worked(harbour: Harbour) -> None:
    rows = await harbour.home.log()
    assert all(row.request.status == "done" or not row.request.charge_nano for row in rows)
    await harbour.home.check_ledger()
