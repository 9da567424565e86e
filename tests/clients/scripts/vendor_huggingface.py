"""Hugging Face's package at the mock of its Hub and its router: python vendor_huggingface.py

The Hub's address and the router's are constants of the package. What it decodes as a picture needs
another package, so its helpers are asked for what they send and how they read the answer.
"""

import os
import tempfile

from verdict import KEY, MODEL, ORIGIN, raised, same, verdict

os.environ |= {"HF_ENDPOINT": ORIGIN, "HF_HOME": tempfile.mkdtemp(dir=os.getcwd())}

from huggingface_hub import constants
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.inference._common import _b64_encode
from huggingface_hub.inference._providers import get_provider_helper
from huggingface_hub.utils import get_session, hf_raise_for_status

constants.INFERENCE_PROXY_TEMPLATE = f"{ORIGIN}/{{provider}}"
PNG = _b64_encode(b"\x89PNG")[:4]


def drawn(provider, key=KEY, **parameters):
    """As ``InferenceClient.text_to_image`` asks."""
    helper = get_provider_helper(provider, task="text-to-image", model=MODEL)
    if provider == "hf-inference":
        helper.base_url = f"{ORIGIN}/{provider}"
    asked = helper.prepare_request(
        inputs="A harbour", parameters=parameters, headers={}, model=MODEL, api_key=key
    )
    headers = {**asked.headers, "Accept": "image/png"}
    answer = get_session().post(asked.url, json=asked.json, headers=headers)
    hf_raise_for_status(answer)
    return helper.get_response(answer.content, asked)


def picture(provider, **parameters):
    return lambda: same(_b64_encode(drawn(provider, **parameters))[:4], PNG)


def error():
    same(raised(HfHubHTTPError, lambda: drawn("nscale", "hf_wrong")).response.status_code, 401)


verdict(
    hf_inference=picture("hf-inference", width=1024, height=768, seed=7),
    fal=picture("fal-ai", width=1024, height=768, seed=7),
    nscale=picture("nscale", width=1024, height=768),
    together=picture("together", width=1024, height=768, num_inference_steps=4),
    replicate=picture("replicate", seed=7),
    error=error,
)
