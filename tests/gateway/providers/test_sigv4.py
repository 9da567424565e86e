"""Signatures: a vector of AWS's own package, and any request against that package."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.providers.amazon.sigv4 import AwsCredentials, canonical_request, sign
from gateway.providers.base import UpstreamRequest

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
KEY = AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
BODY = b'{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}'
HOST = "bedrock-runtime.us-east-1.amazonaws.com"


@pytest.mark.parametrize(
    ("path", "canonical", "digest", "signature"),
    [
        (
            "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse",
            "/model/anthropic.claude-3-haiku-20240307-v1%253A0/converse",
            "6a69ed72a5a93cc158d31b20736321ff872f25b2986cf62fa2662b501768d95b",
            "a11c91f6c34762fc25714faa65f78558bf9da09b5c8ef7cfc0da81c9afa9e802",
        ),
        (
            "/model/anthropic.claude-3-haiku-20240307-v1:0/converse",
            "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse",
            "64110d42a8b636d2b538b81a0cf04aff626c8083e674c1f5f7d21e7eca9a7e4e",
            "18284a2c23ad1390450bf64c4685dad4acd207db925803c7e29a4daa3255ef30",
        ),
    ],
)
def test_a_published_vector(path: str, canonical: str, digest: str, signature: str) -> None:
    payload = hashlib.sha256(BODY).hexdigest()
    assert payload == "7421da8d1a0949a481724fee62d5886aacde03836bf58248adb73e8b61ac0d54"
    headers = {"content-type": "application/json", "host": HOST, "x-amz-date": "20260102T030405Z"}
    text = canonical_request("POST", path, "", headers, payload)
    assert text.split("\n")[1] == canonical
    assert hashlib.sha256(text.encode()).hexdigest() == digest
    request = UpstreamRequest(
        "POST", f"https://{HOST}{path}", {"Content-Type": "application/json"}, BODY
    )
    signed = sign(request, KEY, "us-east-1", "bedrock", AT)
    assert signed.headers["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/bedrock/aws4_request, "
        f"SignedHeaders=content-type;host;x-amz-date, Signature={signature}"
    )


TEXT = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=12)


@given(
    segments=st.lists(
        st.text(min_size=1, max_size=8) | st.sampled_from([".", ".."]), min_size=1, max_size=4
    ),
    query=st.dictionaries(st.text(min_size=1, max_size=6), st.text(max_size=6), max_size=3),
    body=st.binary(max_size=40),
    token=st.sampled_from(["", "session/token+="]),
    extra=TEXT,
)
@settings(max_examples=60, deadline=None)
def test_any_request_is_signed_as_botocore_signs_it(
    segments: list[str], query: dict[str, str], body: bytes, token: str, extra: str
) -> None:
    path = "".join(f"/{quote(segment, safe='')}" for segment in segments)
    pairs = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in query.items())
    url = f"https://{HOST}{path}" + (f"?{pairs}" if pairs else "")
    headers = {"Content-Type": "application/json", "X-Amzn-Bedrock-Trace": extra.strip() or "x"}
    request = UpstreamRequest("POST", url, headers, body)
    credentials = AwsCredentials(KEY.access_key_id, KEY.secret, token)
    signed = sign(request, credentials, "eu-west-3", "bedrock", AT)
    theirs = AWSRequest("POST", url, {**headers, "X-Amz-Date": "20260102T030405Z"}, body)
    if token:
        theirs.headers["X-Amz-Security-Token"] = token
    theirs.context["timestamp"] = "20260102T030405Z"
    auth = SigV4Auth(Credentials(KEY.access_key_id, KEY.secret, token), "bedrock", "eu-west-3")
    text = auth.string_to_sign(theirs, auth.canonical_request(theirs))
    assert signed.headers["Authorization"].endswith(f"Signature={auth.signature(text, theirs)}")
    assert signed.body is body
