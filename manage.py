#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.management import execute_from_command_line

from leader_portal.content.operations import operation

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leader_portal.settings")
    # What a command writes belongs together.
    with operation():
        execute_from_command_line(sys.argv)
