"""Chinese vendors' own interfaces, whose keys and formats are not OpenAI's."""

from __future__ import annotations

from gateway.providers.base import FieldSpec, Operation
from gateway.providers.preset import Preset

_REGION = FieldSpec("tc_region", "text", "provider.field.tc_region", example="ap-guangzhou")

CHINA_OWN: tuple[Preset, ...] = (
    Preset(
        id="tencent",
        name="Tencent Hunyuan (SecretId)",
        tile="H",
        base_url="https://hunyuan.tencentcloudapi.com",
        key_url="https://console.cloud.tencent.com/cam/capi",
        mount="",
        hosts=("hunyuan.intl.tencentcloudapi.com",),
        words=("腾讯云", "secretid"),
        numeric_types=(23,),
        dialects=("hunyuan",),
        models_path="",
        catalogue=(
            *("hunyuan-turbos-latest", "hunyuan-t1-latest", "hunyuan-lite"),
            *("hunyuan-vision", "hunyuan-embedding", "hunyuan-image", "hunyuan-image-lite"),
        ),
        fields=(_REGION,),
    ),
    Preset(
        id="qianfan_v1",
        name="Baidu Qianfan v1",
        tile="QF",
        base_url="https://aip.baidubce.com",
        key_url="https://console.bce.baidu.com/qianfan/ais/console/applicationConsole/application",
        mount="",
        words=("文心一言", "wenxin"),
        numeric_types=(15,),
        dialects=("ernie",),
        models_path="",
        catalogue=(
            *("ERNIE-4.0-8K", "ERNIE-4.0-Turbo-8K", "ERNIE-3.5-8K", "ERNIE-Speed-128K"),
            *("ERNIE-Lite-8K", "ERNIE-Tiny-8K", "Embedding-V1", "bge-large-zh", "tao-8k"),
        ),
        vendor="baidu",
    ),
    Preset(
        id="spark_websocket",
        name="iFlytek Spark (WebSocket)",
        tile="Sp",
        base_url="https://spark-api.xf-yun.com",
        key_url="https://console.xfyun.cn/services/cbm",
        mount="",
        numeric_types=(18,),
        dialects=("spark_websocket",),
        media=(Operation.IMAGES,),
        models_path="",
        catalogue=(
            *("4.0Ultra", "generalv3.5", "max-32k", "pro-128k", "generalv3", "lite", "x1"),
            *("imagev3", "tti", "llm-embedding-para", "llm-embedding-query"),
        ),
    ),
)

ANTHROPIC_ADDRESSES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "zhipu_anthropic",
        "Zhipu GLM (Anthropic)",
        "Z",
        "https://open.bigmodel.cn/api/anthropic",
        "https://open.bigmodel.cn/usercenter/apikeys",
    ),
    (
        "zai_anthropic",
        "Z.ai (Anthropic)",
        "Z",
        "https://api.z.ai/api/anthropic",
        "https://z.ai/manage-apikey/apikey-list",
    ),
)
"""Id, name, tile, base URL and key page of vendors whose Anthropic address is an offer of its own:
keys of a coding plan answer there, and are refused at the other.
"""
