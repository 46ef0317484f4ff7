"""
The frame of the portal. At this level stand only what Django looks for and what puts the whole together; everything
else has a room of its own, and each room says in its `__init__` what it is for. The apps may import the rooms and
`leader_portal.models`, never what puts them together.
"""
