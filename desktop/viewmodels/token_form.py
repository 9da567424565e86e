"""The form of a token: a name, and limits for those who want them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n import translate
from desktop.viewmodels.budget_form import (
    Entries,
    budgets_of,
    dollars_of,
    entries_of,
    wrong_budgets,
)
from gateway.domain.money import NANO
from gateway.domain.person import OWNER_ID
from gateway.domain.token import Token
from gateway.services.tokens import MOST_A_MINUTE, TokenChanges, TokenDraft

DAYS = (1, 7, 30, 90, 365)
"""Lifetimes to choose from."""
LIMITS = ("rpm", "tpm", "concurrency")
"""'' is no limit."""
FIELDS = (
    "name",
    "balance",
    "budgets",
    "ceiling",
    *LIMITS,
    "expires_at",
    "subnets",
    "models",
    "group",
)
"""As errors name them, in the order of the sheet."""
_SENTENCES = {
    "name": QT_TRANSLATE_NOOP("TokenForm", "Give it a name: who or what will use it?"),
    "person": QT_TRANSLATE_NOOP("TokenForm", "Give them a name."),
    "long": QT_TRANSLATE_NOOP("TokenForm", "The name is too long."),
    "balance": QT_TRANSLATE_NOOP("TokenForm", "An amount in dollars, like 5 or 2.50."),
    "expires_at": QT_TRANSLATE_NOOP("TokenForm", "A day to come, like {example}."),
    "subnets": QT_TRANSLATE_NOOP(
        "TokenForm", "{address} is no address. Write 192.168.1.20 or 192.168.1.0/24."
    ),
    "limit": QT_TRANSLATE_NOOP("TokenForm", "A whole number, or nothing for no limit."),
    "group": QT_TRANSLATE_NOOP("TokenForm", "This group cannot be used."),
    "models": QT_TRANSLATE_NOOP("TokenForm", "These models cannot be allowed."),
}
NAME_CHARS = 128


@dataclass(frozen=True, slots=True)
class TokenForm:
    """Values as they are typed.

    ``balance`` in dollars, '' for unlimited; ``ceiling`` what one request may cost, '' for any.
    ``expiry``: '' never, ``+7`` days from now, or a date as ISO 8601 writes it, whose end it lives
    to see.
    """

    name: str = ""
    balance: str = ""
    budgets: Entries = ()
    ceiling: str = ""
    models: tuple[str, ...] = ()
    expiry: str = ""
    subnets: tuple[str, ...] = ()
    rpm: str = ""
    tpm: str = ""
    concurrency: str = ""
    group: str = ""
    """'' is the group of its person."""
    person: int = OWNER_ID
    """Whose it is; of a token that is there already it stays."""

    @property
    def limited(self) -> bool:
        """Whether any of it is more than a name and whose it is."""
        return replace(self, name="", person=OWNER_ID) != TokenForm()


def form_of(token: Token) -> TokenForm:
    return TokenForm(
        name=token.name,
        balance="" if token.unlimited else dollars(token.balance_nano),
        budgets=entries_of(token.budgets),
        ceiling=dollars(token.ceiling_nano) if token.ceiling_nano else "",
        models=token.models,
        expiry=_day(token.expires_at) if token.expires_at else "",
        subnets=token.subnets,
        rpm=str(token.rpm or ""),
        tpm=str(token.tpm or ""),
        concurrency=str(token.concurrency or ""),
        group=token.group,
        person=token.person_id,
    )


def check(form: TokenForm, now: datetime) -> dict[str, str]:
    """Sentences by field; empty where all can be saved."""
    errors: dict[str, str] = {}
    if not form.name.strip():
        errors["name"] = sentence("name")
    elif len(form.name.strip()) > NAME_CHARS:
        errors["name"] = sentence("long")
    if form.balance.strip() and balance_nano(form.balance) is None:
        errors["balance"] = sentence("balance")
    if form.ceiling.strip() and balance_nano(form.ceiling) is None:
        errors["ceiling"] = sentence("balance")
    if wrong := wrong_budgets(form.budgets):
        errors["budgets"] = wrong
    if form.expiry and (expires_at(form.expiry, now) or 0) <= now.timestamp() * 1000:
        example = (now + timedelta(days=30)).date().isoformat()
        errors["expires_at"] = sentence("expires_at").format(example=example)
    for name in LIMITS:
        if limit_of(getattr(form, name)) is None:
            errors[name] = sentence("limit")
    if wrong := wrong_subnet(form.subnets):
        errors["subnets"] = wrong
    return errors


def wrong_subnet(subnets: Iterable[str], typed: str = "") -> str:
    """What is wrong with the first of these, or with one that is being typed; '' if nothing is."""
    for subnet in subnets:
        if not _is_network(subnet):
            return sentence("subnets").format(address=subnet)
    typed = typed.strip()
    return "" if could_be_network(typed) else sentence("subnets").format(address=typed)


def could_be_network(text: str) -> bool:
    """Whether an address or network may begin like this."""
    address, slash, bits = text.casefold().partition("/")
    if slash:
        return not bits or (bits.isdecimal() and _is_network(f"{address}/{bits}"))
    if ":" in address or re.fullmatch(r"[0-9a-f]{1,4}", address):
        return bool(re.fullmatch(r"[0-9a-f:.]*", address)) and ":::" not in address
    parts = address.split(".")
    known = all(part.isdecimal() and int(part) <= 255 for part in parts[:-1])
    last = parts[-1]
    return known and len(parts) <= 4 and (not last or (last.isdecimal() and int(last) <= 255))


def limit_of(text: str) -> int | None:
    """A limit as typed, grouped or not; 0 for none, None for what is no number."""
    bare = re.sub(r"[\s,.'’]", "", text)
    if not bare:
        return 0
    return int(bare) if bare.isdecimal() and int(bare) <= MOST_A_MINUTE else None


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
        group=form.group,
        person_id=form.person,
        rpm=limit_of(form.rpm) or 0,
        tpm=limit_of(form.tpm) or 0,
        concurrency=limit_of(form.concurrency) or 0,
        ceiling_nano=balance_nano(form.ceiling) or 0,
        budgets=budgets_of(form.budgets),
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
        group=form.group if form.group != saved.group else None,
        rpm=limit_of(form.rpm) if form.rpm != saved.rpm else None,
        tpm=limit_of(form.tpm) if form.tpm != saved.tpm else None,
        concurrency=limit_of(form.concurrency) if form.concurrency != saved.concurrency else None,
        ceiling_nano=(balance_nano(form.ceiling) or 0) if form.ceiling != saved.ceiling else None,
        budgets=budgets_of(form.budgets) if form.budgets != saved.budgets else None,
    )


def balance_nano(text: str) -> int | None:
    """Nano-dollars of an amount as typed; None for what is none."""
    return dollars_of(text)


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


def dollars(nano: int) -> str:
    """An amount as it is typed: ``2.50``."""
    amount = Decimal(nano) / NANO
    whole = amount.quantize(Decimal("0.01"))
    return f"{whole}" if whole == amount else f"{amount.normalize():f}"


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return False
    return True
