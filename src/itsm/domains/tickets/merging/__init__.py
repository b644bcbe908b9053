"""Two reports of one thing become one, and one report of two things becomes two; the first can be undone."""
