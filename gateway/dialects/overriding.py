"""A channel's overrides, put into an encoded body of any dialect."""

from __future__ import annotations

from typing import Any

import msgspec

from gateway.dialects import wire
from gateway.domain.channel import Channel
from gateway.domain.overrides import Overrides, Path, parse_path
from gateway.errors import DialectError

LIMITS = frozenset(
    [
        "max_tokens",
        "max_completion_tokens",
        "max_output_tokens",
        "maxOutputTokens",
        "num_predict",
        "maxTokens",
    ]
)
"""How dialects spell the limit of an answer."""


def overridden(
    body: bytes,
    dialect: str,
    overrides: Overrides,
    most: int | None = None,
    *,
    general: bool = True,
) -> bytes:
    """``body`` with what of ``overrides`` applies to ``dialect``; other members keep their bytes.

    ``most`` is the output limit that a payer can pay: no override raises or removes it. Without
    ``general`` only paths that name the dialect apply. Nothing to do: the same object. Raises
    DialectError for a body that is no JSON object.
    """

    def applies(path: Path) -> bool:
        return path.applies(dialect) and (general or bool(path.dialect))

    removing = [path for path in map(parse_path, overrides.remove) if applies(path)]
    setting = [
        (path, value) for text, value in overrides.set.items() if applies(path := parse_path(text))
    ]
    if not removing and not setting:
        return body
    members: dict[str, Any] = dict(wire.members(body))
    for path in removing:
        if most is None or path.names[-1] not in LIMITS:
            _remove(members, path)
    for path, value in setting:
        _set(members, path, _payable(path, value, most))
    return wire.dumps(members)


def overridden_body(
    body: bytes, channel: Channel, dialect: str, chats: bool, most: int | None
) -> bytes:
    """``body`` with the channel's overrides; of other requests than chats only those that name
    their dialect.
    """
    if not channel.overrides:
        return body
    return overridden(body, dialect, channel.overrides, most, general=chats)


def _payable(path: Path, value: Any, most: int | None) -> Any:
    if most is None or path.names[-1] not in LIMITS:
        return value
    is_limit = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most
    return value if is_limit else most


def _opened(holder: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The object that a member is, ready to be changed; None where it is something else."""
    value = holder.get(name)
    if isinstance(value, msgspec.Raw):
        try:
            value = dict(wire.members(value))
        except DialectError:
            return None
        holder[name] = value
    return value if isinstance(value, dict) else None


def _remove(members: dict[str, Any], path: Path) -> None:
    holder = members
    for name in path.names[:-1]:
        inner = _opened(holder, name)
        if inner is None:
            return
        holder = inner
    holder.pop(path.names[-1], None)


def _set(members: dict[str, Any], path: Path, value: Any) -> None:
    """What stands in the way of a path and is no object gives way to one."""
    holder = members
    for name in path.names[:-1]:
        inner = _opened(holder, name)
        if inner is None:
            inner = holder[name] = {}
        holder = inner
    holder[path.names[-1]] = value
