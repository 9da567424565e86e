"""What a channel is tested for in the window: chosen from a menu, agreed to where it is dear."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.models.channel_status import Standing
from desktop.pages.channels_editor import ChannelSheet
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import IconButton
from desktop.widgets.inputs import FormField
from desktop.widgets.thumbnail import Thumbnail
from gateway.domain.channel import Channel
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import Quay, quay
from tests.desktop.pages.stage import until
from tests.upstreams.openai_models import MEDIA_MODELS, OPENAI_MODELS

MODELS = ("gpt-4o-mini", "text-embedding-3-small", "rerank-v3.5", "dall-e-2", "tts-1", "whisper-1")


async def maker(q: Quay, *models: str) -> Channel:
    mock = q.up.add_openai("maker", models=(*OPENAI_MODELS, *MEDIA_MODELS))
    return await q.on.house.channel(mock, *models, name="Maker")


def details(q: Quay) -> str:
    return q.on.find(Banner, "channel-result").detail


class TestChoosing:
    @in_qt_loop
    async def test_a_cheap_one_runs_at_once(self, tmp_path: Path, qapp: QApplication) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await maker(q, *MODELS)
            await q.show()
            await q.edit(channel)
            q.on.click(q.on.find(IconButton, "channel-test-choose"))
            q.on.choose("Embedding: text-embedding-3-small")
            await until(lambda: q.result().startswith("It works, a vector after"))
            assert "1,536 dimensions" in details(q)
            q.on.click(q.on.find(IconButton, "channel-test-choose"))
            q.on.choose("Ranking: rerank-v3.5")
            await until(lambda: q.result().startswith("It works, a ranking after"))
            assert "1. Paris" in details(q)

    @in_qt_loop
    async def test_a_dear_one_tells_its_cost_and_waits(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await maker(q, *MODELS)
            mock = q.up.mocks["maker"]
            await q.show()
            await q.edit(channel)
            q.on.click(q.on.find(IconButton, "channel-test-choose"))
            q.on.choose("Image: dall-e-2, about $0.0160")
            assert q.result() == "Let dall-e-2 draw an image?"
            assert details(q) == "This test is likely to cost $0.0160."
            assert mock.requests == []
            q.on.click(q.on.find(Banner, "channel-result").button)
            await until(lambda: q.result().startswith("It works, an image after"))
            assert q.on.find(Banner, "channel-result").findChildren(Thumbnail)
            assert details(q) == "dall-e-2 · $0.0160"
            q.on.click(q.on.find(IconButton, "channel-test-choose"))
            q.on.choose("Transcription: whisper-1, about $0.000100")
            q.on.click(q.on.find(Banner, "channel-result").button)
            await until(lambda: q.result().startswith("It works, a transcript after"))
            assert "“Hello from the recording.”" in details(q)

    @in_qt_loop
    async def test_a_channel_of_dear_models_alone_asks_from_the_list_too(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await maker(q, "tts-1")
            await q.show()
            q.menu(channel, "Test")
            await until(lambda: bool(q.on.frame.findChildren(Banner, "test-cost")))
            banner = q.on.find(Banner, "test-cost")
            assert banner.text == "Maker: Let tts-1 speak a sentence?"
            assert q.up.mocks["maker"].requests == []
            q.on.click(banner.button)
            await until(lambda: q.standing(channel) is Standing.WORKING)
            await q.edit(channel)
            assert not q.on.find(IconButton, "channel-test-choose").isVisible()
            q.press("test")
            await until(lambda: q.result() == "Let tts-1 speak a sentence?")

    @in_qt_loop
    async def test_the_owner_names_models(self, tmp_path: Path, qapp: QApplication) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await maker(q, *MODELS[:2], "text-embedding-3-large")
            await q.show()
            sheet: ChannelSheet = await q.edit(channel, tab=4)
            line = q.line("test-model-embedding")
            assert line.placeholderText() == "text-embedding-3-small"
            assert not _field(sheet, "test_models:image").isVisible()
            q.on.paste(line, "text-embedding-3-large")
            q.press("save")
            await q.saved()
            stored = await q.gateway.channels.get(channel.id)
            assert stored.test_models == {"embedding": "text-embedding-3-large"}
            q.on.click(q.on.find(IconButton, "channel-test-choose"))
            q.on.choose("Embedding: text-embedding-3-large")
            await until(lambda: q.result().startswith("It works, a vector after"))
            assert "3,072 dimensions" in details(q)


def _field(sheet: ChannelSheet, name: str) -> FormField:
    return sheet.page(4).fields[name]
