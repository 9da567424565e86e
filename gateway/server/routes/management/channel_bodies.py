"""Channels as management requests describe them: one-api's fields, or ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec

from gateway.domain.channel import ChannelDraft, KeyState, Secret
from gateway.domain.credentials import split_keys
from gateway.domain.hours import Hours, parse_hours
from gateway.domain.overrides import NO_OVERRIDES, Overrides, PromptMode, parse_overrides
from gateway.errors import ServiceError
from gateway.server.routes.management import units
from gateway.server.routes.management.bodies import BadBody, Whole, names, object_of, texts_of
from gateway.server.routes.management.channel_views import NUMERIC_TYPE
from gateway.server.routes.management.limits import BudgetBody, budgets_of
from gateway.services.channels import ChannelChanges, KeyChange
from gateway.services.one_api_types import (
    AZURE,
    OneApiType,
    credentials_of,
    one_api_type,
    settings_of,
)

JsonText = str | dict[str, Any]
TIMEOUTS = ("connect_timeout_s", "first_token_timeout_s", "idle_timeout_s")


class KeyBody(msgspec.Struct):
    """One key of a channel: a new ``key``, a change of the one with this ``id``, or its removal."""

    id: Whole | None = None
    key: str | None = None
    state: str | None = None
    remove: bool = False
    name: str | None = None

    def change(self) -> KeyChange:
        secret = Secret(self.key) if self.key else None
        try:
            state = None if self.state is None else KeyState(self.state)
        except ValueError:
            raise BadBody(f"keys.state: {self.state!r} is none", "keys") from None
        return KeyChange(self.id, secret, state, self.remove, self.name)


class ChannelBody(msgspec.Struct):
    """one-api's fields, then ours. What is not given is left as it is, or at its default."""

    id: Whole = 0
    type: Whole | None = None
    key: str | None = None
    status: Whole | None = None
    name: str | None = None
    weight: Whole | None = None
    base_url: str | None = None
    models: str | list[str] | None = None
    group: str | list[str] | None = None
    model_mapping: JsonText | None = None
    priority: Whole | None = None
    other: str | None = None
    config: JsonText | None = None
    system_prompt: str | None = None
    provider: str | None = None
    enabled: bool | None = None
    aliases: dict[str, str] | None = None
    keys: list[str | KeyBody] | None = None
    settings: dict[str, Any] | None = None
    headers: dict[str, str] | None = None
    tag: str | None = None
    test_model: str | None = None
    test_models: dict[str, str] | None = None
    proxy: str | None = None
    authority: str | None = None
    prompt_mode: PromptMode | None = None
    overrides: JsonText | None = None
    param_override: JsonText | None = None
    """new-api's name for members to set."""
    connect_timeout_s: float | None = None
    first_token_timeout_s: float | None = None
    idle_timeout_s: float | None = None
    rpm: Whole | None = None
    concurrency: Whole | None = None
    tpm: Whole | None = None
    budgets: list[BudgetBody] | None = None
    cost_multiplier: Decimal | None = None
    hours: str | None = None
    daily_tokens: int | None = None
    batch: bool = False

    def check(self) -> None:
        """Raises ServiceError ``not_supported`` for what would be stored but not done."""
        azure = not self.provider and self.type == AZURE  # its api-version
        if (self.other or "").strip() and not azure:
            raise ServiceError(
                "not_supported", "other: this version cannot do that", {"other": "not supported"}
            )

    def all_overrides(self) -> Overrides | None:
        given = self.param_override if self.overrides is None else self.overrides
        if given is None:
            return None
        try:
            return parse_overrides(given)
        except ValueError as error:
            raise BadBody(f"overrides: {error}", "overrides") from error

    def open_hours(self) -> Hours | None:
        try:
            return None if self.hours is None else parse_hours(self.hours)
        except ValueError as error:
            raise BadBody(f"hours: {error} is not understood", "hours") from error

    def numeric_type(self) -> OneApiType | None:
        """Whom ``type`` means; None where ``provider`` says it, or nothing does."""
        if self.provider or not self.type:
            return None
        return one_api_type(self.type)

    def secrets(self) -> list[Secret]:
        """The lines and JSON documents of ``key``, and the plain texts of ``keys``."""
        key = self.key or ""
        lines = split_keys(key) if "{" in key else key.splitlines()
        lines += [each for each in self.keys or () if isinstance(each, str)]
        if not self.provider and self.config not in (None, ""):
            # one-api repeats a composite credential in its key, for people to see.
            found = credentials_of(self.type or 0, object_of(self.config, "config") or {})
            lines = found or lines
        return [Secret(line.strip()) for line in lines if line.strip()]

    def drafts(self) -> list[ChannelDraft]:
        """One channel with all keys, or with ``batch`` one for each."""
        self.check()
        kind = self.numeric_type()
        if kind is None and not self.provider:
            raise ServiceError(
                "invalid_channel",
                "name a provider, or one-api's numeric type",
                {"provider": "is needed"},
            )
        base_url = self.base_url or ""
        draft = ChannelDraft(
            provider=kind.provider if kind else self.provider or "",
            name=self.name or "",
            base_url=kind.base_url(base_url) if kind else base_url,
            models=names(self.models) or (),
            aliases=self.mapping() or {},
            groups=names(self.group) or ("default",),
            priority=self.priority or 0,
            weight=1 if self.weight is None else self.weight,
            settings=self.all_settings({}, kind) or {},
            headers=self.headers or {},
            rpm=self.rpm or 0,
            concurrency=self.concurrency or 0,
            tpm=self.tpm or 0,
            budgets=budgets_of(self.budgets) or (),
            cost_multiplier=Decimal(1) if self.cost_multiplier is None else self.cost_multiplier,
            hours=self.open_hours() or (),
            daily_tokens=self.daily_tokens or 0,
            tag=self.tag or "",
            test_model=self.test_model or "",
            test_models=self.test_models or {},
            proxy=self.proxy or "",
            authority=self.authority or "",
            system_prompt=self.system_prompt or "",
            prompt_mode=self.prompt_mode or PromptMode.REPLACE,
            overrides=self.all_overrides() or NO_OVERRIDES,
            enabled=self.switched() is not False,
        )
        timeouts = {name: value for name in TIMEOUTS if (value := getattr(self, name)) is not None}
        draft = replace(draft, **timeouts)
        secrets = self.secrets()
        if self.batch and len(secrets) > 1:
            return [replace(draft, keys=(secret,)) for secret in secrets]
        return [replace(draft, keys=tuple(secrets))]

    def changes(
        self, before: Mapping[str, Any], keys: tuple[KeyChange, ...] | None
    ) -> ChannelChanges:
        """``before`` are the channel's settings, ``keys`` what becomes of its keys.

        An empty ``name``, ``models`` or ``group`` changes nothing, as in one-api.
        """
        self.check()
        kind = self.numeric_type()
        base_url = self.base_url
        if kind and base_url is not None:
            base_url = kind.base_url(base_url)
        return ChannelChanges(
            name=self.name or None,
            provider=kind.provider if kind else self.provider or None,
            base_url=base_url,
            enabled=self.switched(),
            models=names(self.models) or None,
            aliases=self.mapping(),
            groups=names(self.group) or None,
            priority=self.priority,
            weight=self.weight,
            keys=keys,
            settings=self.all_settings(before, kind),
            headers=self.headers,
            connect_timeout_s=self.connect_timeout_s,
            first_token_timeout_s=self.first_token_timeout_s,
            idle_timeout_s=self.idle_timeout_s,
            rpm=self.rpm,
            concurrency=self.concurrency,
            tpm=self.tpm,
            budgets=budgets_of(self.budgets),
            cost_multiplier=self.cost_multiplier,
            hours=self.open_hours(),
            daily_tokens=self.daily_tokens,
            tag=self.tag,
            test_model=self.test_model,
            test_models=self.test_models,
            proxy=self.proxy,
            authority=self.authority,
            system_prompt=self.system_prompt,
            prompt_mode=self.prompt_mode,
            overrides=self.all_overrides(),
        )

    def key_changes(self) -> tuple[KeyChange, ...]:
        return tuple(each.change() for each in self.keys or () if isinstance(each, KeyBody))

    def mapping(self) -> dict[str, str] | None:
        if self.aliases is not None:
            return self.aliases
        return texts_of(self.model_mapping, "model_mapping")

    def switched(self) -> bool | None:
        """3 is found out, not set: a row that is sent back as it was read changes nothing."""
        if self.enabled is not None:
            return self.enabled
        if self.status in (None, 0, units.REFUSED_KEYS):
            return None
        if self.status not in (units.ENABLED, units.DISABLED):
            raise BadBody(f"status: {self.status} is none", "status")
        return self.status == units.ENABLED

    def all_settings(
        self, before: Mapping[str, Any], kind: OneApiType | None
    ) -> dict[str, Any] | None:
        """Settings from ``settings`` or one-api's ``config``, and the type they were made with."""
        given = self.settings
        if given is None and self.config not in (None, ""):
            config = object_of(self.config, "config") or {}
            given = settings_of(0 if self.provider else self.type or 0, config, self.other or "")
        elif given is None and kind is not None and not before:
            given = settings_of(kind.number, {}, self.other or "")
        if given is None and kind is None:
            return None
        settings = dict(before if given is None else given)
        number = before.get(NUMERIC_TYPE) if kind is None else kind.kept_number
        settings.pop(NUMERIC_TYPE, None)
        return settings | ({NUMERIC_TYPE: number} if number else {})
