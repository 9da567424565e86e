"""The same time of day in every run: the time zone is moved, not the time."""

from __future__ import annotations

import os
import time

TIME_OF_DAY = (13 * 60 + 47) * 60 + 14
_DAY = 24 * 3600


def set_clock(seconds: int = TIME_OF_DAY) -> None:
    """From now on it is 13:47:14 here, in this process, until the next call."""
    ahead = (seconds - int(time.time())) % _DAY
    if ahead > _DAY // 2:
        ahead -= _DAY
    # POSIX counts westward: a zone ahead of UTC has a minus.
    sign, size = ("-", ahead) if ahead >= 0 else ("+", -ahead)
    hours, rest = divmod(size, 3600)
    os.environ["TZ"] = f"PIC{sign}{hours:02}:{rest // 60:02}:{rest % 60:02}"
    time.tzset()
