"""Images in chat parts and answers: data URLs and web addresses."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting
from gateway.domain.conversation import Image


def image_block(url: str, detail: str = "") -> Image:
    parts = counting.data_url_parts(url)
    if parts is None:
        return Image(url=url, detail=detail)
    return Image(mime=parts[0], data=parts[1], detail=detail)


def image_part(image: Image) -> dict[str, Any]:
    url = image.url or f"data:{image.mime or 'image/png'};base64,{image.data}"
    inner = {"url": url, "detail": image.detail} if image.detail else {"url": url}
    return {"type": "image_url", "image_url": inner}
