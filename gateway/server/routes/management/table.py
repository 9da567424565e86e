"""Every route of the management API: method, path pattern, handler, and the role it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gateway.domain.person import Role
from gateway.server.routes.management import (
    channels,
    exports,
    logs,
    options,
    pause,
    people,
    prices,
    tokens,
)
from gateway.server.routes.management.access import guarded
from gateway.server.routes.management.envelope import Handler

_ID = r"{id:\d{1,15}}"
_PUBLIC, _MEMBER, _ADMIN, _OWNER = None, Role.MEMBER, Role.ADMIN, Role.OWNER

_TABLE: tuple[tuple[str, str, Handler, Role | None], ...] = (
    ("GET", "/api/status", people.status, _PUBLIC),
    ("GET", "/api/user/self", people.self_, _MEMBER),
    ("GET", "/api/user/token", people.new_access_token, _MEMBER),
    ("GET", "/api/user/available_models", people.available_models, _MEMBER),
    ("GET", "/api/models", people.models_by_type, _MEMBER),
    ("GET", "/api/group/", people.groups, _ADMIN),
    ("GET", "/api/token/", tokens.list_tokens, _MEMBER),
    ("GET", "/api/token/search", tokens.search_tokens, _MEMBER),
    ("GET", f"/api/token/{_ID}", tokens.get_token, _MEMBER),
    ("POST", "/api/token/", tokens.create_token, _MEMBER),
    ("PUT", "/api/token/", tokens.update_token, _MEMBER),
    ("DELETE", f"/api/token/{_ID}", tokens.delete_token, _MEMBER),
    ("GET", "/api/channel/", channels.list_channels, _ADMIN),
    ("GET", "/api/channel/search", channels.search_channels, _ADMIN),
    ("GET", "/api/channel/models", people.channel_models, _ADMIN),
    ("GET", "/api/channel/test", channels.test_channels, _ADMIN),
    ("GET", f"/api/channel/test/{_ID}", channels.test_channel, _ADMIN),
    ("GET", "/api/channel/update_balance", channels.update_balances, _ADMIN),
    ("GET", f"/api/channel/update_balance/{_ID}", channels.update_balance, _ADMIN),
    ("GET", f"/api/channel/fetch_models/{_ID}", channels.fetch_models, _ADMIN),
    ("POST", "/api/channel/fetch_models", channels.fetch_draft_models, _ADMIN),
    ("GET", f"/api/channel/{_ID}", channels.get_channel, _ADMIN),
    ("POST", "/api/channel/", channels.create_channel, _ADMIN),
    ("PUT", "/api/channel/", channels.update_channel, _ADMIN),
    ("DELETE", "/api/channel/disabled", channels.delete_disabled, _ADMIN),
    ("DELETE", f"/api/channel/{_ID}", channels.delete_channel, _ADMIN),
    ("GET", "/api/log/", logs.list_logs, _ADMIN),
    ("DELETE", "/api/log/", logs.delete_logs, _ADMIN),
    ("GET", "/api/log/export", exports.log, _ADMIN),
    ("GET", "/api/ledger/export", exports.ledger, _ADMIN),
    ("GET", "/api/log/stat", logs.log_statistics, _ADMIN),
    ("GET", "/api/log/search", logs.search_logs, _ADMIN),
    ("GET", "/api/log/self", logs.list_own_logs, _MEMBER),
    ("GET", "/api/log/self/stat", logs.own_log_statistics, _MEMBER),
    ("GET", "/api/log/self/search", logs.search_own_logs, _MEMBER),
    ("GET", "/api/option/", options.list_options, _OWNER),
    ("PUT", "/api/option/", options.set_option, _OWNER),
    ("GET", "/api/prices/", prices.show, _OWNER),
    ("POST", "/api/prices/", prices.update, _OWNER),
    ("DELETE", "/api/prices/", prices.revert, _OWNER),
    ("GET", "/api/prices/ratios", prices.export_ratios, _OWNER),
    ("POST", "/api/pause/", pause.pause, _OWNER),
    ("DELETE", "/api/pause/", pause.resume, _OWNER),
)


@dataclass(frozen=True, slots=True)
class Route:
    """A handler where it is mounted; ``role`` None means that anybody may ask."""

    method: str
    path: str
    handler: Handler
    role: Role | None


def routes() -> list[Route]:
    """All routes, their role checks included; each path with and without its last slash."""
    return list(_routes())


def _routes() -> Iterator[Route]:
    for method, path, handler, role in _TABLE:
        checked = guarded(handler, role)
        bare = path.rstrip("/")
        for each in (bare, f"{bare}/"):
            yield Route(method, each, checked, role)
