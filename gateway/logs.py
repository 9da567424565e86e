"""The program's own log: a rotating file, no secret in it."""

from __future__ import annotations

import logging
import logging.handlers
import re
import sys
from pathlib import Path

_KEY_LIKE = re.compile(
    r"(sk-ant-|sk-or-v1-|sk-proj-|sk-|AIza|gsk_|xai-|pplx-|nvapi-|hf_|fw_|csk-|r8_)"
    r"[A-Za-z0-9_\-]{8,}"
)
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=\-]{8,}")
_USERINFO = re.compile(r"(://[^/\s:@]*):[^/\s@]+@")
_PARAMETER = re.compile(r"(?i)([?&](?:key|api_key|apikey|token|access_token)=)[^&\s\"']+")
FILE = "homeport.log"
_BYTES = 2 * 2**20
_KEPT = 5


def redact(text: str) -> str:
    """``text`` without anything that looks like a credential."""
    text = _BEARER.sub(r"\1 ••••", _KEY_LIKE.sub(r"\1••••", text))
    return _PARAMETER.sub(r"\1••••", _USERINFO.sub(r"\1:••••@", text))


class RedactingFormatter(logging.Formatter):
    """Formats, then redacts: tracebacks and arguments too."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up(log_dir: Path | None, *, console: bool) -> None:
    """Root logging to ``log_dir``/homeport.log (5 x 2 MB) and, if asked, warnings to stderr."""
    formatter = RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    if log_dir is not None:
        log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = logging.handlers.RotatingFileHandler(
            log_dir / FILE, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        file.setFormatter(formatter)
        root.addHandler(file)
    if console:
        stream = logging.StreamHandler(sys.stderr)
        stream.setLevel(logging.WARNING)
        stream.setFormatter(formatter)
        root.addHandler(stream)
