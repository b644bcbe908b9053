"""Reading tickets: one statement an answer, written from enumerated parts with bound values."""
