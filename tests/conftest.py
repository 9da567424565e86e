"""No test reaches the keyring, the screen or the session of whoever runs it.

What needs one of them starts its own and says so in the environment of the process it starts.
"""

import functools
import gc
import os
import signal
from collections.abc import MutableMapping

import pytest

PERSONAL = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY")


def isolate(environ: MutableMapping[str, str]) -> None:
    """Takes the way to a person's session out of ``environ``, and switches their keyring off."""
    for name in PERSONAL:
        environ.pop(name, None)
    environ["HOMEPORT_KEYRING"] = "off"


def catch_interrupts() -> None:
    """Ctrl-C raises, also where the tests run in the background of a shell, which ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def hash_cheaply() -> None:
    """What makes passwords and passphrases slow to guess makes tests slow, too: theirs is little.

    Both keep it beside what they made, so the formats are the same.
    """
    from gateway.services import passwords
    from gateway.vault import passphrase

    passwords._N = 2**4
    passphrase.LOG2_N = 10


def read_vocabularies_once() -> None:
    """A gateway reads them from disk when it first counts, and a test has one of its own.

    What it keeps and lets go of is its own all the same: the same encoding, handed out again.
    """
    from gateway.relay import counting

    counting._construct = functools.cache(counting._construct)


def judge_by_the_same_examples() -> None:
    """Hypothesis would fail an example that took long, as any may on a busy machine.

    Its examples are the same in every run, so that a change is judged by what it changes; with
    HOMEPORT_NEW_EXAMPLES set they are others each time.
    """
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "homeport",
        deadline=None,
        derandomize="HOMEPORT_NEW_EXAMPLES" not in os.environ,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("homeport")


# Before any test is collected: modules read the environment while they are imported.
isolate(os.environ)
catch_interrupts()
hash_cheaply()
read_vocabularies_once()
judge_by_the_same_examples()


def pytest_collection_finish() -> None:
    """What is collected and imported stays: no garbage collection need look through it again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: none begins on one worker when the others are through."""

    def brevity(item: pytest.Item) -> int:
        return sum(item.get_closest_marker(each) is None for each in ("slow", "e2e"))

    items.sort(key=brevity)
