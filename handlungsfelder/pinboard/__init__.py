"""
The Tafel: the desk's board of a field's cards, where they are written, moved, merged, split and published. `cards.py`
and `merging.py` say what can be done, the rest is pages. The field's admin hangs its addresses in; nothing else
imports it.
"""
