"""Why it listens on another port than it should, in one sentence."""

from __future__ import annotations

from desktop.i18n import translate
from gateway.status import GatewayStatus


def word_port(status: GatewayStatus) -> str:
    """In use, by whom if that is known, or reserved by the system: two different troubles."""
    if status.port_reserved:
        text = translate("port", "The system reserves port {wanted}. Homeport uses {port} for now.")
    elif status.port_holder:
        text = translate(
            "port", "Port {wanted} is used by {holder}. Homeport listens on {port} for now."
        )
    else:
        text = translate("port", "Port {wanted} is taken. Homeport listens on {port} for now.")
    return text.format(wanted=status.wanted_port, holder=status.port_holder, port=status.port)
