"""Talks like OpenAI's API: chat, responses and embeddings, whole and streamed.

Its counts of input include cached tokens, its counts of output those of reasoning.
"""

from __future__ import annotations

import json

from tests.integration.providers.bill import Used
from tests.integration.providers.server import EVENTS, Answer, Provider, whole

CHAT, THINKER, EMBEDDING = "gpt-4o", "o3", "text-embedding-3-small"
BROKEN = "broken"
"""A model whose calls fail."""
DATED = {CHAT: "gpt-4o-2024-08-06", THINKER: "o3-2025-04-16", EMBEDDING: EMBEDDING}
WORDS = ("At ", "noon.")


class OpenAIProvider(Provider):
    """The tokens of each call differ, and every other call has cached ones."""

    def answer(self, path, body):
        """Answer a call."""
        if body["model"] == BROKEN:
            return whole({"error": {"message": "broken"}}, 500)
        number = self.next_number()
        if path.endswith("/embeddings"):
            return self._embedding(number, body)
        chat = path.endswith("/chat/completions")
        used = self._used(number, body)
        if not body.get("stream"):
            self.bill.calls.append(used)
            return whole(completion(number, used, body) if chat else response(number, used))
        if chat:
            return self._chat_stream(number, used, body)
        return self._response_stream(number, used)

    def _used(self, number, body):
        model = DATED[body["model"]]
        return Used(
            model,
            fresh=210 + 13 * number,
            output=160 + 7 * number,
            read=1024 * (number % 2),
            thought=64 if model.startswith("o3") else 0,
            tier="flex" if body.get("service_tier") == "flex" else "",
        )

    def _embedding(self, number, body):
        used = Used(body["model"], fresh=40 + number, output=0)
        self.bill.calls.append(used)
        told = {"prompt_tokens": used.whole, "total_tokens": used.whole}
        data = [{"object": "embedding", "index": 0, "embedding": [0.5, 0.25]}]
        return whole({"object": "list", "model": used.model, "data": data, "usage": told})

    def _chat_stream(self, number, used, body):
        told = (body.get("stream_options") or {}).get("include_usage") and not self.break_off
        chunks = [
            chunk(number, used, [{"delta": {"role": "assistant", "content": text}}])
            for text in WORDS
        ]
        if not self.break_off:
            chunks.append(chunk(number, used, [{"delta": {}, "finish_reason": "stop"}]))
        if told:
            chunks.append(chunk(number, used, [], usage=chat_usage(used)))
        self._note(used, told=told)
        ended = () if self.break_off else (b"data: [DONE]\n\n",)
        parts = (f"data: {json.dumps(each)}\n\n".encode() for each in chunks)
        return Answer((*parts, *ended), EVENTS)

    def _response_stream(self, number, used):
        done = response(number, used)
        begun = {**done, "status": "in_progress", "usage": None, "output": []}
        events = [{"type": "response.created", "response": begun}]
        events += [
            {
                "type": "response.output_text.delta", "item_id": f"msg_{number}", "delta": text,
                "output_index": 0, "content_index": 0, "logprobs": [],
            }
            for text in WORDS
        ]  # fmt: skip
        if not self.break_off:
            events.append({"type": "response.completed", "response": done})
        self._note(used, told=not self.break_off)
        lines = (
            f"event: {each['type']}\ndata: {json.dumps({**each, 'sequence_number': place})}\n\n"
            for place, each in enumerate(events)
        )
        return Answer(tuple(line.encode() for line in lines), EVENTS)

    def _note(self, used, *, told):
        if told:
            self.bill.calls.append(used)
        else:
            self.bill.broken_off += 1


def chat_usage(used):
    """Return usage as `chat` tells it."""
    return {
        "prompt_tokens": used.whole,
        "completion_tokens": used.output,
        "total_tokens": used.whole + used.output,
        "prompt_tokens_details": {"cached_tokens": used.read, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": used.thought, "audio_tokens": 0},
    }


def chat_head(number, used, kind):
    """Return what a whole answer of `chat` and a piece of one share."""
    return {
        "id": f"chatcmpl-{number:024x}",
        "created": 1,
        "model": used.model,
        "object": kind,
        "service_tier": used.tier or "default",
    }


def completion(number, used, body):
    """Return a whole answer of `chat`; the first answer to somebody with tools asks for one."""
    message, reason = {"role": "assistant", "content": "".join(WORDS)}, "stop"
    if body.get("tools") and body["messages"][-1]["role"] == "user":
        function = {"name": "clock", "arguments": '{"zone":"UTC"}'}
        call = {"id": f"call_{number}", "type": "function", "function": function}
        message, reason = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    choices = [{"index": 0, "message": message, "finish_reason": reason}]
    return {
        **chat_head(number, used, "chat.completion"),
        "choices": choices,
        "usage": chat_usage(used),
    }


def chunk(number, used, choices, **found):
    """Return a piece of an answer of `chat`."""
    choices = [{"index": 0, "finish_reason": None, **each} for each in choices]
    return {**chat_head(number, used, "chat.completion.chunk"), "choices": choices, **found}


def response(number, used):
    """Return a whole answer of `responses`."""
    text = {"type": "output_text", "text": "".join(WORDS), "annotations": []}
    message = {
        "type": "message", "id": f"msg_{number}", "role": "assistant", "status": "completed",
        "content": [text],
    }  # fmt: skip
    return {
        "id": f"resp_{number:024x}",
        "object": "response",
        "service_tier": used.tier or "default",
        "created_at": 1,
        "status": "completed",
        "model": used.model,
        "output": [message],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": used.whole,
            "input_tokens_details": {"cached_tokens": used.read},
            "output_tokens": used.output,
            "output_tokens_details": {"reasoning_tokens": used.thought},
            "total_tokens": used.whole + used.output,
        },
    }
