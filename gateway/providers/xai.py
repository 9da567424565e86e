"""xAI: OpenAI's interface, and edits of pictures as JSON where OpenAI takes a form.

https://docs.x.ai/developers/model-capabilities/images/editing
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.providers import image_bodies
from gateway.providers.abilities import FormsAsJson
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.openai_compatible import OpenAICompatible


class XAI(OpenAICompatible, FormsAsJson):
    """See Provider."""

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is Operation.IMAGE_EDITS:
            body = image_bodies.xai_edit(body)
        return super().request(operation, dialect, endpoint, body, client_headers, stream=stream)
