"""Tells apart what was rendered from what was kept."""

import os
from itertools import count

HEADER = "X-Rendering"


class NumberingMiddleware:
    """Writes on every page which process rendered it, as its how-manieth."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.numbers = count(1)

    def __call__(self, request):
        response = self.get_response(request)
        response.headers[HEADER] = f"{os.getpid()} {next(self.numbers)}"
        return response
