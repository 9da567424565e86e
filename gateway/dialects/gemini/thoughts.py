"""Proofs of other vendors' thoughts in the one place that Gemini's clients keep and return.

Gemini proves the thought behind a function call in the call's ``thoughtSignature``; its clients
return that untouched and leave out the thoughts themselves. So the thoughts of a model that wants
its own back (Claude, OpenAI, DeepSeek) travel there, whole: texts and their vendors' proofs.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence

from gateway.dialects import proofs, wire
from gateway.domain.conversation import Block, Reasoning, ToolCall
from gateway.errors import DialectError

_THOUGHTS = "thoughts"
_MARK = base64.b64encode(proofs.PREFIX.encode())
"""How a sealed proof begins in base64: nine bytes make twelve characters, with no remainder."""
_SEALED = re.compile(
    rb'("(?:thoughtSignature|thought_signature)"\s*:\s*)"' + _MARK + rb'[A-Za-z0-9+/_=\\-]*"'
)


def seal(thoughts: Sequence[Reasoning]) -> str:
    """A ``thoughtSignature`` that holds ``thoughts``; '' where there is none."""
    if not thoughts:
        return ""
    told = [[thought.text, thought.signature, thought.redacted] for thought in thoughts]
    sealed = proofs.seal(_THOUGHTS, wire.dumps(told).decode())
    return base64.b64encode(sealed.encode()).decode()


def restore(blocks: list[Block]) -> list[Block]:
    """An assistant's blocks with the thoughts that its calls bring back, which stand first.

    The same thoughts without their proof, as a client may return them too, are left out.
    """
    found: list[Reasoning] = []
    for block in blocks:
        if isinstance(block, ToolCall) and is_sealed(block.signature):
            found += _unseal(block.signature)
            block.signature = ""
    if not found:
        return blocks
    others = [block for block in blocks if not isinstance(block, Reasoning) or block.signature]
    return [*found, *others]


def is_sealed(signature: str) -> bool:
    return signature.encode("utf-8", "replace").startswith(_MARK)


def without_foreign(body: bytes, missing: str) -> bytes:
    """A request for a real Gemini: other vendors' proofs become ``missing``, Google's own word."""
    if _MARK not in body:
        return body
    return _SEALED.sub(rb'\1"' + missing.encode() + b'"', body)


def _unseal(signature: str) -> list[Reasoning]:
    """[] for what only looks like one."""
    try:
        sealed = base64.b64decode(signature.replace("-", "+").replace("_", "/"), validate=True)
        whose, told = proofs.unseal(sealed.decode())
        value = wire.loads(told.encode()) if whose == _THOUGHTS else ()
        return [Reasoning(*_texts(each)) for each in value]
    except (binascii.Error, UnicodeDecodeError, DialectError, ValueError, TypeError):
        return []


def _texts(value: object) -> tuple[str, str, str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError("a thought is a list of texts")
    text, signature, redacted = value
    return text, signature, redacted
