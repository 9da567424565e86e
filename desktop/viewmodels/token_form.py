"""The form of a token: a name, and limits for those who want them."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n import translate
from gateway.domain.money import NANO
from gateway.domain.token import Token
from gateway.services.tokens import TokenChanges, TokenDraft

DAYS = (1, 7, 30, 90, 365)
"""Lifetimes to choose from."""
FIELDS = ("name", "balance", "models", "expires_at", "subnets")
"""As errors name them, in the order of the sheet."""
_MOST_DOLLARS = 1_000_000_000
_SENTENCES = {
    "name": QT_TRANSLATE_NOOP("TokenForm", "Give it a name: who or what will use it?"),
    "long": QT_TRANSLATE_NOOP("TokenForm", "The name is too long."),
    "balance": QT_TRANSLATE_NOOP("TokenForm", "An amount in dollars, like 5 or 2.50."),
    "expires_at": QT_TRANSLATE_NOOP("TokenForm", "A day to come, like {example}."),
    "subnets": QT_TRANSLATE_NOOP(
        "TokenForm", "{address} is no address. Write 192.168.1.20 or 192.168.1.0/24."
    ),
    "models": QT_TRANSLATE_NOOP("TokenForm", "These models cannot be allowed."),
}
_NAME_CHARS = 128


@dataclass(frozen=True, slots=True)
class TokenForm:
    """Values as they are typed.

    ``balance`` in dollars, '' for unlimited. ``expiry``: '' never, ``+7`` days from now, or a date
    as ISO 8601 writes it, whose end it lives to see.
    """

    name: str = ""
    balance: str = ""
    models: tuple[str, ...] = ()
    expiry: str = ""
    subnets: tuple[str, ...] = ()

    @property
    def limited(self) -> bool:
        return bool(self.balance or self.models or self.expiry or self.subnets)


def form_of(token: Token) -> TokenForm:
    return TokenForm(
        name=token.name,
        balance="" if token.unlimited else _dollars(token.balance_nano),
        models=token.models,
        expiry=_day(token.expires_at) if token.expires_at else "",
        subnets=token.subnets,
    )


def check(form: TokenForm, now: datetime) -> dict[str, str]:
    """Sentences by field; empty where all can be saved."""
    errors: dict[str, str] = {}
    if not form.name.strip():
        errors["name"] = sentence("name")
    elif len(form.name.strip()) > _NAME_CHARS:
        errors["name"] = sentence("long")
    if form.balance.strip() and balance_nano(form.balance) is None:
        errors["balance"] = sentence("balance")
    if form.expiry and (expires_at(form.expiry, now) or 0) <= now.timestamp() * 1000:
        example = (now + timedelta(days=30)).date().isoformat()
        errors["expires_at"] = sentence("expires_at").format(example=example)
    for subnet in form.subnets:
        if not _is_network(subnet):
            errors["subnets"] = sentence("subnets").format(address=subnet)
    return errors


def sentence(code: str) -> str:
    return translate("TokenForm", str(_SENTENCES[code]))


def draft_of(form: TokenForm, now: datetime) -> TokenDraft:
    """A form without errors as a new token."""
    return TokenDraft(
        name=form.name.strip(),
        unlimited=not form.balance.strip(),
        balance_nano=balance_nano(form.balance) or 0,
        expires_at=expires_at(form.expiry, now) or 0,
        models=form.models,
        subnets=form.subnets,
    )


def changes_of(form: TokenForm, saved: TokenForm, now: datetime) -> TokenChanges:
    """What differs between a form without errors and what is stored."""
    unlimited = not form.balance.strip()
    money = form.balance != saved.balance
    return TokenChanges(
        name=form.name.strip() if form.name != saved.name else None,
        unlimited=unlimited if money else None,
        balance_nano=balance_nano(form.balance) if money and not unlimited else None,
        expires_at=(expires_at(form.expiry, now) or 0) if form.expiry != saved.expiry else None,
        models=form.models if form.models != saved.models else None,
        subnets=form.subnets if form.subnets != saved.subnets else None,
    )


def balance_nano(text: str) -> int | None:
    """Nano-dollars of an amount as typed, with a point or a comma; None for what is none."""
    bare = text.strip().removeprefix("$").strip()
    if "." not in bare:
        bare = bare.replace(",", ".")
    try:
        amount = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 <= amount <= _MOST_DOLLARS:
        return None
    return int(amount * NANO)


def expires_at(expiry: str, now: datetime) -> int | None:
    """Unix ms; None for never, and for what is no date."""
    if expiry.startswith("+"):
        return int((now + timedelta(days=int(expiry[1:]))).timestamp() * 1000)
    try:
        day = date.fromisoformat(expiry.strip())
    except ValueError:
        return None
    # Its last moment, in the zone of the computer on that day.
    end = datetime.combine(day, time(23, 59, 59)).astimezone()
    return int(end.timestamp() * 1000)


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000).astimezone().date().isoformat()


def _dollars(nano: int) -> str:
    amount = Decimal(nano) / NANO
    whole = amount.quantize(Decimal("0.01"))
    return f"{whole}" if whole == amount else f"{amount.normalize():f}"


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return False
    return True
