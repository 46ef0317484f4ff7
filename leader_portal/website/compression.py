"""Which compression a client takes, and the compressing."""

import gzip

import brotli

# In the order in which the portal prefers them.
ENCODINGS = ("br", "gzip", "identity")


def accepted_encoding(header: str) -> str:
    """
    The best of `ENCODINGS` for an `Accept-Encoding` header (RFC 9110, 12.5.3).

    `identity` when nothing else is wanted, also when the client forbids it: a readable page is
    better than a 406.
    """
    weights = {}
    for part in header.lower().split(","):
        coding, _, parameters = part.strip().partition(";")
        weights[coding.strip()] = weight_in(parameters)
    anything = weights.get("*", 0.0)
    offers = [(weights.get(coding, anything), coding) for coding in ENCODINGS[:-1]]
    best_weight, best = max(offers, key=lambda offer: offer[0])
    return best if best_weight > 0 else "identity"


def weight_in(parameters: str) -> float:
    """The `q` of one coding: 1 when none is given, 0 when it can't be read."""
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def encoded(body: bytes) -> dict[str, bytes]:
    """The body in each of `ENCODINGS`. The levels are where a slower one saves less than a tenth more."""
    return {
        "br": brotli.compress(body, quality=5),
        "gzip": gzip.compress(body, compresslevel=6, mtime=0),
        "identity": body,
    }
