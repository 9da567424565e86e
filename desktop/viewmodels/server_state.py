"""The server's state in a word, the same in the footer and on the overview."""

from __future__ import annotations

from desktop.i18n import translate
from desktop.theme import StatusName
from gateway.app import Gateway


def word_state(gateway: Gateway) -> tuple[str, StatusName]:
    """The worst that is true now."""
    status = gateway.status()
    if status.draining:
        return translate("server", "Stopping"), "warn"
    if not status.running:
        return translate("server", "Stopped"), "error"
    if not status.store_healthy:
        return translate("server", "Cannot write"), "error"
    if not gateway.vault.state.is_open:
        return translate("server", "Locked"), "warn"
    if status.paused:
        return translate("server", "Paused"), "info"
    return translate("server", "Running"), "ok"
