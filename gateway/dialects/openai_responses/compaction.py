"""A conversation made short by the model that goes on with it, in OpenAI's form of a compaction.

Where a provider compacts itself its bytes pass. Everywhere else the model is asked to sum up, and
what it writes, with the user's last words, becomes one ``compaction`` item, which is sealed here
and opened here again, whoever is asked next. After OpenAI's API reference (compact a response).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from gateway.dialects import proofs, wire
from gateway.dialects.base import Peek
from gateway.dialects.openai_responses.dialect import OpenAIResponses
from gateway.dialects.openai_responses.usage import encode_usage
from gateway.domain.conversation import Answer, Conversation, Text, ToolResult, Turn
from gateway.domain.usage import Usage
from gateway.errors import DialectError

Item = dict[str, Any]

WHOSE = "compaction"
MARK = f'"{proofs.PREFIX}{WHOSE}:'.encode()
"""How a compaction of ours begins in JSON."""
MOST_SAID = 32_000
"""Characters of the user's own words that are carried over as they are, the last ones first."""

_PROMPT = (
    "Sum up this conversation so that another assistant can go on with it without having seen it. "
    "Write down, as briefly as nothing is lost: what the user wants and has decided; what was done "
    "and found out, with names, paths, numbers, commands and code where they matter; what failed; "
    "what is still to be done, and what comes next. Answer with the summary alone."
)
_FOUND = (
    "The conversation so far was made short. This is its summary; go on from it as if you had seen "
    "everything it tells:\n\n"
)


class _Short(msgspec.Struct):
    """What a compaction holds."""

    said: list[str]
    summary: str


_short: msgspec.json.Decoder[_Short] = msgspec.json.Decoder(_Short)


class Compaction(OpenAIResponses):
    """The dialect of one request to compact. ``seal`` makes a text of bytes that only its token's
    requests open.
    """

    def __init__(
        self, request: bytes, seal: Callable[[bytes], str], *, continued: bool = False
    ) -> None:
        super().__init__(request, continued=continued)
        self._seal = seal
        self._said: list[str] = []

    def peek(self, body: bytes) -> Peek:
        return replace(super().peek(body), stream=False)

    def decode_request(self, body: bytes) -> Conversation:
        """The conversation, and the wish for a summary of it."""
        conversation = super().decode_request(body)
        self._said = _said(conversation)
        conversation.turns.append(Turn("user", [Text(_PROMPT)]))
        conversation.tools, conversation.tool_choice = [], None
        conversation.output_format, conversation.stream = None, False
        return conversation

    def encode_answer(self, decoded: Answer, model: str) -> bytes:
        """Raises DialectError for an answer that sums up nothing."""
        blocks = decoded.choices[0].blocks if decoded.choices else []
        summary = "".join(block.text for block in blocks if isinstance(block, Text)).strip()
        if not summary:
            raise DialectError("The answer is no summary")
        content = wire.dumps(_Short(self._said, summary))
        item = {
            "id": f"cmp_{secrets.token_hex(24)}",
            "type": "compaction",
            "encrypted_content": proofs.seal(WHOSE, self._seal(content)),
        }
        return wire.dumps(
            {
                "id": f"resp_{secrets.token_hex(24)}",
                "object": "response.compaction",
                "created_at": int(time.time()),
                "output": [item],
                "usage": encode_usage(decoded.usage or Usage()),
            }
        )


def _said(conversation: Conversation) -> list[str]:
    """The user's last words, oldest first."""
    left, found = MOST_SAID, list[str]()
    for turn in reversed(conversation.turns):
        if turn.role != "user" or any(isinstance(block, ToolResult) for block in turn.blocks):
            continue
        text = "\n".join(block.text for block in turn.blocks if isinstance(block, Text))
        left -= len(text)
        if left < 0:
            break
        if text and not text.startswith(_FOUND):
            found.append(text)
    return found[::-1]


def expanded(request: bytes, open_sealed: Callable[[str], bytes]) -> bytes:
    """``request`` with what its compactions of ours hold instead of them.

    Raises DialectError for one that ``open_sealed`` cannot open (it raises ValueError).
    """
    if MARK not in request:
        return request
    given = wire.loads(wire.members(request).get("input", b"null"))
    if not isinstance(given, list):
        return request
    items: list[Any] = []
    for index, item in enumerate(given):
        text = item.get("encrypted_content") if isinstance(item, dict) else None
        whose, sealed = proofs.unseal(text) if isinstance(text, str) else ("", "")
        if whose != WHOSE or item.get("type") != "compaction":
            items.append(item)
            continue
        try:
            short = wire.decode(_short, open_sealed(sealed))
        except ValueError as error:
            where = f"input[{index}].encrypted_content"
            raise DialectError(f"{where} was not made for this key: {error}", where) from error
        items += [_message(said) for said in short.said]
        items.append(_message(_FOUND + short.summary))
    return wire.edit(request, {"input": items})


def _message(text: str) -> Item:
    return {"type": "message", "role": "user", "content": text}
