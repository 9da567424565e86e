"""xAI: OpenAI's interface, and edits of pictures as JSON where OpenAI takes a form.

https://docs.x.ai/developers/model-capabilities/images/editing
"""

from __future__ import annotations

from gateway.providers.json_edits import JsonEdits


class XAI(JsonEdits):
    """See Provider."""
