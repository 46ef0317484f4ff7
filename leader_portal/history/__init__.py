"""
What became of each thing: its changes in words, the difference between two states, the way back to an earlier one; what
somebody did in one go, and undoing it.
It reads and restores what `content/recording.py` has noted. It imports `content`; the desk, its rooms and the apps may
import it.
"""
