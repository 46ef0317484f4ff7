"""
The strategy, which says what holds now: action fields, topics, cards, places. It knows nothing of the record but what
it sees through reverse relations. Nothing here imports `workshops`.
"""
