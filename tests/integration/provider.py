"""A provider of models on a loopback address that talks like OpenAI's API."""

from __future__ import annotations

import json
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

INPUT_TOKENS, CACHED_TOKENS, OUTPUT_TOKENS, REASONING_TOKENS = 1200, 1000, 300, 100
VERSION = "-2024-08-06"
BROKEN = "broken"
"""A model whose calls fail."""


def usage():
    """Return what a chat call used."""
    return {
        "prompt_tokens": INPUT_TOKENS,
        "completion_tokens": OUTPUT_TOKENS,
        "total_tokens": INPUT_TOKENS + OUTPUT_TOKENS,
        "prompt_tokens_details": {"cached_tokens": CACHED_TOKENS},
        "completion_tokens_details": {"reasoning_tokens": REASONING_TOKENS},
    }


def new_id():
    """Return the id of a completion: a call that is seen twice is known by it."""
    return f"chatcmpl-{uuid.uuid4().hex}"


def completion(name, model, kind, choices, **found):
    """Return a completion or a chunk of one."""
    choices = [{"index": 0, "finish_reason": None, **each} for each in choices]
    base = {"id": name, "created": 1, "model": model + VERSION, "object": kind}
    return base | {"choices": choices} | found


def chat(model):
    """Return a whole answer."""
    message = {"role": "assistant", "content": "At noon."}
    choices = [{"message": message, "finish_reason": "stop"}]
    return completion(new_id(), model, "chat.completion", choices, usage=usage())


def chunks(model):
    """Return an answer in pieces; the last one has the usage."""
    name, kind = new_id(), "chat.completion.chunk"
    for text in ("At ", "noon."):
        yield completion(name, model, kind, [{"delta": {"role": "assistant", "content": text}}])
    yield completion(name, model, kind, [{"delta": {}, "finish_reason": "stop"}])
    yield completion(name, model, kind, [], usage=usage())


def embeddings(model):
    """Return one embedding."""
    data = [{"object": "embedding", "index": 0, "embedding": [0.5, 0.25]}]
    used = {"prompt_tokens": INPUT_TOKENS, "total_tokens": INPUT_TOKENS}
    return {"object": "list", "model": model, "data": data, "usage": used}


class Handler(BaseHTTPRequestHandler):
    """Answers chat and embeddings."""

    def log_message(self, *_):
        """Stay quiet."""

    def do_POST(self):
        """Answer a call."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if asked["model"] == BROKEN:
            self.reply(500, "application/json", json.dumps({"error": {"message": "broken"}}))
        elif asked.get("stream"):
            events = (*(json.dumps(each) for each in chunks(asked["model"])), "[DONE]")
            text = "".join(f"data: {each}\n\n" for each in events)
            self.reply(200, "text/event-stream", text)
        else:
            make = embeddings if self.path.endswith("/embeddings") else chat
            self.reply(200, "application/json", json.dumps(make(asked["model"])))

    def reply(self, status, content_type, text):
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


class Provider:
    """A running provider, as a context manager that gives its base URL."""

    def __enter__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
