"""Base URLs as people paste them, in the form that is stored, and the URLs made from them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from gateway.errors import ServiceError

ENDPOINTS = (
    "/chat/completions",
    "/completions",
    "/embeddings",
    "/responses",
    "/images/generations",
    "/images/edits",
    "/images/variations",
    "/audio/speech",
    "/audio/transcriptions",
    "/audio/translations",
    "/moderations",
    "/rerank",
    "/models",
    "/messages/count_tokens",
    "/messages",
)
"""Paths of whole endpoints that people paste where a base URL is meant."""

_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*://")
_VERSION = re.compile(r"v\d+(?:(?:alpha|beta)\d*)?")
_SAFE = "/:@!$&'()*+,;=~-._%"
_WRAPPING = " \t\r\n\"'`<>“”‘’「」，。,;"


def invalid(why: str) -> ServiceError:
    return ServiceError("invalid_base_url", f"not a usable base URL: {why}", {"base_url": why})


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """A parsed base URL: ``host`` in lower case, ``path`` '' or beginning with a slash only."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str = ""

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(part for part in self.path.split("/") if part)

    def with_path(self, path: str) -> BaseUrl:
        return BaseUrl(self.scheme, self.host, self.port, path.rstrip("/" + _WRAPPING), self.query)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        netloc = host if self.port is None else f"{host}:{self.port}"
        return urlunsplit((self.scheme, netloc, self.path, self.query, ""))


def parse_base_url(text: str) -> BaseUrl:
    """``text`` without wrapping, fragment, doubled and trailing slashes, and a trailing endpoint.

    A missing scheme is http for this computer and private addresses, else https. The query is
    kept. Raises ServiceError ``invalid_base_url``, also for a user and password in the URL: they
    would collide with the key and be shown with the address.
    """
    text = text.strip(_WRAPPING)
    if any(c.isspace() or not c.isprintable() for c in text):
        raise invalid("it contains spaces")
    if not _SCHEME.match(text):
        text = f"{_guess_scheme(text)}://{text.removeprefix('//')}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise invalid("it cannot be read") from None
    if parts.scheme not in ("http", "https"):
        raise invalid("only http and https are spoken")
    if parts.username is not None or parts.password is not None:
        raise invalid("a user and password do not belong in it")
    host = _host(parts)
    default = 443 if parts.scheme == "https" else 80
    query = quote(parts.query, safe=_SAFE + "?")
    return BaseUrl(parts.scheme, host, None if port == default else port, _path(parts.path), query)


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise invalid("it names no host")
    if ":" in host:
        return host
    if host == "0.0.0.0":  # noqa: S104 - a server's "any address" is not one to connect to
        return "127.0.0.1"
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise invalid("its host name cannot be written in ASCII") from None
    if not re.fullmatch(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", host):
        raise invalid("its host name is malformed")
    return host


def _path(path: str) -> str:
    segments = tuple(part for part in path.split("/") if part)
    return quote(without_endings("".join(f"/{part}" for part in segments), ENDPOINTS), safe=_SAFE)


def without_endings(path: str, endings: tuple[str, ...]) -> str:
    """``path`` without any of ``endings`` and doubled versions, however many are in a row."""
    while True:
        ending = next((end for end in endings if path.lower().endswith(end)), "")
        path = path[: len(path) - len(ending)]
        *_, before, last = ("", "", *path.split("/"))
        if last == before and is_version(last):
            path = path.removesuffix(f"/{last}")
        elif not ending:
            return path


def _guess_scheme(text: str) -> str:
    host = re.split(r"[/?#]", text, maxsplit=1)[0].rsplit("@", 1)[-1]
    host = host[1:].split("]")[0] if host.startswith("[") else host.split(":")[0]
    return "http" if is_local(host) or "." not in host else "https"


def is_local(host: str) -> bool:
    """Whether ``host`` is this computer or an address of a private network."""
    host = host.lower().strip("[]")
    if host == "localhost" or host.endswith((".localhost", ".local", ".lan", ".internal")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback or address.is_link_local


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this computer."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_version(segment: str) -> bool:
    """``v1``, ``v4``, ``v1beta``, ``v1beta2``."""
    return _VERSION.fullmatch(segment) is not None


def mounted(url: BaseUrl, home: BaseUrl | None, mount: str) -> BaseUrl:
    """``url`` with the path its API stands at, where that was left out.

    On the ``home`` host a path that leads to home's own is completed; elsewhere (a proxy, one's own
    server) only a bare host is given ``mount``, because a path there is somebody's intention.
    """
    if home is not None and url.host == home.host:
        ends = url.segments == home.segments[: len(url.segments)]
        return url.with_path(home.path) if ends else url
    return url if url.path else url.with_path(mount)


def settled(text: str, cut: Callable[[str], str]) -> str:
    """The address ``text`` with its path cut, in the form that stays as it is when read again.

    Raises ServiceError ``invalid_base_url``.
    """
    for _ in range(16):
        parsed = parse_base_url(text)
        again = str(parsed.with_path(cut(parsed.path)))
        if again == text:
            break
        text = again
    return text


@lru_cache(maxsize=512)
def join(base_url: str, path: str, query: str = "") -> str:
    """``base_url`` (as stored) with ``path`` below its own, before its query.

    A ``path`` with a leading slash begins at the host.
    """
    parts = urlsplit(base_url)
    whole = path if path.startswith("/") else f"{parts.path.rstrip('/')}/{path}"
    queries = "&".join(filter(None, (query, parts.query)))
    return urlunsplit((parts.scheme, parts.netloc, whole, queries, ""))


BESIDE = "../"


def beside(base_url: str, path: str, query: str = "") -> str:
    """As :func:`join`; a ``path`` with a leading ``../`` stands beside the base URL's version."""
    if not path.startswith(BESIDE):
        return join(base_url, path, query)
    parts = urlsplit(base_url)
    above, _, last = parts.path.rstrip("/").rpartition("/")
    if is_version(last):
        base_url = urlunsplit(parts._replace(path=above))
    return join(base_url, path.removeprefix(BESIDE), query)
