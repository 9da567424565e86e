"""Who asks: client keys to tokens and payers, in memory."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from gateway.domain.person import Person, Role
from gateway.domain.token import Token, bare_key
from gateway.errors import GatewayError
from gateway.ledger.accounts import Payer
from gateway.relay.limits import Entrance

_SUBPROTOCOL = "openai-insecure-api-key."
_PINNED = re.compile(r"^(.+)-(\d{1,9})$")
_UNKNOWN = "this key is not known here; copy it again from Homeport's Tokens page"


@dataclass(frozen=True, slots=True, eq=False)
class Caller:
    """Who makes a request: the token, who pays, and the routing group."""

    token: Token
    person: Person
    payer: Payer
    group: str
    pin: int = 0
    """Channel id an administrator's key is pinned to by its ``-digits`` tail, 0 for none."""
    gauge: Entrance | None = None
    """What it has under way; None where nothing is limited a minute or at once."""


def key_from_headers(headers: Mapping[str, str], query: str = "") -> str:
    """The key a client sent, wherever it put it; '' for none.

    Bearer, ``x-api-key``, ``api-key``, ``x-goog-api-key``, ``?key=``, Basic with the key as
    password, or a WebSocket's subprotocol (browsers). ``headers`` is case-insensitive.
    """
    authorization = headers.get("Authorization", "")
    if authorization:
        scheme, _, value = authorization.partition(" ")
        scheme = scheme.lower()
        if scheme == "bearer":
            return value.strip()
        if scheme == "basic":
            return _basic_password(value)
        if not value:
            return authorization.strip()
    for name in ("x-api-key", "api-key", "x-goog-api-key"):
        if value := headers.get(name, ""):
            return value.strip()
    for protocol in headers.get("Sec-WebSocket-Protocol", "").split(","):
        if protocol.strip().startswith(_SUBPROTOCOL):
            return protocol.strip()[len(_SUBPROTOCOL) :]
    if "key=" in query:
        return (parse_qs(query).get("key") or [""])[0].strip()
    return ""


def _basic_password(value: str) -> str:
    try:
        text = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    user, _, password = text.partition(":")
    return password or user


class Callers:
    """Tokens by keyed hash of their whole key."""

    def __init__(self, key_hash: Callable[[str], bytes], now_ms: Callable[[], int]) -> None:
        self._hash = key_hash
        self._now_ms = now_ms
        self._by_hash: dict[bytes, Caller] = {}

    def load(self, callers: Iterable[tuple[bytes, Caller]]) -> None:
        """Replaces all; requests in flight keep the caller they have."""
        self._by_hash = dict(callers)

    def find(self, key: str, address: str) -> Caller:
        """The caller of ``key`` from ``address``. Raises GatewayError 401 or 403."""
        if not key:
            raise GatewayError(
                "invalid_api_key",
                "no API key was sent; send a Homeport key as 'Authorization: Bearer sk-...'",
            )
        bare = bare_key(key)
        caller = self._by_hash.get(self._hash(bare))
        if caller is None:
            caller = self._pinned(bare)
        self._check(caller, address)
        return caller

    def check(self, token_id: int, address: str) -> None:
        """Whether a token may still be used. Raises GatewayError 401 or 403."""
        caller = self.of_token(token_id)
        if caller is None:
            raise GatewayError("invalid_api_key", _UNKNOWN)
        self._check(caller, address)

    def of_token(self, token_id: int) -> Caller | None:
        """Whoever uses a token, whether or not it may be used now."""
        found = (c for c in self._by_hash.values() if c.token.id == token_id)
        return next(found, None)

    def named(self, name: str, address: str) -> Caller:
        """The owner's token of that name, for programs of this computer that send no key.

        Raises GatewayError 401 or 403.
        """
        for caller in self._by_hash.values():
            if caller.token.name == name and caller.person.role is Role.OWNER:
                self._check(caller, address)
                return caller
        raise GatewayError(
            "invalid_api_key",
            f"no key was sent, and there is no token '{name}' that serves without; "
            "choose another in Settings, Server",
        )

    def _pinned(self, bare: str) -> Caller:
        match = _PINNED.match(bare)
        caller = self._by_hash.get(self._hash(match.group(1))) if match else None
        if match is None or caller is None:
            raise GatewayError("invalid_api_key", _UNKNOWN)
        if caller.person.role < Role.ADMIN:
            raise GatewayError(
                "invalid_api_key", "only an administrator's key may name a channel at its end"
            )
        return replace(caller, pin=int(match.group(2)))

    def _check(self, caller: Caller, address: str) -> None:
        token = caller.token
        if not token.enabled or not caller.person.enabled:
            raise GatewayError("token_disabled", f"the key '{token.name}' is switched off")
        if token.expires_at and token.expired(self._now_ms()):
            raise GatewayError("token_expired", f"the key '{token.name}' has expired")
        if token.subnets and not token.allows_address(address):
            raise GatewayError(
                "address_not_allowed",
                f"the key '{token.name}' may only be used from {', '.join(token.subnets)}; "
                f"this request came from {address}",
            )
