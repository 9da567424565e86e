"""JSON in and out: typed decoding that speaks in DialectErrors, and surgical edits of members."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import msgspec

from gateway.errors import DialectError

T = TypeVar("T")

_LONE_SURROGATE = re.compile(
    rb"(?<!\\)((?:\\\\)*)"
    rb"(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
_AT = re.compile(r" - at `\$\.?([^`]*)`$")

_any: msgspec.json.Decoder[Any] = msgspec.json.Decoder()
_members: msgspec.json.Decoder[dict[str, msgspec.Raw]] = msgspec.json.Decoder(
    dict[str, msgspec.Raw]
)
encode = msgspec.json.Encoder().encode


def decode(decoder: msgspec.json.Decoder[T], body: bytes | msgspec.Raw) -> T:
    """``body`` as ``decoder`` reads it.

    Half a surrogate pair, which JSON allows and UTF-8 does not, becomes U+FFFD.
    """
    try:
        try:
            return decoder.decode(body)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            repaired = repair_surrogates(bytes(body))
            if repaired is None:
                raise
            return decoder.decode(repaired)
    except msgspec.ValidationError as error:
        message = str(error)
        at = _AT.search(message)
        where = at.group(1).replace("[...]", "") if at else ""
        raise DialectError(message.replace("`$.", "`").replace("`$", "`"), where or None) from None
    except msgspec.DecodeError as error:
        raise DialectError(str(error)) from None
    except UnicodeDecodeError:
        raise DialectError("The JSON is not UTF-8") from None
    except RecursionError:
        raise DialectError("The JSON is nested too deeply") from None


def convert(value: Any, into: type[T], where: str) -> T:
    """Decoded JSON as a typed value; ``where`` names it in the error."""
    try:
        return msgspec.convert(value, into)
    except msgspec.ValidationError as error:
        raise DialectError(f"{where}: {error}", where) from None


def repair_surrogates(body: bytes) -> bytes | None:
    """``body`` with escapes of half surrogate pairs replaced, None where there are none."""
    if b"\\ud" not in body and b"\\uD" not in body:
        return None
    repaired = _LONE_SURROGATE.sub(rb"\1\\ufffd", body)
    return repaired if repaired != body else None


def loads(body: bytes | msgspec.Raw) -> Any:
    """Any JSON; integers of any size stay integers."""
    return decode(_any, body)


def dumps(value: Any) -> bytes:
    """Compact JSON. Half surrogate pairs become U+FFFD."""
    try:
        return encode(value)
    except UnicodeEncodeError:
        return encode(_encodable(value))
    except RecursionError:
        raise DialectError("The JSON is nested too deeply") from None


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value


def members(body: bytes | msgspec.Raw) -> dict[str, msgspec.Raw]:
    """The members of a JSON object, each value as its bytes."""
    return decode(_members, body)


def check_spelling(body: bytes, names: Collection[str]) -> None:
    """Raises DialectError where a member is called one of ``names`` (small letters) in others:
    servers in Go read ``Model`` as ``model``, and would take another one than is paid.
    """
    for member in members(body):
        if member not in names and (meant := member.casefold()) in names:
            raise DialectError(f"{member} is written {meant}", meant)


def as_raw(encoded: bytes) -> msgspec.Raw:
    """Encoded JSON that is to be put into other JSON as it is."""
    return msgspec.Raw(encoded)


def as_text(encoded: msgspec.Raw) -> str:
    """The text of encoded JSON."""
    return bytes(encoded).decode("utf-8", "replace")


def as_object(arguments: str) -> Any:
    """A call's arguments as JSON to encode: an object keeps its bytes, anything else is wrapped."""
    encoded = arguments.strip().encode("utf-8", "replace")
    if not encoded:
        return {}
    try:
        members(encoded)
    except DialectError:
        return {"_raw": arguments}
    return as_raw(encoded)


def as_tokens(value: int | float, name: str) -> int:
    """A token limit; some clients write it as 1024.0."""
    if value != int(value) or value < 0:
        raise DialectError(f"{name} must be a whole number of tokens", name)
    return int(value)


def edit(body: bytes, changes: Mapping[str, Any]) -> bytes:
    """The object ``body`` with top-level members set; the others keep their bytes and order.

    Values may be :class:`msgspec.Raw`. No changes: the same object.
    """
    if not changes:
        return body
    found = members(body)
    for name, value in changes.items():
        found[name] = value if isinstance(value, msgspec.Raw) else as_raw(dumps(value))
    return encode(found)


# An object's head up to and with the value of a string member, where only scalars stand before it.
_SCALAR = rb'(?:"(?:[^"\\]|\\.)*"|[^\s"\[\]{},:]+)'
_MODEL_HEAD = re.compile(
    rb'(\s*\{(?:\s*"(?:[^"\\]|\\.)*"\s*:\s*' + _SCALAR + rb'\s*,)*?\s*"model"\s*:\s*)'
    rb'"(?:[^"\\]|\\.)*"'
)


class ModelEdit:
    """Puts a name into the top-level ``model`` of many similar objects.

    The head of a stream's frames hardly changes, so the last one found is tried first: a head that
    ends with the member's value is the same JSON in every object that begins with the same bytes.
    """

    __slots__ = ("_new_head", "_old_head", "_value")

    def __init__(self, model: str) -> None:
        self._value = dumps(model)
        self._old_head = b""
        self._new_head = b""

    def apply(self, data: bytes) -> bytes:
        """``data`` must be an object with a ``model``; its other members keep their bytes."""
        if self._old_head and data.startswith(self._old_head):
            return self._new_head + data[len(self._old_head) :]
        head = _MODEL_HEAD.match(data)
        if head is None:
            return edit(data, {"model": msgspec.Raw(self._value)})
        self._old_head = head.group()
        self._new_head = head.group(1) + self._value
        return self._new_head + data[head.end() :]
