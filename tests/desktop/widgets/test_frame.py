"""The frame: rail, footer, page, side sheet, toasts, and how they share the window."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import ThemeManager, theme
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card, Row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.frame import QuayFrame
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.side_sheet import SideSheet
from tests.desktop.widgets import specimens


@pytest.fixture
def frame(qtbot: QtBot) -> QuayFrame:
    """The frame at its default size, shown."""
    frame = specimens.frame()
    qtbot.addWidget(frame)
    frame.resize(1180, 760)
    frame.show()
    return frame


class TestFrame:
    def test_the_page_is_moored_between_rail_and_footer(self, frame: QuayFrame) -> None:
        assert frame.rail.geometry() == QRect(0, 0, 200, 724)
        assert frame.footer.geometry() == QRect(0, 724, 1180, 36)
        assert frame.surface.geometry() == QRect(200, 0, 980, 724)

    def test_its_inside_corner_is_round_and_the_quay_shows_behind_it(
        self, frame: QuayFrame
    ) -> None:
        image = frame.grab().toImage()
        surface = theme().colours.surface
        assert image.pixelColor(201, 722).name() == surface.quay.name()
        assert image.pixelColor(230, 700).name() == surface.page.name()
        assert image.pixelColor(1178, 720).name() == surface.page.name()

    def test_under_1000_the_rail_shows_icons(self, frame: QuayFrame, qtbot: QtBot) -> None:
        with qtbot.waitSignal(frame.narrow_changed) as told:
            frame.resize(860, 560)
        assert told.args == [True]
        assert frame.rail.collapsed
        assert frame.surface.geometry() == QRect(56, 0, 804, 524)
        frame.resize(1180, 760)
        assert not frame.rail.collapsed

    def test_a_page_is_shown_and_selected(self, frame: QuayFrame) -> None:
        frame.show_page("logs")
        assert frame.surface.stack.currentWidget() is frame.page("logs")
        assert frame.rail.current == "logs"


class TestSheet:
    def test_it_is_428_wide_and_the_page_narrows_beside_it(self, frame: QuayFrame) -> None:
        sheet = SideSheet("DeepSeek")
        frame.open_sheet(sheet)
        assert sheet.geometry() == QRect(980 - 428, 0, 428, 723)
        assert frame.surface.stack.width() == 980 - 428
        frame.close_sheet()
        assert sheet.isHidden()
        assert frame.surface.sheet is None
        assert frame.surface.stack.width() == 980

    def test_opening_another_puts_the_first_away(self, frame: QuayFrame) -> None:
        one, two = SideSheet("One"), SideSheet("Two")
        frame.open_sheet(one)
        frame.open_sheet(two)
        assert one.isHidden()
        assert frame.surface.sheet is two

    def test_in_a_small_window_it_lies_over_the_page(self, frame: QuayFrame) -> None:
        frame.resize(860, 560)
        theme().set_text_scale(1.2)
        sheet = SideSheet("DeepSeek")
        frame.open_sheet(sheet)
        assert frame.surface.stack.width() == frame.surface.width()

    def test_it_slides_unless_motion_is_reduced(
        self, frame: QuayFrame, manager: ThemeManager, qtbot: QtBot
    ) -> None:
        manager.set_reduced_motion(False)
        sheet = SideSheet("DeepSeek")
        frame.open_sheet(sheet)
        assert sheet.x() > 980 - 428
        qtbot.waitUntil(lambda: sheet.x() == 980 - 428)
        frame.close_sheet()
        qtbot.waitUntil(sheet.isHidden)

    def test_escape_and_the_cross_ask_to_close(self, qtbot: QtBot) -> None:
        sheet = SideSheet("DeepSeek")
        qtbot.addWidget(sheet)
        with qtbot.waitSignal(sheet.close_requested):
            qtbot.keyClick(sheet, Qt.Key.Key_Escape)
        with qtbot.waitSignal(sheet.close_requested):
            sheet._close.click()

    def test_sections_are_chosen_by_tab(self, qtbot: QtBot) -> None:
        sheet = SideSheet("DeepSeek")
        qtbot.addWidget(sheet)
        bodies = sheet.set_sections(["Connection", "Models", "Limits"])
        assert bodies[0] is sheet.body
        assert len(bodies) == 3
        assert sheet.tabs is not None
        with qtbot.waitSignal(sheet.section_chosen) as told:
            qtbot.keyClick(sheet.tabs, Qt.Key.Key_End)
        assert told.args == [2]

    def test_its_footer_keeps_danger_at_the_left(self, qtbot: QtBot) -> None:
        sheet = SideSheet("DeepSeek")
        qtbot.addWidget(sheet)
        delete, cancel, save = (
            Button("Delete", "danger"),
            Button("Cancel"),
            Button("Save", "primary"),
        )
        sheet.set_footer(cancel, save, danger=delete)
        sheet.resize(428, 600)
        sheet.show()
        assert delete.x() < cancel.x() < save.x()

    def test_it_has_one_banner_over_all_sections(self, qtbot: QtBot) -> None:
        sheet = SideSheet("DeepSeek")
        qtbot.addWidget(sheet)
        sheet.set_sections(["Connection", "Models"])
        sheet.set_banner(Banner("First"))
        sheet.set_banner(Banner("Second"))
        sheet.resize(428, 600)
        sheet.show()
        sheet.show_section(1)
        assert [b.text for b in sheet.findChildren(Banner) if b.isVisible()] == ["Second"]
        sheet.set_banner(None)
        assert [b for b in sheet.findChildren(Banner) if b.isVisible()] == []

    def test_a_stacked_banner_gives_its_words_the_width(self, qtbot: QtBot) -> None:
        banner = Banner("It failed.", "error", detail="word " * 20, action="Fix it", stacked=True)
        qtbot.addWidget(banner)
        banner.resize(380, 120)
        banner.show()
        words = next(label for label in banner.findChildren(QLabel) if "word" in label.text())
        assert words.width() > 280
        assert banner.button.y() > words.geometry().bottom()


class TestToast:
    def test_undo_is_offered_and_signalled(self, frame: QuayFrame, qtbot: QtBot) -> None:
        toast = frame.toasts.undo("Channel deleted")
        assert toast.remaining_ms == 10_000
        assert toast.button is not None
        assert toast.button.text() == "Undo"
        with qtbot.waitSignal(toast.action):
            qtbot.keyClick(toast.button, Qt.Key.Key_Space)
        assert frame.toasts.current is None

    def test_undo_works_once(self, frame: QuayFrame) -> None:
        toast = frame.toasts.undo("Channel deleted")
        used: list[bool] = []
        toast.action.connect(lambda: used.append(True))
        assert toast.button is not None
        toast.button.click()
        toast.button.click()
        assert used == [True]

    def test_a_new_toast_replaces_the_last_without_its_action(
        self, frame: QuayFrame, qtbot: QtBot
    ) -> None:
        first = frame.toasts.undo("Token deleted")
        with qtbot.assertNotEmitted(first.action), qtbot.waitSignal(first.closed) as told:
            second = frame.toasts.show("Saved")
        assert told.args == [False]
        assert frame.toasts.current is second

    def test_time_runs_out(self, frame: QuayFrame, qtbot: QtBot) -> None:
        toast = frame.toasts.show("Saved", stays_ms=50)
        with qtbot.waitSignal(toast.closed) as told:
            pass
        assert told.args == [False]
        assert frame.toasts.current is None

    def test_it_lies_at_the_bottom_centre_of_the_page(self, frame: QuayFrame) -> None:
        toast = frame.toasts.show("Saved")
        area = frame.surface.stack.geometry()
        assert abs(toast.geometry().center().x() - area.center().x()) <= 1
        assert toast.geometry().bottom() < area.bottom()
        frame.open_sheet(SideSheet("DeepSeek"))
        area = frame.surface.stack.geometry()
        assert abs(toast.geometry().center().x() - area.center().x()) <= 1

    def test_escape_closes_it(self, frame: QuayFrame, qtbot: QtBot) -> None:
        toast = frame.toasts.show("Saved")
        qtbot.keyClick(toast, Qt.Key.Key_Escape)
        assert frame.toasts.current is None


class TestFooter:
    def test_every_segment_tells(self, qtbot: QtBot) -> None:
        footer = specimens.footer()
        qtbot.addWidget(footer)
        pairs = (
            (footer.state, footer.state_clicked),
            (footer.address, footer.copy_clicked),
            (footer.lan, footer.lan_clicked),
            (footer.active, footer.active_clicked),
            (footer.cost, footer.cost_clicked),
        )
        for segment, signal in pairs:
            with qtbot.waitSignal(signal):
                qtbot.keyClick(segment, Qt.Key.Key_Space)

    def test_it_needs_no_more_than_the_least_window(self, qtbot: QtBot) -> None:
        footer = specimens.footer()
        qtbot.addWidget(footer)
        assert footer.sizeHint().width() <= 860


class TestPage:
    def test_a_tall_body_scrolls_and_keeps_every_widgets_height(self, qtbot: QtBot) -> None:
        page = ScrollPage("Channels")
        rows = [Row(f"Channel {n}", framed=True, height=64) for n in range(20)]
        for row in rows:
            page.body.addWidget(row)
        qtbot.addWidget(page)
        page.resize(700, 500)
        page.show()
        page.grab()
        for above, below in pairwise(rows):
            assert above.height() >= above.sizeHint().height()
            assert above.geometry().bottom() < below.geometry().top()
        assert page.scroll_area is not None
        assert page.scroll_area.verticalScrollBar().maximum() > 0

    def test_cards_end_28_before_the_edge_scrolling_or_not(self, qtbot: QtBot) -> None:
        for count in (1, 30):
            page = ScrollPage("Channels")
            rows = [Row(f"Channel {n}", framed=True, height=64) for n in range(count)]
            for row in rows:
                page.body.addWidget(row)
            page.body.addStretch(1)
            qtbot.addWidget(page)
            page.resize(700, 500)
            page.show()
            first = rows[0]

            def right(page: ScrollPage = page, first: Row = first) -> int:
                return first.mapTo(page, first.rect().topRight()).x() + 1

            qtbot.waitUntil(lambda right=right: right() == 700 - 28)

    def test_title_and_cards_share_their_left_edge(self, qtbot: QtBot) -> None:
        page = ScrollPage("Channels")
        card = Card("Live")
        page.body.addWidget(card)
        qtbot.addWidget(page)
        page.resize(700, 500)
        page.show()
        title = page.header.findChildren(QLabel)[0]
        assert title.mapTo(page, title.rect().topLeft()).x() == 28
        assert card.mapTo(page, card.rect().topLeft()).x() == 28

    def test_it_has_one_banner(self, qtbot: QtBot) -> None:
        page = ScrollPage("Overview")
        qtbot.addWidget(page)
        page.set_banner(Banner("First"))
        second = Banner("Second")
        page.set_banner(second)
        page.resize(700, 500)
        page.show()
        assert [b.text for b in page.findChildren(Banner) if b.isVisible()] == ["Second"]
        page.set_banner(None)
        assert [b for b in page.findChildren(Banner) if b.isVisible()] == []

    def test_crumbs_are_links(self, qtbot: QtBot) -> None:
        page = ScrollPage("Sharing")
        qtbot.addWidget(page)
        page.header.set_crumbs(["Settings"])
        crumb = page.findChildren(QWidget)
        link = next(part for part in crumb if part.accessibleName() == "Settings")
        with qtbot.waitSignal(page.header.crumb_clicked) as told:
            qtbot.keyClick(link, Qt.Key.Key_Space)
        assert told.args == [0]


class TestCard:
    def test_header_buttons_do_not_push_title_and_body_apart(self, qtbot: QtBot) -> None:
        def body_top(*buttons: Button) -> int:
            card = Card("deepseek-chat")
            mark = QLabel("body")
            card.body.addWidget(mark)
            for button in buttons:
                card.header.addWidget(button)
            card.body.addStretch(1)
            qtbot.addWidget(card)
            card.resize(400, 200)
            card.show()
            for _round in range(3):
                card.grab()
            return mark.y()

        assert abs(body_top(Button("Copy", "ghost")) - body_top()) <= 2

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
    def test_rows_are_activated_by_key_and_click(self, key: Qt.Key, qtbot: QtBot) -> None:
        row = Row("DeepSeek, working")
        qtbot.addWidget(row)
        with qtbot.waitSignal(row.activated):
            qtbot.keyClick(row, key)
        with qtbot.waitSignal(row.activated):
            qtbot.mouseClick(row, Qt.MouseButton.LeftButton)


class TestFlow:
    def make(self, widths: list[int], qtbot: QtBot) -> tuple[QWidget, FlowLayout, list[QWidget]]:
        box = QWidget()
        flow = FlowLayout(box, gap=8, row_gap=6)
        parts = []
        for width in widths:
            part = QWidget()
            part.setFixedSize(width, 20)
            flow.addWidget(part)
            parts.append(part)
        qtbot.addWidget(box)
        return box, flow, parts

    def test_rows_break_where_the_next_does_not_fit(self, qtbot: QtBot) -> None:
        box, _flow, parts = self.make([100, 100, 100], qtbot)
        box.resize(208, 100)
        box.show()
        places = [(part.x(), part.y()) for part in parts]
        assert places == [(0, 0), (108, 0), (0, 26)]

    def test_height_depends_on_width(self, qtbot: QtBot) -> None:
        _box, flow, _parts = self.make([100, 100, 100], qtbot)
        assert flow.hasHeightForWidth()
        assert [flow.heightForWidth(width) for width in (316, 208, 100)] == [20, 46, 72]

    def test_hidden_widgets_take_no_room(self, qtbot: QtBot) -> None:
        _box, flow, parts = self.make([100, 100, 100], qtbot)
        parts[1].hide()
        assert flow.heightForWidth(208) == 20

    def test_lower_widgets_are_centred_in_their_row(self, qtbot: QtBot) -> None:
        box, _flow, parts = self.make([50, 50], qtbot)
        parts[1].setFixedSize(50, 30)
        box.resize(200, 60)
        box.show()
        assert (parts[0].y(), parts[1].y()) == (5, 0)

    def test_a_widget_wider_than_the_layout_is_narrowed(self, qtbot: QtBot) -> None:
        box = QWidget()
        flow = FlowLayout(box)
        wide = QWidget()
        wide.setMinimumSize(20, 20)
        inner = QVBoxLayout(wide)
        inner.addWidget(QLabel("a very long line of text that does not fit"))
        flow.addWidget(wide)
        qtbot.addWidget(box)
        box.resize(90, 60)
        box.show()
        assert wide.width() <= 90
