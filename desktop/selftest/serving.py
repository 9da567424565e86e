"""A client's request through the real socket to Echo, streamed; and its settlement in the log."""

from __future__ import annotations

import json
from typing import Any

import aiohttp

from desktop.selftest.report import CheckFailed
from gateway.app import Gateway
from gateway.domain.channel import ChannelDraft

WORDS = "Hello from the self-test, 你好"
MODEL = "echo"
_ANSWER_S = 20.0


async def serve_one(gateway: Gateway) -> dict[str, Any]:
    """Adds an Echo channel, asks it as any client would, reads the stream to its end."""
    await gateway.channels.create(ChannelDraft("echo", "Echo", models=(MODEL,)))
    token = await gateway.tokens.this_computer()
    bound = gateway.bound
    if bound is None:
        raise CheckFailed("the gateway does not listen")
    body = {"model": MODEL, "stream": True, "messages": [{"role": "user", "content": WORDS}]}
    url = f"http://127.0.0.1:{bound.port}/v1/chat/completions"
    headers = {"Authorization": f"Bearer {token.key}"}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_ANSWER_S)) as session,
        session.post(url, json=body, headers=headers) as response,
    ):
        status, answer = response.status, await response.text()
    if status != 200:
        raise CheckFailed(f"HTTP {status}: {answer[:500]}")
    events = [line.removeprefix("data: ") for line in answer.splitlines() if line[:5] == "data:"]
    if not events or events[-1] != "[DONE]":
        raise CheckFailed("the stream did not end as a stream ends")
    choices = [choice for event in events[:-1] for choice in json.loads(event).get("choices", ())]
    said = "".join(choice["delta"].get("content") or "" for choice in choices)
    if said != WORDS:
        raise CheckFailed(f"Echo said {said!r}")
    return {"port": bound.port, "status": status, "events": len(events)}


async def find_settlement(gateway: Gateway) -> dict[str, Any]:
    """The one request that was made stands in the log, settled; nothing is in flight."""
    rows = await gateway.logs.page()
    if len(rows) != 1:
        raise CheckFailed(f"{len(rows)} requests in the log instead of one")
    row = rows[0]
    facts = {
        "status": row.status,
        "model": row.requested_model,
        "input_tokens": row.input_tokens,
        "output_tokens": row.output_tokens,
        "charge_nano": row.charge_nano,
    }
    if row.status != "done" or not row.stream or not row.output_tokens:
        raise CheckFailed(f"it was logged as {facts}")
    checked = await gateway.data.check()
    if not checked.ok:
        raise CheckFailed(f"the ledger does not add up: {checked}")
    return facts
