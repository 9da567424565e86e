"""What stands beside a setting: why it is fixed, its range, why it could not be applied."""

from __future__ import annotations

from desktop import format
from desktop.i18n import translate
from gateway.errors import ServiceError
from gateway.services.settings import SettingView


def fixed_note(view: SettingView) -> str:
    """Why it cannot be changed here, '' where it can."""
    if view.source == "command line":
        words = translate("setting", "Set on the command line (--{name}).")
        return words.format(name=view.name)
    if view.source == "environment":
        words = translate("setting", "Set by the environment ({name}).")
        return words.format(name=view.env)
    return ""


def listener_note(error: ServiceError, now: str) -> str:
    """Why it could not listen where the settings say, and where it still does."""
    if error.code == "port_reserved":
        words = translate(
            "setting",
            "The system keeps port {port} for itself, so Homeport stays at {now}. "
            "Choose another, 1024 or higher.",
        )
        return words.format(port=error.fields["port"], now=now)
    if error.code == "port_taken":
        words = translate("setting", "Port {port} is used by {holder}, so Homeport stays at {now}.")
        holder = error.fields["holder"] or translate("setting", "another program")
        return words.format(port=error.fields["port"], holder=holder, now=now)
    words = translate("setting", "This computer has no such address, so Homeport stays at {now}.")
    return words.format(now=now)


def range_note(view: SettingView) -> str:
    """What may be typed, for a value that was refused."""
    if view.kind == "proxy":
        return translate(
            "setting", "A proxy's address, such as http://host:8080 or socks5://host:1080."
        )
    if view.kind == "networks":
        return translate("setting", "Addresses or networks such as 10.0.0.0/8, between commas.")
    if view.kind == "names":
        return translate("setting", "Host names or addresses, between commas.")
    if view.choices:
        return translate("setting", "Choose one of: {choices}").format(
            choices=", ".join(view.choices)
        )
    if view.minimum is not None and view.maximum is not None:
        return translate("setting", "A whole number from {low} to {high}.").format(
            low=format.count(int(view.minimum)), high=format.count(int(view.maximum))
        )
    if view.minimum is not None:
        return translate("setting", "A whole number, at least {low}.").format(
            low=format.count(int(view.minimum))
        )
    return translate("setting", "This value does not fit.")
