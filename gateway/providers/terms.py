"""Where vendors say what a key may be used for and by whom. Addresses alone: whoever shares reads
there what holds for their account.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_CLOUDFLARE = "https://www.cloudflare.com/terms/"

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "openai": "https://openai.com/policies/services-agreement/",
        "anthropic": "https://www.anthropic.com/legal/commercial-terms",
        "gemini": "https://ai.google.dev/gemini-api/terms",
        "azure_openai": "https://www.microsoft.com/licensing/terms",
        "aws_bedrock": "https://aws.amazon.com/service-terms/",
        "vertex_ai": "https://cloud.google.com/terms/service-terms",
        "openrouter": "https://openrouter.ai/terms",
        "mistral": "https://mistral.ai/terms",
        "groq": "https://console.groq.com/docs/legal/services-agreement",
        "xai": "https://x.ai/legal/terms-of-service-enterprise",
        "together": "https://www.together.ai/terms-of-service",
        "fireworks": "https://fireworks.ai/terms-of-service",
        "perplexity": "https://www.perplexity.ai/hub/legal/perplexity-api-terms-of-service",
        "huggingface": "https://huggingface.co/terms-of-service",
        "cohere": "https://cohere.com/terms-of-use",
        "deepinfra": "https://deepinfra.com/terms",
        "replicate": "https://replicate.com/terms",
        "deepl": "https://www.deepl.com/en/pro-license",
        "voyage": "https://www.voyageai.com/tos",
        "workers_ai": _CLOUDFLARE,
        "cloudflare_gateway": _CLOUDFLARE,
    }
)
"""By provider."""
