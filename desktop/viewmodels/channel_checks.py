"""What cannot be saved, said in a sentence beside its field before the service has to refuse it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n import translate
from desktop.viewmodels.budget_form import wrong_budgets
from desktop.viewmodels.channel_form import (
    CONNECTION_SETTING,
    LIMITS,
    SETTING,
    TIMEOUTS,
    ChannelForm,
    is_setting,
    multiplier_of,
    seconds_of,
    setting_field,
)
from gateway.domain.channel import Channel
from gateway.domain.credentials import document_of
from gateway.domain.hours import parse_hours
from gateway.domain.overrides import parse_overrides
from gateway.domain.proxy import parse_proxy, without_password
from gateway.errors import ServiceError
from gateway.services.channels import FieldSpec, ProviderView

LONGEST_S = 3600
_MOST = 2**31 - 1
_KEY = re.compile(r"[!-~]+")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "content-encoding"})

WAYS = ("system_prompt", "overrides", "headers", "proxy", "authority")

SECTIONS = (
    ("name", "provider", "base_url", CONNECTION_SETTING, "keys"),
    ("models", "aliases"),
    ("priority", "weight", "groups", "hours"),
    (*LIMITS, "budgets", *TIMEOUTS, "cost_multiplier"),
    (SETTING, *WAYS, "test_model", "test_models", "tag"),
)
"""The fields of each tab, in their order."""
_ORDER = [name for names in SECTIONS for name in names]

_SENTENCES = {
    "name": QT_TRANSLATE_NOOP("ChannelChecks", "The name is too long."),
    "base_url": QT_TRANSLATE_NOOP(
        "ChannelChecks", "This is no base URL. It looks like https://api.example.com/v1."
    ),
    "keys": QT_TRANSLATE_NOOP("ChannelChecks", "At least one key is needed."),
    "odd_key": QT_TRANSLATE_NOOP(
        "ChannelChecks", "This holds characters that no key has. Copy the key again."
    ),
    "models": QT_TRANSLATE_NOOP("ChannelChecks", "Choose at least one model."),
    "aliases": QT_TRANSLATE_NOOP("ChannelChecks", "An alias needs both names."),
    "weight": QT_TRANSLATE_NOOP("ChannelChecks", "A whole number, 0 or more."),
    "headers": QT_TRANSLATE_NOOP(
        "ChannelChecks", "A header has a name without spaces, and Homeport sets some by itself."
    ),
    "overrides": QT_TRANSLATE_NOOP(
        "ChannelChecks",
        "This is no JSON that can be put in. Model, messages, stream and n stay as they are.",
    ),
    "proxy": QT_TRANSLATE_NOOP(
        "ChannelChecks", "A proxy's address, such as http://host:8080 or socks5://host:1080."
    ),
    "authority": QT_TRANSLATE_NOOP(
        "ChannelChecks", "This is no certificate in PEM, which begins with BEGIN CERTIFICATE."
    ),
    "limit": QT_TRANSLATE_NOOP("ChannelChecks", "A whole number, or nothing for no limit."),
    "cost_multiplier": QT_TRANSLATE_NOOP("ChannelChecks", "A number from 0 to 1,000, such as 0.8."),
    "hours": QT_TRANSLATE_NOOP(
        "ChannelChecks", "Days and times such as mon-fri 22:00-07:00, sat sun."
    ),
    "seconds": QT_TRANSLATE_NOOP("ChannelChecks", "1 to 3,600 seconds."),
    "number": QT_TRANSLATE_NOOP("ChannelChecks", "A whole number from {least} to {most}."),
    "needed": QT_TRANSLATE_NOOP("ChannelChecks", "This is needed."),
    "form": QT_TRANSLATE_NOOP("ChannelChecks", "This looks like {example}."),
    "pairs": QT_TRANSLATE_NOOP("ChannelChecks", "Both sides are needed."),
    "setting": QT_TRANSLATE_NOOP("ChannelChecks", "The provider does not take this value."),
    "long": QT_TRANSLATE_NOOP("ChannelChecks", "This is too long."),
}


def field_order(name: str) -> int:
    """Where a field stands in the sheet."""
    known = _kind_of(name)
    return _ORDER.index(known) if known in _ORDER else len(_ORDER)


def section_of(name: str) -> int:
    """The tab a field is on."""
    known = _kind_of(name)
    return next((at for at, names in enumerate(SECTIONS) if known in names), 0)


def _kind_of(name: str) -> str:
    return f"{name.partition(':')[0]}:" if is_setting(name) else name


def is_key(text: str) -> bool:
    """Whether it can be one: what a header can carry, or a document that ends in one."""
    return bool(_KEY.fullmatch(text)) or (text.isascii() and document_of(text) is not None)


def sentence(code: str) -> str:
    return translate("ChannelChecks", str(_SENTENCES[code]))


def check(
    form: ChannelForm, channel: Channel, provider: ProviderView | None, specs: Iterable[FieldSpec]
) -> dict[str, str]:
    """Sentences by field; empty where all can be saved."""
    return dict(_problems(form, channel, provider, specs))


def _problems(
    form: ChannelForm, channel: Channel, provider: ProviderView | None, specs: Iterable[FieldSpec]
) -> Iterator[tuple[str, str]]:
    if not _is_url(form.base_url) and (
        form.base_url.strip() or not (provider and provider.base_url)
    ):
        yield "base_url", sentence("base_url")
    if provider and provider.needs_key and not _keys_left(form, channel):
        yield "keys", sentence("keys")
    if not form.models:
        yield "models", sentence("models")
    if any(not asked.strip() or not sent.strip() for asked, sent in form.aliases):
        yield "aliases", sentence("aliases")
    if not form.weight.strip().isdecimal() or int(form.weight) > _MOST:
        yield "weight", sentence("weight")
    if any(not _is_header(name.strip(), value) for name, value in form.headers):
        yield "headers", sentence("headers")
    yield from _limit_problems(form)
    if not _reads(parse_overrides, form.overrides):
        yield "overrides", sentence("overrides")
    kept = form.proxy == without_password(channel.proxy)
    if not kept and not _reads(parse_proxy, form.proxy):
        yield "proxy", sentence("proxy")
    if form.authority.strip() and "BEGIN CERTIFICATE" not in form.authority:
        yield "authority", sentence("authority")
    values = dict(form.settings)
    for spec in specs:
        if words := setting_problem(spec, values.get(spec.name, "")):
            yield setting_field(spec), words


def setting_problem(spec: FieldSpec, value: object) -> str:
    """What is wrong with the value of a provider's own setting; '' where nothing is."""
    if spec.kind == "pairs":
        pairs = value if isinstance(value, tuple) else ()
        whole = all(left.strip() and right.strip() for left, right in pairs)
        return "" if whole else sentence("pairs")
    text = str(value).strip()
    if not text:
        return sentence("needed") if spec.required else ""
    if spec.kind == "int" and not _is_number(text, spec):
        return sentence("number").format(least=spec.minimum or 0, most=spec.maximum or _MOST)
    if spec.pattern and not re.fullmatch(spec.pattern, text):
        example = spec.example or spec.default
        return sentence("form").format(example=example) if example else sentence("setting")
    return ""


def _limit_problems(form: ChannelForm) -> Iterator[tuple[str, str]]:
    for name in LIMITS:
        if not _is_limit(getattr(form, name)):
            yield name, sentence("limit")
    if wrong := wrong_budgets(form.budgets):
        yield "budgets", wrong
    for name in TIMEOUTS:
        if not _is_duration(getattr(form, name)):
            yield name, sentence("seconds")
    if not _is_multiplier(form.cost_multiplier):
        yield "cost_multiplier", sentence("cost_multiplier")
    if not _reads(parse_hours, form.hours):
        yield "hours", sentence("hours")


def blamed(error: ServiceError, specs: Iterable[FieldSpec]) -> dict[str, str]:
    """Sentences by field for a refusal of the service; empty where it concerns no field."""
    names = set(error.fields)
    if error.code == "invalid_base_url":
        names.add("base_url")
    if error.code == "invalid_key":
        example = error.fields.get("example", "")
        return {"keys": sentence("form").format(example=example)}
    settings = {spec.name: setting_field(spec) for spec in specs}
    words: dict[str, str] = {}
    for name in names:
        if name in settings:
            words[settings[name]] = sentence("setting")
        elif name in TIMEOUTS:
            words[name] = sentence("seconds")
        elif name in LIMITS:
            words[name] = sentence("limit")
        elif name == "key_name":
            words["keys"] = sentence("long")
        elif name in _SENTENCES:
            words[name] = sentence("odd_key" if name == "keys" and not _needed(error) else name)
        elif name in _ORDER:
            words[name] = sentence("long")
    return words


def _needed(error: ServiceError) -> bool:
    return "needed" in error.fields.get("keys", "")


def _keys_left(form: ChannelForm, channel: Channel) -> int:
    removed = {edit.id for edit in form.keys if edit.remove}
    kept = sum(key.id not in removed for key in channel.keys)
    return kept + sum(not edit.id for edit in form.keys)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _is_header(name: str, value: str) -> bool:
    return bool(_HEADER.fullmatch(name)) and name.lower() not in _OURS and value.isprintable()


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _is_limit(text: str) -> bool:
    text = text.strip()
    return not text or (text.isdecimal() and int(text) <= _MOST)


def _is_duration(text: str) -> bool:
    try:
        return 0 < seconds_of(text) <= LONGEST_S
    except ValueError:
        return False


def _is_multiplier(text: str) -> bool:
    try:
        value = multiplier_of(text)
    except ArithmeticError:
        return False
    return value.is_finite() and 0 <= value <= 1000 and value == round(value, 9)


def _is_number(text: str, spec: FieldSpec) -> bool:
    try:
        number = int(text)
    except ValueError:
        return False
    least = spec.minimum if spec.minimum is not None else -_MOST
    most = spec.maximum if spec.maximum is not None else _MOST
    return least <= number <= most
