"""What is paid is what is asked: servers in Go read a member in any letters, and the last one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from gateway.dialects import embeddings
from gateway.dialects.anthropic import surface as anthropic
from gateway.dialects.ollama import surface as ollama
from gateway.dialects.openai_chat import surface as chat
from gateway.dialects.openai_responses import surface as responses
from gateway.errors import DialectError

PEEKS = {
    "chat": chat.peek,
    "responses": responses.peek,
    "anthropic": anthropic.peek,
    "ollama": ollama.peek,
    "embeddings": embeddings.peek,
}
ASKED: dict[str, Any] = {"model": "cheap", "input": "Hi", "messages": [{"Model": "of a message"}]}


@pytest.mark.parametrize("member", ["Model", "MODEL", "mODEL", r"\u004dodel"])
@pytest.mark.parametrize("peek", PEEKS.values(), ids=PEEKS)
def test_a_model_in_other_letters_is_refused(peek: Callable[[bytes], Any], member: str) -> None:
    body = json.dumps(ASKED)
    assert peek(body.encode()).model == "cheap"
    with pytest.raises(DialectError, match="written model"):
        peek(f'{body[:-1]}, "{member}": "dear"}}'.encode())


@pytest.mark.parametrize(
    ("peek", "member"),
    [
        (chat.peek, "Max_Tokens"),
        (chat.peek, "\u017ftream"),  # a long s, which Go folds too
        (chat.peek, "N"),
        (responses.peek, "MAX_OUTPUT_TOKENS"),
        (anthropic.peek, "max_Tokens"),
        (ollama.peek, "Options"),
    ],
)
def test_so_is_whatever_else_money_hangs_on(peek: Callable[[bytes], Any], member: str) -> None:
    with pytest.raises(DialectError, match="is written"):
        peek(json.dumps({**ASKED, member: 1}).encode())


def test_members_of_others_keep_their_letters() -> None:
    assert chat.peek(json.dumps({**ASKED, "topK": 3, "X-Own": 1}).encode()).model == "cheap"
