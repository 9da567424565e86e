"""What a household asks for, all at once: plain, streamed, kept, converted and failing requests."""

from __future__ import annotations

import json
import random
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.e2e import programs
from tests.e2e.programs import Program

PRICE = {"input": 1, "output": 2}
FAST = ("bench", "bench-20")
STANDS_STILL, FAILS_FIRST, BREAKS_OFF = "gpt-4o", "gpt-4o-mini", "gpt-4.1-mini"
SCRIPTED = (STANDS_STILL, FAILS_FIRST, BREAKS_OFF)
BALANCE_UNITS = 500_000_000_000
_TEXT = "one two three four five"
_REPLIES: Mapping[str, Mapping[str, Any]] = {
    STANDS_STILL: {"text": _TEXT, "stall_after": 4},
    FAILS_FIRST: {"error": "server"},
    BREAKS_OFF: {"text": _TEXT, "cut_after": 4, "cut": "eof"},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: where to, with what, and what ends its answer. ``sound``: it will be whole."""

    path: str
    body: Mapping[str, Any]
    ending: bytes
    sound: bool = True

    def is_whole(self, status: int, content: bytes) -> bool:
        """Raises AssertionError for an answer that no such request may get."""
        if status != 200:
            assert not self.sound, (status, content)
            assert status in (502, 503), (status, content)
            return False
        return self.ending in content


def a_request(rng: random.Random) -> Asked:
    """One of the mixture."""
    kind = rng.choices(
        ("chat", "responses", "messages", "fails-first", "breaks-off"), (5, 3, 3, 1, 1)
    )[0]
    stream = rng.random() < 0.6 or kind == "breaks-off"
    text = "Hi " * rng.randrange(1, 40)
    model = {"fails-first": FAILS_FIRST, "breaks-off": BREAKS_OFF}.get(kind, FAST[stream])
    body: dict[str, Any] = {"model": model, "stream": stream}
    if kind == "responses":
        body |= {"max_output_tokens": 200, "input": text}
        return Asked("/v1/responses", body, b"event: response.completed" if stream else b"{")
    body |= {"max_tokens": 200, "messages": [{"role": "user", "content": text}]}
    if kind == "messages":
        return Asked("/v1/messages", body, b"event: message_stop" if stream else b"{")
    ending = b"data: [DONE]" if stream else b"{"
    return Asked("/v1/chat/completions", body, ending, kind == "chat")


def standing_still() -> Asked:
    """Its answer begins and goes no further."""
    messages = [{"role": "user", "content": "Hi"}]
    body = {"model": STANDS_STILL, "stream": True, "messages": messages}
    return Asked("/v1/chat/completions", body, b"data: [DONE]", sound=False)


def furnish(
    program: Program | str, upstreams: Mapping[str, Any], access_token: str = programs.ACCESS_TOKEN
) -> str:
    """Channels, prices, and a token with a balance; its key."""
    manage = partial(programs.manage, program, access_token=access_token)
    aliases = json.dumps({FAILS_FIRST: FAST[0]})
    for channel in (
        _channel(upstreams["openai"], "scripted", SCRIPTED, priority=5),
        _channel(upstreams["fast"], "fast", (*FAST, FAILS_FIRST), model_mapping=aliases),
    ):
        manage("POST", "/api/channel/", channel)
    for model, reply in _REPLIES.items():
        _script(upstreams, {"replies": [reply], "always": True, "model": model})
    prices = json.dumps(dict.fromkeys((*FAST, *SCRIPTED), PRICE))
    manage("PUT", "/api/option/", {"key": "ModelPrice", "value": prices})
    token = {
        "name": "limited",
        "remain_quota": BALANCE_UNITS,
        "unlimited_quota": False,
        "expired_time": -1,
    }
    key = str(manage("POST", "/api/token/", token)["key"])
    return key if key.startswith("sk-") else f"sk-{key}"


def _channel(
    upstream: Mapping[str, Any], name: str, models: Sequence[str], **more: Any
) -> dict[str, Any]:
    return {
        "name": name,
        "provider": "openai_compatible",
        "base_url": upstream["base_url"],
        "key": upstream["key"],
        "models": ",".join(models),
        "group": "default",
        **more,
    }


def _script(upstreams: Mapping[str, Any], order: Mapping[str, Any]) -> None:
    url = f"{upstreams['control']}/openai/script"
    request = urllib.request.Request(url, data=json.dumps(order).encode(), method="POST")
    urllib.request.urlopen(request, timeout=10).close()
