"""LangChain with one tool, streamed: python langchain_loop.py {openai,responses,anthropic,gemini}

Runs in an environment of its own. HP_BASE, HP_KEY and HP_MODEL say where.
"""

import os
import sys

from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool

BASE, KEY, MODEL = (os.environ[name] for name in ("HP_BASE", "HP_KEY", "HP_MODEL"))


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return f"homeport-42 in {city}"


def model(dialect):
    if dialect == "anthropic":
        from langchain_anthropic import ChatAnthropic

        return ChatAnthropic(model=MODEL, base_url=BASE, api_key=KEY, max_retries=0)
    if dialect == "gemini":
        from langchain_google_genai import ChatGoogleGenerativeAI

        return ChatGoogleGenerativeAI(model=MODEL, base_url=BASE, google_api_key=KEY, max_retries=1)
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=MODEL,
        base_url=f"{BASE}/v1",
        api_key=KEY,
        max_retries=0,
        stream_usage=True,
        use_responses_api=dialect == "responses",
    )


def streamed(bound, messages):
    whole = None
    for chunk in bound.stream(messages):
        whole = chunk if whole is None else whole + chunk
    return whole


bound = model(sys.argv[1]).bind_tools([get_weather])
messages = [HumanMessage("Weather in Rome?")]
first = streamed(bound, messages)
(call,) = first.tool_calls
assert call["args"] == {"city": "Rome"}, call
assert first.usage_metadata["output_tokens"] > 0
messages += [first, ToolMessage(get_weather.invoke(call["args"]), tool_call_id=call["id"])]
print(bound.invoke(messages).text)
