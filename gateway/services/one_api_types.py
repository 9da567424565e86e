"""one-api's numeric channel types, as management requests and imports name them."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.errors import ServiceError
from gateway.providers.base import Provider
from gateway.providers.registry import base_url_of_numeric_type, by_numeric_type


@dataclass(frozen=True, slots=True)
class OneApiType:
    """A type that has a provider here."""

    number: int
    _provider: Provider

    @property
    def provider(self) -> str:
        return self._provider.id

    @property
    def kept_number(self) -> int:
        """The number to remember: 0 where the provider itself implies it."""
        return 0 if self.number == self._provider.numeric_types[0] else self.number

    def base_url(self, url: str) -> str:
        """The stored form of a base URL as one-api means it. Raises ``invalid_base_url``."""
        return base_url_of_numeric_type(self.number, url)


def one_api_type(number: int) -> OneApiType:
    """Raises ServiceError ``invalid_channel`` for a type that nothing here stands for."""
    provider = by_numeric_type(number)
    if provider is None:
        raise ServiceError(
            "invalid_channel",
            f"channel type {number} is not supported by this version",
            {"type": "not supported"},
        )
    return OneApiType(number, provider)
