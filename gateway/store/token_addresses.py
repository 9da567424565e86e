"""From where tokens were used, as the request log tells it. Runs inside :meth:`Database.read`."""

from __future__ import annotations

from gateway.store import schema


def first_seen(token_id: int, address: str) -> tuple[int, bool] | None:
    """When the log first has an address for a token (Unix ms), and whether others came before.

    None where the log does not have it.
    """
    request = schema.Request
    own = request.select(request.id, request.at).where(request.token_id == token_id)
    first = own.where(request.address == address).order_by(request.id).first()
    if first is None:
        return None
    before = own.where((request.id < first.id) & (request.address != ""))
    return int(first.at), before.limit(1).exists()
