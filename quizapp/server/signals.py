"""What happens inside the game that metrics count; without metrics nobody listens."""

from blinker import Signal

waited_to_write = Signal("A transaction may write now; ``seconds`` is how long it waited for that.")
card_drawn = Signal("A share card was drawn, not taken from the store.")
