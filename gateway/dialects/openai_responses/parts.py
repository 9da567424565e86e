"""Parts of messages and of tools' outputs, both ways."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting
from gateway.dialects.foreign import as_text, file_text
from gateway.dialects.lossy import unconvertible
from gateway.dialects.openai_responses.tools import NAME
from gateway.domain.conversation import (
    Audio,
    Block,
    CacheMark,
    File,
    Image,
    Opaque,
    Refusal,
    Text,
)
from gateway.errors import DialectError

Wire = dict[str, Any]

_TEXTS = ("input_text", "output_text", "text", "summary_text", "reasoning_text")
_PDF = "application/pdf"


def decode_content(content: Any, where: str) -> list[Block]:
    """A string or a list of parts."""
    if content is None:
        return []
    if isinstance(content, str):
        return [Text(content)]
    if not isinstance(content, list):
        raise DialectError(f"{where} must be a string or a list of parts", where)
    blocks: list[Block] = []
    for part in content:
        if not isinstance(part, dict):
            raise DialectError(f"{where} has a part that is no object", where)
        blocks.append(_decode(part))
    return blocks


def _decode(part: Wire) -> Block:
    kind = part.get("type")
    if kind in _TEXTS and isinstance(part.get("text"), str):
        citations = part.get("annotations")
        found = list(citations) if isinstance(citations, list) else []
        return Text(part["text"], _cache(part), found)
    if kind == "refusal" and isinstance(part.get("refusal"), str):
        return Refusal(part["refusal"])
    if kind in ("input_image", "computer_screenshot"):
        url, file_id = _str(part.get("image_url")), _str(part.get("file_id"))
        if url or file_id:
            return _image(url, file_id, part)
    if kind == "input_file":
        file = _file(part)
        if file is not None:
            return file
    sound = part.get("input_audio")
    if kind == "input_audio" and isinstance(sound, dict) and isinstance(sound.get("data"), str):
        return Audio(format=_str(sound.get("format")) or "wav", data=sound["data"])
    return Opaque(NAME, part)


def _image(url: str, file_id: str, part: Wire) -> Image:
    detail = _str(part.get("detail"))
    split = counting.data_url_parts(url) if url else None
    if split is None:
        return Image(url=url, file_id=file_id, detail=detail, cache=_cache(part))
    return Image(mime=split[0], data=split[1], detail=detail, cache=_cache(part))


def _file(part: Wire) -> File | None:
    data, url = _str(part.get("file_data")), _str(part.get("file_url"))
    file_id = _str(part.get("file_id"))
    if not (data or url or file_id):
        return None
    split = counting.data_url_parts(data) if data else None
    mime, content = split if split else (_PDF if data else "", data)
    return File(
        mime=mime,
        data=content,
        url=url,
        file_id=file_id,
        name=_str(part.get("filename")),
        cache=_cache(part),
    )


def _cache(part: Wire) -> CacheMark | None:
    mark = part.get("prompt_cache_breakpoint")
    return CacheMark(_str(mark.get("ttl")) or "30m") if isinstance(mark, dict) else None


def encode_parts(blocks: list[Block], *, own: bool, same_vendor: bool) -> list[Wire]:
    """Input parts. ``same_vendor``: ids of files mean the same there.

    Raises Unconvertible for what the Responses API cannot be shown.
    """
    found = (_encode(block, own, same_vendor) for block in blocks)
    return [part for part in found if part is not None]


def _encode(block: Block, own: bool, same_vendor: bool) -> Wire | None:
    part: Wire | None
    if isinstance(block, Image):
        part = _encode_image(block, same_vendor)
    elif isinstance(block, File):
        part = _encode_file(block, same_vendor)
    elif isinstance(block, Audio):
        if not own:
            raise unconvertible("Sound", "messages")
        sound = {"data": block.data, "format": block.format}
        return {"type": "input_audio", "input_audio": sound}
    elif isinstance(block, Opaque) and block.dialect == NAME:
        return dict(block.value)
    elif isinstance(block, Refusal) and own:
        return {"type": "refusal", "refusal": block.text}
    else:
        text = as_text(block)
        part = None if text is None else {"type": "input_text", "text": text}
    mark = getattr(block, "cache", None)
    if part is not None and mark is not None and mark.ttl in ("30m", "12h"):
        part["prompt_cache_breakpoint"] = {"mode": "explicit", "ttl": mark.ttl}
    return part


def _encode_image(image: Image, same_vendor: bool) -> Wire:
    detail = image.detail or "auto"
    if image.data or image.url:
        url = image.url or f"data:{image.mime or 'image/png'};base64,{image.data}"
        return {"type": "input_image", "image_url": url, "detail": detail}
    if not same_vendor:
        raise unconvertible("An image that only its provider holds", "messages")
    return {"type": "input_image", "file_id": image.file_id, "detail": detail}


def _encode_file(file: File, same_vendor: bool) -> Wire:
    part: Wire = {"type": "input_file"}
    text = None if same_vendor else file_text(file)
    if text:
        return {"type": "input_text", "text": text}
    if file.data:
        part["filename"] = file.name or "document.pdf"
        part["file_data"] = f"data:{file.mime or _PDF};base64,{file.data}"
    elif file.url:
        part["file_url"] = file.url
    elif file.file_id and same_vendor:
        part["file_id"] = file.file_id
    elif file.text:
        return {"type": "input_text", "text": file.text}
    else:
        raise unconvertible("A document that only its provider can fetch", "messages")
    return part


def _str(value: Any) -> str:
    return value if isinstance(value, str) else ""
