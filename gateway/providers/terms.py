"""Where vendors say what a key may be used for and by whom. Addresses alone: whoever shares reads
there what holds for their account. A vendor whose page nobody has found is not in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_BIGMODEL = "https://docs.bigmodel.cn/cn/terms/user-agreement"
_CLOUDFLARE = "https://www.cloudflare.com/terms/"
_BAILIAN = (
    "https://terms.alicdn.com/legal-agreement/terms/common_platform_service/"
    "20230728213935489/20230728213935489.html"
)
_MODEL_STUDIO = (
    "https://www.alibabacloud.com/help/en/legal/latest/"
    "alibaba-cloud-international-website-product-terms-of-service-v-3-8-0"
)
_NVIDIA = (
    "https://assets.ngc.nvidia.com/products/api-catalog/legal/"
    "NVIDIA%20API%20Trial%20Terms%20of%20Service.pdf"
)
_QIANFAN = "https://cloud.baidu.com/doc/qianfan/s/Cmh4stmpy"
_TENCENT = "https://cloud.tencent.com/document/product/301/1967"
_XFYUN = "https://www.xfyun.cn/doc/policy/agreement.html"
_ZAI = "https://docs.z.ai/legal-agreement/terms-of-use"

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "openai": "https://openai.com/policies/services-agreement/",
        "anthropic": "https://www.anthropic.com/legal/commercial-terms",
        "gemini": "https://ai.google.dev/gemini-api/terms",
        "azure_openai": "https://www.microsoft.com/licensing/terms/",
        "aws_bedrock": "https://aws.amazon.com/service-terms/",
        "vertex_ai": "https://cloud.google.com/terms/service-terms",
        "openrouter": "https://openrouter.ai/terms",
        "deepseek": (
            "https://cdn.deepseek.com/policies/en-US/deepseek-open-platform-terms-of-service.html"
        ),
        "mistral": "https://legal.mistral.ai/terms/commercial-terms-of-service",
        "groq": "https://console.groq.com/docs/legal/services-agreement",
        "xai": "https://x.ai/legal/terms-of-service-enterprise",
        "moonshot": "https://platform.moonshot.cn/docs/agreement/modeluse",
        "moonshot_intl": "https://platform.moonshot.ai/docs/agreement/modeluse",
        "dashscope": _BAILIAN,
        "dashscope_intl": _MODEL_STUDIO,
        "zhipu": _BIGMODEL,
        "zhipu_anthropic": _BIGMODEL,
        "zai": _ZAI,
        "zai_anthropic": _ZAI,
        "doubao": "https://www.volcengine.com/docs/6256/64903",
        "siliconflow": "https://docs.siliconflow.cn/cn/legals/terms-of-service",
        "siliconflow_intl": "https://docs.siliconflow.com/en/legals/terms-of-service",
        "minimax": "https://platform.minimaxi.com/protocol/user-agreement",
        "minimax_intl": "https://platform.minimax.io/protocol/terms-of-service",
        "stepfun": "https://platform.stepfun.com/docs/zh/agreement/userservice",
        "stepfun_intl": "https://platform.stepfun.ai/docs/en/agreement/userservice",
        "hunyuan": _TENCENT,
        "tencent": _TENCENT,
        "qianfan": _QIANFAN,
        "qianfan_v1": _QIANFAN,
        "modelscope": "https://modelscope.cn/protocol/Terms-and-Condition",
        "mimo": "https://platform.xiaomimimo.com/docs/terms/user-agreement",
        "spark": _XFYUN,
        "spark_websocket": _XFYUN,
        "together": "https://www.together.ai/terms-of-service",
        "fireworks": "https://fireworks.ai/terms-of-service",
        "perplexity": "https://www.perplexity.ai/hub/legal/perplexity-api-terms-of-service",
        "nvidia": _NVIDIA,
        "huggingface": "https://huggingface.co/terms-of-service",
        "cerebras": "https://www.cerebras.ai/terms-of-service",
        "cohere": "https://cohere.com/terms-of-use",
        "portkey": "https://portkey.ai/terms",
        "deepinfra": "https://deepinfra.com/terms",
        "novita": "https://novita.ai/legal/terms-of-service",
        "sambanova": "https://sambanova.ai/cloud-end-user-license-agreement",
        "github": "https://docs.github.com/en/site-policy/github-terms/github-terms-of-service",
        "replicate": "https://replicate.com/terms",
        "deepl": "https://www.deepl.com/en/pro-license",
        "jina": "https://jina.ai/legal/",
        "voyage": "https://www.voyageai.com/tos",
        "ollama_cloud": "https://ollama.com/terms",
        "coze": "https://www.coze.com/docs/guides/terms_of_service",
        "dify": "https://dify.ai/terms",
        "fastgpt": "https://doc.fastgpt.io/guide/version/cloud/terms",
        "workers_ai": _CLOUDFLARE,
        "cloudflare_gateway": _CLOUDFLARE,
    }
)
"""By provider."""
