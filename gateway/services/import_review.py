"""What an export would change here: every thing in it, new, the same or different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from gateway.config import BY_NAME
from gateway.domain.channel import Channel
from gateway.domain.person import NOT_LIMITED, OWNER_ID, GroupLimits
from gateway.domain.token import Token, bare_key
from gateway.errors import ServiceError, VaultError
from gateway.providers.registry import PROVIDERS
from gateway.services.context import Context
from gateway.services.export_content import (
    CHANNEL_FIELDS,
    OPTIONS,
    TOKEN_FIELDS,
    Content,
    ExportedChannel,
    ExportedKey,
    ExportedToken,
    exported_channel,
    plain_fields,
)
from gateway.services.export_rules import (
    FALLBACK,
    GROUP,
    LIMITED,
    OWNER,
    RULED,
    ExportedLimits,
    limit_fields,
    limits_of_person,
    plain_budgets,
    rule_in_force,
)
from gateway.services.overrides import decode_json
from gateway.services.state import State

Kind = Literal["setting", "prices", "person", "limits", "rule", "channel", "token"]
Standing = Literal["new", "same", "different", "blocked"]


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One thing of the file. ``index``: its place among its kind; ``target``: what it changes.

    ``fields`` names what differs. A blocked one cannot be imported, because of ``reason``:
    ``fixed`` (by the environment or the command line), ``unknown_provider``, ``unknown_setting``,
    ``unknown_limits``, ``unknown_rule``. ``of`` says whose limits or what rule, ``values`` what
    that rule says: a strategy, or what stands in and when.
    """

    kind: Kind
    index: int
    name: str
    standing: Standing
    fields: tuple[str, ...] = ()
    reason: str = ""
    target: int = 0
    of: str = ""
    values: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.index}"

    @property
    def can_choose(self) -> bool:
        return self.standing in ("new", "different")


def review(
    content: Content, context: Context, state: State, options: Mapping[str, str]
) -> tuple[ImportItem, ...]:
    """In the order in which it is imported. Raises ServiceError ``vault_locked``.

    ``options`` are the prices and ratios in force, as :meth:`SettingsService.options` gives them.
    """
    return (
        *_settings(content, context),
        *_options(content, options),
        *_people(content, state),
        *_limits(content, state),
        *_rules(content, context),
        *_channels(content, state),
        *_tokens(content, context, state),
    )


def _settings(content: Content, context: Context) -> list[ImportItem]:
    items = []
    for index, (name, text) in enumerate(content.settings.items()):
        item = ImportItem("setting", index, name, "new")
        setting = BY_NAME.get(name)
        if setting is None:
            items.append(replace(item, standing="blocked", reason="unknown_setting"))
            continue
        source = context.settings.source(name)
        try:
            same = setting.parse(text) == getattr(context.settings, name)
        except ServiceError:
            items.append(replace(item, standing="blocked", reason="unknown_setting"))
            continue
        if same:
            item = replace(item, standing="same")
        elif source in ("environment", "command line"):
            item = replace(item, standing="blocked", reason="fixed")
        elif source == "database":
            item = replace(item, standing="different")
        items.append(item)
    return items


def _options(content: Content, options: Mapping[str, str]) -> list[ImportItem]:
    items = []
    for index, (name, text) in enumerate(content.options.items()):
        if name not in OPTIONS:
            continue
        theirs, ours = decode_json(text), decode_json(options.get(name, "{}"))
        if not isinstance(theirs, dict) or not isinstance(ours, dict):
            raise ServiceError("export_damaged", f"{name} is not a JSON object")
        changed = [key for key, value in theirs.items() if key in ours and ours[key] != value]
        added = [key for key in theirs if key not in ours]
        standing: Standing = "different" if changed else "new" if added else "same"
        items.append(ImportItem("prices", index, name, standing, tuple(changed or added)))
    return items


def _people(content: Content, state: State) -> list[ImportItem]:
    known = {person.username: person for person in state.tokens.people.values()}
    items = []
    for index, exported in enumerate(content.people):
        item = ImportItem("person", index, exported.username, "new")
        if (person := known.get(exported.username)) is not None:
            item = replace(item, standing="same", target=person.id)
        items.append(item)
    return items


def _limits(content: Content, state: State) -> list[ImportItem]:
    """Limits are the same by whose they are."""
    items = []
    for index, exported in enumerate(content.limits):
        name, ours = _limited_here(exported, state)
        item = ImportItem("limits", index, name, "new", of=exported.of)
        names = tuple(_differing(exported.fields, limit_fields(ours)))
        if exported.of not in LIMITED:
            item = replace(item, standing="blocked", reason="unknown_limits")
        elif not names:
            item = replace(item, standing="same")
        elif ours:
            item = replace(item, standing="different", fields=names)
        items.append(item)
    return items


def _limited_here(exported: ExportedLimits, state: State) -> tuple[str, GroupLimits]:
    """What whoever it is limited by is called here, and their limits."""
    if exported.of == GROUP:
        return exported.name, state.tokens.groups.get(exported.name, NOT_LIMITED)
    for person in state.tokens.people.values():
        is_owner = person.id == OWNER_ID
        if is_owner if exported.of == OWNER else person.username == exported.name:
            return person.username, limits_of_person(person)
    return exported.name, NOT_LIMITED


def _rules(content: Content, context: Context) -> list[ImportItem]:
    """A rule is the same by its case: a group or a model, of a fallback also when it holds."""
    items = []
    for index, exported in enumerate(content.rules):
        values = (exported.use, exported.when) if exported.of == FALLBACK else (exported.use,)
        item = ImportItem("rule", index, exported.name, "new", of=exported.of, values=values)
        try:
            ours = rule_in_force(exported, context.routing.rules)
            known = exported.of in RULED
        except ValueError:
            ours, known = "", False
        if not known:
            item = replace(item, standing="blocked", reason="unknown_rule")
        elif ours == exported.use:
            item = replace(item, standing="same")
        elif ours:
            item = replace(item, standing="different")
        items.append(item)
    return items


def _channels(content: Content, state: State) -> list[ImportItem]:
    """A channel is the same by provider and name; of several, the one that differs least."""
    items = []
    taken: set[int] = set()
    for index, exported in enumerate(content.channels):
        item = ImportItem("channel", index, exported.name, "new")
        provider = exported.fields.get("provider")
        if provider not in PROVIDERS:
            items.append(replace(item, standing="blocked", reason="unknown_provider"))
            continue
        twins = [
            (_channel_differences(exported, channel), channel)
            for channel in state.channels.all
            if channel.id not in taken
            and (channel.provider, channel.name) == (provider, exported.name)
        ]
        if twins:
            differences, twin = min(twins, key=lambda each: len(each[0]))
            taken.add(twin.id)
            standing: Standing = "different" if differences else "same"
            item = replace(item, standing=standing, fields=differences, target=twin.id)
        items.append(item)
    return items


def _channel_differences(exported: ExportedChannel, channel: Channel) -> tuple[str, ...]:
    """Names of the fields in which they differ, ``keys`` among them."""
    names = _differing(exported.fields, plain_fields(channel, CHANNEL_FIELDS))
    try:
        keys: list[ExportedKey] = exported_channel(channel).keys
    except ServiceError:
        return (*names, "keys")
    if keys != exported.keys:
        names.append("keys")
    return tuple(names)


def _tokens(content: Content, context: Context, state: State) -> list[ImportItem]:
    """A token is the same by its key: clients know nothing else of it."""
    known = {stored.key_hash: stored for stored in state.tokens.stored.values()}
    items = []
    for index, exported in enumerate(content.tokens):
        item = ImportItem("token", index, exported.name, "new")
        try:
            stored = known.get(context.vault.token_hash(bare_key(exported.key)))
        except VaultError as error:
            raise ServiceError("vault_locked", str(error)) from error
        if stored is not None:
            token = state.tokens.with_money(stored.token)
            names = _token_differences(exported, token)
            standing: Standing = "different" if names else "same"
            item = replace(item, standing=standing, fields=names, target=token.id)
        items.append(item)
    return items


def _token_differences(exported: ExportedToken, token: Token) -> tuple[str, ...]:
    """Names of the fields in which they differ, ``balance`` among them."""
    names = _differing(exported.fields, plain_fields(token, TOKEN_FIELDS))
    limited = exported.fields.get("unlimited") is False
    if limited and (token.unlimited or token.balance_nano != exported.balance_nano):
        names.append("balance")
    return tuple(names)


def _differing(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> list[str]:
    # Files used to hold when a budget was set, too.
    theirs = {k: plain_budgets(v) if k == "budgets" else v for k, v in theirs.items()}
    return [
        name
        for name, value in theirs.items()
        if name in ours and value is not None and ours[name] != value
    ]
