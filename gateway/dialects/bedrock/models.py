"""What the models on Bedrock differ in, told by their ids."""

from __future__ import annotations

import re

_REGION = re.compile(r"(?:us|eu|apac|jp|au|ca|sa|me|af|il|us-gov|global)\.(?=[a-z0-9-]+\.)")


def base_model(model: str) -> str:
    """An id without the region of an inference profile and without its ARN:
    ``us.anthropic.claude-sonnet-4-6`` is ``anthropic.claude-sonnet-4-6``.
    """
    name = model.lower().rsplit("/", 1)[-1]
    return _REGION.sub("", name, count=1) if _REGION.match(name) else name


def is_nova(model: str) -> bool:
    return "amazon.nova" in base_model(model)


def is_nova_2(model: str) -> bool:
    return "amazon.nova-2" in base_model(model)


def is_gpt_oss(model: str) -> bool:
    return "openai.gpt-oss" in base_model(model)


def caches(model: str) -> bool:
    """Whether it takes cache points; others answer 400 to them."""
    return "anthropic.claude" in base_model(model) or is_nova(model)
