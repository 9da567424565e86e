"""Files and batches at providers, by the token they belong to.

Every function runs inside :meth:`Database.write` or :meth:`Database.read`.
"""

from __future__ import annotations

import json

from gateway.domain.upstream_object import ObjectKind, UpstreamObject
from gateway.store import schema

_Row = schema.UpstreamObject


def put(found: UpstreamObject) -> None:
    """Adds an object, or brings a known one up to date; one that is settled stays so."""
    where = (
        (_Row.token_id == found.token_id)
        & (_Row.kind == found.kind.value)
        & (_Row.object_id == found.object_id)
    )
    text = found.object_json.decode("utf-8", "replace")
    if _Row.update(object_json=text).where(where).execute():
        return
    _Row.insert(
        kind=found.kind.value,
        object_id=found.object_id,
        token_id=found.token_id,
        channel_id=found.channel_id,
        key_id=found.key_id,
        created_at=found.created_at,
        models_json=json.dumps(found.models),
        endpoint=found.endpoint,
        object_json=text,
        settled=found.settled,
    ).execute()


def get(token_id: int, kind: ObjectKind, object_id: str) -> UpstreamObject | None:
    """A token's own object; None for one that it does not have, whoever else may."""
    row = _Row.get_or_none(
        (_Row.token_id == token_id) & (_Row.kind == kind.value) & (_Row.object_id == object_id)
    )
    return None if row is None else _found(row)


def page(
    token_id: int, kind: ObjectKind, *, after: str = "", limit: int, oldest_first: bool = False
) -> list[UpstreamObject]:
    """A token's objects, newest first unless said, behind the one whose id is ``after``."""
    where = (_Row.token_id == token_id) & (_Row.kind == kind.value)
    if after:
        last = get(token_id, kind, after)
        if last is None:
            return []
        where &= (_Row.id > last.id) if oldest_first else (_Row.id < last.id)
    order = _Row.id.asc() if oldest_first else _Row.id.desc()
    return [_found(row) for row in _Row.select().where(where).order_by(order).limit(limit)]


def unsettled(limit: int) -> list[UpstreamObject]:
    """Batches that are not booked yet, oldest first."""
    rows = _Row.select().where(_Row.settled == False)  # noqa: E712 - SQL
    return [_found(row) for row in rows.order_by(_Row.id).limit(limit)]


def set_settled(row_id: int) -> None:
    _Row.update(settled=True).where(_Row.id == row_id).execute()


def delete(row_id: int) -> None:
    _Row.delete().where(_Row.id == row_id).execute()


def is_booked(request_id: str) -> bool:
    """Whether a settlement of that name is in the log."""
    return bool(schema.Request.select().where(schema.Request.request_id == request_id).exists())


def _found(row: schema.UpstreamObject) -> UpstreamObject:
    return UpstreamObject(
        kind=ObjectKind(row.kind),
        object_id=str(row.object_id),
        token_id=int(row.token_id),
        channel_id=int(row.channel_id),
        key_id=int(row.key_id),
        created_at=int(row.created_at),
        object_json=str(row.object_json).encode(),
        models=tuple(json.loads(row.models_json)),
        endpoint=str(row.endpoint),
        settled=bool(row.settled),
        id=int(row.id),
    )
