"""What is left on an account at a provider."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

NANO = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Balance:
    """``nano`` billionths of ``currency`` (ISO 4217), below zero for debts.

    ``unlimited``: it says of itself that it never ends; then ``nano`` means nothing. ``at`` is when
    it was read, in Unix milliseconds.
    """

    nano: int
    currency: str
    unlimited: bool = False
    at: int = 0

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Balance:
        """``amount`` in whole units of ``currency``. What lies below a billionth is left out."""
        return cls(int(amount * NANO), currency)

    @property
    def amount(self) -> float:
        """In whole units of its currency."""
        return self.nano / NANO


def totals(balances: Iterable[Balance]) -> list[Balance]:
    """One sum for each currency, as old as its oldest part; unlimited where one part is."""
    sums: dict[str, Balance] = {}
    for each in balances:
        known = sums.get(each.currency)
        if known is not None:
            each = Balance(
                known.nano + each.nano,
                each.currency,
                known.unlimited or each.unlimited,
                min(known.at, each.at),
            )
        sums[each.currency] = each
    return list(sums.values())
