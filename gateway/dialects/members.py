"""Typed reading of a JSON object: a member of the wrong type is a DialectError that names it."""

from __future__ import annotations

from typing import Any

from gateway.errors import DialectError


class Members:
    """A request's members; ``take`` ones are removed, so that the rest is what nobody read."""

    def __init__(self, value: Any, where: str = "") -> None:
        if not isinstance(value, dict):
            raise DialectError(f"{where or 'The request'} must be a JSON object", where or None)
        self.rest: dict[str, Any] = dict(value)
        self._where = where

    def take(self, name: str) -> Any:
        return self.rest.pop(name, None)

    def text(self, name: str) -> str:
        value = self.take(name)
        if value is None or isinstance(value, str):
            return value or ""
        raise self._wrong(name, "a string")

    def flag(self, name: str) -> bool | None:
        value = self.take(name)
        if value is None or isinstance(value, bool):
            return value
        raise self._wrong(name, "true or false")

    def number(self, name: str) -> float | None:
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(name, "a number")
        return value

    def integer(self, name: str) -> int | None:
        value = self.number(name)
        if value is None:
            return None
        if value != int(value):
            raise self._wrong(name, "a whole number")
        return int(value)

    def objects(self, name: str) -> list[dict[str, Any]]:
        """A list of objects; [] where the member is missing or null."""
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong(name, "a list of objects")
        return value

    def texts(self, name: str) -> list[str]:
        """A string or a list of strings; [] where the member is missing, null or empty."""
        value = self.take(name)
        if value is None or value == "":
            return []
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(name, "a string or a list of strings")
        return value

    def object(self, name: str) -> dict[str, Any] | None:
        value = self.take(name)
        if value is None or isinstance(value, dict):
            return value
        raise self._wrong(name, "an object")

    def _wrong(self, name: str, wanted: str) -> DialectError:
        path = f"{self._where}.{name}" if self._where else name
        return DialectError(f"{path} must be {wanted}", path)
