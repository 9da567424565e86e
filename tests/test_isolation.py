"""The tests' own environment holds no way to the session of whoever runs them."""

import os

from tests.conftest import PERSONAL, isolate


def test_the_way_to_a_session_is_taken_away() -> None:
    session = {
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus",
        "DISPLAY": ":0",
        "WAYLAND_DISPLAY": "wayland-0",
        "PATH": "/usr/bin",
    }
    isolate(session)
    assert session == {"PATH": "/usr/bin", "HOMEPORT_KEYRING": "off"}


def test_these_tests_run_without_one() -> None:
    assert not [name for name in PERSONAL if name in os.environ]
    assert os.environ["HOMEPORT_KEYRING"] == "off"
