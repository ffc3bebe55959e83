import socket
from contextlib import suppress
from threading import Thread

import pytest

PROTO = "application/x-protobuf"


def closed(rig):
    """Wait until no connection is taken any more."""
    while True:
        # One that waits to be taken while the listener closes is reset.
        with suppress(ConnectionResetError):
            try:
                socket.create_connection(("127.0.0.1", rig.receiver.ports["http"])).close()
            except ConnectionRefusedError:
                return


def reading(rig):
    """Return how many bytes are held for requests that are being read."""
    portable = getattr(rig.receiver._listener, "http", None)
    return portable._app._reading_bytes if portable else rig.queue.bytes


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
    rig.receiver.stop_accepting()
    closed(rig)
    with pytest.raises((ConnectionRefusedError, ConnectionResetError)):
        rig.post(body)


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
    while not reading(rig):
        pass
    rig.receiver.stop_accepting()
    closed(rig)
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
