"""Keys of the shapes that vendors issue, and what matters of a detection."""

from typing import Any

from gateway.providers.pasting.detect import Detection

HEX32 = "0123456789abcdef0123456789abcdef"
SK = f"sk-{HEX32}"
ANT = "sk-ant-api03-" + "aB3_" * 10
XAI = "xai-" + "Ab1z" * 10
GEMINI = "AIzaSy" + "A1b2C3d4" * 4 + "x"


def shown(found: Detection) -> dict[str, Any]:
    """What matters of a detection, without what is empty."""
    every = {
        "provider": found.provider,
        "base": found.base_url,
        "keys": [key.reveal() for key in found.keys],
        "model": found.model,
        "name": found.name,
        "settings": dict(found.settings),
        "code": str(found.code),
        "recognised": found.recognised,
    }
    return {name: value for name, value in every.items() if value}
