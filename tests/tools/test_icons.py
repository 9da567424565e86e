"""Icons in the forms of Windows and macOS hold the very pictures of the mark."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage, QImageReader

from tools import icons

MARK = Path(__file__).resolve().parents[2] / "resources" / "icons" / "mark"


def test_an_ico_is_a_table_and_its_pictures() -> None:
    pngs = icons.read_pngs(MARK)
    made = icons.ico(pngs)
    reserved, kind, count = struct.unpack_from("<HHH", made)
    assert (reserved, kind, count) == (0, 1, len(icons.ICO_SIZES))
    found = {}
    for number in range(count):
        width, height, *_, length, offset = struct.unpack_from("<BBBBHHII", made, 6 + 16 * number)
        assert width == height
        found[width or 256] = made[offset : offset + length]
    assert found == {size: pngs[size] for size in icons.ICO_SIZES}


def test_others_can_read_the_ico() -> None:
    buffer = QBuffer()
    buffer.setData(icons.ico(icons.read_pngs(MARK)))
    reader = QImageReader(buffer, b"ico")
    read = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        image = reader.read()
        assert image.pixelColor(image.width() // 2, image.height() // 2).alpha() == 255
        read.append(image.width())
    assert tuple(read) == icons.ICO_SIZES


def test_an_icns_is_typed_blocks_as_long_as_they_say() -> None:
    pngs = icons.read_pngs(MARK)
    made = icons.icns(pngs)
    assert made[:4] == b"icns"
    assert struct.unpack(">I", made[4:8]) == (len(made),)
    blocks, at = [], 8
    while at < len(made):
        kind, length = struct.unpack(">4sI", made[at : at + 8])
        blocks.append((kind.decode(), made[at + 8 : at + length]))
        at += length
    assert blocks == [(kind, pngs[size]) for size, kind in icons.ICNS_TYPES]


def test_the_same_pictures_give_the_same_bytes() -> None:
    for make in (icons.ico, icons.icns):
        assert make(icons.read_pngs(MARK)) == make(icons.read_pngs(MARK))


def test_every_picture_is_as_large_as_its_name_says() -> None:
    for size, png in icons.read_pngs(MARK).items():
        image = QImage.fromData(png)
        assert (image.width(), image.height()) == (size, size)
