"""Usage over a month: bars, lines, a table, a span of one's own, models without a price."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from desktop.models.usage_figures import Measure
from desktop.pages.models import ModelsPage
from desktop.pages.price_source import ADDRESS, PASTE
from desktop.pages.price_update import PriceUpdateSheet
from desktop.pages.statement import StatementSheet
from desktop.pages.usage import UsagePage
from desktop.viewmodels.usage import Range
from desktop.widgets.charts.stacked import StackedBars
from desktop.widgets.side_sheet import SideSheet
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.hours import parse_hours
from gateway.domain.usage import Usage
from gateway.services.channel_drafts import ChannelChanges
from gateway.services.routes import Fallback, RoutingRules, When
from gateway.services.usage import Grouping
from tests.screenshots.data import Story
from tests.screenshots.studio import Scene, Studio

DAYS = 29
PER_DAY = 70
RATIOS = {
    "ModelRatio": {"gpt-5-mini": 0.125, "harbour-preview": 0.4, "gpt-4-gizmo-*": 15, "o3": 100},
    "CompletionRatio": {"harbour-preview": 3},
    "GroupRatio": {"default": 1, "guests": 1.2},
    "GroupGroupRatio": {},
}
PRICES = {
    "_meta": {"date": "2026-12-20"},
    "gpt-5-mini": {"provider": "openai", "input_per_mtok": 0.2, "output_per_mtok": 1.8},
    "harbour-large": {"provider": "harbour", "input_per_mtok": 1, "output_per_mtok": 4},
}
UNKNOWN = Story(600, "harbour-preview", "OpenRouter", "Mia", Usage(9_400, 2_100), 900, 4_000)


async def take(studio: Studio) -> None:
    if studio.wants("models"):
        async with studio.scene(furnished=True) as scene:
            await _models(scene)
    if not studio.wants("usage"):
        return
    async with studio.scene() as scene:
        scene.window.go("usage")
        await scene.quiet()
        await scene.take("usage", "empty")
    async with studio.scene(furnished=True) as scene:
        await _live_a_month(scene)
        await _statement(scene)
        await _usage(scene)


async def _models(scene: Scene) -> None:
    window = scene.window
    channel = scene.home.channels["OpenRouter"]
    models = (*channel.models, "harbour-preview")
    await scene.gateway.channels.update(channel.id, ChannelChanges(models=models))
    window.go("models")
    page = scene.find(ModelsPage, "page-models")
    await scene.until(lambda: page.model.loaded, "the models are there")
    await scene.take("models", "list")
    window.go("models", "deepseek-chat")
    await scene.take("models", "sheet")
    await _route(scene)
    window.go("models", "harbour-preview")
    QTest.keyClicks(scene.find(QLineEdit, "price-input"), "a lot")
    scene.click("price-save")
    await scene.take("models", "invalid")
    window.close_sheet()
    page.search.setText("no such model")
    await scene.take("models", "no_match")
    page.search.clear()
    await _price_update(scene, page)
    scene.click("models-groups")
    await scene.take("models", "groups")
    window.close_sheet()
    window.resize(860, 560)
    await scene.take("models", "narrow")
    window.resize(1180, 760)


async def _route(scene: Scene) -> None:
    """Why this route? One channel answers, others rest, are closed, or serve another group."""
    gateway, home = scene.gateway, scene.home
    names = list(home.channels)
    model = "deepseek-chat"
    for at, name in enumerate(names):
        channel = await gateway.channels.get(home.channels[name].id)
        models = tuple(dict.fromkeys((*channel.models, model)))
        extra: dict[str, Any] = {}
        if at == 1:
            extra = {"hours": parse_hours("mon-fri 03:00-03:05")}
        if at == 0:
            extra = {"groups": ("guests",)}
        await gateway.channels.update(channel.id, ChannelChanges(models=models, **extra))
    limited = Failure(FailureClass.RATE_LIMIT, 429, "Rate limit reached", 5400.0)
    resting = await gateway.channels.get(home.channels["OpenRouter"].id)
    for key in resting.keys:
        gateway.rests.failed(resting.id, key.id, resting.sent_model(model), limited)
    half = await gateway.channels.get(home.channels["DeepSeek"].id)
    for key in half.keys:
        over = gateway.rests.failed(half.id, key.id, half.sent_model(model), limited)
        assert over is not None
        over.until = 0.0
    rules = RoutingRules(fallbacks=(Fallback(model, "gpt-5-mini", When.UNANSWERED),))
    await gateway.routes.set_rules(rules)
    scene.click("model-route")
    await scene.quiet()
    await scene.take("models", "route")
    for area in scene.find(SideSheet, "route-sheet").findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    await scene.take("models", "route_rules")
    scene.window.close_sheet()
    await scene.gateway.routes.set_rules(RoutingRules())
    scene.window.go("channels")
    await scene.quiet()
    await scene.take("models", "route_channels")
    scene.window.go("models")


async def _price_update(scene: Scene, page: ModelsPage) -> None:
    """Taking prices in: asked for, from an address, what ratios would change, and out again."""
    scene.click("models-update")
    sheet = scene.find(PriceUpdateSheet, "prices-sheet")
    await scene.take("models", "update")
    sheet.source.choose(ADDRESS)
    sheet.source.address.setText("http://prices.example/latest.json")
    scene.click("price-fetch")
    await scene.until(lambda: sheet.model.error is not None, "the address is refused")
    await scene.take("models", "update_address")
    sheet.source.choose(PASTE)
    sheet.source.text.setPlainText(json.dumps(RATIOS))
    scene.click("price-look")
    await scene.until(lambda: sheet.model.update is not None, "the ratios are read")
    await scene.take("models", "update_ratios")
    sheet.model.paste(json.dumps(PRICES))
    await scene.until(
        lambda: sheet.model.update is not None and sheet.model.update.catalogue is not None,
        "the prices are read",
    )
    await scene.take("models", "update_prices")
    sheet.show_section(1)
    await scene.take("models", "update_out")
    sheet.show_section(0)
    scene.window.close_sheet()


async def _statement(scene: Scene) -> None:
    scene.window.go("usage", "statement")
    sheet = scene.find(StatementSheet, "statement-sheet")
    await scene.until(lambda: sheet.model.statement is not None, "the statement is read")
    await scene.take("usage", "statement")
    scene.window.close_sheet()


async def _live_a_month(scene: Scene) -> None:
    home, database = scene.home, scene.gateway.database
    for day in range(DAYS, 1, -1):
        count = PER_DAY + (day * 37) % 60 - (40 if day % 7 in (1, 2) else 0)
        await asyncio.gather(*[database.submit(each) for each in home._day(-day, count)])
    await home.live_two_days(PER_DAY, PER_DAY)


async def _usage(scene: Scene) -> None:
    window = scene.window
    window._model.refresh()
    window.go("usage")
    page = scene.find(UsagePage, "page-usage")
    model = page.model
    await scene.until(lambda: model.report is not None, "the report is there")
    await scene.take("usage", "month")
    bars = scene.find(StackedBars, "usage-bars")
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(22):
        QTest.keyClick(bars, Qt.Key.Key_Right)
    QTest.keyClick(bars, Qt.Key.Key_Down)
    await scene.take("usage", "cursor")
    bars.clearFocus()
    QTest.keyClick(bars, Qt.Key.Key_Escape)
    model.choose(replace(model.choice, lines=True, by=Grouping.CHANNEL, measure=Measure.TOKENS))
    await scene.until(lambda: not model.loading, "channels are there")
    await scene.take("usage", "lines")
    model.choose(replace(model.choice, measure=Measure.FIRST_TOKEN, by=Grouping.MODEL))
    await scene.until(lambda: not model.loading, "models are there")
    await scene.take("usage", "first_token")
    model.choose(
        replace(model.choice, lines=False, measure=Measure.REQUESTS, range=Range.TODAY,
                by=Grouping.TOKEN)
    )  # fmt: skip
    await scene.until(lambda: not model.loading, "today is there")
    await scene.take("usage", "today")
    page.chart.show_table(True)
    await scene.take("usage", "as_table")
    page.chart.show_table(False)
    await scene.gateway.database.submit(scene.home._tell(UNKNOWN))
    model.choose(replace(model.choice, measure=Measure.COST, by=Grouping.MODEL))
    page.controls.range.choose(4)
    model.refresh()
    await scene.until(lambda: model.report and model.report.unpriced, "one has no price")
    page.days.first.clearFocus()
    await scene.take("usage", "unpriced")
    window.resize(860, 560)
    await scene.take("usage", "narrow")
    window.resize(1180, 760)
    scene.click("usage-export")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    picture = page.chart.picture()
    assert not picture.isNull()
    scene.studio.keep("usage-picture", picture)
