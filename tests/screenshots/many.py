"""Channels and tokens while something is done to them: dragged, selected, weighed, limited."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from desktop.models.token_order import Sorting
from desktop.models.token_table import TokenColumn
from desktop.pages.channels import ChannelsPage
from desktop.pages.tokens import TokensPage
from desktop.widgets.popover import Popover
from desktop.widgets.side_sheet import SideSheet
from gateway.domain.money import NANO
from gateway.services.channels import ChannelChanges
from gateway.services.tokens import TokenChanges, TokenDraft
from gateway.store.journal import RequestRow, Settlement
from tests.screenshots.studio import Scene
from tests.upstreams import faults

TOKENS = 120


async def take(scene: Scene) -> None:
    await _channels(scene)
    await _tokens(scene)


async def _channels(scene: Scene) -> None:
    channels = scene.gateway.channels
    home = scene.home.channels
    for name, changes in (
        ("Anthropic", ChannelChanges(weight=2, tag="work")),
        ("DeepSeek", ChannelChanges(rpm=60, concurrency=4, tag="home")),
        ("OpenRouter", ChannelChanges(tag="home")),
    ):
        await channels.update(home[name].id, changes)
    channels.rest(home["OpenRouter"].id, 900)
    scene.providers.mocks["DeepSeek"].script(faults.failing("server"))
    await channels.test(home["DeepSeek"].id)
    scene.window.go("channels")
    page = scene.find(ChannelsPage, "page-channels")
    await scene.quiet()
    await scene.take("channels-many", "trouble")
    scene.click(f"channel-status-{home['DeepSeek'].id}")
    await _popover(scene, "channels-many", "cause")
    scene.click("tier-shares-1")
    await _popover(scene, "channels-many", "shares")
    page.selection.select([home["DeepSeek"].id, home["OpenRouter"].id])
    await scene.take("channels-many", "selected")
    scene.click("bulk-tag")
    await _popover(scene, "channels-many", "tag")
    page.selection.clear()
    rows, drag = page.list, page.list.drag
    row, target = (rows.row(home[name].id) for name in ("OpenRouter", "Anthropic"))
    assert row is not None
    assert target is not None
    start = row.handle.mapToGlobal(row.handle.rect().center())
    drag.begin(home["OpenRouter"].id, row, start)
    drag.move(QPoint(start.x(), target.mapToGlobal(QPoint(0, 40)).y()))
    await scene.take("channels-many", "dragged")
    drag.move(QPoint(start.x(), target.mapToGlobal(QPoint(0, -14)).y()))
    await scene.take("channels-many", "dragged_between")
    drag.cancel()
    page.selection.select([home["DeepSeek"].id])
    scene.window.go("channels", home["DeepSeek"].id)
    await scene.until(lambda: _sheet(scene) is not None, "the editor opens")
    await scene.take("channels-many", "selected_beside_sheet")
    page.selection.clear()
    scene.window.close_sheet()


async def _popover(scene: Scene, page: str, state: str) -> None:
    await scene.until(lambda: _open_popover(scene) is not None, f"{state} opens")
    panel = _open_popover(scene)
    assert panel is not None
    await scene.take(page, state)
    if isValid(panel):  # it goes by itself when the focus leaves it
        panel.close()
    await scene.quiet()


def _open_popover(scene: Scene) -> Popover | None:
    found = [each for each in scene.window.findChildren(Popover) if each.isVisible()]
    return found[-1] if found else None


def _sheet(scene: Scene) -> SideSheet | None:
    found = [each for each in scene.window.findChildren(SideSheet) if each.isVisible()]
    return found[-1] if found else None


async def _tokens(scene: Scene) -> None:
    tokens, now = scene.gateway.tokens, scene.gateway.now_ms()
    day = 86_400_000
    for name, fields in (
        ("Kitchen tablet", {"unlimited": False}),
        ("Summer school", {"expires_at": now + 1, "models": ("gpt-5-mini",)}),
        ("Half spent", {"unlimited": False, "balance_nano": 4 * NANO, "expires_at": now + 2 * day}),
        ("Paused script", {"enabled": False, "unlimited": False, "balance_nano": NANO}),
    ):
        await tokens.create(TokenDraft(name, **fields))  # type: ignore[arg-type]
    mia = scene.home.tokens["Mia"]
    row = RequestRow(
        request_id="req-elsewhere",
        at=now - 240_000,
        finished_at=now - 240_000,
        token_id=mia.id,
        token_name=mia.name,
        person_id=1,
        status="done",
        client="Open WebUI",
        address="192.168.1.77",
    )
    await scene.gateway.database.submit(Settlement(row, [], []))
    scene.window.go("tokens")
    page = scene.find(TokensPage, "page-tokens")
    await scene.quiet()
    await scene.take("tokens-many", "states")
    page.model.sort(Sorting(TokenColumn.BALANCE, descending=False))
    scene.click("tokens-search-open")
    QTest.keyClicks(scene.find(QLineEdit, "tokens-search"), "used up")
    await scene.take("tokens-many", "filtered")
    scene.find(QLineEdit, "tokens-search").setText("nobody")
    await scene.take("tokens-many", "no_match")
    scene.find(QLineEdit, "tokens-search").clear()
    page.model.sort(Sorting())
    limited = scene.home.tokens["Mia"]
    await tokens.update(
        limited.id,
        TokenChanges(rpm=20, tpm=40_000, concurrency=2, subnets=("192.168.1.0/24",)),
    )
    await scene.quiet()
    scene.window.go("tokens", limited.id)
    await scene.until(lambda: _has(scene, "token-rpm"), "the limits show")
    await scene.take("tokens-limits", "sheet")
    sheet = _sheet(scene)
    assert sheet is not None
    QTest.keyClicks(scene.find(QWidget, "token-subnets").focusProxy(), "192.168.1.300")
    await scene.take("tokens-limits", "wrong_address")
    sheet.request_close()  # type: ignore[attr-defined]
    if _has(scene, "discard-now"):
        scene.click("discard-now")
    scene.window.go("tokens", scene.home.tokens["nightly-summaries"].id)
    await scene.until(lambda: _has(scene, "token-budget-amount-1"), "the budgets show")
    scene.click("token-budget-add")
    scene.click("token-save")
    await scene.take("tokens-limits", "budgets")
    scene.window.close_sheet()
    for number in range(TOKENS):
        draft = TokenDraft(f"Classroom {number + 1:03}", unlimited=False, balance_nano=5 * NANO)
        made = await tokens.create(replace(draft, models=("gpt-5-mini", "deepseek-chat")))
        assert made.token.id
    await scene.quiet()
    await scene.take("tokens-many", "hundreds")


def _has(scene: Scene, name: str) -> bool:
    return any(each.isVisible() for each in scene.window.findChildren(QWidget, name))
