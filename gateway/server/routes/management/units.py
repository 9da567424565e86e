"""Between our numbers and one-api's: quota units, dollars, seconds, statuses."""

from __future__ import annotations

from decimal import Decimal

from gateway.domain.money import dollars_to_nano, nano_to_dollars, units_to_nano
from gateway.errors import ServiceError

ENABLED, DISABLED, EXPIRED, EXHAUSTED = 1, 2, 3, 4
"""Statuses of tokens. Of channels, 3 is one whose keys were all refused."""
REFUSED_KEYS = 3
DELETED = 3
"""Of people."""
UNLIMITED_QUOTA = 500_000_000_000_000
"""What one-api gives its root user, and what an unlimited person shows."""
_MOST_UNITS = 2**62 // 2_000


def dollars(nano: int) -> Decimal:
    """As a JSON number with all its digits, without trailing zeros."""
    value = nano_to_dollars(nano).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def nano_of_units(units: int) -> int:
    """Raises ServiceError ``invalid_amount`` for what no balance can hold."""
    if abs(units) > _MOST_UNITS:
        raise ServiceError("invalid_amount", f"{units} quota units are out of range")
    return units_to_nano(units)


def nano_of_dollars(amount: float | Decimal) -> int:
    try:
        return dollars_to_nano(amount)
    except (ValueError, OverflowError) as error:
        raise ServiceError("invalid_amount", f"{amount} is no amount of dollars") from error


def seconds(ms: int) -> int:
    return ms // 1000


def ms_of_seconds(value: int) -> int:
    """one-api's -1 (and 0) for never is our 0."""
    return value * 1000 if value > 0 else 0
