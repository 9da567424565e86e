"""One thing of an export becomes part of this Homeport, by the same ways as if it was typed."""

from __future__ import annotations

from typing import Any

from gateway.domain.channel import Channel, ChannelDraft, KeyState, Secret
from gateway.domain.person import OWNER_ID, Role
from gateway.errors import ServiceError
from gateway.services.channel_drafts import ChannelChanges, KeyChange
from gateway.services.channels import ChannelService
from gateway.services.export_content import (
    Content,
    ExportedChannel,
    ExportedPerson,
    ExportedToken,
    channel_fields,
    token_fields,
)
from gateway.services.export_rules import GROUP, OWNER, ExportedLimits, read_limits, with_rule
from gateway.services.import_review import ImportItem
from gateway.services.limits import LimitService
from gateway.services.people import PeopleService, PersonDraft
from gateway.services.routes import RouteService
from gateway.services.settings import SettingsService
from gateway.services.state import State
from gateway.services.token_drafts import TokenChanges, TokenDraft
from gateway.services.tokens import THIS_COMPUTER, TokenService

ACTOR = "import"
"""Who made the ledger's entries of imported balances."""


class Importer:
    """Takes items of a review, one at a time. Raises ServiceError for one that does not fit."""

    def __init__(
        self,
        state: State,
        settings: SettingsService,
        people: PeopleService,
        channels: ChannelService,
        tokens: TokenService,
        limits: LimitService,
        routes: RouteService,
    ) -> None:
        self._state = state
        self._settings = settings
        self._people = people
        self._channels = channels
        self._tokens = tokens
        self._limits = limits
        self._routes = routes

    async def take(self, content: Content, item: ImportItem) -> None:
        """Makes it, or brings the one that is here in line with it."""
        if item.kind == "setting":
            await self._settings.set(item.name, content.settings[item.name])
        elif item.kind == "prices":
            await self._settings.set_option(item.name, content.options[item.name])
        elif item.kind == "person":
            await self._person(content.people[item.index])
        elif item.kind == "limits":
            await self._limit(content.limits[item.index])
        elif item.kind == "rule":
            rules = with_rule(content.rules[item.index], self._routes.rules)
            await self._routes.set_rules(rules)
        elif item.kind == "channel":
            await self._channel(content.channels[item.index], item.target)
        else:
            await self._token(content.tokens[item.index], item.target)

    async def _person(self, exported: ExportedPerson) -> None:
        role = Role(exported.role) if exported.role in (Role.MEMBER, Role.ADMIN) else Role.MEMBER
        draft = PersonDraft(
            exported.display_name,
            exported.username,
            group=exported.group,
            role=role,
            enabled=exported.enabled,
            unlimited=exported.unlimited,
            balance_nano=exported.balance_nano,
        )
        await self._people.create(draft, actor=ACTOR)

    async def _limit(self, exported: ExportedLimits) -> None:
        """Replaces what limits a group, a person or the owner here."""
        wanted = read_limits(exported)
        rates, budgets = wanted.limits, wanted.budgets
        if exported.of == GROUP:
            await self._limits.set_group(exported.name, limits=rates, budgets=budgets)
        else:
            person_id = self._person_id("" if exported.of == OWNER else exported.name)
            await self._limits.set_person(person_id, limits=rates, budgets=budgets)

    async def _channel(self, exported: ExportedChannel, target: int) -> None:
        fields = channel_fields(exported)
        secrets = [Secret(key.secret) for key in exported.keys]
        if target:
            keys = self._channels.replacing_keys(target, secrets)
            changes = ChannelChanges(**fields, keys=keys)
            channel = await self._channels.update(target, changes)
        else:
            names = ChannelDraft.__dataclass_fields__
            draft = {name: value for name, value in fields.items() if name in names}
            channel = await self._channels.create(ChannelDraft(**draft, keys=tuple(secrets)))
            # What a draft has no field for, the time limits among it.
            rest = {name: value for name, value in fields.items() if name not in names}
            channel = await self._channels.update(channel.id, ChannelChanges(**rest))
        await self._label_keys(channel, exported)

    async def _label_keys(self, channel: Channel, exported: ExportedChannel) -> None:
        """Names, and which keys are switched off."""
        ids = {key.secret: key for key in self._state.channels.get(channel.id).keys}
        changes = []
        for key in exported.keys:
            ours = ids.get(Secret(key.secret))
            if ours is None:
                continue
            change: dict[str, Any] = {}
            if key.off != (ours.state is KeyState.OFF):
                change["state"] = KeyState.OFF if key.off else KeyState.READY
            if key.name and "name" in KeyChange.__dataclass_fields__:
                change["name"] = key.name
            if change:
                changes.append(KeyChange(ours.id, **change))
        if changes:
            await self._channels.update(channel.id, ChannelChanges(keys=tuple(changes)))

    async def _token(self, exported: ExportedToken, target: int) -> None:
        """The same key, so that clients go on working; the balance by an entry of the ledger."""
        fields = token_fields(exported)
        if target:
            changes = TokenChanges(**fields, balance_nano=exported.balance_nano)
            await self._tokens.update(target, changes, actor=ACTOR)
            return
        draft = TokenDraft(
            **fields,
            balance_nano=exported.balance_nano,
            key=exported.key,
            person_id=self._person_id(exported.person),
            purpose=self._purpose(exported.purpose),
        )
        await self._tokens.create(draft, actor=ACTOR)

    def _person_id(self, username: str) -> int:
        """Raises ServiceError ``no_person``: nobody's tokens or limits become the owner's."""
        if not username:
            return OWNER_ID
        for person in self._state.tokens.people.values():
            if person.username == username:
                return person.id
        raise ServiceError("no_person", f"there is no {username!r} to have it")

    def _purpose(self, purpose: str) -> str:
        """Only one token can be this computer's."""
        stored = self._state.tokens.stored.values()
        if purpose == THIS_COMPUTER and any(s.token.purpose == THIS_COMPUTER for s in stored):
            return ""
        return purpose
