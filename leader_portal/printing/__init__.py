"""
From the data to paper: sheets and what surrounds them, typesetting in a process of its own, glyphs, addresses, running
text. An app says which kinds of sheets it has and what stands on one; the room gives them an address (`pages.py`) and
makes them (`sheets.py`). It imports `website` and what stands below it; the apps may import it.
"""
