"""Every route of the management API: method, path pattern, handler, and the role it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from gateway.domain.person import Role
from gateway.server.routes.management import (
    channels,
    exports,
    limits,
    logs,
    options,
    pause,
    people,
    prices,
    tokens,
    users,
)
from gateway.server.routes.management import (
    routes as route_views,
)
from gateway.server.routes.management.access import guarded
from gateway.server.routes.management.channel_bodies import ChannelBody
from gateway.server.routes.management.envelope import Handler
from gateway.services.routing_rules import RulesBody

ID = r"{id:\d{1,15}}"
_PAGE = ("p", "page", "size")
_LOG = (
    *("type", "start_timestamp", "end_timestamp", "token_name", "model_name", "served"),
    *("status", "text"),
)
_EXPORT = ("format", "since", "until", "person")
_PUBLIC, _MEMBER, _ADMIN, _OWNER = None, Role.MEMBER, Role.ADMIN, Role.OWNER


@dataclass(frozen=True, slots=True)
class Route:
    """A handler where it is mounted; ``role`` None means that anybody may ask.

    ``body`` is what it reads (JSON), ``query`` which parameters; ``enveloped`` whether it answers
    in the API's envelope.
    """

    method: str
    path: str
    handler: Handler
    role: Role | None
    body: Any = None
    query: tuple[str, ...] = ()
    enveloped: bool = True


TABLE: tuple[Route, ...] = (
    Route("GET", "/api/status", people.status, _PUBLIC),
    Route("GET", "/api/user/self", people.self_, _MEMBER),
    Route("GET", "/api/user/token", people.new_access_token, _MEMBER),
    Route("GET", "/api/user/available_models", people.available_models, _MEMBER),
    Route("GET", "/api/user/", users.list_users, _ADMIN, query=(*_PAGE, "keyword", "order")),
    Route(
        "GET", "/api/user/search", users.search_users, _ADMIN, query=(*_PAGE, "keyword", "order")
    ),
    Route("GET", f"/api/user/{ID}", users.get_user, _ADMIN),
    Route("POST", "/api/user/", users.create_user, _ADMIN, body=users.UserBody),
    Route("PUT", "/api/user/", users.update_user, _ADMIN, body=users.UserBody),
    Route("DELETE", f"/api/user/{ID}", users.delete_user, _ADMIN),
    Route("POST", "/api/user/manage", users.manage_user, _ADMIN, body=users.UserActionBody),
    Route("POST", "/api/topup", users.top_up, _ADMIN, body=users.TopUpBody),
    Route("GET", "/api/models", people.models_by_type, _MEMBER),
    Route("GET", "/api/group/", people.groups, _ADMIN),
    Route("GET", "/api/user/limits", limits.person_limits, _ADMIN, query=("id",)),
    Route(
        "PUT",
        "/api/user/limits",
        limits.set_person_limits,
        _OWNER,
        body=limits.LimitsBody,
        query=("id",),
    ),
    Route("GET", "/api/group/limits", limits.group_limits, _ADMIN, query=("name",)),
    Route(
        "PUT",
        "/api/group/limits",
        limits.set_group_limits,
        _OWNER,
        body=limits.LimitsBody,
        query=("name",),
    ),
    Route("GET", "/api/token/", tokens.list_tokens, _MEMBER, query=(*_PAGE, "keyword", "order")),
    Route(
        "GET",
        "/api/token/search",
        tokens.search_tokens,
        _MEMBER,
        query=(*_PAGE, "keyword", "order"),
    ),
    Route("GET", f"/api/token/{ID}", tokens.get_token, _MEMBER),
    Route("POST", "/api/token/", tokens.create_token, _MEMBER, body=tokens.TokenBody),
    Route(
        "PUT",
        "/api/token/",
        tokens.update_token,
        _MEMBER,
        body=tokens.TokenBody,
        query=("status_only",),
    ),
    Route("DELETE", f"/api/token/{ID}", tokens.delete_token, _MEMBER),
    Route("GET", "/api/channel/", channels.list_channels, _ADMIN, query=_PAGE),
    Route(
        "GET", "/api/channel/search", channels.search_channels, _ADMIN, query=(*_PAGE, "keyword")
    ),
    Route("GET", "/api/channel/models", people.channel_models, _ADMIN, enveloped=False),
    Route("GET", "/api/channel/test", channels.test_channels, _ADMIN, query=("scope",)),
    Route(
        "GET",
        f"/api/channel/test/{ID}",
        channels.test_channel,
        _ADMIN,
        query=("model", "capability"),
    ),
    Route("GET", "/api/channel/update_balance", channels.update_balances, _ADMIN),
    Route("GET", f"/api/channel/update_balance/{ID}", channels.update_balance, _ADMIN),
    Route("GET", f"/api/channel/fetch_models/{ID}", channels.fetch_models, _ADMIN),
    Route(
        "POST", "/api/channel/fetch_models", channels.fetch_draft_models, _ADMIN, body=ChannelBody
    ),
    Route("GET", f"/api/channel/{ID}", channels.get_channel, _ADMIN),
    Route("POST", "/api/channel/", channels.create_channel, _ADMIN, body=ChannelBody),
    Route("PUT", "/api/channel/", channels.update_channel, _ADMIN, body=ChannelBody),
    Route("DELETE", "/api/channel/disabled", channels.delete_disabled, _ADMIN),
    Route("DELETE", f"/api/channel/{ID}", channels.delete_channel, _ADMIN),
    Route("GET", "/api/log/", logs.list_logs, _ADMIN, query=(*_PAGE, *_LOG, "username", "channel")),
    Route("DELETE", "/api/log/", logs.delete_logs, _ADMIN, query=("target_timestamp",)),
    Route(
        "GET", "/api/log/stat", logs.log_statistics, _ADMIN, query=(*_LOG, "username", "channel")
    ),
    Route("GET", "/api/log/search", logs.search_logs, _ADMIN, query=("keyword",)),
    Route("GET", "/api/log/self", logs.list_own_logs, _MEMBER, query=(*_PAGE, *_LOG)),
    Route("GET", "/api/log/self/stat", logs.own_log_statistics, _MEMBER, query=_LOG),
    Route("GET", "/api/log/self/search", logs.search_own_logs, _MEMBER, query=("keyword",)),
    Route("GET", "/api/log/export", exports.log, _ADMIN, query=_EXPORT, enveloped=False),
    Route("GET", "/api/ledger/export", exports.ledger, _ADMIN, query=_EXPORT, enveloped=False),
    Route("GET", "/api/option/", options.list_options, _OWNER),
    Route("PUT", "/api/option/", options.set_option, _OWNER, body=options.OptionBody),
    Route("GET", "/api/prices/", prices.show, _OWNER),
    Route(
        "POST",
        "/api/prices/",
        prices.update,
        _OWNER,
        body=dict[str, Any],
        query=("apply", "address", "private", "replace", "map"),
    ),
    Route("DELETE", "/api/prices/", prices.revert, _OWNER, query=("all",)),
    Route("GET", "/api/prices/ratios", prices.export_ratios, _OWNER, query=("for", "served")),
    Route("GET", "/api/route/", route_views.show, _ADMIN, query=("model", "token_id", "group")),
    Route("GET", "/api/route/rules", route_views.show_rules, _ADMIN),
    Route("PUT", "/api/route/rules", route_views.set_rules, _OWNER, body=RulesBody),
    Route("POST", "/api/pause/", pause.pause, _OWNER, body=pause.PauseBody),
    Route("DELETE", "/api/pause/", pause.resume, _OWNER),
)


def routes() -> list[Route]:
    """All routes, their role checks included; each path with and without its last slash."""
    return list(_routes())


def _routes() -> Iterator[Route]:
    for route in TABLE:
        checked = guarded(route.handler, route.role)
        bare = route.path.rstrip("/")
        for each in (bare, f"{bare}/"):
            yield replace(route, path=each, handler=checked)
