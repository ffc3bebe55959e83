"""What applications do with the clients of three APIs.

Each `steps` gives functions by name; every one of them is a request of its own.
"""

from __future__ import annotations

import json
from functools import partial

import boto3
from anthropic import Anthropic
from botocore.config import Config
from openai import OpenAI

from tests.integration.providers.anthropic_api import SONNET, AnthropicProvider
from tests.integration.providers.bedrock_api import NOVA, BedrockProvider
from tests.integration.providers.bedrock_api import SONNET as REGIONAL_SONNET
from tests.integration.providers.openai_api import CHAT, EMBEDDING, THINKER, OpenAIProvider

ASKED = [{"role": "user", "content": "When does it open?"}]


def read(stream, limit=None):
    """Read a stream, or only its first events."""
    for place, _ in enumerate(stream, 1):
        if place == limit:
            return


class Application:
    """Calls models; a subclass says how."""

    def __init__(self, provider):
        self.provider = provider

    def steps(self):
        """Return what every application does, by name."""
        return {
            "whole": self.whole,
            "stream": self.stream,
            "cut": partial(self.broken_off, self.stream),
            "cancelled": partial(self.broken_off, self.leave),
            "tools": self.tools,
            "retry": self.retry,
        }

    def broken_off(self, step):
        """Do a step while the provider's streams end early."""
        with self.provider.breaking_off():
            step()

    def retry(self):
        """Ask once, and be refused the first time."""
        self.provider.refuse = 1
        self.whole()


class OpenAIApplication(Application):
    """Uses OpenAI's client."""

    api = OpenAIProvider

    def __init__(self, provider):
        super().__init__(provider)
        self._client = OpenAI(base_url=f"{provider.url}/v1", api_key="none", max_retries=2)
        self._ask = partial(self._client.chat.completions.create, model=CHAT, messages=ASKED)
        self._listen = partial(self._ask, stream=True, stream_options={"include_usage": True})

    def steps(self):
        """Return what it does."""
        others = {"thought": self.thought, "usage not asked": self.silent_stream}
        others["tier"] = self.wait_longer
        ways = {"responses": self.responses, "embeddings": self.embed}
        return super().steps() | others | ways

    def whole(self):
        """Ask once."""
        self._ask()

    def thought(self):
        """Ask a model that thinks before it answers."""
        self._ask(model=THINKER)

    def wait_longer(self):
        """Ask for a cheaper tier, whole and streamed; the one that serves is told."""
        self._ask(model=THINKER, service_tier="flex")
        read(self._listen(model=THINKER, service_tier="flex"))
        self._client.responses.create(model=THINKER, input="When?", service_tier="flex")

    def stream(self):
        """Read a streamed answer to its end."""
        read(self._listen())

    def silent_stream(self):
        """Read a streamed answer without asking for its usage."""
        read(self._ask(stream=True))

    def leave(self):
        """Leave a stream after its first words."""
        with self._listen() as stream:
            read(stream, 1)

    def tools(self):
        """Run the tool that the model asks for, and ask again."""
        tools = [{"type": "function", "function": {"name": "clock", "parameters": {}}}]
        message = self._ask(tools=tools).choices[0].message
        (call,) = message.tool_calls
        told = {"role": "tool", "tool_call_id": call.id, "content": "9:00"}
        self._ask(tools=tools, messages=[*ASKED, message.model_dump(exclude_none=True), told])

    def responses(self):
        """Ask by the other way, whole and streamed."""
        self._client.responses.create(model=THINKER, input="When?")
        read(self._client.responses.create(model=CHAT, input="When?", stream=True))

    def embed(self):
        """Embed a text."""
        self._client.embeddings.create(model=EMBEDDING, input="noon")


class AnthropicApplication(Application):
    """Uses Anthropic's client."""

    api = AnthropicProvider

    def __init__(self, provider):
        super().__init__(provider)
        self._messages = Anthropic(base_url=provider.url, api_key="none", max_retries=2).messages
        self._given = {"model": SONNET, "messages": ASKED, "max_tokens": 1000}
        self._ask = partial(self._messages.create, **self._given)

    def steps(self):
        """Return what it does."""
        return super().steps() | {"an hour": self.keep}

    def whole(self):
        """Ask once."""
        self._ask()

    def keep(self):
        """Ask twice, with texts that stay in the cache for an hour."""
        self.provider.hours = True
        self._ask()
        self._ask()
        self.provider.hours = False

    def stream(self):
        """Read streamed answers to their ends, by both ways that the client has."""
        read(self._ask(stream=True))
        with self._messages.stream(**self._given) as stream:
            read(stream.text_stream)

    def leave(self):
        """Leave a stream after its first words."""
        with self._ask(stream=True) as stream:
            read(stream, 3)

    def tools(self):
        """Run the tool that the model asks for, and ask again."""
        tools = [{"name": "clock", "input_schema": {"type": "object"}}]
        (call,) = self._ask(tools=tools).content
        called = {"role": "assistant", "content": [call.model_dump(exclude_none=True)]}
        result = {"type": "tool_result", "tool_use_id": call.id, "content": "9:00"}
        told = {"role": "user", "content": [result]}
        self._ask(tools=tools, messages=[*ASKED, called, told])


class BedrockApplication(Application):
    """Uses boto3's client of Bedrock."""

    api = BedrockProvider

    def __init__(self, provider):
        super().__init__(provider)
        self._client = boto3.client(
            "bedrock-runtime",
            region_name="us-east-1",
            endpoint_url=provider.url,
            aws_access_key_id="none",
            aws_secret_access_key="none",  # noqa: S106  not a secret
            config=Config(retries={"total_max_attempts": 3, "mode": "standard"}),
        )
        self._asked = [{"role": "user", "content": [{"text": "When does it open?"}]}]
        self._ask = partial(self._client.converse, messages=self._asked)
        self._listen = partial(self._client.converse_stream, messages=self._asked)

    def steps(self):
        """Return what it does."""
        return super().steps() | {"claude": self.invoke_claude, "nova": self.invoke_nova}

    def whole(self):
        """Ask two models."""
        self._ask(modelId=REGIONAL_SONNET)
        self._ask(modelId=NOVA)

    def stream(self):
        """Read streamed answers of two models to their ends."""
        for model in (REGIONAL_SONNET, NOVA):
            read(self._listen(modelId=model)["stream"])

    def leave(self):
        """Leave a stream after its first words."""
        stream = self._listen(modelId=REGIONAL_SONNET)["stream"]
        read(stream, 1)
        stream.close()

    def tools(self):
        """Run the tool that the model asks for, and ask again."""
        schema = {"inputSchema": {"json": {"type": "object"}}}
        tools = {"tools": [{"toolSpec": {"name": "clock", **schema}}]}
        given = {"modelId": REGIONAL_SONNET, "toolConfig": tools}
        answer = self._ask(**given)["output"]["message"]
        (content,) = answer["content"]
        result = {"toolUseId": content["toolUse"]["toolUseId"], "content": [{"text": "9:00"}]}
        told = {"role": "user", "content": [{"toolResult": result}]}
        self._ask(**given | {"messages": [*self._asked, answer, told]})

    def invoke_claude(self):
        """Ask by InvokeModel, whole and streamed."""
        version = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 1000}
        self._invoke(REGIONAL_SONNET, version | {"messages": ASKED})

    def invoke_nova(self):
        """Do the same with another model."""
        self._invoke(NOVA, {"messages": self._asked})

    def _invoke(self, model, body):
        given = {"modelId": model, "body": json.dumps(body)}
        self._client.invoke_model(**given)["body"].read()
        read(self._client.invoke_model_with_response_stream(**given)["body"])
