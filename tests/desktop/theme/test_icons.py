"""Icons: every shipped drawing renders in the asked colour, sharp, and only once."""

import json

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap

from desktop.theme import ThemeManager
from desktop.theme.icons import IconStore, UnknownIconError
from desktop.theme.mark import PNG_SIZES, mark_pixmap, tray_icon, window_icon
from desktop.theme.tokens import RESOURCES

RED = QColor("#FF0000")


def inked(pixmap: QPixmap) -> set[str]:
    """Colours of all pixels that are wholly covered."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    found = set()
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            if colour.alpha() > 250:
                found.add(colour.name())
    return found


@pytest.mark.usefixtures("manager")
class TestStore:
    def test_every_icon_renders_in_one_colour(self) -> None:
        store = IconStore()
        assert len(store.names()) > 70
        for name in store.names():
            assert inked(store.pixmap(name, RED, 24, 2.0)) == {"#ff0000"}, name

    def test_icons_the_design_names_are_shipped(self) -> None:
        tokens = json.loads((RESOURCES / "theme" / "tokens.json").read_text(encoding="utf-8"))
        wanted = {*tokens["icon"]["status"].values(), *tokens["icon"]["nav"].values()}
        assert wanted <= set(IconStore().names())

    def test_pixmaps_have_the_screens_ratio(self) -> None:
        pixmap = IconStore().pixmap("copy", RED, 16, 2.0)
        assert pixmap.width() == 32
        assert pixmap.deviceIndependentSize().width() == 16

    def test_small_icons_have_the_thicker_stroke(self) -> None:
        def share(size: int) -> float:
            image = IconStore().pixmap("x", RED, size, 4.0).toImage()
            covered = sum(
                image.pixelColor(x, y).alphaF()
                for x in range(image.width())
                for y in range(image.height())
            )
            return covered / (image.width() * image.height())

        assert share(14) > share(16) * 1.05

    def test_a_second_request_is_answered_from_the_cache(self) -> None:
        store = IconStore()
        first = store.pixmap("copy", RED, 16)
        assert store.pixmap("copy", QColor(RED), 16).cacheKey() == first.cacheKey()
        store.clear()
        assert store.pixmap("copy", RED, 16).cacheKey() != first.cacheKey()

    def test_an_unknown_name_is_refused_where_it_is_given(self) -> None:
        with pytest.raises(UnknownIconError):
            IconStore().require("no-such-icon")

    def test_but_painting_it_only_leaves_a_gap(self) -> None:
        canvas = QPixmap(16, 16)
        canvas.fill(QColor("#FFFFFF"))
        with QPainter(canvas) as painter:
            IconStore().paint(painter, QRectF(0, 0, 16, 16), "no-such-icon", RED)
        assert inked(canvas) == {"#ffffff"}

    def test_menu_icons_have_a_disabled_look(self, manager: ThemeManager) -> None:
        icon = manager.icon("copy", "error")
        live = icon.pixmap(16, 16, QIcon.Mode.Normal).toImage()
        off = icon.pixmap(16, 16, QIcon.Mode.Disabled).toImage()
        assert live != off


@pytest.mark.usefixtures("manager")
class TestMark:
    def test_the_shipped_png_are_the_drawing(self) -> None:
        for size in PNG_SIZES:
            shipped = QImage(str(RESOURCES / "icons" / "mark" / f"homeport-{size}.png"))
            assert (shipped.width(), shipped.height()) == (size, size)
        drawn = mark_pixmap(64).toImage().convertToFormat(QImage.Format.Format_ARGB32)
        shipped = QImage(str(RESOURCES / "icons" / "mark" / "homeport-64.png"))
        same = shipped.convertToFormat(QImage.Format.Format_ARGB32)
        for x, y in ((32, 32), (32, 4), (32, 60), (18, 32), (44, 20)):
            assert drawn.pixelColor(x, y).name() == same.pixelColor(x, y).name()

    def test_the_ring_is_open_at_the_top_right(self) -> None:
        image = mark_pixmap(240).toImage()
        centre, radius = 120, 68
        offset = round(radius * 0.707)
        mouth = image.pixelColor(centre + offset, centre - offset)
        wall = image.pixelColor(centre - offset, centre + offset)
        assert wall.name() == "#ffffff"
        assert mouth.name() != "#ffffff"

    def test_states_differ(self) -> None:
        drawings = [
            mark_pixmap(48, 1.0, s).toImage() for s in ("stopped", "running", "active", "problem")
        ]
        assert all(a != b for i, a in enumerate(drawings) for b in drawings[:i])

    def test_icons_for_window_and_tray(self) -> None:
        assert not window_icon().isNull()
        template = tray_icon("running", QColor("#000000"))
        assert inked(template.pixmap(32, 32)) == {"#000000"}
