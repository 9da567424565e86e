"""Together: OpenAI's interface; edits of pictures as JSON, and transcripts in some of its forms."""

from __future__ import annotations

from gateway.providers.media.json_edits import JsonEdits
from gateway.providers.media.own_transcripts import OwnTranscripts


class Together(JsonEdits, OwnTranscripts):
    """See Provider."""
