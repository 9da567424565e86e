"""Credentials in names and values: .env files, shell exports, JSON, YAML, SDK snippets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gateway.providers import names
from gateway.providers.ollama import PORT as OLLAMA_PORT
from gateway.providers.pasting.key_shapes import (
    could_be_key,
    is_placeholder,
    looks_like_key,
    shape_of,
)
from gateway.providers.pasting.pasted import Finding, without_bearer

Pair = tuple[str, str]

_PAIR = re.compile(
    r"""(?<![A-Za-z0-9_.-])(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,80})["'`]?\]?"""
    r"""[ \t]{0,20}(?::=|=>|=|:(?!//))[ \t]{0,20}"""
    r"""(?:"(?P<double>[^"\n]{0,4096})"|'(?P<single>[^'\n]{0,4096})'|`(?P<back>[^`\n]{0,4096})`"""
    r"""|(?P<bare>(?:[Bb]earer[ \t]{1,4})?[^\s"'`,;()\[\]{}]{1,4096}))"""
)
_POWERSHELL = re.compile(r"(?i)\$env:")
# cmd's setx and fish's set -x have no equals sign.
_SETX = re.compile(
    r"(?im)^([ \t]{0,20}set(?:x|[ \t]{1,20}-[a-z]{1,4})[ \t]{1,20}[A-Za-z_][A-Za-z0-9_]{0,80})"
    r"[ \t]{1,20}"
)
_PORT = re.compile(r":\d{1,5}(?:/|\Z)|[^:/]/[^/]")
_SAME_SCOPE = frozenset({"env", "headers", "options", "config", "settings", "environment"})
_NO_ADDRESS = re.compile(r"(?i)[<>{}$]|\.\.\.|//your[-_.]")
_SURE_NAMES = ("API_KEY", "API_KEYS", "APIKEY", "AUTHORIZATION", "API_TOKEN")
_DEEPEST = 12
_MOST_MEMBERS = 20_000


def pairs_in(text: str) -> Iterator[Pair]:
    """Names and values of assignments in whatever syntax; values without their quotes."""
    text = _SETX.sub(r"\1=", _POWERSHELL.sub("", text))
    for found in _PAIR.finditer(text):
        value = next((v for v in found.group("double", "single", "back", "bare") if v), "")
        yield found["name"], value.strip()


def findings_of_pairs(pairs: Iterable[Pair], hint: str = "", dialect: str = "") -> list[Finding]:
    """Sets of credentials among ``pairs``, grouped by whose variables they are.

    ``hint`` is the provider that nameless ones (``api_key``) belong to, ``dialect`` what it speaks.
    """
    groups: dict[str, Finding] = {}
    done: list[Finding] = []
    for name, value in pairs:
        stem, role = names.meaning(name)
        if not value or role is None:
            continue
        provider = names.provider_of_stem(stem)
        group = provider or stem
        finding = groups.get(group)
        if finding is None or (not group and _begins_anew(finding, role, value)):
            if finding is not None:
                done.append(finding)
            known = provider or ("" if stem else hint)
            finding = groups[group] = Finding(provider=known)
            finding.dialect = "anthropic" if known == "anthropic" else dialect
        _fill(finding, role, name, value)
    return [each for each in (*done, *groups.values()) if not each.is_empty]


def _begins_anew(finding: Finding, role: names.Role | None, value: str) -> bool:
    """Whether a nameless setting opens another set: a new address, or a key after a whole one."""
    if role == "base_url":
        return bool(finding.base_url) and value != finding.base_url and _is_address(value, "")
    return role == "key" and bool(finding.keys and finding.base_url) and looks_like_key(value)


def _fill(finding: Finding, role: names.Role | None, name: str, value: str) -> None:
    if role == "key":
        _fill_key(finding, name, value)
    elif role == "base_url":
        if not finding.base_url and _is_address(value, finding.provider):
            finding.base_url = value
            is_plain = not value.lower().startswith("https:") and not _PORT.search(value)
            if finding.provider == "ollama" and is_plain:
                finding.base_url = f"{value.rstrip('/')}:{OLLAMA_PORT}"
    elif role in ("model", "name"):
        text = value.split(",")[0].strip()[:200]
        if text and not is_placeholder(text) and shape_of(text) is None:
            setattr(finding, role, getattr(finding, role) or text)
    elif role is not None and value and not is_placeholder(value):
        finding.settings.setdefault(role, value[:200])


def _fill_key(finding: Finding, name: str, value: str) -> None:
    # Many things are called key or token: their values must look the part.
    plain = names.canonical(name)
    is_sure = bool(finding.provider) or plain.endswith(_SURE_NAMES)
    for part in re.split(r"[,\s]+", without_bearer(value)):
        if looks_like_key(part) and (is_sure or shape_of(part) or could_be_key(part)):
            finding.add_key(part)
        elif part and is_placeholder(part):
            finding.placeholder = True
    if plain == "ANTHROPIC_AUTH_TOKEN":
        finding.settings["auth"] = "bearer"


def _is_address(value: str, provider: str) -> bool:
    if value.lower().startswith(("http://", "https://")):
        return _NO_ADDRESS.search(value) is None
    # OLLAMA_HOST is written without a scheme.
    return provider == "ollama" and re.fullmatch(r"[A-Za-z0-9.:\[\]-]{3,200}", value) is not None


def findings_of_json(text: str) -> list[Finding] | None:
    """Sets of credentials in a JSON text; None where it is no JSON object or array."""
    if not text.startswith(("{", "[")):
        return None
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found: list[Finding] = []
    budget = [_MOST_MEMBERS]
    _walk(value, "", 0, budget, found)
    return found


def _walk(value: Any, above: str, depth: int, budget: list[int], found: list[Finding]) -> None:
    budget[0] -= 1
    if depth > _DEEPEST or budget[0] < 0:
        return
    if isinstance(value, list):
        for each in value:
            _walk(each, above, depth + 1, budget, found)
    elif isinstance(value, dict):
        hint = names.provider_of_stem(names.canonical(above)) if above else ""
        dialect = "anthropic" if hint == "anthropic" else ""
        found.extend(findings_of_pairs(_scalars(value), hint, dialect))
        for name, each in value.items():
            if isinstance(each, list) or (
                isinstance(each, dict) and name.lower() not in _SAME_SCOPE
            ):
                _walk(each, name, depth + 1, budget, found)


def _scalars(value: Mapping[str, Any]) -> Iterator[Pair]:
    """Texts of one object and of members that only group them (``env``, ``headers``)."""
    for name, each in value.items():
        if isinstance(each, str):
            yield name, each.strip()
        elif isinstance(each, list) and each and all(isinstance(part, str) for part in each):
            yield name, ",".join(each)
        elif isinstance(each, dict) and name.lower() in _SAME_SCOPE:
            yield from ((inner, text) for inner, text in each.items() if isinstance(text, str))
