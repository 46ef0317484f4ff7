"""
The Protokoll: where a working group's words are recorded, and from where they go into the strategy. `contributions.py`
and `adoption.py` say what can be done, the rest is pages. The working group's admin hangs its addresses in; nothing
else imports it.
"""
