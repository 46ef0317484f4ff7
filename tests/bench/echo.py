"""
Answers everything with the same bytes, without reading what was asked: the fastest server that Python makes easy.

What the load generator reaches against it is what it can do at least.
"""

import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# As long as a kept page of a field.
BODY = b"x" * 3200
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)


@contextmanager
def echo_server() -> Iterator[str]:
    """Gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.echo", str(listener.fileno())], pass_fds=[listener.fileno()]
        )
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            process.terminate()
            process.wait()


def answer_everything(listener: socket.socket):
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is listener:
                    selector.register(listener.accept()[0], selectors.EVENT_READ)
                elif key.fileobj.recv(1 << 16):
                    key.fileobj.sendall(ANSWER)
                else:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()


if __name__ == "__main__":
    answer_everything(socket.socket(fileno=int(sys.argv[1])))
