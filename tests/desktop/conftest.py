"""The window's tests draw on Qt's offscreen platform, and have the event loops as fixtures."""

import asyncio
import gc
import itertools
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.loop_pump import QtLoop
from tests.desktop import loops

_FULL_COLLECTION_EVERY = 40
_tests_run = itertools.count(1)


@pytest.fixture(autouse=True)
def _garbage_dies_on_this_thread() -> Iterator[None]:
    """As in the program: a widget that a worker thread collects dies in the wrong thread."""
    gc.disable()
    yield
    gc.collect(2 if next(_tests_run) % _FULL_COLLECTION_EVERY == 0 else 1)


@pytest.fixture(params=[loops.REFERENCE, *loops.OURS])
def loop_factory(request: pytest.FixtureRequest, qapp: QApplication) -> loops.Factory:
    """What makes a loop: stock asyncio's, which says what is right, and each of ours."""
    return loops.factory(request.param, qapp)


@pytest.fixture
def loop(loop_factory: loops.Factory) -> Iterator[asyncio.AbstractEventLoop]:
    """A loop of each kind, closed after the test."""
    loop = loop_factory()
    with loops.closing(loop):
        yield loop


@pytest.fixture(params=loops.OURS)
def qt_loop(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QtLoop]:
    """A loop of each of our back ends, closed after the test."""
    loop = loops.OURS[request.param](qapp)
    with loops.closing(loop):
        yield loop
