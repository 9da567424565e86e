"""The editor of a channel after its tests: what there is to test, what it costs, what was found."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QScrollArea

from desktop.pages.channels import ChannelsPage
from desktop.pages.channels_editor import ChannelSheet
from desktop.viewmodels.channel_tests import thumbnail
from gateway.domain.capability import Capability
from gateway.domain.channel import ChannelDraft, Secret
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.usage import NO_USAGE
from gateway.services.channels import Remedy, TestResult
from tests.screenshots.studio import Scene

_MODELS = (
    "gpt-5-mini", "text-embedding-3-small", "gpt-image-1-mini", "gpt-4o-mini-tts", "whisper-1",
)  # fmt: skip


async def take(scene: Scene) -> None:
    channel = await scene.gateway.channels.create(
        ChannelDraft(
            "openai",
            "OpenAI, all of it",
            keys=(Secret("sk-proj-invented-for-the-pictures-77Qd"),),
            models=_MODELS,
        )
    )
    scene.window.go("channels", channel.id)
    page = scene.find(ChannelsPage, "page-channels")
    await scene.quiet()
    sheet = scene.find(ChannelSheet, "channel-sheet")
    tests = page.model.tests
    for plan in tests.plans(channel.id):
        if plan.capability is Capability.IMAGE:
            tests.asked.emit(channel.id, plan)
            await scene.take("channels-tests", "cost")
    for name, result in _RESULTS.items():
        if result.picture:
            drawn = thumbnail(result.picture)
            assert drawn is not None
            tests.pictures[channel.id] = drawn
        tests.tested.emit(channel.id, result)
        await scene.take("channels-tests", name)
    sheet.show_section(4)
    for area in sheet.findChildren(QScrollArea):
        if area.isVisible():
            area.ensureWidgetVisible(sheet.page(4).fields["tag"])
    await scene.take("channels-tests", "models")
    scene.window.close_sheet()
    await scene.quiet()


def _boat() -> bytes:
    """A red boat on calm water, as a model that cannot draw would see it."""
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sky = QLinearGradient(0, 0, 0, 256)
        sky.setColorAt(0.0, QColor("#f6d7a8"))
        sky.setColorAt(0.6, QColor("#9fc4d8"))
        sky.setColorAt(1.0, QColor("#3b6d8c"))
        painter.fillRect(image.rect(), sky)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#c0392b"))
        painter.drawChord(70, 120, 116, 70, 180 * 16, 180 * 16)
        painter.setBrush(QColor("#fdf6e3"))
        painter.drawPie(88, 60, 90, 180, 90 * 16, 45 * 16)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(held.data())


def _worked(capability: Capability, model: str, cost_nano: int, **found: object) -> TestResult:
    return TestResult(
        True, model, 840, 1200, "", NO_USAGE, cost_nano, capability=capability, **found,  # type: ignore[arg-type]
    )  # fmt: skip


_RESULTS = {
    "image": _worked(Capability.IMAGE, "gpt-image-1-mini", 5_000_000, picture=_boat()),
    "embedding": _worked(Capability.EMBEDDING, "text-embedding-3-small", 120, dimensions=1536),
    "speech": _worked(Capability.SPEECH, "gpt-4o-mini-tts", 310_000, sound_ms=1440),
    "ranking": _worked(
        Capability.RERANK, "rerank-v3.5", 2_000_000,
        order=(
            "Paris is the capital of France.", "Berlin is the capital of Germany.",
            "Bread is baked in an oven.",
        ),
    ),
    "no_image": TestResult(
        False, "gpt-image-1-mini", 0, 310, "", NO_USAGE, 0,
        Failure(FailureClass.NO_MONEY, 429, "You exceeded your current quota."),
        Remedy.ADD_MONEY, Capability.IMAGE,
    ),
}  # fmt: skip
