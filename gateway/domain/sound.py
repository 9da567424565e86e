"""How long a sound file lasts, read from its head: WAV, MP3, FLAC, Ogg, MP4; else from its size.

After RFC 9639 (FLAC), RFC 7845 (Opus in Ogg), ISO/IEC 14496-12 (MP4), ISO/IEC 11172-3 (MP3) and
Microsoft's RIFF. What is not known is guessed high: the guess is money that is only held.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_HEAD = 64 * 1024
_SPEECH_BYTES_PER_MS = 2
"""16 kbit/s: few recordings of speech are smaller."""
_MOST_BYTES_PER_MS = 1_200
"""Six channels' worth of uncompressed studio sound: a head that claims more is wrong."""
_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_PCM_BYTES_PER_MS = 48.0
"""OpenAI's ``pcm``: 24 kHz, 16 bits, one channel."""


class _Buffer(Protocol):
    def __getitem__(self, where: slice, /) -> bytes: ...

    def find(self, sub: bytes, start: int = ..., end: int = ..., /) -> int: ...


def duration_ms(buffer: _Buffer, start: int, end: int) -> int:
    """Milliseconds of the file between two positions; never less than its size allows."""
    size = end - start
    head = buffer[start : min(end, start + _HEAD)]
    known = None
    if head[4:8] == b"ftyp":
        known = _mp4(buffer, start, end)
    elif head[:4] == b"fLaC":
        known = _flac(head)
    elif head[:4] == b"OggS":
        known = _ogg(head, buffer[max(start, end - _HEAD) : end])
    else:
        known = stated_ms(head, size)
    if known is None or known <= 0:
        known = size / _SPEECH_BYTES_PER_MS
    return max(int(known), size // _MOST_BYTES_PER_MS, 1)


def stated_ms(head: bytes, size: int, kind: str = "") -> float | None:
    """Milliseconds of ``size`` bytes at the rate that their head states: WAV and MP3, also OpenAI's
    bare ``pcm``; None for others.
    """
    if kind == "pcm":
        return size / _PCM_BYTES_PER_MS
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        at, data = head.find(b"fmt ", 12), head.find(b"data", 12)
        rate = int.from_bytes(head[at + 16 : at + 20], "little") if at > 0 else 0
        return (size - max(0, data + 8)) * 1000 / rate if rate else None
    rate_mp3 = _mp3(head)
    return size / rate_mp3 if rate_mp3 else None


def spoken_ms(text: str) -> int:
    """How long ``text`` takes to say, guessed high: 12 letters or 4 ideographs a second."""
    dense = sum(1 for letter in text if ord(letter) >= 0x2E80)
    return dense * 250 + (len(text) - dense) * 84


def _mp3(head: bytes) -> float | None:
    at = 0
    if head[:3] == b"ID3" and len(head) >= 10:
        a, b, c, d = (byte & 0x7F for byte in head[6:10])
        at = 10 + (a << 21 | b << 14 | c << 7 | d)
    at = head.find(b"\xff", at)
    while 0 <= at < len(head) - 4:
        version, layer = head[at + 1] >> 3 & 3, head[at + 1] >> 1 & 3
        index = head[at + 2] >> 4
        if head[at + 1] >= 0xE0 and version != 1 and layer == 1 and 0 < index < 15:
            table: Sequence[int] = _KBPS_1 if version == 3 else _KBPS_2
            return table[index] / 8
        at = head.find(b"\xff", at + 1)
    return None


def _flac(head: bytes) -> float | None:
    info = int.from_bytes(head[18:26], "big")
    rate, samples = info >> 44, info & (1 << 36) - 1
    return samples * 1000 / rate if rate else None


def _ogg(head: bytes, tail: bytes) -> float | None:
    at = tail.rfind(b"OggS")
    granules = int.from_bytes(tail[at + 6 : at + 14], "little", signed=True)
    rate = 48_000
    if (vorbis := head.find(b"\x01vorbis")) >= 0:
        rate = int.from_bytes(head[vorbis + 12 : vorbis + 16], "little")
    return granules * 1000 / rate if rate and granules > 0 else None


def _mp4(buffer: _Buffer, start: int, end: int) -> float | None:
    at = buffer.find(b"mvhd", start, end)
    if at < 0:
        return None
    box = buffer[at + 4 : at + 36]
    if box[:1] == b"\x01":
        scale, length = box[20:24], box[24:32]
    else:
        scale, length = box[12:16], box[16:20]
    per_second = int.from_bytes(scale, "big")
    return int.from_bytes(length, "big") * 1000 / per_second if per_second else None
