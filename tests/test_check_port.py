import runpy
import socket

import pytest
from django.conf import settings

complaint = runpy.run_path(str(settings.BASE_DIR / "deploy" / "check_port.py"))["complaint"]


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_told_in_a_sentence(taken_port):
    assert complaint(str(taken_port)) == (
        f"Port {taken_port} ist schon belegt. Beenden Sie das Programm, das ihn benutzt, oder wählen Sie einen "
        "anderen, zum Beispiel: make serve PORT=8001"
    )


def test_a_free_port_is_no_matter():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]

    assert complaint(str(free)) is None


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "80 81", "８０８０a"])
def test_what_is_no_port_is_told_in_a_sentence(port):
    assert complaint(port) == (
        f"„{port}“ ist kein Port. Wählen Sie eine Zahl von 1 bis 65535, zum Beispiel: make serve PORT=8001"
    )
