"""Client tokens: the keys that apps use to speak to Homeport."""

from __future__ import annotations

import ipaddress
import secrets
import string
from dataclasses import dataclass

from gateway.domain.budget import Budget

KEY_PREFIX = "sk-"
KEY_LENGTH = 48
_ALPHABET = string.ascii_letters + string.digits


def new_key() -> str:
    """A fresh key: ``sk-`` and 48 letters and digits (about 285 bits)."""
    return KEY_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(KEY_LENGTH))


def bare_key(key: str) -> str:
    """A key without its ``sk-``, as it is hashed: ``sk-abc`` and ``abc`` are the same key."""
    key = key.strip()
    return key[len(KEY_PREFIX) :] if key.startswith(KEY_PREFIX) else key


@dataclass(frozen=True, slots=True)
class Token:
    """One client key. Money in nano-dollars, times in Unix milliseconds (UTC), 0 meaning never.

    ``balance_nano`` is what it may still spend (ignored while ``unlimited``); ``used_nano`` all it
    spent.
    """

    id: int
    person_id: int
    name: str
    hint: str
    """The last four characters of the key."""
    enabled: bool = True
    unlimited: bool = True
    balance_nano: int = 0
    used_nano: int = 0
    expires_at: int = 0
    models: tuple[str, ...] = ()
    """Models it may use; empty means all."""
    subnets: tuple[str, ...] = ()
    """CIDR ranges it may be used from; empty means any."""
    group: str = ""
    """Routing group; empty means the person's."""
    created_at: int = 0
    last_used_at: int = 0
    last_client: str = ""
    last_address: str = ""
    purpose: str = ""
    """``this-computer`` for the token the window made for itself, else empty."""
    rpm: int = 0
    """Requests in any minute; 0 for no limit."""
    tpm: int = 0
    """Tokens of text, in and out, in any minute; 0 for no limit."""
    concurrency: int = 0
    """Requests at once; 0 for no limit."""
    ceiling_nano: int = 0
    """What one request may cost at most; 0 for no limit."""
    budgets: tuple[Budget, ...] = ()

    def expired(self, now_ms: int) -> bool:
        return bool(self.expires_at) and now_ms >= self.expires_at

    def allows_model(self, model: str) -> bool:
        return not self.models or model in self.models

    def allows_address(self, address: str) -> bool:
        """Whether ``address`` (an IP literal) lies in one of the allowed subnets."""
        if not self.subnets:
            return True
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = getattr(ip, "ipv4_mapped", None)
        ip = mapped or ip
        return any(ip in ipaddress.ip_network(net, strict=False) for net in self.subnets)


def parse_subnets(text: str) -> tuple[str, ...]:
    """Comma- or line-separated CIDRs, checked. Raises ValueError naming the first bad one."""
    nets = [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]
    for net in nets:
        try:
            ipaddress.ip_network(net, strict=False)
        except ValueError as error:
            raise ValueError(f"not a network: {net}") from error
    return tuple(nets)
