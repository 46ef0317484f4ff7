"""Says in a sentence why a port can't be served on, before anything else is started. `check_port.py PORT`"""

import socket
import sys


def complaint(text: str) -> str | None:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        return f"„{text}“ ist kein Port. Wählen Sie eine Zahl von 1 bis 65535, zum Beispiel: make serve PORT=8001"
    with socket.socket() as probe:
        # A port that a server has just left is free again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            return (
                f"Port {text} darf nur die Systemverwaltung öffnen. Wählen Sie einen ab 1024, zum Beispiel PORT=8001."
            )
        except OSError:
            return (
                f"Port {text} ist schon belegt. Beenden Sie das Programm, das ihn benutzt, oder wählen Sie einen "
                "anderen, zum Beispiel: make serve PORT=8001"
            )
    return None


if __name__ == "__main__":
    sys.exit(complaint(sys.argv[1]))
