"""Several channels: dragged, weighed, searched, selected, changed at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.models.channel_status import Standing
from desktop.pages.channels_drag import DragHandle
from desktop.pages.channels_marks import PickTile, StateButton, TagMark
from desktop.theme import ThemeManager
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.chips import TagInput
from desktop.widgets.inputs import LineEdit, SearchField
from desktop.widgets.popover import Popover
from desktop.widgets.stepper import Stepper
from gateway.domain.channel import Channel
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import MODEL, Quay, quay
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams import Reply, faults

__all__ = ["manager"]

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class Hand:
    """A mouse that takes a row by its handle."""

    def __init__(self, q: Quay, channel: Channel) -> None:
        self.q = q
        self.handle = q.on.find(DragHandle, f"channel-handle-{channel.id}")
        self.at = self.handle.mapToGlobal(self.handle.rect().center())
        self._send(QMouseEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton)

    def to(self, widget: QWidget, y: int) -> Hand:
        """Over a widget, ``y`` pixels below its top."""
        target = QPoint(self.at.x(), widget.mapToGlobal(QPoint(0, y)).y())
        for step in (QPoint(self.at.x(), self.at.y() + 12), target):
            self.at = step
            self._send(QMouseEvent.Type.MouseMove, Qt.MouseButton.NoButton)
        return self

    def drop(self) -> None:
        self._send(QMouseEvent.Type.MouseButtonRelease, Qt.MouseButton.LeftButton)

    def _send(self, kind: QMouseEvent.Type, button: Qt.MouseButton) -> None:
        held = Qt.MouseButton.NoButton if button and kind == QMouseEvent.Type.MouseButtonRelease \
            else Qt.MouseButton.LeftButton  # fmt: skip
        local = QPointF(self.handle.mapFromGlobal(self.at))
        event = QMouseEvent(kind, local, QPointF(self.at), button, held, NONE)
        QApplication.sendEvent(self.handle, event)


def middle(widget: QWidget) -> int:
    return widget.height() // 2


async def stored(q: Quay) -> list[list[str]]:
    """Tiers as the relay sees them."""
    await until(lambda: not q.model.moving)
    levels: dict[int, list[str]] = {}
    for channel in await q.gateway.channels.list():
        levels.setdefault(channel.priority, []).append(channel.name)
    return [levels[level] for level in sorted(levels, reverse=True)]


class TestDrag:
    @in_qt_loop
    async def test_a_row_is_dropped_between_priorities_and_into_one(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            a, b, c = [
                await q.channel(name, priority=priority)
                for name, priority in (("A", 9), ("B", 5), ("C", 1))
            ]
            await q.show()
            await q.settled()
            mark = q.page.list.drag.mark
            hand = Hand(q, c).to(q.row(b), middle(q.row(b)))
            assert mark.isVisible()
            assert not mark.is_line
            hand.drop()
            assert q.tiers() == [["A"], ["B", "C"]]
            assert await stored(q) == [["A"], ["B", "C"]]
            await q.settled()
            hand = Hand(q, c).to(q.row(a), -20)
            assert mark.isVisible()
            assert mark.is_line
            hand.drop()
            assert q.tiers() == [["C"], ["A"], ["B"]]
            assert await stored(q) == [["C"], ["A"], ["B"]]
            await q.settled()
            Hand(q, a).to(q.row(b), q.row(b).height() + 30).drop()
            assert await stored(q) == [["C"], ["B"], ["A"]]
            assert not mark.isVisible()

    @in_qt_loop
    async def test_escape_and_a_place_of_its_own_change_nothing(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            a, b = await q.channel("A", priority=2), await q.channel("B", priority=1)
            await q.show()
            await q.settled()
            hand = Hand(q, b).to(q.row(a), middle(q.row(a)))
            assert q.page.list.drag.channel == b.id
            QTest.keyClick(hand.handle, Qt.Key.Key_Escape)
            assert q.page.list.drag.channel == 0
            hand.drop()
            assert q.tiers() == [["A"], ["B"]]
            Hand(q, b).to(q.row(b), -10).drop()
            assert await stored(q) == [["A"], ["B"]]
            # A click on the handle is no drag, and opens nothing.
            q.on.click(q.on.find(DragHandle, f"channel-handle-{a.id}"))
            assert q.on.frame.surface.sheet is None

    @in_qt_loop
    async def test_a_channel_that_goes_while_it_is_dragged_ends_the_drag(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            a, b = await q.channel("A", priority=2), await q.channel("B", priority=1)
            await q.show()
            await q.settled()
            Hand(q, b).to(q.row(a), middle(q.row(a)))
            await q.gateway.channels.delete(b.id)
            await until(lambda: q.tiers() == [["A"]])
            assert q.page.list.drag.channel == 0
            assert not q.page.list.drag.mark.isVisible()


class TestWeights:
    @in_qt_loop
    async def test_the_shares_of_a_priority_are_changed_by_its_heading(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            a, b = await q.channel("A"), await q.channel("B")
            await q.show()
            shares = q.on.find(Button, "tier-shares-1")
            assert shares.text() == "shared half and half"
            q.on.click(shares)
            stepper = q.on.find(Stepper, f"weight-{a.id}")
            assert q.on.frame.focusWidget() is stepper.field
            q.on.click(stepper.more)
            QTest.keyClick(stepper.field, Qt.Key.Key_Up)
            q.on.type(q.on.find(Stepper, f"weight-{b.id}").field, "2")
            assert shares.text() == "shared 3 : 2"
            said = [label.text() for label in stepper.window().findChildren(QLabel)]
            assert "60 %" in said
            assert "40 %" in said
            QTest.keyClick(stepper.field, Qt.Key.Key_Escape)
            await until(lambda: not q.model.moving)
            weights = [each.weight for each in await q.gateway.channels.list()]
            assert weights == [3, 2]

    @in_qt_loop
    async def test_alt_left_and_right_weigh_the_row_that_has_the_keyboard(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            a = await q.channel("A", weight=1)
            await q.channel("B")
            await q.show()
            for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
                QTest.keyClick(q.row(a), key, ALT)
            assert q.on.find(Button, "tier-shares-1").text() == "shared 2 : 1"
            for _ in range(4):
                QTest.keyClick(q.row(a), Qt.Key.Key_Left, ALT)
            await until(lambda: not q.model.moving)
            assert (await q.gateway.channels.get(a.id)).weight == 0


class TestFilter:
    @in_qt_loop
    async def test_name_provider_model_tag_and_state_are_found(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            await q.channel("Work", tag="office")
            off = await q.channel("Spare", enabled=False, aliases={"gpt-5": MODEL})
            await q.on.house.channel(q.up.anthropic, "claude-sonnet-4-5", name="Claude")
            await q.show()
            await until(lambda: q.model.count == 3)
            q.on.frame.activateWindow()
            await until(q.on.frame.isActiveWindow)
            QTest.keyClick(q.page, Qt.Key.Key_F, CONTROL)
            field = q.on.find(SearchField, "channels-search")
            assert field.hasFocus()
            for text, names in (
                ("office", ["Work"]),
                ("tag:off", ["Work"]),
                ("model:sonnet", ["Claude"]),
                ("gpt-5", ["Spare"]),
                ("anthropic", ["Claude"]),
                ("off", ["Work", "Spare"]),
                ("not tested claude", ["Claude"]),
            ):
                q.on.type(field, text)
                assert [name for tier in q.tiers() for name in tier] == names, text
            QTest.keyClick(field, Qt.Key.Key_Escape)
            assert q.has_row(off)
            q.on.click(next(m for m in q.page.findChildren(TagMark) if m.isVisible()))
            assert field.text() == "tag:office"
            assert q.tiers() == [["Work"]]


class TestSelection:
    @in_qt_loop
    async def test_by_mouse_one_by_one_and_in_a_range(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            rows = [await q.channel(name) for name in "ABCD"]
            await q.show()
            await q.settled()
            assert not q.on.has("bulk-bar")
            first = q.row(rows[0])
            QTest.mouseClick(first.findChild(PickTile), Qt.MouseButton.LeftButton)
            assert "1 of 4 selected" in q.on.words()
            assert q.on.frame.surface.sheet is None
            last = q.row(rows[2])
            at = QPoint(last.width() // 3, last.height() // 2)
            QTest.mouseClick(last, Qt.MouseButton.LeftButton, SHIFT, at)
            assert "3 of 4 selected" in q.on.words()
            QTest.mouseClick(q.row(rows[1]), Qt.MouseButton.LeftButton, CONTROL, at)
            assert "2 of 4 selected" in q.on.words()
            q.on.click(q.on.find(IconButton, "bulk-close"))
            assert not q.on.has("bulk-bar")

    @in_qt_loop
    async def test_by_keyboard_alone_from_selecting_to_undoing(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            rows = [await q.channel(name) for name in "ABCD"]
            await q.show()
            await q.settled()
            q.on.frame.activateWindow()
            await until(q.on.frame.isActiveWindow)
            q.row(rows[0]).setFocus()
            QTest.keyClick(q.row(rows[0]), Qt.Key.Key_Space, CONTROL)
            QTest.keyClick(q.row(rows[0]), Qt.Key.Key_Down, SHIFT)
            QTest.keyClick(q.row(rows[1]), Qt.Key.Key_Down, SHIFT)
            assert "3 of 4 selected" in q.on.words()
            QTest.keyClick(q.row(rows[2]), Qt.Key.Key_Escape)
            assert not q.on.has("bulk-bar")
            QTest.keyClick(q.row(rows[2]), Qt.Key.Key_A, CONTROL)
            assert "4 of 4 selected" in q.on.words()
            QTest.keyClick(q.row(rows[2]), Qt.Key.Key_Space, CONTROL)
            QTest.keyClick(q.row(rows[2]), Qt.Key.Key_Delete)
            await until(lambda: q.tiers() == [["C"]])
            await until(lambda: q.on.toasts == ["Deleted 3 channels"])
            assert len(await q.gateway.channels.list()) == 1
            q.on.toast_shown.action.emit()  # type: ignore[union-attr]
            await until(lambda: q.tiers() == [["A", "B", "C", "D"]])
            assert len(await q.gateway.channels.list()) == 4

    @in_qt_loop
    async def test_what_a_search_hides_is_not_changed(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            a, b = await q.channel("Alpha"), await q.channel("Beta")
            await q.show()
            await q.settled()
            q.page.selection.select([a.id, b.id])
            q.on.click(q.on.find(IconButton, "channels-search-open"))
            q.on.type(q.on.find(SearchField, "channels-search"), "beta")
            assert "1 of 2 selected" in q.on.words()
            q.on.click(q.on.find(Button, "bulk-disable"))
            await until(lambda: q.status(b) == "Off")
            assert (await q.gateway.channels.get(a.id)).enabled

    @in_qt_loop
    async def test_switched_tagged_grouped_and_tested_at_once(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            a, b = await q.channel("A"), await q.channel("B", tag="old")
            other = await q.channel("C")
            await q.show()
            await q.settled()
            q.page.selection.select([a.id, b.id])
            q.on.click(q.on.find(Button, "bulk-disable"))
            assert (q.status(a), q.status(b)) == ("Off", "Off")
            await until(lambda: not any(map(q.model.switching, (a.id, b.id))))
            q.on.click(q.on.find(Button, "bulk-enable"))
            await until(lambda: not any(map(q.model.switching, (a.id, b.id))))
            q.on.click(q.on.find(Button, "bulk-tag"))
            q.on.type(q.on.find(LineEdit, "popover-text"), "home")
            QTest.keyClick(q.on.find(LineEdit, "popover-text"), Qt.Key.Key_Return)
            await until(lambda: q.model.tags == ["home"])
            q.on.click(q.on.find(Button, "bulk-group"))
            groups = q.on.find(TagInput, "popover-groups")
            assert groups.tags == ["default"]
            QTest.keyClicks(groups.focusProxy(), "family")
            q.on.click(q.on.find(Button, "popover-set"))
            await until(lambda: q.model.channel(b.id).groups == ("default", "family"))
            after = {each.name: each for each in await q.gateway.channels.list()}
            assert [after[name].tag for name in "ABC"] == ["home", "home", ""]
            assert after["A"].enabled
            assert after["C"].groups == ("default",)
            q.on.click(q.on.find(Button, "bulk-test"))
            await until(lambda: q.standing(b) is Standing.WORKING)
            assert q.standing(a) is Standing.WORKING
            assert q.status(other) == "Not tested"
            assert "All 2 channels work" in q.on.toasts


class TestTrouble:
    @in_qt_loop
    async def test_a_failing_state_tells_why_and_leads_to_its_request(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.up.openai.always(faults.failing("server"))
            await q.on.house.chat(MODEL)
            await q.on.house.settled()
            await until(lambda: q.status(channel).startswith("Failing"))
            pill = q.on.find(StateButton, f"channel-status-{channel.id}")
            message = q.row(channel).row.status.message  # type: ignore[union-attr]
            assert message
            assert pill.toolTip().startswith(message)
            await until(lambda: "today" in pill.toolTip())
            (row,) = await q.gateway.logs.page()
            pill.setFocus()
            QTest.keyClick(pill, Qt.Key.Key_Return)
            panel = q.on.find(Popover, "trouble-popover")
            assert panel.isVisible()
            assert q.on.find(QLabel, "trouble-message").text() == message
            q.on.click(q.on.find(Button, "trouble-log"))
            assert q.on.went == [("logs", row.id)]
            q.menu(channel, "Show the failed request")
            assert q.on.went[1:] == [("logs", row.id)]

    @in_qt_loop
    async def test_rest_now_spares_a_channel_until_it_is_resumed(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.menu(channel, "Rest now")
            assert q.status(channel).startswith("Resting until ")
            assert q.on.toasts[-1].startswith("Mock rests until ")
            assert (await q.on.house.chat(MODEL))[0] == 503
            q.on.click(q.on.find(StateButton, f"channel-status-{channel.id}"))
            assert "You let it rest" in q.on.find(QLabel, "trouble-message").text()
            q.on.click(q.on.find(Button, "trouble-resume"))
            await until(lambda: q.status(channel) == "Not tested")
            assert (await q.on.house.chat(MODEL))[0] == 200


class TestRound:
    @in_qt_loop
    async def test_its_summary_names_what_does_not_work_and_selects_it(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            await q.channel("Good")
            bad = await q.channel("Bad", keys=("sk-nobody-has-this-key-0000",))
            await q.show()
            await q.settled()
            q.up.openai.script(Reply(text="Hi", stall_after=0))
            q.press_all()
            test_all = q.on.find(Button, "channels-test-all")
            await until(lambda: test_all.text() == "Cancel 1 of 2")
            q.up.openai.release()
            await until(lambda: q.on.has("round-result"))
            banner = q.on.find(Banner, "round-result")
            assert banner.text == "1 works, 1 does not"
            assert "Bad" in q.on.words()
            assert test_all.text() == "Test all"
            q.on.click(banner.button)
            assert "1 of 2 selected" in q.on.words()
            assert bad.id in q.page.selection
