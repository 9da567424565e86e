"""Everybody at once, for people who try a channel by hand: what `python -m tests.upstreams` serves
beside the mocks that steer tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.gateway.suite.media_makers import MediaStand
from tests.gateway.suite.media_stands import STANDS
from tests.gateway.suite.run import WAYS, provider_of
from tests.gateway.suite.stands import Stand, stand
from tests.upstreams import Upstreams


def populate(chats: Upstreams, media: Upstreams) -> dict[str, dict[str, Any]]:
    """Adds a mock of every provider, each with a port of its own, because vendors' paths begin at
    their hosts. Returns what a channel to each needs, by the provider's id; ``id-media`` is whom
    its pictures, sound and rankings are asked of, ``id.way`` another interface of it.
    """
    found = {way: _told(provider_of(way), stand(chats, way)) for way in WAYS}
    for ident, makes in STANDS.items():
        for number, make in enumerate(makes, 1):
            name = f"{ident}-media" if number == 1 else f"{ident}-media-{number}"
            found[name] = _told(ident, make(media, ident))
    return found


def _told(ident: str, each: Stand | MediaStand) -> dict[str, Any]:
    mock = each.base or each.mock
    models = [each.model] if isinstance(each, Stand) else _names(each.models.values())
    return {
        "provider": ident,
        "base_url": mock.base_url,
        "key": "\n".join(each.secrets),
        "models": models,
        "settings": dict(each.fields.get("settings", {})),
        "control": f"{mock.origin}/_control/{mock.name}",
    }


def _names(models: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(models))
