"""A port that is taken and one that the system reserves are told apart."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from desktop.i18n import Translators
from desktop.viewmodels.port_words import word_port
from gateway.status import GatewayStatus

MOVED = GatewayStatus(
    running=True,
    draining=False,
    store_healthy=True,
    vault="open_keyfile",
    url="http://localhost:3001",
    port=3001,
    wanted_port=3000,
    port_holder="",
    in_flight=0,
    started_at=1,
)


def test_each_trouble_has_its_own_sentence(qapp: QApplication) -> None:
    Translators(qapp).use("en")
    assert word_port(MOVED) == "Port 3000 is taken. Homeport listens on 3001 for now."
    held = replace(MOVED, port_holder="node (pid 4312)")
    assert word_port(held) == (
        "Port 3000 is used by node (pid 4312). Homeport listens on 3001 for now."
    )
    reserved = replace(MOVED, port_reserved=True)
    assert word_port(reserved) == "The system reserves port 3000. Homeport uses 3001 for now."
