"""Whose address a URL is, and which base URL is meant by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from gateway.errors import ServiceError
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.pasting.cloud_hosts import cloud_address
from gateway.providers.registry import PROVIDERS, provider
from gateway.providers.urls import BaseUrl, is_local, is_version, parse_base_url

_PORTS: dict[int, tuple[str, ...]] = {
    11434: ("ollama",),
    1234: ("lmstudio",),
    9997: ("xinference",),
    9931: ("llamacpp",),
    8080: ("llamacpp", "openai_compatible"),
    8000: ("vllm", "openai_compatible"),
    4000: ("litellm", "openai_compatible"),
    3000: ("homeport", "one_api", "openai_compatible"),
}
_SURE_PORTS = frozenset({11434, 1234, 9997, 9931})
_ANTHROPIC_PATH = re.compile(r"(?i)/anthropic(?:/|$)|/messages(?:/count_tokens)?/*$")
_OLLAMA_PATH = re.compile(r"(?i)/api/(?:chat|generate|tags|embed|embeddings)/*$")
_KEY_PARAMETERS = frozenset({"key", "api_key", "apikey", "api-key", "token", "access_token"})
_HOME_ENDINGS = frozenset({"openai", "beta", "inference"})


def _known_hosts() -> dict[str, str]:
    hosts = {
        "api.anthropic.com": "anthropic",
        "ollama.com": "ollama_cloud",
        "api.replicate.com": "replicate",
        "api.dify.ai": "dify",
        "api.coze.com": "coze",
        "api.coze.cn": "coze",
        "api.deepl.com": "deepl",
        "api-free.deepl.com": "deepl",
        "gateway.ai.cloudflare.com": "cloudflare_gateway",
    }
    for ident, each in PROVIDERS.items():
        if isinstance(each, OpenAICompatible) and not each.local:
            hosts.update(dict.fromkeys(each.hosts, ident))
    return hosts


def _key_pages() -> dict[str, str]:
    """Hosts of the pages where keys are made: somebody who pastes one means the provider."""
    pages = {urlsplit(each.key_url).hostname: ident for ident, each in PROVIDERS.items()}
    pages.update({"platform.claude.com": "anthropic", "chatgpt.com": "openai"})
    return {host: ident for host, ident in pages.items() if host}


_HOSTS = _known_hosts()
_PAGES = _key_pages()


@dataclass(frozen=True, slots=True)
class Place:
    """What an address says. ``providers`` likeliest first; ``sure`` when the first is no guess.

    ``base_url`` in its stored form, '' where the provider's default is meant; ``key`` a credential
    that stood in the address and is no longer in ``base_url``.
    """

    base_url: str = ""
    host: str = ""
    providers: tuple[str, ...] = ()
    sure: bool = False
    reason: str = ""
    key: str = ""
    model: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Place({self.host!r}, {self.providers})"


def place_of(text: str, dialect: str = "") -> Place | None:
    """What the URL ``text`` points at; None for what is no URL.

    ``dialect`` is what other signs say is spoken there ('' for none).
    """
    text, key = _without_key(text)
    try:
        url = parse_base_url(text)
    except ServiceError:
        return None
    cloud = _cloud_place(url, text, key)
    if cloud is not None:
        return cloud
    if url.host in _PAGES and url.host not in _HOSTS:
        ident = _PAGES[url.host]
        return Place("", url.host, (ident,), sure=True, reason="key_page", key=key)
    known = _HOSTS.get(url.host, "")
    path = text.split("?")[0].split("#")[0]
    if known != "anthropic" and (_ANTHROPIC_PATH.search(path) or dialect == "anthropic"):
        others = (known or "openai_compatible",)
        base = provider("anthropic_compatible").normalise_base_url(text)
        return Place(base, url.host, ("anthropic_compatible", *others), True, "path", key)
    if known:
        return Place(base_at(known, text), url.host, (known,), True, "host", key)
    return _unknown(url, text, path, key)


def _cloud_place(url: BaseUrl, text: str, key: str) -> Place | None:
    """An address at one of the big clouds, with what its path and query say of the channel."""
    found = cloud_address(url, text)
    if found is None:
        return None
    base = "" if found.usual else provider(found.provider).normalise_base_url(text)
    said = dict(found.said)
    model = said.pop("model", "")
    return Place(base, url.host, (found.provider,), True, "host", key, model=model, settings=said)


def _unknown(url: BaseUrl, text: str, path: str, key: str) -> Place:
    if _OLLAMA_PATH.search(path) and "/v1" not in path:
        base = provider("ollama").normalise_base_url(text)
        return Place(base, url.host, ("ollama", "openai_compatible"), True, "path", key)
    near = url.port == 11434 or is_local(url.host)
    idents = _PORTS.get(url.port or 0, ()) if near else ()
    if idents:
        base = provider(idents[0]).normalise_base_url(text)
        return Place(base, url.host, idents, url.port in _SURE_PORTS, "port", key)
    base = provider("openai_compatible").normalise_base_url(text)
    return Place(base, url.host, ("openai_compatible", "anthropic_compatible"), True, "url", key)


def base_at(ident: str, text: str) -> str:
    """The stored base URL that ``text`` means for a provider, also where it lies elsewhere on the
    provider's own host: a path of its native interface means the usual one.

    Raises ServiceError as :meth:`Provider.normalise_base_url` does.
    """
    found = provider(ident)
    base = found.normalise_base_url(text)
    if not isinstance(found, OpenAICompatible) or found.local:
        return base
    url = parse_base_url(base)
    if url.host not in found.hosts:
        return base
    home, last = urlsplit(found.base_url).path, url.path.rsplit("/", 1)[-1]
    versioned_home = is_version(home.rsplit("/", 1)[-1])
    if url.path.startswith(home) or last in _HOME_ENDINGS or (versioned_home and is_version(last)):
        return base
    return str(url.with_path(home))


def _without_key(text: str) -> tuple[str, str]:
    """``text`` without a credential in its query or before its host, and that credential."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return text, ""
    key = parts.password or parts.username or ""
    netloc = parts.netloc.rsplit("@", 1)[-1]
    kept = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in _KEY_PARAMETERS:
            key = value or key
        elif name.lower() != "alt":  # how Gemini's native interface streams
            kept.append((name, value))
    if not key and len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)):
        return text, ""
    return urlunsplit((parts.scheme, netloc, parts.path, urlencode(kept), "")), key
