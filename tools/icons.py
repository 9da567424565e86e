"""Icons as Windows and macOS want them, made of the PNGs in resources/icons/mark.

Both formats are containers that take PNG as it is, so the same pictures always give the same bytes.
"""

import struct
from collections.abc import Mapping
from pathlib import Path

# Windows knows sizes to 256. macOS: one type for each size and for its double; its small single
# types (16, 32) take no PNG, it scales the doubles down.
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = [(32, "ic11"), (64, "ic12"), (128, "ic07"), (256, "ic13"), (256, "ic08")]
ICNS_TYPES += [(512, "ic14"), (512, "ic09")]


def read_pngs(folder: Path) -> dict[int, bytes]:
    """The mark's PNGs by their size."""
    files = {int(path.stem.rpartition("-")[2]): path for path in folder.glob("homeport-*.png")}
    return {size: files[size].read_bytes() for size in sorted(files)}


def ico(pngs: Mapping[int, bytes]) -> bytes:
    """A .ico: a table of pictures, then the pictures."""
    sizes = [size for size in ICO_SIZES if size in pngs]
    table, offset = struct.pack("<HHH", 0, 1, len(sizes)), 6 + 16 * len(sizes)
    for size in sizes:
        side, length = size % 256, len(pngs[size])
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, length, offset)
        offset += length
    return table + b"".join(pngs[size] for size in sizes)


def icns(pngs: Mapping[int, bytes]) -> bytes:
    """A .icns: typed blocks, each with its length."""
    blocks = b"".join(
        kind.encode("ascii") + struct.pack(">I", 8 + len(pngs[size])) + pngs[size]
        for size, kind in ICNS_TYPES
        if size in pngs
    )
    return b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks
