"""The receivers, and a loop that pulls and answers in place of the engine: what taking costs."""

from __future__ import annotations

import sys

from receivers.otlp.config import OtlpConfig
from receivers.otlp.receiver import OtlpReceiver
from spanmill.kernel import Plan, RequestQueue
from spanmill.testing import settings

GROUP_BYTES = 4 << 20
QUEUE_BYTES = 256 << 20


class Pulled:
    """An intake whose queue is emptied by `main`."""

    queue = RequestQueue(QUEUE_BYTES)


def main(grpc_port: str, http_port: str, listener: str) -> None:
    """Serve until the process is stopped."""
    protocols = {
        "grpc": {"endpoint": f"127.0.0.1:{grpc_port}"},
        "http": {"endpoint": f"127.0.0.1:{http_port}"},
    }
    config = OtlpConfig.model_validate({"protocols": protocols, "listener": listener})
    receiver = OtlpReceiver(config, settings("otlp"))
    receiver.start(Pulled())
    plan = Plan()
    while True:
        group = Pulled.queue.next(plan, GROUP_BYTES, 1.0)
        if group is not None:
            group.answer_rest()


if __name__ == "__main__":
    main(*sys.argv[1:4])
