"""The balance as clients ask for it: the billing endpoints that OpenAI once had.

NextChat, OpenCat and other gateways take ``hard_limit_usd`` less ``total_usage`` (US cents) for the
balance. So usage is all that the token ever spent, as in one-api, whatever dates are asked for.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from gateway.domain.money import NANO
from gateway.server.visit import Visit
from gateway.services.billing import Account, account_of

NO_LIMIT_USD = 100_000_000
"""What one-api says of tokens without a limit."""


async def subscription(visit: Visit) -> web.StreamResponse:
    account = account_of(await visit.caller())
    limit = _limit_usd(account)
    return visit.json(
        {
            "object": "billing_subscription",
            "has_payment_method": True,
            "soft_limit_usd": limit,
            "hard_limit_usd": limit,
            "system_hard_limit_usd": limit,
            "access_until": account.until,
        }
    )


async def usage(visit: Visit) -> web.StreamResponse:
    account = account_of(await visit.caller())
    return visit.json({"object": "list", "total_usage": account.used_nano * 100 / NANO})


async def credit_grants(visit: Visit) -> web.StreamResponse:
    account = account_of(await visit.caller())
    granted, used = _limit_usd(account), account.used_nano / NANO
    left = granted if account.left_nano is None else account.left_nano / NANO
    grant: dict[str, Any] = {
        "object": "credit_grant",
        "id": "homeport",
        "grant_amount": granted,
        "used_amount": used,
        "effective_at": 0,
        "expires_at": account.until or None,
    }
    return visit.json(
        {
            "object": "credit_summary",
            "total_granted": granted,
            "total_used": used,
            "total_available": left,
            "grants": {"object": "list", "data": [grant]},
        }
    )


def _limit_usd(account: Account) -> float:
    if account.left_nano is None:
        return NO_LIMIT_USD
    return (account.left_nano + account.used_nano) / NANO


ROUTES = {
    f"{prefix}/dashboard/billing/{name}": {"GET": route}
    for prefix in ("", "/v1")
    for name, route in (
        ("subscription", subscription),
        ("usage", usage),
        ("credit_grants", credit_grants),
    )
}
