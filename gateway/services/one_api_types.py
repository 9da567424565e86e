"""one-api's numeric channel types, as management requests and imports name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.domain.credentials import SEPARATOR
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


AZURE, BEDROCK, VERTEX = 3, 33, 42
_AZURE_DEFAULT = "2024-10-21"


def credentials_of(number: int, config: Mapping[str, Any]) -> list[str]:
    """The key that stands in one-api's ``config`` instead of in ``key``: none for most types."""
    if number == BEDROCK:
        parts = [_text(config, name) for name in ("ak", "sk", "region")]
        return [SEPARATOR.join(part for part in parts if part)] if parts[0] and parts[1] else []
    if number == VERTEX and (document := _text(config, "vertex_ai_adc")):
        parts = [_text(config, name) for name in ("region", "vertex_ai_project_id")]
        return [SEPARATOR.join((*parts, document))] if all(parts) else [document]
    return []


def settings_of(number: int, config: Mapping[str, Any], other: str = "") -> dict[str, Any]:
    """One-api's ``config`` as settings of ours; what is a credential is not among them.

    Its Azure takes an api-version (older rows say it in ``other``) and deployments without dots.
    """
    settings = dict(config)
    if number == AZURE:
        said = settings.pop("api_version", "") or other.strip()
        return {**settings, "api_version": said or _AZURE_DEFAULT, "remove_dots": True}
    if number == BEDROCK:
        return {name: value for name, value in settings.items() if name not in ("ak", "sk")}
    if number == VERTEX:
        project = settings.pop("vertex_ai_project_id", "")
        settings.pop("vertex_ai_adc", None)
        return {**settings, "project": project} if project else settings
    return settings


def _text(config: Mapping[str, Any], name: str) -> str:
    value = config.get(name)
    return value.strip() if isinstance(value, str) else ""
