"""Conversations that go on at Dify and Coze, where it can be told; else their history as text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gateway.house import House
from tests.gateway.server.test_apps import connect
from tests.upstreams import Reply, Upstreams

BOTH = pytest.mark.parametrize("name", ["dify", "coze"])
STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
ASKED = {"role": "user", "content": "Hello"}
ANSWER = {"role": "assistant", "content": "Ahoj, you"}
AGAIN = {"role": "user", "content": "How are you?"}
KIND = {"role": "system", "content": "Be kind."}


async def ask(home: House, model: str, *turns: Any, streamed: bool = False, **more: Any) -> None:
    status, _, body = await home.chat(model, messages=list(turns), stream=streamed, **more)
    assert status == 200, body


def new(mock: Any) -> list[str]:
    """What the last request told its app."""
    sent = mock.last.json
    if "query" in sent:
        return [sent["query"]]
    return [each["content"] for each in sent["additional_messages"]]


def named(mock: Any) -> str:
    """The conversation that the last request went on in, '' for a new one."""
    return str(mock.last.json.get("conversation_id") or mock.last.query.get("conversation_id", ""))


@BOTH
@STREAMED
async def test_a_chat_that_goes_on_goes_on_there(
    home: House, up: Upstreams, name: str, streamed: bool
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Ahoj, you"))
    await ask(home, model, KIND, ASKED, streamed=streamed)
    assert named(mock) == ""
    await ask(home, model, KIND, ASKED, ANSWER, AGAIN, streamed=streamed)
    (kept_as,) = mock.conversations
    assert named(mock) == kept_as
    assert new(mock) == ["How are you?"]
    await ask(home, model, KIND, ASKED, ANSWER, AGAIN, ANSWER, ASKED, streamed=streamed)
    assert named(mock) == kept_as
    assert new(mock) == ["Hello"]
    await home.check_ledger()


@BOTH
async def test_a_question_asked_again_begins_anew(home: House, up: Upstreams, name: str) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Ahoj, you"))
    await ask(home, model, ASKED)
    await ask(home, model, ASKED, ANSWER, AGAIN)
    await ask(home, model, ASKED, ANSWER, AGAIN)  # what was answered there does not count
    assert named(mock) == ""
    assert "Hello" in " ".join(new(mock))
    assert len(mock.conversations) == 2


@BOTH
@pytest.mark.parametrize(
    "turns",
    [
        ({"role": "user", "content": "Good day"}, ANSWER, AGAIN),
        (ASKED, {"role": "assistant", "content": "Something else"}, AGAIN),
        (KIND, ASKED, ANSWER, AGAIN),
    ],
    ids=["another-question", "another-answer", "another-instruction"],
)
async def test_a_history_that_was_changed_is_told_whole(
    home: House, up: Upstreams, name: str, turns: Any
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Ahoj, you"))
    await ask(home, model, ASKED)
    await ask(home, model, *turns)
    assert named(mock) == ""
    assert turns[-2]["content"] in " ".join(new(mock))


@BOTH
async def test_nobody_goes_on_in_anothers_conversation(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Ahoj, you"))
    await ask(home, model, ASKED)
    _, key = await home.token()
    status, _, _ = await home.chat(model, key=key, messages=[ASKED, ANSWER, AGAIN])
    assert status == 200
    assert named(mock) == ""
    await ask(home, model, ASKED, ANSWER, AGAIN, user="mia")
    assert named(mock) == ""


@BOTH
@STREAMED
async def test_one_that_is_gone_begins_anew(
    home: House, up: Upstreams, name: str, streamed: bool
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Ahoj, you"))
    await ask(home, model, ASKED)
    mock.conversations.clear()
    await ask(home, model, ASKED, ANSWER, AGAIN, streamed=streamed)
    assert len(mock.requests) == 3
    assert named(mock) == ""
    assert "Hello" in " ".join(new(mock))
    rows = await home.log()
    assert [row.request.status for row in rows] == ["done", "done"]
    (key,) = await home.gateway.channels.key_states(1)
    assert key.rest_until == 0
    await home.check_ledger()


@BOTH
async def test_clearing_what_is_kept_forgets_conversations(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="Ahoj, you"))
    await ask(home, model, ASKED)
    assert len(home.gateway.state.context.memory.vendor_chats) == 1
    await home.gateway.state.context.memory.clear()
    await ask(home, model, ASKED, ANSWER, AGAIN)
    assert named(mock) == ""
