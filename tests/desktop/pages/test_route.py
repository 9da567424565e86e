"""Why this route? The sheet that explains, and what the owner says in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.models.channel_status import Standing, status_of, word_status
from desktop.pages.logs import LogsPage
from desktop.pages.models import ModelsPage
from desktop.pages.route_sheet import RouteLine, RouteSheet
from desktop.viewmodels.route import Subject
from desktop.widgets.buttons import Button
from desktop.widgets.combo import Combo
from gateway.domain.channel import Channel
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.hours import parse_hours
from gateway.services.channels import ChannelChanges
from gateway.services.routes import Strategy, When
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until

LOCAL = "http://127.0.0.1:9"


@asynccontextmanager
async def explained(
    folder: Path, app: QApplication
) -> AsyncIterator[tuple[Stage, ModelsPage, RouteSheet]]:
    """The sheet of ``gpt-4o``: two share it, one is off, one is for guests, one has it not."""
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        make = on.house.channel
        await make(LOCAL, "gpt-4o", provider="openai", name="Big", weight=3)
        await make(LOCAL, "gpt-4o", provider="openai", name="Small")
        await make(LOCAL, "gpt-4o", provider="openai", name="Off", enabled=False)
        await make(LOCAL, "gpt-4o", provider="openai", name="Guests", groups=("guests",))
        await make(LOCAL, "gpt-4o-mini", provider="openai", name="Mini")
        page = ModelsPage(on.shell)
        on.show("models", page)
        await until(lambda: page.model.loaded)
        page.open("gpt-4o")
        on.click(on.find(Button, "model-route"))
        sheet = page.routes.sheet
        assert sheet is not None
        await until(lambda: bool(sheet.model.tokens))
        yield on, page, sheet


def lines(sheet: RouteSheet, name: str) -> list[str]:
    card = sheet.findChild(type(sheet._steps), name)
    assert card is not None
    found = (card.body.itemAt(at).widget() for at in range(card.body.count()))
    return [each.accessibleName() for each in found if isinstance(each, RouteLine)]


def pick(on: Stage, name: str, data: object) -> None:
    combo = on.find(Combo, name)
    assert combo.choose(data), data
    combo.activated.emit(combo.currentIndex())


@in_qt_loop
async def test_steps_with_shares_and_reasons(tmp_path: Path, qapp: QApplication) -> None:
    async with explained(tmp_path, qapp) as (on, _, sheet):
        assert lines(sheet, "route-steps") == ["1., Big, 75 %", "2., Small, 25 %"]
        assert lines(sheet, "route-barred") == [
            "Off, Switched off",
            "Guests, Serves other groups: guests",
        ]
        assert "Not asked, beside 1 channels without this model" in on.words()
        pick(on, "route-subject", Subject(0, "guests"))
        assert lines(sheet, "route-steps") == ["1., Guests"]


@in_qt_loop
async def test_it_follows_what_happens(tmp_path: Path, qapp: QApplication) -> None:
    async with explained(tmp_path, qapp) as (on, _, sheet):
        await on.gateway.channels.set_enabled(1, False)
        await until(lambda: lines(sheet, "route-steps") == ["1., Small"])
        on.gateway.rests.failed(
            2, 2, "gpt-4o", Failure(FailureClass.RATE_LIMIT, 429, "slow down", 3600.0)
        )
        await on.gateway.channels.update(5, ChannelChanges(name="Renamed"))
        await until(lambda: not lines(sheet, "route-steps"))
        assert "Nobody can answer now." in on.words()
        assert any("Rests until" in each for each in lines(sheet, "route-barred"))


@in_qt_loop
async def test_what_is_chosen_applies_at_once(tmp_path: Path, qapp: QApplication) -> None:
    async with explained(tmp_path, qapp) as (on, _, _sheet):
        routes = on.gateway.routes
        pick(on, "route-strategy", Strategy.ROUND_ROBIN)
        pick(on, "route-unanswered", "gpt-4o-mini")
        await until(lambda: routes.rules.stand_in("gpt-4o", When.UNANSWERED) == "gpt-4o-mini")
        assert routes.rules.models == {"gpt-4o": Strategy.ROUND_ROBIN}
        pick(on, "route-group-strategy", Strategy.CHEAPEST)
        await until(lambda: routes.rules.groups == {"default": Strategy.CHEAPEST})
        pick(on, "route-group-strategy", "")
        pick(on, "route-unanswered", "")
        pick(on, "route-strategy", "")
        await until(lambda: not routes.rules.models)
        assert (routes.rules.fallbacks, routes.rules.groups) == ((), {})


@in_qt_loop
async def test_a_failed_request_asks_why(tmp_path: Path, qapp: QApplication) -> None:
    async with stage(tmp_path, qapp) as on:
        on.shell.translators.use("en")
        await on.house.channel(LOCAL, "gpt-4o", provider="openai", name="Gone")
        assert (await on.house.chat("gpt-4o"))[0] == 502
        await on.house.settled()
        page = LogsPage(on.shell)
        on.show("logs", page)
        await until(lambda: page.table.model().rowCount() > 0)
        page.table.select_row(0)
        page.selection.open_row(page.table.model().index(0, 0))
        await until(lambda: page.detail.view is not None and page.detail.view.explainable)
        on.click(on.find(Button, "log-detail-route"))
        sheet = page.routes.sheet
        assert sheet is not None
        assert sheet.model.model == "gpt-4o"
        assert sheet.model.subject.token_id > 0
        assert lines(sheet, "route-steps") == ["1., Gone, Asked last: it failed lately"]


def test_the_pill_says_closed_and_half_open() -> None:
    channel = Channel(1, "c", "openai", LOCAL, hours=parse_hours("mon"))
    status = status_of(channel, (), 1_000, closed_until=60_000)
    assert status.standing is Standing.CLOSED
    assert word_status(status)[0].startswith("Closed until")
    assert status_of(channel, (), 1_000, half_open=True).standing is Standing.HALF_OPEN
