import asyncio
from threading import Thread

import pytest

PROTO = "application/x-protobuf"


def turned(rig):
    """Wait until the listener's loop has done what it was told."""
    asyncio.run_coroutine_threadsafe(asyncio.sleep(0), rig.receiver._http._loop).result()


def waiting(rig, body):
    """Send a request that waits for the engine; return the thread and where its answer will be."""
    replies = []
    sender = Thread(target=lambda: replies.append(rig.post(body)))
    before = rig.queue.requests
    sender.start()
    while rig.queue.requests == before:
        pass
    return sender, replies


def test_requests_that_were_taken_are_answered_after_the_listener_closed(listen, body):
    """A request under way when the listener closes gets its answer, and its connection ends."""
    rig = listen(pulling=False)
    sender, replies = waiting(rig, body)
    rig.receiver.stop_accepting()
    rig.pulling.set()
    sender.join()
    assert replies[0].status == 200


def test_no_new_connection_after_the_listener_closed(listen, body):
    """A closed listener takes no connection."""
    rig = listen()
    connection = rig.connection()
    rig.receiver.stop_accepting()
    turned(rig)
    with pytest.raises(ConnectionRefusedError):
        connection.request("POST", "/v1/traces", body, {"content-type": PROTO})


def test_open_connection_is_refused_retryable_while_the_queue_is_closed(listen, body):
    """While the process shuts down, a request on an open connection is 503 with a delay."""
    rig = listen()
    rig.queue.close("shutting down")
    reply = rig.post(body)
    assert (reply.status, reply.headers["retry-after"]) == (503, "1")
    assert (reply.details().code, reply.details().message) == (14, "shutting down")


def test_request_that_is_being_read_is_taken(listen, body):
    """A request that was being read when the listener closed is taken, and its connection ends."""
    rig = listen()
    connection = rig.connection()
    connection.putrequest("POST", "/v1/traces")
    connection.putheader("content-type", PROTO)
    connection.putheader("content-length", str(len(body)))
    connection.endheaders()
    connection.send(body[:1])
    while not rig.receiver._http._app._reading_bytes:
        pass
    rig.receiver.stop_accepting()
    turned(rig)
    connection.send(body[1:])
    response = connection.getresponse()
    assert response.status == 200
    assert response.getheader("connection") == "close"
    connection.close()


def test_receiver_starts_again_after_stop(listen, body):
    """A receiver that was stopped opens its listeners again."""
    rig = listen()
    rig.receiver.stop()
    rig.receiver.start(rig)
    assert rig.post(body).status == 200


def test_stop_answers_what_was_taken(listen, body):
    """Stopping waits for the engine's answer before it cuts connections."""
    rig = listen(pulling=False)
    sender, replies = waiting(rig, body)
    stopper = Thread(target=rig.receiver.stop)
    stopper.start()
    rig.pulling.set()
    stopper.join()
    sender.join()
    assert replies[0].status == 200
