"""The big clouds' mocks, judged by the vendors' own packages."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import boto3
import httpx2
import pytest
from anthropic import AsyncAnthropicVertex
from botocore.config import Config
from botocore.exceptions import ClientError
from google import genai
from google.genai.types import HttpOptions
from google.oauth2.credentials import Credentials
from openai import AsyncAzureOpenAI

from tests.upstreams import Reply, ToolCall, Upstreams, Usage, faults
from tests.upstreams.bedrock import ACCESS_KEY_ID, SECRET
from tests.upstreams.bedrock_pictures import CORE, PICTURE, RANKERS

HAIKU = "eu.anthropic.claude-haiku-4-5-20251001-v1:0"
HELLO: Any = [{"role": "user", "content": [{"text": "Hello"}]}]


@contextmanager
def aws(up: Upstreams, service: str = "bedrock-runtime", secret: str = SECRET) -> Iterator[Any]:
    client = boto3.client(
        service,
        endpoint_url=up.clouds.bedrock.base_url,
        region_name=up.clouds.bedrock.region,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=secret,
        config=Config(retries={"total_max_attempts": 1}),
    )
    try:
        yield client
    finally:
        client.close()


async def test_boto3_takes_the_bedrock_mock_for_bedrock(up: Upstreams) -> None:
    mock = up.clouds.bedrock
    usage = Usage(100, 20, cached=40, cache_write_1h=10)
    call = ToolCall("look", {"at": 'a "ship"'})
    mock.script(
        Reply(text="Ahoj", reasoning="Hm", usage=usage),
        Reply(tool_calls=[call]),
        faults.failing("rate_limit"),
        faults.error_in_stream(after=3, kind="rate_limit"),
    )

    def converse() -> None:
        with aws(up) as client, aws(up, secret="wrong") as stranger:
            answer = client.converse(modelId=HAIKU, messages=HELLO)
            assert answer["usage"]["cacheDetails"][0] == {"ttl": "1h", "inputTokens": 10}
            assert answer["output"]["message"]["content"][1] == {"text": "Ahoj"}
            tool = {"toolSpec": {"name": "look", "inputSchema": {"json": {"type": "object"}}}}
            stream = client.converse_stream(
                modelId=HAIKU, messages=HELLO, toolConfig={"tools": [tool]}
            )["stream"]
            deltas = [each["contentBlockDelta"] for each in stream if "contentBlockDelta" in each]
            text = "".join(each["delta"]["toolUse"]["input"] for each in deltas)
            assert json.loads(text) == {"at": 'a "ship"'}
            with pytest.raises(client.exceptions.ThrottlingException):
                client.converse(modelId=HAIKU, messages=HELLO)
            broken = client.converse_stream(modelId=HAIKU, messages=HELLO)["stream"]
            with closing(broken), pytest.raises(ClientError, match="throttlingException"):
                list(broken)
            with pytest.raises(ClientError, match="InvalidSignatureException"):
                stranger.converse(modelId=HAIKU, messages=HELLO)

    def look() -> None:
        with aws(up, "bedrock") as control:
            assert control.list_foundation_models()["modelSummaries"]
            profiles = control.get_paginator("list_inference_profiles").paginate()
            pages = [page["inferenceProfileSummaries"] for page in profiles]
        assert HAIKU in [each["inferenceProfileId"] for page in pages for each in page]

    await asyncio.to_thread(converse)
    await asyncio.to_thread(look)


async def test_boto3_draws_and_ranks_at_the_bedrock_mock(up: Upstreams) -> None:
    mock = up.clouds.bedrock

    def invoke(client: Any, model: str, **body: Any) -> Any:
        answer = client.invoke_model(modelId=model, body=json.dumps(body))
        return json.loads(answer["body"].read())

    def work() -> None:
        with aws(up) as client:
            drawn = invoke(client, CORE, prompt="a boat", aspect_ratio="16:9")
            assert base64.b64decode(drawn["images"][0]) == PICTURE
            with pytest.raises(ClientError, match=r"extraneous key \[size\]"):
                invoke(client, CORE, prompt="a boat", size="1024x1024")
            asked = {"query": "a boat", "documents": ["the sea", "a red boat"]}
            ranked = invoke(client, RANKERS[0], api_version=2, **asked)
            assert ranked["results"][0]["index"] == 1
            with pytest.raises(ClientError, match="api_version"):
                invoke(client, RANKERS[0], **asked)

    await asyncio.to_thread(work)
    assert [each.path.split("/")[-1] for each in mock.requests] == ["invoke"] * 4


async def token(up: Upstreams) -> str:
    found = "ya29.of-the-test"
    up.clouds.google.issued.add(found)
    return found


async def test_googles_package_takes_the_vertex_mock_for_vertex(up: Upstreams) -> None:
    mock = up.clouds.vertex
    mock.always(Reply(text="Ahoj, one two", usage=Usage(9, 4)))
    with httpx2.Client(verify=False) as unused:
        async with httpx2.AsyncClient(verify=False) as http:
            client = genai.Client(
                vertexai=True,
                project=up.clouds.google.project,
                location="us-east5",
                credentials=Credentials(await token(up)),
                http_options=HttpOptions(
                    base_url=mock.base_url, httpx_client=unused, httpx_async_client=http
                ),
            )
            answer = await client.aio.models.generate_content(
                model="gemini-3.5-flash", contents="Hi"
            )
            assert answer.text == "Ahoj, one two"
            said = ""
            async for part in await client.aio.models.generate_content_stream(
                model="gemini-3.5-flash", contents="Hi"
            ):
                said += part.text or ""
            assert said == "Ahoj, one two"
            await client.aio.aclose()
            client.close()


async def test_anthropics_package_takes_the_vertex_mock_for_vertex(up: Upstreams) -> None:
    mock = up.clouds.vertex
    mock.always(Reply(text="Ahoj"))
    async with AsyncAnthropicVertex(
        base_url=f"{mock.base_url}/v1",
        access_token=await token(up),
        project_id=up.clouds.google.project,
        region="us-east5",
        http_client=httpx2.AsyncClient(verify=False),
        max_retries=0,
    ) as client:
        asked: Any = {
            "model": "claude-haiku-4-5@20251001",
            "max_tokens": 50,
            "messages": [{"role": "user", "content": "Hi"}],
        }
        answer = await client.messages.create(**asked)
        assert answer.content[0].type == "text"
        async with client.messages.stream(**asked) as stream:
            assert await stream.get_final_text() == "Ahoj"


async def test_openais_package_takes_the_azure_mock_for_azure(up: Upstreams) -> None:
    mock = up.clouds.azure
    mock.always(Reply(text="Ahoj"))
    async with AsyncAzureOpenAI(
        azure_endpoint=mock.base_url,
        api_key=mock.key,
        api_version="2024-10-21",
        http_client=httpx2.AsyncClient(verify=False),
        max_retries=0,
    ) as client:
        messages: Any = [{"role": "user", "content": "Hi"}]
        answer = await client.chat.completions.create(model="harbour-chat", messages=messages)
        assert answer.choices[0].message.content == "Ahoj"
        said = ""
        async for chunk in await client.chat.completions.create(
            model="harbour-chat", messages=messages, stream=True
        ):
            said += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        assert said == "Ahoj"
