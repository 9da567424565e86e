"""Conversations as texts, for what takes one text at a time."""

from __future__ import annotations

import base64
import re

from gateway.dialects.foreign import as_text, instructions
from gateway.dialects.lossy import refuse_foreign, refuse_several, unconvertible
from gateway.domain.conversation import (
    Block,
    Conversation,
    Image,
    Reasoning,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
)

_MIME = re.compile(r"image/[a-z0-9.+-]+")
_SPEAKERS = {"user": "User", "assistant": "Assistant", "system": "System"}


def check(conversation: Conversation, dialect: str) -> None:
    """Raises Unconvertible for what an app cannot do: tools, several answers."""
    refuse_foreign(conversation, dialect)
    refuse_several(conversation)
    choice = conversation.tool_choice or ToolChoice()
    if conversation.tools and choice.mode != "none":
        raise unconvertible("A request with tools", "tools")


def system_text(conversation: Conversation) -> str:
    turns = [turn for turn in conversation.turns if turn.role == "system"]
    return "\n\n".join(text for turn in turns if (text := turn_text(turn)))


def spoken_turns(conversation: Conversation) -> list[Turn]:
    """The turns of user and assistant."""
    return [turn for turn in conversation.turns if turn.role != "system"]


def since_answer(conversation: Conversation) -> list[Turn]:
    """What was said since the last answer."""
    turns = spoken_turns(conversation)
    answered = [at for at, turn in enumerate(turns) if turn.role == "assistant"]
    return turns[answered[-1] + 1 :] if answered else turns


def last_text(conversation: Conversation) -> str:
    """What the user said last."""
    users = [turn for turn in conversation.turns if turn.role == "user"]
    return turn_text(users[-1]) if users else ""


def whole_text(conversation: Conversation, *, system: bool = True) -> str:
    """All of a conversation; who said what, unless it is but one thing."""
    turns = conversation.turns if system else spoken_turns(conversation)
    said = [(turn.role, text) for turn in turns if (text := turn_text(turn))]
    if len(said) == 1:
        return said[0][1]
    return "\n\n".join(f"{_SPEAKERS[role]}: {text}" for role, text in said)


def images_of(conversation: Conversation) -> list[Image]:
    """The images of the last user's turn."""
    users = [turn for turn in conversation.turns if turn.role == "user"]
    return [block for block in users[-1].blocks if isinstance(block, Image)] if users else []


def new_images(conversation: Conversation) -> list[Image]:
    """The images of what was said since the last answer."""
    blocks = (block for turn in since_answer(conversation) for block in turn.blocks)
    return [block for block in blocks if isinstance(block, Image)]


def data_address(image: Image) -> str:
    """An image's data as an address (RFC 2397). Raises Unconvertible for what another vendor keeps,
    and for what is no base64.
    """
    if not image.data:
        raise unconvertible("An image by its file id", "messages")
    try:
        base64.b64decode(image.data, validate=True)
    except ValueError:
        raise unconvertible("An image that is no base64", "messages") from None
    mime = image.mime if _MIME.fullmatch(image.mime) else "image/png"
    return f"data:{mime};base64,{image.data}"


def refuse_images(conversation: Conversation) -> None:
    """Raises Unconvertible where the last thing said is not words alone, for who takes only words.

    Images of earlier turns are left out: what was said of them is there.
    """
    if images_of(conversation):
        raise unconvertible("An image", "messages")


def turn_text(turn: Turn) -> str:
    blocks = instructions(turn.blocks) if turn.role == "system" else turn.blocks
    return "\n\n".join(text for block in blocks if (text := _text(block)))


def _text(block: Block) -> str:
    if isinstance(block, Image | Reasoning):
        return ""
    if isinstance(block, ToolCall):  # of earlier turns, when there still were tools
        return f"[{block.name}({block.arguments})]"
    if isinstance(block, ToolResult):
        return "\n".join(text for part in block.content if (text := _text(part)))
    return as_text(block) or ""
