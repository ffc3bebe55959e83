"""What applications do with the clients of three APIs: one function an application."""

from __future__ import annotations

from contextlib import suppress

import boto3
from anthropic import Anthropic
from botocore.config import Config
from openai import OpenAI

from tests.integration.providers import anthropic_api, bedrock_api, openai_api

ASKED = [{"role": "user", "content": "When does it open?"}]
FUNCTION = {"name": "clock", "description": "Tells the time.", "parameters": {"type": "object"}}


class OpenAIWork:
    """An application of OpenAI's client."""

    def __init__(self, provider):
        self.provider = provider
        self._client = OpenAI(base_url=f"{provider.url}/v1", api_key="none", max_retries=2)
        self._chat = self._client.chat.completions

    def whole(self):
        """Ask once."""
        self._chat.create(model=openai_api.CHAT, messages=ASKED)

    def thought(self):
        """Ask a model that thinks before it answers."""
        self._chat.create(model=openai_api.THINKER, messages=ASKED)

    def stream(self, usage=True):
        """Read a streamed answer to its end."""
        options = {"stream_options": {"include_usage": True}} if usage else {}
        for _ in self._chat.create(model=openai_api.CHAT, messages=ASKED, stream=True, **options):
            pass

    def cancelled(self):
        """Leave a stream after its first words."""
        options = {"include_usage": True}
        with self._chat.create(
            model=openai_api.CHAT, messages=ASKED, stream=True, stream_options=options
        ) as stream:
            next(iter(stream))

    def tools(self):
        """Run the tool that the model asks for, and ask again."""
        tools = [{"type": "function", "function": FUNCTION}]
        answer = self._chat.create(model=openai_api.CHAT, messages=ASKED, tools=tools)
        (call,) = answer.choices[0].message.tool_calls
        told = [
            *ASKED,
            {"role": "assistant", "tool_calls": [call.model_dump()]},
            {"role": "tool", "tool_call_id": call.id, "content": "9:00"},
        ]
        self._chat.create(model=openai_api.CHAT, messages=told, tools=tools)

    def other_ways(self):
        """Ask by `responses`, whole and streamed, and embed."""
        self._client.responses.create(model=openai_api.THINKER, input="When?")
        for _ in self._client.responses.create(model=openai_api.CHAT, input="When?", stream=True):
            pass
        self._client.embeddings.create(model=openai_api.EMBEDDING, input="noon")


class AnthropicWork:
    """An application of Anthropic's client."""

    def __init__(self, provider):
        self.provider = provider
        client = Anthropic(base_url=provider.url, api_key="none", max_retries=2)
        self._messages = client.messages

    def whole(self):
        """Ask once."""
        self._messages.create(model=anthropic_api.SONNET, messages=ASKED, max_tokens=1000)

    def stream(self):
        """Read a streamed answer to its end, by both ways that the client has."""
        given = {"model": anthropic_api.SONNET, "messages": ASKED, "max_tokens": 1000}
        for _ in self._messages.create(stream=True, **given):
            pass
        with self._messages.stream(**given) as stream:
            for _ in stream.text_stream:
                pass

    def cancelled(self):
        """Leave a stream after its first words."""
        given = {"model": anthropic_api.SONNET, "messages": ASKED, "max_tokens": 1000}
        with self._messages.create(stream=True, **given) as stream:
            for event in stream:
                if event.type == "content_block_delta":
                    break

    def tools(self):
        """Run the tool that the model asks for, and ask again."""
        tool = {"name": "clock", "description": "Time.", "input_schema": {"type": "object"}}
        given = {"model": anthropic_api.SONNET, "max_tokens": 1000, "tools": [tool]}
        answer = self._messages.create(messages=ASKED, **given)
        (call,) = answer.content
        told = {"type": "tool_result", "tool_use_id": call.id, "content": "9:00"}
        self._messages.create(
            messages=[
                *ASKED,
                {"role": "assistant", "content": [call.model_dump()]},
                {"role": "user", "content": [told]},
            ],
            **given,
        )


class BedrockWork:
    """An application of boto3's client of Bedrock."""

    def __init__(self, provider):
        self.provider = provider
        self._client = boto3.client(
            "bedrock-runtime",
            region_name="us-east-1",
            endpoint_url=provider.url,
            aws_access_key_id="none",
            aws_secret_access_key="none",  # noqa: S106 not a secret
            config=Config(retries={"total_max_attempts": 3, "mode": "standard"}),
        )
        self._asked = [{"role": "user", "content": [{"text": "When does it open?"}]}]

    def whole(self):
        """Ask two models once."""
        for model in (bedrock_api.SONNET, bedrock_api.NOVA):
            self._client.converse(modelId=model, messages=self._asked)

    def stream(self):
        """Read streamed answers of two models to their ends."""
        for model in (bedrock_api.SONNET, bedrock_api.NOVA):
            answer = self._client.converse_stream(modelId=model, messages=self._asked)
            for _ in answer["stream"]:
                pass

    def cancelled(self):
        """Leave a stream after its first words."""
        answer = self._client.converse_stream(modelId=bedrock_api.SONNET, messages=self._asked)
        next(iter(answer["stream"]))
        with suppress(Exception):
            answer["stream"].close()

    def tools(self):
        """Run the tool that the model asks for, and ask again."""
        schema = {"inputSchema": {"json": {"type": "object"}}}
        tools = {"tools": [{"toolSpec": {"name": "clock", **schema}}]}
        given = {"modelId": bedrock_api.SONNET, "toolConfig": tools}
        answer = self._client.converse(messages=self._asked, **given)["output"]["message"]
        (content,) = answer["content"]
        result = {"toolUseId": content["toolUse"]["toolUseId"], "content": [{"text": "9:00"}]}
        told = {"role": "user", "content": [{"toolResult": result}]}
        self._client.converse(messages=[*self._asked, answer, told], **given)

    def invoked(self):
        """Ask by InvokeModel, whole and streamed."""
        import json
        claude = {
            "anthropic_version": "bedrock-2023-05-31", "max_tokens": 1000, "messages": ASKED,
        }  # fmt: skip
        nova = {"messages": self._asked}
        for model, body in ((bedrock_api.SONNET, claude), (bedrock_api.NOVA, nova)):
            given = {"modelId": model, "body": json.dumps(body)}
            self._client.invoke_model(**given)["body"].read()
            for _ in self._client.invoke_model_with_response_stream(**given)["body"]:
                pass
