"""What is left on an account, as each vendor tells it; by the name a preset gives.

https://api-docs.deepseek.com/api/get-user-balance, https://platform.moonshot.cn/docs/api/balance,
https://docs.siliconflow.cn/en/api-reference/userinfo/get-user-info,
https://platform.stepfun.com/docs/zh/api-reference/accounts/get,
https://openrouter.ai/docs/api-reference/credits, https://novita.ai/docs/api-reference and OpenAI's
former billing paths, which one-api and its kin answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from gateway.domain.balance import Balance
from gateway.errors import DialectError
from gateway.providers.abilities import BalanceInquiry
from gateway.providers.base import UpstreamRequest
from gateway.providers.urls import beside

_UNLIMITED_USD = Decimal(100_000_000)
"""What one-api says of a token without a limit."""
_DAYS = 99
_NOVITA_UNIT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Way:
    """Paths that are all asked, and what their answers say together. ``dated``: these take a span
    of days.
    """

    paths: tuple[str, ...]
    read: Callable[[Sequence[Any]], Balance]
    dated: frozenset[str] = frozenset()


def inquiries(
    name: str, base_url: str, headers: Mapping[str, str], today: date
) -> list[BalanceInquiry]:
    """How to ask for the balance, the likeliest first."""
    return [
        BalanceInquiry(
            tuple(
                UpstreamRequest("GET", _url(base_url, path, way, today), headers)
                for path in way.paths
            ),
            partial(_read, way),
        )
        for way in WAYS.get(name, ())
    ]


def _url(base_url: str, path: str, way: Way, today: date) -> str:
    query = ""
    if path in way.dated:
        start, end = today - timedelta(days=_DAYS), today + timedelta(days=1)
        query = f"start_date={start.isoformat()}&end_date={end.isoformat()}"
    return beside(base_url, path, query)


def _read(way: Way, bodies: Sequence[bytes]) -> Balance:
    values = []
    for body in bodies:
        try:
            values.append(json.loads(body, parse_float=Decimal))
        except (ValueError, RecursionError):
            raise DialectError("the balance is not JSON") from None
    return way.read(values)


def _deepseek(values: Sequence[Any]) -> Balance:
    """One account in one of two currencies; the other stands at nothing."""
    infos = _member(values[0], "balance_infos")
    found = [
        Balance.of(_amount(each, "total_balance"), str(_member(each, "currency")))
        for each in (infos if isinstance(infos, list) else ())
    ]
    if not found:
        raise DialectError("the answer holds no balance")
    return next((each for each in found if each.nano), found[0])


def _plain(values: Sequence[Any], *, path: tuple[str, ...], currency: str) -> Balance:
    return Balance.of(_amount(values[0], *path), currency)


def _novita(values: Sequence[Any]) -> Balance:
    return Balance.of(_amount(values[0], "availableBalance") * _NOVITA_UNIT, "USD")


def _openrouter(values: Sequence[Any]) -> Balance:
    given = _amount(values[0], "data", "total_credits")
    return Balance.of(given - _amount(values[0], "data", "total_usage"), "USD")


def _openrouter_key(values: Sequence[Any]) -> Balance:
    """A key's own limit, where the account is not told to it."""
    if _member(_member(values[0], "data"), "limit_remaining") is None:
        return Balance(0, "USD", unlimited=True)
    return Balance.of(_amount(values[0], "data", "limit_remaining"), "USD")


def _billing(values: Sequence[Any]) -> Balance:
    """``total_usage`` counts cents."""
    limit = _amount(values[0], "hard_limit_usd")
    if limit >= _UNLIMITED_USD:
        return Balance(0, "USD", unlimited=True)
    return Balance.of(limit - _amount(values[1], "total_usage") / 100, "USD")


def _litellm(values: Sequence[Any]) -> Balance:
    info = _member(values[0], "info")
    if _member(info, "max_budget") is None:
        return Balance(0, "USD", unlimited=True)
    return Balance.of(_amount(info, "max_budget") - _amount(info, "spend"), "USD")


def _member(value: Any, name: str) -> Any:
    if not isinstance(value, dict) or name not in value:
        raise DialectError(f"the answer has no {name}")
    return value[name]


def _amount(value: Any, *path: str) -> Decimal:
    for name in path:
        value = _member(value, name)
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise DialectError(f"{path[-1]} is no amount")
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise DialectError(f"{path[-1]} is no amount") from None
    if not amount.is_finite() or abs(amount) >= 10**9:
        raise DialectError(f"{path[-1]} is no amount")
    return amount


def _simple(path: str, members: str, currency: str) -> tuple[Way, ...]:
    return (Way((path,), partial(_plain, path=tuple(members.split(".")), currency=currency)),)


_BILLING = ("dashboard/billing/subscription", "dashboard/billing/usage")
_GRANTS = _simple("../dashboard/billing/credit_grants", "total_available", "USD")

WAYS: Mapping[str, tuple[Way, ...]] = {
    "deepseek": (Way(("../user/balance",), _deepseek),),
    "moonshot": _simple("users/me/balance", "data.available_balance", "CNY"),
    "moonshot_intl": _simple("users/me/balance", "data.available_balance", "USD"),
    "siliconflow": _simple("user/info", "data.totalBalance", "CNY"),
    "siliconflow_intl": _simple("user/info", "data.totalBalance", "USD"),
    "stepfun": _simple("accounts", "balance", "CNY"),
    "stepfun_intl": _simple("accounts", "balance", "USD"),
    "novita": (Way(("/v3/user/balance",), _novita),),
    "openrouter": (Way(("credits",), _openrouter), Way(("key",), _openrouter_key)),
    "litellm": (Way(("../key/info",), _litellm),),
    "billing": (Way(_BILLING, _billing, frozenset(_BILLING[1:])), *_GRANTS),
}
