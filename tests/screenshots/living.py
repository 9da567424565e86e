"""Overview, connect, logs, and the question before quitting: requests come and go."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog

from desktop.dialogs.time_range import TimeRangeDialog
from desktop.models.request_cells import Field
from desktop.pages.logs import LogsPage
from desktop.viewmodels.log_choice import Chosen, Range
from desktop.viewmodels.logs import State
from gateway.services.logs import LogFilter
from tests.screenshots.studio import Scene, Studio
from tests.upstreams import Reply
from tests.upstreams.script import BEFORE_HEADERS

BUSY = (
    "overview-busy",
    "logs-list",
    "logs-detail",
    "logs-failed",
    "logs-no_match",
    "logs-scrolled",
    "logs-filtered",
    "logs-unclear",
    "logs-suggestions",
    "logs-range",
    "quit",
)
WORDS = " ".join(["word"] * 400)


async def take(studio: Studio) -> None:
    if studio.wants(*BUSY):
        async with studio.scene(lived_in=True) as scene:
            await _busy(scene)
    if studio.wants("overview-empty", "connect"):
        async with studio.scene(furnished=True) as scene:
            await _fresh(scene)
    if studio.wants("logs-empty"):
        async with studio.scene() as scene:
            scene.window.go("logs")
            await scene.take("logs", "empty")


async def three_in_flight(scene: Scene) -> None:
    """Two that stream, one after a failed attempt, and one that waits."""
    mocks, keys = scene.providers.mocks, scene.home.keys
    mocks["Anthropic"].script(Reply(text=WORDS, stall_after=300))
    mocks["DeepSeek"].script(*[Reply(error="rate_limit", headers={"retry-after": "900"})] * 3)
    mocks["OpenRouter"].script(Reply(text=WORDS, stall_after=200))
    mocks["OpenAI"].script(Reply(stall_after=BEFORE_HEADERS))
    live = scene.gateway.live
    for number, (token, path, model, client, input_tokens, elapsed, first) in enumerate(
        (
            ("This computer", "/v1/messages", "claude-sonnet-4-5", "Cursor/1.7", 18_204, 12.8, 900),
            ("Mia", "/v1/chat/completions", "deepseek-chat", "Open WebUI/0.6", 7_120, 4.1, 1_200),
            (
                "nightly-summaries",
                "/v1/chat/completions",
                "gpt-5-mini",
                "python/3.12",
                2_040,
                0.6,
                0,
            ),
        )
    ):
        messages = [{"role": "user", "content": "Hi"}]
        body: dict[str, object] = {
            "model": model, "messages": messages, "stream": True, "max_tokens": 4096,
        }  # fmt: skip
        scene.call(keys[token], path, body, client)
        await scene.until(lambda count=number + 1: len(live) == count, f"{model} runs")
        exchange = list(live)[-1]
        if first:
            await scene.until(lambda one=exchange: one.first_token_ms, f"{model} streams")
            exchange.first_token_ms = first
        exchange.call.at -= int(elapsed * 1000)
        scene.pose(exchange.call, elapsed)
        exchange.estimate = input_tokens


async def _filters(scene: Scene, page: LogsPage) -> None:
    """A filter that is typed, one that is not understood, and a stretch of time."""
    page.model.choose(Chosen(Range.WEEK, text="channel:OpenAI -model:gpt-5 cost>0.001"))
    page.columns.flip(Field.CLIENT)
    await scene.until(lambda: page.model.state is State.ROWS, "some match")
    await scene.take("logs", "filtered")
    page.columns.flip(Field.CLIENT)
    page.model.choose(Chosen(Range.WEEK, text="modle:sonnet status:error"))
    await scene.until(lambda: page.model.state is State.ROWS, "errors show")
    await scene.take("logs", "unclear")
    text = page.filters.text
    text.setText("cl")
    text.setFocus()
    text.wanted.emit("cl", 2)
    await scene.take("logs", "suggestions")
    page.model.clear_filters()
    dialog = TimeRangeDialog(page)
    dialog.ask((0, 0))
    await scene.take("logs", "range", dialog)
    dialog.close()


def _status(page: LogsPage) -> str:
    """Of the first row of the log."""
    entry = page.model.rows.entry_at(0)
    return str(getattr(entry, "status", ""))


async def _busy(scene: Scene) -> None:
    await three_in_flight(scene)
    window = scene.window
    window.go("overview")
    await scene.quiet()
    await scene.take("overview", "busy")
    window.go("logs")
    page = scene.find(LogsPage, "page-logs")
    await scene.until(lambda: page.model.rows.live_count == 3, "three run in the log")
    await scene.take("logs", "list")
    rows = page.model.rows
    told = next(
        row
        for row in range(rows.rowCount())
        if rows.index(row, 2).data() == "deepseek-chat" and row > 2
    )
    page.table.select_row(told)
    page.table.chosen.emit(page.table.currentIndex())
    await scene.until(lambda: page.selection.view is not None, "the detail shows")
    await scene.take("logs", "detail")
    page.selection.close()
    page.open(LogFilter(status="error"))
    await scene.until(lambda: _status(page) == "failed", "failed ones show")
    page.table.select_row(0)
    page.table.chosen.emit(page.table.currentIndex())
    await scene.until(lambda: page.selection.view is not None, "the detail shows")
    await scene.take("logs", "failed")
    page.selection.close()
    page.open(LogFilter(text="no such thing"))
    await scene.until(lambda: page.model.state is State.NO_MATCH, "nothing matches")
    await scene.take("logs", "no_match")
    page.model.choose(Chosen(range=Range.ALL))
    await scene.until(lambda: page.model.state is State.ROWS, "all are shown")
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    await scene.take("logs", "scrolled")
    await _filters(scene, page)
    window.go("overview")
    window.close()
    question = next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.isVisible()
    )
    await scene.take("quit", "question", question)
    question.reject()


async def _fresh(scene: Scene) -> None:
    window = scene.window
    window.go("overview")
    await scene.take("overview", "empty")
    window.go("connect")
    await scene.take("connect", "waiting")
    key = scene.home.keys["This computer"]
    body: dict[str, object] = {
        "model": "claude-haiku-4-5",
        "messages": [{"role": "user", "content": "Hi"}],
        "max_tokens": 64,
        "stream": True,
    }
    scene.providers.mocks["Anthropic"].script(Reply(text="Hello from the harbour."))
    scene.call(key, "/v1/messages", body, "claude-cli/2.0.1")
    await scene.until(lambda: not len(scene.gateway.live), "the request ended")
    await scene.take("connect", "received")
